"""Every way a notebook can fail is told truly and harms nothing that was good."""

import errno
import json
import os
import subprocess
import sys
import time
from datetime import datetime

import pytest
from processes import (
    FOREVER_SECONDS,
    PATIENCE_SECONDS,
    PATIENT,
    list_processes,
    needs_proc,
    wait_until,
)

from helpers.running import run as run_module
from helpers.running.folders import RunBroken
from helpers.running.progress import describe_notebook
from helpers.running.record import read_record
from helpers.running.sweep import run_sweep


def outcomes(record):
    return {notebook.stem: notebook.outcome for notebook in record.notebooks}


def executed(record):
    return [notebook.stem for notebook in record.notebooks if not notebook.skipped]


FAULTS = {
    "02_raises": ["from pathlib import Path\nraise ValueError(f'no file {Path.cwd()}/a.csv')"],
    "03_dies": ["import os; os._exit(9)"],
    "06_writes_nothing": ["1 + 1"],
    "07_leaves": ["{findings}", "import sys; sys.exit(0)", "print('never reached')"],
    "09_dies_politely": ["import os; os._exit(0)"],
    "10_no_page": ["{findings}", "# REFUSE THIS PAGE"],
    "12_kills_its_worker": ["import os, time; os.kill(os.getppid(), 9); time.sleep(600)"],
    "13_is_killed": ["import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
    "14_no_memory": [
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\nlen(bytes(2**33))"
    ],
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
    return project, before, run(project, jobs=3)


@pytest.mark.parametrize(
    ("stem", "outcome", "cell", "words"),
    [
        ("01_data_assembly", "ok", None, None),
        ("02_raises", "cell-error", 3, "no file notebooks/a.csv"),
        ("03_dies", "kernel-died", 3, "ended"),
        (
            "06_writes_nothing",
            "missing-output",
            None,
            "did not write findings/06_writes_nothing.json",
        ),
        ("07_leaves", "cell-error", 4, "the cells after it did not run"),
        ("08_findings", "not-run", None, None),
        ("09_dies_politely", "kernel-died", 3, "ended"),
        ("10_no_page", "missing-output", None, "a figure has no description"),
        ("12_kills_its_worker", "kernel-died", None, "ended with signal 9"),
        ("13_is_killed", "kernel-died", 3, "ended (signal 9) while this cell ran"),
        ("14_no_memory", "cell-error", 3, ""),
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


def test_a_notebook_that_never_ends_is_stopped_and_the_cell_named(make_project, run, small):
    never = f"import time; time.sleep({FOREVER_SECONDS})"
    project = make_project({"01_data_assembly": [never], "08_findings": [small.findings]})
    for limit in (4, 20, 100, PATIENCE_SECONDS):
        record = run(project, timeout_seconds=limit)
        assert outcomes(record) == {"01_data_assembly": "timeout", "08_findings": "not-run"}
        error = record.notebooks[0].error
        assert f"stopped after {limit} s" in error["message"]
        if error["cell"]:  # where others are busy it may not have come to a cell before
            break
    assert error["cell"] == 3


def test_findings_that_json_does_not_know_are_missing(make_project, run):
    record = run(
        make_project(
            {
                "01_data_assembly": [
                    "import os\nfrom helpers.paths import output_folder\n_ ="
                    " (output_folder(out_dir) / 'findings' /"
                    " '01_data_assembly.json').write_text('{\"findings\": [NaN]}')"
                ]
            }
        )
    )
    assert (
        record.outcome == "missing-output"
        and "findings/01_data_assembly.json is not JSON: NaN is no number there"
        in record.notebooks[0].error["message"]
    )


def test_an_error_without_words_has_its_name(broken):
    assert broken[2].find("14_no_memory").error["name"] == "MemoryError"


def test_a_failed_run_leaves_the_good_one_and_stands_beside_it(broken, small):
    project, before, record = broken
    assert record.outcome == "cell-error"
    assert small.read_tree(project.outputs / "baseline") == before
    failed = project.outputs / "baseline.failed"
    assert read_record(failed) == record
    assert (failed / "index.html").read_text().startswith("cell-error")
    assert (failed / "html/02_raises.html").is_file() and not (
        failed / "html/08_findings.html"
    ).exists()
    assert (project.outputs / "index.html").read_text() == "baseline baseline.failed"
    assert not (project.outputs / ".baseline.staging").exists()


def test_a_failed_run_tells_nothing_private(broken, small):
    project, _, _ = broken
    root = str(project.notebooks.parent)
    for path, content in small.read_tree(project.outputs / "baseline.failed").items():
        assert root not in content.decode("utf-8"), path


def test_cells_after_a_fault_are_not_said_to_have_run(broken):
    path = broken[0].outputs / "baseline.failed/notebooks/07_leaves.ipynb"
    assert [cell["execution_count"] for cell in json.loads(path.read_text())["cells"][3:]] == [
        3,
        4,
        None,
    ]


def test_the_terminal_says_where_and_why_a_notebook_failed(broken):
    assert "cell 3: ValueError: no file notebooks/a.csv" in describe_notebook(
        broken[2].find("02_raises")
    )
    assert describe_notebook(broken[2].find("08_findings")).split() == ["08_findings", "not", "run"]


def test_a_repaired_run_takes_over_what_was_good_and_clears_the_failed_one(broken, run, small):
    project, _, _ = broken
    for stem in FAULTS:
        small.write_notebook(project.notebooks / f"{stem}.ipynb", [small.findings])
    record = run(project, jobs=3)
    assert record.outcome == "ok" and set(outcomes(record)) == {
        "01_data_assembly",
        "08_findings",
        *FAULTS,
    }
    assert executed(record) == sorted([*FAULTS, "08_findings"])
    assert not (project.outputs / "baseline.failed").exists()


@needs_proc
def test_when_the_forking_process_is_killed_its_notebooks_have_died_and_the_others_go_on(
    make_project, run, small, tmp_path, monkeypatch
):
    kill_server = (
        "import os, pathlib, time\nmarker = pathlib.Path(os.environ['RURAL_TEST_MARKER'])\nif not"
        " marker.exists():\n    marker.touch()\n    worker ="
        " pathlib.Path(f'/proc/{os.getppid()}/stat').read_text().rsplit(')', 1)[1].split()\n   "
        " os.kill(int(worker[1]), 9)\n    time.sleep(600)"
    )
    project = make_project(
        {
            "01_data_assembly": [kill_server, small.findings],
            "02_source_audit": [small.findings],
            "08_findings": [small.findings],
        }
    )
    marker = str(tmp_path / "killed")
    monkeypatch.setenv("RURAL_TEST_MARKER", marker)
    record = run(project, jobs=1)
    assert outcomes(record) == {
        "01_data_assembly": "kernel-died",
        "02_source_audit": "ok",
        "08_findings": "not-run",
    }
    assert (
        "the process that was to execute this notebook ended"
        in record.find("01_data_assembly").error["message"]
    )
    assert wait_until(lambda: len(list_processes(marker)) <= 1), (
        "only the new fork server may be left, until this process ends"
    )
    again = run(project)
    assert again.outcome == "ok" and executed(again) == ["01_data_assembly", "08_findings"]


@pytest.fixture
def full_disk(make_project, small):
    """A project whose outputs lie on a disk of two megabytes."""
    project = make_project({"01_data_assembly": [small.findings]})
    project.outputs.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(project.outputs)],
            capture_output=True,
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("no small disk can be mounted here")
    yield project
    subprocess.run(["umount", "--lazy", str(project.outputs)], check=True)


FILL = (
    "with open(folder / 'tables' / '{stem}_big.csv', 'w') as file:\n    file.write('x' * 5_000_000)"
)


def test_a_full_disk_is_named_and_harms_nothing(full_disk, run, small):
    assert run(full_disk).outcome == "ok"
    before = small.read_tree(full_disk.outputs / "baseline")
    small.write_notebook(full_disk.notebooks / "01_data_assembly.ipynb", [small.findings, FILL])
    try:
        error = run(full_disk).notebooks[0].error["message"]
    except RunBroken as broken_run:  # not even room for the record is left
        error = str(broken_run)
    assert "No space left on device" in error
    assert small.read_tree(full_disk.outputs / "baseline") == before
    subprocess.run(["mount", "-o", "remount,size=20m", str(full_disk.outputs)], check=True)
    assert run(full_disk).outcome == "ok"


def test_a_disk_too_full_for_the_record_ends_the_run_in_words_and_the_next_goes_on(
    make_project, run, small, monkeypatch
):
    project = make_project(
        {"01_data_assembly": [small.findings], "02_source_audit": [small.findings]}
    )
    write_record, written = run_module.write_record, []

    def fill(folder, record):
        if len(written) == 2:
            raise OSError(28, "No space left on device", "/srv/record.json")
        written.append(record)
        write_record(folder, record)

    monkeypatch.setattr(run_module, "write_record", fill)
    with pytest.raises(
        RunBroken, match="baseline could not be written: No space left on device; what was there"
    ):
        run(project, jobs=1)
    monkeypatch.undo()
    assert not (project.outputs / "baseline").exists()
    assert not list(project.outputs.glob(".*.staging"))
    record = run(project)
    assert record.outcome == "ok" and len(executed(record)) < 2


def test_a_disk_too_full_to_take_over_results_is_named_by_the_run_that_was_to_begin(
    make_project, run, small, monkeypatch
):
    project = make_project(
        {
            "02_source_audit": [small.findings.replace('"out_dir"', '"seed"')],
            "04_growth_rates": [small.findings],
        }
    )
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs / "baseline")

    def fill(source, target):
        raise OSError(28, "No space left on device", str(source))

    monkeypatch.setattr(run_module.shutil, "copyfile", fill)
    with pytest.raises(
        RunBroken, match="euro could not be written: No space left on device; what was there"
    ):
        run(project, {"currency": "EUR"}, name="euro")
    monkeypatch.undo()
    assert small.read_tree(project.outputs / "baseline") == before
    assert not list(project.outputs.glob(".*.staging")) + list(project.outputs.glob("*.failed"))
    assert (
        run(project, {"currency": "EUR"}, name="euro").find("02_source_audit").taken_from
        == "baseline"
    )


def test_a_file_beyond_the_limit_of_its_size_is_an_error_of_its_cell(make_project, run, small):
    limit = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ,"
        " signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))"
    )
    project = make_project({"01_data_assembly": [small.findings, limit, FILL]})
    record = run(project)
    assert outcomes(record) == {"01_data_assembly": "cell-error"}
    error = record.notebooks[0].error
    assert (error["cell"], error["name"]) == (5, "OSError") and "File too large" in error["message"]


def test_times_of_files_and_a_clock_that_steps_back_change_nothing(
    make_project, run, small, monkeypatch
):
    project = make_project({"01_data_assembly": [small.findings]})
    first = run(project)
    for path in project.notebooks.parent.rglob("*"):
        os.utime(path, (4e9, 4e9), follow_symlinks=False)
    assert executed(run(project)) == []

    class EarlierClock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(1999, 1, 1, tzinfo=zone)

    monkeypatch.setattr(run_module, "datetime", EarlierClock)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    forced = run(project, force=True)
    assert (
        forced.outcome == "ok"
        and forced.started.startswith("1999")
        and forced.seconds > 0
        and forced.notebooks[0].seconds > 0
    )
    assert forced.notebooks[0].products == first.notebooks[0].products
    assert executed(run(project)) == []


FULL = (
    "could not be written: {}; what was there before is as it was, and what was finished is kept"
    " for the next try"
)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("moment", ["write_record", "make_staging", "install"])
def test_every_full_disk_is_told_in_the_same_words_and_leaves_no_staging(
    make_project, run, small, monkeypatch, number, moment
):
    project = make_project({"01_data_assembly": [small.findings]})
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs)

    def fail(*_):
        raise OSError(number, os.strerror(number), "/srv/somewhere")

    monkeypatch.setattr(run_module, moment, fail)
    with pytest.raises(RunBroken) as told:
        run(project, force=True)
    assert str(told.value) == f"baseline {FULL.format(os.strerror(number))}"
    monkeypatch.undo()
    after = small.read_tree(project.outputs)
    assert {path: after[path] for path in before} == before
    assert not list(project.outputs.glob(".*.staging"))
    assert run(project).outcome == "ok"


