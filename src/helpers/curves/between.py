"""Series with observations between bounds, and errors that remember: fitted by their likelihood."""

from dataclasses import replace

import numpy as np

from helpers.curves.descent import (
    CEILING_AWAY,
    CONSTANT,
    DONE,
    EDGE,
    LOG_CEILING_LIMIT,
    MOST_STEPS,
    RUNNING,
    STEP,
    STUCK,
    descend,
)
from helpers.curves.family import CURVES
from helpers.curves.first_fits import descend_from, fit_lines, fit_shapes, take_lower
from helpers.curves.likelihood import EDGES, LONGEST_LOG, WIDE_EDGES, Losses
from helpers.curves.memory import START, Remembering
from helpers.curves.squares import REFERENCE, SQUARES

HINGE_TOLERANCE = 1e-14  # squared distance on the log scale at which a curve passes through
NO_SCATTER = 1e-16  # mean square below which there is no scatter to remember
NARROW_SCATTER = 1e-3  # beside which the widths of intervals weigh them
SMALL_SCATTERS = (-8.0, -5.5, -3.0)  # logarithms from which the scatter is also sought
BENDING_RATE, BENDING_MIDPOINTS = np.log(4.0), (0.4, 0.8)
BENDING_SHAPES = (-4.0, 0.0, 1.5)  # logarithms: a Gompertz curve, a logistic one, and beyond it
# Inflections, log shapes and log growth of rises that stop sharply: early, late and at the end.
STOPS = (0.25, 1.5, np.log(12.0)), (0.69, 5.0, np.log(4.0)), (0.9, 3.0, np.log(5.0))
LATE_MIDPOINT = 1.4  # a bend behind the window, which wide scatter may hide
VALLEY_STEPS = 15
# Logarithms: beyond the first a Gompertz curve is an exponential; the second is where all end.
OUT_OF_SIGHT, FARTHEST = 300.0, 2e3
CREEPING = 40  # steps after which a logistic or Gompertz curve creeps along a bent valley
# Errors between bounds that remember are also sought from a wide scatter, whose valleys are few.
WIDER, MEMORY_ODDS, MEMORY_MIDPOINTS = 2.0, 1.0, (0.4, 0.8, LATE_MIDPOINT)
SAME = 0.1  # of every coordinate: so near a known best, a descent leads to it
# Times the largest value, logarithms: where a curve bends in the window, and where it hardly does.
NEARER_CEILINGS = np.log([2.0, 5.0, 20.0, 100.0, 1e4]), (20.0, 35.0, 60.0, 110.0, 200.0)
FAR_CEILING = np.log(1e3)  # beyond which nearer ceilings are tried
LOWER = 1e-6  # deviance by which a nearer ceiling must fit better
# On the way along a valley: places, steps of the others at each, and after a step too long.
MOST_PLACES, MOST_INNER_STEPS, NEARER = 20, 30, 0.3
SMALL_GAIN = 1e-7  # deviance: the last descent gains that by itself
LEAST_SCATTER = 1e-6  # mean square from which the scatter of intervals is sought

CONVERGED, PASSES = "converged", "a curve passes through every interval"
FEW_EFFECTIVE = "the intervals are too wide to estimate the scatter"
NOT_CONVERGED = "not converged"
WORDS = {
    DONE: CONVERGED,
    CONSTANT: "limit: constant, the rise lies before the data",
    STEP: "limit: a step between two times",
    EDGE: "limit: a parameter at the edge of its range",
    STUCK: NOT_CONVERGED,
    RUNNING: NOT_CONVERGED,
}


class _Distances(Losses):
    """Distances to intervals, of which only counts whether there are any: no more than a start."""

    flat = 1e-6


