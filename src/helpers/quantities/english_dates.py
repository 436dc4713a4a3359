"""English: the dates of a text and what they resolve to."""

import re

from helpers.quantities.dates import (
    Date,
    bound_date,
    date_ago,
    day_of,
    days_of,
    find_century,
    find_plan,
    read_islamic_year,
    read_numeric,
    read_school_year,
    write_clock,
)
from helpers.quantities.english_words import DECADE_PARTS, HEDGES, NUMBER_WORDS, ORDINALS, STEMS
from helpers.quantities.moneys import find_countries
from helpers.quantities.words import write_hedges

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:\.(?= ?\d))?"
)
_YEAR = r"(?:19|20)\d\d(?![\d]|[.,]\d|%|/\d)"
_SMALL = "|".join(sorted((w for w, v in NUMBER_WORDS.items() if v), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,2}}|{_SMALL})"
_WORDED = rf"(?:{'|'.join(f'{stem}ty' for stem in STEMS)})[ -](?:{_SMALL})"
_MANY = rf"(?:\d{{1,3}}|{_WORDED}|{_SMALL})"  # of what lies far back
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_NO_LATER = "(?:no|not) (?:later|earlier|sooner) than"
_PRE = (
    r"(?:(?P<pre>with effect from|w\.e\.f\.|effective(?: from)?|not until|not before|since|by the "
    r"end of|by|until the end of|until|till|before|prior to|ahead of|after|through"
    rf"|{_NO_LATER}"
    r"|as of|up to|from|in|on|late|early|mid|the end of|end of|the start of|the beginning of)[ -])?"
)
_OPEN = {
    "not until": "over", "not before": "over", "since": "over", "after": "over",
    "with effect from": "over", "w.e.f.": "over", "effective": "over", "effective from": "over",
    "no earlier than": "over", "no sooner than": "over", "not earlier than": "over",
    "not sooner than": "over", "not later than": "up_to", "no later than": "up_to",
    "by": "up_to", "until": "up_to", "till": "up_to", "through": "up_to",
    "up to": "up_to", "before": "under", "prior to": "under", "ahead of": "under",
}  # fmt: skip
_REL = r"last year|this year|next year|the same year|that year|the previous year|the year before"
_SHIFT = {
    "last year": -1, "this year": 0, "next year": 1, "the previous year": -1, "the year before": -1,
}  # fmt: skip
_YEAR_TO = re.compile(r"\b(?:years?|months|weeks|quarter|half) (?:to|end(?:ed|ing)(?: in)?) $")
_WILL = re.compile(r",?(?: it| they)? (?:will|plans?|is to|are to|would)\b")
_AHEAD = re.compile(r"\b(?:will|plans?|is to|are to|due)\b")
_PLAN = re.compile(r"\b(?:will|would|to be|expect\w*|plan\w*|due|by|next|forecast|aims?|should)\b")
_ON = re.compile(r"(?: on(?:wards?)?\b| onwards?)")


def _month(word):
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.strip(".")[:3]))


def _number(word):
    parts = word.replace("-", " ").split()
    return int(word) if word.isdigit() else sum(NUMBER_WORDS[part] for part in parts)


def _year(word, moment):
    if word is None:
        return moment.year or moment.this_year
    if word[:4].isdigit():
        return int(word[:4])
    return None if moment.this_year is None else moment.this_year + _SHIFT.get(word, 0)


def _hedge(match, iso):
    """Return a date under the word before it: since, by, before."""
    pre = match.groupdict().get("pre") or ""
    hedge = _OPEN.get(pre, "stated")
    if pre == "from" and (
        _ON.match(match.string, match.end()) or _WILL.match(match.string, match.end())
    ):
        hedge = "over"
    return bound_date(iso, iso, hedge)


def _open(lead, low, high, hedge="stated"):
    """Return a stretch under the word before it."""
    return bound_date(low, high, _OPEN.get(lead, hedge))


def _read_day(match, moment):
    month, day = _month(match["month"]), ORDINALS.get(match["day"]) or int(match["day"])
    year = int(match["year"][:4]) if match["year"] else _recent_year(moment, month, day, match)
    return _hedge(match, day_of(year, month, day))


