"""Ask of long series whether they bend, and how sure their growth is."""

import numpy as np
import pandas as pd

from helpers.curves import compare_curves, fit_curves, fit_line
from helpers.models.ceilings import combine_ceilings
from helpers.models.series import FEWEST_POINTS, fit_series
from helpers.rates import find_log_growth
from helpers.words.names import name_pair_in_words

BAND_POINTS = 12


def find_bands(series, curves, level, *, years_beyond):
    """Return a curve fitted to each series with its band, within the data and some years beyond.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str
        One for each series.
    level : float
        Between 0 and 1.
    years_beyond : float

    Returns
    -------
    bands : list of (time, band)
        In the order of the series: ``time`` of shape (m,), ``band`` of shape (m, 3), the central,
        lower and upper value.
    """
    found = {}
    for curve in dict.fromkeys(curves):
        rows = [i for i, name in enumerate(curves) if name == curve]
        chosen = [series[i] for i in rows]
        time = np.stack([_space_times(one, years_beyond) for one in chosen])
        for i, at, band in zip(
            rows, time, fit_series(chosen, [curve])[curve].predict(time, level), strict=True
        ):
            found[i] = np.unique(at), band[np.unique(at, return_index=True)[1]]
    return [found[i] for i in range(len(series))]


def _space_times(one, years_beyond):
    """Return evenly spaced times and the last of the data, which a line changes at; always as
    many."""
    return np.sort(
        np.append(np.linspace(one.time[0], one.time[-1] + years_beyond, BAND_POINTS), one.time[-1])
    )


def find_slowdown(one, level):
    """Return how log growth changes from year to year: the slope of a straight line, with its
    interval.

    Parameters
    ----------
    one : LongSeries
    level : float

    Returns
    -------
    ends : ndarray, shape (2,), or None
        Per year and year; None below five steps.

    Notes
    -----
    Growth from each point to the next, against the middle of the two, by least squares;
    neighbouring
    steps share a point, so their errors are not independent, and the t interval is a rough one.
    """
    grows = one.value > 0  # from nothing there is no rate of growth
    time, value = one.time[grows], one.value[grows]
    if time.size <= FEWEST_POINTS:
        return None
    years = np.diff(time)
    growth = np.diff(np.log(value)) / years
    return fit_line(time[:-1] + years / 2, growth).interval(1, level)


def compare_scales(series, curves):
    """Return the weight of relative against absolute errors for each series and curve.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str

    Returns
    -------
    table : DataFrame
        ``series`` (row), ``curve``, ``relative``, the weight of errors relative to the level.
    """
    rows = []
    for curve in curves if len(series) else ():
        fits = {
            scale: fit_series(series, [curve], scale=scale, exact=True, errors="independent")[curve]
            for scale in ("log", "natural")
        }
        weights = compare_curves(fits).pivot(index="series", columns="curve", values="weight")[
            "log"
        ]
        rows += [(i, curve, weight) for i, weight in weights.items()]
    return pd.DataFrame(rows, columns=["series", "curve", "relative"])


def find_scatter(series, fits, ceilings) -> float:
    """Return the median scatter of long series about their best curves, to stand in where there is
    none.

    On the log scale; NaN where no series has a best curve.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : mapping of str to Fits
    ceilings : DataFrame
        From `combine_ceilings`.
    """
    found = [fits[best].sigma[i] for i, best in enumerate(ceilings["best"]) if best]
    return float(np.nanmedian(found)) if found else np.nan


def fit_pairs(pairs, sigma, level):
    """Return what two levels each allow: steady growth with bounds, and no ceiling.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations`.
    sigma : float
        Stated scatter on the log scale; NaN where there is none to state.
    level : float

    Returns
    -------
    few : DataFrame
        One row a reported pair with known years: ``what, points, rate_low, rate_high`` (log growth
        of every steady growth through both ranges on any possible dates), ``stated_low/high``,
        ``twice_low/high`` (likelihood intervals for the stated scatter and twice it), ``logistic``,
        the state of that fit.
    """
    kept = pairs[
        (pairs["refused"] == "") & (pairs["status"] == "reported") & pairs["is_dated"].astype(bool)
    ].reset_index(drop=True)
    if kept.empty:
        return pd.DataFrame()
    years = kept[["years_low", "years_high"]].to_numpy(float)
    value, low, high = (
        kept[[f"start_{end}", f"end_{end}"]].to_numpy(float) for end in ("central", "low", "high")
    )
    through = find_log_growth(kept[["multiple_low", "multiple_high"]].to_numpy(float), years)
    times = [np.column_stack([np.zeros(len(kept)), length]) for length in years.T]
    few = pd.DataFrame(
        {
            "what": name_pair_in_words(kept),
            "points": 2,
            "rate_low": through[:, 0],
            "rate_high": through[:, 1],
        }
    )
    for name, factor in (("stated", 1.0), ("twice", 2.0)):
        ends = np.full((len(kept), 2), np.nan)
        if np.isfinite(sigma):
            # the shortest and the longest time between the two dates
            both = [
                fit_curves(
                    time, value, low, high, curve="exponential", scale="log", sigma=sigma * factor
                ).profile("rate", level)
                for time in times
            ]
            ends = np.column_stack(
                [np.minimum(both[0][:, 0], both[1][:, 0]), np.maximum(both[0][:, 1], both[1][:, 1])]
            )
        few[f"{name}_low"], few[f"{name}_high"] = ends.T
    return few.assign(
        logistic=fit_curves(
            times[0], value, low, high, curve="logistic", scale="log"
        ).state.to_numpy()
    )


def climb(one, curves, level):
    """Return what the first points of a series say of its ceiling, two points to all.

    Parameters
    ----------
    one : LongSeries
    curves : sequence of str
    level : float

    Returns
    -------
    ladder : DataFrame
        ``points, year`` and ``low, high, curves`` of `combine_ceilings`; NaN where nothing is
        said, ``inf`` where open.
    """
    parts = [one.keep(np.arange(one.time.size) < n) for n in range(2, one.time.size + 1)]
    found = combine_ceilings(fit_series(parts, curves), level)
    return pd.DataFrame(
        {
            "points": [part.time.size for part in parts],
            "year": [int(part.time[-1]) for part in parts],
        }
    ).join(found[["low", "high", "curves"]])


def climb_first(series, rows, curves, level):
    """Return the ladder of the first of some series, and the series; empty where there is none."""
    if not len(rows):
        return pd.DataFrame(columns=["points", "high"]), None
    one = series[rows[0]]
    return climb(one, curves, level), one


def count_points_needed(ladder) -> int | None:
    """Return from how many points on a ceiling has an upper end that is not lost again.

    Parameters
    ----------
    ladder : DataFrame
        From `climb`.
    """
    is_open = ~np.isfinite(ladder["high"].to_numpy(float))
    first = int(np.flatnonzero(is_open)[-1]) + 1 if is_open.any() else 0
    return None if first >= len(ladder) else int(ladder["points"].iloc[first])
