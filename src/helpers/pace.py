"""Set reported growth beside the nation's pace, and gather one growth rate a place for pooling."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from helpers import intervals
from helpers.phrases import describe_period, name_family
from helpers.rates import (
    bring_to_year,
    chain_levels,
    find_annual_growth,
    find_part_shares,
    find_relative_growth,
    find_within_variance,
    find_yearly_variance,
    pair_observations,
    pool_growth,
)
from helpers.rates.growth import YEAR_DAYS
from helpers.rates.pooled import FEWEST_FOR_MODEL

NATION = "china"
# The nation's levels and printed growth of the same definition; all else is set beside online retail.
COUNTERPARTS = {
    "online_retail": ("china_online_retail", "china_online_retail_growth"),
    "rural_online_retail": ("china_rural_online_retail", "china_rural_online_retail_growth"),
}


def pick_series(benchmarks, series_id):
    """Return the first prints of one benchmark series by calendar year of their end.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`.
    series_id : str

    Returns
    -------
    rows : DataFrame
        Index ``year``, rising; empty where the series is not there.
    """
    rows = benchmarks[(benchmarks["series_id"] == series_id) & ~benchmarks["is_second"]]
    return rows.set_axis(pd.Index(rows["period_end"].dt.year, name="year")).sort_index()


def keep_benchmarks(benchmarks, kept, *, first_year, last_year):
    """Return the benchmarks of the nation and of the places that a run keeps.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`.
    kept : collection of str
        From `dataset.list_kept`.
    first_year, last_year : int
        Calendar years in which periods end, inclusive.

    Returns
    -------
    benchmarks : DataFrame
    """
    rows = benchmarks[benchmarks["period_end"].dt.year.between(first_year, last_year)]
    return rows[rows["entity_id"].isin([*kept, NATION])]


def find_month_shares(benchmarks, month):
    """Return which share of a year's national online retail falls in January to some month, by year.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`.
    month : int
        Last month of the part, 1 to 11.

    Returns
    -------
    shares : DataFrame
        Index ``year``; ``low``, ``high``. Years whose level is printed with a hedge
        are left out.
    """
    parts = benchmarks[benchmarks["period_end"].dt.month == month]
    years = pick_series(benchmarks, "china_online_retail")
    return find_part_shares(
        pick_series(parts, "china_online_retail_cumulative"), years[years["wording"] == "stated"]
    )


def list_partial_years(observations, benchmarks):
    """Return amounts of the first months of a year, brought to a whole year, beside the year before.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`.

    Returns
    -------
    table : DataFrame
        One row an amount that begins on 1 January, ends with a month, and has a whole year of the
        same definition before it: ``observation_id, before_id, entity_id, entity, indicator_id, indicator,
        year, unit, period, low, high, share_low, share_high, first_year, last_year`` of the national pattern,
        ``whole_low/high``, ``before_low/high``, ``growth_low/high``.
    """
    flows = observations[
        (observations["period_kind"] == "flow") & (observations["status"] == "reported")
    ]
    days = (flows["period_end"] - flows["period_start"]).dt.days + 1
    begins = flows["period_start"].dt.strftime("%m-%d") == "01-01"
    parts, years = (
        flows[begins & (days < min(YEAR_DAYS)) & flows["period_end"].dt.is_month_end],
        flows[begins & days.isin(YEAR_DAYS)],
    )
    rows = []
    for part in parts.drop_duplicates(
        ["entity_id", "indicator_id", "period_end", "value"]
    ).itertuples():
        same = years[
            (years["entity_id"] == part.entity_id) & (years["indicator_id"] == part.indicator_id)
        ]
        before = same[same["period_end"].dt.year == part.period_end.year - 1]
        shares = find_month_shares(benchmarks, part.period_end.month)
        if before.empty or shares.empty or part.unit != before["unit"].iloc[0]:
            continue
        whole = bring_to_year([part.low, part.high], shares)
        growth = find_annual_growth(
            intervals.divide(whole, before[["low", "high"]].to_numpy(float)[0]), [1.0, 1.0]
        )
        rows.append(
            {
                "observation_id": part.observation_id,
                "before_id": before["observation_id"].iloc[0],
                "entity_id": part.entity_id,
                "entity": part.entity,
                "indicator_id": part.indicator_id,
                "indicator": part.indicator,
                "year": part.period_end.year,
                "unit": part.unit,
                "period": describe_period(part._asdict()),
                "low": part.low,
                "high": part.high,
                "share_low": shares["low"].min(),
                "share_high": shares["high"].max(),
                "first_year": int(shares.index.min()),
                "last_year": int(shares.index.max()),
                "whole_low": whole[0],
                "whole_high": whole[1],
                "before_low": before["low"].iloc[0],
                "before_high": before["high"].iloc[0],
                "growth_low": growth[0],
                "growth_high": growth[1],
            }
        )
    return pd.DataFrame(rows)


def pair_benchmarks(benchmarks):
    """Return growth of benchmark series below the nation, each from its first level to its last.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`.

    Returns
    -------
    pairs : DataFrame
        As from `rates.pair_observations`, none refused; no level from before a break in the
        series is used, and two series are never joined.
    """
    own = benchmarks[(benchmarks["entity_id"] != NATION) & ~benchmarks["is_second"]]
    own = own[own["period_end"].dt.year >= own["fit_from"].fillna(0)]
    # A series is what may be compared here: three unlike series of Xinjiang share a family.
    shaped = own.assign(
        observation_id=own["benchmark_id"],
        family=own["series_id"],
        status="reported",
        period_basis="printed",
        published_from=pd.NaT,
        published_to=pd.NaT,
    )
    pairs = pair_observations(shaped)
    pairs = (
        pairs[pairs["refused"] == ""]
        .sort_values("years_high", kind="stable")
        .drop_duplicates("family", keep="last")
    )
    families = own.drop_duplicates("series_id").set_index("series_id")["family"]
    return pairs.assign(family=pairs["family"].map(families)).sort_index()


def find_nation_growth(benchmarks, family, start_year, end_year):
    """Return the nation's growth a year between two calendar years, along its printed rates and between its levels.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`, in yuan at current prices.
    family : str
        Family of what is compared; without a counterpart, online retail stands in.
    start_year, end_year : int

    Returns
    -------
    chained, levels : ndarray, shape (2,)
        Bounds; NaN where a rate or a level is missing.
    """
    level_id, rate_id = COUNTERPARTS.get(family, COUNTERPARTS["online_retail"])
    level, rate = pick_series(benchmarks, level_id), pick_series(benchmarks, rate_id)
    years, needed = float(end_year - start_year), range(start_year + 1, end_year + 1)
    chained = between = np.full(2, np.nan)
    if set(needed) <= set(rate.index):
        levels = chain_levels([1.0, 1.0], rate.loc[list(needed), ["low", "high"]].to_numpy(float))
        chained = find_annual_growth(intervals.divide([1.0, 1.0], levels[0]), [years, years])
    if {start_year, end_year} <= set(level.index):
        ends = level.loc[[start_year, end_year], ["low", "high"]].to_numpy(float)
        between = find_annual_growth(intervals.divide(ends[1], ends[0]), [years, years])
    return chained, between


def compare_with_nation(pairs, benchmarks):
    """Return yearly amounts' growth beside the nation's over the same calendar years.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations` or `pair_benchmarks`, in yuan at current prices.
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`, likewise.

    Returns
    -------
    table : DataFrame
        The pairs of whole calendar years for which the nation's levels are known, with
        ``nation_low/high`` (between its levels: like is compared with like), ``chained_low/high`` (along its
        printed rates, NaN where one is missing), ``relative_low/high`` and ``chained_relative_low/high``,
        growth a year relative to the nation's, and ``is_same`` (the nation's series has the same name).
    """
    yearly = pairs[
        (pairs["refused"] == "") & pairs["is_yearly"].astype(bool) & (pairs["unit"] == "CNY")
    ]
    rows, kept = [], []
    for pair in yearly.itertuples():
        chained, levels = find_nation_growth(
            benchmarks, pair.family, pair.start_year, pair.end_year
        )
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
            )
        )
    names = [
        f"{name}_{end}"
        for name in ("nation", "chained", "relative", "chained_relative")
        for end in ("low", "high")
    ] + ["is_same"]
    return (
        yearly.loc[kept].join(pd.DataFrame(rows, columns=names, index=kept)).reset_index(drop=True)
    )


def list_effects(pairs):
    """Return one log growth a year for each place and family: the longest span of plainly dated levels.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations` and `pair_benchmarks`.

    Returns
    -------
    effects : DataFrame
        ``entity_id, place, family, growth`` (logarithmic, from the printed numbers), ``low, high``,
        ``years``, ``count`` (levels used), ``first_year, last_year, start_id, end_id``; reported
        levels only, none whose year is known only as one of several, none with an open bound.
    """
    used = pairs[
        (pairs["refused"] == "") & (pairs["status"] == "reported") & pairs["is_dated"].astype(bool)
    ]
    bounded = used[np.isfinite(used["annual_growth_high"]) & (used["annual_growth_low"] > -1)]
    bounded = (
        bounded.sort_values("years_high", kind="stable")
        .drop_duplicates(["entity_id", "family"], keep="last")
        .sort_index()
    )
    growth, low, high = (
        np.log1p(bounded[f"annual_growth_{end}"]) for end in ("central", "low", "high")
    )
    return pd.DataFrame(
        {
            "entity_id": bounded["entity_id"],
            "place": bounded["entity"],
            "family": bounded["family"],
            # without bounds the three are one number but for rounding
            "growth": growth,
            "low": np.minimum(low, growth),
            "high": np.maximum(high, growth),
            "years": bounded[["years_low", "years_high"]].mean(axis=1),
            "count": 2,
            "first_year": bounded["start_year"],
            "last_year": bounded["end_year"],
            "start_id": bounded["start_id"],
            "end_id": bounded["end_id"],
        }
    ).reset_index(drop=True)


def add_real_growth(nominal, constant, price_index):
    """Return pairs at current prices with their growth at constant prices and that of prices between.

    Parameters
    ----------
    nominal, constant : DataFrame
        From `rates.pair_observations`, the same observations at current and at constant prices.
    price_index : Series
        Price level by year, from `dataset.find_price_index`.

    Returns
    -------
    pairs : DataFrame
        The reported money pairs that both hold, with ``real_low/high`` and ``price_low/high``.
    """
    kept = nominal[
        (nominal["refused"] == "") & (nominal["unit"] == "CNY") & (nominal["status"] == "reported")
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


def pool_families(effects, benchmarks, level):
    """Return the growth rates of each family of two places or more, pooled where a long series allows.

    Parameters
    ----------
    effects : DataFrame
        From `list_effects`.
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`: the nation's printed growth gives the variance from
        year to year that two levels cannot show.
    level : float
        Between 0 and 1.

    Returns
    -------
    rows : DataFrame
        A row a place: columns of the effects with ``variance``, ``basis`` and ``shrunk``, NaN where
        nothing is pooled.
    pools : dict of str to Pool
        By family.
    families : DataFrame
        ``family, places, pooled, reason``.
    """
    rows, pools, families = [], {}, []
    for family, group in effects.groupby("family", sort=False):
        if len(group) < 2:
            continue
        group = group.assign(variance=np.nan, basis="", shrunk=np.nan)
        rates = (
            pick_series(benchmarks, COUNTERPARTS[family][1])
            if family in COUNTERPARTS
            else benchmarks.iloc[:0]
        )
        reason = "no comparable long series tells how such growth varies from year to year"
        if len(rates) >= FEWEST_FOR_MODEL:
            within = find_within_variance(
                group["count"],
                np.full(len(group), np.nan),
                group["years"],
                group["high"] - group["low"],
                yearly_variance=find_yearly_variance(rates["central"]),
            )
            group = group.assign(
                variance=within["variance"].to_numpy(), basis=within["basis"].to_numpy()
            )
            pool = pools[family] = pool_growth(group, level=level)
            group["shrunk"] = pool.places["shrunk"].to_numpy()
            reason = "the nation's printed growth gives an assumed variance from year to year"
        rows.append(group)
        families.append((family, len(group), family in pools, reason))
    columns = [*effects.columns, "variance", "basis", "shrunk"]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    return table, pools, pd.DataFrame(families, columns=["family", "places", "pooled", "reason"])


def make_forest(rows, level):
    """Return the rows that `figures.plot_forest` draws, as fractions a year.

    Parameters
    ----------
    rows : DataFrame
        From `pool_families`.
    level : float
        Of the assumed normal interval.

    Returns
    -------
    forest : DataFrame
        ``label, growth, low, high, error_low, error_high, shrunk``.
    """
    reach = ndtri(0.5 + 0.5 * level) * np.sqrt(rows["variance"].astype(float))
    ends = {
        "growth": rows["growth"],
        "low": rows["low"],
        "high": rows["high"],
        "error_low": rows["growth"] - reach,
        "error_high": rows["growth"] + reach,
        "shrunk": rows["shrunk"],
    }
    labels = [
        f"{r.place}, {name_family(r.family)}, {r.first_year} to {r.last_year}"
        for r in rows.itertuples()
    ]
    return pd.DataFrame(
        {"label": labels} | {name: np.expm1(values.astype(float)) for name, values in ends.items()}
    )


def list_moves(benchmarks, kinds):
    """Return growth of one year relative to the nation's online retail, of series below the nation.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`, in yuan at current prices.
    kinds : sequence of str
        Indicators of printed growth that make the reference class.

    Returns
    -------
    moves : DataFrame
        ``benchmark_id, entity_id, entity, series, year, move, low, high``: log growth less the
        nation's of the same calendar year, for every printed rate of a whole year whose base lies on
        this side of a break.
    """
    rates = benchmarks[
        benchmarks["indicator_id"].isin(kinds)
        & (benchmarks["entity_id"] != NATION)
        & ~benchmarks["is_second"]
    ]
    days = (rates["period_end"] - rates["period_start"]).dt.days + 1
    rates = rates[days.isin(YEAR_DAYS)].assign(year=rates["period_end"].dt.year)
    rates = rates[
        ~(rates["year"] == rates["fit_from"])
    ]  # its base year lies before a break in the series
    nation = np.log1p(
        pick_series(benchmarks, COUNTERPARTS["online_retail"][1])[["central", "low", "high"]]
    )
    rates = rates[rates["year"].isin(nation.index)].sort_values(
        ["year", "series_id"], kind="stable"
    )
    base = nation.loc[rates["year"]].to_numpy(float)
    own = np.log1p(rates[["central", "low", "high"]].to_numpy(float))
    return (
        rates[["benchmark_id", "entity_id", "entity", "series", "year"]]
        .assign(
            move=own[:, 0] - base[:, 0],
            low=own[:, 1] - base[:, 2],
            high=own[:, 2] - base[:, 1],
        )
        .reset_index(drop=True)
    )
