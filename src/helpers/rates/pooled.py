"""Growth of several places taken together: random effects, with the bounds of the wording carried along.

One effect a place, one family of indicators at a time. Which places the press reports on is no
random draw; nothing here repairs that, and the page that shows a pool says so.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from helpers.curves.profile import require_level

FEWEST_FOR_MODEL = 5  # points from which a series' own scatter is used
FEWEST_FOR_PREDICTION = 3
SELECTION_NOTE = (
    "Which places are reported on is the choice of the press; the pool does not repair this."
)


def find_within_variance(count, standard_error, years, width, *, yearly_variance):
    """Return the variance of each place's log growth a year, and where it comes from.

    Parameters
    ----------
    count : array_like of int, shape (k,)
        Observations of each place, 2 or more.
    standard_error : array_like, shape (k,)
        Of the log growth a year by the model; used from five points on.
    years : array_like, shape (k,)
        Time between first and last observation, above 0.
    width : array_like, shape (k,)
        Width of the bounds that wording and dates leave to the growth, per year; 0 if exact.
    yearly_variance : float
        Variance of log growth from year to year in comparable long series, above 0.

    Returns
    -------
    table : DataFrame
        ``variance`` and ``basis``, ``"model"`` or ``"assumed"``.

    Raises
    ------
    ValueError
        If a place has fewer than two points or no time between them, or a variance is not above 0.

    Notes
    -----
    Model: the squared standard error. Assumed: yearly variance / years + width^2 / 12, the variance
    of a uniform error between the bounds; independent years (our rule).

    Examples
    --------
    >>> find_within_variance([9, 2], [0.02, float("nan")], [8.0, 4.0], [0.0, 0.06], yearly_variance=0.01)
       variance    basis
    0    0.0004    model
    1    0.0028  assumed
    """
    count, standard_error, years, width = (
        np.asarray(v, dtype=float) for v in (count, standard_error, years, width)
    )
    for name, array, bad, allowed in (
        ("count", count, ~(count >= 2), "2 or more"),
        ("years", years, ~(years > 0), "above 0"),
        ("width", width, ~((width >= 0) & np.isfinite(width)), "finite, 0 or above"),
    ):
        if bad.any():
            raise ValueError(f"{name} is {array[bad].flat[0]}; allowed: {allowed}")
    if not (np.isfinite(yearly_variance) and yearly_variance > 0):
        raise ValueError(f"yearly_variance is {yearly_variance}; allowed: finite, above 0")
    modelled = (count >= FEWEST_FOR_MODEL) & np.isfinite(standard_error) & (standard_error > 0)
    assumed = yearly_variance / years + width**2 / 12.0
    with np.errstate(invalid="ignore"):
        variance = np.where(modelled, standard_error**2, assumed)
    return pd.DataFrame({"variance": variance, "basis": np.where(modelled, "model", "assumed")})


def find_yearly_variance(growth):
    """Return the variance of log growth from year to year of one long series.

    Parameters
    ----------
    growth : array_like, shape (n,)
        Growth over the year before, as fractions above -1; 5 or more.

    Returns
    -------
    variance : float
        About the mean, so a lasting slow-down counts as well.

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
    if growth.size < FEWEST_FOR_MODEL:
        raise ValueError(f"growth holds {growth.size} years; allowed: {FEWEST_FOR_MODEL} or more")
    if not (growth > -1).all():
        raise ValueError(f"growth is {growth[~(growth > -1)][0]}; allowed: above -1")
    return float(np.log1p(growth).var(ddof=1))


@dataclass(frozen=True)
class Pool:
    """Growth of several places taken together.

    Attributes
    ----------
    mean, standard_error, low, high : float
        Mean log growth a year, Hartung-Knapp error, interval at the level asked for.
    prediction_low, prediction_high : float
        Where the growth of one more such place would lie; NaN (refused) below three places.
    between_variance : float
        Variance of growth between places.
    scale : float
        Hartung-Knapp factor, never below 1.
    mean_of_lows, mean_of_highs : float
        Pools of the lower and of the upper bounds that the wording leaves.
    bounds_low, bounds_high : float
        The lower end of the interval of the lows and the upper end of that of the highs.
    places : DataFrame
        A row a place: ``place, growth, variance, low, high, weight, shrunk`` and ``without_mean``,
        ``without_low``, ``without_high``, the pool with this place left out.
    level : float
    note : str
        What the pool cannot repair.
    """

    mean: float
    standard_error: float
    low: float
    high: float
    prediction_low: float
    prediction_high: float
    between_variance: float
    scale: float
    mean_of_lows: float
    mean_of_highs: float
    bounds_low: float
    bounds_high: float
    places: pd.DataFrame
    level: float
    note: str = SELECTION_NOTE


