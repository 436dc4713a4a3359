"""Sentences keep their numbers and sources, and are repeated as they are."""

import json

import pytest
from shown import SOURCE

from helpers.page.elements import to_json, write_text
from helpers.page.findings import Findings, list_sentences, read_findings, require_parameters
from helpers.words.units import Quantity, Range


def say(book, key="k", template="There are **{n}**.", **numbers):
    return book.say(key, template, sources=[SOURCE], **(numbers or {"n": 3}))


def test_a_finding_keeps_its_unrounded_numbers_and_its_sources(tmp_path):
    book = Findings("04_x", "How fast?", tmp_path)
    say(
        book,
        template="It grew {growth}, from {start}.",
        growth=Range(0.25291, float("inf"), "share_per_year", 3),
        start=Quantity(4e8, "CNY"),
    )
    kept = json.loads((tmp_path / "findings" / "04_x.json").read_text(encoding="utf-8"))
    assert kept["notebook"] == "04_x" and kept["title"] == "How fast?"
    finding = kept["findings"][0]
    assert finding["text"] == "It grew 25.2 % a year or more, from 400 million yuan."
    assert finding["numbers"]["growth"] == {"low": 0.25291, "high": None, "unit": "share_per_year"}
    assert finding["observations"] == ["x-p01-1"] and finding["sources"] == [SOURCE]


def test_the_file_is_what_json_makes_of_all_that_was_said_whenever_something_is(tmp_path):
    path = tmp_path / "findings" / "04_x.json"
    book = Findings("04_x", "How fast?", tmp_path, places=["a", "b"])
    said = [path.read_text(encoding="utf-8")]
    for key, word in (("one", "so"), ("two", 'a "quoted"\nline, 网络'), ("one", "otherwise")):
        say(book, key=key, template="It is {word}.", word=word)
        said.append(path.read_text(encoding="utf-8"))
    assert all(text == to_json(json.loads(text)) for text in said)
    kept = [[f["numbers"]["word"] for f in json.loads(text)["findings"]] for text in said]
    assert kept == [[], ["so"], ["so", 'a "quoted"\nline, 网络'], ["otherwise", kept[2][1]]]


@pytest.mark.parametrize(
    ("template", "numbers", "words"),
    [
        ("There are 12.", {}, "'12' is typed into the sentence"),
        ("There are {n}.", {"m": 1}, "names \\['n'\\], the numbers are \\['m'\\]"),
        ("There are {n}.", {"n": float("nan")}, "n is nan"),
        ("There are {n}.", {"n": float("inf")}, "n is inf"),
    ],
)
def test_a_sentence_with_a_typed_missing_or_infinite_number_is_refused(
    tmp_path, template, numbers, words
):
    with pytest.raises(ValueError, match=words):
        Findings("04_x", "t", tmp_path).say("k", template, sources=[], **numbers)


def test_years_may_be_typed(tmp_path):
    Findings("04_x", "t", tmp_path).say("k", "In 2023 there were {n}.", sources=[], n=1)


def test_a_key_is_used_for_one_sentence_and_a_cell_may_run_again(tmp_path):
    book = Findings("04_x", "t", tmp_path)
    say(book)
    say(book, n=4)
    with pytest.raises(ValueError, match="already used for another sentence"):
        say(book, template="Other {n}.", n=1)
    with pytest.raises(ValueError, match="'Bad Key' is not allowed"):
        say(book, key="Bad Key")
    assert len(json.loads(book.path.read_text(encoding="utf-8"))["findings"]) == 1


def test_findings_are_repeated_in_the_order_asked_and_unknown_keys_are_passed_over(tmp_path):
    book = Findings("04_x", "t", tmp_path)
    say(book, key="b")
    say(book, key="a")
    files = read_findings(tmp_path, besides="08_y")
    chosen = Findings("08_y", "t", tmp_path)
    assert [e.payload["key"] for e in chosen.repeat(files, ["a", "none", "b"])] == ["a", "b"]
    assert list_sentences(files, ["a"]).to_numpy().tolist() == [["t", "There are 3."]]


def test_a_broken_findings_file_is_named(tmp_path):
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "03_x.json").write_text("{")
    with pytest.raises(ValueError, match="findings/03_x.json cannot be read"):
        read_findings(tmp_path)


def test_findings_made_with_other_parameters_are_refused(tmp_path):
    mine = {"reading": "point", "places": ["tibet"], "first_year": 2010}
    Findings("03_x", "X?", tmp_path, **mine)
    Findings("06_y", "Y?", tmp_path, reading="point", horizon=6)
    write_text(
        tmp_path / "findings" / "07_old.json",
        json.dumps({"notebook": "07_old", "title": "O?", "findings": []}),
    )
    files = read_findings(tmp_path)
    require_parameters(files, **mine)
    with pytest.raises(
        ValueError,
        match=(
            r"made with reading = 'point', here it is 'literal', in 03_x, 06_y; places ="
            r" \['tibet'\], here it is \[\], in 03_x; run those"
        ),
    ):
        require_parameters(files, **mine | {"reading": "literal", "places": []})
