"""Where a run that was computed again differs is told by its files, numbers and inputs."""

import pytest
from records import make_record

from helpers.running.differences import (
    compare_inputs,
    compare_notebooks,
    compare_versions,
    describe_difference,
)
from helpers.running.record import NotebookRecord


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("a,1\nb,200\n", "a,1\nb,201\n", "1 of 2 numbers differ, by up to 0.498 %"),
        ("a,1e3", "a,-1e3", "1 of 1 numbers differ, by up to 200 %"),
        ("a,0", "a,0.0", "1 of 1 numbers differ, by up to 0 %"),
        ("a,1", "b,1", "more than its numbers differs"),
        ("a,1", "a,1\nb,2", "more than its numbers differs"),
        (None, "a,1", "differs; how far cannot be said, for the published file is not beside"),
    ],
)
def test_a_difference_is_measured_where_only_numbers_differ(before, after, words):
    assert describe_difference(before, after).startswith(words)


def test_files_are_the_same_to_the_byte_or_told_one_by_one():
    before = make_record({"tables/01_a.csv": "1", "tables/01_b.csv": "2", "figures/01_c.svg": "3",
                          "html/01_a.html": "4"})  # fmt: skip
    after = make_record({"tables/01_a.csv": "1", "tables/01_b.csv": "x", "findings/01_a.json": "5",
                         "html/01_a.html": "other"})  # fmt: skip
    (found,) = compare_notebooks(before, after, lambda path: "a,4", lambda path: "a,5")
    assert found.same == {"tables": 1, "findings": 0, "figures": 0} and not found.is_same
    assert {file.path: file.words for file in found.files} == {
        "figures/01_c.svg": "is not made here",
        "findings/01_a.json": "is not in the record",
        "tables/01_b.csv": "1 of 1 numbers differ, by up to 20 %",
    }


def test_a_notebook_that_fails_here_is_told_with_its_reason():
    error = {"cell": 3, "name": "ValueError", "message": "no such year"}
    after = make_record(notebooks=[NotebookRecord("01_a", "cell-error", error=error)])
    (found,) = compare_notebooks(make_record(), after, None, None)
    assert found.fault == "cell-error: no such year" and not found.is_same


def test_inputs_that_differ_are_told_by_kind_and_versions_by_name():
    after = make_record(
        parameters={"places": [], "data_dir": "data"},
        inputs={"data/a.csv": "x", "src/helpers/a.py": "1" * 64, "requirements.lock": "3"},
        versions={"python": "3.12"},
    )
    assert compare_inputs(make_record(), after) == {
        "data": "data/a.csv",
        "code": "",
        "lock": "requirements.lock",
        "parameters": "places [], recorded ['tibet']",
    }
    assert compare_versions(make_record(), after) == "python 3.12, recorded 3.11"
