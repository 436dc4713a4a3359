"""Begin a page with what it found: a few of its own sentences, each up to its number."""

from helpers.publishing.front_answers import shorten

MOST_SENTENCES = 3


def choose_leads(shown: list[dict]) -> list[dict]:
    """Return the sentences that a page begins with, in its order.

    Keys ``text`` and ``anchor``, at most three.

    Parameters
    ----------
    shown : list of dict
        Elements of the page, each with its ``anchor`` and ``section``. Findings that are marked as
        leading come first, one a section before a second of any; where none is, all may.

    Examples
    --------
    >>> shown = [
    ...     {"kind": "finding", "anchor": f"f{i}", "section": i // 2, "text": f"It is **{i}**, so."}
    ...     for i in range(8)
    ... ]
    >>> [lead["text"] for lead in choose_leads(shown)]
    ['It is **0**.', 'It is **2**.', 'It is **4**.']
    """
    findings = [each for each in shown if each["kind"] == "finding"]
    findings = [each for each in findings if each.get("leads")] or findings
    first = {each["section"]: each for each in reversed(findings)}
    wanted = [*first.values()][::-1] + [each for each in findings if each not in first.values()]
    chosen = wanted[:MOST_SENTENCES]
    return [
        {"text": shorten(each["text"]), "anchor": each["anchor"]}
        for each in findings
        if each in chosen
    ]
