"""A page says of its findings how they fare under other choices, which another notebook of the run
finds out."""

import json

import pytest

from helpers.running import report
from helpers.running.record import read_record, write_record

SAY = """
import json
from helpers.paths import output_folder
folder = output_folder(out_dir) / "findings"
folder.mkdir(exist_ok=True)
_ = (folder / "{stem}.json").write_text(json.dumps({"findings": FINDINGS}))
"""
TESTED = SAY.replace("FINDINGS", '[{"key": "growth", "text": "It grew."}]')
UNTESTED = SAY.replace("FINDINGS", '[{"key": "count", "text": "Three."}]')
HOLDS = SAY.replace(
    "FINDINGS", '[{"key": "robust", "text": "It holds in 3 of 4.", "about": "growth"}]'
)
STEMS = ("01_data_assembly", "04_growth_rates", "07_robustness", "08_findings")


@pytest.fixture
def project(make_project):
    """A run with one finding that is tested, one that is not, and the notebook that tests."""
    return make_project(
        dict(
            zip(
                STEMS, ([UNTESTED], [TESTED], [HOLDS], [SAY.replace("FINDINGS", "[]")]), strict=True
            )
        )
    )


def read_robustness(project, run="baseline"):
    """Return what each page was given."""
    pages = (project.outputs / run / "html").glob("*.html")
    return {
        page.stem: json.loads(page.read_text(encoding="utf-8").splitlines()[0])["robustness"]
        for page in sorted(pages)
    }


def change(project, stem, old, new):
    path = project.notebooks / f"{stem}.ipynb"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def say_done(record):
    return {
        n.stem: "kept" if n.skipped and not n.exported else "exported" if n.skipped else "executed"
        for n in record.notebooks
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_gets_the_robustness_of_its_own_findings_and_no_other(project, run, jobs):
    assert run(project, jobs=jobs).outcome == "ok"
    said = read_robustness(project)
    assert said == {
        **dict.fromkeys(STEMS, {}),
        "04_growth_rates": {"growth": "It holds in 3 of 4."},
    }
    assert set(say_done(run(project)).values()) == {"kept"}


def test_another_robustness_makes_the_page_anew_and_executes_nothing_else(project, run):
    run(project)
    change(project, "07_robustness", "3 of 4", "2 of 4")
    assert say_done(run(project)) == {
        "01_data_assembly": "kept",
        "04_growth_rates": "exported",
        "07_robustness": "executed",
        "08_findings": "executed",
    }
    assert read_robustness(project)["04_growth_rates"] == {"growth": "It holds in 2 of 4."}
    assert set(say_done(run(project)).values()) == {"kept"}


def test_the_same_robustness_found_in_another_way_keeps_every_page(project, run):
    run(project)
    change(project, "07_robustness", "import json", "import json  # again")
    assert say_done(run(project)) == {**dict.fromkeys(STEMS, "kept"), "07_robustness": "executed"}


def test_where_the_test_fails_pages_are_made_and_say_nothing_of_it(project, run):
    run(project)
    change(project, "07_robustness", "import json", "import json; print(1 / 0)")
    change(project, "01_data_assembly", "Three.", "Four.")
    record = run(project)
    assert (record.outcome, record.find("07_robustness").outcome) == ("cell-error", "cell-error")
    assert read_robustness(project, "baseline.failed") == dict.fromkeys(STEMS[:3], {})
    assert (
        record.find("04_growth_rates").outcome == "ok"
        and record.find("01_data_assembly").outcome == "ok"
    )
    change(project, "07_robustness", "; print(1 / 0)", "")
    repaired = say_done(run(project))
    assert repaired["04_growth_rates"] == "kept", (
        "the last good page says what the repaired test says"
    )
    assert read_robustness(project)["04_growth_rates"] == {"growth": "It holds in 3 of 4."}


def test_findings_that_cannot_be_read_stop_no_page(project, run):
    change(project, "07_robustness", "json.dumps({", "json.dumps(3) if seed else str({")
    assert run(project).outcome == "ok"
    assert set(map(str, read_robustness(project).values())) == {"{}"}


def test_the_reason_is_told_in_words(project, run):
    run(project)
    folder = project.outputs / "baseline"
    record = read_record(folder)
    record.notebooks[1].page_parts["robustness"] = record.notebooks[1].page_key = "another"
    write_record(folder, record)
    decisions, _ = report.explain_report(
        {"data_dir": str(project.notebooks.parent / "data")}, name="baseline", project=project
    )
    decision = decisions["04_growth_rates"]
    assert (decision.action, decision.reasons) == (
        "export",
        ["how its findings fare under other choices changed"],
    )
