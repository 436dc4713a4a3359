"""A bare number leans on the one before it, or shares the scale of the one behind it."""

from fractions import Fraction

import pytest

from helpers.quantities import account, read


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("en", "Shirts make up 46%, toys 31.", ["share", "share"]),
        ("fr", "Les tissus font 46 %, les jouets 31.", ["share", "share"]),
        ("en", "Shirts make up 46%. Toys 31.", ["share", ""]),  # not across sentences
        ("en", "Rice sold for 40 yuan and wheat was 30.", ["CNY", "CNY"]),
    ],
)
def test_a_bare_number_has_the_unit_of_the_one_before_it_in_its_sentence(language, text, units):
    assert [q.unit for q in read(text, language)] == units


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "between 3 and 5 million yuan", [3_000_000, 5_000_000]),
        ("en", "3, 4 and 5 million yuan", [3_000_000, 4_000_000, 5_000_000]),
        ("fr", "3 et 5 millions d'euros", [3_000_000, 5_000_000]),
        ("en", "5 of the 12 million farmers", [5, 12_000_000]),  # a part of them
    ],
)
def test_numbers_of_a_list_share_the_scale_of_the_last(language, text, values):
    found = read(text, language)
    assert sorted({end for q in found for end in (q.low, q.high)}) == values


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [("en", "240, 250 orders", (240, 250)), ("fr", "240, 250 commandes", (240, 250))],
)
def test_two_neighbours_are_one_rough_number(language, text, share):
    (found,) = read(text, language)
    assert (found.low, found.high, found.hedge) == (*share, "range")


def test_letters_that_touch_digits_refuse_them_and_a_capital_makes_a_name():
    assert account("12abc sold", "en").refused[0].reason == "'abc' touches the number"
    assert account("They took the 12A home", "en").left_out[0].reason == "name"


def test_what_an_amount_is_counted_by_belongs_to_its_unit():
    found = [q for q in read("It costs 128 yuan per 500 grams", "en") if q.kind == "amount"]
    assert found[0].unit == "CNY/500g" and found[0].value == Fraction(128)
