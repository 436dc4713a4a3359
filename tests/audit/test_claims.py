"""Printed relations: by hand, by law, and every claim of the data."""

import numpy as np
import pandas as pd
import pytest

from helpers.audit.claims import RELATIONS, VERDICTS, audit_claims
from helpers.audit.tables import describe_misfit
from helpers.data.assemble import assemble_observations
from helpers.data.contract import list_fields, read_contract

# Worked by hand from the printed numbers, a second time, without the code.
BY_HAND = [
    ("city-retail-increase", "consistent", 34.235 / 4.5, 34.245 / 3.5),
    ("city-share-implies-retail", "not testable", 34.235e8 / 0.6, 34.245e8 / 0.5),
    ("city-share-of-transactions", "inconsistent", 34.235 / 185.655, 34.245 / 185.645),
    ("jobs-city-in-prefecture", "consistent", 30000 / 53250, 40000 / 53150),
    ("visits-canyon-increase", "not testable", 745000 / 5.5, 755000 / 4.5),
    ("visits-palace-increase", "not testable", 595000 / 4.5, 605000 / 3.5),
    ("rank-repeated", "consistent", 3, 3),
    ("livestream-mean-price", "not testable", 815.5e6 / 18596650, 816.5e6 / 18596550),
    ("awards-by-2020", "consistent", 5, 5),
    ("awards-so-far", "consistent", 7, 7),
    ("bases-so-far", "consistent", 1, 1),
    ("new-park-floor", "not testable", 10 * 1249.5, 10 * 1250.5),
    ("staff-share-implies-staff", "not testable", 300 / 0.7, 400 / 0.6),
    ("top-sellers-in-staff", "consistent", 15 / 400, 15 / 300),
    ("trader-day-in-year", "consistent", 299999.5 / 6.5e6, 300000.5 / 5.5e6),
    ("june-euro", "not testable", 48.175 / 6.0565, 48.185 / 6.0555),
    ("nyemo-sum", "consistent", 138 + 283, 138 + 285),
    ("dangshan-mean-stream", "not testable", 2.565e6 / 3, 2.575e6 / 3),
    ("dangshan-growers-in-jobs", "consistent", 12500 / 150000, 13500 / 100000),
]


@pytest.mark.parametrize(("claim", "verdict", "low", "high"), BY_HAND, ids=[c[0] for c in BY_HAND])
def test_each_claim_by_hand(audited, claim, verdict, low, high):
    row = audited.loc[claim]
    assert row["verdict"] == verdict
    assert (row["computed_low"], row["computed_high"]) == pytest.approx((low, high))


def test_six_years_of_training_are_those_of_a_technopole_that_opened_in_2015(audited):
    row = audited.loc["training-six-years"]
    assert row["verdict"] == "consistent"
    assert (row["computed_low"], row["computed_high"]) == pytest.approx((5.19, 6.19), abs=0.01)


def test_seven_counties_are_six_by_the_timeline_and_seven_awards(audited):
    counties, wins = audited.loc["counties-so-far"], audited.loc["awards-so-far"]
    assert (counties["verdict"], counties["computed_low"], counties["computed_high"]) == (
        "inconsistent",
        6,
        6,
    )
    assert (wins["verdict"], wins["computed_low"]) == ("consistent", 7)
    assert describe_misfit(counties).startswith("printed: 7 places; computed: 6 places")


def test_what_no_article_says_is_no_claim(audited):
    kinds = audited["kind"]
    assert set(kinds) == {"claim", "cross-check", "identity"}
    assert kinds["city-share-of-transactions"] == kinds["first-course-date"] == "cross-check"
    assert kinds["counties-so-far"] == kinds["counties-by-2020"] == "cross-check"
    assert kinds["rank-repeated"] == "identity" and kinds["nyemo-sum"] == "claim"
    several = audited[audited["relation"].isin(["quotient", "product", "repeat"])]
    assert set(several["kind"]) == {"identity"}


def test_about_ten_years_of_aid_and_four_of_trading_are_allowed_by_the_dates(audited):
    assert audited.loc[["aid-nearly-ten-years", "trader-four-years"], "verdict"].tolist() == [
        "consistent",
        "consistent",
    ]


def test_dates_agree_where_they_share_a_day(audited):
    assert audited.loc["first-course-date", "verdict"] == "inconsistent"
    assert audited.loc["meeting-date", "verdict"] == "consistent"


def test_ranks_and_targets_are_not_testable_from_the_print(audited):
    left = audited[audited["relation"].isin(["rank", "target"])]
    assert set(left["verdict"]) == {"not testable"} and len(left) == 5


def test_every_claim_has_a_verdict_and_a_reason(audited, tables):
    assert list(audited.index) == list(tables["claims"]["claim_id"])
    assert set(audited["verdict"]) == set(VERDICTS) and audited["reason"].str.len().gt(10).all()


def test_a_wider_reading_never_makes_a_consistent_claim_inconsistent(run_audit):
    readings = [run_audit(name)["verdict"] for name in ("point", "conventional", "literal")]
    for narrow, wide in zip(readings, readings[1:], strict=False):
        assert not ((narrow == "consistent") & (wide == "inconsistent")).any()


def test_claims_whose_numbers_are_not_in_the_selection_are_left_out(data_dir, tables):
    observations = assemble_observations(
        data_dir,
        reading="point",
        currency="CNY",
        prices="current",
        base_year=2020,
        places=["nyemo_county"],
    )
    left = audit_claims(
        tables["claims"], observations, tables["events"].iloc[:0], tables["exchange_rates"]
    )
    assert left["claim_id"].tolist() == ["nyemo-sum"]


def test_a_claim_that_divides_by_nought_is_not_testable(data_dir, tables):
    observations = assemble_observations(
        data_dir, reading="point", currency="CNY", prices="current", base_year=2020
    )
    first = observations["observation_id"] == "zhejiang-daily-2024-p13-1"
    observations.loc[first, ["low", "central", "high"]] = 0.0
    audited = audit_claims(
        tables["claims"], observations, tables["events"], tables["exchange_rates"]
    ).set_index("claim_id")
    claim = audited.loc["city-retail-increase"]
    assert (claim["verdict"], claim["reason"]) == (
        "not testable",
        "a number that it divides by is nought",
    )


def test_an_unknown_relation_is_refused_by_name(run_audit, tables):
    wrong = tables["claims"].head(1).assign(relation="miracle")
    with pytest.raises(ValueError, match="unknown relation 'miracle'; allowed: increase"):
        run_audit(claims=wrong)


def test_the_relations_of_the_contract_are_those_of_the_code(data_dir):
    field = list_fields(read_contract(data_dir), "claims")["relation"]
    assert set(field["constraints"]["enum"]) == set(RELATIONS)


def test_changed_numbers_change_the_verdict(data_dir, tables):
    observations = assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )
    hit = observations["observation_id"] == "zhejiang-daily-2024-p13-2"
    observations.loc[hit, ["low", "high"]] = np.array([1e9, 1.1e9])
    audited = audit_claims(
        tables["claims"], observations, tables["events"], tables["exchange_rates"]
    ).set_index("claim_id")
    assert audited.loc["city-retail-increase", "verdict"] == "inconsistent"
    assert isinstance(audited, pd.DataFrame)
