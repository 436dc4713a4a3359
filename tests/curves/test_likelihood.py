"""The log-normal likelihood: exact, interval and one-sided observations in one."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from helpers.curves.between import FEW_EFFECTIVE, PASSES
from helpers.curves.descent import DONE, descend
from helpers.curves.family import CURVES, evaluate_curve, find_curve
from helpers.curves.fits import fit_curves
from helpers.curves.likelihood import Data, Losses, Projected, find_log_probability
from helpers.curves.squares import SQUARES

TIME = np.arange(10.0)


def draw(seed=0, noise=0.1):
    rng = np.random.default_rng(seed)
    return evaluate_curve("logistic", (100.0, 0.6, 5.0), TIME)[0] * np.exp(
        noise * rng.standard_normal(TIME.size)
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        pytest.param(-np.inf, 0.0, np.log(0.5), id="half"),
        pytest.param(-1.0, 1.0, np.log(norm.cdf(1) - norm.cdf(-1)), id="one-sigma"),
        pytest.param(
            10.0,
            11.0,
            norm.logsf(10) + np.log1p(-np.exp(norm.logsf(11) - norm.logsf(10))),
            id="upper-tail",
        ),
        pytest.param(
            -38.0,
            -37.0,
            norm.logcdf(-37) + np.log1p(-np.exp(norm.logcdf(-38) - norm.logcdf(-37))),
            id="lower-tail",
        ),
        pytest.param(3.0, 3.0 + 1e-9, norm.logpdf(3) + np.log(1e-9), id="narrow"),
    ],
)
def test_probabilities_between_bounds(low, high, expected):
    value, *_ = find_log_probability(np.array([low]), np.array([high]))
    assert value[0] == pytest.approx(expected, rel=1e-6 if high - low < 1e-6 else 1e-12)


def test_the_series_for_narrow_bounds_meets_the_difference_of_tails():
    low = np.array([-4.0, -1.0, 0.0, 0.3, 2.0, 5.0])
    for width in (0.9e-3, 1.1e-3):
        width = width / (1.0 + np.abs(low + width / 2))
        value, *_ = find_log_probability(low, low + width)
        direct = np.log(
            np.where(
                low > 0, norm.sf(low) - norm.sf(low + width), norm.cdf(low + width) - norm.cdf(low)
            )
        )
        np.testing.assert_allclose(value, direct, rtol=1e-10)


@pytest.mark.parametrize("kind", ["natural", "log", "censored", "stated", "hinge"])
@pytest.mark.parametrize(
    ("curve", "chart"),
    [
        *((c, "") for c in CURVES),
        ("richards", "location"),
        ("logistic", "growth"),
        ("gompertz", "growth"),
    ],
)
def test_gradients_and_second_derivatives_are_those_of_finite_differences(curve, chart, kind):
    rng = np.random.default_rng(1)
    x = np.linspace(0.1, 1.0, 6)[:, None] * np.ones((1, 4))
    low = rng.normal(size=x.shape)
    high = low.copy()
    if kind in ("censored", "stated", "hinge"):
        high[::2] += rng.random((3, 4))
        high[0, 0], low[2, 1] = np.inf, -np.inf
        high[4] = low[4] + 1e-6
    k = 1 + len(find_curve(curve).chart) + (kind == "censored")
    theta = 0.4 * rng.normal(size=(k, 4))
    if chart == "growth":
        theta[0] = theta[1] + 1.5  # the size lies above the level
    w, stated = np.full(x.shape, 1.3), np.full(4, -0.3)
    data = Data(find_curve(curve), kind, x, np.zeros_like(x), low, high, w, stated)
    losses = Losses(data, chart=chart)
    with np.errstate(all="ignore"):
        _, gradient, exact, *_ = losses.assemble(theta)
        for j in range(k):
            ends = [
                losses.assemble(theta + sign * 1e-5 * np.eye(k)[j][:, None]) for sign in (1, -1)
            ]
            if not (chart == "growth" and j == 0):  # there the size is always held
                np.testing.assert_allclose(
                    gradient[j], (ends[0][0] - ends[1][0]) / 4e-5, rtol=1e-5, atol=1e-6
                )
            for other in range(j, k):
                if chart != "growth":
                    np.testing.assert_allclose(
                        exact[j, other],
                        (ends[0][1][other] - ends[1][1][other]) / 2e-5,
                        rtol=1e-5,
                        atol=1e-5,
                    )


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", ["logistic", "gompertz"])
def test_the_fast_sums_equal_the_general_ones(curve, scale):
    rng = np.random.default_rng(2)
    x = np.linspace(0.0, 1.0, 7)[:, None] * np.ones((1, 5))
    y, w = rng.random((7, 5)) + 0.1, rng.uniform(0.5, 2.0, (7, 5))
    chart = np.stack([rng.uniform(0.5, 2.0, 5), rng.uniform(0.2, 0.8, 5)])
    lines = [SQUARES[curve](scale, x if own else x[:, :1], y, w) for own in (True, False)]
    with np.errstate(all="ignore"):
        general = Projected(Data(find_curve(curve), scale, x, None, y, y, w)).assemble(chart)
        for line in lines:
            found = line.assemble(line.from_chart(chart))
            np.testing.assert_allclose(found[0], general[0], rtol=1e-11)
            np.testing.assert_allclose(found[4], general[4], rtol=1e-9, atol=1e-12)


def loss_by_hand(q, low, high, exact):
    size, rate, midpoint, sigma = np.exp(q[0]), np.exp(q[1]), q[2], np.exp(q[3])
    mu = np.log(evaluate_curve("logistic", (size, rate, midpoint), TIME)[0])
    a, b = (np.log(low) - mu) / sigma, (np.log(high) - mu) / sigma
    turned = a + b > 0
    a, b = np.where(turned, -b, a), np.where(turned, -a, b)
    inside = norm.logcdf(b) + np.log(
        -np.expm1(np.where(exact, -1.0, norm.logcdf(a) - norm.logcdf(b)))
    )
    return -np.where(exact, norm.logpdf(a) - np.log(sigma), inside).sum()


def test_exact_interval_and_one_sided_observations_together_agree_with_a_general_optimiser():
    value = draw()
    low, high = value * 0.93, value * 1.08
    exact = np.arange(10) % 3 == 0
    low, high = np.where(exact, value, low), np.where(exact, value, high)
    high[8], low[1] = np.inf, 0.0
    fits = fit_curves(TIME, value, low, high, scale="log")
    with np.errstate(all="ignore"):
        found = minimize(
            loss_by_hand,
            [np.log(100), np.log(0.6), 5.0, np.log(0.1)],
            args=(low, high, exact),
            method="Nelder-Mead",
            options={"maxiter": 4000, "maxfev": 4000, "xatol": 1e-9, "fatol": 1e-12},
        )
    ceiling, rate, midpoint = fits.parameters.to_numpy()[0]
    np.testing.assert_allclose(
        [ceiling, rate, midpoint], [np.exp(found.x[0]), np.exp(found.x[1]), found.x[2]], rtol=1e-5
    )
    assert fits.log_likelihood[0] == pytest.approx(
        -found.fun - np.log(value[exact]).sum(), rel=1e-9
    )
    assert np.isnan(fits.rss[0])


@pytest.mark.parametrize("width", [1e-3, 1e-5, 1e-8])
def test_the_maximiser_and_differences_of_the_likelihood_go_over_into_the_exact_fit(width):
    value = draw(3)
    exact = fit_curves(TIME, value, scale="log")
    between = fit_curves(TIME, value, value * (1 - width / 2), value * (1 + width / 2), scale="log")
    np.testing.assert_allclose(between.parameters, exact.parameters, rtol=max(30 * width**2, 1e-7))
    np.testing.assert_allclose(
        between.profile("ceiling"), exact.profile("ceiling"), rtol=max(100 * width**2, 1e-5)
    )
    np.testing.assert_allclose(
        between.standard_errors, exact.standard_errors, rtol=max(100 * width**2, 1e-5)
    )
    # as densities, the probabilities over the widths are those of the exact values
    assert between.log_likelihood[0] - np.log(width * value).sum() == pytest.approx(
        exact.log_likelihood[0], abs=max(100 * width**2, 1e-6)
    )


def test_intervals_of_no_width_are_exact_values_and_bounds_open_on_both_sides_say_nothing():
    value = draw(4)
    exact = fit_curves(TIME, value, scale="log")
    same = fit_curves(TIME, value, value, value, scale="log")
    np.testing.assert_array_equal(same.parameters, exact.parameters)
    low, high = np.where(TIME == 4, 0.0, value), np.where(TIME == 4, np.inf, value)
    without = fit_curves(TIME, np.where(TIME == 4, np.nan, value), scale="log")
    np.testing.assert_array_equal(
        fit_curves(TIME, value, low, high, scale="log").parameters, without.parameters
    )


def test_the_effective_number_of_observations_falls_with_the_width():
    value = draw(5)
    widths = (0.01, 0.1, 0.2)
    counts = [
        fit_curves(
            TIME, value, value * np.exp(-w / 2), value * np.exp(w / 2), scale="log"
        ).effective_count[0]
        for w in widths
    ]
    assert 10 > counts[0] > counts[1] > counts[2]


def test_where_a_curve_passes_through_all_intervals_only_a_range_is_given():
    value = evaluate_curve("logistic", (100.0, 0.6, 5.0), TIME)[0]
    low, high = value * 0.95, value * 1.05
    fits = fit_curves(TIME, value, low, high, scale="log")
    assert fits.state[0] == PASSES and not fits.converged[0]
    assert fits.parameters.isna().all(axis=None) and np.isnan(fits.aicc[0])
    assert (fits.verdict.iloc[0] == "refused").all()
    inside = fits.passing_range("ceiling")[0]
    assert inside[0] < 100 < inside[1] and inside[1] < 115
    stated, twice = fits.profile("ceiling", sigma=0.05)[0], fits.profile("ceiling", sigma=0.1)[0]
    assert twice[0] < stated[0] < 100 < stated[1] < twice[1]
    # the range is that of curves inside the bounds: at its ends one still passes, beyond none
    for end in inside:
        held = fit_curves(TIME, value, low, high, scale="log").passing_range("ceiling")[0]
        assert end in held


def test_a_plain_range_by_hand():
    fits = fit_curves(
        [0.0, 2.0], [1.0, 3.0], [0.9, 2.5], [1.1, 3.5], curve="exponential", scale="log"
    )
    assert fits.state[0] == PASSES
    np.testing.assert_allclose(
        fits.passing_range("rate")[0], [np.log(2.5 / 1.1) / 2, np.log(3.5 / 0.9) / 2], rtol=1e-6
    )
    np.testing.assert_allclose(fits.passing_range("level")[0], [0.9, 1.1], rtol=1e-6)


def test_too_few_effective_observations_are_said_and_no_scatter_is_estimated():
    # no rising curve goes from 2 or more down to 1.995, but it fails by a quarter of a percent only
    low, high = np.array([1.0, 2.0, 1.9, 2.0]), np.array([1.05, 2.1, 1.995, 2.1])
    fits = fit_curves(np.arange(4.0), (low + high) / 2, low, high, curve="logistic", scale="log")
    assert fits.state[0] == FEW_EFFECTIVE and fits.effective_count[0] < 3
    assert fits.parameters.isna().all(axis=None) and np.isnan(fits.passing_range("ceiling")).all()
    assert np.isfinite(fits.profile("ceiling", sigma=0.2)[0, 0])


def test_the_printed_step_is_a_floor_for_the_scatter_of_exact_values():
    value = np.round(evaluate_curve("logistic", (100.0, 0.6, 5.0), TIME)[0], 1)
    bare, floored = (
        fit_curves(TIME, value, scale="log", step=s).profile("ceiling")[0] for s in (None, 2.0)
    )
    assert floored[0] < bare[0] and floored[1] > bare[1]


@pytest.mark.parametrize("log_shape", [-1.0, -4.0, -7.7, -12.0])
@pytest.mark.parametrize("log_rate", [0.6, 1.0, 1.6])
def test_a_descent_that_is_said_to_have_ended_ended_at_the_lowest_loss(log_shape, log_rate):
    # Where a Richards curve hardly hangs on its shape, a whole step is long, and a shortened one
    # says nothing of the end.
    x = np.linspace(0, 1, 14)[:, None]
    y = (
        np.log(2.0)
        - np.exp(-4.0 * (x - 0.45))
        + 0.03 * np.random.default_rng(3).standard_normal((14, 1))
    )
    data = Data(find_curve("richards"), "log", x, None, y, y, np.ones_like(y))
    found = [
        descend(Losses(data), np.array([[0.3], [rate], [0.2], [shape]]))
        for rate, shape in ((1.0, -1.0), (log_rate, log_shape))
    ]
    assert [one["state"][0] for one in found] == [DONE, DONE]
    assert found[1]["rss"][0] == pytest.approx(found[0]["rss"][0], rel=1e-9)


def test_a_descent_that_has_ended_stays_so_while_it_waits_for_those_beside_it():
    x = np.linspace(0.0, 1.0, 8)[:, None]
    bent = find_curve("gompertz").find_shape([np.ones(1), np.full(1, 0.4)], x)[0]
    noise = 0.1 * np.random.default_rng(3).standard_normal((8, 1))
    # ceilings without a bend are looked for in a long valley: many of these hold up the one bend
    y = np.concatenate([bent + noise, np.repeat(3.0 * x + noise, 9, axis=1)], axis=1)
    data = Data(find_curve("gompertz"), "censored", x, None, y, y, np.ones_like(y))
    start = np.repeat([[0.0], [1.0], [0.4], [-1.0]], 10, axis=1)
    alone, beside = descend(Losses(data.take([0])), start[:, :1]), descend(Losses(data), start)
    assert alone["evaluations"][0] < 20 and beside["evaluations"][1] > 50
    assert alone["state"][0] == beside["state"][0] == DONE


def test_a_wide_scatter_does_not_hide_a_curve_that_nearly_passes_through_all():
    low = [23.025, 32.295, 43.5, 56.055, 70.0]
    high = [23.035, 32.305, 44.5, 56.065, np.inf]
    fits = fit_curves(np.arange(5.0), None, low, high, scale="log")
    assert fits.converged[0] and fits.log_likelihood[0] == pytest.approx(-13.5429, abs=1e-4)
    assert fits.parameters["ceiling"][0] == pytest.approx(128.6, abs=0.1)


def test_a_descent_to_the_middles_that_loses_its_way_hides_nothing():
    # as drawn: with one digit changed, or alone, the descent to the middles ends elsewhere
    low = [
        [0.1357, 0.1354, 0.1355, 0.1, 0.136, 0.13, 0.136, 0.135, 2.25, 37.0, 91.2, 100, 130, 135],
        [0, 0.08, 0, 0, 0.08, 0.081, 0.08070000000000001, 0.08, 0.23, 0, 0, 37, 61.78, 0],
    ]
    high = [
        [0.1358, 0.1355, np.inf, np.inf, 0.137, 0.14]
        + [0.1361, 0.136, 2.26, 38.0, np.inf, 200, 140, 136],
        [0.07960999999999999, 0.09, 0.08090000000000001, 0.08106999999999999, 0.09, 0.082]
        + [0.08080000000000001, 0.081, 0.24000000000000002, 3.57, 16.400000000000002, 38, 61.79]
        + [81],
    ]
    fits = fit_curves(np.arange(14.0), None, low, high, curve="richards", scale="log")
    assert fits.best.loss[1] < 101.3489  # of direct descents; elsewhere 101.578


def test_a_wide_scatter_does_not_hide_a_bend_behind_the_window():
    low = [0.0, 0.0553, 0.0552, 0.126, 0.4017, 1.0, 3.0, 11.3, 28.6, 55.4]
    high = [0.056, 0.0554, 0.0553, 0.127, 0.4018, 2.0, 4.0, 11.4, 28.7, 55.5]
    fits = fit_curves(np.arange(10.0), None, low, high, scale="log")
    # the highest of direct descents from 60 shapes and 5 scatters, as in the study of convergence
    assert fits.converged[0] and fits.log_likelihood[0] > -46.57253


def test_a_loss_below_0_is_handed_over_as_it_is():
    """A density may be above 1, and the loss then lies below 0: it is no sum of squares."""
    x, rng = np.linspace(0.0, 1.0, 8)[:, None], np.random.default_rng(3)
    curve, count, sigma = find_curve("logistic"), 4000, 0.23  # losses lie about 0
    start = np.repeat([[0.0], [1.5], [0.5], [np.log(sigma)]], count, axis=1)
    low = curve.find_shape(list(start[1:3]), x)[0] + sigma * rng.standard_normal((8, count))
    data = Data(curve, "censored", x, None, low, low, np.ones_like(low))
    best = descend(Losses(data), start)["theta"]
    found = descend(Losses(data), best + 10.0 ** -rng.uniform(1.0, 6.0, count), damping=0.0)
    assert (found["rss"] < 0.0).any()
    loss = Losses(data).assemble(found["theta"])[0]
    np.testing.assert_allclose(found["rss"], loss, rtol=1e-8, atol=1e-10)


def test_a_ceiling_that_has_run_away_comes_back_where_a_bend_in_the_window_fits_better():
    low = [0, 0.08866, 0.052, 0.0472, 0.0561, 0.3826, 2, 8.354, 17, 20, 40, 60, 68.6, 71.1]
    high = [0.0628, 0.08867, np.inf, 0.0473, np.inf, 0.3827, 3, 8.355, 18, 30, 50, 70, 68.7, 71.2]
    fits = fit_curves(np.arange(14.0), None, low, high, curve="gompertz", scale="log")
    fits.profile("ceiling")
    assert fits.converged[0] and 71.1 < fits.parameters["ceiling"][0] < 1e6
    assert fits.lowest[0] > -1e-6  # on the whole profile nothing fits better


@pytest.mark.parametrize(
    ("curve", "state", "highest", "low", "high"),
    [
        pytest.param(
            "gompertz",
            "converged",
            -20.87823,
            [0.04479, 0.2755, 4.0, 10.0, 30.0],
            [0.0448, 0.2756, 4.1, 20.0, np.inf],
            id="far ceiling",
        ),
        pytest.param(
            "gompertz",
            "converged",
            -46.08259,
            [0.177, 0.1442, 0.2, 22.0, 92.1, 189.8, 173.0],
            [0.1771, 0.1443, 0.3, np.inf, 92.2, 189.9, 174.0],
            id="back from out of sight",
        ),
        pytest.param(
            "richards",
            "limit: a parameter at the edge of its range",
            -30.51107,
            [0.065, 0.0625, 0.0, 1.017, 10.0, 36.0, 0.0],
            [0.066, 0.0626, 0.06646, 1.018, 20.0, 37.0, 61.3],
            id="a rise that stops dead",
        ),
        pytest.param(
            "richards",
            "limit: a parameter at the edge of its range",
            -24.53227,
            [1.1, 3.0, 10.0, 18.07, 27.52, 36.4, 59.3],
            [np.inf, np.inf, 11.0, 18.08, 27.53, 36.5, 59.31],
            id="a Gompertz curve and a far ceiling",
        ),
        pytest.param(
            "richards",
            "limit: a parameter at the edge of its range",
            -41.56840,
            [0.06187, 0.04159, 0.0, 0.05, 0.04, 0.0, 0.1, 3.0, 16.0, 0.0],
            [0.06188, 0.0416, 0.06, 0.06, 0.05, 0.0461, 0.2, 3.1, 17.0, 45.0],
            id="a steep rise that stops dead at the last value but one",
        ),
        pytest.param(
            "richards",
            "converged",
            -41.47432,
            [1.0, 23.0, 81.0, 144.0, 125.6, 142.5, 100.0, 141.4, 142.0, 200.9],
            [np.inf, 24.0, 82.0, 145.0, 125.7, 142.6, 200.0, 141.5, 143.0, 201.0],
            id="a rise that stops early",
        ),
        pytest.param(
            "logistic",
            "converged",
            -9.73237,
            [24.0, 30.0, 39.6, 56.0, 0.0],
            [25.0, 31.0, 39.7, 57.0, 69.8],
            id="back from a ceiling that is nearly out of sight",
        ),
    ],
)
def test_a_bent_valley_is_walked_to_its_end(curve, state, highest, low, high):
    fits = fit_curves(np.arange(float(len(low))), None, low, high, curve=curve, scale="log")
    assert fits.state[0] == state
    # L-BFGS-B of SciPy from 400 shapes and scatters ends no higher
    assert fits.log_likelihood[0] > highest


def test_a_bend_does_not_hide_a_rise_that_stops_dead():
    low = [0.1, 0.16, 3.064, 19.7, 52.7, 92.2, 120.0, 143.0, 150.0, 160.0]
    high = [0.2, 0.17, np.inf, 19.8, np.inf, 92.3, 130.0, np.inf, 160.0, 170.0]
    fits = fit_curves(np.arange(10.0), None, low, high, curve="richards", scale="log")
    assert fits.converged[0] and fits.log_likelihood[0] > -29.86556  # of direct descents
    assert fits.parameters["shape"][0] > 50.0  # where it bends, 1.1
