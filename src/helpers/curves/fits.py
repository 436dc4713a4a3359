"""Fit growth curves to many series at once, and say of each what its data cannot know.

A series is one row. A row that cannot be fitted carries a state in words, never a wrong number, and
never disturbs the others. What costs time beyond the fit itself (standard errors, verdicts,
profiles) is computed when it is first asked for.
"""

from functools import cached_property

import numpy as np
import pandas as pd

from helpers.curves import errors as spread
from helpers.curves import profile
from helpers.curves.between import CONVERGED
from helpers.curves.compare import find_aicc
from helpers.curves.descent import STUCK
from helpers.curves.family import find_curve
from helpers.curves.memory import find_phi
from helpers.curves.observations import SCALES, read_each, read_observations, read_times, sort_times
from helpers.curves.profile import require_level
from helpers.curves.search import Search, split_rows

ERRORS = ("independent", "autoregressive")


def fit_curves(
    time,
    value,
    low=None,
    high=None,
    weights=None,
    curve="logistic",
    scale="natural",
    *,
    observed="total",
    start=0.0,
    step=None,
    sigma=None,
    errors="independent",
):
    """Return a growth curve fitted to every series.

    Parameters
    ----------
    time : array_like, shape (n,) or (s, n)
        Decimal years.
    value : array_like, shape (n,) or (s, n)
        Levels, NaN where missing. Between bounds the value itself is not used.
    low, high : array_like, shape (n,) or (s, n), or None
        Bounds of what the value may be; 0 and inf where open; NaN where the value is exact. Only on
        the log scale, unless equal.
    weights : array_like, shape (n,) or (s, n), or None
        1 / variance, up to a factor; 0 leaves an observation out.
    curve : str
        Key of ``family.CURVES``.
    scale : str
        ``"natural"``: equal errors in the unit of the values; ``"log"``: equal relative errors.
    observed : str
        Bass: values are running totals (``"total"``) or what a step of time adds (``"increment"``).
    start : float
        Saturating: the time at which the curve is 0.
    step : float, array_like of shape (s,), or None
        Place value of the last printed digit of exact values, in their unit: the scatter is not
        taken for smaller than step / sqrt(12).
    sigma : float, array_like of shape (s,), or None
        Scatter on the log scale of comparable exact series, stated for series whose intervals are
        too wide to estimate it.
    errors : str
        ``"independent"``; or ``"autoregressive"``, on the log scale: errors that remember the ones
        before (see `memory`).

    Returns
    -------
    fits : Fits

    Raises
    ------
    ValueError
        If shapes do not match, low is above high or below 0, a value lies outside its bounds, a
        time beside a value or a value is not finite, a weight is negative, or a curve, a scale or
        `observed` is unknown; before any work.

    Notes
    -----
    The size of the curve is projected out (Golub and Pereyra 1973, SIAM Journal on Numerical
    Analysis 10); each series then takes Newton steps with Levenberg-Marquardt damping from the best
    of a grid of shapes, until no parameter moves by more than 1e-12 of itself, or until two
    steps in a row are lost in the rounding of the sums. Rates are above 0 unless the series falls:
    unless the straight line through its values on the scale of the fit does.

    Examples
    --------
    >>> time = np.arange(2010.0, 2020.0)
    >>> value = 100 / (1 + np.exp(-0.5 * (time - 2014.5)))
    >>> fits = fit_curves(time, value, curve="logistic")
    >>> fits.parameters.round(6).loc[0].to_dict()
    {'ceiling': 100.0, 'rate': 0.5, 'midpoint': 2014.5}
    """
    family = find_curve(curve, observed)
    if scale not in SCALES:
        raise ValueError(f"scale is {scale!r}; known: {', '.join(SCALES)}")
    if errors not in ERRORS:
        raise ValueError(f"errors is {errors!r}; known: {', '.join(ERRORS)}")
    remembers = errors == "autoregressive"
    if remembers and scale != "log":
        raise ValueError("errors is 'autoregressive' on the scale 'natural'; allowed: 'log'")
    observations = read_observations(time, value, low, high, weights, scale, in_order=remembers)
    count = observations.shape[0]
    start = read_each("start", start, count, anything=True)
    step = None if step is None else read_each("step", step, count)
    sigma = None if sigma is None else read_each("sigma", sigma, count)
    return Fits(observations, family, scale, start, step, sigma, remembers)


