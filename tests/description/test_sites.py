"""Counts of sites by tier."""

from helpers.description.sites import TIERS, list_sites
from helpers.study import Study


def test_sites_of_both_kinds_of_source_stand_by_tier_and_day(tmp_path):
    study = Study("03_descriptive_statistics", {"out_dir": str(tmp_path)})
    sites = list_sites(study.observations, study.benchmarks, "tibet")
    assert set(sites["tier"]) == set(TIERS.values())
    assert set(sites["source"]) == {"article", "benchmark"}
    for _, rows in sites.groupby("tier"):
        assert rows["day"].is_monotonic_increasing
    none = study.observations.iloc[:0]
    assert list_sites(none, study.benchmarks, "tibet").empty
