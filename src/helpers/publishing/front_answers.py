"""Answer a run's question on its front page: sentences, and a few large numbers."""

import math
import re

from helpers.page.findings import TOPICS
from helpers.words.units import UNITS, format_quantity, format_range

MOST_HEADLINES = 4
FEWEST_WORDS = 3  # what has no more beside its number says only that
ANSWERED = ("growth", "counted", "ceiling", "choices")  # the nation's pace opens the page
PACE = "share_per_year"  # unit of growth
NEXT_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")
ENDS = (". ", "; ", ": ", ", ")  # where a sentence may stop once it has said its number
CAUTION = "The numbers are press-reported: no cause can be read from them."


def list_answers(findings: list[dict], counts: dict | None) -> list[str]:
    """Return the sentences with which a run begins to answer its question.

    How fast it grew, and how the numbers were printed; as far as each is known.

    Parameters
    ----------
    findings : list of dict
        ``key``, ``text``, ``numbers``, ``is_key`` of each finding.
    counts : dict or None
        Of `dataset.write_observations`.
    """
    said = []
    paces = sorted((f for f in findings if f["is_key"]), key=tells_pace, reverse=True)
    if paces and tells_pace(paces[0]):
        said.append(shorten(paces[0]["text"]))
    if counts and not any(f.get("answers") == "counted" for f in findings):
        articles = f"{counts['articles']} article{'s' if counts['articles'] != 1 else ''}"
        said.append(
            f"**{counts['observations']} number{'s' if counts['observations'] != 1 else ''}**"
            f" {'are' if counts['observations'] != 1 else 'is'} printed by {articles};"
            f" {counts['hedged']} carr{'ies' if counts['hedged'] == 1 else 'y'} a hedge."
        )
    return said


def tells_pace(finding: dict) -> int:
    """Return how many rates of growth a finding gives.

    Parameters
    ----------
    finding : dict
        With ``numbers``.
    """
    return sum(_read_unit(number) == PACE for number in finding["numbers"].values())


def list_headlines(findings: list[dict]) -> list[dict]:
    """Return the large answers of a front page, one a topic; where no finding answers one, the
    large numbers of the key findings, one a unit.

    Parameters
    ----------
    findings : list of dict
        In reading order: ``anchor``, ``href``, ``is_key``, ``text`` with its answer in bold,
        ``numbers`` and, if they answer a topic, ``answers``.

    Returns
    -------
    headlines : list of dict
        ``topic``, the question, empty without one; ``words``, the answer as the finding says it;
        ``range``, what its words allow, empty where the answer is a range itself; ``text``, the
        sentence; ``said``, the same as `list_answers` says it; ``href``.
    """
    found = {}
    for finding in findings:
        topic, words = finding.get("answers") or "", _find_bold(finding["text"])
        if topic in ANSWERED and topic not in found and words:
            name, unit = _find_number(words, finding["numbers"])
            found[topic] = _show_headline(finding, words, name, unit)
            found[topic]["topic"] = TOPICS[topic]
    if found:
        return [found[topic] for topic in ANSWERED if topic in found]
    for finding in (f for f in findings if f["is_key"]):
        words = _find_bold(finding["text"])
        name, unit = _find_number(words, finding["numbers"])
        if unit and unit not in found:
            found[unit] = _show_headline(finding, words, name, unit)
    return list(found.values())[:MOST_HEADLINES]


def _find_bold(text):
    return text.partition("**")[2].partition("**")[0]


def _show_headline(finding, words, name, unit):
    said = shorten(finding["text"])
    return {
        "topic": "",
        "words": words,
        "range": _find_range(words, finding["numbers"], name, unit) if unit else "",
        "text": _leave_out(said, words),
        "said": said,
        "href": f"#{finding['anchor']}" if finding["is_key"] else finding["href"],
    }


def shorten(text):
    """Return a finding's text to the end of what it says of its bold number, or a sentence.

    Examples
    --------
    >>> shorten("In 2023: sales of **3.4 billion yuan**, printed so; rounding leaves more.")
    'In 2023: sales of **3.4 billion yuan**.'
    >>> shorten("It grew by **2 %**.")
    'It grew by **2 %**.'
    >>> shorten("In **6 of 10** growth slowed down (one; two).")
    'In **6 of 10** growth slowed down.'
    >>> shorten("It grew by 2 % (by totals), no. 3 of all. Others fell.")
    'It grew by 2 % (by totals), no. 3 of all.'
    """
    if "**" not in text:
        return f"{NEXT_SENTENCE.split(text)[0].rstrip('.')}."
    before, bold, rest = text.partition("**")
    words, end, after = rest.partition("**")
    stops = [place for mark in ENDS if (place := after.find(mark)) >= 0]
    said = after[: min(stops)] if stops else after.rstrip(".")
    if said.count("(") > said.count(")"):
        said = said[: said.rindex("(")].rstrip()  # a list in brackets is left out whole
    return f"{before}{bold}{words}{end}{said}."


def _leave_out(text, words):
    """Return a text without what only repeats the words that stand large.

    Examples
    --------
    >>> _leave_out("From 4 to 9 in a year. That is **125 %**.", "125 %")
    'From 4 to 9 in a year.'
    >>> _leave_out("5 name a source; who counted is **not said for 7**.", "not said for 7")
    '5 name a source.'
    >>> _leave_out("**3 of 4 hold** whatever was tried.", "3 of 4 hold")
    'whatever was tried.'
    >>> _leave_out("It is **2**.", "2")
    'It is **2**.'
    """
    bold = f"**{words}**"
    if text.startswith(f"{bold} "):
        return text.removeprefix(f"{bold} ")
    end = max(text.rfind(mark) for mark in (". ", "; "))
    said = text[end + 1 :].replace(bold, "").strip(" .") if bold in text[end + 1 :] else text
    return f"{text[:end]}." if end > 0 and len(said.split()) <= FEWEST_WORDS else text


def _find_number(words, numbers):
    """Return name and unit of the number that some words say, empty if it is none of them."""
    for name, number in numbers.items():
        unit = _read_unit(number)
        if unit and any(text in words for text in _write(number)):
            return name, unit
    return "", ""


def _find_range(words, numbers, name, unit):
    """Return what a number's words allow: its range, or that of its unit around it."""
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
