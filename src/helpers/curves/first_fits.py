"""First fits from starts that the data alone give, and the choice among several descents.

A start is the best of a grid of shapes, each with the size that suits it best, which is known in
closed form: a plateau that was not reached needs no guess of a ceiling.
"""

import numpy as np

from helpers.curves.descent import (
    CEILING_AWAY,
    CHUNK,
    CONSTANT,
    DONE,
    MOST_STEPS,
    RUNNING,
    STEP,
    STUCK,
    descend,
)
from helpers.curves.family import CURVES
from helpers.curves.likelihood import Data, Projected
from helpers.curves.squares import SQUARES

QUICK_STEPS = 9
FARTHEST = -12.0  # log of the last value over the ceiling: a farther ceiling is no start
DEEPEST_LOG = -60.0
NODES = 49  # to which unequally spaced times are shared out
WITHIN = 0.7  # of the window: midpoints at which a curve bends within the data
STEEP_GAP = 14.0  # rate * gap: a rise is over between two neighbouring times
BETTER = 1e-10  # relative: by how much less a sum of squares counts as lower
RANKS = (1, 3, 6)  # of the grid: the second best often lies in the same valley, later ones less so
BENDING = ((-1.0, 4.0), (-0.5, 1.5))  # log rate and midpoint of a curve that still bends


class LineStarts:
    """How well each shape of the grid suits each series, for logistic and Gompertz curves.

    Parameters
    ----------
    curve : family.Curve
    scale : str
    x : ndarray, shape (n, 1) or (n, s)
    y : ndarray, shape (n, s)
    w : ndarray, shape (n, s), or None
    """

    def __init__(self, curve, scale, x, y, w):
        yw = y if w is None else y * w
        if scale == "log":
            total = y.shape[0] if w is None else w.sum(axis=0)
            yw = (y - yw.sum(axis=0) / total) * (1.0 if w is None else w)
        if x.shape[1] == 1:
            nodes, weighted, weights = x[:, 0], yw, w
        else:
            nodes, ones = np.linspace(0.0, 1.0, NODES), np.ones_like(y)
            weighted, weights = (_spread(x, v) for v in (yw, ones if w is None else w))
        grid = curve.list_starts(nodes[:, None])[:, :, 0]
        logs = curve.find_shape([grid[:, 0], grid[:, 1]], nodes[:, None])[0].T
        kept = logs.max(axis=1) > FARTHEST
        self.grid, logs = grid[kept], logs[kept]
        if scale == "log":
            table = np.maximum(logs, DEEPEST_LOG)
        else:
            table = np.exp(logs - logs.max(axis=1, keepdims=True))
        self.score = _score(table, scale, weighted, weights)

    def choose(self, rows=None, among=None):
        """Return log rate and midpoint, (2, s), of the best shape of each series, or of some."""
        score = self.score if rows is None else self.score[rows]
        if among is None:
            return self.grid[score.argmax(axis=1)].T
        return self.grid[among[score[:, among].argmax(axis=1)]].T


def _score(table, scale, weighted, weights):
    """Return for every series and every shape of the table how well it fits, up to a constant."""
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


def _spread(x, values):
    """Return values of unequally spaced series shared out to common nodes on 0..1, (m, s)."""
    series = x.shape[1]
    place = np.clip(x * (NODES - 1), 0.0, NODES - 1.000001)
    below = place.astype(int)
    part = place - below
    flat = below * series + np.arange(series)
    out = np.bincount(flat.ravel(), (values * (1.0 - part)).ravel(), NODES * series)
    out += np.bincount((flat + series).ravel(), (values * part).ravel(), NODES * series)
    return out.reshape(NODES, series)


