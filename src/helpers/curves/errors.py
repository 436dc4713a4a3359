"""Covariances of fitted parameters and densities of the values, at the best curves."""

import numpy as np

from helpers.curves.descent import STUCK
from helpers.curves.likelihood import LOG_TWO_PI, Losses
from helpers.curves.memory import Remembering

PRECISION = 1e-9  # relative scatter below which double precision cannot tell curves apart
LEAST_SINGULAR = 1e-13  # of a slope of columns of size one: below, parameters are not told apart


def find_slopes(fits, rows, time):
    """Return derivatives of the log curves in the parameters at times (rows, m): (rows, m, k)."""
    named, origin = fits.parameters.to_numpy()[rows], fits.find_origin()[rows]
    step = fits.best.frame.step[rows]
    logs, slopes = fits.family.evaluate(named, time.T, origin=origin, step=step)
    slopes = np.stack([np.broadcast_to(d, logs.shape).T for d in slopes], axis=-1)
    return slopes, logs.T


def find_covariance(fits, rows):
    o, best = fits.observations, fits.best
    seen = o.seen[rows]
    slope, logs = find_slopes(fits, rows, np.where(seen, o.time[rows], best.first[rows, None]))
    if fits.scale == "natural":
        slope = slope * np.exp(logs)[:, :, None]
    weight = seen * 1.0 if o.weights is None else o.weights[rows]
    slope = np.where(seen[:, :, None], slope, 0.0)
    at = np.flatnonzero(best.remembers[rows])
    if at.size:
        weight = weight.copy()
        slope[at], weight[at] = forget(fits, rows[at], slope[at])
    only = best.between[rows] & ~best.remembers[rows]
    if only.any():
        weight = np.where(only[:, None], _inform(fits, rows).T, weight)
    slope = slope * np.sqrt(weight)[:, :, None]
    # columns of size one, then singular values: the condition number is not squared
    norm = np.sqrt((slope**2).sum(axis=1, keepdims=True))
    slope = np.where(norm > 0, slope / norm, 0.0)
    slope = np.where(np.isfinite(slope), slope, 0.0)
    _, singular, right = np.linalg.svd(slope, full_matrices=False)
    singular = np.where(singular > LEAST_SINGULAR, singular, np.nan)
    half = right.transpose(0, 2, 1) / singular[:, None, :] / norm.transpose(0, 2, 1)
    return half @ half.transpose(0, 2, 1) * (fits.sigma[rows] ** 2)[:, None, None]


def forget(fits, rows, slope):
    """Return slopes less what follows from the error before, and what each observation tells."""
    best = fits.best
    losses, log_sigma = Remembering(best.find_data(rows, "remembering")), best.log_sigma[rows]
    odds = best.log_odds[rows]
    part, seen = losses.forget(list(best.coordinates[:, rows]), log_sigma, odds)
    before = np.zeros_like(slope)
    before[:, 1:] = slope[:, :-1]
    return slope - part.T[:, :, None] * before, seen[2].T * np.exp(2.0 * log_sigma)[:, None]


def _inform(fits, rows):
    """Return what each observation tells of a curve, (n, rows): 1 for an exact one of weight 1."""
    best = fits.best
    losses, log_sigma = Losses(best.find_data(rows, "censored")), best.log_sigma[rows]
    return losses.weigh(list(best.coordinates[:, rows]), log_sigma) * np.exp(2.0 * log_sigma)


def find_variance_floor(fits, step):
    """Return the smallest mean square that precision, or the last printed digit, allows, (s,)."""
    o = fits.observations
    floor = np.full(o.shape[0], PRECISION**2)
    if step is None:
        return floor
    w = o.seen * 1.0 if o.weights is None else o.weights
    with np.errstate(all="ignore"):
        unit = np.abs(fits.best.point) if fits.scale == "log" else fits.best.frame.size[:, None]
        relative = np.where(o.exact, step[:, None] / unit, 0.0)
    return np.maximum(floor, (w * relative**2).sum(axis=1) / (12.0 * np.maximum(fits.count, 1)))


def find_log_likelihood(fits):
    """Return the log of the density of the values at the best curves; see `Fits.log_likelihood`."""
    o, n, best = fits.observations, fits.count, fits.best
    with np.errstate(all="ignore"):
        loss = np.where((best.code == STUCK) | best.by_likelihood, np.nan, best.loss)
        variance = np.maximum(loss / n, fits.variance_floor)
        value = -0.5 * (n * (LOG_TWO_PI + np.log(variance)) + loss / variance)
        if o.weights is not None:
            weights = np.log(np.where(o.seen, o.weights, 1.0))
            value = value + 0.5 * np.where(o.seen, weights, 0.0).sum(axis=1)
        if fits.scale == "natural":
            return value - n * np.log(best.frame.size)
        points = np.log(np.where(o.exact, best.point, 1.0))
        logs = np.where(o.exact, points, 0.0).sum(axis=1)
        usable = best.by_likelihood & ~best.lost
        whole = np.where(best.remembers, best.whole_loss, best.loss)
        return np.where(usable, -0.5 * whole, value) - logs
