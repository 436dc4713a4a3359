"""Pick benchmark series of nations by indicator and first print."""

from collections.abc import Collection

import numpy as np
import pandas as pd

YEAR_DAYS = (365, 366)
DAY = np.timedelta64(1, "D")


def pick_national(
    benchmarks: pd.DataFrame, indicator_id: str, *, is_part: bool = False
) -> pd.DataFrame:
    """Return the first prints of what a nation counts, by calendar year of their end.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    indicator_id : str
    is_part : bool
        Amounts of the first months of a year, not of whole years.

    Returns
    -------
    rows : DataFrame
        Index ``year``, rising; of several series of one indicator the first in the table; empty
        where the nation has none.
    """
    places = _find_national(benchmarks, "indicator_id", indicator_id)
    return _pick_first(benchmarks, places, is_part)


def pick_national_growth(benchmarks: pd.DataFrame, family: str) -> pd.DataFrame:
    """Return the nation's printed growth of a family of definitions, by calendar year.

    Parameters
    ----------
    benchmarks : DataFrame
    family : str
        Its printed growth is of the family of that name with ``_growth_rate``.

    Returns
    -------
    rows : DataFrame
        As from `pick_national`.
    """
    places = _find_national(benchmarks, "family", f"{family}_growth_rate")
    return _pick_first(benchmarks, _keep_first(benchmarks, places, "indicator_id"))


def _find_national(benchmarks, name, value):
    """Return the places of the rows of a nation with a value in a column."""
    kept = benchmarks[name].to_numpy(object) == value
    return np.flatnonzero(kept & benchmarks["is_national"].to_numpy(bool))


def _keep_first(benchmarks, places, name):
    """Return the places of which the rows have the value that the first has in a column."""
    values = benchmarks[name].to_numpy(object)[places]
    return places[values == values[0]] if places.size else places


def _pick_first(benchmarks, places, is_part=False):
    """Return the first prints of the first series among some rows, by year, in the order of time.

    Of spans that are no whole year if `is_part`, else of others; a day is a level.
    """
    start, end = (benchmarks[name].to_numpy() for name in ("period_start", "period_end"))
    days = (end[places] - start[places]) // DAY + 1
    kept = ((days > 1) & (days < min(YEAR_DAYS))) == is_part
    places = _keep_first(benchmarks, places[kept], "series_id")
    places = places[~benchmarks["is_second"].to_numpy(bool)[places]]
    places = places[np.argsort(end[places], kind="stable")]
    rows = benchmarks.take(places)
    rows.index = pd.Index(end[places].astype("M8[Y]").astype(int) + 1970, name="year")
    return rows


def keep_benchmarks(
    benchmarks: pd.DataFrame, kept: Collection[str], *, first_year: int, last_year: int
) -> pd.DataFrame:
    """Return the benchmarks of the nation and of the places that a run keeps.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    kept : collection of str
        From `list_kept`.
    first_year, last_year : int
        Calendar years in which periods end, inclusive.
    """
    rows = benchmarks[benchmarks["period_end"].dt.year.between(first_year, last_year)]
    return rows[rows["entity_id"].isin(list(kept)) | rows["is_national"]]


def mark_second(benchmarks) -> pd.DataFrame:
    """Return benchmarks with ``is_second``: the period of the series has an earlier row, too."""
    period = ["series_id", "period_start", "period_end"]
    return benchmarks.assign(is_second=benchmarks.duplicated(period))
