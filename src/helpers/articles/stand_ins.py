"""Words that stand for a number which the grammar does not count: none, a few, a champion."""

import re

from helpers import printed, quantities

# Digits of the same meaning; what they count follows in the text and is read with them.
_DIGITS = {"several": "2", "none": "0", "first": "第1"}
_CHAMPION = re.compile(r"冠军(?!赛)")


def find_stand_ins(article, account, published: str | None):
    """Return quantities for the words of a text that stand for a number.

    The text is read once more with digits in their place, so that unit, period and who counted
    are found as for every number.

    Parameters
    ----------
    article : Article
    account : Account
        What the grammar made of the text.
    published : str or None

    Returns
    -------
    list of Quantity
        In the order of the text, with the places of the printed words; a few has the hedge
        ``dozens`` and the least that it means.
    """
    taken = bytearray(len(article.text) + 1)
    for part in (*account.quantities, *account.refused):
        taken[part.start : part.end] = b"\x01" * (part.end - part.start)
    spans = [(*span, _find_digits(article, *span)) for span in _list_spans(article)]
    spans = [s for s in sorted(set(spans)) if s[2] and not any(taken[s[0] : s[1]])]
    if not spans:
        return []
    pieces, shifts, place, shift = [], [], 0, 0
    for start, end, digits in spans:
        pieces += [article.text[place:start], digits]
        shifts.append((start + shift, start, end, len(digits)))
        shift += len(digits) - (end - start)
        place = end
    read = quantities.read("".join(pieces) + article.text[place:], article.language, published)
    return list(_take(article, read, shifts))


def _list_spans(article):
    found = printed.find_stand_ins(article.text, article.language)
    if article.language == "zh":
        found += [match.span() for match in _CHAMPION.finditer(article.text)]
    return found


def _find_digits(article, start, end):
    """Return the digits that words stand for, or nothing where they are part of something else."""
    word = article.text[start:end]
    if _CHAMPION.fullmatch(word):
        return _DIGITS["first"]
    for close in range(end, min(end + 4, len(article.text)) + 1):
        try:
            one = printed.read_printed(article.text[start:close], article.language)
        except ValueError:
            continue
        if one.wording == "several":
            return _DIGITS["several"]
        if one.value == 0:
            return _DIGITS["none"]
    return ""


def _take(article, read, shifts):
    """Yield the quantities read at the shifted places, with the places and words of the text."""
    for shifted, start, end, length in shifts:
        for quantity in read:
            if quantity.start <= shifted < quantity.end:
                close = max(end, end + quantity.end - shifted - length)
                words = article.text[start:close]
                few = {"hedge": "dozens"} if quantity.value == 2 else {}
                yield quantity._replace(start=start, end=close, as_printed=words, **few)
                break