def _combine(effect, variance, level):
    """Return mean, error, ends, between-variance and scale of one random-effects pool."""
    k = effect.size
    with warnings.catch_warnings():
        # the iteration may stop without having settled; the one-step estimate is then used
        warnings.simplefilter("ignore")
        # Half a second to import, and most readers of rates never pool.
        from statsmodels.stats.meta_analysis import combine_effects

        between = float(combine_effects(effect, variance, method_re="iterated").tau2)
        if not np.isfinite(between) or between < 0:
            between = max(0.0, float(combine_effects(effect, variance, method_re="dl").tau2))
    weight = 1.0 / (variance + between)
    mean = float((weight * effect).sum() / weight.sum())
    scale = max(1.0, float((weight * (effect - mean) ** 2).sum() / (k - 1)))
    error = float(np.sqrt(scale / weight.sum()))
    reach = float(stdtrit(k - 1, 0.5 + 0.5 * level)) * error
    return mean, error, mean - reach, mean + reach, between, scale


def pool_growth(table, *, level=0.95):
    """Return the growth of several places taken together.

    Parameters
    ----------
    table : DataFrame
        One row a place: ``place``, ``family`` (one and the same), ``growth`` (log, per year),
        ``variance`` (see `find_within_variance`), ``low`` and ``high``, its bounds from wording and
        dates, equal to the growth where exact.
    level : float
        Between 0 and 1.

    Returns
    -------
    pool : Pool

    Raises
    ------
    ValueError
        If there are fewer than two places, a place twice, more than one family, a variance not
        above 0, a number not finite, or bounds that do not hold the growth.

    Notes
    -----
    Between-variance by Paule and Mandel (statsmodels); error by Hartung and Knapp with its factor
    not below 1 (Roever, Knapp and Friede 2015, BMC Medical Research Methodology 15:99); prediction
    mean +- t(k - 2) sqrt(between-variance + error^2) (Higgins, Thompson and Spiegelhalter 2009,
    Journal of the Royal Statistical Society A 172, p. 145), refused below three places; a place's
    shrunk growth is mean + B (growth - mean), B = between / (between + within variance).

    Examples
    --------
    >>> table = pd.DataFrame({"place": ["a", "b", "c"], "family": "online retail", "growth": [0.20, 0.30, 0.28],
    ...                       "variance": [0.001, 0.002, 0.001], "low": [0.18, 0.30, 0.25], "high": [0.22, 0.30, 0.31]})
    >>> pool = pool_growth(table)
    >>> round(pool.mean, 3), round(pool.low, 2), round(pool.high, 2), round(pool.scale, 3)
    (0.256, 0.12, 0.39, 1.0)
    """
    columns = ("place", "family", "growth", "variance", "low", "high")
    missing = [c for c in columns if c not in table.columns]
    if missing:
        raise ValueError(f"table lacks {missing}; needed: {', '.join(columns)}")
    require_level(level)
    if len(table) < 2:
        raise ValueError(f"table holds {len(table)} places; allowed: 2 or more")
    if table["place"].duplicated().any():
        raise ValueError(
            f"table holds {table['place'][table['place'].duplicated()].iloc[0]!r} twice; allowed: one effect a place"
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
            f"variance is {variance[variance <= 0][0]}; allowed: above 0, no growth is known without error"
        )
    outside = (low > growth) | (growth > high)
    if outside.any():
        raise ValueError(
            f"growth is {growth[outside][0]}, outside low {low[outside][0]} and high {high[outside][0]}"
        )
    mean, error, lower, upper, between, scale = _combine(growth, variance, level)
    lows, highs = _combine(low, variance, level), _combine(high, variance, level)
    k = growth.size
    reach = np.nan
    if k >= FEWEST_FOR_PREDICTION:
        reach = float(stdtrit(k - 2, 0.5 + 0.5 * level)) * np.sqrt(between + error**2)
    weight = 1.0 / (variance + between)
    places = pd.DataFrame(
        {
            "place": table["place"].to_numpy(),
            "growth": growth,
            "variance": variance,
            "low": low,
            "high": high,
            "weight": weight / weight.sum(),
            "shrunk": mean + between / (between + variance) * (growth - mean),
        }
    )
    without = [
        _combine(np.delete(growth, i), np.delete(variance, i), level)[:4]
        if k > 2
        else (np.nan,) * 4
        for i in range(k)
    ]
    for j, name in ((0, "without_mean"), (2, "without_low"), (3, "without_high")):
        places[name] = [w[j] for w in without]
    return Pool(
        mean=mean,
        standard_error=error,
        low=lower,
        high=upper,
        prediction_low=mean - reach,
        prediction_high=mean + reach,
        between_variance=between,
        scale=scale,
        mean_of_lows=lows[0],
        mean_of_highs=highs[0],
        bounds_low=lows[2],
        bounds_high=highs[3],
        places=places,
        level=level,
    )
