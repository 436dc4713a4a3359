"""Turn what notebooks display, figures, tables and findings, into parts of a page."""

import csv
import functools
import io
import json
import re
import textwrap
import unicodedata

from markupsafe import Markup

from helpers.page.elements import MIME_TYPE
from helpers.publishing.addresses import Addresses
from helpers.publishing.look import page_environment
from helpers.publishing.safety import data_uri, guard_csv, is_language
from helpers.publishing.svg import Drawing

KINDS = ("figure", "table", "finding")
EMPTY = {
    "title": "",
    "narrow": "",
    "caption": "",
    "description": "",
    "note": "",
    "text": "",
    "numbers": {},
    "words": {},
    "notebook": "",
    "robustness": "",
}
EMPTY_SOURCE = dict.fromkeys(
    ("observation_id", "publisher", "title", "published", "paragraph", "as_printed", "lang"), ""
)
NO_ELEMENTS = {"papermill-error-cell-tag", "remove-cell"}  # tags of cells that no page shows
WORDS, YEAR, STRANGE = (
    re.compile(r"[^\W_]+"),
    re.compile(r"\b(?:19|20)\d\d\b"),
    re.compile(r"[^\w.-]+"),
)
DRAWN = {
    "description": "description",
    "caption": "caption",
    "svg": "drawing",
    "csv": "data (csv)",
    "rows": "data (rows)",
}  # what a figure must have, in words
FAR = 220  # points between a point and the words that it shows
TIP_SIZE = 9  # points, of the words that a focused point shows
TIP_LINE = TIP_SIZE * 1.25
LONG_TABLE = 14  # rows; a longer one is folded after the eighth
# Of a table that a phone shows as it is; the rows of a broader one are cards there.
MOST_COLUMNS = 3
BRIEF = 24  # characters up to which a last column leaves its room to the first
MOST_UNBROKEN = 20  # characters of a number in words that stays on one line
MOST_ROWS = 120  # rows shown; the CSV file has all
MOST_DATA = 60_000  # characters of a file inside a page; a longer one is the run's own file, linked


class Anchors:
    """Give out identifiers that are readable and unique in one page.

    Examples
    --------
    >>> anchors = Anchors()
    >>> [anchors.take(heading) for heading in ("Où croît-on ?", "增长 rates", "增长 rates", "!")]
    ['ou-croit-on', '增长-rates', '增长-rates-2', 'section']
    """

    def __init__(self, taken=()):
        self.taken = set(taken)

    def take(self, text: str) -> str:
        """Return a new identifier made of the words of the text.

        Accents on Latin letters go, as links that carry them break when
        they are mailed; Chinese stays as it is.
        """
        slug = make_slug(text) or "section"
        anchor, count = slug, 2
        while anchor in self.taken:
            anchor, count = f"{slug}-{count}", count + 1
        self.taken.add(anchor)
        return anchor


def make_slug(text: str) -> str:
    """Return the words of a text joined by hyphens, in lower case.

    Empty if the text has no letter and no digit.

    Examples
    --------
    >>> make_slug("4.2 Ventes à Nyêmo: 2019–2020")
    '4-2-ventes-a-nyemo-2019-2020'
    """
    # A sign such as ㏆ is letters only once it is taken apart, and may then have capitals.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return "-".join(WORDS.findall(unicodedata.normalize("NFC", text)))[:80].strip("-")


def name_safely(text):
    """Return a name of letters, digits, ``.`` and ``_``; the rest becomes hyphens.

    Examples
    --------
    >>> name_safely("aksu 2020/<b>")
    'aksu-2020-b-'
    """
    return STRANGE.sub("-", text)


def element_anchor(element: dict) -> str:
    """Return the identifier that an element wants, the same in every run.

    For example ``finding-aksu_growth`` or ``figure-totals``.

    Parameters
    ----------
    element : dict
        Payload of a displayed element.
    """
    kind = element.get("kind")
    return f"{kind}-{name_safely(str(element.get('key' if kind == 'finding' else 'name') or ''))}"


def is_removed(tags):
    """Return whether a cell with these tags, written with hyphens, is no part of the page."""
    return not NO_ELEMENTS.isdisjoint(tags)


@functools.lru_cache(maxsize=64)
def _read_elements(path, _changed):
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return list_elements(cells)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def read_elements(run_dir, stem: str) -> list[tuple[int, dict]]:
    """Return the elements of a page, from its executed notebook; none where that cannot be read.

    As of `list_elements`.
    """
    path = run_dir / "notebooks" / f"{stem}.ipynb"
    return _read_elements(path, path.stat().st_mtime_ns) if path.is_file() else []


