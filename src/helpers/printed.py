"""Read numbers as the press prints them.

`read_printed` takes "34.24亿元" or "plus de 1 200 magasins" apart with the grammar of `quantities`:
value, hedge, unit, last printed digit. What they allow is said in `readings`.
"""

import functools
import re
import unicodedata
from decimal import Decimal, localcontext
from fractions import Fraction

from helpers.quantities import account
from helpers.quantities.numerals import MARKS
from helpers.quantities.reader import find_language
from helpers.quantities.view import View
from helpers.readings import Printed
from helpers.words.printed_units import convert_unit

_WORDING = {
    "stated": "stated",
    "over": "more_than",
    "nearly": "nearly",
    "under": "less_than",
    "up_to": "less_than",
    "about": "about",
    "range": "range",
}
# Words that are a number only where they are all that is printed, and the digits they stand for.
_STAND_INS = {
    "zh": (
        (re.compile(r"一(?=[^一]{0,3}[都也][没未不无])"), "0", "stated"),
        (re.compile(r"几|若干|好些"), "2", "several"),
        (re.compile(r"冠军"), "第1", "stated"),
        (re.compile(r"亚军"), "第2", "stated"),
        (re.compile(r"季军"), "第3", "stated"),
        (re.compile(r"一"), "1", "stated"),
    ),
    "fr": (
        (re.compile(r"\baucune?\b|\bpas une? seule?\b", re.I), "0", "stated"),
        (re.compile(r"\b(?:quelques|plusieurs)\b", re.I), "2", "several"),
        (re.compile(r"\bune?\b", re.I), "1", "stated"),
    ),
    "en": (
        (re.compile(r"\b(?:not a single|not one|none)\b", re.I), "0", "stated"),
        (re.compile(r"\b(?:several|a few|few)\b", re.I), "2", "several"),
        (re.compile(r"\b(?:one|an?)\b", re.I), "1", "stated"),
    ),
}
# What changes a number's meaning: where the grammar did not take it up, the print is refused.
_HEDGE_BEFORE = {
    "zh": re.compile(r"(?:[超逾不未没兆]|(?<![签节预合条公制相])约|(?<![最附靠邻])近)$"),
    "fr": re.compile(
        r"\b(?:pas|guère|jamais|sans|moins|plus|minimum|maximum|environ|près|presque|quasi\w*"
        r"|quelques?|approximativ\w*|peine|excéd\w+|dépass\w+|supérieure?s?|inférieure?s?|sous"
        r"|delà|deçà|demie?s?|double[rs]?|triple[rs]?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not?|never|less|more|fewer|than|over|under|above|below|least|most|minimum|maximum"
        r"|max|min|exceed\w*|about|around|circa|approx\w*|roughly|nearly|almost|odd|plus|minus|shy"
        r"|short|give|half|doubled?|tripled?|up to)\b",
        re.IGNORECASE,
    ),
}
_HEDGE_BEHIND = _HEDGE_BEFORE | {
    "zh": re.compile(r"[多余超逾近约几数兆]|(?<!年)来|以[上下内]|左右|上下|不[到足止]|[未没]")
}
_SCALE_LIKE = re.compile(r"(?:[a-zà-ÿ]*illi(?:on|ard)s?|mds?|bns?|tns?|mns?|k|w|cr)")
_POINT = re.compile(r"(?<![\d.])(\d{1,3}\.\d{3}) (?=m[dr]?s?\b|k\b|mil)")
_WORD = re.compile(r"[ -]?([^\W\d_]+)")
_HARMLESS = ("article", "idiom", "phrase", "pronoun", "word", "name", "no rank")


