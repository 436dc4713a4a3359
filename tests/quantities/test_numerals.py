"""Numbers in digits and words are read exactly."""

from fractions import Fraction

import pytest

from helpers import quantities
from helpers.quantities.numerals import combine, room_below


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([(3, False), (10**8, True), (5, False), (1000, True), (10**4, True)], 350_000_000),
        ([(Fraction(15, 2), False), (10**5, True), (10**7, True)], 75 * 10**11),
        ([(10**3, True), (3, False)], 1003),
        ([(3, False), (20, False)], None),
    ],
)
def test_parts_add_and_multiply_or_are_refused(parts, value):
    assert combine(parts) == value


def test_what_follows_a_number_must_be_smaller_than_its_last_step():
    assert [room_below(value) for value in (20, 3500, 7, Fraction(5, 2), 0)] == [10, 100, 1, 0, 0]


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(ValueError, match="'de'.*zh, fr, en"):
        quantities.read("12 Euro", "de")
