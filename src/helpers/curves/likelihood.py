"""Likelihoods and sums of squares of growth curves, and the descent that fits many series at once.

Arrays are (points, series). The size enters a curve as a factor (natural scale) or as a constant
(log scale), so for exact observations its best value is known for each shape and only one to three
coordinates are searched. Each series has its own damping and its own stop and leaves the arrays
when it is done; there is no loop over series.
"""

import numpy as np
from scipy.special import log_ndtr

from helpers.curves.family import CHARTS, find_shape

MOST_STEPS = 150
SMALLEST_CHANGE = 1e-12  # relative, of every parameter
START_DAMPING = 1e-2
CEILING_LIMIT = 1e7  # times the largest value: farther away a ceiling is no longer a number
# Beyond these a coordinate no longer alters the curve within the precision of the sums.
EDGES = {
    "log_rate": (-40.0, 10.0),
    "log_shape": (-14.0, 9.0),
    "log_innovation": (-60.0, 7.0),
    "log_imitation": (-18.0, 7.0),
}
FLAT_LOG_SHAPE = -3.0  # of the Richards curve: below, the others hardly hang on it
REFERENCE = 0.7  # of the window: where the growth rate of a Gompertz curve is a coordinate
WIDE_EDGES = {"log_size": (-1e3, 1e5), "log_sigma": (-30.0, 10.0)}
LOG_TWO_PI = np.log(2.0 * np.pi)

RUNNING, DONE, CEILING_AWAY, STEP, CONSTANT, EDGE, STUCK = range(7)


