"""The descent that fits many series at once: Newton steps, each series with its own damping and
stop.

Arrays are (points, series). A series leaves the arrays when it is done; there is no loop over
series.
"""

import numpy as np

# Rows at most: an array of 12 points then fits a processor's second cache, and few steps are spent
# on starting.
CHUNK = 6144
MOST_STEPS = 150
SMALLEST_CHANGE = 1e-12  # relative, of every parameter
CALM = 1e-5  # relative change below which a step may be the last
NEAR = 0.02  # relative change above which steps are shortened and limits looked for
START_DAMPING = 1e-2
SMALL_DAMPING, LOST_DAMPING = 1e-4, 1e12
ROUNDING = 2e-15  # of a sum: what is gained within it is noise
LEAST_SUM = 1e-31  # of the sum of squared values: rounding of a sum near 0
CEILING_LIMIT = 1e7  # times the largest value: farther away a ceiling is no longer a number
LOG_CEILING_LIMIT = np.log(CEILING_LIMIT)
DONE_SHARE = 0.3  # of the series: when so many are done they are taken out
GOOD, FAIR, POOR = 0.75, 0.35, 0.12  # shares of the foreseen gain by which damping is judged
NOT_DEFINITE = 1e-15  # relative pivot below which a matrix is not positive definite

RUNNING, DONE, CEILING_AWAY, STEP, CONSTANT, EDGE, STUCK = range(7)


def find_diagonal(matrix):
    """Return the diagonal of matrices (k, k, s), at least 1e-300, (k, s)."""
    return np.maximum(np.einsum("iis->is", np.asarray(matrix)), 1e-300)


def solve_damped(matrix, damping, scale, right):
    """Return the solution of (matrix + damping * scale) step = right, and where it is definite.

    Parameters
    ----------
    matrix : ndarray, shape (k, k, s)
        Symmetric.
    damping : ndarray, shape (s,)
    scale : ndarray, shape (k, s), or float
    right : ndarray, shape (k, s)

    Returns
    -------
    step : ndarray, shape (k, s)
    good : ndarray of bool, shape (s,)
        Positive definite.

    Examples
    --------
    >>> solve_damped(np.array([[[2.0]]]), np.zeros(1), np.ones((1, 1)), np.array([[4.0]]))
    (array([[2.]]), array([ True]))
    """
    k = len(right)
    full = np.einsum("iis->is", matrix) + damping * scale
    if k == 1:
        return right / full, full[0] > 0
    if k == 2:
        (a, c), b = full, matrix[0, 1]
        det = a * c - b * b
        step = np.empty_like(right)
        step[0], step[1] = (c * right[0] - b * right[1]) / det, (a * right[1] - b * right[0]) / det
        return step, (a > 0) & (det > NOT_DEFINITE * a * c)
    # Gauss's elimination, which needs no pivoting where a matrix is positive definite
    left, step, pivots, below = matrix.copy(), right.copy(), np.empty_like(right), []
    np.einsum("iis->is", left)[:] = full
    for j in range(k):
        pivots[j] = left[j, j]
        if j + 1 < k:
            row = left[j, j + 1 :]
            below.append(row / pivots[j])
            left[j + 1 :, j + 1 :] -= below[j][:, None] * row
            step[j + 1 :] -= below[j] * step[j]
    good = ((full > 0) & (pivots > NOT_DEFINITE * full)).all(axis=0)
    step /= pivots
    for j in reversed(range(k - 1)):
        step[j] -= (below[j] * step[j + 1 :]).sum(axis=0)
    return step, good


def follow_held(exact, mixed):
    """Return how fast other coordinates move with a held one from where they are best, (k, s).

    Parameters
    ----------
    exact : ndarray, shape (k, k, s)
        Second derivatives in the others.
    mixed : ndarray, shape (k, s)
        Those in the held one and in each of the others.

    Returns
    -------
    moved : ndarray, shape (k, s)
        NaN where they are at no minimum.

    Examples
    --------
    >>> follow_held(np.array([[[2.0]]]), np.array([[1.0]]))
    array([[-0.5]])
    """
    moved, good = solve_damped(exact, np.zeros(mixed.shape[1]), 0.0, -mixed)
    return np.where(good, moved, np.nan)


