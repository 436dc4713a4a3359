"""Corrections are applied in their order, each where it still finds what it expects."""

import pandas as pd
import pytest

from helpers.data.corrections import apply_corrections

PRINTS = pd.DataFrame(
    {"observation_id": ["a-1", "b-1"], "as_printed": ["5 shops", "7 shops"], "paragraph": [1, 2]}
)


def correct(*rows):
    columns = ["correction_id", "observation_id", "action", "column", "expect", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_a_second_correction_of_a_cell_finds_what_the_first_has_left():
    first = ("c1", "a-1", "set", "as_printed", "5 shops", "6 shops")
    second = ("c2", "a-1", "set", "as_printed", "6 shops", "8 shops")
    corrected = apply_corrections(PRINTS, correct(first, second))
    assert corrected["as_printed"].tolist() == ["8 shops", "7 shops"]
    with pytest.raises(ValueError, match=r"'c2' expects '6 shops' in a-1.* finds \['5 shops'\]"):
        apply_corrections(PRINTS, correct(second, first))


def test_rows_that_stay_are_counted_anew_and_a_dropped_one_is_not_found_again():
    drop = ("c1", "a-1", "drop", "", "5 shops", "")
    corrected = apply_corrections(PRINTS, correct(drop))
    assert corrected.index.tolist() == [0] and corrected["observation_id"].tolist() == ["b-1"]
    with pytest.raises(ValueError, match=r"'c2' expects '1' in a-1, column paragraph, .* \[\]"):
        apply_corrections(PRINTS, correct(drop, ("c2", "a-1", "set", "paragraph", "1", "3")))


def test_an_unknown_column_is_named_with_those_that_there_are():
    wrong = ("c1", "a-1", "set", "pargraph", "1", "2")
    with pytest.raises(ValueError, match="unknown column 'pargraph'; allowed: .*paragraph"):
        apply_corrections(PRINTS, correct(wrong))
