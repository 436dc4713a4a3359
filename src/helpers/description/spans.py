"""Measure how long something lasts."""

import calendar

from helpers.reported import Reported


def count_days(year):
    """Return how many days a calendar year has.

    Examples
    --------
    >>> str(count_days(2020)), str(count_days(2023))
    ('366 days', '365 days')
    """
    days = 365 + calendar.isleap(year)
    return Reported.from_numbers(f"days of {year}", days, days, unit="days")
