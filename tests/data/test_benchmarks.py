"""The official figures that a choice keeps, and which of several are a nation's."""

import pandas as pd
import pytest

from helpers.data.assemble import assemble_benchmarks
from helpers.data.benchmarks import (
    keep_benchmarks,
    mark_second,
    pick_national,
    pick_national_growth,
)


@pytest.fixture(scope="module")
def benchmarks(data_dir):
    return assemble_benchmarks(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )


def test_benchmarks_of_other_places_go_and_the_nation_stays(benchmarks):
    kept = keep_benchmarks(benchmarks, {"tibet"}, first_year=2015, last_year=2020)
    assert (
        set(kept["entity_id"]) == {"tibet", "china"}
        and kept["period_end"].dt.year.between(2015, 2020).all()
    )


def make(*rows):
    """Return figures of the nation: (series, indicator, first day, last day, value)."""
    columns = ["series_id", "indicator_id", "period_start", "period_end", "value"]
    table = pd.DataFrame(rows, columns=columns).assign(is_national=True)
    days = {name: pd.to_datetime(table[name]) for name in ("period_start", "period_end")}
    table = table.assign(**days)
    return mark_second(table.assign(family=table["indicator_id"]))


def test_of_two_prints_of_a_year_the_first_is_taken_and_years_rise():
    late, early = ("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31")
    table = make(
        ("s", "sales", *late, 7.0), ("s", "sales", *early, 5.0), ("s", "sales", *late, 8.0)
    )
    assert table["is_second"].tolist() == [False, False, True]
    assert pick_national(table, "sales")["value"].to_dict() == {2020: 5.0, 2021: 7.0}


def test_of_two_series_of_an_indicator_the_first_of_the_table_is_taken_alone():
    year = ("2020-01-01", "2020-12-31")
    table = make(("s", "sales", *year, 5.0), ("t", "sales", "2021-01-01", "2021-12-31", 6.0))
    assert pick_national(table, "sales")["value"].to_dict() == {2020: 5.0}
    assert pick_national(table.assign(is_national=[False, True]), "sales").index.tolist() == [2021]
    assert pick_national(table, "jobs").empty


def test_first_months_are_no_year_and_a_day_is_a_level_of_its_year():
    months, day = ("2020-01-01", "2020-05-31"), ("2021-12-31", "2021-12-31")
    table = make(("s", "sales", *months, 2.0), ("s", "sales", *day, 5.0))
    assert pick_national(table, "sales")["value"].to_dict() == {2021: 5.0}
    assert pick_national(table, "sales", is_part=True)["value"].to_dict() == {2020: 2.0}


def test_printed_growth_is_that_of_the_family_of_the_amounts():
    year = ("2020-01-01", "2020-12-31")
    table = make(("s", "sales", *year, 5.0), ("g", "sales_growth_rate", *year, 0.1))
    assert pick_national_growth(table, "sales")["value"].to_dict() == {2020: 0.1}
    assert pick_national_growth(table, "jobs").empty
