"""Time whole reports: papermill and nbconvert by hand, jupyter-book, and this project's runner.

Run it on a machine with nothing else to do: make bench
"""

import argparse
import ctypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from helpers.parameters import declaration_of
from helpers.paths import STAGING_VARIABLE, project_root
from helpers.running.parameter_files import read_grid
from helpers.running.task import KERNEL_ENVIRONMENT

ROOT = project_root()
BIN = Path(sys.executable).parent
BOOK = "jupyter-book==1.0.4.post1"  # the last that builds without fetching a template
GRID = ROOT / "notebooks" / "sweeps" / "readings.yml"
TARGETS = {"d": 0.25, "f": 0.25}  # shares of (a) and (b)
OURS = """
import sys
from pathlib import Path
from helpers import cli
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
checks = dict(check=cli.check_data, select=cli.check_selection)
project = Project.at({root!r}, outputs=Path({outputs!r}), publisher=PUBLISHER, **checks)
sys.exit(cli.main({arguments!r}, project=project))
"""
MARK = "RURAL_BENCH"
# The cells of each notebook in a fork of a process with the libraries, as a warm kernel has them.
PLAIN_CELLS = f"""
import helpers.running.preload, nbformat, os, sys, time
from IPython.core.interactiveshell import InteractiveShell
for path in sys.argv[1:]:
    if os.fork() == 0:
        shell = InteractiveShell.instance()
        begun = time.process_time()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source).raise_error()
        print("\\n{MARK}", time.process_time() - begun, flush=True)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(f"{{path}} failed")
"""
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux' prctl
WARM_UP_SECONDS = 15  # what begins later is asked to keep the cores busy


