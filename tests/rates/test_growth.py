"""Growth between two levels: by hand, by law, against brute force, and on the real pairs."""

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data.assemble import assemble_observations
from helpers.rates import (
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_log_growth,
    find_multiple,
    pair_observations,
    share_pairs,
)
from helpers.rates import growth as rates
from helpers.words.names import name_pair

DEFAULTS = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}
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


@pytest.fixture(scope="module")
def observations(data_dir):
    return assemble_observations(data_dir, **DEFAULTS)


@pytest.fixture(scope="module")
def pairs(observations):
    return pair_observations(observations)


def pick(pairs, entity, family, status="reported"):
    found = pairs[
        (pairs["entity_id"] == entity)
        & (pairs["family"] == family)
        & (pairs["status"] == status)
        & (pairs["refused"] == "")
    ]
    assert len(found) >= 1, f"no pair for {entity}, {family}"
    return found.iloc[0]


@pytest.mark.parametrize(
    ("entity", "family", "years"),
    [
        ("aksu_city", "online_retail", (9, 9)),
        ("aksu_city", "ecommerce_jobs", (9.43, 10.49)),
        ("aksu_prefecture", "ecommerce_jobs", (2.0, 4.0)),
        ("kexiaotuo_group", "firm_sales", (2, 2)),
        ("trader_technopole", "firm_sales", (1, 1)),
        ("jiayi_village", "village_sales", (1, 9)),
    ],
)
def test_every_pair_that_the_articles_allow_is_there_with_its_time(pairs, entity, family, years):
    row = pick(pairs, entity, family)
    assert (row["years_low"], row["years_high"]) == pytest.approx(years, abs=0.01)
    assert 0 < row["annual_growth_low"] < row["annual_growth_high"] or entity == "kexiaotuo_group"
    central = row["annual_growth_central"]
    assert (
        row["annual_growth_low"] <= central <= row["annual_growth_high"]
        if row["is_dated"]
        else math.isnan(central)
    )


def test_targets_and_expectations_are_kept_apart_from_reports(pairs):
    assert pick(pairs, "trader_technopole", "firm_sales", "target")["end_central"] == 10_000_000
    assert pick(pairs, "jiayi_village", "village_sales", "expected")["end_central"] == 10_000_000


def test_five_months_are_not_compared_with_a_year(pairs):
    rows = pairs[pairs["family"] == "network_transactions"]
    assert rows["refused"].tolist() == ["periods differ: 365 and 152 days"]
    assert rows[["multiple_low", "annual_growth_low", "doubling_years_low"]].isna().all().all()


def test_jobs_named_in_other_words_are_marked(pairs):
    assert not pick(pairs, "aksu_prefecture", "ecommerce_jobs")["same_definition"]
    assert pick(pairs, "aksu_city", "ecommerce_jobs")["same_definition"]


def test_no_pair_joins_two_families_places_or_units(pairs, observations):
    words = observations.set_index("observation_id")
    for row in pairs.itertuples():
        a, b = words.loc[row.start_id], words.loc[row.end_id]
        assert (a["family"], a["entity_id"]) == (b["family"], b["entity_id"])
        assert row.refused or a["unit"] == b["unit"]


def test_every_pair_runs_forward_in_time(pairs):
    kept = pairs[pairs["refused"] == ""]
    assert (kept["years_low"] > 0).all() and (kept["years_low"] <= kept["years_high"]).all()


def test_a_number_printed_twice_is_no_growth(observations):
    row = observations[observations["observation_id"] == "zhejiang-daily-2024-p13-2"]
    twice = pd.concat([row, row.assign(observation_id="again")], ignore_index=True)
    assert len(pair_observations(twice)) == 0


def make_levels(observations, *rows):
    base = observations[observations["observation_id"] == "zhejiang-daily-2024-p13-2"].iloc[0]
    return pd.DataFrame(
        [
            base.to_dict()
            | {
                "observation_id": f"x-p01-{i}",
                "period_start": pd.Timestamp(start),
                "period_end": pd.Timestamp(end),
                "value": value,
                "central": value,
                "low": value,
                "high": value,
            }
            | more
            for i, (start, end, value, more) in enumerate(rows)
        ]
    )


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            ("2020-06-01", "2020-06-30", 2.0, {}),
            ("2021-11-01", "2021-11-30", 6.0, {}),
            "the periods are different parts of a year",
        ),
        (
            ("2020-01-01", "2020-01-01", 500.0, {"period_kind": "stock"}),
            ("2020-01-22", "2020-01-22", 1000.0, {"period_kind": "stock"}),
            "less than half a year lies between them",
        ),
        (
            ("2014-01-01", "2020-12-31", 5.0, {"period_kind": "cumulative"}),
            ("2020-01-01", "2023-12-31", 7.0, {"period_kind": "cumulative"}),
            "the running totals begin on different days",
        ),
        (
            ("2020-01-01", "2020-12-31", 5.0, {}),
            ("2020-07-01", "2021-06-30", 7.0, {}),
            "less than half a year lies between them",
        ),
        (
            ("2020-01-01", "2020-01-01", 0.0, {"period_kind": "stock"}),
            ("2022-01-22", "2022-01-22", 1000.0, {"period_kind": "stock"}),
            "the first level is 0",
        ),
        (
            ("2020-01-01", "2020-12-31", 5.0, {}),
            ("2022-01-01", "2022-12-31", 7.0, {"unit": "EUR"}),
            "units differ: yuan and euros",
        ),
        (
            ("2020-01-01", "2020-12-31", 5.0, {}),
            ("2022-01-01", "2022-12-31", 7.0, {"period_kind": "stock"}),
            "kinds differ: flow and stock",
        ),
    ],
)
def test_pairs_that_make_no_growth_say_why(observations, first, second, words):
    assert pair_observations(make_levels(observations, first, second))["refused"].tolist() == [
        words
    ]


