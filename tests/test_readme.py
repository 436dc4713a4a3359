"""Front page, data card and guides say what the code does."""

import re
import shlex

import pytest

from helpers import cli
from helpers.paths import project_root
from helpers.readings import READINGS

ROOT = project_root()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def list_commands():
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.strip().split("\n")]


def test_the_two_commands_stand_as_promised():
    assert "```sh\nmake report\nmake test\n```" in README


@pytest.mark.parametrize("command", list_commands())
def test_every_command_exists(command):
    words = shlex.split(command)
    if words[0] == "make":
        assert re.search(
            rf"^{words[1]}:.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )
    else:
        assert words[0] == ".venv/bin/rural"
        arguments = cli.build_parser().parse_args(words[1:])
        assert callable(arguments.do)


def test_the_tree_names_folders_that_exist():
    tree = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    names = [line.split()[0] for line in tree.strip().split("\n")]
    assert set(names) >= {
        "README.md",
        "environment.yml",
        "notebooks/",
        "data/",
        "src/helpers/",
        "outputs/",
        "tests/",
    }
    assert all((ROOT / name).exists() for name in names)


def test_the_readings_of_its_commands_are_those_of_the_code():
    named = re.findall(r"\breading=(\w+)|-p reading (\w+)", README)
    assert named and {one or other for one, other in named} <= set(READINGS)


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "data/README.md", "outputs/README.md"]
)
def test_links_lead_to_files_that_exist(name):
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
