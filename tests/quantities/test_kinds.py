"""Whether a number rises, falls or is a level, by the word that governs it."""

from fractions import Fraction

import pytest

from helpers.quantities import read


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("增长12%", "growth", Fraction(12, 100)),
        ("下降12%", "growth", Fraction(-12, 100)),
        ("增长到12%", "share", Fraction(12, 100)),
        ("占比增长12个百分点", "points", Fraction(12, 100)),
        ("比上年少12%", "growth", Fraction(-12, 100)),
        ("增长2倍", "multiple", 3),
        ("是去年的2倍", "multiple", 2),
        ("增速是全国的两倍", "multiple", 2),
    ],
)
def test_the_nearest_word_of_a_change_decides(text, kind, value):
    (found,) = (q for q in read(text, "zh", "2024") if q.kind != "date")
    assert (found.kind, found.low) == (kind, value)
