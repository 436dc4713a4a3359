"""Cut real series and look back: how often was a ceiling claimed that later values left?

Run as ``python tests/studies/cuts.py PWT_JSON [--series 300]``. Every rising series of nine points
or
more, the national ones of the project and those of the Penn World Table, is cut after two thirds
and
at every year from the sixth point; the rule of page 5 is asked of what was known then. A claim is
left
when a later value lies above its upper end. Long series are cut at no more than six years, evenly
spaced, and from their last 24 years. Prints tables and writes them to outputs/studies/cuts.md.
"""

import os

os.environ.update(
    OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1"
)  # before numpy reads them

import argparse
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.curves import fit_curves
from helpers.data.assemble import assemble_benchmarks
from helpers.models.ceilings import combine_ceilings
from helpers.models.series import list_long_series
from helpers.paths import project_root

OLD = ("exponential", "logistic", "gompertz", "richards")
NEW = ("exponential", "linear", "power", "logistic", "gompertz", "richards")
RULES = {
    "as before: independent errors, exponential alone without a ceiling": (OLD, "independent"),
    "curves without a ceiling, independent errors": (NEW, "independent"),
    "curves without a ceiling, errors that remember": (NEW, "autoregressive"),
}
KINDS = {"ours": None, "GDP": "rgdpna", "people at work": "emp", "capital": "rnna"}
FEWEST, SHORTEST, LONGEST, MOST_CUTS = 6, 9, 24, 6
LEVEL, FAR = 0.95, 1.1
YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


def read_ours():
    """Return time and value of the project's national series, as printed."""
    found = assemble_benchmarks(project_root() / "data", **YUAN)
    series = list_long_series(found, first_year=2010, last_year=2024, has_chains=False)
    return [(one.time, one.value) for one in series]


def read_table(path, kind, count, rng):
    """Return time and value of some countries, their last years only."""
    found = []
    for one in json.loads(Path(path).read_text(encoding="utf-8"))[kind].values():
        value = np.array(one["values"] if isinstance(one, dict) else one, dtype=float)[-LONGEST:]
        found.append((2019.0 - np.arange(value.size)[::-1], value))
    chosen = rng.permutation(len(found))[:count]
    return [found[i] for i in sorted(chosen)]


def list_cuts(series):
    """Return (time, value, later highest) of every cut of rising series."""
    cuts = []
    for time_, value in series:
        if value.size < SHORTEST or not value[-1] > value[0] or not (value > 0).all():
            continue
        ends = np.unique(np.linspace(FEWEST, value.size - 1, MOST_CUTS).round().astype(int))
        for n in np.unique(np.append(ends, max(FEWEST, 2 * value.size // 3))):
            if value[n - 1] > value[0]:
                cuts.append((time_[:n], value[:n], value[n:].max()))
    return cuts


def judge(cuts, curves, errors):
    """Return a row a cut: verdict, ends and what came."""
    width = max(c[0].size for c in cuts)
    pad = [[np.append(a, np.full(width - a.size, np.nan)) for a in c[:2]] for c in cuts]
    t, value = (np.array([p[k] for p in pad]) for k in (0, 1))
    fits = {c: fit_curves(t, value, curve=c, scale="log", errors=errors) for c in curves}
    table = combine_ceilings(fits, LEVEL)
    later = np.array([c[2] for c in cuts])
    seen = np.array([c[1].max() for c in cuts])
    return table.assign(later=later, seen=seen, n=[c[0].size for c in cuts])


def count(table):
    """Return how many were bounded, left, left by more than a tenth, and the same of narrow
    ones."""
    bounded = table[table["verdict"] == "bounded"]
    left = bounded["later"] > bounded["high"]
    narrow = bounded["high"] < 2 * bounded["seen"]
    far = bounded["later"] > FAR * bounded["high"]
    few = bounded["n"] < 10
    return [
        len(table),
        len(bounded),
        left.mean(),
        far.mean(),
        left[narrow].mean(),
        left[few].mean(),
        left[~few].mean(),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", help="pwt_national_yearly.json")
    parser.add_argument("--series", type=int, default=60, help="countries of each kind")
    options = parser.parse_args()
    begun, rng = time.monotonic(), np.random.default_rng(3)
    columns = ["series", "rule", "cuts", "bounded", "left", "by a tenth", "narrow, left"]
    columns += ["below 10 points, left", "10 points or more, left"]
    lines = [f"| {' | '.join(columns)} |", "|---|---" + "|--:" * (len(columns) - 2) + "|"]
    together = {rule: [] for rule in RULES}
    for name, kind in KINDS.items():
        series = read_ours() if kind is None else None
        series = series or read_table(options.collection, kind, options.series, rng)
        cuts = list_cuts(series)
        for rule, (curves, errors) in RULES.items():
            together[rule].append(judge(cuts, curves, errors))
            lines.append(format_row(name, rule, count(together[rule][-1])))
            print(lines[-1], flush=True)
    for rule, tables in together.items():
        lines.append(format_row("all", rule, count(pd.concat(tables))))
        print(lines[-1], flush=True)
    lines += ["", f"A claim is left when a later value is above its upper end. Level {LEVEL:.0%}."]
    lines += [f"{time.monotonic() - begun:.0f} seconds."]
    target = project_root() / "outputs" / "studies" / "cuts.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Ceilings with a record\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def format_row(name, rule, counts):
    shares = ["" if np.isnan(c) else f"{c:.1%}" for c in counts[2:]]
    return f"| {name} | {rule} | {counts[0]:,} | {counts[1]:,} | {' | '.join(shares)} |"


if __name__ == "__main__":
    main()