def _recent_year(moment, month, day, match):
    """Return the year of a day that is printed without one: that of the news, if it is fresh."""
    published = moment.published
    if len(published) >= 7 and month in (int(published[5:7]), int(published[5:7]) - 1):
        return moment.this_year
    return moment.resolve(month, day, match, _AHEAD)


def _read_month(match, moment):
    month, said = _month(match["month"]), match["year"]
    if said:
        year = _year(said, moment)
    else:
        if match["month"] in ("may", "march", "mar", "sep") and match["pre"] is None:
            return None
        year = moment.resolve(month, None, match, _AHEAD)
        if (match["pre"] or "").startswith(("by", "until", "before")) and not moment.year:
            year = moment.this_year
        if match["pre"] == "this":
            year = moment.this_year
        if match["pre"] == "next" and year and not moment.year:
            year = moment.this_year + (month <= int(moment.published[5:7] or 12))
    pre = match["pre"] or ""
    lead, _, grain = pre.rpartition(" ")
    if grain in ("late", "early", "mid", "last") and lead:
        return _open(lead, day_of(year, month), day_of(year, month))
    if pre.endswith("end of") and year:
        last = days_of(year, month, month)[1]
        return _open(pre.removesuffix("end of").removesuffix("the ").strip(), last, last)
    if not pre and _YEAR_TO.search(match.string, max(0, match.start() - 16), match.start()):
        return _open("until", "", day_of(year, month))
    return _hedge(match, day_of(year, month))


_MONTH_AND = re.compile(rf"\b{_MONTH} and $")


def _read_second_month(match, moment):
    """Read May and March, words of other meanings, behind another month."""
    if _MONTH_AND.search(match.string, max(0, match.start() - 16), match.start()):
        return _read_month(match, moment)
    return None


def _read_every(match, moment):
    iso = day_of(None, _month(match["month"]))
    return Date(iso, iso)


def _read_months(match, moment):
    first, last = _month(match["first"]), _month(match["month"])
    both = " and " in match[0] and not match[0].startswith(("between", "from"))
    if both and last != first % 12 + 1:
        return None  # in March and in June
    year = _year(match["year"], moment) if match["year"] else moment.resolve(last)
    first_year = int(match["from_year"]) if match["from_year"] else year
    if year and last < first and not match["from_year"]:
        first_year = year - 1  # from November to February
    return bound_date(day_of(first_year, first), day_of(year, last), "range")


def _read_days(match, moment):
    named = match.groupdict()
    month, given, first_year = _month(match["month"]), match["year"], named.get("from_year")
    last = _month(match["other"]) if named.get("other") else month
    two = named.get("other") and " and " in match[0] and "between" not in match[0]
    if two and not match.string.endswith("between ", 0, match.start()):
        return None  # June 1 and July 3 are two days
    if first_year and not given:
        return None
    year = int(given[:4]) if given else moment.resolve(month, None, match, _AHEAD)
    turned = int(last < month) if year and not first_year else 0  # from December into January
    begun = int(first_year) if first_year else year and year - (turned if given else 0)
    ended = year and year + (0 if given else turned)
    low, high = day_of(begun, month, int(match["day"])), day_of(ended, last, int(match["to"]))
    return bound_date(low, high, "range")


def _read_part(match, moment):
    """Return a quarter or half of a year."""
    word = match["part"]
    number = int(word[0]) if word[0].isdigit() else ORDINALS[word]
    months = 3 if match["unit"][0] == "q" else 6
    if number * months > 12:
        return None
    first = months * (number - 1) + 1
    year = (
        _year(match["year"], moment) if match["year"] else moment.resolve_part(match, first, _PLAN)
    )
    return Date(*days_of(year, first, months * number))


def _read_fiscal_months(match, moment):
    """Read the first nine months of the current financial year."""
    count = _number(match["count"])
    if len(moment.published) < 7 or not 0 < count <= 12:
        return None
    first = _begin_fiscal(moment) or 4
    year = moment.this_year - (int(moment.published[5:7]) < first)
    year -= (match["which_year"] or "").strip() in ("last", "previous", "past")
    last = first + count - 1
    return Date(day_of(year, first), day_of(year + (last > 12), (last - 1) % 12 + 1), "range")


def _read_first_months(match, moment):
    year = _year(match["year"], moment)
    count = _number(match["count"])
    if year is None or not 0 < count <= 12:
        return None
    first = 1 if match["which"] == "first" else 13 - count
    return Date(day_of(year, first), day_of(year, first + count - 1), "range")