def test_a_full_disk_stops_only_the_run_of_a_sweep_that_it_concerns(
    make_project, small, tmp_path, monkeypatch
):
    project = make_project({"01_data_assembly": [small.findings]})
    grid = tmp_path / "grid.yml"
    data_dir = project.notebooks.parent / "data"
    grid.write_text(f"common: {{data_dir: '{data_dir}'}}\nproduct: {{reading: [point, literal]}}\n")
    write = run_module.write_record

    def fail(folder, record):
        if "literal" in str(folder):
            raise OSError(28, os.strerror(28))
        write(folder, record)

    monkeypatch.setattr(run_module, "write_record", fail)
    sweep = run_sweep(str(grid), project=project)
    told = {one.run: (one.outcome, one.message) for one in sweep.runs}
    assert told == {
        "grid-point": ("ok", ""),
        "grid-literal": ("missing-output", f"grid-literal {FULL.format(os.strerror(28))}"),
    }
    assert not list(project.outputs.glob(".*.staging"))


@pytest.mark.parametrize("limit", [60, 3])
def test_a_limit_on_the_size_of_files_is_told_in_words_that_name_the_run(
    make_project, small, limit
):
    fill = "_ = (folder / 'tables' / '{stem}_b.csv').write_text('x' * 10_000)"
    project = make_project({"01_data_assembly": [small.findings, fill]})
    script = SCRIPT.format(root=str(project.notebooks.parent), limit=limit * 1024)
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        **PATIENT,
    )
    if limit == 60:
        assert done.returncode == 0, done.stderr
        return
    assert done.returncode == 1 and "File too large" in done.stdout + done.stderr
    assert "baseline" in done.stderr and "unexpected" not in done.stderr
    assert not list(project.outputs.glob(".*.staging"))


