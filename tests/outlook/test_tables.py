"""Tables and sentences of what was forecast and what came."""

import pandas as pd
import pytest

from helpers.outlook.stamps import score_stamped
from helpers.outlook.tables import describe_errors, describe_scored, word_scored, word_scores


def test_errors_are_listed_of_what_was_scored_beside_simple_methods(stamped, observations, figures):
    scored = score_stamped(stamped, observations, figures)
    table, done = describe_errors(scored), scored[scored["is_scored"]]
    assert len(table) == len(done) > 0 and len(table.columns) <= 7
    assert len(describe_scored(scored).columns) <= 7, "it fits a tablet"
    assert table["No change (%)"].tolist() == [
        f"{100 * v:+.1f}".replace("-", "−") for v in done["off_same"]
    ]


def test_words_of_all_scored_forecasts_count_those_of_each(stamped, observations, figures):
    scored = score_stamped(stamped, observations, figures)
    each = [word_scored(r) for r in scored[scored["is_scored"]].itertuples()]
    words = word_scores(scored)
    assert words["n"] == len(each) > 0 and words["n"] + words["open"] == len(stamped)
    assert words["k"] == sum(w["where"] == "inside" for w in each)
    assert words["market"].startswith(" 3 of them are one market")
    alone = scored[scored["is_scored"]].drop_duplicates("entity_id")
    assert word_scores(alone)["market"] == "", "one figure a market says nothing of witnesses"
    assert len({w["key"] for w in each}) == len(each)


def test_a_figure_of_another_scope_is_no_error_and_a_forecast_made_afterwards_is_called_so(
    stamped, observations, figures
):
    scored = score_stamped(stamped, observations, figures)
    words, done = word_scores(scored), scored[scored["is_scored"]]
    rural = done["indicator_id"] == "rural_online_retail_sales"
    assert rural.sum() == 1 and "(rural online retail left out" in words["scope"]
    assert [w["scope"] != "" for w in map(word_scored, done.itertuples())] == rural.tolist()
    assert words["off"].value == pytest.approx(done.loc[~rural, "off"].abs().mean())
    assert words["made"].startswith(" 3 of them were made afterwards, 1 kept")
    kept = done[done["made"] == "then"].assign(stamped_on=pd.Timestamp("2024-03-01"))
    assert word_scores(kept)["made"] == word_scores(kept)["scope"] == ""
