"""Measure the work of this commit beside that of another one, paired and interleaved.

Run it as ``make compare-commits OTHER=d7032b7``; it takes hours, and some minutes for some rows:
``OPTIONS="--rows sweep,page7 --rounds 3"``. Both commits are built in worktrees with environments
of their own, kept in the user's cache. Every round takes every row once with each commit, the order
of the two changing, and once with other tools where there are any, which run this checkout; CPU
seconds are those of all processes, as others may use the machine. Prints a table with medians,
ranges, the median of the paired ratios and what was aimed at, and writes it to
outputs/studies/commits.md.
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

from bench import ADOPT_ORPHANS, by_hand, measure, take_sweep_by_hand

from helpers.paths import STAGING_VARIABLE, project_root

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
# A notebook twice in one ordinary kernel, as JupyterLab starts it; the second time with a change.
LAB = """
import nbformat, sys
from jupyter_client.manager import start_new_kernel
change, path = sys.argv[1:]
manager, client = start_new_kernel(kernel_name="python3")
def ask(source, **options):
    reply = client.execute_interactive(source, output_hook=lambda message: None, **options)
    if reply["content"]["status"] != "ok":
        sys.exit(f"{path} failed")
    return reply["content"].get("user_expressions")
def clock():
    told = ask("", user_expressions={"t": "__import__('time').process_time()"})
    return float(told["t"]["data"]["text/plain"])
for changed in (False, True):
    begun = clock()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            ask(cell.source)
            if changed and "parameters" in cell.metadata.get("tags", []):
                ask(change)
