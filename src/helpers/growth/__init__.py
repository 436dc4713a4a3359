"""Growth of reported levels: rates with exact bounds."""

from helpers.growth.rates import (
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_log_growth,
    find_multiple,
    pair_observations,
)

__all__ = [
    "elapsed_years",
    "find_annual_growth",
    "find_doubling_time",
    "find_log_growth",
    "find_multiple",
    "pair_observations",
]
