"""Periods are said as a reader says them."""

import pandas as pd
import pytest

from helpers.words.periods import describe_period, format_days


def make_period(start, end, kind="flow", basis="printed"):
    return {
        "period_start": pd.Timestamp(start),
        "period_end": pd.Timestamp(end),
        "period_kind": kind,
        "period_basis": basis,
    }


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2021-03-10", "2021-03-10", "10 March 2021"),
        ("2024-06-01", "2024-06-30", "June 2024"),
        ("2020-06-01", "2020-06-18", "1 to 18 June 2020"),
        ("2020-02-01", "2020-05-31", "February to May 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2014-01-01", "2022-12-31", "2014 to 2022"),
        ("2019-11-01", "2020-02-29", "November 2019 to February 2020"),
    ],
)
def test_a_span_of_days_is_said_in_its_largest_units(first, last, words):
    assert format_days(pd.Timestamp(first), pd.Timestamp(last)) == words


def test_a_year_that_is_not_known_which_is_some_year_and_a_count_ends_on_its_day():
    long = ("2014-01-01", "2022-12-31")
    assert describe_period(make_period(*long, basis="bracketed")) == "some year from 2014 to 2022"
    assert describe_period(make_period(*long)) == "2014 to 2022"
    assert describe_period(make_period(*long, kind="cumulative")) == "up to 31 December 2022"
