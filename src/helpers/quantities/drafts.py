"""A number with what touches it: hedge, unit, half, and the other end of a range."""

from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.quantities import hedges
from helpers.quantities.language import Unit

GROUP = 1000


@dataclass(slots=True)
class Draft:
    """Hold a number and what stands beside it while it is read."""

    numeral: object  # Numeral
    start: int
    end: int  # with hedge and unit
    low: Fraction
    high: Fraction  # as printed, before hedge and unit factor
    hedge: str = "stated"
    unit: Unit | None = None
    kind: str = ""  # empty until it is decided
    sign: int = 1  # -1 for a fall
    plus: int = 0
    # Quantity or None: the last quantity before it that is no date and no rank, whose unit it may
    # lean on.
    earlier: object = None

    def drop_hedge(self):
        """Give back the hedge before the number."""
        self.hedge, self.start = self.numeral.hedge, self.numeral.start

    def invert(self):
        """Make the part of a multiple: a third of three times."""
        self.low, self.high = 1 / self.high, 1 / self.low

    def turn(self, role):
        """Make a change of a share where a word of change governs it, and set its sign."""
        if role and self.unit.kind == "share":
            self.unit = replace(self.unit, kind="growth", code="growth")
        if role:
            self.sign = -1 if role == "fall" else 1


def begin(numeral):
    """Return the draft of a number alone."""
    start, end, low, high = numeral.start, numeral.end, numeral.low, numeral.high
    return Draft(numeral, start, end, low, high, numeral.hedge, numeral.unit)


def attach(view, numeral, language, floor=0, before=True):
    """Return the draft of a number with unit and hedges on both sides, none before `floor`."""
    draft = begin(numeral)
    if numeral.form not in ("ordinal", "multiple"):
        _attach_behind(view, draft, language)
    else:
        _attach_hedge_behind(view, draft, language)
    if before:
        _attach_before(view, draft, language, floor)
    return draft


def _attach_behind(view, draft, language):
    text, halved = view.plain, False
    for _ in range(6):
        place = draft.end
        if language.spaced and text[place : place + 1] == " ":
            place += 1
        open_unit = draft.unit is None or draft.unit.code == "个"
        hit = language.words("units_behind").at(text, place) if open_unit else None
        if hit and _is_no_unit(text, place, hit, draft, language):
            hit = None
        hedge = language.words("hedges_behind").at(text, place)
        hit = hedge if hit is None or (hedge and hedge[1] > hit[1]) else hit
        if hit is None and draft.unit and not halved:
            hit, halved = language.words("halves").at(text, draft.end), True
        if hit is None or hit[0] == "":  # a longer word that is no hedge
            return
        meaning, draft.end = hit
        if isinstance(meaning, Unit):
            draft.unit = meaning
        elif isinstance(meaning, str):
            draft.hedge = _meet(draft.hedge, meaning)
        else:
            draft.low, draft.high = draft.low + meaning, draft.high + meaning


def _is_no_unit(text, place, hit, draft, language):
    """Whether what reads as a unit is none: 回来; 22 l'an dernier; one ₹100 share."""
    unit, end = hit
    if draft.unit and unit.kind not in ("duration", "points"):
        return True
    if text.startswith("'", end) and text[end - 1] != "s":
        return True
    sign = end == place + 1 and text[place] in language.units_before
    return sign and text[end : end + 1].isdigit() or language.words("no_units").at(text, place)


def _attach_hedge_behind(view, draft, language):
    place = draft.end + (language.spaced and view.plain[draft.end : draft.end + 1] == " ")
    hit = language.words("hedges_behind").at(view.plain, place)
    if hit and hit[0] and draft.numeral.form == "multiple":
        draft.hedge, draft.end = _meet(draft.hedge, hit[0]), hit[1]


