"""One site and one browser for all tests that look at pages in Chromium."""

import hashlib
import json
import os
import shutil

import pytest
from chromium import Chromium, find_missing

from helpers.paths import project_root
from helpers.publishing.site import write_site


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """The folder of a whole site: the usual run, another beside it, and both compared.

    ``RURAL_SITE`` names one that is there; otherwise it is laid out here.
    """
    if os.environ.get("RURAL_SITE"):
        return project_root() / os.environ["RURAL_SITE"]
    outputs = tmp_path_factory.mktemp("pages") / "outputs"
    shutil.copytree(request.getfixturevalue("usual_run"), outputs / "baseline")
    change_copy(outputs / "baseline", outputs / "literal")
    runs, faults = write_site(outputs, outputs / "site")
    assert runs == ["baseline", "literal"] and faults == []
    return outputs / "site"


def change_copy(run, other):
    """Copy a run under another name, with another parameter and another sentence: what a comparison has to show."""
    shutil.copytree(run, other)
    record = json.loads((other / "record.json").read_text(encoding="utf-8"))
    record["parameters"]["reading"] = "literal"
    path = min((other / "findings").glob("*.json"))
    findings = json.loads(path.read_text(encoding="utf-8"))
    findings["findings"][0]["text"] += " Or **more**."
    path.write_text(json.dumps(findings), encoding="utf-8")
    for notebook in record["notebooks"]:
        name = f"findings/{path.name}"
        if name in notebook["products"]:
            notebook["products"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (other / "record.json").write_text(json.dumps(record), encoding="utf-8")


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
def pages(site):
    """The pages of the site: all of its own, and of the runs beside the usual one only the front page."""
    found = sorted(site.rglob("*.html"))
    return [
        p
        for p in found
        if p.parent == site
        or p.parent.name in ("baseline", "comparisons")
        or p.parent.parent.name == "baseline"
    ]
