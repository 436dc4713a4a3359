"""French numbers read back as themselves, in words and in digits."""

import single
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
SWISS = {70: "septante", 80: "huitante", 90: "nonante"}
SCALES = [(10**15, "billiard"), (10**12, "billion"), (10**9, "milliard"), (10**6, "million")]


def spell_below_hundred(value, swiss):
    if value < 20:
        return SMALL[value]
    tens = TENS | SWISS if swiss else TENS
    ten = max(t for t in tens if t <= value) if swiss or value < 80 else 80
    word, rest = tens.get(ten, "quatre-vingt"), value - ten
    if not rest:
        return "quatre-vingts" if ten == 80 and not swiss else word
    if rest in (1, 11) and word != "quatre-vingt":
        return f"{word} et {SMALL[rest]}"
    return f"{word}-{SMALL[rest]}"


def spell_below_thousand(value, swiss):
    hundreds, rest = divmod(value, 100)
    words = []
    if hundreds:
        words.append("cent" if hundreds == 1 else f"{SMALL[hundreds]} cent{'' if rest else 's'}")
    if rest or not hundreds:
        words.append(spell_below_hundred(rest, swiss))
    return " ".join(words)


def spell(value, swiss=False):
    """Write a whole number below 10^18 in French words."""
    words = []
    for scale, name in SCALES:
        count, value = divmod(value, scale)
        if count:
            words.append(f"{spell_below_thousand(count, swiss)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(value, 1000)
    if thousands:
        front = spell_below_thousand(thousands, swiss).replace("cents", "cent")
        words.append("mille" if thousands == 1 else f"{front.replace('vingts', 'vingt')} mille")
    if rest or not words:
        words.append(spell_below_thousand(rest, swiss))
    return " ".join(words)


def read_one(phrase):
    return single.read_one(phrase, "fr", "2024-06-20")


@settings(deadline=None, max_examples=400)
@given(st.integers(2, 10**16) | st.integers(2, 10**4), st.booleans())
def test_a_number_in_words_reads_back_as_itself(value, swiss):
    quantity = read_one(
        f"soit {spell(value, swiss)} euros" if value < 10**6 else f"soit {spell(value, swiss)}"
    )
    assert quantity.low == quantity.high == value


HEDGED = {"plus de": "over", "près de": "nearly", "environ": "about", "moins de": "under",
          "jusqu'à": "up_to", "au moins": "over", "pas plus de": "up_to", "": "stated"}  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(
    st.integers(2, 999_999),
    st.sampled_from([" ", "\u00a0", "\u202f", "."]),
    st.sampled_from(sorted(HEDGED)),
    st.sampled_from([("euros", "EUR", 1), ("millions d'euros", "EUR", 10**6), ("tonnes", "t", 1),
                     ("M€", "EUR", 10**6), ("k€", "EUR", 1000), ("milliards de "
                         "yuans", "CNY", 10**9),
                     ("francs CFA", "XOF", 1), ("hectares", "ha", 1), ("F CFA", "XOF", 1)]),
)  # fmt: skip
def test_an_amount_in_digits_reads_back_with_hedge_and_unit(value, space, hedge, unit):
    word, code, scale = unit
    # 1.200 millions may be 1.2 millions or 1,200: refused, which the phrases show.
    assume(space != "." or value < 1000 or not word.startswith("milli"))
    printed = f"{value:,}".replace(",", space)
    quantity = read_one(f"Elle en a vendu {hedge} {printed} {word}.")
    assert (quantity.value, quantity.unit, quantity.hedge) == (value * scale, code, HEDGED[hedge])