def fit_lines(curve, scale, x, y, w, *, chart=None, quick=False) -> dict:
    """Return the descent of logistic or Gompertz series from their best starts.

    As from `descent.descend`, ``theta`` in the chart of the curve.

    Parameters
    ----------
    curve : family.Curve
    scale : str
    x : ndarray, shape (n, 1) or (n, s)
    y : ndarray, shape (n, s)
    w : ndarray, shape (n, s), or None
    chart : ndarray, shape (2, s), or None
        Coordinates from which to go on.
    quick : bool
        Stop after a few steps; slow series then go on together.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 6)[:, None]
    >>> y = 1.0 / (1.0 + np.exp(-5.0 * (x - 0.4)))
    >>> fit_lines(CURVES["logistic"], "natural", x, y, None)["theta"].round(6)[1]
    array([0.4])
    """
    starts = LineStarts(curve, scale, x, y, w)

    def sums(rows):
        own = x if x.shape[1] == 1 else x[:, rows]
        return SQUARES[curve.name](scale, own, y[:, rows], None if w is None else w[:, rows])

    lines = sums(slice(None))
    gap = lines.gap
    begin = lines.from_chart(starts.choose() if chart is None else chart)
    found = descend(sums(slice(None)), begin, QUICK_STEPS if quick else MOST_STEPS)
    _mark_steps(found, gap)
    if not quick:
        again = np.flatnonzero(np.isin(found["state"], (RUNNING, STUCK, STEP, CONSTANT)))
        if again.size:
            rates = starts.grid[:, 0]
            choices = [np.flatnonzero(rates == one) for one in np.unique(rates)]
            nodes = np.concatenate([starts.choose(again, at) for at in choices], axis=1)
            _try_again(found, np.tile(again, len(choices)), sums, lines.from_chart(nodes))
        # beside a curve whose ceiling runs away there may be another that bends within the window
        away = np.flatnonzero(found["state"] == CEILING_AWAY)
        if away.size:
            at = np.flatnonzero(starts.grid[:, 1] < WITHIN)
            _try_again(found, away, sums, lines.from_chart(starts.choose(away, at)))
        _mark_steps(found, gap)
    found["theta"] = lines.to_chart(found["theta"])
    return found


def _mark_steps(found, gap):
    """Mark rises that are over between two neighbouring times: steeper than the data can tell."""
    with np.errstate(all="ignore"):
        steep = found["theta"][0] * gap > STEEP_GAP
    found["state"][(found["state"] == DONE) & steep] = STEP


def _try_again(found, rows, sums, theta):
    """Descend from further starts, several a series where its row is repeated; keep what is
    better."""
    other = descend(sums(rows), theta)
    for part in np.split(np.arange(rows.size), np.flatnonzero(np.diff(rows) < 0) + 1):
        _keep_better(found, rows[part], {name: value[..., part] for name, value in other.items()})


def _keep_better(found, rows, other):
    """Put another descent's results in the place of worse ones, in `found`."""
    old, new = found["rss"][rows], other["rss"]
    was, now = found["state"][rows], other["state"]
    usable = np.isfinite(new) & (now != STUCK)
    better = usable & (~np.isfinite(old) | (was == STUCK) | (new < old * (1.0 - BETTER)))
    better |= usable & (now == DONE) & (was != DONE) & (new <= old * (1.0 + BETTER))
    at = rows[better]
    found["theta"][:, at] = other["theta"][:, better]
    for name in ("rss", "log_size", "state"):
        found[name][at] = other[name][better]
    found["evaluations"][rows] += other["evaluations"]


def take_lower(found, other):
    """Return of two descents of the same series the lower one, series by series."""
    if found is None:
        return other
    old = np.where(np.isfinite(found["rss"]) & (found["state"] != STUCK), found["rss"], np.inf)
    new = np.where(np.isfinite(other["rss"]) & (other["state"] != STUCK), other["rss"], np.inf)
    slack = BETTER * np.maximum(np.where(np.isfinite(old), np.abs(old), 1.0), 1.0)
    done = (other["state"] == DONE) & (found["state"] != DONE)
    better = (new < old - slack) | (done & (new <= old + slack))
    taken = {name: np.where(better, other[name], found[name]) for name in found}
    return taken | {"evaluations": found["evaluations"] + other["evaluations"]}


