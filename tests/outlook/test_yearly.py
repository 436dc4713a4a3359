"""Forecasts of the long series, the reference class, stamped outlooks and judged targets."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.data.counts import pick
from helpers.models.series import LongSeries, list_long_series
from helpers.outlook.short import find_outlook
from helpers.outlook.stamps import find_stamp, stamp_outlook, stamp_places
from helpers.outlook.tables import describe_forecasts, describe_record, describe_stamped
from helpers.outlook.yearly import (
    BACK,
    FORECAST,
    backtest_series,
    forecast_series,
    list_misses,
    make_yearly,
    score_series,
)


@pytest.fixture(scope="module")
def series(benchmarks):
    return {
        one.key: one
        for one in list_long_series(benchmarks, first_year=2010, last_year=2024, has_chains=True)
    }


def make(time, value):
    value = np.asarray(value, float)
    return LongSeries(
        "made",
        "Made",
        "levels",
        "persons",
        np.asarray(time, float),
        value,
        value,
        value,
        (),
        "",
        np.full(value.size, "P"),
    )


def test_a_late_winter_survey_stands_for_the_year_before_and_other_gaps_stay_gaps():
    year, value = make_yearly(make([2017.99, 2018.99, 2020.2, 2020.99, 2023.99], [1, 2, 3, 4, 5]))
    assert year.tolist() == list(range(2017, 2024))
    assert value[:4].tolist() == [1, 2, 3, 4] and np.isnan(value[4:6]).all() and value[6] == 5


def test_the_later_of_two_levels_of_a_year_is_taken():
    year, value = make_yearly(make([2018.99, 2019.3, 2019.9, 2020.9], [1, 2, 3, 4]))
    assert year.tolist() == [2018, 2019, 2020] and value.tolist() == [1, 3, 4]


def test_internet_users_have_every_year_and_series_with_gaps_are_refused_with_a_reason(series):
    table = forecast_series(list(series.values()), 2).set_index("key")
    assert (table.loc["internet_users", "state"] == "forecast").all()
    assert "missing inside" in table.loc["online_shoppers", "state"]
    assert np.isnan(table.loc["online_shoppers", "central"])


def test_forecasts_begin_the_year_after_the_last_and_their_intervals_nest(series):
    table = forecast_series([series["online_retail"]], 3)
    assert table["year"].tolist() == [2025, 2026, 2027]
    assert (table["low_95"] <= table["low_80"]).all() and (table["low_80"] < table["central"]).all()
    assert (table["central"] < table["high_80"]).all() and (
        table["high_80"] <= table["high_95"]
    ).all()


def test_people_are_not_forecast_above_the_population_nor_shares_above_one():
    years = np.arange(2010, 2020) + 0.99
    users = make(years, np.linspace(40.0, 94.0, 10))
    assert forecast_series([users], 5)["central"].max() > 100
    rows = forecast_series([replace(users, at_most=100.0)], 5)
    assert rows[["central", "high_80", "high_95"]].to_numpy().max() <= 100.0
    share = replace(users, value=users.value / 100, unit="share", at_most=1.0)
    back = backtest_series([share], 5)
    own = back[back["method"] == "ours"]
    assert (own[["central", "high_80", "high_95"]] <= 1.0).all(axis=None)
    assert (
        own["central"].to_numpy()
        < backtest_series([replace(share, unit="x")], 5)["central"].iloc[: len(own)]
    ).any()


def test_the_record_knows_nothing_later_and_misses_are_outside(series):
    back = backtest_series(list(series.values()), 1)
    assert (back["target"] == back["origin"] + 1).all()
    misses = list_misses(back)
    assert "taobao_towns" in set(misses["key"]), "the rule of the list changed in 2019"
    own = back[(back["method"] == "ours") & back["central"].notna()]
    outside = (own["actual"] < own["low_80"]) | (own["actual"] > own["high_80"])
    assert len(misses) == outside.sum() > 0


@pytest.fixture(scope="module")
def stamped(observations, moves, benchmarks):
    last = pick(observations, "aksu_city", "online_retail_sales", year=2023).iloc[0]
    outlook, *_ = find_outlook(last, 2023, 2, moves, benchmarks)
    return stamp_outlook(last, outlook, 2023, pd.Timestamp("2025-01-17"))


def test_an_outlook_is_stamped_no_earlier_than_the_last_period_it_uses(observations):
    last = observations[observations["observation_id"] == "zhejiang-daily-2024-p13-2"].iloc[0]
    used = pd.DataFrame(
        {
            "published": ["", "2025-01-17"],
            "period_end": pd.to_datetime(["2024-12-31", "2023-12-31"]),
        }
    )
    assert find_stamp(last, used) == pd.Timestamp("2025-01-17")
    assert find_stamp(last, used.iloc[:1]) == pd.Timestamp("2024-12-31")
    assert find_stamp(last, used.iloc[:0]) == last["published_to"]


def test_a_stamped_outlook_says_from_what_and_when(stamped):
    assert stamped["year"].tolist() == [2024, 2025] and set(stamped["from_id"]) == {
        "zhejiang-daily-2024-p13-2"
    }
    assert (stamped["low_95"] < stamped["low_80"]).all() and (
        stamped["high_80"] < stamped["high_95"]
    ).all()
    assert set(stamped["basis"]) == {"t distribution with lasting differences between places"}


def test_places_without_a_level_give_a_table_of_the_same_columns_without_rows(
    observations, moves, benchmarks, stamped
):
    nothing = stamp_places(
        [("tibet", "visits")], observations, moves, benchmarks, year=2023, years=2
    )
    assert nothing.empty and list(nothing.columns) == list(stamped.columns)
    assert describe_stamped(nothing).empty


def test_no_series_makes_tables_without_rows():
    back = backtest_series([], 1)
    assert list(back.columns) == list(BACK) and describe_record(score_series(back)).empty
    made = forecast_series([], 2)
    assert list(made.columns) == list(FORECAST) and describe_forecasts(made).empty
