"""Laws of the reader, on generated texts; many more in test_laws_in_bulk.py."""

import printing
import pytest
from accounting import find_unaccounted
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from helpers import quantities
from helpers.quantities import words
from helpers.quantities.reader import find_language
from helpers.quantities.view import View

CASES = 200
LANGUAGES = ("zh", "fr", "en")
NUMBERS = st.one_of(st.integers(2, 9999), st.integers(2, 10**15 - 1))
LOOSE = {
    language: st.lists(st.sampled_from([*pieces, " "]), max_size=24).map("".join)
    for language, pieces in printing.PIECES.items()
}
SPACED = {
    language: st.lists(st.sampled_from(pieces), max_size=16).map(" ".join)
    for language, pieces in printing.PIECES.items()
}
law = settings(deadline=None, max_examples=CASES)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def one(text, language="zh"):
    (quantity,) = quantities.read(text, language)
    return quantity


def facts(text, language="zh"):
    return [
        (q.kind, q.low, q.high, q.unit, q.hedge) for q in quantities.read(text, language, "2024")
    ]


@st.composite
def texts(draw, language):
    return draw(st.one_of(LOOSE[language], SPACED[language], st.text(max_size=60)))


@in_each_language
@law
@given(value=NUMBERS)
@example(value=10**15 - 1)
@example(value=380)
def test_a_number_in_words_is_read_back(language, value):
    unit = {"zh": "斤", "fr": " tonnes", "en": " tonnes"}[language]
    printed = printing.WORDS[language](value)
    plural = (
        " de" if language == "fr" and printed.endswith(("lions", "liards", "lion", "liard")) else ""
    )
    assert one(f"{printed}{plural}{unit}", language).value == value


@in_each_language
@law
@given(data=st.data())
def test_a_printed_quantity_is_read_back(language, data):
    form, kind, code = data.draw(st.sampled_from(printing.UNITS[language]))
    front, hedge = data.draw(st.sampled_from(printing.HEDGES[language]))
    scale, factor = data.draw(st.sampled_from(printing.SCALES[language]))
    places = data.draw(st.integers(0, 2)) if scale else 0
    value = data.draw(st.integers(2 * 10**places, 10**6))
    written, exact = printing.print_digits(value, places, language)
    assume(exact >= 2 and not 1900 <= exact <= 2099)  # a bare year is a date
    assume(code != "year" or front != "近{}" or exact > 10)  # 近三年: the last three years
    printed = written + scale
    if language == "fr" and scale and form != "{} €":
        printed += " d'" if form[3] in "eh" else " de"
        form = form.replace("{} ", "{}" if printed.endswith("'") else "{} ")
    quantity = one(front.format(form.format(printed)), language)
    exact *= factor
    low = exact if hedge in ("stated", "over", "about") else None
    high = exact if hedge in ("stated", "nearly", "under", "up_to", "about") else None
    assert (quantity.kind, quantity.low, quantity.high, quantity.hedge) == (kind, low, high, hedge)
    assert quantity.unit == code


@in_each_language
@law
@given(data=st.data())
def test_full_width_reads_as_plain(language, data):
    text = data.draw(texts(language))
    if language != "zh":  # no French is printed in wide letters
        text = "".join(c for c in text if not c.isalpha())
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert facts(wide, language) == facts(text, language)


LIMITS = [
    ("zh", over, negation)
    for over in ("超", "超过", "突破", "高于", "多于")
    for negation in ("不", "未", "没有")
] + [
    ("en", over, negation)
    for over in ("exceed", "surpass", "go above", "go over")
    for negation in ("does not", "did not", "will not", "cannot", "never")
] + [
    ("fr", over, negation)
    for over in ("dépasse", "excède")
    for negation in ("ne {} pas", "ne {} jamais", "ne {} guère")
]  # fmt: skip


@pytest.mark.parametrize(("language", "over", "negation"), LIMITS)
def test_a_negation_turns_a_limit(language, over, negation):
    front = negation.format(over) if "{}" in negation else f"{negation} {over}"
    front = front.replace(" ", "") if language == "zh" else front
    unit = {"zh": "30斤", "en": " 30 kg", "fr": " 30 kg"}[language]
    plain, turned = one(over + unit, language), one(front + unit, language)
    assert (plain.low, plain.high) == (30, None)
    assert (turned.low, turned.high) == (None, 30)


