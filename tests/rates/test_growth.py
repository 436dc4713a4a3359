"""Growth between two levels: by hand, by law, against brute force, and on the real levels."""

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.rates import (
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_log_growth,
    find_multiple,
    share_pairs,
)
from helpers.rates import growth as rates

level = st.floats(1, 1e9)
span = st.floats(0.1, 30)


@st.composite
def bounds(draw, values):
    return sorted((draw(values), draw(values)))


def test_aksu_city_by_hand():
    multiple = find_multiple([3.5e8, 4.5e8], [3.4235e9, 3.4245e9])
    growth = find_annual_growth(multiple, [9, 9])
    assert growth == pytest.approx([(3.4235 / 0.45) ** (1 / 9) - 1, (3.4245 / 0.35) ** (1 / 9) - 1])


@given(
    bounds(level), bounds(level), bounds(span), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)
)
def test_no_allowed_level_and_date_gives_growth_outside_the_bounds(start, end, years, u, v, w):
    a, b, t = (x[0] + s * (x[1] - x[0]) for x, s in ((start, u), (end, v), (years, w)))
    multiple = find_multiple(start, end)
    for function, value in (
        (find_log_growth, math.log(b / a) / t),
        (find_annual_growth, math.expm1(math.log(b / a) / t)),
        (
            find_doubling_time,
            t * math.log(2) / math.log(b / a) if b > a * (1 + 1e-12) else math.inf,
        ),
    ):
        if function is find_doubling_time and a < b <= a * (1 + 1e-12):
            continue  # a rise of a few rounding errors: its doubling time is one as well
        low, high = function(multiple, years)
        slack = 1e-9 * max(1.0, abs(value)) if math.isfinite(value) else 0.0
        assert low - slack <= value <= high + slack


@given(bounds(level), bounds(level), bounds(span))
def test_the_bounds_of_growth_are_reached_at_corners(start, end, years):
    growth = find_annual_growth(find_multiple(start, end), years)
    corners = [math.expm1(math.log(b / a) / t) for a in start for b in end for t in years]
    assert growth == pytest.approx([min(corners), max(corners)], rel=1e-9, abs=1e-12)


@given(bounds(level), bounds(level), bounds(span), st.floats(1e-3, 1e3))
def test_growth_does_not_depend_on_the_unit_of_the_levels(start, end, years, scale):
    one = find_annual_growth(find_multiple(start, end), years)
    other = find_annual_growth(find_multiple(np.array(start) * scale, np.array(end) * scale), years)
    assert other == pytest.approx(one, rel=1e-9, abs=1e-9)


@given(bounds(st.floats(1.01, 1e6)), bounds(span))
def test_twice_the_doubling_time_makes_four(multiple, years):
    doubling = find_doubling_time(multiple, years)
    growth = find_annual_growth(multiple, years)
    assert (1 + growth[::-1]) ** (2 * doubling) == pytest.approx([4, 4], rel=1e-6)


def test_a_fall_never_doubles_and_a_doubtful_rise_has_no_upper_end():
    assert find_doubling_time([0.2, 0.5], [1, 1]).tolist() == [math.inf, math.inf]
    assert find_doubling_time([0.5, 4], [2, 2]).tolist() == [1, math.inf]


def test_an_open_level_leaves_growth_open():
    growth = find_annual_growth(find_multiple([2000, math.inf], [30000, math.inf]), [9.4, 10.5])
    assert growth.tolist() == [-1, math.inf]


def test_no_time_between_two_levels_is_refused():
    with pytest.raises(ValueError, match="above 0 years"):
        find_annual_growth([1, 2], [0, 1])


def test_elapsed_time_of_two_days_and_of_two_years():
    exact = elapsed_years(
        *(np.datetime64(d) for d in ("2014-01-01", "2014-01-01", "2024-01-01", "2024-01-01"))
    )
    assert exact == pytest.approx([10, 10], abs=0.01)
    loose = elapsed_years(
        *(np.datetime64(d) for d in ("2014-01-01", "2014-12-31", "2024-01-01", "2024-12-31"))
    )
    assert loose == pytest.approx([9, 11], abs=0.01)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2014-12-31", "2016-12-31", 2),
        ("2019-02-28", "2021-02-28", 2),
        ("2020-02-29", "2024-02-29", 4),
        ("2020-02-29", "2021-03-01", 1),
        ("2015-07-01", "2015-07-01", 0),
        ("2019-12-31", "2020-06-30", 182 / 366),
    ],
)
def test_from_a_day_to_the_same_day_is_whole_years_whatever_the_leap_days(start, end, years):
    start, end = np.datetime64(start), np.datetime64(end)
    assert elapsed_years(start, start, end, end).tolist() == [years, years]


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 20_000),
    st.integers(1, 400),
)
def test_a_later_end_is_more_years_and_they_are_days_over_a_years_length(start, days, more):
    end, later = start + timedelta(days), start + timedelta(days + more)
    first, second = (elapsed_years(start, start, e, e)[0] for e in (end, later))
    assert first < second
    assert first == pytest.approx(days / 365.2425, abs=0.006)


def test_levels_of_an_unknown_year_keep_their_span(observations, pairs):
    levels = rates.list_levels(
        observations, pairs[pairs["refused"] == ""], units=["CNY"]
    ).set_index(["entity_id", "period"])
    row = levels.loc[("jiayi_village", "some year from 2014 to 2022")]
    assert (row["year_low"], row["year_high"]) == (2014, 2022)


