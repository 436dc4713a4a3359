"""Make tables of headlines under every choice ready for a reader."""

import pandas as pd

from helpers.words.units import format_span


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
