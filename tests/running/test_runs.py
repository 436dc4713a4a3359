"""The catalogue of runs says which there are, what does not fit, and which results can be had."""

import json
from dataclasses import replace

import pytest
from records import make_record

from helpers.running.folders import hash_files
from helpers.running.record import NotebookRecord, hash_json, write_record
from helpers.running.runs import Shelf, find_contradiction, find_run, list_runs

FILES = {
    "findings/01_a.json": "{}",
    "notebooks/01_a.ipynb": '{"cells": [], "metadata": {}}',
    "html/01_a.html": "<p>",
}


def make(outputs, name="one", *, texts=FILES, **changes):
    """Write a good run of one notebook; return its record."""
    for path, text in {**texts, "index.html": "front page"}.items():
        (outputs / name / path).parent.mkdir(parents=True, exist_ok=True)
        (outputs / name / path).write_text(text, encoding="utf-8")
    products = hash_files(outputs / name, texts)
    parts = {"code": "c"}
    notebook = NotebookRecord("01_a", "ok", parts=parts, key=hash_json(parts), products=products)
    given = {"parameters": {"out_dir": f"outputs/{name}"}, "notebooks": [notebook]}
    record = make_record(**given | changes, run=name)
    write_record(outputs / name, record)
    return record


def test_runs_are_listed_by_name_links_and_what_is_under_way_are_none(tmp_path):
    make(tmp_path, "two")
    make(tmp_path, "one", outcome="cell-error")
    make(tmp_path, ".three.staging")
    (tmp_path / "four").symlink_to(tmp_path / "two")
    (tmp_path / "empty").mkdir()
    assert [(run.name, run.is_good) for run in list_runs(tmp_path)] == [
        ("one", False),
        ("two", True),
    ]
    assert find_run(tmp_path, "two").name == "two" and find_run(tmp_path, "four") is None


def test_a_run_without_its_front_page_or_with_a_changed_file_is_told(tmp_path):
    make(tmp_path)
    assert find_run(tmp_path, "one").find_misfit() == ""
    (tmp_path / "one" / "html" / "01_a.html").write_text("mine", encoding="utf-8")
    misfit = find_run(tmp_path, "one").find_misfit()
    assert misfit == "html/01_a.html was changed or removed"
    (tmp_path / "one" / "index.html").unlink()
    assert not find_run(tmp_path, "one").is_good


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", ""),
        ("first_year = 2014\ndata_dir = '/srv/data'", "has first_year = None, "),
        ("first_year =", "notebooks/01_a.ipynb cannot be read"),
    ],
)
def test_a_notebook_that_was_given_other_parameters_contradicts_its_record(tmp_path, cell, words):
    content = [{"source": cell, "metadata": {"tags": ["injected-parameters"]}}]
    text = json.dumps({"cells": content, "metadata": {}})
    record = make(tmp_path, texts=FILES | {"notebooks/01_a.ipynb": text})
    files = hash_files(tmp_path / "one", record.list_files())
    found = find_contradiction(tmp_path / "one", record, files)
    assert words in found and bool(words) == bool(found)


def test_a_key_that_is_not_of_its_parts_contradicts_the_record(tmp_path):
    record = make(tmp_path)
    record.notebooks[0] = replace(record.notebooks[0], parts={"code": "other"})
    assert "a key that is not of its parts" in find_contradiction(tmp_path / "one", record, {})


def test_results_are_had_from_another_good_run_with_their_key_while_they_are_whole(tmp_path):
    key = make(tmp_path).notebooks[0].key
    folder, run, notebook = Shelf(tmp_path).find("01_a", key, besides="two")
    assert (folder, run, notebook.key) == (tmp_path / "one", "one", key)
    assert Shelf(tmp_path).find("01_a", key, besides="one")[0] is None
    assert Shelf(tmp_path).find("01_a", "another key", besides="two")[0] is None
    (tmp_path / "one" / "findings" / "01_a.json").write_text("[]", encoding="utf-8")
    assert Shelf(tmp_path).find("01_a", key, besides="two")[0] is None


def test_results_that_name_their_own_folder_are_left_where_they_are(tmp_path):
    texts = FILES | {"findings/01_a.json": '{"see": "outputs/one"}'}
    key = make(tmp_path, texts=texts).notebooks[0].key
    assert Shelf(tmp_path).find("01_a", key, besides="two")[0] is None
