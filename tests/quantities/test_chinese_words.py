"""Words of Chinese measure one thing each."""

import pytest

from helpers.quantities.chinese_words import (
    BEHIND,
    COUNTS,
    DURATIONS,
    HEDGES,
    MEASURES,
    MONEY,
    NO_UNITS,
    UNITS,
    invert,
    make_units,
)
from helpers.quantities.language import Unit


def test_a_unit_of_each_code_keeps_kind_and_factor():
    made = make_units("amount", {"CNY": "角 毛", "t": "吨"}, "1/10")
    assert made == {
        "角": Unit("amount", "CNY", "1/10"), "毛": Unit("amount", "CNY", "1/10"),
        "吨": Unit("amount", "t", "1/10"),
    }  # fmt: skip


@pytest.mark.parametrize("table", [HEDGES, BEHIND])
def test_no_word_of_a_hedge_says_two_things(table):
    words = {hedge: set(line.split()) for hedge, line in table.items()}
    assert sum(map(len, words.values())) == len(invert(table))


def test_no_word_is_money_and_a_measure_or_a_time_and_none_that_is_no_unit_is_one():
    for one, other in ((MONEY, MEASURES), (MONEY, DURATIONS), (MEASURES, DURATIONS)):
        assert not one.keys() & other.keys()
    assert {**COUNTS, **MEASURES, **MONEY}.keys() <= UNITS.keys()
    assert not set(NO_UNITS) & UNITS.keys()
