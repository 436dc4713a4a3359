"""Signals are answered at the right moment, and no process outlives the command that started it."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import forkserver
from pathlib import Path

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
from helpers.running import workers


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_fork_server_starts_is_kept_and_answered_after_it(
    monkeypatch, answered, sent
):
    seen = []

    def start():
        os.kill(os.getpid(), sent)
        seen.append(list(answered))

    monkeypatch.setattr(forkserver, "ensure_running", start)
    workers.start_server("helpers.running.preload")
    assert seen == [[]] and answered == [sent]


# A command whose fork server is busy importing for ever.
SLOW_START = f"""
import time
from helpers.running import workers
workers.start_server("slow_preload")
print("started", flush=True)
time.sleep({FOREVER_SECONDS})
"""
SLOW_PRELOAD = f"""
import os, time
import helpers.running.preload
open(os.environ["RURAL_TEST_MARKER"], "w").close()
time.sleep({FOREVER_SECONDS})
"""


@needs_proc
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_fork_server_that_is_still_importing_ends_with_its_command(tmp_path, sent):
    (tmp_path / "slow_preload.py").write_text(SLOW_PRELOAD)
    marker, temporary = tmp_path / "importing", tmp_path / "t"
    temporary.mkdir()
    environment = {
        **os.environ,
        "RURAL_TEST_MARKER": str(marker),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), *(path for path in sys.path if path)]),
    }
    command = subprocess.Popen([sys.executable, "-c", SLOW_START], env=environment)
    try:
        assert wait_until(marker.exists)
        assert any("forkserver" in line for line in list_processes(str(marker)).values())
    finally:
        command.send_signal(sent)
        command.wait()
    assert wait_until(lambda: not list_processes(str(marker))), list_processes(str(marker))
    if sent == signal.SIGKILL:  # else the command itself tidies up
        assert wait_until(lambda: not list(temporary.iterdir()))


KILL_TRACKER = """
import os, signal
from pathlib import Path
worker = os.getppid()
server, = (int(Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()[1]),)
command = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
killed = 0
for path in Path("/proc").glob("[0-9]*/stat"):
    if int(path.read_text().rsplit(")", 1)[1].split()[1]) == command:
        if b"resource_tracker" in (path.parent / "cmdline").read_bytes():
            os.kill(int(path.parent.name), signal.SIGKILL)
            killed += 1
assert killed == 1
"""
SCRIPT = """
import sys
from pathlib import Path
from helpers import cli
from helpers.running.inputs import Project
from small_publisher.publisher import PUBLISHER
root = Path({root!r})
sys.exit(cli.main(
    ["report", "-p", "data_dir", str(root / "data"), "-n", "1"],
    project=Project.at(root, publisher=PUBLISHER),
))
"""


@needs_proc
def test_a_killed_resource_tracker_is_neither_waited_for_nor_told(make_project, small):
    project = make_project(
        {"01_data_assembly": [KILL_TRACKER, small.findings], "02_source_audit": [small.findings]}
    )
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(root=str(project.notebooks.parent))],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        **PATIENT,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_ctrl_c_before_the_first_task_leaves_no_staging(make_project, run, small, monkeypatch):
    project = make_project({"01_data_assembly": [small.findings]})

    def interrupt(*_):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

    monkeypatch.setattr(run_module.Run, "_begin_last", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(project)
    monkeypatch.undo()
    assert not list(project.outputs.glob(".*.staging"))
    assert run(project).outcome == "ok"


def test_a_fork_server_killed_as_a_worker_starts_is_started_anew(
    make_project, run, small, monkeypatch
):
    project = make_project({"01_data_assembly": [small.findings]})
    read, calls = forkserver.read_signed, []

    def die(fd):
        calls.append(fd)
        if len(calls) == 1:
            os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
            raise EOFError("unexpected EOF")
        return read(fd)

    monkeypatch.setattr(forkserver, "read_signed", die)
    record = run(project)
    assert record.outcome == "ok" and len(calls) > 1


@needs_proc
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_fork_server_that_was_stopped_does_not_keep_the_command_from_ending(
    make_project, small, tmp_path, sent
):
    begun = tmp_path / "begun"
    slow = f"import time\nopen({str(begun)!r}, 'w').close()\ntime.sleep({FOREVER_SECONDS})"
    project = make_project({"01_data_assembly": [small.findings, slow]})
    mark = f"RURAL_TEST_MARKER={tmp_path}"
    command = subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(root=str(project.notebooks.parent))],
        env={
            **os.environ,
            "RURAL_TEST_MARKER": str(tmp_path),
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_until(begun.exists)
        children = Path(f"/proc/{command.pid}/task/{command.pid}/children").read_text().split()
        known = list_processes(mark)
        (server,) = [int(pid) for pid in children if "forkserver" in known.get(int(pid), "")]
        os.kill(server, signal.SIGSTOP)
        command.send_signal(sent)
        assert command.wait(PATIENCE_SECONDS) == 130
        assert wait_until(lambda: not list_processes(mark)), list_processes(mark)
    finally:
        if command.poll() is None:
            os.kill(server, signal.SIGCONT)
            command.kill()
            command.wait()
    assert not list(project.outputs.glob(".*.staging"))
