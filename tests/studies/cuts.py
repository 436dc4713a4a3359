"""Cut real series and look back: how often was a ceiling claimed that later values left?

Run as ``python tests/studies/cuts.py PWT_JSON [--series 60]``. Every rising series of nine points
or more is cut after two thirds and at every year from the sixth point; the rule of page 5 is asked
of what was known then. A claim is left when a later value lies above its upper end. Long series are
cut at no more than six years, evenly spaced, and from their last 24 years.

How far an upper end must reach is learnt from every second series of the Penn World Table; the
other half, the national series of the project, and the collections beside that file (M1, tourism)
are held back. Writes tables to outputs/studies/cuts.md, and with ``--keep`` the reach and its
record on what was held back to src/helpers/models/cut_record.py, which page 5 prints.
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
PAGE = "the same, and the learnt reach (page 5)"
IF = "the same, and where growth would end if it ends (page 5)"
# curves, errors, whether the learnt reach is used
RULES = {
    "first rule: independent errors, exponential alone without a ceiling": (OLD, False, False),
    "curves without a ceiling, independent errors": (NEW, False, False),
    "curves without a ceiling, errors that remember": (NEW, True, False),
    PAGE: (NEW, True, True),
    IF: (NEW, True, True),
    "for comparison: first rule with the learnt reach": (OLD, False, True),
}
KINDS = {"GDP": "rgdpna", "people at work": "emp", "capital": "rnna", "people": "pop"}
BESIDE = {"M1": "m1_yearly.json", "tourism": "tourism_yearly.json"}
FEWEST, SHORTEST, LONGEST, MOST_CUTS = 6, 9, 24, 6
LEVEL, FAR = 0.95, 1.1
WANTED = 0.05  # left of what is learnt from: half of what is allowed where it is held back
YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


def read_ours():
    """Return time and value of the project's national series, as printed."""
    found = assemble_benchmarks(project_root() / "data", **YUAN)
    series = list_long_series(found, first_year=2010, last_year=2024, has_chains=False)
    return [(one.time, one.value) for one in series]


def read_table(rows, count, rng):
    """Return time and value of some series, their last years only."""
    found = []
    for one in rows.values():
        value = one["values"] if "values" in one else one["train"] + one["test"]
        value = np.array(value, dtype=float)[-LONGEST:]
        found.append((2019.0 - np.arange(value.size)[::-1], value))
    chosen = rng.permutation(len(found))[:count]
    return [found[i] for i in sorted(chosen)]


