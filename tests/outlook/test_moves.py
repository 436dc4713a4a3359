"""Moves of a year are those beside the nation."""

import numpy as np
import pytest


def test_a_move_is_growth_less_the_nations_of_the_same_year(moves):
    row = moves[
        (moves["entity_id"] == "xinjiang")
        & (moves["year"] == 2023)
        & moves["benchmark_id"].str.startswith("xinjiang_online_retail_growth")
    ].iloc[0]
    assert row["move"] == pytest.approx(np.log(1.2368 / 1.11))
    assert row["low"] < row["move"] < row["high"]
    assert (
        not moves["benchmark_id"].str.contains("cumulative").any()
        and not moves["entity_id"].eq("china").any()
    )
