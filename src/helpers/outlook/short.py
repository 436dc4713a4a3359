"""Say what may come of series with two or three points."""

import numpy as np

from helpers.data.benchmarks import pick_national_growth
from helpers.outlook import forecast, reference_outlook
from helpers.outlook.forecasts import SMALLEST

REFERENCE_KINDS = (
    "online_retail_growth_rate",
    "online_retail_enterprises_growth_rate",
    "rural_online_retail_growth_rate",
    "farm_products_online_growth_rate",
    "network_transactions_growth_rate",
    "ecommerce_revenue_growth_rate",
)


def find_nation_ahead(benchmarks, start_year, years):
    """Return the nation's log growth of online retail after a year, printed or forecast.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`, as printed.
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
    rates = pick_national_growth(benchmarks, "online_retail")
    rates = rates[rates.index <= start_year + years]
    asked = range(start_year + 1, start_year + years + 1)
    known_to = int(rates.index.max()) if len(rates) else start_year - 1
    printed = [year for year in asked if year <= known_to]
    if known_to < start_year or not set(printed) <= set(rates.index):
        raise ValueError(
            f"the nation's growth from {start_year} to "
            f"{min(max(known_to, start_year), start_year + years)} is not printed for every year"
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
            f"{len(run)} yearly rates of the nation are known in a row; {SMALLEST - 1} or more are"
            " needed to forecast"
        )
    index = np.concatenate([[1.0], np.cumprod(1.0 + run["central"].to_numpy(float))])
    out = forecast(index, missing)
    ahead = np.diff(np.log(np.concatenate([index[-1:], out.central[0]])))

    def find_arms(level):
        ends = np.log(np.maximum(out.interval(level)[0], 1e-9))
        return np.concatenate([np.zeros(len(printed)), (ends[:, 1] - ends[:, 0]) / 2])

    return np.concatenate([growth, ahead]), find_arms, known_to, list(run["benchmark_id"])


def can_look_ahead(benchmarks, start_year, years) -> bool:
    """Return whether the nation's growth of the years after a year is printed or can be forecast.

    Parameters
    ----------
    benchmarks : DataFrame
    start_year, years : int
    """
    try:
        find_nation_ahead(benchmarks, start_year, years)
    except ValueError:
        return False
    return True


def can_start(last):
    """Return whether an outlook can start at a level: it is above nought and has an upper end.

    Parameters
    ----------
    last : Series
        One observation: ``low, high``.

    Returns
    -------
    answer : bool
    """
    return bool(0 < last["low"] <= last["high"] < np.inf)


def find_outlook(last, start_year, years, moves, benchmarks):
    """Return where a level may go after its last year by the reference class.

    Parameters
    ----------
    last : Series
        One observation: ``low, high, central``; an outlook can start there (`can_start`).
    start_year, years : int
    moves : DataFrame
        From `list_moves`.
    benchmarks : DataFrame

    Returns
    -------
    outlook : outlook.Outlook
    known_to : int
        Last year in which the nation's growth is printed.
    benchmark_ids : list of str
    """
    nation, arms, known_to, ids = find_nation_ahead(benchmarks, start_year, years)
    return follow_moves(last, moves, nation, arms), known_to, ids


def follow_moves(last, moves, nation, arms):
    """Return where a level may go after its last year, the nation's growth being known.

    Parameters
    ----------
    last, moves
        As in `find_outlook`.
    nation, arms
        From `find_nation_ahead`.

    Returns
    -------
    outlook : outlook.Outlook
    """
    return reference_outlook(
        [last["low"], last["high"], last["central"]],
        moves["move"].to_numpy(float),
        nation,
        arms,
        places=moves["entity_id"].to_numpy(),
    )
