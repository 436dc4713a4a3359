"""Tables of headlines say under how many choices each holds, and what makes it fail."""

import pandas as pd
import pytest

from helpers.robustness.tables import describe_headlines, describe_specifications, word_headline


def make(holds, asked=4, flips=""):
    row = {"statement": "sales grew", "holds": holds, "asked": asked, "different": 2}
    return pd.DataFrame([row | {"flips": flips}])


@pytest.mark.parametrize(
    ("holds", "flips", "said"),
    [(4, "", "nothing tried"), (0, "", "everything tried"), (3, "fails by levels", None)],
)
def test_where_nothing_is_to_blame_all_or_nothing_that_was_tried_makes_it_fail(holds, flips, said):
    (row,) = describe_headlines(make(holds, flips=flips)).to_numpy().tolist()
    assert row == ["Sales grew", f"{holds} of 4", 2, said or flips]


@pytest.mark.parametrize(
    ("holds", "outcome"),
    [
        (4, "It holds under all choices tried"),
        (0, "It holds under none of the choices tried"),
        (1, "It holds under some choices tried"),
    ],
)
def test_a_sentence_says_whether_all_some_or_no_choices_let_it_stand(holds, outcome):
    words = word_headline(next(make(holds, flips="fails by levels").itertuples()))
    assert words["outcome"] == outcome and words["flips"] == "; it fails by levels"


def test_the_data_of_a_figure_are_those_of_its_own_headline():
    choices = {"reading": "point", "currency": "CNY", "prices": "current", "link": "levels"}
    row = choices | {"without": "", "first_year": 2010, "low": 0.1, "high": 0.2}
    table = pd.DataFrame(
        [row | {"headline": name, "holds": holds} for name, holds in (("a", True), ("b", False))]
    )
    (found,) = describe_specifications(table, "b").to_dict("records")
    assert found["Number (%)"] == "10.0 to 20.0" and found["Holds"] == "no"
