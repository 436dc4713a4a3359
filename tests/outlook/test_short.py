"""The nation ahead is printed as far as it goes, then forecast, and nothing else."""

import numpy as np
import pytest

from helpers.outlook.short import can_look_ahead, find_nation_ahead


def test_the_nation_ahead_is_printed_as_far_as_it_goes_and_then_forecast(benchmarks):
    growth, arms, known_to, ids = find_nation_ahead(benchmarks, 2023, 2)
    assert known_to == 2024 and growth[0] == pytest.approx(np.log(1.072))
    assert arms(0.8)[0] == 0 and 0 < arms(0.8)[1] < arms(0.95)[1]
    assert "china_online_retail_growth-2024-12-31" in ids


def test_nothing_later_than_the_horizon_is_used_of_the_nation(benchmarks):
    growth, arms, known_to, _ = find_nation_ahead(benchmarks, 2020, 1)
    assert (
        known_to == 2021
        and growth == pytest.approx([np.log(1.141)])
        and arms(0.95) == pytest.approx([0.0])
    )


def test_without_rates_of_the_nation_there_is_no_outlook(benchmarks):
    none = benchmarks[benchmarks["entity_id"] != "china"]
    with pytest.raises(ValueError, match="not printed for every year"):
        find_nation_ahead(none, 2023, 2)
    assert not can_look_ahead(none, 2023, 2) and can_look_ahead(benchmarks, 2023, 2)


def test_a_year_between_that_is_not_printed_is_not_passed_over(benchmarks):
    gap = benchmarks[benchmarks["benchmark_id"] != "china_online_retail_growth-2022-12-31"]
    with pytest.raises(ValueError, match="not printed for every year"):
        find_nation_ahead(gap, 2021, 2)
    with pytest.raises(ValueError, match="2 yearly rates of the nation are known in a row"):
        find_nation_ahead(gap, 2023, 2)


@pytest.mark.parametrize(("start", "years"), [(2015, 1), (2020, 3), (2022, 5), (2024, 2)])
def test_growth_ahead_has_one_number_a_year(benchmarks, start, years):
    growth, arms, *_ = find_nation_ahead(benchmarks, start, years)
    assert growth.shape == (years,) == arms(0.8).shape


def test_one_printed_year_needs_no_forecast_however_few_there_are(benchmarks):
    few = benchmarks[benchmarks["period_end"].dt.year >= 2021]
    assert find_nation_ahead(few, 2020, 1)[0] == pytest.approx([np.log(1.141)])
