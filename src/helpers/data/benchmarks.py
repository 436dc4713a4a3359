"""Pick benchmark series by place, indicator and first print."""

import pandas as pd

YEAR_DAYS = (365, 366)


def pick_series(benchmarks, series_id):
    """Return the first prints of one benchmark series by calendar year of their end.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    series_id : str

    Returns
    -------
    rows : DataFrame
        Index ``year``, rising; empty where the series is not there.
    """
    rows = benchmarks[(benchmarks["series_id"] == series_id) & ~benchmarks["is_second"]]
    return rows.set_axis(pd.Index(rows["period_end"].dt.year, name="year")).sort_index()


def pick_national(benchmarks, indicator_id, *, is_part=False):
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
    rows = benchmarks[
        benchmarks["is_national"]
        & (benchmarks["indicator_id"] == indicator_id)
        & (_is_part(benchmarks) == is_part)
    ]
    return pick_series(rows, rows["series_id"].iloc[0] if len(rows) else "")


def pick_national_growth(benchmarks, family):
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
    rows = benchmarks[benchmarks["is_national"] & (benchmarks["family"] == f"{family}_growth_rate")]
    return pick_national(rows, rows["indicator_id"].iloc[0] if len(rows) else "")


def _is_part(rows):
    """Return whether each number is of a span that is no whole year; a day is a level."""
    days = (rows["period_end"] - rows["period_start"]).dt.days + 1
    return (days > 1) & (days < min(YEAR_DAYS))


def keep_benchmarks(benchmarks, kept, *, first_year, last_year):
    """Return the benchmarks of the nation and of the places that a run keeps.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    kept : collection of str
        From `list_kept`.
    first_year, last_year : int
        Calendar years in which periods end, inclusive.

    Returns
    -------
    benchmarks : DataFrame
    """
    rows = benchmarks[benchmarks["period_end"].dt.year.between(first_year, last_year)]
    return rows[rows["entity_id"].isin(list(kept)) | rows["is_national"]]
