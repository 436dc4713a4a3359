"""Likelihood intervals by profiling, open where the data leave them open, and the words for them.

A parameter is held at trial values while all others are fitted anew; the interval holds every value
at which the likelihood stays within a cut of its best.
"""

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from helpers.curves.between import (
    CONVERGED,
    HINGE_TOLERANCE,
    PASSES,
    hold_ceiling,
    make_losses,
)
from helpers.curves.descent import CEILING_AWAY, STUCK
from helpers.curves.ends import find_ends
from helpers.curves.search import split_rows
from helpers.curves.squares import REFERENCE

VERDICT_LEVEL = 0.95
# Log ceilings from which an open interval is followed down.
PULLED_BACK = (*np.log([3.0, 8.0, 30.0, 100.0, 1e3, 1e5, 1e9]), 35.0, 60.0, 110.0, 200.0)
FAR_CEILING = np.log(100.0)  # times the largest value: a far ceiling is pulled back
WELL_WITHIN = 0.9  # of the cut
EARLY = 0.7  # log of the ceiling over the level: a series still far below its ceiling
DISAGREEMENT = 1.25  # ratio of interval lengths above which standard errors mislead
BETTER_MET = -1e-6  # deviance
MOST_VALLEYS = 5  # of one likelihood, that profiles find one after the other
TIMES = ("midpoint", "location")


