"""Chinese dates: years, parts of years, days, clock times, sales named by their day."""

import re

from helpers.quantities.chinese_forms import TRADITIONAL
from helpers.quantities.chinese_words import FAR_HEDGES
from helpers.quantities.dates import (
    Date,
    bound_date,
    date_ago,
    day_of,
    days_of,
    find_century,
    find_day_now,
    find_plan,
    read_islamic_year,
    read_numeric,
    read_school_year,
    write_clock,
)
from helpers.quantities.words import write_pattern

N = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
YEAR = (
    r"(?:(?P<year>(?:19|20)[0-9]{2}|[一二][零〇九][零〇一二三四五六七八九]{2})年?"
    r"|(?P<minguo>(?:民国(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})|1[01][0-9])年)"
    r"|(?P<shift>今年|去年|前年|明年|后年|当年|同年|次年|本年))"
)
SHIFTS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "本年": 0}
_FEASTS = "五一 六一 七一 八一 三八 五四 十一".split()
SALES = {"双11": "--11-11", "双十一": "--11-11", "双12": "--12-12", "双十二": "--12-12"}
SALES |= dict(
    zip(
        _FEASTS,
        "--05-01 --06-01 --07-01 --08-01 --03-08 --05-04 --10-01".split(),
        strict=True,
    )
)
SALES |= {"11·11": "--11-11", "12·12": "--12-12"}
SALES |= {
    "618": "--06-18",
    "6·18": "--06-18",
    "6.18": "--06-18",
    "99": "--09-09",
    "818": "--08-18",
    "520": "--05-20",
}
QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
EVERY = ("每年", "年年", "往年", "历年")
SEASON = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 12)}
_DIGIT = {mark: n for n, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def to_int(printed):
    """Return the value of a small number in digits or words.

    Examples
    --------
    >>> to_int("二十三"), to_int("7")
    (23, 7)
    """
    if printed.isdigit() and printed.isascii():
        return int(printed)
    if "十" in printed:
        tens, ones = printed.split("十", 1)
        return 10 * (_DIGIT.get(tens, 1) if tens else 1) + (_DIGIT.get(ones, 0) if ones else 0)
    return int("".join(str(_DIGIT[mark]) for mark in printed))


def find_year(match, moment):
    """Return the year that a match prints or leans on, or None."""
    if match["year"]:
        return to_int(match["year"])
    if match["minguo"]:
        if not moment.view.has("民国") and not _is_minguo(match, moment):
            return None
        return 1911 + to_int(match["minguo"].removeprefix("民国").removesuffix("年"))
    shift = match["shift"]
    if shift in SHIFTS and moment.this_year:
        return moment.this_year + SHIFTS[shift]
    if shift in ("当年", "同年", "次年") and moment.year:
        return moment.year + (shift == "次年")
    return None


def _is_minguo(match, moment):
    """Whether 113年 is a year of the republic though the text does not say so: not a length."""
    behind = match.string[match.end("minguo") : match.end("minguo") + 2]
    lasts = behind[:1] in tuple("来间前多余老") or behind in (
        "历史",
        "以来",
        "的历",
        "之久",
        "之前",
    )
    return not lasts and moment.view.prints(TRADITIONAL)


def _open_year(match, moment, month=12):
    """Return the printed year, or the one that the sentence or publication allows."""
    if match["year"] or match["minguo"] or match["shift"]:
        return find_year(match, moment)
    return moment.resolve(month, None, match, _PLAN)


_PLAN = re.compile("将|拟|计划|预计|有望|争取|力争|安排")


_SINCE = re.compile(r"[^,。;\d]{1,8}(?:以来|至今|起,)")


def _with(match, low, high):
    """Return a date under the words before and behind it: 自 … 起, 到, 以前."""
    front = re.split("[。;]", match.string[max(0, match.start() - 40) : match.start()])[-1]
    behind, hedge = match.string[match.end() : match.end() + 4], "stated"
    if re.match(r"年?(?:以来|起(?![步家草源初用点跑床航])|来,|至今)|之?后,|以后", behind):
        hedge = "over"
    elif front.endswith(("自", "自从")) and _SINCE.match(match.string, match.end()):
        hedge = "over"
    elif re.match(r"前后|左右", behind):
        hedge = "about"
    elif re.search(r"(?:[日月旬底末初度号]|[0-9]年)[到至]$", front):
        hedge = "stated"
    elif re.fullmatch(r"[^从由自]*[到至]", front) and (
        "末" not in match[0] or re.match(r"年?(?:突破|,|将|力争|全|达|实现|建成|要|时|$)", behind)
    ):
        hedge = "stated" if front.endswith(("直到", "截至", "截到")) else "up_to"
    elif re.match(r"之?以?前", behind):
        hedge = "under"
    return bound_date(low, high, hedge)


def read_year(match, moment):
    """Return 2022年, 民国109年, 2022年底, 2021年初; a year without 年 only where it must be one."""
    if match["shift"] and not match["part"]:
        return None  # "last year" alone is no printed date
    year = find_year(match, moment)
    if not match[0].startswith("民国") and match["minguo"] and year is None:
        return None
    if year is None and not match["shift"]:
        return None
    part = match["part"] or ""
    if part in ("底", "末", "年底", "年末"):
        iso = day_of(year, 12, 31)
        return _with(match, iso, iso)
    if part in ("初", "年初"):
        return _with(match, day_of(year, 1), day_of(year, 3))
    if part[-1:] in SEASON:
        first, last = SEASON[part[-1]]
        return _with(match, day_of(year, first), day_of(year, last))
    return _with(match, day_of(year), day_of(year)) if year else None


def read_years(match, moment):
    """Return 2019到2022年, 2019-2022年."""
    first, last = to_int(match["first"]), to_int(match["last"])
    last += first - first % 100 if last < 100 else 0
    return Date(str(first), str(last), "range") if first < last else None


def read_fiscal(match, moment):
    """Return 2024/25财政年度: April to March, where years are printed as two."""
    first = int(match["first"])
    low, high = f"{first}-04", f"{first + 1}-03"
    return Date(low, high, "range") if int(match["last"]) == (first + 1) % 100 else None


def read_listed(match, moment):
    """Return 2021 of 2021、2022年."""
    year = match["listed"] or match.groupdict().get("end")
    return Date(year, year)


def read_half(match, moment):
    """Return 2022年上半年, 今年第二季度, 前三季度."""
    if match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["quarters"] or match["quarters_to"]:
        first, last = 1, 3 * QUARTER[match["quarters"] or match["quarters_to"]]
    elif match["head"]:
        first, last = 1, 3
    elif match["q1"]:
        first, last = 3 * QUARTER[match["q1"]] - 2, 3 * QUARTER[match["q2"]]
        if last - first != 5:
            return None
    else:
        quarter = QUARTER[match["quarter"] or match["q"]]
        first, last = 3 * quarter - 2, 3 * quarter
    due = 2 if match["half"] else last if match["quarters_to"] else last - 1
    year = _open_year(match, moment, due)
    if (match["quarters_to"] or match["q1"]) and year:
        return Date(day_of(year, first), day_of(year, last), "range")
    if match["half"] == "下" and not match["year"] and not match["shift"] and moment.this_year:
        ahead = re.match(
            ".{0,2}(?:将|计划|预计|力争|拟|有望)", match.string[match.end() : match.end() + 6]
        )
        later = int(moment.published[5:7] or 12) >= 7
        year = moment.this_year if ahead or later else moment.this_year - 1
    return Date(*days_of(year, first, last))


def read_months(match, moment):
    """Return 1至10月, 今年前5个月."""
    first = to_int(match["first"]) if match["first"] else 1
    last = to_int(match["last"] or match["front"])
    if not 1 <= first < last <= 12:
        return None
    every = match.string[match.start() - 2 : match.start()] in EVERY
    year = None if every else _open_year(match, moment, last)
    if match["front"] and not (match["year"] or match["shift"] or match["minguo"]):
        opens = match.string[match.start() - 1 : match.start()] in ("", *",。;:!?\n“(")
        year = moment.year or moment.this_year
        if not opens or not year:
            return None
    return Date(day_of(year, first), day_of(year, last), "range")


def read_listed_month(match, moment):
    """Return May of 5、8月."""
    month = to_int(match["month"])
    iso = day_of(_open_year(match, moment, to_int(match["last"])), month)
    return bound_date(iso, iso)


def read_neighbours(match, moment):
    """Return 三四月间, 7、8月: two months, of every year where none is printed before them."""
    first, last = to_int(match["first"]), to_int(match["last"])
    year = find_year(match, moment) if "year" in match.re.groupindex else None
    low, high = day_of(year, first), day_of(year, last)
    return Date(low, high, "range") if last == first + 1 and low and high else None


def read_month_range(match, moment):
    """Return 2023年10月至2024年3月."""
    low = day_of(to_int(match["year"]), to_int(match["month"]))
    high = day_of(to_int(match["year2"]), to_int(match["month2"]))
    return Date(low, high, "range") if low and high and low < high else None


def read_days(match, moment):
    """Return 9月1日至11月10日, 3月5日到8日."""
    first = to_int(match["month"]), to_int(match["day"])
    last = to_int(match["month2"] or match["month"]), to_int(match["day2"])
    year = _open_year(match, moment, last[0])
    year2 = to_int(match["year2"]) if match["year2"] else year
    if year and not match["year2"] and last < first:
        year2 = year + 1
    return bound_date(day_of(year, *first), day_of(year2, *last), "range")


def read_month(match, moment):
    """Return 2020年8月, 1月15日, 3月中旬, 5月底."""
    month = to_int(match["month"])
    if not 1 <= month <= 12:
        return None
    every = match.string[match.start() - 2 : match.start()] in EVERY
    named = match["year"] or match["minguo"] or match["shift"]
    day = to_int(match["day"]) if match["day"] else None
    year = (
        None
        if every
        else find_year(match, moment)
        if named
        else moment.resolve(month, day, match, _PLAN)
    )
    due = re.match("(?:之|以)?前(?!后)", match.string[match.end() : match.end() + 2])
    if due and year and not (named or moment.year) and day_of(year, month) < moment.published[:7]:
        year += 1  # a deadline lies ahead
    if match["day"]:
        iso = day_of(year, month, day)
        return _with(match, iso, iso)
    first, last = days_of(year, month, month)
    part = match["part"] or ""
    if part in ("底", "末", "杪"):
        return _with(match, last, last)
    if part == "初":
        return _with(match, first, day_of(year, month, 10))
    if part:
        starts = {"上": 1, "中": 11, "下": 21}
        end = last if part[-2] == "下" else day_of(year, month, starts[part[-2]] + 9)
        return _with(match, day_of(year, month, starts[part[0]]), end)
    iso = day_of(year, month)
    return _with(match, iso, iso)


def read_century(match, moment):
    """Return 21世纪, 二十世纪: its first and last year."""
    return find_century(to_int(match["n"]))


def read_day(match, moment):
    """Return 7日, of the month of publication, the one before it or that of a list: 5月3、7日."""
    day, text = to_int(match["day"]), match.string
    if listed := _DAY_BEFORE.search(text, max(0, match.start() - 20), match.start()):
        month = to_int(listed["month"])
        iso = day_of(moment.resolve(month, day, match, _PLAN), month, day)
        return bound_date(iso, iso)
    date = find_day_now(day, moment)
    if date is None and len(moment.published) < 7:
        return None
    named = match.groupdict().get("named") or ""
    late = date is None or date.low > moment.published and len(moment.published) > 7
    ahead = _PLAN.search(text, *moment.view.sentence(match.start()))
    back = named[:1] == "上" or late and not named and not ahead
    if not back and named[:1] not in ("下", "次"):
        return date
    year, month = int(moment.published[:4]), int(moment.published[5:7])
    months = 12 * year + month - 1 + (-1 if back else 1)
    iso = day_of(months // 12, months % 12 + 1, day)
    return bound_date(iso, iso)


_DAY_BEFORE = re.compile(rf"(?P<month>{N})月(?:{N}[日号]?[、和及与])+$")
_VAGUE_LEAD = re.compile(rf"{write_pattern(FAR_HEDGES)}[^,。]?$")


def read_ago(match, moment):
    """Return 十年前: the year, where the number is exact."""
    if _VAGUE_LEAD.search(match.string, max(0, match.start() - 6), match.start()):
        return None
    unit = {"年": "year", "月": "month", "周": "week", "星": "week", "天": "day", "日": "day"}
    return date_ago(moment.published, to_int(match["n"]), unit[match["unit"].lstrip("个")[0]])


def read_sale(match, moment):
    """Return 双11, 618: a day of every year."""
    iso = (match.groupdict().get("year") or "-") + SALES[match["name"]][1:]
    return Date(iso, iso)


def read_day_name(match, moment):
    """Return “5·20”: a day of every year."""
    year = int(match["year"]) if match["year"] else None
    iso = day_of(year, int(match["month"]), int(match["day"]))
    return bound_date(iso, iso)


def read_plan(match, moment):
    """Return “十四五”, “十三五”末: the years of a plan, or its end."""
    first, last = find_plan(10 + to_int(match["n"]))
    return Date(*[f"{last}-12-31"] * 2) if match["end"] else _with(match, first, last)


def read_short_year(match, moment):
    """Return 98年 of a birth as 1998, 08年 and 一五年 as 2008 and 2015; 三五年 are three to five."""
    tens, ones = (int(digit) if digit.isascii() else _DIGIT[digit] for digit in match["tens"])
    if not match["tens"].isascii() and tens and (ones - tens == 1 or (tens, ones) == (3, 5)):
        return None
    return Date(*[f"{19 if tens > 2 else 20}{tens}{ones}"] * 2)


def read_now(match, moment):
    """Return 今(14)日, 昨(30)日, 去(112)年: now, or near it, with the number in brackets."""
    number, unit = int(match["now"]), match["unit"]
    if unit == "年":
        return Date(*[str(number if number > 1000 else 1911 + number)] * 2)
    if unit == "月":
        iso = day_of(moment.resolve(number), number)
        return bound_date(iso, iso)
    near = (date_ago(moment.published, days, "day") for days in range(-2, 8))
    return next((date for date in near if date and int(date.low[8:]) == number), None)


def read_decade(match, moment):
    """Return 上世纪90年代, 二十世纪八十年代."""
    word, until = match["tens"], 0
    if word[1] in "〇零":
        word = word[0] + "十"
    if len(word) == 3:  # 五六十年代
        word, until = word[0] + "十", to_int(word[1:])
    tens = to_int(word)
    if tens % 10 or not (match["hundreds"] or 10 <= tens <= 90):
        return None
    century = 100 * int(match["hundreds"] or to_int(match["century"] or "20") - 1)
    last = (until or tens) + 9
    return Date(str(century + tens), str(century + last)) if last > tens else None


_CLOCK_HEDGE = re.compile("(?P<under>之?以?前(?!后))|(?P<over>之?以后|之后|起)")


def read_clock(match, moment):
    """Return 8时30分, 下午三点半, 20:05."""
    if match["colon"]:
        hour, minute = int(match["hh"]), int(match["mm"])
        if match["hh2"]:
            ends = f"{hour:02d}:{minute:02d}", f"{int(match['hh2']):02d}:{match['mm2']}"
            return Date(*ends, "range") if ends[0] < ends[1] else None
    else:
        hour = to_int(match["hour"])
        minute = 30 if match["half"] else to_int(match["minute"]) if match["minute"] else 0
        minute = 15 if match["quarter"] == "一" else 45 if match["quarter"] == "三" else minute
    late = match["part"] in ("下午", "傍晚", "晚上", "夜里", "晚", "当晚")
    hour += 12 * (late and hour < 12)
    if match[0] in ("一点", "一时"):
        return None  # a little, for a time
    if hour > 24 or minute > 59:
        return None
    if match["until"]:
        last = to_int(match["until"])
        last += 12 * (bool(late or match["late"]) and last < 12)
        ends = f"{hour:02d}:{minute:02d}", f"{last:02d}:00"
        return Date(*ends, "range") if hour < last <= 24 else None
    hedge = _CLOCK_HEDGE.match(match.string, match.end(), match.end() + 4)
    return write_clock(hour, minute, hedge.lastgroup if hedge else "stated")


PART_OF_DAY = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|当晚|晚|早)?"
YEAR_2 = r"(?:(?P<year2>(?:19|20)[0-9]{2})年)"
TO = "(?:至|到|-|~)"
OPEN, CLOSE = "[“\"'「]?", "[”\"'」]?"
DAYS = (
    rf"(?:{YEAR})?(?P<month>{N})月(?P<day>{N})[日号]?{TO}{YEAR_2}?(?:(?P<month2>{N})月)?"
    rf"(?P<day2>{N})[日号]"
)
MONTH_RANGE = (
    rf"(?P<year>(?:19|20)[0-9]{{2}})年(?P<month>{N})月(?:份|底)?{TO}{YEAR_2}(?P<month2>{N})月"
)
YEARS = (
    r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2})年?(?:至|到|-|~|—)"
    r"(?P<last>(?:19|20)[0-9]{2})(?:年|(?=[两二三四五]年|财年|学年|年度|[产榨销雪旅]季))"
)
HALVES = (
    rf"(?<![0-9a-z])(?:{YEAR})?(?:(?P<from>一)(?:至|到)(?P<quarters_to>[二三四])季度|"
    r"第?(?P<q1>[一二三1-3])、第?(?P<q2>[二三四2-4])季度|(?P<head>首)季度?|q(?P<q>[1-4])(?![0-9a-z])|"
    rf"第?(?P<quarter>[一二三四1-4])季(?:度|(?<=第.季))|前(?P<quarters>[二三23])季度|"
    r"(?P<half>[上下])半年)"
)
MONTHS = (
    rf"(?<![0-9.])(?:{YEAR})?(?:(?P<first>{N})月?{TO}(?P<last>{N})月(?:份|底)?(?![0-9])|"
    rf"[前头首](?P<front>{N})个月)"
)
MONTH = (
    rf"(?<!农历)(?<!阴历)(?<![0-9.一二三四五六七八九十])(?:{YEAR})?(?P<month>{N})月(?!球|饼|亮|嫂"
    rf"|(?P=month)(?![0-9日号至到十])|初[一二三四五六七八九十])(?:份)?"
    rf"(?:(?P<day>{N})(?:[日号]|(?=(?:、{N})+[日号]))|(?P<part>(?:[上中下]|上中|中下)旬|底|初|末|杪))?"
)
ONE_YEAR = (
    rf"(?<![0-9.]){YEAR}(?<=[年0-9])(?<![0-9])(?P<part>年?[底末初]|年中|春(?!节|运|晚)|[夏秋冬])?"
    r"(?!代|轻|龄)"
)
DAY = (
    r"(?<![0-9.月到-])(?<!(?<!截)至)(?P<day>[0-9]{1,2})日(?!内|之内|游|元|均|前|后|间|时间|,?为期)"
)
AGO = (
    r"(?<![0-9.余多几来第十])(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|两)"
    r"(?P<unit>年|个月|周|个星期|天)(?:之|以)?前(?![三五十0-9后])"
)
# Days that are bare numbers need a word of trade behind them; the others are names of their own.
# Each begins with a character that is no choice, by which a text is searched fast.
_IS_FEAST = "(?=[”\"'」]?(?:节|假|期间|劳动|长假|小长假|黄金|前后|当天|国际|儿童|妇女|青年))"
_IS_SALE = "(?=[”\"'」]|大促|购物节|活动|促销|狂欢|电商节|战报|预售)"
_NAMED_SALES = "|".join(
    [
        *"双11 双十一 双12 双十二 6·18 11·11 12·12".split(),
        *(feast + _IS_FEAST for feast in _FEASTS),
        "618(?<=[的年]618)(?=[,。、])",
        *(rf"{day}(?<![0-9.,]{day}){_IS_SALE}" for day in ("618", r"6\.18", "99", "818", "520")),
    ]
)
_SALE = rf"(?P<name>{_NAMED_SALES}){CLOSE}(?![0-9])"
SALES_BEGUN = (rf"(?P<year>20[0-9]{{2}})年?{OPEN}", OPEN.removesuffix("?"), "")
DAY_NAME = (
    rf"(?:(?P<year>20[0-9]{{2}})年?)?{OPEN}(?<![0-9.·])(?P<month>1[0-2]|[1-9])·(?P<day>[0-3]?[0-9])"
    rf"{CLOSE}(?![0-9·倍成万亿千百元吨斤亩个户人家公米里%])"
)
PLAN = (
    rf"{OPEN}十(?P<n>[一二三四五六])五"
    rf"(?=[”\"'」,。]|时期|规划|期间|期?末|以来|收官|开局|目标|$)"
    rf"{CLOSE}(?:时期|规划|期间)?(?P<end>期?末|收官之年)?"
)
DECADE = (
    r"(?<![0-9.])(?:(?P<century>20|21|二十|二十一)世纪|上世纪|上个世纪|(?P<hundreds>19|20))?"
    r"(?P<tens>[0-9]{2}|[一二三四五六七八九]{1,2}十|[五六七八九][〇零])年代"
)
# 点 before a digit is a decimal mark, unless ten, minutes or a quarter follow.
CLOCK = (
    rf"{PART_OF_DAY}(?:(?P<colon>(?<![0-9:.])(?P<hh>[0-2]?[0-9]):(?P<mm>[0-5][0-9])(?![0-9:])"
    rf"(?:{TO}(?P<hh2>[0-2]?[0-9]):(?P<mm2>[0-5][0-9])(?![0-9:]))?)|"
    rf"(?<![0-9.之一二三四五六七八九十])(?P<hour>{N})"
    r"(?:点钟|时(?=[0-9一二三四五六七八九十半许左至到,。;]|$)|(?<=[晨早晚上午]\d)时|(?<=[晨早晚上午][一二三四五六七八九十])时|"
    r"点(?![零〇一二三四五六七八九](?![十分刻])|[0-9]+(?![0-9分])))"
    rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{N})分)?)"
    rf"(?:{TO}(?P<late>下午|晚上?|傍晚)?(?P<until>{N})[点时](?![0-9半一三]))?"
)
NUMERIC = (
    r"(?<![0-9./-])(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"
    r"(?![0-9])"
)
MONTH_OF_LIST = (
    rf"(?<![0-9.一二三四五六七八九十])(?:{YEAR})?(?P<month>{N})(?=(?:、(?P<last>{N}))+月(?!均))"
)
YEAR_OF_LIST = (
    r"(?<![0-9.])(?P<listed>(?:19|20)[0-9]{2})(?=[、和及与](?:19|20)[0-9]{2}(?:[年、和及与]|[两二三四五]年))"
    r"|(?<=[、和及与])(?P<end>(?:19|20)[0-9]{2})(?=[两二三四五]年)"
)
# Most characters of a text begin no date; one look says so before a pattern is tried.
_FIRST = "(?=[0-9一二两三四五六七八九十今去前明后当同次本民第上下首头])"
_FIRST_HOUR = "(?=[0-9一二两三四五六七八九十凌清早上中下傍晚夜当])"
DATES = (
    (YEAR_OF_LIST, read_listed),
    (NUMERIC, read_numeric),
    (
        r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2})年?[/至到-](?P<last>(?:20)?[0-9]{2})(?=年?学年)",
        read_school_year,
    ),
    (r"(?:伊斯兰历|伊历|回历)(?P<islamic>1[34][0-9]{2})年", read_islamic_year),
    (r"(?<![0-9./-])(?P<listed>(?:19|20)[0-9]{2})(?=财年|财政年度|全年)", read_listed),
    (_FIRST + DAYS, read_days),
    (MONTH_RANGE, read_month_range),
    (YEARS, read_years),
    (
        r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2})[/-](?P<last>[0-9]{2})(?=年度|榨季|年季|季)",
        read_years,
    ),
    (
        r"(?<![0-9.])(?P<first>(?:19|20)[0-9]{2})[/-](?P<last>[0-9]{2})(?=财年|财政年度)",
        read_fiscal,
    ),
    ("(?=[0-9一二三今去前明后当同次本民第上下首q])" + HALVES, read_half),
    (_FIRST + MONTHS, read_months),
    (_FIRST + MONTH_OF_LIST, read_listed_month),
    (
        r"(?<![0-9一二三四五六七八九十])(?P<first>[一二三四五六七八九])(?P<last>[二三四五六七八九十])月(?:间|份)",
        read_neighbours,
    ),
    (
        rf"{_FIRST}(?<![0-9.、一二三四五六七八九十])(?:{YEAR})?(?P<first>{N})、(?P<last>{N})月(?:份)?",
        read_neighbours,
    ),
    (_FIRST + MONTH, read_month),
    (_FIRST + ONE_YEAR, read_year),
    (DAY, read_day),
    (rf"(?P<named>本月|当月|上个?月|下个?月|次月)(?P<day>{N})[日号]", read_day),
    (rf"(?<=、)(?P<day>{N})(?=(?:、{N})+[日号])", read_day),
    (DAY_NAME, read_day_name),
    (AGO, read_ago),
    *((front + _SALE, read_sale) for front in SALES_BEGUN),
    (PLAN, read_plan),
    (r"(?<![0-9.])(?P<tens>[5-9][0-9])年(?=生|出生|的?[,，]?属|入伍)", read_short_year),
    (r"(?<![0-9.])(?P<tens>0[0-9])年(?!代|级|制)", read_short_year),
    (
        r"(?<![第零〇一二两三四五六七八九十百千万])(?P<tens>[零〇一二五六七八九][零〇一二三四五六七八九])年(?!代|级|制)",
        read_short_year,
    ),
    (r"(?P<when>[今昨前明去本上])\((?P<now>[0-9]{1,4})\)(?P<unit>[年月日天晚])", read_now),
    (DECADE, read_decade),
    (r"(?<![0-9上])(?P<n>1[0-9]|2[01]|二十一?|十[六七八九])世纪(?!之)", read_century),
    (_FIRST_HOUR + CLOCK, read_clock),
)