def _attach_before(view, draft, language, floor):
    text = view.plain
    for _ in range(3):
        place = draft.start
        if text[place - 1 : place] == " ":
            place -= 1
        hit = language.words("units_before").before(text, place) if place else None
        if hit and _is_small_code(view, hit[1], place, hit[0]):
            hit = None
        if hit and hit[1] >= floor and (draft.unit is None or hit[0].code == draft.unit.code):
            draft.unit, draft.start = hit
            continue
        hedge, start = hedges.find_before(view, draft.start, language)
        if start == draft.start or start < floor or hedge == "":
            return
        draft.hedge, draft.start = _meet(draft.hedge, hedge), start


def _is_small_code(view, start, end, unit):
    """Whether letters are those of a code of money, but no capitals: mad, try, all."""
    word = view.text[start:end]
    return word.lower() == unit.code.lower() and word != word.upper()


def _meet(first, second):
    """Return the hedge of two: a bound is stronger than about, any is stronger than none."""
    order = ("stated", "about")
    if second in order and first not in order:
        return first
    return second if second != "stated" else first


def join_range(view, first, second, language):
    """Return one draft for both ends of a range, or None where they are two numbers."""
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if second.hedge not in ("stated", "about", first.hedge):
        return None
    ended = language.words("range_endings").at(view.plain, second.end)
    if second.low != second.high and not ended or first.numeral.form in ("ordinal", "multiple"):
        return None
    low, high = first.low, second.high
    if first.unit is None:
        low *= _shared_scale(view, first, second)
    if low >= high:
        return None
    unit = second.unit or first.unit
    return Draft(second.numeral, first.start, second.end, low, high, "range", unit)


SMALLER = {
    "hour": {"minute": Fraction(1, 60), "point": Fraction(1, 60)},
    "minute": {"second": Fraction(1, 60)},
}
SMALLER |= {"mu": {"fen": Fraction(1, 10), "point": Fraction(1, 10)}}
SMALLER |= {"year": {"month": Fraction(1, 12)}, "m": {"cm": Fraction(1, 100)}}
SMALLER |= {"day": {"hour": Fraction(1, 24)}, "week": {"day": Fraction(1, 7)}}
SMALLER |= {"month": {"week": Fraction(1, 4)}, "km": {"m": Fraction(1, 1000)}}
SMALLER |= {"ft": {"inch": Fraction(1, 12)}, "lb": {"oz": Fraction(1, 16)}}
SMALLER |= {"t": {"kg": Fraction(1, 1000)}, "kg": {"g": Fraction(1, 1000)}}
SMALLER |= {"jin": {"liang": Fraction(1, 10)}}
CENTS = ("cent", "pence", "paise")


def is_large(unit):
    """Whether a smaller unit may follow a number of this one: an hour, a metre, all money."""
    return unit.code in SMALLER or unit.code.isupper() and len(unit.code) == 3


def _find_part(first, second):
    """Return what the second of two units is of the first, or None."""
    if first.code == second.code and first.kind == "amount":
        part = Fraction(second.factor) / Fraction(first.factor)
        return part if part < 1 else None
    if first.code.isupper() and len(first.code) == 3 and second.code in CENTS:
        return Fraction(1, 100)
    return SMALLER.get(first.code, {}).get(second.code)


def join_compound(first, second):
    """Return one draft for two hours forty minutes, in hours, or None."""
    if not first.unit or not second.unit:
        return None
    part = _find_part(first.unit, second.unit)
    if part is None or second.low * part >= 1 or first.hedge not in ("stated", "about"):
        return None
    low, high = first.low + second.low * part, first.high + second.high * part
    return Draft(first.numeral, first.start, second.end, low, high, second.hedge, first.unit)


def _shared_scale(view, first, second):
    """Return what the first end of a range takes from the second: 3 to 5 million, 7 à 8 000."""
    if first.numeral.scale == 1 and second.numeral.scale > 1 and first.low < second.high:
        printed = second.high / second.numeral.scale
        return second.numeral.scale if first.low < printed else 1
    grouped = second.high >= GROUP and second.high % GROUP == 0 and first.numeral.form == "digits"
    return GROUP if grouped and first.low < second.high / GROUP < GROUP else 1
