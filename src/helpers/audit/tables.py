"""Make tables of what the audit found ready for a reader."""

import math
from collections.abc import Mapping

import pandas as pd

from helpers.data.sources import cite_paragraphs
from helpers.page.table import annotate
from helpers.reported import DIGITS
from helpers.words.names import upper_first
from helpers.words.periods import format_days
from helpers.words.units import UNITS, format_range

PRINTED = 3  # significant digits of what is printed; what follows from it has DIGITS


def describe_claims(audited: pd.DataFrame, sources: pd.DataFrame):
    """Return printed relations with what the numbers imply and the verdict, as a reader's table.

    Parameters
    ----------
    audited : DataFrame
        From `audit.audit_claims`.
    sources : DataFrame
        The table ``sources``.
    """
    note = (
        "Printed: the range that the print allows, in its own money. Empty: no number is printed,"
        " or none is implied."
    )
    return annotate(
        pd.DataFrame(
            {
                "What is tested": audited["claim"].to_numpy(),
                "Kind": audited["kind"].to_numpy(),
                "Printed": [
                    _bounds(r.printed_low, r.printed_high, r.printed_unit, PRINTED)
                    for r in audited.itertuples()
                ],
                "Implied by other numbers": [
                    _bounds(r.computed_low, r.computed_high, r.computed_unit)
                    for r in audited.itertuples()
                ],
                "Verdict": audited["verdict"].to_numpy(),
                "Source": cite_paragraphs(audited.merge(sources, how="left", on="source_id")),
                "Why": [f"{upper_first(r.reason)}." for r in audited.itertuples()],
            }
        ),
        note=note,
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
    computed = format_range(claim["computed_low"], claim["computed_high"], unit, digits=DIGITS)
    if math.isnan(claim["printed_low"]):
        return f"computed: {computed} ({claim['reason']})"
    printed = format_range(claim["printed_low"], claim["printed_high"], unit, digits=PRINTED)
    return f"printed: {printed}; computed: {computed} ({claim['reason']})"


def _bounds(low, high, unit, digits=DIGITS):
    """Return two bounds with their unit; nothing where nothing is known."""
    if math.isnan(low):
        return ""
    digits = None if low == high else digits
    if unit in UNITS:
        return format_range(low, high, unit, digits=digits)
    one, _, other = unit.partition(" per ")
    return f"{format_range(low, high, one, digits=digits)} for one {UNITS[other][0]}"


def compare_verdicts(by_reading: Mapping[str, pd.DataFrame]):
    """Return the verdict of each claim under each reading as a reader's table.

    Parameters
    ----------
    by_reading : mapping of str to DataFrame
        From `audit.audit_claims`, by the name of the reading.
    """
    first = next(iter(by_reading.values()))
    table = {"What is tested": first["claim"].to_numpy()}
    for name, audited in by_reading.items():
        verdicts = audited.set_index("claim_id")["verdict"]
        table[f"Reading: {name}"] = [verdicts.get(i, "") for i in first["claim_id"]]
    return pd.DataFrame(table)


def describe_alone(observations: pd.DataFrame):
    """Return how much hangs on each article alone: things that only it prints.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.
    """
    things = (
        observations.groupby(["entity_id", "indicator_id"])["source_id"]
        .nunique()
        .rename("articles")
        .reset_index()
        .rename_axis("thing")
        .reset_index()
    )
    counted = observations.merge(things, on=["entity_id", "indicator_id"], validate="many_to_one")
    rows = counted.groupby("source_id", sort=False).agg(
        numbers=("observation_id", "size"),
        alone=("articles", lambda n: int((n == 1).sum())),
        things=("thing", "nunique"),
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


def describe_conflicts(conflicts: pd.DataFrame):
    """Return dates of the same event from different places as a reader's table.

    Parameters
    ----------
    conflicts : DataFrame
        From `find_date_conflicts`, with the columns of `join_sources` and ``name_en``.
    """
    return pd.DataFrame(
        {
            "Event": conflicts["event"].to_numpy(),
            "Place, firm or programme": conflicts["name_en"].to_numpy(),
            "Date": [format_days(r.date_from, r.date_to) for r in conflicts.itertuples()],
            "Can be the same": ["yes" if c else "no" for c in conflicts["compatible"]],
            "Source": cite_paragraphs(conflicts),
            "Note": conflicts["note"].to_numpy(),
        }
    )
