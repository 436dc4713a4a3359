"""Likelihood intervals by profiling, for many series at once, open where the data leave them open.

A parameter is held at trial values while all others are fitted anew; the interval holds every value
at which the likelihood stays within a cut of its best. The ends are found by bracketing and the
secant rule on the signed root of the deviance, each series at its own pace, none in a loop.
"""

import numpy as np
from scipy.special import stdtrit

from helpers.curves.family import CHARTS, find_shape
from helpers.curves.likelihood import EDGES, RUNNING, Losses, descend, from_growth, to_growth

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
MOST_TRIALS = 80
MOST_INNER_STEPS = 60
MOST_RETRIES = 20  # descents on the way to one end that come to none
HINGE_TOLERANCE = (
    1e-14  # squared distance on the log scale at which a curve passes through its intervals
)


def find_cut(count, parameters, level):
    """Return how far the deviance may rise inside a likelihood interval.

    Parameters
    ----------
    count : array_like, shape (s,)
        Observations, or the effective number of them where some are intervals.
    parameters : int
        Parameters of the mean curve.
    level : float, or array_like of shape (s,)
        Between 0 and 1.

    Returns
    -------
    cut : ndarray, shape (s,)
        NaN where count <= parameters: there is nothing left to estimate the scatter from.

    Raises
    ------
    ValueError
        If a level is not between 0 and 1.

    Notes
    -----
    n log(1 + F(1, n - k) / (n - k)): exact for linear curves and normal errors, and
    the usual choice for curved ones (Bates and Watts 1988, Nonlinear Regression, p. 204-207).

    Examples
    --------
    >>> find_cut([12.0, 3.0], 3, 0.95).round(3)
    array([5.402,   nan])
    """
    for one in np.unique(level).tolist():
        require_level(one)
    level, count = np.asarray(level), np.asarray(count, dtype=float)
    freedom = np.where(count > parameters, count - parameters, np.nan)
    quantile = stdtrit(freedom, 0.5 + 0.5 * level)
    return count * np.log1p(quantile**2 / freedom)


