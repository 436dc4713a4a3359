"""A run that is stopped from outside leaves no process and no half result."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from processes import (
    FOREVER_SECONDS,
    PATIENCE_SECONDS,
    PATIENT,
    list_processes,
    needs_proc,
    wait_until,
)

from helpers.running import task, workers
from helpers.running.record import read_record

SLEEP = f"""
import os, time
from pathlib import Path
marker = Path(os.environ["RURAL_TEST_MARKER"])
if not marker.exists():
    marker.with_suffix(".new").write_text(str(os.getpid()))
    marker.with_suffix(".new").rename(marker)
    time.sleep({FOREVER_SECONDS})
"""
SCRIPT = """
import sys
from pathlib import Path
from helpers import cli
from helpers.running.inputs import Project
from small_publisher.publisher import PUBLISHER, Declarations
root = Path({root!r})
sys.exit(cli.main(
    ["report", "-p", "data_dir", str(root / "data"), "-n", "2", "--name", "baseline"],
    project=Project.at(root, publisher=PUBLISHER, declarations=Declarations()),
))
"""


@pytest.fixture
def short_temporary():
    """A temporary folder whose path leaves room for a socket's name."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@needs_proc
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_run_leaves_no_process_and_keeps_what_was_there(
    make_project, run, small, tmp_path, short_temporary, monkeypatch, request, sent
):
    project = make_project({"01_data_assembly": [small.findings]})
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs / "baseline")
    small.write_notebook(project.notebooks / "02_long.ipynb", [SLEEP, small.findings])
    small.write_notebook(project.notebooks / "03_short.ipynb", [small.findings])
    small.write_notebook(project.notebooks / "08_findings.ipynb", [small.findings])
    marker = tmp_path / "started"
    script = SCRIPT.format(root=str(project.notebooks.parent))
    environment = {
        **os.environ,
        "TMPDIR": str(short_temporary),
        "RURAL_TEST_MARKER": str(marker),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    request.addfinalizer(process.kill)  # all that it started ends with it
    staged = project.outputs / ".baseline.staging"
    finished = staged / "html" / "03_short.html"
    assert wait_until(lambda: marker.exists() and finished.exists())
    assert wait_until(lambda: read_record(staged).find("03_short").outcome == "ok")
    assert len(list_processes(str(marker))) >= 3, "the command, its fork server and a kernel"
    process.send_signal(sent)
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert wait_until(lambda: not list_processes(str(marker))), "a process outlived the run"
    assert small.read_tree(project.outputs / "baseline") == before
    assert "Traceback" not in errors
    assert wait_until(lambda: not list(short_temporary.iterdir())), "a socket or a folder is left"
    assert not [path for path in staged.glob(".s/**/*") if not path.is_dir()], (
        "a socket or connection file is left"
    )
    if sent != signal.SIGKILL:
        assert process.returncode == 130, errors
        assert "interrupted" in errors and "outputs/baseline is as it was" in errors
        record = read_record(project.outputs / "baseline.failed")
        assert record.outcome == "interrupted"
        found = {notebook.stem: notebook.outcome for notebook in record.notebooks}
        assert found == {
            "01_data_assembly": "ok",
            "02_long": "interrupted",
            "03_short": "ok",
            "08_findings": "not-run",
        }
        assert record.find("02_long").error["cell"] == 3
    monkeypatch.setenv("RURAL_TEST_MARKER", str(marker))
    record = run(project)
    assert record.outcome == "ok", [notebook.error for notebook in record.notebooks]
    assert [notebook.stem for notebook in record.notebooks if notebook.skipped] == [
        "01_data_assembly",
        "03_short",
    ]
    assert not list(project.outputs.glob(".*.staging")) and not list(
        project.outputs.glob("*.failed")
    )


# A script as a user may have one: what stands in it is done once, not by every worker again.
FILE = """
with open({log!r}, "a") as file:
    file.write("once\\n")
if __name__ == "__main__":
    {script}
"""


def write_script(folder, project):
    """Write a script that makes a run; return it and the file that counts how often it is read."""
    path, log = folder / "script.py", folder / "script.log"
    script = SCRIPT.format(root=str(project.notebooks.parent))
    path.write_text(
        FILE.format(log=str(log), script=script.strip().replace("\n", "\n    ")), encoding="utf-8"
    )
    return path, log


WAIT = """
import os, time
from pathlib import Path
marker = Path(os.environ["RURAL_TEST_MARKER"])
marker.touch()
while not marker.with_suffix(".go").exists():
    time.sleep(0.05)
"""


def test_of_two_commands_into_one_run_the_second_is_refused_and_the_first_goes_on(
    make_project, small, tmp_path
):
    project = make_project({"01_data_assembly": [WAIT, small.findings]})
    marker = tmp_path / "started"
    script, log = write_script(tmp_path, project)
    environment = {
        **os.environ,
        "RURAL_TEST_MARKER": str(marker),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, str(script)]
    first = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert wait_until(marker.exists)
        second = subprocess.run(command, env=environment, **PATIENT)
        assert second.returncode == 2 and second.stdout == ""
        assert (
            second.stderr
            == "rural: another rural report is writing baseline just now; wait for it or choose"
            " another --name\n"
        )
        assert (project.outputs / ".baseline.staging" / "findings").is_dir(), (
            "the second has not tidied up after the first"
        )
    finally:
        marker.with_suffix(".go").touch()
        out, errors = first.communicate(timeout=PATIENCE_SECONDS)
    assert first.returncode == 0, errors
    assert "outputs/baseline/index.html is ready" in out
    assert read_record(project.outputs / "baseline").outcome == "ok"
    assert log.read_text() == "once\n" * 2, "no worker and no kernel has run the caller's script"


def test_a_temporary_folder_with_a_long_name_is_no_obstacle(make_project, small, tmp_path):
    project = make_project({"01_data_assembly": [small.findings]})
    temporary = tmp_path / ("long" * 30)
    temporary.mkdir()
    script, log = write_script(tmp_path, project)
    environment = {
        **os.environ,
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    done = subprocess.run([sys.executable, str(script)], env=environment, **PATIENT)
    assert done.returncode == 0, done.stderr
    assert "ready" in done.stdout
    assert log.read_text() == "once\n", "no spawned worker has run the caller's script"


def test_an_interruption_waits_until_a_worker_has_started_and_then_ends_it(monkeypatch):
    steps = []

    class Worker:
        process = SimpleNamespace(
            terminate=lambda: steps.append("told to end"),
            join=lambda _: None,
            is_alive=lambda: False,
        )
        task = "task"

        def __init__(self, *_):
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("started")

        def collect(self):
            return task.Result("interrupted")

    plan = SimpleNamespace(
        take=lambda: "task", tell=None, finish=lambda task, result: steps.append(result.outcome)
    )
    monkeypatch.setattr(workers, "_Worker", Worker)
    monkeypatch.setattr(workers, "start_server", lambda publisher, values: "context")
    handler = signal.getsignal(signal.SIGINT)
    assert workers.run_tasks(plan, 2, preload="any") is True
    assert (
        steps == ["started", "told to end", "interrupted"]
        and signal.getsignal(signal.SIGINT) is handler
    )
