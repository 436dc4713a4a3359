"""Damage to a run is seen, told and repaired; what is not the run's own is never lost with it."""

import json
import os
import shutil

import pytest

from helpers.cli import main
from helpers.running import folders
from helpers.running import run as run_module
from helpers.running.folders import RunFault, list_strange
from helpers.running.record import read_record, write_json
from helpers.running.runs import find_run, list_runs, remove_runs
from helpers.running.sweep import run_sweep


class Notes:
    """Hear what is told to a person."""

    def __init__(self):
        self.lines = []

    def note(self, text):
        self.lines.append(text)

    def __getattr__(self, name):
        return lambda *_: None


@pytest.fixture(scope="module")
def made(make_project, run, small):
    """A good run, and a copy of it as it was made."""
    project = make_project(
        {stem: [small.findings] for stem in ("01_data_assembly", "04_growth_rates")}
    )
    assert run(project).outcome == "ok"
    kept = project.outputs.parent / "kept"
    shutil.copytree(project.outputs, kept)
    return project, kept


@pytest.fixture
def project(made):
    """The project, its outputs as they were made."""
    project, kept = made
    shutil.rmtree(project.outputs)
    shutil.copytree(kept, project.outputs)
    return project


def repair(run, project):
    """Run again; return what was told and which notebooks ran."""
    notes = Notes()
    record = run(project, progress=notes)
    assert record.outcome == "ok"
    return notes.lines, [one.stem for one in record.notebooks if not one.skipped]


@pytest.mark.parametrize("how", ["cut", "altered", "removed"])
@pytest.mark.parametrize(
    ("path", "executed"),
    [
        ("index.html", []),
        ("html/04_growth_rates.html", []),
        ("tables/04_growth_rates.csv", ["04_growth_rates"]),
        ("notebooks/01_data_assembly.ipynb", ["01_data_assembly"]),
    ],
)
def test_every_damaged_file_of_a_run_is_told_and_made_anew(project, run, path, executed, how):
    file = project.outputs / "baseline" / path
    before = file.read_bytes()
    if how == "removed":
        file.unlink()
    else:
        file.write_bytes(before[:-1] if how == "cut" else before + b"<b>bought</b>")
    told, ran = repair(run, project)
    assert told == [f"baseline: {path} was changed or removed; made anew from what is whole"]
    assert ran == executed and file.read_bytes() == before
    assert repair(run, project) == ([], [])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_damaged_list_of_runs_is_written_anew(project, run, is_there):
    page = project.outputs / "index.html"
    before = page.read_bytes()
    page.write_bytes(b"bought") if is_there else page.unlink()
    repair(run, project)
    assert page.read_bytes() == before


def test_a_run_is_called_up_to_date_only_where_nothing_had_to_be_made_anew(project, capsys):
    report = ["report", "-p", "data_dir", str(project.notebooks.parent / "data"), "-n", "1"]
    report += ["--name", "baseline"]
    for damage, words in ((b"", "ready"), (None, "up to date")):
        if damage is not None:
            (project.outputs / "baseline" / "index.html").write_bytes(damage)
        assert main(report, project=project) == 0
        said = capsys.readouterr().out
        assert said.endswith(f"outputs/baseline/index.html is {words}\n"), said


EDITS = {
    "parameters": {"reading": "literal"},
    "versions": {"python": "3.99"},
    "started": "1999-01-01T00:00:00Z",
    "outcome": "timeout",
    "run": "another",
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_record_is_not_believed_and_the_run_is_made_again(project, run, name):
    path = project.outputs / "baseline" / "record.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    write_json(path, content | {name: EDITS[name]})
    assert not find_run(project.outputs, "baseline").is_good
    told, ran = repair(run, project)
    assert told == ["baseline: its record was changed after it was written; it is made again"]
    assert ran == ["01_data_assembly", "04_growth_rates"]
    assert repair(run, project) == ([], [])


def test_a_record_that_contradicts_its_executed_notebooks_is_not_believed(project, run):
    folder = project.outputs / "baseline"
    record = read_record(folder)
    record.parameters["reading"] = "literal"
    write_json(folder / "record.json", record.as_dict())  # with a digest that fits
    assert read_record(folder) is not None
    misfit = find_run(project.outputs, "baseline").find_misfit()
    assert (
        misfit == "its record has reading = 'literal', "
        "notebooks/01_data_assembly.ipynb was executed with 'conventional'"
    )
    told, ran = repair(run, project)
    assert told == [f"baseline: {misfit}; it is made again"] and len(ran) == 2


def reseal(folder, change):
    """Change a record and give it a digest that fits."""
    record = read_record(folder)
    change(record)
    write_json(folder / "record.json", record.as_dict())
    assert read_record(folder) is not None


def forge_python(record):
    record.versions["python"] = "3.99.0"


def forge_library(record):
    record.notebooks[1].parts["libraries"] = "0" * 64


def forge_version(record):
    record.versions["numpy"] = "99"


def forge_data(record):
    record.inputs = {path: "0" * 64 for path in record.inputs}


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (forge_python, "its record has other python than 01_data_assembly was executed with"),
        (forge_version, "its record has other libraries than 01_data_assembly was executed with"),
        (forge_data, "its record has other data than 01_data_assembly was executed with"),
        (forge_library, "its record gives 04_growth_rates a key that is not of its parts"),
    ],
)
def test_a_forged_record_is_found_by_what_it_contradicts(project, run, forge, words):
    reseal(project.outputs / "baseline", forge)
    assert find_run(project.outputs, "baseline").find_misfit().startswith(words)
    told, ran = repair(run, project)
    assert len(told) == 1 and told[0].startswith(f"baseline: {words}") and len(ran) == 2
    assert repair(run, project) == ([], [])