def require_level(level):
    """Raise ValueError unless a confidence level lies between 0 and 1.

    Parameters
    ----------
    level : float

    Raises
    ------
    ValueError
        If it does not.

    Examples
    --------
    >>> require_level(0.95)
    """
    if isinstance(level, str) or not (np.ndim(level) == 0 and 0.0 < level < 1.0):
        raise ValueError(f"level is {level!r}; allowed: above 0 and below 1")


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
    whole rise takes a two-hundredth of the window, or 1e-12 of the best, a midpoint 300 observed windows away, still inside the cut.

    Examples
    --------
    >>> from helpers.curves.likelihood import Losses
    >>> y = np.array([[0.1], [-0.1], [0.1], [-0.1]])
    >>> x, w = np.linspace(0, 1, 4)[:, None], np.ones((4, 1))
    >>> def make(rows, at):
    ...     wide = lambda v: np.repeat(v, rows.size, axis=1)
    ...     return Losses("exponential", "log", x, None, wide(y), wide(y), wide(w), held=0, at=at)
    >>> slope = np.polyfit(x[:, 0], y[:, 0], 1)
    >>> rss = np.sum((y[:, 0] - np.polyval(slope, x[:, 0])) ** 2)
    >>> ends, _ = find_ends(make, "log_size", slope[1:], slope[None, :1], lambda rows, f: f / rss - 1, np.ones(1))
    >>> bool(ends[0, 0] < slope[1] < ends[0, 1])
    True
    """
    with np.errstate(all="ignore"):
        return _find_ends(
            losses,
            held,
            best,
            start,
            deviance,
            cut,
            np.zeros(best.size) if at_best is None else at_best,
            np.ones((best.size, 2), bool) if asked is None else asked,
        )


def _find_ends(losses, held, best, start, deviance, cut, at_best, asked):
    count = best.size
    series = np.tile(np.arange(count), 2)
    side = np.repeat([-1.0, 1.0], count)
    target = np.sqrt(cut)[series]
    near, near_root = best[series].astype(float), np.sqrt(np.maximum(at_best[series], 0.0))
    near_theta = start[:, series].astype(float)
    far, far_root = np.full(2 * count, np.nan), np.full(2 * count, np.nan)
    far_theta = near_theta.copy()
    behind, behind_theta = near.copy(), near_theta.copy()  # where the lane stood before
    retry, retries = (
        np.full(2 * count, np.nan),
        np.zeros(2 * count, int),
    )  # a nearer place, after a descent that came to no end
    step = np.full(2 * count, 0.1)
    edge = near + side * REACH[held]
    if held == "log_size":
        edge = np.where(side > 0, np.maximum(REACH[held], near + 1.0), -60.0)
    if held in ("log_shape", "log_innovation", "log_imitation"):
        edge = np.where(side > 0, EDGES[held][1], EDGES[held][0])
    if held == "log_rate":
        # a rise within less than a two-hundredth of the window is a step
        edge = np.where(side > 0, np.maximum(np.minimum(edge, np.log(200.0)), near + 0.5), edge)
    ends = np.full(2 * count, np.nan)
    lowest = np.zeros(count)
    same_side = np.zeros(2 * count, int)
    live = np.flatnonzero(
        np.isfinite(target)
        & np.isfinite(near)
        & np.isfinite(near_theta).all(axis=0)
        & asked.T.ravel()
    )
    for _ in range(MOST_TRIALS):
        if not live.size:
            break
        open_ended = np.isnan(far[live])
        n, f, nr, fr, t = near[live], far[live], near_root[live], far_root[live], target[live]
        secant = n + (f - n) * (t - nr) / (fr - nr)
        inside = np.clip((secant - n) / (f - n), 0.02, 0.98)
        middle = (np.abs(same_side[live]) >= 2) | ~np.isfinite(inside)
        again = ~np.isnan(retry[live])
        at = np.where(
            open_ended, n + side[live] * step[live], n + (f - n) * np.where(middle, 0.5, inside)
        )
        at = np.where(again, retry[live], at)
        beyond = open_ended & ~again & (side[live] * (at - edge[live]) >= 0)
        at = np.where(beyond, edge[live], at)
        trial_losses = losses(series[live], at)
        # back along a valley is a long way: a lane whose descent came to no end starts from within
        closer_far = (
            ~open_ended & (retries[live] == 0) & (np.abs(fr - t) < np.abs(nr - t)) & np.isfinite(fr)
        )
        theta = np.where(closer_far, far_theta[:, live], near_theta[:, live])
        moved = at - np.where(closer_far, f, n)
        theta = np.where(np.abs(moved) > 0.05, trial_losses.set_size(theta, moved), theta)
        # Between two places close to each other the other coordinates run on a line; over a longer way
        # a foreseen one may lie where the curve does not depend on it, and would stay there.
        share = np.where(open_ended, (at - n) / (n - behind[live]), (at - n) / (f - n))
        ahead = np.where(
            open_ended,
            near_theta[:, live] - behind_theta[:, live],
            far_theta[:, live] - near_theta[:, live],
        )
        foreseen = np.isfinite(share) & (np.abs(np.maximum(share, 1.0) * ahead).max(axis=0) < 0.5)
        theta = np.where(foreseen, near_theta[:, live] + share * ahead, theta)
        found = descend(trial_losses, theta, MOST_INNER_STEPS)
        value = deviance(series[live], found["rss"])
        np.minimum.at(lowest, series[live], np.where(np.isfinite(value), value, 0.0))
        root = np.sqrt(np.maximum(value, 0.0))
        root = np.where(np.isfinite(root), root, np.inf)
        below = root <= t
        # a loss above the cut counts only where nothing lower was left to find
        on_the_way = (found["state"] == RUNNING) & (found["fall"] > 1e-7 * np.abs(found["rss"]))
        failed = on_the_way & ~below
        retries[live] += on_the_way
        retry[live] = np.where(failed, n + 0.3 * (at - n), np.nan)
        # steps outward grow until the cut is passed, faster where the deviance hardly rises
        slope = (root - nr) / np.abs(at - n)
        wanted = np.where(slope > 0, 1.15 * (t - root) / slope, np.inf)
        step[live] = np.where(
            failed,
            0.3 * np.abs(at - n),
            np.clip(wanted, 0.5 * step[live], np.where(retries[live] > 0, 1.5, 4.0) * step[live]),
        )
        moved = live[below]
        behind[moved], behind_theta[:, moved] = near[moved], near_theta[:, moved]
        near[moved], near_root[moved], near_theta[:, moved] = (
            at[below],
            root[below],
            found["theta"][:, below],
        )
        above = ~below & ~failed
        passed = live[above]
        far[passed], far_root[passed], far_theta[:, passed] = (
            at[above],
            root[above],
            found["theta"][:, above],
        )
        same_side[live] = np.where(
            open_ended | middle,
            0,
            np.where(below, np.maximum(same_side[live], 0) + 1, np.minimum(same_side[live], 0) - 1),
        )
        close = np.abs(root - t) <= 1e-7 * t
        width, unit = np.abs(far[live] - near[live]), np.maximum(1.0, np.abs(at))
        # a jump of the deviance, from one valley into another, lies nowhere more exactly
        jump = (width <= 1e-6 * unit) & (far_root[live] - near_root[live] > 0.01 * t)
        tight = jump | (width <= 1e-10 * unit)
        opened, lost = beyond & below, retries[live] >= MOST_RETRIES
        ends[live] = np.where(
            opened,
            side[live] * np.inf,
            np.where(close, at, np.where(tight, near[live], ends[live])),
        )
        live = live[~(opened | close | tight | lost)]
    left = ~np.isnan(far)
    ends = np.where(np.isnan(ends) & left & np.isin(np.arange(ends.size), live), near, ends)
    return ends.reshape(2, count).T, lowest


def describe_ends(ends):
    """Return the verdict on a parameter from its likelihood interval.

    Parameters
    ----------
    ends : ndarray, shape (s, 2)
        Infinite where open, NaN where there is no interval.

    Returns
    -------
    verdict : ndarray of str, shape (s,)
        ``identified``, ``bounded below``, ``bounded above``, ``not identified`` or ``refused``.

    Examples
    --------
    >>> describe_ends(np.array([[1.0, 2.0], [1.0, np.inf], [np.nan, np.nan]])).tolist()
    ['identified', 'bounded below', 'refused']
    """
    low, high = np.isfinite(ends[:, 0]), np.isfinite(ends[:, 1])
    words = np.where(
        low & high,
        "identified",
        np.where(low, "bounded below", np.where(high, "bounded above", "not identified")),
    )
    return np.where(np.isnan(ends).any(axis=1), "refused", words)


def profile_coordinate(data, name, cut, *, level_x=None, level_begin=None, asked=None):
    """Return the likelihood interval of one fitting coordinate for every series.

    Parameters
    ----------
    data : mapping
        ``curve, kind, x, begin, low, high, w, log_sigma`` as in `likelihood.Losses`;
        ``coordinates`` (k, s) at the best and ``loss`` (s,) there; ``floor`` (s,) the smallest sum of
        squares that the precision of the values allows; ``count`` (s,) observations.
    name : str
        Coordinate: ``log_size``, a name of the chart, or ``location`` of the Richards curve.
    cut : ndarray, shape (s,)
        From `find_cut`; for the kind ``hinge`` 1.
    level_x, level_begin : ndarray, shape (1, s), or None
        Profile the log of the curve at this time in the place of ``log_size``.
    asked : ndarray of bool, shape (s, 2), or None
        As in `find_ends`.

    Returns
    -------
    ends : ndarray, shape (s, 2)
    lowest : ndarray, shape (s,)
        Smallest deviance met, below 0 where a better curve was found on the way.

    Raises
    ------
    ValueError
        If there is no such coordinate.

    Examples
    --------
    >>> x, y = np.arange(4.0)[:, None], np.array([[0.1], [0.9], [2.1], [2.9]])
    >>> slope, level = np.polyfit(x[:, 0], y[:, 0], 1)
    >>> rss = np.sum((y[:, 0] - level - slope * x[:, 0]) ** 2, keepdims=True)
    >>> data = dict(curve="exponential", kind="log", x=x, begin=None, low=y, high=y, w=np.ones((4, 1)), log_sigma=None,
    ...             coordinates=np.array([[level], [slope]]), loss=rss, floor=np.zeros(1), count=np.full(1, 4.0))
    >>> profile_coordinate(data, "rate", find_cut([4.0], 2, 0.95))[0].round(3)
    array([[0.717, 1.203]])
    """
    names = ["log_size", *CHARTS[data["curve"]]]
    by_location = name == "location"
    if by_location:
        names[2] = "location"
    if name not in names:
        raise ValueError(f"name is {name!r}; known: {', '.join(names)}")
    held = names.index(name)
    coordinates = data["coordinates"].copy()
    with np.errstate(all="ignore"):
        if by_location:
            coordinates[2] = coordinates[2] + coordinates[3] * np.exp(-coordinates[1])
        if level_x is not None:
            there = find_shape(
                data["curve"], list(coordinates[1 : len(names)]), level_x, level_begin
            )[0]
            coordinates[0] = coordinates[0] + there[0]
    kind, best, floor, count = data["kind"], data["loss"], data["floor"], data["count"]

    def take(array, rows):
        return array if array is None or array.shape[1] == 1 < best.size else array[:, rows]

    def losses(rows, at):
        return Losses(
            data["curve"],
            kind,
            take(data["x"], rows),
            take(data["begin"], rows),
            data["low"][:, rows],
            data["high"][:, rows],
            data["w"][:, rows],
            held=held,
            at=at,
            by_location=by_location,
            level_x=None if level_x is None else level_x[:, rows],
            level_begin=None if level_begin is None else level_begin[:, rows],
            log_sigma=None if data["log_sigma"] is None else data["log_sigma"][rows],
        )

    def deviance(rows, loss):
        if kind == "hinge":
            return loss / HINGE_TOLERANCE
        if kind in ("censored", "stated"):
            return loss - best[rows]
        return count[rows] * np.log1p((loss - best[rows]) / np.maximum(best[rows], floor[rows]))

    others = np.delete(coordinates, held, axis=0)
    held_name = "log_level" if level_x is not None else name
    at_best = data.get("at_best", np.zeros(best.size))
    ends, lowest = np.full((best.size, 2), np.nan), np.zeros(best.size)

    asked = np.ones((best.size, 2), bool) if asked is None else asked

    def follow(which, make, start, asked):
        """Return the ends and the smallest deviance of some series, with losses made for their rows."""
        return find_ends(
            lambda rows, at: make(which[rows], at),
            held_name,
            coordinates[held, which],
            start[:, which],
            lambda rows, loss: deviance(which[rows], loss),
            cut[which],
            at_best=at_best[which],
            asked=asked,
        )

    early = np.zeros(best.size, bool)
    if held == 0 and level_x is None and data["curve"] in ("logistic", "gompertz"):
        # Series still far below their ceiling at the reference time are followed by level and growth.
        growing = others.copy()
        with np.errstate(all="ignore"):
            growing[:2] = to_growth(data["curve"], *coordinates[:3])
            early = coordinates[0] - growing[0] > 0.7
    late = np.flatnonzero(~early)
    ends[late], lowest[late] = follow(late, losses, others, asked[late])
    if early.any():

        def by_growth(rows, at):
            made = losses(rows, at)
            return Losses(
                made.curve,
                kind,
                made.x,
                made.begin,
                made.low,
                made.high,
                made.w,
                held=0,
                at=at,
                log_sigma=made.log_sigma,
                by_growth=True,
            )

        early = np.flatnonzero(early)
        ends[early], lowest[early] = follow(early, by_growth, growing, asked[early])
        # Near the level itself these coordinates end; there the other way may lead further down.
        near = early[ends[early, 0] - growing[0, early] < 0.7]
        if near.size:
            ends[near, 0] = np.fmin(
                ends[near, 0], follow(near, losses, others, asked[near] & [True, False])[0][:, 0]
            )
    return ends, lowest


def pull_back(data, ceiling):
    """Return coordinates and loss of logistic or Gompertz series with their log size held at a nearer ceiling.

    Parameters
    ----------
    data : mapping
        As in `profile_coordinate`.
    ceiling : float
        Log size, in units of the largest value.

    Returns
    -------
    coordinates : ndarray, shape (k, s)
    loss : ndarray, shape (s,)

    Notes
    -----
    A curve whose ceiling has run away hardly differs from one with a ceiling a thousand million
    times its values, from which the likelihood interval can be followed in good coordinates.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 6)[:, None]
    >>> data = dict(curve="logistic", kind="log", x=x, begin=None, low=x, high=x, w=np.ones((6, 1)), log_sigma=None,
    ...             coordinates=np.array([[40.0], [0.0], [39.0]]))
    >>> coordinates, loss = pull_back(data, 20.0)
    >>> coordinates.round(3).ravel().tolist(), bool(loss[0] < 1e-12)
    ([20.0, 0.0, 20.0], True)
    """
    with np.errstate(all="ignore"):
        theta = data["coordinates"][1:].copy()
        theta[:2] = to_growth(data["curve"], *data["coordinates"][:3])
        at = np.full(theta.shape[1], float(ceiling))
        losses = Losses(
            data["curve"],
            data["kind"],
            data["x"],
            data["begin"],
            data["low"],
            data["high"],
            data["w"],
            held=0,
            at=at,
            log_sigma=data["log_sigma"],
            by_growth=True,
        )
        found = descend(losses, theta)
        theta = found["theta"]
        theta[0], theta[1], *_ = from_growth(data["curve"], at, theta[0], theta[1])
    return np.vstack([at, theta]), found["rss"]
