"""Growth curves, one class a family: shape, gradient, starts, limits and the words for them.

Every curve is a size (level, ceiling or market) times a shape. Shapes are computed as logarithms,
so that neither a far ceiling nor an early foot of the curve underflows, and with their first and
second derivatives, so that fits can use Newton's steps. The chart of a curve is the set of
coordinates in which it is fitted and profiled: logarithms of what must be above 0, times in units
of the observed window. Arrays are (points, series): sums over points then run along whole rows.
"""

import numpy as np
from scipy.special import expit

OBSERVED = ("total", "increment")
DEEPEST = 200.0  # logarithms deeper than this are lost in any sum; capped, no 0 * inf appears
SMALL = 1e-4  # below, log(1 + u) - u / (1 + u) is taken from its series
START_RATES = np.array([0.6, 1.2, 2.1, 3.0, 4.2, 5.8, 8.0, 11.0, 16.0, 28.0, 60.0])
START_MIDPOINTS = np.array(
    [-0.6, -0.2, 0.0, 0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.84, 0.96, 1.1, 1.3, 1.7, 2.5]
)
START_SHAPES = np.array([0.05, 0.3, 1.0, 3.0, 10.0])


def _depth(z):
    return np.exp(np.minimum(-z, DEEPEST))


def _bend_of_log(u, logged, share):
    """Return log(1 + u) - u / (1 + u), which cancels for small u where its series does not."""
    return np.where(u < SMALL, u * u * (0.5 - u * (2.0 / 3.0 - 0.75 * u)), logged - share)