def test_years_that_are_not_calendar_years_keep_their_parts_of_a_year(observations):
    pair = pair_observations(
        make_levels(
            observations,
            ("2019-07-01", "2020-06-30", 5.0, {}),
            ("2023-01-01", "2023-12-31", 7.0, {}),
        )
    ).iloc[0]
    assert (pair["years_low"], pair["years_high"]) == pytest.approx((3.5, 3.5), abs=0.01)


def test_limits_and_shares_are_no_levels(observations):
    for more in (
        {"period_kind": "snapshot"},
        {"unit": "share"},
        {"unit": "multiple"},
        {"unit": "ordinal"},
    ):
        assert (
            len(
                pair_observations(
                    make_levels(
                        observations,
                        ("2020-01-01", "2020-12-31", 0.5, more),
                        ("2022-01-01", "2022-12-31", 0.7, more),
                    )
                )
            )
            == 0
        )


def test_a_fall_is_a_fall_and_never_doubles(observations):
    pair = pair_observations(
        make_levels(
            observations,
            ("2020-01-01", "2020-12-31", 8.0, {}),
            ("2022-01-01", "2022-12-31", 2.0, {}),
        )
    ).iloc[0]
    assert pair["annual_growth_central"] == pytest.approx(-0.5) and math.isinf(
        pair["doubling_years_low"]
    )


def test_the_key_of_a_pair_does_not_hang_on_its_place_in_a_table(observations):
    pairs = pair_observations(
        make_levels(
            observations,
            ("2020-01-01", "2020-12-31", 1.0, {}),
            ("2021-01-01", "2021-12-31", 2.0, {}),
            ("2022-01-01", "2022-12-31", 3.0, {}),
        )
    )
    names = {name_pair(r, pairs) for r in pairs.itertuples()}
    assert names == {name_pair(r, pairs) for r in pairs.iloc[::-1].itertuples()} and len(names) == 3
    assert (
        name_pair(next(pairs.iloc[:1].itertuples()), pairs.iloc[:1])
        == "growth_aksu_city_online_retail"
    )


def test_bounds_of_growth_widen_with_the_reading(data_dir, pairs):
    point = pair_observations(assemble_observations(data_dir, **DEFAULTS | {"reading": "point"}))
    rounded = pair_observations(
        assemble_observations(data_dir, **DEFAULTS | {"reading": "rounded"})
    )
    kept = pairs["refused"] == ""
    for narrow, wide in ((point, pairs), (pairs, rounded)):
        assert (
            wide.loc[kept, "annual_growth_low"] <= narrow.loc[kept, "annual_growth_low"] + 1e-12
        ).all()
        assert (
            narrow.loc[kept, "annual_growth_high"] <= wide.loc[kept, "annual_growth_high"] + 1e-12
        ).all()


def test_nothing_to_pair_gives_an_empty_table_with_its_columns(observations):
    none = pair_observations(observations.iloc[:0])
    assert len(none) == 0 and {"refused", "annual_growth_low"} <= set(none.columns)


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


def test_growth_beyond_all_bounds_has_no_upper_end():
    day = pd.Timestamp
    row = {
        "entity_id": "a", "entity": "A", "indicator_id": "i", "indicator": "I", "family": "i",
        "unit": "persons", "period_kind": "stock", "period_basis": "printed", "status": "reported",
        "wording": "stated", "value_high": float("nan"), "counted_by": "", "publisher": "P",
        "published_from": day("2021-01-01"), "published_to": day("2021-01-01"),
    }  # fmt: skip
    first = {"observation_id": "1", "value": 10.0, "low": 10.0, "high": 10.0, "central": 10.0}
    dates = {"period_start": day("2020-01-01"), "period_end": day("2020-12-31")}
    second = {"observation_id": "2", "value": 90.0, "low": 90.0, "high": 90.0, "central": 90.0}
    later = {"period_start": day("2021-01-01"), "period_end": day("2021-12-31")}
    table = pd.DataFrame([row | first | dates, row | second | later])
    pair = pair_observations(table).iloc[0]
    assert pair["annual_growth_low"] == pytest.approx(2.0, abs=0.01)
    assert pair["annual_growth_high"] == math.inf


def test_two_islamic_years_are_two_years_and_not_parts_of_one(observations):
    row = observations[(observations["period_kind"] == "flow") & (observations["unit"] == "CNY")]
    row = row.iloc[:1].assign(status="reported", central=100.0, low=99.0, high=101.0, value=100.0)
    days = [("2021-08-10", "2022-07-29"), ("2022-07-30", "2023-07-18")]
    rows = pd.concat(
        row.assign(
            observation_id=f"a-p01-{n}",
            period_start=pd.Timestamp(first),
            period_end=pd.Timestamp(last),
            central=100.0 * n,
            low=100.0 * n - 1,
            high=100.0 * n + 1,
            value=100.0 * n,
        )
        for n, (first, last) in enumerate(days, 1)
    )
    (pair,) = pair_observations(rows.reset_index(drop=True)).itertuples()
    assert pair.refused == "" and pair.multiple_central == 2
    assert pair.years_low <= 354 / 365.25 + 0.01


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
