"""Where the deviance of a held coordinate reaches its cut, for many series at once.

The ends are found by bracketing, and by Newton's rule on the signed root of the deviance: its slope
is that of the loss in the held coordinate alone, as the others are at their best. Where they will
be at the next place, the second derivatives foretell. Each series goes at its own pace, none in a
loop. A lane is one end of one series.
"""

import numpy as np

from helpers.curves.descent import DONE, RUNNING, START_DAMPING, descend
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
FIRST_STEP, LONGEST_FIRST = 0.1, 1.0  # unforeseen, and foreseen
NEAR_CUT = 0.3  # of the cut's root: so near, the slope foretells the end
CONTRACTING = 0.5  # of the last distance, else the slope has misled
MOST_TRIALS = 80
MOST_INNER_STEPS = 60
MOST_RETRIES = 20  # descents on the way to one end that come to none
ON_LINE = 0.5  # moves of the others that may be foreseen on a line
SURE = 10.0  # times what the last two places foretell that the next one will miss
NEARBY = 0.5  # of the last step: a kink may lie on a longer way
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
        ``deviance(rows, loss)`` returns how far a loss lies above the best, in deviance, and the
        slope of that.
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
    met : ndarray, shape (k + 1, s)
        Where that was, the held coordinate at its place among the others; NaN where nowhere lower.

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
    >>> rise = lambda rows, loss: (loss / rss - 1, 1 / rss)
    >>> ends, *_ = find_ends(make, "log_size", slope[1:], slope[None, :1], rise, np.ones(1))
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
    """All ends that are looked for: the bracket of each, inside and outside the cut.

    Of each place known: the root of the deviance, its slope, the other coordinates that are best
    there, and how they move with the held one.
    """

    def __init__(self, losses, held, best, start, deviance, cut, at_best):
        count = best.size
        self.losses, self.deviance, self.count = losses, deviance, count
        self.series = np.tile(np.arange(count), 2)
        self.side = np.repeat([-1.0, 1.0], count)
        self.target = np.sqrt(cut)[self.series]
        theta = start[:, self.series].astype(float)
        root = np.sqrt(np.maximum(at_best[self.series], 0.0))
        unknown = np.full(2 * count, np.nan)
        self.near = _Place(best[self.series].astype(float), root, unknown, theta, theta * np.nan)
        self.far = _Place(*(np.full_like(v, np.nan) for v in self.near.list()))
        # where the lane stood before
        self.behind, self.behind_theta = self.near.at.copy(), theta.copy()
        # a nearer place, after a descent that came to no end
        self.retry, self.retries = unknown.copy(), np.zeros(2 * count, int)
        self.step = np.full(2 * count, FIRST_STEP)
        self.same_side, self.miss = np.zeros(2 * count, int), np.full(2 * count, np.inf)
        self.last_at, self.last_root = self.near.at.copy(), root.copy()
        self.edge = _find_edges(held, self.near.at, self.side)
        self.ends, self.lowest = unknown.copy(), np.zeros(count)
        self.met = np.full((len(start) + 1, count), np.nan)

    def run(self, asked):
        known = np.isfinite(self.target) & np.isfinite(self.near.at)
        known &= np.isfinite(self.near.theta).all(axis=0)
        live = np.flatnonzero(known & asked.T.ravel())
        if live.size:
            self.foresee(live)
        for _ in range(MOST_TRIALS):
            if not live.size:
                break
            at, middle, beyond = self.choose_places(live)
            place, found = self.refit(live, at)
            live = live[~self.judge(live, place, found, middle, beyond)]
        left = live[~np.isnan(self.far.at[live]) & np.isnan(self.ends[live])]
        self.ends[left] = self.near.at[left]
        return self.ends.reshape(2, self.count).T, self.lowest, self.met

    def foresee(self, live):
        """Set the first step of each lane to where a parabola at the best would end."""
        # both lanes of a series begin at its best: that of the lower end serves for the two
        series, own = np.unique(self.series[live], return_inverse=True)
        near = self.near.take(series)
        losses = self.losses(series, near.at)
        if losses.data.kind == "hinge":
            return  # flat, as far as curves pass through all intervals
        # of a curve that holds simpler ones the valleys lie close to each other
        longest = FIRST_STEP if losses.data.curve.simpler else LONGEST_FIRST
        loss, _, bend, moved = losses.find_pull(near.theta)
        gained = 0.5 * self.deviance(series, loss)[1] * bend
        step = self.target[series] / np.sqrt(gained)
        fits = np.isfinite(step) & (near.root == 0.0)
        step = np.where(fits, np.minimum(step, longest), FIRST_STEP)
        self.step[live], self.near.pull[:, live] = step[own], np.where(fits, moved, np.nan)[:, own]

    def choose_places(self, live):
        """Return where each lane is tried next, whether in the middle, and whether at its edge."""
        near, far, target = self.near.take(live), self.far.take(live), self.target[live]
        self.open_ended = np.isnan(far.at)
        n, f = near.at, far.at
        secant = (target - near.root) / (far.root - near.root)
        inside = np.clip(secant, *INSIDE)
        middle = (np.abs(self.same_side[live]) >= 2) | ~np.isfinite(inside)
        again = ~np.isnan(self.retry[live])
        at = np.where(middle, 0.5, inside)
        # the slope at the end that lies closer to the cut foretells the place best
        base = near.merge(far, self.is_far_closer(near, far, target))
        miss = np.abs(base.root - target)
        newton = (base.at + (target - base.root) / base.slope - n) / (f - n)
        fits = (newton > 0.0) & (newton < 1.0) & (miss < NEAR_CUT * target)
        fits &= miss < CONTRACTING * self.miss[live]
        self.miss[live] = np.where(self.open_ended, np.inf, miss)
        at, middle = np.where(fits, newton, at), middle & ~fits
        outward = n + self.side[live] * self.step[live]
        at = np.where(self.open_ended, outward, n + (f - n) * at)
        at = np.where(again, self.retry[live], at)
        past = self.side[live] * (at - self.edge[live]) >= 0
        beyond = self.open_ended & ~again & past
        return np.where(beyond, self.edge[live], at), middle, beyond

    @staticmethod
    def is_far_closer(near, far, target):
        """Return where the end outside the cut lies closer to it than the one inside."""
        return np.isfinite(far.root) & (np.abs(far.root - target) < np.abs(near.root - target))

    def refit(self, live, at):
        """Return what is known of each place, all others fitted anew, and the descents to it."""
        near, far, series = self.near.take(live), self.far.take(live), self.series[live]
        losses = self.losses(series, at)
        # back along a valley is a long way: a lane whose descent came to no end starts from within
        closer = (self.retries[live] == 0) & self.is_far_closer(near, far, self.target[live])
        base = near.merge(far, closer)
        moved = at - base.at
        theta = np.where(np.abs(moved) > 0.05, losses.set_size(base.theta, moved), base.theta)
        # Between two places close to each other the other coordinates run on a line; over a longer
        # way a foreseen one may lie where the curve does not depend on it, and would stay there.
        before, behind_theta = self.behind[live], self.behind_theta[:, live]
        n, f = near.at, far.at
        share = np.where(self.open_ended, (at - n) / (n - before), (at - n) / (f - n))
        ahead = np.where(self.open_ended, near.theta - behind_theta, far.theta - near.theta)
        way = np.abs(np.maximum(share, 1.0) * ahead).max(axis=0)
        foreseen = np.isfinite(share) & (way < ON_LINE)
        theta = np.where(foreseen, near.theta + share * ahead, theta)
        pulled = base.pull * moved
        known = np.abs(pulled).max(axis=0) < ON_LINE  # false also for NaN
        theta = np.where(known, base.theta + pulled, theta)
        damping = np.where(known, 0.0, START_DAMPING)
        found = descend(losses, theta, MOST_INNER_STEPS, damping)
        value, gained = self.deviance(series, found["rss"])
        self.look(series, at, losses.held, found["theta"], value)
        root = np.sqrt(np.maximum(value, 0.0))
        slope = gained * found["log_size"] / root
        root = np.where(np.isfinite(root), root, np.inf)
        return _Place(at, root, slope, found["theta"], found["pull"]), found

    def look(self, series, at, held, theta, value):
        """Keep where a deviance is the lowest that any lane of its series has met."""
        order = np.argsort(-np.where(np.isfinite(value), value, 0.0))  # of two the lower comes last
        order = order[value[order] < self.lowest[series[order]]]
        self.lowest[series[order]] = value[order]
        self.met[:, series[order]] = np.insert(theta, held, at, axis=0)[:, order]

    def judge(self, live, place, found, middle, beyond):
        """Narrow the brackets, foresee the next steps, and return which lanes are done."""
        t, n, at, root = self.target[live], self.near.at[live], place.at, place.root
        below = root <= t
        # a loss above the cut counts only where nothing lower was left to find
        falling = found["fall"] > STILL_FALLING * np.abs(found["rss"])
        on_the_way = (found["state"] == RUNNING) & falling
        failed = on_the_way & ~below
        self.retries[live] += on_the_way
        self.retry[live] = np.where(failed, n + NEARER * (at - n), np.nan)
        # steps outward grow until the cut is passed, faster where the deviance hardly rises
        slope = (root - self.near.root[live]) / np.abs(at - n)
        wanted = np.where(slope > 0, STRETCH * (t - root) / slope, np.inf)
        most = np.where(self.retries[live] > 0, 1.5, 4.0) * self.step[live]
        wanted = np.clip(wanted, 0.5 * self.step[live], most)
        newton = (t - root) / (self.side[live] * place.slope)
        wanted = np.where(
            (newton > 0) & (self.retries[live] == 0), np.minimum(newton, most), wanted
        )
        self.step[live] = np.where(failed, NEARER * np.abs(at - n), wanted)
        moved = live[below]
        self.behind[moved] = self.near.at[moved]
        self.behind_theta[:, moved] = self.near.theta[:, moved]
        self.near.put(moved, place.take(below))
        above = ~below & ~failed
        self.far.put(live[above], place.take(above))
        same = self.same_side[live]
        same = np.where(below, np.maximum(same, 0) + 1, np.minimum(same, 0) - 1)
        self.same_side[live] = np.where(self.open_ended | middle, 0, same)
        foreseen = self.foresee_end(live, place, found["state"] == DONE)
        return self.finish(live, at, root, foreseen, beyond & below)

    def foresee_end(self, live, place, known):
        """Return where the next place of each lane meets the cut for sure; NaN where it may not.

        How the slope changed since the place before tells what Newton's rule will miss there.
        """
        t, side, at = self.target[live], self.side[live], place.at
        step, before = (t - place.root) / place.slope, at - self.last_at[live]
        bent = place.slope - (place.root - self.last_root[live]) / before
        following = SURE * np.abs(bent * step * step / before)
        self.last_at[live], self.last_root[live] = at, place.root
        sure = known & (side * place.slope > 0) & (following <= CLOSE * t)
        sure &= np.abs(step) < NEARBY * np.abs(before)
        return np.where(sure & (side * (at + step - self.edge[live]) < 0), at + step, np.nan)

    def finish(self, live, at, root, foreseen, opened):
        """Set the ends that are found, and return which lanes are done."""
        t, near = self.target[live], self.near.at[live]
        close, sure = np.abs(root - t) <= CLOSE * t, np.isfinite(foreseen)
        width, unit = np.abs(self.far.at[live] - near), np.maximum(1.0, np.abs(at))
        # a jump of the deviance, from one valley into another, lies nowhere more exactly
        jump = (width <= JUMP_WIDTH * unit) & (
            self.far.root[live] - self.near.root[live] > JUMP * t
        )
        tight = jump | (width <= TIGHT * unit)
        ends = np.where(sure, foreseen, np.where(tight, near, self.ends[live]))
        ends = np.where(close, at, ends)
        self.ends[live] = np.where(opened, self.side[live] * np.inf, ends)
        return opened | close | sure | tight | (self.retries[live] >= MOST_RETRIES)


class _Place:
    """One place of the held coordinate in every lane, and what is known of it."""

    def __init__(self, at, root, slope, theta, pull):
        self.at, self.root, self.slope, self.theta, self.pull = at, root, slope, theta, pull

    def list(self):
        """Return the arrays, (lanes,) or (k, lanes)."""
        return self.at, self.root, self.slope, self.theta, self.pull

    def take(self, lanes):
        """Return the places of some lanes."""
        return _Place(*(v[..., lanes] for v in self.list()))

    def merge(self, other, chosen):
        """Return the other places where they are chosen."""
        return _Place(*(np.where(chosen, b, a) for a, b in zip(self.list(), other.list())))

    def put(self, lanes, other):
        """Put other places into some lanes."""
        for own, new in zip(self.list(), other.list()):
            own[..., lanes] = new