@in_each_language
@law
@given(data=st.data())
def test_two_paragraphs_give_both_lists(language, data):
    stop = "。" if language == "zh" else "."
    first, second = (data.draw(texts(language)).replace("\n", " ") + stop for _ in range(2))
    both = facts(f"{first}\n\n{second}", language)
    apart = facts(first, language) + facts(second, language)
    assert [f[3:] for f in both] == [f[3:] for f in apart]
    numbers = [[f[1:3] for f in part if f[0] != "date"] for part in (both, apart)]
    assert numbers[0] == numbers[1]


@in_each_language
@law
@given(data=st.data())
@example(data="0-1a")
@example(data="一年前二")
def test_every_numeral_is_accounted_for_once(language, data):
    text = data if isinstance(data, str) else data.draw(texts(language))
    account = quantities.account(text, language, "2024-06-20")
    assert find_unaccounted(text, language, account) == []
    parts = (*account.quantities, *account.left_out, *account.refused)
    spans = sorted((q.start, q.end) for q in account.quantities)
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
    for part in parts:
        assert text[part.start : part.end] == part.as_printed != ""


@pytest.mark.parametrize("text", ["0-1a", "12q", "3x4y", "5kg7", "0.1a"])
@in_each_language
def test_a_letter_that_touches_a_number_refuses_it_whole(language, text):
    account = quantities.account(text, language)
    assert account.quantities == []
    assert account.refused != []


HOSTILE = {
    "zh": ["一", "9", "9,", "万", "一个", "增长5%", "2023年", "5  ", "1-", "“", "百分之", "三分之", "几", "、"],
    "fr": ["un ", "9", "9 ", "mille ", "de 5 à ", "+5 % ", "en 2023 ", "« ", "1-", "deux tiers ",
           "selon "],
    "en": ["one ", "9", "9,", "hundred ", "from 5 to ", "up 5% ", "in 2023 ", '"', "1-",
           "a third of ", "said "],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "part"), [(code, part) for code, parts in HOSTILE.items() for part in parts]
)
def test_steps_grow_no_faster_than_the_text(language, part, monkeypatch):
    """Steps are look-ups in tables, each bounded by the longest word, and places that are read."""
    find_language(language)
    steps = []
    for name in ("at", "before", "scan"):
        kept = getattr(words.Words, name)
        monkeypatch.setattr(
            words.Words, name, lambda *given, kept=kept: (steps.append(1), kept(*given))[1]
        )
    counts = []
    for length in (250, 2000):
        steps.clear()
        quantities.account(part * length, language, "2023-01-01")
        counts.append(len(steps))
    assert counts[1] <= 8.5 * counts[0] + 100


SENTENCES = {
    "zh": "2023年有60家网店。三年前，有40家网店，增长5%。",
    "fr": "En 2023, il y avait 60 boutiques. Trois ans plus tôt, 40 boutiques. ",
    "en": "In 2023 there were 60 shops. Three years before, 40 shops. ",
}


@in_each_language
def test_characters_that_are_copied_grow_no_faster_than_the_text(language, monkeypatch):
    copied = []

    class Counted(str):
        def __getitem__(self, key):
            part = super().__getitem__(key)
            copied.append(len(part))
            return part

    make = View.__init__

    def make_counted(self, *given, **options):
        make(self, *given, **options)
        self.plain = Counted(self.plain)

    monkeypatch.setattr(View, "__init__", make_counted)
    counts = []
    for repeats in (20, 160):
        copied.clear()
        quantities.account(SENTENCES[language] * repeats, language, "2023-01-01")
        counts.append(sum(copied))
    assert 0 < counts[1] <= 8.5 * counts[0]


@pytest.mark.parametrize("before", ["", "\n", "a\n", " ", "("])
def test_a_small_letter_is_no_sign_of_money_wherever_it_stands(before):
    assert quantities.read(f"{before}n0", "en") == []
