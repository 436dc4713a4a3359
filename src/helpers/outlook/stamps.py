"""Stamp forecasts with the day they were made, and score them later."""

import pandas as pd

from helpers.rates.growth import YEAR_DAYS

STAMP_LEVELS = (0.80, 0.95)


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
        ``entity_id, entity, indicator_id, indicator, unit, year, central, low_80, high_80, low_95,
        high_95, basis, from_id, stamped_on``.
    """
    ends = {level: outlook.interval(level) for level in STAMP_LEVELS}
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
            for level in STAMP_LEVELS
            for k, end in enumerate(("low", "high"))
        }
        | {"basis": outlook.basis, "from_id": last["observation_id"], "stamped_on": stamped_on}
        for j in range(outlook.central.size)
    ]
    return pd.DataFrame(rows)


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
