"""Symbols of measures are one in both languages, and told apart by their case where they must."""

import pytest
from single import read_one


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("unit", "code"), [("MWh", "MWh"), ("GHz", "GHz"), ("kV", "kV")])
def test_a_symbol_names_its_measure(language, unit, code):
    found = read_one(f"12 {unit}", language)
    assert (found.unit, found.value) == (code, 12)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_metric_tons_are_no_millions_of_tonnes(language):
    assert read_one("12 MT", language).value == 12
    assert read_one("12 Mt", language).value == 12_000_000
