"""The look that all pages share: stylesheet, script, templates and their filters."""

import base64
import datetime as dt
import functools
import hashlib
import math
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from helpers.page.elements import write_text
from helpers.publishing.safety import strip_invisible
from helpers.publishing.strip import draw_share
from helpers.words.units import UNITS, format_quantity, format_range

TEMPLATES = Path(__file__).parent / "templates"
SITE = "Rural e-commerce in the press"

# Chinese characters and their punctuation; Latin letters between them belong to the phrase.
HAN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff](?:[0-9.,%A-Za-z"
    r" ]*[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef])*"
)


@functools.cache
def read_style(name: str = "style.css") -> str:
    """Return a stylesheet, without comments and spare white space."""
    text = (TEMPLATES / "rural" / name).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


@functools.cache
def read_script(*more: str) -> str:
    """Return the page's own few lines of script, and those of more files where a page has any."""
    text = "".join(
        (TEMPLATES / "rural" / name).read_text(encoding="utf-8") for name in ("page.js", *more)
    )
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@functools.cache
def read_policy(*more: str) -> str:
    """Return a content policy that lets our own script run and nothing load.

    Whatever a sanitiser might miss, the browser then refuses: scripts other than ours, event
    handlers, any request.
    """
    digest = base64.b64encode(hashlib.sha256(read_script(*more).encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def mark_foreign(text: str) -> Markup:
    """Return text, escaped, with Chinese phrases marked and numbers kept with their marks.

    A screen reader then changes its voice, a browser its font.

    Examples
    --------
    >>> str(mark_foreign("sales of 34.24 (亿元) & more"))
    'sales of 34.24 (<span lang="zh">亿元</span>) &amp; more'
    """
    html = str(escape(strip_invisible(str(text)))).replace("¶ ", "¶\N{NO-BREAK SPACE}")
    return Markup(HAN.sub(r'<span lang="zh">\g<0></span>', html))


def mark_strong(text: str) -> Markup:
    """Return text as `mark_foreign` does, ``**words**`` bold, per cent signs kept.

    Examples
    --------
    >>> str(mark_strong("grew **18 %** a year, <fast>"))
    'grew <strong>18\\xa0%</strong> a year, &lt;fast&gt;'
    """
    html = re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", str(mark_foreign(text)))
    plain, *pairs = html.split("**")
    return Markup(plain + "".join(map(_embolden, pairs[::2], [*pairs[1::2], None])))


def _embolden(inside, after):
    """Return words in bold and what follows; a mark that nothing answers stays a mark."""
    return f"**{inside}" if after is None else f"<strong>{inside}</strong>{after}"


def keep_whole(text: str) -> Markup:
    """Return text, escaped, whose words with a single letter before the hyphen stay on one line.

    Examples
    --------
    >>> str(keep_whole("Is e-commerce well-known?"))
    'Is <span class="unbroken">e-commerce</span> well-known?'
    """
    html = str(escape(strip_invisible(str(text))))
    return Markup(re.sub(r"\b[A-Za-z]-\w+", r'<span class="unbroken">\g<0></span>', html))


def _write_robustness(text: str) -> Markup:
    """Return how a finding fares under other choices, a strip before its words."""
    return draw_share(text) + mark_strong(text)


def write_day(text: str) -> str:
    """Return an ISO date in words, and anything else as it is.

    Examples
    --------
    >>> write_day("2024-06-05"), write_day("June 2024"), write_day("2020-11-04T10:00:00")
    ('5 June 2024', 'June 2024', '4 November 2020')
    """
    try:
        day = dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return str(text)
    months = (
        "January February March April May June July August September October November December"
    ).split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def write_value(value) -> str:
    """Return a number, or whatever stands in its place, as a reader wants it.

    Parameters
    ----------
    value : object
        From JSON: number, text, list, boolean or None.

    Examples
    --------
    >>> [write_value(value) for value in (3424000000.0, 0.18234567, None, float("inf"))]
    ['3,424,000,000', '0.182346', 'not available', 'no upper bound']
    >>> write_value(2020), write_value([1, 2]), write_value(True), write_value("")
    ('2020', '1, 2', 'yes', 'empty')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "not available"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(write_value(each) for each in value) or "empty"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {write_value(each)}" for key, each in value.items()) or "empty"
    if isinstance(value, (int, float)):
        if math.isinf(value):
            return "no upper bound" if value > 0 else "no lower bound"
        if abs(value) < 10_000:
            return f"{value:.6g}"
        return f"{value:,.0f}" if abs(value) < 1e15 else f"{value:.6g}"
    return str(value) or "empty"


def write_measured(number, digits: int | None = None) -> str:
    """Return a quantity or a range with its unit, hardly rounded; any other value as it is.

    Parameters
    ----------
    number : object
        From JSON; with a unit, a dict with ``value`` or with ``low`` and ``high``.
    digits : int, optional
        Significant digits of both, where they are to be rounded more.

    Examples
    --------
    >>> write_measured({"value": 0.00002962106, "unit": "share"}, 3)
    '0.00296 %'
    """
    if isinstance(number, dict) and number.get("unit") in UNITS:
        if "value" in number:
            return format_quantity(number["value"], number["unit"], digits=digits or 7)
        low, high = number.get("low"), number.get("high")
        return format_range(
            -math.inf if low is None else low,
            math.inf if high is None else high,
            number["unit"],
            digits=digits or 5,
        )
    return write_value(number)


def write_numbers(numbers: dict, words=None) -> list[tuple[str, str]]:
    """Return a finding's numbers as pairs of label and text, the low bound first.

    Without the words of the sentence, which are no numbers.

    Parameters
    ----------
    numbers : dict
        Name to value.
    words : dict, optional
        Name to label, of `name_places`; where there is none the name is the label.

    Examples
    --------
    >>> retail = {"value": 3.424e10, "unit": "CNY"}
    >>> write_numbers({"high": 26.4, "low": -11, "retail_total": retail})
    [('low', '−11'), ('high', '26.4'), ('retail total', '34.24 billion yuan')]
    """
    order = {"low": 0, "mid": 1, "central": 1, "high": 2}
    pairs = []
    shown = {name: number for name, number in numbers.items() if not isinstance(number, str)}
    said = {name: place for place, name in enumerate(words or ())}  # as the sentence has them
    for name in sorted(
        shown, key=lambda name: (said.get(name, 0), order.get(str(name).partition("_")[0], 3))
    ):
        label = str((words or {}).get(name) or str(name).replace("_", " "))
        text = write_measured(numbers[name])
        if isinstance(numbers[name], (int, float)):
            text = text.replace("-", "−") if "e" not in text else text
        pairs.append((label, text))
    return pairs


def write_labels(columns: Sequence[str]) -> str:
    """Return the labels of columns as a style: where a row is a card, each cell then says what it
    is.

    Returns
    -------
    style : str
        Letters and digits stand as they are, all else as codes, so that no label is more than a
        label.

    Examples
    --------
    >>> write_labels(["Place", "Million yuan (2023)"])
    "--c1:'Place';--c2:'Million yuan \\\\28 2023\\\\29 '"
    """
    return ";".join(
        f"--c{number}:'{''.join(map(_write_letter, label))}'"
        for number, label in enumerate(columns, 1)
    )


def _write_letter(letter):
    return letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} "


def add_filters(environment):
    """Add this project's filters and constants to a jinja environment.

    Parameters
    ----------
    environment : jinja2.Environment
        Changed in place: escaping is switched on for every template.

    Returns
    -------
    environment : jinja2.Environment
        The same one.
    """
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        foreign=mark_foreign,
        strong=mark_strong,
        unbroken=keep_whole,
        robust=_write_robustness,
        day=write_day,
        labels=write_labels,
        value=write_value,
        numbers=write_numbers,
    )
    environment.globals.update(
        site=SITE,
        style=Markup(read_style()),
        script=Markup(read_script()),
        policy=Markup(read_policy()),
    )
    return environment


def write_page(path, template, **content):
    """Write a page of its own from a template, without characters that cannot be seen; a stylesheet
    of the template's name is that of this kind of page alone."""
    own = template.replace(".html.j2", ".css")
    more = Markup(read_style(own)) if (TEMPLATES / "rural" / own).is_file() else ""
    text = page_environment().get_template(template).render(**{"more_style": more} | content)
    write_text(path, strip_invisible(text).strip() + "\n")


@functools.cache
def page_environment():
    """Return the jinja environment of the pages that no notebook makes.

    Returns
    -------
    environment : jinja2.Environment
    """
    return add_filters(
        Environment(loader=FileSystemLoader(TEMPLATES / "rural"), undefined=StrictUndefined)
    )
