"""Amounts of part of a year, beside whole years before them."""

import pytest

from helpers.rates import months
from helpers.study import Study


@pytest.fixture
def study(tmp_path):
    return Study("04_growth_rates", {"out_dir": str(tmp_path / "run")})


def test_months_beside_a_whole_year_of_nought_have_no_growth(study):
    observations, benchmarks = study.observations, study.benchmarks
    table = months.list_partial_years(observations, benchmarks)
    assert len(table)
    without = observations.copy()
    year = without["observation_id"] == table["before_id"].iloc[0]
    without.loc[year, ["low", "high", "value"]] = 0.0
    left = months.list_partial_years(without, benchmarks)
    assert table["before_id"].iloc[0] not in set(left["before_id"])
