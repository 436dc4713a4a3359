"""Set counts of sites by tier, and levels by year, of press and benchmarks beside each other."""

from collections.abc import Sequence

import pandas as pd

TIERS = {
    "service_centres_county": "county",
    "service_stations_township": "township",
    "service_points_village": "village",
}
SALES = ("online_retail_sales", "ecommerce_revenue")


def list_levels(
    observations: pd.DataFrame,
    benchmarks: pd.DataFrame,
    entity_id: str,
    indicator_ids: Sequence[str],
) -> pd.DataFrame:
    """Return reported levels of one place by date, from the press and from the benchmarks.

    Parameters
    ----------
    observations, benchmarks : DataFrame
        From `assemble_observations` and `assemble_benchmarks`.
    entity_id : str
    indicator_ids : sequence of str
        May be of several definitions: the rows name theirs.

    Returns
    -------
    levels : DataFrame
        Rows of both tables; none where the press has none.
    """
    own, bench = (
        table[table["indicator_id"].isin(indicator_ids) & (table["entity_id"] == entity_id)]
        for table in (observations, benchmarks)
    )
    both = pd.concat([own, bench[~bench["is_second"]]]) if len(own) else own
    return both.sort_values("period_end", kind="stable").reset_index(drop=True)


def list_sites(
    observations: pd.DataFrame, benchmarks: pd.DataFrame, entity_id: str
) -> pd.DataFrame:
    """Return sites of each tier in one place by date, from the press and from the benchmarks.

    Parameters
    ----------
    observations, benchmarks : DataFrame
        From `assemble_observations` and `assemble_benchmarks`.
    entity_id : str

    Returns
    -------
    sites : DataFrame
        ``tier, day, low, central, high, source, publisher`` by tier and day; a date known
        only by a span stands at its first day. Without a count of the press there is no row.
    """
    own, bench = (
        table[table["indicator_id"].isin(TIERS) & (table["entity_id"] == entity_id)]
        for table in (observations, benchmarks[~benchmarks["is_second"]])
    )
    rows = [
        (TIERS[r.indicator_id], r.period_start, r.low, r.central, r.high, source, r.publisher)
        for frame, source in ((bench, "benchmark"), (own, "article"))
        for r in frame.itertuples()
        if len(own)
    ]
    columns = ["tier", "day", "low", "central", "high", "source", "publisher"]
    sites = pd.DataFrame(rows, columns=columns)
    return sites.sort_values(["tier", "day"], kind="stable").reset_index(drop=True)
