"""Growth curves: value, gradient and starting values from data alone.

Every curve is a size (level, ceiling or market) times a shape between 0 and 1 (the exponential:
above 0). Shapes are computed as logarithms, so that neither a far ceiling nor an early foot of the
curve underflows, and with their first and second derivatives, so that fits can use Newton's steps.
"""

import numpy as np

PARAMETERS = {
    "exponential": ("level", "rate"),
    "saturating": ("ceiling", "rate"),
    "logistic": ("ceiling", "rate", "midpoint"),
    "gompertz": ("ceiling", "rate", "midpoint"),
    "richards": ("ceiling", "rate", "location", "shape"),
    "bass": ("market", "innovation", "imitation"),
}
OBSERVED = ("total", "increment")


def require_curve(curve):
    """Raise ValueError unless the name is that of a curve.

    Parameters
    ----------
    curve : str
        Key of ``PARAMETERS``.

    Raises
    ------
    ValueError
        If there is no such curve.

    Examples
    --------
    >>> require_curve("logistic")
    """
    if curve not in PARAMETERS:
        raise ValueError(f"curve is {curve!r}; known: {', '.join(PARAMETERS)}")


def require_observed(observed):
    """Raise ValueError unless a Bass series is a running total or its increments.

    Parameters
    ----------
    observed : str
        ``"total"`` or ``"increment"``.

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> require_observed("total")
    """
    if observed not in OBSERVED:
        raise ValueError(f"observed is {observed!r}; known: {', '.join(OBSERVED)}")


def _quiet(function):
    """Run without floating-point warnings: shapes pass through 0 and infinity on purpose."""

    def wrapped(*args, **named):
        with np.errstate(all="ignore"):
            return function(*args, **named)

    wrapped.__doc__, wrapped.__name__ = function.__doc__, function.__name__
    wrapped.__wrapped__ = function
    return wrapped


def _columns(curve, parameters):
    parameters = np.atleast_2d(np.asarray(parameters, dtype=float))
    k = len(PARAMETERS[curve])
    if parameters.ndim != 2 or parameters.shape[1] != k:
        raise ValueError(
            f"parameters has shape {parameters.shape}; {curve} needs (series, {k}): {', '.join(PARAMETERS[curve])}"
        )
    return [parameters[:, j, None] for j in range(k)]


def _per_series(name, value, count):
    value = np.asarray(value, dtype=float)
    if value.ndim > 1 or (value.ndim == 1 and value.shape[0] not in (1, count)):
        raise ValueError(f"{name} has shape {value.shape}; allowed: one value a series")
    return np.broadcast_to(value, (count,))[:, None]


def _log_softplus(z):
    """Return log(1 + exp(-z)) without overflow."""
    return np.logaddexp(0.0, -z)


def _logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


def _bass_span(time, origin, step, observed):
    """Return start and end of the time over which each observed amount was gathered."""
    end = time - origin + step
    return (end - step if observed == "increment" else np.zeros_like(end)), end


@_quiet
def _evaluate_log(curve, columns, time, origin, step, observed):
    """Return the log of the curve and its gradient in the named parameters, (s, m) and list of (s, m)."""
    size, *rest = columns
    if curve == "exponential":
        (rate,) = rest
        return np.log(size) + rate * (time - origin), [1.0 / size + 0 * time, time - origin]
    if curve == "saturating":
        (rate,) = rest
        x = time - origin
        return np.log(size * -np.expm1(-rate * x)), [
            1.0 / size + 0 * time,
            np.where(x == 0, 1.0 / rate, x / np.expm1(rate * x)),
        ]
    if curve == "logistic":
        rate, midpoint = rest
        z = rate * (time - midpoint)
        slope = _logistic(-z)
        return np.log(size) - _log_softplus(z), [
            1.0 / size + 0 * time,
            slope * (time - midpoint),
            -rate * slope,
        ]
    if curve == "gompertz":
        rate, midpoint = rest
        depth = np.exp(-rate * (time - midpoint))
        return np.log(size) - depth, [
            1.0 / size + 0 * time,
            depth * (time - midpoint),
            -rate * depth,
        ]
    if curve == "richards":
        rate, location, shape = rest
        z = rate * (time - location)
        depth, slope = _log_softplus(z), _logistic(-z) / shape
        gradient = [
            1.0 / size + 0 * time,
            slope * (time - location),
            -rate * slope,
            depth / shape**2,
        ]
        return np.log(size) - depth / shape, gradient
    p, q = rest
    begin, end = _bass_span(time, origin, step, observed)
    value, by_sum, by_ratio, *_ = _bass_shape(p + q, q / p, begin, end)
    return np.log(size) + value, [
        1.0 / size + 0 * time,
        by_sum - by_ratio * q / p**2,
        by_sum + by_ratio / p,
    ]


