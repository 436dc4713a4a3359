"""The words of a number, read alone, say what the text says; else it is told why not."""

import pytest

from helpers import quantities
from helpers.articles.printed_words import LONGEST, read_words
from helpers.articles.text import Article


def words_of(text, language, unit):
    article = Article("made-up", text, language, "0" * 64)
    quantity = quantities.read(text, language)[0]
    found = read_words(article, quantity, unit)
    return text[found.start : found.end], found


@pytest.mark.parametrize(
    ("text", "language", "unit", "printed", "value"),
    [
        ("On y voit plus de 1 300 magasins.", "fr", "shops", "plus de 1 300 magasins", "1300"),
        ("Une hausse de 12 % en 2021.", "fr", "share_per_year", "hausse de 12 %", "0.12"),
        ("Sales grew by 12% in the county.", "en", "share_per_year", "grew by 12%", "0.12"),
        ("零售额达34.24亿元", "zh", "CNY", "34.24亿元", "3424000000"),
    ],
)  # fmt: skip
def test_a_count_takes_its_noun_and_a_change_its_verb(text, language, unit, printed, value):
    words, found = words_of(text, language, unit)
    assert (words, found.value, found.fault) == (printed, value, "")


def test_words_of_another_unit_are_told_with_the_value_that_the_text_has():
    words, found = words_of("They sold 12 tonnes.", "en", "persons")
    assert words == "12 tonnes" and found.value == "12" and "not 'persons'" in found.fault


def test_a_fall_has_no_value_in_a_unit_without_a_sign():
    _, found = words_of("Les ventes ont baissé de 12 % en 2021.", "fr", "")
    assert found.value == "-0.12" and "a fall has no value" in found.fault


def test_words_as_printed_are_never_longer_than_the_contract_allows():
    words, found = words_of(f"They shipped 12 {'very-' * 20}big parcels.", "en", "parcels")
    assert found.end - found.start <= LONGEST and words.startswith("12")
