"""Measure how long something lasted, by its dates and by what is printed."""

import calendar

from helpers.rates import elapsed_years
from helpers.reported import Missing, Reported


def span_years(total, printed):
    """Return the years that a running total covers: by its dates, and by a printed duration.

    Parameters
    ----------
    total : Reported
        One printed number.
    printed : Reported
        In years.

    Returns
    -------
    years : Reported
        From the shorter to the longer of the two.
    """
    if isinstance(total, Missing) or isinstance(printed, Missing):
        return total if isinstance(total, Missing) else printed
    (kept,) = total.inputs
    shortest, longest = elapsed_years(kept.start, kept.start, kept.end, kept.end)
    ends = min(shortest, printed.value), max(longest, printed.value)
    return Reported.from_numbers(f"years of {kept.id}", *ends, unit="years")


def count_days(year):
    """Return how many days a calendar year has.

    Examples
    --------
    >>> str(count_days(2020)), str(count_days(2023))
    ('366 days', '365 days')
    """
    days = 365 + calendar.isleap(year)
    return Reported.from_numbers(f"days of {year}", days, days, unit="days")
