"""Pick benchmark series of nations by indicator and first print."""

from collections.abc import Collection

import numpy as np
import pandas as pd

YEAR_DAYS = (365, 366)
DAY = np.timedelta64(1, "D")


def _is(benchmarks, name, value):
    """Return which rows have a value in a column."""
    return benchmarks[name].to_numpy(object) == value


def _take_years(benchmarks, kept):
    """Return the first prints among some rows by year, in the order of time."""
    kept = np.flatnonzero(kept & ~benchmarks["is_second"].to_numpy(bool))
    end = benchmarks["period_end"].to_numpy()[kept]
    order = np.argsort(end, kind="stable")
    year = end.astype("M8[Y]").astype(int) + 1970
    return benchmarks.take(kept[order]).set_axis(pd.Index(year[order], name="year"))


def _keep_first(benchmarks, kept, name):
    """Return which of some rows have the value that the first of them has in a column."""
    first = np.flatnonzero(kept)[:1]
    return kept & _is(benchmarks, name, benchmarks[name].iloc[first[0]]) if first.size else kept


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
    return _pick_national(benchmarks, _is(benchmarks, "indicator_id", indicator_id), is_part)


def _pick_national(benchmarks, kept, is_part=False):
    """Return the first prints of the first series among some rows that are a nation's."""
    kept = kept & benchmarks["is_national"].to_numpy(bool) & (_is_part(benchmarks) == is_part)
    return _take_years(benchmarks, _keep_first(benchmarks, kept, "series_id"))


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
    kept = _is(benchmarks, "family", f"{family}_growth_rate")
    kept = _keep_first(benchmarks, kept & benchmarks["is_national"].to_numpy(bool), "indicator_id")
    return _pick_national(benchmarks, kept)


def _is_part(rows):
    """Return whether each number is of a span that is no whole year; a day is a level."""
    days = (rows["period_end"].to_numpy() - rows["period_start"].to_numpy()) // DAY + 1
    return (days > 1) & (days < min(YEAR_DAYS))


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
