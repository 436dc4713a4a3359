"""Several articles on one thing: counted once, agreement and contradictions with their size."""

import pandas as pd
import pytest

from helpers.audit import agreement
from helpers.data.assemble import assemble_observations
from helpers.models.series import MOST_PLACES, list_place_series
from helpers.models.tables import describe_long_series
from helpers.rates import pair_observations

MONEY = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="module")
def row(data_dir):
    """One reported yearly amount, to be printed again."""
    table = assemble_observations(data_dir, **MONEY)
    return table[table["observation_id"] == "zhejiang-daily-2024-p13-2"]


def print_again(row, *prints):
    """Return a row printed by others: (source, publisher, low, high, as_printed, year)."""
    rows = [
        row.assign(
            observation_id=f"{source}-p01-1", source_id=source, publisher=publisher, low=low,
            high=high, central=(low + high) / 2, value=(low + high) / 2, as_printed=words,
            period_start=pd.Timestamp(f"{year}-01-01"), period_end=pd.Timestamp(f"{year}-12-31"),
        )
        for source, publisher, low, high, words, year in prints
    ]  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def test_two_articles_agree_where_their_ranges_meet_and_the_gap_is_named_where_not(row):
    table = print_again(
        row,
        ("a", "A", 100.0, 110.0, "100", 2020),
        ("b", "B", 105.0, 120.0, "nearly 120", 2020),
        ("c", "C", 132.0, 140.0, "132", 2020),
    )
    shared = agreement.list_shared(table)
    assert len(shared) == 3 and shared["agree"].sum() == 1
    counted = agreement.count_agreement(shared).set_index(["one", "other"])
    assert counted.loc[("A", "C"), "largest_gap"] == pytest.approx(132 / 110 - 1)
    apart = agreement.list_contradictions(shared, table)
    assert list(apart["gap"]) == sorted(apart["gap"], reverse=True) and len(apart) == 2
    assert apart.loc[0, ["lower", "higher"]].tolist() == ["100", "132"]


def test_a_text_that_is_printed_twice_is_one_witness(row):
    table = print_again(
        row, ("a", "A", 100.0, 110.0, "100", 2020), ("b", "A", 100.0, 110.0, "100", 2020)
    )
    assert agreement.list_shared(table).empty
    for empty in (table.iloc[:0], table.iloc[:1]):
        shared = agreement.list_shared(empty)
        assert shared.empty and agreement.word_agreement(shared)["k"] == 0
        assert agreement.list_contradictions(shared, empty).empty
        assert agreement.describe_agreement(agreement.count_agreement(shared)).empty


def test_prints_of_one_fact_make_one_pair_and_what_differs_stays(row):
    first = ("a", "A", 100.0, 110.0, "100", 2018)
    again = [("b", "B", 95.0, 120.0, "about 100", 2018), ("c", "C", 200.0, 202.0, "201", 2020)]
    pairs = pair_observations(print_again(row, first, *again))
    kept = pairs[pairs["refused"] == ""]
    assert list(kept["start_id"]) == ["a-p01-1"], "one print stands for the fact"
    apart = ("d", "D", 300.0, 302.0, "301", 2018)
    pairs = pair_observations(print_again(row, first, *again, apart))
    assert set(pairs.loc[pairs["refused"] == "", "start_id"]) == {"a-p01-1", "d-p01-1"}


def test_five_years_of_one_place_are_a_long_series_and_four_are_none(row):
    prints = [(f"s{y}", "A", 10.0 * y, 10.0 * y + 1, str(y), 2015 + y) for y in range(1, 6)]
    (one,), left = list_place_series(print_again(row, *prints))
    assert left == 0
    assert one.time.size == 5 and one.name == "Online retail sales, Aksu city"
    assert list_place_series(print_again(row, *prints[:4])) == ([], 0)


def test_of_many_places_those_with_the_most_years_are_long_series_and_the_others_are_counted(row):
    tables = []
    for place in range(MOST_PLACES + 3):
        years = range(1, 7 if place < MOST_PLACES else 6)
        prints = [(f"s{y}", "A", 10.0 * y, 10.0 * y + 1, str(y), 2015 + y) for y in years]
        tables.append(print_again(row, *prints).assign(entity_id=f"place_{place % 7}_{place:02d}"))
    found, left = list_place_series(pd.concat(tables, ignore_index=True))
    assert (len(found), left) == (MOST_PLACES, 3)
    assert all(one.time.size == 6 for one in found)
    assert [one.key for one in found] == sorted(one.key for one in found)
    note = describe_long_series(found, left).attrs["note"]
    assert "3 more with five years or more" in note
    assert "more with" not in describe_long_series(found).attrs["note"]
