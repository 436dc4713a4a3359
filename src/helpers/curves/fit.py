"""Fit growth curves to many series at once, and say of each what its data cannot know.

A series is one row. Rows are taken in chunks; within a chunk all of them descend together, each
with its own damping and stop. A row that cannot be fitted carries a state in words, never a wrong
number, and never disturbs the others. What costs time beyond the fit itself (standard errors,
verdicts, profiles) is computed when it is first asked for.
"""

from functools import cached_property

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from helpers.curves.family import (
    CHARTS,
    PARAMETERS,
    find_gradient,
    find_inflection,
    find_shape,
    list_starts,
    require_curve,
    require_observed,
    to_parameters,
)
from helpers.curves.likelihood import (
    CEILING_AWAY,
    CEILING_LIMIT,
    CONSTANT,
    DONE,
    EDGE,
    EDGES,
    LOG_TWO_PI,
    MOST_STEPS,
    REFERENCE,
    RUNNING,
    STEP,
    STUCK,
    LineSquares,
    Losses,
    ShapeSquares,
    descend,
    from_growth,
)
from helpers.curves.profile import (
    HINGE_TOLERANCE,
    describe_ends,
    find_cut,
    profile_coordinate,
    pull_back,
    require_level,
)

# glibc hands work arrays back to the system, and clears them anew each time they are asked for, until
# one of this size has been freed; never touched, it costs nothing. A fifth of the time of a fit.
np.empty(4_000_000)

SCALES = ("natural", "log")
QUICK_STEPS = 9
CHUNK = 6144  # rows at most: an array of 12 points then fits a processor's second cache, and few steps are spent on starting
LINES = ("logistic", "gompertz")
MAY_FALL = ("logistic", "gompertz", "richards")
PRECISION = 1e-9  # relative scatter below which double precision cannot tell curves apart
VERDICT_LEVEL = 0.95
PULLED_BACK = (
    *np.log([3.0, 8.0, 30.0, 100.0, 1e3, 1e5, 1e9]),
    35.0,
    60.0,
    110.0,
    200.0,
)  # log ceilings from which an open interval is followed down
DISAGREEMENT = 1.25  # ratio of interval lengths above which standard errors mislead

REFUSED_EMPTY = "refused: no observation"
REFUSED_FEW = "refused: fewer times than parameters"
REFUSED_LOG = "refused: values of 0 or below have no logarithm"
REFUSED_SIZE = "refused: no value above 0"
REFUSED_FLAT = "refused: the values do not change"
REFUSED_FALL = "refused: the series falls and this curve cannot"
REFUSED_START = "refused: times at or before the start"
CONVERGED, PASSES = "converged", "a curve passes through every interval"
FEW_EFFECTIVE = "the intervals are too wide to estimate the scatter"
NOT_CONVERGED = "not converged"
WORDS = {
    DONE: CONVERGED,
    CONSTANT: "limit: constant, the rise lies before the data",
    STEP: "limit: a step between two times",
    EDGE: "limit: a parameter at the edge of its range",
    STUCK: NOT_CONVERGED,
    RUNNING: NOT_CONVERGED,
}


# --- Reading and checking what was handed in ---


def _as_rows(name, array, shape=None):
    try:
        array = np.asarray(array, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds {array!r}; allowed: numbers, NaN where missing") from None
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} has shape {array.shape}; allowed: (n,) or (s, n)")
    if shape is not None:
        if array.shape[-1] != shape[1] or (array.ndim == 2 and array.shape[0] not in (1, shape[0])):
            raise ValueError(
                f"{name} has shape {array.shape}; allowed: ({shape[1]},) or {shape}, as value"
            )
        return np.broadcast_to(array, shape)
    return np.atleast_2d(array)


def _first(array, bad):
    return float(array[bad].flat[0])


class _Observations:
    """Checked observations: what is seen, exact, or between bounds."""

    def __init__(self, time, value, low, high, weights, scale):
        bounded = low is not None or high is not None
        if value is None and bounded:
            value = np.full(np.shape(low if low is not None else high), np.nan)
        value = _as_rows("value", value)
        time_given = np.asarray(time, dtype=float) if not isinstance(time, np.ndarray) else time
        if value.shape[0] == 1 and np.ndim(time_given) == 2 and np.shape(time_given)[0] > 1:
            value = np.broadcast_to(value, (np.shape(time_given)[0], value.shape[1]))
        shape = value.shape
        self.common = np.ndim(time_given) == 1 or np.shape(time_given)[0] == 1
        time = _as_rows("time", time_given, shape)
        self.shape, self.time, self.value = shape, time, value
        self.between = None
        if np.isinf(value).any():
            raise ValueError(
                f"value holds {_first(value, np.isinf(value))}; allowed: finite numbers, NaN where missing"
            )
        finite = ~np.isnan(value)
        seen = finite
        if bounded:
            low, high = (
                np.full(shape, np.nan) if b is None else _as_rows(n, b, shape)
                for n, b in (("low", low), ("high", high))
            )
            one = np.isnan(low) != np.isnan(high)
            if one.any():
                name, other, array = (
                    ("low", "high", low) if np.isnan(high)[one].flat[0] else ("high", "low", high)
                )
                raise ValueError(
                    f"{name} is {_first(array, one)} where {other} is missing; give 0 or inf where a bound is open"
                )
            given = ~np.isnan(low)
            if (low > high).any():
                bad = low > high
                raise ValueError(f"low is {_first(low, bad)} above high, {_first(high, bad)}")
            if (given & (low < 0)).any():
                raise ValueError(
                    f"low is {_first(low, given & (low < 0))}; allowed: 0 (open) or above"
                )
            if np.isinf(low).any():
                raise ValueError("low is inf; allowed: finite numbers, 0 where open")
            outside = given & finite & ((value < low) | (value > high))
            if outside.any():
                raise ValueError(
                    f"value is {_first(value, outside)}, outside low {_first(low, outside)} and high {_first(high, outside)}"
                )
            wide = given & (low < high)
            value = np.where(given & ~wide, low, np.where(wide, np.nan, value))
            finite = ~np.isnan(value)
            seen = finite | (wide & ~((low == 0) & np.isinf(high)))
            if wide.any():
                self.between = wide & seen
                self.low, self.high = np.where(wide, low, np.nan), np.where(wide, high, np.nan)
                if scale == "natural":
                    raise ValueError(
                        "scale is 'natural' with observations between bounds; their likelihood is log-normal: allowed: 'log'"
                    )
            self.value = value
        if not np.isfinite(time).all() and (seen & ~np.isfinite(time)).any():
            raise ValueError(
                f"time is {_first(time, seen & ~np.isfinite(time))} beside a value; allowed: finite decimal years"
            )
        self.weights = None
        if weights is not None:
            weights = _as_rows("weights", weights, shape)
            bad = seen & ~((weights >= 0) & np.isfinite(weights))
            if bad.any():
                raise ValueError(
                    f"weights is {_first(weights, bad)} beside a value; allowed: finite, 0 or above"
                )
            seen = seen & (weights > 0)
            self.weights = np.where(seen, weights, 0.0)
        self.seen = seen
        self.complete = bool(seen.all())
        if self.between is not None:
            self.between = self.between & seen


