"""Printed plans beside what the reference class did."""

from helpers.outlook.targets import judge_targets
from helpers.rates import pair_observations


def test_a_plan_far_above_the_class_is_called_so_and_one_inside_is_not(
    observations, moves, benchmarks
):
    pairs = pair_observations(observations)
    assert judge_targets(pairs, moves.head(2), benchmarks).empty, "two moves are no class"
    judged = judge_targets(pairs, moves, benchmarks)
    assert set(judged["entity_id"]) == {"trader_technopole", "jiayi_village"}
    wild = pairs.assign(
        multiple_low=pairs["multiple_low"] * 100, multiple_high=pairs["multiple_high"] * 100
    )
    assert set(judge_targets(wild, moves, benchmarks)["verdict"]) == {"above"}
    low = pairs.assign(multiple_low=1.15, multiple_high=1.16)
    assert set(judge_targets(low, moves, benchmarks)["verdict"]) == {"within"}
    falling = pairs.assign(multiple_low=0.2, multiple_high=0.3)
    assert set(judge_targets(falling, moves, benchmarks)["verdict"]) == {"below"}
