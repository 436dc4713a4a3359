"""Chinese numbers read back as themselves, and parts of a whole as shares."""

from fractions import Fraction

import pytest
from single import read_one


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三千二百户", 3200, 3200),
        ("十几户", 11, 19),
        ("四、五十户", 40, 50),
        ("百十来家", 110, 110),
        ("一点二万斤", 12_000, 12_000),
        ("10w户", 100_000, 100_000),
        ("6万8户", 68_000, 68_000),
        ("三块九毛五", Fraction(395, 100), Fraction(395, 100)),
        ("十有八九", Fraction(8, 10), Fraction(9, 10)),
        ("三分之二", Fraction(2, 3), Fraction(2, 3)),
        ("每三户就有一户", Fraction(1, 3), Fraction(1, 3)),
        ("3/4的农户", Fraction(3, 4), Fraction(3, 4)),
        ("十几二十个", 10, 20),
    ],
)
def test_a_number_has_the_bounds_that_its_characters_say(text, low, high):
    found = read_one(text, "zh")
    assert (found.low, found.high) == (low, high)
