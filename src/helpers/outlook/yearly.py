"""Forecast the long series, and look back at what would have fooled us."""

import numpy as np
import pandas as pd

from helpers.data.benchmarks import pick_national, pick_national_growth
from helpers.outlook import backtest, forecast, score_backtest
from helpers.outlook.forecasts import INTERVAL_LEVELS, SMALLEST

LATE_YEARS = 0.25

FORECAST = (
    "key", "name", "unit", "state", "year", "central", "low_80", "high_80", "low_95", "high_95",
)  # fmt: skip
BACK = (
    "method", "origin", "target", "ahead", "state", "central", "actual",
    "low_80", "high_80", "low_95", "high_95", "key", "name", "unit",
)  # fmt: skip


def make_yearly(one):
    """Return a long series as one value a calendar year.

    Parameters
    ----------
    one : long_series.LongSeries

    Returns
    -------
    year, value : ndarray, shape (n,)
        NaN where a year has no level; the later one where it has two. A level of the first quarter
        stands for the end of the year before where that has none: a winter survey may come late.
    """
    year = np.floor(one.time).astype(int)
    late = (one.time - year < LATE_YEARS) & ~np.isin(year - 1, year) & (one.time != year)
    level = pd.Series(one.value, index=np.where(late, year - 1, year)).groupby(level=0).last()
    level = level.reindex(range(level.index[0], level.index[-1] + 1))
    return level.index.to_numpy(), level.to_numpy(float)


def forecast_series(series, horizon):
    """Return the forecast of each long series from its last year.

    Parameters
    ----------
    series : sequence of LongSeries
    horizon : int

    Returns
    -------
    table : DataFrame
        One row a series and year: ``key, name, unit, year, central, low_80, high_80, low_95,
        high_95`` and ``state``; a refused series has one row with its reason.
    """
    rows = []
    for one in series:
        year, value = make_yearly(one)
        out = forecast(value, horizon, year, at_most=one.at_most)
        named = {"key": one.key, "name": one.name, "unit": one.unit, "state": out.state.iloc[0]}
        if np.isnan(out.central).any():
            rows.append(named | {"year": int(year[-1]) + 1})
            continue
        ends = {level: out.interval(level)[0] for level in INTERVAL_LEVELS}
        for j in range(horizon):
            bounds = {
                f"{end}_{level:.0%}".rstrip("%"): ends[level][j, k]
                for level in INTERVAL_LEVELS
                for k, end in enumerate(("low", "high"))
            }
            rows.append(
                named | {"year": int(year[-1]) + 1 + j, "central": out.central[0, j]} | bounds
            )
    return pd.DataFrame(rows, columns=list(FORECAST))


def backtest_series(series, horizon, *, curves=()):
    """Return what would have been forecast of each long series from each of its past years.

    Parameters
    ----------
    series : sequence of LongSeries
    horizon : int
    curves : sequence of (str, str)
        As in `outlook.backtest`.

    Returns
    -------
    table : DataFrame
        Rows of `outlook.backtest` with ``key, name, unit``; none of a series that is too short.
    """
    tables = []
    for one in series:
        year, value = make_yearly(one)
        if np.isfinite(value).sum() > SMALLEST:
            tables.append(
                backtest(
                    value,
                    horizon,
                    time=year.astype(float),
                    curves=curves,
                    levels=INTERVAL_LEVELS,
                    # the population of today was not known then
                    at_most=one.at_most if one.unit == "share" else None,
                ).assign(key=one.key, name=one.name, unit=one.unit)
            )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(BACK))


def list_misses(back):
    """Return our forecasts that missed: what came lies outside the inner interval.

    Parameters
    ----------
    back : DataFrame
        From `backtest_series`.

    Returns
    -------
    misses : DataFrame
        Rows with ``actual`` below ``low_80`` or above ``high_80``, by target.
    """
    own = back[(back["method"] == "ours") & back["central"].notna()]
    misses = own[~own["actual"].between(own["low_80"], own["high_80"])]
    return misses.sort_values(["target", "key", "origin"], kind="stable").reset_index(drop=True)


def score_series(back):
    """Return how well each method predicted each series.

    Parameters
    ----------
    back : DataFrame
        From `backtest_series`.

    Returns
    -------
    scores : DataFrame
        As from `score_backtest`, with ``name`` and ``size``, the mean level of the series.
    """
    if back.empty:
        return score_backtest(back).assign(name="", size=np.nan)
    return pd.concat(
        [
            score_backtest(group).assign(name=group["name"].iloc[0], size=group["actual"].mean())
            for _, group in back.groupby("key", sort=False)
        ],
        ignore_index=True,
    )


def race_methods(rivals):
    """Return the mean relative error of each method where all of them made a forecast.

    Parameters
    ----------
    rivals : DataFrame
        From `backtest_series` with curves.

    Returns
    -------
    race : DataFrame
        A row a series by name, a column a method.
    """
    if rivals.empty:
        return pd.DataFrame()
    made = rivals.dropna(subset="central")
    count = made.groupby(["key", "origin", "target"])["method"].transform("nunique")
    fair = made[count == rivals["method"].nunique()]
    error = (fair["actual"] / fair["central"] - 1).abs()
    return error.groupby([fair["name"], fair["method"]], sort=False).mean().unstack()


def find_step(benchmarks, indicator_id, year):
    """Return how a nation's level changed in one year beside its printed growth, or None.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.
    indicator_id : str
        Of levels; the printed growth is that of their family.
    year : int

    Returns
    -------
    step : dict or None
        ``step``, ``low, high`` of the printed growth, and ``rows``, the prints used; None where
        a level or the growth is missing.
    """
    levels = pick_national(benchmarks, indicator_id)
    if levels.empty:
        return None
    rates = pick_national_growth(benchmarks, levels["family"].iloc[0])
    if not {year - 1, year} <= set(levels.index) or year not in rates.index:
        return None
    return {
        "step": levels["central"][year] / levels["central"][year - 1] - 1,
        "low": rates["low"][year],
        "high": rates["high"][year],
        "rows": pd.concat([levels.loc[[year - 1, year]], rates.loc[[year]]]),
    }
