"""Numbers that stand in the order of their dates have the date of their place."""

import pytest

from helpers.quantities import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "2019年和2023年分别达到3亿元和5亿元。"),
        ("fr", "En 2019 et 2023, ils ont gagné respectivement 3 millions et 5 millions d'euros."),
        ("en", "In 2019 and 2023 sales were 3 million and 5 million dollars respectively."),
    ],
)  # fmt: skip
def test_each_number_of_a_pair_has_its_own_date(language, text):
    found = [q for q in read(text, language, "2024") if q.kind == "amount"]
    assert [q.period_end for q in found] == ["2019", "2023"]


def test_three_numbers_of_two_years_stay_as_they_are():
    text = "In 2019 and 2023 sales were 3, 4 and 5 million dollars respectively."
    found = [q for q in read(text, "en", "2024") if q.kind in ("amount", "count")]
    assert len(found) == 3 and len({q.period_end for q in found}) == 1
