"""Tables of all languages have one shape, and mean what their comments say."""

import re
from fractions import Fraction

import pytest

from helpers.quantities.language import CUES, SCANNED, Unit
from helpers.quantities.quantity import HEDGES, KINDS
from helpers.quantities.reader import find_language

in_each_language = pytest.mark.parametrize("code", ["zh", "fr", "en"])


@in_each_language
def test_hedges_cues_and_units_are_those_of_the_lists(code):
    language = find_language(code)
    for table in (language.hedges_before, language.hedges_behind):
        assert set(table.values()) <= {*HEDGES, ""}
    assert set(language.cues.values()) <= {*CUES, "none", ""}
    units = {*language.units_before.values(), *language.units_behind.values()}
    assert all(isinstance(unit, Unit) and unit.kind in KINDS for unit in units)
    assert all(Fraction(unit.factor) > 0 for unit in units)


@in_each_language
def test_words_are_written_as_texts_are_looked_up(code):
    language = find_language(code)
    for name in (*SCANNED, "number_words", "scales", "hedges_before", "units_behind", "ordinals"):
        for word in getattr(language, name):
            assert word.lower().translate(language.plain) == word, name


@in_each_language
def test_a_word_is_looked_up_in_every_table_that_has_it(code):
    language = find_language(code)
    for name in ("hedges_before", "units_behind", "idioms"):
        for word, meaning in getattr(language, name).items():
            assert language.words(name).at(word, 0) == (meaning, len(word)), name


@in_each_language
def test_a_pattern_is_compiled_once(code):
    language = find_language(code)
    for name in ("labels", "names", "dates"):
        assert language.patterns(name) is language.patterns(name)
    assert isinstance(language.pattern("digits"), re.Pattern)
    assert language.pattern("digits") is language.pattern("digits")
