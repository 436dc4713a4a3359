"""Say what each relation of the table ``claims`` needs, for the check before the audit."""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "unknown"  # a term that is not printed


@dataclass(frozen=True)
class Need:
    """What a relation rests on.

    ``least`` and ``most`` count its terms, ``of`` says whether they are observations or events;
    ``has_result`` whether a printed number is tested, ``may_lack`` whether the first term may be
    unknown.
    """

    least: int
    most: int | None
    of: str = "observations"
    has_result: bool = True
    may_lack: bool = False


NEEDS = {
    "increase": Need(2, 2, may_lack=True),
    "share": Need(1, 2),
    "part": Need(1, 1),
    "sum": Need(1, None),
    "repeat": Need(1, 1),
    "quotient": Need(2, 2, has_result=False),
    "product": Need(2, 2, has_result=False),
    "count": Need(1, None, of="events"),
    "places": Need(1, None, of="events"),
    "duration": Need(1, None, of="events"),
    "date": Need(2, None, of="events", has_result=False),
    "conversion": Need(1, 1),
    "rank": Need(0, None),
    "target": Need(0, None),
}


def find_claim_faults(
    row: Mapping[str, str], observations: set[str], events: set[str]
) -> list[tuple[str, str]]:
    """Return the columns and words of what a claim lacks for its relation.

    Parameters
    ----------
    row : mapping of str to str
        ``relation, result_id, term_ids`` of a claim.
    observations, events : set of str
        Their ids.

    Examples
    --------
    >>> row = {"relation": "part", "result_id": "whole", "term_ids": ""}
    >>> find_claim_faults(row, {"whole"}, set())
    [('term_ids', "'part' has 0 terms; allowed: 1")]
    """
    need = NEEDS.get(row["relation"])
    if need is None:
        return []  # the contract names it
    terms, faults = [t for t in row["term_ids"].split(";") if t], []
    if len(terms) < need.least or need.most is not None and len(terms) > need.most:
        allowed = {need.least: f"{need.least}", None: f"{need.least} or more"}.get(
            need.most, f"{need.least} to {need.most}"
        )
        faults.append(
            ("term_ids", f"{row['relation']!r} has {len(terms)} terms; allowed: {allowed}")
        )
    known = observations if need.of == "observations" else events
    for place, term in enumerate(terms):
        lacking = term == UNKNOWN and need.may_lack and place == 0
        if not lacking and term not in known and term in observations | events | {UNKNOWN}:
            words = f"{row['relation']!r} rests on {need.of}, and {term!r} is none"
            faults.append(("term_ids", words))
    if need.has_result and not row["result_id"]:
        faults.append(("result_id", f"'' is missing; {row['relation']!r} tests a printed number"))
    return faults
