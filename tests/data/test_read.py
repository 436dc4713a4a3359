"""Tables are read with the types of their contract, and nobody changes another's."""

import pandas as pd
import pytest
from packages import field, write_package

from helpers.data.read import as_text, read_table

SCHEMA = {
    "missingValues": ["", "-"],
    "fields": [field("day", "date"), field("n", "number"), field("words"), field("later")],
}


@pytest.fixture
def folder(tmp_path):
    return write_package(tmp_path, {"shops": (SCHEMA, "day,n,words\n2020-01-31,1.5,NA\n-,-,-\n")})


def test_empty_cells_of_text_are_empty_and_of_numbers_and_days_missing(folder):
    table = read_table(folder, "shops")
    assert table.loc[0].tolist() == [pd.Timestamp("2020-01-31"), 1.5, "NA", ""]
    assert table.loc[1, ["day", "n"]].isna().all()
    assert table.loc[1, ["words", "later"]].tolist() == ["", ""]


def test_a_table_that_somebody_changes_is_read_again_as_it_stands_in_its_file(folder):
    table = read_table(folder, "shops")
    table.loc[0, "n"] = 99.0
    assert read_table(folder, "shops").loc[0, "n"] == 1.5


def test_a_table_that_the_contract_does_not_know_is_named(folder):
    with pytest.raises(ValueError, match="shop"):
        read_table(folder, "shop")


def test_a_cell_is_written_back_as_it_was_read(folder):
    table = read_table(folder, "shops")
    assert [as_text(table.loc[0, name]) for name in ("day", "n", "words")] == [
        "2020-01-31",
        "1.5",
        "NA",
    ]
