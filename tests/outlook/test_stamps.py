"""Stamped forecasts stay as they were, and later figures score them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.outlook.stamps import list_later, score_stamped
from helpers.outlook.tables import describe_scored, word_scored
from helpers.paths import project_root

DATA = project_root() / "data"
BASIS = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}
KEPT = ["central", "low_80", "high_80", "low_95", "high_95", "last_value"]


def add_figure(figures, entity_id, indicator_id, year, value, published):
    """Return figures with one more level of a whole year in place of those that are there."""
    one = figures[figures["benchmark_id"] == "aksu_city_online_retail-2024-12-31"].assign(
        benchmark_id=f"made-{year}-12-31",
        series_id="made",
        entity_id=entity_id,
        indicator_id=indicator_id,
        period_start=pd.Timestamp(year, 1, 1),
        period_end=pd.Timestamp(year, 12, 31),
        central=value,
        low=value,
        high=value,
        published=published,
    )
    same = (figures["entity_id"] == entity_id) & (figures["indicator_id"] == indicator_id)
    same &= figures["period_end"].dt.year == year
    return pd.concat([figures[~same], one], ignore_index=True)


@settings(max_examples=40)
@given(row=st.integers(0, 30), place=st.floats(0.05, 4.0))
def test_a_forecast_is_inside_exactly_where_its_band_holds_what_came(
    stamped, observations, figures, row, place
):
    kept = stamped.iloc[row]
    value = kept["central"] * place
    thing = kept["entity_id"], kept["indicator_id"], int(kept["year"])
    later = add_figure(figures, *thing, value, "2031-02-01")
    found = score_stamped(stamped, observations, later).iloc[row]
    assert found["is_scored"] and found["actual"] == value
    assert found["in_80"] == (kept["low_80"] <= value <= kept["high_80"])
    assert found["in_95"] == (kept["low_95"] <= value <= kept["high_95"])
    assert found["off"] == pytest.approx(place - 1)


@settings(max_examples=20)  # every factor alike shows a kept forecast that follows the figures
@given(factor=st.floats(0.1, 10.0))
def test_kept_forecasts_are_those_in_the_data_whatever_figures_come(
    stamped, observations, figures, factor
):
    levels = figures["unit"] == "CNY"
    wild = figures.copy()
    wild.loc[levels, ["central", "low", "high"]] *= factor
    scored = score_stamped(stamped, observations, wild)
    pd.testing.assert_frame_equal(scored[KEPT], stamped[KEPT])


def test_two_forecasts_of_one_year_are_scored_apart(stamped, observations, figures):
    later = add_figure(figures, "aksu_city", "online_retail_sales", 2025, 5.0e9, "2026-08-01")
    scored = score_stamped(stamped, observations, later)
    city = scored[(scored["entity_id"] == "aksu_city") & (scored["year"] == 2025)]
    words = [word_scored(row) for row in city.itertuples()]
    assert len(words) == 2 == len({each["key"] for each in words})
    assert [each["stamped"] for each in words] == ["18 January 2025", "31 January 2026"]
    assert words[0]["off"] != words[1]["off"]


def test_a_line_and_the_nation_stand_beside_a_forecast_as_far_as_they_are_known(
    stamped, observations, figures
):
    scored = score_stamped(stamped, observations, figures)
    said = {
        w["key"]: w["others"] for w in map(word_scored, scored[scored["is_scored"]].itertuples())
    }
    assert "nation" not in said["scored_china_online_retail_sales_2025"]
    assert "the nation's pace by 9.1 %" in said["scored_aksu_city_online_retail_sales_2024"]


def test_without_a_later_figure_a_forecast_stays_open(stamped, observations, figures):
    scored = score_stamped(stamped, observations, figures.iloc[:0])
    assert not scored["is_scored"].any() and scored[["off", "off_same"]].isna().all(axis=None)
    table = describe_scored(scored)
    assert set(table["What came"]) == {"open"} and set(table["Inside"]) == {""}


@pytest.mark.parametrize(
    ("published", "is_scored"),
    [
        ("2025-01-17", False),
        ("2025-01-18", False),
        ("2025-01-19", True),
        ("2025-01", False),
        ("2025-02", True),
        ("", False),
    ],
)
def test_only_what_was_printed_after_the_stamp_scores_it(
    stamped, observations, figures, published, is_scored
):
    later = add_figure(figures, "aksu_city", "online_retail_sales", 2024, 4.0e9, published)
    scored = score_stamped(stamped, observations, later)
    city = scored[(scored["entity_id"] == "aksu_city") & (scored["year"] == 2024)]
    assert city["is_scored"].tolist() == [is_scored]


def test_months_and_plans_are_no_levels_of_a_year(observations, figures):
    later = list_later(observations, figures)
    assert not later.duplicated(["entity_id", "indicator_id", "unit", "year"]).any()
    months = observations[observations["observation_id"] == "zhejiang-daily-2024-p07-5"]
    assert len(months) == 1 and months["observation_id"].iloc[0] not in set(later["figure_id"])
    plans = observations.loc[observations["status"] != "reported", "observation_id"]
    assert len(plans) and not set(plans) & set(later["figure_id"])


def test_errors_stand_beside_those_of_methods_that_need_no_thought(stamped, observations, figures):
    later = add_figure(figures, "aksu_city", "online_retail_sales", 2025, 5.0e9, "2026-08-01")
    scored = score_stamped(stamped, observations, later)
    first, second = scored[(scored["entity_id"] == "aksu_city") & (scored["year"] == 2025)].iloc
    rivals = {
        "off_same": (3.424e9, 4.004e9),
        "off_trend": (3.424e9 + 2 * (3.424e9 - 0.4e9) / 9, 4.004e9 + (4.004e9 - 0.4e9) / 10),
        "off_pace": (3.424e9 * 1.072 * 1.086, 4.004e9 * 1.086),
        "off": (first["central"], second["central"]),
    }
    for name, values in rivals.items():
        assert [first[name], second[name]] == pytest.approx([5.0e9 / v - 1 for v in values])
    assert scored.loc[scored["entity_id"] == "china", "off_pace"].isna().all()


def test_a_forecast_starts_from_a_row_that_the_data_hold(stamped, observations, figures):
    values = pd.concat(
        [
            observations.set_index("observation_id")["central"],
            figures.set_index("benchmark_id")["central"],
        ]
    )
    assert np.array_equal(values[stamped["from_id"]].to_numpy(), stamped["last_value"].to_numpy())
