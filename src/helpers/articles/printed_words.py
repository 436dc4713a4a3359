"""The words of a number that say alone what the text says, and its value read from them."""

import re
from dataclasses import dataclass
from fractions import Fraction

from helpers.articles.indicators import is_small_word
from helpers.printed import read_printed
from helpers.readings import PRINTED_BOUNDS
from helpers.words.printed_units import convert_unit
from helpers.words.units import SIGNED_UNITS

LONGEST = 60  # characters of as_printed; the contract allows no more
# The verb or noun of a change and what stands between it and its number.
_CHANGE = re.compile(
    r"(?:增长|增加|增幅|上升|提高|提升|下降|减少|回落|降低|下滑|下跌|上涨|降了|涨了|增)[^\d,。;]{0,4}$"
    r"|\b(?:hausse|baisse|recul|chute|progression|croissance|augment\w+|progress\w+|recul\w+"
    r"|baiss\w+|chut\w+|diminu\w+|rose|risen|grew|grown|growth|increas\w+|fell|fallen|drop\w*"
    r"|declin\w+|up|down|rise|gain\w*)(?: [^\W\d]+){0,2} ?$"
)


@dataclass(frozen=True)
class Words:
    """Hold the words of a number and what they say."""

    start: int
    end: int  # characters of the article
    value: str
    value_high: str
    wording: str  # as the contract has them
    fault: str = ""  # why the words, read alone, do not say what the text says; empty where they do


def read_words(article, quantity, unit: str) -> Words:
    """Return the words of a quantity that `rural check` reads as the text means them.

    A count takes its noun along and a change its verb where the words then say the same alone.

    Parameters
    ----------
    article : Article
    quantity : Quantity
    unit : str
        A unit of the contract, or empty where none fits.
    """
    faults = []
    for start, end in _list_spans(article, quantity):
        try:
            printed = read_printed(article.text[start:end], article.language, unit or None)
        except ValueError as error:  # also of another unit than is asked for
            faults.append((str(error), start, end))
            continue
        if _agrees(printed, quantity, unit):
            high = None if printed.value_high is None else Fraction(printed.value_high)
            value = format_value(Fraction(printed.value))
            fault = ""
            if value.startswith("-") and unit not in SIGNED_UNITS:
                fault = f"a fall has no value in the unit {unit or 'that is missing'}"
            return Words(start, end, value, format_value(high), printed.wording, fault)
        faults.append(("read alone, these words do not say what the text says", start, end))
    fault, start, end = faults[-1]
    value = quantity.value if quantity.value is not None else quantity.low
    return Words(start, end, format_value(value), "", "", fault)


def _agrees(printed, quantity, unit):
    """Whether a number read alone is the one that the text"""
    factor = convert_unit(quantity, unit) if unit else Fraction(1)
    low, high = quantity.value, None
    if quantity.hedge == "range":
        low, high = quantity.low, quantity.high
    if printed.wording in PRINTED_BOUNDS and quantity.hedge == "dozens":
        return Fraction(printed.value) == quantity.low * factor
    if unit == "fold_increase":
        low, high = low - 1, None if high is None else high - 1
    ends = (printed.value, printed.value_high)
    return all(
        one is None and other is None
        or one is not None and other is not None
        and abs(Fraction(one) - other * factor) <= abs(other * factor) * Fraction(1, 10**12)
        for one, other in zip(ends, (low, high), strict=True)
    )  # fmt: skip


def _list_spans(article, quantity):
    """Return the stretches that may be taken as the words of a number, the best first."""
    plain, (first, stop) = article.view.plain, article.view.clause(quantity.start)
    start, end = quantity.start, quantity.end
    starts, ends = [start], [end]
    if quantity.kind in ("growth", "multiple", "points"):
        verb = _CHANGE.search(plain, max(first, start - 30), start)
        if verb:
            starts.insert(0, verb.start())
    if quantity.kind in ("count", "rank") and article.language != "zh":
        noun = re.match(r"\s?[^\W\d_][\w'’-]*", article.text[end:stop])
        noun = noun if noun and not is_small_word(noun.group().strip().lower()) else None
        if noun and not re.search(r"[^\W\d_]", quantity.as_printed.split()[-1]):
            ends.insert(0, end + noun.end())
        elif noun and quantity.unit and noun.group().strip().lower() == quantity.unit:
            ends.insert(0, end + noun.end())
    linked = re.match(r"(?:\s[^\W\d_]+)? (?:de |d['’]|of )[^\W\d_][\w’'-]*", article.text[end:stop])
    if linked and quantity.kind == "count" and article.language != "zh":
        ends.append(end + linked.end())  # 9 points de retrait are no percentage points
    if article.language == "zh":
        later = list(range(end + 1, min(end + 4, stop) + 1))
        ends = [end + 1, end, *later[1:]] if plain[end : end + 1] == "来" else [end, *later]
    spans = [(begin, close) for begin in starts for close in ends if close - begin <= LONGEST]
    return spans or [(start, min(end, start + LONGEST))]


def format_value(value):
    """Write a number in full, exactly where decimals can.

    Examples
    --------
    >>> format_value(Fraction(3424000000)), format_value(Fraction(3, 5)), format_value(None)
    ('3424000000', '0.6', '')
    """
    if value is None:
        return ""
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    short = f"{float(value):.15g}"
    return short if float(short) == float(value) else repr(float(value))
