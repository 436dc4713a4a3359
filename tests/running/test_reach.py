"""What a notebook can run is found by following imports, and nothing that it runs is missed."""

import ast
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import cli
from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project, Sources
from helpers.running.reach import Reach, list_imports

ROOT = project_root()
HELPERS = ROOT / "src" / "helpers"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("0[1-9]*.ipynb"))


@pytest.fixture(scope="module")
def reached():
    """What each notebook reaches, as the key of its results has it."""
    sources = Sources(Project.at(ROOT, publisher=PUBLISHER))
    return sources.hash_inputs(ROOT / "data", "data").reached


# All code cells of each notebook in a process of its own, forked from one that has loaded nothing
# of ours; then what it has loaded. Page 8 comes last and reads what the others have found. Figures
# are not painted, half of the time: every `Study` loads all that paints them.
RUN = """
import json, os, sys, warnings
import matplotlib.pyplot, pandas, scipy.optimize, scipy.stats, seaborn
warnings.simplefilter("ignore")
sys.path.insert(0, os.getcwd())
given = json.loads(sys.stdin.read())
for stem, cells in given["notebooks"].items():
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        print(json.dumps([stem, os.read(reader, 10**6).decode()]), flush=True)
        os.wait()
        continue
    from helpers.page import figure
    figure._draw = lambda ax, narrow, name, title, pictures=None: (
        pictures is None or pictures.append(b""), ("<svg/>", "")
    )[1]
    figure._draw_preview = lambda *_: b""
    scope = {"__name__": "__main__", "display": lambda *_: None}
    for number, source in enumerate(cells):
        exec(compile(source, f"{stem}, cell {number}", "exec"), scope)
        scope["out_dir"] = given["out_dir"]
    modules = [m for m in list(sys.modules.values()) if getattr(m, "__file__", None)]
    files = {os.path.realpath(m.__file__) for m in modules}
    os.write(writer, "\\n".join(f for f in files if f.startswith(tuple(given["folders"]))).encode())
    os._exit(0)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The files of ours that each notebook's process has really loaded."""
    notebooks = {}
    for stem in NOTEBOOKS:
        notebook = json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))
        cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        notebooks[stem] = ["".join(cell["source"]) for cell in cells]
    given = {
        "notebooks": notebooks,
        "out_dir": str(tmp_path_factory.mktemp("run")),
        "folders": [str(HELPERS), str(ROOT / "notebooks")],
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(given),
        cwd=ROOT / "notebooks",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-500:]
    lines = [line for line in done.stdout.splitlines() if line.startswith('["0')]
    return {stem: files.split() for stem, files in map(json.loads, lines)}


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_every_module_that_a_notebook_process_has_loaded_is_in_its_key(stem, loaded, reached):
    files = {file.removeprefix(f"{ROOT}/") for file in loaded[stem]}
    assert len(files) > 5 and files <= reached[stem].keys()


def test_help_and_pages_are_in_no_notebook_s_key(reached):
    for files in reached.values():
        rooms = {path.split("/")[2] for path in files}
        assert not rooms & {"cli.py", "publishing", "running"}


def test_the_search_finds_every_import_that_a_parser_finds():
    for path in HELPERS.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        wanted = set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                wanted |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                wanted |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        assert wanted <= list_imports(text), path


NAMES = st.from_regex(r"\A[a-z][a-z_]{0,6}\Z").filter(str.isidentifier)


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True), st.sampled_from("hndb"))
def test_names_are_found_however_an_import_is_written(names, form):
    joined = {
        "h": "from a import " + ", ".join(names),
        "n": (
            "def f():\n    from a import (\n        "
            + ",  # why\n        ".join(names)
            + ",\n    )"
        ),
        "d": "from a import " + ", \\\n    ".join(f"{name} as x" for name in names),
        "b": "import " + ", ".join(f"a.{name}" for name in names),
    }[form]
    assert {f"a.{name}" for name in names} <= list_imports(joined)


@pytest.fixture
def house(tmp_path):
    """A small package, and a folder of notebooks beside it."""
    files = {
        "helpers/__init__.py": "",
        "helpers/study.py": "from helpers.page import table\n",
        "helpers/page/__init__.py": "from helpers.page.table import draw",
        "helpers/page/table.py": "def f():\n    import helpers.deep\n",
        "helpers/page/forms/a.txt": "x",
        "helpers/deep.py": "import helpers.study  # a circle ends",
        "helpers/cli.py": "",
        "notebooks/mine.py": "from helpers import cli",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os", set()),
        ("import helpers", {"helpers/__init__.py"}),
        (
            "from helpers.study import Study",
            {
                "helpers/__init__.py",
                "helpers/study.py",
                "helpers/page/__init__.py",
                "helpers/page/table.py",
                "helpers/page/forms/a.txt",
                "helpers/deep.py",
            },
        ),
        ("import mine", {"notebooks/mine.py", "helpers/__init__.py", "helpers/cli.py"}),
    ],
)
def test_imports_are_followed_to_the_end_and_packages_bring_their_files(house, code, found):
    reach = Reach(house / "helpers", house / "notebooks")
    paths = {path.removeprefix(f"{house}/") for path in reach.list_files([code])}
    assert paths == found


def test_data_are_checked_again_only_if_what_checks_them_has_changed():
    project = Project.at(
        ROOT, publisher=PUBLISHER, check=cli.check_data, select=cli.check_selection
    )
    files = Sources(project).hash_inputs(ROOT / "data", "data").checks
    assert {"src/helpers/data/contract.py", "src/helpers/data/checks.py"} <= files.keys()
    assert "src/helpers/cli.py" not in files


def test_a_folder_of_modules_without_an_init_file_is_reached(tmp_path):
    (tmp_path / "mine" / "inner").mkdir(parents=True)
    for name in ("mine/a.py", "mine/inner/b.py"):
        (tmp_path / name).write_text("B = 1\n", encoding="utf-8")
    reach = Reach(HELPERS, tmp_path)
    found = reach.list_files(["import mine.a\nfrom mine.inner import b\nfrom mine.a import B"])
    assert found == {f"{tmp_path}/mine/a.py", f"{tmp_path}/mine/inner/b.py"}
