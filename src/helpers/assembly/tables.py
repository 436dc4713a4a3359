"""Make tables of what the articles print and allow ready for a reader."""

import textwrap
from collections.abc import Sequence

import pandas as pd

from helpers.data.sources import cite_paragraphs
from helpers.page.table import annotate
from helpers.printed import read_printed
from helpers.readings import READINGS, WORDINGS, find_bounds
from helpers.reported import Missing
from helpers.words.periods import describe_period, format_days
from helpers.words.units import Quantity, format_number, format_range, format_ranges

# Units of numbers that are neither amounts nor counts.
NO_AMOUNTS = ("share", "fold_increase", "rank", "ordinal", "years", "months", "hours", "minutes")


def describe_observations(observations: pd.DataFrame) -> pd.DataFrame:
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
    table = pd.DataFrame(
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
            "Allowed by the words": format_ranges(observations, digits=5),
            "Counted by": observations["counted_by"].to_numpy(),
            "Source": cite_paragraphs(observations),
            "Note": observations["note"].to_numpy(),
        }
    )
    return annotate(table, languages=observations["language"].to_list())


# Why a number stands in no sentence, by its unit, or by what was counted.
UNUSED = {
    "ordinal": "An order (first, second), no amount.",
    "rank": "A rank; the numbers of the others are not printed.",
    "share": "A share of something that is not printed.",
    "years": "A length of time that nothing else here is measured by.",
    "months": "A length of time that nothing else here is measured by.",
    "kinds": "A number of kinds, without an amount of any of them.",
    "programmes": "A number of programmes, without what each did.",
}
UNUSED_INDICATORS = {
    "penalty_hours": "A rule of platforms, no amount.",
    "demonstration_counties": "Checked on page two, against the dated awards.",
    "selected_per_course": "A number for one course, without the number of courses.",
    "fair_buyers": "Those invited, without what they bought.",
    "contests_per_year": "How often it is held, without what came of it.",
    "contest_top_places": "Places at a contest, without the number of those who took part.",
}
UNPAIRED = "Nothing comparable is printed for another place or time."


def describe_unused(observations: pd.DataFrame, benchmarks: pd.DataFrame, cited: set[str]):
    """Return numbers that no sentence rests on, with the reason, as a reader's table.

    Parameters
    ----------
    observations, benchmarks : DataFrame
        From `assemble_observations`; and of the benchmarks those of the articles' places.
    cited : set of str
        Ids of all observations and benchmarks that sentences rest on.
    """
    unused = observations[~observations["observation_id"].isin(cited)]
    beside = benchmarks[~benchmarks["benchmark_id"].isin(cited)]
    rows = [
        (
            f"{r.gloss} ({r.entity})",
            r.as_printed,
            UNUSED_INDICATORS.get(r.indicator_id) or UNUSED.get(r.unit, UNPAIRED),
            source,
        )
        for r, source in zip(unused.itertuples(), cite_paragraphs(unused), strict=True)
    ]
    used = set(benchmarks.loc[benchmarks["benchmark_id"].isin(cited), "series"])
    rows += [
        (
            f"{name}, {len(series)} more",
            "; ".join(series["as_printed"]),
            "Another date or print of a series that sentences use."
            if name in used
            else series["caveat"].iloc[0].split(". ")[0].rstrip(".") + ".",
            "; ".join(dict.fromkeys(series["publisher"])),
        )
        for name, series in beside.groupby("series", sort=False)
    ]
    return pd.DataFrame(
        rows, columns=["What was counted, and where", "As printed", "Why unused", "Source"]
    )


def describe_grounds(
    files: list[dict], keys: Sequence[str], benchmarks: pd.DataFrame
) -> pd.DataFrame:
    """Return on what each key finding rests, by grade of the figures beside the press.

    Parameters
    ----------
    files : list of dict
        Findings of the other notebooks.
    keys : sequence of str
    benchmarks : DataFrame
        From `assemble_benchmarks`.

    Returns
    -------
    table : DataFrame
        A row a finding that was said: numbers of the articles, figures of grade A, B and C, and the
        share of C among all.
    """
    grades = benchmarks.set_index("benchmark_id")["grade"]
    said = {f["key"]: f for file in files for f in file["findings"]}
    rows = []
    for finding in (said[key] for key in keys if key in said):
        ids = list(finding["observations"])
        counts = grades[grades.index.isin(ids)].value_counts()
        a, b, c = (int(counts.get(grade, 0)) for grade in "ABC")
        share = f"{100 * c / len(ids):.0f}" if ids else ""
        words = textwrap.shorten(finding["text"].replace("**", ""), 90, placeholder=" …")
        rows.append((words, len(ids) - a - b - c, a, b, c, share))
    columns = ["Key finding", "Of the articles", "Grade A", "Grade B", "Grade C", "C among all (%)"]
    return pd.DataFrame(rows, columns=columns)


