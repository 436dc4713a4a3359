"""Forecasts of short yearly series: laws, what is continued exactly, refusals, outside answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from scipy.stats import theilslopes
from statsmodels.tsa.holtwinters import SimpleExpSmoothing

from helpers.outlook import forecast
from helpers.outlook import forecasts as outlook

LEVELS = (0.5, 0.80, 0.95, 0.999)


def draw(count=40, longest=30, seed=1):
    """Return series of different lengths that grow and scatter, NaN before each starts."""
    rng = np.random.default_rng(seed)
    value = 50.0 * np.exp(np.cumsum(0.05 + 0.15 * rng.standard_normal((count, longest)), axis=1))
    value[np.arange(longest) < rng.integers(0, longest - 4, count)[:, None]] = np.nan
    value[::7] -= 80.0  # some go below 0
    return value


def assert_same_bits(one, other):
    np.testing.assert_array_equal(one.central, other.central)
    np.testing.assert_array_equal(one.interval(0.9), other.interval(0.9))
    assert one.method.to_list() == other.method.to_list()


# --- Laws ---


def test_a_row_is_forecast_as_if_alone_and_without_the_empty_years_before_it():
    value = draw()
    together = forecast(value, 8)
    for i, row in enumerate(value):
        for alone in (forecast(row, 8), forecast(row[~np.isnan(row)], 8)):
            np.testing.assert_array_equal(together.central[i], alone.central[0])
            np.testing.assert_array_equal(together.interval(0.9)[i], alone.interval(0.9)[0])


def test_the_order_of_rows_and_how_many_are_worked_on_at_a_time_change_no_bit(monkeypatch):
    value = draw()
    whole = forecast(value)
    turned = forecast(value[::-1])
    np.testing.assert_array_equal(whole.central, turned.central[::-1])
    monkeypatch.setattr(outlook, "PAIRS", 1_000)
    assert_same_bits(forecast(value), whole)


def test_a_refused_row_disturbs_no_other():
    value = draw()
    worse = np.vstack([np.full(30, np.nan), value[:20], np.ones(30), value[20:], np.arange(30.0)])
    worse[-1, 10] = np.nan
    kept = np.r_[1:21, 22:42]
    np.testing.assert_array_equal(forecast(worse).central[kept], forecast(value).central)
    assert np.isnan(forecast(worse).central[[0, 21, 42]]).all()


@given(st.floats(1e-9, 1e9), st.integers(0, 1000))
@settings(max_examples=25)
def test_another_unit_changes_the_unit_of_the_answer_and_nothing_else(factor, seed):
    value = draw(count=8, seed=seed)
    in_one, in_other = forecast(value), forecast(factor * value)
    np.testing.assert_allclose(in_other.central, factor * in_one.central, rtol=1e-9)
    np.testing.assert_allclose(
        in_other.interval(0.8), factor * in_one.interval(0.8), rtol=1e-8, atol=1e-9 * factor
    )
    np.testing.assert_array_equal(forecast(4.0 * value).central, 4.0 * in_one.central)


def test_other_years_change_only_the_dates():
    value, years = draw(), np.arange(1990.0, 2020.0)
    out = forecast(value, 3)
    assert (out.time == [1, 2, 3]).all()
    for time, last in (
        (years, 2019.0),
        (years + 7.5, 2026.5),
        (np.tile(years, (len(value), 1)), 2019.0),
    ):
        dated = forecast(value, 3, time)
        assert_same_bits(dated, out)
        assert (dated.time == last + np.array([1, 2, 3])).all()


def test_a_shorter_horizon_is_the_beginning_of_a_longer_one():
    value = draw()
    np.testing.assert_array_equal(forecast(value, 2).central, forecast(value, 8).central[:, :2])
    np.testing.assert_array_equal(
        forecast(value, 2).interval(0.8), forecast(value, 8).interval(0.8)[:, :2]
    )


def test_intervals_hold_the_central_forecast_nest_and_widen_with_the_years():
    out = forecast(draw(), 8)
    assert (out.state == "forecast").all()
    intervals = np.stack([out.interval(level) for level in LEVELS])
    assert (intervals[..., 0] <= out.central).all() and (out.central <= intervals[..., 1]).all()
    assert (np.diff(intervals[..., 0], axis=0) <= 0).all() and (
        np.diff(intervals[..., 1], axis=0) > 0
    ).all()
    assert (np.diff(out._spread, axis=1) > 0).all()
    assert (intervals[:, out.is_root] >= 0).all()


def test_series_turned_over_are_forecast_turned_over_where_no_square_root_is_taken():
    value = np.array([3.0, -1.0, 4.0, 1.0, -5.0, 9.0, 2.0])
    np.testing.assert_array_equal(forecast(value).central, -forecast(-value).central)
    np.testing.assert_array_equal(
        forecast(value).interval(0.8), -forecast(-value).interval(0.8)[..., ::-1]
    )


def test_an_error_lies_inside_an_interval_if_it_is_below_the_quantile():
    value = draw()
    out = forecast(value, 4)
    actual = np.abs(out.central) * np.random.default_rng(2).uniform(0.3, 2.0, out.central.shape)
    for level in LEVELS:
        ends = out.interval(level)
        inside = (ends[..., 0] <= actual) & (actual <= ends[..., 1])
        for is_root, law in ((True, outlook.ROOT_SPREAD), (False, outlook.LEVEL_SPREAD)):
            rows = out.is_root == is_root
            assert rows.any()
            spread, freedom = outlook.find_spread(
                law, out.change, out.own, out.count, np.arange(1.0, 5.0)
            )
            reach = spread * student.ppf(0.5 + 0.5 * level, freedom)[:, None]
            root = outlook._to_root(actual, np.inf) if is_root else actual
            expected = np.abs(root - out._middle) <= reach
            np.testing.assert_array_equal(inside[rows], expected[rows])


def test_a_series_whose_forecasts_missed_more_has_wider_intervals_for_the_same_changes():
    law, ahead = outlook.ROOT_SPREAD, np.arange(1.0, 9.0)
    own = np.geomspace(0.02, 2.0, 20)
    spread, _ = outlook.find_spread(law, np.ones(20), own, np.full(20, 10), ahead)
    assert (np.diff(spread[:, 0]) > 0).all()
    # a smooth series is sure of next year and not of the eighth
    growth = spread[:, -1] / spread[:, 0]
    assert (np.diff(growth) < 0).all()


def test_own_errors_are_those_of_the_forecasts_made_in_the_last_six_years():
    for row in draw(count=6)[1:]:
        row = np.sqrt(row[~np.isnan(row)])
        if row.size < 6:
            continue
        errors = [
            row[-back] - outlook._continue(row[None, :-back], np.ones(1))[0, 0]
            for back in range(1, 7)
            if row.size - back >= 3
        ]
        weights = 0.5 ** np.arange(len(errors))
        own = np.sqrt(np.average(np.square(errors), weights=weights))
        assert forecast(row**2).own[0] == pytest.approx(own, rel=1e-9)


# --- What is forecast has bounds ---


@given(st.lists(st.floats(0.0, 1e6), min_size=5, max_size=12), st.floats(0.5, 0.99))
def test_what_was_never_below_0_is_not_forecast_below_0(values, level):
    out = forecast(values, 8)
    ends = out.interval(level)
    assert not (out.central < 0).any() and not (ends < 0).any()


@given(st.lists(st.floats(-1.0, 1.0), min_size=5, max_size=12), st.floats(1.0, 3.0))
def test_nothing_is_forecast_above_the_highest_possible_value(values, highest):
    out, free = forecast(values, 8, at_most=highest), forecast(values, 8)
    ends = out.interval(0.95)
    assert not (out.central > highest).any() and not (ends > highest).any()
    assert (ends[..., 0] <= out.central).all() or out.state[0] != "forecast"
    assert out.state[0] == free.state[0]


def test_a_far_bound_changes_nothing_and_a_near_one_bends():
    share = np.array([0.1, 0.2, 0.32, 0.45, 0.6, 0.74])
    free, far, near = (forecast(share, 8, at_most=bound) for bound in (None, 1e9, 1.0))
    np.testing.assert_allclose(far.central, free.central, rtol=1e-6)
    np.testing.assert_allclose(far.interval(0.8), free.interval(0.8), rtol=1e-6)
    assert (near.central < free.central).all() and near.central[0, 0] > share[-1]
    assert "bent below what is possible" in near.method[0]
    assert "bent" not in free.method[0]
    # what is missing from the whole is forecast as what is missing
    angle = np.linspace(0.2, 1.0, 9)
    exact = forecast(np.sin(angle) ** 2, 4, at_most=1.0)
    np.testing.assert_allclose(exact.central[0], np.sin(1.0 + 0.1 * np.arange(1, 5)) ** 2)


def test_each_series_has_its_own_bound_and_none_where_it_is_infinite():
    users = np.array([[0.5, 0.6, 0.7, 0.8, 0.9, 0.98], [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]])
    out = forecast(users, 3, at_most=[1.0, np.inf])
    np.testing.assert_array_equal(out.central[1], forecast(users, 3).central[1])
    np.testing.assert_array_equal(out.interval(0.8)[1], forecast(users, 3).interval(0.8)[1])
    np.testing.assert_array_equal(out.central[0], forecast(users[0], 3, at_most=1.0).central[0])
    highest = np.minimum(out._middle[0], 0.5 * np.pi)  # the root of the whole
    np.testing.assert_allclose(outlook._to_root(out.central[0], 1.0), highest)


def test_one_0_in_a_series_is_a_small_number_and_changes_no_method():
    value = [0.0, 3.0, 4.0, 6.0, 7.0, 9.0]
    zero, small = forecast(value, 6), forecast([1e-12, *value[1:]], 6)
    assert zero.method[0] == small.method[0] == "median of three continuations of the square roots"
    np.testing.assert_allclose(zero.central, small.central, rtol=1e-5)
    np.testing.assert_allclose(zero.interval(0.8), small.interval(0.8), rtol=1e-5)


# --- What is continued exactly, and worked by hand ---


@pytest.mark.parametrize("number", [5, 6, 17, 40])
def test_quadratic_growth_is_continued_exactly(number):
    years = np.arange(number + 8.0)
    for line in (3.0 + 0.5 * years, 100.0 - 1.5 * years):
        out = forecast(line[:number] ** 2, 8)
        np.testing.assert_allclose(out.central[0], line[number:] ** 2, rtol=1e-9)
        assert out.method[0] == "median of three continuations of the square roots"


@pytest.mark.parametrize("number", [5, 12, 40])
def test_a_straight_line_below_0_is_continued_exactly(number):
    years = np.arange(number + 8.0)
    for line in (-4.0 + 3.0 * years, 4.0 - 3.0 * years, -2.0 * years):
        out = forecast(line[:number], 8)
        np.testing.assert_allclose(out.central[0], line[number:], rtol=1e-9)
        assert (
            out.method[0]
            == "median of three continuations of the values themselves, as some are below 0"
        )


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.6])
def test_an_exponential_is_continued_between_itself_and_the_line_through_its_ends(rate):
    value = np.exp(rate * np.arange(20.0))
    central, line = (
        forecast(value[:12], 8).central[0],
        value[11] + (value[11] - value[0]) / 11 * np.arange(1, 9),
    )
    assert (line < central).all() and (central < value[12:]).all()


def test_a_straight_line_above_0_is_continued_from_above_within_a_tenth():
    value = 10.0 + np.arange(20.0)
    ratio = forecast(value[:12], 8).central[0] / value[12:]
    assert (ratio > 1).all() and (ratio < 1.10).all()


@pytest.mark.parametrize("value", [[120, 410, 1150, 2100, 3720], [1, 3, 9, 17, 25, 31]])
def test_a_short_series_that_rose_thirtyfold_is_not_forecast_to_stand_still(value):
    out = forecast(np.array(value, float), 4)
    assert (np.diff(out.central[0], prepend=value[-1]) > 0).all()
    assert out.interval(0.8)[0, 0, 0] > value[-2]


def test_a_series_falling_to_0_stays_at_0():
    out = forecast([36.0, 25.0, 16.0, 9.0, 4.0, 1.0], 3)
    np.testing.assert_array_equal(out.central, [[0.0, 1.0, 4.0]] * np.array([1.0, 0.0, 0.0]))
    assert (out.interval(0.8) >= 0).all() and (out.interval(0.8)[..., 0] == 0).all()
    rough = forecast([36.0, 20.0, 18.0, 9.0, 5.0, 1.0], 3).interval(0.8)
    assert (rough[..., 1] > 0).all() and (rough[..., 0] == 0).all()


def test_five_values_worked_by_hand():
    # values -1, 0, 2, 1, 3: slopes of pairs 1, 1.5, 2/3, 1, 2, 0.5, 1, -1, 0.5, 2 with median 1;
    # to the last 1, 1, 0.5, 2 with median 1; line 1 + 0.9 (t - 2), doubled deviations from it
    # -1.2, -0.1, 3, 0.1, 3.2, smoothed best with weight 0.6
    value = [-1.0, 0.0, 2.0, 1.0, 3.0]
    level = 0.4**4 * -1.2 + 0.6 * (0.4**3 * -0.1 + 0.4**2 * 3.0 + 0.4 * 0.1 + 3.2)
    out = forecast(value, 2)
    assert out.central[0] == pytest.approx([4.0, 5.0])
    np.testing.assert_allclose(
        outlook.continue_theta(np.array([value]), np.array([1.0, 2.0]))[0],
        [0.5 * (level + 3.7), 0.5 * (level + 4.6)],
    )
    # own errors: of the fourth value from three before it, of the fifth from four
    errors = np.array([3.0, 1.0]) - [
        outlook._continue(np.array([value[:n]]), np.ones(1))[0, 0] for n in (4, 3)
    ]
    own, change = np.sqrt(np.average(errors**2, weights=[1.0, 0.5])), np.sqrt((1 + 4 + 1 + 4) / 4)
    law, ratio, ahead = outlook.LEVEL_SPREAD, np.log(own / change), np.array([1.0, 2.0])
    many = np.log(5 / 10)
    spread = change * np.exp(law.level + law.own * ratio + law.own_squared * ratio**2)
    power = law.horizon + law.horizon_own * ratio + law.horizon_count * many
    freedom = np.exp(law.freedom + law.freedom_own * ratio + law.freedom_count * many)
    reach = student.ppf(0.9, freedom) * spread * ahead**power * np.sqrt(1 + ahead / 4)
    np.testing.assert_allclose(
        out.interval(0.8)[0], np.column_stack([[4.0, 5.0] - reach, [4.0, 5.0] + reach])
    )


# --- Outside answers ---


def test_slopes_are_those_of_scipy():
    value = draw()
    expected = [theilslopes(row[~np.isnan(row)])[0] for row in value]
    np.testing.assert_allclose(outlook.find_pair_slope(value), expected, rtol=1e-12)
    to_last = [
        np.median([(row[-1] - row[j]) / (row.size - 1 - j) for j in range(row.size - 1)])
        for row in (r[~np.isnan(r)] for r in value)
    ]
    np.testing.assert_allclose(outlook.find_last_slope(value), to_last, rtol=1e-12)


def test_theta_is_that_of_the_straight_line_and_statsmodels_smoothing():
    ahead = np.arange(1.0, 5.0)
    for row in draw(count=12):
        row = row[~np.isnan(row)]
        years = np.arange(row.size)
        slope, level = np.polyfit(years, row, 1)
        line = level + slope * years
        fits = [
            SimpleExpSmoothing(
                2 * row - line, initialization_method="known", initial_level=(2 * row - line)[0]
            ).fit(smoothing_level=weight, optimized=False)
            for weight in outlook.WEIGHTS
        ]
        smoothed = min(fits, key=lambda fit: fit.sse).forecast(1)[0]
        expected = 0.5 * (smoothed + level + slope * (row.size - 1 + ahead))
        np.testing.assert_allclose(outlook.continue_theta(row[None], ahead)[0], expected, rtol=1e-9)


# --- Refusals and bad input ---


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param([np.nan] * 6, "refused: no observation", id="empty"),
        pytest.param([1, 2, 3, 4], "refused: fewer than 5 values", id="four"),
        pytest.param(
            [np.nan, np.nan, 1, 2, 3, 4],
            "refused: fewer than 5 values",
            id="four-after-a-late-start",
        ),
        pytest.param(
            [1, 2, 3, np.nan, 5, 6, 7], "refused: a value is missing inside the series", id="gap"
        ),
        pytest.param(
            [1, 2, 3, 4, 5, 6, np.nan], "refused: the last value is missing", id="no-last"
        ),
        pytest.param([7] * 9, "refused: the values do not change", id="constant"),
        pytest.param([0] * 9, "refused: the values do not change", id="zeros"),
    ],
)
def test_what_cannot_be_forecast_is_refused_with_its_reason(value, reason):
    out = forecast(np.array(value, dtype=float), 2)
    assert out.state.to_list() == out.method.to_list() == [reason]
    assert np.isnan(out.central).all() and np.isnan(out.interval(0.8)).all()


def test_years_left_out_are_refused_and_leap_days_are_not():
    value = [1.0, 2.0, 4.0, 7.0, 9.0, 12.0]
    out = forecast(
        [value, value],
        1,
        [
            [2015, 2016, 2017, 2019, 2020, 2021],
            [2015.997, 2016.999, 2017.997, 2018.997, 2019.997, 2020.999],
        ],
    )
    assert out.state.to_list() == ["refused: the times are not one year apart", "forecast"]


def test_five_values_are_enough():
    assert forecast([3.0, 1.0, 4.0, 1.0, 5.0]).state[0] == "forecast"
    assert forecast([np.nan, np.nan, 3.0, 1.0, 4.0, 1.0, 5.0]).count[0] == 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(
            {"horizon": 0}, "horizon is 0; allowed: whole years from 1 to 8", id="no-year"
        ),
        pytest.param({"horizon": 9}, "horizon is 9; allowed", id="nine-years"),
        pytest.param({"horizon": 2.5}, "horizon is 2.5; allowed", id="half-years"),
        pytest.param({"horizon": True}, "horizon is True; allowed", id="true"),
        pytest.param({"horizon": "3"}, "horizon is '3'; allowed", id="text"),
        pytest.param(
            {"value": [1, 2, np.inf, 4, 5]},
            "value holds inf; allowed: finite numbers",
            id="infinite",
        ),
        pytest.param(
            {"value": [1, 2, -np.inf, 4, 5]}, "value holds -inf; allowed", id="minus-infinite"
        ),
        pytest.param(
            {"value": 5.0}, r"value has shape \(\); allowed: \(n,\) or \(s, n\)", id="one-number"
        ),
        pytest.param(
            {"value": np.ones((2, 5, 3))}, r"value has shape \(2, 5, 3\); allowed", id="three-axes"
        ),
        pytest.param({"value": ["many"] * 5}, "value holds .*many.*; allowed: numbers", id="words"),
        pytest.param({"at_most": 7.5}, "value holds 8.0; allowed: at most 7.5", id="above"),
        pytest.param({"at_most": 0.0}, "at_most is 0.0; allowed: above 0", id="no-room"),
        pytest.param(
            {"at_most": [1.0, 2.0]}, r"at_most has shape \(2,\); allowed: one number", id="bounds"
        ),
        pytest.param({"time": [1, 2, 3]}, r"time has shape \(3,\); allowed", id="other-length"),
        pytest.param(
            {"time": [1, 2, np.nan, 4, 5]},
            "time is nan beside a value; allowed: finite years",
            id="no-date",
        ),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(options, words):
    with pytest.raises(ValueError, match=words):
        forecast(**({"value": [1, 2, 3, 5, 8]} | options))


@pytest.mark.parametrize("level", [0, 1, -0.1, 80, np.nan, "0.8"])
def test_a_level_is_above_0_and_below_1(level):
    with pytest.raises(ValueError, match="level is .*; allowed: above 0 and below 1"):
        forecast([1, 2, 3, 5, 8]).interval(level)


def test_no_series_gives_no_forecast():
    out = forecast(np.empty((0, 12)), 3)
    assert out.central.shape == (0, 3) and out.interval(0.8).shape == (0, 3, 2) and out.method.empty
    assert forecast([]).state.to_list() == ["refused: no observation"]


def test_the_values_given_are_not_changed():
    value = draw()
    before = value.copy()
    forecast(value).interval(0.9)
    np.testing.assert_array_equal(value, before)
