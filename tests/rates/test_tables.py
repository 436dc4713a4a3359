"""Tables of growth hold each pair once, and no number narrower than its words."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from helpers.rates import share_pairs
from helpers.rates.tables import (
    compare_readings,
    describe_forest,
    describe_pairs,
    describe_refused,
    list_levels,
)


def test_each_pair_has_a_row_and_none_a_printed_growth_that_no_date_allows(pairs):
    kept = pairs[pairs["refused"] == ""]
    table = describe_pairs(kept)
    assert len(table) == len(kept)
    empty = table["Growth a year, printed numbers (%)"] == ""
    assert empty.tolist() == kept["annual_growth_central"].isna().tolist() and empty.any()


def test_a_refused_pair_is_told_by_its_prints_and_its_reason(pairs, observations):
    refused = pairs[pairs["refused"] != ""]
    table = describe_refused(refused, observations)
    assert table["Why they are not compared"].tolist() == refused["refused"].tolist()
    gloss = observations.set_index("observation_id")["gloss"]
    for words, row in zip(table["First"], refused.itertuples(), strict=True):
        assert words == f"{gloss[row.start_id]} ({row.start_period})"


def test_growth_under_each_reading_stands_in_a_column_of_its_own(pairs):
    kept = pairs[(pairs["refused"] == "") & (pairs["status"] == "reported")]
    wider = kept.assign(annual_growth_low=-0.5)
    table = compare_readings(share_pairs({"point": kept, "literal": wider}))
    assert list(table.columns[2:]) == ["Reading: point", "Reading: literal"]
    assert len(table) == len(kept) and (table.iloc[:, 2] != table.iloc[:, 3]).all()


@pytest.mark.parametrize(
    ("time", "words"),
    [(2020.0, "2020"), (2020.5, "2020-07"), (2020.999, "2020-12"), (2020.01, "2020-01")],
)
def test_a_level_within_a_year_is_told_with_its_month(time, words):
    level = {"name": "Sales", "unit": "CNY", "time": [time], "value": [5e8]}
    one = SimpleNamespace(**level, low=[4e8], high=[6e8])
    assert list_levels([one]).iloc[0].tolist() == [
        "Sales",
        words,
        "500 million yuan",
        "400 to 600 million yuan",
    ]


def test_a_place_that_is_not_pooled_has_no_number_drawn_towards_a_mean():
    rows = {"label": ["A", "B"], "growth": [0.1, -0.052], "low": [0.09, -0.06]}
    rows |= {"high": [0.11, -0.04], "error_low": [0.05, np.nan], "error_high": [0.15, np.nan]}
    table = describe_forest(pd.DataFrame(rows | {"shrunk": [0.08, np.nan]}), 0.95)
    assert table["Growth a year (%)"].tolist() == ["10.0", "−5.2"]
    assert table["Drawn towards the mean (%)"].tolist() == ["8.0", ""]
    assert "Assumed 95 % interval (%)" in table
