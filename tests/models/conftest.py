"""What the tests of models share: the long series of a usual run in yuan."""

import pytest

from helpers.data.assemble import assemble_benchmarks
from helpers.models.series import list_long_series

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="session")
def benchmarks(data_dir):
    """All official and platform figures."""
    return assemble_benchmarks(data_dir, **YUAN)


@pytest.fixture(scope="session")
def series(benchmarks):
    """The long series by their keys."""
    return {
        one.key: one
        for one in list_long_series(benchmarks, first_year=2010, last_year=2024, has_chains=True)
    }