def descend_from(make, data, starts, most_steps=MOST_STEPS, *, beside=None) -> dict:
    """Return the lowest of several descents of the same series, series by series.

    The descents run side by side in one, as a step of many costs little more than a step of few.

    As from `descent.descend`.

    Parameters
    ----------
    make : callable
        Makes a loss of data.
    data : likelihood.Data
    starts : sequence of ndarray, each shape (k, s)
    most_steps : int
    beside : dict or None
        Another descent, from `descent.descend`, that the first one is compared with.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 5)[:, None]
    >>> data = Data(CURVES["exponential"], "log", x, None, 2.0 * x, 2.0 * x, np.ones((5, 1)))
    >>> found = descend_from(Projected, data, [np.array([[1.0]]), np.array([[3.0]])])
    >>> found["theta"].round(6)
    array([[2.]])
    """
    found = beside
    for other in descend_beside(make, data, starts, most_steps):
        found = take_lower(found, other)
    return found


def descend_beside(make, data, starts, most_steps=MOST_STEPS):
    """Yield several descents of the same series, as `descend_from` makes them."""
    count = data.w.shape[1]
    rows, together = np.arange(count), max(1, CHUNK // max(count, 1))
    for first in range(0, len(starts), together):
        part = starts[first : first + together]
        wide = data.take(np.tile(rows, len(part)))
        both = descend(make(wide), np.concatenate(part, axis=1), most_steps)
        for i in range(len(part)):
            own = slice(i * count, (i + 1) * count)
            yield {name: value[..., own] for name, value in both.items()}


def fit_shapes(curve, scale, x, y, w, begin) -> dict:
    """Return the descent of any series from the best of a grid of shapes, and from the next.

    As from `descent.descend`.

    Parameters
    ----------
    curve : family.Curve
    scale : str
    x, y, w : ndarray, shape (n, s)
    begin : ndarray, shape (n, s), or None

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 5)[:, None]
    >>> found = fit_shapes(CURVES["exponential"], "log", x, 2.0 * x, np.ones((5, 1)), None)
    >>> found["theta"].round(6)
    array([[2.]])
    """
    data, rows = Data(curve, scale, x, begin, y, y, w), np.arange(y.shape[1])
    if curve.simpler:
        starts = _list_starts_of_simpler(curve, scale, x, y, w)
        found, *others = descend_beside(Projected, data, starts)
        for other in others:
            _keep_better(found, rows, other)
        return found
    everything, grid = Projected(data), curve.list_starts(x)
    grid = np.broadcast_to(grid, (*grid.shape[:2], rows.size))
    with np.errstate(all="ignore"):
        rss = np.array([everything.find_loss(list(theta)) for theta in grid])
    order = np.argsort(np.where(np.isfinite(rss), rss, np.inf), axis=0, kind="stable")

    def begin_at(rank, rows):
        return np.stack([grid[order[rank, rows], j, rows] for j in range(grid.shape[1])])

    found = descend(everything, begin_at(0, rows))
    # along a single coordinate the grid shows whether there is a second valley to look into
    single = _has_one_valley(rss) if len(grid[0]) == 1 else np.zeros(rows.size, bool)
    settled = (found["state"] == DONE) | single & np.isin(found["state"], (CEILING_AWAY, CONSTANT))
    for rank in RANKS:
        last = rank == RANKS[-1]
        settled |= found["state"] == DONE
        again = np.flatnonzero(~settled) if not curve.many_valleys or last else rows
        if again.size:
            _keep_better(found, again, descend(Projected(data.take(again)), begin_at(rank, again)))
    return found


def _has_one_valley(losses):
    """Return which series' losses, (g, s), nowhere fall again once they have risen."""
    rises, falls = losses[1:] > losses[:-1], losses[1:] < losses[:-1]
    return ~(np.logical_or.accumulate(rises)[:-1] & falls[1:]).any(axis=0)


def _list_starts_of_simpler(curve, scale, x, y, w):
    """Return starts of a Richards curve from the simpler curves that it holds."""
    starts = []
    for name, shapes in curve.simpler:
        theta = fit_lines(CURVES[name], scale, x, y, w)["theta"]
        # where the simpler curve has no finite ceiling, start from one that still bends
        rate, midpoint = (np.clip(t, *edges) for t, edges in zip(theta, BENDING))
        starts += [np.stack([rate, midpoint, np.full(rate.size, np.log(s))]) for s in shapes]
    return starts
