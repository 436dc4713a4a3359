"""A file is read once as long as it stays the same, and every change of it is seen."""

import os
import shutil
import time

import pytest

from helpers.data import contents
from helpers.data.contents import read_contents


@pytest.fixture
def settled(tmp_path, monkeypatch):
    """A file that was written long ago, as far as the clock tells."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"first")
    later = time.time_ns() + 10 * contents.SETTLED_NS
    monkeypatch.setattr(contents.time, "time_ns", lambda: later)
    return path


def test_a_file_that_stays_is_read_once(settled):
    assert read_contents(settled) == b"first" and read_contents(settled) is read_contents(settled)


def test_a_file_that_was_just_written_is_read_each_time(tmp_path):
    path = tmp_path / "table.csv"
    for text in (b"one", b"two", b"six"):  # of one size, within a tick of the clock
        path.write_bytes(text)
        assert read_contents(path) == text


def test_a_change_is_seen_though_size_and_time_of_writing_are_as_before(settled):
    before = settled.stat()
    read_contents(settled)
    settled.write_bytes(b"other")
    os.utime(settled, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_contents(settled) == b"other"


def test_a_file_that_was_replaced_by_an_older_one_is_read_anew(settled, tmp_path):
    read_contents(settled)
    (tmp_path / "old").write_bytes(b"older")
    shutil.copystat(settled, tmp_path / "old")
    os.replace(tmp_path / "old", settled)
    assert read_contents(settled) == b"older"


def test_a_file_that_has_gone_is_not_there(settled):
    read_contents(settled)
    settled.unlink()
    with pytest.raises(FileNotFoundError):
        read_contents(settled)
