"""What the languages that write words apart share: touching letters, hedges, rates."""

import re
from dataclasses import replace

_LETTERS = re.compile(r"[^\W\d_]+")


def find_glued(view, draft, endings=r"(?!)"):
    """Return why letters that touch a number make it none, or None.

    Parameters
    ----------
    view : View
    draft : Draft
    endings : str
        A pattern of letters that belong to a number: ``e`` of 12e.

    Returns
    -------
    reason : str or None
        With a question mark before it where the letters are not understood.
    """
    start, end = draft.numeral.start, draft.numeral.end
    glued = _LETTERS.match(view.plain, end)
    if glued and view.plain[end - 1].isdigit() and draft.end == end:
        if re.fullmatch(endings, glued.group()):
            return None
        if len(glued.group()) <= 2 and view.text[end].isupper():
            return "name"
        return f"? {glued.group()!r} touches the number"
    if view.plain[start - 1 : start].isalpha() and draft.start == start:
        return "name"
    return None


def take_noun_hedge(view, draft, pattern, hedges):
    """Take a hedge that stands behind what is counted: 500 colis au moins."""
    hedged = pattern.match(view.plain, draft.end)
    if hedged and draft.hedge == "stated":
        draft.hedge, draft.end = hedges[hedged[1]], hedged.end()


def take_rate(view, draft, pattern, codes):
    """Take what an amount is counted by, group ``what``, with ``many``: 128 yuan per 500 grams."""
    rate = pattern.match(view.plain, draft.end)
    code = codes.get(rate["what"]) if rate else None
    if code and code != draft.unit.code:
        many = rate.groupdict().get("many") or ""
        draft.unit = replace(draft.unit, code=f"{draft.unit.code}/{many}{code}")
        draft.end = rate.end()
