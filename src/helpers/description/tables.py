"""Make tables of sizes, places, dates and counters ready for a reader."""

import pandas as pd

from helpers.data.sources import cite_paragraphs
from helpers.page.table import annotate
from helpers.words.periods import format_days
from helpers.words.units import (
    format_quantity,
    format_ranges,
    format_span,
    format_spans,
)


def describe_counters(counted):
    """Return who counted how many numbers, from `count_observations`, as a reader's table."""
    return pd.DataFrame(
        {
            "Who counted, by the article": counted["counted_by"],
            "Numbers": counted["observations"],
            "Hedged": counted["hedged"],
        }
    )


def describe_numbers(numbers):
    """Return numbers under names as a reader's table; what is not reported is left out.

    Parameters
    ----------
    numbers : mapping of str to Reported
    """
    there = {name: number for name, number in numbers.items() if number}
    return pd.DataFrame(
        {
            "What": list(there),
            "Allowed by the words": [str(number.range) for number in there.values()],
            "Rests on": ["; ".join(number.ids) for number in there.values()],
        }
    )


def describe_events(events):
    """Return dated events as a reader's table."""
    return pd.DataFrame(
        {
            "Date": [format_days(r.date_from, r.date_to) for r in events.itertuples()],
            "Place, firm or programme": events["name_en"].to_numpy(),
            "Event": events["event"].to_numpy(),
            "As printed": events["date_as_printed"].to_numpy(),
            "Source": cite_paragraphs(events),
        }
    )


def describe_steps(steps):
    """Return a running count of dated events as a reader's table."""
    return pd.DataFrame(
        {
            "Date": [format_days(r.date_from, r.date_to) for r in steps.itertuples()],
            "County": steps["name_en"].to_numpy(),
            "Awards so far": steps["count"].to_numpy(),
            "Event": steps["event"].to_numpy(),
        }
    )


def describe_joined(joined):
    """Return observations of two definitions side by side, as a reader's table."""
    note = joined["why_joined"].iloc[0] if len(joined) else ""
    return annotate(
        pd.DataFrame(
            {
                side.capitalize(): [
                    f"{getattr(r, f'indicator_{side}')}:"
                    f" {format_quantity(getattr(r, f'central_{side}'), getattr(r, f'unit_{side}'))}"
                    f" ({getattr(r, f'entity_{side}')})"
                    for r in joined.itertuples()
                ]
                for side in ("left", "right")
            }
        ).rename(columns={"Left": "One definition", "Right": "Another definition"}),
        note=note,
    )


def describe_sites(sites):
    """Return sites by tier and date as a reader's table."""
    return pd.DataFrame(
        {
            "Tier": sites["tier"].to_numpy(),
            "From": [f"{d:%Y-%m-%d}" for d in sites["day"]],
            "Sites": sites["central"].astype(int).to_numpy(),
            "Printed by": sites["source"].to_numpy(),
        }
    )


def describe_bases(bases: pd.DataFrame):
    """Return one pair of levels in several currencies and price bases as a reader's table.

    Parameters
    ----------
    bases : DataFrame
        From `compare_bases`.
    """
    if bases.empty:
        return bases
    note = (
        "Constant: by national consumer prices, which are not those of the place or of e-commerce."
    )
    return annotate(
        pd.DataFrame(
            {
                "Basis": bases["basis"].to_numpy(),
                "First level": format_ranges(bases, "start_low", "start_high", digits=4),
                "Second level": format_ranges(bases, "end_low", "end_high", digits=5),
                "Growth a year (%)": format_spans(bases, "annual_growth"),
            }
        ),
        note=note,
    )


def describe_shares(shares):
    """Return shares of months in a year, bounds rounded outward, as a reader's table."""
    note = (
        "National Bureau of Statistics. Its list of platforms changes from year to year, so a share"
        " may be too high or too low."
    )
    return annotate(
        pd.DataFrame(
            {
                "Year": shares.index,
                "January to May (% of the year)": [
                    format_span(100 * r.low, 100 * r.high, "") for r in shares.itertuples()
                ],
            }
        ),
        note=note,
    )
