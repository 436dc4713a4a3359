"""Printed numbers by kind of wording, in three languages: each kind with its neighbours."""

from fractions import Fraction

import pytest

from helpers.printed import read_printed

NEGATED_LIMITS = [
    ("不超10万人", "zh", 100_000, "less_than"),
    ("不超过10万人", "zh", 100_000, "less_than"),
    ("未突破10万人", "zh", 100_000, "less_than"),
    ("没有超过500人", "zh", 500, "less_than"),
    ("不高于30元", "zh", 30, "less_than"),
    ("不低于30元", "zh", 30, "more_than"),
    ("不少于300家", "zh", 300, "more_than"),
    ("不下300家", "zh", 300, "more_than"),
    ("超过10万人", "zh", 100_000, "more_than"),
    ("不足5000人", "zh", 5000, "less_than"),
    ("does not exceed 30 shops", "en", 30, "less_than"),
    ("did not exceed 30 shops", "en", 30, "less_than"),
    ("not over 30 shops", "en", 30, "less_than"),
    ("never more than 30 shops", "en", 30, "less_than"),
    ("no more than 30 shops", "en", 30, "less_than"),
    ("not under 30 shops", "en", 30, "more_than"),
    ("not below 30 shops", "en", 30, "more_than"),
    ("no fewer than 30 shops", "en", 30, "more_than"),
    ("exceeds 30 shops", "en", 30, "more_than"),
    ("n'a pas dépassé 30 %", "fr", "0.3", "less_than"),
    ("ne dépasse pas 30 %", "fr", "0.3", "less_than"),
    ("n’excède pas 30 %", "fr", "0.3", "less_than"),
    ("guère plus de 30 magasins", "fr", 30, "less_than"),
    ("pas plus de 30 magasins", "fr", 30, "less_than"),
    ("pas moins de 30 magasins", "fr", 30, "more_than"),
    ("ni plus ni moins de 30 magasins", "fr", 30, "stated"),
    ("plus de 30 magasins", "fr", 30, "more_than"),
]
SIGNS = [
    ("下降3.1%", "zh", "-0.031", "stated"),
    ("回落3.1%", "zh", "-0.031", "stated"),
    ("降低3.1%", "zh", "-0.031", "stated"),
    ("下滑3.1%", "zh", "-0.031", "stated"),
    ("减少3.1%", "zh", "-0.031", "stated"),
    ("负增长3.1%", "zh", "-0.031", "stated"),
    ("负3.1%", "zh", "-0.031", "stated"),
    ("－3.1%", "zh", "-0.031", "stated"),
    ("-3.1%", "zh", "-0.031", "stated"),
    ("同比下降3.1%", "zh", "-0.031", "stated"),
    ("下降超过3%", "zh", "-0.03", "more_than"),
    ("增长3.1%", "zh", "0.031", "stated"),
    ("同比增长3.1%", "zh", "0.031", "stated"),
    ("+3.1%", "zh", "0.031", "stated"),
    ("a reculé de 12 %", "fr", "-0.12", "stated"),
    ("a chuté de 12 %", "fr", "-0.12", "stated"),
    ("un recul de 12 %", "fr", "-0.12", "stated"),
    ("une baisse de 12 %", "fr", "-0.12", "stated"),
    ("moins 12 %", "fr", "-0.12", "stated"),
    ("en baisse de 12 %", "fr", "-0.12", "stated"),
    ("−12 %", "fr", "-0.12", "stated"),
    ("en hausse de 12 %", "fr", "0.12", "stated"),
    ("a progressé de 12 %", "fr", "0.12", "stated"),
    ("a drop of 12%", "en", "-0.12", "stated"),
    ("declined by 12%", "en", "-0.12", "stated"),
    ("slipped 12%", "en", "-0.12", "stated"),
    ("shrank by 12%", "en", "-0.12", "stated"),
    ("lower by 12%", "en", "-0.12", "stated"),
    ("fell by 12 percent", "en", "-0.12", "stated"),
    ("down 12%", "en", "-0.12", "stated"),
    ("(3.1%)", "en", "-0.031", "stated"),
    ("-30%", "en", "-0.3", "stated"),
    ("fell by more than 12%", "en", "-0.12", "more_than"),
    ("rose by 12%", "en", "0.12", "stated"),
    ("surging 23.9 percent", "en", "0.239", "stated"),
    ("up 12%", "en", "0.12", "stated"),
]
NUMBER_WORDS = [
    ("vingt et un magasins", "fr", 21, "stated"),
    ("mille trois magasins", "fr", 1003, "stated"),
    ("mille cent magasins", "fr", 1100, "stated"),
    ("septante-cinq magasins", "fr", 75, "stated"),
    ("octante magasins", "fr", 80, "stated"),
    ("nonante-neuf magasins", "fr", 99, "stated"),
    ("quatre-vingt-dix-sept magasins", "fr", 97, "stated"),
    ("soixante-douze magasins", "fr", 72, "stated"),
    ("trente et un mille habitants", "fr", 31_000, "stated"),
    ("vingt-cinq magasins", "fr", 25, "stated"),
    ("douze cents magasins", "fr", 1200, "stated"),
    ("deux cents magasins", "fr", 200, "stated"),
    ("廿五家", "zh", 25, "stated"),
    ("卅家", "zh", 30, "stated"),
    ("壹佰万元", "zh", 1_000_000, "stated"),
    ("二百〇五家", "zh", 205, "stated"),
    ("一千零三家", "zh", 1003, "stated"),
    ("两千三百家", "zh", 2300, "stated"),
    ("百十来家", "zh", 110, "about"),
    ("一点二万家", "zh", 12_000, "stated"),
    ("twenty-five shops", "en", 25, "stated"),
    ("one hundred and three shops", "en", 103, "stated"),
    ("thirty-one thousand people", "en", 31_000, "stated"),
    ("five hundred shops", "en", 500, "stated"),
    ("seventeen shops", "en", 17, "stated"),
    ("four score shops", "en", 80, "stated"),
]
SCALES = [
    ("20萬元", "zh", 200_000, "stated"),
    ("5億元", "zh", 500_000_000, "stated"),
    ("兩千元", "zh", 2000, "stated"),
    ("5千元", "zh", 5000, "stated"),
    ("3亿5000万元", "zh", 350_000_000, "stated"),
    ("1.2万亿元", "zh", 1_200_000_000_000, "stated"),
    ("12 M d'euros", "fr", 12_000_000, "stated"),
    ("1,2 Md€", "fr", 1_200_000_000, "stated"),
    ("2,57 M€", "fr", 2_570_000, "stated"),
    ("12 k€", "fr", 12_000, "stated"),
    ("un million et demi de yuans", "fr", 1_500_000, "stated"),
    ("1½ million yuan", "en", 1_500_000, "stated"),
    ("3 lakh people", "en", 300_000, "stated"),
    ("Rs 3.2 crore", "en", 32_000_000, "stated"),
    ("2.3m yuan", "en", 2_300_000, "stated"),
    ("1.5bn yuan", "en", 1_500_000_000, "stated"),
    ("12k orders", "en", 12_000, "stated"),
    ("some 15,000 people", "en", 15_000, "about"),
    ("quelque 8,5 millions de yuans", "fr", 8_500_000, "about"),
]
FRACTIONS = [
    ("one fifth", "en", "1/5", "stated"),
    ("one in five", "en", "1/5", "stated"),
    ("seven-tenths", "en", "7/10", "stated"),
    ("two thirds", "en", "2/3", "stated"),
    ("a quarter", "en", "1/4", "stated"),
    ("half", "en", "1/2", "stated"),
    ("more than half", "en", "1/2", "more_than"),
    ("un cinquième", "fr", "1/5", "stated"),
    ("un sur trois", "fr", "1/3", "stated"),
    ("deux cinquièmes", "fr", "2/5", "stated"),
    ("trois quarts", "fr", "3/4", "stated"),
    ("la moitié", "fr", "1/2", "stated"),
    ("un tiers", "fr", "1/3", "stated"),
    ("cinq pour mille", "fr", "1/200", "stated"),
    ("80 pour cent", "fr", "4/5", "stated"),
    ("半成", "zh", "1/20", "stated"),
    ("六成", "zh", "3/5", "stated"),
    ("近七成五", "zh", "3/4", "nearly"),
    ("百分之六十", "zh", "3/5", "stated"),
    ("三分之一", "zh", "1/3", "stated"),
    ("千分之五", "zh", "1/200", "stated"),
    ("12‰", "zh", "12/1000", "stated"),
    ("½", "en", "1/2", "stated"),
]
RANGES = [
    ("10 à 15 000 habitants", "fr", 10_000, 15_000),
    ("7 à 8 000 habitants", "fr", 7000, 8000),
    ("10 to 15,000 people", "en", 10_000, 15_000),
    ("between 10 and 15,000 people", "en", 10_000, 15_000),
    ("10至15000人", "zh", 10_000, 15_000),
    ("20—30%", "zh", "0.2", "0.3"),
    ("1.2—1.6万元", "zh", 12_000, 16_000),
    ("两三千人", "zh", 2000, 3000),
    ("七八万元", "zh", 70_000, 80_000),
    ("三百二三家", "zh", 320, 330),
    ("20 à 30 %", "fr", "0.2", "0.3"),
    ("20 to 30 percent", "en", "0.2", "0.3"),
]
HEDGES = [
    ("upwards of 500 shops", "en", "more_than"),
    ("in excess of 500 shops", "en", "more_than"),
    (">5,000 shops", "en", "more_than"),
    ("500 shops at least", "en", "more_than"),
    ("500-plus shops", "en", "more_than"),
    ("not quite 500 shops", "en", "nearly"),
    ("just short of 500 shops", "en", "nearly"),
    ("just under 500 shops", "en", "nearly"),
    ("<500 shops", "en", "less_than"),
    ("circa 500 shops", "en", "about"),
    ("500 shops or so", "en", "about"),
    ("500-odd shops", "en", "more_than"),
    ("give or take 500 shops", "en", "about"),
    ("supérieur à 500 magasins", "fr", "more_than"),
    ("500 magasins au minimum", "fr", "more_than"),
    ("avoisine 500 magasins", "fr", "about"),
    ("de l'ordre de 500 magasins", "fr", "about"),
    ("à peu près 500 magasins", "fr", "about"),
    ("500 magasins ou moins", "fr", "less_than"),
    ("30 % maximum", "fr", "less_than"),
    ("inférieur à 500 magasins", "fr", "less_than"),
    ("低于500家", "zh", "less_than"),
    ("至多500家", "zh", "less_than"),
    ("未满500家", "zh", "less_than"),
    ("500家之内", "zh", "less_than"),
    ("3000吨不到", "zh", "less_than"),
    ("大于500家", "zh", "more_than"),
    ("500出头", "zh", "more_than"),
    ("500多家", "zh", "more_than"),
    ("差不多500家", "zh", "about"),
    ("二十来家", "zh", "about"),
]
MULTIPLES = [
    ("翻了两番", "zh", 4, 3),
    ("较上年翻两番", "zh", 4, 3),
    ("翻番", "zh", 2, 1),
    ("是去年的3倍", "zh", 3, 2),
    ("增长到3倍", "zh", 3, 2),
    ("增长7.6倍", "zh", "8.6", "7.6"),
    ("增加4倍", "zh", 5, 4),
    ("multiplié par 4", "fr", 4, 3),
    ("a quadruplé", "fr", 4, 3),
    ("trois fois plus", "fr", 3, 2),
    ("quadrupled", "en", 4, 3),
    ("tenfold", "en", 10, 9),
    ("twice", "en", 2, 1),
]
POINTS = [
    ("0,5 point", "fr", "0.005"),
    ("12 points de pourcentage", "fr", "0.12"),
    ("5 basis points", "en", "0.0005"),
    ("3 pp", "en", "0.03"),
    ("30 percentage points", "en", "0.3"),
    ("0.5个百分点", "zh", "0.005"),
    ("5个基点", "zh", "0.0005"),
]
COLLECTIVES = [
    ("une quinzaine de magasins", "fr", 15),
    ("une huitaine de magasins", "fr", 8),
    ("une vingtaine de magasins", "fr", 20),
    ("une centaine de magasins", "fr", 100),
    ("une dizaine de magasins", "fr", 10),
    ("un millier de magasins", "fr", 1000),
    ("a couple hundred shops", "en", 200),
]
FEW = [
    ("几百家", "zh", 200, 999, "several"),
    ("几十万人", "zh", 200_000, 990_000, "several_tens"),
    ("数十家", "zh", 20, 99, "several_tens"),
    ("几家", "zh", 2, 9, "several"),
    ("plusieurs millions de yuans", "fr", 2e6, 9e6, "several"),
    ("des dizaines de magasins", "fr", 20, 99, "several_tens"),
    ("quelques magasins", "fr", 2, 9, "several"),
    ("several million yuan", "en", 2e6, 9e6, "several"),
    ("several shops", "en", 2, 9, "several"),
    ("tens of thousands of people", "en", 20_000, 99_000, "several_tens"),
]


