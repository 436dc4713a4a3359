"""What a number counts is proposed by words that name something."""

import pytest
from invented import draft_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12,400 – so many live off the trade in Aksu city, 2022 count.", "en"),
        ("In 2022 it was 3.4 million, and that is still so.", "en"),
        ("12 400, c'est ce que dit le registre en 2022.", "fr"),
        ("En 2022, 3,4 millions, c'est plus que jamais.", "fr"),
        ("70 % de ses membres sont là.", "fr"),
    ],
)
def test_a_new_indicator_is_never_named_by_words_that_name_nothing(text, language):
    made = draft_text(text, language)
    names = [row["name"] for row in made.indicators.values()]
    assert made.rows and not {"so many", "million", "millions", "c'est", "ses"} & set(names), names
