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

import functools
import math
import re
from dataclasses import dataclass
from decimal import Decimal

from helpers.words.units import format_quantity, format_range, is_whole

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

# Hedges before a number, the longest first: "no more than" is not "more than". In Chinese 约 and 近
# are also parts of words (签约 to sign, 最近 recently), which hedge nothing.
_PREFIXES = (
    (
        "less_than",
        r"no more than|not more than|pas plus d[e'’]|au plus|jusqu['’]à|up to|at most|as many as|less than|fewer than|under|below"
        r"|moins d[e'’]|d['’]ici(?: à)?|不超过|未超过|最多|不到|不足",
    ),
    (
        "more_than",
        r"no less than|not less than|no fewer than|pas moins d[e'’]|au moins|plus d[e'’]|more than|over|above|at least"
        r"|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|dépass(?:e|ent|é|er|ant)|不少于|不低于|不止|至少|超过|突破|逾|超|破|过",
    ),
    ("nearly", r"near(?:ly)?|almost|close to|près d[e'’]|presque|接近|将近|(?<![最附])近"),
    ("about", r"about|around|approximately|roughly|environs?|大约|(?<![签节预合条])约|~|≈"),
)
_SUFFIXES = (
    (
        "more_than",
        r"[人家户元个种次吨件名位栋届期倍%]{0,2}(?:以上|余|多(?!家|式)|\+)|(?:[^\W\d]+\s+){0,2}(?:ou plus|or more)\b",
    ),
    ("less_than", r"[人家户元个种次吨件名位栋届期倍%]{0,2}(?:以下|以内)"),
    ("about", r"[人家户元个种次吨件名位栋届期倍%]{0,2}(?:左右|上下)|(?:[^\W\d]+\s+){0,2}environ\b"),
)
# A level that is reached is stated: "augmenter jusqu'à six millions" is no upper limit.
_REACHED = re.compile(
    r"\b(?:augment|mont|grimp|pass|progress|croî|croiss|attei)[a-zà-ÿ]*\s+jusqu['’]à$"
)
# What this grammar does not read, and what changes a number's meaning: refused, never guessed.
_UNREAD = re.compile(
    r"\b\w*(?:dizaine|douzaine|vingtaine|trentaine|quarantaine|cinquantaine|centaine)s?\b|\bmilliers?\b|\b(?:quarts?|tiers|demie?|double[rs]?|doublé|triple[rs]?|triplé)\b"
    r"|\b(?:dozens?|hundreds?|hundred|thirds?|quarters?|half|doubled|tripled|cents|quatre-vingts?|soixante\S*|treize|quatorze|quinze|seize|quarante|cinquante)\b"
    r"|\b(?:eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty\S*)\b"
    r"|\b(?:quelques?|plusieurs|several|some)\s+(?:cent|mille|milli|million|thousand|\d)|[数上](?=[十百千万亿])|几(?=[百千万亿]|十[百千万亿])|翻番|翻[一两二三]|[‰兆]|百分点|percentage points?"
    r"|下降|减少|下跌|跌|\bbaiss\w*|\bdiminu\w*|\bfell\b|\bdown\b|\bdecreas\w*|(?<![\d\w])[-−–]\s?\d|\b(?:M€|Mds?|bn|mn)\b|[$€]",
    re.IGNORECASE,
)
_SCALES = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
    "成": Decimal("0.1"),
    "%": Decimal("0.01"),
    "mille": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "million": Decimal(10) ** 6,
    "milliards": Decimal(10) ** 9,
    "milliard": Decimal(10) ** 9,
    "thousand": Decimal(1000),
    "billions": Decimal(10) ** 9,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "percent": Decimal("0.01"),
    "per cent": Decimal("0.01"),
}
_WORDS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "vingt": 20,
    "trente": 30,
    "cent": 100,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPACES = (
    str.maketrans({c: " " for c in "\u00a0\u202f\u2009\u2007"})
    | {0xFF10 + d: str(d) for d in range(10)}
    | {0xFF0E: ".", 0xFF0C: ",", 0xFF05: "%"}
)

