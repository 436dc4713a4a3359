"""Count how often likelihood intervals hold the truth that made the data.

Run as ``python tests/studies/coverage.py [--runs 1000] [--minutes 10] [--collection PWT_JSON]``.
Open intervals count as intervals and no run is dropped: a series without an interval counts as a
miss. With national series of the Penn World Table the memory of their errors is learnt as well: the
normal density of phi under which they are most likely. Prints tables and writes them to
outputs/studies/coverage.md.
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
from scipy.optimize import minimize
from scipy.special import stdtrit
from scipy.stats import norm

from helpers.curves import memory
from helpers.curves.family import PARAMETERS, evaluate_curve
from helpers.curves.fits import fit_curves
from helpers.paths import project_root

TRUTH = {"logistic": (100.0, 0.5, 8.0), "gompertz": (100.0, 0.3, 6.0), "exponential": (1.0, 0.5)}
LENGTHS = range(5, 13)
NOISES = (0.03, 0.10)
MEMORIES = (0.0, 0.5, 0.8)
LEVEL = 0.95
KINDS = ("rgdpna", "emp", "rnna", "pop")  # of the Penn World Table, every second country
WINDOW = (10, 14)  # years of a series that memory is learnt from
PHIS = np.array([0.02, *np.arange(0.1, 0.95, 0.1), 0.96])
PINNED = 0.003  # spread of a penalty that holds phi


def draw(curve, n, noise, runs, rng):
    """Return time and noisy values of a true curve."""
    t = np.arange(float(n))
    value = evaluate_curve(curve, TRUTH[curve], t)
    return t, value * np.exp(noise * rng.standard_normal((runs, n)))


def round_to_digits(value, digits):
    """Return the bounds of values printed with so many significant digits."""
    step = 10.0 ** (np.floor(np.log10(value)) - digits + 1)
    printed = np.round(value / step) * step
    return printed, printed - step / 2, printed + step / 2


def count_cell(curve, n, noise, runs, rng, *, between):
    """Return coverage of each parameter and what stands beside it."""
    t, value = draw(curve, n, noise, runs, rng)
    if between:
        value, low, high = round_to_digits(value, 2)
        # where a curve passes through all intervals the true scatter is stated, as from a long
        # exact series
        fits = fit_curves(t, value, low, high, curve=curve, scale="log", sigma=noise)
    else:
        fits = fit_curves(t, value, curve=curve, scale="log")
    row = {"curve": curve, "n": n, "noise": noise}
    for j, name in enumerate(PARAMETERS[curve]):
        truth = TRUTH[curve][j]
        ends = fits.profile(name, LEVEL)
        inside = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
        row[name] = inside.mean()
        if j == 0:
            is_open = np.isinf(ends[:, 1])
            row["open"] = is_open.mean()
            row["closed"] = inside[~is_open].mean() if (~is_open).any() else np.nan
            row["none"] = np.isnan(ends).any(axis=1).mean()
            best, error = fits.parameters[name].to_numpy(), fits.standard_errors[name].to_numpy()
            with np.errstate(invalid="ignore"):
                for label, reach in (
                    ("wald z", 1.96),
                    (
                        "wald t",
                        (
                            stdtrit(n - len(PARAMETERS[curve]), 0.975)
                            if n > len(PARAMETERS[curve])
                            else np.nan
                        ),
                    ),
                ):
                    row[label] = np.mean(np.abs(best - truth) <= reach * error)
    return row


def draw_remembering(curve, n, phi, runs, rng, noise=0.10):
    """Return time and values of a true curve with autoregressive errors."""
    t, error = np.arange(float(n)), rng.standard_normal((runs, n))
    for i in range(1, n):
        error[:, i] = phi * error[:, i - 1] + np.sqrt(1.0 - phi**2) * error[:, i]
    return t, evaluate_curve(curve, TRUTH[curve], t) * np.exp(noise * error)


def count_memory(curve, n, phi, runs, rng):
    """Return coverage of size, rate and mean growth for errors that forget and that remember."""
    t, value = draw_remembering(curve, n, phi, runs, rng)
    logs = np.log(evaluate_curve(curve, TRUTH[curve], t[[0, -1]])[0])
    growth, row = (logs[1] - logs[0]) / t[-1], []
    for errors in ("independent", "autoregressive"):
        fits = fit_curves(t, value, curve=curve, scale="log", errors=errors)
        for truth, name in zip(TRUTH[curve], PARAMETERS[curve][:2]):
            low, high = fits.profile(name, LEVEL).T
            row.append(np.mean((low <= truth) & (truth <= high)))
        reach = stdtrit(fits.freedom, 0.5 + 0.5 * LEVEL) * fits.growth["standard_error"]
        row.append(np.mean(np.abs(fits.growth["growth"] - growth) <= reach))
    return row


def list_memory(runs, rng):
    """Return the table of coverage where errors remember."""
    names = ("size", "rate", "mean growth")
    columns = [*(f"{n}, forgetting" for n in names), *(f"{n}, remembering" for n in names)]
    lines = ["## Errors that remember", ""]
    lines += [
        f"| truth | n | phi | {' | '.join(columns)} |",
        "|---" + "|--:" * (len(columns) + 2) + "|",
    ]
    for curve in ("logistic", "gompertz"):
        for n in (10, 12, 14):
            for phi in MEMORIES:
                cells = " | ".join(format_cell(v) for v in count_memory(curve, n, phi, runs, rng))
                lines.append(f"| {curve} | {n} | {phi} | {cells} |")
                print(lines[-1], flush=True)
    return lines


def draw_windows(collection, rng):
    """Return time and value of a stretch of each rising series, NaN behind its end."""
    tables, rows = json.loads(Path(collection).read_text(encoding="utf-8")), []
    for kind in KINDS:
        for one in list(tables[kind].values())[::2]:
            n = int(rng.integers(WINDOW[0], WINDOW[1] + 1))
            begin = int(rng.integers(0, len(one["values"]) - n + 1))
            value = np.array(one["values"][begin : begin + n], dtype=float)
            if (value > 0).all() and value[-1] > value[0]:
                rows.append(np.append(value, np.full(WINDOW[1] - n, np.nan)))
    value = np.array(rows)
    return np.where(np.isnan(value), np.nan, np.arange(float(WINDOW[1]))), value


def learn_memory(collection, curve, rng):
    """Return the mean and spread of phi that real series are most likely under, and their count."""
    t, value = draw_windows(collection, rng)
    usual, losses = (memory.MIDDLE, memory.SPREAD), []
    try:
        for phi in PHIS:
            memory.MIDDLE, memory.SPREAD = phi, PINNED
            best = fit_curves(t, value, curve=curve, scale="log", errors="autoregressive").best
            away = (memory.find_phi(best.log_odds) - phi) / PINNED
            losses.append(np.where(best.remembers, best.whole_loss - away**2, np.nan))
    finally:
        memory.MIDDLE, memory.SPREAD = usual
    losses = np.array(losses)
    losses = losses[:, np.isfinite(losses).all(axis=0)]
    likely, width = np.exp(-0.5 * (losses - losses.min(axis=0))), np.gradient(PHIS)

    def find_loss(law):
        share = norm.pdf(PHIS, law[0], np.exp(law[1])) * width
        return -np.log(share @ likely / share.sum()).sum()

    law = minimize(find_loss, (0.5, np.log(0.3)), method="Nelder-Mead").x
    return law[0], np.exp(law[1]), losses.shape[1]


def list_learnt(collection):
    """Return the lines on what real series say of the memory of their errors."""
    lines = ["## What real series say of phi", "", "| curve | series | mean | spread |"]
    lines.append("|---|--:|--:|--:|")
    for curve in ("logistic", "gompertz"):
        mean, spread, count = learn_memory(collection, curve, np.random.default_rng(7))
        lines.append(f"| {curve} | {count} | {mean:.2f} | {spread:.2f} |")
        print(lines[-1], flush=True)
    used = f"Penalty in use: middle {memory.MIDDLE}, spread {memory.SPREAD}."
    return [*lines, "", used]


def format_cell(value):
    return "" if np.isnan(value) else f"{value:.1%}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=10.0, help="for errors without a memory")
    parser.add_argument("--collection", help="pwt_national_yearly.json, to learn memory from")
    options = parser.parse_args()
    begun, rng, lines = time.monotonic(), np.random.default_rng(5), []
    slack = 2 * np.sqrt(0.95 * 0.05 / options.runs)
    for between, title in (
        (False, "Exact observations"),
        (True, "Observations printed with two digits, read as intervals"),
    ):
        lines += [
            f"## {title}",
            "",
            (
                "| truth | n | noise | size | rate | midpoint | size open | size, closed only | no"
                " interval | Wald z | Wald t | within bounds |"
            ),
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
        ]
        for curve in ("logistic", "gompertz"):
            for n in LENGTHS:
                for noise in NOISES:
                    if time.monotonic() - begun > options.minutes * 60:
                        continue
                    r = count_cell(curve, n, noise, options.runs, rng, between=between)
                    values = [r[name] for name in PARAMETERS[curve]]
                    good = all(
                        0.93 - slack <= v <= (1.0 if between else 0.98 + slack) for v in values
                    )
                    line = (
                        f"| {curve} | {n} | {noise} | "
                        + " | ".join(
                            format_cell(v)
                            for v in (
                                *values,
                                r["open"],
                                r["closed"],
                                r["none"],
                                r["wald z"],
                                r["wald t"],
                            )
                        )
                        + f" | {'yes' if good else 'NO'} |"
                    )
                    print(line, flush=True)
                    lines.append(line)
        lines.append("")
    lines += [
        "## Exponential truth, logistic fitted",
        "",
        "| n | noise | ceiling open above |",
        "|--:|--:|--:|",
    ]
    for n in LENGTHS:
        for noise in NOISES:
            t, value = draw("exponential", n, noise, options.runs, rng)
            ends = fit_curves(t, value, curve="logistic", scale="log").profile("ceiling", LEVEL)
            lines.append(f"| {n} | {noise} | {np.isinf(ends[:, 1]).mean():.1%} |")
            print(lines[-1], flush=True)
    lines += ["", *list_memory(options.runs, rng)]
    if options.collection:
        lines += ["", *list_learnt(options.collection)]
    lines += [
        "",
        (
            f"{options.runs:,} runs a cell; two simulation standard errors are {slack:.1%}. Nominal"
            f" level {LEVEL:.0%}; bounds 93 to 98 % for exact observations, at least 93 % for"
            " intervals."
        ),
        (
            f"Truths (size, rate, midpoint): {TRUTH}; observed yearly from 0."
            f" {time.monotonic() - begun:.0f} seconds."
        ),
    ]
    print("\n".join(lines[-3:]))
    target = project_root() / "outputs" / "studies" / "coverage.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        "# Coverage of likelihood intervals\n\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
