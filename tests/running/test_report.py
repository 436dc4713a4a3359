"""A run is made whole, again only where something changed, and told truly."""

import io
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from helpers.parameters import Given, ParameterFaults
from helpers.paths import project_root
from helpers.running import folders, report
from helpers.running.folders import RunFault
from helpers.running.inputs import DataFaults
from helpers.running.progress import Progress
from helpers.running.record import read_record, write_record
from helpers.running.report import settle_name


def outcomes(record):
    return {notebook.stem: notebook.outcome for notebook in record.notebooks}


def executed(record):
    return [notebook.stem for notebook in record.notebooks if not notebook.skipped]


LEAVE_OPEN = """
handle = open(folder / "tables" / "{stem}_open.csv", "w")
_ = handle.write("written, never closed")
"""


@pytest.fixture(scope="module")
def good(make_project, run, small):
    """A project of three notebooks, run once with parameters that are not the defaults."""
    stems = ("01_data_assembly", "04_growth_rates", "08_findings")
    project = make_project({stem: [small.findings, "print('seen')", LEAVE_OPEN] for stem in stems})
    given = {
        "reading": "literal",
        "places": ["aksu-city", "西藏"],
        "first_year": Given("2014", "-p", True),
    }
    return project, given, run(project, given)


@pytest.fixture(scope="module")
def one(make_project, run, small):
    """A project of one notebook with a good run, for changing one thing after another."""
    project = make_project({"01_data_assembly": [small.findings]})
    assert run(project).outcome == "ok"
    return project


def test_a_good_run_leaves_all_its_products_and_nothing_beside_them(good):
    project, _, record = good
    assert record.outcome == "ok" and set(outcomes(record).values()) == {"ok"}
    made = {path.name for path in project.outputs.iterdir()}
    assert made == {"baseline", "index.html", ".baseline.lock", ".index.sha256"}
    for notebook in record.notebooks:
        expected = {f"findings/{notebook.stem}.json", f"html/{notebook.stem}.html"}
        expected |= {f"notebooks/{notebook.stem}.ipynb", f"tables/{notebook.stem}.csv"}
        expected |= {f"tables/{notebook.stem}_open.csv"}
        assert set(notebook.products) == expected
        assert notebook.seconds > 0 and not notebook.skipped and notebook.error is None
    assert (project.outputs / "baseline/index.html").read_text() == "ok 3"
    assert read_record(project.outputs / "baseline") == record


def test_a_file_that_a_notebook_left_open_is_whole(good):
    project, _, _ = good
    assert (
        project.outputs / "baseline/tables/04_growth_rates_open.csv"
    ).read_text() == "written, never closed"


def test_parameters_arrive_in_the_kernel_as_what_they_are(good, small):
    project, _, _ = good
    found = small.read_findings(project, "04_growth_rates")
    assert found["reading"] == "literal" and found["places"] == ["aksu-city", "西藏"]
    assert found["first_year"] == 2014 and found["out_dir"] == "outputs/baseline"
    assert found["types"] == ["str", "list", "int", "int", "str"]


def test_a_kernel_starts_in_the_folder_of_the_notebooks(good, small):
    project, _, _ = good
    assert small.read_findings(project, "01_data_assembly")["cwd"] == project.notebooks.name