print(clock() - begun)
manager.shutdown_kernel(now=True)
"""
# Fits and intervals of drawn series by either engine; `peers` is lmfit, of exact data.
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
exact = what in ("exact", "peers")
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
    if what == "fits" or exact:
        fits = fit_curves(time_of, value, **options)
    else:
        fits = fit_curves(time_of, 0.5 * (value + high), value, high, **options)
    name = fits.parameters.columns[0]
    if what == "ends" or exact:
        begun = time.process_time()
    if what == "peers":
        import lmfit
        for row, y in zip(fits.parameters.to_numpy(), np.log(value)):
            given = lmfit.create_params(**dict(zip(fits.parameters.columns, row)))
            def lack(p):
                at = np.array([[p[n].value for n in given]])
                return np.log(evaluate_curve(curve, at, time_of))[0] - y
            try:
                minimizer = lmfit.Minimizer(lack, given)
                lmfit.conf_interval(minimizer, minimizer.minimize(), [name], [0.95])
            except (ValueError, lmfit.MinimizerException):  # it gives up on this series
                continue
    elif what != "fits":
        fits.profile(name, 0.95)
    total += time.process_time() - begun
print(total)
"""
# The largest share of a loop's seconds in a cell of the study of speed.
LOOP = """
import sys
sys.path.insert(0, sys.argv[1])
import speed
count, one_exp = int(sys.argv[2]), speed.time_exp()
print(max(
    1 / speed.compare(curve, name, options, count=count, one_exp=one_exp)["times"]
    for curve in ("logistic", "gompertz") for name, options in speed.SETS.items()
))
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
            if environment is None:
                environment = {"MPLBACKEND": "agg", STAGING_VARIABLE: staging}
            done = subprocess.run(
                [str(self.folder / ".venv/bin/python"), "-c", code, *map(str, arguments)],
                cwd=self.folder / "notebooks",
                env={**os.environ, **environment},
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
    """Return CPU seconds of the cells of each page but the seventh."""
    return {
        f"CPU seconds of the cells of page {name[:2]}": tree.count(CELLS, "cells", "", name)
        for name in tree.list_pages("01", "02", "03", "04", "05", "06")
    }


def measure_page7(tree):
    """Return CPU seconds of the cells of page 7, all variants and headlines."""
    taken = tree.count(CELLS, "cells", "", *tree.list_pages("07"))
    return {"CPU seconds of the cells of page 07": taken}


def measure_figures(tree):
    """Return CPU seconds of publishing figures over all pages."""
    return {"CPU seconds of figures": tree.count(CELLS, "figures", "", *tree.list_pages())}


def measure_change(tree):
    """Return CPU seconds of notebook 04 run again in its kernel with another reading."""
    given = {"JUPYTER_PREFER_ENV_PATH": "1"}
    name, *_ = tree.list_pages("04")
    taken = tree.count(LAB, "reading = 'literal'", name, environment=given)
    return {"CPU seconds of notebook 04 run again, reading changed": taken}


def measure_intervals(tree):
    """Return CPU seconds of likelihood intervals of 12 interval observations, four curves."""
    return {
        "CPU seconds of 1,000 likelihood intervals, fitted before": tree.count(
            ENGINE, "ends", 1_000, environment=ONE_THREAD
        ),
        "CPU seconds of 1,000 likelihood intervals with their fits": tree.count(
            ENGINE, "intervals", 1_000, environment=ONE_THREAD
        ),
        "CPU seconds of 1,000 likelihood intervals, exact data": tree.count(
            ENGINE, "exact", 1_000, environment=ONE_THREAD
        ),
    }


def measure_fits(tree):
    """Return CPU seconds of fits, four curves, one thread."""
    return {
        f"CPU seconds of {count:,} fits": tree.count(ENGINE, "fits", count, environment=ONE_THREAD)
        for count in (10_000, 100_000)
    }


def measure_tests(tree):
    """Return CPU seconds and seconds of the whole suite, which may fail at an old commit."""
    told = tree.folder / "outputs" / "tests.txt"
    cost = measure([["sh", "-c", f"make --silent test > '{told}' 2>&1 || true"]], None, tree.folder)
    print(f"  {tree.name}: {told.read_text().rstrip().splitlines()[-1]}")
    told.unlink()
    return {"CPU seconds of make test": cost.cpu_seconds, "seconds of make test": cost.wall_seconds}


def measure_first(tree):
    """Return seconds of the first report of a fresh clone, with nothing in any cache."""
    with tempfile.TemporaryDirectory() as folder:
        clone, cache = f"{folder}/clone", f"{folder}/cache"
        for command in (["clone", "--quiet", str(ROOT), clone],
                        ["-C", clone, "checkout", "--quiet", tree.name]):  # fmt: skip
            subprocess.run(["git", *command], check=True)
        names = ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR")
        cost = measure([["make", "report"]], dict.fromkeys(names, cache), clone)
    return {"seconds of the first report": cost.wall_seconds,
            "CPU seconds of the first report": cost.cpu_seconds}  # fmt: skip


def compare_report(taken):
    """Return the share of papermill and nbconvert, one after the other, that a report takes."""
    with tempfile.TemporaryDirectory() as folder:
        given = {STAGING_VARIABLE: f"{folder}/run"}
        cost = measure(by_hand(Path(folder), 1), given)
    return {"seconds of a report": taken["seconds of a report"] / cost.wall_seconds}


def compare_sweep(taken):
    """Return the share of 18 runs by hand, two at a time, that the sweep takes."""
    cost = take_sweep_by_hand()
    return {"seconds of the sweep": taken["seconds of the sweep"] / cost.wall_seconds}


def compare_intervals(taken):
    """Return the share of lmfit's conf_interval that intervals of exact data take."""
    name, few = "CPU seconds of 1,000 likelihood intervals, exact data", 20
    peers = Tree("lmfit", ROOT).count(ENGINE, "peers", few, environment=ONE_THREAD)
    return {name: taken[name] / (peers * 1_000 / few)}


def compare_fits(taken):
    """Return the largest share of a loop of curve_fit that fits take in a cell of make speed."""
    del taken  # both are timed there, each against the other
    tree, folder = Tree("curve_fit", ROOT), Path(__file__).parent
    return {
        f"CPU seconds of {count:,} fits": tree.count(LOOP, folder, count)
        for count in (10_000, 100_000)
    }