def _pairs(k):
    return [(i, j) for i in range(k) for j in range(i, k)]


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
    The difference is taken on the shorter tail, where it does not cancel. Between bounds closer
    than 1/1000 it is density times width with the next term of the series, exact to 1e-13.

    Examples
    --------
    >>> value, _, _ = find_log_probability(np.array([8.0]), np.array([np.inf]))
    >>> value.round(4)
    array([-35.0134])
    """
    with np.errstate(all="ignore"):
        turned = low + high > 0
        a, b = np.where(turned, -high, low), np.where(turned, -low, high)
        upper, lower = log_ndtr(b), log_ndtr(a)
        value = upper + np.log(-np.expm1(lower - upper))
        middle, width = 0.5 * (low + high), high - low if width is None else width
        narrow = width * (1.0 + np.abs(middle)) < 1e-3
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
    """Return the log probability and its derivatives in mean and log sigma, times sigma where in the mean.

    Order: value, by mean, by log sigma, minus by mean twice, minus mixed, minus by log sigma twice.
    """
    value, at_low, at_high = find_log_probability(low, high, width)
    a, b = np.clip(low, -1e6, 1e6), np.clip(high, -1e6, 1e6)
    by_mean, by_sigma = at_low - at_high, a * at_low - b * at_high
    wide = (
        by_mean,
        by_sigma,
        by_mean**2 - by_sigma,
        by_mean * by_sigma + by_mean - a * a * at_low + b * b * at_high,
        by_sigma**2 - (a**3 - a) * at_low + (b**3 - b) * at_high,
    )
    # between close bounds these differences cancel; the series does not
    m, dd = 0.5 * (a + b), np.minimum(width, 1e3) ** 2
    close = (
        m * (1.0 - dd / 12.0),
        m * m - 1.0 - (2.0 * m * m - 1.0) * dd / 12.0,
        1.0 - dd / 12.0,
        2.0 * m - m * dd / 3.0,
        2.0 * m * m - (4.0 * m * m - 1.0) * dd / 6.0,
    )
    narrow = width * (1.0 + np.abs(m)) < 1e-3
    return value, *(np.where(narrow, c, v) for c, v in zip(close, wide))


def _solve(matrix, damping, scale, right):
    """Return the solution of (matrix + damping * scale) step = right, and whether it is positive definite."""
    k = len(right)
    if k == 1:
        d = matrix[0] + damping * scale[0]
        return [right[0] / d], d > 0
    if k == 2:
        a, b, c = matrix[0] + damping * scale[0], matrix[1], matrix[2] + damping * scale[1]
        det = a * c - b * b
        return [(c * right[0] - b * right[1]) / det, (a * right[1] - b * right[0]) / det], (
            a > 0
        ) & (det > 1e-15 * a * c)
    # Cholesky's factors, one array of series for each entry
    entry = dict(zip(_pairs(k), matrix))
    factor, good, step = {}, True, []
    for j in range(k):
        full = entry[j, j] + damping * scale[j]
        pivot = full - sum(factor[j, m] ** 2 for m in range(j))
        good = good & (full > 0) & (pivot > 1e-15 * full)
        factor[j, j] = np.sqrt(pivot)
        for i in range(j + 1, k):
            factor[i, j] = (
                entry[j, i] - sum(factor[i, m] * factor[j, m] for m in range(j))
            ) / factor[j, j]
        step.append((right[j] - sum(factor[j, m] * step[m] for m in range(j))) / factor[j, j])
    for j in reversed(range(k)):
        step[j] = (step[j] - sum(factor[i, j] * step[i] for i in range(j + 1, k))) / factor[j, j]
    return step, good


class LineSquares:
    """Sums of squares for the curves whose shape depends on rate * x + offset: logistic, Gompertz.

    Parameters
    ----------
    curve, scale : str
        ``logistic`` or ``gompertz``; ``natural`` or ``log``.
    x : ndarray, shape (n, 1) or (n, s)
        Time from 0 to 1, one vector for all series or an array.
    y : ndarray, shape (n, s)
        Values or their logarithms, any number where the weight is 0.
    w : ndarray, shape (n, s), or None
        Weights; None if all are 1.

    Notes
    -----
    With a common time, sums weighted by its powers are matrix products. The size is projected out:
    first and second derivatives are those of the sum of squares at the best size of each shape.

    Examples
    --------
    >>> x, y = np.array([[0.0], [0.5], [1.0]]), np.array([[1.0], [2.0], [3.0]])
    >>> rss, *_ = LineSquares("logistic", "natural", x, y, None).assemble([np.array([4.0]), np.array([-2.0])])
    >>> rss.round(3)
    array([0.395])
    """

    def __init__(self, curve, scale, x, y, w):
        self.curve, self.scale, self.x, self.y, self.w = curve, scale, x, y, w
        self.common = x.shape[1] == 1
        if self.common:
            self.powers = np.concatenate([np.ones_like(x), x, x * x], axis=1).T.copy()
        if scale == "log":
            self.total = w.sum(axis=0) if w is not None else float(y.shape[0])
        self.smallest = (
            1e-31 * (y * y if w is None else w * y * y).sum(axis=0)
            if scale == "natural"
            else np.full(y.shape[1], 1e-31 * y.shape[0])
        )
        self.first = x.min(axis=0)
        gaps = np.diff(np.sort(x, axis=0), axis=0)
        self.gap = np.where(gaps > 1e-3, gaps, 1.0).min(axis=0, initial=1.0)

    def keep(self, rows):
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
        rate, offset = theta[0], self.offset(theta)
        f, (ga, gb), exact, plain, size, (sa, sb) = (
            self._natural if self.scale == "natural" else self._log
        )((rate, offset))
        if self.curve == "logistic":
            return f, [ga, gb], exact, plain, size, [sa, sb]
        # A Gompertz curve far below its ceiling is known by its growth at one time and by how fast
        # that fades; rate and offset alone would run along a bent valley.
        bend = 1.0 / rate - REFERENCE
        gradient = [ga + bend * gb, -gb]
        exact = [
            exact[0] + bend * (2.0 * exact[1] + bend * exact[2]) - gb / rate**2,
            -exact[1] - bend * exact[2],
            exact[2],
        ]
        return f, gradient, exact, [*plain, bend], size, [sa + bend * sb, -sb]

    def find_scale(self, parts):
        """Return the diagonal of Gauss and Newton's matrix, by which damping is measured."""
        matrix = self.finish_plain(parts)
        return [np.maximum(matrix[0], 1e-300), np.maximum(matrix[2], 1e-300)]

    def solve_plainly(self, parts, damping, right):
        """Return Gauss and Newton's step, for series whose second derivatives are not positive definite."""
        matrix = self.finish_plain(parts)
        return _solve(
            matrix, damping, [np.maximum(matrix[0], 1e-300), np.maximum(matrix[2], 1e-300)], right
        )[0]

    def offset(self, theta):
        """Return b of z = a x + b; Gompertz: from the log of the growth rate at the reference time."""
        return (
            theta[1]
            if self.curve == "logistic"
            else np.log(theta[0]) - theta[0] * REFERENCE - theta[1]
        )

    def from_chart(self, theta):
        """Return fitting coordinates from log rate and midpoint."""
        rate = np.exp(theta[0])
        return np.stack(
            [
                rate,
                -rate * theta[1]
                if self.curve == "logistic"
                else theta[0] + rate * (theta[1] - REFERENCE),
            ]
        )

    def _natural(self, theta):
        a, b = theta
        y = self.y
        z = self.x * -a
        z -= b
        np.exp(z, out=z)
        if self.curve == "logistic":
            ending = 0.0
            z += 1.0
            g = np.divide(1.0, z, out=z)
            d1 = g * g
            bottom = self.add(d1)
            np.subtract(g, d1, out=d1)
            bend = g
        else:
            # relative to its value at the end of the window, so that a far ceiling underflows nothing
            np.minimum(z, 1e100, out=z)
            ending = np.exp(-(a + b))
            g = ending - z
            np.exp(g, out=g)
            d1 = g * g
            bottom = self.add(d1)
            np.multiply(g, z, out=d1)
            bend = z
        work = g * y
        top = self.add(work)
        c = top / bottom
        r = np.multiply(g, c, out=work)
        np.subtract(y, r, out=r)
        f = self.add(r, r)
        # second derivative of the shape: d1 (1 - 2 g), of Gompertz d1 (z - 1)
        r *= d1
        p0, p1, p2 = self.moments(r, 2)
        r *= bend
        s0, s1, s2 = self.moments(r, 2)
        g *= d1 if self.curve == "logistic" else 1.0
        if self.curve == "logistic":
            r0, r1, r2 = p0 - 2.0 * s0, p1 - 2.0 * s1, p2 - 2.0 * s2
            q0, q1 = self.moments(g, 1)
        else:
            r0, r1, r2 = s0 - p0, s1 - p1, s2 - p2
            q0, q1 = self.moments(g * d1, 1)
        d1 *= d1
        n0, n1, n2 = self.moments(d1, 2)
        cc, below = c * c, 1.0 / bottom
        u0, u1 = c * q0 - p0, c * q1 - p1
        v0, v1 = below * u0, below * u1
        # order of coordinates: rate, offset
        exact = [cc * n2 - c * r2 - v1 * u1, cc * n1 - c * r1 - v0 * u1, cc * n0 - c * r0 - v0 * u0]
        plain = [cc, below, n2, n1, n0, q1, q0]
        size = np.log(c) + ending
        f[~(top > 0)] = np.inf
        below = -1.0 / c
        return f, [-c * p1, -c * p0], exact, plain, size, [below * v1, below * v0]

    def _log(self, theta):
        a, b = theta
        y = self.y
        z = self.x * -a
        z -= b
        if self.curve == "logistic":
            h = np.maximum(z, 0.0)
            e = np.abs(z)
            np.negative(e, out=e)
            np.exp(e, out=e)
            h += np.log1p(e)
            np.negative(h, out=h)
            d1 = -np.expm1(h)
            d2 = d1 * d1
            d2 -= d1
        else:
            np.minimum(z, 200.0, out=z)
            d1 = np.exp(z)
            h = -d1
            d2 = h
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
        exact = [n2 - r2 - v1 * q1, n1 - r1 - v0 * q1, n0 - r0 - v0 * q0]
        plain = [np.ones_like(c), np.full(c.shape, one), n2, n1, n0, q1, q0]
        return f, [-p1, -p0], exact, plain, c, [-v1, -v0]

    @staticmethod
    def finish_plain(parts):
        """Return Gauss and Newton's matrix of rate and offset from the sums it is made of."""
        cc, below, n2, n1, n0, q1, q0, *bend = parts
        matrix = [
            cc * (n2 - q1 * q1 * below),
            cc * (n1 - q0 * q1 * below),
            cc * (n0 - q0 * q0 * below),
        ]
        if not bend:
            return matrix
        (bend,) = bend
        return [
            matrix[0] + bend * (2.0 * matrix[1] + bend * matrix[2]),
            -matrix[1] - bend * matrix[2],
            matrix[2],
        ]

    def limit_step(self, theta, step):
        """Shorten steps that would turn the rate round or leap over the window."""
        rate, other = theta
        factor = np.minimum(1.0, 0.7 * rate / np.maximum(-step[0], 1e-300))
        factor = np.minimum(factor, 1.5 * rate / np.maximum(step[0], 1e-300))
        most = 2.0 + 0.7 * (np.abs(other) + rate)
        factor = np.minimum(factor, most / np.maximum(np.abs(step[1]), 1e-300))
        if self.curve == "logistic":
            # towards a ceiling at infinity each Newton step covers the same distance: take two at once
            factor = np.where(
                (rate + other < -4.0) & (step[1] < -0.6) & (step[1] > -1.7), 2.0, factor
            )
        return [s * factor for s in step]

    def measure(self, theta, step):
        size = np.maximum(theta[0], np.abs(theta[1]))
        return np.maximum(np.abs(step[0]) / theta[0], np.abs(step[1]) / size)

    def find_limits(self, theta, log_size, state, gain, f):
        rate, offset = theta[0], self.offset(theta)
        # far below its ceiling a logistic curve is an exponential; a Gompertz curve is one much later
        state[log_size > (np.log(CEILING_LIMIT) if self.curve == "logistic" else 300.0)] = (
            CEILING_AWAY
        )
        state[rate * self.first + offset > 18.0] = CONSTANT
        pace = rate * self.gap
        state[(pace > 40.0) | ((pace > 8.0) & (gain <= 1e-9 * f))] = STEP

    def to_chart(self, theta):
        return np.stack([np.log(theta[0]), -self.offset(theta) / theta[0]])


