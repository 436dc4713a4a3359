"""English: the number that begins at a place, its range, and one in so many."""

import re
from fractions import Fraction

from helpers.quantities.english_words import (
    DECADE_PARTS,
    HEDGES,
    MONEY_SIGNS,
    NUMBER_WORDS,
    SCALES,
    SHORT_SCALES,
    STEMS,
)
from helpers.quantities.numerals import (
    MARKS,
    Numeral,
    combine,
    make_fraction,
    read_digits,
    write_number,
)
from helpers.quantities.spaced import (
    ALONE,
    find_own_unit,
    find_unit,
    fits_range,
    read_neighbours,
)
from helpers.quantities.words import write_branches, write_pattern

DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|[1-9]\d{0,2}(?: \d{3}){1,5}(?![ -]?\d)|\d+)"
    r"(?:\.\d+)?(?![\d]|[.,]\d)"
)
LONGEST = 40  # characters of a number in digits; what is longer is no quantity of an article
_DIGITS = re.compile(DIGITS)
_UNREAD = re.compile(r"[\d.,/:]*\d")
_STROKE = re.compile(r"[/:]\d")
_WORD = re.compile(r"[a-z]+")
_DIGIT_WORDS = ("zero", *(word for word, value in NUMBER_WORDS.items() if 0 < value < 10))
_POINT = re.compile(rf" point((?: (?:{'|'.join((*_DIGIT_WORDS, 'nought', 'oh'))})\b)+)")
# What may go on a number in digits: a scale word, or a half.
_GOES_ON = re.compile(rf"[ -](?:(?:{write_pattern([*SCALES, 'dozen', 'score'])})(?![a-z])|and[- ])")
_MIXED = re.compile(r"(?:[ -]?([½¼¾⅓⅔⅕⅛])|[ -](\d)/(\d{1,2})(?![\d/]))")
_BY_SOME = re.compile(r"\bby (?:[a-z]+ ){1,3}$")  # by nearly 3,000 to 41,250
WIDEST = Fraction(5, 2)  # of the ends of a range by which something changes
_SHORT = re.compile(r"[ -]?(mln|mio|mn|bln|bn|trn|tn|cr|[kmbl])(?![a-z0-9²])")
# What may stand behind digits and change what they are: most numbers have none of it.
_MORE = re.compile(rf"{_STROKE.pattern}|{_MIXED.pattern}|{_SHORT.pattern}|{_GOES_ON.pattern}")
_METRES = re.compile(
    r" ?m(?: |-)(?:or (?:less|more|so)|walk|stretch|radius|race|queue|track|tall"
    r"|wide|deep|long|high|above|below|away|apart|thick|from|of(?! (?:the|its"
    r"|their|our|an?|all|those|these)\b))\b"
)
_HALF = re.compile(
    r"[- ]and[- ](?:a[- ](half|quarter|third)|(three)[- ]quarters?|(two)[- ]thirds?)\b"
)
_ADDED = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_ADDED |= {"three": Fraction(3, 4), "two": Fraction(2, 3)}
_PLAIN_FRACTION = re.compile(r"(\d{1,2})/(\d{1,3})(?:rds?|ths?)?(?![\d/])")
_WHOLE = re.compile(
    r"(?:(?: of)? an? |-an?-|-)(hundred|thousand|million|billion|trillion|dozen|lakh"
    r"|crore)\b| (dozen)\b"
)
_A_UNIT = re.compile(r"(?: of)? an? | of (?:one|1) |-")
_AGAIN = re.compile(
    r" (?:as (?:much|many|big|large|high) again|again as (?:much|many|big|large|high))\b"
)
_AS_MUCH = re.compile(r" as (?:much|many|big|large|high|long|likely|fast)\b")
_COINS = re.compile(
    r"(?: ?p| pence| cents| paise| centavos| pesewas| kobo| poisha)"
    r" (?:of|in|on|out of|from) (?:every|each) "
    r"(?:[a-z-]+ )??(?:pound|dollar|euro|rupee|real|shilling|peso|cedi|naira|taka|rand)\b"
)
_ROUGH = re.compile(r"\ba good (half|third|quarter|fifth)\b")
_OUT_OF = re.compile(
    r"(?P<noun>(?: [a-z]+){0,2}?) (?P<link>(?:in|out of|of|from)(?: (?P<every>every|each))?) "
)
# Five per 1,000 deliveries; five per 100 kilometres is no part.
_PER_MANY = re.compile(r"(?P<noun>) (?P<link>per(?P<every>)) (?=1,?0|a |one |hundred|thousand)")
# Of the same thing, which is named once: two rupees per hundred, one peso for every four.
_PER_PART = re.compile(
    r" (?P<noun>[a-z]+) (?:for (?:every|each)|(?:per|in the|on the)(?= (?:hundred|thousand|100"
    r"|1,000)\b)) "
)
_TO_ONE = re.compile(r"(?: to |-to-)(?:one|1)\b(?![.,]?\d)")
_ODDS = re.compile(r"\b(?:by|outnumber\w*|margin|ratio|odds|majority)\b[^.;\d]{0,20}$")
_ODD_SCALE = re.compile(rf"-(?:odd|plus) ({write_pattern(SCALES)})(?![a-z])")
_SOMETHING = re.compile(r"-somethings?\b")
_RANGE = re.compile(r" ?- ?| to | or | and | through ")
_BETWEEN = re.compile(
    r"(?:anything |anywhere |somewhere |ranging |ranged |ranges |varying )?(between|from)"
    r"(?: (?:the )?ages? of)? $"
)
_CHANGE = re.compile(
    r"\b(?:ros|ris|gr[eo]w|increas|jump|climb|surg|soar|expand|f[ae]ll|drop|declin|decreas"
    r"|shr[aiu]nk|slip|plung|(?:went|go|gone|goes|going)\b(?! for\b)|mov|cut|chang|reduc|lift"
    r"|rais|quadrupl|doubl|tripl|trebl|up|down|advanc|swell|shift|turn|eas|narrow|widen|slid|dip"
    r"|sank|improv|halv|more than)\w*"
)
_CHANGED = re.compile(_CHANGE.pattern + r"(?: [a-z]+)?(?: by)? ?$")
_ENDS_NOUN = re.compile(
    r" (?!(?:per|[a-z]+ed|and|or|of|in|at|on|to|by|is|was|were|are|has|had|have|will|would|can"
    r"|now|sells?|came|comes?|arriv\w+|went|goes|from|for|with|that|who|which|the"
    r"|she|he|we|you|i|a|they|it|gets?|got|buys|lives|uses|owns|earns|pays|makes|takes|says|knows"
    r"|needs|wants|keeps|does|did|do|could|would|may|might|must|should|cannot|still|already|never"
    r"|always|also|only|even|\w+ly|sold|bought|paid|made|took|said|kept|lost|left|fell|spent|gave"
    r"|[a-z]+s (?:an?|its|his|her|their|it|them|no|more|less|online|nothing|without|up|out))\b)"
    r"[a-z]"
)
_DECADE = re.compile(rf"({'|'.join(STEMS)})ties\b")
_DIGIT_DECADE = re.compile(r"([2-9]0)s\b")
# An article that its hedge makes a number: nearly a decade.
_LONE_HEDGES = [
    word
    for word, kind in HEDGES.items()
    if kind and word[0].isalpha() and not f"{word} ".startswith(("over ", "within "))
]
_HEDGED_TIME = (
    r"(?= (?:decade|year|month|week|day|hour|minute|century|mile|kilometre|kilometer|tonne|ton|kilo"
    r"|kilogram|hectare|acre|pound|litre|fortnight)\b(?! (?:earlier|ago|before)\b))"
)
# And so does what follows: an hour and a half, a day and two hours, a dollar fifty.
_SMALLER = "half|quarter|third|three[- ]quarters"
_COUNTED_AHEAD = (
    r"(?= (?:(?:full |whole )?percentage point\b|(?:dollar|pound|euro|rupee|shilling)\b"
    r"|(?!(?:hundred|thousand|million|billion|dozen|half|quarter|third"
    r"|(?:four|fif|six|seven|eigh|nin|ten)th)"
    r"\b)[a-z]+ and (?:(?:a )?"
    rf"(?:{_SMALLER})\b(?! of the)|(?:\d+|[a-z-]+) (?:minutes|hours|days|weeks|months|cents)\b)))"
)
_APART = r"(?:(?<=')| )"  # between a hedge and what it hedges
_LONE = re.compile(
    rf"\b(?:{write_pattern(_LONE_HEDGES)}{_APART}(an?){_HEDGED_TIME}|(an?){_COUNTED_AHEAD})"
)
SEEDS = (
    *write_branches(_LONE_HEDGES, r"\w", rf"{_APART}an?{_HEDGED_TIME}"),
    rf"a(?<!\wa)n?{_COUNTED_AHEAD}",
    r"a(?<!\wa) good (?:half|third|quarter|fifth)\b",
)
SEED_WORDS = (*(f"{hedge} a" for hedge in _LONE_HEDGES), "a", "an")
_WHOSE = re.compile(r"\b(?:her|his|their|my|our|in)(?: (early|mid|late))?[ -]$|(?<= )(mid)-$")
_TIME = re.compile(
    r"[ -](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|seasons?|metres?|km|kg)\b"
)


