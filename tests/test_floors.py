"""The house: what imports what, and what may write, draw or read files."""

import ast
import functools
import re

import pytest

from helpers.paths import project_root

SRC = project_root() / "src" / "helpers"


def read_rooms():
    """Return the rooms from low to high, as CONTRIBUTING.md lists them."""
    guide = (project_root() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (line,) = [row for row in guide.splitlines() if row.startswith("Rooms, low to high: ")]
    return re.findall(r"`([a-z_]+)`", line)


ROOMS = read_rooms()
CALCULATING = (
    "curves",
    "intervals",
    "expressions",
    "words",
    "quantities",
    "readings",
    "printed",
    "reported",
)
PAGES = ("rates", "models", "outlook", "assembly", "audit", "description", "robustness")
SHARED_NAMES = {"checks", "compare", "periods"}
HEAVY = {
    "pandas",
    "numpy",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "scipy",
    "statsmodels",
}


@functools.cache
def list_modules():
    return sorted(p.relative_to(SRC) for p in SRC.rglob("*.py") if p.name != "__init__.py")


@functools.cache
def parse(path):
    """Return the tree of a module's code."""
    return ast.parse((SRC / path).read_text(encoding="utf-8"))


@functools.cache
def read_imports(path):
    """Return every module that a file imports, ``from helpers import x`` as ``helpers.x``."""
    names = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names += (
                [f"{node.module}.{a.name}" for a in node.names]
                if node.module == "helpers" or node.module.startswith("helpers.")
                else [node.module]
            )
    return names


def find_room(name):
    """Return the top module or package of ``helpers.x.y``."""
    return name.split(".")[1]


def test_every_room_is_listed_once_and_exists():
    there = {path.parts[0].removesuffix(".py") for path in list_modules()}
    assert sorted(ROOMS) == sorted(there)


def test_imports_point_down():
    above = []
    for path in list_modules():
        room = path.parts[0].removesuffix(".py")
        others = [n for n in read_imports(path) if n.startswith("helpers.")]
        above += [
            f"{path} imports {name}"
            for name in others
            if find_room(name) != room and ROOMS.index(find_room(name)) >= ROOMS.index(room)
        ]
    assert above == []


@pytest.mark.parametrize(
    "package", sorted({p.parts[0] for p in list_modules() if len(p.parts) > 1})
)
def test_modules_of_a_package_do_not_import_in_a_circle(package):
    modules = {p.stem: p for p in list_modules() if p.parts[0] == package}
    needs = {}
    for stem, path in modules.items():
        parts = [n.split(".") for n in read_imports(path) if n.startswith(f"helpers.{package}.")]
        needs[stem] = {n[2] for n in parts if n[2] in modules} - {stem}
    while needs:
        free = [m for m, others in needs.items() if not others & set(needs)]
        assert free, f"these import each other in a circle: {sorted(needs)}"
        for m in free:
            del needs[m]


def test_only_page_and_figures_import_matplotlib_and_seaborn():
    drawing = [
        (str(path), name)
        for path in list_modules()
        if path.parts[0] != "page" and path.name != "figures.py"
        for name in read_imports(path)
        if name.split(".")[0] in ("matplotlib", "seaborn")
    ]
    assert drawing == []


def test_calculating_modules_do_not_open_files_or_print():
    called = [
        (str(path), node.func.id)
        for path in list_modules()
        if path.parts[0].removesuffix(".py") in (*CALCULATING, *PAGES)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert len(called) > 1000
    assert [each for each in called if each[1] in ("open", "print")] == []


def test_package_files_hand_names_on_and_define_nothing():
    for path in SRC.rglob("__init__.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = {type(node) for node in tree.body}
        assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}, path


def test_no_module_is_a_drawer_for_everything():
    assert not {p.stem for p in list_modules()} & {"utils", "misc", "common", "base"}


def test_the_command_starts_without_heavy_libraries():
    tree = ast.parse((SRC / "cli.py").read_text(encoding="utf-8"))
    at_start = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {
        (n.module or "").split(".")[0]
        if isinstance(n, ast.ImportFrom)
        else n.names[0].name.split(".")[0]
        for n in at_start
    }
    assert not names & HEAVY


def test_modules_have_names_of_their_own():
    stems = [p.stem for p in list_modules() if p.stem not in ("tables", "figures")]
    assert {stem for stem in stems if stems.count(stem) > 1} == SHARED_NAMES


def test_every_module_has_a_file_of_tests_of_its_name_in_the_room_of_its_name():
    tests = project_root() / "tests"
    wanted = [path.with_name(f"test_{path.name}") for path in list_modules()]
    assert [str(path) for path in wanted if not (tests / path).is_file()] == []


def test_the_files_that_the_guide_names_are_there():
    guide = (project_root() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.split("## Where do I change")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    named = [name for row in rows for name in re.findall(r"`([^` ]+/[^` ]*|[A-Z]+\.md)`", row)]
    assert len(rows) >= 20 and all(re.search(r"`[^`]*[/.][^`]*`", row) for row in rows)
    assert [name for name in named if not (project_root() / name).exists()] == []


LONGEST_CLASS, LONGEST_FUNCTION = 350, 60  # lines; a function's without its docstring


def _count_lines(node, *, with_docstring):
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if is_docstring and not with_docstring:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_class_and_no_function_is_too_long_to_be_read_at_once():
    long = []
    for path in list_modules():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef):
                is_long = _count_lines(node, with_docstring=True) > LONGEST_CLASS
            elif isinstance(node, ast.FunctionDef):
                is_long = _count_lines(node, with_docstring=False) > LONGEST_FUNCTION
            else:
                continue
            long += [(str(path), node.name)] if is_long else []
    assert long == []


def test_no_line_of_the_code_has_more_than_a_hundred_characters():
    """The linter counts a Chinese character as two, so that it cannot ask this."""
    files = [*SRC.rglob("*.py"), *(project_root() / "tests").rglob("*.py")]
    lines = {
        f"{path.name}:{number}": line
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 100 and "http" not in line
    }
    assert lines == {}