class Curve:
    """One family of growth curves.

    Attributes
    ----------
    name, label : str
        The label is the name in words.
    words, formula : str
        What it does, after its name; and the curve itself, t in years.
    is_weighed : bool
        It is one of the curves among which long series share their evidence.
    names : tuple of str
        Parameters in words, the size first.
    chart : tuple of str
        Fitting coordinates of the shape, in the order of the other names.
    has_ceiling : bool
        The size is a limit.
    may_fall, must_rise, may_be_flat : bool
        A falling series is taken backwards, or refused; values that do not change are no obstacle.
    along_line : bool
        The shape depends on rate * time + offset alone: the fast sums of squares serve.
    many_valleys : bool
        A descent that ends well may have ended in the wrong valley.
    one_valley : bool
        Log values are linear in the coordinates: the likelihood has one best (Burridge 1981,
        Journal of the Royal Statistical Society B 43, p. 41-45).
    follows_size : bool
        Far below its ceiling only the size times the first coordinate is known.
    needs_step : bool
        An observation covers the time since the one before.
    far : str
        What is said where the best size lies at infinity.
    away, flat, jump : dict of int to float
        Parameters, by place, where the best size lies at infinity, the rise before the data, or
        between two times.
    open_below : tuple of str
        Parameters that go to 0 as the size goes to infinity.
    simpler : tuple
        Curves that it holds, with the shapes from which it starts beside them.
    """

    name, words, formula, names, chart = "", "", "", (), ()
    is_weighed = True
    has_ceiling, may_fall, must_rise, may_be_flat = True, False, False, False
    along_line, many_valleys, one_valley, needs_step = False, False, False, False
    follows_size = False
    far = "limit: exponential, no ceiling in sight"
    away, flat, jump, open_below, simpler = {}, {}, {}, (), ()

    # --- what each family says of itself ---

    @property
    def label(self):
        """Return the name in words; a curve named after a person has its own."""
        return self.name

    def find_shape(self, theta, x, begin=None):
        """Return the log of the shape with its derivatives, in fitting coordinates.

        Parameters
        ----------
        theta : sequence of ndarray, each shape (s,)
            In the order of `chart`.
        x : ndarray, shape (n, s) or (n, 1)
            Time in the units and from the origin that the fit has chosen.
        begin : ndarray, shape (n, s) or (n, 1), or None
            Bass: when the count of each observation begins.

        Returns
        -------
        value : ndarray, shape (n, s)
        first, second : list of ndarray, each shape (n, s)
            `second` is the upper triangle, row after row.

        Examples
        --------
        >>> value, *_ = find_curve("logistic").find_shape([np.zeros(1)] * 2, np.zeros((1, 1)))
        >>> np.exp(value)
        array([[0.5]])
        """
        raise NotImplementedError

    def list_starts(self, x):
        """Return the grid of shapes among which each series finds its start, (g, k - 1, 1 or s).

        Our rule: rates from a curve that bends little over the window to one that jumps between two
        points, midpoints from before the window to far behind it.
        """
        raise NotImplementedError

    def find_zero(self, first, last, *, step, start, falls):
        """Return the time that counts as 0 in a fit."""
        return np.where(falls, last, first)

    def find_origin(self, first, start):
        """Return the time to which the named parameters refer."""
        return first

    def is_early(self, first, last, start, scale):
        """Return which series have times at which the curve does not exist."""
        return np.zeros(first.shape, bool)

    def find_begin(self, x, step):
        """Return when the count of each observation begins, in fitting units."""
        return None

    def find_inflection(self, parameters, *, origin=0.0, step=1.0):
        """Return the time at which each curve grows fastest, (s,); NaN where it has none."""
        return np.full(len(parameters), np.nan)

    # --- between chart and named parameters ---

    def to_named(self, coordinates, frame):
        """Return named parameters, (s, k), from fitting coordinates, (k, s), log size first."""
        columns = [np.exp(coordinates[0]) * frame.size]
        for name, value in zip(self.chart, coordinates[1:]):
            columns.append(self._to_named(name, value, frame))
        return np.stack(columns, axis=-1)

    def _to_named(self, name, value, frame):
        if name in ("midpoint", "location", "inflection"):
            return frame.zero + frame.sign * value * frame.span
        if name == "log_shape":
            return np.exp(value)
        if name == "rate":
            return value / frame.span
        return frame.sign * np.exp(value) / frame.span

    def name_ends(self, name, ends, frame):
        """Return the ends of a coordinate's interval, (s, 2), as ends of the named parameter."""
        with np.errstate(all="ignore"):
            if name == "log_size":
                return np.exp(ends) * frame.size[:, None]
            named = self._to_named(name, ends.T, frame).T
        turned = frame.sign[:, None] < 0
        return np.where(turned & (name != "log_shape"), named[:, ::-1], named)

    def to_chart(self, columns):
        """Return chart coordinates and the direction of time from named parameters after the
        size."""
        sign = np.where(columns[0] < 0, -1.0, 1.0) if self.may_fall else np.ones(columns[0].shape)
        theta = [
            np.log(np.abs(c)) if n.startswith("log_") else sign * c if n == "midpoint" else c
            for n, c in zip(self.chart, columns)
        ]
        return theta, sign

    def differentiate(self, columns, first, sign):
        """Return the derivatives of the log curve in the named parameters after the size."""
        return [
            d / c if n.startswith("log_") else sign * d if n == "midpoint" else d
            for n, c, d in zip(self.chart, columns, first)
        ]

    def evaluate(self, parameters, time, *, origin=0.0, step=1.0):
        """Return log values (m, s) and the log's derivatives in the named parameters, a list.

        Parameters
        ----------
        parameters : ndarray, shape (s, k)
        time : ndarray, shape (m, s)
        origin, step : ndarray, shape (s,)
        """
        size, *columns = parameters.T
        with np.errstate(all="ignore"):
            theta, sign = self.to_chart(columns)
            x = sign * self.count_from(time, origin, step)
            h, first, _ = self.find_shape(theta, x, self.find_begin(x, step))
            gradient = self.differentiate(columns, first, sign)
            return np.log(size) + h, [np.broadcast_to(1.0 / size, h.shape), *gradient]

    def count_from(self, time, origin, step):
        """Return the time that the named parameters count."""
        return time - origin


class Exponential(Curve):
    """The curve of steady growth."""

    words = "grows for ever at one pace"
    formula = "level · exp(rate · (t − start))"
    name, names, chart = "exponential", ("level", "rate"), ("rate",)
    has_ceiling, may_be_flat, one_valley = False, True, True

    def find_shape(self, theta, x, begin=None):
        return theta[0] * x, [x], [np.zeros_like(x)]

    def list_starts(self, x):
        rates = [-20.0, -6, -3, -1.5, -0.5, 0, 0.5, 1, 2, 3, 5, 8, 14, 25, 60]
        return np.array(rates)[:, None, None]


class Linear(Curve):
    """The straight line, by its level and its growth at the first time."""

    words = "slows and never stops"
    formula = "level · (1 + rate · (t − start))"
    name, names, chart = "linear", ("level", "rate"), ("log_rate",)
    has_ceiling, must_rise = False, True

    def find_shape(self, theta, x, begin=None):
        with np.errstate(all="ignore"):
            u = np.exp(theta[0]) * x
            share = u / (1.0 + u)
            return np.log1p(u), [share], [share * (1.0 - share)]

    def list_starts(self, x):
        return np.log([0.01, 0.1, 0.5, 1, 2, 5, 15, 60, 1e3])[:, None, None]


