"""Words fit the count that stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.words.forms import Part, SentenceFormatter, choose_form, name_places


@given(st.integers(0, 10**9))
def test_one_has_its_own_form_and_all_others_share_theirs(number):
    words = choose_form(number, "# row|# rows")
    assert words == (f"{number:,} row" if number == 1 else f"{number:,} rows")


@pytest.mark.parametrize(
    ("number", "forms", "words"),
    [(1, "one", "has 1 forms"), (1.5, "a|b", "1.5 is no whole number")],
)
def test_forms_that_fit_no_count_are_refused(number, forms, words):
    with pytest.raises(ValueError, match=words):
        choose_form(number, forms)


@given(st.integers(0, 50), st.integers(1, 50))
def test_some_of_several_are_none_all_or_a_number_of_them(number, whole):
    number = min(number, whole)
    words = str(Part(number, whole))
    expected = ("none" if number == 0 else "all" if number == whole else str(number)).split()
    if whole == 1:
        expected = ["the"] if number else ["no"]
    assert words.split()[:1] == expected and Part(number, whole).to_plain() == number
    assert f"{Part(number, whole):A}"[0].isupper() or words[0].isdigit()


def test_a_sentence_without_forms_is_filled_as_python_does():
    fill = SentenceFormatter().format
    assert fill("{x:.1f} of {y}", x=2.345, y="all") == "{x:.1f} of {y}".format(x=2.345, y="all")


def test_each_number_of_a_sentence_has_a_name_and_a_word_has_none():
    named = name_places("{who} sold {n:# box|# boxes}.", {"who": "Ann", "n": 3})
    assert named == {"n": "Ann sold … boxes"}
