"""List what comparable series did from year to year."""

import numpy as np

from helpers.data.benchmarks import pick_national_growth
from helpers.rates.growth import YEAR_DAYS


def list_moves(benchmarks, kinds, *, across_breaks=False):
    """Return growth of one year relative to the nation's online retail, of series below the nation.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`, as printed.
    kinds : sequence of str
        Indicators of printed growth that make the reference class.
    across_breaks : bool
        Take the rates as well whose base lies before a break in their series.

    Returns
    -------
    moves : DataFrame
        ``benchmark_id, entity_id, entity, series, year, move, low, high``: log growth less the
        nation's of the same calendar year, for every printed rate of a whole year.
    """
    rates = benchmarks[
        benchmarks["indicator_id"].isin(kinds)
        & ~benchmarks["is_national"]
        & ~benchmarks["is_second"]
    ]
    days = (rates["period_end"] - rates["period_start"]).dt.days + 1
    rates = rates[days.isin(YEAR_DAYS)].assign(year=rates["period_end"].dt.year)
    # the base year of the first one lies before a break in the series
    rates = rates[across_breaks | ~(rates["year"] == rates["fit_from"])]
    nation = np.log1p(pick_national_growth(benchmarks, "online_retail")[["central", "low", "high"]])
    rates = rates[rates["year"].isin(nation.index)].sort_values(
        ["year", "series_id"], kind="stable"
    )
    base = nation.loc[rates["year"]].to_numpy(float)
    own = np.log1p(rates[["central", "low", "high"]].to_numpy(float))
    return (
        rates[["benchmark_id", "entity_id", "entity", "series", "year"]]
        .assign(
            move=own[:, 0] - base[:, 0], low=own[:, 1] - base[:, 2], high=own[:, 2] - base[:, 1]
        )
        .reset_index(drop=True)
    )
