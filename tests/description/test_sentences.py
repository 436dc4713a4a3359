"""What page 3 computes, checked by hand from what is printed."""

import json

import pytest

from helpers.audit.conflicts import find_repeats
from helpers.data.about import read_about
from helpers.rates.months import find_month_shares
from helpers.study import Study

PAGE = "03_descriptive_statistics"


@pytest.fixture(scope="module")
def said(usual_run):
    kept = json.loads((usual_run / "findings" / f"{PAGE}.json").read_text(encoding="utf-8"))
    return {finding["key"]: finding for finding in kept["findings"]}


@pytest.mark.parametrize(
    ("key", "number", "low", "high"),
    [
        ("city_retail", "share", 3.4235e9 / 154264.5e8, 3.4245e9 / 154263.5e8),
        ("city_retail", "head", 3.4235e9 / 715319, 3.4245e9 / 715319),
        ("park", "staff", 300 / 0.7, 400 / 0.6),
        ("park", "successful", 0.74 * 57, 0.76 * 57),
        ("trader", "day", 299999.5 / 6.5e6, 300000.5 / 5.5e6),
        ("trader", "even", 1 / 366, 1 / 366),
        ("village", "multiple", 7.995 / 3.005, 8.005 / 2.995),
        ("livestreams", "price", 815.5e6 / 18596650, 816.5e6 / 18596550),
        ("tibet_network", "total", 533, 533),
        ("tibet_days", "daily", 48.175e6 / 18, 48.185e6 / 18),
        ("nyemo", "both", 421, 423),
        ("dangshan", "each", 2.565e6 / 3, 2.575e6 / 3),
        ("city_jobs", "sales", 3.4235e9 / 40000, 3.4245e9 / 30000),
        ("prefecture_retail", "of_region", 3.4235 / 0.6 / 64.095, 3.4245 / 0.5 / 64.085),
        ("jobs_split", "a_merchant", 44250 / 13320, 44350 / 13320),
        ("jobs_split", "of_residents", 30000 / 715319, 40000 / 715319),
        ("merchants", "of_people", 500000 / 2561674, 600000 / 2561674),
        ("farmers_income", "of_rise", 2000 / (16550.5 - 8723.5), 3000 / (16549.5 - 8724.5)),
        ("training_placed", "share", 300 / 6000, 400 / 5000),
        ("livestream_share", "live", 0.8155 / (3.4245 / 0.5), 0.8165 / (3.4235 / 0.6)),
        ("sellers", "multiple", 50.995 / 15.005, 51.005 / 14.995),
        ("kuqa_palace_2022", "before", 595000 / 4.5, 605000 / 3.5),
        ("city_stretches", "third", 4.0035 / 3.4245 - 1, 4.0045 / 3.4235 - 1),
        ("tibet_money", "a_county", 715e6 / 36, 725e6 / 36),
        ("kuqa_palace_2022", "loose", 595000 / 3.5, 605000 / 2.5),
        ("kuqa_grand_canyon_2022", "before", 745000 / 5.5, 755000 / 4.5),
        (
            "training_placed",
            "for_one",
            1.2e6 * 2567 / 365.2425 / 400,
            1.6e6 * 2567 / 365.2425 / 300,
        ),
    ],
)
def test_each_system_by_hand(said, key, number, low, high):
    found = said[key]["numbers"][number]
    assert (found["low"], found["high"]) == pytest.approx((low, high))


def test_january_to_may_made_up_to_a_year_by_hand(said, tmp_path):
    shares = find_month_shares(Study(PAGE, {"out_dir": str(tmp_path)}).benchmarks, 5)
    assert shares.loc[2023, ["low", "high"]].tolist() == pytest.approx(
        [56905.5 / 154264.5, 56906.5 / 154263.5]
    )
    assert shares.loc[2024, "low"] == pytest.approx(57668.5 / 155225.5)
    whole = said["prefecture_transactions"]["numbers"]["whole"]
    assert (whole["low"], whole["high"]) == pytest.approx(
        (8.815e9 / shares["high"].max(), 8.825e9 / shares["low"].min())
    )


def test_a_year_made_up_from_months_cites_the_prints_of_the_months(said):
    cited = set(said["prefecture_transactions"]["observations"])
    assert {
        "china_online_retail_cumulative-2023-05-31",
        "china_online_retail-2023-12-31",
        "zhejiang-daily-2024-p07-5",
    } <= cited


def test_the_limits_are_right_that_no_number_is_printed_by_two_articles(tmp_path):
    study = Study(PAGE, {"out_dir": str(tmp_path)})
    limits = read_about(study.choice.data_dir).sections["Limits"]
    assert "none is printed by two articles" in limits
    repeats = find_repeats(study.observations)
    things = repeats.groupby(["entity_id", "indicator_id", "period_end"])["source_id"].nunique()
    assert (things <= 1).all()


def test_every_sentence_on_a_system_has_its_sources(said):
    for key in said.keys() - {"counted_by"}:
        sources = said[key]["sources"]
        assert sources and all(s["publisher"] and s["as_printed"] for s in sources), key
