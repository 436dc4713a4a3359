"""Chinese numbers of the press are read as printed, or left out with a reason."""

from fractions import Fraction

import pytest

from helpers import quantities

F = Fraction


def read(text, published="2024-06-20"):
    return [(q.as_printed, q.kind, q.low, q.high) for q in quantities.read(text, "zh", published)]


ONE = [  # text, printed, kind, low, high
    ("不超10万件", "不超10万件", "count", None, F(100000)),
    ("未突破10万件", "未突破10万件", "count", None, F(100000)),
    ("没有超过3家", "没有超过3家", "count", None, F(3)),
    ("不低于72元", "不低于72元", "amount", F(72), None),
    ("价格回落3.1%", "3.1%", "growth", F(-31, 1000), F(-31, 1000)),
    ("负增长2%", "2%", "growth", F(-1, 50), F(-1, 50)),
    ("同比－3.1%", "－3.1%", "growth", F(-31, 1000), F(-31, 1000)),
    ("便宜了近七成", "近七成", "growth", F(-7, 10), None),
    ("增速为6%", "6%", "growth", F(3, 50), F(3, 50)),
    ("占比提高到35%", "35%", "share", F(7, 20), F(7, 20)),
    ("下降12个百分点", "12个百分点", "points", F(-12, 100), F(-12, 100)),
    ("降低5个基点", "5个基点", "points", F(-5, 10000), F(-5, 10000)),
    ("百十来家", "百十来家", "count", F(110), F(110)),
    ("壹佰万元", "壹佰万元", "amount", F(10**6), F(10**6)),
    ("廿五户", "廿五户", "count", F(25), F(25)),
    ("二百〇五户", "二百〇五户", "count", F(205), F(205)),
    ("20萬噸", "20萬噸", "amount", F(200000), F(200000)),
    ("兩千戶", "兩千戶", "count", F(2000), F(2000)),
    ("3亿5000万元", "3亿5000万元", "amount", F(350000000), F(350000000)),
    ("一点二万斤", "一点二万斤", "amount", F(12000), F(12000)),
    ("四块八", "四块八", "amount", F(24, 5), F(24, 5)),
    ("半成", "半成", "share", F(1, 20), F(1, 20)),
    ("五成七", "五成七", "share", F(57, 100), F(57, 100)),
    ("百分之九十六点五", "百分之九十六点五", "share", F(965, 1000), F(965, 1000)),
    ("近四分之一", "近四分之一", "share", None, F(1, 4)),
    ("一千二三百斤", "一千二三百斤", "amount", F(1200), F(1300)),
    ("四、五十元", "四、五十元", "amount", F(40), F(50)),
    ("1.2—1.6万元", "1.2—1.6万元", "amount", F(12000), F(16000)),
    ("3至5万元", "3至5万元", "amount", F(30000), F(50000)),
    ("增长7.6倍", "7.6倍", "multiple", F(86, 10), F(86, 10)),
    ("是去年的2.4倍", "2.4倍", "multiple", F(12, 5), F(12, 5)),
    ("较上年翻两番", "翻两番", "multiple", F(4), F(4)),
    ("几十户", "几十户", "count", F(20), None),
    ("六个半小时", "六个半小时", "duration", F(13, 2), F(13, 2)),
    ("两小时四十分", "两小时四十分", "duration", F(8, 3), F(8, 3)),
    ("五个多小时", "五个多小时", "duration", F(5), None),
    ("3000吨不到", "3000吨不到", "amount", None, F(3000)),
    ("位居全国第三", "第三", "rank", F(3), F(3)),
    ("前10名", "前10名", "rank", None, F(10)),
    ("零下十九度", "零下十九度", "amount", F(-19), F(-19)),
    ("老谭六十有二,", "六十有二", "duration", F(62), F(62)),
    ("去年净落七八万。", "七八万", "amount", F(70000), F(80000)),
    ("粉丝过百万。", "过百万", "count", F(10**6), None),
    ("小一半的人", "小一半", "share", None, F(1, 2)),
    ("两千挂零", "两千挂零", "amount", F(2000), None),
    ("百把人", "百把人", "count", F(100), F(100)),
    ("三个亿", "三个亿", "amount", F(3 * 10**8), F(3 * 10**8)),
    ("从两千元到两万元不等", "两千元到两万元", "amount", F(2000), F(20000)),
    ("95后小伙", "95后", "other", F(1995), F(1999)),
    ("2022年上半年", "2022年上半年", "date", "2022-01-01", "2022-06-30"),
    ("9月1日至11月10日", "9月1日至11月10日", "date", "2023-09-01", "2023-11-10"),
    ("自2016年起", "2016年", "date", "2016", None),
    ("下午三点半", "下午三点半", "date", "15:30", "15:30"),
]