def evaluate_curve(curve, parameters, time, *, origin=0.0, step=1.0, observed="total"):
    """Return the values of a growth curve.

    Parameters
    ----------
    curve : str
        ``exponential, saturating, logistic, gompertz, richards`` or ``bass``.
    parameters : array_like, shape (k,) or (s, k)
        In the order of ``PARAMETERS[curve]``; size in the unit of the values, rates per year.
    time : array_like, shape (m,) or (s, m)
        Decimal years.
    origin : float or array_like, shape (s,)
        Exponential: the first time of the series, where the level stands. Saturating: the start,
        where the curve is 0. Bass: the first time of the series.
    step : float or array_like, shape (s,)
        Bass: years covered by one observation; the count starts one step before `origin`.
    observed : str
        Bass: ``"total"`` for the running total, ``"increment"`` for what one step adds.

    Returns
    -------
    value : ndarray, shape (s, m)
        In the unit of the size.

    Raises
    ------
    ValueError
        If the curve or `observed` is unknown or the shapes do not match.

    Notes
    -----
    exponential level exp(rate (t - origin)); saturating ceiling (1 - exp(-rate (t - origin)));
    logistic ceiling / (1 + exp(-rate (t - midpoint))); Gompertz ceiling exp(-exp(-rate (t -
    midpoint))); Richards ceiling / (1 + exp(-rate (t - location)))^(1/shape); Bass market (1 -
    e^(-(p+q)u)) / (1 + (q/p) e^(-(p+q)u)) with u counted from one step before the first time
    (Bass 1969, Management Science 15, p. 217-218).

    Examples
    --------
    >>> evaluate_curve("logistic", [100.0, 0.5, 2018.0], [2018.0, 2100.0]).round(1)
    array([[ 50., 100.]])
    """
    require_curve(curve)
    require_observed(observed)
    columns = _columns(curve, parameters)
    time, origin, step = _times(columns, time, origin, step)
    if curve == "saturating":
        # Before its start the curve is below 0, where no logarithm exists.
        with np.errstate(all="ignore"):
            return columns[0] * -np.expm1(-columns[1] * (time - origin))
    with np.errstate(all="ignore"):
        return np.exp(_evaluate_log(curve, columns, time, origin, step, observed)[0])


def _times(columns, time, origin, step):
    time = np.atleast_2d(np.asarray(time, dtype=float))
    count = max(columns[0].shape[0], time.shape[0])
    if {columns[0].shape[0], time.shape[0]} - {1, count}:
        raise ValueError(
            f"time has shape {time.shape} for {columns[0].shape[0]} series; allowed: (m,) or one row a series"
        )
    time = np.broadcast_to(time, (count, time.shape[1]))
    return time, _per_series("origin", origin, count), _per_series("step", step, count)


def find_gradient(
    curve, parameters, time, *, origin=0.0, step=1.0, observed="total", logarithm=False
):
    """Return the derivatives of a growth curve in its parameters.

    Parameters
    ----------
    curve, parameters, time, origin, step, observed
        As in `evaluate_curve`.
    logarithm : bool
        Of the curve's logarithm instead of the curve.

    Returns
    -------
    gradient : ndarray, shape (s, m, k)
        Analytic; the unit of the value over the unit of the parameter.

    Raises
    ------
    ValueError
        As in `evaluate_curve`.

    Examples
    --------
    >>> find_gradient("exponential", [2.0, 0.0], [0.0, 1.0])[0]
    array([[1., 0.],
           [1., 2.]])
    """
    require_curve(curve)
    require_observed(observed)
    columns = _columns(curve, parameters)
    time, origin, step = _times(columns, time, origin, step)
    log_value, gradient = _evaluate_log(curve, columns, time, origin, step, observed)
    gradient = np.stack([np.broadcast_to(g, time.shape) for g in gradient], axis=-1)
    if logarithm:
        return gradient
    with np.errstate(all="ignore"):
        if curve == "saturating":
            size, rate = columns
            x = time - origin
            return np.stack([-np.expm1(-rate * x), size * x * np.exp(-rate * x)], axis=-1)
        value = np.exp(log_value)[:, :, None]
        return np.where(value > 0, value * gradient, 0.0)


