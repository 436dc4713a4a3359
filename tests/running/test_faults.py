"""Every way a notebook can fail is told truly and harms nothing that was good."""

import json

import pytest

from helpers.running.progress import describe_notebook
from helpers.running.record import read_record


def outcomes(record):
    return {notebook.stem: notebook.outcome for notebook in record.notebooks}


def executed(record):
    return [notebook.stem for notebook in record.notebooks if not notebook.skipped]


FAULTS = {
    "02_raises": ["from pathlib import Path\nraise ValueError(f'no file {Path.cwd()}/a.csv')"],
    "03_dies": ["import os; os._exit(9)"],
    "05_never_ends": ["import time; time.sleep(600)"],
    "06_writes_nothing": ["1 + 1"],
    "07_leaves": ["{findings}", "import sys; sys.exit(0)", "print('never reached')"],
    "09_dies_politely": ["import os; os._exit(0)"],
    "10_no_page": ["{findings}", "# REFUSE THIS PAGE"],
    "12_kills_its_worker": ["import os, time; os.kill(os.getppid(), 9); time.sleep(60)"],
    "11_half_json": ["{findings}", "_ = (folder / 'findings' / '{stem}.json').write_text('{')"],
}


@pytest.fixture(scope="module")
def broken(make_project, run, small):
    """A good run, then the same run with every kind of fault beside it."""
    project = make_project({stem: [small.findings] for stem in ("01_data_assembly", "08_findings")})
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs / "baseline")
    for stem, cells in FAULTS.items():
        cells = [cell.replace("{findings}", small.findings) for cell in cells]
        small.write_notebook(project.notebooks / f"{stem}.ipynb", cells)
    return project, before, run(project, timeout_seconds=3, jobs=3)


@pytest.mark.parametrize(
    ("stem", "outcome", "cell", "words"),
    [
        ("01_data_assembly", "ok", None, None),
        ("02_raises", "cell-error", 3, "no file notebooks/a.csv"),
        ("03_dies", "kernel-died", 3, "ended"),
        ("05_never_ends", "timeout", 3, "stopped after 3 s"),
        ("06_writes_nothing", "missing-output", None, "did not write findings/06_writes_nothing.json"),
        ("07_leaves", "cell-error", 4, "the cells after it did not run"),
        ("08_findings", "not-run", None, None),
        ("09_dies_politely", "kernel-died", 3, "ended"),
        ("10_no_page", "missing-output", None, "a figure has no description"),
        ("12_kills_its_worker", "kernel-died", None, "ended with signal 9"),
        ("11_half_json", "missing-output", None, "is not JSON"),
    ],
)
def test_every_fault_is_reported_under_its_right_name(broken, stem, outcome, cell, words):
    notebook = broken[2].find(stem)
    assert notebook.outcome == outcome
    if words is None:
        assert notebook.error is None
    else:
        assert notebook.error["cell"] == cell
        assert words in notebook.error["message"]


def test_a_failed_run_leaves_the_good_one_and_stands_beside_it(broken, small):
    project, before, record = broken
    assert record.outcome == "cell-error"
    assert small.read_tree(project.outputs / "baseline") == before
    failed = project.outputs / "baseline.failed"
    assert read_record(failed) == record
    assert (failed / "index.html").read_text().startswith("cell-error")
    assert (failed / "html/02_raises.html").is_file() and not (failed / "html/08_findings.html").exists()
    assert (project.outputs / "index.html").read_text() == "baseline baseline.failed"
    assert not (project.outputs / ".baseline.staging").exists()


def test_a_failed_run_tells_nothing_private(broken, small):
    project, _, _ = broken
    root = str(project.notebooks.parent)
    for path, content in small.read_tree(project.outputs / "baseline.failed").items():
        assert root not in content.decode("utf-8"), path


def test_cells_after_a_fault_are_not_said_to_have_run(broken):
    path = broken[0].outputs / "baseline.failed/notebooks/07_leaves.ipynb"
    assert [cell["execution_count"] for cell in json.loads(path.read_text())["cells"][3:]] == [3, 4, None]


def test_the_terminal_says_where_and_why_a_notebook_failed(broken):
    assert "cell 3: ValueError: no file notebooks/a.csv" in describe_notebook(broken[2].find("02_raises"))
    assert describe_notebook(broken[2].find("08_findings")).split() == ["08_findings", "not", "run"]


def test_a_repaired_run_takes_over_what_was_good_and_clears_the_failed_one(broken, run, small):
    project, _, _ = broken
    for stem in FAULTS:
        if stem != "02_raises":
            (project.notebooks / f"{stem}.ipynb").unlink()
    small.write_notebook(project.notebooks / "02_raises.ipynb", [small.findings])
    record = run(project)
    assert outcomes(record) == {"01_data_assembly": "ok", "02_raises": "ok", "08_findings": "ok"}
    assert executed(record) == ["02_raises", "08_findings"]
    assert not (project.outputs / "baseline.failed").exists()