def test_a_parameter_that_a_record_has_too_much_is_gone_with_the_next_run(project, run):
    reseal(project.outputs / "baseline", lambda record: record.parameters.update({"<b>": "x"}))
    assert repair(run, project)[1] == []
    assert "<b>" not in read_record(project.outputs / "baseline").parameters


def test_a_failed_run_that_is_called_whole_is_not_believed(make_project, run, small):
    project = make_project({"01_data_assembly": [small.findings, "1 / 0"]})
    assert run(project).outcome == "cell-error"
    failed, good = project.outputs / "baseline.failed", project.outputs / "baseline"
    os.rename(failed, good)

    def forge(record):
        record.outcome = record.notebooks[0].outcome = "ok"

    reseal(good, forge)
    known = find_run(project.outputs, "baseline")
    assert known.find_misfit() == (
        "its record calls it whole, notebooks/01_data_assembly.ipynb ended with an error"
    )
    record = run(project)
    assert record.outcome == "cell-error" and not record.notebooks[0].skipped


def test_a_copy_of_a_run_under_another_name_is_no_run_of_that_name(project, run):
    shutil.copytree(project.outputs / "baseline", project.outputs / "copy")
    known = {one.name: one for one in list_runs(project.outputs)}
    assert known["baseline"].is_good and not known["copy"].is_good
    assert known["copy"].fault == "its record is that of the run baseline"


STRAYS = ["tables/mine.csv", "tables/04_mine.csv", "html/deep/notes.txt", "figures/a/b/c.svg"]


@pytest.mark.parametrize("path", [*STRAYS, "thesis.txt"])
def test_a_file_that_no_run_has_written_is_never_lost_with_a_run(project, run, path):
    file = project.outputs / "baseline" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    with pytest.raises(RunFault, match=f"holds what no run writes \\({path}\\)"):
        run(project, force=True)
    assert remove_runs(project.outputs) == ["baseline"]
    assert file.read_text() == "mine"


