"""Names of money mean the money of one country; what many share is told apart elsewhere."""

import pytest

from helpers.quantities.currencies import find_names, find_shared, find_signs
from helpers.words.currency import list_codes


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        ("en", "kenyan shillings", "KES"),
        ("fr", "francs rwandais", "RWF"),
        ("zh", "肯尼亚先令", "KES"),
    ],
)
def test_a_full_name_means_one_money(language, name, code):
    assert find_names(language)[name] == code


@pytest.mark.parametrize("language", ["zh", "fr", "en"])
def test_every_name_means_money_in_use_and_those_who_share_one_share_it_with_each_other(language):
    assert set(find_names(language).values()) <= set(list_codes())
    shared = find_shared(language)
    for code, others in shared.items():
        assert code in others and len(others) > 1


def test_a_sign_means_the_money_that_its_name_in_unicode_says():
    signs = find_signs()
    assert (signs["₦"], signs["₹"], signs["$"]) == ("NGN", "INR", "USD")
    assert set(signs.values()) <= set(list_codes())
