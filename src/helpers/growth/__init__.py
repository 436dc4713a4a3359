"""Growth: rates between reported levels, curves fitted to long series, and what these cannot know."""

from helpers.growth.compare import average_growth, check_residuals, compare_curves, leave_one_out
from helpers.growth.curves import evaluate_curve, find_inflection, start_curve
from helpers.growth.fit import Fits, fit_curves
from helpers.growth.pooled import Pool, find_within_variance, pool_growth
from helpers.growth.rates import (
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_log_growth,
    find_multiple,
    pair_observations,
)

__all__ = [
    "Fits",
    "Pool",
    "average_growth",
    "check_residuals",
    "compare_curves",
    "elapsed_years",
    "evaluate_curve",
    "find_annual_growth",
    "find_doubling_time",
    "find_inflection",
    "find_log_growth",
    "find_multiple",
    "find_within_variance",
    "fit_curves",
    "leave_one_out",
    "pair_observations",
    "pool_growth",
    "start_curve",
]
