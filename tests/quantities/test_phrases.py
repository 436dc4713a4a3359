"""Phrases of the press, each with what the conventions say of it, a table a language."""

import pathlib
from fractions import Fraction

import pytest

from helpers import quantities

TABLES = pathlib.Path(__file__).parent / "phrases"
HEDGES = ("over", "nearly", "under", "up_to", "dozens")
PUBLISHED = "2024-06-20"


def load(language):
    """Return (line, phrase, expected) of a table; expected is a list of words a quantity."""
    rows = []
    lines = (TABLES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            phrase, _, answer = line.rpartition(" | ")
            rows.append((number, phrase, [part.split() for part in answer.split("; ")]))
    return rows


def read_bounds(word, kind):
    """Return low and high of ``3``, ``3..``, ``..3``, ``3..5`` or ``~3``; exact, or ISO for dates.

    Examples
    --------
    >>> read_bounds("1/3..", "share"), read_bounds("2023", "date")
    ((Fraction(1, 3), None), ('2023', '2023'))
    """
    low, dots, high = word.lstrip("~").partition("..")
    ends = (low, high) if dots else (low, low)
    return tuple((end if kind == "date" else Fraction(end)) if end else None for end in ends)


def describe(quantity):
    return (
        f"{quantity.as_printed!r} {quantity.kind} {quantity.low}..{quantity.high} "
        f"{quantity.unit} {quantity.hedge}"
    )


def check(language, phrase, expected):
    """Return what differs from the table, or None."""
    account = quantities.account(phrase, language, PUBLISHED)
    found = ", ".join(map(describe, account.quantities)) or "nothing"
    if expected == [["refused"]]:
        return None if account.refused else f"not refused: {found}"
    if account.refused:
        return f"refused: {account.refused[0].as_printed!r}: {account.refused[0].reason}"
    wanted = [] if expected == [["none"]] else expected
    if len(wanted) != len(account.quantities):
        return found
    for (kind, bounds, *more), quantity in zip(wanted, account.quantities, strict=True):
        if quantity.kind != kind or (quantity.low, quantity.high) != read_bounds(bounds, kind):
            return found
        hedge = next((word for word in more if word in HEDGES), None)
        hedge = "about" if bounds.startswith("~") else hedge
        if hedge and quantity.hedge != hedge:
            return found
        units = [word for word in more if word not in HEDGES]
        if units and units[0] not in (quantity.unit, quantity.unit.split("/")[0]):
            return found
    return None


@pytest.mark.parametrize("language", ["zh", "fr", "en"])
def test_each_phrase_says_what_the_table_says(language):
    rows = load(language)
    differing = {
        (number, phrase): found
        for number, phrase, expected in rows
        if (found := check(language, phrase, expected)) is not None
    }
    assert len(rows) > 1000 and differing == {}
