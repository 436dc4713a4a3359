"""Continue short yearly series, with intervals as wide as the method's own past errors.

A method in five lines. Take the square roots of the values: on them growth stands halfway between
straight and exponential. Continue them in three ways: from the last value with the median slope of
all pairs of years; from the last value with the median of its slopes to every earlier year; and by
the theta method. The forecast is the median of the three, year by year, squared. Its spread follows
from what the same method missed in the series' last years, the size of its yearly changes, how many
there are, and the years ahead.
"""

from numbers import Integral
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from helpers.curves.observations import EMPTY, FLAT, find_first, read_rows
from helpers.curves.profile import require_level

SMALLEST = 5  # values in a series, our rule
LONGEST = 8  # years ahead, our rule: errors beyond were not studied
# Of the newest value in exponential smoothing, tried in turn; a finer grid changes little:
# tests/studies/forecast.py.
WEIGHTS = np.arange(1, 11) / 10
OWN_ERRORS = 6  # past years in which the method's own error is looked at
# Values before a year whose own error is looked at: fewer have no middle of three.
FEWEST_BEFORE = 3
# Weight of each such year beside the next; 0.3 to 0.6 serve alike: tests/studies/forecast.py.
MEMORY = 0.5
SMALLEST_OWN = 0.01  # own errors, as a share of past changes: no series is surer than that
STUDIED = 60  # values in the longest series studied, about


class SpreadLaw(NamedTuple):
    """How far forecasts miss, from what a series shows: see `find_spread`."""

    level: float
    own: float
    own_squared: float
    horizon: float
    horizon_own: float
    horizon_count: float
    freedom: float
    freedom_own: float
    freedom_count: float


# Found by maximum likelihood over rolling origins in the parts for fitting of three public
# collections of yearly series (tourism: Athanasopoulos et al. 2011; M1: Makridakis et al. 1982;
# national totals: Feenstra, Inklaar and Timmer 2015), for square roots and for the values
# themselves: `make forecast-study` prints them, `calibrate` in its file refits them.
ROOT_SPREAD = SpreadLaw(-0.13, 0.69, -0.04, 0.61, -0.20, 0.13, 1.27, 0.28, 0.36)
LEVEL_SPREAD = SpreadLaw(-0.09, 0.73, -0.03, 0.71, -0.19, 0.17, 1.02, 0.18, 0.34)
YEAR_SLACK = 0.02  # years by which a step of one may differ: a week, for decimal years of dates
PAIRS = 4_000_000  # slopes held in memory at a time

FORECAST = "forecast"
REFUSED_END = "refused: the last value is missing"
REFUSED_GAP = "refused: a value is missing inside the series"
REFUSED_FEW_VALUES = f"refused: fewer than {SMALLEST} values"
REFUSED_STEP = "refused: the times are not one year apart"
ON_ROOTS = "median of three continuations of the square roots"
ON_BENT_ROOTS = ON_ROOTS + ", bent below what is possible"
INTERVAL_LEVELS = (0.80, 0.95)  # of the intervals that are shown, inner and outer
ON_LEVELS = "median of three continuations of the values themselves, as some are below 0"


