"""Growth between reported levels, pair by pair and pooled."""

from helpers.rates.growth import (
    bring_to_year,
    chain_levels,
    elapsed_years,
    find_annual_growth,
    find_doubling_time,
    find_log_growth,
    find_multiple,
    find_part_shares,
    find_relative_growth,
)
from helpers.rates.pairs import pair_observations, share_pairs
from helpers.rates.pooled import Pool, assume_variance, find_yearly_variance, pool_growth

__all__ = [
    "Pool",
    "assume_variance",
    "bring_to_year",
    "chain_levels",
    "elapsed_years",
    "find_annual_growth",
    "find_doubling_time",
    "find_log_growth",
    "find_multiple",
    "find_part_shares",
    "find_relative_growth",
    "find_yearly_variance",
    "pair_observations",
    "pool_growth",
    "share_pairs",
]
