"""What a data folder says about itself."""

import json

import pytest

from helpers.data.about import ABOUT, LONGEST, QUESTION, check_about, read_about
from helpers.data.contract import CONTRACT
from helpers.paths import project_root


@pytest.fixture
def folder(tmp_path):
    contract = json.loads((project_root() / "data" / CONTRACT).read_text(encoding="utf-8"))
    contract |= {"title": "Mangoes", "description": "Of fruit.", "keywords": ["fruit", "fairs"]}
    (tmp_path / CONTRACT).write_text(json.dumps(contract), encoding="utf-8")
    return tmp_path


def test_without_words_a_folder_has_a_plain_question(folder):
    about = read_about(folder)
    assert (about.question, about.title, about.keywords) == (
        QUESTION,
        "Mangoes",
        ("fruit", "fairs"),
    )
    assert about.sections == {} and check_about(folder) == []


def test_the_first_heading_is_the_question_and_the_others_begin_sections(folder):
    (folder / ABOUT).write_text("# How many mangoes?\n\n## Summary\n\nSome.\n\n## Limits\n\nFew.\n")
    about = read_about(folder)
    assert about.question == "How many mangoes?"
    assert about.sections == {"Summary": "Some.", "Limits": "Few."}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "cannot be read as UTF-8"),
        (b"a" * (LONGEST + 1), "allowed: at most 20,000"),
    ],
)
def test_what_cannot_be_read_is_told(folder, content, words):
    (folder / ABOUT).write_bytes(content)
    (fault,) = check_about(folder)
    assert words in str(fault) and ABOUT in str(fault)
