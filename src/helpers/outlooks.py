"""Forecast the long series, look back at what would have fooled us, and judge printed targets."""

import numpy as np
import pandas as pd

from helpers.outlook import backtest, forecast, reference_outlook
from helpers.outlook.forecasts import SMALLEST
from helpers.pace import COUNTERPARTS, pick_series
from helpers.rates import find_log_growth
from helpers.rates.growth import YEAR_DAYS

REFERENCE_KINDS = (
    "online_retail_growth_rate",
    "online_retail_enterprises_growth_rate",
    "rural_online_retail_growth_rate",
    "farm_products_online_growth_rate",
    "network_transactions_growth_rate",
    "ecommerce_revenue_growth_rate",
)
STAMP_LEVELS = (0.80, 0.95)
LATE_YEARS = 0.25


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
        One row a series and year: ``key, name, unit, year, central, low_80, high_80, low_95, high_95``
        and ``state``; a refused series has one row with its reason.
    """
    rows = []
    for one in series:
        year, value = make_yearly(one)
        out = forecast(value, horizon, year)
        named = {"key": one.key, "name": one.name, "unit": one.unit, "state": out.state.iloc[0]}
        if np.isnan(out.central).any():
            rows.append(named | {"year": int(year[-1]) + 1})
            continue
        ends = {level: out.interval(level)[0] for level in STAMP_LEVELS}
        for j in range(horizon):
            bounds = {
                f"{end}_{level:.0%}".rstrip("%"): ends[level][j, k]
                for level in STAMP_LEVELS
                for k, end in enumerate(("low", "high"))
            }
            rows.append(
                named | {"year": int(year[-1]) + 1 + j, "central": out.central[0, j]} | bounds
            )
    return pd.DataFrame(rows)


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
                    value, horizon, time=year.astype(float), curves=curves, levels=STAMP_LEVELS
                ).assign(key=one.key, name=one.name, unit=one.unit)
            )
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


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


def find_nation_ahead(benchmarks, start_year, years):
    """Return the nation's log growth of online retail in the years after a year, printed or forecast.

    Parameters
    ----------
    benchmarks : DataFrame
        From `dataset.assemble_benchmarks`, in yuan at current prices.
    start_year, years : int

    Returns
    -------
    growth : ndarray, shape (years,)
    arms : callable
        ``arms(level)`` returns half-widths of the summed log growth, 0 as far as rates are printed.
    known_to : int
        Last year with a printed rate.
    benchmark_ids : list of str

    Raises
    ------
    ValueError
        If a year up to the last printed one is missing, or years must be forecast from fewer than
        four rates in a row.
    """
    rates = pick_series(benchmarks, COUNTERPARTS["online_retail"][1])
    rates = rates[rates.index <= start_year + years]
    asked = range(start_year + 1, start_year + years + 1)
    known_to = int(rates.index.max()) if len(rates) else start_year - 1
    printed = [year for year in asked if year <= known_to]
    if known_to < start_year or not set(printed) <= set(rates.index):
        raise ValueError(
            f"the nation's growth from {start_year} to {min(max(known_to, start_year), start_year + years)} is not printed for every year"
        )
    growth = np.log1p(rates.loc[printed, "central"].to_numpy(float))
    missing = years - len(printed)
    if not missing:
        return growth, lambda level: np.zeros(years), known_to, list(rates["benchmark_id"])
    # only the unbroken run of rates up to the last one makes an index
    gaps = [year for year in range(int(rates.index.min()), known_to) if year not in rates.index]
    run = rates.loc[max(gaps, default=int(rates.index.min()) - 1) + 1 :]
    if len(run) + 1 < SMALLEST:
        raise ValueError(
            f"{len(run)} yearly rates of the nation are known in a row; {SMALLEST - 1} or more are needed to forecast"
        )
    index = np.concatenate([[1.0], np.cumprod(1.0 + run["central"].to_numpy(float))])
    out = forecast(index, missing)
    ahead = np.diff(np.log(np.concatenate([index[-1:], out.central[0]])))

    def find_arms(level):
        ends = np.log(np.maximum(out.interval(level)[0], 1e-9))
        return np.concatenate([np.zeros(len(printed)), (ends[:, 1] - ends[:, 0]) / 2])

    return np.concatenate([growth, ahead]), find_arms, known_to, list(run["benchmark_id"])


def can_look_ahead(benchmarks, start_year, years):
    """Return whether the nation's growth of the years after a year is printed or can be forecast.

    Parameters
    ----------
    benchmarks : DataFrame
    start_year, years : int

    Returns
    -------
    answer : bool
    """
    try:
        find_nation_ahead(benchmarks, start_year, years)
    except ValueError:
        return False
    return True


def find_outlook(last, start_year, years, moves, benchmarks):
    """Return where a level may go after its last year by the reference class.

    Parameters
    ----------
    last : Series
        One observation: ``low, high, central``.
    start_year, years : int
    moves : DataFrame
        From `pace.list_moves`.
    benchmarks : DataFrame

    Returns
    -------
    outlook : outlook.Outlook
    known_to : int
        Last year in which the nation's growth is printed.
    benchmark_ids : list of str
    """
    nation, arms, known_to, ids = find_nation_ahead(benchmarks, start_year, years)
    return (
        reference_outlook(
            [last["low"], last["high"], last["central"]],
            moves["move"].to_numpy(float),
            nation,
            arms,
        ),
        known_to,
        ids,
    )


def find_stamp(last, used):
    """Return the date of the last figure that an outlook rests on.

    Parameters
    ----------
    last : Series
        The observation it starts from: ``published_to``.
    used : DataFrame
        Benchmarks it uses: ``published``, in words where the date is not known, and ``period_end``,
        before which no figure of the period can have been known.

    Returns
    -------
    stamped_on : Timestamp
    """
    published = pd.to_datetime(used["published"], errors="coerce", format="%Y-%m-%d")
    return max([last["published_to"], *published.dropna(), *used["period_end"]])


def stamp_outlook(last, outlook, start_year, stamped_on):
    """Return the years of an outlook as rows that later figures can be scored against.

    Parameters
    ----------
    last : Series
        The last observation: ``observation_id, entity_id, entity, indicator_id, indicator, unit``.
    outlook : outlook.Outlook
    start_year : int
    stamped_on : Timestamp
        Date of the last figure used.

    Returns
    -------
    rows : DataFrame
        ``entity_id, entity, indicator_id, indicator, unit, year, central, low_80, high_80, low_95,
        high_95, basis, from_id, stamped_on``.
    """
    ends = {level: outlook.interval(level) for level in STAMP_LEVELS}
    rows = [
        {
            "entity_id": last["entity_id"],
            "entity": last["entity"],
            "indicator_id": last["indicator_id"],
            "indicator": last["indicator"],
            "unit": last["unit"],
            "year": start_year + 1 + j,
            "central": outlook.central[j],
        }
        | {
            f"{end}_{level:.0%}".rstrip("%"): ends[level][j, k]
            for level in STAMP_LEVELS
            for k, end in enumerate(("low", "high"))
        }
        | {"basis": outlook.basis, "from_id": last["observation_id"], "stamped_on": stamped_on}
        for j in range(outlook.central.size)
    ]
    return pd.DataFrame(rows)


def score_stamped(stamped, observations):
    """Return stamped forecasts beside the figures that came later.

    Parameters
    ----------
    stamped : DataFrame
        From `stamp_outlook`.
    observations : DataFrame
        From `dataset.assemble_observations`.

    Returns
    -------
    scored : DataFrame
        The forecasts for whose year and definition a level is reported, with ``actual_low/high`` and
        ``in_80, in_95``: True where the reported range touches the interval.
    """
    reported = observations[
        (observations["status"] == "reported") & (observations["period_kind"] == "flow")
    ]
    days = (reported["period_end"] - reported["period_start"]).dt.days + 1
    reported = reported[days.isin(YEAR_DAYS)].assign(year=reported["period_end"].dt.year)
    actual = reported.drop_duplicates(["entity_id", "indicator_id", "unit", "year"])[
        ["entity_id", "indicator_id", "unit", "year", "low", "high"]
    ]
    scored = stamped.merge(
        actual.rename(columns={"low": "actual_low", "high": "actual_high"}),
        on=["entity_id", "indicator_id", "unit", "year"],
        validate="many_to_one",
    )
    for name in ("80", "95"):
        scored[f"in_{name}"] = (scored["actual_low"] <= scored[f"high_{name}"]) & (
            scored["actual_high"] >= scored[f"low_{name}"]
        )
    return scored


def judge_targets(pairs, moves, benchmarks):
    """Return what targets and expectations ask for beside what the reference class would give.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations`: yearly pairs that lead from a reported level to a plan.
    moves : DataFrame
        From `pace.list_moves`.
    benchmarks : DataFrame

    Returns
    -------
    judged : DataFrame
        The pairs with ``asked_low/high`` (log growth a year), ``class_low_80/high_80`` and
        ``class_low_95/high_95`` (log growth of the same year, nation and moves) and ``verdict``:
        ``within`` (the whole range that is asked for), ``touches``, ``above`` or ``below`` the inner
        interval.
    """
    plans = pairs[
        (pairs["refused"] == "")
        & (pairs["status"] != "reported")
        & pairs["is_yearly"].astype(bool)
        & (pairs["end_year"] == pairs["start_year"] + 1)
    ]
    rows = []
    plans = plans[[can_look_ahead(benchmarks, year, 1) for year in plans["start_year"]]]
    for pair in plans.itertuples():
        nation, arms, *_ = find_nation_ahead(benchmarks, pair.start_year, 1)
        outlook = reference_outlook([1.0, 1.0], moves["move"].to_numpy(float), nation, arms)
        asked = find_log_growth([pair.multiple_low, pair.multiple_high], [1.0, 1.0])
        inner, outer = (np.log(outlook.interval(level)[0]) for level in STAMP_LEVELS)
        within = inner[0] <= asked[0] and asked[1] <= inner[1]
        verdict = (
            "within"
            if within
            else "above"
            if asked[0] > inner[1]
            else "below"
            if asked[1] < inner[0]
            else "touches"
        )
        rows.append((*asked, *inner, *outer, verdict))
    names = [
        "asked_low",
        "asked_high",
        "class_low_80",
        "class_high_80",
        "class_low_95",
        "class_high_95",
        "verdict",
    ]
    return plans.join(pd.DataFrame(rows, columns=names, index=plans.index)).reset_index(drop=True)