def find_inflection(curve, parameters, *, origin=0.0, step=1.0):
    """Return the time at which each curve grows fastest.

    Parameters
    ----------
    curve, parameters, origin, step
        As in `evaluate_curve`.

    Returns
    -------
    inflection : ndarray, shape (s,)
        Decimal years; NaN where the curve has none.

    Raises
    ------
    ValueError
        As in `evaluate_curve`.

    Notes
    -----
    Logistic and Gompertz: the midpoint, at 1/2 and at 1/e of the ceiling. Richards: location -
    log(shape) / rate. Bass: log(q / p) / (p + q) after the count begins (Bass 1969, p. 218).

    Examples
    --------
    >>> find_inflection("richards", [100.0, 1.0, 5.0, 1.0])
    array([5.])
    """
    require_curve(curve)
    columns = [c[:, 0] for c in _columns(curve, parameters)]
    with np.errstate(all="ignore"):
        if curve in ("logistic", "gompertz"):
            return columns[2].copy()
        if curve == "richards":
            return columns[2] - np.log(columns[3]) / columns[1]
        if curve == "bass":
            _, p, q = columns
            count = columns[0].size
            peak = (
                _per_series("origin", origin, count)[:, 0]
                - _per_series("step", step, count)[:, 0]
                + np.log(q / p) / (p + q)
            )
            return np.where(q > p, peak, np.nan)
    return np.full(columns[0].size, np.nan)


# --- Shapes for fitting. Arrays are (points, series): sums over points then run along whole rows. ---
#
# The chart of a curve is the set of coordinates in which it is fitted and profiled: logarithms of
# what must be above 0, times in units of the observed window. Each returns the log of the shape,
# its first derivatives, and its second derivatives in the order (0,0), (0,1), .., (1,1), ...

CHARTS = {
    "exponential": ("rate",),
    "saturating": ("log_rate",),
    "logistic": ("log_rate", "midpoint"),
    "gompertz": ("log_rate", "midpoint"),
    "richards": ("log_rate", "inflection", "log_shape"),
    "bass": ("log_innovation", "log_imitation"),
}


def _exponential_shape(theta, x, _):
    return theta[0] * x, [x], [np.zeros_like(x)]


def _saturating_shape(theta, x, _):
    u = np.exp(theta[0]) * x
    below = np.expm1(u)
    # At the start the shape is 0 and its log-derivative in log rate is 1.
    first = np.where(u == 0, 1.0, u / below)
    second = np.where(u == 0, 0.0, first * (1.0 - first - u))
    return np.log(-np.expm1(-u)), [first], [second]


def _along_line(theta, x, value, slope, bend):
    """Return a shape of z = rate (x - midpoint) with its derivatives in log rate and midpoint."""
    rate = np.exp(theta[0])
    z = rate * (x - theta[1])
    h, h1, h2 = value(z), slope(z), bend(z)
    mixed = h2 * z + h1
    return h, [h1 * z, -rate * h1], [z * mixed, -rate * mixed, rate * rate * h2]


def _logistic_shape(theta, x, _):
    def bend(z):
        s = _logistic(z)
        return -s * (1.0 - s)

    return _along_line(theta, x, lambda z: -_log_softplus(z), lambda z: _logistic(-z), bend)


def _depth(z):
    # exp(-z) capped far below any number that can be fitted, so that no 0 * inf appears
    return np.exp(np.minimum(-z, 200.0))


def _gompertz_shape(theta, x, _):
    return _along_line(theta, x, lambda z: -_depth(z), _depth, lambda z: -_depth(z))


