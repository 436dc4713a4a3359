"""The room has one door for each thing: one catalogue of runs, no import that hides its
direction."""

import ast
import re

from helpers.paths import project_root
from helpers.running.preload import LIBRARIES

SRC = project_root() / "src" / "helpers"


def test_no_module_of_the_room_imports_by_name_but_the_one_that_warms_processes():
    by_name = set()
    for path in (SRC / "running").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
                by_name.add(path.name)
    assert by_name == {"preload.py"}
    assert not [name for name in LIBRARIES if name.startswith("helpers.publishing")]


def test_only_the_catalogue_looks_for_the_records_of_runs():
    looking = {
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        if re.search(r"glob\([^)]*(record\.json|RECORD_FILE)", path.read_text(encoding="utf-8"))
    }
    assert looking == {"running/runs.py"}
