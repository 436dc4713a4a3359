"""A record is whole or absent, and tells nothing private."""

import json
import os
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

from helpers.running import record
from helpers.running.record import NotebookRecord, Record


def make_record(**changes):
    usual = {
        "run": "baseline",
        "outcome": "ok",
        "started": "2024-06-01T00:00:00Z",
        "seconds": 1.5,
        "parameters": {"places": ["tibet"]},
        "versions": {"python": "3.11"},
        "inputs": {"data/a.csv": "0" * 64},
        "notebooks": [
            NotebookRecord("01_a", "ok", 1.0, "k", products={"tables/01_a.csv": "1" * 64})
        ],
    }
    return Record(**{**usual, **changes})


def test_a_record_comes_back_as_it_was_written(tmp_path):
    folder = tmp_path / "baseline"
    record.write_record(folder, make_record())
    assert record.inspect_record(folder) == (make_record(), "")
    assert record.inspect_record(tmp_path) == (None, "")


@pytest.mark.parametrize(
    "change",
    [
        {"parameters": {"places": ["aksu_city"]}},
        {"versions": {"python": "3.99"}},
        {"started": "2025-06-01T00:00:00Z"},
        {"run": "another"},
        {"digest": "0" * 64},
        {"digest": None},
    ],
)
def test_a_record_that_was_edited_is_not_believed(tmp_path, change):
    folder = tmp_path / "baseline"
    record.write_json(folder / "record.json", make_record().as_dict() | change)
    assert record.inspect_record(folder) == (None, "its record was changed after it was written")


def test_a_record_in_the_folder_of_another_run_is_not_believed(tmp_path):
    for name in ("baseline", "baseline.failed", ".baseline.staging"):
        record.write_record(tmp_path / name, make_record())
        assert record.read_record(tmp_path / name) == make_record()
    record.write_record(tmp_path / "copy", make_record())
    fault = "its record is that of the run baseline"
    assert record.inspect_record(tmp_path / "copy") == (None, fault)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"run": "x"}', '{"run": 1, "notebooks": [1]}']
)
def test_a_damaged_record_counts_as_none(tmp_path, text):
    (tmp_path / "record.json").write_text(text, encoding="utf-8")
    assert record.read_record(tmp_path) is None


@pytest.mark.parametrize("name", ["run", "started", "seconds", "parameters", "versions", "inputs"])
def test_a_record_with_a_part_of_another_kind_counts_as_none(tmp_path, name):
    record.write_json(tmp_path / "record.json", {**make_record().as_dict(), name: None})
    assert record.read_record(tmp_path) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stem", 1),
        ("seconds", "1"),
        ("seconds", -5.0),
        ("seconds", 1e300),
        ("key", None),
        ("parts", []),
        ("products", None),
        ("taken_from", None),
        ("error", "words"),
    ],
)
def test_a_record_with_a_damaged_notebook_counts_as_none(tmp_path, name, value):
    content = make_record().as_dict()
    content["notebooks"][0][name] = value
    record.write_json(tmp_path / "record.json", content)
    assert record.read_record(tmp_path) is None


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "record.json"
    record.write_json(path, {"a": 1})

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError):
        record.write_json(path, {"a": 2})
    assert json.loads(path.read_text()) == {"a": 1}
    assert [item.name for item in tmp_path.iterdir()] == ["record.json"]


def test_a_record_never_holds_nan(tmp_path):
    with pytest.raises(ValueError):
        record.write_json(tmp_path / "a.json", {"seconds": float("nan")})
    assert not list(tmp_path.iterdir())


def test_an_outcome_outside_the_closed_set_is_refused():
    with pytest.raises(ValueError, match="outcome 'fine'; known: ok"):
        make_record(outcome="fine")
    with pytest.raises(ValueError, match="outcome 'completed'"):
        NotebookRecord("01_a", "completed")


