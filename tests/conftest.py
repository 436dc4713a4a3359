"""Fixtures that several tests share, and the order of the files: long ones first."""

import fcntl
import os
import shutil
import signal
import sys
from pathlib import Path

import hypothesis
import pytest

from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
from helpers.running.report import run_report

# A shell starts what runs in its background deaf to Ctrl-C, and so are all processes below it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# jsonschema compiles a grammar for a second as it is imported, if it is there; no test needs it.
sys.modules.setdefault("rfc3987_syntax", None)

EXAMPLES = project_root() / "data" / "examples"
EXAMPLE_NAMES = ("karnataka", "senegal")

# A test may take as long as the machine needs: no property fails because others are busy. What
# passed once passes again: the suite draws the same cases, and `make explore` draws others.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile("suite")

# Two processes take one file after the other; what takes long must not be left to the end.
LONG_FILES = (
    "notebooks/test_runs.py",
    "notebooks/test_read_report.py",
    "browser/test_site_in_chromium.py",
    "browser/test_print.py",
    "running/test_cluster.py",
    "running/test_interruption.py",
    "running/test_faults.py",
    "running/test_report.py",
    "notebooks/test_lab.py",
    "notebooks/test_every_series.py",
    "browser/test_hostile_in_lab.py",
    "publishing/test_bad_input.py",
)


def pytest_collection_modifyitems(items):
    """Put the long files first, the others as they come."""
    names = [str(Path(__file__).parent / name) for name in LONG_FILES]
    items.sort(
        key=lambda item: names.index(str(item.path)) if str(item.path) in names else len(names)
    )


@pytest.fixture(scope="session")
def shared_outputs(tmp_path_factory):
    """A folder of outputs that all test processes share, and a lock on what is made there."""
    base = tmp_path_factory.getbasetemp()
    outputs = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "usual" / "outputs"
    outputs.mkdir(parents=True, exist_ok=True)
    return outputs


def make_shared(outputs, name, given):
    """Make a run with the committed notebooks and helpers, unless it is there and current."""
    made = project_root() / "outputs" / name
    with open(outputs.parent / "lock", "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if made.is_dir() and not given and not (outputs / name).exists():
            shutil.copytree(made, outputs / name)
        project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
        record = run_report(given, name=name, project=project)
    assert record.outcome == "ok", [(n.stem, n.outcome, n.error) for n in record.notebooks]
    return outputs / name


@pytest.fixture(scope="session")
def usual_run(shared_outputs):
    """The folder of the usual run, made once for all test processes; to be read or copied.

    What ``make report`` has left is taken over as far as it is current, and the rest is executed.
    """
    return make_shared(shared_outputs, "baseline", {})


@pytest.fixture(scope="session")
def example_runs(shared_outputs):
    """The folders of runs on the shipped examples by name, made as the usual one is."""
    return {
        name: make_shared(shared_outputs, name, {"data_dir": str(EXAMPLES / name)})
        for name in EXAMPLE_NAMES
    }


@pytest.fixture(scope="session")
def data_dir():
    """The committed data folder: data tests run on it, not on samples."""
    return project_root() / "data"


@pytest.fixture
def copied_data(tmp_path, data_dir):
    """A copy of the data folder that a test may break."""
    shutil.copytree(data_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def articles_dir():
    """The folder of article texts, which is no part of the project."""
    folder = Path(project_root()).parent / "shared" / "articles"
    if not folder.is_dir():
        pytest.skip("the article texts are not beside this checkout")
    return folder
