"""Pool growth of several places by random effects, with the wording's bounds.

One effect a place, one family of indicators at a time. Which places the press reports on is no
random draw; nothing here repairs that, and the page that shows a pool says so.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.optimize.elementwise import find_root
from scipy.special import chdtri, ndtri, stdtr, stdtrit

from helpers.curves.profile import require_level

FEWEST_FOR_SCATTER = 5  # years of a series that tell how growth varies
FEWEST_FOR_PREDICTION = 3
DRAWS = 200  # quantiles that stand for the distribution of the variance between places
STEPS = 40  # quantiles that stand for the growth of one place, given that variance
SELECTION_NOTE = (
    "Which places are reported on is the choice of the press; the pool does not repair this."
)


def assume_variance(years, width, *, yearly_variance: float):
    """Return the variance that the log growth a year of each place is assumed to have, (k,).

    Parameters
    ----------
    years : array_like, shape (k,)
        Time between first and last observation, above 0.
    width : array_like, shape (k,)
        Width of the bounds that wording and dates leave to the growth, per year; 0 if exact.
    yearly_variance : float
        Variance of log growth from year to year in comparable long series, above 0.

    Raises
    ------
    ValueError
        If a place has no time between its points, or a width or the variance is not allowed.

    Notes
    -----
    Yearly variance / years + width^2 / 12, the variance of a uniform error between the bounds;
    independent years (our rule).

    Examples
    --------
    >>> assume_variance([8.0, 4.0], [0.0, 0.06], yearly_variance=0.01)
    array([0.00125, 0.0028 ])
    """
    years, width = np.asarray(years, dtype=float), np.asarray(width, dtype=float)
    for name, array, bad, allowed in (
        ("years", years, ~(years > 0), "above 0"),
        ("width", width, ~((width >= 0) & np.isfinite(width)), "finite, 0 or above"),
    ):
        if bad.any():
            raise ValueError(f"{name} is {array[bad].flat[0]}; allowed: {allowed}")
    if not (np.isfinite(yearly_variance) and yearly_variance > 0):
        raise ValueError(f"yearly_variance is {yearly_variance}; allowed: finite, above 0")
    return yearly_variance / years + width**2 / 12.0


def find_yearly_variance(growth) -> float:
    """Return the variance of log growth from year to year of one long series.

    About the mean, so a lasting slow-down counts as well.

    Parameters
    ----------
    growth : array_like, shape (n,)
        Growth over the year before, as fractions above -1; 5 or more.

    Raises
    ------
    ValueError
        If there are fewer than five years, or a growth is not above -1.

    Examples
    --------
    >>> round(find_yearly_variance([0.10, 0.20, 0.15, 0.05, 0.12]), 5)
    0.00248
    """
    growth = np.asarray(growth, dtype=float)
    if growth.size < FEWEST_FOR_SCATTER:
        raise ValueError(f"growth holds {growth.size} years; allowed: {FEWEST_FOR_SCATTER} or more")
    if not (growth > -1).all():
        raise ValueError(f"growth is {growth[~(growth > -1)][0]}; allowed: above -1")
    return float(np.log1p(growth).var(ddof=1))


@dataclass(frozen=True)
class Pool:
    """Growth of several places taken together."""

    mean: float
    standard_error: float
    low: float
    high: float  # mean log growth a year, Hartung-Knapp error, interval at the level asked for
    prediction_low: float
    # Where the growth of one more such place would lie; NaN (refused) below three places.
    prediction_high: float
    between_variance: float  # variance of growth between places
    mean_of_lows: float
    mean_of_highs: float  # pools of the lower and of the upper bounds that the wording leaves
    places: pd.DataFrame  # a row a place: ``place, growth, variance, low, high, shrunk``
    level: float
    note: str = SELECTION_NOTE  # what the pool cannot repair


def find_between_variance(effect, variance) -> float:
    """Return the variance between places that is likeliest, the mean being unknown.

    By restricted maximum likelihood; 0 where the effects differ no more than their errors.

    Parameters
    ----------
    effect, variance : ndarray, shape (k,)
        Effect of each place and the variance of its error, above 0; two or more.

    Notes
    -----
    Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, p. 261-293. The
    likelihood may have several maxima: it is followed from a grid of variances.

    Examples
    --------
    >>> round(find_between_variance(np.array([0.0, 0.2, 0.4]), np.full(3, 0.01)), 6)  # 0.04 - 0.01
    0.03
    """
    largest = np.square(np.ptp(effect)) + variance.max()  # above it the likelihood only falls
    grid = np.concatenate([[0.0], np.geomspace(1e-6 * variance.min(), largest, 200)])
    best = int(np.argmax(_find_likelihood(grid, effect, variance)))
    if best == 0:
        return 0.0
    low, high = grid[best - 1], grid[min(best + 1, grid.size - 1)]
    ends = [_find_slope(between, effect, variance) for between in (low, high)]
    if not ends[0] > 0 > ends[1]:
        return float(grid[best])
    return float(brentq(_find_slope, low, high, (effect, variance), xtol=1e-15 * largest))


def _find_likelihood(between, effect, variance):
    """Return the restricted log likelihoods of variances between places, without a constant."""
    weight = 1.0 / (variance + between[:, None])
    total = weight.sum(axis=1)
    rest = effect - ((weight * effect).sum(axis=1) / total)[:, None]
    return -0.5 * (np.log(total) - np.log(weight).sum(axis=1) + (weight * rest**2).sum(axis=1))


def _find_slope(between, effect, variance):
    """Return the derivative of the restricted log likelihood."""
    weight = 1.0 / (variance + between)
    total = weight.sum()
    rest = effect - (weight * effect).sum() / total
    return -0.5 * (total - (weight**2).sum() / total - (weight**2 * rest**2).sum())


def _combine(effect, variance, level):
    """Return mean, error, ends and between-variance of one random-effects pool."""
    between = find_between_variance(effect, variance)
    mean, plain, factor = map(float, _find_mean(between, effect, variance))
    error = float(plain * np.sqrt(max(1.0, factor)))
    reach = float(stdtrit(effect.size - 1, 0.5 + 0.5 * level)) * error
    return mean, error, mean - reach, mean + reach, between


def _find_mean(between, effect, variance):
    """Return means, their errors and Hartung-Knapp factors, given variances between places."""
    weight = 1.0 / (variance + np.asarray(between)[..., None])
    total = weight.sum(axis=-1)
    mean = (weight * effect).sum(axis=-1) / total
    factor = (weight * (effect - mean[..., None]) ** 2).sum(axis=-1) / (effect.size - 1)
    return mean, 1.0 / np.sqrt(total), factor


def predict_place(effect, variance, level: float) -> tuple[float, float]:
    """Return where the growth of one more such place would lie.

    Parameters
    ----------
    effect, variance : ndarray, shape (k,)
        As for `find_between_variance`; three or more.
    level : float
        Between 0 and 1.

    Notes
    -----
    The variance between places is not known but has a distribution, that under which the sum of
    weighted squares is chi-squared with k - 1 degrees of freedom; given it, the mean is that of
    Hartung and Knapp and the place normal about it (Nagashima, Noma and Furukawa 2019, Statistical
    Methods in Medical Research 28, p. 1689-1702). Evenly spaced quantiles stand for their draws.

    Examples
    --------
    >>> low, high = predict_place(np.array([0.0, 0.2, 0.4]), np.full(3, 0.01), 0.95)
    >>> round(low, 2), round(high, 2)
    (-0.83, 1.23)
    """
    freedom = effect.size - 1
    squares = chdtri(freedom, (np.arange(DRAWS) + 0.5) / DRAWS)
    between = _invert_squares(squares, effect, variance)
    mean, plain, factor = _find_mean(between, effect, variance)
    error = plain * np.sqrt(factor)
    steps = ndtri((np.arange(STEPS) + 0.5) / STEPS)
    middle = mean[:, None] + np.sqrt(between)[:, None] * steps
    floor = 1e-12 * np.sqrt(variance.min())  # effects that are all alike have no error
    error = np.maximum(error, floor)[:, None]

    def find_excess(at, share):
        return float(stdtr(freedom, (at - middle) / error).mean()) - share

    reach = stdtrit(freedom, 0.5 + 0.5 * level) * error.max() + np.ptp(middle) + floor
    ends = []
    for share in (0.5 - 0.5 * level, 0.5 + 0.5 * level):
        low, high = middle.min() - reach, middle.max() + reach
        ends.append(float(brentq(find_excess, low, high, (share,))))
    return ends[0], ends[1]


def _invert_squares(squares, effect, variance):
    """Return the variances between places that give sums of weighted squares; 0 where none does."""

    def find_excess(between, squares):
        return _find_mean(between, effect, variance)[2] * (effect.size - 1) - squares

    between, some = np.zeros(squares.size), find_excess(np.zeros(1), squares) > 0
    if some.any():
        high = np.square(np.ptp(effect)) * effect.size / squares[some]
        found = find_root(find_excess, (np.zeros_like(high), high), args=(squares[some],))
        between[some] = found.x
    return between


def pool_growth(table: pd.DataFrame, *, level: float = 0.95) -> Pool:
    """Return the growth of several places taken together.

    Parameters
    ----------
    table : DataFrame
        One row a place: ``place``, ``family`` (one and the same), ``growth`` (log, per year),
        ``variance`` (see `assume_variance`), ``low`` and ``high``, its bounds from wording and
        dates, equal to the growth where exact.
    level : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If there are fewer than two places, a place twice, more than one family, a variance not
        above 0, a number not finite, or bounds that do not hold the growth.

    Notes
    -----
    Between-variance by restricted maximum likelihood; error by Hartung and Knapp with its factor
    not below 1, so that it is never narrower than without (Roever, Knapp and Friede 2015, BMC
    Medical Research Methodology 15:99); prediction by `predict_place`, refused below three places;
    a place's shrunk growth is mean + B (growth - mean), B = between / (between + within variance).

    Examples
    --------
    >>> table = pd.DataFrame({"place": ["a", "b", "c"], "family": "online retail"})
    >>> table = table.assign(growth=[0.20, 0.30, 0.28], variance=[0.001, 0.002, 0.001])
    >>> table = table.assign(low=[0.18, 0.30, 0.25], high=[0.22, 0.30, 0.31])
    >>> pool = pool_growth(table)
    >>> round(pool.mean, 3), round(pool.low, 2), round(pool.high, 2)
    (0.256, 0.12, 0.39)
    """
    require_level(level)
    growth, variance, low, high = _read_places(table)
    mean, error, lower, upper, between = _combine(growth, variance, level)
    predicted = (np.nan, np.nan)
    if growth.size >= FEWEST_FOR_PREDICTION:
        predicted = predict_place(growth, variance, level)
    places = table[["place", "growth", "variance", "low", "high"]].reset_index(drop=True)
    places["shrunk"] = mean + between / (between + variance) * (growth - mean)
    return Pool(
        mean=mean,
        standard_error=error,
        low=lower,
        high=upper,
        prediction_low=predicted[0],
        prediction_high=predicted[1],
        between_variance=between,
        mean_of_lows=_combine(low, variance, level)[0],
        mean_of_highs=_combine(high, variance, level)[0],
        places=places,
        level=level,
    )


def _read_places(table):
    """Return growth, variance, lows and highs of the places, or say what is wrong with them."""
    columns = ("place", "family", "growth", "variance", "low", "high")
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise ValueError(f"table lacks {missing}; needed: {', '.join(columns)}")
    if len(table) < 2:
        raise ValueError(f"table holds {len(table)} places; allowed: 2 or more")
    if table["place"].duplicated().any():
        raise ValueError(
            f"table holds {table['place'][table['place'].duplicated()].iloc[0]!r} twice; allowed:"
            " one effect a place"
        )
    families = sorted(set(table["family"]))
    if len(families) > 1:
        raise ValueError(
            f"table holds the families {families}; allowed: one, definitions do not mix"
        )
    growth, variance, low, high = (table[c].to_numpy(float) for c in columns[2:])
    for name, array in (("growth", growth), ("variance", variance), ("low", low), ("high", high)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name} is {array[~np.isfinite(array)][0]}; allowed: finite numbers")
    if (variance <= 0).any():
        raise ValueError(
            f"variance is {variance[variance <= 0][0]}; allowed: above 0, no growth is known"
            " without error"
        )
    outside = (low > growth) | (growth > high)
    if outside.any():
        raise ValueError(
            f"growth is {growth[outside][0]}, outside low {low[outside][0]} and high"
            f" {high[outside][0]}"
        )
    return growth, variance, low, high
