"""Make tables of headlines under every choice ready for a reader."""

import math

import pandas as pd

from helpers.curves import average_growth
from helpers.curves.family import WEIGHED
from helpers.models.ceilings import end_at, weigh_ceilings
from helpers.models.series import fit_series
from helpers.page.table import captioned
from helpers.robustness.specifications import ERRORS
from helpers.words.names import upper_first
from helpers.words.units import format_span


@captioned(
    caption="Conclusions, and under how many choices each holds",
    note=(
        "Choices are not equally plausible and not independent, and many lead to the same "
        "number: a growth relative to the nation does not change with the currency."
    ),
)
def describe_headlines(summary: pd.DataFrame):
    """Return in how many specifications each headline holds as a reader's table.

    Parameters
    ----------
    summary : DataFrame
        From `summarise_headlines`.
    """
    return pd.DataFrame(
        {
            "Conclusion": [upper_first(s) for s in summary["statement"]],
            "Holds under": [f"{r.holds} of {r.asked}" for r in summary.itertuples()],
            "Different results among them": summary["different"].to_numpy(),
            "What makes it fail": [
                flips or ("nothing tried" if k == n else "everything tried")
                for flips, k, n in zip(
                    summary["flips"], summary["holds"], summary["asked"], strict=True
                )
            ],
        }
    )


def describe_specifications(table: pd.DataFrame, headline: str):
    """Return one headline's number under every specification as the data table of a figure.

    Parameters
    ----------
    table : DataFrame
        From `ask_headlines`.
    headline : str
    """
    rows = table[table["headline"] == headline]
    return pd.DataFrame(
        {
            "Reading": rows["reading"],
            "Currency": rows["currency"],
            "Prices": rows["prices"],
            "Years linked by": rows["link"],
            "Left out": rows["without"],
            "From": rows["first_year"],
            "Number (%)": [format_span(100 * r.low, 100 * r.high, "") for r in rows.itertuples()],
            "Holds": ["yes" if h else "no" for h in rows["holds"]],
        }
    )


@captioned(
    caption="The long series under errors that remember the year before, and independent ones",
    note=(
        "Ceiling: where all plausible curves put it; none: growth without one is still plausible. "
        "Growth: mean over the observed years and curves, with its standard error in points."
    ),
)
def compare_errors(series, level: float):
    """Return ceilings and mean growth with and without memory in the errors, as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    level : float
        Of the intervals.
    """
    table = {"Series": [one.name for one in series]}
    for errors, words in zip(ERRORS, ("errors remember", "errors independent"), strict=True):
        fits = fit_series(series, WEIGHED, errors=errors)
        growth = average_growth(fits) if fits else pd.DataFrame()
        ends = weigh_ceilings(series, fits, level, has_if=False)
        table[f"Ceiling, {words}"] = [
            str(end_at(one, r.low, r.high)) if r.is_bent else "none"
            for one, r in zip(series, ends.itertuples(), strict=True)
        ]
        table[f"Growth, {words} (%)"] = [
            f"{100 * math.expm1(r.growth):.1f} ± {100 * r.standard_error:.1f}"
            for r in growth.itertuples()
        ]
    return pd.DataFrame(table)


def word_headline(row):
    """Return the numbers and words of a sentence on one headline, by name.

    Parameters
    ----------
    row : named tuple
        Of `summarise_headlines`.
    """
    outcome = {row.asked: "It holds under all", 0: "It holds under none of the"}.get(
        row.holds, "It holds under some"
    )
    return {
        "outcome": f"{outcome} choices tried",
        "holds": row.holds,
        "asked": row.asked,
        "statement": row.statement,
        "flips": f"; it {row.flips}" if row.flips else "",
    }
