"""Measure the code of the notebooks: lines, cells, and how much of it publishes.

Run it as ``python tests/studies/notebooks.py``; it prints the notebooks as they are beside those of
an earlier commit, and `tests/notebooks/test_limits.py` holds the limits.
"""

import argparse
import ast
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEFORE = "dc3e95a"  # the last commit whose notebooks were written without a study
COLUMNS = 100
PUBLISHING = {"say", "lead", "tell", "table", "figure", "repeat", "publish_table", "publish_figure"}
ROWS = {
    "lines": "lines of code",
    "cells": "cells of code",
    "median": "lines a cell, median",
    "longest": "lines of the longest cell",
    "long_cells": "cells over 16 lines",
    "share": "share of characters in publishing calls",
    "share_of_steps": "the same without parameters and imports",
    "same_keywords": "keywords that hand a name to itself",
    "else_print": "lines with 'else print'",
    "asserts": "asserts",
}


def list_cells(text):
    """Return the sources of a notebook's cells of code."""
    return [
        "".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"
    ]


def format_cells(cells):
    """Return sources as ruff formats them at the columns of this project."""
    mark = "\n\n# ---- next cell ----\n\n"
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--isolated", f"--line-length={COLUMNS}", "-"],
        input=mark.join(cells),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(mark.strip())


def measure_cells(cells):
    """Return what `ROWS` names of cells of code, formatted first.

    Examples
    --------
    >>> found = measure_cells(["a = 1\\nb = f(a=a)", "study.say('a', b=b)"])
    >>> found["lines"], found["same_keywords"], round(found["share"], 2)
    (3, 2, 0.54)
    """
    cells = format_cells(cells)
    lines = [sum(bool(line.strip()) for line in cell.split("\n")) for cell in cells]
    published = total = steps = same = asserts = else_print = 0
    for cell in cells:
        text = cell.strip()
        tree = ast.parse(text)
        total += len(text)
        is_opening = any(
            isinstance(node, (ast.Import, ast.ImportFrom, ast.AnnAssign)) for node in tree.body
        )
        steps += 0 if is_opening else len(text)
        published += count_published(tree, text)
        same += sum(
            isinstance(node, ast.keyword)
            and isinstance(node.value, ast.Name)
            and node.value.id == node.arg
            for node in ast.walk(tree)
        )
        asserts += sum(isinstance(node, ast.Assert) for node in ast.walk(tree))
        else_print += text.count("else print(")
    return {
        "lines": sum(lines),
        "cells": len(lines),
        "median": statistics.median(lines),
        "longest": max(lines),
        "long_cells": sum(n > 16 for n in lines),
        "share": published / total,
        "share_of_steps": published / steps if steps else 0.0,
        "same_keywords": same,
        "else_print": else_print,
        "asserts": asserts,
    }


def count_published(node, text):
    """Return how many characters of a text stand in publishing calls, arguments included."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in PUBLISHING:
            return len(ast.get_source_segment(text, node))
    return sum(count_published(child, text) for child in ast.iter_child_nodes(node))


def read_notebooks():
    """Return the sources of all notebooks of this checkout, by stem."""
    return {
        path.stem: list_cells(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "notebooks").glob("0[1-9]*.ipynb"))
    }


def read_notebooks_of(commit):
    """Return the sources of the notebooks of a commit, by stem; empty where git does not know
    it."""
    cells = {}
    for stem in read_notebooks():
        command = ["git", "-C", str(ROOT), "show", f"{commit}:notebooks/{stem}.ipynb"]
        shown = subprocess.run(command, capture_output=True, text=True)
        if shown.returncode == 0:
            cells[stem] = list_cells(shown.stdout)
    return cells


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", default=BEFORE, help="commit to compare with")
    commit = parser.parse_args().before
    now, before = read_notebooks(), read_notebooks_of(commit)
    columns = {stem[:2]: measure_cells(cells) for stem, cells in now.items()}
    columns["all"] = measure_cells([cell for cells in now.values() for cell in cells])
    if before:
        columns[commit] = measure_cells([cell for cells in before.values() for cell in cells])
    print(f"{'':42}" + "".join(f"{name:>9}" for name in columns))
    for key, words in ROWS.items():
        shown = (
            f"{found[key]:9.3g}" if key.startswith("share") else f"{found[key]:9g}"
            for found in columns.values()
        )
        print(f"{words:42}" + "".join(shown))


if __name__ == "__main__":
    main()
