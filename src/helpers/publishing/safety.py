"""Make text that others wrote safe to stand in a page or a download."""

import base64
import csv
import io
import re
import sys
import tempfile
from html import escape
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import nh3

from helpers.page.elements import guard_csv_cell
from helpers.paths import project_root

HTML_TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
HTML_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "col": {"span"},
    "details": {"open"},
    "div": {"class"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "span": {"class"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
}
# What a value must look like; an attribute that does not is left out.
HTML_VALUES = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "class": re.compile(r"highlight|[a-z]{1,2}"),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,3}"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "style": re.compile(r"text-align:\s*(left|right|center);?"),
    "src": re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+"),
}
# A link inside the page is marked until all anchors are known; the mark is a private character, taken out of the input.
IN_PAGE = "\ue000"

# Characters that make text read in another order than it is stored (CVE-2021-42574), or that nobody can see.
INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
SVG_TAGS = set(
    "svg g defs path rect circle ellipse line polyline polygon text tspan use symbol clipPath mask pattern "
    "marker linearGradient radialGradient stop title desc image".split()
)
SVG_STYLE = set(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit opacity color font font-size font-family font-style font-weight font-variant "
    "font-stretch text-anchor text-decoration letter-spacing word-spacing white-space dominant-baseline baseline-shift "
    "clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity paint-order display visibility "
    "image-rendering shape-rendering".split()
)
SVG_ATTRIBUTES = SVG_STYLE | set(
    "d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox preserveAspectRatio points transform offset "
    "gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits "
    "maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient rotate textLength lengthAdjust".split()
)
LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
SVG_IMAGE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
DEEPEST = 60
LONG_PATH = 80  # numbers and letters of a path from which it is a curve or a band, and a tenth of a point is fine enough
MARK = "mark"  # class of a point that has a name


HOMES = "home|Users|root|tmp|var|usr|opt|mnt|media|private|work|srv|etc|Volumes|workspace|workspaces|builds|github|app|nix"
POSIX_PATH = re.compile(
    rf"(?<![\w/:+=.~-])(?:file:/{{2,3}}(?=/))?/(?:{HOMES})(?:/[^\s\"'<>|:;,()\[\]{{}}`*]*)+"
)
WINDOWS_PATH = re.compile(r"(?<!\w)[A-Za-z]:(?:\\{1,2}[^\\\s\"'<>|:]+)+")


def strip_invisible(text):
    r"""Return text without control, bidirectional and zero-width characters.

    They can make a page show something else than it says. The joiners that
    Persian and Indic scripts need (U+200C, U+200D) stay.

    Parameters
    ----------
    text : str

    Returns
    -------
    text : str

    Examples
    --------
    >>> strip_invisible("pay\u202eload\u200b")
    'payload'
    """
    return INVISIBLE.sub("", text)


def hide_paths(text):
    """Return text with the absolute paths of this computer shortened.

    A traceback names the folders, and so the user, of whoever ran the
    notebook. Paths inside the project become relative, paths of installed
    packages start at the package, of any other only the last part stays.

    Parameters
    ----------
    text : str

    Returns
    -------
    text : str

    Examples
    --------
    >>> hide_paths("read /srv/ada/articles/aksu.txt, see https://example.org/home/x")
    'read …/aksu.txt, see https://example.org/home/x'
    """
    if "/" not in text and "\\" not in text:
        return text
    root = str(project_root())
    text = text.replace(root + "/", "").replace(root, ".")
    for known in (sys.prefix, str(Path.home()), tempfile.gettempdir()):
        if len(known) > 4:
            text = text.replace(known + "/", "/usr/")
    return WINDOWS_PATH.sub(_shorten, POSIX_PATH.sub(_shorten, text))


def _shorten(match):
    path = match[0].replace("\\", "/").rstrip("/")
    if "/ipykernel_" in path:
        return "this notebook"
    for folder in ("/site-packages/", "/dist-packages/"):
        if folder in path:
            return path.rsplit(folder, 1)[1]
    return "…/" + path.rsplit("/", 1)[1]