def require_level(level: float):
    """Raise ValueError unless a confidence level lies between 0 and 1.

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


class Profile:
    """One coordinate of several series, held at trial values while the others are fitted anew.

    Parameters
    ----------
    data : likelihood.Data
    coordinates : ndarray, shape (k, s)
        The best.
    loss : ndarray, shape (s,)
        At the best; `floor` (s,) is the smallest that the precision of the values allows.
    cut, count : ndarray, shape (s,)
        From `find_cut`, and the observations; for the kind ``hinge`` the cut is 1.
    name : str
        Coordinate: ``log_size``, a name of the chart, or ``location`` of the Richards curve.
    level_x, level_begin : ndarray, shape (1, s), or None
        Profile the log of the curve at this time in the place of ``log_size``.

    Examples
    --------
    >>> from helpers.curves.family import find_curve
    >>> from helpers.curves.likelihood import Data
    >>> x, y = np.arange(4.0)[:, None], np.array([[0.1], [0.9], [2.1], [2.9]])
    >>> slope, level = np.polyfit(x[:, 0], y[:, 0], 1)
    >>> rss = np.sum((y[:, 0] - level - slope * x[:, 0]) ** 2, keepdims=True)
    >>> data = Data(find_curve("exponential"), "log", x, None, y, y, np.ones((4, 1)))
    >>> best, cut = np.array([[level], [slope]]), find_cut([4.0], 2, 0.95)
    >>> profile = Profile(data, best, rss, np.zeros(1), cut, np.full(1, 4.0), "rate")
    >>> profile.find_ends()[0].round(3)
    array([[0.717, 1.203]])
    """

    def __init__(
        self, data, coordinates, loss, floor, cut, count, name, *, level_x=None, level_begin=None
    ):
        self.data, self.loss, self.floor, self.cut, self.count = data, loss, floor, cut, count
        self.level_x, self.level_begin = level_x, level_begin
        self.coordinates, self.at_best = coordinates, np.zeros(loss.size)
        names = ["log_size", *data.curve.chart]
        self.chart = "location" if name == "location" else ""
        if self.chart:
            names[2] = "location"
        self.held, self.name = names.index(name), "log_level" if level_x is not None else name

    def find_rise(self, rows, loss):
        """Return how far losses of some series lie above the best, in deviance, and its slope."""
        if self.data.kind == "hinge":
            return loss / HINGE_TOLERANCE, np.full(loss.shape, 1.0 / HINGE_TOLERANCE)
        best = self.loss[rows]
        if self.data.kind in ("censored", "stated"):
            return loss - best, np.ones(loss.shape)
        count, scale = self.count[rows], np.maximum(best, self.floor[rows])
        return count * np.log1p((loss - best) / scale), count / (scale + loss - best)

    def pull_back(self, far):
        """Move far ceilings back to where an interval can be followed from.

        A curve whose ceiling has run away hardly differs from one with a ceiling a thousand million
        times its values, from which the likelihood interval can be followed in good coordinates.
        """
        away = np.flatnonzero(far & np.isfinite(self.coordinates).all(axis=0))
        if not (self.data.curve.along_line and away.size):
            return self
        self.coordinates = self.coordinates.copy()
        part, start = self.data.take(away), self.coordinates[:, away]
        placed = np.zeros(away.size, bool)
        for ceiling in PULLED_BACK:
            coordinates, loss = hold_ceiling(part, start, ceiling)
            with np.errstate(all="ignore"):
                rise, _ = self.find_rise(away, loss)
                near = ~placed & (rise < WELL_WITHIN * self.cut[away])
            self.coordinates[:, away[near]] = coordinates[:, near]
            self.at_best[away[near]] = rise[near]
            placed |= near
        return self

    def find_ends(self, asked=None):
        """Return the ends of the interval, (s, 2), the smallest deviance met on the way, (s,), and
        its coordinates, (k, s)."""
        count, held = self.loss.size, self.held
        asked = np.ones((count, 2), bool) if asked is None else asked
        place = self.coordinates.copy()
        with np.errstate(all="ignore"):
            if self.chart:
                place[2] = place[2] + place[3] * np.exp(-place[1])
            if self.level_x is not None:
                theta = list(place[1:])
                there = self.data.curve.find_shape(theta, self.level_x, self.level_begin)[0]
                place[0] = place[0] + there[0]
        others = np.delete(place, held, axis=0)
        growing, early = others, np.zeros(count, bool)
        if held == 0 and self.level_x is None and self.data.curve.along_line:
            # Series still far below their ceiling at the reference time are followed by level and
            # growth.
            growing = others.copy()
            with np.errstate(all="ignore"):
                growing[:2] = self.data.curve.to_growth(*place[:3], REFERENCE)
                early = place[0] - growing[0] > EARLY
        ends, lowest, met = (
            np.full((count, 2), np.nan),
            np.zeros(count),
            np.full_like(place, np.nan),
        )
        for which, chart, start in ((~early, self.chart, others), (early, "growth", growing)):
            which = np.flatnonzero(which)
            if which.size:
                found = self._follow(which, chart, place, start, asked[which])
                ends[which], lowest[which], met[:, which] = found
        early = np.flatnonzero(early)
        if early.size:
            # Near the level itself these coordinates end; there the other way may lead further
            # down.
            near = early[ends[early, 0] - growing[0, early] < EARLY]
            if near.size:
                lower = self._follow(near, "", place, others, asked[near] & [True, False])[0]
                ends[near, 0] = np.fmin(ends[near, 0], lower[:, 0])
        return ends, lowest, met

    def _follow(self, which, chart, place, start, asked):
        """Return ends, smallest deviance and its coordinates of some series, in one chart."""

        def losses(rows, at):
            rows = which[rows]
            level = [v if v is None else v[:, rows] for v in (self.level_x, self.level_begin)]
            return make_losses(
                self.data.take(rows),
                held=self.held,
                at=at,
                chart=chart,
                level_x=level[0],
                level_begin=level[1],
            )

        ends, lowest, met = find_ends(
            losses,
            self.name,
            place[self.held, which],
            start[:, which],
            lambda rows, loss: self.find_rise(which[rows], loss),
            self.cut[which],
            at_best=self.at_best[which],
            asked=asked,
        )
        with np.errstate(all="ignore"):
            if chart == "growth":
                met[1], met[2], *_ = self.data.curve.from_growth(*met[:3], REFERENCE)
            elif chart:
                met[2] = met[2] - met[3] * np.exp(-met[1])
        return ends, lowest, met


# --- intervals of fits ---


def _make(fits, rows, kind, cut, coordinate, time=None):
    """Return the profile of a coordinate, or of the curve at given times, of some series."""
    best = fits.best
    data = best.find_data(rows, kind, best.log_sigma[rows] if kind == "stated" else None)
    x, begin = None, None
    if time is not None:
        x = best.find_x(rows, time=time[None])
        begin = best.find_begin(rows, x)
    coordinates = best.find_best(rows, kind)
    floor, count = fits.count[rows] * fits.variance_floor[rows], fits.effective_count[rows]
    args = data, coordinates, best.loss[rows], floor, cut, count, coordinate
    return Profile(*args, level_x=x, level_begin=begin)


def _find_ends(fits, coordinate, levels, *, time=None, rows=None, known=None):
    """Return likelihood intervals of a coordinate at levels (m,), or of the curve at times (s, m).

    All are followed together, each series once for every level or time: one search of many costs
    hardly more than one of a few. Ends that are `known`, (s, m, 2), are not looked for.
    """
    best, count = fits.best, fits.count.size
    many = np.size(levels) if time is None else time.shape[1]
    levels = np.broadcast_to(levels, many)
    known = np.full((count, many, 2), np.nan) if known is None else known
    asked = np.ones(count, bool) if rows is None else np.asarray(rows, dtype=bool)
    exists, free = (best.code != STUCK) & asked, ~np.isnan(fits.freedom)
    kinds = {
        fits.scale: exists & free & ~best.by_likelihood,
        "censored": exists & free & best.between & ~best.no_sigma & ~best.remembers,
        "remembering": exists & free & best.remembers,
        "stated": best.no_sigma & np.isfinite(best.coordinates[0]) & asked,
    }
    ends = np.full((count, many, 2), np.nan)
    for kind, usable in kinds.items():
        lanes = np.repeat(np.flatnonzero(usable), many) * many + np.tile(
            np.arange(many), usable.sum()
        )
        for part in split_rows(lanes):
            part, column = np.divmod(part, many)
            if kind == "stated":
                cut = ndtri(0.5 + 0.5 * levels[column]) ** 2
            else:
                cut = find_cut(fits.effective_count[part], len(fits.names), levels[column])
                if kind == "remembering":
                    # of a restricted likelihood: the curve's parameters are no longer in the count
                    cut = cut * (1.0 - len(fits.names) / fits.effective_count[part])
            at = None if time is None else time[part, column]
            profile = _make(fits, part, kind, cut, coordinate, at)
            far = (best.code[part] == CEILING_AWAY) | (profile.coordinates[0] > FAR_CEILING)
            found = profile.pull_back(far).find_ends(np.isnan(known[part, column]))
            ends[part, column], lowest, met = found
            for i in np.flatnonzero(lowest < fits.lowest[part]):
                if lowest[i] < fits.lowest[part[i]]:
                    fits.lowest[part[i]] = lowest[i]
                    if time is None and kind in ("censored", "remembering"):
                        fits.met[:, part[i]] = met[:, i]
    if time is None:
        ends[best.open_ended & asked] = -np.inf, np.inf
    return np.where(np.isnan(known), ends, known)


def _find_coordinate(fits, name):
    """Return the fitting coordinate of a named parameter."""
    place = fits.names.index(name)
    if name == "location":
        return name
    return "log_size" if place == 0 else fits.family.chart[place - 1]


def _find_open_with_size(fits, name, level, rows):
    """Return the ends of a parameter that run away together with the size, (s, 2); NaN elsewhere.

    As the ceiling goes to infinity, so does the midpoint; and the Gompertz and the saturating
    rate and the Bass innovation go to 0: the same limit, an exponential or a straight line.
    """
    known = np.full((fits.count.size, 2), np.nan)
    if name == "location":
        # a shape going to 0 takes the location to minus infinity: the Gompertz curve
        known[fits.profile("shape", level, rows=rows)[:, 0] == 0, 0] = -np.inf
    if name in TIMES or name in fits.family.open_below:
        is_open = np.isinf(fits.profile(fits.names[0], level, rows=rows)[:, 1])
        known[is_open, 1 if name in TIMES else 0] = np.inf if name in TIMES else -np.inf
    return known


def find_intervals(fits, name, levels, rows=None):
    """Return likelihood intervals of a parameter at several levels, (s, m, 2); see
    `Fits.profile`."""
    known = [_find_open_with_size(fits, name, level, rows) for level in levels]
    coordinate, levels = _find_coordinate(fits, name), np.asarray(levels, dtype=float)
    ends = _find_ends(fits, coordinate, levels, rows=rows, known=np.stack(known, axis=1))
    named = [fits.family.name_ends(coordinate, e, fits.best.frame) for e in ends.swapaxes(0, 1)]
    return np.stack(named, axis=1)


def follow_curve(fits, time, level):
    """Return the likelihood intervals of the log curve at times (s, m), in fitting units: (s, m,
    2)."""
    return _find_ends(fits, "log_size", level, time=time)


def widen(fits, central, bounds, level):
    """Return bounds of one more observation from those of the curve."""
    with np.errstate(all="ignore"):
        noise = (stdtrit(fits.freedom, 0.5 + 0.5 * level) * fits.sigma)[:, None, None]
        middle, side = central[:, :, None], np.array([-1.0, 1.0])
        if fits.scale == "log":
            return middle * np.exp(side * np.sqrt(np.log(bounds / middle) ** 2 + noise**2))
        return middle + side * np.sqrt((bounds - middle) ** 2 + noise**2)


def find_passing_range(fits, name):
    """Return the range of a parameter over all curves that pass through every interval, (s, 2);
    an end that none marks is open."""
    coordinate, ends = _find_coordinate(fits, name), np.full((fits.count.size, 2), np.nan)
    for part in split_rows(np.flatnonzero(fits.best.state == PASSES)):
        profile = _make(fits, part, "hinge", np.ones(part.size), coordinate)
        found = profile.pull_back(profile.coordinates[0] > FAR_CEILING).find_ends()[0]
        ends[part] = np.where(np.isnan(found), (-np.inf, np.inf), found)
    return fits.family.name_ends(coordinate, ends, fits.best.frame)


def settle(fits):
    """Return fits, those gone on from a lower place that a profile of theirs meets.

    All parameters are profiled at 95 %. Fits between bounds or with a memory, which may have
    several valleys, are fitted again from the lowest place met, until none is lower.

    Parameters
    ----------
    fits : fits.Fits

    Returns
    -------
    fits : fits.Fits
        The same where nothing lower was met.

    Examples
    --------
    >>> from helpers.curves.fits import fit_curves
    >>> fits = fit_curves([0.0, 1, 2, 3], [1.0, 2.1, 3.9, 8.2], curve="exponential")
    >>> settle(fits) is fits
    True
    """
    for _ in range(MOST_VALLEYS):
        for name in fits.names:
            fits.profile(name, VERDICT_LEVEL)
        rows = np.flatnonzero((fits.lowest < BETTER_MET) & np.isfinite(fits.met).all(axis=0))
        if not rows.size:
            break
        with np.errstate(all="ignore"):
            best = fits.best.go_on(rows, fits.met[:, rows])
        if np.array_equal(best.loss, fits.best.loss, equal_nan=True):
            break
        fits = fits.change(best, fits.remembers)
    return fits


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


def judge(fits):
    """Return the verdict on every parameter, a column each; see `Fits.verdict`."""
    columns = {}
    for name in fits.names:
        ends = fits.profile(name, VERDICT_LEVEL)
        if name not in TIMES and _find_coordinate(fits, name) != "rate":
            ends = np.sort(np.abs(ends), axis=1)
            ends = np.where(ends == 0, -np.inf, ends)
        columns[name] = describe_ends(ends)
    return pd.DataFrame(columns)


def remark(fits):
    """Return sentences for readers, a row a series; see `Fits.remarks`."""
    size, best = fits.names[0], fits.best
    open_above = fits.verdict[size].to_numpy() == "bounded below"
    factor, which = _compare_errors(fits)
    unknown = best.open_ended
    texts = []
    for i, state in enumerate(best.state):
        sentences = [] if state == CONVERGED else [f"{state[:1].upper()}{state[1:]}."]
        if fits.falls[i] and best.code[i] != STUCK:
            sentences.append("The series falls: its ceiling lies in the past.")
        if open_above[i]:
            sentences.append(f"No {size} is to be seen: the data give it a lower bound only.")
        if factor[i] > DISAGREEMENT:
            sentences.append(
                f"The standard error of the {which[i]} misleads: its likelihood interval differs."
            )
        if unknown[i]:
            sentences.append(
                "Bounds on one side, and no scatter stated, leave every value possible."
            )
        if fits.lowest[i] < BETTER_MET:
            sentences.append("A slightly better curve was met on the way to an interval's end.")
        texts.append(" ".join(sentences))
    return pd.Series(texts, name="remarks", dtype=object)


def _compare_errors(fits):
    """Return by what factor an arm of a likelihood interval differs most from that of its error."""
    worst = np.ones(fits.count.size)
    which = np.full(fits.count.size, "", dtype=object)
    with np.errstate(all="ignore"):
        reach = stdtrit(fits.freedom, 0.5 + 0.5 * VERDICT_LEVEL)
        for name in fits.names:
            best = fits.parameters[name].to_numpy()[:, None]
            of_error = (reach * fits.standard_errors[name].to_numpy())[:, None]
            arms = np.abs(fits.profile(name, VERDICT_LEVEL) - best) / of_error
            factor = np.where(np.isnan(arms), 1.0, np.maximum(arms, 1.0 / arms)).max(axis=1)
            which = np.where(factor > worst, name, which)
            worst = np.maximum(worst, factor)
    return worst, which
