"""Find numbers that are printed twice, and dates that differ."""


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