def forecast(value, horizon=6, time=None, *, at_most=None):
    """Return the continuation of every yearly series.

    Parameters
    ----------
    value : array_like, shape (n,) or (s, n)
        One value a year, of any unit; NaN only before a series starts.
    horizon : int
        Years ahead, 1 to 8.
    time : array_like, shape (n,) or (s, n), or None
        Years of the values; only to date the forecasts, and to refuse series with years left out.
    at_most : float, array_like of shape (s,), or None
        What no value can exceed, in the unit of the values: 1 for shares, the population for
        people; infinite where nothing is known. Forecasts bend below it and end there.

    Returns
    -------
    out : Forecasts

    Raises
    ------
    ValueError
        If a shape or the horizon is not allowed, a value is infinite, a time beside a value is
        not finite, or a bound is not above 0 or below a value; before any work.

    Notes
    -----
    The slopes are those of Theil (1950) and Sen (1968, Journal of the American Statistical
    Association 63), of all pairs and of those with the last year; theta is that of Assimakopoulos
    and Nikolopoulos (2000, International Journal of Forecasting 16). Quadratic growth (a + b t)^2
    is continued exactly, an exponential from below, a straight line from above. A series without a
    value below 0 has no forecast below 0; one with such a value is continued on the values
    themselves, straight lines exactly. Below a bound M the square root of y is bent into
    sqrt(M) arcsin(sqrt(y / M)), which differs from it only near M (Anscombe 1948, Biometrika 35, p.
    246-254). No row's answer depends on another row.

    Examples
    --------
    >>> out = forecast([1.0, 4.0, 9.0, 16.0, 25.0, 36.0], horizon=2, time=range(2018, 2024))
    >>> out.central
    array([[49., 64.]])
    >>> out.interval(0.80).round(0)
    array([[[48., 50.],
            [61., 67.]]])
    """
    return Forecasts(*read_asked(value, horizon, time, at_most))


def read_asked(value, horizon, time, at_most):
    """Return what `forecast` is asked as arrays, or raise as it does."""
    value = read_rows("value", value)
    if np.isinf(value).any():
        raise ValueError(
            f"value holds {find_first(value, np.isinf(value))}; allowed: finite numbers, NaN before"
            " a series starts"
        )
    if (
        isinstance(horizon, bool)
        or not isinstance(horizon, Integral)
        or not 1 <= horizon <= LONGEST
    ):
        raise ValueError(f"horizon is {horizon!r}; allowed: whole years from 1 to {LONGEST}")
    if time is not None:
        time = read_rows("time", time, value.shape)
        if (bad := ~np.isnan(value) & ~np.isfinite(time)).any():
            first = find_first(time, bad)
            raise ValueError(f"time is {first} beside a value; allowed: finite years")
    return value, int(horizon), time, _read_most(at_most, value)


def _read_most(at_most, value):
    """Return what no value can exceed, (s,), infinite where nothing is known."""
    if at_most is None:
        return np.full(value.shape[0], np.inf)
    at_most = np.asarray(at_most, dtype=float)
    if at_most.shape not in ((), value.shape[:1]):
        raise ValueError(
            f"at_most has shape {at_most.shape}; allowed: one number or {value.shape[:1]}"
        )
    if not (at_most > 0).all():
        raise ValueError(f"at_most is {at_most[~(at_most > 0)].flat[0]}; allowed: above 0")
    at_most = np.broadcast_to(at_most, value.shape[:1])
    above = value > at_most[:, None]
    if above.any():
        raise ValueError(
            f"value holds {find_first(value, above)}; allowed: at most"
            f" {at_most[above.any(axis=1)][0]}, as at_most says"
        )
    return at_most


def _to_root(value, at_most):
    """Return square roots, bent where a bound is known: a share's arc has the root's spread."""
    bound = np.where(np.isinf(at_most), 1.0, at_most)
    with np.errstate(invalid="ignore"):
        bent = np.sqrt(bound) * np.arcsin(np.sqrt(np.minimum(value / bound, 1.0)))
        return np.where(np.isinf(at_most), np.sqrt(value), bent)


def _from_root(root, at_most):
    """Return the values of such roots, from 0 up to the bound."""
    bound = np.where(np.isinf(at_most), 1.0, at_most)
    bent = bound * np.square(np.sin(np.clip(root / np.sqrt(bound), 0.0, 0.5 * np.pi)))
    return np.where(np.isinf(at_most), np.square(np.maximum(root, 0.0)), bent)


