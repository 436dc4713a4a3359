"""Dates of one event from two places."""

import pandas as pd

from helpers.audit.conflicts import find_date_conflicts, list_sides
from helpers.reported import Missing


def make_events(*days):
    rows = [("course", pd.Timestamp(a), pd.Timestamp(b), who) for a, b, who in days]
    return pd.DataFrame(rows, columns=["same_event", "date_from", "date_to", "publisher"])


MARCH = ("2015-03-01", "2015-03-31", "One")
APRIL = ("2015-04-01", "2015-04-30", "Other")
SPRING = ("2015-03-01", "2015-05-31", "Other")


def test_two_dates_without_a_common_day_are_two_sides():
    sides = list_sides(find_date_conflicts(make_events(MARCH, APRIL)))
    assert sides == ("March 2015", "One", "April 2015", "Other")


def test_dates_that_can_be_the_same_or_stand_alone_have_no_sides():
    for events in (make_events(MARCH, SPRING), make_events(MARCH)):
        assert all(isinstance(s, Missing) for s in list_sides(find_date_conflicts(events)))
