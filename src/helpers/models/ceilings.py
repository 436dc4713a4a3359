"""Ask of long series where a ceiling may lie, and what fewer points would have said."""

import numpy as np
import pandas as pd

from helpers.curves import combine_ceilings, leave_one_out
from helpers.models.series import fit_series, list_windows

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
    if curve == "exponential":
        return np.nan, np.nan
    ceilings = leave_one_out(one.time, one.value, curve=curve, scale="log")["ceiling"]
    return float(ceilings.min()), float(ceilings.max())
