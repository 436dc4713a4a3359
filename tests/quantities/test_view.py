"""A text is read by its plain characters, one for one with the printed ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from single import read_one

from helpers.quantities.view import LONGEST, View


@pytest.mark.parametrize("language", ["zh", "fr", "en"])
@settings(deadline=None, max_examples=200)
@given(value=st.integers(1000, 10**9), space=st.sampled_from("\u00a0\u2009\u202f "))
def test_spaces_of_any_width_group_digits(language, value, space):
    printed = f"{value:,}".replace(",", space)
    assert read_one(f"{printed} kg", language).value == value


@given(st.text(max_size=80))
def test_the_plain_text_has_a_character_for_each_printed_one(text):
    assert len(View(text).plain) == len(text)
    assert len(View("İstanbul'da 3 İ").plain) == 15  # whose small letter is two


@given(st.text("ab. 。,;!\n", min_size=1, max_size=60), st.data())
def test_a_place_lies_in_its_clause_and_the_clause_in_its_sentence(text, data):
    view, place = View(text), data.draw(st.integers(0, len(text) - 1))
    (first, last), (begin, end) = view.sentence(place), view.clause(place)
    assert first <= begin <= place < end <= last
    assert view.paragraph_start(place) <= place < view.paragraph_end(place) + 1


def test_a_sentence_without_an_end_is_cut():
    first, last = View("a" * 3 * LONGEST).sentence(2 * LONGEST + 5)
    assert (first, last) == (2 * LONGEST, 3 * LONGEST)
