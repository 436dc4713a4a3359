"""Would it have predicted? Forecasts of a yearly series from each past year, beside what came."""

from collections import defaultdict
from numbers import Integral

import numpy as np
import pandas as pd

from helpers.curves.fits import fit_curves
from helpers.curves.profile import require_level
from helpers.outlook.forecasts import (
    FORECAST,
    INTERVAL_LEVELS,
    SMALLEST,
    YEAR_SLACK,
    forecast,
    read_asked,
)

OURS, NAIVE, DRIFT = "ours", "naive", "drift"


def backtest(
    value,
    horizon=1,
    *,
    smallest=SMALLEST,
    levels=INTERVAL_LEVELS,
    time=None,
    curves=(),
    at_most=None,
):
    """Return the forecasts that would have been made of a series from each of its past years.

    Parameters
    ----------
    value : array_like, shape (n,)
        One value a year, of any unit; NaN where missing.
    horizon : int
        Years ahead, 1 to 8.
    smallest : int
        Values known at the first origin, 5 or more.
    levels : sequence of float
        Levels of our intervals, each above 0 and below 1.
    time : array_like, shape (n,), or None
        Years of the values, one apart; counted from 0 if not given.
    curves : sequence of (str, str)
        Growth curves to set beside ours: curve and scale of `fit_curves`.
    at_most : float or None
        What no value can exceed, as in `forecast`; of ours only.

    Returns
    -------
    table : DataFrame
        One row a method, origin and target: ``method`` (``ours``, ``naive``: the last value,
        ``drift``: the line through the first value and the last; ``logistic, log`` and so on),
        ``origin`` and ``target`` (years, the last known and the one forecast), ``ahead`` (from one
        to the other), ``state`` (``forecast``, or why there is none), ``central``, ``actual``, and
        for each level ``low_80, high_80`` and so on, of ours only. Years without a value are no
        targets. No rows if no value follows the first origin.

    Raises
    ------
    ValueError
        If a shape, the horizon, `smallest`, a level, a curve or its scale is not allowed, a value
        is infinite, or the times are not finite and one year apart.

    Notes
    -----
    Rolling origin, all earlier values being known (Tashman 2000, International Journal of
    Forecasting 16). From origins where ours is refused nothing is forecast by naive and drift.

    Examples
    --------
    >>> table = backtest([1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0], time=range(2014, 2021))
    >>> table.loc[table["method"] == "ours", ["origin", "target", "central", "actual"]]
       origin  target  central  actual
    0  2018.0  2019.0     36.0    36.0
    1  2019.0  2020.0     49.0    49.0
    """
    if isinstance(smallest, bool) or not isinstance(smallest, Integral) or smallest < SMALLEST:
        raise ValueError(f"smallest is {smallest!r}; allowed: whole numbers from {SMALLEST}")
    for level in levels:
        require_level(level)
    for pair in curves:
        if isinstance(pair, str) or len(pair) != 2:
            raise ValueError(
                f"curves holds {pair!r}; allowed: pairs of curve and scale, as ('logistic', 'log')"
            )
    # refuses what cannot be read, and a horizon, before any work
    read_asked(value, horizon, time, at_most)
    value, time = _read_series(value, time)
    origins = np.arange(smallest, value.size)
    # what is known at each origin, its last value in the last column
    place = np.arange(value.size) - value.size + origins[:, None]
    known, known_time = np.where(place >= 0, value[place], np.nan), time[:1] + place
    out = forecast(known, horizon, known_time, at_most=at_most)
    made = {OURS: (out.central, out.state)} | _continue_simply(known, value[:1], origins, out)
    made |= _continue_curves(known, known_time, out, curves)
    intervals = {f"{100 * level:g}": out.interval(level) for level in levels}
    return _list_forecasts(value, time, origins, made, intervals)


def _read_series(value, time):
    """Return the values and years of one series from where it starts."""
    value = np.asarray(value, dtype=float)
    if value.ndim != 1:
        raise ValueError(f"value has shape {value.shape}; allowed: (n,)")
    time = np.arange(float(value.size)) if time is None else np.asarray(time, dtype=float)
    bad = ~(np.abs(np.diff(time) - 1.0) <= YEAR_SLACK)
    if bad.any():
        raise ValueError(
            f"time goes from {time[:-1][bad][0]} to {time[1:][bad][0]}; allowed: steps of one year,"
            " with NaN where a value is missing"
        )
    start = np.argmax(~np.isnan(value)) if value.size else 0
    return value[start:], time[start:]


def _continue_simply(known, first, origins, out):
    """Return the last value, and the line through the first and the last, continued."""
    last, refused = known[:, -1:], (out.state != FORECAST).to_numpy()[:, None]
    slope = (last - first) / (origins[:, None] - 1.0)
    ahead = np.arange(1.0, out.central.shape[1] + 1.0)
    return {
        name: (np.where(refused, np.nan, last + slope * years), out.state)
        for name, years in ((NAIVE, 0.0 * ahead), (DRIFT, ahead))
    }


