"""Suggest what a misspelt name may have meant."""

import difflib

MOST_COMPARED = 1000  # allowed words; among more, a near one takes long to find


def suggest(value, allowed):
    """Return ``", did you mean 'x'?"`` for the nearest allowed word, else nothing.

    Examples
    --------
    >>> suggest("aksu_ctiy", ["aksu_city", "tibet"])
    " (did you mean 'aksu_city'?)"
    """
    if len(allowed) > MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(str(value), [str(a) for a in allowed], n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