class Power(Curve):
    """A power of a straight line, from steady growth to the line itself.

    Its growth a year, rate / (1 + shape rate (t - first time)), slows for ever and never ends.
    """

    words = "slows and never stops: steady growth where the shape is 0, a line where it is 1"
    formula = "level · (1 + shape · rate · (t − start))^(1 / shape)"
    name, names = "power", ("level", "rate", "shape")
    chart = ("log_rate", "log_shape")
    has_ceiling, must_rise = False, True

    def find_shape(self, theta, x, begin=None):
        with np.errstate(all="ignore"):
            shape = np.exp(theta[1])
            u = shape * np.exp(theta[0]) * x
            logged, share = np.log1p(u), u / (1.0 + u)
            bent = _bend_of_log(u, logged, share) / shape
            square = share * share / shape
            return (
                logged / shape,
                [share / shape, -bent],
                [share / shape - square, -square, bent - square],
            )

    def list_starts(self, x):
        rates = np.log([0.1, 0.5, 1, 2, 4, 8, 20, 60])
        return np.array([[r, s] for r in rates for s in np.log(START_SHAPES)])[:, :, None]


class Saturating(Curve):
    """The curve that comes nearer to its ceiling by the same share each year."""

    words = "slows from the start, towards a ceiling"
    formula = "ceiling · (1 − exp(−rate · (t − start)))"
    is_weighed = False
    name, names, chart = "saturating", ("ceiling", "rate"), ("log_rate",)
    must_rise, follows_size = True, True
    far = "limit: a straight line, no ceiling in sight"
    away, flat, open_below = {1: 0.0}, {1: np.inf}, ("rate",)

    def find_shape(self, theta, x, begin=None):
        with np.errstate(all="ignore"):
            u = np.exp(theta[0]) * x
            # At the start the shape is 0 and its log-derivative in log rate is 1.
            first = np.where(u == 0, 1.0, u / np.expm1(u))
            second = np.where(u == 0, 0.0, first * (1.0 - first - u))
            return np.log(-np.expm1(-u)), [first], [second]

    def list_starts(self, x):
        rates = np.array([0.003, 0.1, 0.4, 1, 2, 4, 8, 16, 50])
        return np.log(rates[:, None, None] / np.maximum(np.nanmax(x, axis=0), 1e-300))

    def find_zero(self, first, last, *, step, start, falls):
        return start

    def find_origin(self, first, start):
        return start

    def is_early(self, first, last, start, scale):
        return (first < start) | ((first if scale == "log" else last) <= start)


class Logistic(Curve):
    """The curve whose growth falls with what is left below the ceiling."""

    words = "bends towards a ceiling, alike before and after its midpoint"
    formula = "ceiling / (1 + exp(−rate · (t − midpoint)))"
    name, names, chart = "logistic", ("ceiling", "rate", "midpoint"), ("log_rate", "midpoint")
    may_fall, along_line = True, True
    away, flat, jump = {2: np.inf}, {1: np.nan, 2: -np.inf}, {1: np.inf}

    def find_shape(self, theta, x, begin=None):
        """As of every curve; here in z = rate (x - midpoint)."""
        with np.errstate(all="ignore"):
            rate = np.exp(theta[0])
            z = rate * (x - theta[1])
            h, h1, h2 = self.follow(z)
            mixed = h2 * z + h1
            return h, [h1 * z, -rate * h1], [z * mixed, -rate * mixed, rate * rate * h2]

    def follow(self, z):
        """Return the log of the shape and its two derivatives in rate * time + offset."""
        far = np.exp(-np.abs(z))
        near = 1.0 / (1.0 + far)
        rest = far * near
        return np.minimum(z, 0.0) - np.log1p(far), np.where(z > 0, rest, near), -near * rest

    def list_starts(self, x):
        grid = [[np.log(rate), midpoint] for rate in START_RATES for midpoint in START_MIDPOINTS]
        return np.array(grid)[:, :, None]

    def find_inflection(self, parameters, *, origin=0.0, step=1.0):
        return parameters[:, 2].copy()

    def count_from(self, time, origin, step):
        return time

    def to_growth(self, size, log_rate, midpoint, reference):
        """Return log level and log growth rate at the reference time from the coordinates.

        Far below its ceiling a curve is known by these two, whatever its ceiling; rate and midpoint
        then run along a bent valley.
        """
        z = np.exp(log_rate) * (reference - midpoint)
        return size - np.logaddexp(0.0, -z), log_rate - np.logaddexp(0.0, z)

    def from_growth(self, size, level, growth, reference):
        """Return log rate and midpoint from log level and growth at the reference time.

        Parameters
        ----------
        size, level, growth : ndarray, shape (s,)
            Log size, log level (below it) and log growth rate.
        reference : float

        Returns
        -------
        log_rate, midpoint : ndarray, shape (s,)
        by_level, by_growth : tuple of two ndarray
            Derivatives of these two.

        Examples
        --------
        >>> half, curve = np.log([0.5]), find_curve("logistic")
        >>> log_rate, midpoint, *_ = curve.from_growth(np.zeros(1), half, half, 0.7)
        >>> np.exp(log_rate), midpoint
        (array([1.]), array([0.7]))
        """
        z, bend, by_level, steeper = self.follow_gap(size - level)
        log_rate = growth + steeper
        rate = np.exp(log_rate)
        slopes = (by_level, (z * by_level - bend) / rate), (np.ones_like(z), z / rate)
        return log_rate, reference - z / rate, *slopes

    def follow_gap(self, gap):
        """Return z, its slope, and what turns growth into the rate, from the gap below the
        ceiling."""
        share, left = np.exp(-gap), -np.expm1(-gap)
        return -gap - np.log(left), 1.0 / left, share / left, -np.log(left)


