"""Make text that others wrote safe to publish: nothing runs, nothing is hidden, nothing private is named."""

import base64
import csv
import io
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import nh3

from helpers.page.elements import guard_csv_cell
from helpers.paths import project_root

HTML_TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
SILENT_TAGS = set("script style template noscript svg math iframe object title head".split())
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
PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif", "webp"))
ALIGNED = {f"text-align:{side}" for side in ("left", "right", "center")}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What a value must be; an attribute whose value is not is left out.
HTML_VALUES = {
    "lang": lambda value: is_language(value),
    "dir": {"ltr", "rtl", "auto"}.__contains__,
    "class": lambda value: value == "highlight" or (len(value) < 3 and value.isalpha()),
    "colspan": lambda value: _is_count(value, 1000),
    "rowspan": lambda value: _is_count(value, 10_000),
    "scope": {"row", "col", "rowgroup", "colgroup"}.__contains__,
    "style": lambda value: read_alignment(value) in ALIGNED,
    "src": lambda value: is_picture(value),
}

# Characters that make text read in another order than it is stored (CVE-2021-42574), or that nobody
# can see; halves of a character, which no file can hold, become the mark for one that is not known.
INVISIBLE = dict.fromkeys(
    [
        *(0x200B, 0x200E, 0x200F, 0xFEFF, 0xE000, 0x7F, 0x0B, 0x0C),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        *range(0x09),
        *range(0x0E, 0x20),
    ]
) | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_PART = r"[^\s\"'<>|:;,()\[\]{}`*\\/]+"
# Addresses of the web and data in line are found first, so that what looks like a path in them stays.
PRIVATE = re.compile(
    r"(?P<web>\b(?!file:)[A-Za-z][A-Za-z0-9+.-]+://[^\s\"'<>]*|\bdata:[^\s\"'<>]*)"
    r"|(?P<quoted>(?<=(?P<mark>[\"'`]))(?:file:|/|[A-Za-z]:[\\/]|\\\\)[^\"'`<>\n]*[\\/][^\"'`<>\n]*(?=(?P=mark)))"
    rf"|\bfile:[\\/]*{_PART}(?:[\\/]+{_PART})*"
    rf"|(?<![\w/+.~<-])/{{1,2}}{_PART}(?:/+{_PART})+"
    rf"|(?<!\w)[A-Za-z]:(?:[\\/]+{_PART})+"
    rf"|(?<![\\\w])\\\\(?:\\\\)?[\w.$-]{{2,}}(?:\\+{_PART})+"
)
PACKAGES = ("/site-packages/", "/dist-packages/")


def is_language(text):
    """Return whether a text is a language tag such as ``fr`` or ``zh-Hans``."""
    return bool(LANGUAGE.fullmatch(text))


def read_alignment(style):
    """Return a style without white space and the mark at its end, to be looked up in `ALIGNED`."""
    return "".join(style.split()).rstrip(";")


def is_picture(address):
    """Return whether an address is a picture in line, of a kind that holds nothing to be run."""
    try:
        content = "".join(address.partition(",")[2].split())
        return address.startswith(PICTURES) and bool(base64.b64decode(content, validate=True))
    except ValueError:
        return False


def _is_count(text, most):
    return text.isascii() and text.isdigit() and 0 < int(text[:9]) < most


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
    return text.translate(INVISIBLE)


def hide_paths(text):
    r"""Return text with the absolute paths of a computer shortened.

    A traceback names the folders, and so the user, of whoever ran the
    notebook. A path is known by its shape: from the root, with a drive, on a
    server, or as a ``file:`` address. Paths inside the project become relative,
    paths of installed packages start at the package, of any other the last
    part stays if at least two folders stand before it. Addresses of the web stay.

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
    >>> hide_paths(r"\\bureau\ada\x.csv, C:/Users/ada, file:///home/ada/x.csv, and/or")
    '…/x.csv, …, …/x.csv, and/or'
    """
    if "/" not in text and "\\" not in text:
        return text
    root = str(project_root())
    text = text.replace(root + "/", "").replace(root, ".")
    # Known folders may have spaces in their names, at which a path in plain text seems to end.
    for known in (sys.prefix, str(Path.home()), tempfile.gettempdir()):
        if len(known) > 4:
            text = text.replace(known + "/", "/…/…/")
    return PRIVATE.sub(_shorten, text)


def find_paths(text):
    """Return the absolute paths of a computer that a text names.

    Parameters
    ----------
    text : str

    Returns
    -------
    paths : list of str
    """
    lines = [line for line in text.splitlines() if "/" in line or "\\" in line]
    found = (match for line in lines for match in PRIVATE.finditer(line))
    return [m[0] for m in found if not m["web"] and _shorten(m) != m[0]]


def _shorten(match):
    if match["web"]:
        return match[0]
    path = match[0].replace("\\", "/")
    if "/ipykernel_" in path:
        return "this notebook"
    for folder in PACKAGES:
        if folder in path:
            return path.rsplit(folder, 1)[1]
    parts = [part for part in path.removeprefix("file:").split("/") if part and part[-1] != ":"]
    if match["quoted"] and len(parts) < 2:
        return match[0]
    return f"…/{parts[-1]}" if len(parts) > 2 else "…"


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
        Balanced HTML. Links inside the page are left as they are.

    Examples
    --------
    >>> clean_html('<h2 onclick="go()">Prices<table><tr><td>1<script>x()</script>')
    '<h2>Prices<table><tbody><tr><td>1</td></tr></tbody></table></h2>'
    """

    def relative(url):
        if url.startswith("#"):
            return url
        return link(url) if link else None

    return nh3.clean(
        strip_invisible(html),
        tags=HTML_TAGS,
        clean_content_tags=SILENT_TAGS,
        attributes=HTML_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        url_relative=relative,
    )


def _keep_attribute(tag, name, value):
    if name == "href":
        # Pictures may be data, links may not; a browser skips white space inside the scheme.
        seen = "".join(letter for letter in value if letter > " ").lower()
        return None if seen.startswith("data:") else value
    return value if HTML_VALUES.get(name, bool)(value) or name not in HTML_VALUES else None


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