def read_numeral(view, start, language):
    """Return the number that begins at `start` with the other end of its range, or None."""
    text = view.plain
    if start and text[start - 1] in "./" and text[start - 2 : start - 1].isdigit():
        return None
    if text[start].isalpha() and (whole := _read_whole(text, start, language)):
        return whole
    first = _read_fraction(text, start, language) or _read_single(text, start, language)
    if first is None:
        return None
    behind = text[first.end : first.end + 1]
    if behind == " " or behind == "-":
        odds = _TO_ONE.match(text, first.end)
        if odds and _ODDS.search(text, max(0, start - 40), start):
            return write_number(start, odds.end(), first.low, "odds")
        age = _SOMETHING.match(text, first.end)
        if age and first.low in range(20, 100, 10):
            return Numeral(start, age.end(), first.low, first.low + 9, "decade")
    if first.form in ALONE:
        return first
    odd = _ODD_SCALE.match(text, first.end) if behind == "-" else None
    if odd and first.form in ("digits", "words"):  # forty-odd thousand
        scale = SCALES[odd[1]]
        return write_number(start, odd.end(), first.low * scale, first.form, "over", scale=scale)
    if behind == ",":
        rough = read_neighbours(text, first, language, lambda at: _read_single(text, at, language))
        return rough or _read_range(text, first, language) or first
    return _read_proportion(text, first, language) or _read_range(text, first, language) or first


