"""Money of any country is known by its code, and told from other units."""

import pytest

from helpers.words.currency import (
    CURRENCIES,
    is_amount,
    is_converted,
    list_codes,
    name_currency,
    name_money,
    split_money,
)


def test_every_code_in_use_is_money_and_an_old_or_made_up_one_is_not():
    assert all(code in CURRENCIES and is_amount(code) for code in list_codes())
    assert not {"DEM", "FRF", "ABC", "cny", ""} & set(list_codes())
    assert not any(is_amount(unit) for unit in ("DEM", "tonnes", "CNY_per_year", None))


@pytest.mark.parametrize("code", ["CNY", "XOF", "INR"])
def test_a_unit_of_money_is_taken_apart_as_it_was_put_together(code):
    assert split_money(code) == (code, "")
    for per in ("year", "person", "item", "day"):
        assert split_money(f"{code}_per_{per}") == (code, per)
        assert is_converted(f"{code}_per_{per}") == (per in ("year", "person"))
    assert split_money(f"{code}_per_moon") is None


def test_names_tell_one_from_several_and_what_it_is_counted_by():
    assert (name_currency("INR", 1), name_currency("INR")) == ("Indian rupee", "Indian rupees")
    assert name_money("XOF_per_person")[0] == "West African CFA francs a head"
    assert name_money("CNY_per_EUR")[1] == "yuan per euro"
