"""Likelihoods and sums of squares of growth curves in all their coordinates, with derivatives.

Arrays are (points, series). One coordinate may be held, for profiles; or the size projected out:
then its best value is known for each shape and only one to three coordinates are searched.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from scipy.special import log_ndtr, ndtr

from helpers.curves.descent import (
    CEILING_AWAY,
    CONSTANT,
    EDGE,
    LEAST_SUM,
    LOG_CEILING_LIMIT,
    find_diagonal,
    follow_held,
    solve_damped,
)
from helpers.curves.family import Curve
from helpers.curves.squares import REFERENCE

# Beyond these a coordinate no longer alters the curve within the precision of the sums.
EDGES = {
    "log_rate": (-40.0, 10.0),
    "log_shape": (-14.0, 9.0),
    "log_innovation": (-60.0, 7.0),
    "log_imitation": (-18.0, 7.0),
    "log_odds": (-4.0, 3.5),  # of the memory of errors
}
WIDE_EDGES = {"log_size": (-1e3, 1e5), "log_sigma": (-30.0, 10.0)}
WIDEST = (-1e9, 1e9)
LONGEST = {"inflection": 3.0, "midpoint": 3.0, "rate": 20.0}  # step of a projected fit
LONGEST_LOG = 1.5  # the same, of a logarithm
FLAT_LOG_SHAPE = -3.0  # of the Richards curve: below, the others hardly hang on it
FLAT_LOSS = 1e-12  # relative: a descent in all coordinates ends where a step would gain less
HINGE_FLOOR, HINGE_BEND = 1e-24, 1e-9
OVER = 40.0  # rate * first time at which a saturating rise lies before the data
NARROW = 1e-3  # standardised width below which a probability is taken from its series
FAR_TAIL = -30.0  # standardised: probabilities farther out than that are near underflow
FAR_BOUND = 1e6  # standardised: farther bounds are open
LOG_TWO_PI = np.log(2.0 * np.pi)


def find_log_probability(low, high, width=None):
    """Return the log of the normal probability between two bounds, with its derivatives.

    Parameters
    ----------
    low, high : ndarray, same shape
        Standardised bounds, low < high; infinite where open.
    width : ndarray or None
        Their distance, where it is known better than as a difference of the two.

    Returns
    -------
    value : ndarray
    at_low, at_high : ndarray
        Density at each bound over the probability; 0 at an open bound.

    Notes
    -----
    The difference is taken on the shorter tail, where it does not cancel, and far out, where
    probabilities underflow, between their logarithms. Between bounds closer than 1/1000 it is
    density times width with the next term of the series, exact to 1e-13.

    Examples
    --------
    >>> value, _, _ = find_log_probability(np.array([8.0]), np.array([np.inf]))
    >>> value.round(4)
    array([-35.0134])
    """
    with np.errstate(all="ignore"):
        turned = low + high > 0
        a, b = np.where(turned, -high, low), np.where(turned, -low, high)
        value = np.log(ndtr(b) - ndtr(a))
        far = b < FAR_TAIL
        if far.any():
            upper, lower = log_ndtr(b[far]), log_ndtr(a[far])
            value[far] = upper + np.log(-np.expm1(lower - upper))
        middle, width = 0.5 * (low + high), high - low if width is None else width
        narrow = width * (1.0 + np.abs(middle)) < NARROW
        if narrow.any():
            series = (
                -0.5 * middle**2
                - 0.5 * LOG_TWO_PI
                + np.log(width)
                + np.log1p((middle**2 - 1.0) * width**2 / 24.0)
            )
            value = np.where(narrow, series, value)
        at_low = np.where(np.isinf(low), 0.0, np.exp(-0.5 * low**2 - 0.5 * LOG_TWO_PI - value))
        at_high = np.where(np.isinf(high), 0.0, np.exp(-0.5 * high**2 - 0.5 * LOG_TWO_PI - value))
    return value, at_low, at_high


def _differentiate_probability(low, high, width):
    """Return the log probability and its derivatives in mean and log sigma, times sigma where in
    the mean.

    Order: value, by mean, by log sigma, minus by mean twice, minus mixed, minus by log sigma twice.
    """
    value, at_low, at_high = find_log_probability(low, high, width)
    a, b = (v.clip(-FAR_BOUND, FAR_BOUND) for v in (low, high))
    of_low, of_high = a * at_low, b * at_high
    by_mean, by_sigma = at_low - at_high, of_low - of_high
    # products, as a power takes ten times as long
    wide = (
        by_mean,
        by_sigma,
        by_mean * by_mean - by_sigma,
        by_mean * by_sigma + by_mean - a * of_low + b * of_high,
        by_sigma * by_sigma - (a * a - 1.0) * of_low + (b * b - 1.0) * of_high,
    )
    # between close bounds these differences cancel; the series does not
    m = 0.5 * (a + b)
    narrow = width * (1.0 + np.abs(m)) < NARROW
    if not narrow.any():
        return value, *wide
    dd = np.minimum(width, 1e3) ** 2
    close = (
        m * (1.0 - dd / 12.0),
        m * m - 1.0 - (2.0 * m * m - 1.0) * dd / 12.0,
        1.0 - dd / 12.0,
        2.0 * m - m * dd / 3.0,
        2.0 * m * m - (4.0 * m * m - 1.0) * dd / 6.0,
    )
    return value, *(np.where(narrow, c, v) for c, v in zip(close, wide))


@dataclass(frozen=True)
class Data:
    """What a loss is of: observations of several series in fitting units.

    Attributes
    ----------
    curve : family.Curve
    kind : str
        ``natural`` and ``log``: sum of squares of exact values; ``censored``: minus twice the log
        likelihood of exact, interval and one-sided observations on the log scale, with log sigma
        as last coordinate; ``stated``: the same with a stated sigma; ``hinge``: sum of squared
        distances to the intervals on the log scale.
    x, begin : ndarray, shape (n, s) or (n, 1)
        Time in fitting units; see `family.Curve.find_shape`.
    low, high : ndarray, shape (n, s)
        Bounds, equal for exact values, on the scale of the fit and in units of the largest value.
    w : ndarray, shape (n, s)
        Weights, 0 where missing.
    log_sigma : ndarray, shape (s,), or None
        The stated sigma.
    memory : memory.Memory or None
        Of errors that remember.
    """

    curve: Curve
    kind: str
    x: np.ndarray
    begin: np.ndarray | None
    low: np.ndarray
    high: np.ndarray
    w: np.ndarray
    log_sigma: np.ndarray | None = None
    memory: object = None

    def remember(self, memory):
        """Return the data with errors that remember."""
        return replace(self, memory=memory)

    def take(self, rows):
        """Return the data of some series."""
        wide = {
            name: getattr(self, name)[:, rows]
            for name in ("x", "begin", "low", "high", "w")
            if getattr(self, name) is not None and getattr(self, name).shape[1] == self.w.shape[1]
        }
        sigma = None if self.log_sigma is None else self.log_sigma[rows]
        memory = None if self.memory is None else self.memory.take(rows)
        return replace(self, **wide, log_sigma=sigma, memory=memory)


def add_products(values, columns):
    """Return sums over points of values (n, s) times each of several columns, (k, n, s): (k, s)."""
    return np.einsum("ns,kns->ks", values, columns)


def cross_columns(values, columns):
    """Return sums over points of values times each two of several columns, (k, k, s)."""
    return np.einsum("ins,jns->ijs", values * columns, columns)


@cache
def _place_triangle(size):
    """Return which number of an upper triangle stands where in its symmetric matrix."""
    side = round((np.sqrt(8 * size + 1) - 1) / 2)
    i, j = np.triu_indices(side)
    places = np.zeros((side, side), int)
    places[i, j] = places[j, i] = np.arange(size)
    return places


def add_triangle(matrix, place, triangle):
    """Add upper triangles, row after row, to symmetric matrices (k, k, s) from a place on."""
    places = _place_triangle(len(triangle))
    last = place + len(places)
    matrix[place:last, place:last] += triangle[places]


@cache
def _list_free(names, held):
    """Return which coordinates are free, their place in matrices, which are logarithms, where the
    shape and the level stand, and how far each goes."""
    free = [i for i in range(len(names)) if i != held]
    names = [names[i] for i in free]
    is_log = np.array([[name.startswith("log_")] for name in names])
    shape, level = (names.index(n) if n in names else None for n in ("log_shape", "level"))
    edges = [EDGES.get(name, (-np.inf, np.inf)) for name in names]
    wide = [EDGES.get(name, WIDE_EDGES.get(name, WIDEST)) for name in names]
    edges, wide = (np.array(ends).T[:, :, None] for ends in (edges, wide))
    return np.array(free), np.ix_(free, free), is_log, shape, level, edges, wide


class Losses:
    """Loss of a curve in all its coordinates, one of which may be held: for profiles and intervals.

    Parameters
    ----------
    data : Data
    held : int or None
        Coordinate that keeps its value while the others are fitted.
    at : ndarray, shape (s,), or None
        Value of the held coordinate.
    chart : str
        ``""``: that of the curve; ``"location"``: a Richards curve by its location, not its
        inflection; ``"growth"``: level and growth at a reference time in the place of rate and
        midpoint.
    level_x, level_begin : ndarray, shape (1, s), or None
        A time: the first coordinate is then the log of the curve there, not its size.

    Notes
    -----
    log-normal errors; sigma is divided by the root of the weight. The maximiser and differences of
    the log likelihood go over into those of exact values as intervals shrink.
    """

    flat = FLAT_LOSS

    def __init__(self, data, *, held=None, at=None, chart="", level_x=None, level_begin=None):
        self.held, self.at, self.chart = held, at, chart
        self.level_x, self.level_begin = level_x, level_begin
        self.names = ["log_size", *data.curve.chart]
        if chart == "growth":
            self.names[1:3] = ["level", "log_growth"]
        if data.kind == "censored":
            self.names.append("log_sigma")
        self._name()
        self._read(data)

    def _name(self):
        """List which coordinates are free, and how far each of them goes."""
        found = _list_free(tuple(self.names), self.held)
        self.free, self.square, self.is_log, self.shape, self.level, *edges = found
        self.edges, self.wide_edges = edges

    def _read(self, data):
        self.data, self.seen, self.exact = data, data.w > 0, data.low == data.high
        self.complete, self.unseen = self.seen.all(), ~self.seen
        exact = self.exact & self.seen
        self.exact_seen = exact if exact.any() else None
        self.root_weight = np.sqrt(np.where(self.seen, data.w, 1.0))
        if data.kind == "hinge":
            self.smallest = np.full(data.w.shape[1], HINGE_FLOOR)
        else:
            size = data.low * data.low if data.kind == "natural" else 1.0
            self.smallest = LEAST_SUM * (data.w * size).sum(axis=0)

    def keep(self, rows):
        """Go on with some series only."""
        self._read(self.data.take(rows))
        self.at = None if self.at is None else self.at[rows]
        self.level_x = None if self.level_x is None else self.level_x[:, rows]
        self.level_begin = None if self.level_begin is None else self.level_begin[:, rows]

    def _show(self, values):
        """Return values where something was seen, 0 elsewhere."""
        return values if self.complete else np.where(self.seen, values, 0.0)

    def stack_slopes(self, mu, first):
        """Return the derivatives of the log curve in size and shape, (k, n, s), 0 where unseen."""
        columns = np.ones((1 + len(first), *mu.shape))
        for column, d in zip(columns[1:], first):
            column[:] = d
        if not self.complete:
            np.copyto(columns[1:], 0.0, where=self.unseen)
        return columns

    def stack_bends(self, mu, second):
        """Return second derivatives of the log curve, an upper triangle (p, n, s), 0 where
        unseen."""
        bends = np.empty((len(second), *mu.shape))
        for bend, d in zip(bends, second):
            bend[:] = d
        if not self.complete:
            np.copyto(bends, 0.0, where=self.unseen)
        return bends

    def fill(self, theta):
        """Return all coordinates, the held one in its place."""
        if self.held is None:
            return theta
        full = np.empty((len(self.names), np.shape(theta)[1]))
        full[self.free], full[self.held] = theta, self.at
        return full

    def curve_logs(self, coordinates):
        """Return log values and their derivatives in the coordinates of size and shape."""
        curve, x, begin = self.data.curve, self.data.x, self.data.begin
        theta = list(coordinates[1 : 1 + len(curve.chart)])
        if self.chart == "location":
            h, first, second = self._follow_location(theta)
        elif self.chart == "growth":
            log_rate, midpoint, *slopes = curve.from_growth(coordinates[0], *theta, REFERENCE)
            h, first, _ = curve.find_shape([log_rate, midpoint], x, begin)
            first, second = [first[0] * d[0] + first[1] * d[1] for d in slopes], None
        else:
            h, first, second = curve.find_shape(theta, x, begin)
        if self.level_x is not None:
            there, *slopes = curve.find_shape(theta, self.level_x, self.level_begin)
            h = h - there
            first, second = ([a - b for a, b in zip(*m)] for m in zip((first, second), slopes))
        return coordinates[0] + h, first, second

    def _follow_location(self, theta):
        """Return the shape by inflection = location - log shape / rate, by the chain rule."""
        years = np.exp(-theta[0])
        gap = theta[2] * years
        theta[1] = theta[1] - gap
        h, (f0, f1, f2), (h00, h01, h02, h11, h12, h22) = self.data.curve.find_shape(
            theta, self.data.x, self.data.begin
        )
        first = [f0 + gap * f1, f1, f2 - years * f1]
        second = [
            h00 + gap * (2.0 * h01 + gap * h11 - f1),
            h01 + gap * h11,
            h02 + gap * h12 - years * (h01 + gap * h11 - f1),
            h11,
            h12 - years * h11,
            h22 - years * (2.0 * h12 - years * h11),
        ]
        return h, first, second

    def assemble(self, theta):
        """Return loss, gradient, exact and plain second derivatives; with a coordinate held the
        slope of half the loss in it, and how the others alter that, else zeros."""
        return self._split_held(theta)[:-1]

    def _split_held(self, theta):
        """Return what `assemble` does, and the second derivative in the held coordinate."""
        coordinates, held, free = self.fill(theta), self.held, self.free
        loss, gradient, exact, plain = self.differentiate(
            *self.curve_logs(coordinates), coordinates
        )
        slope, mixed, own = np.zeros(loss.shape), np.zeros(gradient.shape), None
        if held is not None:
            slope, mixed, own = gradient[held], exact[free, held], exact[held, held]
            gradient, exact, plain = gradient[free], exact[self.square], plain[self.square]
        below, above = theta <= self.edges[0], theta >= self.edges[1]
        if below.any() or above.any():
            # what presses against its edge is taken out of the equations of the others
            pressed = (below & (gradient > 0)) | (above & (gradient < 0))
            gradient[pressed] = mixed[pressed] = 0.0
            for matrix in (exact, plain):
                self._take_out(pressed, matrix)
        if held is not None and self.chart == "growth":
            # a higher ceiling above the same level is a lower level below the same ceiling
            at = self.level
            slope, own = slope - gradient[at], own - 2.0 * mixed[at] + exact[at, at]
            mixed = mixed - exact[:, at]
        return loss, gradient, exact, plain, slope, mixed, own

    def find_pull(self, theta):
        """Return how the loss and the others follow the held coordinate, from where these are best.

        Parameters
        ----------
        theta : ndarray, shape (k, s)
            Best values of all other coordinates.

        Returns
        -------
        loss, slope, bend : ndarray, shape (s,)
            The smallest loss with its first and second derivative in the held coordinate.
        moved : ndarray, shape (k, s)
            Derivatives of the others; NaN where they are at no minimum.
        """
        loss, _, exact, _, slope, mixed, own = self._split_held(theta)
        moved = follow_held(exact, mixed)
        return loss, 2.0 * slope, 2.0 * (own + (mixed * moved).sum(axis=0)), moved

    def differentiate(self, mu, first, second, coordinates):
        """Return loss, gradient (k, s), and exact and plain second derivatives, (k, k, s)."""
        mu = self._show(mu)
        half, slope, bend, by_sigma = getattr(self, f"_{self.data.kind}")(mu, coordinates[-1])
        columns = self.stack_slopes(mu, first)
        k, size = len(columns), len(columns) + (by_sigma is not None)
        gradient, plain = np.empty((size, mu.shape[1])), np.zeros((size, size, mu.shape[1]))
        gradient[:k] = add_products(slope, columns)
        plain[:k, :k] = cross_columns(bend, columns)
        exact = plain.copy()
        if second is not None:
            add_triangle(exact, 1, add_products(slope, self.stack_bends(mu, second)))
            if self.data.kind == "natural":
                # the exponential of the log curve bends by itself
                exact[:k, :k] += cross_columns(slope, columns)
        if by_sigma is not None:
            gradient[k], cross, exact[k, k] = by_sigma
            exact[k, :k] = exact[:k, k] = add_products(cross, columns)
            # away from the best the likelihood may bend the other way in log sigma; half its usual
            # bend then serves
            plain[k, k] = np.maximum(exact[k, k], self.seen.sum(axis=0))
        return 2.0 * half, gradient, exact, plain

    @staticmethod
    def _take_out(pressed, matrix):
        """Make the rows and columns of pressed coordinates those of the unit matrix."""
        for i in np.flatnonzero(pressed.any(axis=1)):
            matrix[i, :, pressed[i]] = matrix[:, i, pressed[i]].T * 0.0
            matrix[:, i, pressed[i]] = 0.0
            matrix[i, i, pressed[i]] = 1.0

    # --- of each kind: half the loss, its slope and bend in the log curve, and those in log sigma
    # ---

    def _natural(self, mu, _):
        value = np.where(self.seen, np.exp(mu), 0.0)
        away, w = self.data.low - value, self.data.w
        return 0.5 * (w * away * away).sum(axis=0), -w * away * value, w * value * value, None

    def _log(self, mu, _):
        r, w = self.data.low - mu, self.data.w
        return 0.5 * (w * r * r).sum(axis=0), -w * r, w, None

    def _hinge(self, mu, _):
        low, high = self.data.low, self.data.high
        r = (np.maximum(low - mu, 0.0) - np.maximum(mu - high, 0.0)) * self.seen
        return 0.5 * (r * r).sum(axis=0), -r, np.where(r != 0, 1.0, HINGE_BEND), None

    def look(self, mu, log_sigma):
        """Return of each observation minus its log likelihood, slope, bend, those in log sigma."""
        low, high, exact = self.data.low, self.data.high, self.exact_seen
        scale = self.root_weight * np.exp(-log_sigma)
        a, b = (low - mu) * scale, (high - mu) * scale
        width = (high - low) * scale
        some = exact is not None
        if some:
            z = np.where(exact, a, 0.0)
            a, b, width = (
                np.where(exact, -1.0, a),
                np.where(exact, 1.0, b),
                np.where(exact, 2.0, width),
            )
        value, by_mean, by_sigma, mm, ms, ss = _differentiate_probability(a, b, width)
        square = scale**2
        of_others = (
            -value,
            -by_mean * scale,
            np.maximum(mm, 0.0) * square,
            -by_sigma,
            ms * scale,
            ss,
        )
        if not some:
            return of_others if self.complete else tuple(self._show(np.array(of_others)))
        density, twice = 0.5 * z * z - np.log(scale) + 0.5 * LOG_TWO_PI, 2.0 * z
        of_exact = density, -z * scale, square, 1.0 - z * z, twice * scale, twice * z
        return tuple(self._show(np.where(exact, np.array(of_exact), np.array(of_others))))

    def _censored(self, mu, log_sigma):
        half, slope, bend, s1, cross, s2 = self.look(mu, log_sigma)
        return half.sum(axis=0), slope, bend, (s1.sum(axis=0), cross, s2.sum(axis=0))

    def _stated(self, mu, _):
        return *self._censored(mu, self.data.log_sigma)[:3], None

    def find_size(self, h):
        """Return the log size that suits a shape best; of intervals, their middles."""
        data = self.data
        if data.kind == "natural":
            top = np.where(self.seen, h, -np.inf).max(axis=0)
            g = np.where(self.seen, np.exp(h - top), 0.0)
            above, below = (data.w * g * data.low).sum(axis=0), (data.w * g * g).sum(axis=0)
            return np.log(above / below) - top
        low = np.where(np.isinf(data.low), data.high, data.low)
        high = np.where(np.isinf(data.high), data.low, data.high)
        w = np.where(self.seen, data.w, 0.0)
        away = np.where(self.seen, 0.5 * (low + high) - h, 0.0)
        return (w * away).sum(axis=0) / w.sum(axis=0)

    def set_size(self, theta, moved):
        """Return the coordinates with the size that suits the others, where the size is not held.

        `moved` is how far the held coordinate was moved; with a location the inflection stays.
        """
        if self.level_x is not None:
            return theta
        theta = theta.copy()
        if self.held == 0:
            if self.data.curve.follows_size:
                theta[0] -= moved
            return theta
        with np.errstate(all="ignore"):
            if self.chart == "location" and self.held == 2:
                theta[2] = np.clip(theta[2] + moved * np.exp(theta[1]), *EDGES["log_shape"])
            coordinates = self.fill(theta)
            size = self.find_size(self.curve_logs(coordinates)[0] - coordinates[0])
        theta[0] = np.where(np.isfinite(size), size, theta[0])
        return theta

    def weigh(self, coordinates, log_sigma):
        """Return minus the second derivative of each log likelihood in its mean, (n, s)."""
        with np.errstate(all="ignore"):
            return self.look(self.curve_logs(coordinates)[0], log_sigma)[2]

    @staticmethod
    def find_scale(matrix):
        """Return the diagonal of Gauss and Newton's matrix, by which damping is measured."""
        return find_diagonal(matrix)

    def solve_plainly(self, matrix, damping, right):
        """Return Gauss and Newton's step, for series that bend the wrong way."""
        return solve_damped(np.array(matrix), damping, find_diagonal(matrix), right)[0]

    def limit_step(self, theta, step):
        """Shorten steps, and keep each coordinate within the range in which it alters the curve."""
        most = np.where(self.is_log, LONGEST_LOG, 2.0 + 0.7 * np.abs(theta))
        if self.level is not None:
            own = self.level
            most[own] = np.where(step[own] > 0, 0.7 * (self.at - theta[own]), most[own])
        share = most / np.maximum(np.abs(step), 1e-300)
        if self.shape is not None:
            # so small a shape alters nothing, and its long steps must not shorten those of the
            # others
            flat = theta[self.shape] < FLAT_LOG_SHAPE
            step[self.shape, flat] *= np.minimum(share[self.shape, flat], 1.0)
            share[self.shape, flat] = 1.0
        factor = np.minimum(share.min(axis=0), 1.0)
        return np.clip(theta + step * factor, *self.wide_edges) - theta

    def measure(self, theta, step):
        """Return by how much of itself each step moves a coordinate, at most."""
        # a logarithm changes by the relative change of what it is the logarithm of
        size = np.where(self.is_log, 1.0, np.maximum(np.abs(theta), 1.0))
        return (np.abs(step) / size).max(axis=0)

    def find_limits(self, theta, log_size, state, gain, f):
        """Stop nothing: coordinates are kept within their range instead."""