def _read_whole(text, start, language):
    """Return a multiple in one word, or an article that is the number one; or None."""
    hit = language.words("multiples").at(text, start)
    if hit:
        begin = start + 5 * text.startswith("than ", start)  # more than | triple
        return write_number(begin, hit[1], hit[0], "multiple")
    lone = _LONE.match(text, start)
    if lone:  # nearly a decade
        place = lone.end() - len(lone[lone.lastindex])
        return write_number(place, lone.end(), Fraction(1), "words")
    return None


def _read_fraction(text, start, language):
    """Return a fraction, alone or as a part of a scale: a third, half a million."""
    hit = language.words("fractions").at(text, start)
    rough = _ROUGH.match(text, start) if text[start] == "a" else None
    if rough:
        value = Fraction(1, {"half": 2, "third": 3, "quarter": 4, "fifth": 5}[rough[1]])
        return write_number(start, rough.end(), value, "fraction", "over")
    if hit is None:
        match = _PLAIN_FRACTION.match(text, start)
        if not match or int(match[1]) >= int(match[2]) or int(match[2]) > 100:
            return None
        value, end = Fraction(int(match[1]), int(match[2])), match.end()
    else:
        value, end = hit
    whole = _WHOLE.match(text, end)
    if whole:
        word = whole[1] or whole[2]
        scale = 12 if word == "dozen" else SCALES[word]
        hedge = "about" if word == "dozen" else "stated"
        return write_number(start, whole.end(), value * scale, "words", hedge, scale=scale)
    again = _AGAIN.match(text, end)
    if again:
        return write_number(start, again.end(), value + 1, "multiple")
    as_much = _AS_MUCH.match(text, end)
    if as_much:
        return write_number(start, as_much.end(), value, "multiple")
    joint = _A_UNIT.match(text, end)
    if joint and (text[start:end] != "a quarter" or joint[0].startswith(" of")):
        unit = language.words("units_behind").at(text, joint.end())
        one = unit and unit[0].kind == "share" and joint[0] != "-"
        if unit and (one or unit[0].kind in ("amount", "duration", "points")):
            end = joint.end()
    return write_number(start, end, value, "fraction")