def test_a_link_in_a_run_is_never_lost_or_followed(project, run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.csv").write_text("mine")
    tables = project.outputs / "baseline" / "tables"
    (tables / "04_linked").symlink_to(tmp_path / "elsewhere")
    assert list_strange(project.outputs / "baseline") == ["tables/04_linked"]
    with pytest.raises(RunFault, match="tables/04_linked"):
        run(project, force=True)
    remove_runs(project.outputs)
    assert (tmp_path / "elsewhere" / "a.csv").read_text() == "mine" and tables.is_dir()


def test_what_programs_leave_that_only_looked_does_not_stop_a_run(project, run):
    kept = project.outputs / "baseline" / "notebooks" / ".ipynb_checkpoints"
    kept.mkdir()
    (kept / "04-checkpoint.ipynb").write_text("{}")
    (project.outputs / "baseline" / ".DS_Store").write_text("x")
    assert repair(run, project) == ([], [])
    assert run(project, force=True).outcome == "ok"


def test_a_notebook_s_own_files_at_any_depth_belong_to_the_run(make_project, run, small):
    deep = (
        "(folder / 'tables' / 'a').mkdir()\n_ = (folder / 'tables' / 'a' / 'b.csv').write_text('1')"
    )
    numbered = (
        "(folder / 'tables' / '01_x').mkdir()\n_ = (folder / 'tables' / '01_x' /"
        " 'c.csv').write_text('1')"
    )
    project = make_project({"01_data_assembly": [small.findings, deep, numbered]})
    record = run(project)
    assert record.outcome == "ok"
    assert "tables/a/b.csv" in record.files
    assert "tables/01_x/c.csv" in record.notebooks[0].products
    assert repair(run, project) == ([], [])
    assert run(project, force=True).outcome == "ok"


def test_a_killed_attempt_leaves_only_what_its_record_names(project, run):
    outputs = project.outputs
    os.rename(outputs / "baseline", outputs / ".baseline.staging")
    (outputs / ".baseline.staging" / "tables" / "05_half.csv").write_text("hal")
    told, ran = repair(run, project)
    assert told == [] and ran == []
    assert not list(outputs.rglob("05_half.csv")) and not list(outputs.glob(".*.staging"))


def test_cleaning_takes_no_lock_from_a_run_that_is_being_written(project):
    first = folders.RunFolders(project.outputs, "first")
    with folders.lock_run(first):
        folders.make_staging(first)
        with pytest.raises(RunFault, match="is writing first"):
            remove_runs(project.outputs)
        assert first.lock.exists() and (project.outputs / "baseline").is_dir()
    remove_runs(project.outputs)
    assert not first.staging.exists() and not (project.outputs / "baseline").exists()


def test_a_file_that_came_while_the_run_was_made_is_not_lost_with_the_old_one(
    project, run, monkeypatch
):
    mine = project.outputs / "baseline" / "tables" / "mine.csv"
    write = run_module.write_record

    def come(folder, record):
        mine.write_text("mine")
        write(folder, record)

    monkeypatch.setattr(run_module, "write_record", come)
    with pytest.raises(RunFault, match="holds what no run writes \\(tables/mine.csv\\)"):
        run(project, force=True)
    monkeypatch.undo()
    assert mine.read_text() == "mine"
    mine.unlink()
    assert repair(run, project) == ([], [])


def test_a_file_that_came_into_a_failed_attempt_is_not_lost_with_it(
    make_project, run, small, monkeypatch
):
    project = make_project({"01_data_assembly": [small.findings, "1 / 0"]})
    assert run(project).outcome == "cell-error"
    small.write_notebook(project.notebooks / "01_data_assembly.ipynb", [small.findings])
    mine = project.outputs / "baseline.failed" / "notes.txt"
    write = run_module.write_record

    def come(folder, record):
        mine.write_text("mine")
        write(folder, record)

    monkeypatch.setattr(run_module, "write_record", come)
    with pytest.raises(RunFault, match="holds what no run writes \\(notes.txt\\)"):
        run(project)
    monkeypatch.undo()
    assert mine.read_text() == "mine"
    mine.unlink()
    assert run(project).outcome == "ok"


@pytest.mark.parametrize("name", ["index.html", "findings.csv", "sweep.json"])
def test_a_folder_of_somebody_else_is_not_taken_for_a_sweep_s(make_project, small, tmp_path, name):
    project = make_project({"01_data_assembly": [small.findings]})
    data_dir = project.notebooks.parent / "data"
    grid = tmp_path / "mine.yml"
    grid.write_text(f"common: {{data_dir: '{data_dir}'}}\nproduct: {{reading: [point]}}\n")
    page = project.outputs / "sweep-mine" / name
    page.parent.mkdir(parents=True)
    page.write_text("mine")
    with pytest.raises(RunFault, match="was not written by this project"):
        run_sweep(str(grid), project=project)
    assert page.read_text() == "mine"
    page.unlink()
    assert run_sweep(str(grid), project=project).outcome == "ok"
    summary = project.outputs / "sweep-mine" / "sweep.json"
    before = summary.read_bytes()
    summary.write_bytes(before[:50])  # damaged, and so made anew
    assert run_sweep(str(grid), project=project).outcome == "ok"
    assert summary.read_bytes() != before[:50]
    remove_runs(project.outputs)
    assert not summary.parent.exists()


def test_a_list_of_runs_of_somebody_else_is_not_replaced(make_project, run, small):
    project = make_project({"01_data_assembly": [small.findings]})
    project.outputs.mkdir(exist_ok=True)
    page = project.outputs / "index.html"
    page.write_text("mine")
    with pytest.raises(RunFault, match="index.html was not written by this project"):
        run(project)
    assert page.read_text() == "mine" and list(project.outputs.iterdir()) == [page]
