"""Do the residuals of a series look like scatter, as far as a handful of points can show it."""

import math

import numpy as np
import pandas as pd
from scipy.special import stdtr

from helpers.curves.fits import fit_curves

COLUMNS = (
    "runs",
    "runs_probability",
    "lag_one",
    "largest_at",
    "largest",
    "largest_probability",
    "memory_probability",
    "memory_power",
)
DRAWS, MOST_NUMBERS = 4_000, 1_000_000  # of series, of points in all of them
NOTICED = 0.05  # probability at which memory is noticed
MEMORY = 0.5  # of the errors that `memory_power` is the chance to notice
LEAST_SINGULAR = 1e-10


def count_runs_probability(signs_above, signs_below, runs) -> float:
    """Return how often so few runs, or so many, come by chance, exactly.

    Two-sided: twice the smaller tail, at most 1; 1 where one sign is missing.

    Parameters
    ----------
    signs_above, signs_below : int
        Residuals above and below 0.
    runs : int
        Unbroken stretches of one sign.

    Notes
    -----
    Counts all orders of the signs (Wald and Wolfowitz 1940, Annals of Mathematical Statistics 11,
    p. 147-162), so it holds for any number of points.

    Examples
    --------
    >>> round(count_runs_probability(5, 5, 2), 4)
    0.0159
    """
    if signs_above == 0 or signs_below == 0:
        return 1.0
    total = math.comb(signs_above + signs_below, signs_above)

    def ways(r):
        half = r // 2
        if r % 2 == 0:
            return 2 * math.comb(signs_above - 1, half - 1) * math.comb(signs_below - 1, half - 1)
        one = math.comb(signs_above - 1, half) * math.comb(signs_below - 1, half - 1)
        return one + math.comb(signs_above - 1, half - 1) * math.comb(signs_below - 1, half)

    few = sum(ways(r) for r in range(2, runs + 1)) / total
    many = sum(ways(r) for r in range(runs, signs_above + signs_below + 1)) / total
    return min(1.0, 2.0 * min(few, many))


def check_residuals(fits, rows=None):
    """Return whether the residuals of each series look like scatter.

    Parameters
    ----------
    fits : Fits
    rows : array_like of bool, shape (s,), or None
        Series that are asked for; the others are NaN and cost nothing.

    Returns
    -------
    table : DataFrame
        One row a series: ``runs, runs_probability`` (exact), ``lag_one``, the correlation of
        neighbours, ``largest_at`` (time), ``largest`` (that residual over its own standard error,
        itself left out), ``largest_probability`` (Bonferroni), ``memory_probability`` and
        ``memory_power`` (`find_memory_probability`). NaN where n - k < 2, or values lie between
        bounds.

    Notes
    -----
    Tests that lean on many points (Ljung-Box, Jarque-Bera) say nothing at n < 12. Kept are the
    exact
    runs test and the largest externally studentised residual (Cook and Weisberg 1982, p. 20-21).

    Examples
    --------
    >>> from helpers.curves.fits import fit_curves
    >>> time, value = np.arange(6.0), [1.0, 2.1, 3.9, 80, 16.1, 31]
    >>> fits = fit_curves(time, value, curve="exponential", scale="log")
    >>> check_residuals(fits)["largest_at"].tolist()
    [3.0]
    """
    asked = np.ones(fits.count.size, bool) if rows is None else rows
    nothing = dict.fromkeys(COLUMNS, np.nan)
    found = [_check_series(fits, i) if asked[i] else nothing for i in range(fits.count.size)]
    return pd.DataFrame(found).rename_axis("series")


def find_residuals(fits, row):
    """Return one exact series' residuals in the order of time, on the scale of its fit.

    Parameters
    ----------
    fits : Fits
    row : int

    Returns
    -------
    time, residual : ndarray, shape (n,)
        Residuals weighted.
    basis : ndarray, shape (n, r)
        Orthonormal, of what the curve can follow; its squares add up to leverages.

    Examples
    --------
    >>> from helpers.curves.fits import fit_curves
    >>> fits = fit_curves(np.arange(4.0), [1.0, 2, 4, 8], curve="exponential", scale="log")
    >>> (find_residuals(fits, 0)[2] ** 2).sum(axis=1).round(2)
    array([0.7, 0.3, 0.3, 0.7])
    """
    o, best, rows = fits.observations, fits.best, np.array([row])
    seen = o.seen[row]
    order = np.argsort(o.time[row][seen], kind="stable")
    time = o.time[row][seen][order]
    weight = np.ones(time.size) if o.weights is None else o.weights[row][seen][order]
    value = best.scaled[row][seen][order]
    with np.errstate(all="ignore"):
        x = best.find_x(rows, time=time[:, None])
        theta = [c[rows] for c in best.coordinates[1:]]
        h, first, _ = fits.family.find_shape(theta, x, best.find_begin(rows, x))
        curve = best.coordinates[0, row] + h[:, 0]
        curve, slope = (curve, 1.0) if fits.scale == "log" else (np.exp(curve), np.exp(curve))
        residual = np.sqrt(weight) * (value - curve)
        residual = residual * (best.frame.size[row] if fits.scale == "natural" else 1.0)
        slopes = np.column_stack([np.ones(time.size), *[d[:, 0] for d in first]])
        slopes = np.where(np.isfinite(slopes), slopes, 0.0) * (np.sqrt(weight) * slope)[:, None]
        norm = np.sqrt((slopes**2).sum(axis=0))
        left, singular, _ = np.linalg.svd(
            np.where(norm > 0, slopes / norm, 0.0), full_matrices=False
        )
    return time, residual, left[:, singular > LEAST_SINGULAR]


