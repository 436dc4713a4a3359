"""Compare the speed of fitting many series at once with a loop over scipy's curve_fit.

Run as ``python tests/studies/speed.py [--quick]``. Both use the same starting values, taken from
the
data; the loop is timed twice in the same run and the faster counts, ours five times. One process,
one thread.
Prints a table and writes it to outputs/studies/speed.md.
"""

import os

os.environ.update(
    OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1"
)  # before numpy reads them

import argparse
import resource
import time
import warnings

import numpy as np
from scipy.optimize import curve_fit
from starts import start_curves

from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves
from helpers.paths import project_root

POINTS = 12
LOOP_SERIES = 1000
OUR_RUNS = 5  # of a quarter of a loop's time each at 10,000 series, or less
SETS = {
    "bend and plateau seen": {"midpoint": (0.2, 0.8), "noise": 0.05},
    "plateau not reached": {"midpoint": (0.8, 1.3), "noise": 0.05},
    "30 % noise": {"midpoint": (0.2, 0.8), "noise": 0.30},
}


def draw_series(curve, count, *, midpoint, noise, rng):
    """Return time (12,) and values (count, 12) of noisy curves."""
    window = np.linspace(0.0, 1.0, POINTS)
    rate = np.exp(rng.uniform(np.log(2.5), np.log(8.0), count))
    at = rng.uniform(*midpoint, count)
    if curve == "gompertz":
        rate, at = 0.6 * rate, at - 0.1
    value = evaluate_curve(curve, np.column_stack([np.full(count, 100.0), rate, at]), window)
    return 2010.0 + 11.0 * window, value * np.exp(noise * rng.standard_normal(value.shape))


def logistic(t, ceiling, rate, midpoint):
    return ceiling / (1.0 + np.exp(-rate * (t - midpoint)))


def gompertz(t, ceiling, rate, midpoint):
    return ceiling * np.exp(-np.exp(-rate * (t - midpoint)))


def time_loop(curve, t, values, starts):
    """Return seconds a fit and the sums of squares of a loop over curve_fit, the faster of two
    runs."""
    function = {"logistic": logistic, "gompertz": gompertz}[curve]
    best = np.inf
    for _ in range(2):
        rss = np.full(len(values), np.inf)
        begun = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for i, (y, start) in enumerate(zip(values, starts)):
                try:
                    parameters, _ = curve_fit(function, t, y, p0=start)
                except RuntimeError:  # scipy gives up on this series
                    continue
                rss[i] = ((y - function(t, *parameters)) ** 2).sum()
        best = min(best, (time.perf_counter() - begun) / len(values))
    return best, rss


def time_exp():
    """Return seconds that one exponential costs within a large array."""
    x = np.random.default_rng(0).random((POINTS, 2048))
    out = np.empty_like(x)
    best = np.inf
    for _ in range(20):
        begun = time.perf_counter()
        for _ in range(50):
            np.exp(x, out=out)
        best = min(best, (time.perf_counter() - begun) / 50 / x.size)
    return best


def compare(curve, name, options, *, count, one_exp):
    """Return one row of the table."""
    t, values = draw_series(curve, count, rng=np.random.default_rng(4), **options)
    part = values[:LOOP_SERIES]
    starts = start_curves(curve, t, part)
    loop, rss_loop = time_loop(curve, t, part, starts)
    ours = np.inf
    for _ in range(OUR_RUNS):
        begun = time.perf_counter()
        fits = fit_curves(t, values, curve=curve)
        _ = (fits.parameters, fits.rss, fits.converged)
        ours = min(ours, (time.perf_counter() - begun) / count)
    ceiling = fits.parameters["ceiling"].to_numpy()[:LOOP_SERIES]
    rss = fits.rss[:LOOP_SERIES]
    finite = ceiling < 100 * part.max(axis=1)
    as_low = np.mean(rss[finite] <= rss_loop[finite] * (1 + 1e-8)) if finite.any() else np.nan
    evaluations = fits.evaluations.mean()
    exps = 2 if curve == "gompertz" else 1
    return {
        "curve": curve,
        "set": name,
        "series": count,
        "fits a second": 1 / ours,
        "loop, fits a second": 1 / loop,
        "times": loop / ours,
        "as low": as_low,
        "finite": finite.mean(),
        "evaluations": evaluations,
        "of limit": evaluations * POINTS * exps * one_exp / ours,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 series only")
    quick = parser.parse_args().quick
    one_exp = time_exp()
    rows = [
        compare(curve, name, options, count=count, one_exp=one_exp)
        for curve in ("logistic", "gompertz")
        for name, options in SETS.items()
        for count in ((10_000,) if quick else (10_000, 100_000))
    ]
    lines = [
        (
            "| curve | set | series | fits a second | loop of curve_fit | times faster | rss as low"
            " (1e-8) | finite optimum | evaluations a fit | share of the limit | peak MB |"
        ),
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r['curve']} | {r['set']} | {r['series']:,} | {r['fits a second']:,.0f} |"
        f" {r['loop, fits a second']:,.0f} | {r['times']:.0f} | {r['as low']:.2%} |"
        f" {r['finite']:.1%} | {r['evaluations']:.1f} | {r['of limit']:.1%} | {r['peak']:.0f} |"
        for r in rows
    ]
    lines += [
        "",
        (
            f"One exponential costs {one_exp * 1e9:.2f} ns here; the limit is 1 / (evaluations x 12"
            " points x exponentials), one for the logistic, two for Gompertz."
        ),
        (
            f"The loop fits the first {LOOP_SERIES:,} series of each set from the same starts; the"
            f" faster of its two runs counts, and the fastest of our {OUR_RUNS}. Sums of squares"
            " are compared where the ceiling is below 100 times the largest value."
        ),
    ]
    text = "\n".join(lines)
    print(text)
    target = project_root() / "outputs" / "studies" / "speed.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Speed of fits\n\n" + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
