"""What is done apart is done in a process of the fork server, and its faults arrive here."""

import os
import signal

import pytest

from helpers.running import workers


def note_process(path):
    """Write the number of the process that does this."""
    path.write_text(str(os.getpid()), encoding="utf-8")


def refuse(path):
    raise OSError(28, "No space left on device", str(path))


def end_itself(path):
    """Be killed in the first process that tries, and not in the next."""
    if not path.exists():
        note_process(path)
        os.kill(os.getpid(), signal.SIGKILL)
    note_process(path)


@pytest.fixture
def server(monkeypatch):
    workers.start_server("helpers.running.interrupts")


def test_without_a_fork_server_the_function_is_called_here(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_find_server", lambda: None)
    workers.call_apart(note_process, tmp_path / "who")
    assert (tmp_path / "who").read_text() == str(os.getpid())


def test_with_a_fork_server_the_function_is_called_in_another_process(tmp_path, server):
    workers.call_apart(note_process, tmp_path / "who")
    assert (tmp_path / "who").read_text() != str(os.getpid())


def test_what_the_function_raises_is_raised_here(tmp_path, server):
    with pytest.raises(OSError, match="No space left") as raised:
        workers.call_apart(refuse, tmp_path / "full")
    assert raised.value.errno == 28


def test_a_function_whose_process_is_killed_is_called_here(tmp_path, server):
    workers.call_apart(end_itself, tmp_path / "who")
    assert (tmp_path / "who").read_text() == str(os.getpid())
