"""Which numbers make a pair, and why others do not: by hand, and on the real pairs."""

import math

import pandas as pd
import pytest

from helpers.data.assemble import assemble_observations
from helpers.rates import pair_observations
from helpers.words.names import name_pair

DEFAULTS = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


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
