"""Judge printed targets by what was forecast and by what came."""

import numpy as np
import pandas as pd

from helpers.outlook.forecasts import INTERVAL_LEVELS
from helpers.outlook.reference import FEWEST_MOVES
from helpers.outlook.short import can_look_ahead, find_nation_ahead, follow_moves
from helpers.rates import find_log_growth


def judge_targets(pairs, moves, benchmarks):
    """Return what targets and expectations ask for beside what the reference class would give.

    Parameters
    ----------
    pairs : DataFrame
        From `rates.pair_observations`: yearly pairs that lead from a reported level to a plan.
    moves : DataFrame
        From `list_moves`.
    benchmarks : DataFrame

    Returns
    -------
    judged : DataFrame
        The pairs with ``asked_low/high`` (log growth a year), ``class_low_80/high_80`` and
        ``class_low_95/high_95`` (log growth of the same year, nation and moves) and ``verdict``:
        ``within`` (the whole range that is asked for), ``touches``, ``above`` or ``below`` the
        inner interval. Empty where the class is too small to say anything.
    """
    plans = pairs[
        (pairs["refused"] == "")
        & (pairs["status"] != "reported")
        & pairs["is_yearly"].astype(bool)
        & (pairs["end_year"] == pairs["start_year"] + 1)
    ]
    rows = []
    plans = plans if len(moves) >= FEWEST_MOVES else plans[:0]
    seen = [can_look_ahead(benchmarks, year, 1) for year in plans["start_year"]]
    plans = plans[np.array(seen, bool)]  # an empty list would choose columns
    for pair in plans.itertuples():
        nation, arms, *_ = find_nation_ahead(benchmarks, pair.start_year, 1)
        outlook = follow_moves({"low": 1.0, "high": 1.0, "central": 1.0}, moves, nation, arms)
        asked = find_log_growth([pair.multiple_low, pair.multiple_high], [1.0, 1.0])
        inner, outer = (np.log(outlook.interval(level)[0]) for level in INTERVAL_LEVELS)
        verdict = "touches"
        if inner[0] <= asked[0] and asked[1] <= inner[1]:
            verdict = "within"
        elif asked[0] > inner[1] or asked[1] < inner[0]:
            verdict = "above" if asked[0] > inner[1] else "below"
        rows.append((*asked, *inner, *outer, verdict))
    ends = ("asked", ""), ("class", "_80"), ("class", "_95")
    names = [f"{name}_{end}{level}" for name, level in ends for end in ("low", "high")]
    return plans.join(
        pd.DataFrame(rows, columns=[*names, "verdict"], index=plans.index)
    ).reset_index(drop=True)
