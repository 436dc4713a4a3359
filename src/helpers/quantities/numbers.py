"""Numbers in digits and words, read exactly."""

from dataclasses import dataclass
from fractions import Fraction

from helpers.quantities.language import Unit

MARKS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3)}
MARKS |= {"⅔": Fraction(2, 3), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8)}


@dataclass
class Numeral:
    """Hold a number as it stands, before anything around it is read.

    Parameters
    ----------
    start, end : int
    low, high : Fraction
        Equal unless the words themselves are a range (三百二三).
    form : str
        ``digits``, ``words``, ``collective``, ``fraction``, ``vague``, ``multiple`` or ``ordinal``.
    hedge : str
        What the words themselves say: ``about`` for une dizaine.
    article : bool
        Whether the word is mostly an article.
    scale : int
        The last scale word, 1 where there is none.
    unit : Unit or None
        The unit where it stands inside the number: 五成七.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    form: str = "digits"
    hedge: str = "stated"
    article: bool = False
    scale: int = 1
    unit: Unit | None = None


def combine(parts):
    """Add and multiply the parts of a number, or return None where they do not fit.

    Parameters
    ----------
    parts : list of (number, bool)
        Values in their order; True for a scale, which multiplies what is smaller before it.

    Examples
    --------
    >>> combine([(2, False), (100, True), (5, False), (1000, True), (3, False)])
    205003
    >>> combine([(3, False), (20, False)]) is None
    True
    """
    addends, multiplied = [], True
    for value, scale in parts:
        before, multiplied = multiplied, scale
        if scale:
            below = [] if before else [addends.pop()]
            while addends and addends[-1] < value:
                below.append(addends.pop())
            if addends and room_below(addends[-1]) <= value:
                return None
            addends.append(sum(below) * value if below else value)
        elif addends and value >= room_below(addends[-1]):
            return None
        else:
            addends.append(value)
    return sum(addends)


def room_below(value):
    """Return the step of the last digit that is not zero: what follows must be smaller."""
    if value == 0 or value != int(value):
        return 0
    step, value = 1, int(value)
    while value % 10 == 0:
        value //= 10
        step *= 10
    return step


def read_digits(printed, language):
    """Return the exact value of a number in digits.

    Examples
    --------
    >>> from helpers.quantities.english import ENGLISH
    >>> read_digits("2,35,000.5", ENGLISH)
    Fraction(470001, 2)
    """
    for mark in language.grouping:
        printed = printed.replace(mark, "")
    if language.decimal_mark in printed:
        return Fraction(printed.replace(language.decimal_mark, "."))
    return int(printed)


def read_spaced_numeral(view, start, language):
    """Return the number that begins at `start` in a language that writes words apart, or None."""
    text = view.plain
    for table, form in (("multiples", "multiple"), ("fractions", "fraction")):
        hit = language.words(table).at(text, start)
        if hit:
            return Numeral(start, hit[1], Fraction(hit[0]), Fraction(hit[0]), form)
    hit = language.words("vague").at(text, start)
    if hit:
        return Numeral(start, hit[1], Fraction(hit[0]), Fraction(hit[0]), "vague", "dozens")
    hit = language.words("ordinals").at(text, start)
    if hit:
        return Numeral(start, hit[1], Fraction(hit[0]), Fraction(hit[0]), "ordinal")
    return _read_parts(text, start, language)


def _read_parts(text, start, language):
    """Return digits and number words that stand together as one number."""
    parts, end, here, form, hedge = [], start, start, "words", "stated"
    while True:
        part = _read_part(text, here, language)
        if part is None:
            break
        value, after, is_scale, is_digits, part_hedge = part
        if parts and is_digits and form != "mixed":
            break
        if combine([*parts, (value, is_scale)]) is None:
            break
        parts.append((value, is_scale))
        hedge = part_hedge if part_hedge != "stated" else hedge
        form = "digits" if is_digits else form
        end = after
        here = _skip_joiner(text, after, language)
    if not parts:
        return None
    value = Fraction(combine(parts))
    half = language.words("halves").at(text, end)
    if half:
        value, end = value + half[0] * (parts[-1][0] if parts[-1][1] else 1), half[1]
    elif end < len(text) and text[end] in MARKS and parts and form == "digits":
        value, end = value + MARKS[text[end]], end + 1
    scale = next((v for v, is_scale in reversed(parts) if is_scale), 1)
    article = len(parts) == 1 and text[start:end] in language.articles
    return Numeral(start, end, value, value, form, hedge, article, int(scale))


def _read_part(text, start, language):
    """Return value, end, whether scale, whether digits, and hedge of one part, or None."""
    if start < len(text) and text[start] in MARKS:
        return MARKS[text[start]], start + 1, False, True, "stated"
    match = language.digit_pattern.match(text, start)
    if match:
        return read_digits(match.group(), language), match.end(), False, True, "stated"
    hit = language.words("collectives").at(text, start)
    if hit:
        (value, hedge), end = hit
        return value, end, value >= 100, False, hedge
    for name in ("number_words", "scales"):
        hit = language.words(name).at(text, start)
        if hit:
            return hit[0], hit[1], name == "scales", False, "stated"
    return None


def _skip_joiner(text, start, language):
    for joiner in sorted(language.joiners, key=len, reverse=True):
        if text.startswith(joiner, start):
            return start + len(joiner)
    return start
