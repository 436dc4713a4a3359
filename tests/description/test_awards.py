"""Awards add up to the printed counts."""

import pandas as pd

from helpers.data.counts import pick
from helpers.data.read import read_table
from helpers.description.awards import count_steps


def test_the_step_curve_of_awards_ends_at_the_printed_count(data_dir, study):
    steps = count_steps(read_table(data_dir, "events"), "National demonstration county")
    printed = pick(study.observations, "aksu_prefecture", "demonstration_counties")
    assert steps["count"].tolist() == list(range(1, 8))
    assert printed["value"].tolist() == [5, steps["count"].iloc[-1]]
    assert (
        steps.loc[steps["date_to"] <= pd.Timestamp("2020-12-31"), "count"].max()
        == printed["value"].iloc[0]
    )
