"""Measure what 10, 100, 1,000 and more articles cost: seconds and peak memory of every step.

Each size is read, confirmed, checked, assembled, paired, audited and laid out as the page of all
numbers, every step in a process of its own, so that its peak is its own. The last lines fit
seconds ~ articles to a power between the two largest sizes. Run it as ``make scale-study``.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpus import THINGS, confirm, decide, make_base, make_corpus, read_csv, write_texts  # noqa: E402

from helpers.paths import project_root  # noqa: E402

STEPS = ("read", "check", "assemble", "pair", "audit", "page")
MONEY = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}
NUMBERS = 20


def read(folder):
    """Read the texts into drafts, as `rural read` does."""
    from helpers.articles import package
    from helpers.articles.text import read_article
    from helpers.articles.times import read_published

    articles = [read_article(path) for path in sorted((folder / "texts").glob("*.txt"))]
    published = read_published("2024-02-01")
    drafts = package.read_articles(articles, folder / "base", published)
    package.write_package(drafts, folder / "base", folder / "data")


def check(folder):
    """Check the confirmed folder, as `rural check` does."""
    from helpers.data.checks import check_data

    check_data(folder / "data")


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
    """Print seconds and peak megabytes of one step, in this process."""
    inner = globals()[step](folder)
    seconds = inner if isinstance(inner, float) else time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def measure(articles, folder, limit):
    """Return what each step costs at one size; nothing for steps after one that takes too long."""
    corpus = make_corpus(articles, NUMBERS, 1)
    write_texts(corpus, folder / "texts")
    make_base(folder / "base", corpus.places)
    prints, found = {}, {}
    for one in corpus.prints:
        prints.setdefault((one.source, one.paragraph), []).append(one)
    for step in STEPS:
        command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            break
        if done.returncode:
            raise SystemExit(f"{step} of {articles}: {done.stderr[-800:]}")
        found[step] = json.loads(done.stdout.splitlines()[-1])
        if step == "read":
            rows = read_csv(folder / "data" / "press" / "observations.csv")
            lines, _ = decide(rows, prints, is_mended=True)
            confirm(folder / "data", folder / "base", lines)
    sizes = [p.stat().st_size for p in folder.glob("observations.html")]
    return found | {"page bytes": sum(sizes)}


def fit_exponent(small, large, step):
    """Return the power by which a step grew between two sizes, or None where it was not run."""
    (n, one), (m, other) = small, large
    if step not in one or step not in other:
        return None
    return math.log(other[step]["seconds"] / one[step]["seconds"]) / math.log(m / n)


def describe(measured):
    """Return the table of all sizes as lines of Markdown."""
    sizes = list(measured)
    lines = [
        "# What more articles cost",
        "",
        f"Articles of {NUMBERS} numbers each ({len(THINGS)} things, 10 years, a place for ten articles, six at least); "
        f"processor seconds and "
        "peak megabytes of each step in a process of its own, imports included but for pair and "
        "audit. Exponent: of seconds against articles, between the two largest sizes.",
        "",
        "| step | " + " | ".join(f"{n:,}" for n in sizes) + " | exponent |",
        "| --- " + "| ---: " * (len(sizes) + 1) + "|",
    ]
    for step in STEPS:
        cells = [
            f"{m[step]['seconds']:.1f} s, {m[step]['megabytes']:.0f} MB" if step in m else "–"
            for m in measured.values()
        ]
        last = list(measured.items())[-2:]
        power = fit_exponent(*last, step) if len(last) == 2 else None
        lines.append(
            f"| {step} | " + " | ".join(cells) + f" | {'–' if power is None else f'{power:.2f}'} |"
        )
    weights = [f"{m['page bytes'] / 1e6:.1f} MB" for m in measured.values()]
    lines.append("| page of all numbers | " + " | ".join(weights) + " | |")
    return lines


def main(argv=None):
    """Measure every size, print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument(
        "--limit", type=float, default=600.0, help="seconds on the clock that a step may take"
    )
    out = project_root() / "outputs" / "studies" / "scale.md"
    parser.add_argument("--out", type=Path, default=out)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.step:
        return run_step(arguments.step, arguments.folder)
    measured = {}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measured[size] = measure(size, Path(folder), arguments.limit)
    text = "\n".join(describe(measured)) + "\n"
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