@pytest.mark.parametrize(("text", *"pklh"), ONE, ids=[row[0] for row in ONE])
def test_a_number_has_its_kind_and_bounds(text, p, k, l, h):  # noqa: E741
    published = "2024-06-20" if "9月" not in text else "2023-12-01"
    assert read(text, published) == [(p, k, l, h)]


def test_a_change_from_one_level_to_another_is_two_rows():
    assert read("由5.2%提高到7.8%") == [
        ("5.2%", "share", F(52, 1000), F(52, 1000)),
        ("7.8%", "share", F(78, 1000), F(78, 1000)),
    ]


def test_letters_that_are_not_understood_refuse_their_number():
    account = quantities.account("卖出10zz", "zh")
    assert account.quantities == []
    assert "10zz" in account.refused[0].reason


def test_the_year_of_a_flow_stands_before_it():
    read = quantities.read("由2016年的7亿元涨至2021年的52.8亿元。", "zh", "2022-03-24")
    assert [(q.as_printed, q.period_end) for q in read if q.kind == "amount"] == [
        ("7亿元", "2016"),
        ("52.8亿元", "2021"),
    ]


def test_a_year_that_is_compared_with_does_not_date_the_number():
    read = quantities.read("2022年卖了3亿元,比2019年多出7200万元。", "zh", "2023-01-16")
    assert [q.period_end for q in read if q.kind == "amount"] == ["2022", "2022"]


def test_a_heading_dates_the_lines_under_it():
    read = quantities.read("2017年\n卖家超过3000家。", "zh", "2024-06-24")
    assert [q.period_end for q in read if q.kind == "count"] == ["2017"]


def test_a_plan_is_a_target_and_a_forecast_is_expected():
    read = quantities.read("力争达到50家。预计卖出30吨。已有20户。", "zh", "2024")
    assert [q.status for q in read] == ["target", "expected", "reported"]


def test_who_counted_is_named_as_the_text_names_them():
    read = quantities.read("县商务局统计,全县有9家店。", "zh", "2024")
    assert [q.counted_by for q in read] == ["县商务局"]


def test_what_a_change_starts_from_belongs_to_the_period_before():
    text = "2019年只有1个站,如今运费从8元降至2.6元。"
    read = quantities.read(text, "zh", "2023-01-16")
    assert [q.period_end for q in read if q.kind == "amount"] == ["2019", "2023-01-16"]


def test_a_unit_behind_the_last_of_a_list_is_that_of_all():
    units = [q.unit for q in quantities.read("分别卖出30、50和80吨", "zh")]
    assert units == ["t", "t", "t"]


def test_an_office_goes_on_counting_in_the_next_paragraph_and_a_person_does_not():
    office = quantities.read("县商务局统计,全县有9家店。\n另有3家厂。", "zh", "2024")
    person = quantities.read("老康说,他有9家店。\n另有3家厂。", "zh", "2024")
    assert [q.counted_by for q in office] == ["县商务局", "县商务局"]
    assert [q.counted_by for q in person] == ["老康", ""]
