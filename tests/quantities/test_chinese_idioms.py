"""Idioms, names and labels are no numbers."""

import pytest

from helpers import quantities


@pytest.mark.parametrize(
    "text",
    [
        "七嘴八舌",
        "三番五次",
        "一村一品",
        "电话0938-6620117",
        "5G网络",
        "零散农户",
        "一座山",
        "几乎",
    ],
)
def test_idioms_names_and_articles_are_left_out_with_a_reason(text):
    account = quantities.account(text, "zh")
    assert account.quantities == []
    assert all(part.reason for part in account.left_out + account.refused)
