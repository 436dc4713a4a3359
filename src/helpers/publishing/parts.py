"""Turn what notebooks display, figures, tables and findings, into parts of a page."""

import csv
import html
import io
import itertools
import re
import textwrap
import unicodedata

from markupsafe import Markup

from helpers.publishing.look import page_environment
from helpers.publishing.safety import MARK, clean_svg, data_uri, guard_csv

KINDS = ("figure", "table", "finding")
EMPTY = {
    "title": "",
    "narrow": "",
    "caption": "",
    "description": "",
    "note": "",
    "text": "",
    "numbers": {},
    "notebook": "",
    "robustness": "",
}
EMPTY_SOURCE = dict.fromkeys(
    ("observation_id", "publisher", "title", "published", "paragraph", "as_printed", "lang"), ""
)
PAGE = re.compile(r"\d\d_[a-z0-9_]+")
OBSERVATION_ID = re.compile(r"[\w.-]+")  # what the dataset page has rows for
NAMED = re.compile(
    rf'<g class="{MARK}"><title>(.*?)</title>(<circle [^>]*?) r="[^"]*" fill-opacity="0"/></g>'
)
FAR = 220  # points between a point and the words that it shows
TIP_SIZE = 9  # points, of the words that a focused point shows
LONG_TABLE = 25  # rows; a longer one is folded
MOST_ROWS = 500  # rows shown; the CSV file has all
MOST_BESIDE = 3  # publishers named in the margin; the fold has all
MOST_DATA = (
    150_000  # characters of a file inside a page; a longer one is the run's own file, linked
)


class Anchors:
    """Give out identifiers that are readable and unique in one page.

    Examples
    --------
    >>> anchors = Anchors()
    >>> anchors.take("Où croît-on ?"), anchors.take("增长 rates"), anchors.take("增长 rates"), anchors.take("!")
    ('ou-croit-on', '增长-rates', '增长-rates-2', 'section')
    """

    def __init__(self, taken=()):
        self.taken = set(taken)

    def take(self, text):
        """Return a new identifier made of the words of the text.

        Accents on Latin letters go, as links that carry them break when
        they are mailed; Chinese stays as it is.

        Parameters
        ----------
        text : str

        Returns
        -------
        anchor : str
        """
        slug = make_slug(text) or "section"
        anchor, count = slug, 2
        while anchor in self.taken:
            anchor, count = f"{slug}-{count}", count + 1
        self.taken.add(anchor)
        return anchor


