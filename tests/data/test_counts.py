"""Counts and widths of the observations, and their bounds."""

import pandas as pd
import pytest

from helpers.data.assemble import assemble_observations
from helpers.data.counts import count_observations, get_bounds, measure_width, pick


@pytest.fixture(scope="module")
def observations(data_dir):
    return assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )


def test_counts_add_up_to_all_observations(observations):
    counts = count_observations(observations, "publisher")
    assert counts["observations"].sum() == len(observations)
    assert (counts["hedged"] <= counts["observations"]).all()
    assert counts["observations"].is_monotonic_decreasing


def test_width_is_nought_for_exact_counts_and_one_fifth_for_more_than_5000(observations):
    width = measure_width(observations).set_axis(observations["observation_id"])
    assert width["tibet-retail-2020-p03-1"] == 0
    assert width["rci-2021-p10-2"] == pytest.approx(0.2)
    assert pd.isna(width["zhejiang-daily-2024-p15-1"])  # nought orders have no relative width


def test_of_each_thing_every_fact_is_picked_once_in_the_order_of_its_days(observations):
    again = pd.concat([observations, observations[::-1]])  # every fact is printed twice
    things = again[["entity_id", "indicator_id", "status"]].drop_duplicates()
    facts, picked = ["period_start", "period_end", "value", "unit"], 0
    for thing in things.itertuples(index=False):
        rows = again[(again[list(thing._fields)] == list(thing)).all(axis=1)]
        one, other, status = thing
        found = pick(again, one, other, status=status)
        assert set(found["observation_id"]) <= set(rows["observation_id"])
        assert found["period_end"].is_monotonic_increasing and not found.duplicated(facts).any()
        assert len(found) == len(rows.drop_duplicates(facts))
        year = int(found["period_end"].iloc[-1].year)
        of_year = pick(again, one, other, status=status, year=year)
        assert set(of_year["observation_id"]) == set(
            found.loc[found["period_end"].dt.year == year, "observation_id"]
        )
        picked += len(found)
    assert picked > len(things) > 10


def test_bounds_of_several_observations_are_not_taken_for_one(observations):
    with pytest.raises(ValueError, match="one observation is needed, 2 are given"):
        get_bounds(pick(observations, "aksu_city", "jobs_driven"))