PLACES = {
    "/home/ann": "~",
    "/home/ann/project": "",
    "/home/ann/project/outputs/.baseline.staging": "outputs/baseline",
    "/usr": "python",
}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("No file /home/ann/project/data/a.csv", "No file data/a.csv"),
        ("'/home/ann/project/outputs/.baseline.staging/tables/a'", "'outputs/baseline/tables/a'"),
        ("in /home/ann/project", "in ."),
        ("file:///home/ann/secret.txt", "file://~/secret.txt"),
        ("/home/ann", "~"),
        ("/home/annabel/x", "/home/annabel/x"),
        ("see docs/usr/local and /usr/lib/x.py", "see docs/usr/local and python/lib/x.py"),
        ("\x1b[31mred\x1b[0m /tmp/ipykernel_77/123.py:3: Warning", "red <cell>:3: Warning"),
        ("<a.B object at 0x7fd3eb065810>", "<a.B object at 0x…>"),
        ("&lt;function f at 0x7fd3eb06&gt;, at 0x10 (hex)",
         "&lt;function f at 0x…&gt;, at 0x10 (hex)"),
    ],
)  # fmt: skip
def test_private_folders_get_their_public_names(text, clean, monkeypatch):
    monkeypatch.setattr(record.tempfile, "gettempdir", lambda: "/tmp")
    assert record.scrub(text, PLACES) == clean


def test_a_picture_of_a_megabyte_is_scrubbed_in_no_time():
    text = "/A+b9" * 200_000
    assert record.scrub(text, PLACES) == text


def test_an_error_message_is_scrubbed_and_shortened():
    error = record.describe_error(3, "ValueError", "/home/ann/x " + "y" * 5000, PLACES)
    assert error["cell"] == 3 and error["name"] == "ValueError"
    assert error["message"].startswith("~/x yyy") and len(error["message"]) == record.MESSAGE_LENGTH


SCHEMA = json.loads(
    (Path(record.__file__).parent / "record.schema.json").read_text(encoding="utf-8")
)


def find_schema_faults(content):
    return [
        error.json_path for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(content)
    ]


def test_the_schema_knows_every_field_and_every_outcome():
    assert (
        set(SCHEMA["properties"])
        == set(SCHEMA["required"])
        == {field.name for field in fields(Record)} | {"digest"}
    )
    notebook = SCHEMA["$defs"]["notebook"]
    assert (
        set(notebook["properties"])
        == set(notebook["required"])
        == {field.name for field in fields(NotebookRecord)}
    )
    assert SCHEMA["$defs"]["outcome"]["enum"] == list(record.OUTCOMES)


@pytest.mark.parametrize("outcome", record.OUTCOMES)
def test_a_record_of_every_outcome_follows_the_schema(outcome):
    error = None if outcome == "ok" else record.describe_error(3, "ValueError", "x" * 2000, {})
    notebook = NotebookRecord(
        "01_a", outcome, 1.0, 3, key="0" * 64, error=error, products={"tables/01_a.csv": "1" * 64}
    )
    assert find_schema_faults(make_record(outcome=outcome, notebooks=[notebook]).as_dict()) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"inputs": {"/home/ann/a.csv": "0" * 64}}, "$.inputs"),
        ({"inputs": {"data/a.csv": "none"}}, "$.inputs['data/a.csv']"),
        ({"run": "../x"}, "$.run"),
        ({"started": "yesterday"}, "$.started"),
        ({"seconds": -1.0}, "$.seconds"),
        ({"user": "ann"}, "$"),
    ],
)
def test_the_schema_refuses_what_no_record_holds(changes, place):
    usual = make_record(notebooks=[NotebookRecord("01_a", "ok")])
    assert find_schema_faults({**usual.as_dict(), **changes}) == [place]


def test_a_hash_tells_types_apart_and_does_not_depend_on_the_order_of_keys():
    assert record.hash_json({"a": 1, "b": ["x"]}) == record.hash_json({"b": ["x"], "a": 1})
    hashes = {record.hash_json({"a": value}) for value in (1, 1.0, "1", True, None, ["1"])}
    assert len(hashes) == 6
