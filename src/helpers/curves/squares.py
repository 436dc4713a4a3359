"""Fast sums of squares for the curves whose shape depends on rate * time + offset.

Arrays are (points, series). The size enters a curve as a factor (natural scale) or as a constant
(log scale), so its best value is known for each shape and only rate and offset are searched. With a
common time, sums weighted by its powers are matrix products. The general sums of squares are those
of `likelihood.Projected`; a test holds the two equal.
"""

import numpy as np

from helpers.curves.descent import (
    CEILING_AWAY,
    CONSTANT,
    LEAST_SUM,
    LOG_CEILING_LIMIT,
    STEP,
    find_diagonal,
    solve_damped,
)
from helpers.curves.family import DEEPEST

REFERENCE = 0.7  # of the window: where the growth rate of a Gompertz curve is a coordinate
LEAST_GAP = 1e-6  # of the window: times closer than that count as one
BEFORE_DATA = 18.0  # rate * first time + offset at which the rise lies before the data
STEEP, STEEPEST = 8.0, 40.0  # rate * gap at which a rise may be, and is, a step between two times
NO_GAIN = 1e-9  # relative: what a step that is foreseen to gain less could still change
MOST_FALL, MOST_RISE = 0.7, 1.5  # of the rate in one step
OVERFLOW = 1e100
FAR_BELOW = -4.0  # rate + offset: towards a ceiling at infinity each step covers one unit
FAR_STEPS = (-1.7, -0.6)


