"""A misspelt name is answered with the nearest one, and nothing that is far."""

import pytest

from helpers.words.suggest import MOST_COMPARED, suggest

PLACES = ["aksu_city", "tibet", "kuqa"]


@pytest.mark.parametrize(
    ("typed", "near"), [("aksu_cty", "aksu_city"), ("tibett", "tibet"), (7, None), ("zzz", None)]
)
def test_the_nearest_name_is_suggested_and_a_far_one_is_not(typed, near):
    assert suggest(typed, PLACES) == (f" (did you mean {near!r}?)" if near else "")


def test_among_more_names_than_can_be_compared_none_is_suggested():
    many = [f"place_{n}" for n in range(MOST_COMPARED + 1)]
    assert suggest("place_1", many[:-1]) and suggest("place_1", many) == ""
