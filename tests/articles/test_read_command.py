"""`rural read` from the outside: what it prints, writes, refuses and does not load."""

import json
import subprocess
import sys

import pytest
from invented import TEXTS

from helpers import quantities
from helpers.cli import main

FRENCH = TEXTS / "piment-2021.txt"
KEYS = {
    "start", "end", "as_printed", "kind", "low", "high", "value", "unit_kind", "hedge",
    "period_end", "status", "counted_by",
}  # fmt: skip


def test_reading_writes_a_folder_and_says_what_comes_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["read", str(FRENCH), "--published", "2021-08-30"]) == 0
    said = capsys.readouterr().out
    assert "draft rows" in said and "rural read --decisions" in said
    assert (tmp_path / "my-data" / "drafts" / "piment-2021.html").is_file()


def test_json_lines_are_the_quantities_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["read", "--json", str(FRENCH), "--language", "fr"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    text = FRENCH.read_text(encoding="utf-8")
    assert all(set(line) == KEYS for line in lines)
    assert all(text[line["start"] : line["end"]] == line["as_printed"] for line in lines)
    assert len(lines) == len(quantities.read(text, "fr"))
    assert list(tmp_path.iterdir()) == []


def test_a_batch_answers_each_text_under_its_path(tmp_path):
    jobs = f"{FRENCH}\tfr\t2021-08-30\n{TEXTS / 'tea-2023.txt'}\tzh\t\n"
    done = subprocess.run(
        [sys.executable, "-m", "helpers.cli", "read", "--json", "-", "--batch"],
        input=jobs, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["path"] for line in lines} == {str(FRENCH), str(TEXTS / "tea-2023.txt")}
    assert all(set(line) == KEYS | {"path"} for line in lines)


def test_printing_quantities_loads_no_heavy_library():
    script = (
        "import sys; from helpers.cli import main;"
        f"main(['read', '--json', {str(FRENCH)!r}, '--language', 'fr']);"
        "print(sorted({'pandas', 'numpy', 'jinja2', 'scipy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr.strip() == b"[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name articles"),
        (["{article}", "--json", "{article}"], "name articles"),
        (["missing.txt"], "missing.txt: No such file"),
        (["{article}", "--published", "last June"], "'last June' is not understood"),
        (["{article}", "--language", "de"], "allowed: zh, fr, en"),
        (["{article}", "--language", "zh"], "reads as French"),
        (["{empty}"], "is empty"),
        (["{article}", "{empty}"], "is empty"),
        (["{article}", "--out", "{article}"], "is a file"),
        (["{article}", "--out", "{folder}"], "holds other data"),
        (["--json", "-"], "needs --batch"),
        (["--json", "{article}", "--out", "x"], "writes nothing"),
        (["{article}", "--batch"], "goes with --json"),
        (["--json", "{article}", "--language", "fr", "--published", "soon"], "'soon'"),
        (["--decisions", "{empty}", "--out", "nowhere"], "holds no drafts"),
    ],
)
def test_bad_input_is_one_message_and_writes_nothing(
    tmp_path, monkeypatch, capsys, arguments, words
):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("mine", encoding="utf-8")
    names = {"article": FRENCH, "empty": tmp_path / "empty.txt", "folder": tmp_path / "folder"}
    assert main(["read", *(a.format(**names) for a in arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and words in said.err and len(said.err.splitlines()) == 1
    assert list(work.iterdir()) == []
    assert [p.name for p in (tmp_path / "folder").iterdir()] == ["notes.txt"]


def test_a_bad_line_of_a_batch_is_named(tmp_path, capsys):
    jobs = tmp_path / "jobs.txt"
    jobs.write_text(f"{FRENCH}\tfr\t\nno-such.txt\tfr\t\n", encoding="utf-8")
    assert main(["read", "--json", str(jobs), "--batch"]) == 2
    said = capsys.readouterr()
    assert "line 2: no-such.txt" in said.err and said.out.count("\n") > 5
