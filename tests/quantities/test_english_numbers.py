"""English numbers in digits and words keep all their parts."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from single import bounds, read_one

from helpers.quantities import account, read

F = Fraction


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 lakh", 300_000),
        ("Rs 3.2 crore", 32_000_000),
        ("7.5 lakh crore", 7_500_000_000_000),
        ("1,14,300 holders", 114_300),
        ("1½ million", 1_500_000),
        ("2.3m users", 2_300_000),
        ("a 40k loan", 40_000),
        ("$2.5bn", 2_500_000_000),
        ("$12 m", 12_000_000),
        ("2.16 hundred million", 216_000_000),
        ("half a million", 500_000),
        ("three-quarters of a million", 750_000),
        ("a million and a half", 1_500_000),
        ("two and a half acres", F(5, 2)),
        ("thirty-one thousand", 31_000),
        ("twelve hundred", 1_200),
        ("five score", 100),
        ("half a dozen", 6),
        ("a couple hundred parcels", 200),
        ("zero orders", 0),
        ("an hour and a half", F(3, 2)),
    ],
)
def test_scales_keep_all_their_parts(text, value):
    assert read_one(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one fifth of it", F(1, 5)),
        ("one in five", F(1, 5)),
        ("seven-tenths", F(7, 10)),
        ("two out of every nine parcels", F(2, 9)),
        ("one parcel in eleven", F(1, 11)),
        ("four shillings in every five", F(4, 5)),
        ("R$19 of every R$100", F(19, 100)),
        ("a quarter", F(1, 4)),
        ("½ of it", F(1, 2)),
        ("3/4 of the crop", F(3, 4)),
        ("4‰", F(4, 1000)),
        ("12 per cent", F(12, 100)),
    ],
)
def test_a_part_is_no_whole_number(text, value):
    assert (read_one(text).kind, read_one(text).value) == ("share", value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 to 15,000 parcels", 10_000, 15_000),
        ("between 10 and 15,000", 10_000, 15_000),
        ("2 to 3 million", 2_000_000, 3_000_000),
        ("$1.2-1.6 million", 1_200_000, 1_600_000),
        ("₹12 lakh-₹15 lakh", 1_200_000, 1_500_000),
        ("Sh45m to Sh50m", 45_000_000, 50_000_000),
        ("20–30%", F(1, 5), F(3, 10)),
        ("20% to 30%", F(1, 5), F(3, 10)),
        ("two or three days", 2, 3),
        ("anywhere from 10 to 25 km", 10, 25),
    ],
)
def test_a_range_shares_its_scale(text, low, high):
    assert bounds(text) == (low, high)


def test_a_range_whose_scale_cannot_be_told_is_refused():
    found = account("500 to 2 million", "en")
    assert not found.quantities and len(found.refused) == 1


def test_from_one_to_another_with_a_change_are_two_numbers():
    assert [q.low for q in read("slipped from VND27,200 to VND26,000 a kilo", "en")] == [
        27_200,
        26_000,
    ]
    assert [q.low for q in read("Price fell $8 to $5.", "en")] == [8, 5]


@pytest.mark.parametrize("text", ["about 1,5 tonnes", "12,34 boxes", "5xyz boxes"])
def test_digits_that_are_no_english_number_are_refused_with_their_place(text):
    found = account(text, "en")
    assert not found.quantities
    assert any(text[part.start : part.end][0].isdigit() for part in found.refused)


def test_digits_too_long_for_a_number_are_no_quantity():
    found = account("9" * 5000 + " boxes", "en")
    assert not found.quantities and (found.refused or found.left_out)


# ------------------------------------------------------------------ laws
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(number, joined):
    """Write a whole number below 10^18 in English words."""
    for value, word in (
        (10**15, "quadrillion"),
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= value:
            rest = number % value
            link = " and " if joined and rest < 100 else " "
            return (
                spell(number // value, joined)
                + f" {word}"
                + (link + spell(rest, joined) if rest else "")
            )
    if number < 20:
        return _SMALL[number]
    return _TENS[number // 10 - 2] + (f"-{_SMALL[number % 10]}" if number % 10 else "")


@settings(deadline=None, max_examples=2000)
@given(st.integers(2, 10**16) | st.integers(2, 2000), st.booleans())
def test_a_number_in_words_reads_as_itself(number, joined):
    assert read_one(f"{spell(number, joined)} boxes").value == number


_FORMS = st.sampled_from(
    [
        "{:,}",
        "{:,} tonnes",
        "Rs {:,}",
        "${:,}",
        "{:,} boxes",
        "some {:,} people",
        "{:,} yuan a month",
    ]
)


@settings(deadline=None, max_examples=2000)
@given(st.integers(3000, 10**12), _FORMS)
def test_a_number_in_digits_reads_as_itself(number, form):
    assert read_one(form.format(number)).value == number


@settings(deadline=None, max_examples=2000)
@given(
    st.integers(1, 9999),
    st.sampled_from(["lakh", "crore", "million", "billion", "thousand"]),
    st.integers(0, 2),
)
def test_a_scaled_decimal_reads_exactly(digits, word, places):
    scale = {"lakh": 10**5, "crore": 10**7, "million": 10**6, "billion": 10**9, "thousand": 1000}[
        word
    ]
    value = F(digits, 10**places)
    printed = f"{digits / 10**places:.{places}f}"
    assert read_one(f"{printed} {word} orders").value == value * scale


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11 lakh 60 thousand cartons", 1_160_000),
        ("2 crore 35 lakh", 23_500_000),
        ("12 crore 1 000 thousand cartons", 121_000_000),
        ("half-billion-dollar fund", 500_000_000),
        ("an eighth of it", F(1, 8)),
    ],
)
def test_a_number_in_two_scales_or_parts_is_one(text, value):
    assert read_one(text).value == value


def test_digits_in_groups_behind_a_scale_are_a_number_of_their_own():
    assert [q.low for q in read("11 lakh 60 000 cartons", "en")] == [1_100_000, 60_000]
