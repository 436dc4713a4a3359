"""Say periods, printed numbers and who counted in words."""

import re

from helpers.dataset import format_days
from helpers.reading import PRINTED_BOUNDS
from helpers.units import format_quantity, format_range, shorten_name

LONGEST_YEAR_DAYS = 366


def is_some_year(observation):
    """Return whether an amount is that of one year of a longer span, not known which."""
    days = (observation["period_end"] - observation["period_start"]).days
    return (
        observation["period_basis"] == "bracketed"
        and observation["period_kind"] == "flow"
        and days > LONGEST_YEAR_DAYS
    )


def describe_period(observation):
    """Return the period of an observation in words; a running total by the end of its count.

    Parameters
    ----------
    observation : mapping
        Needs ``period_start``, ``period_end``, ``period_kind``, ``period_basis``.

    Returns
    -------
    text : str

    Examples
    --------
    >>> import pandas as pd
    >>> days = {"period_start": pd.Timestamp("2014-01-01"), "period_end": pd.Timestamp("2022-12-31")}
    >>> describe_period(days | {"period_kind": "flow", "period_basis": "bracketed"})
    'some year from 2014 to 2022'
    """
    start, end = observation["period_start"], observation["period_end"]
    if observation["period_kind"] == "cumulative":
        return f"up to {format_days(end, end)}"
    text = format_days(start, end)
    one_year = is_some_year(observation)
    return f"some year from {text}" if one_year else text


def describe_printed(observation):
    """Return a printed number with its hedge and unit in English.

    Parameters
    ----------
    observation : mapping
        Needs ``central``, ``value``, ``value_high``, ``unit``, ``wording``.

    Returns
    -------
    text : str

    Examples
    --------
    >>> describe_printed({"central": 2000, "value": 2000, "value_high": float("nan"), "unit": "persons", "wording": "more_than"})
    'more than 2,000 people'
    """
    hedge = {
        "more_than": "more than ",
        "nearly": "nearly ",
        "less_than": "less than ",
        "about": "about ",
    }.get(observation["wording"], "")
    if observation["wording"] in PRINTED_BOUNDS:
        ratio = (
            observation["central"] * 2 / (observation["value"] + observation["value_high"])
        )  # a converted currency
        return format_range(
            observation["value"] * ratio, observation["value_high"] * ratio, observation["unit"]
        )
    return hedge + format_quantity(observation["central"], observation["unit"])


def describe_counter(counted_by):
    """Return a sentence on who counted.

    Examples
    --------
    >>> describe_counter("the trader"), describe_counter("not stated (the newspaper's own words)")
    ('Counted by: the trader.', 'Who counted is not said.')
    """
    return (
        "Who counted is not said."
        if counted_by.startswith("not stated")
        else f"Counted by: {counted_by}."
    )


def describe_rounding(pair, rounded):
    """Return what growth would be if plain round numbers were rounded, where that says more.

    Parameters
    ----------
    pair : named tuple
        A row of `pair_observations`.
    rounded : DataFrame
        The same pairs under the ``rounded`` reading, by ``start_id`` and
        ``end_id``.

    Returns
    -------
    text : str
        Empty if neither bound moves by a percentage point.
    """
    other = rounded.loc[(pair.start_id, pair.end_id)]
    low, high = other["annual_growth_low"], other["annual_growth_high"]
    if pair.annual_growth_low - low < 0.01 and high - pair.annual_growth_high < 0.01:
        return ""
    return f" ({format_range(low, high, 'share_per_year')} if round numbers are rounded)"


def name_pair(pair, pairs):
    """Return the key of a pair's finding: place and family, with both rows where these are not enough.

    Parameters
    ----------
    pair : named tuple
        A row of `pair_observations`.
    pairs : DataFrame
        All pairs of which it is one.
    """
    alike = (pairs["entity_id"] == pair.entity_id) & (pairs["family"] == pair.family)
    name = f"growth_{pair.entity_id}_{pair.family}"
    return (
        name
        if alike.sum() == 1
        else re.sub(r"[^a-z0-9_]", "_", f"{name}_{pair.start_id}_{pair.end_id}".lower())
    )


PROPER = ("Aksu", "Taobao", "Tibet", "Xinjiang")


def lower_first(name):
    """Return a name as it stands inside a sentence: small, unless it begins with the name of a place or firm.

    Examples
    --------
    >>> lower_first("Online retail"), lower_first("Taobao villages")
    ('online retail', 'Taobao villages')
    """
    return name if name.startswith(PROPER) else name[:1].lower() + name[1:]


def name_family(family):
    """Return the name of a family of definitions in words.

    Examples
    --------
    >>> name_family("ecommerce_jobs")
    'e-commerce jobs'
    """
    return family.replace("_", " ").replace("ecommerce", "e-commerce")


def name_pair_in_words(pairs):
    """Return what was counted and where, for each pair of `rates.pair_observations`.

    Parameters
    ----------
    pairs : DataFrame
        Needs ``what`` and ``entity``.

    Returns
    -------
    names : list of str
    """
    return [f"{shorten_name(r.what)} ({r.entity})" for r in pairs.itertuples()]
