"""Make others' text safe to publish: nothing runs, is hidden or is private."""

import base64
import csv
import io
import re
from urllib.parse import quote

import nh3

from helpers.page.elements import guard_csv_cell
from helpers.words.private import hide_paths

HTML_TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
    " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span"
    " strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
SILENT_TAGS = set(
    "script style template noscript svg math iframe object audio video title head".split()
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


def strip_invisible(text: str) -> str:
    r"""Return text without control, bidirectional and zero-width characters.

    They can make a page show something else than it says. The joiners that
    Persian and Indic scripts need (U+200C, U+200D) stay.

    Examples
    --------
    >>> strip_invisible("pay\u202eload\u200b")
    'payload'
    """
    return text.translate(INVISIBLE)


def make_plain(value) -> str:
    """Return a value as text in which all can be seen and no folder of a computer stands."""
    return hide_paths(strip_invisible(str(value or "")))


def clean_html(html: str, *, link=None) -> str:
    """Return HTML that keeps its structure and carries nothing that can run.

    Headings, tables, figures, lists and folds stay, which nbconvert's own sanitiser escapes to
    text. Tags that do not close are closed. Identifiers are dropped: the page gives its own.

    Balanced HTML. Links inside the page are left as they are.

    Parameters
    ----------
    html : str
    link : callable, str -> str or None, optional
        Gets each relative link; its answer stands in the page, None drops the link.

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


def guard_csv(text: str) -> str:
    r"""Return CSV text in which no cell is a formula to a spreadsheet.

    A cell that starts with ``=``, ``+``, ``-`` or ``@`` gets an apostrophe in
    front, as OWASP advises, unless it is a number.

    The same table, lines end in ``\n``.

    Parameters
    ----------
    text : str
        CSV, comma separated.

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


def data_uri(mime: str, text: str) -> str:
    """Return a data URI that holds the text, in the shorter of the two encodings.

    Parameters
    ----------
    mime : str
        For example ``text/csv``.
    text : str

    Examples
    --------
    >>> data_uri("text/csv", "a,b")
    'data:text/csv;charset=utf-8,a,b'
    """
    plain = quote(text, safe="/:;,@=+$!*'()-._~?")
    coded = base64.b64encode(text.encode()).decode()
    start = f"data:{mime};charset=utf-8"
    return f"{start},{plain}" if len(plain) <= len(coded) + 7 else f"{start};base64,{coded}"
