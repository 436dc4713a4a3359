"""Make what the press prints, and what is checked of it, ready for a reader."""

import math

import pandas as pd

from helpers.dataset import format_days
from helpers.phrases import describe_period
from helpers.reading import find_bounds, read_printed
from helpers.units import UNITS, format_number, format_quantity, format_range, shorten_name


def describe_observations(observations):
    """Return observations as a reader's table: what, where, when, as printed, what it allows.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.

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
            "Source": _cite(observations),
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


def _cite(rows):
    return [f"{r.publisher}, paragraph {r.paragraph}" for r in rows.itertuples()]


def list_publishers(observations):
    """Return the publishers of some observations in words, each once."""
    names = [shorten_name(p) for p in observations["publisher"].drop_duplicates()]
    return " and ".join(names)


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
    printed = [read_printed(r.as_printed, r.language) for r in examples.itertuples()]
    # The bounds of this table are those of the print itself, so a euro run still says yuan.
    units = [
        u.replace("EUR", "CNY").replace("USD", "CNY") if "euro" not in a else u
        for u, a in zip(examples["unit"], examples["as_printed"], strict=True)
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


def describe_events(events):
    """Return dated events as a reader's table."""
    return pd.DataFrame(
        {
            "Date": [format_days(r.date_from, r.date_to) for r in events.itertuples()],
            "Place, firm or programme": events["name_en"].to_numpy(),
            "Event": events["event"].to_numpy(),
            "As printed": events["date_as_printed"].to_numpy(),
            "Source": _cite(events),
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


def describe_levels(levels):
    """Return the levels behind a picture over time as a reader's table."""
    return pd.DataFrame(
        {
            "Place, firm or programme": levels["entity"].to_numpy(),
            "Period": levels["period"].to_numpy(),
            "Printed": [format_quantity(r.central, r.unit) for r in levels.itertuples()],
            "Allowed by the words": [
                format_range(r.low, r.high, r.unit) for r in levels.itertuples()
            ],
            "Status": levels["status"].to_numpy(),
        }
    )


def describe_claims(audited):
    """Return printed relations with what the numbers imply and the verdict, as a reader's table.

    Parameters
    ----------
    audited : DataFrame
        From `audit.audit_claims`.
    """
    return pd.DataFrame(
        {
            "What the article says": audited["claim"].to_numpy(),
            "Printed": [
                _bounds(r.printed_low, r.printed_high, r.printed_unit) for r in audited.itertuples()
            ],
            "Implied by other numbers": [
                _bounds(r.computed_low, r.computed_high, r.computed_unit)
                for r in audited.itertuples()
            ],
            "Verdict": audited["verdict"].to_numpy(),
            "Why": [f"{r.reason[:1].upper()}{r.reason[1:]}." for r in audited.itertuples()],
            "Source": [f"{r.source_id}, paragraph {r.paragraph}" for r in audited.itertuples()],
        }
    )


def describe_misfit(claim):
    """Return what stands against what in a claim that does not fit, in words.

    Parameters
    ----------
    claim : mapping
        A row of `audit.audit_claims`.
    """
    if math.isnan(claim["computed_low"]):
        return claim["reason"]
    unit = claim["computed_unit"]
    printed = format_range(claim["printed_low"], claim["printed_high"], unit, digits=3)
    computed = format_range(claim["computed_low"], claim["computed_high"], unit, digits=3)
    return f"printed {printed}, computed {computed} ({claim['reason']})"


def _bounds(low, high, unit):
    """Return two bounds with their unit; nothing where nothing is known."""
    if math.isnan(low):
        return ""
    if unit in UNITS:
        return format_range(low, high, unit, digits=4)
    one, _, other = unit.partition(" per ")
    return f"{format_range(low, high, one, digits=4)} for one {UNITS[other][0]}"


def compare_verdicts(by_reading):
    """Return the verdict of each claim under each reading as a reader's table.

    Parameters
    ----------
    by_reading : mapping of str to DataFrame
        From `audit.audit_claims`, by the name of the reading.
    """
    first = next(iter(by_reading.values()))
    table = {"What the article says": first["claim"].to_numpy()}
    for name, audited in by_reading.items():
        verdicts = audited.set_index("claim_id")["verdict"]
        table[f"Reading: {name}"] = [verdicts.get(i, "") for i in first["claim_id"]]
    return pd.DataFrame(table)


def describe_alone(observations):
    """Return how much hangs on each article alone: things that only it prints.

    Parameters
    ----------
    observations : DataFrame
        From `dataset.assemble_observations`.
    """
    things = (
        observations.groupby(["entity_id", "indicator_id"])["source_id"]
        .nunique()
        .rename("articles")
        .reset_index()
    )
    counted = observations.merge(things, on=["entity_id", "indicator_id"], validate="many_to_one")
    rows = counted.groupby("source_id", sort=False).agg(
        numbers=("observation_id", "size"),
        alone=("articles", lambda n: int((n == 1).sum())),
        things=("indicator_id", "nunique"),
    )
    names = observations.drop_duplicates("source_id").set_index("source_id")["publisher"]
    return pd.DataFrame(
        {
            "Publisher": [names[s] for s in rows.index],
            "Article": rows.index,
            "Numbers": rows["numbers"].to_numpy(),
            "Different things": rows["things"].to_numpy(),
            "Numbers on things that no other article prints": rows["alone"].to_numpy(),
        }
    )


def describe_conflicts(conflicts):
    """Return dates of the same event from different places as a reader's table.

    Parameters
    ----------
    conflicts : DataFrame
        From `describe.find_date_conflicts`, with the columns of `dataset.join_sources` and ``name_en``.
    """
    return pd.DataFrame(
        {
            "Event": conflicts["event"].to_numpy(),
            "Place, firm or programme": conflicts["name_en"].to_numpy(),
            "Date": [format_days(r.date_from, r.date_to) for r in conflicts.itertuples()],
            "Can be the same": ["yes" if c else "no" for c in conflicts["compatible"]],
            "Note": conflicts["note"].to_numpy(),
            "Source": _cite(conflicts),
        }
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


def describe_joined(joined):
    """Return observations of two definitions side by side, as a reader's table."""
    return pd.DataFrame(
        {
            side.capitalize(): [
                f"{getattr(r, f'indicator_{side}')}: {format_quantity(getattr(r, f'central_{side}'), getattr(r, f'unit_{side}'))} ({getattr(r, f'entity_{side}')})"
                for r in joined.itertuples()
            ]
            for side in ("left", "right")
        }
    ).rename(columns={"Left": "One definition", "Right": "Another definition"})


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
