"""What is general names no place of the articles that happen to be in the data folder."""

import csv
import json
import re

import pytest

from helpers.paths import project_root
from helpers.publishing.cells import OWN_ARTICLES

DATA, HELPERS = project_root() / "data", project_root() / "src" / "helpers"
# Places that are named all the same, and why.
ALLOWED = {
    "robustness/specifications.py": "headlines on particular articles, asked where they are told",
    "cli.py": "an example of a command on the usual data",
    "parameters.py": "examples of how a list is written",
    "data/places.py": "examples of a docstring",
    "publishing/parts.py": "examples of how a name becomes an address",
}
COMMON = {"suzhou"}  # also the name of another place


def list_names():
    """Return words that name a place of the data and nothing else."""
    with open(DATA / "reference" / "entities.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["latitude_deg"]]
    names = set()
    for row in rows:
        names.update(word for word in row["entity_id"].split("_") if len(word) > 3)
        names.update(n for n in (row["name_zh"], row["name_zh"].rstrip("市县地区")) if len(n) > 1)
    return names - {"city", "county", "prefecture"} - COMMON


PLACES = re.compile("|".join(sorted(map(re.escape, list_names()), key=len, reverse=True)), re.I)


def list_rooms():
    """Return the files of general code, but for the lists of words of languages."""
    files = [p for p in HELPERS.rglob("*") if p.suffix in (".py", ".j2", ".js", ".json", ".css")]
    words = ("quantities", "words", "articles")
    return [p for p in files if p.relative_to(HELPERS).parts[0] not in words]


def test_the_names_of_the_places_are_known():
    assert {"aksu", "tibet", "xinjiang", "china", "nyingchi", "yunnan", "西藏"} <= list_names()


@pytest.mark.parametrize("path", list_rooms(), ids=lambda p: p.relative_to(HELPERS).as_posix())
def test_no_room_names_a_place_of_the_articles(path):
    found = set(PLACES.findall(path.read_text(encoding="utf-8")))
    if path.relative_to(HELPERS).as_posix() in ALLOWED:
        assert found, "nothing is named any more: strike it from the list"
    else:
        assert not found


@pytest.mark.parametrize("path", sorted((project_root() / "notebooks").glob("0[1-9]*.ipynb")))
def test_no_general_cell_names_a_place_of_the_articles(path):
    is_own = False
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        tagged = OWN_ARTICLES in cell["metadata"].get("tags", [])
        if cell["cell_type"] == "markdown":
            is_own = tagged
        if not is_own and not tagged:
            assert not PLACES.findall("".join(cell["source"])), cell["id"]
