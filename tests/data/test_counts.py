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


def test_bounds_of_several_observations_are_not_taken_for_one(observations):
    with pytest.raises(ValueError, match="one observation is needed, 2 are given"):
        get_bounds(pick(observations, "aksu_city", "jobs_driven"))