def _read_single(text, start, language):
    """Return one number in digits or words, without a second end, or None."""
    if text[start].isdigit() or text[start] in MARKS:
        return _read_digits(text, start, language)
    hit = language.words("vague").at(text, start)
    if hit:
        end = hit[1]
        unit = (
            language.words("units_behind").at(text, end + 4)
            if text.startswith(" of ", end)
            else None
        )
        if unit and unit[0].kind in ("amount", "duration"):
            end += 3  # hundreds of miles
        return write_number(start, end, hit[0], "vague", "dozens")
    hit = language.words("collectives").at(text, start)
    if hit:
        (value, hedge), end = hit
        half = _HALF.match(text, end) if value == 12 else None
        if half and half[1]:  # a dozen and a half
            value, end = value + value * _ADDED[half[1]], half.end()
        return write_number(start, end, value, "collective", hedge)
    decade = _DECADE.match(text, start)
    if decade:
        return _read_decade(text, start, decade)
    ordinal = language.words("ordinals").at(text, start)
    number = _read_words(text, start, [])
    if ordinal and (number is None or ordinal[1] > number.end):
        return Numeral(start, ordinal[1], Fraction(ordinal[0]), Fraction(ordinal[0]), "ordinal")
    return number


def _read_decade(text, start, match):
    """Return the age that "her late thirties" says, or a number that is not understood."""
    front = _WHOSE.search(text, max(0, start - 16), start)
    if front is None:
        return write_number(start, match.end(), Fraction(0), "unread")
    low, high = DECADE_PARTS.get(front[1], (0, 9))
    tens = int(match[1]) if match[1].isdigit() else 10 * (2 + STEMS.index(match[1]))
    begin = front.start(1) if front[1] else start
    return Numeral(begin, match.end(), Fraction(tens + low), Fraction(tens + high), "decade")