def test_nothing_private_and_no_time_is_in_a_run_but_the_record_s_start(good, small):
    project, _, record = good
    root = str(project.notebooks.parent)
    for path, content in small.read_tree(project.outputs / "baseline").items():
        text = content.decode("utf-8")
        for private in (root, str(project_root()), str(Path.home()) + "/", os.uname().nodename):
            assert private not in text, f"{private} in {path}"
        if path.startswith("notebooks/"):
            assert "papermill" not in text
            assert not re.search(r"20\d\d-\d\d-\d\dT", text), path
    schema = json.loads(
        (Path(report.__file__).parent / "record.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.validate(
        json.loads((project.outputs / "baseline/record.json").read_text(encoding="utf-8")), schema
    )
    assert record.parameters["data_dir"] == "…/data"
    assert not [path for path in record.inputs if path.startswith("/")]
    assert {"python", "papermill", "pandas"} <= set(record.versions)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", record.started)


def test_a_run_made_by_force_has_the_same_bytes(good, run, small):
    project, given, _ = good
    before = small.read_tree(project.outputs / "baseline")
    record = run(project, given, force=True)
    assert executed(record) == [notebook.stem for notebook in record.notebooks]
    after = small.read_tree(project.outputs / "baseline")
    assert before.pop("record.json") != after.pop("record.json")
    assert before == after


def test_the_longest_notebook_starts_first_once_it_has_been_timed(make_project, run, small):
    project = make_project(
        {
            "01_data_assembly": [small.findings],
            "04_growth_rates": [small.findings, "1", "2"],
            "07_robustness": [small.findings.replace('"reading", ', "")],
        }
    )

    def find_order():
        log = io.StringIO()
        run(project, force=True, jobs=1, progress=Progress(log, verbose=True))
        return [line.split()[0] for line in log.getvalue().split("\n") if "  cell 1 of " in line]

    assert find_order() == ["07_robustness", "04_growth_rates", "01_data_assembly"], (
        "never timed: a test of findings, then by number of cells"
    )
    made = project.outputs / "baseline"
    record = read_record(made)
    timed = [replace(n, seconds=99.0 if n.stem[:2] == "01" else 1.0) for n in record.notebooks]
    write_record(made, replace(record, notebooks=timed))
    assert find_order()[0] == "01_data_assembly"


def test_a_second_run_changes_no_byte_and_loads_nothing_heavy(good, small, publisher):
    project, given, _ = good
    publisher_dir = str(Path(sys.modules[publisher.export_page.__module__].__file__).parents[1])
    before = small.read_tree(project.outputs)
    script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {publisher_dir!r})
from helpers.parameters import Given
from helpers.running.inputs import Project
from helpers.running.report import run_report
from small_publisher.publisher import PUBLISHER, Declarations
root = Path({str(project.notebooks.parent)!r})
project = Project.at(root, publisher=PUBLISHER, declarations=Declarations())
given = {{"data_dir": {str(project.notebooks.parent / "data")!r}, "reading": "literal",
         "places": ["aksu-city", "西藏"], "first_year": 2014}}
