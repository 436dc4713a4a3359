"""A descent ends where the loss is lowest."""

import numpy as np
import pytest
from drawn import draw

from helpers.curves.descent import solve_damped
from helpers.curves.family import evaluate_curve, find_gradient
from helpers.curves.fits import fit_curves


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", ["logistic", "gompertz", "saturating", "exponential"])
def test_where_it_stops_another_step_moves_no_parameter(curve, scale):
    time, value = draw(200, np.random.default_rng(2), noise=0.05)
    fits = fit_curves(time, value, curve=curve, scale=scale, start=2009.0)
    good = np.flatnonzero(fits.converged & (fits.parameters.iloc[:, 0].to_numpy() < 300))
    assert good.size > 20
    parameters = fits.parameters.to_numpy()[good]
    origin = 2009.0 if curve == "saturating" else 2010.0
    fitted = evaluate_curve(curve, parameters, time, origin=origin)
    slope = find_gradient(curve, parameters, time, origin=origin, logarithm=scale == "log")
    residual = np.log(value[good] / fitted) if scale == "log" else value[good] - fitted
    gradient = np.einsum("sn,snk->sk", residual, slope)
    size = np.linalg.norm(residual, axis=1)[:, None] * np.linalg.norm(slope, axis=1)
    assert np.abs(gradient / size).max() < 1e-9


@pytest.mark.parametrize("k", [1, 2, 4])
def test_damped_steps_are_those_of_a_general_solver_and_matrices_that_bend_down_are_told(k):
    rng = np.random.default_rng(1)
    root, right, scale = rng.normal(size=(5, k, k)), rng.normal(size=(k, 5)), rng.random((k, 5))
    matrix = root @ root.transpose(0, 2, 1)
    matrix[0] *= -1.0
    damping = np.array([0.0, 0.0, 0.5, 2.0, 1.0])
    step, good = solve_damped(matrix.transpose(1, 2, 0), damping, scale, right)
    assert good.tolist() == [False, True, True, True, True]
    for i in range(1, 5):
        full = matrix[i] + np.diag(damping[i] * scale[:, i])
        np.testing.assert_allclose(step[:, i], np.linalg.solve(full, right[:, i]), rtol=1e-8)
