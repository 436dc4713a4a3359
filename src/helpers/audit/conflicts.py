"""Find numbers that are printed twice, and dates that differ."""

from helpers.reported import Missing
from helpers.words.periods import format_days


def find_repeats(observations):
    """Return the numbers that are printed more than once for the same thing and period.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.

    Returns
    -------
    repeats : DataFrame
        Rows that share entity, indicator, period and value with another.
    """
    keys = ["entity_id", "indicator_id", "period_start", "period_end", "value", "unit"]
    return observations[observations.duplicated(keys, keep=False)]


def find_date_conflicts(events):
    """Return events that two places date, with whether the dates can be the same.

    Parameters
    ----------
    events : DataFrame
        Needs ``same_event``, ``date_from``, ``date_to``.

    Returns
    -------
    conflicts : DataFrame
        The rows with a group, and ``compatible``: True where all dates of the
        group share at least one day.
    """
    named = events[events["same_event"] != ""].copy()
    group = named.groupby("same_event")
    shared = group["date_from"].transform("max") <= group["date_to"].transform("min")
    named["compatible"] = shared.astype(bool)
    return named.sort_values(["same_event", "date_from"], kind="stable").reset_index(drop=True)


def list_sides(dates):
    """Return what two places say of one event that cannot have been on one day.

    Parameters
    ----------
    dates : DataFrame
        Rows of one group of `find_date_conflicts`, with the columns of `join_sources`.

    Returns
    -------
    sides : tuple of (str, str, str, str)
        First date and who prints it, second date and who prints it; `Missing` where the two are
        not both there, or can be the same.
    """
    if len(dates) < 2 or dates["compatible"].any():
        return (Missing("two dates of one event"),) * 4
    return tuple(
        words
        for row in dates.head(2).itertuples()
        for words in (format_days(row.date_from, row.date_to), row.publisher)
    )