def name(case):
    return case[0]


@pytest.mark.parametrize("case", NEGATED_LIMITS, ids=name)
def test_a_negation_turns_a_limit(case):
    text, language, value, wording = case
    printed = read_printed(text, language)
    assert (float(printed.value), printed.wording) == (float(value), wording)


@pytest.mark.parametrize("case", SIGNS, ids=name)
def test_a_fall_is_negative_and_a_rise_is_not(case):
    text, language, value, wording = case
    printed = read_printed(text, language, "share_per_year")
    assert (float(printed.value), printed.wording) == (float(value), wording)


@pytest.mark.parametrize("case", NUMBER_WORDS + SCALES, ids=name)
def test_number_words_and_scales_lose_no_part(case):
    text, language, value, wording = case
    printed = read_printed(text, language)
    assert (float(printed.value), printed.wording) == (float(value), wording)


@pytest.mark.parametrize("case", FRACTIONS, ids=name)
def test_a_fraction_is_a_part_and_no_whole_number(case):
    text, language, value, wording = case
    printed = read_printed(text, language, "share")
    assert (float(printed.value), printed.wording) == (float(Fraction(value)), wording)


@pytest.mark.parametrize("case", RANGES, ids=name)
def test_a_range_has_both_ends_in_one_scale(case):
    text, language, low, high = case
    printed = read_printed(text, language)
    read = float(printed.value), float(printed.value_high), printed.wording
    assert read == (float(low), float(high), "range")


