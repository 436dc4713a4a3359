"""Draw a share that words tell as a strip, small enough to stand in their line."""

import re

from markupsafe import Markup

_SHARE = re.compile(r"(?<![\d,.])(\d[\d,]*) of (\d[\d,]*)(?![\d,.]*\d)")


def draw_share(text: str) -> Markup:
    """Return a strip, filled as far as the first "k of n" of a text says; empty without one.

    For the eye alone: the words say the same.

    Examples
    --------
    >>> str(draw_share("Holds in **3 of 4** choices"))
    '<span class="strip" aria-hidden="true" style="--part:75%"></span>'
    >>> str(draw_share("All hold"))
    ''
    """
    found = _SHARE.search(text)
    part, whole = (int(n.replace(",", "")) for n in found.groups()) if found else (1, 0)
    if part > whole:
        return Markup("")
    share = f"{100 * part / whole:.0f}%" if whole else "0%"
    return Markup(f'<span class="strip" aria-hidden="true" style="--part:{share}"></span>')
