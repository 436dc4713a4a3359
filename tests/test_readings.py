"""Printed numbers: by hand in three languages, by law, and every row of the data."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data.read import read_table
from helpers.printed import read_printed
from helpers.readings import READING_WORDS, READINGS, find_bounds, find_centre, increase_to_multiple
from helpers.words.units import UNITS

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


@pytest.mark.parametrize(
    ("text", "language", "value", "high", "wording", "last_step", "round_step"),
    [
        ("34.24亿元", "zh", "3424000000", None, "stated", "1000000", "1000000"),
        ("1.7万亿元", "zh", "1700000000000", None, "stated", "100000000000", "100000000000"),
        ("16.4亿", "zh", "1640000000", None, "stated", "10000000", "10000000"),
        ("800万元", "zh", "8000000", None, "stated", "10000", "1000000"),
        ("零售额8.16亿元", "zh", "816000000", None, "stated", "1000000", "1000000"),
        ("近六成", "zh", "0.6", None, "nearly", "0.1", "0.1"),
        ("2000余人", "zh", "2000", None, "more_than", "1", "1000"),
        ("600多万元", "zh", "6000000", None, "more_than", "10000", "1000000"),
        ("3万余人", "zh", "30000", None, "more_than", "10000", "10000"),
        ("超过3000家", "zh", "3000", None, "more_than", "1", "1000"),
        ("破千万元", "zh", "10000000", None, "more_than", "10000000", "10000000"),
        ("千万以上", "zh", "10000000", None, "more_than", "10000000", "10000000"),
        ("近十年来", "zh", "10", None, "about", "1", "10"),
        ("近十年", "zh", "10", None, "nearly", "1", "10"),
        ("约20人", "zh", "20", None, "about", "1", "10"),
        ("不到5000人", "zh", "5000", None, "less_than", "1", "1000"),
        ("增长7.6倍", "zh", "7.6", None, "stated", "0.1", "0.1"),
        ("五六名", "zh", "5", "6", "range", "1", "1"),
        ("几十位", "zh", "20", "99", "several_tens", "1", "1"),
        ("第三", "zh", "3", None, "stated", "1", "1"),
        ("首位", "zh", "1", None, "stated", "1", "1"),
        ("二十三个", "zh", "23", None, "stated", "1", "1"),
        ("３４．２４亿元", "zh", "3424000000", None, "stated", "1000000", "1000000"),
        ("2,57 millions de yuans", "fr", "2570000", None, "stated", "10000", "10000"),
        ("6,056 millions d'euros", "fr", "6056000", None, "stated", "1000", "1000"),
        ("1.2 millions", "fr", "1200000", None, "stated", "100000", "100000"),
        (f"plus de 1{NBSP}200 magasins", "fr", "1200", None, "more_than", "1", "100"),
        (f"300{THIN}000 yuans", "fr", "300000", None, "stated", "1", "100000"),
        (f"1{NARROW}234{NARROW}567 personnes", "fr", "1234567", None, "stated", "1", "1"),
        ("plus de 100 mille personnes", "fr", "100000", None, "more_than", "1000", "100000"),
        ("près de 400 personnes", "fr", "400", None, "nearly", "1", "100"),
        ("environ 284 personnes", "fr", "284", None, "about", "1", "1"),
        (
            "entre 1.2 millions et 1.6 millions de yuans",
            "fr",
            "1200000",
            "1600000",
            "range",
            "100000",
            "100000",
        ),
        ("entre 2 et 3 millions", "fr", "2000000", "3000000", "range", "1000000", "1000000"),
        ("six millions", "fr", "6000000", None, "stated", "1000000", "1000000"),
        ("quelques minutes", "fr", "2", "9", "several", "1", "1"),
        ("plus de 60 %", "fr", "0.6", None, "more_than", "0.01", "0.1"),
        ("more than 5,000 people", "en", "5000", None, "more_than", "1", "1000"),
        ("2.5 billion yuan", "en", "2500000000", None, "stated", "100000000", "100000000"),
        ("1.2 to 1.6 million", "en", "1200000", "1600000", "range", "100000", "100000"),
    ],
)
def test_read_by_hand(text, language, value, high, wording, last_step, round_step):
    printed = read_printed(text, language)
    assert printed.value == Decimal(value)
    assert printed.value_high == (None if high is None else Decimal(high))
    assert printed.wording == wording
    assert (printed.last_step, printed.round_step) == (Decimal(last_step), Decimal(round_step))


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("1.5 to 2 million", "en", 1.5e6, 2e6),
        ("between 1 and 1.5 million", "en", 1e6, 1.5e6),
        ("1至2.5万元", "zh", 1e4, 2.5e4),
        ("entre 500 000 et 1 million", "fr", 5e5, 1e6),
        ("8000至1.2万人", "zh", 8e3, 1.2e4),
        ("40-50%", "en", 0.4, 0.5),
        ("五至六成", "zh", 0.5, 0.6),
        ("三至五万元", "zh", 3e4, 5e4),
        ("two to three million", "en", 2e6, 3e6),
        ("5 à 6 millions", "fr", 5e6, 6e6),
    ],
)
def test_both_ends_of_a_range_are_scaled_alike(text, language, low, high):
    printed = read_printed(text, language)
    assert (float(printed.value), float(printed.value_high), printed.wording) == (
        pytest.approx(low),
        pytest.approx(high),
        "range",
    )


@pytest.mark.parametrize(
    ("text", "language", "wording"),
    [
        ("不超过500人", "zh", "less_than"),
        ("no more than 500", "en", "less_than"),
        ("pas plus de 500", "fr", "less_than"),
        ("up to 500", "en", "less_than"),
        ("d'ici un an", "fr", "less_than"),
        ("d’ici à 3 mois", "fr", "less_than"),
        ("jusqu'à six millions", "fr", "less_than"),
        ("augmenter jusqu’à six millions", "fr", "stated"),
        ("a grimpé jusqu'à 6 millions", "fr", "stated"),
        ("pas moins de 500", "fr", "more_than"),
        ("no less than 500", "en", "more_than"),
        ("au moins 500", "fr", "more_than"),
        ("至少500人", "zh", "more_than"),
        ("500人以上", "zh", "more_than"),
        ("2亿元以上", "zh", "more_than"),
        ("3倍多", "zh", "more_than"),
        ("过亿元", "zh", "more_than"),
        ("500 or more", "en", "more_than"),
        ("500人以下", "zh", "less_than"),
        ("500人左右", "zh", "about"),
        ("500 personnes environ", "fr", "about"),
        ("~500", "en", "about"),
        ("close to 500", "en", "nearly"),
        ("签约28.47亿元", "zh", "stated"),
        ("最近3年", "zh", "stated"),
        ("附近300户", "zh", "stated"),
        ("turnover 500", "en", "stated"),
    ],
)
def test_hedges_are_found_whole_and_not_inside_other_words(text, language, wording):
    assert read_printed(text, language).wording == wording


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1,5 million", "en"),
        ("6.056 millions de yuans", "fr"),
        ("10w+", "en"),
        ("5 to 2 shops", "en"),
        ("12abc", "en"),
        ("500 zillion", "en"),
        ("₿500", "en"),
        ("dozens of shops", "en"),
    ],
)
def test_what_is_not_understood_is_refused_and_never_guessed(text, language):
    with pytest.raises(ValueError, match="not understood|number|may be|leave it out"):
        read_printed(text, language)


def test_a_share_above_one_is_refused():
    with pytest.raises(ValueError, match="a share of 1.5 is above 1"):
        find_bounds(read_printed("增长150%", "zh"), "share", "conventional")


@pytest.mark.parametrize("text", ["零售", "农产品", "很多", ""])
def test_words_without_a_number_are_refused(text):
    with pytest.raises(ValueError, match="no number"):
        read_printed(text, "zh")


def test_two_numbers_in_one_print_are_refused_and_both_named():
    with pytest.raises(ValueError, match="'48,18 millions de yuans'.*\"6,056 millions"):
        read_printed("48,18 millions de yuans (6,056 millions d'euros)", "fr")


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="'de'; allowed: fr, zh, en"):
        read_printed("5", "de")


BOUNDS = [
    ("34.24亿元", "zh", "CNY", (3.4235e9, 3.4245e9), (3.4235e9, 3.4245e9), (3.4235e9, 3.4245e9)),
    (
        "800万元",
        "zh",
        "CNY",
        (7_995_000, 8_005_000),
        (7_500_000, 8_500_000),
        (7_995_000, 8_005_000),
    ),
    ("10 millions", "fr", "CNY", (9.5e6, 10.5e6), (9.5e6, 12.5e6), (9.5e6, 10.5e6)),
    ("plus de 10 millions", "fr", "CNY", (1e7, 1.5e7), (1e7, 1.5e7), (1e7, math.inf)),
    ("plus de 9 millions", "fr", "CNY", (9e6, 1e7), (9e6, 1e7), (9e6, math.inf)),
    ("1万余人", "zh", "persons", (10_000, 15_000), (10_000, 15_000), (10_000, math.inf)),
    ("超过1家", "zh", "shops", (1, 2), (1, 2), (1, math.inf)),
    ("environ 100 personnes", "fr", "persons", (75, 125), (75, 125), (0, math.inf)),
    ("plus de 5000 personnes", "fr", "persons", (5000, 6000), (5000, 6000), (5000, math.inf)),
    ("près de 400 personnes", "fr", "persons", (300, 400), (300, 400), (0, 400)),
    ("近十年", "zh", "years", (9, 10), (9, 10), (0, 10)),
    ("environs 20 élèves", "fr", "persons", (15, 25), (15, 25), (0, math.inf)),
    ("environs 75%", "fr", "share", (0.74, 0.76), (0.74, 0.76), (0, 1)),
    ("environ 284 personnes", "fr", "persons", (283, 285), (283, 285), (0, math.inf)),
    ("plus de 60 %", "fr", "share", (0.6, 0.7), (0.6, 0.7), (0.6, 1)),
    ("100%", "fr", "share", (0.995, 1), (0.95, 1), (0.995, 1)),
    ("26 centres", "fr", "sites", (26, 26), (26, 26), (26, 26)),
    ("13320家", "zh", "shops", (13320, 13320), (13315, 13325), (13320, 13320)),
    ("5.32万人", "zh", "persons", (53150, 53250), (53150, 53250), (53150, 53250)),
    ("几十位", "zh", "persons", (20, 99), (20, 99), (20, 99)),
    ("第三", "zh", "rank", (3, 3), (3, 3), (3, 3)),
]


@pytest.mark.parametrize(
    ("text", "language", "unit", "conventional", "rounded", "literal"),
    BOUNDS,
    ids=[b[0] for b in BOUNDS],
)
def test_bounds_by_hand(text, language, unit, conventional, rounded, literal):
    printed = read_printed(text, language)
    for name, expected in (
        ("conventional", conventional),
        ("rounded", rounded),
        ("literal", literal),
    ):
        assert find_bounds(printed, unit, name) == pytest.approx(expected)
    low, high = find_bounds(printed, unit, "point")
    assert low == high == pytest.approx(find_centre(printed))


def test_an_unknown_reading_or_unit_is_refused_with_the_known_ones():
    printed = read_printed("5", "en")
    with pytest.raises(ValueError, match="'strict'; allowed: point, conventional"):
        find_bounds(printed, "persons", "strict")
    with pytest.raises(ValueError, match="unknown unit 'people'"):
        find_bounds(printed, "people", "conventional")


number = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999.99"), places=2)
hedge = st.sampled_from([("", ""), ("超过", ""), ("近", ""), ("约", ""), ("", "余"), ("不到", "")])


@given(number, hedge, st.sampled_from(sorted(UNITS)), st.sampled_from(READINGS))
def test_bounds_always_hold_the_printed_number(value, words, unit, name):
    scale = "%" if unit == "share" else "万"
    value = value / 100 if unit == "share" else value
    printed = read_printed(f"{words[0]}{value:f}{scale}{words[1]}", "zh")
    low, high = find_bounds(printed, unit, name)
    centre = find_centre(printed)
    assert 0 <= low <= centre + 1e-9 and high >= centre - 1e-9
    assert unit != "share" or high <= 1


@given(number, hedge)
def test_bounds_scale_with_the_unit_of_the_print(value, words):
    for name in READINGS:
        small = find_bounds(read_printed(f"{words[0]}{value}万{words[1]}", "zh"), "CNY", name)
        large = find_bounds(read_printed(f"{words[0]}{value}亿{words[1]}", "zh"), "CNY", name)
        assert large == pytest.approx([10_000 * b for b in small])


@given(number)
def test_readings_widen_from_point_to_rounded(value):
    printed = read_printed(f"{value}万元", "zh")
    point, conventional, rounded = (
        find_bounds(printed, "CNY", n) for n in ("point", "conventional", "rounded")
    )
    assert conventional[0] <= point[0] and point[1] <= conventional[1]
    assert rounded[0] <= conventional[0] and conventional[1] <= rounded[1]


@given(st.integers(1, 9), st.integers(1, 9))
def test_no_hedge_reaches_further_than_half_its_number_and_the_old_rule_stays(digit, zeros):
    printed = read_printed(f"超过{digit * 10**zeros}元", "zh")
    low, high = find_bounds(printed, "CNY", "conventional")
    old = find_bounds(printed, "CNY", "decade")
    step = 10**zeros
    assert old == (low, (digit + 1) * step)
    assert high == (1.5 * step if digit == 1 else old[1]) and high <= 1.5 * low


@given(st.integers(1, 10**9))
def test_the_same_number_reads_the_same_in_three_languages(n):
    french = f"{n:,}".replace(",", NARROW)
    values = {
        read_printed(t, lang).value
        for t, lang in ((french, "fr"), (f"{n:,}", "en"), (str(n), "zh"))
    }
    assert values == {Decimal(n)}


def test_growth_by_n_times_is_a_multiple_of_n_plus_one():
    assert increase_to_multiple(2) == 3


def test_every_row_of_the_data_follows_from_its_print(data_dir):
    observations = read_table(data_dir, "observations")
    language = read_table(data_dir, "sources").set_index("source_id")["language"]
    assert len(observations) > 90
    for row in observations.itertuples():
        printed = read_printed(row.as_printed, language[row.source_id], row.unit)
        high = None if math.isnan(row.value_high) else row.value_high
        assert (float(printed.value), printed.wording) == (row.value, row.wording), (
            row.observation_id
        )
        assert (None if printed.value_high is None else float(printed.value_high)) == high, (
            row.observation_id
        )


def test_every_unit_of_the_contract_is_known(data_dir):
    observations = read_table(data_dir, "observations")
    assert set(observations["unit"]) <= set(UNITS)


@pytest.mark.parametrize("reading", ["conventional", "decade", "rounded"])
def test_the_examples_with_which_a_reading_is_told_are_what_it_does(reading):
    example = r'(more than [\d,]+|plain [\d.]+)"? as ([\d.,]+) to ([\d.,]*\d)'
    found = re.findall(example, READING_WORDS[reading])
    assert found
    for words, *ends in found:
        printed = read_printed(f"{words.removeprefix('plain ')} yuan", "en")
        assert find_bounds(printed, "CNY", reading) == pytest.approx(
            [float(end.replace(",", "")) for end in ends]
        )
