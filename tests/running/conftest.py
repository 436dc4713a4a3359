"""Small notebooks, a small publisher and folders for the tests of the runner."""

import importlib
import json
import signal
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from processes import PATIENCE_SECONDS

from helpers.parameters import parameters_cell
from helpers.running.inputs import Project
from helpers.running.report import run_report

PUBLISHER = {
    "__init__.py": "",
    "publisher.py": (
        """
        import json

        from helpers.parameters import DECLARATIONS, SHARED, Parameter
        from helpers.running.task import Publisher

        SEED = Parameter("seed", int, 1, "a number without effect", minimum=0, maximum=10**6)

        class Declarations(dict):
            # the seed for any notebook, also for one that comes later
            def get(self, stem, default=None):
                return (*DECLARATIONS.get(stem, SHARED), SEED)

        def export_page(executed, page, meta):
            cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
            text = "\\n".join("".join(cell["source"]) for cell in cells)
            if "REFUSE THIS PAGE" in text:
                raise ValueError("a figure has no description")
            told = {name: value for name, value in meta.items() if name != "data_dir"}
            page.write_text(json.dumps(told) + "\\n" + text, encoding="utf-8")

        def write_run_index(run_dir, record, pages, data_dir):
            words = record["outcome"] + " " + str(len(pages))
            (run_dir / "index.html").write_text(words, encoding="utf-8")

        def write_runs_index(outputs_dir):
            runs = sorted(path.parent.name for path in outputs_dir.glob("[!.]*/record.json"))
            (outputs_dir / "index.html").write_text(" ".join(runs), encoding="utf-8")

        def write_sweep(folder, sweep):
            from helpers.publishing import sweep_page

            sweep_page.write_sweep(folder, sweep)

        PUBLISHER = Publisher(
            export_page,
            write_run_index,
            write_runs_index,
            write_sweep,
            preload="helpers.running.preload",
            sources=("helpers.publishing.exporter",),
            around=("helpers.publishing.index",),
        )
    """
    ),
}

# What every well-behaved notebook of these tests does: it writes its findings
# and a table, and says which values its parameters have.
WRITE_FINDINGS = """
from helpers.paths import output_folder
import json, os
def never():
    import helpers.a
folder = output_folder(out_dir)
for name in ("findings", "tables"):
    (folder / name).mkdir(exist_ok=True)
seen = {name: globals()[name] for name in ("reading", "places", "first_year", "seed", "out_dir")}
types = [type(value).__name__ for value in seen.values()]
seen |= {"types": types, "cwd": os.path.basename(os.getcwd())}
_ = (folder / "findings" / "{stem}.json").write_text(json.dumps(seen))
_ = (folder / "tables" / "{stem}.csv").write_text("a\\n1\\n")
"""


def import_small():
    """Return the module of the small publisher, once its fixture has written it."""
    return importlib.import_module("small_publisher.publisher")


@pytest.fixture(scope="session")
def publisher(tmp_path_factory):
    """Make a publisher that the workers can import in place of the real one."""
    folder = tmp_path_factory.mktemp("publisher")
    package = folder / "small_publisher"
    package.mkdir()
    for name, text in PUBLISHER.items():
        (package / name).write_text(textwrap.dedent(text), encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield import_small().PUBLISHER
    sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def make_project(tmp_path_factory, publisher):
    """Return a function that makes a project of notebooks given by their cells."""

    def make(notebooks, **changes):
        root = tmp_path_factory.mktemp("project")
        for folder in ("notebooks", "data", "src/helpers/publishing"):
            (root / folder).mkdir(parents=True)
        (root / "data" / "a.csv").write_text("x\n1\n", encoding="utf-8")
        (root / "src/helpers/a.py").write_text("A = 1\n", encoding="utf-8")
        (root / "src/helpers/publishing/__init__.py").touch()
        (root / "src/helpers/publishing/index.py").write_text("A = 1\n", encoding="utf-8")
        (root / "src/helpers/publishing/page.html").write_text("<p>\n", encoding="utf-8")
        (root / "requirements.lock").write_text("none\n", encoding="utf-8")
        for stem, cells in notebooks.items():
            write_notebook(root / "notebooks" / f"{stem}.ipynb", cells)
        changes = {"declarations": import_small().Declarations(), **changes}
        return Project.at(root, publisher=publisher, **changes)

    return make


@pytest.fixture(scope="session")
def run():
    """Return a function that runs a project with its own data folder."""

    def call(project, given=None, **options):
        data_dir = str(project.notebooks.parent / "data")
        options = {"name": "baseline", "timeout_seconds": PATIENCE_SECONDS, **options}
        return run_report({"data_dir": data_dir, **(given or {})}, project=project, **options)

    return call


@pytest.fixture
def answered():
    """Note the signals that this process is told of."""
    came = []
    before = {
        number: signal.signal(number, lambda number, _: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    yield came
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def small():
    """Hand the helpers of these tests on; test modules cannot import a conftest."""
    return SimpleNamespace(
        findings=WRITE_FINDINGS,
        write_notebook=write_notebook,
        read_tree=read_tree,
        read_findings=read_findings,
        publisher=PUBLISHER,
    )


def write_notebook(path, cells):
    """Write a notebook of a heading, the parameters and these code cells."""
    stem = path.stem
    parameters = nbformat.v4.new_code_cell(
        parameters_cell(stem, import_small().Declarations()),
        id="parameters",
        metadata={"tags": ["parameters"]},
    )
    heading = nbformat.v4.new_markdown_cell(
        f"# {int(stem[:2])}. What does {stem} ask?\n\nA paragraph.", id="heading"
    )
    code = [
        nbformat.v4.new_code_cell(cell.replace("{stem}", stem), id=f"code-{number}")
        for number, cell in enumerate(cells)
    ]
    notebook = nbformat.v4.new_notebook(cells=[heading, parameters, *code])
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


def read_tree(folder):
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def read_findings(project, stem, run="baseline"):
    """Return what a notebook of these tests has written."""
    return json.loads(
        (project.outputs / run / "findings" / f"{stem}.json").read_text(encoding="utf-8")
    )