@given(
    st.lists(bounds(st.floats(-0.5, 2.0)), min_size=1, max_size=8),
    bounds(level),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_chain_holds_every_level_that_some_allowed_growth_leads_back_to(growth, last, u, v):
    growth = np.array(growth)
    levels = rates.chain_levels(last, growth)
    steps = growth[:, 0] + u * (growth[:, 1] - growth[:, 0])
    path = [last[0] + v * (last[1] - last[0])]
    for step in steps[::-1]:
        path.append(path[-1] / (1 + step))
    path = np.array(path[::-1])
    assert (levels[:, 0] <= path * (1 + 1e-9)).all() and (path <= levels[:, 1] * (1 + 1e-9)).all()


@given(bounds(st.floats(-0.5, 5)), bounds(st.floats(-0.5, 5)))
def test_growth_relative_to_nothing_is_itself_and_the_relation_can_be_undone(growth, other):
    assert rates.find_relative_growth(growth, [0.0, 0.0]) == pytest.approx(growth)
    one = rates.find_relative_growth([growth[0]] * 2, [other[0]] * 2)
    assert (1 + one) * (1 + other[0]) - 1 == pytest.approx([growth[0]] * 2, abs=1e-9)


def test_five_months_become_a_year_by_the_smallest_and_the_largest_share():
    months = pd.DataFrame(
        {"low": [30.0, 40.0, 1.0], "high": [30.0, 40.0, 1.0]}, index=[2019, 2020, 2021]
    )
    years = pd.DataFrame({"low": [100.0, 100.0], "high": [100.0, 100.0]}, index=[2019, 2020])
    shares = rates.find_part_shares(months, years)
    assert shares.index.tolist() == [2019, 2020]
    assert rates.bring_to_year([12.0, 12.0], shares) == pytest.approx([30, 40])
    with pytest.raises(ValueError, match="no year"):
        rates.bring_to_year([12.0, 12.0], shares.iloc[:0])


@pytest.mark.parametrize(
    "call",
    [
        lambda: rates.find_relative_growth([0.1, 0.2], [-1.0, -1.0]),
        lambda: rates.chain_levels([1.0, 1.0], [[-1.0, 0.0]]),
    ],
)
def test_growth_down_to_nothing_is_refused_as_a_base(call):
    with pytest.raises(ValueError, match="above -1"):
        call()


def test_growth_relative_to_what_may_have_gone_has_no_upper_end():
    low, high = rates.find_relative_growth([0.1, 0.2], [-1.0, 0.1])
    assert low == pytest.approx(0.0) and high == math.inf


def test_pairs_are_compared_under_readings_number_by_number():
    columns = ["start_id", "end_id", "refused", "status", "annual_growth_low"]
    one = pd.DataFrame([("a", "b", "", "reported", 0.1), ("a", "c", "", "reported", 0.2)])
    other = pd.DataFrame([("x", "y", "", "reported", 9.0), ("a", "c", "", "reported", -0.2)])
    named = {"one": one.set_axis(columns, axis=1), "other": other.set_axis(columns, axis=1)}
    shared = share_pairs(named)
    assert [list(each["annual_growth_low"]) for each in shared.values()] == [[0.2], [-0.2]]
    assert rates.count_grown(shared)["grown"].to_dict() == {"one": 1, "other": 0}


def list_pairs(**changes):
    """Return three reported pairs: jobs, a firm's sales, online retail."""
    pairs = pd.DataFrame(
        {
            "entity": ["Town", "Firm", "County"],
            "what": ["Jobs", "Sales of one firm", "Online retail sales"],
            "unit": ["persons", "INR", "INR"],
            "family": ["jobs", "firm_sales", "online_retail"],
            "hedged": [False, False, True],
            "is_other": False,
            "years_low": [9.0, 5.0, 2.0],
            "annual_growth_low": [0.10, 0.20, 0.30],
            "annual_growth_high": [0.15, 0.25, 0.40],
        }
    )
    return pairs.assign(**changes)


def test_growth_of_amounts_sold_online_is_told_before_other_money_and_counts():
    said = rates.list_said(list_pairs())
    assert said["entity"].tolist() == ["County", "Firm", "Town"]
    assert (said["lack"] == "").all()


def test_where_nothing_sold_online_grew_the_first_sentence_says_so():
    said = rates.list_said(list_pairs(family="other"))
    assert [bool(words) for words in said["lack"]] == [True, False, False]
    assert said["unit"].tolist() == ["INR", "INR", "persons"]
    assert rates.list_said(list_pairs().iloc[:0]).empty


@pytest.mark.parametrize(
    ("high", "fastest", "slowest"),
    [
        ([0.15, 0.25, 0.40], "County", "Town"),
        ([0.15, 0.35, 0.40], "any of Firm", "Town"),
        ([0.22, 0.25, 0.40], "County", "any of Town"),
    ],
)
def test_fastest_and_slowest_are_named_as_far_as_the_ranges_tell(high, fastest, slowest):
    said = rates.say_extremes(list_pairs(annual_growth_high=high)).split("; ")
    assert [words.startswith(start) for words, start in zip(said, (fastest, slowest))] == [True] * 2
    for words in said:
        assert ("may have grown" in words) == words.startswith("any of") == ("**" not in words)


def test_an_extreme_of_a_number_with_several_spans_says_which_span():
    pairs = list_pairs(entity="County", what="Sales", start_period="2018", end_period="2020")
    assert "(2018, then 2020: **30 to 40 % a year**)" in rates.say_extremes(pairs)
    assert "then" not in rates.say_extremes(list_pairs())


def test_of_ranges_that_all_overlap_no_extreme_is_named():
    said = rates.say_extremes(list_pairs(annual_growth_high=0.9))
    assert "all ranges overlap" in said and "Town" not in said
    assert rates.say_extremes(list_pairs().iloc[:1]) == ""