def find_memory_probability(lag_one, time, basis):
    """Return how often scatter without a memory gives such a correlation of neighbours, and the
    power.

    Parameters
    ----------
    lag_one : float
        Correlation of neighbouring residuals.
    time : ndarray, shape (n,)
    basis : ndarray, shape (n, r)
        From `find_residuals`.

    Returns
    -------
    probability : float
        One-sided; simulated with the same curve taken out, as residuals of a handful of points lean
        to turn at each point.
    power : float
        Chance that errors of which half is left after a year would be noticed.

    Examples
    --------
    >>> time, line = np.arange(10.0), np.linspace(-1, 1, 10)[:, None]
    >>> probability, power = find_memory_probability(0.6, time, line / np.linalg.norm(line))
    >>> probability < 0.05 < power < 0.6
    True
    """
    count = min(DRAWS, MOST_NUMBERS // time.size)
    draws = np.random.default_rng(0).standard_normal((2, count, time.size))
    for i, gap in enumerate(np.diff(time), start=1):
        part = MEMORY**gap
        draws[1, :, i] = part * draws[1, :, i - 1] + np.sqrt(1.0 - part**2) * draws[1, :, i]
    left = draws - (draws @ basis) @ basis.T
    lags = (left[..., 1:] * left[..., :-1]).sum(axis=-1) / (left**2).sum(axis=-1)
    power = np.mean(lags[1] >= np.quantile(lags[0], 1.0 - NOTICED))
    return float(np.mean(lags[0] >= lag_one)), float(power)


def _check_series(fits, i):
    freedom = fits.count[i] - len(fits.names)
    nothing = dict.fromkeys(COLUMNS, np.nan)
    if fits.best.between[i] or freedom < 2 or np.isnan(fits.rss[i]):
        return nothing
    time, residual, basis = find_residuals(fits, i)
    leverage = np.minimum((basis**2).sum(axis=1), 1.0)
    square = np.square(residual)
    if not square.sum() > 0:
        return nothing
    signs = residual > 0
    above, runs = int(signs.sum()), 1 + int((signs[1:] != signs[:-1]).sum())
    variance = (square.sum() - square / (1.0 - leverage)) / (freedom - 1)
    with np.errstate(all="ignore"):
        studentised = residual / np.sqrt(np.maximum(variance, 0.0) * (1.0 - leverage))
    studentised = np.where(np.isfinite(studentised), studentised, 0.0)
    at = int(np.abs(studentised).argmax())
    one = 2.0 * time.size * (1.0 - stdtr(freedom - 1, abs(studentised[at])))
    lag_one = float((residual[1:] * residual[:-1]).sum() / square.sum())
    probability = count_runs_probability(above, time.size - above, runs)
    values = runs, probability, lag_one, time[at], studentised[at], float(min(1.0, one))
    return dict(zip(COLUMNS, (*values, *find_memory_probability(lag_one, time, basis))))


def leave_one_out(time, value, **options):
    """Return one series fitted anew with each observation left out in turn.

    Parameters
    ----------
    time, value : array_like, shape (n,)
    **options
        Passed on to `fit_curves`.

    Returns
    -------
    table : DataFrame
        A row an observation: ``left_out`` (its time), the parameters without it, ``growth`` per
        year over the window that is left, ``state``, and ``error``, the log of the observation over
        its prediction from the others.

    Raises
    ------
    ValueError
        If there is more than one series, or as in `fit_curves`.

    Notes
    -----
    All n fits are made at once, as n series.

    Examples
    --------
    >>> time, value = [0.0, 1, 2, 3, 4], [1.0, 2, 4, 8, 160]
    >>> table = leave_one_out(time, value, curve="exponential", scale="log")
    >>> int(table["error"].abs().idxmax()), round(float(table["rate"].iloc[4]), 3)
    (4, 0.693)
    """
    time, value = np.asarray(time, dtype=float), np.asarray(value, dtype=float)
    if value.ndim != 1 or time.ndim != 1:
        raise ValueError(f"value has shape {value.shape}; allowed: one series, (n,)")
    n = value.size
    others = np.where(np.eye(n, dtype=bool), np.nan, np.broadcast_to(value, (n, n)))
    fits = fit_curves(time, others, **options)
    kept = np.where(np.isfinite(time), time, 0.0)
    predicted = fits.predict(kept[:, None])[:, 0]
    with np.errstate(all="ignore"):
        error = np.log(value / predicted)
    return pd.DataFrame(
        {
            "left_out": time,
            **fits.parameters,
            "growth": fits.growth["growth"],
            "state": fits.state,
            "error": error,
        }
    )
