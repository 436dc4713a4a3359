"""Chinese numbers: digits with scales, words, fractions, and ranges in the words themselves."""

import re
from dataclasses import dataclass
from fractions import Fraction

from helpers.quantities.language import SHARE, YEARS, Unit
from helpers.quantities.numerals import MARKS, Numeral, combine, look_up, read_digits, write_number

DIGITS = {mark: n for n, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
DIGITS |= {mark: n for n, mark in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"俩": 2, "仨": 3}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
SCALES |= {"拾": 10, "佰": 100, "仟": 1000}
INNER = {"多": "over", "余": "over", "来": "about", "几": "over"}
NEARLY_HALF = ("小一半", "一小半", "小半", "小半年")
OVER_HALF = ("过半", "一多半", "大半", "一大半", "大半年", "多半年")
TENTH = Unit("share", "share", "1/10")
LARGE_PIECES = {"米": Unit("amount", "m"), "吨": Unit("amount", "t")}  # 一米八, 一吨二
PIECES = {"块": Unit("amount", "CNY"), "毛": Unit("amount", "CNY", "1/10")}
# 成 as a tenth must not begin one of these words: 成功, 成为, 成交 ...
NOT_TENTH = re.compile("成(?:[功为立本员熟长果都品绩分群型就效年人片]|交[易额量价,。的])")
_HUNDREDTH = re.compile("过?半百")
_THIRD = re.compile(r"([二三四五六七八九十])分一(?![元角毛钱个分])")
_PARTS = re.compile(r"([十百千万亿]|[零〇一二两三四五六七八九十百]+)分之")
PER = tuple("斤亩公个吨箱件天年月盒袋户人瓶单包只张")
LETTERS = {"w": 10**4, "k": 1000}
# 千 and 兆 begin a measure (千克, 兆带宽) unless money or a larger scale follows.
_MEASURE = re.compile(r"千[克瓦米伏焦]|兆(?![元美日韩欧卢亿])")
_LISTED = re.compile(r"([1-9])、([1-9])(?=[个万千百天次家户名人年斤元亩吨倍成种位])")
_MORE = re.compile("多[挣赚收卖产交付拿花买]|来[自到]")  # 批价40多赚三成
_ONES = tuple("一二三四五六七八九")
_STOP = re.compile("[,。;、:!?)”的高长宽左以]|$")
_AFTER_PIECE = re.compile("[0-9]{1,2}(?=[,。;、:!?)”的高长宽左以]|$)")
_EACH = re.compile(
    r"(?P<thing>[^\d,。;:一二两三有]{1,5}?)(?P<of>当中|之中|中|里|里头|里面|里边)?,?"
    r"(?P<surely>(?:就|便|总|能|准|倒|大约|约|只|仅){0,2})有"
)
LONGEST_EACH = 14  # characters of what `_EACH` matches
_MOSTLY = re.compile(r"十[有之]([七八])([八九])")
_LOOSE = re.compile(r"([百千万])儿?八([十百千])(?![一二三四五六七八九万亿])")
_STEPS = re.compile(r"(?P<low>十)几(?P<high>[二三]十)|(?P<few>几十)(?P<many>上百)")
_CENTS = re.compile(r"[毛角](?:([1-9一二三四五六七八九])分?(?![0-9十百千个]))?")
_SLASH = re.compile(r"([0-9]{1,2})/([0-9]{1,3})(?![0-9/])")


# What may go on a number behind its digits.
_GOES_ON = frozenset((*DIGITS, *TENS, *SCALES, *LETTERS, *MARKS, *INNER, *"点、个有把"))


@dataclass(slots=True)
class _Item:
    """Hold one part of a number: what it is worth at the low and at the high end."""

    low: Fraction
    high: Fraction
    scale: bool
    digit: bool = False
    zero: bool = False


def read_numeral(view, start, language):
    """Return the number that begins at `start`, or None where there is none.

    Examples
    --------
    >>> from helpers.quantities.chinese import CHINESE
    >>> from helpers.quantities.view import View
    >>> numeral = read_numeral(View("三百二三"), 0, CHINESE)
    >>> int(numeral.low), int(numeral.high)
    (320, 330)
    """
    text = view.plain
    if text[start].isdigit():
        return _read_slash(text, start) or _read_part(text, start, language)
    aged = _HUNDREDTH.match(text, start)
    if aged:  # 年过半百
        hedge = "over" if text[start] == "过" else "stated"
        return write_number(start, aged.end(), Fraction(50), "words", hedge, unit=YEARS)
    for table, form in (("multiples", "multiple"), ("fractions", "fraction")):
        hit = language.words(table).at(text, start)
        if hit:
            value, unit = Fraction(hit[0]), SHARE if form == "fraction" else None
            printed = text[start : hit[1]]
            hedge = "nearly" if printed in NEARLY_HALF else "stated"
            hedge = "over" if printed in OVER_HALF else hedge
            if text.startswith(("个月", "个小时", "个世纪", "个工作日", "天"), hit[1]):
                unit = None  # 大半个月
            return write_number(start, hit[1], value, form, hedge, unit=unit)
    if numeral := look_up(language, text, start, "ordinals", "ordinal"):
        return numeral
    if text[start] == "半":
        half = Fraction(1, 2)
        return _add_places(text, Numeral(start, start + 1, half, half, "half"))
    loose = _LOOSE.match(text, start)
    if loose and SCALES[loose[1]] == 10 * SCALES[loose[2]]:  # 百儿八十
        high = Fraction(SCALES[loose[1]])
        return Numeral(start, loose.end(), high * 8 / 10, high, "words")
    mostly = _MOSTLY.match(text, start)
    if mostly:  # 十有八九
        low, high = (Fraction(DIGITS[digit], 10) for digit in mostly.groups())
        return Numeral(start, mostly.end(), low, high, "fraction", unit=SHARE)
    steps = _STEPS.match(text, start)
    if steps:  # 十几二十个
        low = Fraction(20 if steps["few"] else 10)
        high = Fraction(100) if steps["few"] else Fraction(10 * DIGITS[steps["high"][0]])
        return Numeral(start, steps.end(), low, high, "words")
    third = _THIRD.match(text, start)
    if third:  # 三分一
        below = DIGITS.get(third[1]) or 10
        return write_number(start, third.end(), Fraction(1, below), "fraction", unit=SHARE)
    part = _PARTS.match(text, start)
    if part:
        return _read_fraction(view, start, part, language)
    hit = language.words("vague").at(text, start)
    if hit:
        return _read_vague(text, start, hit)
    return _read_part(text, start, language)


def _read_slash(text, start):
    """Return 3/4 and 3、4个, or None."""
    slash = _SLASH.match(text, start)
    if slash and 0 < int(slash[1]) < int(slash[2]):
        value = Fraction(int(slash[1]), int(slash[2]))
        return write_number(start, slash.end(), value, "fraction", unit=SHARE)
    listed = _LISTED.match(text, start)
    if listed and int(listed[2]) - int(listed[1]) == 1:
        low, high = Fraction(listed[1]), Fraction(listed[2])
        return Numeral(start, listed.end(), low, high, "digits")
    return None


def _read_part(text, start, language):
    """Return a number, or the part of a whole that it begins; or None."""
    number = _read_number(text, start, language)
    return number and (_read_each(text, number, language) or number)


def _read_each(text, whole, language):
    """Return the part of 每三户就有一户, or None."""
    if "有" not in text[whole.end : whole.end + LONGEST_EACH]:
        return None
    link = _EACH.match(text, whole.end) if whole.low == whole.high <= 10**4 else None
    above = link and _read_number(text, link.end(), language)
    if not above or not 0 < above.low <= above.high < whole.low or above.low.denominator > 1:
        return None
    if text[whole.start - 1 : whole.start] != "每":  # 十家有九家, 三户里就有一户
        small = whole.form == "words" and (
            whole.low == 10 or whole.low < 10 and (link["surely"] or link["of"])
        )
        if not small or above.form != "words":
            return None
    unit = language.words("units_behind").at(text, above.end)
    of = language.words("units_behind").at(text, whole.end)
    if unit and of and unit[0].code not in (of[0].code, "个", "person"):
        return None  # 每百户有一百二十部手机
    end = unit[1] if unit else above.end
    low, high = above.low / whole.low, above.high / whole.low
    begin = whole.start - (text[whole.start - 1 : whole.start] == "每")
    return Numeral(begin, end, low, high, "fraction", above.hedge, unit=SHARE)


def _read_fraction(view, start, part, language):
    """Return 百分之…, 三分之一 and their like."""
    whole = _read_number(view.plain, start, language, stop=part.end(1))
    above = _read_number(view.plain, part.end(), language)
    if whole is None or above is None or not whole.low:
        return None
    low, high = above.low / whole.low, above.high / whole.low
    return Numeral(start, above.end, low, high, "fraction", above.hedge, unit=SHARE)


def _read_vague(text, start, hit):
    """Return 几十万, 数百, 上千: the least it can mean, times the scales behind it."""
    low, end = hit
    if text[start] == "成" and text[end : end + 1] in _ONES:
        return None  # 成千二人
    while end < len(text) and text[end] in SCALES:
        low, end = low * SCALES[text[end]], end + 1
    if text[end : end + 1] in ("多", "余"):
        end += 1
    return Numeral(start, end, Fraction(low), Fraction(low), "vague", "dozens")


@dataclass
class _Reading:
    """Hold what was read of a number so far."""

    text: str
    start: int
    end: int
    items: list
    form: str = "words"
    hedge: str = "stated"

    def ahead(self, count=1):
        """Return the character that stands `count` further on, or nothing."""
        return self.text[self.end + count : self.end + count + 1]

    @property
    def last(self):
        """Return the last part, or None."""
        return self.items[-1] if self.items else None

    def add(self, value, length=1, **kind):
        """Take a part of some characters; `kind` says whether a scale, a digit, a zero."""
        self.items.append(_Item(value, value, kind.pop("scale", False), **kind))
        self.end += length


def _read_number(text, start, language, stop=None):
    """Return digits and words that stand together, with 多, 余, 来 inside them."""
    if stop is None and (digits := language.pattern("digits").match(text, start)):
        if text[digits.end() : digits.end() + 1] not in _GOES_ON:
            value = read_digits(digits.group(), language)
            return _add_places(text, write_number(start, digits.end(), value))
    reading = _Reading(text, start, start, [])
    stop = len(text) if stop is None else stop
    while reading.end < stop:
        if not (_take_value(reading, language) or _take_decimals(reading) or _take_inner(reading)):
            break
        if reading.items is None:
            return None
    return _make(reading)


def _take_value(reading, language):
    """Take digits, a scale or a number word; return whether there was one that fits."""
    text, end, last = reading.text, reading.end, reading.last
    mark = text[end]
    match = language.pattern("digits").match(text, end) if mark.isascii() else None
    if match and (not last or last.scale or last.zero and len(reading.items) > 1):
        place = bool(last) and last.scale and match.end() == end + 1 and mark != "0"  # 6万8
        reading.add(read_digits(match.group(), language), match.end() - end, digit=place)
        reading.form = "digits"
    elif (reading.form == "digits" or mark == "兆") and _MEASURE.match(text, end):
        return False
    elif mark in SCALES:
        reading.add(SCALES[mark], scale=True)
    elif mark in TENS and (not last or last.scale):
        reading.add(TENS[mark])
    elif mark in LETTERS and reading.form == "digits" and not last.scale:
        if reading.ahead().isascii() and reading.ahead().isalnum():
            return False
        reading.add(LETTERS[mark], scale=True)  # as in 10w
    elif last and text[end - 1] in "俩仨":
        return False  # 爷俩一起
    elif mark in DIGITS and not _is_measure(reading, language):
        if last and not (last.scale or last.digit or last.low in TENS.values()):
            return False
        reading.add(DIGITS[mark], digit=True, zero=DIGITS[mark] == 0)
    elif mark in MARKS and reading.form == "digits":
        reading.add(MARKS[mark])
    else:
        return False
    return True


def _is_measure(reading, language):
    """Whether 两 is a weight, as in 一两茶 but not 一两个, or 一 that of a price: 三千八一亩."""
    mark, last = reading.text[reading.end], reading.last
    if not last or not last.digit:
        return False
    if mark == "两" and last.low in (1, 3) and len(reading.items) == 1:
        ahead = reading.ahead()
        counted = language.words("units_behind").at(reading.text, reading.end + 1)
        return ahead not in SCALES and ahead != "成" and (not counted or ahead == "钱")
    if mark == "一":
        return not last.zero and reading.ahead() in PER
    return mark == "两" and reading.ahead() not in SCALES


def _take_decimals(reading):
    """Take 点 and the digits behind it; what does not fit leaves no number."""
    text, end = reading.text, reading.end
    places = _decimals(text, end) if text[end] == "点" and reading.items else 0
    if not places:
        return False
    part = int("".join(str(DIGITS[c]) for c in text[end + 1 : end + 1 + places]))
    whole = _evaluate(reading.items)
    if whole is None:
        reading.items = None
    else:
        reading.items = []
        reading.add(whole[0] + Fraction(part, 10**places), 1 + places)
    return True


def _take_inner(reading):
    """Take a mark that stands inside a number: 四、五十, 六十有二, 三千把, 五百多."""
    text, end, last = reading.text, reading.end, reading.last
    mark, ahead = text[end], reading.ahead()
    if mark == "、":
        fits = _pairs(text, end)
    elif mark == "个":
        fits = bool(last) and ahead == "亿"
    elif mark == "有":
        fits = bool(last) and last.scale and ahead in DIGITS and ahead != ""
        fits = fits and last.low == 10 and len(reading.items) > 1 and reading.ahead(2) not in SCALES
    elif mark == "把":
        fits = bool(last) and last.scale and reading.hedge == "stated"
        fits = fits and (len(reading.items) == 1 or ahead in tuple("块元人斤个里"))
        reading.hedge = "about" if fits else reading.hedge
    elif mark in INNER:
        rounded = (
            not _MORE.match(text, end)
            and last
            and (last.scale or reading.form == "digits" or last.low in TENS.values())
        )
        fits = rounded and reading.hedge == "stated" and not text.startswith("几乎", end)
        fits = bool(fits)
        reading.hedge = INNER[mark] if fits else reading.hedge
    else:
        fits = False
    reading.end += fits
    return fits


def _decimals(text, point):
    """Count the digits behind 点; none where it is a clock: 八点, 三点五十."""
    end = point + 1
    while end < len(text) and text[end] in DIGITS:
        end += 1
    return 0 if text[end : end + 1] in ("十", "分") else end - point - 1


def _pairs(text, comma):
    """Whether 、 stands inside a range of neighbours: 四、五十."""
    first, second = text[comma - 1 : comma], text[comma + 1 : comma + 2]
    follows = text[comma + 2 : comma + 3]
    near = first in DIGITS and second in DIGITS and DIGITS[second] == DIGITS[first] + 1
    return near and (follows in SCALES or follows in tuple("个名家户人天斤元"))


def _make(reading):
    """Return the numeral of what was read, or None."""
    text, start, end, form = reading.text, reading.start, reading.end, reading.form
    answer = _evaluate(reading.items) if reading.items else None
    if answer is None:
        return None
    (low, high), hedge = answer, reading.hedge
    scales = [int(item.low) for item in reading.items if item.scale]
    scale = next((s for s in reversed(scales) if s >= 10**4 or form == "digits"), 1)
    if len(reading.items) == 2 and reading.items[0].digit and scales and scales[0] >= 100:
        scale = scales[0]  # 三到五百
    numeral = write_number(start, end, low, form, hedge, scale=scale)
    numeral.high = numeral.low if high == low else Fraction(high)
    numeral.article = text[start:end] == "一"
    if hedge == "over" and text[end - 1] == "几" and text[end - 2 : end - 1] == "十":
        # 十几: more than ten, less than twenty
        numeral.low, numeral.high, numeral.hedge = numeral.low + 1, numeral.high + 9, "stated"
    if text[start:end] == "百十":
        numeral.hedge = "about"
    return _add_places(text, numeral)


def _add_places(text, numeral):
    """Read on where a unit stands inside a number: 五成七, 四块八, 十二块五."""
    mark, follows = text[numeral.end : numeral.end + 1], text[numeral.end + 1 : numeral.end + 2]
    beyond = text[numeral.end + 2 : numeral.end + 3]
    if mark == "成" and numeral.low <= 10 and not NOT_TENTH.match(text, numeral.end):
        numeral.unit, numeral.end = TENTH, numeral.end + 1
    elif mark in PIECES and follows and follows in "123456789" and not beyond.isdigit():
        part = Fraction(int(follows), 10)
        numeral.unit, numeral.end = PIECES[mark], numeral.end + 2
        numeral.low, numeral.high = numeral.low + part, numeral.high + part
        return _add_cents(text, numeral, mark)
    elif mark in PIECES and follows in DIGITS and _ends_price(text, numeral.end + 2):
        numeral.unit, numeral.end = PIECES[mark], numeral.end + 1
    elif mark in LARGE_PIECES and follows in DIGITS and _STOP.match(text, numeral.end + 2):
        numeral.unit, numeral.end = LARGE_PIECES[mark], numeral.end + 1
    elif mark in LARGE_PIECES and (places := _AFTER_PIECE.match(text, numeral.end + 1)):
        part = Fraction(int(places[0]), 10 ** len(places[0]))  # 1米75
        numeral.unit, numeral.end = LARGE_PIECES[mark], places.end()
        numeral.low, numeral.high = numeral.low + part, numeral.high + part
        return numeral
    else:
        return numeral
    priced = follows == "一" and beyond in PER  # 九十块一公斤
    if follows in DIGITS and follows and beyond not in (*SCALES, "个") and not priced:
        part = Fraction(DIGITS[follows], 10)
        numeral.low, numeral.high = numeral.low + part, numeral.high + part
        numeral.end += 1
        return _add_cents(text, numeral, mark)
    return numeral


def _ends_price(text, place):
    """Whether a digit before a place is the last one of a price: 四块八, 九块五一斤."""
    beyond = text[place : place + 1]
    each = beyond == "一" and text[place + 1 : place + 2] in PER
    return beyond not in SCALES and (beyond not in DIGITS or each)


def _add_cents(text, numeral, mark):
    """Take the rest of 三块九毛五, 3块9毛5分."""
    cents = _CENTS.match(text, numeral.end)
    if mark == "块" and cents:
        digit = cents[1] or "0"
        part = Fraction(int(digit) if digit.isdigit() else DIGITS[digit], 100)
        numeral.low, numeral.high = numeral.low + part, numeral.high + part
        numeral.end = cents.end()
    return numeral


def _evaluate(items):
    """Return low and high of the parts, or None where they do not fit together."""
    if len(items) == 1:
        return items[0].low, items[0].high
    two = len(items) == 2 and _are_neighbours(*items) and not items[0].zero
    if all(item.digit for item in items) and not two:
        whole = Fraction(int("".join(str(int(item.low)) for item in items)))
        return whole, whole
    merged = []
    for place, item in enumerate(items):
        if merged and item.digit and merged[-1].digit and not merged[-1].zero:
            if merged[-1].low != merged[-1].high or not _are_neighbours(merged[-1], item):
                return None
            merged[-1] = _Item(*sorted((merged[-1].low, item.high)), False, True)
        elif item.zero and place:
            merged.append(_Item(0, 0, False, False, True))
        else:
            merged.append(item)
    low = combine(_with_last_place(merged, "low"))
    if low is None or all(item.low == item.high for item in merged):
        return low if low is None else (low, low)
    high = combine(_with_last_place(merged, "high"))
    return None if high is None else (low, high)


def _with_last_place(merged, end):
    """Return parts for `combine`; a last digit behind a scale is of the next place: 三百二."""
    parts = []
    for place, item in enumerate(merged):
        if item.zero and place:
            continue
        value = getattr(item, end)
        last = place == len(merged) - 1 and item.digit
        if last and place and merged[place - 1].scale and merged[place - 1].low >= 100:
            value *= merged[place - 1].low // 10
        parts.append((value, item.scale))
    return parts


def _are_neighbours(first, second):
    return second.low - first.low == 1 or (first.low, second.low) in ((3, 5), (3, 2))  # 三两天