class Projected(Losses):
    """Sums of squares at the best size of each shape, for any curve.

    Derivatives are those of `Losses` with the size eliminated: variable projection (Golub and
    Pereyra 1973, SIAM Journal on Numerical Analysis 10).

    Examples
    --------
    >>> from helpers.curves.family import find_curve
    >>> x, y = np.array([[0.0], [0.5], [1.0]]), np.array([[1.0], [2.0], [3.0]])
    >>> data = Data(find_curve("exponential"), "natural", x, None, y, y, np.ones((3, 1)))
    >>> Projected(data).assemble([np.array([1.0])])[0].round(3)
    array([0.04])
    """

    flat = 0.0

    def _name(self):
        self.names = self.names[1:]
        super()._name()
        longest = [LONGEST.get(name, LONGEST_LOG) for name in self.names]
        self.longest = np.array(longest)[:, None]

    def find_loss(self, theta):
        """Return the loss alone, as `assemble` does: all that a grid of starts asks for."""
        h = self.data.curve.find_shape(theta, self.data.x, self.data.begin)[0]
        size = self.find_size(np.where(self.seen, h, 0.0))
        half = getattr(self, f"_{self.data.kind}")(self._show(size + h), None)[0]
        return np.where(np.isnan(size), np.inf, 2.0 * half)

    def assemble(self, theta):
        data = self.data
        h, first, second = data.curve.find_shape(theta, data.x, data.begin)
        size = self.find_size(np.where(self.seen, h, 0.0))
        f, gradient, exact, plain = self.differentiate(size + h, first, second, [None])
        middle, of_size, plainly = plain[0, 0], exact[0, 1:], plain[0, 1:]
        return (
            np.where(np.isnan(size), np.inf, f),
            gradient[1:],
            exact[1:, 1:] - of_size[:, None] * of_size / middle,
            plain[1:, 1:] - plainly[:, None] * plainly / middle,
            size,
            -of_size / middle,
        )

    def limit_step(self, theta, step):
        longest = (np.abs(step) / self.longest).max(axis=0)
        return step * np.minimum(1.0, 1.0 / np.maximum(longest, 1e-300))

    def find_limits(self, theta, log_size, state, gain, f):
        """Mark series that have come to a limit of their curve."""
        curve = self.data.curve
        if curve.has_ceiling:
            state[log_size > LOG_CEILING_LIMIT] = CEILING_AWAY
        if curve.flat:
            state[np.exp(theta[0]) * self.data.x.min(axis=0) > OVER] = CONSTANT
            return
        for name, t in zip(curve.chart, theta):
            if name in EDGES:
                state[(t < EDGES[name][0]) | (t > EDGES[name][1])] = EDGE
