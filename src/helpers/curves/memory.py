"""Errors that remember: autoregressive of order one on the log scale, inside the likelihood.

The error of an observation is phi^years of the one before plus what is new, so that uneven years
need nothing special. What is known of the error before is taken from the middle of its bounds, as
far as these tell it: an exact value tells it whole, an observation that is open on one side
nothing. phi is fitted with the others under a penalty, minus twice the log of a normal density: a
dozen points know little of it. In likelihood intervals it is held: refitted beside a curve that
does not fit, it would call the misfit memory, and the intervals of errors without one would always
hold the truth. The likelihood is restricted (Harville 1977, Journal of the American Statistical
Association 72, p. 320-338), as the curve itself follows part of what is remembered and phi would
lean towards 0: of the slopes of the curve it takes those of the fit without a memory.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.interpolate import CubicSpline

from helpers.curves.likelihood import Losses, add_products, add_triangle, cross_columns

# Of phi: where the penalty is 0, and what doubles as its standard deviation. `make coverage` learns
# the first from real series; the second is as wide as errors without a memory need.
MIDDLE, SPREAD = 0.6, 0.5
START = 0.4
NODE_STEP = 0.25
NODES = np.arange(-4.0, 3.5 + NODE_STEP, NODE_STEP)  # of the log odds
LEAST_SINGULAR = 1e-8  # of slopes of size one: below, two are the same
LEAST_GAP = 0.05  # years: observations closer than that share their error no further


def find_phi(log_odds):
    """Return phi from its log odds."""
    return 1.0 / (1.0 + np.exp(-log_odds))


@dataclass(frozen=True)
class Memory:
    """What each observation knows of the error before it, (n, s) each, in the order of time.

    Attributes
    ----------
    gap : ndarray
        Years since the observation before; infinite where there is none.
    trust : ndarray
        Share of its error's variance that is known, from 0 to 1.
    ratio : ndarray
        Standard deviation here over there, from weights.
    middle : ndarray
        Middle of the bounds on the scale of the fit.
    spline : ndarray, shape (4, m, s), or None
        Half the log determinant of what the data tell of the slopes, by the log odds of phi.
    taken : ndarray, shape (s,)
        Parameters that the curve has taken from the scatter.
    held : ndarray, shape (s,), or None
        Log odds of a known phi.
    """

    gap: np.ndarray
    trust: np.ndarray
    ratio: np.ndarray
    middle: np.ndarray
    spline: np.ndarray | None = None
    taken: np.ndarray | float = 0.0
    held: np.ndarray | None = None

    def hold(self, log_odds):
        """Return the memory with a known phi, for intervals."""
        return replace(self, held=log_odds)

    def take(self, rows):
        """Return the memory of some series."""
        arrays = (v[:, rows] for v in (self.gap, self.trust, self.ratio, self.middle))
        if self.spline is None:
            return Memory(*arrays)
        held = None if self.held is None else self.held[rows]
        return Memory(*arrays, self.spline[:, :, rows], self.taken[rows], held)

    def restrict(self, slopes):
        """Return the memory that knows which slopes the curve has, (n, s, k)."""
        norm = np.sqrt((slopes**2).sum(axis=0))
        slopes = np.where(np.isfinite(slopes / norm), slopes / norm, 0.0).transpose(1, 0, 2)
        left, singular, _ = np.linalg.svd(slopes, full_matrices=False)
        told = singular > LEAST_SINGULAR
        left = np.where(told[:, None, :], left, 0.0).transpose(1, 0, 2)
        missing = np.eye(told.shape[1]) * ~told[:, None, :]
        halves, before = [], np.zeros_like(left)
        before[1:] = left[:-1]
        for node in NODES:
            (c, *_), (t, *_) = self.follow(np.full(self.gap.shape[1], node))
            one = (left - c[:, :, None] * before) * np.exp(-t)[:, :, None]
            matrix = np.einsum("nsi,nsj->sij", one, one) + missing
            halves.append(0.5 * np.linalg.slogdet(matrix)[1])
        spline = CubicSpline(NODES, np.array(halves)).c
        return replace(self, spline=spline, taken=told.sum(axis=1).astype(float))

    def find_restriction(self, log_odds):
        """Return half the log determinant of the slopes, with its derivatives in the log odds."""
        if self.spline is None:
            return 0.0, 0.0, 0.0
        place = (log_odds - NODES[0]) / NODE_STEP  # NaN where a descent is lost
        place = np.fmin(np.fmax(place, 0.0), NODES.size - 2).astype(int)
        x = log_odds - NODES[place]
        a, b, c, d = self.spline[:, place, np.arange(x.size)]
        return ((a * x + b) * x + c) * x + d, (3.0 * a * x + 2.0 * b) * x + c, 6.0 * a * x + 2.0 * b

    def follow(self, log_odds):
        """Return the part of the error before and the log of what is new, with derivatives.

        Parameters
        ----------
        log_odds : ndarray, shape (s,)

        Returns
        -------
        part, scale : tuple of three ndarray, each shape (n, s)
            Value, first and second derivative in the log odds.
        """
        phi, alone = find_phi(log_odds), np.isinf(self.gap)
        gap = np.where(alone, 1.0, self.gap)
        rho = np.where(alone, 0.0, np.exp(gap * np.log(phi)))
        pull = gap * (1.0 - phi)
        one, two = rho * pull, rho * (pull * pull - gap * phi * (1.0 - phi))
        known = self.trust * rho
        left = 1.0 - known * rho
        slope = known * one / left
        bend = self.trust * (one * one + rho * two) / left + 2.0 * slope * slope
        weight = self.trust * self.ratio
        return (weight * rho, weight * one, weight * two), (0.5 * np.log(left), -slope, -bend)


def make_memory(data, span, trust) -> Memory:
    """Return the memory of series whose observations stand in the order of time.

    Parameters
    ----------
    data : likelihood.Data
    span : ndarray, shape (s,)
        Years that count as 1.
    trust : ndarray, shape (n, s)
        How well each error is known, 0 where nothing was seen.
    """
    low = np.where(np.isinf(data.low), data.high, data.low)
    high = np.where(np.isinf(data.high), data.low, data.high)
    seen = data.w > 0
    gap, before = np.full(seen.shape, np.inf), np.zeros(seen.shape)
    years = np.maximum(np.abs(np.diff(data.x, axis=0)) * span, LEAST_GAP)
    gap[1:] = np.where(seen[1:] & seen[:-1], years, np.inf)
    before[1:] = trust[:-1]
    root = np.sqrt(np.where(seen, data.w, 1.0))
    ratio = np.ones(seen.shape)
    ratio[1:] = root[:-1] / root[1:]
    return Memory(gap, before, ratio, np.where(seen, 0.5 * (low + high), 0.0))


def _lag(values):
    """Return the values of the observation before, 0 for the first."""
    out = np.empty(values.shape)
    out[..., 0, :], out[..., 1:, :] = 0.0, values[..., :-1, :]
    return out


class Remembering(Losses):
    """Minus twice the log likelihood of errors that remember, log odds of phi as last coordinate.

    Examples
    --------
    >>> from helpers.curves.family import find_curve
    >>> from helpers.curves.likelihood import Data
    >>> x, y = np.arange(4.0)[:, None], np.array([[0.0], [1.1], [1.9], [3.1]])
    >>> data = Data(find_curve("exponential"), "censored", x, None, y, y, np.ones((4, 1)))
    >>> memory = make_memory(data, np.ones(1), np.ones((4, 1)))
    >>> losses = Remembering(data.remember(memory))
    >>> losses.names
    ['log_size', 'rate', 'log_sigma', 'log_odds']
    """

    def __init__(self, data, **options):
        super().__init__(data, **options)
        if data.memory.held is None:
            self.names.append("log_odds")
        self._name()

    def differentiate(self, mu, first, second, coordinates):
        memory = self.data.memory
        log_sigma, log_odds = self._split(coordinates)
        (c, c1, c2), (t, t1, t2) = memory.follow(log_odds)
        mu = self._show(mu)
        error = _lag(memory.middle - mu)
        value, slope, bend, s1, cross, s2 = self.look(mu + c * error, log_sigma + t)
        columns = self.stack_slopes(mu, first)
        before = _lag(columns)
        columns -= c * before
        k, size = len(columns), len(columns) + 2
        gradient, plain = np.empty((size, mu.shape[1])), np.zeros((size, size, mu.shape[1]))
        plain[:k, :k] = cross_columns(bend, columns)
        exact = plain.copy()
        if second is not None:
            bends = self.stack_bends(mu, second)
            add_triangle(exact, 1, add_products(slope, bends - c * _lag(bends)))
        moved, turned = c1 * error, c2 * error  # of the mean, by the log odds
        both = cross * t1 + bend * moved
        exact[k, :k] = exact[:k, k] = add_products(cross, columns)
        of_odds = add_products(both, columns) - add_products(slope * c1, before)
        exact[k + 1, :k] = exact[:k, k + 1] = of_odds
        exact[k, k] = s2.sum(axis=0)
        exact[k, k + 1] = exact[k + 1, k] = (cross * moved + s2 * t1).sum(axis=0)
        of_memory = moved * (both + cross * t1) + s2 * t1 * t1 + slope * turned + s1 * t2
        penalty, pull, stiffness = (
            a + b for a, b in zip(self._penalise(log_odds), memory.find_restriction(log_odds))
        )
        penalty = penalty - memory.taken * log_sigma
        exact[k + 1, k + 1] = of_memory.sum(axis=0) + stiffness
        gradient[:k], gradient[k] = add_products(slope, columns), s1.sum(axis=0) - memory.taken
        gradient[k + 1] = (slope * moved + s1 * t1).sum(axis=0) + pull
        # away from the best the likelihood may bend the other way; its usual bend then serves
        plain[k, k] = np.maximum(exact[k, k], self.seen.sum(axis=0))
        plain[k + 1, k + 1] = np.maximum(exact[k + 1, k + 1], 1.0)
        if memory.held is not None:
            gradient, exact, plain = gradient[:-1], exact[:-1, :-1], plain[:-1, :-1]
        return 2.0 * (value.sum(axis=0) + penalty), gradient, exact, plain

    def _split(self, coordinates):
        held = self.data.memory.held
        return coordinates[-2:] if held is None else (coordinates[-1], held)

    def forget(self, coordinates, log_sigma, log_odds):
        """Return the part of the error before, and of each observation what `look` returns, (n,
        s)."""
        with np.errstate(all="ignore"):
            (c, *_), (t, *_) = self.data.memory.follow(log_odds)
            mu = self._show(self.curve_logs(coordinates)[0])
            return c, self.look(mu + c * _lag(self.data.memory.middle - mu), log_sigma + t)

    @staticmethod
    def _penalise(log_odds):
        """Return half the penalty on phi with its derivatives in the log odds."""
        phi = find_phi(log_odds)
        away, slope = (phi - MIDDLE) / SPREAD**2, phi * (1.0 - phi)
        half = 0.5 * away * (phi - MIDDLE)
        return half, away * slope, slope * slope / SPREAD**2 + away * slope * (1.0 - 2.0 * phi)
