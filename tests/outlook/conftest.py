"""What the tests of outlooks share: the data of a usual run in yuan."""

import pytest

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.data.read import read_table
from helpers.outlook.moves import list_moves
from helpers.outlook.short import REFERENCE_KINDS
from helpers.outlook.stamps import name_stamped

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="session")
def observations(data_dir):
    """What the press prints."""
    return assemble_observations(data_dir, **YUAN)


@pytest.fixture(scope="session")
def figures(data_dir):
    """All official and platform figures."""
    return assemble_benchmarks(data_dir, **YUAN)


@pytest.fixture(scope="session")
def benchmarks(figures):
    """The figures that a usual run knows, up to its last year."""
    return figures[figures["period_end"].dt.year <= 2024]


@pytest.fixture(scope="session")
def stamped(data_dir):
    """Forecasts as they were stamped, their places and things in words."""
    named = read_table(data_dir, "entities"), read_table(data_dir, "indicators")
    return name_stamped(read_table(data_dir, "stamped"), *named)


@pytest.fixture(scope="session")
def moves(benchmarks):
    """The reference class."""
    return list_moves(benchmarks, REFERENCE_KINDS)
