"""A path of a computer is known by its shape; what is none stays."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from helpers.paths import project_root
from helpers.words.private import find_paths, hide_paths

PRIVATE = [
    "/home/ada/notes.md",
    "/scratch/users/ada/x.csv",
    "/cluster7/ada/run/x",
    "path=/lustre/ada/data/x.csv",
    "error:/net/ada/share/x.csv",
    "路径：/data/ada/x.csv",
    "file:///Users/ada/x.csv",
    "file:/zfs/ada/x.csv",
    "file://server/ada/x.csv",
    r"\\bureau\ada\x.csv",
    r"\\\\bureau\\ada\\x.csv",
    "//bureau/ada/x.csv",
    r"C:\Users\ada\x.csv",
    r"D:\\ada\\x.csv",
    "E:/ada/work/x.csv",
    "'/Users/ada lovelace/my data/x.csv'",
    '"C:\\Users\\ada lovelace\\x.csv"',
    "<td>/mnt/ada/x.csv</td>",
    "(/mnt/ada/x.csv)",
    "[notes](/mnt/ada/notes.md)",
    "/Users/Grace ada/texts/x.csv is missing",
    "/Volumes/Work ada/My long name/x.csv",
    r"C:\Users\Grace ada\x.csv",
    "sqlite:////home/ada/x.db",
    "sqlite:///C:/Users/ada/x.db",
    "zip:///srv/ada/x.zip!/a.csv",
    "vscode://file/home/ada/x.py:3",
    "sftp://ada@bureau/home/ada/x.csv",
    "smb://bureau/ada/x.csv",
    "cc -I/home/ada/include -L/home/ada/lib",
    "read ~ada/texts/x.csv",
]
PUBLIC = [
    "https://example.org/home/ada/x",
    "see http://example.org/a/b, ftp://example.org/a/b and doi.org/10.1/x",
    "and/or, 1/2, km/h, 2019/2020, 县/乡/村, n/a / none",
    "data/press/sources.csv",
    "../data/README.md",
    "~/notes/x.md",
    "<b>x</b><br/></table></div>",
    "data:image/jpeg;base64,/9j/4AAQSkZJRg/abc/def",
    "7 // 2, a / b / c, // a comment",
    "mailto:ada@example.org",
    "at 10:30/11:30, ratio 3:1, C: the letter",
    r"\frac{a}{b} \\ \alpha",
    "https://example.org/~ada/x, https://example.org//home/ada and wss://example.org/a/b",
    "tcp://10.0.0.5:8786 and a~b/c",
    "/ and /help alone",
    "30 yuan /mu and 3 yuan/mu",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_a_path_of_a_computer_is_known_by_its_shape(text):
    assert find_paths(text)
    assert not {"ada", "bureau"} & set(
        hide_paths(text).replace("/", " ").replace("\\", " ").split()
    )


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_no_path_of_a_computer_stays(text):
    assert hide_paths(text) == text and find_paths(text) == []


def test_the_last_part_stays_where_two_folders_stand_before_it():
    assert hide_paths("/srv/data/x.csv C:/a/b/y.csv") == "…/x.csv …/y.csv"
    assert hide_paths("/home/ada") == "…", "the name of a user is no name of a file"
    assert hide_paths(f"{project_root()}/data/README.md") == "data/README.md"
    assert hide_paths("/x/lib/python3.11/site-packages/pandas/a.py") == "pandas/a.py"
    assert hide_paths("/tmp/ipykernel_12/34.py") == "this notebook"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_hiding_paths_twice_is_hiding_them_once(text):
    once = hide_paths(text)
    assert hide_paths(once) == once and find_paths(once) == []


@given(st.lists(st.from_regex(r"[A-Za-z0-9_.-]{2,9}", fullmatch=True), min_size=2, max_size=6))
def test_no_absolute_path_keeps_a_folder(parts):
    for start in ("/", "//", "file:///", "Q:/", "Q:\\"):
        path = start + ("\\" if start.endswith("\\") else "/").join(parts)
        shown = hide_paths(f"in {path} it stands")
        assert "/" not in shown.replace("…/", "") or "site-packages" in path
        assert len(shown) <= len(f"in …/{parts[-1]} it stands")


def test_a_path_that_was_shortened_already_is_no_path_of_a_computer():
    assert find_paths('{"inputs": "…/data/README.md"}') == []
    assert hide_paths("…/data/README.md") == "…/data/README.md"
    assert find_paths("read /data/own/README.md") == ["/data/own/README.md"]