def descend(sums, theta, most_steps=MOST_STEPS, damping=START_DAMPING):
    """Return where each series' loss is lowest, reached by damped Newton steps from a start.

    Parameters
    ----------
    sums : squares.LineSquares, likelihood.Projected or likelihood.Losses
        The loss and its derivatives; finished series are taken out of it.
    theta : ndarray, shape (k, s)
        Starting coordinates.
    most_steps : int
        Series that still move then are left in the state ``RUNNING``.
    damping : float, or ndarray of shape (s,)
        Of the first step: 0 where the start is known to lie near the end.

    Returns
    -------
    found : dict
        ``theta`` (k, s), ``rss`` (s,) the loss, ``log_size`` (s,), ``state`` (s,),
        ``evaluations`` (s,), and ``fall`` (s,), about how much the loss fell with each of
        the last steps; infinite where that is not followed. With a coordinate held ``log_size``
        is the slope of half the loss in it, and ``pull`` (k, s) how the others move with it.

    Notes
    -----
    Steps solve the exact second derivatives where these are positive definite, else Gauss and
    Newton's; each series has its own damping (Marquardt 1963, SIAM Journal 11, p. 431-441). A
    series stops when no coordinate moves by more than 1e-12 of itself: measured, or foreseen of
    the step after an undamped one, as each step then squares the last; or when two steps in a row
    lie within the rounding of its sums. Where ``sums.flat`` is above 0, also when a whole step
    would gain less than that part of the loss.

    Examples
    --------
    >>> from helpers.curves.squares import LogisticSquares
    >>> x = np.linspace(0.0, 1.0, 6)[:, None]
    >>> y = 1.0 / (1.0 + np.exp(-5.0 * (x - 0.4)))
    >>> sums = LogisticSquares("natural", x, y, None)
    >>> found = descend(sums, np.array([[4.0], [-2.5]]))
    >>> sums.to_chart(found["theta"]).round(9).ravel() == [np.log(5.0).round(9), 0.4]
    array([ True,  True])
    """
    with np.errstate(all="ignore"):
        return _Descent(sums, theta, damping).run(most_steps)


def _sum_products(some, others):
    return np.einsum("ks,ks->s", some, others)


