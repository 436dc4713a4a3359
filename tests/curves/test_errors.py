"""Errors of parameters are those of ordinary regression, densities those of the values."""

import numpy as np
import pytest
from drawn import draw

from helpers.curves.fits import fit_curves


def test_the_log_likelihood_is_the_density_of_the_values_on_either_scale():
    time, value = draw(1, np.random.default_rng(7))
    for scale in ("natural", "log"):
        fits = fit_curves(time, value, scale=scale)
        fitted = fits.predict(time)[0]
        sigma = np.sqrt(fits.rss[0] / 11)
        if scale == "natural":
            density = -0.5 * ((value[0] - fitted) / sigma) ** 2 - np.log(sigma * np.sqrt(2 * np.pi))
        else:
            density = -0.5 * (np.log(value[0] / fitted) / sigma) ** 2 - np.log(
                value[0] * sigma * np.sqrt(2 * np.pi)
            )
        assert fits.log_likelihood[0] == pytest.approx(density.sum(), rel=1e-10)
        assert fits.aicc[0] == pytest.approx(-2 * density.sum() + 2 * 4 * 11 / (11 - 4 - 1))


def test_the_log_likelihood_changes_with_the_unit_as_a_density_does():
    time, value = draw(3, np.random.default_rng(8))
    for scale in ("natural", "log"):
        one, other = (
            fit_curves(time, value, scale=scale),
            fit_curves(time, value * 1000, scale=scale),
        )
        np.testing.assert_allclose(
            other.log_likelihood, one.log_likelihood - 11 * np.log(1000), rtol=1e-9
        )


def test_standard_errors_of_a_steady_growth_are_those_of_a_line_through_the_logarithms():
    time, value = draw(1, np.random.default_rng(10))
    fits = fit_curves(time, value, curve="exponential", scale="log")
    slopes = np.column_stack([np.ones(time.size), time - time[0]])
    inverse = np.linalg.inv(slopes.T @ slopes)
    residual = np.log(value[0]) - slopes @ (inverse @ slopes.T @ np.log(value[0]))
    error = np.sqrt(residual @ residual / (time.size - 2) * np.diag(inverse))
    level = fits.parameters["level"][0]  # its logarithm is the constant of the line
    expected = dict(zip(("level", "rate"), error * [level, 1.0], strict=True))
    assert fits.standard_errors.iloc[0].to_dict() == pytest.approx(expected, rel=1e-8)