def _distinct_times(observations):
    """Return the number of different times and the first and last of each series."""
    seen = observations.seen
    if observations.complete and observations.common and observations.shape[0]:
        times = np.unique(observations.time[0])
        count = observations.shape[0]
        return (
            np.full(count, times.size),
            np.full(count, times[0] if times.size else np.nan),
            np.full(count, times[-1] if times.size else np.nan),
        )
    time = np.sort(np.where(seen, observations.time, np.inf), axis=1)
    number = np.isfinite(time).sum(axis=1)
    if not time.shape[1]:
        return number, np.full(number.size, np.nan), np.full(number.size, np.nan)
    different = (np.diff(time, axis=1) > 0) & np.isfinite(time[:, 1:])
    last = np.take_along_axis(time, np.maximum(number - 1, 0)[:, None], axis=1)[:, 0]
    return (
        different.sum(axis=1) + (number > 0),
        np.where(number > 0, time[:, 0], np.nan),
        np.where(number > 0, last, np.nan),
    )


def _smallest_step(observations):
    """Return the smallest time between two dates of each series, its own time vector included."""
    time = np.sort(np.where(np.isfinite(observations.time), observations.time, np.inf), axis=1)
    with np.errstate(invalid="ignore"):
        gaps = np.diff(time, axis=1)
    gaps = np.where((gaps > 0) & np.isfinite(gaps), gaps, np.inf)
    smallest = gaps.min(axis=1, initial=np.inf)
    return np.where(np.isfinite(smallest), smallest, 1.0)


def fit_curves(
    time,
    value,
    low=None,
    high=None,
    weights=None,
    curve="logistic",
    scale="natural",
    *,
    observed="total",
    start=0.0,
    step=None,
    sigma=None,
):
    """Return a growth curve fitted to every series.

    Parameters
    ----------
    time : array_like, shape (n,) or (s, n)
        Decimal years.
    value : array_like, shape (n,) or (s, n)
        Levels, NaN where missing. Between bounds the value itself is not used.
    low, high : array_like, shape (n,) or (s, n), or None
        Bounds of what the value may be; 0 and inf where open; NaN where the value is exact. Only on
        the log scale, unless equal.
    weights : array_like, shape (n,) or (s, n), or None
        1 / variance, up to a factor; 0 leaves an observation out.
    curve : str
        ``exponential, saturating, logistic, gompertz, richards`` or ``bass``.
    scale : str
        ``"natural"``: equal errors in the unit of the values; ``"log"``: equal relative errors.
    observed : str
        Bass: values are running totals (``"total"``) or what one step of time adds (``"increment"``).
    start : float
        Saturating: the time at which the curve is 0.
    step : float, array_like of shape (s,), or None
        Place value of the last printed digit of exact values, in their unit: the scatter is not
        taken for smaller than step / sqrt(12).
    sigma : float, array_like of shape (s,), or None
        Scatter on the log scale of comparable exact series, stated for series whose intervals are
        too wide to estimate it.

    Returns
    -------
    fits : Fits

    Raises
    ------
    ValueError
        If shapes do not match, low is above high or below 0, a value lies outside its bounds, a
        time beside a value or a value is not finite, a weight is negative, or a curve, a scale or
        `observed` is unknown; before any work.

    Notes
    -----
    The size of the curve is projected out (Golub and Pereyra 1973, SIAM Journal on Numerical
    Analysis 10); each series then takes Newton steps with Levenberg-Marquardt damping from the best
    of a grid of shapes, until no parameter moves by more than 1e-12 of itself, or until two
    steps in a row are lost in the rounding of the sums. Rates are above 0 unless the series falls:
    unless the straight line through its values on the scale of the fit does.

    Examples
    --------
    >>> time = np.arange(2010.0, 2020.0)
    >>> value = 100 / (1 + np.exp(-0.5 * (time - 2014.5)))
    >>> fits = fit_curves(time, value, curve="logistic")
    >>> fits.parameters.round(6).loc[0].to_dict()
    {'ceiling': 100.0, 'rate': 0.5, 'midpoint': 2014.5}
    """
    require_curve(curve)
    require_observed(observed)
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; known: {', '.join(SCALES)}")
    observations = _Observations(time, value, low, high, weights, scale)
    count = observations.shape[0]
    start = _as_positive("start", start, count, anything=True)
    step = None if step is None else _as_positive("step", step, count)
    sigma = None if sigma is None else _as_positive("sigma", sigma, count)
    with np.errstate(all="ignore"):
        return Fits(observations, curve, scale, observed, start, step, sigma)


