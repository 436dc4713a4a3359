"""Numbers and quantities as each language usually prints them, for laws of reading back."""

from fractions import Fraction

DIGITS, SMALL, BIG = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
ONES_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS_EN = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
ONES_FR = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf"
).split()
TENS_FR = "- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
GROUPS_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
GROUPS_FR = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))


def print_section(value):
    """Write 1 to 9,999 in Chinese words, with 零 where a place is skipped."""
    written, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            written += ("零" if skipped and written else "") + DIGITS[digit] + SMALL[place]
        skipped = digit == 0
    return written


def print_chinese(value):
    """Write a whole number below 10¹⁶ in Chinese words."""
    written = ""
    for place in (3, 2, 1, 0):
        section = value // 10 ** (4 * place) % 10**4
        if section:
            gap = "零" if written and section < 1000 else ""
            big = "亿" if place == 2 else "万" if place in (1, 3) else ""
            written += gap + print_section(section) + big
        if place == 2 and not section and written:
            written += "亿"
    return written


def print_english(value):
    """Write a whole number below 10¹⁶ in English words.

    Examples
    --------
    >>> print_english(2_000_345)
    'two million three hundred and forty-five'
    """
    for size, name in GROUPS_EN:
        if value >= size:
            rest = value % size
            link = " and " if 0 < rest < 100 else " "
            return (
                f"{print_english(value // size)} {name}{link + print_english(rest) if rest else ''}"
            )
    if value >= 100:
        rest = value % 100
        return f"{ONES_EN[value // 100]} hundred" + (f" and {print_english(rest)}" if rest else "")
    if value < 20:
        return ONES_EN[value]
    return TENS_EN[value // 10] + (f"-{ONES_EN[value % 10]}" if value % 10 else "")


def print_below_hundred(value, last):
    """Write 1 to 99 in French words; quatre-vingts has an s only at the end of a number."""
    if value < 20:
        return ONES_FR[value]
    tens, ones = value // 10, value % 10
    if tens in (7, 9):
        ones += 10
    if tens == 8 and not ones:
        return "quatre-vingts" if last else "quatre-vingt"
    if ones in (1, 11) and tens < 8:
        return f"{TENS_FR[tens]} et {ONES_FR[ones]}"
    return TENS_FR[tens] + (f"-{ONES_FR[ones]}" if ones else "")


def print_below_thousand(value, last=True):
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return print_below_hundred(rest, last)
    front = "cent" if hundreds == 1 else f"{ONES_FR[hundreds]} cent"
    if not rest:
        return front + ("s" if hundreds > 1 and last else "")
    return f"{front} {print_below_hundred(rest, last)}"


def print_french(value):
    """Write a whole number below 10¹⁵ in French words.

    Examples
    --------
    >>> print_french(2_000_380), print_french(71_001)
    ('deux millions trois cent quatre-vingts', 'soixante et onze mille un')
    """
    for size, name in GROUPS_FR:
        if value >= size:
            count, rest = divmod(value, size)
            front = f"{print_below_thousand(count)} {name}{'s' if count > 1 else ''}"
            return front + (f" {print_french(rest)}" if rest else "")
    if value >= 1000:
        count, rest = divmod(value, 1000)
        front = "mille" if count == 1 else f"{print_below_thousand(count, last=False)} mille"
        return front + (f" {print_below_thousand(rest)}" if rest else "")
    return print_below_thousand(value)


WORDS = {"zh": print_chinese, "fr": print_french, "en": print_english}
# What a unit prints behind or before the number, and its kind and code.
UNITS = {
    "zh": (("{}元", "amount", "CNY"), ("{}吨", "amount", "t"), ("{}亩", "amount", "mu"),
           ("{}美元", "amount", "USD"), ("{}公里", "amount", "km"), ("{}户", "count", "户"),
           ("{}小时", "duration", "hour"), ("{}年", "duration", "year")),
    "fr": (("{} euros", "amount", "EUR"), ("{} €", "amount", "EUR"), ("{} tonnes", "amount", "t"),
           ("{} hectares", "amount", "ha"), ("{} km", "amount", "km"),
           ("{} boutiques", "count", "boutiques"), ("{} jours", "duration", "day"),
           ("{} francs CFA", "amount", "XOF")),
    "en": (("${}", "amount", "USD"), ("€{}", "amount", "EUR"), ("{} yuan", "amount", "CNY"),
           ("{} tonnes", "amount", "t"), ("{} km", "amount", "km"), ("{} shops", "count", "shops"),
           ("{} hours", "duration", "hour"), ("Rs {}", "amount", "INR")),
}  # fmt: skip
HEDGES = {
    "zh": (("{}", "stated"), ("超过{}", "over"), ("近{}", "nearly"), ("不到{}", "under"),
           ("约{}", "about"), ("不超过{}", "up_to"), ("至少{}", "over"), ("{}以上", "over"),
           ("{}左右", "about")),
    "fr": (("{}", "stated"), ("plus de {}", "over"), ("près de {}", "nearly"),
           ("moins de {}", "under"), ("environ {}", "about"), ("au plus {}", "up_to"),
           ("au moins {}", "over"), ("pas plus de {}", "up_to")),
    "en": (("{}", "stated"), ("more than {}", "over"), ("nearly {}", "nearly"),
           ("fewer than {}", "under"), ("about {}", "about"), ("up to {}", "up_to"),
           ("at least {}", "over"), ("no more than {}", "up_to")),
}  # fmt: skip
SCALES = {
    "zh": (("", 1), ("万", 10**4), ("亿", 10**8)),
    "fr": (("", 1), (" millions", 10**6), (" milliards", 10**9)),
    "en": (("", 1), (" million", 10**6), (" billion", 10**9)),
}
# Pieces that mean something to a language, in any order.
PIECES = {
    "zh": "一 二 三 十 百 万 亿 半 多 余 两 约 近 超 不 的 元 斤 % 0 1 2 9 . , - 至 到 第 前 年 月 日 倍 成 。 \n 增 降 ab".split(
        " "
    ),
    "fr": "un deux cent mille million vingt et demi tiers de d' la % € "
    "0 1 2 9 . , - à plus moins kg ans en mai n' pas e x \n".split(" "),
    "en": "one two hundred thousand million half third of a an % $ "
    "0 1 2 9 . , - to and more than kg years in May not e x \n".split(" "),
}
MARKS = {"zh": ("", "."), "fr": (" ", ","), "en": (",", ".")}  # between groups, of decimals


def print_digits(value, places, language):
    """Write a number in digits with the marks of a language, and its exact value.

    Examples
    --------
    >>> print_digits(1234567, 2, "fr")
    ('12 345,67', Fraction(1234567, 100))
    """
    group, decimal = MARKS[language]
    whole, part = divmod(value, 10**places)
    written = f"{whole:,}".replace(",", group)
    if places:
        written += f"{decimal}{part:0{places}d}"
    return written, Fraction(value, 10**places)
