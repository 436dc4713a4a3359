"""Series that break fits elsewhere: each has a stated verdict, no warning leaks, nothing hangs."""

import numpy as np
import pytest

from helpers.curves.family import PARAMETERS
from helpers.curves.fits import fit_curves

TIME = np.arange(2010.0, 2018.0)
NAN = np.nan
RISE = 1.0 / (1.0 + np.exp(-0.8 * (TIME - 2013)))
SERIES = {
    "flat": np.full(8, 5.0),
    "falling": 100 * RISE[::-1],
    "two points": np.array([1.0, 2.0, *[NAN] * 6]),
    "one point": np.array([1.0, *[NAN] * 7]),
    "three points": np.array([1.0, 2.0, 3.5, *[NAN] * 5]),
    "all missing": np.full(8, NAN),
    "zeros": np.zeros(8),
    "zeros first": np.array([0.0, 0, 0, 1, 3, 6, 8, 9]),
    "negative": -np.arange(1.0, 9.0),
    "below and above zero": np.arange(-2.0, 6.0),
    "huge": 1e15 * RISE,
    "tiny": 1e-12 * RISE,
    "one outlier": np.array([1.0, 2, 4, 8, 1000, 20, 24, 25]),
    "exactly exponential": np.exp(0.5 * (TIME - 2010)),
    "exactly linear": 3 + 2 * (TIME - 2010),
    "plateau only": 100 + np.array([0.3, -0.2, 0.1, 0, -0.1, 0.2, -0.3, 0.1]),
    "a step": np.array([0.1, 0.1, 0.1, 5, 5, 5, 5, 5]),
}
FEW, EMPTY, FLAT = (
    "refused: fewer times than parameters",
    "refused: no observation",
    "refused: the values do not change",
)
SIZE, LOGARITHM = "refused: no value above 0", "refused: values of 0 or below have no logarithm"
TRENDLESS = "refused: no rise or fall beyond the scatter"
AWAY = "limit: exponential, no ceiling in sight"
# the state of the logistic on the natural and on the log scale, and the verdict on its ceiling
LOGISTIC = {
    "flat": (FLAT, "refused", FLAT, "refused"),
    "falling": ("converged", "identified", "converged", "identified"),
    "two points": (FEW, "refused", FEW, "refused"),
    "one point": (FEW, "refused", FEW, "refused"),
    "three points": ("converged", "refused", "converged", "refused"),
    "all missing": (EMPTY, "refused", EMPTY, "refused"),
    "zeros": (SIZE, "refused", LOGARITHM, "refused"),
    "zeros first": ("converged", "identified", LOGARITHM, "refused"),
    "negative": (SIZE, "refused", LOGARITHM, "refused"),
    "below and above zero": ("converged", "bounded below", LOGARITHM, "refused"),
    "huge": ("converged", "identified", "converged", "identified"),
    "tiny": ("converged", "identified", "converged", "identified"),
    "one outlier": (TRENDLESS, "refused", TRENDLESS, "refused"),
    "exactly exponential": (AWAY, "bounded below", AWAY, "bounded below"),
    "exactly linear": ("converged", "identified", "converged", "identified"),
    "plateau only": (TRENDLESS, "refused", TRENDLESS, "refused"),
    "a step": ("limit: a step between two times", "identified", "converged", "bounded below"),
}
VERDICTS = {"identified", "bounded below", "bounded above", "not identified", "refused"}


@pytest.mark.parametrize("scale", ["natural", "log"])
def test_the_logistic_has_a_stated_verdict_for_each(scale):
    fits = fit_curves(TIME, np.array(list(SERIES.values())), scale=scale)
    found = {name: (fits.state[i], fits.verdict["ceiling"][i]) for i, name in enumerate(SERIES)}
    place = 0 if scale == "natural" else 2
    assert found == {name: words[place : place + 2] for name, words in LOGISTIC.items()}


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", PARAMETERS)
def test_every_curve_has_a_state_and_verdicts_and_no_number_where_there_is_no_fit(curve, scale):
    # Richards profiles are slow on series that no curve describes; its hard cases are in
    # test_profile
    names = (
        list(SERIES)
        if curve != "richards"
        else ["flat", "falling", "two points", "all missing", "zeros", "negative", "huge", "tiny"]
    )
    fits = fit_curves(
        TIME, np.array([SERIES[n] for n in names]), curve=curve, scale=scale, start=2009.0
    )
    assert fits.state.str.len().min() > 0
    # a Bass curve can do nothing with a jump: that it does not converge is said, and no number
    # given
    lost = (fits.state == "not converged").to_numpy()
    assert set(np.array(names)[lost]) <= (
        {"a step"} if curve == "bass" else set()
    ) and fits.parameters[lost].isna().all(axis=None)
    assert set(fits.verdict.to_numpy().ravel()) <= VERDICTS
    refused = fits.state.str.startswith("refused").to_numpy()
    assert (
        fits.parameters[refused].isna().all(axis=None)
        and not fits.converged[refused].any()
        and np.isnan(fits.rss[refused]).all()
    )
    assert (fits.verdict[refused] == "refused").all(axis=None) and fits.remarks[
        refused
    ].str.startswith("Refused").all()
    assert (fits.rss[~refused & ~lost] >= 0).all()
    for table in (
        fits.standard_errors,
        fits.growth,
        fits.predict(TIME),
        fits.log_likelihood,
        fits.aicc,
        fits.sigma,
    ):
        assert len(table) == len(names)
    assert fits.covariance.shape == (len(names), len(PARAMETERS[curve]), len(PARAMETERS[curve]))


def test_of_a_falling_series_the_ceiling_lies_in_the_past():
    fits = fit_curves(TIME, SERIES["falling"])
    assert (
        fits.falls[0]
        and fits.parameters["rate"][0] == pytest.approx(-0.8)
        and "past" in fits.remarks[0]
    )


