"""Quantities are written with their unit, ranges never narrower than they are."""

import pytest

from helpers.words.units import CURRENCIES, MONEY_UNITS, UNITS, format_quantity, format_range


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="unknown unit 'lorries'; known: .*tonnes"):
        format_quantity(3, "lorries")


def test_one_thing_is_singular_and_a_rank_has_its_sign():
    assert [format_quantity(n, "shops") for n in (1, 2)] == ["1 shop", "2 shops"]
    assert format_quantity(3, "rank") == "no. 3"


def test_a_range_is_rounded_outward():
    assert format_range(0.843, 0.854, "share", digits=2) == "84 to 86 %"


def test_every_currency_and_unit_of_money_is_a_unit():
    assert set(CURRENCIES) | set(MONEY_UNITS) <= set(UNITS)
