"""Observations of many series, one row each: checked, exact or between bounds, and what refuses a
fit."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

SCALES = ("natural", "log")
FEWEST_FOR_TREND = 5  # points: fewer cannot show that nothing rises
TREND_CHANCE = 0.05  # that a slope as large comes of scatter alone, two-sided
OPEN_FACTOR = 1.2  # a bound on one side stands for a value a fifth beyond it, where one is needed
EMPTY = "refused: no observation"
FEW = "refused: fewer times than parameters"
LOGARITHM = "refused: values of 0 or below have no logarithm"
SIZE = "refused: no value above 0"
FLAT = "refused: the values do not change"
TRENDLESS = "refused: no rise or fall beyond the scatter"
FALL = "refused: the series falls and this curve cannot"
START = "refused: times at or before the start"


def read_rows(name, array, shape=None):
    """Return an argument as rows of numbers, one row a series.

    Parameters
    ----------
    name : str
        For messages.
    array : array_like, shape (n,) or (s, n)
    shape : tuple of int, or None
        (s, n) that it is spread over.

    Returns
    -------
    rows : ndarray, shape (s, n)

    Raises
    ------
    ValueError
        If it holds no numbers or has another shape.

    Examples
    --------
    >>> read_rows("value", [1.0, 2.0])
    array([[1., 2.]])
    """
    try:
        array = np.asarray(array, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds {array!r}; allowed: numbers, NaN where missing") from None
    if array.ndim not in (1, 2):
        raise ValueError(f"{name} has shape {array.shape}; allowed: (n,) or (s, n)")
    if shape is None:
        return np.atleast_2d(array)
    if array.shape[-1] != shape[1] or (array.ndim == 2 and array.shape[0] not in (1, shape[0])):
        raise ValueError(
            f"{name} has shape {array.shape}; allowed: ({shape[1]},) or {shape}, as value"
        )
    return np.broadcast_to(array, shape)


def find_first(array, bad):
    """Return the first number that is marked, for a message."""
    return float(np.atleast_1d(array)[np.atleast_1d(bad)].flat[0])


def read_each(name, value, count, *, anything=False):
    """Return one finite number a series, above 0 unless anything is allowed, (s,).

    Raises
    ------
    ValueError
        If the shape is another or a number is not allowed.

    Examples
    --------
    >>> read_each("step", 0.5, 2)
    array([0.5, 0.5])
    """
    value = np.asarray(value, dtype=float)
    if value.ndim > 1 or (value.ndim == 1 and value.shape[0] not in (1, count)):
        raise ValueError(f"{name} has shape {value.shape}; allowed: one value or {count}")
    bad = ~np.isfinite(value) | (False if anything else value <= 0)
    if bad.any():
        raise ValueError(
            f"{name} is {find_first(value, bad)}; allowed: finite{'' if anything else ', above 0'}"
        )
    return np.broadcast_to(value, (count,))


def read_times(time, count):
    """Return finite decimal years, one row a series, (s, m).

    Raises
    ------
    ValueError
        If the shape is another or a time is not finite.

    Examples
    --------
    >>> read_times([2020.0], 2).tolist()
    [[2020.0], [2020.0]]
    """
    time = np.asarray(time, dtype=float)
    if time.ndim > 2 or (time.ndim == 2 and time.shape[0] not in (1, count)):
        raise ValueError(f"time has shape {time.shape}; allowed: (m,) or ({count}, m)")
    time = np.atleast_2d(time)
    if not np.isfinite(time).all():
        bad = find_first(time, ~np.isfinite(time))
        raise ValueError(f"time is {bad}; allowed: finite decimal years")
    return np.broadcast_to(time, (count, time.shape[1]))


@dataclass
class Observations:
    """Checked observations, (s, n) each.

    Attributes
    ----------
    time : ndarray
    value : ndarray
        Exact values, NaN elsewhere.
    seen : ndarray of bool
    between : ndarray of bool, or None
        Seen between bounds `low` and `high`; None where all are exact.
    weights : ndarray or None
    common, complete : bool
        One time for all series; nothing missing.
    """

    time: np.ndarray
    value: np.ndarray
    seen: np.ndarray
    common: bool
    between: np.ndarray | None = None
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    weights: np.ndarray | None = None

    def __post_init__(self):
        self.shape = self.value.shape
        self.complete = bool(self.seen.all())
        self.count = (
            np.full(self.shape[0], self.shape[1]) if self.complete else self.seen.sum(axis=1)
        )

    @property
    def exact(self):
        """Where a value is seen as a number, not between bounds."""
        return self.seen if self.between is None else self.seen & ~self.between

    def equals(self, other):
        """Return whether two sets hold the same observations under the same reading."""
        pairs = [(self.seen, other.seen), (self.time, other.time), (self.value, other.value)]
        for name in ("between", "low", "high", "weights"):
            one, two = getattr(self, name), getattr(other, name)
            if (one is None) != (two is None):
                return False
            if one is not None:
                pairs.append((one, two))
        return all(np.array_equal(one, two, equal_nan=one.dtype != bool) for one, two in pairs)

    def close(self):
        """Return the observations without those that are known from one side only."""
        if self.between is None:
            return self
        is_open = self.between & (np.isinf(self.high) | (self.low == 0))
        return replace(self, seen=self.seen & ~is_open) if is_open.any() else self

    def find_points(self):
        """Return one number for each observation, the middle of its bounds where it has some."""
        point = self.value
        if self.between is not None:
            low, high = (np.where(self.between, b, 1.0) for b in (self.low, self.high))
            middle = np.where(
                np.isinf(high),
                low * OPEN_FACTOR,
                np.where(low == 0, high / OPEN_FACTOR, np.sqrt(low) * np.sqrt(high)),
            )
            point = np.where(self.between, middle, point)
        return point if self.complete else np.where(self.seen, point, np.nan)

    def find_extremes(self, point):
        """Return the largest and the smallest number of each series, infinite where there is
        none."""
        if point.size and self.complete:
            return point.max(axis=1), point.min(axis=1)
        return (
            np.where(self.seen, point, -np.inf).max(axis=1, initial=-np.inf),
            np.where(self.seen, point, np.inf).min(axis=1, initial=np.inf),
        )

    def find_highest(self):
        """Return the highest level that each series is known to have reached, -inf where none."""
        known = np.where(self.seen, self.value, -np.inf)
        if self.between is not None:
            known = np.where(self.between, self.low, known)
        return known.max(axis=1, initial=-np.inf)

    def find_times(self):
        """Return how many different times each series has, its first and its last."""
        if self.complete and self.common and self.shape[0] and self.shape[1]:
            times, one = np.unique(self.time[0]), np.ones(self.shape[0])
            return (one * times.size).astype(int), one * times[0], one * times[-1]
        time = np.sort(np.where(self.seen, self.time, np.inf), axis=1)
        number = np.isfinite(time).sum(axis=1)
        if not time.shape[1]:
            return number, np.full(number.size, np.nan), np.full(number.size, np.nan)
        different = (np.diff(time, axis=1) > 0) & np.isfinite(time[:, 1:])
        last = np.take_along_axis(time, np.maximum(number - 1, 0)[:, None], axis=1)[:, 0]
        return (
            different.sum(axis=1) + (number > 0),
            np.where(number > 0, time[:, 0], np.nan),
            np.where(number > 0, last, np.nan),
        )

    def find_step(self):
        """Return the smallest time between two dates of each series, seen or not; 1 without two."""
        time = np.sort(np.where(np.isfinite(self.time), self.time, np.inf), axis=1)
        with np.errstate(invalid="ignore"):
            gaps = np.diff(time, axis=1)
        gaps = np.where((gaps > 0) & np.isfinite(gaps), gaps, np.inf)
        smallest = gaps.min(axis=1, initial=np.inf)
        return np.where(np.isfinite(smallest), smallest, 1.0)

    def find_slope(self, scaled, middle):
        """Return of the line through each series' scaled points the slope, up to a factor, and
        r^2."""
        if self.complete and self.common and self.value.size:
            away = self.time[0] - self.time[0].mean()
            slope, spread = scaled @ away, away @ away
            of_values = np.einsum("sn,sn->s", scaled, scaled)
            of_values = of_values - scaled.shape[1] * scaled.mean(axis=1) ** 2
        else:
            w = self.seen if self.weights is None else self.weights
            total = np.maximum(w.sum(axis=1, keepdims=True), 1e-300)
            x = np.where(self.seen, self.time - middle[:, None], 0.0)
            x = np.where(self.seen, x - (w * x).sum(axis=1, keepdims=True) / total, 0.0)
            y = np.where(self.seen, scaled, 0.0)
            slope, spread = (w * x * y).sum(axis=1), (w * x * x).sum(axis=1)
            of_values = (w * (y - (w * y).sum(axis=1, keepdims=True) / total) ** 2).sum(axis=1)
        with np.errstate(all="ignore"):
            return slope, np.clip(slope**2 / (spread * of_values), 0.0, 1.0)

    def find_trendless(self, share):
        """Return which series have a slope, of that r^2, that their scatter alone would give."""
        freedom = np.maximum(self.count - 2, 1)
        with np.errstate(all="ignore"):
            t = np.sqrt(share * freedom / (1.0 - share))
        different, place = np.unique(freedom, return_inverse=True)
        cut = stdtrit(different, 1.0 - 0.5 * TREND_CHANCE)[place]
        return (self.count >= FEWEST_FOR_TREND) & (t < cut)


def _refuse(array, bad, words):
    if bad.any():
        raise ValueError(words.format(find_first(array, bad)))


def _read_bounds(low, high, value, scale):
    """Return value, seen and the three arrays of bounds from what was handed in."""
    shape = value.shape
    low, high = (
        np.full(shape, np.nan) if b is None else read_rows(n, b, shape)
        for n, b in (("low", low), ("high", high))
    )
    one = np.isnan(low) != np.isnan(high)
    if one.any():
        is_low = np.isnan(high)[one].flat[0]
        name, other, array = ("low", "high", low) if is_low else ("high", "low", high)
        raise ValueError(
            f"{name} is {find_first(array, one)} where {other} is missing; "
            "give 0 or inf where a bound is open"
        )
    given = ~np.isnan(low)
    if (low > high).any():
        bad = low > high
        raise ValueError(f"low is {find_first(low, bad)} above high, {find_first(high, bad)}")
    _refuse(low, given & (low < 0), "low is {}; allowed: 0 (open) or above")
    if np.isinf(low).any():
        raise ValueError("low is inf; allowed: finite numbers, 0 where open")
    outside = given & ~np.isnan(value) & ((value < low) | (value > high))
    if outside.any():
        raise ValueError(
            f"value is {find_first(value, outside)}, outside low {find_first(low, outside)} "
            f"and high {find_first(high, outside)}"
        )
    wide = given & (low < high)
    value = np.where(given & ~wide, low, np.where(wide, np.nan, value))
    seen = ~np.isnan(value) | (wide & ~((low == 0) & np.isinf(high)))
    if not wide.any():
        return value, seen, None, None, None
    if scale == "natural":
        raise ValueError(
            "scale is 'natural' with observations between bounds; "
            "their likelihood is log-normal: allowed: 'log'"
        )
    return value, seen, wide & seen, np.where(wide, low, np.nan), np.where(wide, high, np.nan)


def sort_times(observations):
    """Return observations in the order of time, what was not seen last."""
    o = observations
    order = np.argsort(np.where(o.seen, o.time, np.inf), axis=1, kind="stable")
    if (order == np.arange(o.shape[1])).all():
        return o
    names = ("time", "value", "seen", "between", "low", "high", "weights")
    arrays = {n: getattr(o, n) for n in names if getattr(o, n) is not None}
    arrays = {n: np.take_along_axis(v, order, axis=1) for n, v in arrays.items()}
    return replace(o, common=o.common and o.complete, **arrays)


def read_observations(time, value, low, high, weights, scale, *, in_order=False) -> Observations:
    """Return checked observations of many series.

    Parameters
    ----------
    time, value, low, high, weights
        As in `fits.fit_curves`.
    scale : str
        ``"natural"`` or ``"log"``.
    in_order : bool
        Sort each series by time.

    Raises
    ------
    ValueError
        As in `fits.fit_curves`.

    Examples
    --------
    >>> read_observations([0.0, 1.0], [1.0, float("nan")], None, None, None, "log").seen
    array([[ True, False]])
    """
    if value is None and (low is not None or high is not None):
        value = np.full(np.shape(low if low is not None else high), np.nan)
    value = read_rows("value", value)
    time_given = np.asarray(time, dtype=float)
    several = np.ndim(time_given) == 2 and len(time_given) > 1
    if several and len(value) == 1:
        value = np.broadcast_to(value, (len(time_given), value.shape[1]))
    time = read_rows("time", time_given, value.shape)
    _refuse(value, np.isinf(value), "value holds {}; allowed: finite numbers, NaN where missing")
    seen, between = ~np.isnan(value), None
    if low is not None or high is not None:
        value, seen, between, low, high = _read_bounds(low, high, value, scale)
    if not np.isfinite(time).all():
        bad = seen & ~np.isfinite(time)
        _refuse(time, bad, "time is {} beside a value; allowed: finite decimal years")
    if weights is not None:
        weights = read_rows("weights", weights, value.shape)
        bad = seen & ~((weights >= 0) & np.isfinite(weights))
        _refuse(weights, bad, "weights is {} beside a value; allowed: finite, 0 or above")
        seen = seen & (weights > 0)
        weights = np.where(seen, weights, 0.0)
        between = None if between is None else between & seen
    found = Observations(time, value, seen, not several, between, low, high, weights)
    return sort_times(found) if in_order else found


@dataclass
class Frame:
    """The units in which each series is fitted, (s,) each.

    Attributes
    ----------
    size : ndarray
        The value that counts as 1.
    zero, span : ndarray
        The time that counts as 0, and the years that count as 1.
    sign : ndarray
        -1 where time is turned round: the series falls.
    step : ndarray
        Years between two dates.
    """

    size: np.ndarray
    zero: np.ndarray
    span: np.ndarray
    sign: np.ndarray
    step: np.ndarray


def find_refusals(curve, observations, scale, *, extremes, times, falls, trendless, start):
    """Return in words why each series cannot be fitted, empty where it can, (s,)."""
    o, (largest, smallest), (distinct, first, last) = observations, extremes, times
    state = np.full(o.shape[0], "", dtype=object)
    flat = largest == smallest
    if o.between is not None:
        flat &= ~o.between.any(axis=1)
    if curve.has_ceiling:
        state[trendless] = TRENDLESS
    if not curve.may_be_flat:
        state[flat] = FLAT
    if curve.must_rise:
        state[falls & ~flat] = FALL
    state[curve.is_early(first, last, start, scale)] = START
    state[~(largest > 0)] = SIZE
    if scale == "log":
        state[smallest <= 0] = LOGARITHM
    state[distinct < len(curve.names)] = FEW
    state[o.count == 0] = EMPTY
    return state
