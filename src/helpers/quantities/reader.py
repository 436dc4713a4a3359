"""Read all quantities of a text, and account for every numeral and number word in it."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from helpers.quantities import dates, drafts, hedges, kinds, periods
from helpers.quantities.language import SHARE
from helpers.quantities.moneys import Moneys
from helpers.quantities.pairing import pair_periods
from helpers.quantities.quantity import Quantity
from helpers.quantities.view import View

GROWN = 3  # times a change, from which on what follows is its level and no other end
SHORTEST = 8  # characters before a change in which its word stands
SHORT = 200  # characters of a text that is no more than a cell of a table
read_factor = cache(Fraction)
_RUN = re.compile(r"\d+(?![.,]?\d)")
_JOINER = re.compile(" (?:and |et )?")  # between hours and minutes
_ONE_IN = re.compile(
    r" (?:in|out of) (?:every |each )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|fifteen|twenty|thirty|forty|fifty|a hundred)\b"
)
TOO_LONG = re.compile(r"[0-9][0-9.,]{29,}"), "? too long for a number"


@dataclass(frozen=True)
class Account:
    """Hold what became of every numeral and number word of a text."""

    quantities: list[Quantity]
    left_out: list[Quantity]
    refused: list[Quantity]  # read; no quantity, with the reason; not understood, with what is not


@cache
def find_language(code):
    """Return the tables of a language: ``zh``, ``fr`` or ``en``."""
    if code == "zh":
        from helpers.quantities.chinese import CHINESE as language
    elif code == "fr":
        from helpers.quantities.french import FRENCH as language
    elif code == "en":
        from helpers.quantities.english import ENGLISH as language
    else:
        raise ValueError(f"language is {code!r}; it must be one of zh, fr, en")
    return language.prepare()


def account(text, language, published=None) -> Account:
    """Read a text and say of every numeral and number word what became of it."""
    language = find_language(language)
    # what tells where patterns may match is worth its building only for texts, not for cells
    is_worth = len(text) > SHORT or "prefilter" in vars(language)
    view = View(text, language.plain, language.prefilter if is_worth else None)
    closed = _find_closed(view, language)
    found = dates.find_dates(view, language, published)
    names = [span for span in closed if span[2] in ("name", "number of a plate")]
    found = _drop_overlaps(found, names)  # Agenda 2063
    closed = _drop_overlaps(closed, found)
    cues = kinds.Cues(view, language)
    context = periods.Context(view, found, cues, language, published)
    context.moneys = Moneys(view, language)
    out = Account([], [], [])
    for start, end, reason in closed:
        _set_out(view, start, end, reason, out)
    _read_numbers(view, language, closed, found, cues, context, out)
    pair_periods(view, language, out.quantities, context)
    for start, end, date in found:
        value = date.low or date.high
        printed = view.text[start:end]
        low, high = date.low or None, date.high or None
        out.quantities.append(
            Quantity(start, end, printed, "date", low, high, value, "", date.hedge)
        )
    for part in (out.quantities, out.left_out, out.refused):
        part.sort(key=lambda quantity: (quantity.start, quantity.end))
    return out


def _find_closed(view, language):
    """Return (start, end, reason) of labels and idioms, none over another."""
    spans = [
        (*m.span(), reason)
        for pattern, reason in (TOO_LONG, *language.patterns("labels"))
        for m in view.find(pattern)
    ]
    spans += [
        (*m.span(), reason)
        for pattern, reason in language.patterns("names")
        for m in view.find(pattern, view.text)
    ]
    spans += [s for s in language.scan("idioms", view) if not _cuts(view, s, language)]
    spans.sort(key=lambda span: (span[0], -span[1]))
    apart = []
    for span in spans:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _cuts(view, span, language):
    """Whether an idiom begins inside a number: 十分 in 四十分."""
    if language.spaced:  # "that one" in "that one in ten buys"
        return view.plain.endswith(" one", 0, span[1]) and bool(_ONE_IN.match(view.plain, span[1]))
    if view.plain.startswith("分之", span[1] - 1):
        return True  # 十分 in 十分之一
    if not span[0]:
        return False
    before, first = view.plain[span[0] - 1], view.plain[span[0]]
    if before == "第" and first in language.number_words:
        return True  # 三大 in 第三大
    if view.plain.endswith("就有", 0, span[0]):
        return True  # 一口 in 每六口就有一口
    if view.plain.startswith("多半", span[0]) and before in "最至顶一":
        return True  # 顶多半个月, 一多半
    if first not in language.scales and first not in language.number_words:
        return False
    few = before in "来多余" or any(word[0] == before for word in language.vague)
    return few or before.isdigit() or before in language.scales or before in language.number_words


def _drop_overlaps(closed, found):
    """Return the spans that none of the others lies over; both lists are in order."""
    apart, place = [], 0
    for span in closed:
        while place < len(found) and found[place][1] <= span[0]:
            place += 1
        if place == len(found) or found[place][0] >= span[1]:
            apart.append(span)
    return apart


def _set_out(view, start, end, reason, out):
    """Add a span to what is left out, or to what is refused where its reason is a question."""
    kind, part = ("refused", out.refused) if reason[0] == "?" else ("left out", out.left_out)
    printed = view.text[start:end]
    part.append(Quantity(start, end, printed, kind, reason=reason.lstrip("? ")))


def _read_numbers(view, language, closed, found, cues, context, out):
    """Read every number outside of labels and dates into `out`."""
    blocked = sorted([(s, e) for s, e, _ in closed] + [(s, e) for s, e, _ in found])
    blocked.append((len(view.plain) + 1, len(view.plain) + 1))
    place, number_block = 0, 0
    find_seed = _seek(view, language)
    while (start := find_seed(place)) is not None:
        while blocked[number_block][1] <= start:
            number_block += 1
        if blocked[number_block][0] <= start:
            place = blocked[number_block][1]
            continue
        place = _read_one(view, language, start, blocked[number_block][0], cues, context, out)


def _seek(view, language):
    """Return a function that gives the first place of a number from a place on, or None."""
    text, places = view.plain, view.places("seeds")
    if places is None:
        search = language.seeds.search
        return lambda place: (match := search(text, place)) and match.start()
    fits, size, passed = language.seeds.match, len(places), 0

    def find_seed(place):
        nonlocal passed
        if "0" <= text[place : place + 1] <= "9":
            return place  # inside of digits
        while passed < size:
            start = places[passed]
            if start >= place and fits(text, start):
                return start
            passed += 1
        return None

    return find_seed


def _read_one(view, language, start, limit, cues, context, out):
    """Read the number that begins at `start`; return where to go on."""
    numeral = language.read_numeral(view, start, language)
    if numeral is None or numeral.end > limit:
        return _set_aside(view, language, start, limit, out)
    reason = _read_point(view, numeral, language)
    if reason:
        _set_out(view, numeral.start, numeral.end, reason, out)
        return numeral.end
    floor = out.quantities[-1].end if out.quantities else 0
    draft = drafts.attach(view, numeral, language, floor)
    if draft.end > limit:  # a date begins inside the unit
        draft = drafts.begin(numeral)
    joined = _find_second(view, draft, language, limit)
    draft = joined or _find_smaller(view, draft, language, limit) or draft
    draft.earlier = _find_earlier(out.quantities)
    _read_sign(view, draft, language)
    answer = language.refine(view, draft, language) or _find_touching(view, draft, language)
    if isinstance(answer, str):
        # A refusal takes the whole range or compound along: what is passed over is accounted for.
        end = draft.end if answer.startswith("?") else numeral.end
        _set_out(view, numeral.start, end, answer, out)
        return end
    kinds.decide(view, draft, cues, language)
    out.quantities.append(_finish(view, draft, context))
    return draft.end


def _find_earlier(quantities):
    """Return the last quantity that is no rank, of three, or None."""
    for quantity in quantities[:-4:-1]:
        if quantity.kind != "rank":
            return quantity
    return None


def _set_aside(view, language, start, limit, out):
    """Refuse the whole run of digits or number words that does not fit together."""
    text, end = view.plain, start
    while end < limit - (limit > len(text)) and end < len(text):
        digits = language.pattern("digits").match(text, end)
        if digits:
            end = digits.end()
        elif not language.spaced and (
            text[end] in language.number_words or text[end] in language.scales
        ):
            end += 1
        else:
            break
    if end <= start + 1 and not text[start].isdigit():
        _set_out(view, start, start + 1, "part of a word", out)
        return start + 1
    end = min(end, limit)
    reason = f"? parts of the number do not fit together: {view.text[start:end]}"
    _set_out(view, start, end, reason, out)
    return end


def _read_sign(view, draft, language):
    """Take a minus sign in front of digits, where it is no dash between two things."""
    text, start = view.plain, draft.start
    before = text[start - 2 : start - 1]
    if start and language.spaced and view.text[start - 1] in "—―─":
        return
    if start and text[start - 1] == "-" and draft.numeral.form == "digits":
        if before not in ("-", "%") and (not before.isalnum() or ord(before[0]) > 0x2E80):
            draft.low, draft.high, draft.start = -draft.high, -draft.low, start - 1
            if draft.unit and draft.unit.kind == "share":
                draft.kind = "growth"


def _find_second(view, first, language, limit):
    """Return the range that a mark behind a number opens, or None."""
    place = first.end
    if view.plain[place : place + 1] not in language.range_firsts:
        return None
    for mark in (*language.range_marks, *language.weak_marks):
        if view.plain.startswith(mark, place):
            second = _read_next(view, place + len(mark), language, limit)
            joined = second and drafts.join_range(view, first, second, language)
            if not joined or _is_grown(view, first, joined, language):
                return None
            lead = language.words("from_words").before(view.plain, first.start)
            weak = mark in language.weak_marks or first.unit and lead and mark.strip().isalpha()
            if weak and not language.words("range_endings").at(view.plain, joined.end):
                return None  # 从5元到8元: two numbers, not one
            return joined
    return None


def _is_grown(view, first, joined, language):
    """Whether a change and the level that it leads to look like a range: 减少300家至1200家."""
    whole = (first.unit or first.numeral.scale > 1) and first.unit != SHARE
    if not whole or joined.high < GROWN * joined.low:
        return False
    return bool(language.pattern("grown").search(view.before(first.start, SHORTEST)))


def _read_point(view, numeral, language):
    """Take the mark before .5 million, or return why it cannot be read."""
    text, start = view.plain, numeral.start
    mark = text[start - 1 : start]
    digits = _RUN.match(text, start) if mark == "." or mark == "," else None
    if not digits or text[start - 2 : start - 1].isalnum():
        return None
    front = text[start - 2 : start - 1]
    if not (start == 1 or front in ' ("\n' or unicodedata.category(front) == "Sc"):
        return None
    if language.decimal_mark == "." == mark and numeral.low == numeral.high:
        numeral.low = numeral.high = numeral.low / 10 ** len(digits.group())
        numeral.start -= 1
        return None
    return None if language.decimal_mark == "." else f"? {mark!r} stands before the number"


def _find_sign(view, draft, language):
    """Return the sign beside a number that no money is known for, or None."""
    text = view.plain
    near = text[max(0, draft.start - 2) : draft.start], text[draft.end : draft.end + 2]
    if near[0].isascii() and near[1].isascii():
        return None  # whose only sign is the dollar
    for sign in (near[0].rstrip(" ")[-1:], near[1].lstrip(" ")[:1]):
        if sign and not sign.isascii() and unicodedata.category(sign) == "Sc":
            if sign not in language.units_before:
                return f"? {sign!r} is the sign of no money that is known"
    return None


def _find_touching(view, draft, language):
    """Return what letter, digit or sign touches a number and nothing accounts for, or None."""
    text, end = view.plain, draft.end
    if sign := _find_sign(view, draft, language):
        return sign
    if not text[end : end + 1].isalnum() or not text[end].isascii():
        return None
    last = text[end - 1]
    if last.isdigit() and text[end].isalpha() or last.isalpha() and last.isascii():
        return f"? {text[end]!r} touches the number"
    return None


def _find_smaller(view, first, language, limit):
    """Return the compound that a smaller unit right behind a number makes, or None."""
    place = first.end
    if first.unit is None or not drafts.is_large(first.unit):
        return None
    if language.spaced:
        joiner = _JOINER.match(view.plain, place)
        place = joiner.end() if joiner else place
    elif view.plain[place : place + 1] in ("零", "又"):
        place += 1  # 一年零两个月
    if place >= limit:
        return None
    second = _read_next(view, place, language, limit)
    return second and drafts.join_compound(first, second)


def _read_next(view, place, language, limit):
    """Return the number that begins at a place before a limit, without what precedes it."""
    begins = language.seeds.match(view.plain, place)
    numeral = begins and language.read_numeral(view, place, language)
    if not numeral or numeral.end > limit:
        return None
    return drafts.attach(view, numeral, language, before=False)


def _finish(view, draft, context):
    """Return the quantity of a draft whose kind is decided."""
    low, high = draft.low, draft.high
    single = low is high or low == high
    if draft.unit.factor != "1":
        factor = read_factor(draft.unit.factor)
        low, high = low * factor, None if single else high * factor
    if draft.plus:
        low, high = low + draft.plus, None if single else high + draft.plus
    high = low if single else high  # one number is kept once
    value = low if draft.sign > 0 else -low
    hedge = draft.hedge if single or draft.hedge == "dozens" else "range"
    low, high = hedges.bound(low, high, hedge)
    if draft.sign < 0:
        low, high = (None if part is None else -part for part in (high, low))
    unit = "growth" if draft.kind == "growth" else draft.unit.code
    printed = view.text[draft.start : draft.end]
    place = draft.start
    if draft.kind == "amount":
        unit = context.moneys.settle(unit, place, view.plain[place : draft.end])
    period_start, period_end = context.find_period(place, draft.kind)
    status = context.find_status(place, period_end) if draft.kind != "other" else ""
    counted_by = context.sources.find(place, draft.kind, unit)
    return Quantity(
        place, draft.end, printed, draft.kind, low, high, value, unit, hedge,
        period_start, period_end, status, counted_by,
    )  # fmt: skip
