"""One site and one browser for all tests that look at pages in Chromium."""

import json
import os
import shutil
import statistics
from dataclasses import replace

import pytest
from chromium import PLAIN_TABLE, Chromium, find_missing

from helpers.paths import project_root
from helpers.publishing.site import write_site
from helpers.running.folders import hash_files
from helpers.running.record import read_record, write_record


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """The folder of a whole site: the usual run, another beside it, both compared, the examples.

    ``RURAL_SITE`` names one that is there; otherwise it is laid out here.
    """
    if os.environ.get("RURAL_SITE"):
        return project_root() / os.environ["RURAL_SITE"]
    outputs = tmp_path_factory.mktemp("pages") / "outputs"
    shutil.copytree(request.getfixturevalue("usual_run"), outputs / "baseline")
    change_copy(outputs / "baseline", outputs / "literal")
    examples = request.getfixturevalue("example_runs")
    for name, run in examples.items():
        shutil.copytree(run, outputs / name)
    runs, faults = write_site(outputs, outputs / "site")
    assert runs == sorted(["baseline", "literal", *examples]) and faults == []
    return outputs / "site"


def change_copy(run, other):
    """Copy a run under another name, with another parameter and another sentence: what a comparison
    has to show."""
    shutil.copytree(run, other)
    path = min((other / "findings").glob("*.json"))
    findings = json.loads(path.read_text(encoding="utf-8"))
    findings["findings"][0]["text"] += " Or **more**."
    path.write_text(json.dumps(findings), encoding="utf-8")
    for path in (other / "notebooks").glob("*.ipynb"):  # what was executed says the same
        text = path.read_text(encoding="utf-8")
        text = text.replace('reading = \\"conventional\\"', 'reading = \\"literal\\"')
        path.write_text(text, encoding="utf-8")
    record = read_record(run)
    notebooks = [replace(n, products=hash_files(other, n.products)) for n in record.notebooks]
    write_record(
        other,
        replace(
            record,
            run=other.name,
            parameters=record.parameters | {"reading": "literal"},
            notebooks=notebooks,
            files=hash_files(other, record.files),
        ),
    )


SAID = []


@pytest.fixture(scope="session")
def say():
    """Return a function that keeps a line for the end of the tests."""
    return SAID.append


def pytest_terminal_summary(terminalreporter):
    for line in SAID:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def browser():
    """One Chromium session."""
    missing = find_missing()
    if missing:
        pytest.skip("no browser tests without " + ", ".join(missing))
    session = Chromium()
    yield session
    session.close()


@pytest.fixture(scope="session")
def most_seconds(browser, tmp_path_factory):
    """CPU seconds that a page may cost the browser: those of five plain tables of 5,000 cells."""
    plain, seconds = tmp_path_factory.mktemp("plain") / "table.html", []
    plain.write_text(PLAIN_TABLE, encoding="utf-8")
    for _ in range(3):
        browser.open(plain)
        seconds.append(browser.find_work_seconds())
    return 5 * statistics.median(seconds)


@pytest.fixture(scope="session")
def pages(site):
    """The pages of the site: all of its own, and of the runs beside the usual one only the front
    page."""
    found = sorted(site.rglob("*.html"))
    examples = {path.name for path in (project_root() / "data" / "examples").iterdir()}
    return [
        p
        for p in found
        if p.stem.partition("--")[2] not in examples
        and (
            p.parent == site
            or p.parent.name in ("baseline", "comparisons")
            or p.parent.parent.name == "baseline"
        )
    ]


@pytest.fixture(scope="session")
def example_pages(site):
    """Of each example the pages that differ most in kind, and its comparison with the usual run."""
    names = ("index.html", "observations.html", "html/04_growth_rates.html")
    runs = [site / path.name for path in (project_root() / "data" / "examples").iterdir()]
    pages = [run / name for run in sorted(runs) for name in names]
    pages += [site / "comparisons" / f"baseline--{run.name}.html" for run in sorted(runs)]
    return [page for page in pages if page.is_file()]
