"""Measure what 10, 100, 1,000 and more articles cost: seconds and peak memory of every step.

Each size is read, confirmed, checked, assembled, paired, audited, laid out as the page of all
numbers, reported and published, every step in a process of its own, whose memory is taken together
with that of all processes it starts. The last column fits seconds ~ articles to a power between the
two largest sizes of a step. Run it as ``make scale-study``; ``OPTIONS=--deep`` adds 10,000
articles, read and checked.
"""

import argparse
import contextlib
import ctypes
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))
from corpus import (  # noqa: E402
    THINGS,
    confirm,
    decide,
    make_base,
    make_corpus,
    read_csv,
    write_texts,
)

from helpers import cli  # noqa: E402
from helpers.paths import project_root  # noqa: E402

STEPS = ("read", "check", "assemble", "pair", "audit", "page", "report", "site")
INNER = ("pair", "audit")  # what they need is made first and not counted
DEEP_STEPS = ("read", "check")
SIZES, DEEP = (10, 100, 1_000), 10_000
MONEY = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}
NUMBERS = 20
PAUSE = 1.0  # seconds between two looks at the memory
SET_CHILD_SUBREAPER = 36  # of Linux's prctl


def read(folder):
    """Read the texts into drafts by `rural read`, over all cores where there are many."""
    texts = [str(path) for path in sorted((folder / "texts").glob("*.txt"))]
    places = ["--base", str(folder / "base"), "--out", str(folder / "data")]
    run_command("read", *texts, "--published", "2024-02-01", *places)


def check(folder):
    """Check the confirmed folder by `rural check`."""
    run_command("check", str(folder / "data"))


def report(folder):
    """Make all pages by `rural report`."""
    run_command("report", "-p", "data_dir", str(folder / "data"), "--name", "scale", at=folder)


def site(folder):
    """Lay the pages out and check them by `rural site`."""
    run_command("site", "scale", at=folder)


def five(folder):
    """Make all pages of the project's own articles by `rural report`."""
    run_command("report", "--name", "five", at=folder)


def run_command(*arguments, at=None):
    """Run a command of the project, with its outputs in a folder; leave where it fails."""
    from helpers.publishing.publisher import PUBLISHER
    from helpers.running.inputs import Project

    project = at and Project.at(project_root(), outputs=at / "outputs", publisher=PUBLISHER)
    if status := cli.main(list(arguments), project=project):
        raise SystemExit(status)


def assemble(folder):
    """Assemble the table of all numbers with their bounds."""
    from helpers.data.assemble import assemble_observations

    return assemble_observations(folder / "data", **MONEY)


def pair(folder):
    """Pair every two comparable numbers; assembling is not counted."""
    from helpers.rates import pair_observations

    table = assemble(folder)
    begin = time.process_time()
    pair_observations(table)
    return time.process_time() - begin


def audit(folder):
    """Test the claims of the articles; assembling is not counted."""
    from helpers.audit.claims import audit_claims
    from helpers.data.read import read_table

    table, data = assemble(folder), folder / "data"
    begin = time.process_time()
    tables = (read_table(data, name) for name in ("claims", "events", "exchange_rates"))
    claims, events, rates = tables
    audit_claims(claims, table, events, rates)
    return time.process_time() - begin


def page(folder):
    """Write the page of all numbers."""
    from helpers.publishing.dataset import write_observations

    write_observations(folder, {"run": "scale"}, folder / "data")


def run_step(step, folder):
    """Run one step in this process; print the seconds that it counts itself."""
    inner = globals()[step](folder)
    print(json.dumps(inner if step in INNER else None))


def watch_step(step, folder, limit):
    """Run a step in a process of its own and return what it took, or None if it took too long.

    Returns
    -------
    cost : dict or None
        ``seconds`` of the processors, ``wall`` on the clock, and ``megabytes``, the most that the
        process and all that it started held at one time, shared pages counted once.
    """
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    log, begun, before, peak = folder / f"{step}.log", time.monotonic(), count_seconds(), 0
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
        while process.poll() is None:
            peak = max(peak, sum_memory())
            if time.monotonic() - begun > limit:
                process.terminate()  # the commands end what they started
                process.wait()
                return None
            time.sleep(PAUSE)
    wall, said = time.monotonic() - begun, log.read_text(encoding="utf-8")
    if process.returncode:
        raise SystemExit(f"{step} in {folder}: {said[-800:]}")
    inner = json.loads(said.splitlines()[-1])
    return {
        "seconds": count_seconds() - before if inner is None else inner,
        "wall": wall,
        "megabytes": peak / 2**20,
    }


def adopt_orphans():
    """Become the parent of whatever a step leaves behind, so that its seconds are counted."""
    if ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise SystemExit("seconds of a step's processes are counted on Linux only")


