"""Hedges beside a number, and the bounds that they leave."""

TURNED = {"over": "up_to", "under": "over", "nearly": "over", "up_to": "over", "about": "about"}


def find_before(view, start: int, language):
    """Return hedge and start of the hedge that ends where the number begins.

    Parameters
    ----------
    view : View
    start : int
    language : Language

    Returns
    -------
    tuple of (str, int)
        ``("stated", start)`` where there is none.
    """
    text, place = view.plain, start
    while place and text[place - 1] == " ":
        place -= 1
    hit = language.words("hedges_before").before(text, place)
    if not hit:
        return "stated", start
    hedge, begin = hit
    before = begin
    while before and text[before - 1] == " ":
        before -= 1
    if not hedge:
        return hedge, begin
    negation = language.words("negations").before(text, before)
    if negation and hedge in TURNED:
        return TURNED[hedge], negation[1]
    return hedge, begin


def bound(low, high, hedge):
    """Return the literal bounds of a printed number under its hedge.

    Examples
    --------
    >>> bound(3, 3, "over"), bound(3, 3, "under"), bound(3, 4, "stated")
    ((3, None), (None, 3), (3, 4))
    """
    if hedge in ("over", "dozens"):
        return low, None
    if hedge in ("nearly", "under", "up_to"):
        return None, high
    return low, high
