"""Measure the work of this commit beside that of another one, paired and interleaved.

Run it as ``make compare-commits OTHER=d7032b7``; some works only with ``OPTIONS="--works report"``.
Both commits are built in worktrees with environments of their own, kept in the user's cache. Every
round does every work once with each commit, the order of the two changing; CPU seconds are those of
all processes, as others may use the machine. Prints a table with medians, ranges and the median of
the paired ratios, and writes it to outputs/studies/commits.md.
"""

import argparse
import ctypes
import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import ADOPT_ORPHANS, measure

from helpers.paths import project_root

ROOT = project_root()
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
HOME = CACHE / "rural-ecommerce" / "commits"
ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
# Cells of notebooks in forks of a process with the libraries. With `figures` the seconds are those
# of publishing figures alone, whatever the function is called at that commit.
CELLS = """
import helpers.running.preload, json, nbformat, os, sys, time
from IPython.core.interactiveshell import InteractiveShell
what, change, *paths = sys.argv[1:]
spent = []
def watch(module, name):
    call = getattr(module, name)
    def timed(*args, **options):
        begun = time.process_time()
        try:
            return call(*args, **options)
        finally:
            spent.append(time.process_time() - begun)
    for one in [m for n, m in sys.modules.items() if n.startswith("helpers")]:
        for key in [k for k, v in vars(one).items() if v is call]:
            setattr(one, key, timed)
if what == "figures":
    try:
        import helpers.page.figure
        watch(helpers.page.figure, "publish_figure")
    except ImportError:
        import helpers.figures.door
        watch(helpers.figures.door, "publish")
total = 0.0
for path in paths:
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        shell, begun = InteractiveShell.instance(), time.process_time()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source).raise_error()
                if change and "parameters" in cell.metadata.get("tags", []):
                    shell.run_cell(change).raise_error()
        taken = sum(spent) if what == "figures" else time.process_time() - begun
        os.write(writer, repr(taken).encode())
        os._exit(0)
    if os.wait()[1]:
        sys.exit(f"{path} failed")
    total += float(os.read(reader, 99))
print(total)
"""
# Fits and intervals of drawn series by the engine of either commit.
ENGINE = """
import sys, time
import numpy as np
try:
    from helpers.curves import fit_curves
    from helpers.curves.family import evaluate_curve
except ImportError:
    from helpers.growth.fit import fit_curves
    from helpers.growth.curves import evaluate_curve
what, count = sys.argv[1], int(sys.argv[2])
rng, window = np.random.default_rng(5), np.linspace(0.0, 1.0, 12)
rates = np.exp(rng.uniform(np.log(2.5), np.log(8.0), count))
drawn = np.column_stack([np.full(count, 100.0), rates, rng.uniform(0.2, 0.8, count)])
value = evaluate_curve("logistic", drawn, window)
value = value * np.exp(0.05 * rng.standard_normal(value.shape))
time_of, total = 2010.0 + 11.0 * window, 0.0
step = 10.0 ** (np.floor(np.log10(value)) - 1.0)
high = value + step * rng.choice([1, 2], value.shape)
for curve in ("exponential", "logistic", "gompertz", "saturating"):
    options = {"curve": curve, "scale": "log"}
    begun = time.process_time()
    if what == "fits":
        fits = fit_curves(time_of, value, **options)
    else:
        fits = fit_curves(time_of, 0.5 * (value + high), value, high, **options)
    if what == "ends":
        begun = time.process_time()
    if what != "fits":
        fits.profile(fits.parameters.columns[0], 0.95)
    total += time.process_time() - begun
print(total)
"""


@dataclass(frozen=True)
class Tree:
    """A commit in a worktree with an environment of its own."""

    name: str
    folder: Path

    def run(self, *arguments, environment=None):
        """Return the cost of a command line of the project at this commit."""
        return measure(
            [[str(self.folder / ".venv/bin/rural"), *arguments]], environment, self.folder
        )

    def count(self, code, *arguments, environment=None):
        """Return what a script prints in the environment of this commit, as a number."""
        with tempfile.TemporaryDirectory() as staging:
            given = {**os.environ, "MPLBACKEND": "agg", "RURAL_STAGING": staging}
            done = subprocess.run(
                [str(self.folder / ".venv/bin/python"), "-c", code, *map(str, arguments)],
                cwd=self.folder / "notebooks",
                env=given | (environment or {}),
                capture_output=True,
                text=True,
            )
        if done.returncode:
            raise SystemExit(f"{self.name}: {done.stderr[-2000:]}")
        return float(done.stdout.split()[-1])

    def list_pages(self, *stems):
        """Return the names of notebooks, those that begin so or all but the last."""
        names = sorted(path.name for path in (self.folder / "notebooks").glob("[0-9]*.ipynb"))
        return [n for n in names if n.startswith(stems)] if stems else names[:-1]

    def clear(self):
        """Remove what runs of this commit have written."""
        for path in (self.folder / "outputs").iterdir():
            if path.is_dir():
                shutil.rmtree(path)


def build_tree(commit):
    """Return a commit as a Tree, built if it is not there yet.

    Raises
    ------
    SystemExit
        If there is no such commit, or it does not build.
    """
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if found.returncode:
        raise SystemExit(f"OTHER is {commit!r}; allowed: a commit of this repository")
    sha = found.stdout.strip()
    folder = HOME / sha[:12]
    if not folder.exists():
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)
        add = ["git", "worktree", "add", "--quiet", "--detach", str(folder), sha]
        subprocess.run(add, cwd=ROOT, check=True)
    subprocess.run(["make", "--silent", ".venv/.ready"], cwd=folder, check=True)
    return Tree(sha[:7], folder)


