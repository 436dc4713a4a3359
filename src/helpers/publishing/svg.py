"""Rebuild a drawing from an allow-list: read once, written for the page and as a file."""

import math
import re
from dataclasses import dataclass, field
from html import escape
from xml.etree import ElementTree

from helpers.publishing.safety import make_plain

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
TAGS = set(
    "svg g defs path rect circle ellipse line polyline polygon text tspan use symbol clipPath mask"
    " pattern marker linearGradient radialGradient stop title desc image".split()
)
STYLE = set(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray"
    " stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity color font"
    " font-size font-family font-style font-weight font-variant font-stretch text-anchor"
    " text-decoration letter-spacing word-spacing white-space dominant-baseline baseline-shift"
    " clip-path clip-rule mask marker-start marker-mid marker-end stop-color stop-opacity"
    " paint-order display visibility image-rendering shape-rendering".split()
)
ATTRIBUTES = STYLE | set(
    "d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height viewBox preserveAspectRatio points"
    " transform offset gradientUnits gradientTransform spreadMethod patternUnits"
    " patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerWidth"
    " markerHeight markerUnits refX refY orient rotate textLength lengthAdjust".split()
)
WORDS = {"text", "tspan", "title", "desc"}  # elements whose text is shown or read aloud
CALLS = {"rgb", "rgba", "hsl", "translate", "rotate", "scale", "matrix", "skewX", "skewY"}
# Six digits of a colour that three say as well.
COLOUR = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])")
LIVE = ("\\", "/*", "@", "<", "javascript:")
PIXELS = {"pt": 4 / 3, "px": 1, "in": 96, "": 1}
LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
CALL = re.compile(r"([A-Za-z-]+)\s*\(")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
STEP = re.compile(rf"[A-Za-z]|{NUMBER.pattern}")
PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg"))
DEEPEST = 60
# numbers and letters of a path from which it is a curve or a band, and a tenth of a point is fine
# enough
LONG_PATH = 80
MARK = "mark"  # class of a point that has a name


@dataclass(frozen=True)
class Part:
    """One element of a drawing, cleaned: its tag, its attributes, and what it holds."""

    tag: str
    attributes: dict
    inside: list = field(default_factory=list)

    def write(self, quote):
        """Return the element as text, its attributes between such quotation marks."""
        given = "".join(
            f" {name}={quote}{escape(value)}{quote}" for name, value in self.attributes.items()
        )
        inside = _write(self.inside, quote)
        return f"<{self.tag}{given}>{inside}</{self.tag}>" if inside else f"<{self.tag}{given}/>"


@dataclass(frozen=True)
class Mark:
    """A point of a drawing that has a name: what it says, and where it lies."""

    words: str
    x: float
    y: float


