"""Stamp forecasts with the day they were made, and score them later."""

import numpy as np
import pandas as pd

from helpers.data.benchmarks import pick_national_growth
from helpers.data.counts import pick
from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import can_look_ahead, can_start, find_nation_ahead, find_outlook
from helpers.rates.growth import YEAR_DAYS
from helpers.words.units import Quantity, Range, shorten_name

STAMPED = (
    "entity_id", "entity", "indicator_id", "indicator", "unit", "year", "central", "low_80",
    "high_80", "low_95", "high_95", "basis", "from_id", "stamped_on",
)  # fmt: skip
THING = ["entity_id", "indicator_id", "unit", "year"]
FIGURE = ["figure_id", "actual", "actual_low", "actual_high", "published", "fit_to"]


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


def list_later(observations, benchmarks):
    """Return reported levels of whole calendar years, each thing and year once.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`, as printed, as stamped forecasts are.
    benchmarks : DataFrame
        From `assemble_benchmarks`, on the same basis; all years, also those after a run's last one.

    Returns
    -------
    later : DataFrame
        ``entity_id, indicator_id, unit, year, figure_id, actual, actual_low, actual_high,
        published, fit_to``, ``published`` an ISO date as far as it is known, ``fit_to`` the last
        year that counts the same scope; of two prints of one figure the finer one.
    """
    press = observations[observations["status"] == "reported"]
    press = press.assign(
        figure_id=press["observation_id"], published=press["published_from"].dt.strftime("%Y-%m-%d")
    )
    both = pd.concat([press, benchmarks.assign(figure_id=benchmarks["benchmark_id"])])
    days = (both["period_end"] - both["period_start"]).dt.days + 1
    both = both[(both["period_kind"] == "flow") & days.isin(YEAR_DAYS)]
    both = both.assign(year=both["period_end"].dt.year, width=both["high"] - both["low"])
    named = both.rename(columns={"central": "actual", "low": "actual_low", "high": "actual_high"})
    finest = named.sort_values("width", kind="stable").drop_duplicates(THING)
    return finest[[*THING, *FIGURE]].sort_index().reset_index(drop=True)


def score_stamped(stamped, observations, benchmarks):
    """Return stamped forecasts beside the figures that came later.

    Parameters
    ----------
    stamped : DataFrame
        Forecasts as they were kept, from the table ``stamped``.
    observations, benchmarks : DataFrame
        As for `list_later`.

    Returns
    -------
    scored : DataFrame
        All forecasts in their order, numbers as kept. ``is_scored`` where a figure of the same
        thing and year was printed after the stamp; then ``in_80`` and ``in_95``, True where the
        figure's range touches the interval, ``before``, how many earlier forecasts of it there are,
        and the errors ``off, off_same, off_trend, off_pace``: what came over the forecast, the last
        value, the line and the last value at the nation's growth, less 1.
    """
    later = list_later(observations, benchmarks)
    scored = stamped.merge(later, on=THING, how="left", validate="many_to_one")
    # a month without a day is later only where the whole month is
    is_later = scored["published"].fillna("") > scored["stamped_on"].dt.strftime("%Y-%m-%d")
    scored.loc[~is_later, ["actual", "actual_low", "actual_high"]] = np.nan
    scored["is_scored"] = is_later
    scored["before"] = scored.groupby(THING).cumcount()
    for name in ("80", "95"):
        touches = (scored["actual_low"] <= scored[f"high_{name}"]) & (
            scored["actual_high"] >= scored[f"low_{name}"]
        )
        scored[f"in_{name}"] = touches
    rivals = {"off": scored["central"], "off_same": scored["last_value"]}
    rivals |= {"off_trend": scored["trend"], "off_pace": _follow_nation(scored, benchmarks)}
    return scored.assign(**{name: scored["actual"] / value - 1 for name, value in rivals.items()})


def _follow_nation(stamped, benchmarks):
    """Return last values at the nation's printed growth; NaN of the nation, or where none is."""
    known = pick_national_growth(benchmarks, "online_retail")["central"].to_dict()
    first = stamped.groupby(["entity_id", "indicator_id", "stamped_on"])["year"].transform("min")
    grown = [
        np.prod([1 + known.get(year, np.nan) for year in range(start, end + 1)])
        for start, end in zip(first, stamped["year"], strict=True)
    ]
    return (stamped["last_value"] * grown).where(
        ~stamped["entity_id"].isin(benchmarks.loc[benchmarks["is_national"], "entity_id"])
    )


def name_stamped(stamped, entities, indicators):
    """Return stamped forecasts with ``entity`` and ``indicator`` in words.

    Parameters
    ----------
    stamped, entities, indicators : DataFrame
        Tables of the data package.
    """
    places = entities.set_index("entity_id")["name_en"]
    things = indicators.set_index("indicator_id")["name"]
    return stamped.assign(
        entity=stamped["entity_id"].map(places), indicator=stamped["indicator_id"].map(things)
    )


def list_stamped(study) -> list[str]:
    """Return a line on each stamped forecast: what came, or that it is open.

    Those that can be scored first.

    Parameters
    ----------
    study : Study
        In the money of the print.
    """
    kept = name_stamped(study.read("stamped"), study.entities, study.read("indicators"))
    scored = score_stamped(kept, study.observations, study.benchmarks)
    lines = {True: [], False: []}
    for r in scored.itertuples():
        came = f"{Quantity(r.actual, r.unit, 4)} came" if r.is_scored else "open"
        band = Range(r.low_80, r.high_80, r.unit, 3)
        lines[r.is_scored].append(
            f"{r.entity}, {shorten_name(r.indicator).lower()}, {r.year}: {came}; "
            f"stamped {r.stamped_on:%Y-%m-%d} as {band} (80 %)"
        )
    return [*lines[True], *lines[False]]


def stamp_places(wanted, observations, moves, nation, *, year, years):
    """Return the stamped outlooks of places with a level in one year.

    Parameters
    ----------
    wanted : sequence of (entity_id, indicator_id)
    observations, nation : DataFrame
        Press and benchmarks, as printed.
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
    lasts = [found.iloc[-1] for found in rows if len(found) and can_start(found.iloc[-1])]
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


def word_months(both, currency):
    """Return the words of a sentence on some months beside an outlook; a row of the above."""
    return {
        "of": [both.observation_id, *both.share_ids],
        "place": both.entity,
        "year": both.year,
        "whole": Range(both.whole_low, both.whole_high, currency, 2),  # as on page 4
        "where": "inside" if both.is_inside else "not wholly inside",
    }


def word_outlook(last, rows, moves, nation):
    """Return the words of a sentence on one place's outlook of two years, by name.

    Parameters
    ----------
    last : Series
        The observation it starts from.
    rows : DataFrame
        Of `stamp_places`, one place.
    moves : DataFrame
        The reference class, from `list_moves`.
    nation : DataFrame
        Benchmarks, as printed.
    """
    start = last["period_end"].year
    *_, ids = find_nation_ahead(nation, start, int(rows["year"].max()) - start)
    *others, other = moves["entity"].value_counts().index
    first, second = rows.sort_values("year").itertuples()
    return {
        "of": [last, moves, *ids],
        "moves": len(moves),
        "place": last["entity"],
        "what": shorten_name(last["indicator"]).lower(),
        "class_places": f"{', '.join(others)} and {other}" if others else other,
        "start": Quantity(last["central"], last["unit"]),
        "one": Range(first.low_80, first.high_80, first.unit, 3),
        "two": Range(second.low_80, second.high_80, second.unit, 3),
        "wide": Range(second.low_95, second.high_95, second.unit, 3),
    }