record = run_report(given, name="baseline", project=project)
assert all(notebook.skipped for notebook in record.notebooks), record
heavy = {{"papermill", "nbconvert", "nbformat", "pandas", "numpy", "matplotlib"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
    assert small.read_tree(project.outputs) == before


@pytest.mark.parametrize("changed", ["data", "helper", "lock", "code", "parameter"])
def test_what_can_change_results_executes_again(one, run, changed):
    root, given = one.notebooks.parent, {}
    if changed == "data":
        (root / "data/a.csv").write_text("x\n2\n", encoding="utf-8")
    elif changed == "helper":
        (root / "src/helpers/a.py").write_text("A = 2\n", encoding="utf-8")
    elif changed == "lock":
        (root / "requirements.lock").write_text("other\n", encoding="utf-8")
    elif changed == "code":
        path = one.notebooks / "01_data_assembly.ipynb"
        path.write_text(path.read_text().replace("import json, os", "import json, os  # again"))
    else:
        given = {"seed": 2}
    assert executed(run(one, given)) == ["01_data_assembly"]
    assert executed(run(one, given)) == []


@pytest.mark.parametrize("changed", ["text", "template"])
def test_what_changes_the_page_only_keeps_the_results(one, run, changed):
    run(one)
    result = one.outputs / "baseline/findings/01_data_assembly.json"
    page = one.outputs / "baseline/html/01_data_assembly.html"
    seen = result.stat().st_mtime_ns, page.read_text()
    if changed == "text":
        path = one.notebooks / "01_data_assembly.ipynb"
        path.write_text(path.read_text().replace("A paragraph.", "A better paragraph."))
    else:
        (one.notebooks.parent / "src/helpers/publishing/page.html").write_text("<p class=new>\n")
    before = read_record(one.outputs / "baseline").find("01_data_assembly")
    # The results are taken over byte for byte; a second execution would leave another record.
    record = run(one)
    assert (
        executed(record) == []
        and record.notebooks[0].seconds == before.seconds
        and record.notebooks[0].exported
    )
    assert record.notebooks[0].page_key != before.page_key and record.notebooks[0].key == before.key
    if changed == "text":
        assert "A better paragraph." in page.read_text() and seen[1] != page.read_text()
        notebook = json.loads(
            (one.outputs / "baseline/notebooks/01_data_assembly.ipynb").read_text()
        )
        assert [cell["execution_count"] for cell in notebook["cells"][1:]] == [1, 2, 3]


def test_what_changes_the_front_page_only_makes_it_anew_and_keeps_the_pages(one, run):
    run(one)
    front, page = (one.outputs / "baseline" / name for name in ("index.html", "html"))
    before = front.stat().st_mtime_ns, [each.read_bytes() for each in page.iterdir()]
    assert run(one).is_old
    (one.notebooks.parent / "src/helpers/publishing/index.py").write_text("A = 2\n")
    record = run(one)
    assert not record.is_old and executed(record) == []
    assert not any(notebook.exported for notebook in record.notebooks)
    assert front.stat().st_mtime_ns > before[0]
    assert [each.read_bytes() for each in page.iterdir()] == before[1]
    assert run(one).is_old, "once made it is up to date"


def test_every_reason_to_run_is_told_in_words(make_project, run, small):
    project = make_project({"01_data_assembly": [small.findings], "08_findings": [small.findings]})
    root = project.notebooks.parent
    given = {"data_dir": str(root / "data")}

    def explain(changes=(), **options):
        decisions, _ = report.explain_report(
            {**given, **dict(changes)}, name="baseline", project=project, **options
        )
        return {
            stem: (decision.action, "; ".join(decision.reasons))
            for stem, decision in decisions.items()
        }

    assert explain()["01_data_assembly"] == ("execute", "it has not run yet")
    assert not project.outputs.exists(), "nothing is written by asking"
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs)
    assert set(explain().values()) == {("keep", "")}
    assert explain(force=True)["08_findings"] == ("execute", "--force")
    assert explain({"reading": "point"})["01_data_assembly"] == (
        "execute",
        "parameters changed: reading is point, it was conventional",
    )
    (root / "src/helpers/publishing/page.html").write_text("<p class=new>")
    assert explain()["01_data_assembly"] == ("export", "the pages' template changed")
    (root / "src/helpers/a.py").write_text("A = 3")
    (root / "data/b.csv").write_text("x")
    (root / "requirements.lock").write_text("another")
    path = project.notebooks / "01_data_assembly.ipynb"
    text = path.read_text()
    path.write_text(
        text.replace("A paragraph.", "A better paragraph.").replace(
            "import json, os", "import os, json"
        )
    )
    words = explain()["01_data_assembly"][1]
    assert (
        words
        == "its code changed; …/data changed: b.csv; src/helpers changed: a.py; requirements.lock"
        " changed"
    )
    assert small.read_tree(project.outputs) == before
    path.write_text(text.replace("json.dumps(seen)", "json.dumps([seen])"))
    assert run(project).outcome == "ok"
    (project.outputs / "baseline/findings/01_data_assembly.json").unlink()
    assert explain()["01_data_assembly"] == (
        "execute",
        "findings/01_data_assembly.json was changed or removed",
    )


@pytest.mark.parametrize(
    "product", ["findings/01_data_assembly.json", "notebooks/01_data_assembly.ipynb"]
)
def test_a_product_that_was_damaged_is_made_again(one, run, product):
    run(one)
    path = one.outputs / "baseline" / product
    before = path.read_bytes()
    path.write_bytes(before[:-9])
    assert executed(run(one)) == ["01_data_assembly"]
    assert path.read_bytes() == before


def test_new_findings_reach_the_last_notebook_and_no_other(good, run):
    project, given, _ = good
    path = project.notebooks / "01_data_assembly.ipynb"
    path.write_text(path.read_text().replace("print('seen')", "print('new code, old findings')"))
    assert executed(run(project, given)) == ["01_data_assembly"]
    path.write_text(path.read_text().replace("json.dumps(seen)", "json.dumps([seen])"))
    assert executed(run(project, given)) == ["01_data_assembly", "08_findings"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "../a",
        ".hidden",
        "-n",
        "a b",
        "é",
        "x" * 61,
        "a.failed",
        "index.html",
        "a\n",
    ],
)
def test_a_name_that_could_leave_or_clutter_the_outputs_is_refused(one, run, name, small):
    before = small.read_tree(one.outputs)
    with pytest.raises(RunFault, match="run name"):
        run(one, name=name)
    assert small.read_tree(one.outputs) == before