def describe_left_out(left_out: pd.DataFrame, sources: pd.DataFrame):
    """Return the numerals that are no observations as a reader's table.

    Parameters
    ----------
    left_out, sources : DataFrame
        Tables of those names.
    """
    table = pd.DataFrame(
        {
            "As printed": left_out["as_printed"].to_numpy(),
            "Why left out": left_out["reason"].to_numpy(),
            "Source": cite_paragraphs(left_out.merge(sources, how="left", on="source_id")),
        }
    )
    languages = sources.set_index("source_id")["language"]
    note = "# stands for a digit that is not kept: the age of a private person."
    return annotate(
        table,
        note=note if left_out["as_printed"].str.contains("#").any() else "",
        languages=left_out["source_id"].map(languages).to_list(),
    )


def describe_sources(articles: pd.DataFrame):
    """Return the articles as a reader's table, by date of publication.

    Parameters
    ----------
    articles : DataFrame
        Table ``sources`` with a column ``numbers``.
    """
    articles = articles.sort_values("published_from", kind="stable")
    days = [format_days(r.published_from, r.published_to) for r in articles.itertuples()]
    note = (
        "A date in brackets is inferred; the article as we have it does not print it. Our copies"
        " carry no addresses."
    )
    return annotate(
        pd.DataFrame(
            {
                "Published": [
                    d if b == "printed" else f"({d})"
                    for d, b in zip(days, articles["published_basis"], strict=True)
                ],
                "Publisher": articles["publisher"].to_numpy(),
                "Kind": articles["publisher_kind"].to_numpy(),
                "Title": [t or "(our copy has no title)" for t in articles["title"]],
                "Language": (
                    articles["language"]
                    .map({"fr": "French", "zh": "Chinese", "en": "English"})
                    .to_numpy()
                ),
                "Numbers": articles["numbers"].fillna(0).astype(int).to_numpy(),
            }
        ),
        note=note,
    )


def describe_readings(examples: pd.DataFrame):
    """Return one printed number a wording, and the bounds that each reading gives it.

    Parameters
    ----------
    examples : DataFrame
        Observations with ``as_printed, wording, printed_unit, language``, one a wording.
    """
    # The bounds of this table are those of the print itself, whatever the money of the run.
    units = list(examples["printed_unit"])
    printed = [
        read_printed(r.as_printed, r.language, u)
        for r, u in zip(examples.itertuples(), units, strict=True)
    ]
    table = {
        "Wording": examples["wording"].map(WORDINGS).to_numpy(),
        "As printed": examples["as_printed"].to_numpy(),
    }
    for name in READINGS:
        bounds = [find_bounds(p, u, name) for p, u in zip(printed, units, strict=True)]
        table[f"Reading: {name}"] = [
            format_range(low, high, u, digits=5)
            for (low, high), u in zip(bounds, units, strict=True)
        ]
    note = "Amounts in this table are in the unit printed, whatever currency the run uses."
    return annotate(pd.DataFrame(table), note=note, languages=examples["language"].to_list())


def describe_widths(width, wording):
    """Return the middle width of each wording in per cent of the printed number.

    Parameters
    ----------
    width, wording : Series of float and of str, length n
        From `measure_width`, and the column of that name; open ranges have no width.
    """
    finite = width.replace(float("inf"), float("nan"))
    middle = finite.groupby(wording).agg(["median", "size"]).sort_values("median")
    middle = middle[middle["median"].notna()]
    note = "Open ranges have no width and are left out of the median."
    return annotate(
        pd.DataFrame(
            {
                "Wording": [WORDINGS[w] for w in middle.index],
                "Numbers": middle["size"].to_numpy(),
                "Width of the range in the median case (% of the number)": [
                    format_number(100 * m, digits=2) for m in middle["median"]
                ],
            }
        ),
        note=note,
    )


def name_usual(wordings):
    """Return what the wording met most often means; `Missing` where there is none."""
    usual = wordings.mode()
    return WORDINGS[usual[0]] if len(usual) else Missing("a hedged number")


def name_width(middle: pd.Series, wording: str):
    """Return the middle width of one wording for a sentence.

    Parameters
    ----------
    middle : Series of float
        Middle width as a fraction, by wording; infinite where most ranges are open.
    wording : str

    Returns
    -------
    width : Quantity, str or Missing
    """
    width = middle.get(wording, float("nan"))
    if width != width:
        return Missing(f"numbers whose wording is {wording}")
    return Quantity(width, "share", 2) if width < float("inf") else "without limit"


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
    note = (
        "Periods differ mostly where none is printed: each coder bracketed the same sentence a"
        " little differently."
    )
    return annotate(
        pd.DataFrame(
            {"What": [words[k] for k in agreement.index], "Numbers": agreement.to_numpy()}
        ),
        note=note,
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
    note = "A number printed twice counts twice here; both prints are kept where they disagree."
    return annotate(
        pd.DataFrame(rows, columns=["Series (scope)", "Years", "Numbers", "Grades", "Caveat"]),
        note=note,
    )
