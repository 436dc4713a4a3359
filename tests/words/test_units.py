"""Quantities are written with their unit, ranges never narrower than they are."""

import pandas as pd
import pytest

from helpers.words.currency import CURRENCIES, list_codes, split_money
from helpers.words.names import name_pair_in_words
from helpers.words.units import (
    UNITS,
    describe_money,
    format_number,
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


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (format_number(1.8565e10), "18.565 billion"),
        (format_number(1.8567e10, digits=3), "18.6 billion"),
        (format_number(999_999), "999,999"),
        (format_number(0), "0"),
        (format_number(1234.4), "1,234"),
        (format_number(20_000_000), "20 million"),
        (format_quantity(0.269428, "share_per_year", digits=3), "26.9 % a year"),
        (format_quantity(3, "rank"), "no. 3"),
        (format_range(3.4235e9, 3.4245e9, "CNY", digits=5), "3.4235 to 3.4245 billion yuan"),
        (format_range(-1, float("inf"), "share_per_year"), "not limited by the words"),
        (format_range(999_000, 1_001_000, "CNY"), "999,000 to 1.001 million yuan"),
        (format_range(43.87, 43.9, "CNY_per_item", digits=3), "43.9 yuan an item"),
        (format_range(43.81, 43.9, "CNY_per_item", digits=3), "43.8 to 43.9 yuan an item"),
        (format_range(0.25291, 0.28842, "share_per_year"), "25 to 29 % a year"),
        (format_range(0.045, 0.625, "share_per_year"), "4.5 to 63 % a year"),
        (format_range(26, 26, "sites"), "26 sites"),
    ],
)
def test_numbers_are_written_for_readers(shown, expected):
    assert shown == expected
