"""Laws of the reader on many cases, a hundred to a text; RURAL_CASES sets how many.

`make laws` takes 10,000 a law and language. Cases are drawn from a seed and printed a paragraph
each, so that a text of a hundred is read at once; where it is not read as it should be, the
paragraphs that fail are read again alone and named.
"""

import os
import random

import printing
import pytest
from accounting import find_unaccounted

from helpers import quantities

CASES = int(os.environ.get("RURAL_CASES", "1000"))
BATCH = 100
LANGUAGES = ("zh", "fr", "en")
in_each_language = pytest.mark.parametrize("language", LANGUAGES)
STOPS = {"zh": "。", "fr": ".", "en": "."}
# Words that are limits from below, and what turns them into limits from above.
LIMITS = {
    "zh": (("超", "超过", "突破", "高于", "多于"), ("不{}", "未{}", "没有{}")),
    "fr": (("dépasse ", "excède "), ("ne {}pas ", "ne {}jamais ", "ne {}guère ")),
    "en": (("exceed ", "surpass ", "go above ", "go over "),
           ("does not {}", "did not {}", "will not {}", "cannot {}", "never {}")),
}  # fmt: skip
TRADITIONAL = str.maketrans("万亿吨亩户时约过", "萬億噸畝戶時約過")


def tell(quantity):
    return quantity.kind, quantity.low, quantity.high, quantity.unit, quantity.hedge


def read_facts(text, language):
    return [tell(q) for q in quantities.read(text, language, "2024-06-20")]


def draw_batches(draw, *, seed):
    """Yield lists of cases, all of them the same at every run."""
    rng = random.Random(seed)
    for done in range(0, CASES, BATCH):
        yield [draw(rng) for _ in range(min(BATCH, CASES - done))]


def check_read_back(cases, language):
    """Assert that each printed case of a batch is read as the one quantity that it is."""
    stop = STOPS[language]
    found = read_facts("\n\n".join(printed + stop for printed, _ in cases), language)
    if found != [expected for _, expected in cases]:
        alone = [(printed, read_facts(printed + stop, language), expected)
                 for printed, expected in cases]  # fmt: skip
        assert [case for case in alone if case[1] != [case[2]]] == []
        pytest.fail(f"read alone but not in one text: {cases}")


def draw_quantity(rng, language):
    """Return a quantity as it is printed, and kind, bounds, unit and hedge that it says."""
    while True:
        form, kind, code = rng.choice(printing.UNITS[language])
        front, hedge = rng.choice(printing.HEDGES[language])
        scale, factor = rng.choice(printing.SCALES[language])
        places = rng.randrange(3) if scale else 0
        value = rng.randrange(2 * 10**places, rng.choice((100, 10**4, 10**6)) * 10**places)
        written, exact = printing.print_digits(value, places, language)
        is_year = 1900 <= exact <= 2099 and not scale  # a bare year is a date
        is_recent = code == "year" and front == "近{}" and exact <= 30  # 近三年: the last three
        if not (is_year or is_recent):
            break
    printed = written + scale
    if language == "fr" and scale and form != "{} €":
        printed += " d'" if form[3] in "eh" else " de"
        form = form.replace("{} ", "{}" if printed.endswith("'") else "{} ")
    exact *= factor
    low = exact if hedge in ("stated", "over", "about") else None
    high = exact if hedge in ("stated", "nearly", "under", "up_to", "about") else None
    return front.format(form.format(printed)), (kind, low, high, code, hedge)


@in_each_language
def test_numbers_in_words_are_read_back(language):
    def draw(rng):
        value = rng.randrange(2, 10 ** rng.randrange(1, 16))
        words = printing.WORDS[language](value)
        large = language == "fr" and words.endswith(("lions", "liards", "lion", "liard"))
        unit = "斤" if language == "zh" else " de tonnes" if large else " tonnes"
        code = "jin" if language == "zh" else "t"
        return words + unit, ("amount", value, value, code, "stated")

    for cases in draw_batches(draw, seed=1):
        check_read_back(cases, language)


@in_each_language
def test_printed_quantities_are_read_back(language):
    for cases in draw_batches(lambda rng: draw_quantity(rng, language), seed=2):
        check_read_back(cases, language)


@in_each_language
def test_a_negation_turns_each_limit(language):
    overs, negations = LIMITS[language]
    unit, code = ("斤", "jin") if language == "zh" else (" kg", "kg")

    def draw(rng):
        value = rng.randrange(2, 10 ** rng.randrange(1, 7))
        over, turned = rng.choice(overs), rng.random() < 0.5
        written, exact = printing.print_digits(value, 0, language)
        front = rng.choice(negations).format(over) if turned else over
        bounds = (None, exact) if turned else (exact, None)
        return front + written + unit, ("amount", *bounds, code, "up_to" if turned else "over")

    for cases in draw_batches(draw, seed=3):
        check_read_back(cases, language)


def widen(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def widen_digits(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def thin(text):
    return text.replace(" ", "\u202f")


FORMS = {
    "zh": (widen, lambda text: text.translate(TRADITIONAL)),
    "fr": (thin, widen_digits),
    "en": (thin, widen_digits),
}


@in_each_language
def test_quantities_in_other_letters_and_spaces_read_as_plain(language):
    def draw(rng):
        printed, expected = draw_quantity(rng, language)
        return rng.choice(FORMS[language])(printed), expected

    for cases in draw_batches(draw, seed=4):
        check_read_back(cases, language)


def draw_pieces(rng, language):
    """Return words and marks that mean something to a language, in any order."""
    space = rng.choice(("", " "))
    pieces = rng.choices([*printing.PIECES[language], " "], k=rng.randrange(24))
    return space.join(pieces).replace("\n", " ") + STOPS[language]


def without_dates(facts):
    """Return facts in which no date has a year: it may take that of a heading."""
    return [fact if fact[0] != "date" else ("date", fact[4]) for fact in facts]


@in_each_language
def test_many_paragraphs_give_all_their_lists(language):
    for texts in draw_batches(lambda rng: draw_pieces(rng, language), seed=5):
        both = without_dates(read_facts("\n\n".join(texts), language))
        apart = [without_dates(read_facts(text, language)) for text in texts]
        if both != sum(apart, []):
            for first, second in zip(texts, texts[1:], strict=False):
                pair = without_dates(read_facts(f"{first}\n\n{second}", language))
                of_each = [without_dates(read_facts(text, language)) for text in (first, second)]
                assert pair == sum(of_each, []), (first, second)
            pytest.fail(f"two by two as alone, but not in one text: {texts}")


@in_each_language
def test_every_numeral_of_many_paragraphs_is_accounted_for(language):
    for texts in draw_batches(lambda rng: draw_pieces(rng, language), seed=6):
        text = "\n".join(texts)
        account = quantities.account(text, language, "2024-06-20")
        assert find_unaccounted(text, language, account) == []
        spans = [(q.start, q.end) for q in account.quantities]
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
        for part in (*account.quantities, *account.left_out, *account.refused):
            assert text[part.start : part.end] == part.as_printed != ""