def _continue_curves(known, time, out, curves):
    fits = {
        f"{curve}, {scale}": fit_curves(time, known, curve=curve, scale=scale)
        for curve, scale in curves
    }
    return {
        name: (
            np.where(fit.converged[:, None], fit.predict(out.time), np.nan),
            fit.state.where(~fit.converged, FORECAST),
        )
        for name, fit in fits.items()
    }


def _list_forecasts(value, time, origins, made, intervals):
    """Return one row a method, origin and target that has a value."""
    steps = np.arange(made[OURS][0].shape[1])
    target = origins[:, None] + steps
    row, step = np.nonzero(
        (target < value.size) & ~np.isnan(value[np.minimum(target, value.size - 1)])
    )
    target = target[row, step]
    tables = []
    for method, (central, state) in made.items():
        columns = {
            "method": method,
            "origin": time[origins[row] - 1],
            "target": time[target],
            "ahead": step + 1,
            "state": state.to_numpy()[row],
            "central": central[row, step],
            "actual": value[target],
        }
        for name, interval in intervals.items():
            ends = interval[row, step] if method == OURS else np.full((row.size, 2), np.nan)
            columns |= {f"low_{name}": ends[:, 0], f"high_{name}": ends[:, 1]}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def score_backtest(table):
    """Return how well each method of a back-test predicted.

    Parameters
    ----------
    table : DataFrame
        From `backtest`, all of it or some of its rows.

    Returns
    -------
    scores : DataFrame
        One row a method: ``method``, ``forecasts`` (their number), ``mean_absolute_error`` (in the
        unit of the values), ``smape_pct``, ``skill_naive`` and ``skill_drift`` (1 - its error over
        theirs for the same origins and targets: above 0 is better), and ``coverage_80`` and so on
        for each level, missing where there is no interval.

    Examples
    --------
    >>> table = backtest([1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 50.0])
    >>> shown = ["method", "forecasts", "mean_absolute_error", "skill_naive", "coverage_80"]
    >>> score_backtest(table)[shown].round(3)
      method  forecasts  mean_absolute_error  skill_naive  coverage_80
    0   ours          2                  0.5         0.96          0.5
    1  naive          2                 12.5         0.00          NaN
    2  drift          2                  6.0         0.52          NaN
    """
    names = [column.removeprefix("low_") for column in table.columns if column.startswith("low_")]
    method = table["method"].to_numpy(object)
    central, actual = (table[name].to_numpy(float) for name in ("central", "actual"))
    error, is_made = np.abs(central - actual), ~np.isnan(central)
    targets = list(zip(table["origin"], table["target"], strict=True))
    simple = {name: _list_errors(targets, error, method == name) for name in (NAIVE, DRIFT)}
    ends = {
        name: [table[f"{end}_{name}"].to_numpy(float) for end in ("low", "high")] for name in names
    }
    has_bounds = ~np.isnan([low for low, _ in ends.values()] or [error]).any(axis=0)
    rows = []
    for name in dict.fromkeys(method[is_made]):
        at = np.flatnonzero(is_made & (method == name))
        bounded = at[has_bounds[at]]
        row = [name, at.size, error[at].mean(), find_smape(central[at], actual[at])]
        row += [_find_skill(error[at], [own[targets[i]] for i in at]) for own in simple.values()]
        for low, high in ends.values():
            inside = (low[bounded] <= actual[bounded]) & (actual[bounded] <= high[bounded])
            row.append(inside.mean() if bounded.size else np.nan)
        rows.append(row)
    columns = ["method", "forecasts", "mean_absolute_error", "smape_pct"]
    columns += [f"skill_{name}" for name in simple] + [f"coverage_{name}" for name in names]
    return pd.DataFrame(rows, columns=columns)


def _list_errors(targets, error, kept):
    """Return the error of each origin and target of a method; NaN of those that it has not."""
    rows = np.flatnonzero(kept)
    found = defaultdict(lambda: np.nan, {targets[i]: error[i] for i in rows})
    if len(found) < rows.size:
        raise ValueError("an origin and target stand twice; allowed: the forecasts of one series")
    return found


def _find_skill(error, other):
    """Return what part of another method's errors is saved where both have one."""
    other = np.asarray(other, dtype=float)
    both = ~np.isnan(other)
    return 1.0 - error[both].mean() / other[both].mean() if other[both].sum() > 0 else np.nan


def find_smape(central, actual):
    """Return the symmetric mean absolute percentage error over the last axis.

    Parameters
    ----------
    central, actual : array_like, shape (h,) or (s, h)
        Forecasts and what came, in one unit.

    Returns
    -------
    smape_pct : float or ndarray, shape (s,)
        In per cent, 0 to 200; two zeros agree.

    Notes
    -----
    200 |y - f| / (|y| + |f|), averaged (Makridakis and Hibon 2000, International Journal of
    Forecasting 16, p. 461).

    Examples
    --------
    >>> float(find_smape([100.0, 0.0], [50.0, 0.0]).round(2))
    33.33
    """
    central, actual = np.asarray(central, dtype=float), np.asarray(actual, dtype=float)
    size = np.abs(central) + np.abs(actual)
    return np.mean(200.0 * np.abs(central - actual) / np.where(size > 0, size, 1.0), axis=-1)