def _read_digits(text, start, language):
    if text[start] in MARKS:
        return write_number(start, start + 1, MARKS[text[start]], "fraction")
    decade = _DIGIT_DECADE.match(text, start) if text[start + 2 : start + 3] == "s" else None
    if decade:
        numeral = _read_decade(text, start, decade)
        if numeral.form == "decade":
            return numeral
    match = _DIGITS.match(text, start)
    if match and match.end() - start <= LONGEST and not _MORE.match(text, match.end()):
        return write_number(start, match.end(), read_digits(match.group(), language))
    if match is None or match.end() - start > LONGEST or _STROKE.match(text, match.end()):
        end = _UNREAD.match(text, start).end()
        return write_number(start, end, 0, "unread")
    value, end = read_digits(match.group(), language), match.end()
    mixed = _MIXED.match(text, end)
    if mixed and value.denominator != 1:
        return write_number(start, mixed.end(), 0, "unread")  # parts of a decimal: 5.98¾
    if mixed and mixed[1]:
        value, end = value + MARKS[mixed[1]], mixed.end()
    elif mixed and 0 < int(mixed[2]) < int(mixed[3]):
        value, end = value + Fraction(int(mixed[2]), int(mixed[3])), mixed.end()
    short = _SHORT.match(text, end)
    apart = short and (short[1] == "l" or len(short[1]) == 1 and short[0][0] in " -")
    doubtful = apart or short and _METRES.match(text, end)  # five metres, two litres
    if short and not (doubtful and not _SIGN_BEFORE.search(text, max(0, start - 6), start)):
        scale = SHORT_SCALES[short[1]]
        return write_number(start, short.end(), value * scale, "digits", scale=scale)
    if not _GOES_ON.match(text, end):
        return write_number(start, end, value)
    return _add_smaller(text, _read_words(text, start, [(value, False)], end), language)


def _add_smaller(text, first, language):
    """Return a number printed in two scales as one: 11 lakh 60 thousand."""
    match = _DIGITS.match(text, first.end + 1) if first.scale > 1 else None
    if match is None or text[first.end] != " " or match.end() - match.start() > 9:
        return first
    second = _read_words(
        text, match.start(), [(read_digits(match.group(), language), False)], match.end()
    )
    if second.scale == 1 or second.low >= first.scale:
        return first
    value = first.low + second.low
    return write_number(first.start, second.end, value, "digits", scale=second.scale)


def _read_words(text, start, parts, end=None):
    """Return number words, or scale words behind digits, as one number."""
    form = "digits" if parts else "words"
    place, hedge, last = end if parts else start, "stated", 1
    while True:
        after = _skip_joiner(text, place, parts) if parts else place
        match = _WORD.match(text, after) if after is not None else None
        word = match.group() if match else ""
        scale = word in SCALES or (word in ("dozen", "score") and bool(parts))
        value = {"dozen": 12, "score": 20}.get(word) if scale else NUMBER_WORDS.get(word)
        value, scaled = SCALES.get(word, value), bool(parts) and parts[-1][1]
        if value is None or (form == "digits" and not scale):
            break
        if form == "digits" and scale:  # "2.16 hundred million": scales behind digits multiply
            parts = [(parts[0][0] * value, True)]
        elif parts and combine([*parts, (value, scale)]) is None:
            break
        else:
            parts = [*parts, (value, scale)]
        last = value * (last if scaled else 1) if scale else last  # of lakh crore both
        hedge = "about" if word == "dozen" else hedge
        place = match.end()
        spoken = _POINT.match(text, place) if text.startswith(" point ", place) else None
        if spoken and form == "words" and not scale:
            parts = [(combine(parts) + _read_decimals(spoken[1]), False)]
            place = spoken.end()
        if word in ("dozen", "score"):
            break
    if not parts:
        return None
    value = make_fraction(combine(parts) if len(parts) > 1 else parts[0][0])
    half = _HALF.match(text, place)
    if half:
        part = _ADDED[half[1] or half[2] or half[3]]
        value, place = value + part * (last if parts[-1][1] else 1), half.end()
        after = _WORD.match(text, place + 1)
        if after and after.group() in SCALES and not parts[-1][1]:
            last = SCALES[after.group()]
            value, place = value * last, after.end()
    front = start
    if form == "words" and parts[0][1] and text[max(0, start - 2) : start] == "a ":
        front = start - 2  # "a million" begins with its article
        if text.endswith("quarter of ", 0, front):  # and "quarter of a million" with its part
            value, front = value / 4, front - len("quarter of ")
    article = text[start:place] == "one"
    return write_number(front, place, value, form, hedge, article, int(last))


def _read_decimals(words):
    """Return the part of one that digits in words say: 0.25 for two five."""
    digits = [str(NUMBER_WORDS.get(word, 0)) for word in words.split()]
    return Fraction(int("".join(digits)), 10 ** len(digits))