def measure_report(tree):
    """Return CPU seconds and peak megabytes of a report of everything, warm kernels."""
    cost = tree.run("report", "--force")
    return {"CPU seconds of a report": cost.cpu_seconds, "seconds of a report": cost.wall_seconds,
            "peak MB of a report, all processes": cost.peak_mb}  # fmt: skip


def measure_unchanged(tree):
    """Return CPU seconds of a report in which nothing has changed, and of the help."""
    if not (tree.folder / "outputs" / "baseline").exists():
        tree.run("report")
    return {
        "CPU seconds of an unchanged report": tree.run("report").cpu_seconds,
        "CPU seconds of rural --help": tree.run("--help").cpu_seconds,
    }


def measure_sweep(tree):
    """Return CPU seconds and seconds of the shipped sweep of readings."""
    tree.clear()
    cost = tree.run("sweep", "notebooks/sweeps/readings.yml", "--yes")
    return {"CPU seconds of the sweep": cost.cpu_seconds, "seconds of the sweep": cost.wall_seconds}


def measure_pages(tree):
    """Return CPU seconds of the cells of each page."""
    return {
        f"CPU seconds of the cells of page {name[:2]}": tree.count(CELLS, "cells", "", name)
        for name in tree.list_pages()
    }


def measure_figures(tree):
    """Return CPU seconds of publishing figures over all pages."""
    return {"CPU seconds of figures": tree.count(CELLS, "figures", "", *tree.list_pages())}


def measure_change(tree):
    """Return CPU seconds of notebook 04 from top to bottom, one parameter changed."""
    taken = tree.count(CELLS, "cells", "reading = 'literal'", *tree.list_pages("04"))
    return {"CPU seconds of notebook 04, reading changed": taken}


def measure_engine(tree):
    """Return CPU seconds of fits and of likelihood intervals, four curves, one thread."""

    def count(what, series):
        return tree.count(ENGINE, what, series, environment=ONE_THREAD)

    return {
        "CPU seconds of 1,000 likelihood intervals, fitted before": count("ends", 1_000),
        "CPU seconds of 1,000 likelihood intervals with their fits": count("intervals", 1_000),
        "CPU seconds of 10,000 fits": count("fits", 10_000),
        "CPU seconds of 100,000 fits": count("fits", 100_000),
    }


def measure_tests(tree):
    """Return CPU seconds and seconds of the whole suite."""
    command = ["make", "--silent", "test"]
    cost = measure([command], None, tree.folder)
    return {"CPU seconds of make test": cost.cpu_seconds, "seconds of make test": cost.wall_seconds}


WORKS = {
    "report": measure_report,
    "unchanged": measure_unchanged,
    "pages": measure_pages,
    "figures": measure_figures,
    "change": measure_change,
    "engine": measure_engine,
    "sweep": measure_sweep,
    "tests": measure_tests,
}
USUAL = tuple(name for name in WORKS if name not in ("sweep", "tests"))  # these take minutes each


def write_table(trees, results):
    """Return medians, ranges and the median of the paired ratios as Markdown.

    Examples
    --------
    >>> trees = [Tree("a", Path()), Tree("b", Path())]
    >>> print(write_table(trees, {"work": [(2.0, 1.0), (4.0, 1.0)]}).splitlines()[-1])
    | work | 3.00 (2.00 to 4.00) | 1.00 (1.00 to 1.00) | 0.38 |
    """

    def show(values):
        return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"

    other, this = (tree.name for tree in trees)
    lines = [f"| work | {other} | {this} | ratio |", "|---|--:|--:|--:|"]
    for name, pairs in results.items():
        olds, news = zip(*pairs, strict=True)
        ratio = statistics.median(new / old for old, new in pairs)
        lines.append(f"| {name} | {show(olds)} | {show(news)} | {ratio:.2f} |")
    return "\n".join(lines)


def take_round(number, trees, works, results):
    """Do every work once with both trees, in an order that changes from round to round."""
    for name in works:
        taken = {}
        for tree in trees if number % 2 == 0 else trees[::-1]:
            taken[tree.name] = WORKS[name](tree)
        other, this = (taken[tree.name] for tree in trees)
        for key in other.keys() & this.keys():
            results.setdefault(key, []).append((other[key], this[key]))
            print(f"  {key}: {other[key]:.2f} and {this[key]:.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("other", help="the commit to compare with")
    parser.add_argument("--this", default="HEAD", help="the commit that is compared")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--works", nargs="+", choices=WORKS, default=USUAL)
    arguments = parser.parse_args()
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    trees = [build_tree(arguments.other), build_tree(arguments.this)]
    if trees[0].name == trees[1].name:
        parser.error(f"both commits are {trees[0].name}; OTHER must be another one")
    results = {}
    for number in range(arguments.rounds):
        print(f"round {number + 1}", flush=True)
        take_round(number, trees, arguments.works, results)
    text = write_table(trees, dict(sorted(results.items())))
    print(text)
    target = ROOT / "outputs" / "studies" / "commits.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    note = f"{arguments.rounds} rounds, interleaved: medians and ranges, medians of paired ratios."
    target.write_text(f"# Two commits side by side\n\n{note}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
