"""Tables of claims say what stands against what."""

import pandas as pd
import pytest

from helpers.audit.tables import compare_verdicts, describe_alone, describe_claims, describe_misfit
from helpers.data.assemble import assemble_observations
from helpers.data.read import read_table


def test_campaigns_sold_more_than_all_live_streams_and_the_misfit_says_how_much(audited):
    row = audited.loc["campaigns-in-livestreams"]
    assert (row["computed_low"], row["computed_high"]) == pytest.approx(
        (2.365 / 0.8165, 2.375 / 0.8155)
    )
    assert describe_misfit(row).startswith("computed: 290 %")


def test_two_bounds_are_told_only_where_they_are_known(audited, data_dir):
    table = describe_claims(audited.reset_index(), read_table(data_dir, "sources"))
    unknown = audited["computed_low"].isna().to_numpy()
    assert unknown.any() and (table["Implied by other numbers"][unknown] == "").all()
    assert (table["Implied by other numbers"][~unknown] != "").all()
    assert table["Why"].str.endswith(".").all() and len(table) == len(audited)


def test_verdicts_stand_under_their_reading(run_audit):
    judged = {name: run_audit(name).reset_index() for name in ("point", "literal")}
    table = compare_verdicts(judged)
    assert list(table.columns) == ["What is tested", "Reading: point", "Reading: literal"]
    assert table["Reading: literal"].tolist() == judged["literal"]["verdict"].tolist()


def test_what_only_one_article_prints_is_no_more_than_all_that_it_prints(data_dir):
    observations = assemble_observations(
        data_dir, reading="point", currency="CNY", prices="current", base_year=2020
    )
    own = "Numbers on things that no other article prints"
    alone = describe_alone(observations)
    assert alone["Numbers"].sum() == len(observations) and (alone[own] <= alone["Numbers"]).all()
    again = observations.tail(1).assign(source_id="rci-2021", observation_id="again")
    shared = describe_alone(pd.concat([observations, again], ignore_index=True))
    assert shared["Numbers"].sum() == len(observations) + 1
    assert shared[own].sum() < alone[own].sum()