def _skip_joiner(text, place, parts):
    """Return where the next word of a number may begin, or None."""
    if text.startswith(" and ", place) and parts[-1][1]:
        return place + 5
    if text[place : place + 1] in (" ", "-"):
        return place + 1
    if text.startswith(", ", place) and parts[-1][1] and parts[-1][0] >= 1000:
        ahead = re.compile(r", \w+ (?:hundred|thousand|million)\b").match(text, place)
        return place + 2 if ahead else None
    return None


def _read_part_of_coin(text, first, language):
    """Return 70p in every pound and two rupees per hundred as a part, or None."""
    coins = _COINS.match(text, first.end)
    if coins:
        value = first.low / 100
        return write_number(first.start, coins.end(), value, "proportion")
    link = _PER_PART.match(text, first.end)
    if link and language.words("units_behind").at(text, link.start("noun")):
        second = _read_single(text, link.end(), language)
        alone = second and not _ENDS_NOUN.match(text, second.end)
        if alone and second.form in ("digits", "words") and 0 < first.low < second.low:
            return write_number(first.start, second.end, first.low / second.low, "proportion")
    return None


def _read_proportion(text, first, language):
    """Return one in five, three out of every ten, R$19 of every R$100 as a part, or None."""
    if text[first.end : first.end + 1] not in _PART_MARKS:
        return None
    if named := _read_part_of_coin(text, first, language):
        return named
    link = _PER_MANY.match(text, first.end) or _OUT_OF.match(text, first.end)
    if link is None or link["link"] == "from":
        return None
    place = link.end()
    sign = _WHOLE_SIGN.match(text, place)
    if sign and not _SIGN_BEFORE.search(text, max(0, first.start - 6), first.start):
        return None  # 320 shops took in $50,000
    place = sign.end() if sign else place
    place += 2 * bool(_A_SCALE.match(text, place))
    if not language.seeds.match(text, place):
        return None
    second = _read_single(text, place, language)
    if second is None or second.form not in ("digits", "words") or second.low <= first.low:
        return None
    if first.low.denominator != 1 or second.low.denominator != 1 or second.scale > 1000:
        return None
    every, behind = link["every"], text[second.end : second.end + 24]
    if link["link"] == "per":
        measured = find_unit(text, second.end, language)
        if measured and measured[0].kind in ("amount", "duration"):
            return None
        if _SIGN_BEFORE.search(text, max(0, first.start - 6), first.start):
            return None
    if re.fullmatch(r"(?:19|20)\d\d", text[place : second.end]) or _TIME.match(behind):
        return None
    if re.match(r" ?%|[ -]per ?cent", behind):
        return None
    if not every:
        has_noun = bool(link["noun"].strip())
        if link["link"] == "of" and not (
            first.form == second.form == "words" and 1 < first.low < second.low <= 10
        ):
            return None  # "5 of 12 shops" are two counts, "four of five" is a part
        if has_noun and (link["link"] == "of" or _ENDS_NOUN.match(behind)):
            return None
        if not has_noun and second.low > 1000:
            return None
        unit = language.words("units_behind").at(text, first.end + 1)
        if has_noun and unit and unit[0].kind in ("amount", "duration"):
            return None
    value = first.low / second.low
    return write_number(first.start, second.end, value, "proportion")


_WHOLE_SIGN = re.compile(r"(?:[a-z]{0,3}\$|[₹€£¥]|rs\.? ?|ksh ?|sh)(?=\d)")
_A_SCALE = re.compile(r"a (?:hundred|thousand|million|dozen)\b")
_PART_MARKS = (" ", "p")  # 3 out of 4, 70p in every pound
_SIGNS = write_pattern(MONEY_SIGNS)
_SIGN_BEFORE = re.compile(rf"(?<![a-z])(?:[a-z]{{0,3}}\$|{_SIGNS})\.? ?$")
_SIGN_AT = re.compile(rf"(?:[a-z]{{0,3}}\$|{_SIGNS})\.? ?(?=\d)")


