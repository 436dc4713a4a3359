"""Test the relations that articles print against the numbers that they print.

A claim is consistent if some values that the wording allows make it true, inconsistent if none
do, and not testable if a number it needs is not printed. A verdict is about the print alone: a
consistent claim may be false, and an inconsistent one may rest on two definitions.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers import intervals
from helpers.data.claim_relations import UNKNOWN
from helpers.data.money import Rates
from helpers.rates.growth import elapsed_years
from helpers.readings import increase_to_multiple
from helpers.reported import Missing

KINDS = {"claim": "An article says", "cross-check": "We checked", "identity": "It must hold"}
VERDICTS = ("consistent", "inconsistent", "not testable")
NOTHING = (np.nan, np.nan)
FOUND = (
    *("printed_unit", "printed_low", "printed_high"),
    *("computed_low", "computed_high", "computed_unit", "verdict", "reason"),
)
# Of an observation, beside its bounds and its unit.
LOOKED_UP = ("observation_id", "family", "period_end", "period_basis", "published_from")


class _Facts:
    """Look up the bounds of observations and the days of events by id."""

    def __init__(self, observations, events, rates):
        # few columns: of many, a row takes long to be put together
        self.observations = observations[[*LOOKED_UP]].set_index("observation_id")
        self.events = events[["event_id", "entity_id", "date_from", "date_to"]].set_index(
            "event_id"
        )
        self.rates = rates
        # A thousand articles print thousands of relations: a row looked up by a label is slow.
        self._places = {key: place for place, key in enumerate(observations["observation_id"])}
        self._ends = intervals.read_ends(observations)
        self._units = observations["unit"].tolist()

    def bounds(self, observation_id):
        return self._ends[self._places[observation_id]]

    def unit(self, observation_id):
        return self._units[self._places[observation_id]]


def _judge(agrees, unit, fits, misfits, *, printed=NOTHING, computed=NOTHING):
    """Return what a relation makes of numbers that it tests: the one reason or the other."""
    verdict = "consistent" if agrees else "inconsistent"
    return printed, computed, unit, verdict, fits if agrees else misfits


def _compare(printed, computed, unit, fits, misfits):
    agrees = bool(intervals.overlap(printed, computed))
    return _judge(agrees, unit, fits, misfits, printed=printed, computed=computed)


def _imply(computed, unit, reason, *, printed=NOTHING):
    """Return what a relation makes of numbers that it cannot test."""
    return printed, computed, unit, "not testable", reason


def _audit_increase(facts, result, terms):
    multiple = increase_to_multiple(facts.bounds(result))
    start, end = terms
    if start == UNKNOWN:
        implied = intervals.divide(facts.bounds(end), multiple)
        reason = "the first level is not printed; it is implied by the other two"
        return _imply(implied, facts.unit(end), reason, printed=multiple)
    return _compare(
        multiple,
        intervals.divide(facts.bounds(end), facts.bounds(start)),
        "multiple",
        "the two levels allow the printed multiple",
        "no levels that the words allow make the printed multiple",
    )


def _audit_share(facts, result, terms):
    share, part = facts.bounds(result), facts.bounds(terms[0])
    if len(terms) == 1:
        implied = intervals.divide(part, share)
        reason = "the whole is not printed; it is implied by part and share"
        return _imply(implied, facts.unit(terms[0]), reason, printed=share)
    families = {facts.observations.loc[t, "family"] for t in terms}
    also = "" if len(families) == 1 else ": another definition, another whole or an error"
    return _compare(
        share,
        intervals.divide(part, facts.bounds(terms[1])),
        "share",
        "part and whole allow the printed share",
        f"part and whole do not make the printed share{also}",
    )


def _audit_part(facts, result, terms):
    whole, part = facts.bounds(result), facts.bounds(terms[0])
    return _judge(
        part[0] <= whole[1],
        "share",
        "the part is not larger than the whole",
        "the part is larger than the whole",
        computed=intervals.divide(part, whole),
    )


def _audit_sum(facts, result, terms):
    total = facts.bounds(terms[0])
    for term in terms[1:]:
        total = intervals.add(total, facts.bounds(term))
    return _compare(
        facts.bounds(result),
        total,
        facts.unit(result),
        "the parts can make the printed total",
        "the parts cannot make the printed total",
    )


def _audit_repeat(facts, result, terms):
    return _compare(
        facts.bounds(result),
        facts.bounds(terms[0]),
        facts.unit(result),
        "both places print the same",
        "the two places differ",
    )


def _audit_quotient(facts, result, terms):
    a, b = terms
    quotient = intervals.divide(facts.bounds(a), facts.bounds(b))
    unit = f"{facts.unit(a)} per {facts.unit(b)}"
    return _imply(quotient, unit, "the quotient is not printed; it is implied")


def _audit_product(facts, result, terms):
    a, b = terms
    product = intervals.multiply(facts.bounds(a), facts.bounds(b))
    return _imply(product, facts.unit(b), "the product is not printed; it is implied")


def _audit_count(facts, result, terms):
    until, days = facts.observations.loc[result, "period_end"], facts.events.loc[terms]
    counted = [float((days[end] <= until).sum()) for end in ("date_to", "date_from")]
    return _compare(
        facts.bounds(result),
        np.array(counted),
        facts.unit(result),
        "the dated events make the printed count",
        "the dated events do not make the printed count",
    )


def _audit_places(facts, result, terms):
    until, days = facts.observations.loc[result, "period_end"], facts.events.loc[terms]
    places = [days.loc[days[end] <= until, "entity_id"] for end in ("date_to", "date_from")]
    return _compare(
        facts.bounds(result),
        np.array([float(each.nunique()) for each in places]),
        "places",
        "the dated events are in as many places",
        "the dated events are in another number of places",
    )


def _audit_duration(facts, result, terms):
    days = facts.events.loc[terms]
    last = facts.observations.loc[result]
    from_print = (
        last["published_from"]
        if last["period_basis"] != "printed" and last["period_end"] >= last["published_from"]
        else last["period_end"]
    )
    years = elapsed_years(
        days["date_from"].min(), days["date_to"].max(), from_print, last["period_end"]
    )
    return _compare(
        facts.bounds(result),
        years,
        "years",
        "the dates allow the printed time",
        "the dates make another time",
    )


def _audit_date(facts, result, terms):
    days = facts.events.loc[terms]
    shared = days["date_from"].max() <= days["date_to"].min()
    return _judge(shared, "", "the dates can be the same", "the two dates have no day in common")


def _audit_conversion(facts, result, terms):
    implied = intervals.divide(facts.bounds(terms[0]), facts.bounds(result))
    year = facts.observations.loc[result, "period_end"].year
    own, other = facts.unit(terms[0]), facts.unit(result)
    mean = Rates(facts.rates).find(other, own, year)
    reason = f"no rate of {other} in {own} for {year} is in the tables"
    if mean is not None:
        gap = 100 * (implied.mean() / mean - 1)
        reason = (
            f"the rate of those days is not in the tables; implied {gap:+.1f} % against {mean:g},"
            f" the mean of {year}"
        )
    return _imply(implied, f"{own}_per_{other}", reason)


def _audit_without_terms(reason):
    def audit(facts, result, terms):
        return _imply(NOTHING, facts.unit(result), reason, printed=facts.bounds(result))

    return audit


RELATIONS = {
    "increase": _audit_increase,
    "share": _audit_share,
    "part": _audit_part,
    "sum": _audit_sum,
    "repeat": _audit_repeat,
    "quotient": _audit_quotient,
    "product": _audit_product,
    "count": _audit_count,
    "places": _audit_places,
    "duration": _audit_duration,
    "date": _audit_date,
    "conversion": _audit_conversion,
    "rank": _audit_without_terms("no other place is printed"),
    "target": _audit_without_terms("no later article gives an outcome"),
}


def list_ids(claim) -> list[str]:
    """Return the ids of observations and events that a claim rests on.

    The result first; what is not printed is left out.

    Parameters
    ----------
    claim : mapping
        Needs ``result_id`` and ``term_ids``.
    """
    terms = [t for t in claim["term_ids"].split(";") if t and t != UNKNOWN]
    return ([claim["result_id"]] if claim["result_id"] else []) + terms


def audit_claims(claims, observations, events, rates) -> pd.DataFrame:
    """Return each printed relation with what the numbers imply and a verdict.

    Parameters
    ----------
    claims : DataFrame
        Table ``claims``.
    observations : DataFrame
        From `assemble_observations`, as printed, since
        claims are about the print; limited ones leave claims out.
    events : DataFrame
        Table ``events``.
    rates : DataFrame
        Table ``exchange_rates``.

    Returns
    -------
    audited : DataFrame
        The claims whose numbers are all there, with ``printed_unit``, ``printed_low``,
        ``printed_high``, ``computed_low``, ``computed_high``, ``computed_unit``,
        ``verdict`` (one of ``VERDICTS``) and ``reason``.

    Raises
    ------
    ValueError
        If a relation is not known.
    """
    facts = _Facts(observations, events, rates)
    known = set(facts.observations.index) | set(facts.events.index)
    rows = []
    for claim in claims.to_dict("records"):
        if claim["relation"] not in RELATIONS:
            raise ValueError(
                f"claim {claim['claim_id']!r}: unknown relation {claim['relation']!r}; allowed:"
                f" {', '.join(RELATIONS)}"
            )
        if not known.issuperset(list_ids(claim)):
            continue
        terms = [t for t in claim["term_ids"].split(";") if t]
        try:
            found = RELATIONS[claim["relation"]](facts, claim["result_id"], terms)
        except intervals.NoDivisor:
            found = _imply(NOTHING, "", "a number that it divides by is nought")
        printed, computed, unit, *judged = found
        own = facts.unit(claim["result_id"]) if claim["result_id"] else ""
        units = {"increase": "multiple", "places": "places", "conversion": unit}
        told = (units.get(claim["relation"], own), *printed, *computed, unit, *judged)
        rows.append(claim | dict(zip(FOUND, told, strict=True)))
    return pd.DataFrame(rows, columns=[*claims.columns, *FOUND])


def count_verdicts(audited: pd.DataFrame):
    """Return how many claims have each verdict, in the order of ``VERDICTS``.

    Parameters
    ----------
    audited : DataFrame
        From `audit_claims`.
    """
    if audited.empty:
        return [Missing("a claim")] * len(VERDICTS)
    return [int((audited["verdict"] == verdict).sum()) for verdict in VERDICTS]


def count_steady(audited: Mapping[str, pd.DataFrame]):
    """Return how many claims of the first of several audits have one verdict in all of them.

    Parameters
    ----------
    audited : mapping of str to DataFrame
        From `audit_claims`, by the name of the reading.
    """
    verdicts = pd.DataFrame(
        {name: each.set_index("claim_id")["verdict"] for name, each in audited.items()}
    )
    if verdicts.empty:
        return Missing("a claim")
    return int((verdicts.nunique(axis=1, dropna=False) == 1).sum())