def list_cuts(series):
    """Return (time, value, later highest, number of the series) of every cut of rising series."""
    cuts = []
    for number, (time_, value) in enumerate(series):
        if value.size < SHORTEST or not value[-1] > value[0] or not (value > 0).all():
            continue
        ends = np.unique(np.linspace(FEWEST, value.size - 1, MOST_CUTS).round().astype(int))
        for n in np.unique(np.append(ends, max(FEWEST, 2 * value.size // 3))):
            if value[n - 1] > value[0]:
                cuts.append((time_[:n], value[:n], value[n:].max(), number))
    return cuts


def judge(cuts, curves, has_memory):
    """Return a row a cut: verdict, ends and what came; no end is moved by a reach."""
    width = max(c[0].size for c in cuts)
    pad = [[np.append(a, np.full(width - a.size, np.nan)) for a in c[:2]] for c in cuts]
    t, value = (np.array([p[k] for p in pad]) for k in (0, 1))
    errors = "autoregressive" if has_memory else "independent"
    fits = {c: fit_curves(t, value, curve=c, scale="log", errors=errors) for c in curves}
    table = combine_ceilings(fits, LEVEL, reach=1.0, has_if=curves == NEW and has_memory)
    return table.assign(
        later=[c[2] for c in cuts],
        seen=[c[1].max() for c in cuts],
        n=[c[0].size for c in cuts],
        number=[c[3] for c in cuts],
        is_bounded=table["verdict"] == "bounded",
    )


def learn_reach(table):
    """Return the least reach with which no more than `WANTED` of the bounded claims are left."""
    bounded = table[table["is_bounded"]]
    for reach in np.arange(1.0, 4.0, 0.05).round(2):
        if (bounded["later"] > np.fmax(bounded["high"], reach * bounded["seen"])).mean() <= WANTED:
            return float(reach)
    raise ValueError("no reach below four keeps the claims: the rule itself must change")


def add_ifs(table):
    """Return the same claims, and those of where growth would end if it ends."""
    has_if = ~table["is_bounded"] & np.isfinite(table["if_high"])
    high = np.where(has_if, table["if_high"], table["high"])
    return table.assign(is_bounded=table["is_bounded"] | has_if, high=high, is_if=has_if)


def count(table, first, reach):
    """Return how many were bounded, kept of those of the first rule, and left later."""
    bounded = table[table["is_bounded"]]
    high = np.fmax(bounded["high"], reach * bounded["seen"])
    left, few = bounded["later"] > high, bounded["n"] < 10
    kept = (table["is_bounded"] & first["is_bounded"]).sum() / first["is_bounded"].sum()
    return {
        "cuts": len(table),
        "bounded": len(bounded),
        "kept of the first rule's": kept,
        "left": left.mean(),
        "left by a tenth": (bounded["later"] > FAR * high).mean(),
        "narrow, left": left[high < 2 * bounded["seen"]].mean(),
        "below 10 points, left": left[few].mean(),
        "10 points or more, left": left[~few].mean(),
        "upper end, times the level": (high / bounded["seen"]).median(),
    }


def collect(folder, options, rng):
    """Return the series of each collection by name, and whether they are held back."""
    tables = json.loads(Path(options.collection).read_text(encoding="utf-8"))
    found = {"ours": read_ours()}
    found |= {n: read_table(tables[kind], options.series, rng) for n, kind in KINDS.items()}
    for name, file in BESIDE.items():
        if (folder / file).is_file():
            rows = json.loads((folder / file).read_text(encoding="utf-8"))
            found[name] = read_table(rows, 4 * options.series, rng)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", help="pwt_national_yearly.json")
    parser.add_argument("--series", type=int, default=60, help="countries of each kind")
    parser.add_argument("--keep", action="store_true", help="write the record that page 5 prints")
    options = parser.parse_args()
    begun, rng = time.monotonic(), np.random.default_rng(3)
    judged = {}
    for name, series in collect(Path(options.collection).parent, options, rng).items():
        cuts = list_cuts(series)
        for curves, has_memory in dict.fromkeys(rule[:2] for rule in RULES.values()):
            judged[name, curves, has_memory] = judge(cuts, curves, has_memory)
    page = (NEW, True)
    learning = [t[t["number"] % 2 == 1] for (n, *r), t in judged.items() if (*r,) == page]
    names = [n for (n, *r) in judged if (*r,) == page]
    reach = learn_reach(pd.concat(t for n, t in zip(names, learning, strict=True) if n in KINDS))
    lines, record = write_tables(judged, names, reach)
    lines += ["", f"Level {LEVEL:.0%}. {time.monotonic() - begun:.0f} seconds."]
    print("\n".join(lines))
    target = project_root() / "outputs" / "studies" / "cuts.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Ceilings with a record\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    if options.keep:
        write_record(record)


def write_tables(judged, names, reach):
    """Return the lines of the tables, and the record of page 5's rule on what was held back."""
    lines, record = [f"An upper end reaches {reach:g} times the highest level seen."], {}
    groups = {
        "learnt from (half of the Penn World Table)": [(n, 1) for n in KINDS],
        "held back (the other half, ours, M1, tourism)": [
            (n, 0 if n in KINDS else None) for n in names
        ],
        **{f"all of {n}": [(n, None)] for n in names},
    }
    for title, members in groups.items():
        columns = None
        for rule, (curves, has_memory, has_reach) in RULES.items():
            parts = [
                [t if half is None else t[t["number"] % 2 == half] for t in pair]
                for n, half in members
                for pair in [(judged[n, curves, has_memory], judged[n, OLD, False])]
            ]
            table, first = (pd.concat(p, ignore_index=True) for p in zip(*parts, strict=True))
            table = add_ifs(table) if rule == IF else table
            counts = count(table, first, reach if has_reach else 1.0)
            if columns is None:
                columns = ["rule", *counts]
                lines += ["", f"## {title}", "", f"| {' | '.join(columns)} |"]
                lines += ["|---" + "|--:" * (len(columns) - 1) + "|"]
            lines.append(format_row(rule, counts))
            if title.startswith("held back") and rule == PAGE:
                record = counts | {"series": sum(p[0]["number"].nunique() for p in parts)}
            if title.startswith("held back") and rule == IF:
                ifs = count(table.assign(is_bounded=table["is_if"]), first, reach)
                record |= {f"if {name}": number for name, number in ifs.items()}
                record["all kept"] = counts["kept of the first rule's"]
    return lines, record | {"reach": reach}


def format_row(rule, counts):
    words = [
        f"{c:,}"
        if isinstance(c, int)
        else ""
        if np.isnan(c)
        else f"{c:.2f}"
        if c > 1
        else f"{c:.1%}"
        for c in counts.values()
    ]
    return f"| {rule} | {' | '.join(words)} |"


def write_record(record):
    """Write what page 5 prints beside its verdicts, as a module that its cache key knows."""
    names = {"reach": "reach", "series": "series", "cuts": "cuts", "bounded": "bounded"}
    names |= {"left": "left", "left by a tenth": "left_by_a_tenth", "if bounded": "if_bounded"}
    names |= {"if left": "if_left", "if left by a tenth": "if_left_by_a_tenth"}
    names["all kept"] = "kept"
    rows = [f'    "{name}": {round(float(record[key]), 6):g},' for key, name in names.items()]
    text = (
        '"""What became of ceilings claimed on real series; written by `make cut-study`, never'
        ' edited."""\n\nRECORD = {\n' + "\n".join(rows) + "\n}\n"
    )
    path = project_root() / "src" / "helpers" / "models" / "cut_record.py"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