class Gompertz(Logistic):
    """The curve whose growth falls by the same share each year."""

    words = "bends towards a ceiling, its growth less by the same share each year"
    formula = "ceiling · exp(−exp(−rate · (t − midpoint)))"
    name, label = "gompertz", "Gompertz"
    away, open_below = {1: 0.0, 2: np.inf}, ("rate",)

    def follow(self, z):
        depth = _depth(z)
        return -depth, depth, -depth

    def list_starts(self, x):
        # at its midpoint a Gompertz curve stands lower, and it bends later
        return super().list_starts(x) - np.array([0.3, 0.05])[:, None]

    def to_growth(self, size, log_rate, midpoint, reference):
        z = np.exp(log_rate) * (reference - midpoint)
        return size - np.exp(-z), log_rate - z

    def follow_gap(self, gap):
        return -np.log(gap), 1.0 / gap, 1.0 / gap, -np.log(gap)


class Richards(Logistic):
    """The logistic curve with one more parameter for its shape (Richards 1959, Journal of
    Experimental Botany 10).

    Fitted by its inflection, location - log(shape) / rate: then a shape going to 0 is the Gompertz
    curve and not a location going to minus infinity.
    """

    words = "bends towards a ceiling, with one more parameter for its shape"
    formula = "ceiling / (1 + exp(−rate · (t − location)))^(1 / shape)"
    name, label, names = "richards", "Richards", ("ceiling", "rate", "location", "shape")
    chart = ("log_rate", "inflection", "log_shape")
    along_line = False
    away, flat, jump = {1: np.nan, 2: np.inf, 3: np.nan}, {}, {}
    simpler = (("logistic", (1.0, 4.0)), ("gompertz", (0.05, 0.4)))

    def find_shape(self, theta, x, begin=None):
        with np.errstate(all="ignore"):
            rate, shape = np.exp(theta[0]), np.exp(theta[2])
            eta = -rate * (x - theta[1])
            # in logarithms: a steep rise with a large shape is a plain exponential, however deep
            logged, share = np.logaddexp(0.0, theta[2] + eta), expit(theta[2] + eta)
            h1 = -share / shape
            h2 = h1 * expit(-theta[2] - eta)
            by_shape = _bend_of_log(np.exp(theta[2] + eta), logged, share) / shape
            mixed = share * share / shape
            first = [h1 * eta, h1 * rate, by_shape]
            bent = h2 * eta + h1
            second = [eta * bent, rate * bent, mixed * eta, rate * rate * h2, mixed * rate]
            return -logged / shape, first, [*second, mixed - by_shape]

    def list_starts(self, x):
        shapes = np.log(START_SHAPES)
        return np.array([[*t[:, 0], s] for t in super().list_starts(x) for s in shapes])[:, :, None]

    def find_inflection(self, parameters, *, origin=0.0, step=1.0):
        with np.errstate(all="ignore"):
            return parameters[:, 2] - np.log(parameters[:, 3]) / parameters[:, 1]

    def to_named(self, coordinates, frame):
        location = coordinates[2] + coordinates[3] * np.exp(-coordinates[1])
        return super().to_named([coordinates[0], coordinates[1], location, coordinates[3]], frame)

    def to_chart(self, columns):
        rate, location, shape = columns
        sign = np.where(rate < 0, -1.0, 1.0)
        inflection = sign * location - np.log(shape) / np.abs(rate)
        return [np.log(np.abs(rate)), inflection, np.log(shape)], sign

    def differentiate(self, columns, first, sign):
        rate, _, shape = columns
        by_rate, by_inflection, by_shape = first
        return [
            (by_rate + by_inflection * np.log(shape) / np.abs(rate)) / rate,
            sign * by_inflection,
            (by_shape - by_inflection / np.abs(rate)) / shape,
        ]


