"""Bring amounts of some months to a year by the nation's monthly pattern."""

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.data.benchmarks import DAY, YEAR_DAYS, pick_national
from helpers.rates import bring_to_year, find_annual_growth, find_part_shares
from helpers.words.periods import describe_period
from helpers.words.units import Range, shorten_name

PARTIAL_COLUMNS = (
    "observation_id", "before_id", "entity_id", "entity", "indicator_id", "indicator", "year",
    "unit", "period", "low", "high", "share_low", "share_high", "first_year", "last_year",
    "share_ids", "whole_low", "whole_high", "before_low", "before_high", "growth_low",
    "growth_high",
)  # fmt: skip


# What an amount and the one before it say.
NEEDED = (
    "observation_id", "entity_id", "entity", "indicator_id", "indicator", "unit", "value", "low",
    "high", "status", "period_start", "period_end", "period_kind", "period_basis",
)  # fmt: skip


def find_month_shares(benchmarks: pd.DataFrame, month: int) -> pd.DataFrame:
    """Return which share of a year's national online retail falls in January to some month, by
    year.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    month : int
        Last month of the part, 1 to 11.

    Returns
    -------
    shares : DataFrame
        Index ``year``; ``low``, ``high``; ``benchmark_id``, ``year_id`` of the part and the year.
        Years whose level is printed with a hedge are left out.
    """
    ends = benchmarks["period_end"].to_numpy().astype("M8[M]").astype(int) % 12 + 1
    parts = pick_national(benchmarks[ends == month], "online_retail_sales", is_part=True)
    years = pick_national(benchmarks, "online_retail_sales")
    shares = find_part_shares(parts, years[years["wording"] == "stated"])
    return shares.assign(
        benchmark_id=parts.loc[shares.index, "benchmark_id"],
        year_id=years.loc[shares.index, "benchmark_id"],
    )


def list_partial_years(observations: pd.DataFrame, benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Return amounts of the first months of a year, brought to a whole year, beside the year
    before.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.
    benchmarks : DataFrame
        From `assemble_benchmarks`.

    Returns
    -------
    table : DataFrame
        One row an amount that begins on 1 January, ends with a month, and has a whole year of the
        same definition before it that is not nought: ``observation_id, before_id, entity_id,
        entity, indicator_id, indicator, year, unit, period, low, high, share_low, share_high,
        first_year, last_year`` of the national pattern, ``share_ids`` of its prints,
        ``whole_low/high``, ``before_low/high``, ``growth_low/high``.
    """
    observations = observations[list(NEEDED)]
    start, end = (observations[name].to_numpy() for name in ("period_start", "period_end"))
    days = (end - start) // DAY + 1
    begins = (start == start.astype("M8[Y]")) & (observations["period_kind"] == "flow")
    begins &= observations["status"] == "reported"
    ends = end.astype("M8[M]") != (end + DAY).astype("M8[M]")
    parts = observations[begins & (days < min(YEAR_DAYS)) & ends]
    years = observations[begins & np.isin(days, YEAR_DAYS)]
    first = {}  # what is printed of each thing and year, in the order of the table
    for whole in years.itertuples():
        first.setdefault((whole.entity_id, whole.indicator_id, whole.period_end.year), whole)
    rows = []
    for part in parts.drop_duplicates(
        ["entity_id", "indicator_id", "period_end", "value"]
    ).itertuples():
        thing = part.entity_id, part.indicator_id, part.period_end.year - 1
        before = first.get(thing)
        if before is None or part.unit != before.unit or not before.high:
            continue
        shares = find_month_shares(benchmarks, part.period_end.month)
        if shares.empty:
            continue
        whole = bring_to_year([part.low, part.high], shares)
        growth = find_annual_growth(intervals.divide(whole, [before.low, before.high]), [1.0, 1.0])
        rows.append(
            {
                "observation_id": part.observation_id,
                "before_id": before.observation_id,
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
                "share_ids": (*shares["benchmark_id"], *shares["year_id"]),
                "whole_low": whole[0],
                "whole_high": whole[1],
                "before_low": before.low,
                "before_high": before.high,
                "growth_low": growth[0],
                "growth_high": growth[1],
            }
        )
    return pd.DataFrame(rows, columns=PARTIAL_COLUMNS)


def word_partial(part):
    """Return the numbers and words of a sentence on an amount of some months, by name.

    Parameters
    ----------
    part : named tuple
        A row of `list_partial_years`.
    """
    return {
        "of": part,
        "place": part.entity,
        "what": shorten_name(part.indicator).lower(),
        "period": part.period,
        "whole": Range(part.whole_low, part.whole_high, part.unit, 2),
        "share": Range(part.share_low, part.share_high, "share", 2),
    }
