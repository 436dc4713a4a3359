"""The search for the best curve of every series: rows in chunks, all of a chunk descending
together."""

import copy

import numpy as np

from helpers.curves.between import (
    FEW_EFFECTIVE,
    PASSES,
    WORDS,
    find_able,
    fit_between,
    fit_memory,
    go_on_from,
    tell,
)
from helpers.curves.descent import (
    CEILING_AWAY,
    CHUNK,
    CONSTANT,
    DONE,
    EDGE,
    LOG_CEILING_LIMIT,
    RUNNING,
    STEP,
    STUCK,
)
from helpers.curves.family import CURVES
from helpers.curves.first_fits import fit_lines, fit_shapes
from helpers.curves.likelihood import EDGES, Data
from helpers.curves.memory import make_memory
from helpers.curves.observations import Frame, find_refusals
from helpers.curves.squares import REFERENCE, SQUARES

# glibc hands work arrays back to the system, and clears them anew each time they are asked for,
# until
# one of this size has been freed; never touched, it costs nothing. A fifth of the time of a fit.
np.empty(4_000_000)

SHARED = 3.0  # one time vector serves the series that see a third of it or more
REMEMBERED = (
    "coordinates", "loss", "log_sigma", "log_odds", "trust_sigma", "trust_theta", "whole_loss",
    "code", "state", "evaluations", "remembers", "effective_count",
)  # fmt: skip
AS_GOOD = 1e-6  # relative: how much worse the exponential limit may fit and be taken


