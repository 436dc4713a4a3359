"""A folder that is replaced as a whole is never lost, whenever the command is killed."""

import os
import subprocess
import sys

import pytest

from helpers.replacing import hold_folder, replace_folder

KILLED = """
import os, sys
from pathlib import Path
from helpers import replacing
done, replace = [], os.replace
def die(source, target):
    if len(done) == {moves}:
        os._exit(9)
    replace(source, target)
    done.append(target)
os.replace = die
with replacing.replace_folder(Path({folder!r})) as staging:
    (staging / "a.txt").write_text("new")
os._exit(9)
"""


def list_names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("old")
    return tmp_path / "mine"


@pytest.mark.parametrize(("moves", "left"), [(0, "old"), (1, "old"), (2, "new")])
def test_a_kill_between_two_moves_leaves_the_old_or_the_new_for_the_next_command(
    folder, tmp_path, moves, left
):
    script = KILLED.format(folder=str(folder), moves=moves)
    assert subprocess.run([sys.executable, "-c", script]).returncode == 9
    with hold_folder(folder):
        assert (folder / "a.txt").read_text() == left
    assert list_names(tmp_path) == ["mine"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_folder_as_it_was_and_nothing_beside_it(folder, tmp_path, error):
    with pytest.raises(error), replace_folder(folder) as staging:
        (staging / "a.txt").write_text("new")
        raise error
    assert list_names(tmp_path) == ["mine"] and (folder / "a.txt").read_text() == "old"
    with pytest.raises(error), replace_folder(tmp_path / "x" / "y" / "z"):
        raise error
    assert list_names(tmp_path) == ["mine"]


def test_two_commands_do_not_write_one_folder_at_once(folder, tmp_path):
    script = (
        "from helpers.replacing import hold_folder\n"
        f"with hold_folder({str(folder)!r}): print('held')"
    )
    with replace_folder(folder) as staging:
        (staging / "a.txt").write_text("new")
        said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        assert said.stdout == "" and f"another command is writing {folder} just now" in said.stderr
    assert (folder / "a.txt").read_text() == "new" and list_names(tmp_path) == ["mine"]
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert again.stdout == "held\n" and list_names(tmp_path) == ["mine"]


def test_a_private_folder_stays_private(folder):
    folder.chmod(0o700)
    with replace_folder(folder):
        pass
    assert folder.stat().st_mode & 0o777 == 0o700
    mask = os.umask(0o077)
    try:
        with replace_folder(folder.with_name("fresh")):
            pass
    finally:
        os.umask(mask)
    assert folder.with_name("fresh").stat().st_mode & 0o777 == 0o700


def test_a_folder_somebody_else_calls_old_or_staging_is_not_touched(folder, tmp_path):
    for name in (".mine.old", ".mine.staging", ".mine.lock", ".site-x"):
        (tmp_path / name).mkdir()
    before = list_names(tmp_path)
    with replace_folder(folder) as staging:
        (staging / "a.txt").write_text("new")
    assert list_names(tmp_path) == before