ROWS = {
    "report": measure_report,
    "unchanged": measure_unchanged,
    "sweep": measure_sweep,
    "page7": measure_page7,
    "pages": measure_pages,
    "figures": measure_figures,
    "intervals": measure_intervals,
    "fits": measure_fits,
    "change": measure_change,
    "tests": measure_tests,
    "first": measure_first,
}
PEERS = {
    "report": compare_report,
    "sweep": compare_sweep,
    "intervals": compare_intervals,
    "fits": compare_fits,
}
# What was aimed at: the largest ratio to d7032b7, the largest value, the largest share of peers.
AIMS = {
    "CPU seconds of a report": (0.5, None, None),
    "seconds of a report": (0.5, None, 0.1),
    "peak MB of a report, all processes": (None, 400, None),
    "CPU seconds of the sweep": (0.5, None, None),
    "seconds of the sweep": (0.5, None, 0.1),
    "CPU seconds of the cells of page 07": (0.2, None, None),
    "CPU seconds of figures": (0.45, None, None),
    "CPU seconds of 1,000 likelihood intervals, fitted before": (0.2, None, None),
    "CPU seconds of 1,000 likelihood intervals with their fits": (0.2, None, None),
    "CPU seconds of 1,000 likelihood intervals, exact data": (None, None, 1 / 300),
    "CPU seconds of 10,000 fits": (1 / 1.6, None, 1 / 110),
    "CPU seconds of 100,000 fits": (1 / 1.6, None, 1 / 110),
    "CPU seconds of notebook 04 run again, reading changed": (0.5, None, None),
    "CPU seconds of make test": (None, 200, None),
    "seconds of make test": (None, 120, None),
    "seconds of the first report": (0.6, None, None),
}


def write_table(trees, results, shares):
    """Return medians, ranges, medians of the paired ratios and what was aimed at, as Markdown.

    Examples
    --------
    >>> trees = [Tree("a", Path()), Tree("b", Path())]
    >>> print(write_table(trees, {"work": [(2.0, 1.0), (4.0, 1.0)]}, {}).splitlines()[-1])
    | work | 3.00 (2.00 to 4.00) | 1.00 (1.00 to 1.00) | 0.38 | |  | |
    """

    def show(values, digits=2):
        low, high = min(values), max(values)
        return f"{statistics.median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"

    other, this = (tree.name for tree in trees)
    lines = [
        f"| | {other} | {this} | ratio | aimed at | share of other tools | aimed at |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in [*AIMS, *sorted(results.keys() - AIMS.keys())]:
        ratio, largest, share = AIMS.get(name, (None, None, None))
        aim = f"{ratio:.2f}" if ratio else f"{largest} in all" if largest else ""
        if name in results:
            olds, news = zip(*results[name], strict=True)
            paired = statistics.median(new / old for old, new in results[name])
            cells = [show(olds), show(news), f"{paired:.2f}"]
        else:
            cells = ["not taken", "", ""]
        peers = show(shares[name], 4) if name in shares else "not taken" if share else ""
        cells += [aim, peers, f"{share:.4f}" if share else ""]
        lines.append(f"| {name} | {' | '.join(cells)} |".replace("|  |", "| |"))
    return "\n".join(lines)


def take_round(number, trees, names, results, shares):
    """Take every row once with both trees, in an order that changes from round to round."""
    for name in names:
        taken = {}
        for tree in trees if number % 2 == 0 else trees[::-1]:
            taken[tree.name] = ROWS[name](tree)
        other, this = (taken[tree.name] for tree in trees)
        for key in other.keys() & this.keys():
            results.setdefault(key, []).append((other[key], this[key]))
            print(f"  {key}: {other[key]:.2f} and {this[key]:.2f}", flush=True)
        if shares is not None and name in PEERS:
            for key, share in PEERS[name](this).items():
                shares.setdefault(key, []).append(share)
                print(f"  {key}: {share:.4f} of other tools", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("other", help="the commit to compare with")
    parser.add_argument("--this", default="HEAD", help="the commit that is compared")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--rows", default=",".join(ROWS), help="some of the rows, with commas: %(default)s"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave other tools out")
    arguments = parser.parse_args()
    names = arguments.rows.split(",")
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"there is no row {', '.join(unknown)}; allowed: {', '.join(ROWS)}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # would have every process compile again
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    trees = [build_tree(arguments.other), build_tree(arguments.this)]
    if trees[0].name == trees[1].name:
        parser.error(f"both commits are {trees[0].name}; OTHER must be another one")
    results, shares = {}, {}
    for number in range(arguments.rounds):
        print(f"round {number + 1}", flush=True)
        take_round(number, trees, names, results, None if arguments.no_peers else shares)
    text = write_table(trees, results, shares)
    print(text)
    target = ROOT / "outputs" / "studies" / "commits.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    note = f"{arguments.rounds} rounds, interleaved: medians and ranges, medians of paired ratios."
    target.write_text(f"# Two commits side by side\n\n{note}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