@dataclass
class Cost:
    """Hold what a command took: seconds of the clock and of all its processes, memory, and how busy
    the cores were."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: float
    busy: float | None


class Sampler(threading.Thread):
    """Watch the memory of all processes of a command; shared pages count once."""

    def __init__(self):
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.peak_mb = 0.0
        self.started = time.monotonic()
        self.times = []

    def run(self):
        while not self.done.wait(0.25):
            self.times.append((time.monotonic() - self.started, *_read_busy()))
            self.peak_mb = max(
                self.peak_mb, sum(_read_memory(path) for path in Path("/proc").glob("[0-9]*"))
            )

    def find_busy(self):
        """Return the share of all cores that was busy after the warm-up, the whole machine
        counted."""
        late = [item for item in self.times if item[0] > WARM_UP_SECONDS]
        if len(late) < 10:
            return None
        (_, idle, total), (_, later_idle, later_total) = late[0], late[-1]
        return 1 - (later_idle - idle) / (later_total - total)


def _read_busy():
    numbers = [int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return numbers[3] + numbers[4], sum(numbers)


def _read_memory(path):
    """Return the proportional set size of a process of ours in megabytes."""
    try:
        if f"{MARK}=".encode() not in (path / "environ").read_bytes():
            return 0.0
        line = next(
            line
            for line in (path / "smaps_rollup").read_text().split("\n")
            if line.startswith("Pss:")
        )
        return int(line.split()[1]) / 1024
    except (OSError, StopIteration):
        return 0.0


def measure(commands, environment=None, folder=ROOT):
    """Return what commands cost one after the other, with everything that they started."""
    sampler = Sampler()
    sampler.start()
    before = os.times()
    for command in commands:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, MARK: "1", **(environment or {})},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(
                f"{command[:4]} ended with"
                f" {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
            )
    wall = time.monotonic() - sampler.started
    # Orphans came to us (see main): all are waited for, so that their seconds count.
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = os.times()
    sampler.done.set()
    sampler.join()
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return Cost(wall, cpu, sampler.peak_mb, sampler.find_busy())


def list_stems():
    """Return the notebooks, the last one reads the findings of the others."""
    return sorted(path.stem for path in (ROOT / "notebooks").glob("0[1-9]*.ipynb"))


def by_hand(folder, jobs, values=None):
    """Return commands that execute and export every notebook with the tools' own commands; each is
    given the values of its own parameters."""

    def pair(stem):
        out = folder / f"{stem}.ipynb"
        own = [p.name for p in declaration_of(stem) if p.name in (values or {})]
        given = "".join(f" -p {name} {values[name]}" for name in own)
        return (
            f"{BIN}/papermill --cwd notebooks --no-progress-bar{given} notebooks/{stem}.ipynb {out}"
            f" && {BIN}/jupyter nbconvert --to html {out}"
        )

    stems = list_stems()
    if jobs == 1:
        return [["sh", "-c", pair(stem)] for stem in stems]
    lines = "\n".join(pair(stem) for stem in stems[:-1])
    (folder / "pairs.txt").write_text(lines + "\n", encoding="utf-8")
    return [
        ["sh", "-c", f"xargs -P {jobs} -I LINE sh -c LINE < {folder}/pairs.txt"],
        ["sh", "-c", pair(stems[-1])],
    ]


def ours(outputs, *arguments):
    """Return the command line of this project, with outputs of its own."""
    return [
        [
            sys.executable,
            "-c",
            OURS.format(root=str(ROOT), outputs=str(outputs), arguments=list(arguments)),
        ]
    ]


def build_book(folder):
    """Return the command that builds the same notebooks as a book, in an environment of its own;
    None if it cannot be had."""
    home = Path(sys.prefix) / "book"
    if not (home / "bin" / "jupyter-book").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        done = subprocess.run(
            [
                home / "bin" / "python",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "-r",
                Path(__file__).with_name("jupyter-book.lock"),
            ],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return None
    # The book has its own environment, the notebooks have this project's.
    kernel = home / "share" / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True, exist_ok=True)
    (kernel / "kernel.json").write_text(
        f'{{"argv": ["{sys.executable}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"],'
        ' "display_name": "Python 3", "language": "python"}'
    )
    book = folder / "book"
    shutil.copytree(ROOT / "notebooks", book, ignore=shutil.ignore_patterns("sweeps", ".*"))
    (book / "_config.yml").write_text(
        "title: bench\nexecute: {execute_notebooks: force, timeout: 600}\n"
    )
    first, *rest = list_stems()
    (book / "_toc.yml").write_text(
        f"format: jb-book\nroot: {first}\nchapters:\n"
        + "".join(f"- file: {stem}\n" for stem in rest)
    )
    return [[str(home / "bin" / "jupyter-book"), "build", "--quiet", str(book)]]


def take_round(number, results, with_book):
    """Measure every way once, in an order that changes from round to round."""
    ways = ["a", "b", "c", "d"] if with_book else ["a", "b", "d"]
    for way in ways[number % len(ways) :] + ways[: number % len(ways)]:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            staging = {STAGING_VARIABLE: str(folder / "run")}
            if way in "ab":
                cost = measure(by_hand(folder, 1 if way == "a" else 2), staging)
            elif way == "c":
                cost = measure(build_book(folder), staging)
            else:
                cost = measure(ours(folder / "outputs", "report"))
                results["e"].append(measure(ours(folder / "outputs", "report")))
                print(f"  e {results['e'][-1]}", flush=True)
                results["h"].append(measure(ours(folder / "cold", "report", "--cold-kernels")))
                print(f"  h {results['h'][-1]}", flush=True)
                require_same_results(folder / "outputs" / "baseline", folder / "cold" / "baseline")
        results[way].append(cost)
        print(f"  {way} {cost}", flush=True)


def require_same_results(some, others):
    """Stop unless two runs have the same tables, findings and figures, byte for byte."""
    kept = ("tables", "findings", "figures")
    one, other = (
        {
            path.relative_to(run): path.read_bytes()
            for kind in kept
            for path in (run / kind).rglob("*.*")
        }
        for run in (some, others)
    )
    different = sorted(
        str(path) for path in one.keys() | other.keys() if one.get(path) != other.get(path)
    )
    if different or not one:
        raise SystemExit(
            f"cold kernels gave other results: {', '.join(different) or 'none at all'}"
        )


def take_sweep_by_hand():
    """Return the cost of the runs of the shipped grid by hand, two at a time: two are scaled."""
    grid, by_two = read_grid(str(GRID)), []
    for item in (grid.sets[0], grid.sets[-1]):
        values = {name: value.value for name, value in item.given.items()}
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            commands = by_hand(folder, 2, values)
            by_two.append(measure(commands, {STAGING_VARIABLE: str(folder / item.name)}))
    scale = len(grid.sets) / 2
    return Cost(
        scale * sum(c.wall_seconds for c in by_two),
        scale * sum(c.cpu_seconds for c in by_two),
        max(c.peak_mb for c in by_two),
        None,
    )


def take_sweep(results):
    """Measure the shipped grid with ours, and two of its runs by hand."""
    with tempfile.TemporaryDirectory() as folder:
        results["f"].append(measure(ours(Path(folder) / "outputs", "sweep", str(GRID))))
    results["g"].append(take_sweep_by_hand())
    print(f"  f {results['f'][-1]}\n  g {results['g'][-1]}", flush=True)


def find_floor():
    """Return CPU seconds of all cells, run without kernel, papermill and export, and of the fork
    server's imports."""
    imports = measure([[sys.executable, "-c", "import helpers.running.preload"]]).cpu_seconds
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            **KERNEL_ENVIRONMENT,
            STAGING_VARIABLE: folder,
            "MPLBACKEND": "agg",
        }
        command = [sys.executable, "-c", PLAIN_CELLS, *(f"{stem}.ipynb" for stem in list_stems())]
        text = subprocess.run(
            command,
            cwd=ROOT / "notebooks",
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return (
        sum(float(line.removeprefix(MARK)) for line in text.split("\n") if line.startswith(MARK)),
        imports,
    )


NAMES = {
    "a": "papermill and jupyter nbconvert, one after the other",
    "b": "the same, two at a time (xargs -P 2)",
    "c": f"{BOOK.replace('==', ' ')} (Sphinx), in an environment of its own",
    "d": "rural report, no outputs, no process",
    "e": "rural report, nothing changed",
    "h": (
        "rural report --cold-kernels, no outputs: the same bytes of tables, findings and figures as"
        " (d), compared"
    ),
    "f": "rural sweep of 18 runs",
    "g": "18 runs as (b), measured on 2 runs and scaled",
}


def write_tables(results, floor):
    """Return the study as Markdown."""
    middle = {way: _find_middle(costs) for way, costs in results.items() if costs}
    lines = [
        "| | what | seconds | CPU seconds | peak MB | cores busy after 15 s | share |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for way, cost in middle.items():
        other = {"d": "a", "b": "a", "c": "a", "e": "a", "h": "a", "f": "g"}.get(way)
        share = f"{_find_share(results[way], results[other]):.3f} of ({other})" if other else ""
        busy = "" if cost.busy is None else f"{cost.busy:.0%}"
        lines.append(
            f"| {way} | {NAMES[way]} | {cost.wall_seconds:.1f} | {cost.cpu_seconds:.1f} |"
            f" {cost.peak_mb:.0f} | {busy} | {share} |"
        )
    count, cells, imports = len(list_stems()), *floor
    beyond = (middle["d"].cpu_seconds - cells - imports) / count
    cores = os.cpu_count()
    lines += [
        "",
        (
            f"{count} notebooks, {cores} cores, {len(results['d'])} rounds, paired and in changing"
            " order; medians, shares are medians of paired ratios. Memory counts shared pages"
            " once."
        ),
        (
            f"Targets: (d) at most {TARGETS['d']} of (a), (e) at most 2.0 s, (f) at most"
            f" {TARGETS['f']} of (g), at most 0.7 CPU seconds a notebook beyond its cells, cores at"
            " least 85 % busy."
        ),
        "",
        (
            f"Of the {middle['d'].cpu_seconds:.1f} CPU seconds of (d), {cells:.1f} are the cells'"
            f" own (run in a plain process that has the libraries), {imports:.1f} the fork server's"
            f" imports; {beyond:.2f} a notebook are left for kernel, papermill, export and the"
            " command itself."
        ),
        (
            f"The floor on {cores} cores, were all that free: the imports on one core, then the"
            f" cells spread over all: {imports + cells / cores:.1f} s."
        ),
    ]
    return "\n".join(lines)


def _find_middle(costs):
    busy = [cost.busy for cost in costs if cost.busy is not None]
    return Cost(
        *(
            statistics.median(getattr(cost, name) for cost in costs)
            for name in ("wall_seconds", "cpu_seconds", "peak_mb")
        ),
        statistics.median(busy) if busy else None,
    )


def _find_share(costs, others):
    return statistics.median(
        one.wall_seconds / other.wall_seconds for one, other in zip(costs, others)
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sweeps", type=int, default=3)
    parser.add_argument("--no-book", action="store_true", help="leave jupyter-book out")
    arguments = parser.parse_args()
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
    with tempfile.TemporaryDirectory() as folder:
        with_book = not arguments.no_book and build_book(Path(folder)) is not None
    results = {way: [] for way in NAMES}
    for number in range(arguments.rounds):
        print(f"round {number + 1}", flush=True)
        take_round(number, results, with_book)
    for _ in range(arguments.sweeps):
        take_sweep(results)
    text = write_tables(results, find_floor())
    print(text)
    target = ROOT / "outputs" / "studies" / "bench.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Speed of whole runs\n\n" + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