def _richards_shape(theta, x, _):
    rate, shape = np.exp(theta[0]), np.exp(theta[2])
    eta = -rate * (x - theta[1])
    depth = np.exp(np.minimum(eta, 300.0))
    u = shape * depth
    logged = np.log1p(u)
    ratio = depth / (1.0 + u)
    h, h1, h2 = -logged / shape, -ratio, -ratio / (1.0 + u)
    # log(1 + u) - u / (1 + u) cancels for small u; its series does not
    by_shape = (
        np.where(u < 1e-4, u * u * (0.5 - u * (2.0 / 3.0 - 0.75 * u)), logged - u / (1.0 + u))
        / shape
    )
    mixed = u * depth / (1.0 + u) ** 2
    first = [h1 * eta, h1 * rate, by_shape]
    second = [
        eta * (h2 * eta + h1),
        rate * (h2 * eta + h1),
        mixed * eta,
        rate * rate * h2,
        mixed * rate,
        mixed - by_shape,
    ]
    return h, first, second


def _bass_shape(total, ratio, begin, end):
    """Return the log of the Bass share gained from begin to end, derivatives in p + q and q / p."""
    gone, left = np.exp(-total * begin), np.exp(-total * end)
    width = end - begin
    a, b = 1.0 + ratio * gone, 1.0 + ratio * left
    growth = np.expm1(total * width)
    value = (
        -total * begin + np.log(-np.expm1(-total * width)) + np.log1p(ratio) - np.log(a) - np.log(b)
    )
    by_total = -begin + width / growth + ratio * (begin * gone / a + end * left / b)
    by_ratio = 1.0 / (1.0 + ratio) - gone / a - left / b
    totals = -width * width * (1.0 + growth) / growth**2 - ratio * (
        begin**2 * gone / a**2 + end**2 * left / b**2
    )
    mixed = begin * gone / a**2 + end * left / b**2
    ratios = -1.0 / (1.0 + ratio) ** 2 + (gone / a) ** 2 + (left / b) ** 2
    return value, by_total, by_ratio, totals, mixed, ratios


def _bass_chart(theta, x, begin):
    p, q = np.exp(theta[0]), np.exp(theta[1])
    ratio = q / p
    h, v, r, vv, vr, rr = _bass_shape(p + q, ratio, begin, x)
    first = [p * v - ratio * r, q * v + ratio * r]
    second = [
        vv * p * p - 2.0 * vr * p * ratio + rr * ratio**2 + v * p + r * ratio,
        vv * p * q + vr * ratio * (p - q) - rr * ratio**2 - r * ratio,
        vv * q * q + 2.0 * vr * q * ratio + rr * ratio**2 + v * q + r * ratio,
    ]
    return h, first, second


_SHAPES = {
    "exponential": _exponential_shape,
    "saturating": _saturating_shape,
    "logistic": _logistic_shape,
    "gompertz": _gompertz_shape,
    "richards": _richards_shape,
    "bass": _bass_chart,
}


@_quiet
def find_shape(curve, theta, x, begin=None):
    """Return the log of a curve's shape with its derivatives, in fitting coordinates.

    Parameters
    ----------
    curve : str
        Key of ``CHARTS``.
    theta : sequence of ndarray, each shape (s,)
        Coordinates in the order of ``CHARTS[curve]``.
    x : ndarray, shape (n, s) or (n, 1)
        Time in the units and from the origin that the fit has chosen.
    begin : ndarray, shape (n, s) or (n, 1), or None
        Bass: when the count of each observation begins.

    Returns
    -------
    value : ndarray, shape (n, s)
    first : list of ndarray, each shape (n, s)
    second : list of ndarray, each shape (n, s)
        Upper triangle, row after row.

    Raises
    ------
    KeyError
        If the curve is unknown; callers check names before.

    Notes
    -----
    Richards is fitted by its inflection, location - log(shape) / rate: then a shape going to 0 is
    the Gompertz curve and not a location going to minus infinity.

    Examples
    --------
    >>> value, first, second = find_shape("logistic", [np.zeros(1), np.zeros(1)], np.zeros((1, 1)))
    >>> np.exp(value), len(first), len(second)
    (array([[0.5]]), 2, 3)
    """
    return _SHAPES[curve](theta, x, begin)