class Bass(Curve):
    """Adopters who need no example and those who follow others.

    Innovation p, imitation q (Bass 1969, Management Science 15, p. 217-218). An observation is the
    running total, or what one step of time adds.
    """

    # u is counted from one step before the first time
    words = "rises with those who need no example and those who follow others"
    formula = "market · (1 − exp(−(p + q) · u)) / (1 + (q / p) · exp(−(p + q) · u))"
    is_weighed = False
    name, label, names = "bass", "Bass", ("market", "innovation", "imitation")
    chart = ("log_innovation", "log_imitation")
    many_valleys, needs_step, follows_size = True, True, True
    far = "limit: no market in sight"
    away, open_below = {1: 0.0}, ("innovation",)

    def __init__(self, observed="total"):
        self.observed = observed
        self.must_rise = observed == "total"

    def find_shape(self, theta, x, begin=None):
        with np.errstate(all="ignore"):
            p, q = np.exp(theta[0]), np.exp(theta[1])
            ratio = q / p
            h, v, r, vv, vr, rr = self._follow(p + q, ratio, begin, x)
            first = [p * v - ratio * r, q * v + ratio * r]
            bent = rr * ratio**2
            second = [
                vv * p * p - 2.0 * vr * p * ratio + bent + v * p + r * ratio,
                vv * p * q + vr * ratio * (p - q) - bent - r * ratio,
                vv * q * q + 2.0 * vr * q * ratio + bent + v * q + r * ratio,
            ]
            return h, first, second

    @staticmethod
    def _follow(total, ratio, begin, end):
        """Return the log of the share gained from begin to end, derivatives in p + q and q / p."""
        gone, left = np.exp(-total * begin), np.exp(-total * end)
        width = end - begin
        a, b = 1.0 + ratio * gone, 1.0 + ratio * left
        growth = np.expm1(total * width)
        gained = -total * begin + np.log(-np.expm1(-total * width))
        value = gained + np.log1p(ratio) - np.log(a) - np.log(b)
        by_total = -begin + width / growth + ratio * (begin * gone / a + end * left / b)
        by_ratio = 1.0 / (1.0 + ratio) - gone / a - left / b
        totals = -width * width * (1.0 + growth) / growth**2
        totals = totals - ratio * (begin**2 * gone / a**2 + end**2 * left / b**2)
        mixed = begin * gone / a**2 + end * left / b**2
        ratios = -1.0 / (1.0 + ratio) ** 2 + (gone / a) ** 2 + (left / b) ** 2
        return value, by_total, by_ratio, totals, mixed, ratios

    def list_starts(self, x):
        innovations, imitations = (
            (0.0003, 0.003, 0.02, 0.1, 0.4, 1.5),
            (0.1, 0.6, 1.5, 3, 5, 8, 13, 25),
        )
        reach = np.array([[p, q] for p in innovations for q in imitations])
        return np.log(reach)[:, :, None] - np.log(np.maximum(np.nanmax(x, axis=0), 1e-300))

    def find_zero(self, first, last, *, step, start, falls):
        return first - step

    def find_begin(self, x, step):
        return x - step if self.observed == "increment" else np.zeros_like(x)

    def find_inflection(self, parameters, *, origin=0.0, step=1.0):
        with np.errstate(all="ignore"):
            _, p, q = parameters.T
            return np.where(q > p, origin - step + np.log(q / p) / (p + q), np.nan)

    def count_from(self, time, origin, step):
        return time - origin + step