_LONGEST_SHORT = 20  # years of a stretch whose end has two digits: 2021-23
# The month in which fiscal years begin, by the money of a country; January where none is given.
_FISCAL = dict.fromkeys("INR ZAR GBP CAD SGD HKD JPY".split(), 4)
_FISCAL |= dict.fromkeys("AUD NZD PKR BDT NPR KES UGX TZS EGP".split(), 7)
_FISCAL |= {"USD": 10, "THB": 10}
_MONEY_SIGNS = {"₹": "INR", "£": "GBP", "a$": "AUD", "₦": "NGN", "ksh": "KES"}
_MONEY_SIGN = re.compile("|".join(map(re.escape, _MONEY_SIGNS)))


def _begin_fiscal(moment):
    """Return the month in which the fiscal year of the country begins that is named first."""
    text = moment.view.plain if moment.view else ""
    pattern, moneys = find_countries("en")
    named = pattern.search(text)
    sign = None if named else _MONEY_SIGN.search(text)
    money = moneys[named.group()] if named else sign and _MONEY_SIGNS[sign.group()]
    return _FISCAL.get(money, 1) if money else None


_FISCAL_LEAD = re.compile(
    r"\b(?:(?P<pre>since|by|until|till|up to|before|after|not until|no later than)(?: the)? "
    r"|(?P<end>(?:(?P<by>by|until|till|before) )?(?:the )?end of )(?:the )?)$"
)


def _read_fiscal(match, moment):
    """Return a fiscal year under the word before it: by 2025-26, at the end of FY24."""
    date = _name_fiscal(match["first"], match["mark"], match["last"], moment)
    lead = _FISCAL_LEAD.search(match.string, max(0, match.start() - 20), match.start())
    if date is None or lead is None:
        return date
    hedge = _OPEN.get(lead["pre"] or lead["by"], "stated")
    if not lead["end"]:
        high = date.low if hedge == "under" else date.high  # before it begins
        return bound_date(date.low, high, hedge), lead.start(), match.end()
    year, month = int(date.high[:4]), int(date.high[5:] or 12)
    last = days_of(year, month, month)[1]
    return bound_date(last, last, hedge), lead.start(), match.end()


def _read_fiscals(match, moment):
    """Return the stretch from one fiscal year to another."""
    ends = []
    for word in (match["one"], match["two"]):
        first, mark, last = _PARTS_OF_FISCAL.search(word).groups()
        ends.append(_name_fiscal(first, mark, last, moment))
    return Date(ends[0].low, ends[1].high, "range") if all(ends) else None


def _name_fiscal(first, mark, last, moment):
    """Return a fiscal year of its country; else April to March, with a stroke July to June."""
    begins = _begin_fiscal(moment)
    if last is None:
        year = int(first) if len(first) == 4 else 2000 + int(first)
        if begins == 1 or begins is None and len(first) == 4:
            return Date(str(year), str(year))
        return _span_fiscal(year - 1, begins or 4)
    low = int(first) if len(first) == 4 else 2000 + int(first)
    high = int(last) if len(last) == 4 else low - low % 100 + int(last)
    if high != low + 1:
        long = len(last) == 4 or high - low <= _LONGEST_SHORT
        return Date(str(low), str(high), "range") if high > low and long else None
    begins = None if begins == 1 else begins  # two years in one are not of January
    return _span_fiscal(low, begins or (7 if mark == "/" else 4))


def _span_fiscal(year, first):
    return Date(f"{year}-{first:02d}", f"{year + 1}-{first - 1:02d}", "range")


def _read_years(match, moment):
    low, high = match["low"], match["high"]
    return Date(low, high, "range") if low < high else None


def _read_decade(match, moment):
    return _open_decade(int(match["decade"]), match["grain"] or "", match["lead"])


def _read_decade_words(match, moment):
    word = match["tens"]
    tens = int(word[0]) - 2 if word.isdigit() else STEMS.index(word)
    return _open_decade(1920 + 10 * tens, match["grain"] or "")


def _open_decade(first, grain, lead=""):
    """Return a decade or its part under the word before it: by the late 1990s."""
    low, high = DECADE_PARTS.get(grain.strip("- "), (0, 9))
    return _open(lead, str(first + low), str(first + high), "about" if grain else "stated")


