"""Fast sums of squares have the derivatives of finite differences, and charts that turn back."""

import numpy as np
import pytest

from helpers.curves.squares import SQUARES


def make(curve, scale, count=4):
    rng = np.random.default_rng(3)
    y, w = rng.random((7, count)) + 0.1, rng.uniform(0.5, 2.0, (7, count))
    return SQUARES[curve](scale, np.linspace(0.0, 1.0, 7)[:, None], y, w)


CHART = np.array([[0.5, 1.0, 1.5, 2.0], [0.2, 0.4, 0.6, 0.8]])  # log rates, midpoints


@pytest.mark.parametrize("curve", SQUARES)
def test_log_rates_and_midpoints_come_back_from_fitting_coordinates(curve):
    squares = make(curve, "log")
    np.testing.assert_allclose(squares.to_chart(squares.from_chart(CHART)), CHART, rtol=1e-12)


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", SQUARES)
def test_gradients_and_second_derivatives_are_those_of_finite_differences(curve, scale):
    squares = make(curve, scale)
    theta = squares.from_chart(CHART)
    _, gradient, exact, *_ = squares.assemble(theta)
    for j in range(2):
        moves = [sign * 1e-5 * np.eye(2)[j][:, None] for sign in (1, -1)]
        up, down = (squares.assemble(theta + move) for move in moves)
        np.testing.assert_allclose(gradient[j], (up[0] - down[0]) / 4e-5, rtol=1e-5, atol=1e-7)
        slope = (up[1] - down[1]) / 2e-5
        np.testing.assert_allclose(exact[j], slope, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("curve", SQUARES)
def test_series_that_go_on_have_the_sums_that_they_had_among_all(curve):
    squares = make(curve, "log")
    theta = squares.from_chart(CHART)
    before = squares.assemble(theta)[0]
    squares.keep(np.array([1, 3]))
    np.testing.assert_allclose(squares.assemble(theta[:, [1, 3]])[0], before[[1, 3]], rtol=1e-13)