class ShapeSquares:
    """Sums of squares for any curve, from its shape's derivatives in chart coordinates.

    Parameters
    ----------
    curve, scale : str
        Key of ``curves.CHARTS``; ``natural`` or ``log``.
    x, begin : ndarray, shape (n, s)
        Time in fitting units; see `curves.find_shape`.
    y, w : ndarray, shape (n, s)
        Values or their logarithms, and weights, 0 where missing.

    Examples
    --------
    >>> x, y = np.array([[0.0], [0.5], [1.0]]), np.array([[1.0], [2.0], [3.0]])
    >>> rss, *_ = ShapeSquares("exponential", "natural", x, y, np.ones((3, 1))).assemble([np.array([1.0])])
    >>> rss.round(3)
    array([0.04])
    """

    def __init__(self, curve, scale, x, y, w, begin=None):
        self.curve, self.scale, self.x, self.y, self.w, self.begin = curve, scale, x, y, w, begin
        self.total = w.sum(axis=0)
        self.first = x.min(axis=0)
        self.smallest = (
            1e-31 * (w * y * y).sum(axis=0) if scale == "natural" else 1e-31 * self.total
        )

    def keep(self, rows):
        self.x, self.y, self.w = self.x[:, rows], self.y[:, rows], self.w[:, rows]
        self.begin = None if self.begin is None else self.begin[:, rows]
        self.total, self.smallest, self.first = (
            self.total[rows],
            self.smallest[rows],
            self.first[rows],
        )

    def assemble(self, theta):
        y, w = self.y, self.w
        h, first, second = find_shape(self.curve, theta, self.x, self.begin)
        pairs = _pairs(len(first))
        if self.scale == "log":
            r = y - np.where(w > 0, h, 0.0)
            c = (w * r).sum(axis=0) / self.total
            r = (r - c) * (w > 0)
            wr = w * r
            means = [(w * d).sum(axis=0) / self.total for d in first]
            gradient = [-(wr * d).sum(axis=0) for d in first]
            plain = [
                (w * first[i] * first[j]).sum(axis=0) - self.total * means[i] * means[j]
                for i, j in pairs
            ]
            exact = [p - (wr * d).sum(axis=0) for p, d in zip(plain, second)]
            return (wr * r).sum(axis=0), gradient, exact, plain, c, [-m for m in means]
        top = np.where(w > 0, h, -np.inf).max(axis=0)
        g = np.exp(h - top) * (w > 0)
        wg = w * g
        above, below = (wg * y).sum(axis=0), (wg * g).sum(axis=0)
        c = above / below
        r = (y - c * g) * (w > 0)
        wr = w * r
        g1 = [g * d for d in first]
        p = [(wr * d).sum(axis=0) for d in g1]
        q = [(wg * d).sum(axis=0) for d in g1]
        inner = [(w * g1[i] * g1[j]).sum(axis=0) for i, j in pairs]
        bent = [(wr * (g1[i] * first[j] + g * d)).sum(axis=0) for (i, j), d in zip(pairs, second)]
        cross = [c * b - a for a, b in zip(p, q)]
        plain = [c * c * (n - q[i] * q[j] / below) for n, (i, j) in zip(inner, pairs)]
        exact = [
            c * c * n - c * b - cross[i] * cross[j] / below
            for n, b, (i, j) in zip(inner, bent, pairs)
        ]
        f = np.where(above > 0, (wr * r).sum(axis=0), np.inf)
        return (
            f,
            [-c * d for d in p],
            exact,
            plain,
            np.log(c) - top,
            [-u / (c * below) for u in cross],
        )

    @staticmethod
    def find_scale(matrix):
        """Return the diagonal of Gauss and Newton's matrix, by which damping is measured."""
        k = {1: 1, 3: 2, 6: 3, 10: 4, 15: 5}[len(matrix)]
        return [np.maximum(matrix[m], 1e-300) for m, (i, j) in enumerate(_pairs(k)) if i == j]

    def solve_plainly(self, matrix, damping, right):
        """Return Gauss and Newton's step, for series whose second derivatives are not positive definite."""
        return _solve(matrix, damping, self.find_scale(matrix), right)[0]

    def limit_step(self, theta, step):
        longest = np.maximum(np.abs(step[0]), np.abs(step[-1]))
        for s in step[1:-1]:
            longest = np.maximum(longest, np.abs(s) / 2.0)
        factor = np.minimum(
            1.0, (1.5 if self.curve != "exponential" else 20.0) / np.maximum(longest, 1e-300)
        )
        return [s * factor for s in step]

    def measure(self, theta, step):
        # a logarithm changes by the relative change of what it is the logarithm of
        return np.max(
            [
                np.abs(s) if name.startswith("log_") else np.abs(s) / np.maximum(np.abs(t), 1.0)
                for name, t, s in zip(CHARTS[self.curve], theta, step)
            ],
            axis=0,
        )

    def find_limits(self, theta, log_size, state, gain, f):
        if self.curve != "exponential":
            state[log_size > np.log(CEILING_LIMIT)] = CEILING_AWAY
        if self.curve == "saturating":
            state[np.exp(theta[0]) * self.first > 40.0] = CONSTANT
            return
        for name, t in zip(CHARTS[self.curve], theta):
            if name in EDGES:
                state[(t < EDGES[name][0]) | (t > EDGES[name][1])] = EDGE

    def to_chart(self, theta):
        return np.asarray(theta)


