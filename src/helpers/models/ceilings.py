"""Ask of long series where a ceiling may lie, and what fewer points would have said."""

import numpy as np
import pandas as pd

from helpers.curves import check_residuals, combine_ceilings, leave_one_out
from helpers.curves.family import CURVES, find_curve
from helpers.models.series import fit_series, list_windows

WHOLE = 1.0  # no share is above it
TRACE_LEVELS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def trace_ceilings(series, curve):
    """Return the likelihood intervals of ceilings at several levels of confidence.

    Parameters
    ----------
    series : sequence of LongSeries
    curve : str
        One with a ceiling.

    Returns
    -------
    traces : ndarray, shape (s, m, 3)
        Level, lower and upper end; infinite where open.
    """
    fit = fit_series(series, [curve])[curve]
    ends = fit.profile_levels(fit.names[0], TRACE_LEVELS)
    return np.concatenate(
        [np.broadcast_to(np.array(TRACE_LEVELS)[:, None], (*ends.shape[:2], 1)), ends], axis=2
    )


def look_back(series, curves, level):
    """Return what the data up to each year would have said of every ceiling.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str
    level : float

    Returns
    -------
    windows : DataFrame
        One row a series and last year: ``key, name, unit, year, low, high, curves, verdict``,
        ``final_low, final_high`` (with all data), ``is_earlier`` (not the last year) and
        ``is_excluded``: the ceiling seen then and that of today have no value in common.
    """
    columns = ["key", "year", "low", "high", "is_earlier", "is_excluded"]
    if not series:
        return pd.DataFrame(columns=columns).astype({"is_earlier": bool, "is_excluded": bool})
    cuts = [(one, year, window) for one in series for year, window in list_windows(one).items()]
    found = combine_ceilings(fit_series([window for *_, window in cuts], curves), level)
    table = pd.DataFrame(
        {
            "key": [one.key for one, *_ in cuts],
            "name": [one.name for one, *_ in cuts],
            "unit": [one.unit for one, *_ in cuts],
            "year": [year for _, year, _ in cuts],
        }
    ).join(found[["low", "high", "curves", "verdict"]])
    last = table.drop_duplicates("key", keep="last").set_index("key")
    table["final_low"], table["final_high"] = (
        table["key"].map(last["low"]),
        table["key"].map(last["high"]),
    )
    table["is_earlier"] = table["year"] < table["key"].map(last["year"])
    table["is_excluded"] = (table["high"] < table["final_low"]) | (
        table["low"] > table["final_high"]
    )
    return table


def leave_out_ceiling(one, curve):
    """Return the smallest and the largest ceiling when each point in turn is left out.

    Parameters
    ----------
    one : LongSeries
    curve : str

    Returns
    -------
    low, high : float
        ``inf`` where a ceiling runs away; NaN for a curve without one.
    """
    if not find_curve(curve).has_ceiling:
        return np.nan, np.nan
    ceilings = leave_one_out(one.time, one.value, curve=curve, scale="log")["ceiling"]
    return float(ceilings.min()), float(ceilings.max())


def weigh_ceilings(series, fits, level):
    """Return where each ceiling may lie, and whether the series bends or may grow steadily.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : dict of str to Fits
        From `fit_series`.
    level : float

    Returns
    -------
    ceilings : DataFrame
        As from `combine_ceilings`, a row a series, with ``kind``, ``is_bent`` (a curve with a
        ceiling describes it better, and the ceiling is bounded) and ``is_steady`` (growth
        without a ceiling is still plausible).
    """
    if not series:
        columns = ["low", "high", "best", "weight", "curves", "verdict"]
        table = pd.DataFrame(columns=columns)
    else:
        at_most = [WHOLE if one.unit == "share" else np.inf for one in series]
        table = combine_ceilings(fits, level, at_most=at_most)
    steady = [
        r.verdict in ("bounded below", "bounded as stated")
        and not all(CURVES[curve].has_ceiling for curve in r.curves.split(", "))
        for r in table.itertuples()
    ]
    return table.assign(
        kind=[one.kind for one in series],
        is_bent=table["verdict"].eq("bounded"),
        is_steady=pd.Series(steady, index=table.index, dtype=bool),
    )


def check_curves(series, best):
    """Return how the residuals of each series' best curve look, and its ceiling without one point.

    Parameters
    ----------
    series : sequence of LongSeries
    best : sequence of str
        A curve for each.

    Returns
    -------
    checked : DataFrame
        From `check_residuals`, a row a series; the printed numbers are taken as they stand.
    without : list of (low, high)
        From `leave_out_ceiling`.
    """
    if not series:
        return pd.DataFrame(columns=["lag_one"]), []
    exact = fit_series(series, tuple(dict.fromkeys(best)), exact=True, errors="independent")
    checked = pd.concat([check_residuals(exact[c]).loc[[i]] for i, c in enumerate(best)])
    return checked, [leave_out_ceiling(*pair) for pair in zip(series, best, strict=True)]
