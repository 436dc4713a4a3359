"""Money of any country: rates between any two, prices of each, and what is missing is named."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data.money import Rates, convert_money, is_restated
from helpers.words.currency import list_codes

RATES = pd.DataFrame(
    [(2020, "EUR", 655.957, "XOF"), (2020, "USD", 0.9, "EUR"), (2021, "EUR", 655.957, "XOF")],
    columns=["year", "currency", "rate", "quoted_in"],
)
PRICES = pd.DataFrame(
    [(2019, "XOF", 1.0), (2020, "XOF", 2.0), (2021, "XOF", 5.0)],
    columns=["year", "currency", "cpi_change_pct"],
)


def make(unit, year=2020, value=1_000.0):
    day = pd.Timestamp(f"{year}-12-31")
    row = {
        "unit": unit,
        "period_start": day,
        "period_end": day,
        "central": value,
        "low": value,
        "high": value,
    }
    return pd.DataFrame([row])


def convert(rows, currency, prices="current", base_year=2020):
    return convert_money(
        rows, RATES, PRICES, currency=currency, prices=prices, base_year=base_year
    ).iloc[0]


def test_rates_lead_there_back_and_over_a_third_money():
    assert convert(make("EUR"), "XOF")["central"] == pytest.approx(655_957)
    assert convert(make("XOF", value=655.957), "EUR")["central"] == pytest.approx(1)
    dollars = convert(make("USD_per_year"), "XOF")
    assert dollars["central"] == pytest.approx(900 * 655.957)
    assert dollars["unit"] == "XOF_per_year"


def test_constant_prices_are_those_of_the_printed_money():
    real = convert(make("XOF", 2021, 1050.0), "EUR", "constant")
    assert real["central"] == pytest.approx(1_000 / 655.957)


@pytest.mark.parametrize(
    ("unit", "year", "currency", "prices", "words"),
    [
        ("XOF", 2022, "EUR", "current", "no rate between XOF and EUR for 2022"),
        ("USD", 2021, "XOF", "current", "no rate between USD and XOF for 2021"),
        ("EUR", 2021, "XOF", "constant", "not covered by prices of EUR; allowed: none"),
        ("XOF", 2020, "DEM", "current", "unknown currency 'DEM'"),
    ],
)
def test_what_is_missing_is_named_with_money_and_year(unit, year, currency, prices, words):
    with pytest.raises(ValueError, match=words):
        convert(make(unit, year), currency, prices)


@settings(deadline=None)
@given(st.sampled_from(list_codes()), st.floats(1e-3, 1e4), st.floats(1, 1e12))
def test_there_and_back_is_where_it_began(code, rate, value):
    rates = pd.DataFrame([(2020, code, rate, "ZZZ")], columns=RATES.columns)
    found = Rates(rates)
    there, back = found.find(code, "ZZZ", 2020), found.find("ZZZ", code, 2020)
    np.testing.assert_allclose(value * there * back, value)


def test_the_same_amount_in_other_money_is_left_as_printed():
    shared = {"source_id": "a", "paragraph": 1, "entity_id": "e", "indicator_id": "i"}
    both = pd.concat([make("XOF"), make("EUR")], ignore_index=True)
    both = both.assign(**shared, status="reported", observation_id=["a-p01-2", "a-p01-10"])
    assert list(is_restated(both)) == [False, True]
    assert list(is_restated(both[::-1])) == [True, False]  # by the paragraph, not by the table
    assert list(is_restated(both.assign(paragraph=[1, 2]))) == [False, False]