class LineSquares:
    """Sums of squares at the best size of each shape, with their derivatives.

    Parameters
    ----------
    scale : str
        ``natural`` or ``log``.
    x : ndarray, shape (n, 1) or (n, s)
        Time from 0 to 1, one vector for all series or an array.
    y : ndarray, shape (n, s)
        Values or their logarithms, any number where the weight is 0.
    w : ndarray, shape (n, s), or None
        Weights; None if all are 1.

    Examples
    --------
    >>> x, y = np.array([[0.0], [0.5], [1.0]]), np.array([[1.0], [2.0], [3.0]])
    >>> squares = LogisticSquares("natural", x, y, None)
    >>> squares.assemble([np.array([4.0]), np.array([-2.0])])[0].round(3)
    array([0.395])
    """

    flat, held = 0.0, None  # see `descent.descend`

    def __init__(self, scale, x, y, w):
        self.scale, self.x, self.y, self.w = scale, x, y, w
        self.common = x.shape[1] == 1
        if self.common:
            self.powers = np.concatenate([np.ones_like(x), x, x * x], axis=1).T.copy()
        if scale == "log":
            self.total = w.sum(axis=0) if w is not None else float(y.shape[0])
            self.smallest = np.full(y.shape[1], LEAST_SUM * y.shape[0])
        else:
            self.smallest = LEAST_SUM * (y * y if w is None else w * y * y).sum(axis=0)
        self.first = x.min(axis=0)
        gaps = np.diff(np.sort(x, axis=0), axis=0)
        self.gap = np.where(gaps > LEAST_GAP, gaps, 1.0).min(axis=0, initial=1.0)

    def keep(self, rows):
        """Go on with some series only."""
        self.y = self.y.take(rows, axis=1)
        if self.w is not None:
            self.w = self.w.take(rows, axis=1)
            if self.scale == "log":
                self.total = self.total[rows]
        if not self.common:
            self.x = self.x.take(rows, axis=1)
            self.first, self.gap = self.first[rows], self.gap[rows]
        self.smallest = self.smallest[rows]

    def add(self, values, other=None):
        """Return weighted sums over points of values, or of their products with others."""
        if self.w is not None:
            values = values * self.w
        return (
            np.add.reduce(values, axis=0) if other is None else np.einsum("ij,ij->j", values, other)
        )

    def moments(self, values, order):
        """Return weighted sums over points of values times powers of time."""
        if self.w is not None:
            values = values * self.w
        if self.common:
            return self.powers[: order + 1] @ values
        out = [np.add.reduce(values, axis=0)]
        for _ in range(order):
            values = values * self.x
            out.append(np.add.reduce(values, axis=0))
        return out

    def assemble(self, theta):
        """Return sum, gradient, exact and plain second derivatives, log size and its slope."""
        sums = self._natural if self.scale == "natural" else self._log
        f, *lists, size, slope = self.turn_chart(theta, *sums(theta[0], self.find_offset(theta)))
        gradient, (aa, ab, bb), plain = lists
        exact = np.array([aa, ab, ab, bb]).reshape(2, 2, -1)
        return f, np.array(gradient), exact, plain, size, np.array(slope)

    def turn_chart(self, theta, *sums):
        """Return sums by rate and offset as sums by fitting coordinates."""
        return sums

    def _natural(self, a, b):
        y = self.y
        z = self.x * -a
        z -= b
        g, d1, bend, bottom, ending = self.form(z, a, b)
        work = g * y
        top = self.add(work)
        c = top / bottom
        r = np.multiply(g, c, out=work)
        np.subtract(y, r, out=r)
        f = self.add(r, r)
        r *= d1
        p0, p1, p2 = self.moments(r, 2)
        r *= bend
        r0, r1, r2 = self.turn((p0, p1, p2), self.moments(r, 2))
        g *= d1
        q0, q1 = self.moments(g, 1)
        d1 *= d1
        n0, n1, n2 = self.moments(d1, 2)
        cc, below = c * c, 1.0 / bottom
        u0, u1 = c * q0 - p0, c * q1 - p1
        v0, v1 = below * u0, below * u1
        # order of coordinates: rate, offset
        exact = cc * n2 - c * r2 - v1 * u1, cc * n1 - c * r1 - v0 * u1, cc * n0 - c * r0 - v0 * u0
        plain = cc, below, n2, n1, n0, q1, q0
        size = np.log(c) + ending
        f[~(top > 0)] = np.inf
        below = -1.0 / c
        return f, (-c * p1, -c * p0), exact, plain, size, (below * v1, below * v0)

    def _log(self, a, b):
        y = self.y
        z = self.x * -a
        z -= b
        h, d1, d2 = self.form_logs(z)
        r = np.subtract(y, h, out=z)
        c = self.add(r) / self.total
        r -= c
        f = self.add(r, r)
        p0, p1 = self.moments(r * d1, 1)
        q0, q1 = self.moments(d1, 1)
        r *= d2
        r0, r1, r2 = self.moments(r, 2)
        d1 *= d1
        n0, n1, n2 = self.moments(d1, 2)
        one = 1.0 / self.total
        v0, v1 = one * q0, one * q1
        exact = n2 - r2 - v1 * q1, n1 - r1 - v0 * q1, n0 - r0 - v0 * q0
        plain = np.ones_like(c), np.full(c.shape, one), n2, n1, n0, q1, q0
        return f, (-p1, -p0), exact, plain, c, (-v1, -v0)

    @staticmethod
    def finish_plain(parts):
        """Return Gauss and Newton's matrix of rate and offset from the sums it is made of."""
        cc, below, n2, n1, n0, q1, q0 = parts
        return (
            cc * (n2 - q1 * q1 * below),
            cc * (n1 - q0 * q1 * below),
            cc * (n0 - q0 * q0 * below),
        )

    def find_scale(self, parts):
        """Return the diagonal of Gauss and Newton's matrix, by which damping is measured."""
        aa, _, bb = self.finish_plain(parts)
        return np.maximum([aa, bb], 1e-300)

    def solve_plainly(self, parts, damping, right):
        """Return Gauss and Newton's step, for series that bend the wrong way."""
        aa, ab, bb = self.finish_plain(parts)
        matrix = np.array([aa, ab, ab, bb]).reshape(2, 2, -1)
        return solve_damped(matrix, damping, find_diagonal(matrix), right)[0]

    def limit_step(self, theta, step):
        """Shorten steps that would turn the rate round or leap over the window."""
        rate, other = theta
        factor = np.minimum(1.0, MOST_FALL * rate / np.maximum(-step[0], 1e-300))
        factor = np.minimum(factor, MOST_RISE * rate / np.maximum(step[0], 1e-300))
        most = 2.0 + 0.7 * (np.abs(other) + rate)
        factor = np.minimum(factor, most / np.maximum(np.abs(step[1]), 1e-300))
        return step * self.stretch(theta, step, factor)

    def stretch(self, theta, step, factor):
        """Return by what factor steps are taken, where a longer one is known to be right."""
        return factor

    def measure(self, theta, step):
        """Return by how much of itself each step moves a coordinate, at most."""
        size = np.maximum(theta[0], np.abs(theta[1]))
        return np.maximum(np.abs(step[0]) / theta[0], np.abs(step[1]) / size)

    def find_limits(self, theta, log_size, state, gain, f):
        """Mark series that have come to a limit of their curve."""
        rate, offset = theta[0], self.find_offset(theta)
        state[log_size > self.far_size] = CEILING_AWAY
        state[rate * self.first + offset > BEFORE_DATA] = CONSTANT
        pace = rate * self.gap
        state[(pace > STEEPEST) | ((pace > STEEP) & (gain <= NO_GAIN * f))] = STEP

    def to_chart(self, theta):
        """Return log rate and midpoint from fitting coordinates."""
        return np.stack([np.log(theta[0]), -self.find_offset(theta) / theta[0]])


