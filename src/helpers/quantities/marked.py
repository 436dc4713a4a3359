"""The quantities of a text as a list that JupyterLab shows as marked text, and as a frame."""

import re
from html import escape

from helpers.quantities.reader import account

# Kinds differ by colour and by the sign before them, so that neither alone must be seen.
SIGNS = {
    "amount": "■", "count": "●", "share": "◔", "growth": "▲", "points": "△", "multiple": "×",
    "rank": "#", "date": "□", "duration": "◷", "other": "◇", "refused": "?", "left out": "·",
}  # fmt: skip
COLUMNS = (
    "as_printed", "kind", "low", "high", "value", "unit", "hedge", "period_start", "period_end",
    "status", "counted_by", "start", "end",
)  # fmt: skip
STYLE = """
.marked p{margin:.5em 0;line-height:1.7}
.mark{border-bottom:2px solid;border-radius:3px;padding:0 .15em;color:inherit;text-decoration:none}
.mark::before{content:attr(data-sign) "\\2009";font-size:.8em}
.k-amount{background:#0a7d3322;border-color:#0a7d33}
.k-count{background:#1f5fbf22;border-color:#1f5fbf;border-bottom-style:double}
.k-share{background:#8a3ab922;border-color:#8a3ab9;border-bottom-style:dashed}
.k-growth,.k-points{background:#b3540022;border-color:#b35400;border-bottom-style:dashed}
.k-multiple{background:#a3004c22;border-color:#a3004c;border-bottom-style:double}
.k-rank{background:#5b5b0022;border-color:#777700}
.k-date{background:#5551;border-color:#777;border-bottom-style:dotted}
.k-duration{background:#007a8022;border-color:#007a80;border-bottom-style:dashed}
.k-other{background:#5551;border-color:#777;border-bottom-style:dashed}
.k-refused{background:#c4001a22;border-color:#c4001a;outline:1px solid #c4001a}
.k-left{border-color:#888;border-bottom:1px dotted}
"""
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)


class Quantities(list):
    """Hold the quantities of a text, in its order; JupyterLab shows the text with them marked."""

    def __init__(self, account, text: str):
        super().__init__(account.quantities)
        self.account, self.text = account, text

    @property
    def frame(self):
        """Return a pandas.DataFrame, a row a quantity; bounds are floats, dates ISO strings."""
        import pandas as pd

        rows = [[_as_plain(getattr(q, column)) for column in COLUMNS] for q in self]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _repr_html_(self):
        every = [*self, *self.account.refused]
        return f'<style>{STYLE}</style><div class="marked">{mark_text(self.text, every)}</div>'


def read(text: str, language: str, published: str | None = None) -> Quantities:
    """Read the quantities of a text.

    Parameters
    ----------
    text : str
    language : str
        ``zh``, ``fr`` or ``en``.
    published : str, optional
        Date of publication, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; resolves "last year".

    Returns
    -------
    Quantities
        A list in the order of the text; ``.frame`` is a table, and in JupyterLab the text is
        shown with every number marked. ``.account`` has also what was left out or refused.

    Examples
    --------
    >>> [(q.as_printed, int(q.low), q.unit) for q in read("卖出逾1.1亿元茶叶", "zh")]
    [('逾1.1亿元', 110000000, 'CNY')]
    """
    return Quantities(account(text, language, published), text)


def _as_plain(value):
    return float(value) if hasattr(value, "numerator") else value


def mark_text(text: str, quantities, link: dict[tuple[int, int], str] | None = None) -> str:
    """Return a text as HTML paragraphs, escaped, with its quantities marked.

    Parameters
    ----------
    text : str
    quantities : list of Quantity
        None over another.
    link : dict of (int, int) to str, optional
        Anchors that marks lead to, by start and end.

    Returns
    -------
    html : str
    """
    lines, place = [[]], 0
    for quantity in sorted(quantities, key=lambda q: q.start):
        _add_plain(lines, text[place : quantity.start])
        lines[-1].append(_mark(quantity, (link or {}).get((quantity.start, quantity.end))))
        place = quantity.end
    _add_plain(lines, text[place:])
    return "\n".join(f"<p>{''.join(parts)}</p>" for parts in lines if "".join(parts).strip())


def _add_plain(lines, text):
    first, *more = text.split("\n")
    lines[-1].append(show(first))
    lines.extend([show(part)] for part in more)


def _mark(quantity, anchor):
    sign, words = SIGNS[quantity.kind], show(quantity.as_printed)
    about = quantity.reason or f"{quantity.kind}, {quantity.hedge}"
    kind = f'class="mark k-{quantity.kind.split()[0]}" data-sign="{sign}" title="{show(about)}"'
    if anchor:
        return f'<a {kind} id="mark-{show(anchor)}" href="#{show(anchor)}">{words}</a>'
    return f"<span {kind}>{words}</span>"


def show(text):
    """Return text for HTML, escaped, without characters that reorder or hide others."""
    return escape(strip_unseen(str(text)))


def strip_unseen(text):
    """Return text without characters that reorder or hide others."""
    return _UNSEEN.sub("", text)