def test_the_name_and_out_dir_must_agree():
    outputs = project_root() / "outputs"
    assert settle_name(None, {"out_dir": "outputs/eur"}, outputs)[0] == "eur"
    assert settle_name(None, {}, outputs) == ("baseline", {"out_dir": "outputs/baseline"})
    for name, out_dir in [
        ("eur", "outputs/usd"),
        (None, "elsewhere/eur"),
        (None, "/tmp/eur"),
        (None, "outputs"),
    ]:
        with pytest.raises(ParameterFaults, match="use --name"):
            settle_name(name, {"out_dir": out_dir}, outputs)


def test_outputs_that_cannot_be_written_are_refused_in_words(make_project, run, small):
    project = make_project({"01_data_assembly": [small.findings]})
    project.outputs.write_text("a plain file", encoding="utf-8")
    with pytest.raises(
        RunFault, match="cannot write into the outputs folder .*outputs: File exists"
    ):
        run(project)
    below = replace(project, outputs=project.outputs / "deeper")
    with pytest.raises(RunFault, match="Not a directory"):
        run(below)
    assert project.outputs.read_text(encoding="utf-8") == "a plain file"


def test_a_folder_that_no_run_has_written_is_not_deleted(one, run):
    thesis = one.outputs / "thesis" / "chapter.txt"
    thesis.parent.mkdir()
    thesis.write_text("years of work", encoding="utf-8")
    with pytest.raises(RunFault, match="chapter.txt"):
        run(one, name="thesis")
    assert thesis.read_text(encoding="utf-8") == "years of work"
    shutil.rmtree(thesis.parent)


def test_a_run_s_folder_that_is_a_link_is_refused_and_left_alone(one, run, tmp_path):
    (tmp_path / "precious.txt").write_text("years of work")
    link = one.outputs / "linked"
    for target in (tmp_path, tmp_path / "nowhere"):
        link.symlink_to(target)
        with pytest.raises(RunFault, match="linked is a link"):
            run(one, name="linked")
        link.unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_failed_attempt_that_the_good_run_has_outlived_goes(one, run):
    assert run(one).outcome == "ok"
    path = one.notebooks / "01_data_assembly.ipynb"
    before = path.read_text()
    path.write_text(before.replace("import json, os", "import json, os; 1 / 0"))
    assert run(one).outcome == "cell-error" and (one.outputs / "baseline.failed").is_dir()
    path.write_text(before)
    assert executed(run(one)) == []
    assert not (one.outputs / "baseline.failed").exists()
    assert (one.outputs / "index.html").read_text() == "baseline"


def test_a_run_that_is_refused_leaves_no_lock_file(one, run):
    with pytest.raises(Exception, match="reading"):
        run(one, {"reading": "loose"}, name="refused")
    with pytest.raises(RunFault, match="no such"):
        with folders.lock_run(folders.RunFolders(one.outputs, "refused")):
            raise RunFault("no such place")
    assert not (one.outputs / ".refused.lock").exists()
    run(one)
    assert (one.outputs / ".baseline.lock").exists()


def test_two_reports_into_one_run_do_not_meet(one, run):
    with folders.lock_run(folders.RunFolders(one.outputs, "baseline")):
        with pytest.raises(RunFault, match="another rural report is writing baseline"):
            run(one)
    run(one)