class Drawing:
    """An SVG drawing rebuilt from an allow-list.

    Nothing that can run, load or reach outside survives: no script, event handler, style sheet,
    animation, foreign content or outside reference. On the way matplotlib's six decimals become two
    and empty groups go, which halves the size. Raises ValueError if the text is not an SVG drawing,
    declares entities, or nests too deep.

    `svg`: a whole SVG document or element.
    `prefix`: start of every identifier, unique in the page, so that two drawings can share one.

    Attributes
    ----------
    box : str
        The ``viewBox``.
    width, height : float
        Natural width in CSS pixels, four thirds of the box where none is given, as matplotlib
        counts in points; height of the box.
    marks : list of Mark
        The named points, which are no part of `write`.

    Examples
    --------
    >>> path = '<path id="a" d="M 0 0 L 1.23456 2"/>'
    >>> drawing = Drawing(f'<svg viewBox="0 0 9 9" width="9"><script/>{path}</svg>', "f")
    >>> drawing.write(), drawing.box, drawing.width
    ('<path d="M0 0L1.23 2"/>', '0 0 9 9', 9.0)
    """

    def __init__(self, svg: str, prefix: str):
        if "<!ENTITY" in svg.upper():
            raise ValueError("the SVG declares entities; a drawing has no need of them")
        try:
            root = ElementTree.fromstring(svg.strip())
        except ElementTree.ParseError as error:
            raise ValueError(f"the SVG cannot be read: {error}") from None
        if _find_tag(root) != "svg":
            raise ValueError(f"the SVG starts with <{root.tag}>, not with <svg>")
        width, height = (_read_pixels(root.get(side, "")) for side in ("width", "height"))
        sides = NUMBER.findall(root.get("viewBox", ""))[:4]
        if len(sides) != 4:
            sides = ["0", "0", f"{width or 640:g}", f"{height or 400:g}"]
        self.box = " ".join(sides)
        self.width = width or round(float(sides[2]) * 4 / 3, 2)
        self.height = float(sides[3])
        self.marks = []
        self._styles = {}  # a drawing has few of them, each many times
        self._begins_at_start = not any(
            "text-anchor" in element.attrib or "text-anchor" in element.get("style", "")
            for element in root.iter()
            if _find_tag(element) not in ("text", "tspan")
        )
        names = enumerate(sorted(_list_references(root)), 1)
        self._ids = {name: f"{prefix}{i}" for i, name in names}
        self._inside = [part for child in root for part in self._clean(child, 1)]

    def write(self, quote='"'):
        """Return what stands between ``<svg>`` and ``</svg>``, attributes in these quotes."""
        return _write(self._inside, quote)

    def _clean(self, element, depth):
        """Return what is kept of an element: nothing, itself, or what it holds."""
        if depth > DEEPEST:
            raise ValueError(f"the SVG nests deeper than {DEEPEST} elements")
        tag = _find_tag(element)
        if tag == "a":
            return [part for child in element for part in self._clean(child, depth + 1)]
        if tag not in TAGS or tag == "svg":
            return []
        if tag == "g" and element.get("class") == MARK and (mark := _read_mark(element)):
            self.marks.append(mark)
            return []
        attributes = self._clean_attributes(tag, element.attrib)
        if tag in ("use", "image") and "href" not in attributes:
            return []
        inside = [_clean_words(element.text, is_start=True)] if tag in WORDS else []
        for child in element:
            inside += self._clean(child, depth + 1)
            if tag in ("text", "tspan"):
                inside.append(_clean_words(child.tail))
        inside = [part for part in inside if part]
        if tag in ("g", "defs") and not inside:
            return []
        return inside if tag == "g" and not attributes else [Part(tag, attributes, inside)]

    def _clean_attributes(self, tag, given):
        kept = {}
        for name, value in given.items():
            if name == "id":
                if value in self._ids:
                    kept["id"] = self._ids[value]
            elif name in ("href", XLINK + "href"):
                if tag == "image" and value.startswith(PICTURES):
                    kept["href"] = value
                elif tag != "image" and value.startswith("#") and value[1:] in self._ids:
                    kept["href"] = "#" + self._ids[value[1:]]
            elif name == "style":
                if (tag, value) not in self._styles:
                    self._styles[tag, value] = self._clean_style(tag, value)
                if style := self._styles[tag, value]:
                    kept["style"] = style
            elif name in ATTRIBUTES:
                value = self._clean_value(value)
                if value and not (name == "transform" and _turns_by_nothing(value)):
                    kept[name] = _shorten_numbers(name, value)
        return kept

    def _clean_style(self, tag, style):
        declared = (part.partition(":")[::2] for part in style.split(";"))
        pairs = ((key.strip(), self._clean_value(text.strip())) for key, text in declared)
        # The page, or the reader's viewer, chooses the font; text was measured in the widest one.
        return ";".join(
            f"{key}:{text}"
            for key, text in pairs
            if key in STYLE and text and not self._is_usual(tag, key, text)
        )

    def _is_usual(self, tag, key, text):
        """Return whether a declaration says what holds without it."""
        if key == "font-family":
            return "DejaVu Sans'" in text
        return tag == "text" and (key, text) == ("text-anchor", "start") and self._begins_at_start

    def _clean_value(self, value):
        if any(mark in value for mark in LIVE):
            return ""
        value = LOCAL_URL.sub(lambda match: f"url(#{self._ids[match[1]]})", value)
        strange = set(CALL.findall(value)) - CALLS - {"url"}
        if strange or value.count("url(") != value.count("url(#"):
            return ""
        return COLOUR.sub(r"#\1\2\3", value)


def _write(inside, quote):
    return "".join(
        part.write(quote) if isinstance(part, Part) else escape(part, quote=False)
        for part in inside
    )


def _find_tag(element):
    return element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""


def _list_references(root):
    names = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name in ("href", XLINK + "href") and value.startswith("#"):
                names.add(value[1:])
            names.update(LOCAL_URL.findall(value))
    return names


def _read_pixels(length):
    number = NUMBER.match(length.strip())
    unit = length.strip()[number.end() :].strip() if number else None
    return round(float(number[0]) * PIXELS[unit], 2) if unit in PIXELS else None


def _read_mark(group):
    """Return the named point that a group holds, or None if it holds anything else."""
    title, circle = group.find(f"{SVG}title"), group.find(f"{SVG}circle")
    if len(group) != 2 or title is None or circle is None or len(title):
        return None
    try:
        x, y = float(circle.get("cx", "")), float(circle.get("cy", ""))
    except ValueError:
        return None
    return Mark(_clean_words(title.text), x, y) if math.isfinite(x + y) else None


def _clean_words(text, is_start=False):
    words = make_plain(text)
    # Spaces at the start keep a label off its point; a browser would drop ordinary ones.
    bare = words.lstrip(" ")
    return "\u00a0" * (len(words) - len(bare)) + bare if is_start and bare else words


def _turns_by_nothing(transform):
    angle = transform.removeprefix("rotate(").rstrip(")").split() if "rotate(" in transform else []
    return bool(angle) and angle[0] in ("0", "-0") and transform.count("(") == 1


def _shorten_numbers(name, value):
    if name == "d":
        steps = STEP.findall(value)
        places = 2 if len(steps) < LONG_PATH else 1
        return _join_steps(step if step.isalpha() else _round(step, places) for step in steps)
    if name in ("x", "y", "points", "cx", "cy"):
        return NUMBER.sub(
            lambda match: _round(match[0], 2) if len(match[0].partition(".")[2]) > 2 else match[0],
            value,
        )
    return value


def _round(number, places):
    text = f"{float(number):.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _join_steps(steps):
    """Return the letters and numbers of a path with spaces only between numbers."""
    text, after_number = "", False
    for step in steps:
        is_number = not step.isalpha()
        text += (" " if is_number and after_number else "") + step
        after_number = is_number
    return text