def _split(rows):
    """Return rows in parts of equal length, none longer than a chunk."""
    return np.array_split(rows, -(-rows.size // CHUNK)) if rows.size else []


def _as_positive(name, value, count, *, anything=False):
    value = np.asarray(value, dtype=float)
    if value.ndim > 1 or (value.ndim == 1 and value.shape[0] not in (1, count)):
        raise ValueError(f"{name} has shape {value.shape}; allowed: one value or {count}")
    bad = ~np.isfinite(value) | (False if anything else value <= 0)
    if bad.any():
        raise ValueError(
            f"{name} is {_first(np.atleast_1d(value), np.atleast_1d(bad))}; allowed: finite{'' if anything else ', above 0'}"
        )
    return np.broadcast_to(value, (count,))


# --- Starts, and the choice among several descents ---


def _line_table(curve, scale, nodes):
    """Return grid coordinates and the shape of each at the nodes, (g,), (g,), (g, m)."""
    grid = list_starts(curve, nodes[:, None])[:, :, 0]
    rate, midpoint = np.exp(grid[:, 0]), grid[:, 1]
    logs = find_shape(curve, [grid[:, 0], midpoint], nodes[:, None])[0].T
    kept = logs.max(axis=1) > -12.0  # a ceiling beyond e^12 times the last value is no start
    rate, midpoint, logs = rate[kept], midpoint[kept], logs[kept]
    if scale == "log":
        return rate, midpoint, np.maximum(logs, -60.0)
    return rate, midpoint, np.exp(logs - logs.max(axis=1, keepdims=True))


def _score_lines(table, scale, weighted, weights):
    """Return for every series and every shape of the table how well it can be fitted, up to a constant."""
    # single precision serves: a start is chosen, no answer
    weighted, table = weighted.astype(np.float32), table.astype(np.float32)
    weights = None if weights is None else weights.astype(np.float32)
    if scale == "natural":
        if weights is None:
            return weighted.T @ (table / np.sqrt((table * table).sum(axis=1, keepdims=True))).T
        return (weighted.T @ table.T) / np.sqrt(np.maximum(weights.T @ (table * table).T, 1e-30))
    if weights is None:
        centred = table - table.mean(axis=1, keepdims=True)
        return weighted.T @ centred.T - 0.5 * (centred * centred).sum(axis=1)
    total = weights.sum(axis=0)[:, None]
    mean = weights.T @ table.T
    return weighted.T @ table.T - 0.5 * (weights.T @ (table * table).T - mean * mean / total)


def _spread_on_nodes(x, values, count):
    """Return values of unequally spaced series shared out to common nodes on 0..1, (m, s)."""
    series = x.shape[1]
    place = np.clip(x * (count - 1), 0.0, count - 1.000001)
    below = place.astype(int)
    part = place - below
    flat = below * series + np.arange(series)
    out = np.bincount(flat.ravel(), (values * (1.0 - part)).ravel(), count * series)
    out += np.bincount((flat + series).ravel(), (values * part).ravel(), count * series)
    return out.reshape(count, series)


def _fit_lines(curve, scale, x, y, w, *, chart=None, quick=False):
    """Return the descent of logistic or Gompertz series; x (n, 1) or (n, s), y (n, s), w (n, s) or None.

    A quick one stops after a few steps; its slow series go on together from their `chart` coordinates.
    """
    yw = y if w is None else y * w
    if scale == "log":
        total = y.shape[0] if w is None else w.sum(axis=0)
        yw = (y - yw.sum(axis=0) / total) * (1.0 if w is None else w)
    if x.shape[1] == 1:
        nodes, weighted, weights = x[:, 0], yw, w
    else:
        nodes = np.linspace(0.0, 1.0, 49)
        weighted, weights = (
            _spread_on_nodes(x, v, nodes.size) for v in (yw, np.ones_like(y) if w is None else w)
        )
    rate, midpoint, table = _line_table(curve, scale, nodes)
    score = _score_lines(table, scale, weighted, weights)
    best = score.argmax(axis=1)

    def sums(rows):
        return LineSquares(
            curve,
            scale,
            x if x.shape[1] == 1 else x[:, rows],
            y[:, rows],
            None if w is None else w[:, rows],
        )

    def begin(node):
        return lines.from_chart(np.stack([np.log(rate[node]), midpoint[node]]))

    lines = sums(slice(None))
    gap = lines.gap
    found = descend(
        sums(slice(None)),
        begin(best) if chart is None else lines.from_chart(chart),
        QUICK_STEPS if quick else MOST_STEPS,
    )
    _mark_steps(found, gap)
    if quick:
        found["theta"] = lines.to_chart(found["theta"])
        return found
    again = np.flatnonzero(np.isin(found["state"], (RUNNING, STUCK, STEP, CONSTANT)))
    if again.size:
        choices = [np.flatnonzero(rate == one) for one in np.unique(rate)]
        nodes = np.concatenate([at[score[np.ix_(again, at)].argmax(axis=1)] for at in choices])
        _try_again(found, np.tile(again, len(choices)), sums, begin(nodes))
    # beside a curve whose ceiling runs away there may be another that bends within the window
    away = np.flatnonzero(found["state"] == CEILING_AWAY)
    if away.size:
        at = np.flatnonzero(midpoint < 0.7)
        _try_again(found, away, sums, begin(at[score[np.ix_(away, at)].argmax(axis=1)]))
    _mark_steps(found, gap)
    found["theta"] = lines.to_chart(found["theta"])
    return found


def _mark_steps(found, gap):
    """Mark rises that are over between two neighbouring times: steeper than the data can tell."""
    with np.errstate(all="ignore"):
        found["state"][(found["state"] == DONE) & (found["theta"][0] * gap > 14.0)] = STEP


def _try_again(found, rows, sums, theta):
    """Descend from further starts, several a series where its row is repeated, and keep what is better."""
    other = descend(sums(rows), theta)
    for part in np.split(np.arange(rows.size), np.flatnonzero(np.diff(rows) < 0) + 1):
        _keep_better(found, rows[part], {name: value[..., part] for name, value in other.items()})


def _keep_better(found, rows, other):
    """Put another descent's results in the place of worse ones, in `found`."""
    old, new = found["rss"][rows], other["rss"]
    usable = np.isfinite(new) & (other["state"] != STUCK)
    better = usable & (
        ~np.isfinite(old) | (found["state"][rows] == STUCK) | (new < old * (1.0 - 1e-10))
    )
    better |= (
        usable
        & (other["state"] == DONE)
        & (found["state"][rows] != DONE)
        & (new <= old * (1.0 + 1e-10))
    )
    at = rows[better]
    found["theta"][:, at] = other["theta"][:, better]
    for name in ("rss", "log_size", "state"):
        found[name][at] = other[name][better]
    found["evaluations"][rows] += other["evaluations"]


def _fit_shapes(curve, scale, x, y, w, begin):
    """Return the descent of any series from the best of a grid of shapes, and from the next where it fails."""
    rows = np.arange(y.shape[1])

    def sums(rows):
        return ShapeSquares(
            curve,
            scale,
            x[:, rows],
            y[:, rows],
            w[:, rows],
            None if begin is None else begin[:, rows],
        )

    if curve == "richards":
        starts = []
        for line, shapes in (("logistic", (1.0, 4.0)), ("gompertz", (0.05, 0.4))):
            theta = _fit_lines(line, scale, x, y, w)["theta"]
            # where the simpler curve has no finite ceiling, start from one that still bends
            theta[0], theta[1] = np.clip(theta[0], -1.0, 4.0), np.clip(theta[1], -0.5, 1.5)
            starts += [
                np.stack([theta[0], theta[1], np.full(rows.size, np.log(s))]) for s in shapes
            ]
        found = None
        for start in starts:
            other = descend(sums(rows), start)
            if found is None:
                found = other
            else:
                _keep_better(found, rows, other)
        return found
    everything = sums(rows)
    grid = list_starts(curve, x)
    width = rows.size
    rss = np.array(
        [everything.assemble([np.broadcast_to(t, (width,)) for t in theta])[0] for theta in grid]
    )
    rss = np.where(np.isfinite(rss), rss, np.inf)
    order = np.argsort(rss, axis=0, kind="stable")
    grid = np.broadcast_to(grid, (grid.shape[0], grid.shape[1], width))
    found = descend(everything, np.stack([grid[order[0], j, rows] for j in range(grid.shape[1])]))
    # The second best node often lies in the same valley; later ones less so.
    for rank in (1, 3, 6):
        again = np.flatnonzero(found["state"] != DONE) if curve != "bass" or rank == 6 else rows
        if again.size:
            _keep_better(
                found,
                again,
                descend(
                    sums(again),
                    np.stack([grid[order[rank, again], j, again] for j in range(grid.shape[1])]),
                ),
            )
    return found


class Fits:
    """Fitted curves of many series, one row each; made by `fit_curves`.

    Attributes
    ----------
    curve, scale, observed : str
    count : ndarray of int, shape (s,)
        Observations used.
    effective_count : ndarray, shape (s,)
        The same with each interval counted for what it tells: 1 / (1 + width^2 / (12 sigma^2)) on
        the log scale.
    falls : ndarray of bool, shape (s,)
        Series that fall; their rates are below 0 and their ceilings lie in the past.
    state : Series of str
        ``converged``, or why there is no finite best curve, in words.
    converged : ndarray of bool, shape (s,)
        A finite best curve was found.
    rss : ndarray, shape (s,)
        Weighted sum of squares on the scale of the fit; NaN with interval observations.
    evaluations : ndarray of int, shape (s,)
        How often the curve of a series was computed.

    Examples
    --------
    >>> fits = fit_curves([0.0, 1.0, 2.0, 3.0], [1.0, 2.1, 3.9, 8.2], curve="exponential", scale="log")
    >>> fits.profile("rate").round(2)
    array([[0.62, 0.77]])
    """

    def __init__(self, observations, curve, scale, observed, start, step, sigma):
        self.curve, self.scale, self.observed = curve, scale, observed
        self.observations, self.start, self.step, self.stated_sigma = (
            observations,
            start,
            step,
            sigma,
        )
        self.names = PARAMETERS[curve]
        self._prepare()
        self._descend()
        self._finish()

    def __repr__(self):
        return f"{self.curve} curves on the {self.scale} scale: {self.count.size} series, {int(self.converged.sum())} converged"

    # --- the fit ---

    def _prepare(self):
        o = self.observations
        count, _ = o.shape
        self.count = np.full(count, o.shape[1]) if o.complete else o.seen.sum(axis=1)
        distinct, self.first, self.last = _distinct_times(o)
        self.span = np.where(self.last > self.first, self.last - self.first, 1.0)
        self.time_step = _smallest_step(o) if self.curve == "bass" else np.ones(count)
        point = o.value
        if o.between is not None:
            low, high = np.where(o.between, o.low, 1.0), np.where(o.between, o.high, 1.0)
            middle = np.where(
                np.isinf(high),
                low * 1.2,
                np.where(low == 0, high / 1.2, np.sqrt(low) * np.sqrt(high)),
            )
            point = np.where(o.between, middle, point)
        self.point = point if o.complete else np.where(o.seen, point, np.nan)
        state = np.full(count, "", dtype=object)
        if self.point.size and o.complete:
            largest, smallest = self.point.max(axis=1), self.point.min(axis=1)
        else:
            largest = np.where(o.seen, self.point, -np.inf).max(axis=1, initial=-np.inf)
            smallest = np.where(o.seen, self.point, np.inf).min(axis=1, initial=np.inf)
        self.size = np.maximum(np.abs(largest), np.abs(smallest))
        self.size = np.where(np.isfinite(self.size) & (self.size > 0), self.size, 1.0)
        self._scale_points()
        middle = 0.5 * (self.first + self.last)
        if o.complete and o.common and o.value.size:
            away = o.time[0] - o.time[0].mean()
            slope = self.scaled @ away
        else:
            w = o.seen if o.weights is None else o.weights
            x = np.where(o.seen, o.time - middle[:, None], 0.0)
            total = np.maximum(w.sum(axis=1, keepdims=True), 1e-300)
            x = x - (w * x).sum(axis=1, keepdims=True) / total
            slope = (w * x * np.where(o.seen, self.scaled, 0.0)).sum(axis=1)
        self.falls = slope < 0
        flat = largest == smallest
        if o.between is not None:
            flat &= ~o.between.any(axis=1)
        if self.curve != "exponential":
            state[flat] = REFUSED_FLAT
        if self.curve in ("bass", "saturating") and self.observed == "total":
            state[self.falls & ~flat] = REFUSED_FALL
        if self.curve == "saturating":
            early = self.first <= self.start if self.scale == "log" else self.last <= self.start
            early |= self.first < self.start
            state[early] = REFUSED_START
        state[~(largest > 0)] = REFUSED_SIZE
        if self.scale == "log":
            state[smallest <= 0] = REFUSED_LOG
        state[distinct < len(self.names)] = REFUSED_FEW
        state[self.count == 0] = REFUSED_EMPTY
        if self.curve not in MAY_FALL:
            self.falls = np.zeros(count, bool)
        self._state = state
        # time that counts as 0, turned round for series that fall
        self.sign = np.where(self.falls, -1.0, 1.0)
        zero = {"saturating": self.start, "bass": self.first - self.time_step}.get(
            self.curve, np.where(self.falls, self.last, self.first)
        )
        self.zero = np.where(np.isfinite(zero), zero, 0.0)

    def _scale_points(self):
        scaled = self.point / self.size[:, None]
        self.scaled = np.log(scaled) if self.scale == "log" else scaled

    def _x(self, rows, *, time=None):
        """Return time in fitting units, (n, rows); inside the window where nothing was seen."""
        o = self.observations
        given = o.time[rows].T if time is None else time
        x = (given - self.zero[rows]) * (self.sign[rows] / self.span[rows])
        if time is None and not o.complete:
            middle = (0.5 * (self.first + self.last)[rows] - self.zero[rows]) * (
                self.sign[rows] / self.span[rows]
            )
            x = np.where(o.seen[rows].T, x, middle)
        return x

    def _begin(self, rows, x):
        if self.curve != "bass":
            return None
        return (
            x - self.time_step[rows] / self.span[rows]
            if self.observed == "increment"
            else np.zeros_like(x)
        )

    def _w(self, rows):
        o = self.observations
        if o.weights is not None:
            return o.weights[rows].T
        return None if o.complete else o.seen[rows].T.astype(float)

    def _descend(self):
        o = self.observations
        count = o.shape[0]
        k = len(self.names)
        self.coordinates = np.full((k, count), np.nan)
        self._code = np.full(count, STUCK)
        self._loss = np.full(count, np.nan)
        self.evaluations = np.zeros(count, int)
        usable = self._state == ""
        groups = [np.flatnonzero(usable)]
        if self.curve in LINES and o.common and usable.any():
            # one time vector serves all series that see a third of it or more
            first, last = self.first[usable].min(), self.last[usable].max()
            wide = usable & (self.span * 3.0 >= last - first)
            self.span[wide] = last - first
            self.zero[wide] = np.where(self.falls[wide], last, first)
            groups = [
                np.flatnonzero(wide & ~self.falls),
                np.flatnonzero(wide & self.falls),
                np.flatnonzero(usable & ~wide),
            ]
        for number, group in enumerate(groups):
            shared = len(groups) > 1 and number < 2
            for part in _split(group):
                self._descend_chunk(part, shared, quick=self.curve in LINES)
            if self.curve in LINES:
                slow = group[self._code[group] != DONE]
                for part in _split(slow):
                    self._descend_chunk(part, shared, quick=False)

        if self.curve in LINES:
            left = np.flatnonzero(usable & np.isin(self._code, (RUNNING, STUCK)))
            for part in _split(left):
                self._take_limit(part)

    def _take_limit(self, rows):
        """Give series without an answer the exponential that their curve goes over into, where it fits as well."""
        y, w, x = np.ascontiguousarray(self.scaled[rows].T), self._w(rows), self._x(rows)
        w = np.ones_like(y) if w is None else w
        found = _fit_shapes("exponential", self.scale, x, np.where(w > 0, y, 0.0), w, None)
        growth = found["theta"][0]
        # a Gompertz curve is an exponential only far below its ceiling
        ceiling = np.full(
            rows.size, np.log(CEILING_LIMIT) + 2.0 if self.curve == "logistic" else 300.0
        )
        log_rate, midpoint, *_ = from_growth(
            self.curve, ceiling, found["log_size"] + growth * REFERENCE, np.log(growth)
        )
        old = self._loss[rows]
        better = (found["state"] == DONE) & (growth > 0) & ~(old < found["rss"] * (1.0 - 1e-6))
        at = rows[better]
        self.coordinates[:, at] = np.stack([ceiling, log_rate, midpoint])[:, better]
        self._loss[at], self._code[at] = found["rss"][better], CEILING_AWAY

    def _descend_chunk(self, rows, shared, *, quick):
        o = self.observations
        y = np.ascontiguousarray(self.scaled[rows].T)
        w = self._w(rows)
        if w is not None:
            y = np.where(w > 0, y, 0.0)
        if shared:
            time = np.where(np.isfinite(o.time[0]), o.time[0], self.zero[rows[0]])
            x = ((time - self.zero[rows[0]]) * self.sign[rows[0]] / self.span[rows[0]])[:, None]
        else:
            x = self._x(rows)
        if self.curve in LINES:
            # slow series go on from where they are, unless they already lie at a limit
            chart = None if quick else self.coordinates[1:, rows]
            found = _fit_lines(self.curve, self.scale, x, y, w, chart=chart, quick=quick)
        else:
            found = _fit_shapes(
                self.curve,
                self.scale,
                x,
                y,
                np.ones_like(y) if w is None else w,
                self._begin(rows, x),
            )
        self.coordinates[0, rows], self.coordinates[1:, rows] = found["log_size"], found["theta"]
        self._code[rows], self._loss[rows] = found["state"], found["rss"]
        self.evaluations[rows] += found["evaluations"]

    def _finish(self):
        o = self.observations
        self.between = np.zeros(o.shape[0], bool) if o.between is None else o.between.any(axis=1)
        self.log_sigma = np.full(o.shape[0], np.nan)
        self.effective_count = self.count.astype(float)
        state = self._state
        usable = state == ""
        self._code[self._code == RUNNING] = STUCK
        if self.curve == "gompertz":
            self._code[(self._code == DONE) & (self.coordinates[0] > np.log(CEILING_LIMIT))] = (
                CEILING_AWAY
            )
        code = self._code
        words = WORDS | {CEILING_AWAY: _far_words(self.curve)}
        for number, text in words.items():
            state[usable & (code == number)] = text
        self._hinge = np.full(self.coordinates.shape, np.nan)
        self._lowest = np.zeros(o.shape[0])
        self._profiles = {}
        if self.between.any():
            rows = np.flatnonzero(usable & self.between)
            for part in _split(rows):
                self._fit_between(part)
        self.rss = np.where((code == STUCK) | self.between, np.nan, self._loss)
        if self.scale == "natural":
            self.rss = self.rss * self.size**2
        self.state = pd.Series(state, name="state", dtype=object)
        self.converged = state == CONVERGED

    def _bounds(self, rows):
        """Return lower and upper bounds on the scale of the fit in fitting units, (n, rows)."""
        o = self.observations
        exact = np.where(o.seen[rows].T, self.scaled[rows].T, 0.0)
        if o.between is None:
            return exact, exact
        between = o.between[rows].T
        size = self.size[rows]
        low = np.where(between, np.log(np.where(between, o.low[rows].T, 1.0) / size), exact)
        high = np.where(between, np.log(np.where(between, o.high[rows].T, 1.0) / size), exact)
        return low, high

    def _fit_between(self, rows):
        """Fit series with observations between bounds, from the fit to the middles of the bounds."""
        o = self.observations
        k = len(self.names)
        x = self._x(rows)
        begin = self._begin(rows, x)
        low, high = self._bounds(rows)
        w = self._w(rows)
        w = np.ones_like(low) if w is None else w
        start = self.coordinates[:, rows]
        hinge = descend(Losses(self.curve, "hinge", x, begin, low, high, w), start)
        passes = (hinge["rss"] <= HINGE_TOLERANCE) & (hinge["state"] != STUCK)
        rough = np.sqrt(np.maximum(self._loss[rows] / np.maximum(self.count[rows] - k, 1), 1e-6))
        found = descend(
            Losses(self.curve, "censored", x, begin, low, high, w),
            np.vstack([start, np.log(rough)]),
        )
        log_sigma = np.maximum(found["theta"][-1], -30.0)
        width = np.where(o.between[rows].T, high - low, 0.0)
        share = np.where(w > 0, 1.0 / (1.0 + width**2 / (12.0 * np.exp(2.0 * log_sigma))), 0.0)
        effective = share.sum(axis=0)
        few = ~passes & (effective <= k)
        plain = ~passes & ~few
        state = np.where(found["state"] == DONE, CONVERGED, NOT_CONVERGED).astype(object)
        away = found["theta"][0] > np.log(CEILING_LIMIT)
        state[away & (found["state"] != STUCK)] = _far_words(self.curve)
        state = np.where(passes, PASSES, np.where(few, FEW_EFFECTIVE, state))
        coordinates, loss = found["theta"][:-1].copy(), found["rss"].copy()
        special = np.flatnonzero(~plain)
        if special.size:
            coordinates[:, special], loss[special], log_sigma[special] = np.nan, np.nan, np.nan
            if self.stated_sigma is not None:
                stated = np.log(self.stated_sigma[rows[special]])
                losses = Losses(
                    self.curve,
                    "stated",
                    x[:, special],
                    None if begin is None else begin[:, special],
                    low[:, special],
                    high[:, special],
                    w[:, special],
                    log_sigma=stated,
                )
                one = descend(losses, hinge["theta"][:, special])
                coordinates[:, special], loss[special], log_sigma[special] = (
                    one["theta"],
                    one["rss"],
                    stated,
                )
        self._hinge[:, rows] = np.where(passes, hinge["theta"], np.nan)
        self.coordinates[:, rows], self._loss[rows], self.log_sigma[rows] = (
            coordinates,
            loss,
            log_sigma,
        )
        self.effective_count[rows] = np.where(passes, np.nan, effective)
        self.evaluations[rows] += found["evaluations"]
        self._state[rows] = state
        self._code[rows] = np.where(plain, np.where(away, CEILING_AWAY, found["state"]), STUCK)

    # --- what is read from a fit ---

    @property
    def _no_sigma(self):
        """Series whose intervals leave the scatter open."""
        return (self._state == PASSES) | (self._state == FEW_EFFECTIVE)

    @cached_property
    def parameters(self):
        """Parameters, a column each, a row a series: NaN where there is no best curve, inf where it lies at infinity."""
        with np.errstate(all="ignore"):
            unit = {"size": self.size, "zero": self.zero, "span": self.span}
            table = to_parameters(self.curve, self.coordinates, unit, falling=self.falls)
            table = self._at_limits(table)
        return pd.DataFrame(table, columns=list(self.names))

    def _at_limits(self, table):
        code, sign = self._code, self.sign
        table[(code == STUCK) | self._no_sigma] = np.nan
        away, flat = code == CEILING_AWAY, code == CONSTANT
        table[away, 0] = np.inf
        if self.curve in MAY_FALL:
            table[away, 2] = sign[away] * np.inf
        if self.curve in ("gompertz", "saturating", "bass"):
            table[away, 1] = 0.0
        if self.curve == "richards":
            table[away, 1], table[away, 3] = np.nan, np.nan
        if self.curve in LINES:
            table[flat, 1], table[flat, 2] = np.nan, -sign[flat] * np.inf
            table[code == STEP, 1] = sign[code == STEP] * np.inf
        if self.curve == "saturating":
            table[flat, 1] = np.inf
        edge = code == EDGE
        for j, name in enumerate(CHARTS[self.curve], start=1):
            if name in EDGES:
                table[edge & (self.coordinates[j] <= EDGES[name][0]), j] = 0.0
                table[edge & (self.coordinates[j] >= EDGES[name][1]), j] = np.inf
        if self.curve == "richards":
            gone = edge & (self.coordinates[3] <= EDGES["log_shape"][0])
            table[gone, 2] = -sign[gone] * np.inf
        return table

    @property
    def sigma(self):
        """Scatter on the scale of the fit, (s,): the root of rss / (n - k), with intervals n at its effective number."""
        k = len(self.names)
        with np.errstate(all="ignore"):
            exact = np.sqrt(self.rss / np.where(self.count > k, self.count - k, np.nan))
            n = self.effective_count
            between = np.exp(self.log_sigma) * np.sqrt(n / np.where(n > k, n - k, np.nan))
        return np.where(self.between, between, exact)

    @property
    def freedom(self):
        """Degrees of freedom, (s,): observations, intervals at their effective number, less parameters; NaN where none are left."""
        left = self.effective_count - len(self.names)
        return np.where(left > 0, left, np.nan)

    def _variance_floor(self):
        """Return the smallest mean square that the precision of exact values allows, in units of the fit."""
        o = self.observations
        floor = np.full(o.shape[0], PRECISION**2)
        if self.step is None:
            return floor
        w = o.seen * 1.0 if o.weights is None else o.weights
        exact = o.seen if o.between is None else o.seen & ~o.between
        with np.errstate(all="ignore"):
            unit = np.abs(self.point) if self.scale == "log" else self.size[:, None]
            relative = np.where(exact, self.step[:, None] / unit, 0.0)
        return np.maximum(floor, (w * relative**2).sum(axis=1) / (12.0 * np.maximum(self.count, 1)))

    @cached_property
    def log_likelihood(self):
        """Log of the density of the values at the best curve, (s,), comparable between the two scales.

        With interval observations: their probabilities instead; then only within one reading.
        """
        o, n = self.observations, self.count
        with np.errstate(all="ignore"):
            loss = np.where((self._code == STUCK) | self.between, np.nan, self._loss)
            variance = np.maximum(loss / n, self._variance_floor())
            value = -0.5 * (n * (LOG_TWO_PI + np.log(variance)) + loss / variance)
            if o.weights is not None:
                value = value + 0.5 * np.where(
                    o.seen, np.log(np.where(o.seen, o.weights, 1.0)), 0.0
                ).sum(axis=1)
            if self.scale == "natural":
                return value - n * np.log(self.size)
            exact = o.seen if o.between is None else o.seen & ~o.between
            logs = np.where(exact, np.log(np.where(exact, self.point, 1.0)), 0.0).sum(axis=1)
            usable = self.between & ~self._no_sigma & (self._code != STUCK)
            return np.where(usable, -0.5 * self._loss, value) - logs

    @cached_property
    def aicc(self):
        """Corrected Akaike criterion, (s,), sigma counted as a parameter; NaN (refused) where n <= k + 1."""
        n, k = self.effective_count, len(self.names) + 1
        with np.errstate(all="ignore"):
            return np.where(
                n > k + 1, -2.0 * self.log_likelihood + 2.0 * k * n / (n - k - 1.0), np.nan
            )

    @property
    def inflection(self):
        """Time of fastest growth, (s,); NaN where the curve has none."""
        return find_inflection(
            self.curve, self.parameters.to_numpy(), origin=self._origin(), step=self.time_step
        )

    def _origin(self):
        return self.start if self.curve == "saturating" else self.first

    @cached_property
    def covariance(self):
        """Covariance of the parameters, (s, k, k), from the curve's slope at its best; NaN without a finite best curve."""
        k = len(self.names)
        out = np.full((self.count.size, k, k), np.nan)
        rows = np.flatnonzero(self.converged & ~self._no_sigma & ~np.isnan(self.freedom))
        parameters = self.parameters.to_numpy()
        with np.errstate(all="ignore"):
            for part in _split(rows):
                out[part] = self._covariance(part, parameters[part])
        return out

    def _covariance(self, rows, parameters):
        o = self.observations
        time = np.where(o.seen[rows], o.time[rows], self.first[rows, None])
        slope = find_gradient(
            self.curve,
            parameters,
            time,
            origin=self._origin()[rows],
            step=self.time_step[rows],
            observed=self.observed,
            logarithm=self.scale == "log",
        )
        slope = np.where(o.seen[rows][:, :, None], slope, 0.0)
        weight = o.seen[rows] * 1.0 if o.weights is None else o.weights[rows]
        if self.between[rows].any():
            weight = np.where(self.between[rows][:, None], self._information(rows).T, weight)
        slope = slope * np.sqrt(weight)[:, :, None]
        # columns of size one, then singular values: the condition number is not squared
        norm = np.sqrt((slope**2).sum(axis=1, keepdims=True))
        slope = np.where(norm > 0, slope / norm, 0.0)
        slope = np.where(np.isfinite(slope), slope, 0.0)
        _, singular, right = np.linalg.svd(slope, full_matrices=False)
        singular = np.where(singular > 1e-13, singular, np.nan)
        half = right.transpose(0, 2, 1) / singular[:, None, :] / norm.transpose(0, 2, 1)
        return half @ half.transpose(0, 2, 1) * (self.sigma[rows] ** 2)[:, None, None]

    def _information(self, rows):
        """Return what each observation tells of the curve, 1 for an exact one of weight 1, (n, rows)."""
        x = self._x(rows)
        low, high = self._bounds(rows)
        w = self._w(rows)
        losses = Losses(
            self.curve,
            "censored",
            x,
            self._begin(rows, x),
            low,
            high,
            np.ones_like(low) if w is None else w,
        )
        return losses.weigh(list(self.coordinates[:, rows]), self.log_sigma[rows]) * np.exp(
            2.0 * self.log_sigma[rows]
        )

    @cached_property
    def standard_errors(self):
        """Standard errors of the parameters, a column each; `remarks` say where they mislead."""
        with np.errstate(all="ignore"):
            errors = np.sqrt(np.diagonal(self.covariance, axis1=1, axis2=2))
        return pd.DataFrame(errors, columns=list(self.names))

    def _require_name(self, name):
        if name not in self.names:
            raise ValueError(f"name is {name!r}; known: {', '.join(self.names)}")

    def profile(self, name, level=0.95, *, sigma=None, rows=None):
        """Return the likelihood interval of a parameter for every series.

        Parameters
        ----------
        name : str
            A parameter of the curve.
        level : float
            Between 0 and 1.
        sigma : float, array_like of shape (s,), or None
            Stated scatter on the log scale for series whose intervals leave it open; by default the
            one stated to `fit_curves`, and no interval without.
        rows : array_like of bool, shape (s,), or None
            Series that are asked for; the others are NaN and cost nothing.

        Returns
        -------
        interval : ndarray, shape (s, 2)
            In the parameter's unit; infinite where open, 0 where a rate is open towards 0; NaN
            where refused: as many parameters as observations, or no fit.

        Raises
        ------
        ValueError
            If the parameter is unknown or the level is not between 0 and 1.

        Notes
        -----
        All other parameters, and sigma, are fitted anew at each value of this one. The cut is
        n log(1 + F(1, n - k) / (n - k)) on the deviance, with a stated sigma that of the
        chi-squared distribution. The ceiling is followed in its logarithm.

        Examples
        --------
        >>> fits = fit_curves([0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 2.1, 3.9, 8.2, 16.1], curve="logistic", scale="log")
        >>> low, high = fits.profile("ceiling")[0]
        >>> bool(low > 16), float(high)
        (True, inf)
        """
        self._require_name(name)
        require_level(level)
        if sigma is not None:
            sigma = _as_positive("sigma", sigma, self.count.size)
            with np.errstate(all="ignore"):
                again = Fits(
                    self.observations,
                    self.curve,
                    self.scale,
                    self.observed,
                    self.start,
                    self.step,
                    sigma,
                )
            return np.where(
                self._no_sigma[:, None], again.profile(name, level), self.profile(name, level)
            )
        key = (name, float(level))
        if key in self._profiles:
            kept = self._profiles[key]
            return (
                kept.copy() if rows is None else np.where(np.asarray(rows)[:, None], kept, np.nan)
            )
        known = self._find_open_with_size(name, level, rows)
        ends = self._to_public(
            name,
            self._profile(self._coordinate(name), level, rows=rows, known=known[:, None])[:, 0],
        )
        if rows is None:
            self._profiles[key] = ends
        return ends.copy()

    def profile_levels(self, name, levels):
        """Return the likelihood intervals of a parameter at several levels, found together.

        Parameters
        ----------
        name : str
            A parameter of the curve.
        levels : sequence of float
            Between 0 and 1.

        Returns
        -------
        intervals : ndarray, shape (s, m, 2)
            As from `profile`, a column a level.

        Raises
        ------
        ValueError
            As in `profile`.

        Examples
        --------
        >>> fits = fit_curves([0.0, 1.0, 2.0, 3.0], [1.0, 2.1, 3.9, 8.2], curve="exponential", scale="log")
        >>> fits.profile_levels("rate", [0.5, 0.9]).round(2).tolist()
        [[[0.68, 0.71], [0.64, 0.74]]]
        """
        self._require_name(name)
        for level in levels:
            require_level(level)
        known = np.stack([self._find_open_with_size(name, level, None) for level in levels], axis=1)
        ends = self._profile(self._coordinate(name), np.asarray(levels, dtype=float), known=known)
        return np.stack([self._to_public(name, ends[:, i]) for i in range(len(levels))], axis=1)

    def passing_range(self, name):
        """Return the plain range of a parameter over all curves that pass through every interval.

        Parameters
        ----------
        name : str
            A parameter of the curve.

        Returns
        -------
        interval : ndarray, shape (s, 2)
            NaN where no curve passes through every interval; infinite where open.

        Raises
        ------
        ValueError
            If the parameter is unknown.

        Examples
        --------
        >>> fits = fit_curves([0.0, 1.0], [1.0, 2.0], [0.9, 1.8], [1.1, 2.2], curve="exponential", scale="log")
        >>> fits.passing_range("rate").round(4)
        array([[0.4925, 0.8938]])
        """
        self._require_name(name)
        rows = np.flatnonzero(self._state == PASSES)
        ends = np.full((self.count.size, 2), np.nan)
        for part in _split(rows):
            data = self._data(part, "hinge") | {"coordinates": self._hinge[:, part]}
            ends[part] = profile_coordinate(data, self._coordinate(name), np.ones(part.size))[0]
        return self._to_public(name, ends)

    def _data(self, rows, kind):
        x = self._x(rows)
        low, high = self._bounds(rows)
        w = self._w(rows)
        coordinates = self.coordinates[:, rows]
        if kind == "censored":
            coordinates = np.vstack([coordinates, self.log_sigma[rows]])
        return {
            "curve": self.curve,
            "kind": kind,
            "x": x,
            "begin": self._begin(rows, x),
            "low": low,
            "high": high,
            "w": np.ones_like(low) if w is None else w,
            "coordinates": coordinates,
            "loss": self._loss[rows],
            "floor": self._variance_floor()[rows] * self.count[rows],
            "count": self.effective_count[rows],
            "log_sigma": self.log_sigma[rows] if kind == "stated" else None,
        }

    def _coordinate(self, name):
        """Return the fitting coordinate that a parameter is profiled in."""
        place = self.names.index(name)
        if place == 0 or name == "location":
            return "location" if place else "log_size"
        return CHARTS[self.curve][place - 1]

    def _profile(self, coordinate, levels, *, at_time=None, rows=None, known=None):
        """Return intervals of a coordinate at levels (m,), or of the log of the curve at times (s, m): (s, m, 2).

        All are followed together, each series once for every level or time: one search of many
        costs hardly more than one of a few. Ends that are `known`, (s, m, 2), are not looked for.
        """
        many = np.size(levels) if at_time is None else at_time.shape[1]
        levels = np.broadcast_to(levels, many)
        known = np.full((self.count.size, many, 2), np.nan) if known is None else known
        asked = np.ones(self.count.size, bool) if rows is None else np.asarray(rows, dtype=bool)
        exists = (self._code != STUCK) & asked
        free = ~np.isnan(self.freedom)
        kinds = {
            self.scale: exists & free & ~self.between,
            "censored": exists & free & self.between & ~self._no_sigma,
            "stated": self._no_sigma & np.isfinite(self.coordinates[0]) & asked,
        }
        ends = np.full((self.count.size, many, 2), np.nan)
        for kind, usable in kinds.items():
            for part in _split(
                np.repeat(np.flatnonzero(usable), many) * many
                + np.tile(np.arange(many), usable.sum())
            ):
                part, column = np.divmod(part, many)
                if kind == "stated":
                    cut = ndtri(0.5 + 0.5 * levels[column]) ** 2
                else:
                    cut = find_cut(self.effective_count[part], len(self.names), levels[column])
                x = None if at_time is None else self._x(part, time=at_time[None, part, column])
                begin = None if x is None else self._begin(part, x)
                data = self._nearer(self._data(part, kind), part, cut)
                ends[part, column], lowest = profile_coordinate(
                    data,
                    coordinate,
                    cut,
                    level_x=x,
                    level_begin=begin,
                    asked=np.isnan(known[part, column]),
                )
                np.minimum.at(self._lowest, part, lowest)
        return np.where(np.isnan(known), ends, known)

    def _nearer(self, data, rows, cut):
        """Return the data with far ceilings pulled back to where an interval can be followed from."""
        far = (self._code[rows] == CEILING_AWAY) | (data["coordinates"][0] > np.log(100.0))
        away = np.flatnonzero(far & np.isfinite(data["coordinates"]).all(axis=0))
        if self.curve not in LINES or not away.size:
            return data
        part = {
            name: value[..., away]
            if isinstance(value, np.ndarray) and value.shape[-1] == rows.size
            else value
            for name, value in data.items()
        }
        data["coordinates"], data["at_best"] = data["coordinates"].copy(), np.zeros(rows.size)
        placed = np.zeros(away.size, bool)
        for ceiling in PULLED_BACK:
            coordinates, loss = pull_back(part, ceiling)
            with np.errstate(all="ignore"):
                if data["kind"] in ("censored", "stated"):
                    rise = loss - part["loss"]
                else:
                    rise = part["count"] * np.log1p(
                        (loss - part["loss"]) / np.maximum(part["loss"], part["floor"])
                    )
            near = ~placed & (rise < 0.9 * cut[away])
            data["coordinates"][:, away[near]], data["at_best"][away[near]] = (
                coordinates[:, near],
                rise[near],
            )
            placed |= near
        return data

    def _find_open_with_size(self, name, level, rows):
        """Return the ends of a coordinate that run away together with the size, infinite, (s, 2); NaN elsewhere.

        As the ceiling goes to infinity, so does the midpoint; and the Gompertz and the saturating
        rate and the Bass innovation go to 0: the same limit, an exponential or a straight line.
        """
        known = np.full((self.count.size, 2), np.nan)
        upper = name in ("midpoint", "location")
        if name == "location":
            # a shape going to 0 takes the location to minus infinity: the Gompertz curve
            known[self.profile("shape", level, rows=rows)[:, 0] == 0, 0] = -np.inf
        lower = (self.curve, name) in (
            ("gompertz", "rate"),
            ("saturating", "rate"),
            ("bass", "innovation"),
        )
        if upper or lower:
            is_open = np.isinf(self.profile(self.names[0], level, rows=rows)[:, 1])
            known[is_open, 1 if upper else 0] = np.inf if upper else -np.inf
        return known

    def _to_public(self, name, ends):
        """Return ends of a coordinate as ends of the named parameter."""
        span, size, sign, zero = (v[:, None] for v in (self.span, self.size, self.sign, self.zero))
        with np.errstate(all="ignore"):
            if name == self.names[0]:
                return np.exp(ends) * size
            if name == "shape":
                return np.exp(ends)
            if name in ("midpoint", "location"):
                ends = zero + sign * ends * span
            else:
                ends = (ends if self.curve == "exponential" else sign * np.exp(ends)) / span
            return np.where(sign < 0, ends[:, ::-1], ends)

    @cached_property
    def verdict(self):
        """What the data say of each parameter, a column each, from its 95 % likelihood interval.

        ``identified``: both ends are known. ``bounded below``: no upper end; any larger value fits.
        ``bounded above``: no lower end. ``not identified``: neither. ``refused``: too few
        observations to estimate their scatter, or no fit; `state` and `remarks` say why. Of a
        falling series' rate the size is judged, not the sign.
        """
        columns = {}
        for name in self.names:
            ends = self.profile(name, VERDICT_LEVEL)
            if name not in ("midpoint", "location") and (self.curve, name) != (
                "exponential",
                "rate",
            ):
                ends = np.sort(np.abs(ends), axis=1)
                ends = np.where(ends == 0, -np.inf, ends)
            columns[name] = describe_ends(ends)
        return pd.DataFrame(columns)

    @cached_property
    def remarks(self):
        """Sentences for readers, a row a series: what the state means, a ceiling in the past, misleading standard errors."""
        size = self.names[0]
        open_above = self.verdict[size].to_numpy() == "bounded below"
        factor, which = self._disagreement()
        texts = []
        for i, state in enumerate(self._state):
            sentences = [] if state == CONVERGED else [f"{state[:1].upper()}{state[1:]}."]
            if self.falls[i] and self._code[i] != STUCK:
                sentences.append("The series falls: its ceiling lies in the past.")
            if open_above[i]:
                sentences.append(f"No {size} is to be seen: the data give it a lower bound only.")
            if factor[i] > DISAGREEMENT:
                sentences.append(
                    f"The standard error of the {which[i]} misleads: its likelihood interval differs."
                )
            if self._lowest[i] < -1e-6:
                sentences.append("A slightly better curve was met on the way to an interval's end.")
            texts.append(" ".join(sentences))
        return pd.Series(texts, name="remarks", dtype=object)

    def _disagreement(self):
        """Return by what factor, at most, an arm of a likelihood interval differs from that of the standard error."""
        worst = np.ones(self.count.size)
        which = np.full(self.count.size, "", dtype=object)
        with np.errstate(all="ignore"):
            reach = stdtrit(self.freedom, 0.5 + 0.5 * VERDICT_LEVEL)
            for name in self.names:
                best = self.parameters[name].to_numpy()
                arms = (
                    np.abs(self.profile(name, VERDICT_LEVEL) - best[:, None])
                    / (reach * self.standard_errors[name].to_numpy())[:, None]
                )
                factor = np.where(np.isnan(arms), 1.0, np.maximum(arms, 1.0 / arms)).max(axis=1)
                which = np.where(factor > worst, name, which)
                worst = np.maximum(worst, factor)
        return worst, which

    def _as_times(self, time):
        time = np.asarray(time, dtype=float)
        if time.ndim > 2 or (time.ndim == 2 and time.shape[0] not in (1, self.count.size)):
            raise ValueError(
                f"time has shape {time.shape}; allowed: (m,) or ({self.count.size}, m)"
            )
        time = np.atleast_2d(time)
        if not np.isfinite(time).all():
            raise ValueError(
                f"time is {_first(time, ~np.isfinite(time))}; allowed: finite decimal years"
            )
        return np.broadcast_to(time, (self.count.size, time.shape[1]))

    def _log_curve(self, time):
        rows = np.arange(self.count.size)
        x = self._x(rows, time=time.T)
        with np.errstate(all="ignore"):
            h = find_shape(self.curve, list(self.coordinates[1:]), x, self._begin(rows, x))[0]
            logs = (self.coordinates[0] + h).T
        return np.where(((self._code == STUCK) | self._no_sigma)[:, None], np.nan, logs)

    def predict(self, time, level=None, *, of="curve"):
        """Return the fitted curves at given times, on the log scale their medians.

        Parameters
        ----------
        time : array_like, shape (m,) or (s, m)
            Decimal years.
        level : float or None
            With a level between 0 and 1 also the bounds.
        of : str
            ``"curve"``: bounds of the curve; ``"observation"``: bounds of one more observation.

        Returns
        -------
        value : ndarray, shape (s, m) or (s, m, 3)
            Central, lower and upper value, in the unit of the series; NaN where there is no fit.

        Raises
        ------
        ValueError
            If a time is not finite, a level not between 0 and 1, or `of` unknown.

        Notes
        -----
        The bounds of the curve are the likelihood interval of its level at that time, all
        parameters fitted anew: open where a ceiling or a rise is open. Those of an observation
        add its scatter, arms being the root of the sum of squares (our rule).

        Examples
        --------
        >>> fits = fit_curves([0.0, 1.0, 2.0, 3.0], [1.0, 2.1, 3.9, 8.2], curve="exponential", scale="log")
        >>> fits.predict([4.0], level=0.9).round(1)
        array([[[16.2, 14.1, 18.6]]])
        """
        if of not in ("curve", "observation"):
            raise ValueError(f"of is {of!r}; known: curve, observation")
        time = self._as_times(time)
        if level is not None:
            require_level(level)
        with np.errstate(all="ignore"):
            central = np.exp(self._log_curve(time)) * self.size[:, None]
        if level is None:
            return central
        with np.errstate(all="ignore"):
            bounds = (
                np.exp(self._profile("log_size", level, at_time=time)) * self.size[:, None, None]
            )
        if of == "observation":
            bounds = self._widen(central, bounds, level)
        return np.concatenate([central[:, :, None], bounds], axis=-1)

    def _widen(self, central, bounds, level):
        """Return bounds of one more observation from those of the curve."""
        with np.errstate(all="ignore"):
            noise = (stdtrit(self.freedom, 0.5 + 0.5 * level) * self.sigma)[:, None, None]
            middle, side = central[:, :, None], np.array([-1.0, 1.0])
            if self.scale == "log":
                return middle * np.exp(side * np.sqrt(np.log(bounds / middle) ** 2 + noise**2))
            return middle + side * np.sqrt((bounds - middle) ** 2 + noise**2)

    def find_residuals(self, row, time, value, weight):
        """Return weighted residuals of one series on the scale of the fit, and the leverage of each.

        Parameters
        ----------
        row : int
        time, value, weight : ndarray, shape (n,)

        Returns
        -------
        residual, leverage : ndarray, shape (n,)

        Examples
        --------
        >>> time, value = np.arange(4.0), np.array([1.0, 2.0, 4.0, 8.0])
        >>> fits = fit_curves(time, value, curve="exponential", scale="log")
        >>> fits.find_residuals(0, time, value, np.ones(4))[1].round(2)
        array([0.7, 0.3, 0.3, 0.7])
        """
        with np.errstate(all="ignore"):
            x = (time[:, None] - self.zero[row]) * (self.sign[row] / self.span[row])
            begin = self._begin(np.array([row]), x)
            h, first, _ = find_shape(
                self.curve, [c[row : row + 1] for c in self.coordinates[1:]], x, begin
            )
            logs = self.coordinates[0, row] + h[:, 0]
            root = np.sqrt(weight)
            curve = (
                logs + np.log(self.size[row])
                if self.scale == "log"
                else np.exp(logs) * self.size[row]
            )
            residual = root * ((np.log(value) if self.scale == "log" else value) - curve)
            slope = np.column_stack([np.ones(time.size), *[d[:, 0] for d in first]])
            slope = (
                np.where(np.isfinite(slope), slope, 0.0)
                * (root if self.scale == "log" else root * curve)[:, None]
            )
            norm = np.sqrt((slope**2).sum(axis=0))
            slope = np.where(norm > 0, slope / norm, 0.0)
            left, singular, _ = np.linalg.svd(slope, full_matrices=False)
            leverage = (left[:, singular > 1e-10] ** 2).sum(axis=1)
        return residual, np.minimum(leverage, 1.0)

    @cached_property
    def growth(self):
        """Mean log growth a year of the curve over the observed window: columns ``growth``, ``standard_error``."""
        window = np.column_stack(
            [
                np.where(np.isfinite(self.first), self.first, 0.0),
                np.where(np.isfinite(self.last), self.last, 0.0),
            ]
        )
        logs = self._log_curve(window)
        with np.errstate(all="ignore"):
            years = np.where(self.last > self.first, self.last - self.first, np.nan)
            value = (logs[:, 1] - logs[:, 0]) / years
            slopes = find_gradient(
                self.curve,
                self.parameters.to_numpy(),
                window,
                origin=self._origin(),
                step=self.time_step,
                observed=self.observed,
                logarithm=True,
            )
            slope = slopes[:, 1] - slopes[:, 0]
            error = np.sqrt(np.einsum("si,sij,sj->s", slope, self.covariance, slope)) / years
        return pd.DataFrame({"growth": value, "standard_error": error})


def _far_words(curve):
    return {
        "saturating": "limit: a straight line, no ceiling in sight",
        "bass": "limit: no market in sight",
    }.get(curve, "limit: exponential, no ceiling in sight")
