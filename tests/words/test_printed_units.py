"""A print may stand for a coded unit only where its own words allow it."""

from fractions import Fraction

import pytest

from helpers.quantities import read
from helpers.words.printed_units import UnitFault, convert_unit, find_things


@pytest.mark.parametrize(
    ("text", "language", "unit", "factor"),
    [
        ("500公斤", "zh", "tonnes", Fraction(1, 1000)),
        ("3 tonnes", "en", "tonnes", 1),
        ("12 magasins", "fr", "shops", 1),
        ("12 000", "fr", "persons", 1),  # no word contradicts nothing
        ("3万元", "zh", "CNY", 1),
        ("3 millions d'euros", "fr", "EUR", 1),
    ],
)
def test_a_measure_is_converted_and_a_count_is_taken_as_it_is(text, language, unit, factor):
    assert convert_unit(read(text, language)[0], unit) == factor


@pytest.mark.parametrize(
    ("text", "language", "unit", "words"),
    [
        ("5 million dollars", "en", "CNY", "prints dollars"),
        ("3 500 emplois", "fr", "shops", "not 'shops'"),
        ("12 %", "fr", "persons", "% of a whole"),
        ("3 tonnes", "en", "persons", "not 'persons'"),
    ],
)
def test_a_print_of_another_unit_is_refused_with_both_named(text, language, unit, words):
    with pytest.raises(UnitFault, match=words):
        convert_unit(read(text, language)[0], unit)


def test_a_word_behind_the_number_may_say_what_is_counted():
    quantity = read("1 300", "fr")[0]
    assert convert_unit(quantity, "shops", " nouveaux magasins") == 1
    with pytest.raises(UnitFault):
        convert_unit(quantity, "persons", " nouveaux magasins")


def test_plurals_name_what_their_singular_names():
    assert find_things("magasin", "") == find_things("magasins", "") == "shops"
    assert find_things("person", "3人次") is None and find_things("person", "3人") == "persons"