def clean_html(html, *, link=None):
    """Return HTML that keeps its structure and carries nothing that can run.

    Headings, tables, figures, lists and folds stay, which nbconvert's own
    sanitiser escapes to text. Tags that do not close are closed. Identifiers
    are dropped: the page gives its own.

    Parameters
    ----------
    html : str
    link : callable, str -> str or None, optional
        Gets each relative link; its answer stands in the page, None drops the link.

    Returns
    -------
    html : str
        Balanced HTML. A link inside the page starts with ``#`` and `IN_PAGE`.

    Examples
    --------
    >>> clean_html('<h2 onclick="go()">Prices<table><tr><td>1<script>x()</script>')
    '<h2>Prices<table><tbody><tr><td>1</td></tr></tbody></table></h2>'
    """

    def keep(tag, name, value):
        if tag == "a" and name == "href" and value.startswith("#"):
            return f"#{IN_PAGE}{value[1:]}"
        # Pictures may be data, links may not; a browser skips white space inside the scheme.
        if (
            tag == "a"
            and name == "href"
            and re.match(r"(?!https?:|mailto:)[^/?#]*:", re.sub(r"[\x00-\x20]", "", value), re.I)
        ):
            return None
        rule = HTML_VALUES.get(name)
        return value if rule is None or rule.fullmatch(value) else None

    def relative(url):
        if url.startswith("#"):
            return url
        return link(url) if link else None

    return nh3.clean(
        strip_invisible(html),
        tags=HTML_TAGS,
        clean_content_tags={
            "script",
            "style",
            "template",
            "noscript",
            "svg",
            "math",
            "iframe",
            "object",
            "title",
            "head",
        },
        attributes=HTML_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "data"},
        url_relative=relative,
    )


def clean_svg(svg, prefix):
    """Return an SVG drawing rebuilt from an allow-list, for the page and as a file.

    Nothing that can run, load or reach outside survives: no script, event
    handler, style sheet, animation, foreign content or outside reference.
    Identifiers get `prefix`, so that two drawings can share a page. On the way
    matplotlib's six decimals become two and empty groups go, which halves the size.

    Parameters
    ----------
    svg : str
        A whole SVG document or element.
    prefix : str
        Start of every identifier, unique in the page.

    Returns
    -------
    body : str
        What stands between ``<svg>`` and ``</svg>``.
    box : str
        The ``viewBox``.
    width : float
        Natural width in CSS pixels; four thirds of the box where none is given, as matplotlib counts in points.

    Raises
    ------
    ValueError
        If the text is not an SVG drawing, declares entities, or nests too deep.

    Examples
    --------
    >>> clean_svg('<svg viewBox="0 0 9 9" width="9"><script/><path id="a" d="M 0 0 L 1.23456 2"/></svg>', "f")
    ('<path d="M0 0L1.23 2"/>', '0 0 9 9', 9.0)
    """
    if "<!ENTITY" in svg.upper():
        raise ValueError("the SVG declares entities; a drawing has no need of them")
    try:
        root = ElementTree.fromstring(svg.strip())
    except ElementTree.ParseError as error:
        raise ValueError(f"the SVG cannot be read: {error}") from None
    if root.tag.removeprefix(SVG) != "svg":
        raise ValueError(f"the SVG starts with <{root.tag}>, not with <svg>")
    width, height = (_pixels(root.get(side)) for side in ("width", "height"))
    box = " ".join(re.findall(r"-?[\d.]+", root.get("viewBox", ""))[:4])
    if box.count(" ") != 3:
        box = f"0 0 {width or 640:g} {height or 400:g}"
    ids = {name: f"{prefix}{i}" for i, name in enumerate(sorted(_referenced(root)), 1)}
    body = "".join(_emit(child, ids, 1) for child in root)
    return body, box, width or round(float(box.split()[2]) * 4 / 3, 2)


def _pixels(length):
    match = re.fullmatch(r"\s*([\d.]+)\s*(pt|px|in|)\s*", length or "")
    return round(float(match[1]) * {"pt": 4 / 3, "in": 96}.get(match[2], 1), 2) if match else None


def _referenced(root):
    names = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("href", XLINK + "href") and value.startswith("#"):
                names.add(value[1:])
            names.update(LOCAL_URL.findall(value))
    return names


