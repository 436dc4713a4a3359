"""Make tables of what the articles print and allow ready for a reader."""

import pandas as pd

from helpers.data.sources import cite_paragraphs
from helpers.readings import find_bounds, read_printed
from helpers.words.periods import describe_period, format_days
from helpers.words.units import format_number, format_range


def describe_observations(observations):
    """Return observations as a reader's table: what, where, when, as printed, what it allows.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.

    Returns
    -------
    table : DataFrame
        Text columns only.
    """
    return pd.DataFrame(
        {
            "What was counted, and where": [
                f"{r.gloss} ({r.entity})" for r in observations.itertuples()
            ],
            "Period": [
                describe_period(r._asdict())
                + ("" if r.period_basis == "printed" else " (inferred)")
                for r in observations.itertuples()
            ],
            "As printed": observations["as_printed"].to_numpy(),
            "Allowed by the words": [
                format_range(r.low, r.high, r.unit, digits=5) for r in observations.itertuples()
            ],
            "Counted by": observations["counted_by"].to_numpy(),
            "Source": cite_paragraphs(observations),
            "Note": observations["note"].to_numpy(),
        }
    )


def describe_left_out(left_out):
    """Return the numerals that are no observations as a reader's table."""
    return pd.DataFrame(
        {
            "As printed": left_out["as_printed"].to_numpy(),
            "Why left out": left_out["reason"].to_numpy(),
            "Source": [f"{r.source_id}, paragraph {r.paragraph}" for r in left_out.itertuples()],
        }
    )


def describe_sources(articles):
    """Return the articles as a reader's table, by date of publication.

    Parameters
    ----------
    articles : DataFrame
        Table ``sources`` with a column ``numbers``.
    """
    articles = articles.sort_values("published_from", kind="stable")
    days = [format_days(r.published_from, r.published_to) for r in articles.itertuples()]
    return pd.DataFrame(
        {
            "Published": [
                d if b == "printed" else f"({d})"
                for d, b in zip(days, articles["published_basis"], strict=True)
            ],
            "Publisher": articles["publisher"].to_numpy(),
            "Kind": articles["publisher_kind"].to_numpy(),
            "Title": [t or "(our copy has no title)" for t in articles["title"]],
            "Language": articles["language"]
            .map({"fr": "French", "zh": "Chinese", "en": "English"})
            .to_numpy(),
            "Numbers": articles["numbers"].fillna(0).astype(int).to_numpy(),
        }
    )


def describe_readings(examples, readings, wordings):
    """Return one printed number a wording, and the bounds that each reading gives it.

    Parameters
    ----------
    examples : DataFrame
        Observations with ``as_printed, wording, unit, language``, one a wording.
    readings : sequence of str
        Names of readings.
    wordings : mapping of str to str
        What each wording means.
    """
    # The bounds of this table are those of the print itself, so a euro run still says yuan.
    units = [
        u.replace("EUR", "CNY").replace("USD", "CNY") if "euro" not in a else u
        for u, a in zip(examples["unit"], examples["as_printed"], strict=True)
    ]
    printed = [
        read_printed(r.as_printed, r.language, u)
        for r, u in zip(examples.itertuples(), units, strict=True)
    ]
    table = {
        "Wording": examples["wording"].map(wordings).to_numpy(),
        "As printed": examples["as_printed"].to_numpy(),
    }
    for name in readings:
        bounds = [find_bounds(p, u, name) for p, u in zip(printed, units, strict=True)]
        table[f"Reading: {name}"] = [
            format_range(low, high, u, digits=5)
            for (low, high), u in zip(bounds, units, strict=True)
        ]
    return pd.DataFrame(table)


def describe_widths(by_wording, wordings):
    """Return the middle width of each wording in per cent of the printed number.

    Parameters
    ----------
    by_wording : DataFrame
        Index wording; ``median`` width as a fraction, ``size``.
    wordings : mapping of str to str
    """
    return pd.DataFrame(
        {
            "Wording": [wordings[w] for w in by_wording.index],
            "Numbers": by_wording["size"].to_numpy(),
            "Width of the range in the median case (% of the number)": [
                format_number(100 * m, digits=2) for m in by_wording["median"]
            ],
        }
    )


def describe_periods(basis):
    """Return how the periods of the observations are known, counted by kind."""
    words = {
        "printed": "printed",
        "inferred": "inferred from the text",
        "bracketed": "only a span is known",
    }
    basis = basis.sort_values(
        ["period_basis", "observations"], ascending=[False, False], kind="stable"
    )
    return pd.DataFrame(
        {
            "Period is": basis["period_basis"].map(words),
            "Kind of number": basis["period_kind"],
            "Numbers": basis["observations"],
        }
    )


def describe_agreement(agreement):
    """Return the agreement of two codings as a reader's table."""
    words = {
        "matched": "numbers that both codings hold",
        "missed_by_second": "numbers only in the first",
        "missed_by_first": "numbers only in the second",
        "value_differs": "of both: value differs",
        "wording_differs": "of both: wording differs",
        "period_differs": "of both: period differs",
        "period_kind_differs": "of both: kind of period differs",
        "status_differs": "of both: status differs",
    }
    return pd.DataFrame(
        {"What": [words[k] for k in agreement], "Numbers": list(agreement.values())}
    )


def describe_benchmarks(benchmarks):
    """Return the benchmark series with years, prints, grades and caveats as a reader's table."""
    rows = []
    for _, series in benchmarks.groupby("series_id", sort=False):
        years = series["period_end"].dt.year
        first, last = years.min(), years.max()
        rows.append(
            (
                f"{series['series'].iloc[0]} ({series['scope'].iloc[0]})",
                str(first) if first == last else f"{first} to {last}",
                len(series),
                "".join(sorted(set(series["grade"]))),
                series["caveat"].iloc[0],
            )
        )
    return pd.DataFrame(rows, columns=["Series (scope)", "Years", "Numbers", "Grades", "Caveat"])