class Forecasts:
    """Continuations of many yearly series, one row each; made by `forecast`.

    Attributes
    ----------
    central : ndarray, shape (s, h)
        In the unit of the values; NaN where a series is refused.
    time : ndarray, shape (s, h)
        Years of the forecasts; years after the last value if no time was given.
    state : Series of str
        ``forecast``, or why a series is refused, in words.
    method : Series of str
        What was used, or why a series is refused.
    count : ndarray of int, shape (s,)
        Values used.

    Examples
    --------
    >>> out = forecast([[3.0, 3.0, 3.0, 3.0, 3.0], [3.0, -1.0, 4.0, 1.0, 5.0]], horizon=1)
    >>> print(*out.method, sep="\\n")
    refused: the values do not change
    median of three continuations of the values themselves, as some are below 0
    """

    def __init__(self, value, horizon, time, at_most):
        seen = ~np.isnan(value)
        self.count = seen.sum(axis=1)
        state = _find_states(value, seen, self.count, time)
        ahead = np.arange(1.0, horizon + 1.0)
        self.time = (
            np.broadcast_to(ahead, (value.shape[0], horizon))
            if time is None
            else time[:, -1:] + ahead
        )
        self.is_root = np.where(seen, value, 1.0).min(axis=1, initial=1.0) >= 0
        self._at_most = at_most
        self._middle = np.full((value.shape[0], horizon), np.nan)
        self.change, self.own = np.full((2, value.shape[0]), np.nan)
        rows = np.flatnonzero(state == FORECAST)
        parts = -(-rows.size * value.shape[1] ** 2 // (2 * PAIRS))
        for part in np.array_split(rows, parts) if parts else ():
            on_scale = value[part]
            root = _to_root(np.abs(on_scale), at_most[part, None])
            on_scale = np.where(self.is_root[part, None], root, on_scale)
            self._middle[part] = _continue(on_scale, ahead)
            self.change[part] = _find_change(on_scale, self.count[part])
            self.own[part] = _find_own_error(on_scale, self.count[part], self.change[part])
        self._spread, self._freedom = self._find_spread(ahead)
        self.central = self._to_value(self._middle)
        self.state = pd.Series(state, name="state", dtype=object)
        roots = np.where(np.isinf(at_most), ON_ROOTS, ON_BENT_ROOTS)
        self.method = pd.Series(
            np.where(state != FORECAST, state, np.where(self.is_root, roots, ON_LEVELS)),
            name="method",
            dtype=object,
        )

    def __repr__(self):
        continued = int((self.state == FORECAST).sum())
        return (
            f"forecasts of {self.central.shape[1]} years: {self.count.size} series, "
            f"{continued} continued"
        )

    def _find_spread(self, ahead):
        found = [
            find_spread(law, self.change, self.own, self.count, ahead)
            for law in (ROOT_SPREAD, LEVEL_SPREAD)
        ]
        (root, root_freedom), (level, level_freedom) = found
        spread = np.where(self.is_root[:, None], root, level)
        return spread, np.where(self.is_root, root_freedom, level_freedom)

    def _to_value(self, on_scale):
        shape = (-1, *[1] * (on_scale.ndim - 1))
        is_root, at_most = self.is_root.reshape(shape), self._at_most.reshape(shape)
        value = np.where(is_root, _from_root(on_scale, at_most), on_scale)
        return np.minimum(value, at_most)

    def interval(self, level):
        """Return the bounds between which the values are expected, each year on its own.

        Parameters
        ----------
        level : float
            Share of the values expected inside, above 0 and below 1.

        Returns
        -------
        interval : ndarray, shape (s, h, 2)
            Lower and upper bound, in the unit of the values; 0 where it would fall below on square
            roots, the highest possible value where it would exceed that; NaN where a series is
            refused.

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.

        Notes
        -----
        Quantiles of Student's t times the spread that `find_spread` gives.

        Examples
        --------
        >>> forecast([2.0, 1.0, 3.0, 2.0, 4.0], horizon=1).interval(0.95).round(1)
        array([[[ 0.2, 14.7]]])
        """
        require_level(level)
        reach = -stdtrit(self._freedom, 0.5 * (1.0 - level))[:, None] * self._spread
        return self._to_value(np.stack([self._middle - reach, self._middle + reach], axis=-1))


def find_spread(law, change, own, count, ahead):
    """Return the spread of the errors of forecasts, and their degrees of freedom.

    Parameters
    ----------
    law : SpreadLaw
    change : ndarray, shape (s,)
        Root mean square of a series' past yearly changes, above 0.
    own : ndarray, shape (s,)
        Weighted root mean square of the method's own past errors of one year.
    count : ndarray of int, shape (s,)
        Values of each series.
    ahead : ndarray, shape (h,)
        Years ahead, from 1.

    Returns
    -------
    spread : ndarray, shape (s, h)
        In the unit of the changes.
    freedom : ndarray, shape (s,)
        Of Student's t.

    Notes
    -----
    With o = log(own / change) and k = log(count / 10): change exp(level + own o + own_squared o^2)
    h^(horizon + horizon_own o + horizon_count k) sqrt(1 + h / m), m changes. A rough series misses
    as its changes say, in proportion to the root of the years; a smooth one misses little next year
    and ever more later, as its trend turns. The trend is left in the changes: it may end.

    Examples
    --------
    >>> law = SpreadLaw(0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 1.0, 0.0, 0.0)  # a random walk with drift
    >>> find_spread(law, np.array([2.0]), np.array([1.0]), np.array([5]), np.array([1.0, 4.0]))[0]
    array([[2.23606798, 5.65685425]])
    """
    number = np.minimum(count, STUDIED).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.log(np.maximum(own / change, SMALLEST_OWN))
        many = np.log(number / 10.0)
    level = law.level + ratio * (law.own + ratio * law.own_squared)
    power = np.maximum(law.horizon + law.horizon_own * ratio + law.horizon_count * many, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = np.sqrt(1.0 + ahead / (count[:, None] - 1.0))
    spread = (change * np.exp(level))[:, None] * ahead ** power[:, None] * slope
    return spread, np.exp(law.freedom + law.freedom_own * ratio + law.freedom_count * many)


def _find_states(value, seen, count, time):
    """Return for each series ``forecast`` or why it is refused."""
    started = np.maximum.accumulate(seen, axis=1)
    state = np.full(count.size, FORECAST, dtype=object)
    largest = np.where(seen, value, -np.inf).max(axis=1, initial=-np.inf)
    smallest = np.where(seen, value, np.inf).min(axis=1, initial=np.inf)
    state[largest == smallest] = FLAT
    if time is not None:
        with np.errstate(invalid="ignore"):
            uneven = np.abs(np.diff(time, axis=1) - 1.0) > YEAR_SLACK
        state[(uneven & seen[:, 1:] & seen[:, :-1]).any(axis=1)] = REFUSED_STEP
    state[count < SMALLEST] = REFUSED_FEW_VALUES
    if value.shape[1]:
        state[(started & ~seen).any(axis=1)] = REFUSED_GAP
        state[~seen[:, -1]] = REFUSED_END
    state[count == 0] = EMPTY
    return state


def _continue(value, ahead):
    """Return the middle of the three continuations, (s, h)."""
    last = value[:, -1:]
    ways = [
        last + ahead * find_pair_slope(value)[:, None],
        last + ahead * find_last_slope(value)[:, None],
        continue_theta(value, ahead),
    ]
    return np.median(ways, axis=0)


def _find_change(value, count):
    """Return the root mean square of the past yearly changes, (s,)."""
    changes = np.diff(value, axis=1)
    changes = np.where(np.isnan(changes), 0.0, changes)
    unit = np.abs(changes).max(axis=1)  # so that no square is too small to count, or too large
    return unit * np.sqrt(_add(np.square(changes / unit[:, None]))[:, 0] / (count - 1.0))


def _find_own_error(value, count, change):
    """Return the weighted root mean square of the errors of forecasts of the last years, (s,)."""
    total, weights = np.zeros((2, count.size))
    for back in range(1, OWN_ERRORS + 1):
        rows = np.flatnonzero(count - back >= FEWEST_BEFORE)
        if not rows.size:
            break
        made = _continue(value[rows, :-back], np.ones(1))[:, 0]
        weight = MEMORY ** (back - 1)
        total[rows] += weight * np.square((value[rows, -back] - made) / change[rows])
        weights[rows] += weight
    return change * np.sqrt(total / weights)


def _add(array):
    """Return sums over the years, (s, 1), term by term: the same bits however many rows and empty
    years there are."""
    return np.cumsum(array, axis=1)[:, -1:]


def _find_median(slopes):
    """Return the median of each row without its NaN."""
    slopes = np.sort(slopes, axis=1)
    number = (~np.isnan(slopes)).sum(axis=1, keepdims=True)
    middle = np.take_along_axis(slopes, np.hstack([(number - 1) // 2, number // 2]), axis=1)
    return 0.5 * middle.sum(axis=1)


def find_pair_slope(value):
    """Return the median slope of all pairs of years.

    Parameters
    ----------
    value : ndarray, shape (s, n)
        Yearly values, two or more a row; NaN only before a series starts.

    Returns
    -------
    slope : ndarray, shape (s,)
        In the unit of the values, a year.

    Notes
    -----
    Theil (1950) and Sen (1968).

    Examples
    --------
    >>> find_pair_slope(np.array([[1.0, 2.0, 3.0, 40.0, 5.0]]))
    array([1.])
    """
    first, second = np.triu_indices(value.shape[1], 1)
    return _find_median((value[:, second] - value[:, first]) / (second - first))


def find_last_slope(value):
    """Return the median of the slopes between the last year and each earlier one.

    Parameters
    ----------
    value : ndarray, shape (s, n)
        Yearly values, two or more a row; NaN only before a series starts.

    Returns
    -------
    slope : ndarray, shape (s,)
        In the unit of the values, a year.

    Examples
    --------
    >>> find_last_slope(np.array([[0.0, 9.0, 8.0, 9.0, 12.0]]))
    array([2.5])
    """
    return _find_median((value[:, -1:] - value[:, :-1]) / np.arange(value.shape[1] - 1, 0, -1))


def continue_theta(value, ahead, weights=WEIGHTS):
    """Return the forecasts of the theta method.

    The mean of two forecasts: the straight line through the values, and a level that exponential
    smoothing finds in the values after their deviations from that line are doubled.

    Parameters
    ----------
    value : ndarray, shape (s, n)
        Yearly values, two or more a row; NaN only before a series starts.
    ahead : ndarray, shape (h,)
        Years ahead, from 1.
    weights : ndarray, shape (w,)
        Weights of the newest value to choose from, above 0 and up to 1.

    Returns
    -------
    central : ndarray, shape (s, h)
        In the unit of the values.

    Notes
    -----
    Assimakopoulos and Nikolopoulos (2000), p. 521-530. The smoothing starts at the first value; its
    weight is that of the smallest sum of squared one-year errors.

    Examples
    --------
    >>> continue_theta(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), np.array([1.0, 2.0]))
    array([[5.5, 6. ]])
    """
    seen = ~np.isnan(value)
    count = seen.sum(axis=1, keepdims=True).astype(float)
    known = np.where(seen, value, 0.0)
    # counted from the middle of each series, so that empty years before it change no bit
    place = np.arange(value.shape[1]) - (value.shape[1] - count) - 0.5 * (count - 1.0)
    slope = _add(np.where(seen, place, 0.0) * known) / (count * (count**2 - 1.0) / 12.0)
    line = _add(known) / count + slope * place
    doubled = np.where(seen, 2.0 * value - line, 0.0)
    ends = 0.5 * (count - 1.0) + ahead
    return 0.5 * (_smooth(doubled, seen, weights) + _add(known) / count + slope * ends)


def _smooth(value, seen, weights):
    """Return the last smoothed level of each series, (s, 1), with the weight that has the smallest
    squared errors."""
    level = np.zeros((value.shape[0], weights.size))
    loss = np.zeros_like(level)
    for year in range(value.shape[1]):
        now, started = seen[:, year, None], seen[:, year - 1, None] & (year > 0)
        error = np.where(now, value[:, year, None] - level, 0.0)
        loss += np.where(started, np.square(error), 0.0)
        level += np.where(started, weights, 1.0) * error
    return np.take_along_axis(level, loss.argmin(axis=1)[:, None], axis=1)
