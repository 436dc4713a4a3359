"""A grid becomes runs side by side, each whole or not at all, and a table over them."""

import csv
import json

import pytest
from bs4 import BeautifulSoup

from helpers.parameters import ParameterFaults
from helpers.running import folders
from helpers.running.inputs import DataFaults
from helpers.running.parameter_files import read_grid
from helpers.running.progress import Silence
from helpers.running.report import RunFault
from helpers.running.sweep import run_sweep

# Findings as the notebooks of this project write them; the number hangs on the reading and the
# first year.
SAY = """
from helpers.paths import output_folder
import json
folder = output_folder(out_dir) / "findings"
folder.mkdir(exist_ok=True)
width = {"point": 0.0, "conventional": 1.0, "literal": None, "rounded": 2.0}[reading]
bounds = {"low": first_year, "high": None if width is None else first_year + width, "unit": "years"}
numbers = {"bounds": bounds, "who": "=SUM(A1)", "n": 3}
said = [{"key": "start", "text": f"From **{first_year}**, {reading}.", "numbers": numbers}]
content = json.dumps({"notebook": "{stem}", "title": "t", "findings": said})
_ = (folder / "{stem}.json").write_text(content)
"""
REPEAT = """
from helpers.paths import output_folder
import json
folder = output_folder(out_dir) / "findings"
told = json.loads((folder / "01_start.json").read_text())["findings"]
said = [f | {"notebook": "01_start"} for f in told]
content = json.dumps({"notebook": "{stem}", "title": "t", "findings": said})
_ = (folder / "{stem}.json").write_text(content)
"""
GRID = """
about: How much hangs on it?
common: {seed: 7}
product:
  reading: [point, literal]
  first_year: [2010, 2014, 2016]
"""


