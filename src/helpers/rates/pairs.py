"""Pair every two comparable numbers of one thing, and say why others are refused.

A thousand articles make tens of thousands of pairs, so what a pair takes from its two numbers is
taken for all pairs at once; words and dates of a number are made once, not once a pair.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.data.benchmarks import DAY
from helpers.intervals import read_ends
from helpers.rates.growth import (
    elapsed_years,
    find_annual_growth,
    find_dates,
    find_doubling_time,
    find_multiple,
)
from helpers.readings import describe_printed
from helpers.words.periods import describe_period, is_some_year
from helpers.words.units import UNITS

SHORTEST_YEAR_DAYS = 354  # of the Islamic calendar
SHORTEST_DAYS = 182  # our rule: growth over less time is not brought to a year
# Growth a year beyond a million times hangs on days that no article prints: no bound is claimed.
MOST_GROWTH = 1e6
# Awards come one by one on known days: page 3 shows them, a yearly rate says nothing of them.
NO_LEVELS = ("rank", "ordinal", "share", "share_per_year", "fold_increase", "multiple", "counties")
FACT = ["indicator_id", "period_start", "period_end", "unit", "status"]
# What decides whether two numbers may be compared.
COMPARED = (
    "unit", "central", "high", "period_kind", "period_days", "period_start", "period_end",
    "start_day", "first_day", "last_day",
)  # fmt: skip
# What the words of a number are made of.
WORDED = (
    "period_start", "period_end", "period_kind", "period_basis", "central", "value", "value_high",
    "unit", "wording",
)  # fmt: skip
# What a pair takes of its numbers as it is: column of the pair, which of the two, column there.
TAKEN = (
    ("entity_id", 0, "entity_id"), ("entity", 0, "entity"), ("family", 0, "family"),
    ("indicator", 1, "indicator"), ("unit", 1, "unit"),
    ("start_id", 0, "observation_id"), ("end_id", 1, "observation_id"),
    ("start_indicator_id", 0, "indicator_id"), ("end_indicator_id", 1, "indicator_id"),
    ("start_central", 0, "central"), ("start_low", 0, "low"), ("start_high", 0, "high"),
    ("end_central", 1, "central"), ("end_low", 1, "low"), ("end_high", 1, "high"),
    ("start_period", 0, "period_words"), ("end_period", 1, "period_words"),
    ("start_words", 0, "printed_words"), ("end_words", 1, "printed_words"),
    ("start_counted_by", 0, "counted_by"), ("counted_by", 1, "counted_by"),
    ("start_year", 0, "end_year"), ("end_year", 1, "end_year"),
)  # fmt: skip


def pair_observations(observations: pd.DataFrame, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return growth between every two comparable observations of one entity and family.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`: bounds, periods, families. Only
        levels are paired: not ranks, editions, shares, limits and printed growth;
        a fact that is printed twice is one.
    by : sequence of str
        Columns that keep several tables apart which stand in one, as those of the variants do; the
        pairs have them too.

    Returns
    -------
    pairs : DataFrame
        One row a pair, first date before second: ``entity_id, entity, family, indicator, unit,
        status, start_id, end_id, start_indicator_id, end_indicator_id, start_central, start_low,
        start_high, end_central, end_low, end_high``, ``years_low/high``, ``multiple``,
        ``annual_growth`` and ``doubling_years`` with ``_central``, ``_low``, ``_high``,
        ``start_period``, ``end_period``, ``start_words``, ``end_words``, ``what`` for readers,
        ``start_counted_by`` and ``counted_by`` of the two numbers, ``is_dated``
        (False where a year is only bracketed), ``is_stated`` (both numbers are printed plainly),
        ``same_definition`` (False where only the family is
        the same), ``start_year`` and ``end_year``, the calendar years in which the two periods end,
        ``is_yearly`` (amounts of whole calendar years), ``refused``, the reason why nothing is
        computed, empty where something is, and ``publisher``, who printed the two.

    Notes
    -----
    The central growth uses the printed numbers and the middle of the elapsed
    time; no weight of evidence is claimed for it. It is missing where a year
    is known only as one of several.
    """
    dates = find_dates(observations)
    table = observations.assign(**{name: dates[name] for name in dates})
    table = table[~table["unit"].isin(NO_LEVELS) & (table["period_kind"] != "snapshot")]
    # A fact that is printed twice is one fact.
    fact = [*by, "entity_id", *FACT]
    if table.duplicated(fact).any():
        table = _count_once(table.drop_duplicates([*fact, "value"]), fact)
    apart = table.groupby([*by, "entity_id", "family"], sort=False).ngroup()
    table = table.assign(thing=apart)[apart.duplicated(keep=False)]
    order = ["thing", "last_day", "first_day", "observation_id"]
    table = _add_words(table.sort_values(order, kind="stable", ignore_index=True))
    a, b = (table.take(ends).reset_index(drop=True) for ends in _list_ends(table["thing"]))
    return _add_growth(_describe_pairs(a, b, by))