def to_growth(curve, size, log_rate, midpoint):
    """Return log level and log growth rate at the reference time from the coordinates of a logistic or Gompertz curve.

    Parameters
    ----------
    curve : str
        ``logistic`` or ``gompertz``.
    size, log_rate, midpoint : ndarray, shape (s,)
        Fitting coordinates.

    Returns
    -------
    level, growth : ndarray, shape (s,)
        Both logarithms.

    Notes
    -----
    Far below its ceiling a curve is known by these two, whatever its ceiling; rate and midpoint
    then run along a bent valley.

    Examples
    --------
    >>> level, growth = to_growth("logistic", np.zeros(1), np.zeros(1), np.full(1, REFERENCE))
    >>> np.exp(level), np.exp(growth)
    (array([0.5]), array([0.5]))
    """
    z = np.exp(log_rate) * (REFERENCE - midpoint)
    if curve == "gompertz":
        return size - np.exp(-z), log_rate - z
    return size - np.logaddexp(0.0, -z), log_rate - np.logaddexp(0.0, z)


def from_growth(curve, size, level, growth):
    """Return log rate and midpoint from the level and growth at the reference time, with derivatives.

    Parameters
    ----------
    curve : str
        ``logistic`` or ``gompertz``.
    size, level, growth : ndarray, shape (s,)
        Log size, log level (below it) and log growth rate at the reference time.

    Returns
    -------
    log_rate, midpoint : ndarray, shape (s,)
    by_level, by_growth : tuple of two ndarray
        Derivatives of these two.

    Examples
    --------
    >>> log_rate, midpoint, *_ = from_growth("logistic", np.zeros(1), np.log([0.5]), np.log([0.5]))
    >>> np.exp(log_rate), midpoint == REFERENCE
    (array([1.]), array([ True]))
    """
    gap = size - level
    if curve == "gompertz":
        z, bend, by_level = -np.log(gap), 1.0 / gap, 1.0 / gap
        log_rate = growth + z
    else:
        share = np.exp(-gap)
        left = -np.expm1(-gap)
        z, bend, by_level = -gap - np.log(left), 1.0 / left, share / left
        log_rate = growth - np.log(left)
    rate = np.exp(log_rate)
    midpoint = REFERENCE - z / rate
    return log_rate, midpoint, (by_level, (z * by_level - bend) / rate), (np.ones_like(z), z / rate)