def make_slug(text):
    """Return the words of a text joined by hyphens, in lower case.

    Parameters
    ----------
    text : str

    Returns
    -------
    slug : str
        Empty if the text has no letter and no digit.

    Examples
    --------
    >>> make_slug("4.2 Ventes à Nyêmo: 2019–2020")
    '4-2-ventes-a-nyemo-2019-2020'
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))[:80].strip("-")


def element_anchor(element):
    """Return the identifier that an element wants, the same in every run.

    Parameters
    ----------
    element : dict
        Payload of a displayed element.

    Returns
    -------
    anchor : str
        For example ``finding-aksu_growth`` or ``figure-totals``.
    """
    name = str(
        element.get("key") if element.get("kind") == "finding" else element.get("name") or ""
    )
    name = re.sub(r"[^\w.-]+", "-", name)
    return f"{element.get('kind')}-{name}"


def render_element(element, *, anchor, number, prefix, observations=""):
    """Return the HTML of one figure, table or finding.

    Parameters
    ----------
    element : dict
        Payload of a displayed element: kind figure, table or finding.
    anchor : str
        Its identifier, unique in the page.
    number : int
        Running number among those of its kind.
    prefix : str
        Start of identifiers inside a drawing, unique in the page.
    observations : str
        Link to the page of the dataset, to which sources lead; empty for none.

    Returns
    -------
    html : Markup

    Raises
    ------
    ValueError
        If the kind is unknown, or a figure or table lacks what a reader needs.

    Examples
    --------
    >>> str(render_element({"kind": "finding", "key": "a", "text": "**2** places"}, anchor="finding-a", number=1, prefix="e"))[:45]
    '<div class="finding" id="finding-a">\\n<p><stro'
    """
    kind = element.get("kind")
    if kind not in KINDS:
        raise ValueError(f"unknown kind of element {kind!r}; known: {', '.join(KINDS)}")
    element = _fill(element)
    view = {"anchor": anchor, "number": number, "element": element, "observations": observations}
    if kind == "finding":
        view["beside"] = list_beside(element["sources"])
    if kind == "figure":
        view |= _view_figure(element, prefix)
    if kind in ("figure", "table"):
        view |= _view_table(element)
    macro = getattr(page_environment().get_template("elements.html.j2").module, kind)
    return Markup(macro(view))


def render_evidence(finding, observations=""):
    """Return the fold that holds a finding's numbers and sources.

    Parameters
    ----------
    finding : dict
        With ``numbers`` and ``sources``; either may be missing.
    observations : str
        As in `render_element`.

    Returns
    -------
    html : Markup
        Empty if there are neither.
    """
    return Markup(
        page_environment()
        .get_template("elements.html.j2")
        .module.evidence(_fill(finding), observations)
    )


def list_beside(sources):
    """Return who printed what a finding rests on, a line a publisher, for the margin.

    Parameters
    ----------
    sources : list of dict
        With ``publisher``, ``published``, ``paragraph``, each of which may be missing.

    Returns
    -------
    lines : list of str
        Publisher, year or years, and the paragraphs where there is one year; what does not fit is counted.

    Examples
    --------
    >>> list_beside([{"publisher": "Zhejiang Daily (浙江日报)", "published": "June 2024", "paragraph": p} for p in (7, 13)])
    ['Zhejiang Daily 2024, ¶ 7, 13']
    """
    years, paragraphs = {}, {}
    for source in sources:
        # In what it appeared and who counted stand in the fold.
        name = re.split(r" \(|, ", str(source.get("publisher") or "publisher not known"))[0]
        years.setdefault(name, set()).update(
            re.findall(r"\b(?:19|20)\d\d\b", str(source.get("published") or ""))[-1:]
        )
        paragraphs.setdefault(name, {})[str(source.get("paragraph") or "")] = None
    lines = []
    for name, when in years.items():
        when = sorted(when)
        line = " to ".join(
            dict.fromkeys(
                [f"{name} {when[0]}", when[-1]]
                if len(when) > 1
                else [f"{name} {''.join(when)}".strip()]
            )
        )
        where = [p for p in paragraphs[name] if p]
        lines.append(f"{line}, ¶ {', '.join(where)}" if where and len(when) == 1 else line)
    more = len(lines) - MOST_BESIDE
    return lines if more <= 1 else [*lines[:MOST_BESIDE], f"and {more} more"]


def _fill(element):
    """Return an element with empty text for all that may be missing, its sources marked where they have a row to lead to."""
    sources = [{**EMPTY_SOURCE, **source} for source in element.get("sources") or []]
    if not PAGE.fullmatch(str(element.get("notebook", ""))):
        element = {**element, "notebook": ""}
    return {
        **EMPTY,
        **element,
        "sources": [
            {**s, "is_linked": bool(OBSERVATION_ID.fullmatch(str(s["observation_id"])))}
            for s in sources
        ],
    }


def _view_figure(element, prefix):
    name = element.get("name") or "without a name"
    for part, words in (
        ("description", "description"),
        ("caption", "caption"),
        ("svg", "drawing"),
        ("csv", "data (csv)"),
        ("rows", "data (rows)"),
    ):
        if not (element.get(part) if part == "rows" else str(element.get(part) or "").strip()):
            raise ValueError(f"figure {name!r} has no {words}")
    body, box, width = clean_svg(element["svg"], prefix)
    # Names of points would make a page heavy a third time; the run's own file has them.
    file = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width:g}" font-family="DejaVu Sans, sans-serif" '
        f'stroke-linejoin="round" style="white-space:pre">{NAMED.sub("", body)}</svg>'
    )
    # The other quotation mark needs no code of three characters in a link.
    file = re.sub(r"<[^>]*>", lambda match: match[0].replace('"', "'"), file)
    drawings = [_view_drawing("broad" if element["narrow"] else "", prefix, body, box, width)]
    if element["narrow"]:
        drawings.append(
            _view_drawing("narrow", f"{prefix}n", *clean_svg(element["narrow"], f"{prefix}n"))
        )
    return {
        "drawings": drawings,
        "svg_uri": Markup(data_uri("image/svg+xml", file)),
    }  # coded whole, but for the mark that needs no code


def _view_drawing(kind, prefix, body, box, width):
    """Return a drawing whose named points answer: each can be reached, says its name aloud and shows it while it has the focus."""
    height = float(box.split()[3])
    most = int(float(box.split()[2]) / (TIP_SIZE * 0.58))

    # The words stand once: what is shown is also what is read aloud.
    numbers = itertools.count(1)

    def name(match):
        anchor = f"{prefix}m{next(numbers)}"
        lines = textwrap.wrap(html.unescape(match[1]), most)
        # At the foot of the drawing, where no point lies; but not off the screen of a reader who looks at the point.
        foot = height - 4 - TIP_SIZE * 1.25 * (len(lines) - 1)
        beneath = float(re.search(r'cy="([-\d.]+)"', match[2])[1]) + 2.5 * TIP_SIZE
        top = foot if foot - beneath < FAR else beneath
        spans = "".join(
            f' <tspan x="4" dy="{TIP_SIZE * 1.25}">{html.escape(line, quote=False)}</tspan>'
            for line in lines[1:]
        )
        words = html.escape(lines[0] if lines else "", quote=False) + spans
        return f'<g class="{MARK}" tabindex="0" role="img" aria-labelledby="{anchor}">{match[2]}<text id="{anchor}" x="4" y="{top:.0f}">{words}</text></g>'

    named, count = NAMED.subn(lambda match: name((match[0], match[1], match[2] + "/>")), body)
    # With points to visit the drawing is a group of them; what is drawn beneath stays unread.
    start = named.find(f'<g class="{MARK}"')
    whole = f'<g aria-hidden="true">{named[:start]}</g>{named[start:]}' if count else body
    return {
        "kind": kind,
        "role": "group" if count else "img",
        "svg": Markup(whole),
        "box": box,
        "width": width,
    }


def _view_table(element):
    name = element.get("name") or "without a name"
    columns, rows = element.get("columns") or [], element.get("rows") or []
    if not columns:
        raise ValueError(f"{element['kind']} {name!r} has no columns")
    if not str(element.get("caption") or "").strip():
        raise ValueError(f"{element['kind']} {name!r} has no caption")
    for i, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise ValueError(
                f"{element['kind']} {name!r}: row {i} has {len(row)} cells for {len(columns)} columns"
            )
    columns = [{"label": str(c["label"]), "numeric": bool(c.get("numeric"))} for c in columns]
    file = re.sub(r"[^\w.-]+", "-", str(element.get("name") or element["kind"]))
    # The mark at the start tells spreadsheets that the file is UTF-8; without it they garble Chinese.
    uri = data_uri(
        "text/csv", "\ufeff" + guard_csv(element.get("csv") or _write_csv(columns, rows))
    )
    beside = f"../tables/{file}{'_data' if element['kind'] == 'figure' else ''}.csv"
    return {
        "columns": columns,
        "rows": [[_view_cell(cell) for cell in row] for row in rows[:MOST_ROWS]],
        "count": len(rows),
        "is_long": len(rows) > LONG_TABLE,
        "is_cut": len(rows) > MOST_ROWS,
        "file": file,
        "csv_uri": uri if len(uri) <= MOST_DATA else beside,
    }


def _view_cell(cell):
    if isinstance(cell, dict):
        lang = str(cell.get("lang") or "")
        return {
            "text": str(cell.get("text", "")),
            "lang": lang if re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", lang) else "",
        }
    return {"text": "" if cell is None else str(cell), "lang": ""}


def _write_csv(columns, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column["label"] for column in columns])
    writer.writerows([_view_cell(cell)["text"] for cell in row] for row in rows)
    return out.getvalue()
