"""Read numbers as the press prints them, and turn them into the bounds that their words allow.

Two steps. `read_printed` takes "34.24亿元" or "plus de 1 200 magasins" apart: value, hedge, last
printed digit. `find_bounds` applies a named reading, that is a rule from words to bounds:

    point          no bounds: the number as it stands; a printed range by its middle
    conventional   half a step of the last printed digit either way; a hedge reaches one step of the
                   last digit that is not nought
    rounded        as conventional, but a plain round number may itself be rounded to the last digit
                   that is not nought: 800万 is 750万 to 850万
    literal        a hedge promises no more than it says: "more than" is open above, "nearly" starts
                   at nought, "about" says nothing

The rules are ours. Ferson et al. (2015, International Journal of Approximate Reasoning) measured
how people understand "about", "nearly" or "at least": the effect grows with the roundness of the
number. Williams and Power (2013, Pragmatics & Cognition 21) found plain round numbers read as
approximate, which is the reason for `rounded`. A count of whole things printed to the last one is
exact under every reading.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from helpers.units import is_whole

READINGS = ("point", "conventional", "rounded", "literal")

# wording: which way the true value may lie from the printed one, in words for the reader
WORDINGS = {
    "stated": "printed plainly",
    "more_than": "the printed number or more",
    "nearly": "up to the printed number",
    "less_than": "below the printed number",
    "about": "around the printed number",
    "range": "both ends printed",
    "several": "a few: 2 to 9",
    "several_tens": "some tens: 20 to 99",
}
SMALL_COUNT = 100  # a plain "10 buildings" was counted; a plain "13 thousand growers" was not
PRINTED_BOUNDS = ("range", "several", "several_tens")

_PREFIXES = {
    "more_than": ("plus de", "plus d'", "plus d’", "超过", "突破", "逾", "超", "破", "more than", "over", "above", "at least", "exceeded", "exceeding", "surpassed"),
    "nearly": ("près de", "presque", "接近", "近", "nearly", "almost"),
    "less_than": ("moins de", "不到", "不足", "less than", "under", "below"),
    "about": ("environs", "environ", "大约", "约", "about", "around", "approximately"),
}
_SUFFIXES = {"more_than": ("以上", "余", "多"), "about": ("左右",)}
_SCALES = {
    "万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "千万": Decimal(10) ** 7, "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4, "成": Decimal("0.1"), "%": Decimal("0.01"), "％": Decimal("0.01"),
    "mille": Decimal(1000), "millions": Decimal(10) ** 6, "million": Decimal(10) ** 6,
    "milliards": Decimal(10) ** 9, "milliard": Decimal(10) ** 9, "thousand": Decimal(1000),
    "billions": Decimal(10) ** 9, "billion": Decimal(10) ** 9, "trillion": Decimal(10) ** 12,
    "percent": Decimal("0.01"), "per cent": Decimal("0.01"),
}
_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "vingt": 20, "trente": 30, "cent": 100,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPACES = str.maketrans({c: " " for c in "\u00a0\u202f\u2009\u2007"}) | {
    0xFF10 + d: str(d) for d in range(10)
} | {0xFF0E: ".", 0xFF0C: ","}

_ARABIC = r"\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_HAN_NUMBER = r"[一二两三四五六七八九十百千]+"
_SCALE = "|".join(sorted((re.escape(s) + r"\b" if s.isascii() and s.isalpha() else re.escape(s) for s in _SCALES), key=len, reverse=True))
_SUFFIX = "余|多(?!家)|以上|左右"
# One number: digits or words, perhaps a hedge, a scale, perhaps a hedge again.
_NUMBER = re.compile(
    rf"(?P<han_range>[一二三四五六七八九](?=[二三四五六七八九][名个家位人种]))(?P<han_high>[二三四五六七八九])"
    rf"|(?P<tens>几十)|(?P<few>quelques|plusieurs|several|几)"
    rf"|(?P<half>一半|半)|(?P<first>首|冠军)|(?P<none>一单都没)"
    rf"|(?P<arabic>{_ARABIC})(?P<inner>余|多)? ?(?P<scale>{_SCALE})?"
    rf"|(?P<bare>千万|百万|亿|万)(?=元|以上|余|多|$)"
    rf"|(?P<han>{_HAN_NUMBER})(?P<han_scale>万亿|亿|万|成)?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b ?(?P<word_scale>{_SCALE})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Printed:
    """A printed number taken apart.

    Attributes
    ----------
    value, value_high : Decimal
        Number in base units; `value_high` only where the print gives a range.
    wording : str
        A key of ``WORDINGS``.
    last_step : Decimal
        Place value of the last printed digit: 0.01亿 for 34.24亿.
    round_step : Decimal
        Place value of the last digit that is not nought: 100万 for 800万.
    """

    value: Decimal
    value_high: Decimal | None
    wording: str
    last_step: Decimal
    round_step: Decimal


def _read_arabic(text, language):
    """Return the number and its last printed place; the comma follows the language."""
    text = text.replace(" ", "")
    if language == "fr":
        text = text.replace(",", ".")
        if text.count(".") > 1:
            raise ValueError(f"cannot read {text!r} as one French number")
    else:
        text = text.replace(",", "")
    number = Decimal(text)
    return number, Decimal(1).scaleb(number.as_tuple().exponent)


def _read_han(text):
    """Return a Chinese numeral below ten thousand."""
    total, digit = 0, 0
    for character in text:
        if character in _HAN:
            digit = _HAN[character]
        else:
            total += (digit or 1) * _HAN_PLACES[character]
            digit = 0
    return Decimal(total + digit)


def _round_step(number, step):
    """Return the place value of the last digit that is not nought, at least `step`."""
    if number == 0:
        return step
    digits = number.normalize().as_tuple()
    return max(Decimal(1).scaleb(digits.exponent), step)


def _read_match(match, language):
    """Return value, upper value, wording or None, last step and round step of one match."""
    found = match.groupdict()
    one = Decimal(1)
    if found["han_range"]:
        return Decimal(_HAN[found["han_range"]]), Decimal(_HAN[found["han_high"]]), "range", one, one
    if found["tens"]:
        return Decimal(20), Decimal(99), "several_tens", one, one
    if found["few"]:
        return Decimal(2), Decimal(9), "several", one, one
    if found["half"]:
        return Decimal("0.5"), None, None, Decimal("0.1"), Decimal("0.1")
    if found["first"]:
        return one, None, None, one, one
    if found["none"]:
        return Decimal(0), None, None, one, one
    if found["bare"]:
        scale = _SCALES[found["bare"]]
        return scale, None, None, scale, scale
    if found["arabic"]:
        number, step = _read_arabic(found["arabic"], language)
        scale = _SCALES[found["scale"].lower()] if found["scale"] else one
        wording = "more_than" if found["inner"] else None
    elif found["han"]:
        number, step = _read_han(found["han"]), one
        scale = _SCALES[found["han_scale"]] if found["han_scale"] else one
        wording = None
    else:
        number, step = Decimal(_WORDS[found["word"].lower()]), one
        scale = _SCALES[found["word_scale"].lower()] if found["word_scale"] else one
        wording = None
    return number * scale, None, wording, step * scale, _round_step(number, step) * scale


def _find_hedge(before, after):
    """Return the wording that the words around a number give it."""
    before = before.rstrip().lower()
    if before.endswith("近") and after.startswith("年来"):
        return "about"  # 近十年来: the past ten years as well as nearly ten
    for wording, words in _PREFIXES.items():
        if any(before.endswith(w) for w in words):
            return wording
    for wording, words in _SUFFIXES.items():
        if any(after.lstrip().startswith(w) for w in words):
            return wording
    return "stated"


def read_printed(as_printed, language):
    """Return the parts of one number as printed in French, Chinese or English.

    Parameters
    ----------
    as_printed : str
        One number with its hedge and unit, never a sentence. A range with
        both ends counts as one.
    language : str
        ``fr``, ``zh`` or ``en``; it says whether a comma is a decimal mark.

    Returns
    -------
    printed : Printed

    Raises
    ------
    ValueError
        If there is no number, more than one, or an unknown language.

    Notes
    -----
    Our grammar. 万 is 10⁴, 亿 10⁸, 万亿 10¹², 成 a tenth; mille 10³, million
    10⁶, milliard 10⁹. 几十 is read as 20 to 99, a few as 2 to 9. 增长 N 倍 is
    read as N, the increase; `increase_to_multiple` makes it a multiple.

    Examples
    --------
    >>> read_printed("34.24亿元", "zh").value
    Decimal('3424000000.00')
    >>> printed = read_printed("plus de 1 200 magasins", "fr")
    >>> printed.wording, int(printed.value), int(printed.round_step)
    ('more_than', 1200, 100)
    """
    if language not in ("fr", "zh", "en"):
        raise ValueError(f"unknown language {language!r}; allowed: fr, zh, en")
    text = as_printed.translate(_SPACES)
    # 零售 is a word of this subject, not a nought; 第 makes an ordinal of what follows.
    matches = [m for m in _NUMBER.finditer(text) if not (m["word"] in ("un", "une", "one") and _is_article(text, m))]
    if not matches:
        raise ValueError(f"no number found in {as_printed!r}")
    parts = [_read_match(m, language) for m in matches]
    if len(matches) == 2 and _is_range(text, matches):
        (low, _, _, step, coarse), (high, _, _, high_step, high_coarse) = parts
        if low < high and high_step > step and matches[0]["arabic"] and not matches[0]["scale"]:
            low, step, coarse = low * high_step / step, high_step, coarse * high_step / step
        return Printed(low, high, "range", max(step, high_step), max(coarse, high_coarse))
    if len(matches) > 1:
        found = ", ".join(repr(m.group().strip()) for m in matches)
        raise ValueError(f"more than one number in {as_printed!r}: {found}; give each its own row")
    value, high, wording, step, coarse = parts[0]
    wording = wording or _find_hedge(text[: matches[0].start()], text[matches[0].end():])
    return Printed(value, high, wording, step, coarse)


def _is_article(text, match):
    """Return whether "un" or "one" stands beside a real number and so counts nothing."""
    others = [m for m in _NUMBER.finditer(text) if m.span() != match.span()]
    return bool(others)


def _is_range(text, matches):
    """Return whether two numbers are the ends of one printed range."""
    between = text[matches[0].end():matches[1].start()].strip().lower()
    before = text[:matches[0].start()].lower()
    opened = re.search(r"\b(entre|between)\b", before) and re.fullmatch(r"(et|and)|.*\b(et|and)", between)
    return bool(opened) or between in ("à", "to", "-", "–", "至", "到", "~")


def _step_below(value, step):
    """Return how far the next lower round number lies; for a power of ten, a tenth of it."""
    return value / 10 if step == value else step


def find_bounds(printed, unit, reading):
    """Return the values that a printed number allows under a named reading.

    Parameters
    ----------
    printed : Printed
    unit : str
        A key of ``units.UNITS``; shares never leave 0 to 1, and counts of
        whole things printed to the last one are exact.
    reading : str
        One of ``READINGS``.

    Returns
    -------
    low, high : float
        In the base unit; `high` is infinite where a literal hedge leaves it
        open.

    Raises
    ------
    ValueError
        If the reading or the unit is not known.

    Notes
    -----
    Our rule. Below a power of ten the step is a tenth of it, since the next
    lower number of one digit is 90 for 100. Counts of whole things below
    ``SMALL_COUNT`` are taken as counted, also where they are round.

    Examples
    --------
    >>> find_bounds(read_printed("plus de 5000 personnes", "fr"), "persons", "conventional")
    (5000.0, 6000.0)
    >>> find_bounds(read_printed("近六成", "zh"), "share", "literal")
    (0.0, 0.6)
    """
    if reading not in READINGS:
        raise ValueError(f"unknown reading {reading!r}; allowed: {', '.join(READINGS)}")
    whole = is_whole(unit)
    value, wording = printed.value, printed.wording
    if wording in PRINTED_BOUNDS:
        low, high = value, printed.value_high
        if reading == "point":
            low = high = (low + high) / 2
    elif reading == "point" or unit in ("rank", "ordinal"):
        low = high = value
    elif wording == "stated":
        step = printed.round_step if reading == "rounded" else printed.last_step
        exact = whole and (step <= 1 or value < SMALL_COUNT)
        below = max(_step_below(value, step), printed.last_step)
        low, high = (value, value) if exact else (value - below / 2, value + step / 2)
    elif wording == "about":
        step = max(printed.round_step / 2, printed.last_step)
        low, high = value - step, value + step
        if reading == "literal":
            low, high = Decimal(0), math.inf
    elif wording == "more_than":
        low, high = value, math.inf if reading == "literal" else value + printed.round_step
    else:
        step = _step_below(value, printed.round_step)
        low, high = Decimal(0) if reading == "literal" else value - step, value
    low, high = max(float(low), 0.0), float(high)
    return (low, min(high, 1.0)) if unit == "share" else (low, high)


def find_centre(printed):
    """Return the one number that stands for a printed one: itself, or the middle of a range.

    Examples
    --------
    >>> find_centre(read_printed("五六名", "zh"))
    5.5
    """
    if printed.value_high is None:
        return float(printed.value)
    return float((printed.value + printed.value_high) / 2)


def increase_to_multiple(increase):
    """Return the multiple that a growth by N times means: N + 1.

    增长 N 倍, 增加 N 倍 and "augmenter de N fois" name the increase; 增长到 N 倍
    and "multiplier par N" name the multiple itself.

    Parameters
    ----------
    increase : float or ndarray

    Returns
    -------
    multiple : float or ndarray

    Examples
    --------
    >>> increase_to_multiple(7.6)
    8.6
    """
    return increase + 1
