"""Look for fits of random interval sets that end below the highest likelihood.

Run as ``python tests/studies/convergence.py [--sets 20000] [--profiled 1000] [--seed 7]``. Each set
is fitted by the engine and by many direct descents of its own likelihood, from a grid of shapes and
scatters. Of some sets the likelihood intervals of all parameters are followed too, which may meet
what fits better, and the fits go on from there. Prints how many sets the engine left lower, and
writes outputs/studies/convergence.md.
"""

import os

os.environ.update(
    OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1"
)  # before numpy reads them

import argparse
import time

import numpy as np

from helpers.curves.descent import descend
from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves
from helpers.curves.likelihood import Losses
from helpers.paths import project_root

CURVES = ("exponential", "logistic", "gompertz", "richards", "linear", "power")
SCATTERS = (-9.0, -6.0, -4.0, -2.5, -1.0)
LOWER = 1e-4  # of the log likelihood
CEILINGS = 1e6  # shapes beyond are the exponential's


def draw_sets(curve, count, n, rng):
    """Return times and bounds of noisy curves, printed with one to four digits, some one-sided.

    A Richards curve is fitted to Gompertz curves, which it holds at the edge of its shapes.
    """
    curve = "gompertz" if curve == "richards" else curve
    t = np.arange(float(n))
    truth = {
        "exponential": [rng.uniform(0.5, 5, count), rng.uniform(0.05, 0.6, count)],
        "linear": [rng.uniform(1, 20, count), rng.uniform(0.05, 2.0, count)],
        "power": [*rng.uniform((1, 0.1, 0.2), (20, 1.0, 3.0), (count, 3)).T],
    }.get(curve, [*rng.uniform((20, 0.2, 1), (200, 1.2, n), (count, 3)).T])
    value = evaluate_curve(curve, np.column_stack(truth), t)
    noise = np.exp(rng.uniform(np.log(0.002), np.log(0.2), (count, 1)))
    value = np.maximum(value, 1e-3 * value.max(axis=1, keepdims=True))
    value = value * np.exp(noise * rng.standard_normal(value.shape))
    step = 10.0 ** (np.floor(np.log10(value)) + 1 - rng.integers(1, 5, value.shape))
    low = np.maximum(np.floor(value / step) * step, 1e-3)
    high = low + step
    side = rng.random(value.shape)
    return t, np.where(side < 0.05, 0.0, low), np.where(side > 0.93, np.inf, high)


def find_highest(fits, rows):
    """Return the highest log likelihood of many descents from a grid of shapes and scatters."""
    data = fits.best.find_data(rows, "censored")
    highest = np.full(rows.size, -np.inf)
    grid = fits.family.list_starts(data.x)
    some = grid[:: max(1, len(grid) // 12)]
    for theta in np.broadcast_to(some, (*some.shape[:2], rows.size)):
        for log_sigma in SCATTERS:
            losses = Losses(data)
            begin = np.vstack([np.zeros((1, rows.size)), theta, np.full((1, rows.size), log_sigma)])
            found = descend(losses, losses.set_size(begin, 0.0))
            highest = np.fmax(
                highest,
                np.where(found["theta"][0] < np.log(CEILINGS), -0.5 * found["rss"], -np.inf),
            )
    return highest


def count_met(fits, rows, most):
    """Return how many of the first fits were profiled, whose profiles met what fits better, and
    whose still do once they have gone on from there."""
    o, few = fits.observations, rows[:most]
    some = fit_curves(o.time[few], None, o.low[few], o.high[few], curve=fits.curve, scale="log")
    settled = some.settle()
    for name in settled.names:
        settled.profile(name)
    return few.size, *((one.lowest < -2.0 * LOWER).sum() for one in (some, settled))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=20_000)
    parser.add_argument("--profiled", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    sets, rng, begun = options.sets, np.random.default_rng(options.seed), time.monotonic()
    most_profiled = options.profiled // len(CURVES) // 4
    lines = [
        "| curve | sets | fitted | left lower | of these called converged | by, at most"
        " | profiled | met what is lower | and still do, gone on from there |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for curve in CURVES:
        counts = np.zeros(7, int)
        most = 0.0
        for n in (5, 7, 10, 14):
            t, low, high = draw_sets(curve, sets // len(CURVES) // 4, n, rng)
            fits = fit_curves(t, None, low, high, curve=curve, scale="log")
            rows = np.flatnonzero(
                fits.best.between & ~fits.best.no_sigma & np.isfinite(fits.best.loss)
            )
            gap = find_highest(fits, rows) + 0.5 * fits.best.loss[rows]
            counts += [
                len(low),
                rows.size,
                (gap > LOWER).sum(),
                (fits.converged[rows] & (gap > LOWER)).sum(),
                *count_met(fits, rows, most_profiled),
            ]
            most = max(most, gap.max(initial=0.0))
            for i in rows[gap > LOWER][:2]:
                print(curve, n, fits.state[i], low[i].tolist(), high[i].tolist(), flush=True)
        lines.append(
            f"| {curve} | {counts[0]:,} | {counts[1]:,} | {counts[2]} | {counts[3]} | {most:.2g}"
            f" | {counts[4]} | {counts[5]} | {counts[6]} |"
        )
        print(lines[-1], flush=True)
    lines.append(
        f"\nLower means by more than {LOWER} of the log likelihood. {time.monotonic() - begun:.0f}"
        " seconds."
    )
    target = project_root() / "outputs" / "studies" / "convergence.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        "# Fits of random interval sets\n\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