def split_rows(rows):
    """Return rows in parts of equal length, none longer than a chunk."""
    return np.array_split(rows, -(-rows.size // CHUNK)) if rows.size else []


class Search:
    """The best coordinates of every series, and how each search ended.

    Attributes
    ----------
    coordinates : ndarray, shape (k, s)
        Log size first.
    loss, log_sigma, effective_count : ndarray, shape (s,)
    code : ndarray of int, shape (s,)
        As in `descent`.
    state : ndarray of str, shape (s,)
    hinge : ndarray, shape (k, s)
        A curve through every interval, where there is one.
    frame : observations.Frame
    """

    def __init__(self, observations, curve, scale, start, sigma):
        self.observations, self.curve, self.scale = observations, curve, scale
        self.stated_sigma, self.remembers = sigma, np.zeros(observations.shape[0], bool)
        self._prepare(start)
        o = observations
        shape = (len(curve.names), o.shape[0])
        self.coordinates, self.hinge = np.full(shape, np.nan), np.full(shape, np.nan)
        self.code, self.loss = np.full(o.shape[0], STUCK), np.full(o.shape[0], np.nan)
        self.evaluations = np.zeros(o.shape[0], int)
        self.log_sigma = np.full(o.shape[0], np.nan)
        self.log_odds, self.trust_sigma = np.full((2, o.shape[0]), np.nan)
        self.trust_theta, self.whole_loss = self.coordinates[1:].copy(), self.loss.copy()
        self.effective_count = o.count.astype(float)
        self._descend()
        self._finish()

    def remember(self):
        """Return the search fitted anew with errors that remember, where there is some scatter."""
        other = self._copy()
        able = find_able(other)
        for some in (able & other.between, able & ~other.between):
            for part in split_rows(np.flatnonzero(some)):
                fit_memory(other, part)
        return other

    def go_on(self, rows, begin):
        """Return the search, some of its series fitted again from other coordinates, log scatter
        last."""
        other = self._copy()
        for some in (self.remembers[rows], ~self.remembers[rows]):
            if some.any():
                go_on_from(other, rows[some], begin[:, some])
        return other

    def _copy(self):
        other = copy.copy(self)
        for name in REMEMBERED:
            setattr(other, name, getattr(self, name).copy())
        return other

    def _prepare(self, start):
        o, curve = self.observations, self.curve
        distinct, self.first, self.last = o.find_times()
        span = np.where(self.last > self.first, self.last - self.first, 1.0)
        self.point = o.find_points()
        largest, smallest = o.find_extremes(self.point)
        size = np.maximum(np.abs(largest), np.abs(smallest))
        size = np.where(np.isfinite(size) & (size > 0), size, 1.0)
        scaled = self.point / size[:, None]
        self.scaled = np.log(scaled) if self.scale == "log" else scaled
        middle, closed = 0.5 * (self.first + self.last), o.close()
        slope, share = o.find_slope(self.scaled, middle)
        falls = slope < 0
        if closed is not o:  # how far beyond a bound a value lies tells of no scatter
            share = closed.find_slope(self.scaled, middle)[1]
        self.state = find_refusals(
            curve,
            o,
            self.scale,
            extremes=(largest, smallest),
            times=(distinct, self.first, self.last),
            falls=falls,
            trendless=closed.find_trendless(share),
            start=start,
        )
        self.falls = falls & curve.may_fall
        step = o.find_step() if curve.needs_step else np.ones(o.shape[0])
        zero = curve.find_zero(self.first, self.last, step=step, start=start, falls=self.falls)
        zero = np.where(np.isfinite(zero), zero, 0.0)
        self.frame = Frame(size, zero, span, np.where(self.falls, -1.0, 1.0), step)

    # --- arrays of some series, (n, rows) ---

    def find_x(self, rows, *, time=None):
        """Return time in fitting units; inside the window where nothing was seen."""
        o, frame = self.observations, self.frame
        zero, scale = frame.zero[rows], frame.sign[rows] / frame.span[rows]
        x = ((o.time[rows].T if time is None else time) - zero) * scale
        if time is None and not o.complete:
            middle = 0.5 * (self.first + self.last)[rows]
            x = np.where(o.seen[rows].T, x, (middle - zero) * scale)
        return x

    def find_begin(self, rows, x):
        """Return when the count of each observation begins, for curves that count."""
        return self.curve.find_begin(x, self.frame.step[rows] / self.frame.span[rows])

    def find_weights(self, rows):
        """Return weights, 0 where nothing was seen; None where all are 1."""
        o = self.observations
        if o.weights is not None:
            return o.weights[rows].T
        return None if o.complete else o.seen[rows].T.astype(float)

    def find_bounds(self, rows):
        """Return lower and upper bounds on the scale of the fit in fitting units."""
        o = self.observations
        exact = np.where(o.seen[rows].T, self.scaled[rows].T, 0.0)
        if o.between is None:
            return exact, exact
        between, size = o.between[rows].T, self.frame.size[rows]
        with np.errstate(divide="ignore"):  # an open lower bound is minus infinity
            return tuple(
                np.where(between, np.log(np.where(between, b[rows].T, 1.0) / size), exact)
                for b in (o.low, o.high)
            )

    def find_data(self, rows, kind, log_sigma=None):
        """Return what a loss of some series is of; of the kind ``remembering`` with a known
        memory."""
        if kind == "remembering":
            data = self.find_data(rows, "censored")
            return data.remember(self.find_memory(rows, data).hold(self.log_odds[rows]))
        x, w = self.find_x(rows), self.find_weights(rows)
        low, high = self.find_bounds(rows)
        w = np.ones_like(low) if w is None else w
        begin = self.find_begin(rows, x)
        return Data(self.curve, kind, x, begin, low, high, w, log_sigma)

    def find_memory(self, rows, data):
        """Return what the observations of some series know of the errors before them."""
        width = np.where(data.low < data.high, data.high - data.low, 0.0)
        trust = tell(width, self.trust_sigma[rows])
        memory = make_memory(data, self.frame.span[rows], np.where(data.w > 0, trust, 0.0))
        first = self.curve.find_shape(list(self.trust_theta[:, rows]), data.x, data.begin)[1]
        root = np.sqrt(data.w)
        slopes = [root, *[np.where(data.w > 0, d, 0.0) * root for d in first]]
        return memory.restrict(np.stack(slopes, axis=-1))

    def find_best(self, rows, kind):
        """Return all coordinates of the best of some series, as a loss of that kind counts them."""
        if kind == "hinge":
            return self.hinge[:, rows]
        parts = [self.coordinates[:, rows]]
        if kind in ("censored", "remembering"):
            parts.append(self.log_sigma[None, rows])
        return np.vstack(parts)

    # --- the descents ---

    def _descend(self):
        o, frame = self.observations, self.frame
        usable = self.state == ""
        if self.curve.name not in SQUARES:
            for part in split_rows(np.flatnonzero(usable)):
                self._descend_shapes(part)
            return
        shared = np.zeros(o.shape[0], bool)
        if o.common and usable.any():
            first, last = self.first[usable].min(), self.last[usable].max()
            shared = usable & (frame.span * SHARED >= last - first)
            frame.span[shared] = last - first
            frame.zero[shared] = np.where(self.falls[shared], last, first)
        for group, common in (
            (shared & ~self.falls, True),
            (shared & self.falls, True),
            (usable & ~shared, False),
        ):
            group = np.flatnonzero(group)
            for part in split_rows(group):
                self._descend_lines(part, common, quick=True)
            for part in split_rows(group[self.code[group] != DONE]):
                self._descend_lines(part, common, quick=False)
        for part in split_rows(np.flatnonzero(usable & np.isin(self.code, (RUNNING, STUCK)))):
            self._take_limit(part)

    def _read_values(self, rows):
        y, w = np.ascontiguousarray(self.scaled[rows].T), self.find_weights(rows)
        return (y, w) if w is None else (np.where(w > 0, y, 0.0), w)

    def _descend_lines(self, rows, common, *, quick):
        y, w = self._read_values(rows)
        if common:
            time, one = self.observations.time[0], rows[:1]
            time = np.where(np.isfinite(time), time, self.frame.zero[one])
            x = self.find_x(one, time=time[:, None])
        else:
            x = self.find_x(rows)
        # slow series go on from where they are, unless they already lie at a limit
        chart = None if quick else self.coordinates[1:, rows]
        found = fit_lines(self.curve, self.scale, x, y, w, chart=chart, quick=quick)
        self._keep(rows, found)

    def _descend_shapes(self, rows):
        y, w = self._read_values(rows)
        x = self.find_x(rows)
        w = np.ones_like(y) if w is None else w
        self._keep(rows, fit_shapes(self.curve, self.scale, x, y, w, self.find_begin(rows, x)))

    def _keep(self, rows, found):
        self.coordinates[0, rows], self.coordinates[1:, rows] = found["log_size"], found["theta"]
        self.code[rows], self.loss[rows] = found["state"], found["rss"]
        self.evaluations[rows] += found["evaluations"]

    def _take_limit(self, rows):
        """Give series without an answer the exponential that their curve goes over into."""
        y, w = self._read_values(rows)
        w = np.ones_like(y) if w is None else w
        found = fit_shapes(CURVES["exponential"], self.scale, self.find_x(rows), y, w, None)
        growth = found["theta"][0]
        ceiling = np.full(rows.size, max(SQUARES[self.curve.name].far_size, LOG_CEILING_LIMIT + 2))
        level = found["log_size"] + growth * REFERENCE
        log_rate, midpoint, *_ = self.curve.from_growth(ceiling, level, np.log(growth), REFERENCE)
        better = (found["state"] == DONE) & (growth > 0)
        better &= ~(self.loss[rows] < found["rss"] * (1.0 - AS_GOOD))
        at = rows[better]
        self.coordinates[:, at] = np.stack([ceiling, log_rate, midpoint])[:, better]
        self.loss[at], self.code[at] = found["rss"][better], CEILING_AWAY

    def _finish(self):
        o, usable = self.observations, self.state == ""
        self.between = np.zeros(o.shape[0], bool) if o.between is None else o.between.any(axis=1)
        self.code[self.code == RUNNING] = STUCK
        if self.curve.name in SQUARES:
            far = (self.code == DONE) & (self.coordinates[0] > LOG_CEILING_LIMIT)
            self.code[far] = CEILING_AWAY
        for number, text in (WORDS | {CEILING_AWAY: self.curve.far}).items():
            self.state[usable & (self.code == number)] = text
        for part in split_rows(np.flatnonzero(usable & self.between)):
            fit_between(self, part)

    @property
    def by_likelihood(self):
        """Series fitted by their likelihood, not by a sum of squares."""
        return self.between | self.remembers

    @property
    def no_sigma(self):
        """Series whose intervals leave the scatter open."""
        return (self.state == PASSES) | (self.state == FEW_EFFECTIVE)

    @property
    def open_ended(self):
        """Series with fewer closed observations than parameters, scatter unknown: all is
        possible."""
        o = self.observations
        closed = (
            o.exact
            if o.between is None
            else o.exact | (o.between & (o.low > 0) & np.isfinite(o.high))
        )
        unknown = self.no_sigma & np.isnan(self.log_sigma)
        return unknown & (closed.sum(axis=1) < len(self.curve.names))

    @property
    def lost(self):
        """Series of which nothing is known: no curve, or none whose scatter can be estimated."""
        return (self.code == STUCK) | self.no_sigma

    def name_parameters(self):
        """Return the named parameters, (s, k): NaN without a best curve, inf where it lies
        there."""
        with np.errstate(all="ignore"):
            table = self.curve.to_named(self.coordinates, self.frame)
        table[self.lost] = np.nan
        sign, curve = self.frame.sign, self.curve
        for code, values in (
            (CEILING_AWAY, {0: np.inf} | curve.away),
            (CONSTANT, curve.flat),
            (STEP, curve.jump),
        ):
            at = self.code == code
            for place, value in values.items():
                turned = place > 0 and curve.may_fall and value != 0
                table[at, place] = (sign[at] if turned else 1.0) * value
        edge = self.code == EDGE
        for j, name in enumerate(curve.chart, start=1):
            low, high = EDGES.get(name, (-np.inf, np.inf))
            table[edge & (self.coordinates[j] <= low), j] = 0.0
            table[edge & (self.coordinates[j] >= high), j] = np.inf
        if "location" in curve.names:
            gone = edge & (self.coordinates[3] <= EDGES["log_shape"][0])
            table[gone, 2] = -sign[gone] * np.inf
        return table
