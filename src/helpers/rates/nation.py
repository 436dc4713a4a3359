"""Set reported growth beside the nation's pace."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.data.benchmarks import pick_national, pick_national_growth
from helpers.data.places import list_ancestors
from helpers.rates import chain_levels, find_annual_growth, find_relative_growth, pair_observations
from helpers.words.currency import is_amount
from helpers.words.names import lower_first
from helpers.words.units import Range, shorten_name

# Family to the nation's indicator of the same definition; all else is set beside online retail.
COUNTERPARTS = {
    "online_retail": "online_retail_sales",
    "rural_online_retail": "rural_online_retail_sales",
}


def pair_benchmarks(benchmarks: pd.DataFrame, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return growth of benchmark series below the nation, each from its first level to its last.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    by : sequence of str
        As in `rates.pair_observations`.

    Returns
    -------
    pairs : DataFrame
        As from `rates.pair_observations`, none refused; no level from before a break in the
        series is used, and two series are never joined.
    """
    own = benchmarks[~benchmarks["is_national"] & ~benchmarks["is_second"]]
    own = own[own["period_end"].dt.year >= own["fit_from"].fillna(0)]
    # A series is what may be compared here: several unlike series of a region may share a family.
    shaped = own.assign(
        observation_id=own["benchmark_id"],
        family=own["series_id"],
        status="reported",
        period_basis="printed",
        published_from=pd.NaT,
        published_to=pd.NaT,
    )
    pairs = pair_observations(shaped, by=by)
    pairs = (
        pairs[pairs["refused"] == ""]
        .sort_values("years_high", kind="stable")
        .drop_duplicates([*by, "family"], keep="last")
    )
    families = own.drop_duplicates("series_id").set_index("series_id")["family"]
    return pairs.assign(family=pairs["family"].map(families)).sort_index()


class NationPace:
    """The levels and the printed growth of a nation, to set other growth beside.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`, as printed.
    family : str
        Family of what is compared; without a counterpart, online retail stands in.
    """

    def __init__(self, benchmarks: pd.DataFrame, family: str):
        family = find_counterpart(family)
        levels = pick_national(benchmarks, COUNTERPARTS[family])
        rates = pick_national_growth(benchmarks, family)
        self._level, self._rate = _list_bounds(levels), _list_bounds(rates)
        self._level_id, self._rate_id = (
            dict(zip(rows.index, rows["benchmark_id"], strict=True)) for rows in (levels, rates)
        )

    def between(self, start_year: int, end_year: int):
        """Return the growth a year along the printed rates and between the levels.

        Parameters
        ----------
        start_year, end_year : int
            Calendar years.

        Returns
        -------
        chained, levels : ndarray, shape (2,)
            Bounds; NaN where a rate or a level is missing, or a level is surely nought: from there
            and to there nothing has a pace to compare with.
        """
        years, needed = float(end_year - start_year), range(start_year + 1, end_year + 1)
        chained = between = np.full(2, np.nan)
        if set(needed) <= set(self._rate):
            levels = chain_levels([1.0, 1.0], [self._rate[year] for year in needed])
            chained = find_annual_growth(intervals.divide([1.0, 1.0], levels[0]), [years, years])
        if {start_year, end_year} <= set(self._level):
            start, end = self._level[start_year], self._level[end_year]
            if start[1] > 0 and end[1] > 0:
                between = find_annual_growth(intervals.divide(end, start), [years, years])
        return chained, between

    def list_ids(self, start_year: int, end_year: int):
        """Return the ids of the levels and rates that a growth between two years is set beside."""
        rates = [name for year, name in self._rate_id.items() if start_year < year <= end_year]
        return (self._level_id[start_year], self._level_id[end_year], *rates)


def find_counterpart(family):
    """Return the family of the nation that a family is set beside."""
    return family if family in COUNTERPARTS else "online_retail"


def _list_bounds(rows):
    """Return the bounds of each year."""
    return dict(zip(rows.index.to_list(), intervals.read_ends(rows), strict=True))


