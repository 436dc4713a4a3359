"""Make tables of growth rates ready for a reader."""

import math
from collections.abc import Mapping

import pandas as pd

from helpers.page.table import captioned
from helpers.words.names import name_family, name_pair_in_words
from helpers.words.units import (
    MINUS,
    format_quantity,
    format_range,
    format_ranges,
    format_span,
    format_spans,
    shorten_name,
)


def _date(time):
    """Return a year, or year and month of a level at a day of the year."""
    year, part = divmod(time, 1)
    return f"{year:.0f}" if part == 0 else f"{year:.0f}-{min(int(part * 12) + 1, 12):02d}"


def describe_relative(table: pd.DataFrame):
    """Return growth beside the nation's over the same years as a reader's table.

    Parameters
    ----------
    table : DataFrame
        From `compare_with_nation`.
    """
    return pd.DataFrame(
        {
            "What was counted, and where": name_pair_in_words(table),
            "Years": [f"{r.start_year} to {r.end_year}" for r in table.itertuples()],
            "Growth a year (%)": format_spans(table, "annual_growth"),
            "Nation, between levels (%)": format_spans(table, "nation"),
            "Relative to it (%)": format_spans(table, "relative"),
            "Nation, printed rates (%)": format_spans(table, "chained"),
            "Relative to them (%)": format_spans(table, "chained_relative"),
            "Same name as the nation's": ["yes" if s else "no" for s in table["is_same"]],
            "Status": table["status"].to_numpy(),
        }
    )


@captioned(
    caption="Amounts of some months, brought to a year by the nation's pattern",
    note=(
        "The pattern is that of the nation's online retail; how the place's own year is spread is "
        "not printed."
    ),
)
def describe_partial_years(table: pd.DataFrame):
    """Return amounts of the first months of a year brought to a year, as a reader's table.

    Parameters
    ----------
    table : DataFrame
        From `list_partial_years`.
    """
    return pd.DataFrame(
        {
            "What was counted, and where": name_pair_in_words(table, "indicator"),
            "Printed for": [
                f"{r.period}: {format_range(r.low, r.high, r.unit, digits=4)}"
                for r in table.itertuples()
            ],
            "Share of these months in the nation's year (%)": [
                f"{format_span(100 * r.share_low, 100 * r.share_high, '')} ({r.first_year} to"
                f" {r.last_year})"
                for r in table.itertuples()
            ],
            "As a whole year": format_ranges(table, "whole_low", "whole_high", digits=2),
            "Growth over the year before (%)": format_spans(table, "growth"),
        }
    )


@captioned(
    caption="Growth a year at current and at constant prices",
    note=(
        "Constant prices: the nation's consumer prices. A range of price growth: the year of the "
        "first number is not printed."
    ),
)
def describe_real_growth(pairs: pd.DataFrame):
    """Return nominal beside real growth as a reader's table.

    Parameters
    ----------
    pairs : DataFrame
        `rates.pair_observations` with ``real_low, real_high`` and ``price_low, price_high``.
    """
    return pd.DataFrame(
        {
            "What was counted, and where": name_pair_in_words(pairs),
            "Growth a year, current prices (%)": format_spans(pairs, "annual_growth"),
            "Consumer prices a year (%)": format_spans(pairs, "price"),
            "Growth a year, constant prices (%)": format_spans(pairs, "real"),
        }
    )


@captioned(
    caption="Families with growth of two places or more",
    note=(
        "A place inside another, such as a city in its region, is not a second independent "
        "witness. Pairs with an open bound or an unknown year are left out."
    ),
)
def describe_families(families: pd.DataFrame):
    """Return which families of growth rates are pooled, and why the others are not, as a reader's
    table.

    Parameters
    ----------
    families : DataFrame
        ``family, places, pooled`` and ``reason``.
    """
    return pd.DataFrame(
        {
            "Family": families["family"].map(name_family).to_numpy(),
            "Places": families["places"].to_numpy(),
            "Pooled": ["yes" if p else "no" for p in families["pooled"]],
            "Why, or why not": families["reason"].to_numpy(),
        }
    )


def describe_forest(rows: pd.DataFrame, level: float):
    """Return the rows of a forest plot as its data table.

    Parameters
    ----------
    rows : DataFrame
        As for `plot_forest`.
    level : float
        Of the assumed intervals.
    """

    def percent(values):
        return ["" if math.isnan(v) else f"{100 * v:.1f}".replace("-", MINUS) for v in values]

    return pd.DataFrame(
        {
            "Place, family, years": rows["label"].to_numpy(),
            "Growth a year (%)": percent(rows["growth"]),
            "Bounds of the words (%)": format_spans(
                rows.rename(columns={"low": "w_low", "high": "w_high"}), "w"
            ),
            f"Assumed {100 * level:g} % interval (%)": format_spans(rows, "error"),
            "Drawn towards the mean (%)": percent(rows["shrunk"]),
        }
    )


def list_levels(series):
    """Return the levels of long series as the data table of a figure."""
    parts = [
        pd.DataFrame(
            {
                "Series": one.name,
                "Date": [_date(time) for time in one.time],
                "Level": [format_quantity(v, one.unit) for v in one.value],
                "Allowed by the words": [
                    format_range(a, b, one.unit) for a, b in zip(one.low, one.high, strict=True)
                ],
            }
        )
        for one in series
    ]
    return pd.concat(parts, ignore_index=True)


def describe_levels(levels):
    """Return the levels behind a picture over time as a reader's table."""
    return pd.DataFrame(
        {
            "Place, firm or programme": levels["entity"].to_numpy(),
            "Period": levels["period"].to_numpy(),
            "Printed": [format_quantity(r.central, r.unit) for r in levels.itertuples()],
            "Allowed by the words": format_ranges(levels),
            "Status": levels["status"].to_numpy(),
        }
    )


@captioned(
    note=(
        "Years between are bounds where a date is known only as a year or a span. Bounds are "
        "rounded outward."
    )
)
def describe_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
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
                (
                    ""
                    if math.isnan(r.annual_growth_central)
                    else f"{100 * r.annual_growth_central:.0f}"
                )
                for r in pairs.itertuples()
            ],
            "Growth a year, bounds (%)": format_spans(pairs, "annual_growth"),
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


@captioned(caption="Growth a year (%) under each reading", note="Only pairs of reported numbers.")
def compare_readings(by_reading: Mapping[str, pd.DataFrame]):
    """Return growth a year of each pair under each reading as a reader's table.

    Parameters
    ----------
    by_reading : mapping of str to DataFrame
        From `rates.share_pairs`, by the name of the reading.
    """
    shown = next(iter(by_reading.values()))
    table = {
        "Place, firm or programme": shown["entity"].to_numpy(),
        "What was counted": [shorten_name(w) for w in shown["what"]],
    }
    for name, pairs in by_reading.items():
        table[f"Reading: {name}"] = format_spans(pairs, "annual_growth")
    return pd.DataFrame(table)