def write(folder, text, name="grid.yml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def sweep(make_project, tmp_path_factory):
    """A project, a grid of six sets, and the sweep that was made of them."""
    project = make_project({"01_start": [SAY], "08_findings": [REPEAT]})
    data_dir = project.notebooks.parent / "data"
    grid = write(
        tmp_path_factory.mktemp("grid"), GRID.replace("seed: 7", f'seed: 7, data_dir: "{data_dir}"')
    )
    return project, grid, run_sweep(grid, project=project, jobs=2)


def test_every_combination_is_a_run_of_its_own(sweep):
    project, _, done = sweep
    assert done.outcome == "ok" and done.varied == ["reading", "first_year"]
    assert [run.run for run in done.runs] == [
        f"grid-{reading}-{year}" for reading in ("point", "literal") for year in (2010, 2014, 2016)
    ]
    for run in done.runs:
        record = json.loads((project.outputs / run.run / "record.json").read_text())
        assert record["outcome"] == "ok" and record["parameters"]["seed"] == 7
        assert record["parameters"]["reading"] == run.values["reading"] and record["parameters"][
            "first_year"
        ] == int(run.values["first_year"])
    assert not list(project.outputs.glob(".*.staging"))


def test_the_table_has_a_row_for_each_number_of_each_run_and_none_twice(sweep):
    project, _, done = sweep
    with open(
        project.outputs / "sweep-grid" / "findings.csv", encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 * 2, (
        "bounds and n of one finding; the repeated finding and the words are no rows"
    )
    row = next(
        row for row in rows if row["run"] == "grid-literal-2014" and row["number"] == "bounds"
    )
    assert row["reading"] == "literal" and row["first_year"] == "2014" and row["unit"] == "years"
    assert (row["low"], row["central"], row["high"], row["text"]) == (
        "2014",
        "",
        "",
        "From 2014, literal.",
    )
    assert {row["central"] for row in rows if row["number"] == "n"} == {"3"}


def test_the_page_says_which_finding_changes_with_which_parameter(sweep):
    page = (sweep[0].outputs / "sweep-grid" / "index.html").read_text(encoding="utf-8")
    table = BeautifulSoup(page, "html.parser").find(id="changes").find_next("table")
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert rows[0][1:] == ["reading", "first_year"]
    assert [row[1:] for row in rows[1:]] == [["a bound opens", "below 0.5 %"]]


def test_the_list_of_runs_names_them_all(sweep):
    assert (sweep[0].outputs / "index.html").read_text().split() == sorted(
        run.run for run in sweep[2].runs
    )


def test_a_second_sweep_makes_only_what_is_missing(sweep, small):
    project, grid, _ = sweep
    (project.outputs / "grid-point-2014" / "findings" / "01_start.json").unlink()
    before = small.read_tree(project.outputs / "grid-literal-2016")
    again = run_sweep(grid, project=project)
    assert again.outcome == "ok"
    made = [
        run.run
        for run in again.runs
        if not all(notebook.skipped for notebook in run.record.notebooks)
    ]
    assert made == ["grid-point-2014"]
    assert small.read_tree(project.outputs / "grid-literal-2016") == before


def test_a_set_that_fails_does_not_stop_the_others(make_project, tmp_path):
    project = make_project(
        {"01_start": ["if reading == 'literal':\n    raise ValueError('cannot')", SAY]}
    )
    data_dir = project.notebooks.parent / "data"
    grid = write(
        tmp_path,
        f"common: {{data_dir: {data_dir}}}\nproduct: {{reading: [literal, point, conventional,"
        " rounded]}\n",
    )
    (_make(project.outputs) / "grid-conventional").symlink_to(tmp_path)
    with folders.lock_run(folders.RunFolders(project.outputs, "grid-point")):
        done = run_sweep(grid, project=project)
    assert [run.outcome for run in done.runs] == ["cell-error", "not-run", "not-run", "ok"]
    assert (
        done.outcome == "cell-error"
        and "another rural report is writing grid-point" in done.runs[1].message
    )
    assert done.runs[2].message.startswith("outputs/grid-conventional is a link")
    assert (project.outputs / "grid-literal.failed" / "record.json").is_file() and not (
        project.outputs / "grid-literal"
    ).exists()
    kept = json.loads((project.outputs / "sweep-grid" / "sweep.json").read_text())
    assert [run["outcome"] for run in kept["runs"]] == [run.outcome for run in done.runs]
    for name in ("sweep.json", "findings.csv", "index.html"):
        assert (
            str(project.notebooks.parent) not in (project.outputs / "sweep-grid" / name).read_text()
        ), name


def _make(folder):
    folder.mkdir()
    return folder


class StopOnce(Silence):
    """Be a person who presses Ctrl-C once the first notebook has ended."""

    pressed = False

    def finish(self, notebook, name=None, decision=None):
        if not self.pressed:
            self.pressed = True
            raise KeyboardInterrupt


def test_a_sweep_that_is_interrupted_keeps_what_is_done_and_goes_on_there(make_project, tmp_path):
    project = make_project({"01_start": [SAY], "02_other": [SAY.replace('"start"', '"other"')]})
    grid = write(
        tmp_path,
        f"common: {{data_dir: {project.notebooks.parent / 'data'}}}\nproduct: {{first_year: [2010,"
        " 2011, 2012]}\n",
    )
    done = run_sweep(grid, project=project, jobs=1, progress=StopOnce())
    assert done.outcome == "interrupted" and [run.outcome for run in done.runs] == [
        "interrupted",
        "not-run",
        "not-run",
    ]
    assert (
        json.loads((project.outputs / "sweep-grid" / "sweep.json").read_text())["outcome"]
        == "interrupted"
    )
    again = run_sweep(grid, project=project)
    assert [run.outcome for run in again.runs] == ["ok"] * 3
    assert any(notebook.skipped for notebook in again.runs[0].record.notebooks)
    assert not list(project.outputs.glob("*.failed")) and not list(
        project.outputs.glob(".*.staging")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- reading\n", "line 1: write one parameter a line"),
        ("just words", "write one parameter a line"),
        (
            "reading: [point]\n",
            "line 1: reading is no part of a grid; allowed are about, common, product, list",
        ),
        ("about: x\n", "either 'product'"),
        ("product: {a: [1]}\nlist: [{a: 1}]\n", "either 'product'"),
        ("product: [1]\n", "line 1: 'product' holds parameters"),
        ("product: {}\n", "'product' holds parameters"),
        ("product:\n  reading: point\n", "reading needs a list of values, as `reading: [a, b]`"),
        ("product:\n  reading: []\n", "reading needs a list of values"),
        ("list: {a: 1}\n", "'list' holds parameter sets"),
        ("list: [point]\n", "set 1 holds parameters"),
        ("common: point\nproduct: {a: [1]}\n", "'common' holds parameters"),
        ("product: {reading: !!python/object/apply:os.getcwd []}\n", "not YAML that we accept"),
        ("list: [{reading: point}, {reading: point}]\n", "two sets would be called point"),
        (
            f"product:\n  seed: {list(range(100))}\n  first_year: {list(range(100))}\n",
            "10,000 runs; allowed are up to 100 without --yes",
        ),
        (
            f"product: { {f'p{i}': list(range(1000)) for i in range(9)} }\n",
            "allowed are at most 100,000",
        ),
        ("product: {reading: [point, litteral], curency: [EUR]}\n", "did you mean 'literal'?"),
        ("product: {reading: [point], name: [a]}\n", "no such parameter"),
        ("list: [{out_dir: elsewhere}]\n", "use --name RUN"),
        (
            "product: {places: [tibet, aksu_city]}\n",
            "allowed is a list of texts; write it as a list, [tibet]",
        ),
        ("list: [{}, {}]\n", "two sets would be called the same"),
        (
            "product:\n  reading: [literal]\n  seed: [1]\n  reading: [point]\n",
            "grid.yml, line 4: not YAML that we accept: reading is given twice",
        ),
        (
            "list:\n- {reading: literal, reading: point}\n",
            "line 2: not YAML that we accept: reading is given twice",
        ),
    ],
)
def test_what_is_no_grid_is_refused_in_words_before_anything_runs(sweep, tmp_path, text, words):
    with pytest.raises((RunFault, ParameterFaults), match=_escape(words)):
        run_sweep(write(tmp_path, text), project=sweep[0])


def _escape(words):
    import re

    return re.escape(words)


def test_all_faults_of_all_sets_are_told_at_once(sweep, tmp_path):
    with pytest.raises(ParameterFaults) as caught:
        run_sweep(
            write(tmp_path, "list:\n- {reading: litteral}\n- {base_year: 1999, name: b}\n"),
            project=sweep[0],
        )
    assert (
        "grid.yml, line 1, set 1" in caught.value.faults[0]
        and "base_year = 1999 (from grid.yml, line 1, set 2)" in caught.value.faults[1]
    )


def test_data_and_choices_of_all_sets_are_checked_before_anything_runs(make_project, tmp_path):
    good, bad = (_make(tmp_path / name) for name in ("good", "bad"))
    project = make_project(
        {"01_start": [SAY]},
        check=lambda folder: ["a.csv, line 2: wrong"] if folder.name == "bad" else [],
        select=lambda folder, values: ["places: nothing is left"] if values["places"] else [],
    )
    with pytest.raises(DataFaults, match="a.csv, line 2: wrong") as caught:
        run_sweep(write(tmp_path, f"product: {{data_dir: [{good}, {bad}]}}"), project=project)
    assert caught.value.folder == "…/bad"
    with pytest.raises(ParameterFaults) as caught:
        run_sweep(
            write(
                tmp_path,
                f"common: {{data_dir: {good}}}\nproduct: {{places: [[], [tibet], [aksu]]}}",
            ),
            project=project,
        )
    assert caught.value.faults == [
        "grid-tibet: places: nothing is left",
        "grid-aksu: places: nothing is left",
    ]
    assert not project.outputs.exists()


@pytest.mark.parametrize("path", ["readings", "places", "start_years"])
def test_the_grids_of_this_project_can_be_run(path):
    from helpers.paths import project_root
    from helpers.publishing.publisher import PUBLISHER
    from helpers.running.inputs import Project, Sources
    from helpers.running.sweep import _validate

    grid = read_grid(str(project_root() / "notebooks" / "sweeps" / f"{path}.yml"))
    chosen = _validate(grid, Sources(Project.at(project_root(), publisher=PUBLISHER)))
    assert len(chosen) == {"readings": 18, "places": 5, "start_years": 5}[path]
    assert len({name for name, _, _ in chosen}) == len(chosen)
