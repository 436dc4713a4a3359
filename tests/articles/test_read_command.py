"""`rural read` from the outside: what it prints, writes, refuses and does not load."""

import os
import subprocess
import sys

import pytest
from invented import TEXTS

from helpers.cli import main
from helpers.replacing import name_beside

FRENCH = TEXTS / "piment-2021.txt"


def test_reading_writes_a_folder_and_says_what_comes_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["read", str(FRENCH), "--published", "2021-08-30"]) == 0
    said = capsys.readouterr().out
    assert "draft rows" in said and "rural read --decisions" in said
    assert (tmp_path / "my-data" / "drafts" / "piment-2021.html").is_file()


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


GOJI = ["read", str(TEXTS / "goji-2021.txt"), "--published", "2021-01-12"]
LIMITED = """
import resource, sys
from helpers.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.exit(main({arguments!r}))
"""


def list_tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def work(tmp_path, monkeypatch, capsys):
    """A folder to stand in, with the data folder of one article."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert main(["read", str(FRENCH), "--published", "2021-08-30"]) == 0
    capsys.readouterr()
    return tmp_path / "work"


def test_a_data_folder_that_a_killed_command_had_put_aside_comes_back_with_the_next(work):
    os.replace(work / "my-data", name_beside(work / "my-data", "old"))
    name_beside(work / "my-data", "staging").mkdir()
    assert main(GOJI) == 0
    assert [path.name for path in work.iterdir()] == ["my-data"]
    sources = (work / "my-data" / "press" / "sources.csv").read_text(encoding="utf-8")
    assert "piment-2021" in sources and "goji-2021" in sources


def test_two_commands_do_not_add_to_one_data_folder_at_once(work, capsys):
    before = list_tree(work)
    hold = f"from helpers.replacing import hold_folder\nwith hold_folder({str(work / 'my-data')!r})"
    held = subprocess.Popen(
        [sys.executable, "-c", f"{hold}: print('held', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert held.stdout.readline() == "held\n"
    assert main(GOJI) == 2
    assert "another command is writing" in capsys.readouterr().err
    held.communicate("\n")
    assert list_tree(work) == before


def test_a_link_in_a_data_folder_is_refused_and_one_to_it_is_followed(work, tmp_path, capsys):
    link = work / "my-data" / "texts"
    (tmp_path / "texts").mkdir()
    link.symlink_to(tmp_path / "texts")
    before = list_tree(tmp_path)
    assert main(GOJI) == 2
    assert "texts is a link" in capsys.readouterr().err
    assert list_tree(tmp_path) == before and link.is_symlink()
    link.unlink()
    os.replace(work / "my-data", tmp_path / "elsewhere")
    (work / "my-data").symlink_to(tmp_path / "elsewhere")
    assert main(GOJI) == 0
    assert (work / "my-data").is_symlink()
    sources = (tmp_path / "elsewhere" / "press" / "sources.csv").read_text(encoding="utf-8")
    assert "piment-2021" in sources and "goji-2021" in sources


def test_what_else_lies_in_a_data_folder_stays_and_what_cannot_be_copied_is_named(work, capsys):
    (work / "my-data" / "notes.txt").write_text("mine")
    assert main(GOJI) == 0
    assert (work / "my-data" / "notes.txt").read_text() == "mine"
    os.mkfifo(work / "my-data" / "pipe")
    capsys.readouterr()
    assert main(["read", str(TEXTS / "tea-2023.txt"), "--published", "2023-01-16"]) == 2
    said = capsys.readouterr().err
    assert "pipe" in said and "None" not in said and len(said.splitlines()) == 1
    assert (work / "my-data" / "notes.txt").read_text() == "mine"


def test_a_limit_on_the_size_of_files_is_told_by_the_folder_s_name_and_changes_nothing(work):
    before = list_tree(work)
    script = LIMITED.format(arguments=GOJI)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    words = "my-data could not be written: File too large; what was there before is as it was"
    assert done.stderr == f"rural: {words}\n"
    assert list_tree(work) == before
