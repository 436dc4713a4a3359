"""Findings are compared between runs that differ in one parameter alone."""

import pytest

from helpers.publishing.changes import find_changes, list_numbers


def run(values, number, text="same words"):
    findings = {} if number is None else {("04_a", "k"): {"text": text, "numbers": {"x": number}}}
    return {"run": "-".join(values.values()), "values": values, "findings": findings}


def compare(one, two, **changes):
    return find_changes(
        [run({"reading": "a"}, one), run({"reading": "b"}, two, **changes)], ["reading"]
    )


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ({"value": 2.0, "unit": "CNY"}, {"value": 2.0, "unit": "CNY"}, ""),
        ({"value": 2.0, "unit": "CNY"}, {"value": 2.0 + 4e-16, "unit": "CNY"}, ""),
        ({"value": 2.0, "unit": "CNY"}, {"value": 1.5, "unit": "CNY"}, "up to 25 %"),
        ({"value": 1.0, "unit": "CNY"}, {"value": 1.001, "unit": "CNY"}, "below 0.5 %"),
        ({"value": 2.0, "unit": "CNY"}, {"value": 2.0, "unit": "EUR"}, "another unit"),
        (
            {"low": 1.0, "high": 2.0, "unit": "CNY"},
            {"low": 1.0, "high": None, "unit": "CNY"},
            "a bound opens",
        ),
        (
            {"low": 1.0, "high": 2.0, "unit": "CNY"},
            {"low": 0.5, "high": None, "unit": "CNY"},
            "a bound opens, up to 50 %",
        ),
        (3, 4, "up to 25 %"),
        (3, None, "not always said"),
    ],
)
def test_the_largest_change_is_told_in_words(one, two, words):
    assert compare(one, two)[("04_a", "k")] == {"reading": words}


def test_a_sentence_may_change_without_its_numbers():
    assert compare(3, 3, text="other words")[("04_a", "k")] == {"reading": "other words"}


def test_a_change_is_not_blamed_on_a_parameter_that_changed_together_with_another():
    runs = [run({"reading": "a", "prices": "x"}, 1), run({"reading": "b", "prices": "y"}, 2)]
    assert find_changes(runs, ["reading", "prices"])[("04_a", "k")] == {
        "reading": None,
        "prices": None,
    }
    runs.append(run({"reading": "a", "prices": "y"}, 1))
    assert find_changes(runs, ["reading", "prices"])[("04_a", "k")] == {
        "reading": "up to 50 %",
        "prices": "",
    }


def test_words_and_switches_are_no_numbers():
    assert (
        list_numbers({("04_a", "k"): {"text": "t", "numbers": {"who": "a paper", "is_new": True}}})
        == []
    )
