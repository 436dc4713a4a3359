"""The house: what imports what, and what may write, draw or read files."""

import ast

import pytest

from helpers.paths import project_root

SRC = project_root() / "src" / "helpers"
FLOORS = {
    "intervals": 0,
    "expressions": 0,
    "units": 0,
    "places": 0,
    "paths": 0,
    "elements": 0,
    "quantities": 0,
    "schema": 1,
    "reading": 1,
    "dataset": 2,
    "parameters": 2,
    "describe": 3,
    "phrases": 3,
    "reported": 3,
    "growth": 3,
    "pace": 3,
    "long_series": 3,
    "bends": 3,
    "outlooks": 3,
    "specifications": 3,
    "audit": 3,
    "systems": 3,
    "tables": 4,
    "figures": 4,
    "findings": 4,
    "card": 4,
    "trace": 4,
    "running": 5,
    "publishing": 5,
    "study": 6,
    "cli": 6,
}
# Inside a floor and inside a package the same holds: a module sees only those named before it.
ORDER = {
    3: (
        "describe",
        "phrases",
        "reported",
        "growth",
        "pace",
        "long_series",
        "bends",
        "outlooks",
        "audit",
        "specifications",
        "systems",
    ),
    4: ("tables", "figures", "findings", "card", "trace"),
    5: ("running", "publishing"),
}
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


def list_modules():
    return sorted(p.relative_to(SRC) for p in SRC.rglob("*.py") if p.name != "__init__.py")


def read_imports(path):
    """Return every module that a file imports, ``from helpers import x`` as ``helpers.x``."""
    tree = ast.parse((SRC / path).read_text(encoding="utf-8"))
    names = []
    for node in ast.walk(tree):
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


@pytest.mark.parametrize("path", list_modules(), ids=str)
def test_imports_point_down(path):
    room = path.parts[0].removesuffix(".py")
    assert room in FLOORS, f"{room} has no floor; give it one"
    for name in read_imports(path):
        if not name.startswith("helpers."):
            continue
        other = find_room(name)
        if other == room:
            continue
        assert other in FLOORS, f"{path} imports {name}, which has no floor"
        same = FLOORS[other] == FLOORS[room]
        order = ORDER.get(FLOORS[room], ())
        beside = (
            same and other in order and room in order and order.index(other) < order.index(room)
        )
        assert FLOORS[other] < FLOORS[room] or beside, (
            f"{path} (floor {FLOORS[room]}) imports {name} (floor {FLOORS[other]})"
        )


@pytest.mark.parametrize(
    "package", ["growth", "tables", "figures", "running", "publishing", "quantities"]
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


@pytest.mark.parametrize("path", [p for p in list_modules() if p.parts[0] != "figures"], ids=str)
def test_only_figures_imports_matplotlib_and_seaborn(path):
    drawn = [n for n in read_imports(path) if n.split(".")[0] in ("matplotlib", "seaborn")]
    assert not drawn


@pytest.mark.parametrize("path", list_modules(), ids=str)
def test_calculating_modules_do_not_open_files_or_print(path):
    room = path.parts[0].removesuffix(".py")
    if FLOORS[room] not in (0, 3) or room in ("paths", "elements"):
        return
    tree = ast.parse((SRC / path).read_text(encoding="utf-8"))
    called = {
        n.func.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert not called & {"open", "print"}


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