CURVES = {
    curve.name: curve
    for curve in (
        Exponential(),
        Linear(),
        Power(),
        Saturating(),
        Logistic(),
        Gompertz(),
        Richards(),
        Bass(),
    )
}
PARAMETERS = {name: curve.names for name, curve in CURVES.items()}
WEIGHED = tuple(name for name, curve in CURVES.items() if curve.is_weighed)
MOST_FOR_FEW = 3  # parameters of a curve that few points can tell from others
WEIGHED_ON_FEW = tuple(name for name in WEIGHED if len(CURVES[name].names) <= MOST_FOR_FEW)


def find_curve(name, observed="total") -> Curve:
    """Return a family of curves by its name.

    Parameters
    ----------
    name : str
        Key of ``CURVES``.
    observed : str
        Bass: ``"total"`` for the running total, ``"increment"`` for what one step adds.

    Raises
    ------
    ValueError
        If there is no such curve, or `observed` is neither.

    Examples
    --------
    >>> find_curve("logistic").names
    ('ceiling', 'rate', 'midpoint')
    """
    if name not in CURVES:
        raise ValueError(f"curve is {name!r}; known: {', '.join(CURVES)}")
    if observed not in OBSERVED:
        raise ValueError(f"observed is {observed!r}; known: {', '.join(OBSERVED)}")
    return Bass(observed) if name == "bass" else CURVES[name]


def _as_columns(curve, parameters, time, origin, step):
    """Return parameters (s, k), time (m, s), origin and step (s,), or say what does not fit."""
    parameters = np.atleast_2d(np.asarray(parameters, dtype=float))
    time = np.atleast_2d(np.asarray(time, dtype=float))
    k, count = len(curve.names), max(len(parameters), len(time))
    if parameters.ndim != 2 or parameters.shape[1] != k:
        words = f"{curve.name} needs (series, {k}): {', '.join(curve.names)}"
        raise ValueError(f"parameters has shape {parameters.shape}; {words}")
    if {len(parameters), len(time)} - {1, count}:
        raise ValueError(
            f"time has shape {time.shape} for {len(parameters)} series; "
            "allowed: (m,) or one row a series"
        )
    each = []
    for name, value in (("origin", origin), ("step", step)):
        value = np.asarray(value, dtype=float)
        if value.ndim > 1 or (value.ndim == 1 and value.shape[0] not in (1, count)):
            raise ValueError(f"{name} has shape {value.shape}; allowed: one value a series")
        each.append(np.broadcast_to(value, (count,)))
    return (
        np.broadcast_to(parameters, (count, k)),
        np.broadcast_to(time, (count, time.shape[1])).T,
        *each,
    )


def evaluate_curve(curve, parameters, time, *, origin=0.0, step=1.0, observed="total"):
    """Return the values of a growth curve.

    Parameters
    ----------
    curve : str
        Key of ``CURVES``; each class says its formula.
    parameters : array_like, shape (k,) or (s, k)
        In the order of ``PARAMETERS[curve]``; size in the unit of the values, rates per year.
    time : array_like, shape (m,) or (s, m)
        Decimal years.
    origin : float or array_like, shape (s,)
        The first time of the series, where a level stands and from which Bass counts. Saturating:
        the start, where the curve is 0.
    step : float or array_like, shape (s,)
        Bass: years covered by one observation; the count starts one step before `origin`.
    observed : str
        Bass: ``"total"`` for the running total, ``"increment"`` for what one step adds.

    Returns
    -------
    value : ndarray, shape (s, m)
        In the unit of the size; NaN before the start of a saturating curve.

    Raises
    ------
    ValueError
        If the curve or `observed` is unknown or the shapes do not match.

    Examples
    --------
    >>> evaluate_curve("logistic", [100.0, 0.5, 2018.0], [2018.0, 2100.0]).round(1)
    array([[ 50., 100.]])
    """
    curve = find_curve(curve, observed)
    parameters, time, origin, step = _as_columns(curve, parameters, time, origin, step)
    with np.errstate(all="ignore"):
        return np.exp(curve.evaluate(parameters, time, origin=origin, step=step)[0]).T


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
    curve = find_curve(curve, observed)
    parameters, time, origin, step = _as_columns(curve, parameters, time, origin, step)
    with np.errstate(all="ignore"):
        logs, gradient = curve.evaluate(parameters, time, origin=origin, step=step)
        gradient = np.stack([np.broadcast_to(g, logs.shape).T for g in gradient], axis=-1)
        value = np.exp(logs.T)[:, :, None]
        return gradient if logarithm else np.where(value > 0, value * gradient, 0.0)