def count_seconds():
    """Return the processor seconds of all steps so far, once what they started has ended."""
    with contextlib.suppress(ChildProcessError):
        while os.wait():
            pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sum_memory():
    """Return the bytes that a step and all it started hold, shared pages counted once."""
    total = 0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it may have ended meanwhile
            total += process.memory_full_info().pss
    return total


def measure(articles, folder, steps, limit):
    """Return what each step costs at one size; nothing for steps after one that takes too long."""
    corpus = make_corpus(articles, NUMBERS, 1)
    write_texts(corpus, folder / "texts")
    make_base(folder / "base", corpus.places)
    prints, found = {}, {}
    for one in corpus.prints:
        prints.setdefault((one.source, one.paragraph), []).append(one)
    for step in steps:
        cost = watch_step(step, folder, limit)
        if cost is None:
            break
        found[step] = cost
        print(articles, step, cost, file=sys.stderr, flush=True)
        if step == "read":
            rows = read_csv(folder / "data" / "press" / "observations.csv")
            lines, _ = decide(rows, prints, is_mended=True)
            confirm(folder / "data", folder / "base", lines)
    return found


def fit_exponent(measured, step):
    """Return the power by which a step grew between its two largest sizes, or None.

    Examples
    --------
    >>> cost = {10: {"read": {"seconds": 2.0}}, 100: {"read": {"seconds": 20.0}}, 1000: {}}
    >>> fit_exponent(cost, "read"), fit_exponent(cost, "check")
    (1.0, None)
    """
    sizes = [n for n in measured if step in measured[n]][-2:]
    if len(sizes) < 2:
        return None
    small, large = (measured[n][step]["seconds"] for n in sizes)
    return math.log(large / small) / math.log(sizes[1] / sizes[0])


def write_cell(cost):
    """Return what a step took in words of a table."""
    if cost is None:
        return "–"
    return f"{cost['seconds']:.1f} s ({cost['wall']:.0f} s), {cost['megabytes']:.0f} MB"


def describe(measured, own, loads):
    """Return the table of all sizes as lines of Markdown."""
    sizes = list(measured)
    lines = [
        "# What more articles cost",
        "",
        f"Articles of {NUMBERS} numbers each: {len(THINGS)} things, 10 years, a place for ten "
        f"articles, six at least. Processor seconds (seconds on the clock) and peak megabytes of "
        "each step with all processes it starts; imports are included but for pair and audit. "
        f"{os.cpu_count()} cores, on which {loads[0]:.0f} to {loads[1]:.0f} processes waited for "
        "their turn. Exponent: of processor seconds against articles, between the two largest "
        "sizes of a step.",
        "",
        "| step | " + " | ".join(f"{n:,}" for n in sizes) + " | exponent |",
        "| --- " + "| ---: " * (len(sizes) + 1) + "|",
    ]
    for step in STEPS:
        power = fit_exponent(measured, step)
        cells = [write_cell(m.get(step)) for m in measured.values()]
        lines.append(
            f"| {step} | " + " | ".join(cells) + f" | {'–' if power is None else f'{power:.2f}'} |"
        )
    if own:
        largest = [n for n in sizes if "report" in measured[n]][-1]
        ratio = measured[largest]["report"]["seconds"] / own["seconds"]
        lines += [
            "",
            f"The report of the project's own articles, right behind it: {write_cell(own)}. "
            f"That of {largest:,} articles takes {ratio:.1f} times as many processor seconds.",
        ]
    return lines


def main(argv=None):
    """Measure every size, print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--deep", action="store_true", help=f"{DEEP:,} too, read and checked")
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=STEPS)
    parser.add_argument(
        "--limit", type=float, default=900.0, help="seconds on the clock that a step may take"
    )
    out = project_root() / "outputs" / "studies" / "scale.md"
    parser.add_argument("--out", type=Path, default=out)
    parser.add_argument("--step", choices=(*STEPS, "five"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.step:
        return run_step(arguments.step, arguments.folder)
    adopt_orphans()
    measured, loads, own = {}, [], None
    for size in [*arguments.sizes, *[DEEP] * arguments.deep]:
        steps = [s for s in STEPS if s in arguments.steps and (size < DEEP or s in DEEP_STEPS)]
        with tempfile.TemporaryDirectory() as folder:
            measured[size] = measure(size, Path(folder), steps, arguments.limit)
            if "report" in measured[size] and size == max(arguments.sizes):
                own = watch_step("five", Path(folder), arguments.limit)
        loads.append(os.getloadavg()[1])
        text = "\n".join(describe(measured, own, (min(loads), max(loads)))) + "\n"
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        arguments.out.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