class _Descent:
    """The series that still move: their coordinates, derivatives, damping and last steps."""

    ARRAYS = (
        "rows", "state", "damping", "last", "f", "size", "change", "noise", "gain", "recent",
        "theta", "gradient", "exact", "step", "size_slope",
    )  # fmt: skip

    def __init__(self, sums, theta, damping):
        count = theta.shape[1]
        self.sums, self.flat = sums, sums.flat
        self.out = {
            "theta": theta.copy(),
            "rss": np.full(count, np.nan),
            "log_size": np.full(count, np.nan),
            "state": np.full(count, STUCK),
            "evaluations": np.zeros(count, int),
            "fall": np.zeros(count),
        }
        if sums.held is not None:
            self.out["pull"] = np.full(theta.shape, np.nan)
        self.rows, self.theta = np.arange(count), theta
        self.take(sums.assemble(self.theta))
        self.damping = np.broadcast_to(damping, count).astype(float)
        self.last, self.recent = np.full(count, np.inf), np.full(count, np.inf)
        self.state = np.zeros(count, np.int8)
        self.evaluations, self.stopped = 1, 0

    def take(self, new):
        self.f, self.gradient, self.exact, self.plain, self.size, self.size_slope = new

    def run(self, most_steps):
        for _ in range(most_steps):
            self.find_step()
            if self.leave():
                return self.out
            self.move()
        self.hand_over(slice(None))
        return self.out

    def hand_over(self, which):
        at, out = self.rows[which], self.out
        out["theta"][:, at] = self.theta[:, which]
        out["rss"][at], out["log_size"][at] = self.f[which], self.size[which]
        out["state"][at], out["fall"][at] = self.state[which], self.recent[which]
        out["evaluations"][at] = self.evaluations
        if "pull" in out:
            out["pull"][:, at] = follow_held(self.exact[..., which], self.size_slope[:, which])

    def find_step(self):
        """Find the next step, and which series it shows to be done."""
        sums, theta, damping, state = self.sums, self.theta, self.damping, self.state
        right = -self.gradient
        # a scale is needed only where something is damped
        scale = sums.find_scale(self.plain) if damping.any() else 0.0
        step, good = solve_damped(self.exact, damping, scale, right)
        if not good.all():
            bad = np.flatnonzero(~good)
            plain, rest = [part[..., bad] for part in self.plain], right[:, bad]
            step[:, bad] = sums.solve_plainly(plain, damping[bad] + 1e-6, rest)
        change = sums.measure(theta, step)
        moving = not change.max() < NEAR  # true also for NaN
        whole = _sum_products(step, right) if self.flat and moving else None
        if moving:
            step = sums.limit_step(theta, step)
            change = sums.measure(theta, step)
        gain = _sum_products(step, right)
        self.step, self.change, self.gain = step, change, gain
        self.noise = gain <= ROUNDING * np.abs(self.f) + sums.smallest
        if moving:
            state[~np.isfinite(change)] = STUCK
            sums.find_limits(theta, self.size, state, gain, self.f)
        if self.flat:
            # by the whole step: one that had to be shortened gains little, wherever it stands
            least = self.flat * np.abs(self.f) + sums.smallest
            state[((whole if moving else gain) <= least) & (damping < 0.1)] = DONE
        if moving or change.min() <= CALM:
            self.end()

    def end(self):
        """Mark the series whose step is the last, and take it where it is known to be right."""
        change, last, state = self.change, self.last, self.state
        calm = (self.damping < SMALL_DAMPING) & (change <= CALM) & (state == RUNNING)
        if not calm.any():
            return
        # near the end each step squares the last: one whose successor would be below the limit is
        # the last
        following = 10.0 * change * change * np.maximum(1.0, change / (last * last))
        final = calm & (self.damping == 0.0) & (last <= 1e-2) & (following <= SMALLEST_CHANGE)
        if final.any():
            moved = _sum_products(self.size_slope, self.step)
            self.theta = np.where(final, self.theta + self.step, self.theta)
            # a sum of squares stays above 0; minus a log likelihood may lie below
            fallen = np.where(self.f < 0.0, self.f - self.gain, np.maximum(self.f - self.gain, 0.0))
            self.f = np.where(final, fallen, self.f)
            self.size = np.where(final, self.size + moved, self.size)
        lost = self.noise & (change <= 1e-6) & (change > 0.3 * last)
        state[final | calm & ((change <= SMALLEST_CHANGE) | lost)] = DONE

    def leave(self):
        """Take finished series out where they are many; return whether all are done."""
        finished = self.state != RUNNING
        done = np.count_nonzero(finished)
        if done <= self.stopped:
            return False
        if done == finished.size:
            self.hand_over(finished)
            return True
        self.stopped = done
        if done > DONE_SHARE * finished.size:
            self.hand_over(np.flatnonzero(finished))
            live = np.flatnonzero(~finished)
            self.sums.keep(live)
            for name in self.ARRAYS:
                setattr(self, name, getattr(self, name).take(live, axis=-1))
            self.plain = [part.take(live, axis=-1) for part in self.plain]
            self.stopped = 0
        return False

    def move(self):
        """Take the step, but for series whose loss would rise; set the damping of the next."""
        trial = self.theta + self.step
        new = self.sums.assemble(trial)
        self.evaluations += 1
        fall = self.f - new[0]
        if self.flat:
            self.recent = np.maximum(fall, 0.7 * np.minimum(self.recent, np.abs(self.f)))
        # most steps do what their quadratic model foretold; only the others are looked at
        odd = np.flatnonzero(~((fall >= GOOD * self.gain) & (self.state == RUNNING)))
        old_damping, self.damping = self.damping[odd], np.zeros(self.f.size)
        if odd.size:
            was, now = self.f[odd], fall[odd]
            slack = np.where(
                self.change[odd] < 1e-6,
                1e-11 * np.abs(was) + 30.0 * self.sums.smallest[odd],
                1e-15 * np.abs(was),
            )
            kept = (now >= -slack) & (self.state[odd] == RUNNING)
            self.damping[odd] = self.adapt(old_damping, now, odd, kept)
            back = odd[~kept]
            self.change[back] = self.last[back]
            if back.size:
                f, gradient, exact, plain, size, slope = new
                pairs = [*zip(plain, self.plain), (trial, self.theta), (f, self.f)]
                pairs += (size, self.size), (gradient, self.gradient), (exact, self.exact)
                for now_values, was_values in [*pairs, (slope, self.size_slope)]:
                    now_values[..., back] = was_values[..., back]
        self.last, self.theta = self.change, trial
        self.take(new)
        # what is done is not taken back, however long its series waits among others
        self.state[(self.damping > LOST_DAMPING) & (self.state == RUNNING)] = STUCK

    def adapt(self, damping, fall, odd, kept):
        """Return the next damping of series whose steps did other than foretold."""
        gain = self.gain[odd]
        risen = np.where(
            fall < POOR * gain,
            damping * 3.0 + 1e-3,
            np.where(fall < FAIR * gain, damping, damping * 0.02),
        )
        risen = np.where(self.noise[odd] | (risen < 1e-7), 0.0, risen)
        return np.where(kept, risen, damping * 8.0 + 1e-3)
