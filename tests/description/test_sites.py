"""Counts of sites by tier."""

from helpers.description.figures import draw_years
from helpers.description.sites import SALES, TIERS, list_levels, list_sites
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


def test_levels_of_press_and_benchmarks_stand_by_year_and_the_picture_says_what_it_shows(tmp_path):
    study = Study("03_descriptive_statistics", {"out_dir": str(tmp_path)})
    levels = list_levels(study.observations, study.local_benchmarks, "aksu_city", SALES)
    assert levels["period_end"].dt.year.tolist() == [2014, 2018, 2023, 2024]
    drawing = draw_years(study, levels)
    assert "400 million yuan in 2014" in drawing.title
    assert "4.004 billion yuan in 2024" in drawing.title
    earlier = study.under(last_year=2023)
    kept = list_levels(earlier.observations, earlier.local_benchmarks, "aksu_city", SALES)
    assert kept["period_end"].dt.year.max() == 2023
    none = study.observations.iloc[:0]
    assert draw_years(study, list_levels(none, study.benchmarks, "aksu_city", SALES)) is None
