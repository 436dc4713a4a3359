"""Traditional characters read as the plain ones that the tables are written in."""

import pytest

from helpers import quantities


def facts(text):
    return [q[3:9] for q in quantities.read(text, "zh", "2024")]


@pytest.mark.parametrize(
    "plain", ["20万吨", "5亿元", "两千户", "约3个百分点", "增长两成", "过去3年", "十来张", "一个月"]
)
def test_traditional_reads_as_plain(plain):
    forms = str.maketrans("万吨亿两户约个增长过来张", "萬噸億兩戶約個增長過來張")
    assert facts(plain.translate(forms)) == facts(plain)
