"""Assemble the long national series that growth curves are fitted to."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.curves import fit_curves
from helpers.curves.fits import ERRORS
from helpers.data.benchmarks import YEAR_DAYS, pick_national, pick_national_growth
from helpers.intervals import read_ends
from helpers.rates import chain_levels
from helpers.words.currency import is_converted
from helpers.words.units import shorten_name

FEWEST_POINTS = 5
MOST_PLACES = 20  # series of places that have curves of their own
POPULATION = "population_"  # how the indicators of population begin
FEWEST_WEIGHED = 6  # points from which a curve with three parameters has a weight of evidence
# What of a nation's counts is fitted first; other levels follow in the order of their table.
FIRST = (
    "online_retail_sales",
    "online_retail_physical",
    "rural_online_retail_sales",
    "parcels",
    "taobao_villages",
    "taobao_towns",
    "internet_users",
    "rural_internet_users",
    "online_shoppers",
    "rural_internet_penetration",
)
# What stands beside and is not asked for a curve: incomes, and counts whose scope moved.
BESIDE = ("farm_products_online_retail", "rural_income_per_head", "rural_online_shops")
NO_LEVELS = ("share_per_year", "multiple", "fold_increase", "rank", "ordinal")


@dataclass(frozen=True)
class LongSeries:
    """One long series, ready to be fitted.

    Attributes
    ----------
    key, name, kind, unit : str
        ``kind`` is ``"levels"`` as printed or ``"chain"`` of printed growth.
    time, value, low, high : ndarray, shape (n,)
        Decimal years (an amount of a year stands at its calendar year) and levels with bounds.
    benchmark_ids : tuple of str
    caveat : str
    publisher : ndarray of str, shape (n,)
        Of each point; of the printed growth for a chain.
    at_most : float
        What no level can exceed: 1 for a share, the last printed population for people; infinite
        where no such bound is known.
    """

    key: str
    name: str
    kind: str
    unit: str
    time: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    benchmark_ids: tuple = field(repr=False)
    caveat: str = field(repr=False)
    publisher: np.ndarray = field(repr=False)
    at_most: float = field(default=np.inf, repr=False)

    def until(self, year: int):
        """Return the series as it stood at the end of a calendar year.

        Returns
        -------
        series : LongSeries
            A chain keeps its levels of today: only its growth was known then.
        """
        return self.keep(self.time < year + 1)

    def keep(self, kept):
        """Return the series with some of its points.

        Parameters
        ----------
        kept : ndarray of bool, shape (n,)

        Returns
        -------
        series : LongSeries
        """
        return replace(
            self,
            **{
                name: getattr(self, name)[kept]
                for name in ("time", "value", "low", "high", "publisher")
            },
        )


def list_long_series(benchmarks, *, first_year, last_year, has_chains) -> list[LongSeries]:
    """Return the national series of five points or more, levels and chains of printed growth.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    first_year, last_year : int
        Calendar years used, inclusive; a break in a series may leave fewer.
    has_chains : bool
        Whether to list chains too. Printed growth is that of the print and leads to no
        levels in another currency or at constant prices.
    """
    found = []
    for indicator_id in _list_levels(benchmarks):
        rows = pick_national(benchmarks, indicator_id)
        first = max(first_year, int(np.nan_to_num(rows["fit_from"].iloc[0], nan=first_year)))
        last = min(last_year, int(np.nan_to_num(rows["fit_to"].iloc[0], nan=last_year)))
        rows = rows.loc[first:last]
        found.append(_make_levels(rows, find_most(rows, benchmarks)))
        if has_chains and len(rows) and is_converted(rows["unit"].iloc[0]):
            rates = pick_national_growth(benchmarks, rows["family"].iloc[0])
            found.append(_make_chain(rows, rates))
    return [one for one in found if one is not None and one.time.size >= FEWEST_POINTS]


def _list_levels(benchmarks):
    """Return the indicators of which a nation has levels, in the order in which they are shown."""
    columns = (benchmarks[name] for name in ("indicator_id", "unit", "is_national"))
    there = dict.fromkeys(
        indicator_id
        for indicator_id, unit, is_national in zip(*columns, strict=True)
        if is_national and unit not in NO_LEVELS
    )
    there = [i for i in there if i not in BESIDE and not i.startswith(POPULATION)]
    return [i for i in FIRST if i in there] + [i for i in there if i not in FIRST]


def list_place_series(observations):
    """Return what the press prints of one place for five years or more, and how many are left out.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`, of the years that are used.

    Returns
    -------
    series : list of LongSeries
        Of dated levels and amounts of whole years, of one definition; of several prints of a year
        the one with the narrowest range. The ``MOST_PLACES`` with the most years, each a curve
        that somebody has to look at.
    left : int
    """
    days = (observations["period_end"] - observations["period_start"]).dt.days + 1
    whole = days.isin(YEAR_DAYS) | (observations["period_kind"] != "flow")
    year = observations["period_end"].dt.year
    rows = observations[
        whole
        & (observations["status"] == "reported")
        & (observations["period_basis"] != "bracketed")
        & ~observations["unit"].isin(NO_LEVELS)
        & np.isfinite(observations["high"])
        & (observations["low"] > 0)
    ]
    rows = rows.assign(year=year.loc[rows.index], width=rows["high"] - rows["low"])
    rows = rows.sort_values("width", kind="stable")
    thing = ["entity_id", "indicator_id", "unit", "period_kind"]
    rows = rows.drop_duplicates([*thing, "year"])
    groups = [g for _, g in rows.groupby(thing, sort=True) if len(g) >= FEWEST_POINTS]
    most = sorted(range(len(groups)), key=lambda i: -len(groups[i]))[:MOST_PLACES]
    found = [_make_place_series(groups[i].set_index("year").sort_index()) for i in sorted(most)]
    return found, len(groups) - len(most)


def list_series(benchmarks, observations, **choice):
    """Return the long series of nations and of places, and how many of places are left out.

    Parameters
    ----------
    benchmarks, observations : DataFrame
        As for `list_long_series` and `list_place_series`.
    **choice
        Of `list_long_series`.
    """
    of_places, left = list_place_series(observations)
    return list_long_series(benchmarks, **choice) + of_places, left


def _make_place_series(rows):
    named = rows.assign(
        benchmark_id=rows["observation_id"],
        series_id=rows["entity_id"] + "_" + rows["indicator_id"],
        series=rows["indicator"].map(shorten_name) + ", " + rows["entity"],
        caveat="As the press prints it.",
    )
    key, name = named["series_id"].iloc[0], named["series"].iloc[0]
    return replace(_make_levels(named, np.inf), key=key, name=name)


def find_most(rows, benchmarks):
    """Return what no level of a series can exceed.

    Parameters
    ----------
    rows : DataFrame
        Of one series: ``entity_id, unit, high``.
    benchmarks : DataFrame
        From `assemble_benchmarks`, with the population of the entity if it is printed.

    Returns
    -------
    at_most : float
        1 for a share; the largest of the last printed populations, where there are several
        concepts, for people; infinite for other units and where a level printed is higher.
    """
    bound = np.inf
    if rows.empty:
        return bound
    if rows["unit"].iloc[0] == "share":
        bound = 1.0
    elif rows["unit"].iloc[0] == "persons":
        people = benchmarks[
            (benchmarks["entity_id"] == rows["entity_id"].iloc[0])
            & benchmarks["indicator_id"].str.startswith(POPULATION)
        ]
        last = people.sort_values("period_end").groupby("series_id")["high"].last()
        bound = float(last.max()) if len(last) else np.inf
    return bound if rows["high"].max() <= bound else np.inf


def _name_series(row):
    """Return the key and the name of a series without the nation that all of them are of."""
    key = row["series_id"].removeprefix(f"{row['entity_id']}_")
    return key, row["series"].removesuffix(f", {row['entity']}")


def _make_levels(rows, at_most):
    if rows.empty:
        return None
    end = rows["period_end"]
    time = rows.index.to_numpy(float)
    if rows["period_kind"].iloc[0] != "flow":
        # the middle of its day: the last day of a year stays within the year
        time = (
            end.dt.year + (end.dt.day_of_year - 0.5) / np.where(end.dt.is_leap_year, 366, 365)
        ).to_numpy(float)
    return LongSeries(
        *_name_series(rows.iloc[0]),
        "levels",
        rows["unit"].iloc[0],
        time,
        *(rows[name].to_numpy(float) for name in ("central", "low", "high")),
        tuple(rows["benchmark_id"]),
        rows["caveat"].iloc[0],
        rows["publisher"].to_numpy(str),
        at_most,
    )


def _make_chain(rows, rates):
    """Return the levels that an unbroken run of printed growth leads back to, from the last level
    that it reaches."""
    years = rates.index.to_numpy()
    years = years[(rows.index.min() < years) & (years <= rows.index.max())]
    if not years.size:
        return None
    # the longest run without a gap, and of two the later
    runs = np.split(years, np.flatnonzero(np.diff(years) > 1) + 1)
    run = max(runs, key=lambda r: (r.size, r[-1]))
    if run[-1] not in rows.index:
        return None
    rates, last = rates.loc[run], rows.loc[run[-1]]
    growth = read_ends(rates, "central", "central")
    central = chain_levels([last["central"]] * 2, growth)[:, 0]
    # Each point has the rounding of its own rate. That of others moves all points before it
    # together,
    # which is no scatter, and that of the last level moves the whole series.
    own = (1.0 + read_ends(rates)) / (1.0 + growth)
    bounds = central[:, None] * np.vstack([[1.0, 1.0], own])
    key, name = _name_series(last)
    return LongSeries(
        f"{key}_chain",
        f"{name}, rebuilt from growth",
        "chain",
        last["unit"],
        np.append(run[0] - 1, run).astype(float),
        central,
        bounds[:, 0],
        bounds[:, 1],
        (last["benchmark_id"], *rates["benchmark_id"]),
        rates["caveat"].iloc[0],
        rates["publisher"].to_numpy(str)[[0, *range(run.size)]],
    )


def stack_series(series: Sequence[LongSeries]):
    """Return several series as arrays for `curves.fit_curves`, a row each.

    Returns
    -------
    time, value, low, high : ndarray, shape (s, n)
        NaN where a series is shorter than the longest.
    """
    length = max(one.time.size for one in series)

    def pad(array):
        return np.concatenate([array, np.full(length - array.size, np.nan)])

    return tuple(
        np.stack([pad(getattr(one, name)) for one in series])
        for name in ("time", "value", "low", "high")
    )


def fit_series(series, curves, *, scale="log", exact=False, errors="autoregressive", settled=()):
    """Return every curve fitted to every series.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str
        Keys of ``curves.family.PARAMETERS``.
    scale : str
        ``"log"`` or ``"natural"``, as in `curves.fit_curves`; natural needs exact values.
    exact : bool
        Take the printed numbers as they stand, not the ranges that their words allow.
    errors : str
        ``"independent"`` or ``"autoregressive"``, as in `curves.fit_curves`.
    settled : sequence of str
        Curves of which all parameters will be profiled: fitted again from what that meets lower,
        see `curves.fits.Fits.settle`.

    Returns
    -------
    fits : dict of str to Fits
        A row a series, in the order given.
    """
    if not series:
        return {}
    known = errors, scale, exact, len(series), *(v.tobytes() for v in stack_series(series))
    fits = {curve: _fit_once(curve, *known).renew() for curve in curves}
    return fits | {curve: fits[curve].settle() for curve in settled}


@functools.lru_cache(maxsize=64)
def _fit_once(curve, errors, scale, exact, count, *stored):
    """Return a curve fitted to some series, each fitted once by a notebook."""
    if errors != ERRORS[0]:
        plain = _fit_once(curve, ERRORS[0], scale, exact, count, *stored)
        return plain.remember()
    time, value, low, high = (np.frombuffer(one).reshape(count, -1) for one in stored)
    bounds = (None, None) if exact else (low, high)
    return fit_curves(time, value, *bounds, curve=curve, scale=scale)


def list_windows(series: LongSeries) -> dict[int, LongSeries]:
    """Return a series as it stood at the end of each year, from as many points on as can weigh a
    curve.

    By the last calendar year known.
    """
    windows = {int(year): series.until(int(year)) for year in np.unique(np.floor(series.time))}
    return {year: window for year, window in windows.items() if window.time.size >= FEWEST_WEIGHED}


def list_prints(series):
    """Return the ids of the benchmarks that a sentence on some series rests on.

    Of three series or more the last print each: all prints stand in the data of the figures.
    """
    few = len(series) < 3
    return [i for one in series for i in (one.benchmark_ids if few else one.benchmark_ids[-1:])]


def pick_long(series, keys, rows=None):
    """Return the rows of the series with some keys, in their order.

    Parameters
    ----------
    series : sequence of LongSeries
    keys : sequence of str
    rows : sequence of int or None
        Only of these rows.
    """
    chosen = range(len(series)) if rows is None else rows
    return [i for i in chosen if series[i].key in keys]
