"""What is printed twice, and dates of one event that differ."""

import pytest

from helpers.audit.conflicts import find_date_conflicts, find_repeats
from helpers.data.assemble import assemble_observations
from helpers.data.read import read_table


@pytest.fixture(scope="module")
def observations(data_dir):
    return assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )


def test_the_rank_printed_in_headline_and_body_is_the_only_repeat(observations):
    assert set(find_repeats(observations)["observation_id"]) == {
        "zhejiang-daily-2024-p01-1",
        "zhejiang-daily-2024-p07-6",
    }


def test_march_and_april_2014_conflict_and_early_june_and_6_june_do_not(data_dir):
    conflicts = (
        find_date_conflicts(read_table(data_dir, "events"))
        .groupby("same_event")["compatible"]
        .first()
    )
    assert conflicts.to_dict() == {
        "first-course": False,
        "meeting": True,
        "new-park-opening": True,
        "park-opening": False,
    }