def test_a_worker_without_a_task_is_told_as_idle(one, run, capsys):
    """One notebook is one task at a time: of two workers one has never anything to do."""
    from helpers.running.progress import Progress

    shares = []
    for jobs in (1, 2):
        assert (
            run(one, force=True, jobs=jobs, progress=Progress(sys.stdout, verbose=True)).outcome
            == "ok"
        )
        told = re.search(
            r"^idle: ([\d.]+) of ([\d.]+) worker seconds", capsys.readouterr().out, re.MULTILINE
        )
        shares.append(float(told[1]) / float(told[2]))
    assert shares[0] < 0.45 < shares[1]
    run(one, progress=Progress(sys.stdout, verbose=True))
    assert "idle" not in capsys.readouterr().out, "where nothing is done nobody waits"


SPAN = """
import os, time
from pathlib import Path
begun, meeting = time.monotonic(), Path(os.environ["RURAL_TEST_MARKER"])
(meeting / "{stem}").touch()
while len(list(meeting.iterdir())) < int(meeting.name):  # they meet, however slowly each starts
    time.sleep(0.05)
time.sleep(0.7)
_ = (folder / "tables" / "{stem}_span.json").write_text(json.dumps([begun, time.monotonic()]))
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_as_many_notebooks_run_at_a_time_as_was_asked_for(
    make_project, run, small, tmp_path, monkeypatch, jobs
):
    monkeypatch.setenv("RURAL_TEST_MARKER", str(tmp_path / str(jobs)))
    (tmp_path / str(jobs)).mkdir()
    stems = [f"{number:02}_waits" for number in range(1, 5)]
    project = make_project({stem: [small.findings, SPAN] for stem in stems})
    assert run(project, jobs=jobs).outcome == "ok"
    spans = [
        json.loads((project.outputs / "baseline" / "tables" / f"{stem}_span.json").read_text())
        for stem in stems
    ]
    together = [sum(begun <= moment < ended for begun, ended in spans) for moment, _ in spans]
    assert max(together) == jobs


def test_where_there_is_no_fork_a_run_is_made_all_the_same_and_equal(one, run, small, monkeypatch):
    """As on Windows: no fork server, no process groups, kernels started the ordinary way."""
    assert run(one).outcome == "ok"
    before = small.read_tree(one.outputs / "baseline")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert run(one, force=True, warm=False).outcome == "ok"
    after = small.read_tree(one.outputs / "baseline")
    assert before.pop("record.json") != after.pop("record.json") and before == after


def test_half_a_run_left_by_a_killed_process_is_cleared_away(one, run, small):
    run(one)
    paths = folders.RunFolders(one.outputs, "baseline")
    before = small.read_tree(paths.final)
    paths.final.rename(paths.old)  # killed between the two renames
    (paths.staging / "html").mkdir(parents=True)
    (paths.staging / "html/half.html").write_text("half")
    assert executed(run(one)) == []
    assert small.read_tree(paths.final) == before
    assert not paths.old.exists() and not paths.staging.exists()


def test_data_with_faults_stops_the_run_before_any_kernel(one, run, small):
    asked = []

    def check(data_dir):
        asked.append(data_dir)
        return (
            ["a.csv, row 2: wrong", "a.csv, row 3: wrong"]
            if "bad" in (data_dir / "a.csv").read_text()
            else []
        )

    run(one)
    before = small.read_tree(one.outputs)
    checked = replace(one, check=check)
    run(checked)
    assert asked == [], "data that passed once, unchanged, is not read again"
    good = (one.notebooks.parent / "data/a.csv").read_text()
    (one.notebooks.parent / "data/a.csv").write_text("bad")
    with pytest.raises(DataFaults) as caught:
        run(checked)
    assert caught.value.faults == ["a.csv, row 2: wrong", "a.csv, row 3: wrong"]
    assert small.read_tree(one.outputs) == before
    (one.notebooks.parent / "data/a.csv").write_text(good)


def test_a_missing_data_folder_and_wrong_parameters_start_nothing(one, run, small):
    before = small.read_tree(one.outputs)
    with pytest.raises(RunFault, match="there is no folder .*nowhere"):
        run(one, {"data_dir": "/nowhere"})
    with pytest.raises(ParameterFaults, match="did you mean 'reading'"):
        run(one, {"readin": "point"})
    with pytest.raises(RunFault, match="-n 0: allowed is 1 or more notebooks"):
        run(one, jobs=0)
    with pytest.raises(RunFault, match="--timeout nan: allowed is more than 0 seconds"):
        report.explain_report({}, project=one, timeout_seconds=float("nan"))
    assert small.read_tree(one.outputs) == before


CELL = '{"cells": [{"cell_type": "code", "source": "", "metadata": {}}, %s], "metadata": {}}'
NO_NOTEBOOK = [
    ("", "Expecting value"),
    ("[]", "it has no list of cells"),
    ("{}", "it has no list of cells"),
    ('{"cells": 1}', "it has no list of cells"),
    ("<<<<<<< ours", "Expecting value"),
    ('{"cells": [], "metadata": null}', "its metadata are no mapping"),
    (CELL % "null", "cell 2 is of no known type; allowed: code, markdown, raw"),
    (CELL % '{"cell_type": "kode", "source": "", "metadata": {}}', "cell 2 is of no known type"),
    (
        CELL % '{"cell_type": "code", "source": "", "metadata": null}',
        "the metadata of cell 2 are no mapping",
    ),
    (
        CELL % '{"cell_type": "code", "source": "", "metadata": []}',
        "the metadata of cell 2 are no mapping",
    ),
    (
        CELL % '{"cell_type": "markdown", "source": "", "metadata": {}, "attachments": null}',
        "the attachments of cell 2 are no mapping",
    ),
    (
        CELL % '{"cell_type": "code", "source": "", "metadata": {"tags": null}}',
        "the tags of cell 2 are no list of words",
    ),
    (
        CELL % '{"cell_type": "code", "source": "", "metadata": {"tags": "parameters"}}',
        "the tags of cell 2 are no list of words",
    ),
    (
        CELL % '{"cell_type": "code", "source": null, "metadata": {}}',
        "the source of cell 2 is no text",
    ),
    (
        CELL % '{"cell_type": "code", "source": [1], "metadata": {}}',
        "the source of cell 2 is no text",
    ),
]


@pytest.mark.parametrize(("text", "words"), NO_NOTEBOOK)
def test_a_file_that_is_no_notebook_is_named(make_project, run, small, text, words):
    project = make_project({"01_data_assembly": [small.findings]})
    (project.notebooks / "02_broken.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(RunFault, match=f"02_broken.ipynb cannot be read as a notebook: {words}"):
        run(project)
    assert not project.outputs.exists()


def test_notebooks_that_would_share_their_products_are_refused(make_project, run, small):
    project = make_project({"01_data_assembly": [small.findings], "01_another": [small.findings]})
    with pytest.raises(RunFault, match="share a number"):
        run(project)


def test_a_product_without_a_number_is_named(make_project, run, small, capsys):
    from helpers.running.progress import Progress

    stray = "_ = (folder / 'tables' / 'overview.csv').write_text('a')"
    project = make_project({"01_data_assembly": [small.findings, stray]})
    assert run(project, progress=Progress(sys.stdout)).outcome == "ok"
    assert "tables/overview.csv: belongs to no notebook" in capsys.readouterr().out


def test_a_copy_beside_the_notebooks_is_not_run_and_said_so(one, run, capsys):
    from helpers.running.progress import Progress

    copy = one.notebooks / "01_data_assembly-Copy1.ipynb"
    shutil.copyfile(one.notebooks / "01_data_assembly.ipynb", copy)
    record = run(one, progress=Progress(sys.stdout))
    copy.unlink()
    assert list(outcomes(record)) == ["01_data_assembly"]
    assert "01_data_assembly-Copy1.ipynb: not run" in capsys.readouterr().out


def test_before_anything_runs_it_is_said_how_much_will_and_what_it_took_last_time(
    make_project, run, small
):
    project = make_project(
        {"01_data_assembly": [small.findings], "04_growth_rates": [small.findings]}
    )

    def told(**options):
        log = io.StringIO()
        run(project, progress=Progress(log), **options)
        return log.getvalue().splitlines()

    assert told()[0] == "2 of 2 notebooks to run"
    assert re.fullmatch(
        r"2 of 2 notebooks to run; they took \d+ s of work last time", told(force=True)[0]
    )
    assert not any("to run" in line for line in told())