def to_parameters(curve, coordinates, unit, *, falling=None):
    """Return named parameters from fitting coordinates.

    Parameters
    ----------
    curve : str
        Key of ``CHARTS``.
    coordinates : ndarray, shape (k, s)
        Log size first, then the chart's coordinates.
    unit : mapping
        ``size`` (s,): the value that counts as 1; ``zero`` and ``span`` (s,): the time that counts
        as 0, and the years that count as 1.
    falling : ndarray of bool, shape (s,), or None
        Series whose time was turned round.

    Returns
    -------
    parameters : ndarray, shape (s, k)

    Raises
    ------
    KeyError
        If the curve is unknown; callers check names before.

    Examples
    --------
    >>> unit = {"size": np.ones(1), "zero": np.zeros(1), "span": np.full(1, 2.0)}
    >>> to_parameters("logistic", np.array([[0.0], [0.0], [1.0]]), unit)
    array([[1. , 0.5, 2. ]])
    """
    with np.errstate(all="ignore"):
        size = np.exp(coordinates[0]) * unit["size"]
        rest, span, zero = coordinates[1:], unit["span"], unit["zero"]
        sign = np.ones(size.shape) if falling is None else np.where(falling, -1.0, 1.0)
        if curve == "exponential":
            columns = [size, rest[0] / span]
        elif curve == "saturating":
            columns = [size, np.exp(rest[0]) / span]
        elif curve in ("logistic", "gompertz"):
            columns = [size, sign * np.exp(rest[0]) / span, zero + sign * rest[1] * span]
        elif curve == "richards":
            location = rest[1] + rest[2] * np.exp(-rest[0])
            columns = [
                size,
                sign * np.exp(rest[0]) / span,
                zero + sign * location * span,
                np.exp(rest[2]),
            ]
        else:
            columns = [size, np.exp(rest[0]) / span, np.exp(rest[1]) / span]
    return np.stack(columns, axis=-1)


# --- Starting values ---

_RATES = np.array([0.6, 1.2, 2.1, 3.0, 4.2, 5.8, 8.0, 11.0, 16.0, 28.0, 60.0])
_MIDPOINTS = np.array(
    [-0.6, -0.2, 0.0, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84, 0.96, 1.1, 1.3, 1.7, 2.5]
)
_SHAPE_LOGS = np.log([0.05, 0.3, 1.0, 3.0, 10.0])


def list_starts(curve, x):
    """Return the grid of shapes among which each series finds its start.

    Parameters
    ----------
    curve : str
        Key of ``CHARTS``.
    x : ndarray, shape (n, s)
        Time in fitting units; saturating rates are set by its last value.

    Returns
    -------
    grid : ndarray, shape (g, k - 1, s) or (g, k - 1, 1)
        Coordinates in the order of ``CHARTS[curve]``.

    Raises
    ------
    KeyError
        If the curve is unknown; callers check names before.

    Notes
    -----
    Our rule: rates from a curve that bends little over the window to one that jumps between two
    points, midpoints from before the window to far behind it.

    Examples
    --------
    >>> list_starts("logistic", np.linspace(0, 1, 5)[:, None]).shape
    (165, 2, 1)
    """
    if curve == "exponential":
        return np.array([-20.0, -6, -3, -1.5, -0.5, 0, 0.5, 1, 2, 3, 5, 8, 14, 25, 60])[
            :, None, None
        ]
    if curve == "saturating":
        last = np.maximum(np.nanmax(x, axis=0), 1e-300)
        return np.log(np.array([0.003, 0.1, 0.4, 1, 2, 4, 8, 16, 50])[:, None, None] / last)
    if curve == "bass":
        reach = np.array(
            [
                [p, q]
                for p in (0.0003, 0.003, 0.02, 0.1, 0.4, 1.5)
                for q in (0.1, 0.6, 1.5, 3.0, 5.0, 8.0, 13.0, 25.0)
            ]
        )
        return np.log(reach)[:, :, None] - np.log(np.maximum(np.nanmax(x, axis=0), 1e-300))
    plane = np.array([[np.log(r), m] for r in _RATES for m in _MIDPOINTS])
    if curve == "gompertz":
        # at its midpoint a Gompertz curve stands lower, and it bends later
        plane = plane - [0.3, 0.05]
    if curve == "richards":
        return np.array([[r, m, s] for r, m in plane for s in _SHAPE_LOGS])[:, :, None]
    return plane[:, :, None]


