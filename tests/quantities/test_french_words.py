"""Words of French are looked up with the prepositions and forms that they take."""

import pytest

from helpers.quantities.french_words import HEDGES, UNITS, with_of


@pytest.mark.parametrize(
    ("word", "printed"), [("euros", "d'euros"), ("hectares", "d'hectares"), ("kilos", "de kilos")]
)
def test_a_unit_stands_behind_the_preposition_that_french_writes(word, printed):
    assert with_of(word) == printed and UNITS[printed] == UNITS[word]


@pytest.mark.parametrize("end", ["de", "d'", "des", "du", "de la", "de l'"])
def test_a_negation_turns_a_limit_whatever_its_preposition(end):
    assert HEDGES[f"plus {end}"] == "over" and HEDGES[f"moins {end}"] == "under"
    assert HEDGES[f"pas plus {end}"] == "up_to" and HEDGES[f"pas moins {end}"] == "over"
