"""Quantities as JSON lines, of one text or of many; nothing is written."""

import json
import subprocess
import sys

from invented import TEXTS

from helpers import quantities
from helpers.cli import main

FRENCH = TEXTS / "piment-2021.txt"
KEYS = {
    "start", "end", "as_printed", "kind", "low", "high", "value", "unit_kind", "hedge",
    "period_end", "status", "counted_by",
}  # fmt: skip


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


def test_a_bad_line_of_a_batch_is_named(tmp_path, capsys):
    jobs = tmp_path / "jobs.txt"
    jobs.write_text(f"{FRENCH}\tfr\t\nno-such.txt\tfr\t\n", encoding="utf-8")
    assert main(["read", "--json", str(jobs), "--batch"]) == 2
    said = capsys.readouterr()
    assert "line 2: no-such.txt" in said.err and said.out.count("\n") > 5
