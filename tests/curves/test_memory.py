"""Errors that remember: against the joint normal density, finite differences, and what they
cover."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from helpers.curves.descent import descend
from helpers.curves.family import evaluate_curve, find_curve
from helpers.curves.fits import fit_curves
from helpers.curves.likelihood import Data
from helpers.curves.memory import Memory, Remembering, make_memory

UNEVEN = np.array([0.0, 1, 2, 2.5, 4, 5, 7, 8, 9, 10, 12, 13])


def draw(phi, count=1, seed=0, time=UNEVEN, noise=0.1):
    rng = np.random.default_rng(seed)
    error = rng.standard_normal((count, time.size))
    for i in range(1, time.size):
        part = phi ** (time[i] - time[i - 1])
        error[:, i] = part * error[:, i - 1] + np.sqrt(1 - part**2) * error[:, i]
    return evaluate_curve("logistic", (100.0, 0.6, 6.0), time)[0] * np.exp(noise * error)


def fit(value, time=UNEVEN, **options):
    return fit_curves(time, value, scale="log", errors="autoregressive", **options)


def test_the_likelihood_of_exact_values_is_the_joint_normal_density():
    value = draw(0.6)
    fits = fit(value)
    phi, sigma = fits.memory[0], fits.sigma[0] * np.sqrt((12 - 3) / 12)
    residual = np.log(value[0] / fits.predict(UNEVEN)[0])
    covariance = sigma**2 * phi ** np.abs(UNEVEN[:, None] - UNEVEN)
    density = multivariate_normal(np.zeros(12), covariance).logpdf(residual)
    assert fits.log_likelihood[0] == pytest.approx(density - np.log(value).sum(), rel=1e-9)


@pytest.mark.parametrize("curve", ["exponential", "logistic", "gompertz", "power"])
def test_derivatives_are_those_of_finite_differences(curve):
    rng = np.random.default_rng(1)
    x, low = np.sort(rng.random((7, 4)), axis=0), rng.normal(size=(7, 4))
    high = low.copy()
    high[::2] += rng.random((4, 4))
    high[0, 0], low[2, 1] = np.inf, -np.inf
    w = np.full(x.shape, 1.3)
    w[5, 2], w[6, 3] = 0.6, 0.0
    data = Data(find_curve(curve), "censored", x, None, low, high, w)
    trust = np.where((w > 0) & np.isfinite(high - low), 0.8, 0.0)
    memory = make_memory(data, np.full(4, 6.0), trust).restrict(rng.normal(size=(7, 4, 2)))
    losses = Remembering(data.remember(memory))
    k = len(losses.names)
    theta = 0.4 * rng.normal(size=(k, 4))
    _, gradient, exact, *_ = losses.assemble(theta)
    for j in range(k):
        moves = [sign * 1e-5 * np.eye(k)[j][:, None] for sign in (1, -1)]
        up, down = (losses.assemble(theta + move) for move in moves)
        np.testing.assert_allclose(gradient[j], (up[0] - down[0]) / 4e-5, rtol=1e-5, atol=1e-6)
        for other in range(j, k):
            slope = (up[1][other] - down[1][other]) / 2e-5
            np.testing.assert_allclose(exact[j, other], slope, rtol=1e-5, atol=1e-5)


def test_what_the_data_tell_of_the_slopes_is_the_determinant_by_hand():
    rng = np.random.default_rng(2)
    ones = np.ones((6, 1))
    gap = np.vstack([[np.inf], rng.uniform(0.5, 2.0, (5, 1))])
    slopes = rng.normal(size=(6, 1, 2))
    memory = Memory(gap, np.vstack([[0.0], ones[1:]]), ones, 0 * ones).restrict(slopes)
    basis = np.linalg.svd(slopes[:, 0], full_matrices=False)[0]
    time = np.append(0.0, np.cumsum(gap[1:, 0]))
    odds = np.array([0.3])
    covariance = (1 / (1 + np.exp(-0.3))) ** np.abs(time[:, None] - time)
    by_hand = 0.5 * np.linalg.slogdet(basis.T @ np.linalg.inv(covariance) @ basis)[1]
    assert memory.find_restriction(odds)[0][0] == pytest.approx(by_hand, abs=1e-4)


def test_narrow_intervals_go_over_into_exact_values_and_order_in_time_does_not_matter():
    value = draw(0.5)[0]
    one = fit(value)
    narrow = fit(value, low=value * 0.99999, high=value * 1.00001)
    np.testing.assert_allclose(narrow.parameters, one.parameters, rtol=1e-5)
    np.testing.assert_allclose(narrow.memory, one.memory, rtol=1e-4)
    order = np.random.default_rng(1).permutation(12)
    np.testing.assert_allclose(fit(value[order], UNEVEN[order]).parameters, one.parameters)


def test_one_sided_observations_inform_the_likelihood_and_no_neighbour():
    value = draw(0.5)[0]
    fits = []
    for share in (1e-6, 1e-3, 1.5):  # of what was drawn: the bound lies far below it, or above
        low, high = value.copy(), value.copy()
        low[5], high[5] = value[5] * share, np.inf
        fits.append(fit(None, low=low, high=high))
        assert fits[-1].best.remembers[0] and np.isfinite(fits[-1].log_likelihood[0])
    far, near, above = fits
    np.testing.assert_allclose(far.parameters, near.parameters, rtol=1e-6)
    np.testing.assert_allclose(far.memory, near.memory, rtol=1e-6)
    assert abs(above.parameters["ceiling"][0] / far.parameters["ceiling"][0] - 1.0) > 1e-3


def test_fits_go_on_to_errors_that_remember_and_stay_as_they_were():
    value = draw(0.8, count=5)
    plain = fit_curves(UNEVEN, value, scale="log")
    before = plain.parameters.copy()
    np.testing.assert_array_equal(plain.remember().parameters, fit(value).parameters)
    np.testing.assert_array_equal(plain.parameters, before)
    with pytest.raises(ValueError, match="order of time"):
        fit_curves(UNEVEN[::-1], value[:, ::-1], scale="log").remember()


def test_memory_in_the_errors_widens_intervals_and_standard_errors():
    value = draw(0.8, count=40)
    plain = fit_curves(UNEVEN, value, scale="log")
    remembering = fit(value)
    assert np.median(remembering.memory) > 0.4
    for name in ("rate", "midpoint"):
        width = [np.diff(f.profile(name))[:, 0] for f in (remembering, plain)]
        assert np.nanmedian(width[0] / width[1]) > 1.3
    ratio = remembering.growth["standard_error"] / plain.growth["standard_error"]
    assert ratio.median() > 1.3


@pytest.mark.parametrize(("phi", "least", "most"), [(0.0, 0.93, 1.0), (0.5, 0.88, 1.0)])
def test_intervals_of_errors_that_remember_hold_the_truth(phi, least, most):
    time = np.arange(12.0)
    fits = fit(draw(phi, count=300, time=time), time)
    for name, truth in (("ceiling", 100.0), ("rate", 0.6)):
        low, high = fits.profile(name).T
        assert least <= np.mean((low <= truth) & (truth <= high)) <= most


def test_errors_are_named_and_remember_on_the_log_scale_only():
    with pytest.raises(ValueError, match="errors is 'white'"):
        fit_curves(UNEVEN, draw(0.0), errors="white")
    with pytest.raises(ValueError, match="on the scale 'natural'"):
        fit_curves(UNEVEN, draw(0.0), errors="autoregressive")


def test_series_too_short_for_a_memory_stand_beside_longer_ones():
    value = draw(0.5, count=3)
    value[1, 4:], value[2, 5:] = np.nan, np.nan
    fits = fit(value)
    assert fits.best.remembers.tolist() == [True, False, True]
    alone = fit(value[:1])
    assert fits.growth["standard_error"][0] == pytest.approx(alone.growth["standard_error"][0])
    assert fits.memory[1] == 0 and np.isfinite(fits.growth["standard_error"][1])


def test_a_second_valley_of_errors_that_remember_is_found_from_a_wide_scatter():
    low = [0.11, 0.174, 0.44, 0.8974, 1.707, 3.74, 8.6, 16.3, 31.5, 53.0, 75.0, 90.5, 122.0, 125.0]
    high = [0.12, 0.175, 0.45, 0.8975, 1.708, 3.75, 8.7, 16.4, 31.6, 54.0, 76.0, 90.6, 123.0]
    bounds = np.arange(14.0), None, [low], [[*high, np.inf]]
    fits = fit_curves(*bounds, curve="logistic", scale="log", errors="autoregressive")
    best, rows = fits.best, np.array([0])
    data = best.find_data(rows, "censored")
    data = data.remember(best.find_memory(rows, data))
    begin = np.concatenate([best.coordinates[:, 0], best.log_sigma, best.log_odds])[:, None]
    others = [descend(Remembering(data), begin + np.eye(5)[[3]].T * by) for by in (-2.0, 1.0, 2.0)]
    assert fits.converged[0]
    assert min(found["rss"][0] for found in others) > best.loss[0] - 1e-6