class _Beside:
    """A likelihood, descended beside a best curve that is known: who comes close to it is done.

    Parameters
    ----------
    data : Data
        Several times that of the best.
    best : ndarray, shape (k, s)
        NaN where none is known.
    """

    def __init__(self, data, best):
        super().__init__(data)
        self.best = np.tile(best, data.w.shape[1] // best.shape[1])

    def keep(self, rows):
        super().keep(rows)
        self.best = self.best.take(rows, axis=1)

    def find_limits(self, theta, log_size, state, gain, f):
        state[(np.abs(theta - self.best) < SAME).all(axis=0)] = DONE


class _LossesBeside(_Beside, Losses):
    """Errors without a memory."""


class _RememberingBeside(_Beside, Remembering):
    """Errors with one."""


def tell(width, log_sigma):
    """Return what an interval tells of its middle: 1 where exact, 0 where open."""
    return 1.0 / (1.0 + width**2 / (12.0 * np.exp(2.0 * log_sigma)))


def fit_between(search, rows):
    """Fit series with observations between bounds, from the fit to the middles of the bounds."""
    data, own = search.find_data(rows, "censored"), search.coordinates[:, rows]
    starts = [own, _follow_narrow(search, rows, data, own)]
    hinge = descend_from(_Distances, replace(data, kind="hinge"), starts)
    passes = (hinge["rss"] <= HINGE_TOLERANCE) & (hinge["state"] != STUCK)
    search.hinge[:, rows] = np.where(passes, hinge["theta"], np.nan)
    # a curve that passes through all has no scatter: its likelihood has no end
    search.state[rows[passes]], search.code[rows[passes]] = PASSES, STUCK
    search.effective_count[rows[passes]] = np.nan
    rest, stated = np.flatnonzero(~passes), passes.copy()
    if rest.size:
        begins = [start[:, rest] for start in (*starts, hinge["theta"])]
        stated[rest] = _fit_scattered(search, rows[rest], data.take(rest), *begins)
    _fit_stated(search, rows[stated], hinge["theta"][:, stated])


def _fit_scattered(search, rows, data, own, narrow, hinge):
    """Fit series by their likelihood; return of which the intervals are too wide for it."""
    return _keep_scattered(search, rows, data, _find_lowest(search, rows, data, own, narrow, hinge))


def _keep_scattered(search, rows, data, found):
    """Keep best curves by likelihood; return of which the intervals are too wide for it."""
    log_sigma = np.maximum(found["theta"][-1], WIDE_EDGES["log_sigma"][0])
    width = np.where(data.low < data.high, data.high - data.low, 0.0)
    # an interval counts for what it tells
    effective = np.where(data.w > 0, tell(width, log_sigma), 0.0).sum(axis=0)
    few = effective <= len(search.curve.names)
    away = found["theta"][0] > LOG_CEILING_LIMIT
    code = np.where(_is_at_edge(data, found) & ~away, EDGE, found["state"])
    state = np.array([WORDS[one] for one in code], dtype=object)
    state[away & (code != STUCK)] = search.curve.far
    state[few] = FEW_EFFECTIVE
    search.coordinates[:, rows], search.loss[rows] = found["theta"][:-1], found["rss"]
    search.log_sigma[rows], search.state[rows] = log_sigma, state
    search.effective_count[rows] = effective
    search.evaluations[rows] += found["evaluations"]
    search.code[rows] = np.where(few, STUCK, np.where(away, CEILING_AWAY, code))
    return few


def _is_at_edge(data, found):
    """Return which descents came to an end with a coordinate at the edge of its range, (s,)."""
    low, high = Losses(data).edges
    at_edge = ((found["theta"] <= low) | (found["theta"] >= high)).any(axis=0)
    return (found["state"] == DONE) & at_edge


def _find_lowest(search, rows, data, own, narrow, hinge):
    """Return the best curves by likelihood, of several starts.

    A wide scatter about the middles of the bounds hides a curve that nearly passes through all:
    descents start also from the curve that the narrow intervals ask for, and from small scatter.
    """
    rough = _find_rough(search, rows, data)
    found = descend(Losses(data), np.vstack([own, rough]), _count_steps(data))
    if not search.curve.one_valley:
        starts = [hinge, narrow]
        if search.curve.may_fall:
            shapes = BENDING_SHAPES if "log_shape" in search.curve.chart else (0.0,)
            starts += [
                _bend(data, own, midpoint, shape)
                for midpoint in BENDING_MIDPOINTS
                for shape in shapes
            ]
        pairs = [(start, np.full(rows.size, s)) for start in starts for s in SMALL_SCATTERS]
        if search.curve.may_fall:
            pairs.append((_bend(data, own, LATE_MIDPOINT), rough))
        if search.curve.simpler:
            pairs += [
                (_bend(data, own, at, shape, growth + shape), rough) for at, shape, growth in STOPS
            ]
        begins = [np.vstack(pair) for pair in [(narrow, rough), *pairs]]
        found = _look_beside(data, found, begins)
    return come_back(data, found)


def _find_rough(search, rows, data):
    """Return the log scatter about a curve through the middles of the bounds.

    Or about a straight line, where the descent to the curve has lost its way.
    """
    y = np.where(data.w > 0, search.scaled[rows].T, 0.0)
    x, y = (one - (data.w * one).sum(axis=0) / data.w.sum(axis=0) for one in (data.x, y))
    slope = (data.w * x * y).sum(axis=0) / (data.w * x * x).sum(axis=0)
    line = (data.w * (y - slope * x) ** 2).sum(axis=0)
    freedom = np.maximum(search.observations.count[rows] - len(search.curve.names), 1)
    lowest = np.fmin(search.loss[rows], line)
    return 0.5 * np.log(np.maximum(lowest / freedom, LEAST_SCATTER))


def _look_beside(data, found, begins):
    """Return the lower of descents and of those from other starts, all brought to an end.

    A few steps show which valley is the lower one.
    """
    best = np.where(found["state"] == DONE, found["theta"], np.nan)
    make = _LossesBeside if data.memory is None else _RememberingBeside
    found = descend_from(lambda wide: make(wide, best), data, begins, VALLEY_STEPS, beside=found)
    # where the curve is an exponential there is no valley: `come_back` looks after it
    gone = data.curve.along_line & (found["theta"][0] > OUT_OF_SIGHT)
    left = np.flatnonzero((found["state"] != DONE) & ~gone)
    if left.size:
        _descend_again(data, found, left, found["theta"][:, left])
    return found


def _count_steps(data):
    """Return after how many steps a descent is better walked along its valley."""
    return CREEPING if data.curve.along_line else MOST_STEPS


def _descend_again(data, found, rows, begin):
    """Descend some series from another place, and put what is lower into ``found``."""
    _put_lower(found, rows, descend(make_losses(data.take(rows)), begin, _count_steps(data)))
    for held in ("log_shape", "log_size"):
        left = rows[found["state"][rows] != DONE]
        if left.size and held in ("log_size", *data.curve.chart):
            part = data.take(left)
            begin = walk_along(part, found["theta"][:, left], held)
            _put_lower(found, left, descend(make_losses(part), begin))


def _put_lower(found, rows, other):
    """Put what is lower of another descent of some series into ``found``."""
    other = take_lower({name: v[..., rows] for name, v in found.items()}, other)
    for name, value in other.items():
        found[name][..., rows] = value


def walk_along(data, theta, name):
    """Return coordinates further down the valleys in which descents have come to no end.

    Along a bent valley a descent takes thousands of short steps. Its floor is the profile of one
    coordinate, the others fitted anew at each place: a few Newton steps lead to the lowest.

    Parameters
    ----------
    data : likelihood.Data
    theta : ndarray, shape (k, s)
    name : str
        The coordinate.

    Returns
    -------
    theta : ndarray, shape (k, s)
    """
    held, edges = make_losses(data).names.index(name), EDGES.get(name, WIDE_EDGES.get(name))
    place, live = theta.copy(), np.arange(theta.shape[1])
    loss, slope, bend, step = (np.full(live.size, one) for one in (np.inf, 0.0, 0.0, 0.0))
    pull, reach = np.zeros((len(theta) - 1, live.size)), np.full(live.size, LONGEST_LOG)
    for _ in range(MOST_PLACES):
        part, before = data.take(live), place[:, live]
        at = np.clip(before[held] + step[live], *edges)
        moved = at - before[held]
        losses = make_losses(part, held=held, at=at)
        begin = np.delete(before, held, axis=0) + pull[:, live] * moved
        found = descend(losses, np.clip(begin, *losses.wide_edges), MOST_INNER_STEPS)
        lower = found["rss"] < loss[live]
        now = live[lower]
        with np.errstate(all="ignore"):
            known = make_losses(part, held=held, at=at).find_pull(found["theta"])
            slope[now], bend[now] = (one[lower] for one in known[1:3])
            pull[:, now] = np.nan_to_num(known[3][:, lower])
            loss[now] = found["rss"][lower]
            place[:, now] = np.insert(found["theta"], held, at, axis=0)[:, lower]
            reach[live] = np.where(
                lower, np.minimum(2.0 * reach[live], LONGEST_LOG), NEARER * np.abs(moved)
            )
            newton = np.where(bend > 0, -slope / bend, -np.inf * slope)
            step = np.clip(newton, -reach, reach)
        step = np.clip(place[held] + step, *edges) - place[held]
        live = live[np.abs(slope * step)[live] > SMALL_GAIN]
        if not live.size:
            break
    return place


def _bend(data, own, midpoint, shape=0.0, log_rate=BENDING_RATE):
    """Return coordinates of a curve that bends in the window: its ceiling may have run away."""
    theta = np.zeros(own.shape)
    theta[1], theta[2], theta[3:] = log_rate, midpoint, shape
    return Losses(data).set_size(theta, 0.0)


def _follow_narrow(search, rows, data, own):
    """Return the coordinates of the curve that the narrow intervals ask for."""
    width = np.where(data.low < data.high, data.high - data.low, 0.0)
    middle = np.where(data.w > 0, search.scaled[rows].T, 0.0)
    weight = data.w / (width**2 / 12.0 + NARROW_SCATTER**2)
    weight = np.where(np.isfinite(width), weight, 0.0)
    weight /= np.maximum(weight.max(axis=0), 1e-300)
    x = np.broadcast_to(data.x, data.w.shape)
    name, _ = search.curve.simpler[0] if search.curve.simpler else (search.curve.name, 0)
    if name in SQUARES:
        found = fit_lines(CURVES[name], search.scale, x, middle, weight)
    else:
        found = fit_shapes(search.curve, search.scale, x, middle, weight, data.begin)
    narrow = np.zeros(own.shape)  # of a shape of its own the logarithm is 0
    narrow[0], narrow[1 : 1 + len(found["theta"])] = found["log_size"], found["theta"]
    return np.where(np.isfinite(narrow).all(axis=0), narrow, own)


def _fit_stated(search, rows, theta):
    """Fit series whose intervals leave the scatter open with the stated one, if there is one."""
    if not rows.size:
        return
    search.coordinates[:, rows] = search.loss[rows] = search.log_sigma[rows] = np.nan
    if search.stated_sigma is not None:
        stated = np.log(search.stated_sigma[rows])
        found = descend(Losses(search.find_data(rows, "stated", stated)), theta)
        search.coordinates[:, rows], search.loss[rows] = found["theta"], found["rss"]
        search.log_sigma[rows] = stated


def make_losses(data, **options):
    """Return the loss of some data, with errors that remember where they do."""
    return (Losses if data.memory is None else Remembering)(data, **options)


def hold_ceiling(data, coordinates, ceiling):
    """Return coordinates and loss of logistic or Gompertz series, log size held at a nearer
    ceiling.

    Parameters
    ----------
    data : likelihood.Data
    coordinates : ndarray, shape (k, s)
    ceiling : float
        Log size, in units of the largest value.

    Returns
    -------
    coordinates : ndarray, shape (k, s)
    loss : ndarray, shape (s,)

    Examples
    --------
    >>> from helpers.curves.family import find_curve
    >>> from helpers.curves.likelihood import Data
    >>> x, curve = np.linspace(0.0, 1.0, 6)[:, None], find_curve("logistic")
    >>> data = Data(curve, "log", x, None, x, x, np.ones((6, 1)))
    >>> coordinates, loss = hold_ceiling(data, np.array([[40.0], [0.0], [39.0]]), 20.0)
    >>> coordinates.round(3).ravel().tolist(), bool(loss[0] < 1e-12)
    ([20.0, 0.0, 20.0], True)
    """
    curve, at = data.curve, np.full(coordinates.shape[1], float(ceiling))
    with np.errstate(all="ignore"):
        theta = coordinates[1:].copy()
        theta[:2] = curve.to_growth(*coordinates[:3], REFERENCE)
        found = descend(make_losses(data, held=0, at=at, chart="growth"), theta)
        theta = found["theta"]
        theta[0], theta[1], *_ = curve.from_growth(at, theta[0], theta[1], REFERENCE)
    return np.vstack([at, theta]), found["rss"]


def come_back(data, found):
    """Return descents whose ceiling is far away, gone on from nearer ones where these are lower.

    Far out the likelihood hardly changes with the ceiling: a descent that has once come there does
    not return by itself, though a bend in the window may fit better.
    """
    for ceilings in NEARER_CEILINGS:
        away = np.flatnonzero((found["theta"][0] > FAR_CEILING) & np.isfinite(found["rss"]))
        if data.curve.along_line and away.size:
            _go_on_from(data, found, away, ceilings)
    away = np.flatnonzero(found["theta"][0] > LOG_CEILING_LIMIT)
    if data.curve.along_line and away.size:
        # farther and farther out a descent creeps: its end is known
        theta, loss = hold_ceiling(data.take(away), found["theta"][:, away], FARTHEST)
        lower = loss < found["rss"][away]
        found["theta"][:, away[lower]], found["rss"][away[lower]] = theta[:, lower], loss[lower]
    return found


def _go_on_from(data, found, away, ceilings):
    """Let descents go on from the lowest of several held ceilings where that fits better."""
    part, start = data.take(away), found["theta"][:, away]
    held = [hold_ceiling(part, start, ceiling) for ceiling in ceilings]
    loss = np.array([np.where(np.isfinite(one), one, np.inf) for _, one in held])
    lower = np.flatnonzero(loss.min(axis=0) < found["rss"][away] - LOWER)
    if not lower.size:
        return
    begin = np.stack([one for one, _ in held])[loss.argmin(axis=0)[lower], :, lower].T
    _descend_again(data, found, away[lower], begin)


def find_able(search):
    """Return the series whose errors can be fitted with a memory: they have some scatter."""
    able = np.isin(search.code, (DONE, CEILING_AWAY, EDGE)) & ~search.no_sigma
    able &= search.effective_count > len(search.curve.names) + 1
    return able & (search.between | (search.loss > search.observations.count * NO_SCATTER))


def fit_memory(search, rows):
    """Fit series anew with errors that remember, from the fit with errors that do not."""
    rough = 0.5 * np.log(
        np.maximum(search.loss[rows], NO_SCATTER) / search.observations.count[rows]
    )
    log_sigma = np.where(search.between[rows], search.log_sigma[rows], rough)
    search.trust_sigma[rows], search.trust_theta[:, rows] = log_sigma, search.coordinates[1:, rows]
    data, begin = search.find_data(rows, "censored"), search.coordinates[:, rows]
    data = data.remember(search.find_memory(rows, data))
    odds = np.full(rows.size, np.log(START / (1.0 - START)))
    between = search.between[rows].any()
    steps = _count_steps(data) if between else MOST_STEPS
    found = descend(Remembering(data), np.vstack([begin, log_sigma, odds]), steps)
    if between and not search.curve.one_valley:
        starts = [begin]
        if search.curve.may_fall:
            starts += [_bend(data, begin, midpoint) for midpoint in MEMORY_MIDPOINTS]
        wide, odds = log_sigma + WIDER, np.full(rows.size, MEMORY_ODDS)
        found = _look_beside(data, found, [np.vstack([one, wide, odds]) for one in starts])
    _keep_memory(search, rows, data, come_back(data, found))


def _keep_memory(search, rows, data, found):
    """Keep best curves with errors that remember."""
    size, *_, log_sigma, odds = found["theta"]
    away = size > LOG_CEILING_LIMIT
    done = found["state"] == DONE
    search.coordinates[:, rows], search.loss[rows] = found["theta"][:-2], found["rss"]
    search.log_sigma[rows], search.log_odds[rows] = log_sigma, odds
    # curves are compared by their whole likelihood; what is restricted depends on the curve
    n, k = search.effective_count[rows], len(search.curve.names)
    whole = log_sigma + 0.5 * np.log((n - k) / n)
    seen = Remembering(data).forget(list(search.coordinates[:, rows]), whole, odds)[1]
    search.whole_loss[rows] = 2.0 * seen[0].sum(axis=0)
    search.evaluations[rows] += found["evaluations"]
    kept = search.code[rows]
    code = np.where(away & search.curve.has_ceiling, CEILING_AWAY, found["state"])
    code = np.where(code == RUNNING, STUCK, code)
    search.code[rows] = np.where((kept == EDGE) & done, EDGE, code)
    words = WORDS | {CEILING_AWAY: search.curve.far}
    search.state[rows] = [words[one] for one in search.code[rows]]
    search.remembers[rows] = True


def go_on_from(search, rows, begin):
    """Fit series of one kind by their likelihood again from other coordinates, where that is lower.

    Parameters
    ----------
    search : search.Search
    rows : ndarray of int
        All with errors that remember, or none.
    begin : ndarray, shape (k + 1, rows)
        Coordinates and the logarithm of the scatter.
    """
    data = search.find_data(rows, "censored")
    if search.remembers[rows[0]]:
        data = data.remember(search.find_memory(rows, data))
        begin = np.vstack([begin, search.log_odds[rows]])
    found = descend(make_losses(data), begin, _count_steps(data))
    left = np.flatnonzero(found["state"] != DONE)
    if left.size:
        _descend_again(data, found, left, found["theta"][:, left])
    lower = np.flatnonzero(found["rss"] < search.loss[rows] - LOWER)
    if not lower.size:
        return
    found = {name: value[..., lower] for name, value in found.items()}
    rows, data = rows[lower], data.take(lower)
    if data.memory is not None:
        _keep_memory(search, rows, data, found)
        return
    few = _keep_scattered(search, rows, data, found)
    _fit_stated(search, rows[few], found["theta"][:-1, few])