_ARABIC = r"(?<![\d.,])(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_HAN_NUMBER = r"[一二两三四五六七八九十百千]+"
_SCALE = "|".join(
    sorted(
        (re.escape(s) + r"\b" if s.isascii() and s.isalpha() else re.escape(s) for s in _SCALES),
        key=len,
        reverse=True,
    )
)
# One number: digits or words, perhaps a hedge, a scale, perhaps a hedge again.
_NUMBER = re.compile(
    rf"(?P<han_range>[一二三四五六七八九](?=[二三四五六七八九][名个家位人种]))(?P<han_high>[二三四五六七八九])"
    rf"|(?P<tens>几十)(?![万亿千百])|(?P<few>quelques|plusieurs|several|几)"
    rf"|(?P<half>一半|半)|(?P<first>首|冠军)|(?P<none>一单都没)"
    rf"|(?P<arabic>{_ARABIC})(?P<inner>余|多)? ?(?P<scale>{_SCALE})?"
    rf"|(?P<bare>千万|百万|亿|万)(?=元|以上|余|多|$)"
    rf"|(?P<han>{_HAN_NUMBER})(?P<han_inner>余|多)?(?P<han_scale>万亿|亿|万|成)?"
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
    grouped = r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?"
    if language == "fr":
        if re.fullmatch(r"\d{1,3}\.\d{3}", text):
            raise ValueError(f"{text!r} may be a decimal or a thousand; write it without the point")
        text = text.replace(",", ".")
        if text.count(".") > 1:
            raise ValueError(f"cannot read {text!r} as one French number")
    elif re.fullmatch(grouped, text):
        text = text.replace(",", "")
    else:
        raise ValueError(f"cannot read {text!r}: a comma stands before groups of three digits")
    number = Decimal(text)
    return number, Decimal(1).scaleb(number.as_tuple().exponent)


def _read_han(text):
    """Return a Chinese numeral below ten thousand."""
    total, digit = 0, 0
    for character in text:
        if character in _HAN:
            if digit:
                raise ValueError(f"cannot read {text!r} as one number")
            digit = _HAN[character]
        else:
            total += (digit or 1) * _HAN_PLACES[character]
            digit = 0
    if digit and text[-2:-1] in ("百", "千"):
        raise ValueError(f"cannot read {text!r} as one number: its last place is not named")
    return Decimal(total + digit)


def _round_step(number, step):
    """Return the place value of the last digit that is not nought, at least `step`."""
    if number == 0:
        return step
    digits = number.normalize().as_tuple()
    return max(Decimal(1).scaleb(digits.exponent), step)


@dataclass(frozen=True)
class _Part:
    """One matched number: bare, with its scale, and what its own words say."""

    bare: Decimal
    scale: Decimal | None
    step: Decimal
    high: Decimal | None = None
    wording: str | None = None

    def scaled(self, scale):
        scale = scale or Decimal(1)
        coarse = self.step if self.high is not None else _round_step(self.bare, self.step)
        return self.bare * scale, self.step * scale, coarse * scale


def _read_match(match, language):
    """Return one matched number as a part."""
    found = match.groupdict()
    one = Decimal(1)
    if found["han_range"]:
        return _Part(
            Decimal(_HAN[found["han_range"]]), None, one, Decimal(_HAN[found["han_high"]]), "range"
        )
    if found["tens"]:
        return _Part(Decimal(20), None, one, Decimal(99), "several_tens")
    if found["few"]:
        return _Part(Decimal(2), None, one, Decimal(9), "several")
    if found["half"]:
        return _Part(Decimal("0.5"), None, Decimal("0.1"))
    if found["first"]:
        return _Part(one, None, one)
    if found["none"]:
        return _Part(Decimal(0), None, one)
    if found["bare"]:
        return _Part(one, _SCALES[found["bare"]], one)
    if found["arabic"]:
        number, step = _read_arabic(found["arabic"], language)
        word, inner = found["scale"], found["inner"]
    elif found["han"]:
        number, step, word, inner = (
            _read_han(found["han"]),
            one,
            found["han_scale"],
            found["han_inner"],
        )
    else:
        number, step, word, inner = (
            Decimal(_WORDS[found["word"].lower()]),
            one,
            found["word_scale"],
            None,
        )
    return _Part(
        number, _SCALES[word.lower()] if word else None, step, None, "more_than" if inner else None
    )


def _find_hedge(before, after):
    """Return the wording that the words around a number give it."""
    before = before.rstrip().lower()
    if before.endswith("近") and after.startswith("年来"):
        return "about"  # 近十年来: the past ten years as well as nearly ten
    if _REACHED.search(before):
        return "stated"
    # The hedge that begins earliest is the longest: "pas moins de" holds "moins de".
    ends = []
    for wording, words in _PREFIXES:
        found = re.search(rf"(?<![a-zà-ÿ])(?:{words})$", before)
        if found:
            ends.append((found.start(), wording))
    if ends:
        return min(ends)[1]
    for wording, words in _SUFFIXES:
        if re.match(rf"\s*(?:{words})", after.lower()):
            return wording
    return "stated"


def _refuse_unread(text, matches):
    """Raise where words that this grammar does not read touch the meaning of the number."""
    unread = _UNREAD.search(text)
    if unread:
        raise ValueError(
            f"{unread.group().strip()!r} in {text!r} is not read by this grammar; code it by hand in other words or leave it out"
        )
    for match in matches:
        if (
            match["arabic"]
            and not match["scale"]
            and re.match(r"[A-Za-zÀ-ÿ]", text[match.end("arabic") :])
            and not re.match(
                r"(?:er|e|ème|st|nd|rd|th|m[2²]|h|t|kg|km)\b", text[match.end("arabic") :]
            )
        ):
            raise ValueError(
                f"letters stand right behind {match['arabic']!r} in {text!r}; a unit needs a space, a scale its word"
            )


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
        If there is no number, more than one, an unknown language, or words
        that this grammar does not read and that may change the number.

    Notes
    -----
    Our grammar. 万 is 10⁴, 亿 10⁸, 万亿 10¹², 成 a tenth; mille 10³, million
    10⁶, milliard 10⁹. 几十 is read as 20 to 99, a few as 2 to 9. 增长 N 倍 is
    read as N, the increase; `increase_to_multiple` makes it a multiple. What
    is not understood is refused: "une centaine", 数十, "a third", a fall.

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
    return _take_apart(as_printed, language)


@functools.lru_cache(
    maxsize=4096
)  # the same prints are read again in every choice of reading and money
def _take_apart(as_printed, language):
    text = as_printed.translate(_SPACES)
    found = list(_NUMBER.finditer(text))
    # "un" and "one" beside a real number are articles and count nothing.
    matches = (
        found
        if len(found) == 1
        else [m for m in found if not m["word"] or m["word"].lower() not in ("un", "une", "one")]
    )
    if not matches:
        raise ValueError(f"no number found in {as_printed!r}")
    _refuse_unread(text, matches)
    parts = [_read_match(m, language) for m in matches]
    if len(matches) == 2 and _is_range(text, matches):
        return _read_range(as_printed, *parts)
    if len(matches) > 1:
        words = ", ".join(repr(m.group().strip()) for m in matches)
        raise ValueError(f"more than one number in {as_printed!r}: {words}; give each its own row")
    part = parts[0]
    value, step, coarse = part.scaled(part.scale)
    wording = part.wording or _find_hedge(text[: matches[0].start()], text[matches[0].end() :])
    return Printed(value, part.high, wording, step, coarse)


def _read_range(as_printed, low, high):
    """Return a range; a scale behind its upper end counts for both if the bare numbers rise."""
    shared = low.scale or (high.scale if low.bare < high.bare else None)
    bottom, step, coarse = low.scaled(shared)
    top, high_step, high_coarse = high.scaled(high.scale)
    if bottom >= top:
        raise ValueError(f"the range {as_printed!r} does not rise: {bottom:f} to {top:f}")
    return Printed(bottom, top, "range", max(step, high_step), max(coarse, high_coarse))


def _is_range(text, matches):
    """Return whether two numbers are the ends of one printed range."""
    between = text[matches[0].end() : matches[1].start()].strip().lower()
    before = text[: matches[0].start()].lower()
    opened = re.search(r"\b(entre|between)\b", before) and re.fullmatch(
        r"(et|and)|.*\b(et|and)", between
    )
    digits = not (matches[0]["word"] and matches[1]["word"])  # vingt-cinq is one number
    return (
        bool(opened)
        or between in ("à", "to", "至", "到", "~")
        or (digits and between in ("-", "–"))
    )


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
    if unit == "share" and max(value, printed.value_high or value) > 1:
        raise ValueError(
            f"a share of {float(value):g} is above 1; growth in per cent has the unit share_per_year"
        )
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


def describe_printed(observation):
    """Return a printed number with its hedge and unit in English.

    Parameters
    ----------
    observation : mapping
        Needs ``central``, ``value``, ``value_high``, ``unit``, ``wording``.

    Returns
    -------
    text : str

    Examples
    --------
    >>> describe_printed({"central": 2000, "value": 2000, "value_high": float("nan"), "unit": "persons", "wording": "more_than"})
    'more than 2,000 people'
    """
    hedge = {
        "more_than": "more than ",
        "nearly": "nearly ",
        "less_than": "less than ",
        "about": "about ",
    }.get(observation["wording"], "")
    if observation["wording"] in PRINTED_BOUNDS:
        ratio = (
            observation["central"] * 2 / (observation["value"] + observation["value_high"])
        )  # a converted currency
        return format_range(
            observation["value"] * ratio, observation["value_high"] * ratio, observation["unit"]
        )
    return hedge + format_quantity(observation["central"], observation["unit"])
