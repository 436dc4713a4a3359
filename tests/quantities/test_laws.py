"""Laws of the reader, on generated texts."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import quantities
from helpers.quantities import words
from helpers.quantities.accounting import find_unaccounted

DIGITS, SMALL, BIG = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
NUMBERS = st.one_of(st.integers(2, 9999), st.integers(2, 10**16 - 1))
TEXTS = st.text(
    alphabet="一二三十百万亿半多余两约近超不的元斤%0123456789.,-至到第前年月日倍成。\n ab增降",
    max_size=60,
)
LANGUAGES = ("zh", "fr", "en")


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


def one(text, language="zh"):
    (quantity,) = quantities.read(text, language)
    return quantity


def facts(text, language="zh"):
    return [
        (q.kind, q.low, q.high, q.unit, q.hedge) for q in quantities.read(text, language, "2024")
    ]


@settings(deadline=None, max_examples=1000)
@given(NUMBERS)
def test_a_number_in_chinese_words_is_read_back(value):
    assert one(print_chinese(value) + "斤").value == value


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 10**9), st.integers(0, 2), st.sampled_from(["", "万", "亿"]), st.booleans())
def test_digits_with_scale_are_read_back_exactly(value, places, scale, grouped):
    printed = f"{value / 10**places:{',' if grouped else ''}.{places}f}"
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert one(f"{printed}{scale}元").value == Fraction(printed.replace(",", "")) * factor


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_full_width_reads_as_plain(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert facts(wide) == facts(text)


@pytest.mark.parametrize(
    "plain", ["20万吨", "5亿元", "两千户", "约3个百分点", "增长两成", "过去3年"]
)
def test_traditional_reads_as_plain(plain):
    forms = str.maketrans("万吨亿两户约个增长过", "萬噸億兩戶約個增長過")
    assert facts(plain.translate(forms)) == facts(plain)


@pytest.mark.parametrize("over", ["超", "超过", "突破"])
@pytest.mark.parametrize("negation", ["不", "未", "没有"])
def test_a_negation_turns_a_limit(over, negation):
    plain, turned = one(f"{over}30斤"), one(f"{negation}{over}30斤")
    assert (plain.low, plain.high) == (30, None)
    assert (turned.low, turned.high) == (None, 30)


@settings(deadline=None, max_examples=200)
@given(TEXTS, TEXTS)
def test_two_paragraphs_give_both_lists(first, second):
    both = facts(first + "。\n\n" + second)
    assert [f[1:] for f in both] == [f[1:] for f in facts(first + "。") + facts(second)]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=200)
@given(text=st.one_of(TEXTS, st.text(max_size=60)))
@example(text="0-1a")  # a refused range must be refused whole
def test_every_numeral_is_accounted_for_once(language, text):
    account = quantities.account(text, language, "2024-06-20")
    assert find_unaccounted(text, language, account) == []
    spans = sorted((q.start, q.end) for q in account.quantities)
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
    for part in (*account.quantities, *account.left_out, *account.refused):
        assert text[part.start : part.end] == part.as_printed != ""


@pytest.mark.parametrize(
    "part", ["一", "9", "9,", "万", "一个", "增长5%", "2023年", "5  ", "1-", "“", "百分之"]
)
def test_steps_grow_no_faster_than_the_text(part, monkeypatch):
    steps = []
    look_up = words.Words.at
    monkeypatch.setattr(words.Words, "at", lambda *given: (steps.append(1), look_up(*given))[1])
    counts = []
    for length in (500, 4000):
        steps.clear()
        quantities.account(part * length, "zh", "2023-01-01")
        counts.append(len(steps))
    assert counts[1] <= 8.5 * counts[0] + 100
