"""Tables and words of page 1."""

import pandas as pd

from helpers.assembly.tables import describe_widths, name_usual, name_width
from helpers.reported import Missing


def test_the_middle_width_leaves_open_ranges_out_and_says_where_most_are_open():
    width = pd.Series([0.1, 0.3, float("inf"), float("inf"), 0.2])
    wording = pd.Series(["stated", "stated", "more_than", "more_than", "more_than"])
    table = describe_widths(width, wording)
    assert table.iloc[:, 2].tolist() == ["20", "20"] and table["Numbers"].sum() == 5
    middle = width.groupby(wording).median()
    assert str(name_width(middle, "stated")) == "20 %"
    assert name_width(middle, "more_than") == "without limit"
    assert isinstance(name_width(middle, "about"), Missing)


def test_the_usual_wording_is_the_most_frequent_and_none_is_missing():
    assert (
        name_usual(pd.Series(["about", "more_than", "more_than"])) == "the printed number or more"
    )
    assert isinstance(name_usual(pd.Series([], dtype=str)), Missing)