def _is_number(text, place, language):
    """Whether a number may begin at a place, with or without a sign of money."""
    return language.seeds.match(text, place) or _SIGN_AT.match(text, place)


def _read_range(text, first, language):
    """Return both ends of a range as one numeral, or None where they are two numbers."""
    own, place = find_own_unit(text, first, language, _RANGE)
    mark = _RANGE.match(text, place)
    if mark is None or not _is_number(text, mark.end(), language):
        return None
    before = text[max(0, first.start - 60) : first.start]
    front = _SIGN_BEFORE.sub("", before)
    opened = _BETWEEN.search(front)
    if mark[0] == " and " and not (opened and opened[1] == "between"):
        return None
    second = _find_second(text, first, mark, own, front != before, language)
    sign = _SIGN_AT.match(text, mark.end())
    if second is None or sign and sign[0].strip(" .") != before[len(front) :].strip(" ."):
        return None  # of two moneys: N460/$1 to N1,500
    low, high = first.low, second.high
    if own is None:
        low = _share_scale(first, second, text)
    if low is None:
        return Numeral(first.start, second.end, first.low, high, "unread")
    loose = opened and opened[0].strip().startswith(("any", "some", "rang", "var"))
    if opened and opened[1] == "from" and not loose and "-" not in mark[0]:
        changed = _CHANGE.search(text, max(0, first.start - 90), first.start)
        if low > high or changed or _CHANGE.match(text, second.end + 1):
            return None
    if mark[0] == "-" and first.form == second.form == "words" and own is None:
        if low >= high or low < 10 and high >= 20 and second.scale == 1:
            return Numeral(first.start, second.end, low, high, "unread")  # one-fifty, twelve-five
    whole = own is not None or front != before  # a unit on both: "rose $2 to $5" are two numbers
    if low >= high or (whole and mark[0] == " to " and not opened and _CHANGED.search(front)):
        return None
    if mark[0] == " to " and _leads_to_level(text, front, low, high, second.end):
        return None
    start = first.start
    if opened and (opened[1] == "between" or loose) and front == before:
        start += opened.start() - len(before)
    form = "range" if second.form != "fraction" else "fraction"
    return Numeral(start, second.end, low, high, form, first.hedge, scale=second.scale)


def _leads_to_level(text, front, low, high, end):
    """Whether a change leads to a level: by a factor of three to 450, rose by 12 to 57."""
    if front.endswith("factor of "):
        return True
    front = _BY_SOME.sub("by ", front)
    changed = high > WIDEST * low and front.endswith("by ") and _CHANGED.search(front)
    return bool(changed) and not re.match(r" ?%|[ -]per ?cent| ?pc\b| points?", text[end : end + 9])


def _find_second(text, first, mark, own, signed, language):
    """Return the second end of a range behind its mark, or None."""
    place = mark.end()
    sign = _SIGN_AT.match(text, place)
    if sign and (own or not signed):
        return None  # "down 17 per cent to $3m": two numbers
    place = sign.end() if sign else place
    if place >= len(text) or (mark[0] == " or " and not re.match(r"[\da-z]", text[place])):
        return None
    second = _read_fraction(text, place, language) or _read_single(text, place, language)
    if not fits_range(text, first, second, own, language) or second.form == "collective":
        return None
    return second


def _share_scale(first, second, text):
    """Return the low end with the scale it shares; None where that cannot be told."""
    if first.scale == 1 and second.scale > 1 and first.form != "fraction":
        if first.low < second.high / second.scale:
            return first.low * second.scale
        return first.low if first.low < second.high and first.low >= 1000 else None
    grouped = "," in text[second.start : second.end] and second.high % 1000 == 0
    if grouped and first.low * 1000 < second.high and first.low < 1000 and first.form == "digits":
        return first.low * 1000 if first.low * 20000 >= second.high else first.low
    return first.low
