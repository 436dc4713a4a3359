"""The language of a text is recognised, or refused in words."""

import pytest

from helpers.articles.recognition import recognise

FRENCH = "Les ventes en ligne du village ont atteint 12 tonnes en 2023, et elles sont en hausse.\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Verkäufe der Genossenschaft sind im Jahr 2023 um 12 Prozent gestiegen, und sie hat"
         " drei Leute eingestellt.", "German"),
        ("Las ventas en línea de la cooperativa aumentaron un 12 % en 2023 y contrató a tres"
         " personas para el envío.", "Spanish"),
        ("農村の通販は 2023年 に 12% 増えました。組合は三人を雇いました。", "Japanese"),
        ("Продажи кооператива выросли в 2023 году на 12 процентов.", "Russian"),
    ],
)  # fmt: skip
def test_a_text_in_a_fourth_language_is_refused_also_where_it_is_called_one_of_three(
    text, language
):
    for stated in (None, "fr"):
        with pytest.raises(ValueError, match=language):
            recognise(text, stated)


def test_a_text_too_short_to_tell_needs_the_language_said():
    with pytest.raises(ValueError, match="too short"):
        recognise("12 tonnes")
    assert recognise("12 tonnes", "fr") == "fr"


def test_a_language_that_is_said_wrongly_is_refused():
    with pytest.raises(ValueError, match="reads as French, not as English"):
        recognise(FRENCH * 2, "en")
    with pytest.raises(ValueError, match="allowed: zh, fr, en"):
        recognise(FRENCH, "de")
