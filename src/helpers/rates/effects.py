"""Gather one growth rate a place, and pool them by family."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from helpers.data.benchmarks import pick_national_growth
from helpers.data.places import list_ancestors
from helpers.rates import assume_variance, find_yearly_variance, pool_growth
from helpers.rates.nation import COUNTERPARTS
from helpers.rates.pooled import FEWEST_FOR_SCATTER
from helpers.words.units import Quantity, Range, shorten_name

FEWEST_WITNESSES = 2


def list_effects(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one log growth a year for each place and family: the longest span of plainly dated
    levels.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations` and `pair_benchmarks`.

    Returns
    -------
    effects : DataFrame
        ``entity_id, place, family, what, growth`` (logarithmic, from the printed numbers),
        ``low, high``, ``years``, ``first_year, last_year, start_id, end_id``; reported levels only,
        none whose year is known only as one of several, none with an open bound.
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
            "what": bounded["what"],
            # without bounds the three are one number but for rounding
            "growth": growth,
            "low": np.minimum(low, growth),
            "high": np.maximum(high, growth),
            "years": bounded[["years_low", "years_high"]].mean(axis=1),
            "first_year": bounded["start_year"],
            "last_year": bounded["end_year"],
            "start_id": bounded["start_id"],
            "end_id": bounded["end_id"],
        }
    ).reset_index(drop=True)


def pool_families(effects, benchmarks, level, parents):
    """Return the growth rates of each family of two places or more, pooled where a long series
    allows.

    Parameters
    ----------
    effects : DataFrame
        From `list_effects`.
    benchmarks : DataFrame
        From `assemble_benchmarks`: the nation's printed growth gives the variance from
        year to year that two levels cannot show.
    level : float
        Between 0 and 1.
    parents : mapping of str to str
        Entity to the one it lies in: a place inside another of the family is no second witness.

    Returns
    -------
    rows : DataFrame
        A row a place: columns of the effects with ``variance`` and ``shrunk``, NaN where
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
        group = group.assign(variance=np.nan, shrunk=np.nan)
        rates = (
            pick_national_growth(benchmarks, family)
            if family in COUNTERPARTS
            else benchmarks.iloc[:0]
        )
        apart = group[~_lie_inside(group["entity_id"], parents)]
        reason = "no comparable long series tells how such growth varies from year to year"
        if len(apart) < FEWEST_WITNESSES:
            reason = "a place inside another is no second witness, and there is no other"
        elif len(rates) >= FEWEST_FOR_SCATTER:
            variance = assume_variance(
                apart["years"],
                apart["high"] - apart["low"],
                yearly_variance=find_yearly_variance(rates["central"]),
            )
            pool = pools[family] = pool_growth(apart.assign(variance=variance), level=level)
            group.loc[apart.index, "variance"] = variance
            group.loc[apart.index, "shrunk"] = pool.places["shrunk"].to_numpy()
            reason = "the nation's printed growth gives an assumed variance from year to year"
        rows.append(group)
        families.append((family, len(group), family in pools, reason))
    columns = [*effects.columns, "variance", "shrunk"]
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    return table, pools, pd.DataFrame(families, columns=["family", "places", "pooled", "reason"])


def _lie_inside(entities, parents):
    """Return which places lie in another one of them, as a mask."""
    among = set(entities)
    return entities.map(lambda e: bool(among & set(list_ancestors(e, parents)[1:])))


def word_pool(pool, level):
    """Return the numbers and words of a sentence on a pool, by name."""

    def span(low, high):
        return Range(*np.expm1([low, high]), "share_per_year")

    refused = "With fewer than three places nothing is said of a further one"
    if not np.isnan(pool.prediction_low):
        ends = span(pool.prediction_low, pool.prediction_high)
        refused = f"One more such place would lie at {ends}"
    return {
        "mean": Quantity(np.expm1(pool.mean), "share_per_year"),
        "level": Quantity(level, "share"),
        "ends": span(pool.low, pool.high),
        "words": span(pool.mean_of_lows, pool.mean_of_highs),
        "refused": refused,
        "note": pool.note,
    }


def make_forest(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the rows that `plot_forest` draws, as fractions a year.

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
        f"{shorten_name(r.what)}\n{r.place}, {r.first_year} to {r.last_year}"
        for r in rows.itertuples()
    ]
    return pd.DataFrame(
        {"label": labels} | {name: np.expm1(values.astype(float)) for name, values in ends.items()}
    )
