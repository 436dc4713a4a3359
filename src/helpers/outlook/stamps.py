"""Stamp forecasts with the day they were made, and score them later."""

import numpy as np
import pandas as pd

from helpers.data.counts import pick
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import can_look_ahead, find_outlook
from helpers.rates.growth import YEAR_DAYS
from helpers.words.units import Quantity, Range, shorten_name

STAMPED = (
    "entity_id", "entity", "indicator_id", "indicator", "unit", "year", "central", "low_80",
    "high_80", "low_95", "high_95", "basis", "from_id", "stamped_on",
)  # fmt: skip


def find_stamp(last, used):
    """Return the date of the last figure that an outlook rests on.

    Parameters
    ----------
    last : Series
        The observation it starts from: ``published_to``.
    used : DataFrame
        Benchmarks it uses: ``published``, in words where the date is not known, and ``period_end``,
        before which no figure of the period can have been known.

    Returns
    -------
    stamped_on : Timestamp
    """
    published = pd.to_datetime(used["published"], errors="coerce", format="%Y-%m-%d")
    return max([last["published_to"], *published.dropna(), *used["period_end"]])


def stamp_outlook(last, outlook, start_year, stamped_on):
    """Return the years of an outlook as rows that later figures can be scored against.

    Parameters
    ----------
    last : Series
        The last observation: ``observation_id, entity_id, entity, indicator_id, indicator, unit``.
    outlook : outlook.Outlook
    start_year : int
    stamped_on : Timestamp
        Date of the last figure used.

    Returns
    -------
    rows : DataFrame
        With the columns ``STAMPED``.
    """
    ends = {level: outlook.interval(level) for level in INTERVAL_LEVELS}
    rows = [
        {
            "entity_id": last["entity_id"],
            "entity": last["entity"],
            "indicator_id": last["indicator_id"],
            "indicator": last["indicator"],
            "unit": last["unit"],
            "year": start_year + 1 + j,
            "central": outlook.central[j],
        }
        | {
            f"{end}_{level:.0%}".rstrip("%"): ends[level][j, k]
            for level in INTERVAL_LEVELS
            for k, end in enumerate(("low", "high"))
        }
        | {"basis": outlook.basis, "from_id": last["observation_id"], "stamped_on": stamped_on}
        for j in range(outlook.central.size)
    ]
    return pd.DataFrame(rows, columns=list(STAMPED))


def score_stamped(stamped, observations):
    """Return stamped forecasts beside the figures that came later.

    Parameters
    ----------
    stamped : DataFrame
        From `stamp_outlook`.
    observations : DataFrame
        From `assemble_observations`.

    Returns
    -------
    scored : DataFrame
        The forecasts for whose year and definition a level is reported, with ``actual_low/high`` and
        ``in_80, in_95``: True where the reported range touches the interval.
    """
    reported = observations[
        (observations["status"] == "reported") & (observations["period_kind"] == "flow")
    ]
    days = (reported["period_end"] - reported["period_start"]).dt.days + 1
    reported = reported[days.isin(YEAR_DAYS)].assign(year=reported["period_end"].dt.year)
    actual = reported.drop_duplicates(["entity_id", "indicator_id", "unit", "year"])[
        ["entity_id", "indicator_id", "unit", "year", "low", "high"]
    ]
    scored = stamped.merge(
        actual.rename(columns={"low": "actual_low", "high": "actual_high"}),
        on=["entity_id", "indicator_id", "unit", "year"],
        validate="many_to_one",
    )
    for name in ("80", "95"):
        scored[f"in_{name}"] = (scored["actual_low"] <= scored[f"high_{name}"]) & (
            scored["actual_high"] >= scored[f"low_{name}"]
        )
    return scored


def stamp_places(wanted, observations, moves, nation, *, year, years):
    """Return the stamped outlooks of places with a level in one year.

    Parameters
    ----------
    wanted : sequence of (entity_id, indicator_id)
    observations, nation : DataFrame
        Press and benchmarks, in yuan at current prices.
    moves : DataFrame
        The reference class, from `list_moves`.
    year, years : int
        Of the level, and how many years ahead.

    Returns
    -------
    stamped : DataFrame
        From `stamp_outlook`; empty where the class is too small or nothing can be looked ahead.
    """
    rows = [pick(observations, *thing, year=year) for thing in wanted]
    lasts = [found.iloc[-1] for found in rows if len(found) and np.isfinite(found["high"].iloc[-1])]
    if len(moves) < FEWEST_MOVES or not can_look_ahead(nation, year, years) or not lasts:
        return pd.DataFrame(columns=list(STAMPED))
    stamped = []
    for last in lasts:
        outlook, _, ids = find_outlook(last, year, years, moves, nation)
        used = nation[nation["benchmark_id"].isin([*ids, *moves["benchmark_id"]])]
        stamped.append(stamp_outlook(last, outlook, year, find_stamp(last, used)))
    return pd.concat(stamped, ignore_index=True)


def compare_partial(stamped, partial):
    """Return amounts of some months, brought to a year, beside the outlook of that year.

    Parameters
    ----------
    stamped : DataFrame
        From `stamp_places`.
    partial : DataFrame
        From `list_partial_years`.

    Returns
    -------
    both : DataFrame
        Rows of `partial` with ``is_inside``, whether all of the range is in the inner interval.
    """
    keys = ["entity_id", "indicator_id", "year"]
    if stamped.empty or partial.empty:
        return partial.iloc[:0].assign(is_inside=[])
    both = partial.merge(stamped[[*keys, "low_80", "high_80"]], on=keys, validate="many_to_one")
    inside = (both["low_80"] <= both["whole_low"]) & (both["whole_high"] <= both["high_80"])
    return both.assign(is_inside=inside)


def word_outlook(last, rows):
    """Return the words of a sentence on one place's outlook of two years, by name.

    Parameters
    ----------
    last : Series
        The observation it starts from.
    rows : DataFrame
        Of `stamp_places`, one place.
    """
    first, second = rows.sort_values("year").itertuples()
    return {
        "place": last["entity"],
        "what": shorten_name(last["indicator"]).lower(),
        "start": Quantity(last["central"], last["unit"]),
        "one": Range(first.low_80, first.high_80, first.unit, 2),
        "two": Range(second.low_80, second.high_80, second.unit, 2),
        "wide": Range(second.low_95, second.high_95, second.unit, 2),
    }