class Fits:
    """Fitted curves of many series, one row each; made by `fit_curves`.

    Attributes
    ----------
    curve, scale : str
    family : family.Curve
    names : tuple of str
        Parameters, the size first.
    count : ndarray of int, shape (s,)
        Observations used.
    effective_count : ndarray, shape (s,)
        The same with each interval counted for what it tells: 1 / (1 + width^2 / (12 sigma^2)) on
        the log scale.
    falls : ndarray of bool, shape (s,)
        Series that fall; their rates are below 0 and their ceilings lie in the past.
    state : Series of str
        ``converged``, or why there is no finite best curve, in words.
    converged : ndarray of bool, shape (s,)
        A finite best curve was found.
    rss : ndarray, shape (s,)
        Weighted sum of squares on the scale of the fit; NaN with interval observations.
    evaluations : ndarray of int, shape (s,)
        How often the curve of a series was computed.
    best : search.Search
        Coordinates of the best curves.
    lowest : ndarray, shape (s,)
        Smallest deviance that intervals have met so far: below 0 where the fit was not the best.
    met : ndarray, shape (k + 1, s)
        Coordinates of that place; NaN where there is none.

    Examples
    --------
    >>> fits = fit_curves([0.0, 1, 2, 3], [1.0, 2.1, 3.9, 8.2], curve="exponential", scale="log")
    >>> fits.profile("rate").round(2)
    array([[0.62, 0.77]])
    """

    def __init__(self, observations, family, scale, start, step, sigma, remembers, best=None):
        self.observations, self.family, self.scale = observations, family, scale
        self.curve, self.names = family.name, family.names
        self._start, self._step, self.remembers, self._kept = start, step, remembers, {}
        self.lowest = np.zeros(observations.shape[0])
        self.met = np.full((len(family.names) + 1, observations.shape[0]), np.nan)
        with np.errstate(all="ignore"):
            if best is None:
                best = Search(observations, family, scale, start, sigma)
                best = best.remember() if remembers else best
            self.best = best
            rss = np.where((best.code == STUCK) | best.by_likelihood, np.nan, best.loss)
            self.rss = rss * best.frame.size**2 if scale == "natural" else rss
        self.count, self.effective_count = observations.count, best.effective_count
        self.falls, self.evaluations = best.falls, best.evaluations
        self.state = pd.Series(best.state, name="state", dtype=object)
        self.converged = best.state == CONVERGED

    def __repr__(self):
        done = int(self.converged.sum())
        words = f"{self.count.size} series, {done} converged"
        return f"{self.curve} curves on the {self.scale} scale: {words}"

    def renew(self):
        """Return the same fits, of which nothing more has been asked yet."""
        return self.change(self.best, self.remembers)

    def remember(self):
        """Return fits with errors that remember, made from these with errors that do not.

        Raises
        ------
        ValueError
            If the scale is natural, or the observations are not in the order of time.
        """
        if self.scale != "log" or sort_times(self.observations) is not self.observations:
            raise ValueError("errors remember on the log scale, of observations in order of time")
        with np.errstate(all="ignore"):
            return self.change(self.best.remember(), True)

    def change(self, best, remembers):
        """Return the same observations with other best curves."""
        given = self.observations, self.family, self.scale, self._start, self._step
        return Fits(*given, best.stated_sigma, remembers, best)

    def settle(self):
        """Return the fits, gone on from lower places that profiles meet; see `profile.settle`."""
        return profile.settle(self)

    def state_sigma(self, sigma):
        """Return the same fits with another stated scatter, (s,)."""
        sigma = read_each("sigma", sigma, self.count.size)
        o = self.observations
        return Fits(o, self.family, self.scale, self._start, self._step, sigma, self.remembers)

    @cached_property
    def parameters(self):
        """Parameters, a column each, a row a series: NaN without a best curve, inf where it lies
        there."""
        return pd.DataFrame(self.best.name_parameters(), columns=list(self.names))

    @property
    def memory(self):
        """phi, (s,): what is left of an error after a year; 0 of independent errors, NaN
        unknown."""
        return np.where(self.best.remembers, find_phi(self.best.log_odds), 0.0)

    @property
    def sigma(self):
        """Scatter on the scale of the fit, (s,): the root of rss / (n - k), n at its effective
        number."""
        k, n = len(self.names), self.effective_count
        with np.errstate(all="ignore"):
            exact = np.sqrt(self.rss / np.where(self.count > k, self.count - k, np.nan))
            taken = np.where(self.best.remembers, 1.0, n / np.where(n > k, n - k, np.nan))
            between = np.exp(self.best.log_sigma) * np.sqrt(taken)
        return np.where(self.best.by_likelihood, between, exact)

    @property
    def freedom(self):
        """Degrees of freedom, (s,): observations at their effective number less parameters, or
        NaN."""
        left = self.effective_count - len(self.names)
        return np.where(left > 0, left, np.nan)

    @cached_property
    def variance_floor(self):
        """Smallest mean square that the precision of exact values allows, (s,), in units of the
        fit."""
        return spread.find_variance_floor(self, self._step)

    @cached_property
    def log_likelihood(self):
        """Log of the density of the values at the best curve, (s,), comparable between the two
        scales.

        With interval observations: their probabilities instead; then only within one reading.
        """
        return spread.find_log_likelihood(self)

    @cached_property
    def aicc(self):
        """Corrected Akaike criterion, (s,), sigma counted; NaN (refused) where n <= k + 1."""
        return find_aicc(self.log_likelihood, len(self.names) + 1, self.effective_count)

    def find_origin(self):
        """Return the time to which each series' named parameters refer, (s,)."""
        return self.family.find_origin(self.best.first, self._start)

    @cached_property
    def covariance(self):
        """Covariance of the parameters, (s, k, k), from the curve's slope; NaN without a finite
        best."""
        k = len(self.names)
        out = np.full((self.count.size, k, k), np.nan)
        rows = np.flatnonzero(self.converged & ~np.isnan(self.freedom))
        with np.errstate(all="ignore"):
            for part in split_rows(rows):
                out[part] = spread.find_covariance(self, part)
        return out

    @cached_property
    def standard_errors(self):
        """Standard errors of the parameters, a column each; `remarks` say where they mislead."""
        with np.errstate(all="ignore"):
            errors = np.sqrt(np.diagonal(self.covariance, axis1=1, axis2=2))
        return pd.DataFrame(errors, columns=list(self.names))

    @cached_property
    def growth(self):
        """Mean log growth a year over the observed window: columns ``growth``,
        ``standard_error``."""
        first, last = self.best.first, self.best.last
        window = np.column_stack([np.where(np.isfinite(end), end, 0.0) for end in (first, last)])
        logs = self._find_logs(window)
        with np.errstate(all="ignore"):
            years = np.where(last > first, last - first, np.nan)
            value = (logs[:, 1] - logs[:, 0]) / years
            slopes, _ = spread.find_slopes(self, slice(None), window)
            slope = slopes[:, 1] - slopes[:, 0]
            error = np.sqrt(np.einsum("si,sij,sj->s", slope, self.covariance, slope)) / years
        return pd.DataFrame({"growth": value, "standard_error": error})

    # --- likelihood intervals ---

    def _require_name(self, name):
        if name not in self.names:
            raise ValueError(f"name is {name!r}; known: {', '.join(self.names)}")

    def profile(self, name, level=0.95, *, sigma=None, rows=None):
        """Return the likelihood interval of a parameter for every series.

        Parameters
        ----------
        name : str
            A parameter of the curve.
        level : float
            Between 0 and 1.
        sigma : float, array_like of shape (s,), or None
            Stated scatter on the log scale for series whose intervals leave it open; by default the
            one stated to `fit_curves`, and no interval without.
        rows : array_like of bool, shape (s,), or None
            Series that are asked for; the others are NaN and cost nothing.

        Returns
        -------
        interval : ndarray, shape (s, 2)
            In the parameter's unit; infinite where open, 0 where a rate is open towards 0; NaN
            where refused: as many parameters as observations, or no fit.

        Raises
        ------
        ValueError
            If the parameter is unknown or the level is not between 0 and 1.

        Notes
        -----
        All other parameters, and sigma, are fitted anew at each value of this one. The cut is
        n log(1 + F(1, n - k) / (n - k)) on the deviance, with a stated sigma that of the
        chi-squared distribution. The ceiling is followed in its logarithm.

        Examples
        --------
        >>> time, value = [0.0, 1, 2, 3, 4], [1.0, 2.1, 3.9, 8.2, 16.1]
        >>> low, high = fit_curves(time, value, curve="logistic", scale="log").profile("ceiling")[0]
        >>> bool(low > 16), float(high)
        (True, inf)
        """
        self._require_name(name)
        require_level(level)
        if sigma is not None:
            stated = self.state_sigma(sigma).profile(name, level)
            return np.where(self.best.no_sigma[:, None], stated, self.profile(name, level))
        key = (name, float(level))
        if key in self._kept:
            kept = self._kept[key]
            return (
                kept.copy() if rows is None else np.where(np.asarray(rows)[:, None], kept, np.nan)
            )
        ends = profile.find_intervals(self, name, [level], rows)[:, 0]
        if rows is None:
            self._kept[key] = ends
        return ends.copy()

    def profile_levels(self, name, levels):
        """Return the likelihood intervals of a parameter at several levels, found together.

        An ndarray of shape (s, m, 2), a column a level; all else as in `profile`.
        """
        self._require_name(name)
        for level in levels:
            require_level(level)
        return profile.find_intervals(self, name, levels)

    def passing_range(self, name):
        """Return the plain range of a parameter over all curves that pass through every interval.

        It is what the words allow if nothing scatters, no likelihood interval: an ndarray of shape
        (s, 2), NaN where no curve passes through every interval, infinite where open.

        Examples
        --------
        >>> bounds = [0.9, 1.8], [1.1, 2.2]
        >>> fits = fit_curves([0.0, 1.0], [1.0, 2.0], *bounds, curve="exponential", scale="log")
        >>> fits.passing_range("rate").round(4)
        array([[0.4925, 0.8938]])
        """
        self._require_name(name)
        return profile.find_passing_range(self, name)

    @cached_property
    def verdict(self):
        """What the data say of each parameter, a column each, from its 95 % likelihood interval.

        ``identified``: both ends are known. ``bounded below``: no upper end; any larger value fits.
        ``bounded above``: no lower end. ``not identified``: neither. ``refused``: too few
        observations to estimate their scatter, or no fit; `state` and `remarks` say why. Of a
        falling series' rate the size is judged, not the sign.
        """
        return profile.judge(self)

    @cached_property
    def remarks(self):
        """Sentences for readers, a row a series: the state, a ceiling in the past, misleading
        errors."""
        return profile.remark(self)

    # --- predictions ---

    def _find_logs(self, time):
        """Return the log curves in fitting units at times (s, m)."""
        best, rows = self.best, np.arange(self.count.size)
        x = best.find_x(rows, time=time.T)
        with np.errstate(all="ignore"):
            begin = best.find_begin(rows, x)
            h = self.family.find_shape(list(best.coordinates[1:]), x, begin)[0]
            logs = (best.coordinates[0] + h).T
        return np.where(best.lost[:, None], np.nan, logs)

    def predict(self, time, level=None, *, of="curve"):
        """Return the fitted curves at given times, on the log scale their medians.

        Parameters
        ----------
        time : array_like, shape (m,) or (s, m)
            Decimal years.
        level : float or None
            With a level between 0 and 1 also the bounds.
        of : str
            ``"curve"``: bounds of the curve; ``"observation"``: bounds of one more observation.

        Returns
        -------
        value : ndarray, shape (s, m) or (s, m, 3)
            Central, lower and upper value, in the unit of the series; NaN where there is no fit.

        Raises
        ------
        ValueError
            If a time is not finite, a level not between 0 and 1, or `of` unknown.

        Notes
        -----
        The bounds of the curve are the likelihood interval of its level at that time, all
        parameters fitted anew: open where a ceiling or a rise is open. Those of an observation
        add its scatter, arms being the root of the sum of squares (our rule).

        Examples
        --------
        >>> time, value = [0.0, 1, 2, 3], [1.0, 2.1, 3.9, 8.2]
        >>> fits = fit_curves(time, value, curve="exponential", scale="log")
        >>> fits.predict([4.0], level=0.9).round(1)
        array([[[16.2, 14.1, 18.6]]])
        """
        if of not in ("curve", "observation"):
            raise ValueError(f"of is {of!r}; known: curve, observation")
        time = read_times(time, self.count.size)
        if level is not None:
            require_level(level)
        with np.errstate(all="ignore"):
            central = np.exp(self._find_logs(time)) * self.best.frame.size[:, None]
        if level is None:
            return central
        with np.errstate(all="ignore"):
            logs = profile.follow_curve(self, time, level)
            bounds = np.exp(logs) * self.best.frame.size[:, None, None]
        if of == "observation":
            bounds = profile.widen(self, central, bounds, level)
        return np.concatenate([central[:, :, None], bounds], axis=-1)