def read_printed(as_printed: str, language: str, unit: str | None = None) -> Printed:
    """Return the parts of one number as printed in French, Chinese or English.

    Parameters
    ----------
    as_printed : str
        One number with its hedge and unit, never a sentence. A range with both ends counts as one.
    language : str
        ``fr``, ``zh`` or ``en``; it says whether a comma is a decimal mark.
    unit : str, optional
        A key of ``units.UNITS``: the value is given in it, and a print that
        names another is refused.

    Raises
    ------
    ValueError
        If there is no number, more than one, an unknown language, or words
        that are not understood and that may change the number.
    printed_units.UnitFault
        If the print names another unit than `unit`; a ValueError too.

    Notes
    -----
    The grammar is that of `quantities`. 几十 is read as 20 to 99, a few as 2
    to 9. 增长 N 倍 is read as N, the increase; in the unit ``multiple`` it is
    N + 1, and N 倍 in the unit ``fold_increase`` is N - 1.

    Examples
    --------
    >>> read_printed("34.24亿元", "zh").value
    Decimal('3424000000')
    >>> printed = read_printed("plus de 1 200 magasins", "fr")
    >>> printed.wording, int(printed.value), int(printed.round_step)
    ('more_than', 1200, 100)
    >>> read_printed("下降12%", "zh", "share_per_year").value
    Decimal('-0.12')
    """
    if language not in ("fr", "zh", "en"):
        raise ValueError(f"unknown language {language!r}; allowed: fr, zh, en")
    return _take_apart(as_printed, language, unit)


# The same prints are read again in every choice of reading and money: those of some thousand
# articles must all fit, or each pass over them would drop what the next one needs.
@functools.lru_cache(maxsize=2**17)
def _take_apart(as_printed, language, unit):
    text, quantity, wording = _find_quantity(as_printed, language)
    view = View(text, find_language(language).plain)
    numeral = _find_numeral(view, quantity, language)
    factor = convert_unit(quantity, unit, text[quantity.end :]) if unit else Fraction(1)
    low, high = quantity.value, None
    if quantity.hedge == "range":
        low, high = quantity.low, quantity.high
    step = _find_step(view.plain, quantity, numeral, language)
    if quantity.hedge == "dozens":
        low, high, wording = _bound_some(as_printed, quantity.low, language)
    elif wording == "several":
        low, high = Fraction(2), Fraction(9)
    added = quantity.kind == "multiple" and numeral.low == quantity.value - 1
    if unit == "fold_increase" or (added and unit != "multiple"):
        low, high = low - 1, None if high is None else high - 1
    wording = wording or _WORDING[quantity.hedge]
    if quantity.as_printed.startswith("近") and wording == "stated":
        # 近十年来: the past ten years as well as nearly ten
        wording = "about" if text.startswith("来", quantity.end) else "nearly"
    numbers = (low, high, step, _round_step(abs(low if high is None else high), step))
    low, high, step, coarse = (None if n is None else _as_decimal(n * factor) for n in numbers)
    return Printed(low, high, wording, step, coarse)


def _as_decimal(number):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(number.numerator) / number.denominator
    return +exact if number.denominator > 1 else exact


def _find_quantity(as_printed, language):
    """Return text, its one quantity, and the wording that a stand-in gives; or refuse."""
    text, wording = as_printed, None
    found = account(text, language)
    if not (_list_numbers(found) or found.refused):
        for pattern, digits, meaning in _STAND_INS[language]:
            stand_in = pattern.sub(digits, text, count=1)
            if stand_in != text:
                text, wording = stand_in, meaning if meaning == "several" else None
                found = account(text, language)
                break
    numbers = _list_numbers(found)
    if found.refused:
        part = found.refused[0]
        raise ValueError(f"{part.as_printed!r} in {as_printed!r} is not understood: {part.reason}")
    if not numbers:
        parts = "; ".join(f"{p.as_printed!r}: {p.reason}" for p in found.left_out)
        raise ValueError(f"no number found in {as_printed!r}" + (f" ({parts})" if parts else ""))
    if len(numbers) > 1:
        words = ", ".join(repr(q.as_printed) for q in numbers)
        raise ValueError(f"more than one number in {as_printed!r}: {words}; give each its own row")
    quantity = _make_exact(numbers[0])
    _refuse_unread(as_printed, text, quantity, found, language)
    return text, _take_as_things(quantity), wording