_ALSO_COUNTED = re.compile(
    rf"\b(?:(?:{_NUMBER}|couple|few) (?:or|to)|(?:hundred|thousand)(?: and)?) $|\d (?:or|to) $"
)
_CALENDAR = ("year", "month", "week", "day", "decade")
# Higher than two years ago compares; more than two years ago is a length of time.
_VAGUE_LEAD = re.compile(rf"\b(?!\w+er than )(?:fewer than |{write_hedges(HEDGES)})$")


def _read_ago(match, moment):
    if _ALSO_COUNTED.search(match.string, max(0, match.start() - 24), match.start()):
        return None  # two or three years ago, a hundred and ten years ago
    if _VAGUE_LEAD.search(match.string, max(0, match.start() - 24), match.start()):
        return None  # more than ten years ago: a length of time
    unit = match["unit"] if match["unit"] in _CALENDAR else "year"  # two winters ago
    return date_ago(moment.published, _number(match["count"]), unit)


def _read_clock(match, moment):
    hour = _number(match["hour"])
    minute = int(match["minute"] or 0)
    half = match["half"] or ""
    if half.startswith("p"):
        hour += 12 if hour < 12 else 0
    elif half.startswith("a") and hour == 12:
        hour = 0
    return _clock(match, hour, minute) if hour < 24 and minute < 60 else None


_LATE = re.compile(r",? (in the (?:late |early )?(?:afternoon|evening)|at night|tonight)\b")
_CLOCK_LEAD = re.compile(r"\b(by|before|until|till|after|since)(?: about| around| at)? $")


def _clock(match, hour, minute=0):
    """Return an hour of the day under the word before it: by ten, after 4pm."""
    late = (
        hour < 12 and not match.groupdict().get("half") and _LATE.match(match.string, match.end())
    )
    hour += 12 if late and (late[1] != "at night" or hour > 5) else 0
    hour = 0 if hour == 12 and match.string.startswith(" at night", match.end()) else hour
    lead = _CLOCK_LEAD.search(match.string, max(0, match.start() - 16), match.start())
    return write_clock(hour, minute, _OPEN[lead[1]] if lead else "stated")


def _read_day_hour(match, moment):
    hour = _number(match["hour"])
    if match["half"] in ("afternoon", "evening") and hour < 12:
        hour += 12
    return _clock(match, hour) if 0 < hour < 24 else None


def _read_past(match, moment):
    word, hour = match["minute"], _number(match["hour"])
    minute = 30 if word == "half" else 15 if "quarter" in word else _number(word)
    if match["way"] == "to":
        if "quarter" not in word:
            return None  # "five to ten" is a range of numbers
        hour, minute = hour - 1, 60 - minute
    return _clock(match, hour, minute) if 0 <= hour < 24 and minute < 60 else None


def _read_at(match, moment):
    hour = _number(match["hour"])
    if not 0 < hour <= 12:
        return None
    return write_clock(hour), *match.span("hour")


def _read_hours(match, moment):
    ends = []
    for name in ("first", "last"):
        hour, half = int(match[name]), match[f"{name}_half"] or match["last_half"]
        hour = hour % 12 + (12 if half.startswith("p") else 0)
        ends.append(f"{hour:02d}:{int(match[name + '_minute'] or 0):02d}")
    return Date(*ends, "range")


# What hedges a number makes it no year, as far as it does not stand before years too.
_NUMBER_LEAD = re.compile(
    rf"\b(?:(?!(?:up to|over|under|about|around|circa|c\.|ca\.?|near) )"
    rf"{write_hedges(HEDGES)}|another )$"
)


def _read_year(match, moment):
    pre, year = match["pre"] or "", match["year"]
    if not pre and _NUMBER_LEAD.search(match.string, max(0, match.start() - 20), match.start()):
        return None  # more than 2000 of them
    if pre.endswith("end of"):
        day = f"{year}-12-31"
        return Date("", day, "up_to") if pre.startswith(("by", "until")) else Date(day, day)
    if pre in ("the start of", "the beginning of"):
        return Date(f"{year}-01-01", f"{year}-01-01")
    lead, _, grain = pre.rpartition(" ")
    if grain in ("mid", "early", "late"):
        low, high = {"mid": ("06", "07"), "early": ("01", "03"), "late": ("10", "12")}[grain]
        return _open(lead, f"{year}-{low}", f"{year}-{high}")
    return _hedge(match, year)


