"""Wait for what other processes do, and look at those that a test has started."""

import contextlib
import os
import time
from pathlib import Path

import pytest

# No test may depend on how fast the machine is: a wait ends as soon as it can, and this late.
PATIENCE_SECONDS = 300
FOREVER_SECONDS = 10 * PATIENCE_SECONDS  # for what would outlive every wait, and must be ended
PATIENT = {"capture_output": True, "text": True, "timeout": PATIENCE_SECONDS}

needs_proc = pytest.mark.skipif(
    not os.path.isdir("/proc/self"), reason="looks for processes in /proc"
)


def wait_until(find):
    """Return the first true answer, or the last one when patience is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := find()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def is_alive(pid):
    """Return whether there is such a process, and it is no zombie."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state.rsplit(")", 1)[1].split()[0] != "Z"


def list_processes(mark):
    """Return the processes, zombies aside, that carry a mark in their environment, each with its
    command."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (path / "environ").read_bytes() and is_alive(int(path.name)):
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(path.name)] = command.decode()
    return found
