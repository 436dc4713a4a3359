"""Tables of curves say what is known, and leave a cell empty where nothing is."""

import math

import pandas as pd
import pytest
from made import BENT, STEADY

from helpers.curves.family import WEIGHED
from helpers.models.ceilings import weigh_ceilings
from helpers.models.series import fit_series
from helpers.models.tables import (
    describe_ceilings,
    describe_long_series,
    describe_weights,
    list_confidence,
    say_favoured,
    word_memory,
)

SERIES = [BENT, STEADY]


@pytest.fixture(scope="module")
def fits():
    return fit_series(SERIES, WEIGHED)


def test_the_evidence_of_all_curves_is_a_hundred_per_cent(fits):
    table = describe_weights(SERIES, fits)
    for _, row in table.iterrows():
        shares = [cell for cell in row.iloc[2:] if cell not in ("", "<1")]
        assert abs(sum(map(float, shares)) - 100) <= len(WEIGHED)


def test_a_series_that_bends_has_a_ceiling_and_a_steady_one_has_none(fits):
    table = describe_ceilings(SERIES, weigh_ceilings(SERIES, fits, 0.95))
    bent, steady = table["Verdict"]
    assert bent.startswith("a ceiling") and steady.startswith("none to be seen")
    assert table["Growth ahead, without one (%)"].iloc[1] != ""


def test_series_that_are_left_out_are_told(fits):
    table = describe_long_series(SERIES, left=1234)
    assert "1,234 more" in table.attrs["note"]
    assert table["Points"].tolist() == [14, 12]
    assert table["Years"].tolist() == ["2010 to 2023", "2010 to 2021"]


def test_no_series_makes_no_row():
    assert describe_weights([], {}).empty


def test_both_accounts_are_named_only_where_they_differ():
    assert say_favoured({"levels": "logistic", "chain": "logistic"}).startswith("Both favour")
    assert "printed growth the Gompertz" in say_favoured(
        {"levels": "logistic", "chain": "Gompertz"}
    )


def test_an_end_that_is_open_is_said_to_be():
    trace = {("Made", "logistic"): [(0.5, 90.0, math.inf), (0.95, 80.0, 120.0)]}
    table = list_confidence(trace, {"Made": "CNY"})
    assert table["Level (%)"].tolist() == ["50", "95"]
    assert "or more" in table["Ceiling"][0] and " to " in table["Ceiling"][1]


def test_memory_is_counted_where_it_is_known():
    nan = math.nan
    checked = pd.DataFrame(
        {"memory_probability": [0.01, 0.9, nan], "memory_power": [0.4, 0.7, nan]}
    )
    words = word_memory(checked)
    assert (words["k"], words["n"], str(words["power"])) == (1, 2, "70 %")
