"""Growth: rates between reported levels, curves fitted to long series, and what these cannot know."""

from helpers.growth.backtest import backtest, find_mase, find_smape, score_backtest
from helpers.growth.compare import (
    average_growth,
    check_residuals,
    combine_ceilings,
    compare_curves,
    leave_one_out,
)
from helpers.growth.curves import evaluate_curve, find_inflection, start_curve
from helpers.growth.fit import Fits, fit_curves
from helpers.growth.lines import Line, fit_line
from helpers.growth.outlook import Forecasts, forecast
from helpers.growth.pooled import Pool, find_within_variance, find_yearly_variance, pool_growth
from helpers.growth.rates import (
    bring_to_year,
    chain_levels,
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_index,
    find_log_growth,
    find_multiple,
    find_part_shares,
    find_relative_growth,
    pair_observations,
)
from helpers.growth.reference import Outlook, reference_outlook

__all__ = [
    "Fits",
    "Forecasts",
    "Line",
    "Outlook",
    "Pool",
    "average_growth",
    "backtest",
    "bring_to_year",
    "chain_levels",
    "check_residuals",
    "combine_ceilings",
    "compare_curves",
    "elapsed_years",
    "evaluate_curve",
    "find_annual_growth",
    "find_doubling_time",
    "find_index",
    "find_inflection",
    "find_log_growth",
    "find_mase",
    "find_multiple",
    "find_part_shares",
    "find_relative_growth",
    "find_smape",
    "find_within_variance",
    "find_yearly_variance",
    "fit_curves",
    "fit_line",
    "forecast",
    "leave_one_out",
    "pair_observations",
    "pool_growth",
    "reference_outlook",
    "score_backtest",
    "start_curve",
]
