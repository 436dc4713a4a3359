"""The official figures that a choice of places and years keeps."""

import pytest

from helpers.data.assemble import assemble_benchmarks
from helpers.data.benchmarks import keep_benchmarks


@pytest.fixture(scope="module")
def benchmarks(data_dir):
    return assemble_benchmarks(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )


def test_benchmarks_of_other_places_go_and_the_nation_stays(benchmarks):
    kept = keep_benchmarks(benchmarks, {"tibet"}, first_year=2015, last_year=2020)
    assert (
        set(kept["entity_id"]) == {"tibet", "china"}
        and kept["period_end"].dt.year.between(2015, 2020).all()
    )
