"""The notebooks as they are stored: form, parameters, and prose without typed results."""

import ast
import json
import re
import shlex
import subprocess
import sys

import nbformat
import pytest

from helpers.parameters import QUESTIONS, parameters_cell
from helpers.paths import project_root
from helpers.readings import READINGS
from helpers.running.notebooks import read_notebooks

NOTEBOOKS = sorted((project_root() / "notebooks").glob("0[1-9]*.ipynb"))
STORED = sorted((project_root() / "notebooks").glob("*.ipynb"))
# Years, the number of the page, code and formulas in backticks, and volumes of journals are no
# results.
ALLOWED = re.compile(r"`[^`]*`|\b(19|20)\d\d\b|\bvolume\s\d+|^#+ \d\. ", re.MULTILINE)


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
    assert len(tagged) == 1 and tagged[0] is read_third(path, tagged[0])
    assert text_of(tagged[0]) == parameters_cell(path.stem).rstrip("\n"), (
        "run: rural parameters --write"
    )


def read_third(path, cell):
    return cell if read(path)[2]["id"] == cell["id"] else None


@notebook
def test_it_opens_with_a_question_and_closes_with_what_is_not_known_or_would_change_it(path):
    first = text_of(read(path)[0])
    words = [text_of(cell) for cell in read(path) if cell["cell_type"] == "markdown"]
    last = "\n".join(words[-2:])
    assert first.startswith(f"# {int(path.stem[:2])}. {QUESTIONS[path.stem]}\n")
    assert QUESTIONS[path.stem].endswith("?")
    assert re.search(r"^## .*(would change|not known)", last, re.MULTILINE)


@notebook
def test_every_section_asks_before_it_shows(path):
    cells = read(path)[:-1]  # the last one says how it is computed and what is read and written
    for before, after in zip(cells, cells[1:], strict=False):
        if after["cell_type"] == "markdown" and cells.index(after) > 2:
            assert text_of(after).startswith("## ")
            assert before["cell_type"] == "code"


@notebook
def test_its_code_cells_are_short(path):
    for cell in read(path)[3:]:
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


EXAMPLES = {"01_data_assembly": ("9", "26", "1500", "4")}


@notebook
def test_it_names_no_absolute_path_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://|/home/|/root/|C:\\\\", text)


def test_the_welcome_shows_readings_places_and_three_calls_that_work_and_writes_nothing(
    monkeypatch, tmp_path
):
    path = project_root() / "notebooks" / "00_start.ipynb"
    notebook = nbformat.read(path, as_version=4)
    monkeypatch.setenv("RURAL_STAGING", str(tmp_path / "none"))
    scope, shown = {}, []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            *lines, last = ast.parse(cell.source).body
            exec(compile(ast.Module(lines, []), path.name, "exec"), scope)
            shown.append(eval(compile(ast.Expression(last.value), path.name, "eval"), scope))
    readings, places, table, number, growth = shown
    assert set(readings.index) == set(READINGS) and "aksu_city" in places.index
    assert len(table) and len(growth) and number.low <= number.high
    assert not (tmp_path / "none").exists()


def test_the_welcome_leads_to_every_notebook_and_is_no_part_of_a_run():
    text = (project_root() / "notebooks" / "00_start.ipynb").read_text(encoding="utf-8")
    notebooks, strange = read_notebooks(project_root() / "notebooks")
    assert all(f"({notebook.stem}.ipynb)" in text for notebook in notebooks)
    assert "00_start" not in {notebook.stem for notebook in notebooks} and not strange


STRIP = re.search(r"nbstripout (.*)' &&", (project_root() / "Makefile").read_text())[1]
KEYS = re.search(r"^STRIPPED := (.*)$", (project_root() / "Makefile").read_text(), re.MULTILINE)[1]


def test_the_filter_of_commits_gives_every_notebook_back_as_it_is_stored(tmp_path):
    for path in STORED:
        notebook = nbformat.read(path, as_version=4)
        for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
            cell.execution_count = number + 1
            cell.outputs = [nbformat.v4.new_output("stream", text="a number\n")]
        notebook.metadata.language_info |= {"version": "3.12.1", "mimetype": "text/x-python"}
        nbformat.write(notebook, tmp_path / path.name)
    made = sorted(tmp_path.iterdir())
    command = shlex.split(STRIP.replace("$(STRIPPED)", KEYS))
    subprocess.run([sys.executable, "-m", "nbstripout", *command, *made], check=True)
    assert [path.read_bytes() for path in made] == [path.read_bytes() for path in STORED]


@notebook
def test_who_reads_it_without_outputs_is_told_where_they_are(path):
    cell = read(path)[1]
    assert cell["metadata"]["tags"] == ["remove-cell"], "pages have what it speaks of"
    assert f"outputs/baseline/notebooks/{path.name}" in text_of(cell)
    assert f"outputs/baseline/html/{path.stem}.html" in text_of(cell)


@pytest.mark.parametrize("path", STORED, ids=lambda p: p.stem)
def test_its_lines_of_text_fit_a_hundred_columns(path):
    lines = [line for cell in read(path) for line in text_of(cell).split("\n")]
    assert [line for line in lines if len(line) > 100 and not line.startswith("|")] == []