def _read_sale(match, moment):
    day = int(match["day"])
    iso = day_of(None, day, day)
    return bound_date(iso, iso)


_SALES = {"618": "--06-18", "1111": "--11-11", "1212": "--12-12", "99": "--09-09", "88": "--08-08"}


def _read_sale_digits(match, moment):
    iso = _SALES[match["digits"]]
    return Date(iso, iso), *match.span("digits")


_SOUTH = ("australia", "a$", "new south wales", "queensland", "new zealand", "south africa")


def _is_southern(moment):
    """Whether a text is of a country with its winter in July."""
    return moment.view is not None and any(map(moment.view.has, _SOUTH))


def _read_quarter_of_fiscal(match, moment):
    """Read Q2 FY25 and the second quarter of 2024-25, of the fiscal year of the country."""
    if not (match["named"] or match["to"]):
        return None
    first = _begin_fiscal(moment) or 4
    year = 2000 + int(match["year"][-2:]) - (not match["to"] and first > 1)
    number = int(match["quarter"] or ORDINALS.get(match["word"]) or match["word"][0])
    month = first + 3 * (number - 1)
    year, month = year + (month > 12), (month - 1) % 12 + 1
    return Date(*days_of(year, month, month + 2))


def _read_quarter_to(match, moment):
    """Read the March quarter, as accounts print it: the three months that end with March."""
    last = _month(match["month"])
    year = int(match["year"][:4]) if match["year"] else moment.resolve(last)
    return Date(*days_of(year, last - 2, last))


def _read_season(match, moment):
    year = _year(match["year"], moment)
    if year is None:
        return None
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"]]
    turned = _is_southern(moment) and first in (6, 12)
    first = 18 - first if turned else first
    low, high = day_of(year, first), day_of(year + (first == 12), first % 12 + 2)
    return Date(low, high, "range") if turned else _open(match["pre"], low, high)


def _read_feast(match, moment):
    day = {"christmas eve": "12-24", "new year's eve": "12-31", "new year's day": "01-01"}
    return _hedge(match, f"{match['year'][:4]}-{day.get(match['feast'], '12-25')}")


def _read_plan(match, moment):
    first, last = find_plan(int(re.sub(r"\D", "", match["plan"])))
    if match["end"]:
        return _open(match["pre"], f"{last}-12-31", f"{last}-12-31")
    return Date(first, last, "range")


def _read_century(match, moment):
    word = match["century"]
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS.get(word)
    return number and find_century(number)


