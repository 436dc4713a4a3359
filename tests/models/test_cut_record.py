"""The rule for ceilings is the one that its record was made with."""

import numpy as np

from helpers.models.ceilings import (
    REACH,
    word_record,
)
from helpers.models.cut_record import RECORD


def test_the_record_is_that_of_the_rule_in_use_and_meets_what_was_asked():
    assert RECORD["reach"] == REACH > 1
    assert RECORD["left_by_a_tenth"] <= RECORD["left"] <= 0.10 and RECORD["left_by_a_tenth"] <= 0.06
    assert 0 < RECORD["bounded"] < RECORD["cuts"]
    claims = RECORD["bounded"], RECORD["if_bounded"]
    left = np.average([RECORD["left"], RECORD["if_left"]], weights=claims)
    tenth = [RECORD["left_by_a_tenth"], RECORD["if_left_by_a_tenth"]]
    assert left <= 0.10 and np.average(tenth, weights=claims) <= 0.06 and RECORD["kept"] >= 2 / 3
    assert str(word_record()["left"]) == f"{100 * RECORD['left']:.1f} %"
