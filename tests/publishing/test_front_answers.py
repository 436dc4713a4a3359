"""A front page answers with sentences whose numbers are computed, and with large numbers as they
were said."""

import pytest

from helpers.page.findings import TOPICS
from helpers.publishing.front_answers import list_answers, list_headlines, shorten, tells_pace

AMOUNT = {"value": 3.424e9, "unit": "CNY"}
BOUNDS = {"low": 3.4235e9, "high": 3.4245e9, "unit": "CNY"}
PEOPLE = {"low": 30000.0, "high": 40000.0, "unit": "persons"}
OPEN = {"low": 30000.0, "high": None, "unit": "persons"}
PACE = {"low": 0.25, "high": 0.29, "unit": "share_per_year"}


def say(text, is_key=True, **numbers):
    told = {"key": text, "text": text, "numbers": numbers, "is_key": is_key}
    return told | {"anchor": text[:3], "href": "html/p.html#k"}


def test_what_answers_a_topic_stands_before_large_numbers_in_one_order():
    findings = [
        say("Sales of **3.424 billion yuan**.", a=AMOUNT),
        say("**Nobody** says who counted.", is_key=False) | {"answers": "counted"},
        say("It grew **25 to 29 % a year**.", g=PACE) | {"answers": "growth"},
        say("Another grew **1 % a year**.") | {"answers": "growth"},
        say("It opens the page: **twice**.") | {"answers": "nation"},
    ]
    found = list_headlines(findings)
    assert [(h["topic"], h["words"], h["href"]) for h in found] == [
        (TOPICS["growth"], "25 to 29 % a year", "#It "),
        (TOPICS["counted"], "Nobody", "html/p.html#k"),
    ]


@pytest.mark.parametrize(
    ("text", "numbers", "words", "spread"),
    [
        ("Sales of **3.424 billion yuan**.", {"a": AMOUNT}, "3.424 billion yuan", ""),
        (
            "Sales of **3.424 billion yuan**.",
            {"head": PEOPLE, "a": AMOUNT, "b": BOUNDS},
            "3.424 billion yuan",
            "3.4235 to 3.4245 billion yuan",
        ),
        (
            "Jobs: **more than 30,000 people**.",
            {"n": PEOPLE},
            "more than 30,000 people",
            "30,000 to 40,000 people",
        ),
        ("It grew **25 to 29 % a year**.", {"g": PACE}, "25 to 29 % a year", ""),
    ],
)
def test_a_large_number_stands_as_it_was_said_with_what_its_words_allow(
    text, numbers, words, spread
):
    (headline,) = list_headlines([say(text, **numbers)])
    assert (headline["words"], headline["range"]) == (words, spread)


def test_an_open_range_says_that_it_is_open():
    (headline,) = list_headlines([say("Jobs: **more than 30,000 people**.", n=OPEN)])
    assert "30,000 people" in headline["range"] and headline["range"] != "30,000 people"


@pytest.mark.parametrize(
    "finding",
    [
        say("Nothing in bold.", a=AMOUNT),
        say("**Which curve** decides.", a=AMOUNT),
        say("**13 are consistent**.", n=13),
        say("**4 billion yuan**.", a=AMOUNT),
    ],
)
def test_words_in_bold_that_are_no_number_of_the_finding_are_not_large(finding):
    assert list_headlines([finding]) == []


def test_there_is_one_large_number_a_unit_and_no_more_than_four():
    units = ("CNY", "EUR", "USD", "persons", "sites", "firms")
    findings = [
        say(f"**{words}**.", n={"value": 5.0, "unit": unit})
        for unit, words in zip(
            units,
            ("5 yuan", "5 euros", "5 US dollars", "5 people", "5 sites", "5 firms"),
            strict=True,
        )
    ]
    found = list_headlines([*findings, *findings])
    assert len(found) == 4 == len({headline["words"] for headline in found})


def test_the_answer_names_the_pace_and_how_numbers_are_printed():
    findings = [
        say("One place grew **25 to 29 % a year**, as printed.", g=PACE),
        say("Two grew **1.3 times** as fast; the rest did not.", g=PACE, h=PACE),
        say("Not key.", is_key=False, g=PACE, h=PACE, i=PACE),
    ]
    counts = {"observations": 102, "articles": 1, "hedged": 32, "uncounted": 56}
    assert list_answers(findings, counts) == [
        "Two grew **1.3 times** as fast.",
        "**102 numbers** are printed by 1 article; 32 carry a hedge.",
    ]
    assert [tells_pace(finding) for finding in findings] == [1, 2, 3]


def test_nothing_known_answers_nothing():
    assert list_answers([], None) == [] == list_headlines([])


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("In 2023 it sold **3 yuan**, not 4. More.", "In 2023 it sold **3 yuan**."),
        ("**1,094 sites** (2.5 a place): all.", "**1,094 sites** (2.5 a place)."),
    ],
)
def test_a_finding_is_shortened_after_its_number(text, short):
    assert shorten(text) == short
