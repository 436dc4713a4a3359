"""Make growth rates ready for a reader."""

import math

import pandas as pd

from helpers.phrases import name_pair_in_words
from helpers.units import MINUS, format_range, shorten_name


def describe_pairs(pairs):
    """Return growth between pairs of observations as a reader's table.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations`, without refused ones.

    Returns
    -------
    table : DataFrame
        Text columns; growth in per cent a year.
    """
    return pd.DataFrame(
        {
            "What was counted, and where": name_pair_in_words(pairs),
            "First number": [f"{r.start_words} ({r.start_period})" for r in pairs.itertuples()],
            "Second number": [f"{r.end_words} ({r.end_period})" for r in pairs.itertuples()],
            "Years between": [
                format_span(r.years_low, r.years_high, "") for r in pairs.itertuples()
            ],
            "Growth a year, printed numbers (%)": [
                ""
                if math.isnan(r.annual_growth_central)
                else f"{100 * r.annual_growth_central:.0f}"
                for r in pairs.itertuples()
            ],
            "Growth a year, bounds (%)": [
                format_span(100 * r.annual_growth_low, 100 * r.annual_growth_high, "")
                for r in pairs.itertuples()
            ],
        }
    )


def describe_refused(refused, observations):
    """Return pairs that are not compared, with the reason, as a reader's table."""
    words = observations.set_index("observation_id")
    return pd.DataFrame(
        {
            "Place, firm or programme": refused["entity"].to_numpy(),
            "First": [
                f"{words.gloss[r.start_id]} ({r.start_period})" for r in refused.itertuples()
            ],
            "Second": [f"{words.gloss[r.end_id]} ({r.end_period})" for r in refused.itertuples()],
            "Why they are not compared": refused["refused"].to_numpy(),
        }
    )


def compare_readings(by_reading):
    """Return growth a year of each pair under each reading as a reader's table.

    Parameters
    ----------
    by_reading : mapping of str to DataFrame
        Pairs from `rates.pair_observations`, by the name of the reading.
    """
    first = next(iter(by_reading.values()))
    shown = first[(first["refused"] == "") & (first["status"] == "reported")]
    table = {
        "Place, firm or programme": shown["entity"].to_numpy(),
        "What was counted": [shorten_name(w) for w in shown["what"]],
    }
    for name, pairs in by_reading.items():
        rows = pairs.loc[shown.index]
        table[f"Reading: {name}"] = [
            format_span(100 * r.annual_growth_low, 100 * r.annual_growth_high, "")
            for r in rows.itertuples()
        ]
    return pd.DataFrame(table)


def describe_bases(bases):
    """Return one pair of levels in several currencies and price bases as a reader's table.

    Parameters
    ----------
    bases : DataFrame
        From `systems.compare_bases`.
    """
    return pd.DataFrame(
        {
            "Basis": bases["basis"].to_numpy(),
            "First level": [
                format_range(r.start_low, r.start_high, r.unit, digits=4)
                for r in bases.itertuples()
            ],
            "Second level": [
                format_range(r.end_low, r.end_high, r.unit, digits=5) for r in bases.itertuples()
            ],
            "Growth a year (%)": [
                format_span(100 * r.annual_growth_low, 100 * r.annual_growth_high, "")
                for r in bases.itertuples()
            ],
        }
    )


def describe_shares(shares):
    """Return shares of months in a year, bounds rounded outward, as a reader's table."""
    return pd.DataFrame(
        {
            "Year": shares.index,
            "January to May (% of the year)": [
                format_span(100 * r.low, 100 * r.high, "") for r in shares.itertuples()
            ],
        }
    )


def format_span(low, high, unit):
    """Return two bounds as text, rounded outward, with digits that suit their size."""
    if math.isinf(low):
        return "does not double"
    size = max(abs(low), abs(high) if math.isfinite(high) else 0)
    scale = 1 if size >= 100 else 10
    low, high = (
        math.floor(round(low * scale, 6)) / scale,
        high if math.isinf(high) else math.ceil(round(high * scale, 6)) / scale,
    )
    digits = 0 if scale == 1 else 1
    left, right = (f"{bound:.{digits}f}{unit}".replace("-", MINUS) for bound in (low, high))
    if math.isinf(high):
        return "not limited" if low <= -100 else f"{left} or more"
    return left if left == right else f"{left} to {right}"