def list_elements(cells: list[dict]) -> list[tuple[int, dict]]:
    """Return the elements that a page shows, each with the number of its section.

    A section starts with a second-level heading.

    Parameters
    ----------
    cells : list of dict
        Of an executed notebook.
    """
    section, found = 0, []
    for cell in cells:
        source = "".join(cell.get("source") or "")
        if cell.get("cell_type") == "markdown":
            section += sum(line.startswith("## ") for line in source.splitlines())
        if is_removed({tag.replace("_", "-") for tag in cell.get("metadata", {}).get("tags", [])}):
            continue
        for output in cell.get("outputs", []):
            element = (output.get("data") or {}).get(MIME_TYPE)
            if isinstance(element, dict):
                found.append((section, element))
    return found


def render_element(element, *, anchor, number, prefix, observations="") -> Markup:
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
    observations : str or Addresses
        Link to the page of the dataset, to which sources lead; empty for none.

    Raises
    ------
    ValueError
        If the kind is unknown, or a figure or table lacks what a reader needs.

    Examples
    --------
    >>> finding = {"kind": "finding", "key": "a", "text": "**2** places"}
    >>> str(render_element(finding, anchor="finding-a", number=1, prefix="e"))[:45]
    '<div class="finding" id="finding-a">\\n<p><stro'
    """
    kind = element.get("kind")
    if kind not in KINDS:
        raise ValueError(f"unknown kind of element {kind!r}; known: {', '.join(KINDS)}")
    element, observations = _fill(element), _find_all(observations)
    view = {"anchor": anchor, "number": number, "element": element, "observations": observations}
    if kind == "finding":
        view["beside"] = list_beside(element["sources"])
    if kind == "figure":
        view |= _view_figure(element, prefix)
    if kind in ("figure", "table"):
        view |= _view_table(element)
    if kind == "figure":
        view["variants"] = [
            _view_variant(element, variant, f"{prefix}v{place}-")
            for place, variant in enumerate(element.get("variants") or [])
        ]
    macro = getattr(page_environment().get_template("elements.html.j2").module, kind)
    return Markup(macro(view))


def render_evidence(finding: dict, observations: str = "") -> Markup:
    """Return the fold that holds a finding's numbers and sources.

    Empty if there are neither.

    Parameters
    ----------
    finding : dict
        With ``numbers`` and ``sources``; either may be missing.
    observations : str
        As in `render_element`.
    """
    return Markup(
        page_environment()
        .get_template("elements.html.j2")
        .module.evidence(_fill(finding), _find_all(observations))
    )


def _find_all(observations):
    return Addresses(observations) if isinstance(observations, str) else observations


def list_beside(sources: list[dict]) -> list[str]:
    """Return who printed what a finding rests on, a line a publisher, for the margin.

    Parameters
    ----------
    sources : list of dict
        With ``publisher``, ``published``, ``paragraph``, each of which may be missing.

    Returns
    -------
    lines : list of str
        Publisher, year or years, and the paragraphs where there is one year.

    Examples
    --------
    >>> source = {"publisher": "Zhejiang Daily (浙江日报)", "published": "June 2024"}
    >>> list_beside([source | {"paragraph": number} for number in (7, 13)])
    ['Zhejiang Daily 2024, ¶ 7, 13']
    """
    years, paragraphs = {}, {}
    for source in sources:
        # In what it appeared and who counted stand in the fold.
        name = str(source.get("publisher") or "publisher not known")
        name = name.partition(" (")[0].partition(", ")[0]
        years.setdefault(name, set()).update(YEAR.findall(str(source.get("published") or ""))[-1:])
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
        where = sorted((p for p in paragraphs[name] if p), key=lambda p: (len(p), p))
        lines.append(f"{line}, ¶ {', '.join(where)}" if where and len(when) == 1 else line)
    return lines


def _fill(element):
    """Return an element with empty text for what may be missing, its sources marked."""
    notebook = str(element.get("notebook", ""))
    sources = [{**EMPTY_SOURCE, **source} for source in element.get("sources") or []]
    return {
        **EMPTY,
        **element,
        "notebook": notebook if _is_name(notebook) else "",
        "sources": [{**s, "is_linked": _is_name(str(s["observation_id"]))} for s in sources],
    }


def _is_name(text):
    return bool(text) and name_safely(text) == text


def _view_figure(element, prefix):
    for part, words in DRAWN.items():
        if part == "csv" and "count" in element:
            continue  # of long data the run's own file is all there is
        if not (element.get(part) if part == "rows" else str(element.get(part) or "").strip()):
            raise ValueError(f"figure {element.get('name') or 'without a name'!r} has no {words}")
    drawing = Drawing(element["svg"], prefix)
    # Names of points would make a page heavy a third time; the run's own file has them.
    # The other quotation mark needs no code of three characters in a link.
    file = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{drawing.box}' width='{drawing.width:g}'"
        " font-family='DejaVu Sans, sans-serif' stroke-linejoin='round' style='white-space:pre'>"
        + drawing.write("'")
        + "</svg>"
    )
    drawings = [_view_drawing("broad" if element["narrow"] else "", prefix, drawing)]
    if element["narrow"]:
        narrow = Drawing(element["narrow"], f"{prefix}n")
        drawings.append(_view_drawing("narrow", f"{prefix}n", narrow))
    uri = Markup(data_uri("image/svg+xml", file))
    beside = f"../figures/{name_safely(str(element['name']))}.svg"
    return {"drawings": drawings, "svg_uri": uri if len(uri) <= MOST_DATA else beside}


def _view_variant(element, variant, prefix):
    """Return one of the drawings of a figure between which its reader chooses."""
    one = {key: each for key, each in element.items() if key != "variants"} | variant
    sentences = [str(each) for each in variant.get("sentences") or [] if each]
    return {"element": one, "sentences": sentences} | _view_figure(one, prefix) | _view_table(one)


def _view_drawing(kind, prefix, drawing):
    """Return a drawing whose points can be reached, and say and show their names."""
    return {
        "kind": kind,
        "svg": Markup(drawing.write()),
        "box": drawing.box,
        "width": drawing.width,
        "marks": [
            _view_mark(f"{prefix}m{number}", mark, drawing)
            for number, mark in enumerate(drawing.marks, 1)
        ],
    }


def _view_mark(anchor, mark, drawing):
    """Return a named point; its words stand once: what is shown is also what is read aloud."""
    lines = textwrap.wrap(mark.words, int(float(drawing.box.split()[2]) / (TIP_SIZE * 0.58)))
    # At the foot of the drawing, where no point lies; but not off the screen of a reader who looks
    # at the point.
    foot = drawing.height - 4 - TIP_LINE * (len(lines) - 1)
    beneath = mark.y + 2.5 * TIP_SIZE
    top = foot if foot - beneath < FAR else beneath
    return {
        "anchor": anchor,
        "x": f"{mark.x:.1f}",
        "y": f"{mark.y:.1f}",
        "top": f"{top:.0f}",
        "step": TIP_LINE,
        "lines": lines or [""],
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
                f"{element['kind']} {name!r}: row {i} has {len(row)} cells for {len(columns)}"
                " columns"
            )
    columns = [{"label": str(c["label"]), "numeric": bool(c.get("numeric"))} for c in columns]
    shown = [[_view_cell(cell) for cell in row] for row in rows[:MOST_ROWS]]
    longest = 0  # then of the last column
    for place, column in enumerate(columns):
        longest = max((len(row[place]["text"]) for row in shown), default=0)
        column["class"] = ("n w" if longest > MOST_UNBROKEN else "n") if column["numeric"] else ""
    file = name_safely(str(element.get("name") or element["kind"]))
    count = element.get("count") if isinstance(element.get("count"), int) else len(rows)
    # The mark at the start tells spreadsheets that the file is UTF-8; without it they garble
    # Chinese.
    uri = data_uri(
        "text/csv", "\ufeff" + guard_csv(element.get("csv") or _write_csv(columns, rows))
    )
    beside = f"../tables/{file}{'_data' if element['kind'] == 'figure' else ''}.csv"
    return {
        "columns": columns,
        "rows": shown,
        "count": count,
        "is_long": len(rows) > LONG_TABLE,
        "is_cut": count > MOST_ROWS,
        "is_broad": len(columns) > MOST_COLUMNS,
        "ends_brief": longest <= BRIEF,
        "file": file,
        "csv_uri": uri if len(uri) <= MOST_DATA and count <= len(rows) else beside,
    }


def _view_cell(cell):
    if isinstance(cell, dict):
        lang = str(cell.get("lang") or "")
        return {"text": str(cell.get("text", "")), "lang": lang if is_language(lang) else ""}
    return {"text": "" if cell is None else str(cell), "lang": ""}


def _write_csv(columns, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column["label"] for column in columns])
    writer.writerows([_view_cell(cell)["text"] for cell in row] for row in rows)
    return out.getvalue()
