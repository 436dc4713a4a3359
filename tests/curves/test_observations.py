"""Observations are checked, kept as they were given, and put in the order of time."""

import numpy as np
import pytest

from helpers.curves.observations import read_each, read_observations, read_rows

INF, NAN = np.inf, np.nan


def read(low=None, high=None, weights=None, value=None, **options):
    return read_observations([3.0, 1.0, 2.0], value, low, high, weights, "log", **options)


def test_the_order_of_time_carries_bounds_and_weights_along_and_puts_what_is_unseen_last():
    found = read([4.0, NAN, 1.0], [6.0, NAN, 2.0], [0.5, 1.0, 2.0], in_order=True)
    assert found.time[0].tolist() == [2.0, 3.0, 1.0]
    assert found.seen[0].tolist() == [True, True, False]
    assert found.low[0, :2].tolist() == [1.0, 4.0] and found.high[0, :2].tolist() == [2.0, 6.0]
    assert found.weights[0].tolist() == [2.0, 0.5, 0.0]


def test_bounds_of_no_width_are_a_value_and_bounds_open_on_both_sides_are_nothing():
    found = read([5.0, 0.0, 1.0], [5.0, INF, 2.0])
    assert found.exact[0].tolist() == [True, False, False] and found.value[0, 0] == 5.0
    assert found.between[0].tolist() == [False, False, True] and found.count.tolist() == [2]


def test_what_is_known_from_one_side_is_left_out_where_a_scatter_is_asked_for():
    found = read([5.0, 4.0, 0.0], [6.0, INF, 2.0])
    assert found.seen.all() and found.close().seen[0].tolist() == [True, False, False]
    assert found.find_highest().tolist() == [5.0]


@pytest.mark.parametrize("change", [{"low": [0.5] * 3}, {"weights": [1.0, 1.0, 2.0]}])
def test_other_bounds_or_weights_are_other_observations(change):
    given = {"low": [1.0] * 3, "high": [2.0] * 3}
    assert read(**given).equals(read(**given))
    assert not read(**given).equals(read(**given | change))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"low": [3.0, 1.0, 1.0], "high": [2.0] * 3}, "low is 3.0 above high, 2.0"),
        ({"low": [1.0, NAN, 1.0], "high": [2.0] * 3}, "high is 2.0 where low is missing"),
        ({"value": [1.0, 9.0, 1.0], "low": [1.0] * 3, "high": [2.0] * 3}, "value is 9.0, outside"),
        ({"value": [1.0, INF, 1.0]}, "value holds inf"),
        ({"value": [1.0] * 3, "weights": [1.0, -1.0, 1.0]}, "weights is -1.0 beside a value"),
    ],
)
def test_what_contradicts_itself_is_named_with_its_number(given, words):
    with pytest.raises(ValueError, match=words):
        read(**given)


def test_times_are_counted_once_and_a_slope_of_pure_scatter_is_no_trend():
    value = [[1.0, 2.0, 3.0, 4.0, 5.2, 6.0], [1.0, 2.0, 2.0, 1.0, 1.5, 1.4]]
    found = read_observations([0.0, 1, 1, 2, 3, 4.5], value, None, None, None, "natural")
    number, first, last = found.find_times()
    assert (number.tolist(), first.tolist(), last.tolist()) == ([5, 5], [0.0, 0.0], [4.5, 4.5])
    assert found.find_step().tolist() == [1.0, 1.0]
    slope, share = found.find_slope(found.value, np.full(2, 2.25))
    np.testing.assert_allclose(share, [np.corrcoef(found.time[0], v)[0, 1] ** 2 for v in value])
    assert slope[0] > 0 and found.find_trendless(share).tolist() == [False, True]


def test_a_shape_that_fits_no_series_is_named_beside_the_one_that_does():
    with pytest.raises(ValueError, match=r"low has shape \(2,\); allowed: \(3,\) or \(4, 3\)"):
        read_rows("low", [1.0, 2.0], (4, 3))
    with pytest.raises(ValueError, match="step is 0.0; allowed: finite, above 0"):
        read_each("step", [1.0, 0.0], 2)
