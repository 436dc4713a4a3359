"""Numbers in digits and words, read exactly."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from helpers.quantities.language import Unit

MARKS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3)}
MARKS |= {"⅔": Fraction(2, 3), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8)}


make_fraction = lru_cache(1 << 12)(Fraction)  # the same few numbers come again and again


@dataclass(slots=True)
class Numeral:
    """Hold a number as it stands, before anything around it is read."""

    start: int
    end: int
    low: Fraction
    high: Fraction  # equal unless the words themselves are a range (三百二三)
    # ``digits``, ``words``, ``collective``, ``fraction``, ``vague``, ``multiple`` or ``ordinal``.
    form: str = "digits"
    hedge: str = "stated"  # what the words themselves say: ``about`` for une dizaine
    article: bool = False  # whether the word is mostly an article
    scale: int = 1  # the last scale word, 1 where there is none
    unit: Unit | None = None  # the unit where it stands inside the number: 五成七

    def printed(self, view):
        """Return the number as it stands, in plain lower case."""
        return view.plain[self.start : self.end]


def write_number(
    start, end, value, form="digits", hedge="stated", article=False, scale=1, unit=None
):
    """Return the numeral of one value."""
    value = value if type(value) is Fraction else make_fraction(value)
    return Numeral(start, end, value, value, form, hedge, article, scale, unit)


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
    whole, mark, part = printed.partition(language.decimal_mark)
    return Fraction(int(whole + part), 10 ** len(part)) if mark else int(whole)


def look_up(language, text, start, table, form):
    """Return the numeral that a word of a table is, or None."""
    hit = language.words(table).at(text, start)
    return hit and write_number(start, hit[1], hit[0], form)
