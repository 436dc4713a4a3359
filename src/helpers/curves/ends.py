"""Where the deviance of a held coordinate reaches its cut, for many series at once.

The ends are found by bracketing and the secant rule on the signed root of the deviance, each series
at its own pace, none in a loop. A lane is one end of one series.
"""

import numpy as np

from helpers.curves.descent import RUNNING, descend
from helpers.curves.likelihood import EDGES

# How far a coordinate is followed before its interval is called open.
REACH = {
    "log_size": np.log(1e9),
    "log_rate": np.log(1e12),
    "log_shape": 25.0,
    "log_innovation": 70.0,
    "log_imitation": 25.0,
    "rate": 1e3,
    "midpoint": 300.0,
    "inflection": 300.0,
    "location": 300.0,
    "log_level": 60.0,
}
LOWEST_SIZE = -60.0
STEEPEST_RATE = np.log(200.0)  # a rise within less than a two-hundredth of the window is a step
FIRST_STEP = 0.1
MOST_TRIALS = 80
MOST_INNER_STEPS = 60
MOST_RETRIES = 20  # descents on the way to one end that come to none
ON_LINE = 0.5  # moves of the others that may be foreseen on a line
CLOSE, TIGHT = 1e-7, 1e-10  # relative: of the root of the deviance, of the place
JUMP_WIDTH, JUMP = 1e-6, 0.01  # a rise of the root within a width that makes a jump
STILL_FALLING = 1e-7  # relative fall of a loss in its last steps that leaves it unknown
INSIDE = (0.02, 0.98)  # of a bracket
NEARER = 0.3  # of the way, for a descent that came to no end
STRETCH = 1.15  # of the way to the cut that the slope foretells


def find_ends(losses, held, best, start, deviance, cut, *, at_best=None, asked=None):
    """Return the two values of one coordinate at which the deviance reaches its cut.

    Parameters
    ----------
    losses : callable
        ``losses(rows, at)`` returns the `likelihood.Losses` of these series with the coordinate
        held at ``at``.
    held : str
        Name of the coordinate, a key of ``REACH``.
    best : ndarray, shape (s,)
        Its best value.
    start : ndarray, shape (k, s)
        Best values of all other coordinates.
    deviance : callable
        ``deviance(rows, loss)`` returns how far a loss lies above the best, in deviance.
    cut : ndarray, shape (s,)
    at_best : ndarray, shape (s,), or None
        Deviance at ``best`` where that is not 0: the best lies at infinity.
    asked : ndarray of bool, shape (s, 2), or None
        Which ends are asked for; NaN where one is not, and nothing is spent on it.

    Returns
    -------
    ends : ndarray, shape (s, 2)
        Minus or plus infinity where the cut is not reached within ``REACH``; NaN where the descent
        failed.
    lowest : ndarray, shape (s,)
        Smallest deviance met on the way: below 0 where the best was none.

    Notes
    -----
    Our rule for "open": the ceiling 1e9 times the largest value, a rate at which the
    whole rise takes a two-hundredth of the window, or 1e-12 of the best, a midpoint 300 observed
    windows away, still inside the cut.

    Examples
    --------
    >>> from helpers.curves.family import find_curve
    >>> from helpers.curves.likelihood import Data, Losses
    >>> y = np.array([[0.1], [-0.1], [0.1], [-0.1]])
    >>> x, curve = np.linspace(0, 1, 4)[:, None], find_curve("exponential")
    >>> def make(rows, at):
    ...     wide = np.repeat(y, rows.size, axis=1)
    ...     return Losses(Data(curve, "log", x, None, wide, wide, wide * 0 + 1), held=0, at=at)
    >>> slope = np.polyfit(x[:, 0], y[:, 0], 1)
    >>> rss = np.sum((y[:, 0] - np.polyval(slope, x[:, 0])) ** 2)
    >>> rise = lambda rows, loss: loss / rss - 1
    >>> ends, _ = find_ends(make, "log_size", slope[1:], slope[None, :1], rise, np.ones(1))
    >>> bool(ends[0, 0] < slope[1] < ends[0, 1])
    True
    """
    at_best = np.zeros(best.size) if at_best is None else at_best
    asked = np.ones((best.size, 2), bool) if asked is None else asked
    with np.errstate(all="ignore"):
        lanes = _Lanes(losses, held, best, start, deviance, cut, at_best)
        return lanes.run(asked)


