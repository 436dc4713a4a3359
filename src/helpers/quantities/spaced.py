"""What the languages that write words apart share: the steps of a number, hedges, rates, ranges."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.quantities.language import SHARE, Unit
from helpers.quantities.numerals import Numeral, room_below
from helpers.quantities.symbols import settle_case

NOT_READ = {
    "unread": "? digits that are no number of this language",
    "ambiguous": "? its point may mark decimals or thousands",
    "beside": "? two numbers stand side by side",
}
# Codes that look the same in every language.
CODES = (
    (r"(?<![^\n])\d{1,2}[.)] (?=\S)", "number of a list"),
    (r"[#*]\d[\d*#]*|(?<![\d.,:/h'-])(?<!\d )0\d+\b(?![.,:/h-]?\d)", "code"),
    (r"(?<![\d/.,])(?:19|20)\d\d/(?!(?:19|20)\d\d\b)\d{3,5}(?![\d/])", "file number"),
    (r"\b(?:https?://|www\.)\S+", "address"),
    (r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,99}", "address"),
)
LONGEST_LIST = 4  # numbers that may share the scale of the last one
SMALL = 13  # numbers in words below it mostly count what was named
LISTED = ("digits", "words", "range")  # forms of numbers that share a unit
ALONE = ("unread", "ambiguous", "ordinal", "vague", "multiple", "decade", "age")  # begin no range
ENDS = ("digits", "words", "fraction", "collective")  # forms that may end a range
_LETTERS = re.compile(r"[^\W\d_]+")


def find_glued(view, draft, endings: str = r"(?!)") -> str | None:
    """Return why letters that touch a number make it none, or None.

    Parameters
    ----------
    view : View
    draft : Draft
    endings : str
        A pattern of letters that belong to a number: ``e`` of 12e.

    Returns
    -------
    reason : str or None
        With a question mark before it where the letters are not understood.
    """
    start, end = draft.numeral.start, draft.numeral.end
    glued = _LETTERS.match(view.plain, end)
    if glued and view.plain[end - 1].isdigit() and draft.end == end:
        if re.fullmatch(endings, glued.group()):
            return None
        if len(glued.group()) <= 2 and view.text[end].isupper():
            return "name"
        return f"? {glued.group()!r} touches the number"
    if view.plain[start - 1 : start].isalpha() and draft.start == start:
        return "name"
    return None


def skip_hedge(text, place, language):
    """Return where a number may begin at a place, or behind the hedge that stands there."""
    hit = language.words("hedges_before").at(text, place)
    end = hit[1] if hit and hit[0] else place
    return end + (end > place and text[end : end + 1] == " ")


def find_unit(text, place, language):
    """Return the unit that stands behind a place and where it ends, or None."""
    return language.words("units_behind").at(text, place + (text[place : place + 1] == " "))


def read_listed(view, place, language):
    """Return the number at a place that may go on a list, behind a hedge or not, or None."""
    begin = skip_hedge(view.plain, place, language)
    if not language.seeds.match(view.plain, begin):
        return None
    numeral = language.read_numeral(view, begin, language)
    return numeral if numeral and numeral.form in LISTED else None


def take_noun_hedge(view, draft, pattern, hedges):
    """Take a hedge that stands behind what is counted: 500 colis au moins."""
    hedged = pattern.match(view.plain, draft.end)
    if hedged and draft.hedge == "stated":
        draft.hedge, draft.end = hedges[hedged[1]], hedged.end()


def take_part(view, draft, pattern, whole, read_word):
    """Add the parts of a whole behind a number: one pound twenty, deux heures trente.

    Parameters
    ----------
    view : View
    draft : Draft
        Changed in place.
    pattern : re.Pattern
        Group 1 is how many parts, in digits or in words.
    whole : int
        Parts of one.
    read_word : callable
        ``word -> number``.
    """
    parts = pattern.match(view.plain, draft.end)
    if parts:
        part = Fraction(int(parts[1]) if parts[1].isdigit() else read_word(parts[1]), whole)
        draft.low, draft.high, draft.end = draft.low + part, draft.high + part, parts.end()


def take_rate(view, draft, pattern, codes):
    """Take what an amount is counted by, group ``what``, with ``many``: 128 yuan per 500 grams."""
    rate = pattern.match(view.plain, draft.end)
    code = codes.get(rate["what"]) if rate else None
    if code and code != draft.unit.code:
        many = rate.groupdict().get("many") or ""
        draft.unit = replace(draft.unit, code=f"{draft.unit.code}/{many}{code}")
        draft.end = rate.end()


@dataclass(frozen=True)
class Rules:
    """Hold the rules of a language for the steps in which a number gets its meaning."""

    begin: Callable  # ``(view, draft) -> reason or None``: names, addresses, touching letters
    # Form of a numeral to the rule that says all of it; the rule gets view and draft.
    forms: Mapping
    is_measured: Callable  # ``(draft) -> bool``: whether a fraction has a unit that it counts
    finish: Callable  # ``(view, draft, language) -> reason or None``: unit and what it measures

    def refine(self, view, draft, language):
        """Set unit, kind and sign of a number, or return why it is none.

        Parameters
        ----------
        view : View
        draft : Draft
            Changed in place.
        language : Language

        Returns
        -------
        reason : str or None
            With a question mark before it where the number is not understood.
        """
        settle_case(view, draft)
        form = draft.numeral.form
        reason = NOT_READ.get(form) or self.begin(view, draft)
        if reason:
            return reason
        form = draft.numeral.form
        if form in self.forms and not (form == "fraction" and self.is_measured(draft)):
            return self.forms[form](view, draft)
        return self.finish(view, draft, language)


_LIST_FRONT = re.compile(r"([\w-]+),? (?:and |or |et |ou )?$")
_LIST_REST = re.compile(r",? (?:and |or |et |ou )?")
_SENTENCE_ENDS = re.compile(r"[.?!…]\s|\n")
# Another subject has another unit, unless it is the mean or the aim of the same.
_NEW_SUBJECT = re.compile(
    r";|[,:] (?:and|but|while|et|mais|tandis que|alors que) (?:the|its|their|his|her|an?|l[ea]|les"
    r"|l'|son|sa|ses|leurs?)\b"
)
_COPULA = re.compile(r"\b(?:is|was|are|were|at|est|était|sont|étaient)(?: [a-z]+)? $")
_IT_WAS = re.compile(
    r"\b(?:it|this|that|elle|il|ce) (?:was|is|stood at|était(?: de)?|est(?: de)?) $"
)
_PER_MILLE = re.compile(r"‰|per thousand|pour mille")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2}(?!\d))?(?![.,\d])")
GROUP = 1000
# What a scale word or the letter of a measure multiplies with.
SHARED = (10**5, 10**6, 10**7, 10**9)
_OFFSET = re.compile(r" (?:earlier|later|before|after|ago|plus t[ôa]|auparavant|avant)")
_LISTED = re.compile(r"[^,.;:]{0,24}, $")
_FOR_WHOM = re.compile(
    r" (?:en|pour(?! \d)|le|la|à|au|chez|les|par|in|on|for(?! [a-z]{0,3}[$€£₹¥\d])|at|the|after"
    r"|before|if|when)\b"
)
_PERCENT = re.compile(r"%|per ?cent|pour cent|^[\d.,]+$")


def lean_on_earlier(view, draft):
    """Return the unit of the number before a bare one in its sentence, or None: 46 %, toys 31."""
    text, last, numeral = view.plain, draft.earlier, draft.numeral
    if last is None or _SENTENCE_ENDS.search(text, last.end, draft.start):
        return None
    linked = _COPULA.search(text, last.end, draft.start)
    word = _find_word(text, draft.start)
    linked = linked or word is not None and word == _find_word(text, last.start)
    if _NEW_SUBJECT.search(text, last.end, draft.start) and not linked:
        return None
    listed = _LISTED.match(text, last.end, draft.start) and _FOR_WHOM.match(text, draft.end)
    if numeral.form == "words" and draft.high < SMALL and not (linked or listed):
        return None
    if last.kind == "share" and _PER_MILLE.search(text, last.start, last.end):
        return Unit("share", "share", "1/1000")
    if last.kind in ("share", "growth") and _PERCENT.search(text[last.start : last.end]):
        if draft.high > 100 or numeral.scale > 1:
            return None
        draft.sign = -1 if last.kind == "growth" and (last.value or 0) < 0 else 1
        return Unit(last.kind, last.kind, "1/100")
    if last.kind == "amount":
        _share_scale(text, draft)
        return Unit("amount", last.unit.split("/")[0])
    since = _OFFSET.match(text, last.end)
    timed = listed or _IT_WAS.search(text, last.end, draft.start)
    if last.kind == "duration" and not since and timed:
        return Unit("duration", last.unit)
    return None


def _share_scale(text, draft):
    """Give a bare number the scale of the one before it: 4.2 million tonnes (3.9 in 2022)."""
    last, numeral = draft.earlier, draft.numeral
    printed = _DECIMAL.search(text, last.start, last.end)
    if printed is None or last.value is None or numeral.scale > 1 or numeral.form != "digits":
        return
    first = Fraction(printed.group().replace(",", "."))
    if first and draft.high < GROUP and last.value / first in SHARED:
        if Fraction(1, 10) <= draft.high / first <= 10:
            scale = last.value / first
            draft.low, draft.high = draft.low * scale, draft.high * scale


def _find_word(text, end):
    """Return the word that stands before a place: pays 8.5 %, the other pays 6."""
    words = text[max(0, end - 20) : end].split()
    return words[-1] if words and words[-1].isalpha() and len(words[-1]) > 2 else None


def make_share(view, draft):
    """Make a share of one in five."""
    draft.unit = SHARE


def share_scale_ahead(view, draft, language, link: re.Pattern):
    """Give a bare number the scale of the next one of its list: 3 and 5 million yuan.

    Parameters
    ----------
    view : View
    draft : Draft
    language : Language
    link : re.Pattern
        What stands between two of them, group ``last`` before the last one. Group ``part`` says
        that one is a part of the other; then the first has decimals or the second is money:
        1.3 of the 4.8 million, 2 of the 3.5 billion euros.
    """
    text, numeral = view.plain, draft.numeral
    if numeral.scale > 1 or numeral.form not in ("digits", "words") or draft.high >= GROUP:
        return
    place, following = draft.end, None
    for _ in range(LONGEST_LIST):
        ahead = link.match(text, place)
        following = ahead and read_listed(view, ahead.end(), language)
        if not following or following.form != numeral.form:
            return
        if following.scale >= GROUP or ahead.lastgroup:
            break
        place = following.end
    if following.scale < GROUP or not ahead.lastgroup:
        return
    unit = find_unit(text, following.end, language)
    money = unit and unit[0].kind == "amount"
    if ahead["part"] and draft.low.denominator == 1 and not money:
        return  # 5 of the 12 million farmers
    if ahead["last"] or draft.high < following.high / following.scale:
        draft.low, draft.high = draft.low * following.scale, draft.high * following.scale
        draft.unit = draft.unit or (unit[0] if money else None)


def read_neighbours(text: str, first, language, read_single):
    """Return two numbers of one step as the rough one that they are: 240, 250 orders; or None.

    Parameters
    ----------
    text : str
    first : Numeral
    language : Language
    read_single : callable
        ``place -> Numeral or None``: the number that begins at a place.
    """
    place = first.end + 2
    if not text.startswith(", ", first.end) or not language.seeds.match(text, place):
        return None
    listed = _LIST_FRONT.search(text, max(0, first.start - 24), first.start)
    word = listed and listed[1]
    if word and (word[-1].isdigit() or word in language.number_words):
        return None
    second = read_single(place)
    if second is None or second.form != first.form or first.form not in ("digits", "words"):
        return None
    follows = _LIST_REST.match(text, second.end)
    if follows and language.seeds.match(text, follows.end()):
        return None  # 12, 13 and 15
    if first.low.denominator != 1 or second.low.denominator != 1 or not first.low:
        return None
    shared = second.scale if first.scale == 1 and first.form == "words" else 1
    low, high = first.low * shared, second.high  # two, three thousand
    step = min(room_below(low), room_below(high))
    rough = high - low == step and first.scale * shared == second.scale
    if first.form == "words" and first.low < second.low <= first.low * 3 / 2:
        low, rough = first.low, True  # deux mille, deux mille cinq cents: said, not written
    if not rough or low < step:
        return None
    return Numeral(first.start, second.end, low, high, first.form, "range", scale=second.scale)


def find_own_unit(text, first, language, mark):
    """Return the unit of the first end of a range and where its mark begins: 3 % to 5 %."""
    own = find_unit(text, first.end, language)
    if own and own[0].code != "rank" and mark.match(text, own[1]):
        return own, own[1]
    return None, first.end


def fits_range(text, first, second, own, language):
    """Whether a numeral may be the other end of a range, with the same unit."""
    if second is None or second.form not in ENDS:
        return False
    if (second.form == "fraction") != (first.form == "fraction"):
        return False
    after = find_unit(text, second.end, language)
    return not own or bool(after) and after[0] == own[0]
