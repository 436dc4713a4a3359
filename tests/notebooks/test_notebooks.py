"""The notebooks as they are stored: form, parameters, and prose without typed results."""

import json
import re

import pytest

from helpers.parameters import QUESTIONS, parameters_cell
from helpers.paths import project_root

NOTEBOOKS = sorted((project_root() / "notebooks").glob("*.ipynb"))
# Years, the number of the page, code and formulas in backticks, and volumes of journals are no
# results.
ALLOWED = re.compile(r"`[^`]*`|\b(19|20)\d\d\b|\bvolume \d+|^#+ \d\. ", re.MULTILINE)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def text_of(cell):
    return "".join(cell["source"])


notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def test_the_notebooks_of_this_version_are_there():
    assert {p.stem for p in NOTEBOOKS} >= {
        "01_data_assembly",
        "03_descriptive_statistics",
        "04_growth_rates",
        "08_findings",
    }


@notebook
def test_it_is_stored_without_outputs(path):
    code = [c for c in read(path) if c["cell_type"] == "code"]
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)
    assert len({c["id"] for c in read(path)}) == len(read(path))


@notebook
def test_its_parameters_cell_is_the_one_that_the_declaration_makes(path):
    tagged = [c for c in read(path) if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1 and tagged[0] is read_second(path, tagged[0])
    assert text_of(tagged[0]) == parameters_cell(path.stem).rstrip("\n"), (
        "run: rural parameters --write"
    )


def read_second(path, cell):
    return cell if read(path)[1]["id"] == cell["id"] else None


@notebook
def test_it_opens_with_a_question_and_closes_with_what_is_not_known_or_would_change_it(path):
    first = text_of(read(path)[0])
    last = [text_of(cell) for cell in read(path) if cell["cell_type"] == "markdown"][-1]
    assert first.startswith(f"# {int(path.stem[:2])}. {QUESTIONS[path.stem]}\n")
    assert QUESTIONS[path.stem].endswith("?")
    assert re.search(r"^## .*(would change|not known)", last, re.MULTILINE)


@notebook
def test_every_section_asks_before_it_shows(path):
    cells = read(path)
    for before, after in zip(cells, cells[1:], strict=False):
        if after["cell_type"] == "markdown" and cells.index(after) > 1:
            assert text_of(after).startswith("## ")
            assert before["cell_type"] == "code"


@notebook
def test_its_code_cells_are_short(path):
    for cell in read(path)[2:]:
        if cell["cell_type"] == "code":
            lines = [line for line in text_of(cell).split("\n") if line.strip()]
            assert len(lines) <= 16, f"{len(lines)} lines: {lines[0]}"


@notebook
def test_no_result_is_typed_into_its_prose(path):
    for cell in read(path):
        if cell["cell_type"] == "markdown":
            left = re.search(r"\d[\d,.]*", ALLOWED.sub("", text_of(cell)))
            number = left.group() if left else ""
            # "26 centres" is an example of print in the reading rules, as are two more
            assert not number or number in EXAMPLES.get(path.stem, ()), (
                f"{number!r} in: {text_of(cell)[:80]}"
            )


EXAMPLES = {"01_data_assembly": ("26", "1500", "4")}


@notebook
def test_it_names_no_absolute_path_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://|/home/|/root/|C:\\\\", text)
