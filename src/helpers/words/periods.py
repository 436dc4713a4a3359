"""Say periods in words."""


def format_days(first, last):
    """Return a day, or the span of days that it may be, in words.

    Examples
    --------
    >>> import pandas as pd
    >>> format_days(pd.Timestamp("2024-06-06"), pd.Timestamp("2024-06-30"))
    'June 2024'
    >>> format_days(pd.Timestamp("2021-03-10"), pd.Timestamp("2021-03-10"))
    '10 March 2021'
    """
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}" if last.is_month_end else f"{first.day} to {last.day} {first:%B %Y}"
    if first.year == last.year and first.month == 1 and last.month == 12:
        return f"{first.year}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} to {last.year}"
    return f"{first:%B %Y} to {last:%B %Y}"


LONGEST_YEAR_DAYS = 366


def is_some_year(observation):
    """Return whether an amount is that of one year of a longer span, not known which."""
    days = (observation["period_end"] - observation["period_start"]).days
    return (
        observation["period_basis"] == "bracketed"
        and observation["period_kind"] == "flow"
        and days > LONGEST_YEAR_DAYS
    )


def describe_period(observation) -> str:
    """Return the period of an observation in words; a running total by the end of its count.

    Parameters
    ----------
    observation : mapping
        Needs ``period_start``, ``period_end``, ``period_kind``, ``period_basis``.

    Examples
    --------
    >>> import pandas as pd
    >>> start, end = pd.Timestamp("2014-01-01"), pd.Timestamp("2022-12-31")
    >>> days = {"period_start": start, "period_end": end}
    >>> describe_period(days | {"period_kind": "flow", "period_basis": "bracketed"})
    'some year from 2014 to 2022'
    """
    start, end = observation["period_start"], observation["period_end"]
    if observation["period_kind"] == "cumulative":
        return f"up to {format_days(end, end)}"
    text = format_days(start, end)
    one_year = is_some_year(observation)
    return f"some year from {text}" if one_year else text