def find_stand_ins(text, language):
    """Return (start, end) of words for nought and for a few, which the grammar counts as no number.

    Examples
    --------
    >>> find_stand_ins("plus de quelques magasins", "fr")
    [(8, 16)]
    """
    return [
        match.span()
        for pattern, digits, _ in _STAND_INS[language]
        if digits in ("0", "2")
        for match in pattern.finditer(text)
    ]


def find_numerals(text, language, start, end):
    """Return (start, end) of digits and number words in a stretch of a text.

    Examples
    --------
    >>> find_numerals("Le 8 avril", "fr", 0, 10)
    [(3, 4)]
    """
    tables = find_language(language)
    seeds = tables.seeds.finditer(View(text, tables.plain).plain, start, end)
    return [seed.span() for seed in seeds]


def _list_numbers(found):
    return [q for q in found.quantities if q.kind != "date"]


def _make_exact(quantity):
    ends = {n: getattr(quantity, n) for n in ("low", "high", "value")}
    exact = {name: end if end is None else Fraction(end) for name, end in ends.items()}
    return quantity._replace(**exact)


def _take_as_things(quantity):
    """Return more than a hundred bare points as things counted, not as parts of a whole."""
    if quantity.kind != "points" or abs(quantity.value) <= 1:
        return quantity
    if not re.search(r"(?<!percentage )(?<!basis )\bpoints?$", quantity.as_printed.lower()):
        return quantity
    ends = (None if n is None else n * 100 for n in (quantity.low, quantity.high, quantity.value))
    low, high, value = ends
    return quantity._replace(kind="count", unit="points", low=low, high=high, value=value)


def _refuse_unread(as_printed, text, quantity, found, language):
    """Raise where something that may change the number was not taken up by the grammar."""
    rest = list(text)
    others = [q for q in found.quantities if q is not quantity] + found.left_out
    for part in others:
        beside = part.end + 1 >= quantity.start and part.start <= quantity.end + 1
        if beside and part.reason and not any(word in part.reason for word in _HARMLESS):
            raise ValueError(
                f"{part.as_printed!r} in {as_printed!r} is not understood: {part.reason}"
            )
        if part.end <= quantity.start or part.start >= quantity.end:
            rest[part.start : part.end] = " " * (part.end - part.start)
    rest = "".join(rest)
    start, end = quantity.start, quantity.end
    word = _WORD.match(rest, end)
    behind = _HEDGE_BEHIND[language]
    unread = (
        _HEDGE_BEFORE[language].search(rest, 0, start)
        or (behind.match(rest, end) if language == "zh" else behind.search(rest, end))
        or (word if word and _SCALE_LIKE.fullmatch(word[1].lower()) else None)
    )
    if unread:
        raise ValueError(f"{unread.group().strip()!r} in {as_printed!r} is not understood")
    if _SCALE_LIKE.fullmatch(quantity.unit.lower()):
        raise ValueError(f"{quantity.unit!r} in {as_printed!r} is not understood as a scale")
    if rest[start - 1 : start] in (".", ",") and text[start].isdigit():
        raise ValueError(f"{rest[start - 1] + text[start]!r} in {as_printed!r} is not understood")
    for mark in (rest[start - 1 : start], rest[end : end + 1]):
        touches = mark.isdigit() or (language != "zh" and mark.isalpha())
        symbol = mark and unicodedata.category(mark) in ("Sc", "Sm", "So", "No") and mark != "+"
        if touches or symbol:
            raise ValueError(f"{mark!r} touches the number in {as_printed!r} and is not understood")


def _find_numeral(view, quantity, language):
    """Return the number inside a quantity, without hedge and unit."""
    tables = find_language(language)
    ambiguous = language == "fr" and _POINT.search(view.plain, quantity.start, quantity.end)
    if ambiguous:
        raise ValueError(
            f"{ambiguous[1]!r} in {view.text!r} may be a decimal or thousands of a scale"
        )
    seed = tables.seeds.search(view.plain, quantity.start, quantity.end)
    return tables.read_numeral(view, seed.start(), tables)


