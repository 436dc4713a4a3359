"""Answer a run's question on its front page: computed sentences, and a few large numbers with their
ranges."""

import math

from helpers.words.units import UNITS, format_quantity, format_range

MOST_HEADLINES = 4
PACE = "share_per_year"  # unit of growth
ENDS = (". ", "; ", ": ", ", ")  # where a sentence may stop once it has said its number
CAUTION = "The numbers are press-reported: no cause can be read from them."


def list_answers(findings, counts):
    """Return the sentences that answer the question of a run.

    Parameters
    ----------
    findings : list of dict
        ``key``, ``text``, ``numbers``, ``is_key`` of each finding.
    counts : dict or None
        Of `dataset.write_observations`.

    Returns
    -------
    sentences : list of str
        How fast it grew, how far that hangs on choices, and how the numbers were printed; as far as
        each is known.
    """
    said = []
    paces = sorted((f for f in findings if f["is_key"]), key=tells_pace, reverse=True)
    if paces and tells_pace(paces[0]):
        said.append(shorten(paces[0]["text"]))
    tested = [n for n in (f["numbers"] for f in findings) if {"holds", "asked"} <= n.keys()]
    if tested:
        firm = sum(n["holds"] == n["asked"] for n in tested)
        said.append(
            f"Of {len(tested)} statement{'s' if len(tested) != 1 else ''} tested under other"
            f" readings, sources and definitions, **{firm} hold{'s' if firm == 1 else ''} under all"
            " that were tried**."
        )
    if counts:
        articles = f"{counts['articles']} article{'s' if counts['articles'] != 1 else ''}"
        said.append(
            f"**{counts['observations']} number{'s' if counts['observations'] != 1 else ''}**"
            f" {'are' if counts['observations'] != 1 else 'is'} printed by {articles};"
            f" {counts['hedged']} carr{'ies' if counts['hedged'] == 1 else 'y'} a hedge, and for"
            f" {counts['uncounted']} nobody is named who counted."
        )
    return said


def tells_pace(finding):
    """Return how many rates of growth a finding gives.

    Parameters
    ----------
    finding : dict
        With ``numbers``.

    Returns
    -------
    count : int
    """
    return sum(_read_unit(number) == PACE for number in finding["numbers"].values())


def list_headlines(findings):
    """Return the large numbers of a front page, one a unit.

    Parameters
    ----------
    findings : list of dict
        The key findings in their order: ``anchor``, ``text`` with its number in bold, ``numbers``.

    Returns
    -------
    headlines : list of dict
        ``words``, the number as the finding says it; ``range``, what its words allow, empty where
        the number is a range itself; ``text``, the sentence; ``anchor``.
    """
    found = {}
    for finding in findings:
        words = finding["text"].partition("**")[2].partition("**")[0]
        name, unit = _find_number(words, finding["numbers"])
        if unit and unit not in found:
            found[unit] = {
                "words": words,
                "range": _find_range(words, finding["numbers"], name, unit),
                "text": shorten(finding["text"]),
                "anchor": finding["anchor"],
            }
    return list(found.values())[:MOST_HEADLINES]


def shorten(text):
    """Return a finding's text up to the end of what it says of the number in bold.

    Examples
    --------
    >>> shorten("In 2023: sales of **3.4 billion yuan**, printed so; rounding leaves more.")
    'In 2023: sales of **3.4 billion yuan**.'
    >>> shorten("It grew by **2 %**.")
    'It grew by **2 %**.'
    >>> shorten("In **6 of 10** growth slowed down (one; two).")
    'In **6 of 10** growth slowed down.'
    """
    before, bold, rest = text.partition("**")
    words, end, after = rest.partition("**")
    stops = [place for mark in ENDS if (place := after.find(mark)) >= 0]
    said = after[: min(stops)] if stops else after.rstrip(".")
    if said.count("(") > said.count(")"):
        said = said[: said.rindex("(")].rstrip()  # a list in brackets is left out whole
    return f"{before}{bold}{words}{end}{said}."


def _find_number(words, numbers):
    """Return name and unit of the number that some words say, empty if it is none of them."""
    for name, number in numbers.items():
        unit = _read_unit(number)
        if unit and any(text in words for text in _write(number)):
            return name, unit
    return "", ""


def _find_range(words, numbers, name, unit):
    """Return what the words of a number allow: its own range, or that of the same unit around
    it."""
    low, high = _read_ends(numbers[name])
    for other in numbers.values():
        if _read_unit(other) != unit or "value" in other:
            continue
        least, most = _read_ends(other)
        if least <= low <= high <= most and least < most:
            text = format_range(least, most, unit)
            return "" if text in words else text
    return ""


def _read_unit(number):
    return (
        number.get("unit", "") if isinstance(number, dict) and number.get("unit") in UNITS else ""
    )


def _read_ends(number):
    if "value" in number:
        return number["value"], number["value"]
    low, high = number.get("low"), number.get("high")
    return -math.inf if low is None else low, math.inf if high is None else high


def _write(number):
    low, high = _read_ends(number)
    texts = [format_range(low, high, number["unit"])] if low < high else []
    return texts + [format_quantity(low, number["unit"])] if math.isfinite(low) else texts