@pytest.mark.parametrize("case", HEDGES, ids=name)
def test_no_hedge_is_dropped(case):
    text, language, wording = case
    assert read_printed(text, language).wording == wording


@pytest.mark.parametrize("case", MULTIPLES, ids=name)
def test_a_multiple_and_an_increase_by_as_much_are_told_apart(case):
    text, language, multiple, increase = case
    assert float(read_printed(text, language, "multiple").value) == float(multiple)
    assert float(read_printed(text, language, "fold_increase").value) == float(increase)


@pytest.mark.parametrize("case", POINTS, ids=name)
def test_points_are_no_share_and_no_count(case):
    text, language, value = case
    assert float(read_printed(text, language).value) == float(value)
    for unit in ("share", "share_per_year", "persons"):
        with pytest.raises(ValueError, match="percentage points"):
            read_printed(text, language, unit)


@pytest.mark.parametrize("case", COLLECTIVES, ids=name)
def test_collective_words_are_about_their_number(case):
    text, language, value = case
    printed = read_printed(text, language)
    assert (float(printed.value), printed.wording) == (value, "about")


@pytest.mark.parametrize("case", FEW, ids=name)
def test_some_of_a_scale_has_the_bounds_of_that_scale(case):
    text, language, low, high, wording = case
    printed = read_printed(text, language)
    read = float(printed.value), float(printed.value_high), printed.wording
    assert read == (low, high, wording)


