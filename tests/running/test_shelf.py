"""Results of other runs are taken over where nothing that they depend on differs, and only
there."""

import json

import pytest

from helpers.running.record import read_record
from helpers.running.sweep import run_sweep

SAY = """
import json
from helpers.paths import output_folder
folder = output_folder(out_dir) / "findings"
folder.mkdir(exist_ok=True)
content = json.dumps({"notebook": "{stem}", "title": "t", "findings": []})
_ = (folder / "{stem}.json").write_text(content)
"""
# Page two declares no currency, page four does.
STEMS = ("02_source_audit", "04_growth_rates")


@pytest.fixture
def first(make_project, run):
    """A project with one good run, called baseline."""
    project = make_project({stem: [SAY, "first_year"] for stem in STEMS})
    assert run(project).outcome == "ok"
    return project


def list_executed(record):
    return [notebook.stem for notebook in record.notebooks if not notebook.skipped]


def test_only_notebooks_with_the_changed_parameter_run_again(first, run):
    record = run(first, {"currency": "EUR"}, name="euro")
    assert record.outcome == "ok" and list_executed(record) == ["04_growth_rates"]
    taken = record.find("02_source_audit")
    assert taken.taken_from == "baseline" and taken.exported
    assert (first.outputs / "euro/findings/02_source_audit.json").read_bytes() == (
        first.outputs / "baseline/findings/02_source_audit.json"
    ).read_bytes()


def test_what_was_taken_over_speaks_of_its_own_run(first, run):
    run(first, {"currency": "EUR"}, name="euro")
    cells = json.loads((first.outputs / "euro/notebooks/02_source_audit.ipynb").read_text())[
        "cells"
    ]
    injected = next(
        "".join(cell["source"])
        for cell in cells
        if "injected-parameters" in cell["metadata"].get("tags", [])
    )
    assert 'out_dir = "outputs/euro"' in injected and "baseline" not in injected
    assert '"run": "euro"' in (first.outputs / "euro/html/02_source_audit.html").read_text()
    assert list_executed(run(first, {"currency": "EUR"}, name="euro")) == [], (
        "a second try keeps all of it"
    )
    assert read_record(first.outputs / "euro").find("02_source_audit").taken_from == "baseline"


def test_a_run_taken_over_twice_names_the_one_that_made_it(first, run):
    run(first, {"currency": "EUR"}, name="euro")
    record = run(first, {"currency": "EUR", "prices": "constant"}, name="real")
    assert record.find("02_source_audit").taken_from == "baseline"


def test_a_run_never_takes_over_from_itself(first, run):
    run(first, {"currency": "EUR"}, name="euro")
    path = first.notebooks / "02_source_audit.ipynb"
    stored = path.read_text(encoding="utf-8")
    path.write_text(stored.replace('"first_year"', '"last_year"'), encoding="utf-8")
    assert list_executed(run(first)) == ["02_source_audit"]
    path.write_text(stored, encoding="utf-8")
    record = run(first)
    assert list_executed(record) == [] and record.find("02_source_audit").taken_from == "euro", (
        "what baseline made once lies there now"
    )


def test_everything_else_that_differs_executes(first, run):
    assert list_executed(run(first, {"first_year": 2012}, name="later")) == list(STEMS)
    (first.notebooks.parent / "data/a.csv").write_text("x\n2\n", encoding="utf-8")
    assert list_executed(run(first, {"currency": "EUR"}, name="euro")) == list(STEMS)


def test_force_takes_nothing_over(first, run):
    assert list_executed(run(first, {"currency": "EUR"}, name="euro", force=True)) == list(STEMS)


def test_damaged_results_are_not_taken_over(first, run):
    (first.outputs / "baseline/findings/02_source_audit.json").write_text("{}")
    assert list_executed(run(first, {"currency": "EUR"}, name="euro")) == list(STEMS)


def test_results_of_a_failed_run_are_not_taken_over_by_another(make_project, run):
    project = make_project(
        {"02_source_audit": [SAY], "04_growth_rates": ["raise ValueError('on purpose')"]}
    )
    assert run(project).outcome == "cell-error"
    assert list_executed(run(project, {"currency": "EUR"}, name="euro")) == list(STEMS)


@pytest.mark.parametrize(
    "cell",
    [
        "out_dir",
        (
            "(folder.parent / 'tables').mkdir(exist_ok=True); _ = (folder.parent / 'tables' /"
            " '02_x.csv').write_text(out_dir)"
        ),
    ],
)
def test_results_that_name_their_folder_stay_where_they_are(make_project, run, cell):
    project = make_project({"02_source_audit": [SAY, cell], "04_growth_rates": [SAY]})
    assert run(project).outcome == "ok"
    assert "02_source_audit" in list_executed(run(project, {"currency": "EUR"}, name="euro"))


def test_a_sweep_runs_once_what_does_not_vary(make_project, tmp_path):
    project = make_project({stem: [SAY] for stem in STEMS})
    grid = tmp_path / "money.yml"
    grid.write_text(
        f'common: {{data_dir: "{project.notebooks.parent / "data"}"}}\nproduct:\n  currency: [CNY,'
        " EUR, USD]\n  prices: [current, constant]\n",
        encoding="utf-8",
    )
    done = run_sweep(str(grid), project=project, jobs=1)
    executed = [stem for one in done.runs for stem in list_executed(one.record)]
    assert (
        done.outcome == "ok"
        and executed.count("04_growth_rates") == 6
        and executed.count("02_source_audit") == 1
    )


def test_a_page_of_another_run_is_never_copied(make_project, run):
    project = make_project({"02_source_audit": [SAY], "04_growth_rates": [SAY]})
    run(project)
    path = project.notebooks / "02_source_audit.ipynb"
    path.write_text(path.read_text().replace("A paragraph.", "REFUSE THIS PAGE"))
    assert run(project, {"currency": "EUR"}, name="euro").outcome == "missing-output"
    assert not (project.outputs / "euro.failed/html/02_source_audit.html").exists()
