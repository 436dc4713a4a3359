"""Headlines under every choice: that the sets are what they say, and that a flip is found and
named."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.data.read import read_table
from helpers.page.findings import Findings, read_findings
from helpers.robustness import specifications as module
from helpers.robustness.specifications import (
    HEADLINES,
    NEAR,
    Specification,
    ask_headlines,
    list_specifications,
    summarise_headlines,
)

BASE = Specification("conventional", "CNY", "current", "levels")


@pytest.fixture(scope="module")
def source_ids(data_dir):
    return list(read_table(data_dir, "sources")["source_id"])


def ask(data_dir, *chosen):
    return ask_headlines(data_dir, chosen, base_year=2020, last_year=2024)


def test_every_combination_every_source_and_every_start_is_there_once(source_ids):
    chosen = list_specifications(source_ids, base=BASE)
    assert len(chosen) == len(set(chosen))
    assert {
        (s.reading, s.currency, s.prices, s.link)
        for s in chosen
        if not s.without and s.first_year == 2010
    } >= {
        (r, c, p, link)
        for r in ("point", "conventional", "decade", "rounded", "literal")
        for c in ("CNY", "EUR", "USD")
        for p in ("current", "constant")
        for link in ("printed rates", "levels")
    }
    assert {s.without for s in chosen} == {"", "grade C", *source_ids} and {
        s.first_year for s in chosen
    } == {2010, 2012, 2014, 2016}
    assert [s.link for s in chosen if s.errors == "independent"] == ["printed rates", "levels"]


def test_a_set_of_choices_answers_alone_as_it_does_among_all_others(
    data_dir, source_ids, monkeypatch
):
    # an answer that is kept for other sets must hang on all that it is found from
    monkeypatch.setattr(module, "_list_long", lambda one, variants: [])  # curves have no such keys
    chosen = list_specifications(source_ids, base=BASE)
    together = ask(data_dir, *chosen)
    for number in range(0, len(chosen), 7):
        alone = ask(data_dir, chosen[number]).drop(columns="specification")
        among = together[together["specification"] == number].drop(columns="specification")
        pd.testing.assert_frame_equal(alone, among.reset_index(drop=True), check_exact=True)


def test_errors_without_memory_are_asked_of_curves_alone(data_dir):
    table = ask(data_dir, replace(BASE, errors="independent"))
    assert set(table["headline"]) == {
        "six_open",
        "retail_bends",
        "ceiling_near",
        "rural_bends",
        "growth_slows",
    }


def test_printed_rates_are_set_against_yuan_at_current_prices_alone(data_dir):
    table = ask(
        data_dir,
        Specification("conventional", "EUR", "current", "printed rates"),
        Specification("conventional", "CNY", "current", "printed rates"),
    )
    assert set(table.loc[table["headline"] == "city_outgrew", "currency"]) == {"CNY"}


def test_without_its_only_source_a_headline_is_not_asked(data_dir):
    one = Specification("conventional", "CNY", "current", "levels", without="zhejiang-daily-2024")
    assert "city_outgrew" not in set(ask(data_dir, one)["headline"]) and "city_outgrew" in set(
        ask(data_dir, BASE)["headline"]
    )


def test_the_literal_reading_takes_certainty_from_jobs_and_the_point_reading_gives_it(data_dir):
    table = ask(
        data_dir,
        *(Specification(r, "CNY", "current", "levels") for r in ("literal", "conventional")),
    )
    jobs = table[table["headline"] == "jobs_tenfold"].set_index("reading")["holds"]
    assert not jobs["literal"] and jobs["conventional"]


def test_a_ceiling_that_is_near_by_levels_is_not_by_printed_growth(data_dir):
    table = ask(data_dir, BASE, Specification("conventional", "CNY", "current", "printed rates"))
    near = table[table["headline"] == "ceiling_near"].set_index("link")
    assert near.loc["levels", "holds"] and not near.loc["printed rates", "holds"]
    assert near.loc["levels", "high"] < NEAR < near.loc["printed rates", "high"]


def test_every_headline_can_be_asked_of_the_data_and_tests_a_sentence(data_dir):
    assert set(
        ask(data_dir, BASE, Specification("conventional", "CNY", "current", "printed rates"))[
            "headline"
        ]
    ) == set(HEADLINES)


def test_headlines_on_levels_by_hand(data_dir):
    table = ask(data_dir, Specification("point", "CNY", "current", "levels")).set_index("headline")
    jobs = table.loc["jobs_slower"]
    assert jobs["holds"] and jobs["low"] < (53_200 / 44_300) ** (1 / 3) - 1 < jobs["high"]
    assert table.loc["city_fifth", "low"] == pytest.approx((34.24 / 4) ** (1 / 9) - 1)
    # claims of the articles alone: our own checks and identities are not counted
    assert table.loc["claims_fit", ["holds", "low", "high"]].tolist() == [False, 3, 3]


def make(holds, **choices):
    frame = pd.DataFrame(
        {
            "reading": "point",
            "currency": "CNY",
            "prices": "current",
            "link": "levels",
            "without": "",
            "first_year": 2010,
            "errors": "autoregressive",
            "headline": "all_grew",
            "holds": holds,
            "low": 0.0,
            "high": 1.0,
        }
    )
    return frame.assign(**choices)


def test_the_choice_that_makes_a_headline_fail_is_named():
    summary = summarise_headlines(
        make([True, True, False, False], reading=["point", "point", "literal", "literal"])
    )
    assert (
        summary.iloc[0][["holds", "asked"]].tolist() == [2, 4]
        and summary["flips"][0] == "fails with the literal reading"
    )


def test_a_choice_that_hurts_most_is_named_where_none_always_fails():
    table = make(
        [True, True, False, True, True, True],
        link=["levels", "printed rates", "printed rates", "levels", "levels", "printed rates"],
    )
    assert (
        summarise_headlines(table)["flips"][0]
        == "holds least often, 2 of 3, with years linked by printed rates"
    )


def test_an_article_is_blamed_only_where_the_headline_held_with_it():
    without = ["", "", "one", "two"]
    held = summarise_headlines(make([True, True, False, True], without=without))
    assert held["flips"][0] == "fails with one left out"
    readings = ["point", "literal", "literal", "literal"]
    failed = summarise_headlines(
        make([True, False, False, False], without=without, reading=readings)
    )
    assert failed["flips"][0] == "fails with the literal reading"


@pytest.mark.parametrize("holds", [[True, True], [False, False]])
def test_nothing_is_blamed_where_nothing_flips(holds):
    assert summarise_headlines(make(holds, reading=["point", "literal"]))["flips"][0] == ""


def test_no_answer_gives_an_empty_summary():
    assert summarise_headlines(make([True]).iloc[:0]).empty


def test_bounds_of_a_headline_decide_it(data_dir):
    table = ask(data_dir, BASE)
    grew = table[
        table["headline"].isin(["city_outgrew", "region_outgrew", "months_faster", "city_rises"])
    ]
    assert (
        (grew["holds"] == (grew["low"] > 0)).all()
        and (grew["low"] <= grew["high"]).all()
        and np.isfinite(grew["low"]).all()
    )


def test_a_repeated_finding_carries_how_it_fares_under_other_choices(tmp_path):
    (tmp_path / "findings").mkdir()
    Findings("04_a", "A?", str(tmp_path)).say("main", "It grew by {n}.", sources=[], n=3)
    Findings("07_b", "B?", str(tmp_path)).say(
        "robust_main", "That holds in {k}.", sources=[], about="main", k=5
    )
    (element,) = Findings("08_c", "C?", str(tmp_path)).repeat(
        read_findings(str(tmp_path), besides="08_c"), ["main", "unknown"]
    )
    assert (
        element.payload["robustness"] == "That holds in 5."
        and element.payload["notebook"] == "04_a"
    )
