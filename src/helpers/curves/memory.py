"""Errors that remember: autoregressive of order one on the log scale, inside the likelihood.

The error of an observation is phi^years of the one before plus what is new, so that uneven years
need nothing special. What is known of the error before is taken from the middle of its bounds, as
far as these tell it: an exact value tells it whole, an observation that is open on one side nothing.
phi is fitted with the others under a penalty, minus twice the log of a normal density: a dozen points
know little of it, and its estimate without one leans towards 0.
"""

from dataclasses import dataclass

import numpy as np

from helpers.curves.descent import list_pairs
from helpers.curves.likelihood import Losses, add_products

MIDDLE, SPREAD = (
    0.5,
    0.25,
)  # of phi: where the penalty is 0, and what doubles as its standard deviation
START = 0.4
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
    """

    gap: np.ndarray
    trust: np.ndarray
    ratio: np.ndarray
    middle: np.ndarray

    def take(self, rows):
        """Return the memory of some series."""
        return Memory(*(v[:, rows] for v in (self.gap, self.trust, self.ratio, self.middle)))

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
        phi, gap = find_phi(log_odds), np.where(np.isinf(self.gap), 1.0, self.gap)
        rho = np.where(np.isinf(self.gap), 0.0, np.exp(gap * np.log(phi)))
        pull = gap * (1.0 - phi)
        one, two = rho * pull, rho * (pull * pull - gap * phi * (1.0 - phi))
        known = self.trust * rho
        left = 1.0 - known * rho
        slope = known * one / left
        bend = self.trust * (one * one + rho * two) / left + 2.0 * slope * slope
        weight = self.trust * self.ratio
        return (weight * rho, weight * one, weight * two), (0.5 * np.log(left), -slope, -bend)


def make_memory(data, span, trust):
    """Return the memory of series whose observations stand in the order of time.

    Parameters
    ----------
    data : likelihood.Data
    span : ndarray, shape (s,)
        Years that count as 1.
    trust : ndarray, shape (n, s)
        How well each error is known, 0 where nothing was seen.

    Returns
    -------
    memory : Memory
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
    out = np.zeros_like(values)
    out[1:] = values[:-1]
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
        self.names.append("log_odds")
        self.free = [i for i in range(len(self.names)) if i != self.held]

    def differentiate(self, mu, first, second, coordinates):
        log_sigma, log_odds = coordinates[-2:]
        memory = self.data.memory
        (c, c1, c2), (t, t1, t2) = memory.follow(log_odds)
        mu = self._show(mu)
        error = _lag(memory.middle - mu)
        value, slope, bend, s1, cross, s2 = self.look(mu + c * error, log_sigma + t)
        columns = [np.ones_like(mu), *[self._show(d) for d in first]]
        before = [_lag(d) for d in columns]
        columns = [d - c * b for d, b in zip(columns, before)]
        k = len(columns)
        weighed = [bend * d for d in columns]
        plain = {(i, j): add_products(weighed[i], columns[j]) for i, j in list_pairs(k)}
        exact = dict(plain)
        if second is not None:
            for (i, j), d in zip(list_pairs(k - 1), second):
                d = self._show(d)
                exact[i + 1, j + 1] = plain[i + 1, j + 1] + add_products(d - c * _lag(d), slope)
        moved, turned = c1 * error, c2 * error  # of the mean, by the log odds
        gradient = [add_products(slope, d) for d in columns]
        both = cross * t1 + bend * moved
        for i in range(k):
            exact[i, k] = add_products(cross, columns[i])
            exact[i, k + 1] = add_products(both, columns[i]) - add_products(slope * c1, before[i])
            plain[i, k] = plain[i, k + 1] = np.zeros_like(log_sigma)
        exact[k, k] = s2.sum(axis=0)
        exact[k, k + 1] = (cross * moved + s2 * t1).sum(axis=0)
        of_memory = moved * (both + cross * t1) + s2 * t1 * t1 + slope * turned + s1 * t2
        penalty, pull, stiffness = self._penalise(log_odds)
        exact[k + 1, k + 1] = of_memory.sum(axis=0) + stiffness
        gradient += [s1.sum(axis=0), (slope * moved + s1 * t1).sum(axis=0) + pull]
        # away from the best the likelihood may bend the other way; its usual bend then serves
        plain[k, k] = np.maximum(exact[k, k], self.seen.sum(axis=0))
        plain[k, k + 1], plain[k + 1, k + 1] = (
            np.zeros_like(log_sigma),
            np.maximum(exact[k + 1, k + 1], 1.0),
        )
        return 2.0 * (value.sum(axis=0) + penalty), gradient, exact, plain

    def forget(self, coordinates, log_sigma, log_odds):
        """Return the part of the error before, and what each observation tells of its mean, (n, s)."""
        with np.errstate(all="ignore"):
            (c, *_), (t, *_) = self.data.memory.follow(log_odds)
            mu = self._show(self.curve_logs(coordinates)[0])
            error = _lag(self.data.memory.middle - mu)
            return c, self.look(mu + c * error, log_sigma + t)[2]

    @staticmethod
    def _penalise(log_odds):
        """Return half the penalty on phi with its derivatives in the log odds."""
        phi = find_phi(log_odds)
        away, slope = (phi - MIDDLE) / SPREAD**2, phi * (1.0 - phi)
        half = 0.5 * away * (phi - MIDDLE)
        return half, away * slope, slope * slope / SPREAD**2 + away * slope * (1.0 - 2.0 * phi)