SCRIPT = """
import resource, sys
from pathlib import Path
from helpers import cli
from helpers.running.inputs import Project
from small_publisher.publisher import PUBLISHER
root = Path({root!r})
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.exit(cli.main(
    ["report", "-p", "data_dir", str(root / "data"), "-n", "1", "--name", "baseline"],
    project=Project.at(root, publisher=PUBLISHER),
))
"""


@pytest.mark.parametrize(
    "name",
    [
        "01_a:b.csv",
        "01_\\n.csv",
        "01_a\\\\b.csv",
        "01_x.csv ",
        "aux",
        "01_\\udcff.csv",
        "mine:.csv",
    ],
)
def test_a_file_of_a_name_that_not_every_system_knows_is_told_in_words(
    make_project, run, small, name
):
    odd = f"_ = (folder / 'tables' / '{name}').write_text('a')"
    project = make_project({"01_data_assembly": [small.findings, odd]})
    record = run(project)
    assert outcomes(record) == {"01_data_assembly": "missing-output"}
    assert "is no name for a file on every system" in record.notebooks[0].error["message"]
    assert not list(project.outputs.glob(".*.staging"))
    small.write_notebook(project.notebooks / "01_data_assembly.ipynb", [small.findings])
    assert run(project).outcome == "ok"