@pytest.mark.parametrize("curve", ["bass", "saturating"])
def test_curves_that_cannot_fall_refuse_a_falling_series(curve):
    fits = fit_curves(TIME, SERIES["falling"], curve=curve, start=2009.0)
    assert fits.state[0] == "refused: the series falls and this curve cannot"


def test_a_saturating_curve_refuses_times_before_its_start():
    assert (
        fit_curves(TIME, SERIES["huge"], curve="saturating", start=2012.0).state[0]
        == "refused: times at or before the start"
    )


@pytest.mark.parametrize("factor", [1e-12, 1e15])
def test_huge_and_tiny_series_are_the_same_fit(factor):
    one, other = fit_curves(TIME, RISE), fit_curves(TIME, RISE * factor)
    np.testing.assert_allclose(
        other.parameters.to_numpy(), one.parameters.to_numpy() * [factor, 1, 1], rtol=1e-9
    )


def test_years_with_fractions_and_duplicate_times_are_taken_as_they_are():
    time = np.array([2014.5, 2014.5, 2015.0, 2016.25, 2017.5, 2018.0, 2019.75])
    value = 100 / (1 + np.exp(-0.8 * (time - 2016.3)))
    value[1] *= 1.02
    fits = fit_curves(time, value)
    assert fits.converged[0] and fits.count[0] == 7
    assert fits.parameters["midpoint"][0] == pytest.approx(2016.3, abs=0.05)


def test_all_times_the_same_are_one_time():
    assert fit_curves(np.full(5, 2014.0), [1.0, 2, 3, 4, 5]).state[0] == FEW


def test_an_empty_table_has_no_rows_and_no_columns_of_time_is_refused():
    fits = fit_curves(TIME, np.empty((0, 8)))
    assert len(fits.parameters) == 0 and fits.rss.shape == (0,)
    assert fit_curves([], []).state[0] == EMPTY


def test_missing_times_beside_missing_values_are_no_error():
    fits = fit_curves(np.append(TIME, NAN), np.append(RISE, NAN))
    np.testing.assert_allclose(fits.parameters.to_numpy(), [[1.0, 0.8, 2013.0]], rtol=1e-9)


def test_no_input_is_changed():
    time, value = TIME.copy(), np.array([SERIES["one outlier"], SERIES["two points"]])
    kept = time.copy(), value.copy()
    fits = fit_curves(time, value, scale="log")
    _ = fits.verdict
    np.testing.assert_array_equal(time, kept[0])
    np.testing.assert_array_equal(value, kept[1])


@pytest.mark.parametrize("curve", ["exponential", "logistic", "gompertz", "richards", "linear"])
@pytest.mark.parametrize("side", ["lower", "upper", "both"])
def test_bounds_on_one_side_identify_nothing_and_leave_every_value_possible(curve, side):
    value = np.array([1.0, 2, 4, 7, 9, 10])
    even = np.arange(6) % 2 == 0
    is_lower = {"lower": np.full(6, True), "upper": np.full(6, False), "both": even}[side]
    bounds = np.where(is_lower, value, 0.0), np.where(is_lower, np.inf, value)
    fits = fit_curves(np.arange(6.0), None, *bounds, curve=curve, scale="log")
    assert (fits.verdict == "not identified").all(axis=None)
    low, high = fits.profile(fits.names[0])[0]
    assert low == 0 and np.isinf(high)
    is_unknown = np.isnan(fits.passing_range(fits.names[0]))
    assert (is_unknown == ("passes" not in fits.state[0])).all(), "known where a curve passes"
    assert "every value possible" in fits.remarks[0] and fits.predict([6.0], 0.9).shape == (1, 1, 3)


@pytest.mark.parametrize("errors", ["independent", "autoregressive"])
def test_flat_noise_is_refused_and_called_neither_rising_nor_falling(errors):
    value = 100 * np.exp(0.1 * np.random.default_rng(0).standard_normal((200, 10)))
    fits = fit_curves(np.arange(10.0), value, scale="log", errors=errors)
    refused = (fits.state == TRENDLESS).to_numpy()
    assert 0.9 < refused.mean() < 0.99 and (fits.verdict[refused] == "refused").all(axis=None)
    assert not fits.remarks[refused].str.contains("falls|past").any()


def test_a_long_series_is_fitted_and_its_steady_rise_is_no_step():
    time = np.arange(5000.0)
    noise = np.exp(0.1 * np.random.default_rng(0).standard_normal(5000))
    fits = fit_curves(time, 100 / (1 + np.exp(-0.003 * (time - 2500))) * noise, scale="log")
    assert fits.converged[0] and fits.parameters["midpoint"][0] == pytest.approx(2500, abs=20)


@pytest.mark.parametrize("unit", [1e300, 1e-300])
def test_values_near_the_ends_of_the_number_range_are_the_same_fit_on_logs(unit):
    value = np.array([1.0, 2, 4, 7, 9, 10, 10.5, 10.8])
    one, other = (fit_curves(np.arange(8.0), v, scale="log") for v in (value, value * unit))
    np.testing.assert_allclose(other.parameters / [unit, 1, 1], one.parameters, rtol=1e-8)
    np.testing.assert_allclose(other.profile("ceiling") / unit, one.profile("ceiling"), rtol=1e-6)


def test_one_early_value_beside_a_plateau_has_its_reason_said():
    for curve in ("logistic", "gompertz", "richards"):
        fits = fit_curves(np.arange(9.0), [804.0] + [3622.0] * 8, curve=curve)
        assert fits.state[0] == TRENDLESS and fits.parameters.isna().all(axis=None)
