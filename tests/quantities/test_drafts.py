"""What touches a number is taken into it: a unit, a half, a smaller unit, the other end."""

from fractions import Fraction

import pytest
from single import bounds, read_one


@pytest.mark.parametrize(
    ("language", "text", "unit", "value"),
    [
        ("en", "2 hours 40 minutes", "hour", Fraction(8, 3)),
        ("fr", "2 heures et 40 minutes", "hour", Fraction(8, 3)),
        ("zh", "2小时40分钟", "hour", Fraction(8, 3)),
        ("zh", "一年零三个月", "year", Fraction(5, 4)),
        ("en", "three and a half years", "year", Fraction(7, 2)),
        ("zh", "三年半", "year", Fraction(7, 2)),
    ],
)
def test_a_smaller_unit_or_a_half_adds_to_its_number(language, text, unit, value):
    found = read_one(text, language)
    assert (found.unit, found.value) == (unit, value)


@pytest.mark.parametrize(
    ("text", "ends"),
    [("3到5万元", (30_000, 50_000)), ("3元到5元不等", (3, 5)), ("3万至5万元", (30_000, 50_000))],
)
def test_both_ends_of_a_range_are_one_number(text, ends):
    assert bounds(text, "zh") == ends


def test_a_bound_is_stronger_than_about_and_any_hedge_than_none():
    assert read_one("约300元以上", "zh").hedge == "over"
    assert read_one("超过300元左右", "zh").hedge == "over"
    assert read_one("300元左右", "zh").hedge == "about"