def _find_step(plain, quantity, numeral, language):
    """Return the place value of the last printed digit, in the unit of the quantity."""
    tables = find_language(language)
    plain = plain[quantity.start : quantity.end]
    value = abs(quantity.high if quantity.hedge == "range" else quantity.value)
    if quantity.kind == "multiple" and numeral.low == value - 1:
        value -= 1
    groups = list(tables.pattern("digits").finditer(plain))
    if numeral.form in ("fraction", "proportion", "half", "multiple"):
        return _find_part_step(plain, value, groups)
    top = numeral.high if quantity.hedge == "range" else numeral.low
    if not groups:
        factor = value / top if top else Fraction(1)
        return _find_word_step(plain, top, numeral, tables) * factor
    place, number = _find_place(groups[-1].group(), top / numeral.scale, tables)
    if any(m in plain for m in MARKS) or any(h.strip() in plain for h in tables.halves):
        return numeral.scale * Fraction(1, 10)
    if len(groups) == 1 or quantity.hedge == "range":
        in_per_cent = quantity.kind in ("share", "growth")
        return place * (value / number if number else Fraction(1, 100 if in_per_cent else 1))
    scaled = numeral.scale * place
    return scaled if numeral.low % scaled == 0 else place


def _find_place(printed, number, tables):
    """Return the place value of the last digit of a number in digits, and the number alone."""
    mark = re.search(r"([.,])([0-9]+)$", printed)
    digits = re.sub(r"[^0-9]", "", printed)
    if mark:
        decimal = Fraction(f"{digits[: -len(mark[2])]}.{mark[2]}")
        if mark[1] == tables.decimal_mark or decimal == number:
            return Fraction(1, 10 ** len(mark[2])), decimal
    return Fraction(1), Fraction(digits)


def _find_word_step(plain, number, numeral, tables):
    """Return the place of the last word of a number in words: a million of six million."""
    words = [w for w in re.split(r"[ -]", plain) if w] if tables.spaced else list(plain)
    named = [w for w in words if w in tables.number_words or w in tables.scales]
    bare = bool(named) and all(word in tables.scales for word in named)
    if bare and number >= 10**4:
        return number
    if numeral.scale >= 1000 and number % numeral.scale == 0:
        return Fraction(numeral.scale)
    if numeral.scale >= 1000 or number.denominator > 1:
        return _round_step(number, Fraction(1, 10**6))
    return Fraction(1)


def _find_part_step(plain, value, groups):
    """Return how finely a part of a whole is printed: 百分之六十 to a hundredth, a third to a tenth."""
    for word, step in (("百分之", 100), ("千分之", 1000), ("万分之", 10_000)):
        if word in plain:
            return Fraction(1, step)
    return Fraction(1, max(10, value.denominator)) if value < 1 else Fraction(1)


def _bound_some(as_printed, least, language):
    """Return both ends and the wording of 几百, dozens, several million, or refuse."""
    base = Fraction(1)
    for scale in (10**8, 10**4) if language == "zh" else (10**9, 10**6, 10**3):
        if least >= 2 * scale and least % scale == 0:
            base = Fraction(scale)
            break
    number = least / base
    if number in (2, 20, 200, 2000):
        return least, (5 * number - 1) * base, "several_tens" if number == 20 else "several"
    if number in (1, 10, 100, 1000):
        return least, None, "more_than"
    raise ValueError(f"{as_printed!r} names no number and no scale of ten; leave it out")


def _round_step(number, step):
    """Return the place value of the last digit that is not nought, at least `step`."""
    if number == 0:
        return step
    places = number / step
    while places.denominator == 1 and places.numerator % 10 == 0:
        places, step = places / 10, step * 10
    return step
