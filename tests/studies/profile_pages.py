"""Show where the CPU seconds of each page's cells go, function by function and cell by cell.

Run it as ``make profile``, or ``make profile PAGES="05 07"`` for some pages. Each page is run twice
in a fork of a process that has the libraries, as a warm kernel has them: once plainly, for the
seconds of its cells, and once under a profiler, which slows calls down but tells who made them.
"""

import argparse
import cProfile
import json
import os
import pstats
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell

from helpers.paths import STAGING_VARIABLE, project_root
from helpers.running.task import KERNEL_ENVIRONMENT

ROOT = project_root()
PACKAGE = ROOT / "src" / "helpers"
CELLS, FUNCTIONS = 5, 25  # shown of each page, the costliest first


def run_cells(path, profiler=None):
    """Return the CPU seconds of each cell of code of a notebook, with its first line.

    Parameters
    ----------
    path : pathlib.Path
    profiler : cProfile.Profile or None

    Returns
    -------
    cells : list of (seconds, number, first line)
    """
    shell, cells = InteractiveShell.instance(), []
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type != "code":
            continue
        begun = time.process_time()
        if profiler:
            profiler.enable()
        shell.run_cell(cell.source).raise_error()
        if profiler:
            profiler.disable()
        first = next((line for line in cell.source.splitlines() if line.strip()), "")
        cells.append((time.process_time() - begun, number, first.strip()))
    return cells


def name_place(place):
    """Return a function of the profiler as a reader finds it, from the project's root on.

    Examples
    --------
    >>> name_place(("~", 0, "<built-in method exec>"))
    '<built-in method exec>'
    """
    path, line, name = place
    if path == "~":
        return name
    for root in (PACKAGE, Path(sys.prefix)):
        if Path(path).is_relative_to(root):
            path = Path(path).relative_to(root).as_posix()
    path = path.rpartition("site-packages/")[2]
    return f"{path}:{line} {name}"


def list_functions(profiler):
    """Return functions with calls, own seconds and seconds with all they call, costliest first.

    Those of the project by all they call, others by their own seconds.
    """
    stats, ours, others = pstats.Stats(profiler).stats, [], []
    for place, (_, calls, own, whole, _) in stats.items():
        row = calls, own, whole, name_place(place)
        (ours if Path(place[0]).is_relative_to(PACKAGE) else others).append(row)
    ours.sort(key=lambda row: -row[2])
    others.sort(key=lambda row: -row[1])
    return ours[:FUNCTIONS], others[: FUNCTIONS // 2]


def write_page(stem, cells, profiler):
    """Return the profile of one page as Markdown."""
    lines = [f"## {stem}: {sum(row[0] for row in cells):.2f} CPU seconds", ""]
    lines += ["| CPU seconds | cell | begins |", "|--:|--:|---|"]
    lines += [f"| {s:.2f} | {n} | `{first}` |" for s, n, first in sorted(cells)[::-1][:CELLS]]
    ours, others = list_functions(profiler)
    for title, rows in (("of this project, with what they call", ours), ("of others", others)):
        lines += ["", f"Functions {title}, under the profiler:", ""]
        lines += ["| calls | own | with all | function |", "|--:|--:|--:|---|"]
        lines += [f"| {c:,} | {own:.2f} | {whole:.2f} | `{name}` |" for c, own, whole, name in rows]
    return "\n".join([*lines, ""])


def profile_page(path, folder):
    """Run a notebook in two forks, and return its profile as Markdown.

    Raises
    ------
    SystemExit
        If a cell fails.
    """
    seconds, report = folder / "seconds.txt", folder / "report.md"
    for profiler, target in ((None, seconds), (cProfile.Profile(), report)):
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            cells = run_cells(path, profiler)
            if profiler:
                cells = json.loads(seconds.read_text(encoding="utf-8"))
                target.write_text(write_page(path.stem, cells, profiler), encoding="utf-8")
            else:
                target.write_text(json.dumps(cells), encoding="utf-8")
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{path.name} failed")
    return report.read_text(encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pages", nargs="*", help="how stems of notebooks begin; all if none")
    asked = parser.parse_args().pages
    paths = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    chosen = [p for p in paths if not asked or p.stem.startswith(tuple(asked))]
    if not chosen:
        parser.error(f"no page begins with {' or '.join(asked)}; allowed: 01 to {len(paths):02d}")
    import helpers.running.preload  # noqa: F401

    os.environ |= KERNEL_ENVIRONMENT | {"MPLBACKEND": "agg"}
    os.chdir(ROOT / "notebooks")
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STAGING_VARIABLE] = str(Path(folder) / "run")
        for path in chosen:
            parts.append(profile_page(path, Path(folder)))
            print(parts[-1], flush=True)
    target = ROOT / "outputs" / "studies" / "profile.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Where the seconds go\n\n" + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
