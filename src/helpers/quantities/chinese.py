"""Chinese: the words of numbers, units, hedges and changes; traditional forms read as plain."""

from fractions import Fraction

from helpers.quantities.dates import Date, day_of
from helpers.quantities.language import Language, Unit
from helpers.quantities.numbers import Numeral, combine, read_digits

DIGITS = {mark: n for n, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def read_numeral(view, start, language):
    """Return the number that begins at `start`, or None."""
    text, parts, end, form, digit = view.plain, [], start, "words", None
    while end < len(text):
        match = language.digit_pattern.match(text, end)
        if match and not (parts and not parts[-1][1]):
            parts.append((read_digits(match.group(), language), False))
            end, form = match.end(), "digits"
        elif text[end] in language.scales:
            parts.append((language.scales[text[end]], True))
            end += 1
        elif text[end] in language.number_words and not (parts and not parts[-1][1]):
            parts.append((language.number_words[text[end]], False))
            end += 1
        else:
            break
    value = combine(parts) if parts else None
    if value is None:
        return None
    return Numeral(start, end, Fraction(value), Fraction(value), form, article=text[start:end] == "一")


def refine(view, draft, language):
    """Leave out what is an article or a part of a word."""
    if draft.unit is None and draft.numeral.form == "words":
        return "part of a word"
    return None


CHINESE = Language(
    code="zh",
    spaced=False,
    digits=r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![0-9])|\d+(?:\.\d+)?",
    decimal_mark=".",
    grouping=",",
    number_words=DIGITS,
    scales=SCALES,
    joiners=(),
    articles=("一",),
    collectives={},
    fractions={"一半": Fraction(1, 2)},
    halves={"半": Fraction(1, 2)},
    vague={"几十": 20, "上百": 100},
    hedges_before={"逾": "over", "超过": "over", "近": "nearly", "约": "about"},
    hedges_behind={"多": "over", "余": "over", "左右": "about"},
    negations=("不", "未"),
    units_before={},
    units_behind={"%": Unit("share", "share", "1/100"), "元": Unit("amount", "CNY"),
                  "成": Unit("share", "share", "1/10"), "户": Unit("count", "household")},
    multiples={"翻一番": 2},
    ordinals={},
    cues={"增长": "rise", "下降": "fall", "占": "share", "计划": "target"},
    idioms={"七嘴八舌": "idiom"},
    labels=(),
    dates=((r"(?<!\d)((?:19|20)\d\d)年", lambda m, moment: Date(m[1], m[1])),),
    relative={"去年": -1, "今年": 0},
    sources=(r"据(?P<who>[^,。;\n]{2,20})统计",),
    read_numeral=read_numeral,
    refine=refine,
    range_marks=("-", "至", "到"),
    level_marks=("到", "至"),
)  # fmt: skip
