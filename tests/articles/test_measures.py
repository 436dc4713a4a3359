"""Measures are told in units of the contract."""

from invented import draft_text, pick


def test_a_measure_is_told_in_the_unit_of_the_contract():
    made = draft_text("En 2023, le Tibet a vendu 500 kilos et 3 hectares, en 2 jours.", "fr")
    assert pick(made, "value", "unit") == [("0.5", "tonnes"), ("30000", "m2"), ("48", "hours")]