def _read_dotted(match, moment):
    """Read 31.12.2024; with strokes only where one part can be no month: 31/12/2024."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    iso = day_of(year, month, day)
    return bound_date(iso, iso)


_B = r"(?<![\w$€£₹¥.,/-])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR_GROUP = rf"(?P<year>{_YEAR})"
_YEAR_OR_REL = rf"(?P<year>{_YEAR}|{_REL})"
_FROM_YEAR = rf"(?:,? (?P<from_year>{_YEAR}),?)?"
_OF_YEAR = rf"(?:,? (?:of |in )?{_YEAR_OR_REL})?"
_FISCAL_YEAR = r"(?:(?:fy|fiscal year|fiscal)[ -]?(?:20)?\d\d(?:[-/](?:20)?\d\d)?|20\d\d[-/]\d\d)"
_PARTS_OF_FISCAL = re.compile(r"(\d+)(?:([-/])(\d+))?")
_END = r"(?![\w%]|[.,]\d)"
DATES = (
    (rf"\b(?:q(?P<quarter>[1-4])|(?P<word>{_ORDINAL})[ -]quarter) (?:of )?(?:the )?(?P<named>(?:fy"
     r"|fiscal(?: year)?|financial year) ?)?(?P<year>(?:20)?\d\d)(?:[-/](?P<to>(?:20)?\d\d))?"
     r"(?![\d%/]|[.,-]\d)", _read_quarter_of_fiscal),
    (rf"\b(?P<month>march|june|september|december) quarter(?:,? (?:of )?{_YEAR_GROUP})?\b",
     _read_quarter_to),
    (rf"{_B}(?:19|20)\d\d-\d\d-\d\d\b", read_numeric),
    (rf"{_B}(?P<first>\d\d?)(?P<mark>[./-])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)\b",
     _read_dotted),
    (rf"{_B}(?:from )?{_DAY} (?P<month>{_MONTH}){_FROM_YEAR}(?: to | - |-| through )"
     rf"(?P<to>\d\d?)(?:st|nd|rd|th)? (?P<other>{_MONTH})(?:,? {_YEAR_GROUP})?\b", _read_days),
    (rf"{_B}between {_DAY} (?P<month>{_MONTH}){_FROM_YEAR} and "
     rf"(?P<to>\d\d?)(?:st|nd|rd|th)? (?P<other>{_MONTH})(?:,? {_YEAR_GROUP})?\b", _read_days),
    (rf"{_B}(?:from |on )?(?P<month>{_MONTH}) {_DAY}{_FROM_YEAR}(?: to |-| through | and )"
     rf"(?:(?P<other>{_MONTH}) )?(?P<to>[0-3]?\d)(?:,? {_YEAR_GROUP})?{_END}", _read_days),
    (rf"{_B}(?:from |between )?{_DAY}(?: to |-| and )(?P<to>[0-3]?\d)"
     rf"(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? "
     rf"{_YEAR_GROUP})?\b", _read_days),
    (rf"\b{_PRE}(?P<month>{_MONTH}) {_DAY}(?:,? {_YEAR_GROUP})?{_END}", _read_day),
    (rf"\b(?:on )?the (?P<day>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}) of "
     rf"(?P<month>{_MONTH})(?:,? {_YEAR_GROUP})?\b(?P<pre>)?", _read_day),
    (rf"{_B}{_PRE}{_DAY} (?:of )?(?P<month>{_MONTH})(?:,? {_YEAR_GROUP})?\b", _read_day),
    (rf"\b(?:from |between |in |during )?(?P<first>{_MONTH})(?: (?P<from_year>{_YEAR}))?(?: to | "
     rf"through | and |-)(?P<month>{_MONTH}) {_YEAR_OR_REL}\b", _read_months),
    (rf"\b(?:from |between |in |during )(?P<first>{_MONTH})(?P<from_year>)?(?: to | through | "
     rf"and |-)(?P<month>{_MONTH})\b(?P<year>)", _read_months),
    (rf"\b(?P<first>{_MONTH})(?P<from_year>)?-(?P<month>{_MONTH})\b(?P<year>)", _read_months),
    (r"(?<= and )(?P<month>may|march)\b(?P<pre>)(?P<year>)", _read_second_month),
    (rf"\b(?:each|every) (?P<month>{_MONTH})\b", _read_every),
    (rf"\b{_PRE}(?P<month>{_MONTH}),? (?:of )?{_YEAR_OR_REL}\b", _read_month),
    (r"\b(?P<pre>(?:(?:since|by|until|till|before|after) )?(?:late|early|mid|last)|since|by the "
     r"end of|until the end of|before the end of|by|until"
     rf"|till|before|after|in|from|as of|next|this|through|end of|the end of)[ "
     rf"-](?P<month>{_MONTH})\b(?P<year>)?(?! \d)", _read_month),
    (rf"\b(?P<pre>)(?<=year to )(?P<month>{_MONTH})(?: {_YEAR_GROUP})?", _read_month),
    (r"(?<![\w])(?P<month>january|february|april|june|july|august|september|october|november"
     r"|december)\b(?P<pre>)?(?P<year>)?(?! \d)", _read_month),
    (rf"\b(?P<part>{_ORDINAL})[ -](?P<unit>quarter|half){_OF_YEAR}(?= |[.,;:)]|$)", _read_part),
    (rf"\b(?P<unit>q)(?P<part>[1-4])(?:[ -]?(?:of )?{_YEAR_OR_REL})?\b", _read_part),
    (rf"\b(?P<unit>h)(?P<part>[12])(?:[ -]?(?:of )?{_YEAR_OR_REL})\b", _read_part),
    (rf"\b(?P<part>[1-4])(?P<unit>[qh])[ -]?{_YEAR_GROUP}", _read_part),
    (rf"\b{_YEAR_GROUP} (?P<unit>[qh])(?P<part>[1-4])\b", _read_part),
    (rf"\bfirst (?P<count>{_NUMBER}) months of (?:the|this) (?P<which_year>current |present |last "
     rf"|previous |past )?(?:financial|fiscal) year\b", _read_fiscal_months),
    (rf"\b(?P<which>first|last) (?P<count>{_NUMBER}) months,? (?:of |in )?{_YEAR_OR_REL}\b",
     _read_first_months),
    (rf"\b(?:in|during|over|for) the (?P<which>first) (?P<count>{_NUMBER}) months\b(?P<year>"
     r")?(?! (?:of|after|since))", _read_first_months),
    (rf"{_B}(?:from )?(?P<one>{_FISCAL_YEAR}) (?:to|through|until) (?P<two>{_FISCAL_YEAR})"
     r"(?![\d%]|[.,]\d)", _read_fiscals),
    (rf"\bbetween (?P<one>{_FISCAL_YEAR}) and (?P<two>{_FISCAL_YEAR})(?![\d%]|[.,]\d)",
     _read_fiscals),
    (r"\b(?:fy|fiscal year|fiscal|financial year)[ -]?(?P<first>(?:20)?\d\d)(?:(?P<mark>[-/])"
     r"(?P<last>(?:20)?\d\d))?\b(?!\d)", _read_fiscal),
    (rf"{_B}(?P<first>(?:19|20)\d\d)[-/](?P<last>(?:20)?\d\d)(?= (?:school|academic) (?:year|"
     r"session)\b)", read_school_year),
    (r"\b(?:school|academic) (?:year|session)(?: of)? (?P<first>(?:19|20)\d\d)[-/]"
     r"(?P<last>(?:20)?\d\d)\b", read_school_year),
    (r"\b(?:islamic|hijri|muslim) (?:calendar )?year (?:of )?(?P<islamic>1[34]\d\d)\b",
     read_islamic_year),
    (rf"{_B}(?P<islamic>1[34]\d\d) ?(?:ah|a\.h\.|hijri)(?!\w)", read_islamic_year),
    (r"\b(?:ah|a\.h\.) ?(?P<islamic>1[34]\d\d)\b", read_islamic_year),
    (rf"{_B}(?P<first>(?:19|20)\d\d)(?P<mark>[-/])(?P<last>(?:20)?\d\d)(?![\d%]|"
     r"[.,]\d)(?: (?:budget|season|fiscal year))?", _read_fiscal),
    (rf"{_B}(?:from )?(?P<low>{_YEAR})(?: to | through )(?P<high>{_YEAR})", _read_years),
    (rf"{_B}between (?P<low>{_YEAR}) and (?P<high>{_YEAR})", _read_years),
    (r"\b(?:(?P<lead>since|by|before|until|after) (?:the )?)?(?P<grain>early |late |mid-|mid )"
     r"?(?P<decade>(?:19|20)\d0)'?s\b", _read_decade),
    (r"\b(?:in|of|since|during|through) the (?P<grain>early |late |mid-|mid )"
     rf"?(?P<tens>[5-9]0(?=s\b)|(?:{'|'.join(STEMS)})(?=ties\b))(?:s|ties)",
     _read_decade_words),
    (rf"\b(?P<digits>{'|'.join(_SALES)})\b(?= (?:festival|sale|sales|shopping|promotion|event))",
     _read_sale_digits),
    (rf"\b(?:on )?{_PRE}(?P<feast>christmas eve|christmas day|christmas|new year's eve|new year's "
     rf"day)(?: of)? {_YEAR_GROUP}", _read_feast),
    (r"\b(?:(?P<pre>since|by|before|after|until)(?: the)? )?(?P<season>spring|summer|autumn|fall"
     rf"|winter)(?: of)? (?P<year>{_YEAR}|last year|this year)\b", _read_season),
    (r"\bat (?P<hour>\d\d?)(?P<minute>)? in the (?P<half>a|p|morning|afternoon|evening)\b",
     _read_day_hour),
    (r"\bat (?P<hour>\d\d?)\.(?P<minute>[0-5]\d)(?P<half>)?(?= (?:every|each|in the|on|this|that"
     r"|sharp)\b)", _read_clock),
    (r"\b(?P<hour>12)(?P<minute>)? (?P<half>noon)\b", _read_day_hour),
    (rf"(?<![\w.,-])(?P<count>{_MANY}) (?P<unit>year|month|week|day|decade|winter|summer|spring"
     r"|autumn|harvest|season)s? (?:ago|back(?! (?:to|home|pay|rent)\b))\b", _read_ago),
    (rf"{_B}(?:from |between )?(?P<first>\d\d?)(?:[:.](?P<first_minute>\d\d))? ?(?P<first_ha"
     r"lf>[ap](?:m\b|\.m\.))?(?: to |-| and )(?P<last>\d\d?)(?:[:.](?P<last_minute>\d\d))? "
     r"?(?P<last_half>[ap](?:m\b|\.m\.))", _read_hours),
    (rf"{_B}(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap](?:m\b|\.m\.))", _read_clock),
    (rf"(?<!\d:){_B}(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d):[0-5]\d(?P<half>)?(?![\d:])",
     _read_clock),
    (rf"(?<!\d:){_B}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?P<half>)?(?![\d:])", _read_clock),
    (rf"\b(?P<hour>{_NUMBER})(?= in the (?P<half>morning|afternoon|evening)\b)(?P<minute>)?",
     _read_day_hour),
    (rf"\b(?P<hour>{_NUMBER}) o'clock(?P<minute>)?(?P<half>)?", _read_clock),
    (rf"\b(?P<minute>half|a quarter) (?P<way>past) (?P<hour>{_NUMBER})\b", _read_past),
    (r"\b(?P<minute>half|a quarter|quarter|ten|twenty|five|\d\d?) (?P<way>past|to)"
     rf" (?P<hour>{_NUMBER})\b(?= ?(?:[.,;:!?)\n]|$|in the|on|every|each|and))", _read_past),
    (rf"\b(?:open|clos|start|beg[aiu]n|end|finish|leav|left|arriv|w[ao]k|ris|ros|meet|depart"
     rf"|shut)\w*(?: [a-z]+){{0,2}}? (?:at|until|till) (?P<hour>{_NUMBER})(?=$|[.,;:!?)\n](?!\d)"
     rf"| (?:in the|on|every|each|and|sharp|until|till|to|this|tomorrow)\b)", _read_at),
    (r"\b(?:double|singles' day|the) ?(?P<day>11|12)(?=[\"'”]? (?:day|sale|sales|shopping"
     r"|festival|event|promotion)|[\"'”]? ?(?:$|[.,;]))", _read_sale),
    (r"\bdouble[ -](?P<day>11|12|9|10)\b", _read_sale),
    (r"\b(?P<day>11|12)[./](?:11|12)\b(?= (?:sale|shopping|festival|event|day))", _read_sale),
    (r"\b(?:(?:(?P<pre>by|until|since|before) )?(?P<end>(?:the )?end of) the )?(?P<plan>\d\d?th) "
     r"five-year plan(?: period)?", _read_plan),
    (rf"\b(?P<century>\d\d?(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))}"
     r") century\b", _read_century),
    (r"(?<![\w$€£₹¥.,/-])(?:(?P<pre>(?:by |until )?(?:the )?end of|since|not until|not before|by"
     rf"|until|till|before|prior to|ahead of|after|through|{_NO_LATER}|the start of|the "
     r"beginning of|from|in|(?:by |since |until |before |after )?(?:late|early|mid)|all of)[ -])?"
     rf"(?P<year>{_YEAR})(?![-\w])"
     r"(?! (?:hundred|thousand|million|billion|trillion|quadrillion|lakhs?|crores?|lac|dozen"
     r"|yuan|rupees|dollars|tonnes|tons|people|kg|km|households|hectares|mu|acres|kilograms"
     r"|shops|farmers|villages|percent|per cent|orders|shillings|jobs|members))", _read_year),
)  # fmt: skip
RELATIVE = {
    "last year": -1, "a year ago": -1, "a decade ago": -10, "last christmas": -1,
    "last calendar year": -1, "last winter": -1, "this year": 0, "today": 0, "now": 0,
    "currently": 0, "so far": 0, "past year": 0, "past twelve months": 0, "past 12 months": 0,
    "last twelve months": 0, "last 12 months": 0, "these days": 0, "next year": 1,
}  # fmt: skip