class LogisticSquares(LineSquares):
    """Sums of squares of logistic curves, by rate and offset."""

    far_size = LOG_CEILING_LIMIT  # far below its ceiling a logistic curve is an exponential

    def find_offset(self, theta):
        return theta[1]

    def from_chart(self, chart):
        """Return fitting coordinates from log rate and midpoint."""
        rate = np.exp(chart[0])
        return np.stack([rate, -rate * chart[1]])

    def form(self, z, a, b):
        """Return shape, slope, what its bend is made of, sum of squares and log of the scale."""
        np.exp(z, out=z)
        z += 1.0
        g = np.divide(1.0, z, out=z)
        d1 = g * g
        bottom = self.add(d1)
        np.subtract(g, d1, out=d1)
        return g, d1, g, bottom, 0.0

    def turn(self, p, s):
        """Return moments with the second derivative, slope (1 - 2 shape)."""
        return [one - 2.0 * other for one, other in zip(p, s)]

    def form_logs(self, z):
        """Return the log of the shape and its two derivatives."""
        h = np.maximum(z, 0.0)
        e = np.abs(z)
        np.negative(e, out=e)
        np.exp(e, out=e)
        h += np.log1p(e)
        np.negative(h, out=h)
        d1 = -np.expm1(h)
        d2 = d1 * d1
        d2 -= d1
        return h, d1, d2

    def stretch(self, theta, step, factor):
        # towards a ceiling at infinity each Newton step covers the same distance: take two at once
        far = theta[0] + theta[1] < FAR_BELOW
        return np.where(far & (step[1] > FAR_STEPS[0]) & (step[1] < FAR_STEPS[1]), 2.0, factor)


class GompertzSquares(LineSquares):
    """Sums of squares of Gompertz curves, by rate and log growth at the reference time.

    Far below its ceiling a Gompertz curve is known by its growth at one time and by how fast that
    fades; rate and offset alone would run along a bent valley.
    """

    far_size = 300.0  # log: a Gompertz curve is an exponential only very far below its ceiling

    def find_offset(self, theta):
        return np.log(theta[0]) - theta[0] * REFERENCE - theta[1]

    def from_chart(self, chart):
        rate = np.exp(chart[0])
        return np.stack([rate, chart[0] + rate * (chart[1] - REFERENCE)])

    def turn_chart(self, theta, f, gradient, exact, plain, size, slope):
        rate, (ga, gb), (sa, sb) = theta[0], gradient, slope
        bend = 1.0 / rate - REFERENCE
        aa, ab, bb = self._turn_matrix(exact, bend)
        exact = aa - gb / rate**2, ab, bb
        return f, (ga + bend * gb, -gb), exact, (*plain, bend), size, (sa + bend * sb, -sb)

    @staticmethod
    def _turn_matrix(matrix, bend):
        aa, ab, bb = matrix
        return aa + bend * (2.0 * ab + bend * bb), -ab - bend * bb, bb

    def finish_plain(self, parts):
        *sums, bend = parts
        return self._turn_matrix(super().finish_plain(sums), bend)

    def form(self, z, a, b):
        np.exp(z, out=z)
        # relative to its value at the end of the window, so that a far ceiling underflows nothing
        np.minimum(z, OVERFLOW, out=z)
        ending = np.exp(-(a + b))
        g = ending - z
        np.exp(g, out=g)
        d1 = g * g
        bottom = self.add(d1)
        np.multiply(g, z, out=d1)
        return g, d1, z, bottom, ending

    def turn(self, p, s):
        """Return moments with the second derivative, slope (depth - 1)."""
        return [other - one for one, other in zip(p, s)]

    def form_logs(self, z):
        np.minimum(z, DEEPEST, out=z)
        d1 = np.exp(z)
        h = -d1
        return h, d1, h


SQUARES = {"logistic": LogisticSquares, "gompertz": GompertzSquares}