def start_curve(curve, time, value, *, scale="natural", start=0.0, observed="total"):
    """Return starting values for every series, from its data alone.

    Parameters
    ----------
    curve : str
        Key of ``PARAMETERS``.
    time : array_like, shape (n,) or (s, n)
        Decimal years, in any order and spacing.
    value : array_like, shape (n,) or (s, n)
        Levels, NaN where missing.
    scale : str
        ``"natural"`` or ``"log"``: on which the distance is measured.
    start : float
        Saturating: the time at which the curve is 0.
    observed : str
        Bass: ``"total"`` or ``"increment"``.

    Returns
    -------
    parameters : ndarray, shape (s, k)
        In the order of ``PARAMETERS[curve]``; NaN for a series without a value above 0.

    Raises
    ------
    ValueError
        If a name is unknown or the shapes do not match.

    Notes
    -----
    The best of a grid of shapes (`list_starts`), each with the size that suits it best, which
    is known in closed form. A plateau that was not reached needs no guess of a ceiling; a
    falling series is taken backwards.

    Examples
    --------
    >>> time = [2010.0, 2012.0, 2013.0, 2016.0]
    >>> ceiling, rate, midpoint = start_curve("logistic", time, [5.0, 20.0, float("nan"), 80.0])[0]
    >>> bool(60 < ceiling < 200), bool(rate > 0), bool(2011 < midpoint < 2016)
    (True, True, True)
    """
    require_curve(curve)
    require_observed(observed)
    if scale not in ("natural", "log"):
        raise ValueError(f"scale is {scale!r}; known: natural, log")
    value = np.atleast_2d(np.asarray(value, dtype=float))
    time = np.atleast_2d(np.asarray(time, dtype=float))
    if time.shape[-1] != value.shape[-1] or {time.shape[0], value.shape[0]} - {
        1,
        max(time.shape[0], value.shape[0]),
    }:
        raise ValueError(
            f"time has shape {time.shape} and value {value.shape}; allowed: the same, or one time for all"
        )
    time, value = np.broadcast_arrays(time, value)
    seen = np.isfinite(value) & np.isfinite(time) & ((value > 0) | (scale == "natural"))
    with np.errstate(all="ignore"):
        return _start(curve, time, value, seen, scale, start, observed)


def _start(curve, time, value, seen, scale, start, observed):
    count = value.shape[0]
    first = np.where(seen, time, np.inf).min(axis=1)
    last = np.where(seen, time, -np.inf).max(axis=1)
    span = np.where(last > first, last - first, 1.0)
    size = np.where(seen, np.abs(value), 0.0).max(axis=1)
    w = seen.T.astype(float)
    y = np.where(seen, value, 1.0).T / size
    y = np.where(seen.T, np.log(y) if scale == "log" else y, 0.0)
    middle = np.where(seen, time, 0.0).sum(axis=1) / seen.sum(axis=1)
    slope = (w * y * (time - middle[:, None]).T).sum(axis=0)
    falling = (slope < 0) & (curve in ("logistic", "gompertz", "richards"))
    ordered = np.sort(np.where(np.isfinite(time), time, np.inf), axis=1)
    gaps = np.diff(ordered, axis=1)
    step = np.where((gaps > 0) & np.isfinite(gaps), gaps, np.inf).min(axis=1, initial=np.inf)
    step = np.where(np.isfinite(step), step, 1.0)
    zero = {"saturating": np.full(count, float(start)), "bass": first - step}.get(
        curve, np.where(falling, last, first)
    )
    x = np.where(seen.T, (time.T - zero) * np.where(falling, -1.0, 1.0) / span, 0.5)
    begin = None
    if curve == "bass":
        begin = x - step / span if observed == "increment" else np.zeros_like(x)
    best, chosen = np.full(count, np.inf), np.full((len(PARAMETERS[curve]), count), np.nan)
    for theta in list_starts(curve, x):
        theta = [np.broadcast_to(t, (count,)) for t in theta]
        h, *_ = find_shape(curve, theta, x, begin)
        if scale == "log":
            log_size = (w * (y - h)).sum(axis=0) / w.sum(axis=0)
            rss = (w * (y - h - log_size) ** 2).sum(axis=0)
        else:
            top = np.where(w > 0, h, -np.inf).max(axis=0)
            g = np.where(w > 0, np.exp(h - top), 0.0)
            factor = (g * y).sum(axis=0) / (g * g).sum(axis=0)
            log_size = np.log(factor) - top
            rss = (w * (y - factor * g) ** 2).sum(axis=0)
        better = (rss < best) & np.isfinite(log_size) & (log_size < 12.0)
        best = np.where(better, rss, best)
        chosen = np.where(better, np.stack([log_size, *theta]), chosen)
    return to_parameters(curve, chosen, {"size": size, "zero": zero, "span": span}, falling=falling)