def _emit(element, ids, depth):
    if depth > DEEPEST:
        raise ValueError(f"the SVG nests deeper than {DEEPEST} elements")
    tag = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
    if tag == "a":
        return "".join(_emit(child, ids, depth + 1) for child in element)
    if tag not in SVG_TAGS or (tag == "svg" and depth > 1):
        return ""
    attributes = _svg_attributes(tag, element.attrib, ids)
    if tag in ("use", "image") and "href" not in attributes:
        return ""
    inside = "".join(
        _emit(child, ids, depth + 1)
        + (escape(child.tail, quote=False) if tag in ("text", "tspan") and child.tail else "")
        for child in element
    )
    if tag in ("text", "tspan", "title", "desc") and element.text:
        text = escape(strip_invisible(element.text), quote=False)
        # Spaces at the start keep a label off its point; a browser would drop ordinary ones.
        inside = re.sub(r"^ +(?=\S)", lambda match: "\u00a0" * len(match[0]), text) + inside
    if tag in ("g", "defs") and not inside:
        return ""
    if tag == "g" and not attributes:
        return inside
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def _svg_attributes(tag, given, ids):
    kept = {}
    for name, value in given.items():
        if name == "id":
            if value in ids:
                kept["id"] = ids[value]
        elif (tag, name, value) == ("g", "class", MARK):
            kept["class"] = MARK
        elif name in ("href", XLINK + "href"):
            if tag == "image" and SVG_IMAGE.fullmatch(value):
                kept["href"] = value
            elif tag != "image" and value[1:] in ids and value.startswith("#"):
                kept["href"] = "#" + ids[value[1:]]
        elif name == "style":
            declared = (part.partition(":")[::2] for part in value.split(";"))
            pairs = ((key.strip(), _svg_value(text.strip(), ids)) for key, text in declared)
            # The page, or the reader's viewer, chooses the font; text was measured in the widest one.
            good = [
                f"{key}:{text}"
                for key, text in pairs
                if key in SVG_STYLE
                and text
                and not (key == "font-family" and "DejaVu Sans'" in text)
            ]
            if good:
                kept["style"] = ";".join(good)
        elif name in SVG_ATTRIBUTES:
            value = _svg_value(value, ids)
            if value and not (name == "transform" and re.match(r"rotate\(-?0(\s[^)]*)?\)$", value)):
                kept[name] = _shorten_numbers(name, value)
    return kept


def _svg_value(value, ids):
    if any(mark in value for mark in ("\\", "/*", "@", "<", "javascript:")):
        return ""
    value = LOCAL_URL.sub(lambda match: f"url(#{ids[match[1]]})", value)
    calls = set(re.findall(r"([A-Za-z-]+)\s*\(", re.sub(r"url\(#[\w.-]+\)", "", value)))
    known = {"rgb", "rgba", "hsl", "translate", "rotate", "scale", "matrix", "skewX", "skewY"}
    return value if calls <= known else ""


def _shorten_numbers(name, value):
    if name == "d":
        parts = re.findall(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", value)
        places = 2 if len(parts) < LONG_PATH else 1
        text = " ".join(
            part if part.isalpha() else f"{float(part):.{places}f}".rstrip("0").rstrip(".")
            for part in parts
        )
        return re.sub(r" ?([A-Za-z]) ?", r"\1", text).replace("-0 ", "0 ")
    if name in ("x", "y", "points", "cx", "cy"):
        return re.sub(r"\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}", value)
    return value


def guard_csv(text):
    r"""Return CSV text in which no cell is a formula to a spreadsheet.

    A cell that starts with ``=``, ``+``, ``-`` or ``@`` gets an apostrophe in
    front, as OWASP advises, unless it is a number.

    Parameters
    ----------
    text : str
        CSV, comma separated.

    Returns
    -------
    text : str
        The same table, lines end in ``\n``.

    Examples
    --------
    >>> guard_csv("place,growth\n=cmd(),-4.5\n")
    "place,growth\n'=cmd(),-4.5\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in csv.reader(io.StringIO(strip_invisible(text), newline="")):
        writer.writerow([guard_csv_cell(cell) for cell in row])
    return out.getvalue()


def data_uri(mime, text):
    """Return a data URI that holds the text, in the shorter of the two encodings.

    Parameters
    ----------
    mime : str
        For example ``text/csv``.
    text : str

    Returns
    -------
    uri : str

    Examples
    --------
    >>> data_uri("text/csv", "a,b")
    'data:text/csv;charset=utf-8,a,b'
    """
    plain = quote(text, safe="/:;,@=+$!*'()-._~?")
    coded = base64.b64encode(text.encode()).decode()
    start = f"data:{mime};charset=utf-8"
    return f"{start},{plain}" if len(plain) <= len(coded) + 7 else f"{start};base64,{coded}"
