"""Make tables of headlines under every choice ready for a reader."""

import pandas as pd

from helpers.page.table import captioned
from helpers.words.units import format_span


@captioned(
    caption=("Headlines, and in how many variants each holds"),
    note=(
        "Variants are not equally plausible and not independent, and many lead to the same "
        "number: a growth relative to the nation does not change with the currency."
    ),
)
def describe_headlines(summary):
    """Return in how many specifications each headline holds as a reader's table.

    Parameters
    ----------
    summary : DataFrame
        From `summarise_headlines`.
    """
    return pd.DataFrame(
        {
            "Headline": [f"{s[:1].upper()}{s[1:]}" for s in summary["statement"]],
            "Holds in": summary["holds"].to_numpy(),
            "of": summary["asked"].to_numpy(),
            "Different numbers behind": summary["different"].to_numpy(),
            "What makes it fail": [
                flips or ("nothing tried" if k == n else "everything tried")
                for flips, k, n in zip(
                    summary["flips"], summary["holds"], summary["asked"], strict=True
                )
            ],
        }
    )


def describe_specifications(table, headline):
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


def word_headline(row):
    """Return the numbers and words of a sentence on one headline, by name.

    Parameters
    ----------
    row : named tuple
        Of `summarise_headlines`.
    """
    outcome = {row.asked: "The same under all", 0: "Under none of the"}.get(row.holds, "Under some")
    return {
        "outcome": f"{outcome} choices tried",
        "holds": row.holds,
        "asked": row.asked,
        "statement": row.statement,
        "flips": f"; it {row.flips}" if row.flips else "",
    }
