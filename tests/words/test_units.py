"""Quantities are written with their unit, ranges never narrower than they are."""

import pandas as pd
import pytest

from helpers.words.currency import CURRENCIES, list_codes, split_money
from helpers.words.names import name_pair_in_words
from helpers.words.units import (
    UNITS,
    describe_money,
    format_quantity,
    format_range,
    format_ranges,
    format_spans,
)


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="unknown unit 'lorries'; known: .*tonnes"):
        format_quantity(3, "lorries")


def test_one_thing_is_singular_and_a_rank_has_its_sign():
    assert [format_quantity(n, "shops") for n in (1, 2)] == ["1 shop", "2 shops"]
    assert format_quantity(3, "rank") == "no. 3"


def test_a_range_is_rounded_outward():
    assert format_range(0.843, 0.854, "share", digits=2) == "84 to 86 %"


def test_every_currency_and_unit_of_money_is_a_unit():
    for code in [*CURRENCIES, *list_codes()]:
        assert all(f"{code}{per}" in UNITS for per in ("", "_per_year", "_per_person"))
    assert set(CURRENCIES) <= set(UNITS), "the usual ones are listed, as the contract lists them"


@pytest.mark.parametrize("unit", ["ABC", "XOF_per_", "xof", "XOF_per_lorry", "DEM", "", "XOFF"])
def test_what_is_no_money_in_use_is_no_unit(unit):
    assert unit not in UNITS and split_money(unit) is None
    with pytest.raises(ValueError, match="unknown unit"):
        format_quantity(3, unit)


def test_money_of_any_country_has_its_name():
    assert format_quantity(2.5e9, "XOF") == "2.5 billion West African CFA francs"
    assert format_quantity(1, "INR") == "1 Indian rupee"
    assert format_quantity(12, "KES_per_person") == "12 Kenyan shillings a head"
    assert UNITS["INR_per_USD"][1] == "Indian rupees per dollar"
    assert describe_money("EUR", "current", 2020, "XOF").startswith("euros at current prices, each")


def test_an_empty_table_needs_no_columns_to_be_told():
    empty = pd.DataFrame()
    assert format_ranges(empty) == format_spans(empty, "growth") == name_pair_in_words(empty) == []