@pytest.mark.parametrize(
    ("text", "language", "unit", "words"),
    [
        ("5 million dollars", "en", "CNY", "dollars"),
        ("5万美元", "zh", "CNY", "dollars"),
        ("3 500 000 F CFA", "fr", "CNY", "West African CFA francs"),
        ("5 millions d'euros", "fr", "USD", "euros"),
        ("34.24亿元", "zh", "EUR", "yuan"),
        ("34.24亿元", "zh", "persons", "yuan"),
        ("3 500 emplois", "fr", "shops", "people"),
        ("3,500 shops", "en", "persons", "shops"),
        ("3500名", "zh", "shops", "people"),
        ("60 %", "fr", "persons", "%"),
        ("60 %", "fr", "multiple", "%"),
        ("60 tonnes", "fr", "persons", "tonnes"),
        ("3 heures", "fr", "tonnes", "hours"),
        ("增长12%", "zh", "share", "growth"),
        ("3倍", "zh", "share", "times"),
        ("第三", "zh", "persons", "rank"),
    ],
)
def test_a_unit_that_is_not_the_coded_one_is_refused_and_both_are_named(
    text, language, unit, words
):
    with pytest.raises(ValueError) as refused:
        read_printed(text, language, unit)
    assert words in str(refused.value) and repr(unit) in str(refused.value)


@pytest.mark.parametrize(
    ("text", "language", "unit", "value"),
    [
        ("500公斤", "zh", "tonnes", "0.5"),
        ("两斤", "zh", "tonnes", "0.001"),
        ("15亩", "zh", "m2", "10000"),
        ("2 ha", "fr", "m2", "20000"),
        ("90 minutes", "en", "hours", "1.5"),
        ("18个月", "zh", "years", "1.5"),
    ],
)
def test_measures_are_turned_into_the_unit_of_the_coding(text, language, unit, value):
    assert float(read_printed(text, language, unit).value) == float(value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("10w+", "fr"),
        ("6.056 millions", "fr"),
        ("₿500", "en"),
        ("500 magasins, plus ou moins dix", "fr"),
        ("500 shops and counting, plus some", "en"),
        ("1,5 million", "en"),
        (".5 million", "fr"),
        ("5 to 2 shops", "en"),
        ("500 blorptillion shops", "en"),
        ("48,18 millions de yuans (6,056 millions d'euros)", "fr"),
        ("12abc", "en"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_print(text, language):
    with pytest.raises(ValueError) as refused:
        read_printed(text, language)
    assert "in other words" not in str(refused.value)
