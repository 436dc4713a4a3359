"""Words of English are built from their parts, and each part keeps its value."""

from fractions import Fraction

import pytest

from helpers.quantities.english_words import (
    FRACTIONS,
    HEDGES,
    HEDGES_BEFORE,
    MULTIPLES,
    ORDINALS,
    STEMS,
    VAGUE,
)


@pytest.mark.parametrize(
    ("table", "word", "value"),
    [
        (FRACTIONS, "two-thirds", Fraction(2, 3)),
        (FRACTIONS, "three quarters", Fraction(3, 4)),
        (FRACTIONS, "an eighth", Fraction(1, 8)),
        (ORDINALS, "ninety-ninth", 99),
        (MULTIPLES, "tenfold", 10),
        (MULTIPLES, "trebling", 3),
        (VAGUE, "hundreds of thousands", 200_000),
    ],
)
def test_a_word_has_the_value_of_its_parts(table, word, value):
    assert table[word] == value


def test_every_part_of_a_whole_is_less_than_it_and_every_stem_makes_a_decade():
    assert all(0 < value < 1 for value in FRACTIONS.values())
    assert [f"{stem}ties" for stem in STEMS][:3] == ["twenties", "thirties", "forties"]


def test_an_article_between_a_hedge_and_its_number_changes_no_hedge():
    for word, hedge in HEDGES.items():
        assert HEDGES_BEFORE[word] == hedge
        assert HEDGES_BEFORE.get(f"{word} a further", hedge) == hedge
