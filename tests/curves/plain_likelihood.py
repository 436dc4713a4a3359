"""What a likelihood fit is, in plain words and SciPy: slow, one series at a time, nothing clever.

The engine must say the same; `test_between.py` holds it to this on every long series.
"""

import itertools

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_ndtr

CURVES = {
    "exponential": lambda t, a: a * t,
    "linear": lambda t, a: np.log1p(np.exp(a) * t),
    "power": lambda t, a, s: np.log1p(np.exp(a + s) * t) / np.exp(s),
    "logistic": lambda t, a, m: -np.logaddexp(0.0, -np.exp(a) * (t - m)),
    "gompertz": lambda t, a, m: -np.exp(np.minimum(-np.exp(a) * (t - m), 200.0)),
}
STARTS = {
    "exponential": [(0.5,), (3.0,)],
    "linear": [(0.0,), (2.0,)],
    "power": list(itertools.product((0.0, 2.0), (-2.0, 0.5))),
    "logistic": list(itertools.product((0.5, 1.5, 2.5), (0.5, 1.2))),
    "gompertz": list(itertools.product((-1.0, 0.5, 1.5), (0.3, 1.2))),
}


def find_probability(low, high, middle, sigma):
    """Return the log probability of what was seen: a density where exact, else of an interval."""
    a, b = (low - middle) / sigma, (high - middle) / sigma
    turned = a + b > 0  # the smaller tail, where a difference loses no digits
    a, b = np.where(turned, -b, a), np.where(turned, -a, b)
    exact = low == high
    upper, lower = log_ndtr(b), log_ndtr(np.where(exact, -np.inf, a))
    inside = upper + np.log(-np.expm1(lower - upper))
    density = -0.5 * a**2 - np.log(sigma * np.sqrt(2.0 * np.pi))
    return np.where(exact, density, inside)


def find_loss(q, curve, t, low, high):
    """Return minus the log likelihood of log size, shape and log sigma: errors on the log scale."""
    size, *shape, log_sigma = q
    middle = size + CURVES[curve](t, *shape)
    with np.errstate(all="ignore"):
        loss = -find_probability(low, high, middle, np.exp(log_sigma)).sum()
    return loss if np.isfinite(loss) else 1e10


def fit_plainly(curve, time, low, high):
    """Return the highest log likelihood and where it lies, of one series with bounds."""
    t = (time - time[0]) / (time[-1] - time[0])
    unit = high[np.isfinite(high)].max()
    with np.errstate(divide="ignore"):
        low, high = np.log(low / unit), np.log(high / unit)
    best = None
    for shape in STARTS[curve]:
        size = np.mean(np.where(np.isfinite(low), low, high) - CURVES[curve](t, *shape))
        for log_sigma in (-5.0, -2.0):
            q = np.array([size, *shape, log_sigma])
            found = minimize(find_loss, q, (curve, t, low, high), method="Nelder-Mead")
            best = found if best is None or found.fun < best.fun else best
    for _ in range(4):  # a simplex that has shrunk too early is opened again
        options = {"maxiter": 3000, "maxfev": 3000, "xatol": 1e-9, "fatol": 1e-10}
        args = curve, t, low, high
        best = minimize(find_loss, best.x, args, method="Nelder-Mead", options=options)
    return -best.fun, best.x