class Losses:
    """Loss of a curve in all its coordinates, one of which may be held: for profiles and intervals.

    Parameters
    ----------
    curve : str
    kind : str
        ``natural`` and ``log``: sum of squares of exact values; ``censored``: minus twice the log
        likelihood of exact, interval and one-sided observations on the log scale, with log sigma
        as last coordinate; ``stated``: the same with a stated sigma; ``hinge``: sum of squared distances to the intervals on the log scale.
    x, begin : ndarray, shape (n, s) or (n, 1)
        Time in fitting units; see `curves.find_shape`.
    low, high : ndarray, shape (n, s)
        Bounds, equal for exact values, on the scale of the fit and in units of the largest value.
    w : ndarray, shape (n, s)
        Weights, 0 where missing.
    held : int or None
        Coordinate that keeps its value while the others are fitted.
    at : ndarray, shape (s,), or None
        Value of the held coordinate.
    by_location : bool
        Richards: the second chart coordinate is the location, not the inflection.
    level_x, level_begin : ndarray, shape (1, s), or None
        A time: the first coordinate is then the log of the curve there, not its size.
    log_sigma : ndarray, shape (s,), or None
        The stated sigma.
    by_growth : bool
        Logistic and Gompertz: level and growth at a reference time in the place of rate and midpoint.

    Notes
    -----
    log-normal errors; sigma is divided by the root of the weight. The maximiser and differences of
    the log likelihood go over into those of exact values as intervals shrink.

    Examples
    --------
    >>> y, w = np.log([[1.0], [2.0], [4.0]]), np.ones((3, 1))
    >>> losses = Losses("exponential", "log", np.arange(3.0)[:, None], None, y, y, w)
    >>> rss, *_ = losses.assemble([np.zeros(1), np.log([2.0])])
    >>> bool(rss[0] < 1e-30)
    True
    """

    flat = 1e-12

    def __init__(
        self,
        curve,
        kind,
        x,
        begin,
        low,
        high,
        w,
        *,
        held=None,
        at=None,
        by_location=False,
        level_x=None,
        level_begin=None,
        log_sigma=None,
        by_growth=False,
    ):
        self.curve, self.kind, self.x, self.begin, self.low, self.high, self.w = (
            curve,
            kind,
            x,
            begin,
            low,
            high,
            w,
        )
        self.held, self.at, self.by_location = held, at, by_location
        self.level_x, self.level_begin, self.log_sigma = level_x, level_begin, log_sigma
        self.by_growth = by_growth
        self.names = ["log_size", *CHARTS[curve], *(["log_sigma"] if kind == "censored" else [])]
        if by_growth:
            self.names[1:3] = ["level", "log_growth"]
        self.free = [i for i in range(len(self.names)) if i != held]
        self.seen = w > 0
        self.exact = low == high
        if kind == "natural":
            self.smallest = 1e-31 * (w * low * low).sum(axis=0)
        elif kind == "hinge":
            self.smallest = np.full(w.shape[1], 1e-24)
        else:
            self.smallest = 1e-31 * w.sum(axis=0)

    def keep(self, rows):
        self.low, self.high, self.w, self.seen, self.exact = (
            v[:, rows] for v in (self.low, self.high, self.w, self.seen, self.exact)
        )
        if self.x.shape[1] > 1:
            self.x = self.x[:, rows]
        if self.begin is not None and self.begin.shape[1] > 1:
            self.begin = self.begin[:, rows]
        self.smallest = self.smallest[rows]
        self.at = None if self.at is None else self.at[rows]
        self.log_sigma = None if self.log_sigma is None else self.log_sigma[rows]
        self.level_x = None if self.level_x is None else self.level_x[:, rows]
        self.level_begin = None if self.level_begin is None else self.level_begin[:, rows]

    def fill(self, theta):
        """Return all coordinates, the held one in its place."""
        full = list(theta)
        if self.held is not None:
            full.insert(self.held, self.at)
        return full

    def curve_logs(self, coordinates):
        """Return log values and their derivatives in the coordinates of size and shape."""
        k = 1 + len(CHARTS[self.curve])
        theta = list(coordinates[1:k])
        if self.by_location:
            # inflection = location - log shape / rate, with the chain rule to the second order
            years = np.exp(-theta[0])
            gap = theta[2] * years
            theta[1] = theta[1] - gap
            h, (f0, f1, f2), (h00, h01, h02, h11, h12, h22) = find_shape(
                self.curve, theta, self.x, self.begin
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
        elif self.by_growth:
            log_rate, midpoint, by_level, by_growth = from_growth(
                self.curve, coordinates[0], *theta
            )
            h, first, _ = find_shape(self.curve, [log_rate, midpoint], self.x, self.begin)
            first = [first[0] * d[0] + first[1] * d[1] for d in (by_level, by_growth)]
            second = None
        else:
            h, first, second = find_shape(self.curve, theta, self.x, self.begin)
        if self.level_x is not None:
            there, first_there, second_there = find_shape(
                self.curve, theta, self.level_x, self.level_begin
            )
            h = h - there
            first, second = (
                [a - b for a, b in zip(m, o)]
                for m, o in ((first, first_there), (second, second_there))
            )
        return coordinates[0] + h, first, second

    def assemble(self, theta):
        coordinates = self.fill(theta)
        mu, first, second = self.curve_logs(coordinates)
        mu = np.where(self.seen, mu, 0.0)
        log_sigma = self.log_sigma if self.kind == "stated" else coordinates[-1]
        half, slope, bend, by_sigma = getattr(self, f"_{self.kind}")(mu, log_sigma)
        one = np.ones_like(mu)
        first = [one, *[np.where(self.seen, d, 0.0) for d in first]]
        k = len(first)
        names = _pairs(k)
        gradient = [(slope * d).sum(axis=0) for d in first]
        weighed = [bend * d for d in first]
        plain = {(i, j): (weighed[i] * first[j]).sum(axis=0) for i, j in names}
        exact = dict(plain)
        if second is not None:
            for (i, j), d in zip(_pairs(k - 1), second):
                exact[i + 1, j + 1] = plain[i + 1, j + 1] + (
                    np.where(self.seen, d, 0.0) * slope
                ).sum(axis=0)
        if self.kind == "natural" and second is not None:
            # the exponential of the log curve bends by itself
            for i, j in names:
                exact[i, j] = exact[i, j] + (slope * first[i] * first[j]).sum(axis=0)
        if by_sigma is not None:
            s1, cross, s2 = by_sigma
            gradient.append(s1)
            for i in range(k):
                exact[i, k] = (cross * first[i]).sum(axis=0)
                plain[i, k] = np.zeros_like(s2)
            # away from the best the likelihood may bend the other way in log sigma; half its usual bend then serves
            exact[k, k], plain[k, k] = s2, np.maximum(s2, self.seen.sum(axis=0))
            k += 1
        gradient = self._stop_at_edges(coordinates, gradient, exact, plain)
        pairs = [(i, j) for i in self.free for j in self.free if i <= j]
        return (
            2.0 * half,
            [gradient[i] for i in self.free],
            [exact[p] for p in pairs],
            [plain[p] for p in pairs],
            np.zeros_like(half),
            [np.zeros_like(half) for _ in self.free],
        )

    def _stop_at_edges(self, coordinates, gradient, exact, plain):
        """Take a coordinate that presses against its edge out of the equations of the others."""
        gradient = list(gradient)
        for i in self.free:
            low, high = EDGES.get(self.names[i], (-np.inf, np.inf))
            pressed = ((coordinates[i] <= low) & (gradient[i] > 0)) | (
                (coordinates[i] >= high) & (gradient[i] < 0)
            )
            if pressed.any():
                gradient[i] = np.where(pressed, 0.0, gradient[i])
                for pair in exact:
                    if i in pair:
                        one = 1.0 if pair == (i, i) else 0.0
                        exact[pair], plain[pair] = (
                            np.where(pressed, one, exact[pair]),
                            np.where(pressed, one, plain[pair]),
                        )
        return gradient

    def _natural(self, mu, _):
        value = np.where(self.seen, np.exp(mu), 0.0)
        wr = self.w * (self.low - value)
        half = 0.5 * (wr * (self.low - value)).sum(axis=0)
        return half, -wr * value, self.w * value * value, None

    def _log(self, mu, _):
        r = self.low - mu
        return 0.5 * (self.w * r * r).sum(axis=0), -self.w * r, self.w, None

    def _hinge(self, mu, _):
        r = (np.maximum(self.low - mu, 0.0) - np.maximum(mu - self.high, 0.0)) * self.seen
        return 0.5 * (r * r).sum(axis=0), -r, np.where(r != 0, 1.0, 1e-9), None

    def _censored(self, mu, log_sigma):
        w, exact, seen = self.w, self.exact & self.seen, self.seen
        scale = np.sqrt(np.where(seen, w, 1.0)) * np.exp(-log_sigma)
        a, b = (self.low - mu) * scale, (self.high - mu) * scale
        # exact observations
        z = np.where(exact, a, 0.0)
        density = np.where(exact, 0.5 * z * z - np.log(scale) + 0.5 * LOG_TWO_PI, 0.0)
        # the others
        value, by_mean, by_sigma, mm, ms, ss = _differentiate_probability(
            np.where(exact, -1.0, a),
            np.where(exact, 1.0, b),
            np.where(exact, 2.0, (self.high - self.low) * scale),
        )
        inside = ~exact & seen
        half = (density - np.where(inside, value, 0.0)).sum(axis=0)
        slope = np.where(exact, -z * scale, np.where(inside, -by_mean * scale, 0.0))
        bend = np.where(exact, scale**2, np.where(inside, np.maximum(mm, 0.0) * scale**2, 0.0))
        s1 = np.where(exact, 1.0 - z * z, np.where(inside, -by_sigma, 0.0)).sum(axis=0)
        cross = np.where(exact, 2.0 * z * scale, np.where(inside, ms * scale, 0.0))
        s2 = np.where(exact, 2.0 * z * z, np.where(inside, ss, 0.0)).sum(axis=0)
        return half, slope, bend, (s1, cross, s2)

    def _stated(self, mu, log_sigma):
        return *self._censored(mu, log_sigma)[:3], None

    def set_size(self, theta, moved):
        """Return the coordinates with the size that suits the others, where the size is not held.

        `moved` is how far the held coordinate was moved; with a location the inflection stays.
        """
        if self.held == 0 or self.level_x is not None:
            return theta
        with np.errstate(all="ignore"):
            if self.by_location and self.held == 2:
                theta = theta.copy()
                theta[2] = np.clip(theta[2] + moved * np.exp(theta[1]), *EDGES["log_shape"])
            coordinates = self.fill(theta)
            h = self.curve_logs(coordinates)[0] - coordinates[0]
            if self.kind == "natural":
                top = np.where(self.seen, h, -np.inf).max(axis=0)
                g = np.where(self.seen, np.exp(h - top), 0.0)
                size = (
                    np.log((self.w * g * self.low).sum(axis=0) / (self.w * g * g).sum(axis=0)) - top
                )
            else:
                low, high = (
                    np.where(np.isinf(self.low), self.high, self.low),
                    np.where(np.isinf(self.high), self.low, self.high),
                )
                w = np.where(self.seen, self.w, 0.0)
                size = (w * np.where(self.seen, 0.5 * (low + high) - h, 0.0)).sum(axis=0) / w.sum(
                    axis=0
                )
            theta = theta.copy()
            theta[0] = np.where(np.isfinite(size), size, theta[0])
        return theta

    def weigh(self, coordinates, log_sigma):
        """Return minus the second derivative of each observation's log likelihood in its mean, (n, s)."""
        with np.errstate(all="ignore"):
            return self._censored(self.curve_logs(coordinates)[0], log_sigma)[2]

    @staticmethod
    def find_scale(matrix):
        """Return the diagonal of Gauss and Newton's matrix, by which damping is measured."""
        k = {1: 1, 3: 2, 6: 3, 10: 4, 15: 5}[len(matrix)]
        return [np.maximum(matrix[m], 1e-300) for m, (i, j) in enumerate(_pairs(k)) if i == j]

    def solve_plainly(self, matrix, damping, right):
        """Return Gauss and Newton's step, for series whose second derivatives are not positive definite."""
        return _solve(matrix, damping, self.find_scale(matrix), right)[0]

    def limit_step(self, theta, step):
        """Shorten steps, and keep each coordinate within the range in which it alters the curve."""
        factor = np.ones_like(theta[0])
        for i, t, s in zip(self.free, theta, step):
            most = 1.5 if self.names[i].startswith("log_") else 2.0 + 0.7 * np.abs(t)
            if self.names[i] == "level":
                most = np.where(s > 0, 0.7 * (self.at - t), most)
            share = most / np.maximum(np.abs(s), 1e-300)
            if self.names[i] == "log_shape":
                # so small a shape alters nothing, and its long steps must not shorten those of the others
                flat = t < FLAT_LOG_SHAPE
                s[flat] *= np.minimum(share, 1.0)[flat]
                share = np.where(flat, 1.0, share)
            factor = np.minimum(factor, share)
        kept = []
        for i, t, s in zip(self.free, theta, step):
            low, high = EDGES.get(self.names[i], WIDE_EDGES.get(self.names[i], (-1e9, 1e9)))
            kept.append(np.clip(t + s * factor, low, high) - t)
        return kept

    def measure(self, theta, step):
        return np.max(
            [
                np.abs(s)
                if self.names[i].startswith("log_")
                else np.abs(s) / np.maximum(np.abs(t), 1.0)
                for i, t, s in zip(self.free, theta, step)
            ],
            axis=0,
        )

    def find_limits(self, theta, log_size, state, gain, f):
        """Stop nothing: coordinates are kept within their range instead."""


def descend(sums, theta, most_steps=MOST_STEPS):
    """Return where each series' loss is lowest, reached by damped Newton steps from a start.

    Parameters
    ----------
    sums : LineSquares, ShapeSquares or Losses
        The loss and its derivatives; finished series are taken out of it.
    theta : ndarray, shape (k, s)
        Starting coordinates.
    most_steps : int
        Series that still move then are left in the state ``RUNNING``.

    Returns
    -------
    found : dict
        ``theta`` (k, s), ``rss`` (s,) the loss, ``log_size`` (s,), ``state`` (s,),
        ``evaluations`` (s,), and ``fall`` (s,), about how much the loss fell with each of
        the last steps; infinite where that is not followed.

    Notes
    -----
    Steps solve the exact second derivatives where these are positive definite, else Gauss and
    Newton's; each series has its own damping (Marquardt 1963, SIAM Journal 11, p. 431-441). A
    series stops when no coordinate moves by more than 1e-12 of itself: measured, or foreseen of
    the step after an undamped one, as each step then squares the last; or when two steps in a row
    lie within the rounding of its sums.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 6)[:, None]
    >>> y = 1.0 / (1.0 + np.exp(-5.0 * (x - 0.4)))
    >>> sums = LineSquares("logistic", "natural", x, y, None)
    >>> found = descend(sums, np.array([[4.0], [-2.5]]))
    >>> sums.to_chart(found["theta"]).round(9).ravel() == [np.log(5.0).round(9), 0.4]
    array([ True,  True])
    """
    with np.errstate(all="ignore"):
        return _descend(sums, theta, most_steps)


def _sum_products(some, others):
    total = some[0] * others[0]
    for one, other in zip(some[1:], others[1:]):
        total += one * other
    return total


def _descend(sums, theta, most_steps):
    k, count = theta.shape
    out = {
        "theta": theta.copy(),
        "rss": np.full(count, np.nan),
        "log_size": np.full(count, np.nan),
        "state": np.full(count, STUCK),
        "evaluations": np.zeros(count, int),
        "fall": np.zeros(count),
    }

    def hand_over(which):
        at = rows[which]
        for j in range(k):
            out["theta"][j, at] = theta[j][which]
        out["rss"][at], out["log_size"][at], out["state"][at], out["evaluations"][at] = (
            f[which],
            size[which],
            state[which],
            evaluations,
        )
        out["fall"][at] = recent[which]

    rows = np.arange(count)
    theta = list(theta)
    f, gradient, exact, plain, size, size_slope = sums.assemble(theta)
    damping, last, state = (
        np.full(count, START_DAMPING),
        np.full(count, np.inf),
        np.zeros(count, np.int8),
    )
    recent = np.full(count, np.inf)
    evaluations, stopped = 1, 0
    flat = getattr(sums, "flat", 0.0)
    for _ in range(most_steps):
        right = [-g for g in gradient]
        # a scale is needed only where something is damped
        step, good = _solve(
            exact, damping, sums.find_scale(plain) if damping.any() else [0.0] * k, right
        )
        if not good.all():
            bad = np.flatnonzero(~good)
            other = sums.solve_plainly(
                [m[bad] for m in plain], damping[bad] + 1e-6, [r[bad] for r in right]
            )
            for s, o in zip(step, other):
                s[bad] = o
        change = sums.measure(theta, step)
        largest = change.max()
        moving = not largest < 0.02  # true also for NaN
        whole = _sum_products(step, right) if flat and moving else None
        if moving:
            step = sums.limit_step(theta, step)
            change = sums.measure(theta, step)
        gain = _sum_products(step, right)
        noise = gain <= 2e-15 * np.abs(f) + sums.smallest
        if moving:
            state[~np.isfinite(change)] = STUCK
            sums.find_limits(theta, size, state, gain, f)
        if flat:
            # by the whole step: one that had to be shortened gains little, wherever it stands
            state[
                ((whole if moving else gain) <= flat * np.abs(f) + sums.smallest) & (damping < 0.1)
            ] = DONE
        if moving or change.min() <= 1e-5:
            calm = (damping < 1e-4) & (change <= 1e-5) & (state == RUNNING)
            # near the end each step squares the last: one whose successor would be below the limit is the last
            following = 10.0 * change * change * np.maximum(1.0, change / (last * last))
            final = calm & (damping == 0.0) & (last <= 1e-2) & (following <= SMALLEST_CHANGE)
            if final.any():
                theta = [np.where(final, t + s, t) for t, s in zip(theta, step)]
                f = np.where(final, np.maximum(f - gain, 0.0), f)
                size = np.where(final, size + sum(d * s for d, s in zip(size_slope, step)), size)
            state[
                final
                | calm
                & ((change <= SMALLEST_CHANGE) | noise & (change <= 1e-6) & (change > 0.3 * last))
            ] = DONE
        finished = state != RUNNING
        done = np.count_nonzero(finished)
        if done > stopped:
            if done == finished.size:
                hand_over(finished)
                return out
            stopped = done
            if done > 0.3 * finished.size:
                hand_over(np.flatnonzero(finished))
                live = np.flatnonzero(~finished)
                sums.keep(live)
                rows, state, damping, last, f, size, change, noise, gain, recent = (
                    v.take(live)
                    for v in (rows, state, damping, last, f, size, change, noise, gain, recent)
                )
                theta, gradient, exact, plain, step, size_slope = (
                    [v.take(live) for v in m]
                    for m in (theta, gradient, exact, plain, step, size_slope)
                )
                stopped = 0
        trial = [t + s for t, s in zip(theta, step)]
        new = sums.assemble(trial)
        evaluations += 1
        fall = f - new[0]
        if flat:
            recent = np.maximum(fall, 0.7 * np.minimum(recent, np.abs(f)))
        # most steps do what their quadratic model foretold; only the others are looked at
        well = (fall >= 0.75 * gain) & (state == RUNNING)
        odd = np.flatnonzero(~well)
        old_damping, damping = damping[odd], np.zeros(f.size)
        if odd.size:
            g, was, now = gain[odd], f[odd], fall[odd]
            slack = np.where(
                change[odd] < 1e-6,
                1e-11 * np.abs(was) + 30.0 * sums.smallest[odd],
                1e-15 * np.abs(was),
            )
            kept = (now >= -slack) & (state[odd] == RUNNING)
            risen = np.where(
                now < 0.12 * g,
                old_damping * 3.0 + 1e-3,
                np.where(now < 0.35 * g, old_damping, old_damping * 0.02),
            )
            risen = np.where(noise[odd] | (risen < 1e-7), 0.0, risen)
            damping[odd] = np.where(kept, risen, old_damping * 8.0 + 1e-3)
            back = odd[~kept]
            change[back] = last[back]
            for now_values, was_values in zip((*trial, new[0], new[4]), (*theta, f, size)):
                now_values[back] = was_values[back]
            for now_list, was_list in zip(
                (*new[1:4], new[5]), (gradient, exact, plain, size_slope)
            ):
                for now_values, was_values in zip(now_list, was_list):
                    now_values[back] = was_values[back]
        last, theta = change, trial
        f, gradient, exact, plain, size, size_slope = new
        state[damping > 1e12] = STUCK
    hand_over(slice(None))
    return out