def compare_with_nation(pairs: pd.DataFrame, benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Return yearly amounts' growth beside the nation's over the same calendar years.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations` or `pair_benchmarks`, as printed.
    benchmarks : DataFrame
        From `assemble_benchmarks`, likewise.

    Returns
    -------
    table : DataFrame
        The pairs of whole calendar years for which the nation's levels are known, with
        ``nation_low/high`` (between its levels: like is compared with like), ``chained_low/high``
        (along its printed rates, NaN where one is missing), ``relative_low/high`` and
        ``chained_relative_low/high``, growth a year relative to the nation's, ``is_same`` (the
        nation's series has the same name) and ``nation_ids`` of its levels and rates.
    """
    yearly = pairs[
        (pairs["refused"] == "")
        & pairs["is_yearly"].astype(bool)
        & pairs["unit"].map(is_amount).astype(bool)
    ]
    rows, kept = [], []
    families = dict.fromkeys(map(find_counterpart, yearly["family"]))
    paces = {family: NationPace(benchmarks, family) for family in families}
    for pair in yearly.itertuples():
        pace = paces[find_counterpart(pair.family)]
        chained, levels = pace.between(pair.start_year, pair.end_year)
        if np.isnan(levels).any():
            continue
        own = [pair.annual_growth_low, pair.annual_growth_high]
        by_rates = (
            np.full(2, np.nan) if np.isnan(chained).any() else find_relative_growth(own, chained)
        )
        kept.append(pair.Index)
        rows.append(
            (
                *levels,
                *chained,
                *find_relative_growth(own, levels),
                *by_rates,
                pair.family in COUNTERPARTS,
                pace.list_ids(pair.start_year, pair.end_year),
            )
        )
    names = [
        f"{name}_{end}"
        for name in ("nation", "chained", "relative", "chained_relative")
        for end in ("low", "high")
    ] + ["is_same", "nation_ids"]
    return (
        yearly.loc[kept].join(pd.DataFrame(rows, columns=names, index=kept)).reset_index(drop=True)
    )


def say_outgrew(outgrew: pd.Series):
    """Return which amounts outgrew the nation's by all bounds, as the beginning of a sentence.

    Parameters
    ----------
    outgrew : Series of bool
        From `count_outgrew`, one or more.

    Examples
    --------
    >>> say_outgrew(pd.Series([True])).partition("same ")[2]
    'name **grew**'
    >>> say_outgrew(pd.Series([True, False])).partition("same ")[2]
    'name, **1** grew'
    """
    said = "reported yearly amount{} with a national figure of the same name"
    if len(outgrew) == 1:
        grew = "grew" if outgrew.all() else "did not grow"
        return f"The one {said.format('')} **{grew}**"
    faster = "all" if outgrew.all() else outgrew.sum()
    return f"Of {len(outgrew)} {said.format('s')}, **{faster}** grew"


def list_relative(relative):
    """Return growth relative to the nation's of each row, in words."""
    return "; ".join(
        f"{r.entity}, {lower_first(shorten_name(r.what))}: "
        f"{Range(r.relative_low, r.relative_high, 'share_per_year')}"
        for r in relative.itertuples()
    )


def count_outgrew(relative: pd.DataFrame):
    """Return of the reported amounts of a national figure's name which surely outgrew it, however
    the nation's years are linked.

    Parameters
    ----------
    relative : DataFrame
        From `compare_with_nation`.

    Returns
    -------
    same, outgrew : DataFrame, Series of bool
        These rows, and which of them outgrew it.
    """
    same = relative[relative["is_same"].astype(bool) & (relative["status"] == "reported")]
    return same, (same["relative_low"] > 0) & ~(same["chained_relative_low"] <= 0)


def say_inside(rows: pd.DataFrame, parents: Mapping[str, str]):
    """Return in a sentence which places of some rows lie in others of them; empty if none does.

    Parameters
    ----------
    rows : DataFrame
        Needs ``entity_id`` and ``entity``.
    parents : mapping of str to str

    Examples
    --------
    >>> rows = pd.DataFrame({"entity_id": ["a", "b"], "entity": ["Here", "There"]})
    >>> say_inside(rows, {"a": "b", "b": ""})
    ' Here lies in There, so they are not independent.'
    """
    names = dict(zip(rows["entity_id"], rows["entity"], strict=True))
    inside = [
        f"{name} lies in {names[other]}"
        for place, name in names.items()
        for other in list_ancestors(place, parents)[1:]
        if other in names
    ]
    return f" {'; '.join(inside)}, so they are not independent." if inside else ""


def trace_paces(study) -> pd.DataFrame:
    """Return a reported amount and the nation's, each in times its level of one first year.

    Parameters
    ----------
    study : Study
        In the money of the print.

    Returns
    -------
    paces : DataFrame
        Of the longest pair of reported amounts that has a national series of the same name:
        ``who, entity_id, year, low, central, high``; empty where there is none.
    """
    columns = ["who", "entity_id", "year", "low", "central", "high"]
    local = study.local_benchmarks
    relative = compare_with_nation(study.growth, local)
    same = relative[relative["is_same"] & (relative["status"] == "reported")]
    if same.empty:
        return pd.DataFrame(columns=columns)
    pair = same.loc[(same["end_year"] - same["start_year"]).idxmax()]
    own = [
        (pair["entity"], pair["entity_id"], pair["start_year"], 1.0, 1.0, 1.0),
        (pair["entity"], pair["entity_id"], pair["end_year"])
        + tuple(pair[["multiple_low", "multiple_central", "multiple_high"]]),
    ]
    levels = pick_national(local, COUNTERPARTS[pair["family"]])
    years = levels["period_end"].dt.year
    levels = levels.assign(year=years)[years.between(pair["start_year"], pair["end_year"])]
    first = levels.iloc[0]
    nation = [
        (
            first["entity"],
            first["entity_id"],
            r.year,
            r.low / first["high"],
            r.central / first["central"],
        )
        + (r.high / first["low"],)
        for r in levels.iloc[1:].itertuples()
    ]
    nation = [(first["entity"], first["entity_id"], first["year"], 1.0, 1.0, 1.0), *nation]
    return pd.DataFrame(own + nation, columns=columns)


def say_relative(study):
    """Return in a sentence how reported amounts grew, and relative to the nation's; empty without
    any.

    Parameters
    ----------
    study : Study
        In the money of the print.
    """
    relative = compare_with_nation(study.growth, study.local_benchmarks)
    same = relative[relative["is_same"] & (relative["status"] == "reported")]
    said = [
        f"{r.entity}, {lower_first(shorten_name(r.what))}:"
        f" **{Range(r.annual_growth_low, r.annual_growth_high, 'share_per_year')}**,"
        f" {Range(r.relative_low, r.relative_high, 'share_per_year')} relative to the nation's"
        for r in same.itertuples()
    ]
    return f"{'; '.join(said)}." if said else ""


def find_real_growth(study):
    """Return growth at constant prices, no row where some money that is printed has no prices."""
    try:
        return study.under(prices="constant").growth
    except ValueError:
        return study.growth.iloc[:0]


def word_real(pair):
    """Return growth of prices, at current and at constant prices, as ranges.

    Parameters
    ----------
    pair : named tuple
        A row of `add_real_growth`.
    """
    ends = (
        (pair.price_low, pair.price_high),
        (pair.annual_growth_low, pair.annual_growth_high),
        (pair.real_low, pair.real_high),
    )
    return [Range(low, high, "share_per_year") for low, high in ends]


def add_real_growth(
    nominal: pd.DataFrame, constant: pd.DataFrame, price_index: pd.Series
) -> pd.DataFrame:
    """Return pairs at current prices with their growth at constant prices and that of prices
    between.

    Parameters
    ----------
    nominal, constant : DataFrame
        From `rates.pair_observations`, the same observations at current and at constant prices.
    price_index : Series
        Price level by year, from `find_price_index`; empty where none is known.

    Returns
    -------
    pairs : DataFrame
        The reported money pairs that both hold, with ``real_low/high`` and ``price_low/high``.
    """
    if price_index.empty:
        constant = constant.iloc[:0]
    kept = nominal[
        (nominal["refused"] == "")
        & nominal["unit"].map(is_amount).astype(bool)
        & (nominal["status"] == "reported")
    ]
    real = constant.set_index(["start_id", "end_id"])[
        ["annual_growth_low", "annual_growth_high"]
    ].set_axis(["real_low", "real_high"], axis=1)
    table = kept.join(real, on=["start_id", "end_id"], how="inner").reset_index(drop=True)
    spans = []
    for pair in table.itertuples():
        # where the first year is one of several, each of them is possible
        starts = range(
            pair.end_year - round(pair.years_high), pair.end_year - round(pair.years_low) + 1
        )
        growth = [
            (price_index[pair.end_year] / price_index[year]) ** (1 / (pair.end_year - year)) - 1
            for year in starts
        ]
        spans.append((min(growth), max(growth)))
    return table.join(pd.DataFrame(spans, columns=["price_low", "price_high"], index=table.index))
