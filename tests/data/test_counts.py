"""Coverage, widths, repeats, conflicts and the agreement of two codings."""

import pandas as pd
import pytest

from helpers.audit.conflicts import find_date_conflicts, find_repeats
from helpers.data.assemble import assemble_observations
from helpers.data.codings import match_passes, summarise_passes
from helpers.data.counts import count_observations, get_bounds, measure_width, pick
from helpers.data.read import read_table
from helpers.description.awards import count_steps


@pytest.fixture(scope="module")
def observations(data_dir):
    return assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )


def code(*rows):
    base = {
        "source_id": "a",
        "paragraph": 1,
        "value_high": float("nan"),
        "wording": "stated",
        "period_start": 1,
        "period_end": 2,
        "period_kind": "flow",
        "status": "reported",
    }
    return pd.DataFrame(
        [
            base | {"pass_id": f"p{i}", "as_printed": words, "value": value} | more
            for i, (words, value, more) in enumerate(rows)
        ]
    )


def test_agreement_of_two_codings_by_hand():
    first = code(("5 shops", 5.0, {}), ("more than 7 sites", 7.0, {}), ("9 firms", 9.0, {}))
    second = code(
        ("5", 5.0, {"wording": "about"}),
        ("7 sites", 8.0, {"period_end": 3}),
        ("11 streams", 11.0, {}),
    )
    summary = summarise_passes(match_passes(first, second))
    assert summary.to_dict() == {
        "matched": 2,
        "missed_by_second": 1,
        "missed_by_first": 1,
        "value_differs": 1,
        "wording_differs": 1,
        "period_differs": 1,
        "period_kind_differs": 0,
        "status_differs": 0,
    }


def test_a_row_is_matched_once_and_equal_values_first():
    first = code(("4亿元", 4e8, {}), ("34亿元", 34e8, {}))
    second = code(("34亿元", 34e8, {}), ("4亿元", 4e8, {}))
    matches = match_passes(first, second)
    assert list(zip(matches["first_id"], matches["second_id"], strict=True)) == [
        ("p0", "p1"),
        ("p1", "p0"),
    ]


def test_codings_without_rows_agree_on_nothing():
    empty = code(("5", 5.0, {})).iloc[:0]
    assert set(summarise_passes(match_passes(empty, empty))) == {0}


def test_no_number_of_either_coding_was_dropped_without_a_reason(data_dir):
    kept = read_table(data_dir, "observations").assign(pass_id="")
    left = read_table(data_dir, "left_out")
    for table in ("first_pass", "second_pass"):
        for row in read_table(data_dir, table).itertuples():
            here = kept[(kept["source_id"] == row.source_id) & (kept["paragraph"] == row.paragraph)]
            found = any(p in row.as_printed or row.as_printed in p for p in here["as_printed"])
            named = left[
                (left["source_id"] == row.source_id) & (left["paragraph"] == row.paragraph)
            ]
            assert found or any(p in row.as_printed for p in named["as_printed"]), row.as_printed


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


def test_the_step_curve_of_awards_ends_at_the_printed_count(data_dir, observations):
    steps = count_steps(read_table(data_dir, "events"), "National demonstration county")
    printed = pick(observations, "aksu_prefecture", "demonstration_counties")
    assert steps["count"].tolist() == list(range(1, 8))
    assert printed["value"].tolist() == [5, steps["count"].iloc[-1]]
    assert (
        steps.loc[steps["date_to"] <= pd.Timestamp("2020-12-31"), "count"].max()
        == printed["value"].iloc[0]
    )


def test_bounds_of_several_observations_are_not_taken_for_one(observations):
    with pytest.raises(ValueError, match="one observation is needed, 2 are given"):
        get_bounds(pick(observations, "aksu_city", "jobs_driven"))
