"""English prints: each kind of misreading that was ever found, its neighbours, and laws."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from single import bounds, read_one

from helpers.quantities import account, read

F = Fraction
PUBLISHED = "2023-06-15"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("does not exceed 30", None, 30),
        ("is not over 30", None, 30),
        ("never more than 30", None, 30),
        ("has not yet topped 30", None, 30),
        ("doesn't surpass 30", None, 30),
        ("without exceeding 30", None, 30),
        ("no more than 30", None, 30),
        ("not under 30", 30, None),
        ("not below 30", 30, None),
        ("no fewer than 30", 30, None),
        ("neither more nor less than 30", 30, 30),
    ],
)
def test_a_negated_limit_is_the_contrary_limit(text, low, high):
    assert bounds(text) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "a drop of 12 percent",
        "sales declined by 12 per cent",
        "prices slipped 12%",
        "it shrank by 12pc",
        "down 12%",
        "lower by 12 per cent",
        "12 percent fewer visitors",
        "a 12 percent decline",
        "minus 12%",
        "−12%",
        "－12%",
        "-12%",
        "(12%)",
        "negative growth of 12 percent",
        "12% less than before",
        "tumbled 12%",
        "orders were 12% lower",
    ],
)
def test_a_fall_is_negative(text):
    assert bounds(text) == (F(-12, 100), F(-12, 100))
    assert read_one(text).kind == "growth"


@pytest.mark.parametrize(
    "text",
    [
        "rose 12 percent",
        "grew by 12%",
        "up 12%",
        "a jump of 12 per cent",
        "12% more orders",
        "a 12 percent increase",
        "growth was 12%",
    ],
)
def test_a_rise_is_positive_growth(text):
    assert bounds(text) == (F(12, 100), F(12, 100))
    assert read_one(text).kind == "growth"


@pytest.mark.parametrize(
    "text",
    ["the share rose to 12%", "12% of sales", "fell to 12%", "a 12% fee", "up from 12 percent"],
)
def test_a_level_after_a_change_is_a_share(text):
    assert (read_one(text).kind, read_one(text).low) == ("share", F(12, 100))


def test_a_hedged_fall_is_bounded_on_the_signed_number():
    assert bounds("fell by nearly 12%") == (F(-12, 100), None)
    assert bounds("fell by more than half") == (None, F(-1, 2))
    assert bounds("fell by 40 to 45 per cent") == (F(-45, 100), F(-40, 100))


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("upwards of 30", "over"),
        ("in excess of 30", "over"),
        (">30", "over"),
        ("30+ shops", "over"),
        ("30 at least", "over"),
        ("40-odd villages", "over"),
        ("30 or more", "over"),
        ("30 people or more", "over"),
        ("topped 30", "over"),
        ("30,000 and something", "over"),
        ("not quite 30", "nearly"),
        ("just short of 30", "nearly"),
        ("close to 30", "nearly"),
        ("approaching 30", "nearly"),
        ("circa 30", "about"),
        ("30 or so", "about"),
        ("30 give or take", "about"),
        ("some 30 people", "about"),
        ("an estimated 30", "about"),
        ("a little under 30", "under"),
        ("barely 30", "under"),
        ("fewer than 30", "under"),
        ("did not reach 30", "under"),
        ("as many as 30", "up_to"),
        ("a maximum of 30", "up_to"),
        ("30 at most", "up_to"),
        ("capped at 30", "up_to"),
    ],
)
def test_a_hedge_before_or_behind_is_read(text, hedge):
    assert read_one(text).hedge == hedge


def test_over_before_a_stretch_of_time_is_no_bound():
    assert read_one("repayable over five years").hedge == "stated"
    assert read_one("lasted over five years").hedge == "over"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twice as many", 2),
        ("a 7.7-fold rise", F(77, 10)),
        ("tenfold", 10),
        ("quadrupled", 4),
        ("halved", F(1, 2)),
        ("3x the rate", 3),
        ("six times the figure", 6),
        ("half as much again", F(3, 2)),
        ("half as many", F(1, 2)),
        ("will double", 2),
        ("a factor of four", 4),
        ("three times fewer", F(1, 3)),
    ],
)
def test_a_multiple_is_new_over_old(text, value):
    assert (read_one(text).kind, read_one(text).value) == ("multiple", value)


def test_times_that_count_are_no_multiple():
    assert read_one("three times a week").kind == "count"
    assert read_one("Twice a shipment was soaked").kind == "count"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 basis points", F(5, 10_000)),
        ("3 pp", F(3, 100)),
        ("0.5 percentage points", F(1, 200)),
        ("a 3.5 percentage point drop", F(-35, 1000)),
        ("5.3 percentage points short of it", F(-53, 1000)),
        ("8 points better", F(8, 100)),
        ("50 basis points lower", F(-5, 1000)),
    ],
)
def test_points_are_no_share(text, value):
    assert (read_one(text).kind, read_one(text).value) == ("points", value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 million dollars", "USD"),
        ("US$5", "USD"),
        ("Rs 5", "INR"),
        ("Sh5", "KES"),
        ("KSh 5", "KES"),
        ("15 bob", "KES"),
        ("Tk 5", "BDT"),
        ("R$5", "BRL"),
        ("VND5", "VND"),
        ("Rp 5", "IDR"),
        ("5 yuan", "CNY"),
        ("5 naira", "NGN"),
        ("a 5 loan in naira", "NGN"),
        ("Rs 92 a kilo", "INR/kg"),
        ("5 quintals", "quintal"),
        ("a 5-acre plot", "acre"),
        ("five tonnes", "t"),
        ("33-year-old", "year"),
        ("48 hours", "hour"),
        ("128 yuan per 500 grams", "CNY/500kg".replace("kg", "g")),
    ],
)
def test_money_measures_and_times_are_named(text, unit):
    assert read_one(text).unit == unit


def test_a_bare_number_takes_the_unit_of_its_list():
    found = read("3,975 tonnes in 2022 and a mere 310 in 2020", "en")
    assert [(q.unit, q.low) for q in found if q.kind == "amount"] == [("t", 3975), ("t", 310)]
    found = read("a low of 300 and a high of 900 rupees", "en")
    assert [q.unit for q in found] == ["INR", "INR"]


@pytest.mark.parametrize(
    "text",
    [
        "a one-off grant",
        "route 9 passes the depot",
        "dial 1800-425-0019",
        "a third party handles returns",
        "they work nine to five",
        "on cloud nine",
        "second-hand phones",
        "at first they laughed",
        "second thoughts",
        "for one thing",
        "no one came",
        "a 4G signal",
        "call 0700 555 018",
        "the COVID-19 years",
        "the G20 summit",
        "one after another",
        "one of the largest",
        "write to a1@farm2020.org",
        "he may go",
        "double-digit growth",
        "Windows 11",
    ],
)
def test_names_labels_and_idioms_are_no_quantities(text):
    found = account(text, "en", PUBLISHED)
    assert not found.quantities
    assert all(part.reason for part in (*found.left_out, *found.refused))


def test_ordinals_rank_and_do_not_count_off():
    assert [(q.kind, q.low) for q in read("the 1st, 2nd and 5th largest markets", "en")] == [
        ("rank", 1),
        ("rank", 2),
        ("rank", 5),
    ]
    assert read_one("her first-ever account").kind == "rank"
    assert (read_one("the top five").low, read_one("the top five").high) == (None, 5)
    assert [q.kind for q in read("the first three weeks", "en")] == ["duration"]


@settings(deadline=None, max_examples=1000)
@given(
    st.integers(2, 998),
    st.sampled_from(["more than", "over", "less than", "under", "fewer than", "above", "below"]),
)
def test_a_negation_turns_a_limit(number, limit):
    plain, turned = bounds(f"{limit} {number} boxes"), bounds(f"not {limit} {number} boxes")
    assert plain == tuple(reversed(turned))


@settings(deadline=None, max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [
                "Sales fell 3%. ",
                "About 40 people came. ",
                "In 2019 it sold Rs 3 lakh. ",
                "One in five left. ",
            ]
        ),
        max_size=6,
    ),
    st.integers(0, 6),
)
def test_two_texts_give_both_lists(parts, cut):
    first, second = "".join(parts[:cut]), "".join(parts[cut:])
    apart = [(q.kind, q.low, q.high) for text in (first, second) for q in read(text, "en")]
    assert [(q.kind, q.low, q.high) for q in read(first + second, "en")] == apart


@settings(deadline=None, max_examples=1000)
@given(st.text("0123456789,. -/%$oneandhalfmillionthirtofwk£–½\n", max_size=80))
def test_any_text_is_read_or_refused_and_spans_lie_in_it(text):
    found = account(text, "en", PUBLISHED)
    for part in (*found.quantities, *found.left_out, *found.refused):
        assert 0 <= part.start < part.end <= len(text)
        assert part.as_printed == text[part.start : part.end]


@pytest.mark.parametrize("printed", ["negative 5 percent", "minus 5 percent", "-5%"])
def test_a_sign_in_words_belongs_to_the_print_as_a_whole(printed):
    found = read_one(f"growth was {printed}")
    assert (found.as_printed, found.low) == (printed, F(-1, 20))


def test_a_percentage_is_carried_past_a_semicolon():
    found = read("In 2022 it was 23 percent; three years earlier it was 14.", "en")
    assert [q.low for q in found if q.kind == "share"] == [F(23, 100), F(14, 100)]
