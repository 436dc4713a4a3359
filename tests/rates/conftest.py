"""What the tests of rates share: the data of a usual run in yuan, and its pairs."""

import pandas as pd
import pytest

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.rates import pair_observations
from helpers.rates.nation import pair_benchmarks

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="session")
def observations(data_dir):
    """What the press prints."""
    return assemble_observations(data_dir, **YUAN)


@pytest.fixture(scope="session")
def benchmarks(data_dir):
    """All official and platform figures."""
    return assemble_benchmarks(data_dir, **YUAN)


@pytest.fixture(scope="session")
def pairs(observations):
    """Growth between two numbers of the press."""
    return pair_observations(observations)


@pytest.fixture(scope="session")
def every(pairs, benchmarks):
    """The pairs of the press, and those of official figures."""
    return pd.concat([pairs, pair_benchmarks(benchmarks)], ignore_index=True)