def share_pairs(by_reading: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the reported pairs that stand under every reading, in one order.

    Which prints of one fact meet hangs on the reading, and so does which of them stands for it.

    Parameters
    ----------
    by_reading : dict of str to DataFrame
        From `pair_observations`, by the name of the reading.

    Returns
    -------
    shared : dict of str to DataFrame
        None refused; row by row the same two numbers.
    """
    ends = ["start_id", "end_id"]
    kept = {
        name: pairs[(pairs["refused"] == "") & (pairs["status"] == "reported")].set_index(
            ends, drop=False
        )
        for name, pairs in by_reading.items()
    }
    shared = None
    for pairs in kept.values():
        shared = pairs.index if shared is None else shared[shared.isin(pairs.index)]
    return {name: pairs.loc[shared].reset_index(drop=True) for name, pairs in kept.items()}


def _count_once(table, fact):
    """Return prints of one fact whose ranges meet as one, that which most others bear out.

    The narrowest would be the one most often printed too exactly. What meets none of them stays.
    """
    again = table[table.duplicated(fact, keep=False)]
    low, high = again["low"].to_numpy(float), again["high"].to_numpy(float)
    dropped = []
    for places in again.groupby(fact, sort=False).indices.values():
        meets = (low[places, None] <= high[places]) & (low[places] <= high[places, None])
        kept = []
        for i in np.argsort(-meets.sum(axis=1), kind="stable"):
            if meets[i, kept].any():
                dropped.append(places[i])
            else:
                kept.append(i)
    return table.drop(index=again.index[dropped])


def _add_words(table):
    """Return numbers with what a pair says of each: words, year, whether its year is known."""
    rows = table[table.columns.intersection(WORDED)].to_dict("records")
    days = [(r["period_start"], r["period_end"]) for r in rows]
    some_year = np.array([is_some_year(r) for r in rows], bool)
    ends = [(start.strftime("%m-%d"), end.strftime("%m-%d")) for start, end in days]
    calendar = [
        r["period_kind"] == "flow" and each == ("01-01", "12-31")
        for r, each in zip(rows, ends, strict=True)
    ]
    inferred = [", inferred" * (r["period_basis"] == "inferred") for r in rows]
    return table.assign(
        period_words=[describe_period(r) + more for r, more in zip(rows, inferred, strict=True)],
        printed_words=[describe_printed(r) for r in rows],
        is_some_year=some_year,
        is_calendar_year=np.array(calendar, bool),
        start_day=[start for start, _ in ends],
        end_year=np.array([end.year for _, end in days], int),
        publisher=table["publisher"] if "publisher" in table else "",
    )


def _list_ends(things):
    """Return the places of the first and of the second number of every pair, thing by thing."""
    sizes = things.groupby(things, sort=False).size().to_numpy()
    begins = np.cumsum(sizes) - sizes
    pairs = [np.triu_indices(n, 1) for n in sizes]
    none = [np.array([], int)]
    return [
        np.concatenate([*(ends[i] + at for ends, at in zip(pairs, begins, strict=True)), *none])
        for i in (0, 1)
    ]


def _describe_pairs(a, b, by):
    """Return what pairs say, growth left out; `a` and `b` hold their numbers, row by row."""
    taken = (*((name, 0, name) for name in by), *TAKEN)
    pairs = pd.DataFrame(
        {name: (b if second else a)[column].to_numpy() for name, second, column in taken}
    )
    days = [each[name] for each in (a, b) for name in ("first_day", "last_day")]
    years = elapsed_years(*days).reshape(-1, 2)
    yearly = (a["is_calendar_year"] & b["is_calendar_year"]).to_numpy(bool)
    # whole calendar years: 2014 to 2023 is nine years, whatever the leap days
    years = np.where(yearly[:, None], years.round(), years)
    same = (a["indicator_id"] == b["indicator_id"]).to_numpy(bool)
    dated = ~(a["is_some_year"] | b["is_some_year"]).to_numpy(bool)
    names = [
        one if alike else f"{one}, then {other[:1].lower()}{other[1:]}"
        for one, other, alike in zip(a["indicator"], b["indicator"], same, strict=True)
    ]
    publishers = [
        " and ".join(dict.fromkeys(filter(None, each)))
        for each in zip(a["publisher"], b["publisher"], strict=True)
    ]
    reported = a["status"] == "reported"
    return pairs.assign(
        status=b["status"].where(reported, a["status"]).to_numpy(),
        years_low=years[:, 0],
        years_high=years[:, 1],
        what=names,
        is_dated=dated,
        is_stated=((a["wording"] == "stated") & (b["wording"] == "stated")).to_numpy(bool),
        same_definition=same,
        is_yearly=yearly & dated,
        refused=_refuse_pairs(a, b),
        publisher=publishers,
    )


def _refuse_pairs(a, b):
    """Return why the numbers of each pair are not compared, or nothing; the first reason counts."""
    one, other = ({name: each[name].to_numpy() for name in COMPARED} for each in (a, b))
    starts, ends = (one[n] == other[n] for n in ("period_start", "period_end"))
    flow, total = (one["period_kind"] == kind for kind in ("flow", "cumulative"))
    short = flow & (one["period_days"] < SHORTEST_YEAR_DAYS)
    elapsed = other["last_day"] - one["first_day"]
    reasons = (
        (one["unit"] != other["unit"], _say_units),
        ((one["central"] == other["central"]) & starts & ends, "the same number printed twice"),
        (
            one["period_kind"] != other["period_kind"],
            lambda one, other: f"kinds differ: {one['period_kind']} and {other['period_kind']}",
        ),
        (
            flow & (np.abs(one["period_days"] - other["period_days"]) > 1),
            lambda one, other: (
                f"periods differ: {one['period_days']:.0f} and {other['period_days']:.0f} days"
            ),
        ),
        (
            short & (one["start_day"] != other["start_day"]),
            "the periods are different parts of a year",
        ),
        (total & ~starts, "the running totals begin on different days"),
        (one["high"] == 0, "the first level is 0"),
        (starts & ends, "both are about the same period"),
        (other["first_day"] <= one["last_day"], "the two dates may be the same"),
        (elapsed < SHORTEST_DAYS * DAY, "less than half a year lies between them"),
    )
    refused = np.full(len(a), "", object)
    for holds, words in reasons:
        fresh = np.flatnonzero(holds & (refused == ""))
        if fresh.size:
            refused[fresh] = _say_each(words, a, b, fresh) if callable(words) else words
    return refused


def _say_each(words, a, b, at):
    told = ["unit", "period_kind", "period_days"]
    ones, others = (table[told].take(at).to_dict("records") for table in (a, b))
    return [words(one, other) for one, other in zip(ones, others, strict=True)]


def _say_units(one, other):
    units = sorted((one["unit"], other["unit"]))  # one reason whichever number came first
    return f"units differ: {' and '.join(UNITS[unit][1] for unit in units)}"


def _open_wild(growth):
    """Return bounds without an upper one where it would lie beyond ``MOST_GROWTH``."""
    low, high = growth[:, 0], growth[:, 1]
    return np.column_stack(
        [np.minimum(low, MOST_GROWTH), np.where(high > MOST_GROWTH, np.inf, high)]
    )


def _add_growth(pairs):
    """Return the pairs with multiple, annual growth and doubling time."""
    names = [
        f"{q}_{end}"
        for q in ("multiple", "annual_growth", "doubling_years")
        for end in ("central", "low", "high")
    ]
    found = {name: np.full(len(pairs), np.nan) for name in names}
    kept = (pairs["refused"] == "").to_numpy(bool)
    used = pairs[kept]
    years = read_ends(used, "years_low", "years_high")
    middle = np.repeat(years.mean(axis=1, keepdims=True), 2, axis=1)
    multiple = find_multiple(
        read_ends(used, "start_low", "start_high"),
        read_ends(used, "end_low", "end_high"),
    )
    start, end = read_ends(used, "start_central", "end_central").T
    with np.errstate(divide="ignore", invalid="ignore"):
        central = np.repeat((end / start)[:, None], 2, axis=1)
    for name, bounds, point in (
        ("multiple", multiple, central),
        (
            "annual_growth",
            _open_wild(find_annual_growth(multiple, years)),
            find_annual_growth(central, middle),
        ),
        (
            "doubling_years",
            find_doubling_time(multiple, years),
            find_doubling_time(central, middle),
        ),
    ):
        # Where a year is only bracketed, a middle would be ours and not the print's.
        dated = used["is_dated"].to_numpy(bool) | (name == "multiple")
        found[f"{name}_central"][kept] = np.where(dated, point[:, 0], np.nan)
        found[f"{name}_low"][kept], found[f"{name}_high"][kept] = bounds.T
    return pairs.assign(**found)
