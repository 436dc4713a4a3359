"""List what comparable series did from year to year."""

import numpy as np

from helpers.data.benchmarks import DAY, YEAR_DAYS, pick_national_growth
from helpers.intervals import read_ends


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
    end, start = (benchmarks[name].to_numpy() for name in ("period_end", "period_start"))
    year = end.astype("M8[Y]").astype(int) + 1970
    nation = pick_national_growth(benchmarks, "online_retail")
    kept = np.isin((end - start) // DAY + 1, YEAR_DAYS) & np.isin(year, nation.index)
    kept &= benchmarks["indicator_id"].isin(kinds).to_numpy()
    for name in ("is_national", "is_second"):
        kept &= ~benchmarks[name].to_numpy(bool)
    # the base year of the first one lies before a break in the series
    kept &= across_breaks | (year != benchmarks["fit_from"].to_numpy(float))
    series = benchmarks["series_id"].to_numpy(object)
    order = sorted(np.flatnonzero(kept), key=lambda i: (year[i], series[i]))
    rates = benchmarks.take(order).assign(year=year[order])
    numbers = ("central", "low", "high")
    place = dict(zip(nation.index, np.log1p(read_ends(nation, *numbers)), strict=True))
    base = np.array([place[one] for one in rates["year"]]).reshape(-1, 3)
    own = np.log1p(read_ends(rates, *numbers))
    return (
        rates[["benchmark_id", "entity_id", "entity", "series", "year"]]
        .assign(
            move=own[:, 0] - base[:, 0], low=own[:, 1] - base[:, 2], high=own[:, 2] - base[:, 1]
        )
        .reset_index(drop=True)
    )
