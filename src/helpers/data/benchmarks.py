"""Pick benchmark series by id, place and first print."""

import pandas as pd

NATION = "china"


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
    return rows[rows["entity_id"].isin([*kept, NATION])]