def _find_edges(held, near, side):
    """Return where each lane is called open."""
    if held == "log_size":
        return np.where(side > 0, np.maximum(REACH[held], near + 1.0), LOWEST_SIZE)
    if held in ("log_shape", "log_innovation", "log_imitation"):
        return np.where(side > 0, EDGES[held][1], EDGES[held][0])
    edge = near + side * REACH[held]
    if held == "log_rate":
        nearest = np.maximum(np.minimum(edge, STEEPEST_RATE), near + 0.5)
        edge = np.where(side > 0, nearest, edge)
    return edge


class _Lanes:
    """All ends that are looked for: the bracket of each, inside and outside the cut."""

    def __init__(self, losses, held, best, start, deviance, cut, at_best):
        count = best.size
        self.losses, self.deviance, self.count = losses, deviance, count
        self.series = np.tile(np.arange(count), 2)
        self.side = np.repeat([-1.0, 1.0], count)
        self.target = np.sqrt(cut)[self.series]
        self.near = best[self.series].astype(float)
        self.near_root = np.sqrt(np.maximum(at_best[self.series], 0.0))
        self.near_theta = start[:, self.series].astype(float)
        self.far, self.far_root = np.full(2 * count, np.nan), np.full(2 * count, np.nan)
        self.far_theta = self.near_theta.copy()
        # where the lane stood before
        self.behind, self.behind_theta = self.near.copy(), self.near_theta.copy()
        # a nearer place, after a descent that came to no end
        self.retry, self.retries = np.full(2 * count, np.nan), np.zeros(2 * count, int)
        self.step = np.full(2 * count, FIRST_STEP)
        self.same_side = np.zeros(2 * count, int)
        self.edge = _find_edges(held, self.near, self.side)
        self.ends, self.lowest = np.full(2 * count, np.nan), np.zeros(count)

    def run(self, asked):
        known = np.isfinite(self.target) & np.isfinite(self.near)
        known &= np.isfinite(self.near_theta).all(axis=0)
        live = np.flatnonzero(known & asked.T.ravel())
        for _ in range(MOST_TRIALS):
            if not live.size:
                break
            at, middle, beyond = self.choose_places(live)
            root, found = self.refit(live, at)
            live = live[~self.judge(live, at, root, found, middle, beyond)]
        left = live[~np.isnan(self.far[live]) & np.isnan(self.ends[live])]
        self.ends[left] = self.near[left]
        return self.ends.reshape(2, self.count).T, self.lowest

    def choose_places(self, live):
        """Return where each lane is tried next, whether in the middle, and whether at its edge."""
        self.open_ended = np.isnan(self.far[live])
        n, f, nr, fr = (v[live] for v in (self.near, self.far, self.near_root, self.far_root))
        secant = n + (f - n) * (self.target[live] - nr) / (fr - nr)
        inside = np.clip((secant - n) / (f - n), *INSIDE)
        middle = (np.abs(self.same_side[live]) >= 2) | ~np.isfinite(inside)
        again = ~np.isnan(self.retry[live])
        outward = n + self.side[live] * self.step[live]
        at = np.where(self.open_ended, outward, n + (f - n) * np.where(middle, 0.5, inside))
        at = np.where(again, self.retry[live], at)
        past = self.side[live] * (at - self.edge[live]) >= 0
        beyond = self.open_ended & ~again & past
        return np.where(beyond, self.edge[live], at), middle, beyond

    def refit(self, live, at):
        """Return the root of the deviance at each place, all others fitted anew."""
        n, f, t = self.near[live], self.far[live], self.target[live]
        nr, fr = self.near_root[live], self.far_root[live]
        near_theta, far_theta = self.near_theta[:, live], self.far_theta[:, live]
        losses = self.losses(self.series[live], at)
        # back along a valley is a long way: a lane whose descent came to no end starts from within
        closer = ~self.open_ended & (self.retries[live] == 0) & np.isfinite(fr)
        closer &= np.abs(fr - t) < np.abs(nr - t)
        theta = np.where(closer, far_theta, near_theta)
        moved = at - np.where(closer, f, n)
        theta = np.where(np.abs(moved) > 0.05, losses.set_size(theta, moved), theta)
        # Between two places close to each other the other coordinates run on a line; over a longer
        # way a foreseen one may lie where the curve does not depend on it, and would stay there.
        before, behind_theta = self.behind[live], self.behind_theta[:, live]
        share = np.where(self.open_ended, (at - n) / (n - before), (at - n) / (f - n))
        ahead = np.where(self.open_ended, near_theta - behind_theta, far_theta - near_theta)
        way = np.abs(np.maximum(share, 1.0) * ahead).max(axis=0)
        foreseen = np.isfinite(share) & (way < ON_LINE)
        theta = np.where(foreseen, near_theta + share * ahead, theta)
        found = descend(losses, theta, MOST_INNER_STEPS)
        value = self.deviance(self.series[live], found["rss"])
        found["deviance"] = value
        np.minimum.at(self.lowest, self.series[live], np.where(np.isfinite(value), value, 0.0))
        root = np.sqrt(np.maximum(value, 0.0))
        return np.where(np.isfinite(root), root, np.inf), found

    def judge(self, live, at, root, found, middle, beyond):
        """Narrow the brackets, foresee the next steps, and return which lanes are done."""
        t, n = self.target[live], self.near[live]
        below = root <= t
        # a loss above the cut counts only where nothing lower was left to find
        falling = found["fall"] > STILL_FALLING * np.abs(found["rss"])
        on_the_way = (found["state"] == RUNNING) & falling
        failed = on_the_way & ~below
        self.retries[live] += on_the_way
        self.retry[live] = np.where(failed, n + NEARER * (at - n), np.nan)
        # steps outward grow until the cut is passed, faster where the deviance hardly rises
        slope = (root - self.near_root[live]) / np.abs(at - n)
        wanted = np.where(slope > 0, STRETCH * (t - root) / slope, np.inf)
        most = np.where(self.retries[live] > 0, 1.5, 4.0) * self.step[live]
        wanted = np.clip(wanted, 0.5 * self.step[live], most)
        self.step[live] = np.where(failed, NEARER * np.abs(at - n), wanted)
        moved = live[below]
        self.behind[moved], self.behind_theta[:, moved] = (
            self.near[moved],
            self.near_theta[:, moved],
        )
        self.near[moved], self.near_root[moved] = at[below], root[below]
        self.near_theta[:, moved] = found["theta"][:, below]
        above = ~below & ~failed
        passed = live[above]
        self.far[passed], self.far_root[passed] = at[above], root[above]
        self.far_theta[:, passed] = found["theta"][:, above]
        same = self.same_side[live]
        same = np.where(below, np.maximum(same, 0) + 1, np.minimum(same, 0) - 1)
        self.same_side[live] = np.where(self.open_ended | middle, 0, same)
        return self.finish(live, at, root, beyond & below)

    def finish(self, live, at, root, opened):
        """Set the ends that are found, and return which lanes are done."""
        t, near = self.target[live], self.near[live]
        close = np.abs(root - t) <= CLOSE * t
        width, unit = np.abs(self.far[live] - near), np.maximum(1.0, np.abs(at))
        # a jump of the deviance, from one valley into another, lies nowhere more exactly
        jump = (width <= JUMP_WIDTH * unit) & (
            self.far_root[live] - self.near_root[live] > JUMP * t
        )
        tight = jump | (width <= TIGHT * unit)
        ends = np.where(close, at, np.where(tight, near, self.ends[live]))
        self.ends[live] = np.where(opened, self.side[live] * np.inf, ends)
        return opened | close | tight | (self.retries[live] >= MOST_RETRIES)
