"""The data folder: articles, corrections, bounds, money, and what an assembled table holds."""

import itertools

import numpy as np
import pandas as pd
import pytest

from helpers import cli
from helpers.data.articles import check_articles, count_outside
from helpers.data.assemble import assemble_benchmarks, assemble_observations, join_comparable
from helpers.data.checks import check_data
from helpers.data.corrections import apply_corrections
from helpers.data.money import convert_table, find_price_index
from helpers.data.read import read_table
from helpers.data.selection import check_selection
from helpers.data.sources import cite_observation
from helpers.words.units import UNITS

DEFAULTS = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="module")
def table(data_dir):
    return assemble_observations(data_dir, **DEFAULTS)


def test_every_number_stands_in_its_paragraph_and_every_numeral_is_accounted_for(
    data_dir, articles_dir
):
    assert [str(f) for f in check_articles(data_dir, articles_dir)] == []


def test_a_wrong_paragraph_is_found_in_the_article(copied_data, articles_dir):
    path = copied_data / "press" / "observations.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "zhejiang-daily-2024,13,34.24亿元", "zhejiang-daily-2024,12,34.24亿元"
        ),
        encoding="utf-8",
    )
    words = [str(f) for f in check_articles(copied_data, articles_dir)]
    assert any("'34.24亿元' does not stand in paragraph 12" in w for w in words)
    assert any("paragraph 13 prints '34.24亿元'" in w for w in words)


def test_a_changed_article_and_an_uncoded_numeral_are_found(tmp_path, copied_data, articles_dir):
    for file in articles_dir.glob("*.txt"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    file = tmp_path / "tibet-online-2021.txt"
    file.write_text(file.read_text(encoding="utf-8") + "\n77 magasins\n", encoding="utf-8")
    words = [str(f) for f in check_articles(copied_data, tmp_path)]
    assert any("it is not the text that was coded" in w for w in words)
    assert any("prints '77" in w for w in words)


def test_an_article_in_another_encoding_is_a_fault_and_the_others_are_still_compared(
    tmp_path, copied_data, capsys
):
    (tmp_path / "tibet-online-2021.txt").write_bytes(
        "Un titre\nPlus de 5 000 réseaux\n".encode("latin-1")
    )
    words = [str(f) for f in check_articles(copied_data, tmp_path)]
    assert "tibet-online-2021.txt, line 2: byte 0xe9 is not UTF-8; save the file as UTF-8" in words
    assert sum("is not in the folder" in w for w in words) == 4
    assert cli.main(["check", str(copied_data), "--articles", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_article_or_folder_is_named(tmp_path, data_dir):
    assert "does not exist" in str(check_articles(data_dir, tmp_path / "none")[0])
    words = [str(f) for f in check_articles(data_dir, tmp_path)]
    assert len(words) == 5 and "china-org-2020.txt is not in the folder" in words[0]


def test_no_observation_is_lost_or_doubled_by_the_joins(table, data_dir):
    assert list(table["observation_id"]) == list(
        read_table(data_dir, "observations")["observation_id"]
    )
    assert (
        not table[["entity", "indicator", "family", "publisher", "low", "high"]].isna().any().any()
    )


def test_bounds_hold_the_central_number_in_every_reading_currency_and_price_basis(data_dir):
    for reading, currency, prices in itertools.product(
        ("point", "conventional", "rounded", "literal"),
        ("CNY", "EUR", "USD"),
        ("current", "constant"),
    ):
        t = assemble_observations(
            data_dir, reading=reading, currency=currency, prices=prices, base_year=2020
        )
        assert (t["low"] <= t["central"] * (1 + 1e-12)).all() and (
            t["central"] <= t["high"] * (1 + 1e-12)
        ).all()
        assert set(t["unit"]) <= set(UNITS)


def test_yuan_become_euros_at_the_mean_rate_of_the_year_by_hand(data_dir):
    euro = assemble_observations(data_dir, **DEFAULTS | {"currency": "EUR"}).set_index(
        "observation_id"
    )
    # 34.24亿元 of 2023 at 7.6600 yuan per euro
    assert euro.loc["zhejiang-daily-2024-p13-2", "central"] == pytest.approx(3.424e9 / 7.66)
    assert euro.loc["zhejiang-daily-2024-p13-2", "unit"] == "EUR"
    # an amount that the press prints in euros is left as printed
    assert euro.loc["tibet-retail-2020-p02-2", "central"] == 6_056_000


def test_constant_prices_by_hand(data_dir):
    real = assemble_observations(data_dir, **DEFAULTS | {"prices": "constant"}).set_index(
        "observation_id"
    )
    prices = read_table(data_dir, "prices").set_index("year")["cpi_change_pct"]
    level = np.prod([1 + prices[y] / 100 for y in (2021, 2022, 2023)])
    assert real.loc["zhejiang-daily-2024-p13-2", "central"] == pytest.approx(3.424e9 / level)


def test_at_constant_prices_the_exchange_rate_adds_no_growth(data_dir):
    ratio = {}
    for currency in ("CNY", "EUR", "USD"):
        t = assemble_observations(
            data_dir, **DEFAULTS | {"currency": currency, "prices": "constant"}
        ).set_index("observation_id")["central"]
        ratio[currency] = t["zhejiang-daily-2024-p13-2"] / t["zhejiang-daily-2024-p13-1"]
    assert ratio["EUR"] == pytest.approx(ratio["CNY"]) and ratio["USD"] == pytest.approx(
        ratio["CNY"]
    )


def test_an_amount_of_an_unknown_year_takes_the_prices_of_every_year_of_its_span(data_dir):
    real = (
        assemble_observations(data_dir, **DEFAULTS | {"prices": "constant"})
        .set_index("observation_id")
        .loc["zhejiang-daily-2024-p12-3"]
    )
    index = find_price_index(read_table(data_dir, "prices"), 2020)
    assert real["low"] == pytest.approx(2_995_000 / index[2022]) and real["high"] == pytest.approx(
        3_005_000 / index[2014]
    )


def test_a_part_of_a_longer_number_does_not_stand_in_a_paragraph(copied_data, articles_dir):
    path = copied_data / "press" / "left_out.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "zhejiang-daily-2024,13,24亿元,made up\n",
        encoding="utf-8",
    )
    assert any(
        "'24亿元' does not stand in paragraph 13" in str(f)
        for f in check_articles(copied_data, articles_dir)
    )


def test_people_are_never_converted(data_dir):
    usd = assemble_observations(
        data_dir, **DEFAULTS | {"currency": "USD", "prices": "constant"}
    ).set_index("observation_id")
    assert usd.loc["zhejiang-daily-2024-p07-4", ["central", "unit"]].tolist() == [53200, "persons"]


def test_a_chosen_place_keeps_what_lies_in_it(data_dir):
    t = assemble_observations(data_dir, **DEFAULTS, places=["tibet"])
    assert set(t["entity_id"]) == {"tibet", "nyemo_county", "nyingchi_city", "nyingchi_platform"}


def test_chosen_years_are_inclusive(data_dir):
    t = assemble_observations(data_dir, **DEFAULTS, first_year=2022, last_year=2022)
    every = read_table(data_dir, "observations")
    assert list(t["observation_id"]) == list(
        every.loc[every["period_end"].dt.year == 2022, "observation_id"]
    )
    assert "zhejiang-daily-2024-p59-1" in set(t["observation_id"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reading": "strict"}, "unknown reading 'strict'"),
        ({"currency": "GBP"}, "no rate between CNY and GBP for 2014"),
        ({"prices": "real"}, "'real'; allowed: current, constant"),
        ({"base_year": 1900, "prices": "constant"}, "1900 is not covered by prices of CNY"),
        ({"currency": "DEM"}, "'DEM'; allowed: CNY, EUR, USD or another code of ISO 4217"),
        ({"places": ["atlantis"]}, "unknown entity 'atlantis'"),
    ],
)
def test_a_parameter_that_is_not_allowed_is_refused_by_name(data_dir, change, words):
    with pytest.raises(ValueError, match=words):
        assemble_observations(data_dir, **DEFAULTS | change)


def correct(action="set", column="as_printed", value="165 tonnes", expect="160 tonnes"):
    row = {
        "correction_id": "c1",
        "observation_id": "china-org-2020-p06-2",
        "column": column,
        "action": action,
        "value": value,
        "reason": "r",
        "evidence": "e",
        "expect": expect,
    }
    return pd.DataFrame([row])


def test_a_correction_changes_its_cell_alone_and_not_the_table_it_was_given(data_dir):
    observations = read_table(data_dir, "observations")
    before = observations.copy()
    corrected = apply_corrections(observations, correct())
    pd.testing.assert_frame_equal(observations, before)
    changed = corrected.compare(observations)
    assert changed.shape == (1, 2) and corrected.loc[1, "as_printed"] == "165 tonnes"


def test_a_correction_of_the_print_reaches_the_bounds(copied_data):
    path = copied_data / "corrections.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "c1,china-org-2020-p06-2,as_printed,set,165 tonnes,r,e,160 tonnes\n",
        encoding="utf-8",
    )
    table = assemble_observations(copied_data, **DEFAULTS).set_index("observation_id")
    assert table.loc["china-org-2020-p06-2", ["low", "central", "high"]].tolist() == [
        164.5,
        165,
        165.5,
    ]


@pytest.mark.parametrize("column", ["value", "wording", "value_high"])
def test_what_follows_from_the_print_is_not_corrected_by_itself(data_dir, column):
    with pytest.raises(ValueError, match=f"{column} follows from as_printed"):
        apply_corrections(read_table(data_dir, "observations"), correct(column=column))


def test_a_number_column_and_a_date_are_corrected_as_what_they_are(data_dir):
    observations = read_table(data_dir, "observations")
    assert (
        apply_corrections(observations, correct(column="paragraph", expect="6", value="7")).loc[
            1, "paragraph"
        ]
        == 7
    )
    assert apply_corrections(
        observations, correct(column="period_end", expect="2019-09-30", value="2019-09-29")
    ).loc[1, "period_end"] == pd.Timestamp("2019-09-29")


def test_a_correction_that_finds_another_value_fails_and_says_what_it_found(data_dir):
    with pytest.raises(
        ValueError,
        match="'c1' expects '161 tonnes' in china-org-2020-p06-2, column as_printed, and finds",
    ):
        apply_corrections(read_table(data_dir, "observations"), correct(expect="161 tonnes"))


def test_a_dropped_row_is_gone(data_dir):
    observations = read_table(data_dir, "observations")
    assert len(apply_corrections(observations, correct(action="drop"))) == len(observations) - 1
    with pytest.raises(ValueError, match="expects 'another print'"):
        apply_corrections(observations, correct(action="drop", expect="another print"))


def test_numbers_outside_the_chosen_years_are_counted_and_with_those_inside_are_all(data_dir):
    every = read_table(data_dir, "observations")
    assert count_outside(data_dir, places=[], first_year=2010, last_year=2024) == 0
    for kept in ([], ["tibet"]):
        years = {"places": kept, "first_year": 2020, "last_year": 2022}
        inside = len(assemble_observations(data_dir, **DEFAULTS, **years))
        chosen = len(assemble_observations(data_dir, **DEFAULTS, places=kept))
        assert 0 < count_outside(data_dir, **years) == chosen - inside < len(every)


def test_every_source_of_a_list_can_be_looked_up(table):
    sources = [cite_observation(row) for row in table.itertuples()]
    assert len(sources) == len(table)
    assert all(
        s["paragraph"] >= 1 and s["publisher"] and s["as_printed"] and s["lang"] in ("fr", "zh")
        for s in sources
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"places": ["aksu_ctiy", "tibet"]},
            "places = 'aksu_ctiy': not known (did you mean 'aksu_city'?)",
        ),
        ({"base_year": 1999}, "base_year = 1999: no price level of CNY; allowed: 2010 to 2024"),
        (
            {"places": ["yongsheng_county"], "first_year": 2021},
            "no observation is left; widen places or years",
        ),
        (
            {"first_year": 2024},
            "first_year = 2024, last_year = 2024: no span of years; allowed: a first_year before",
        ),
    ],
)
def test_a_choice_that_leaves_nothing_is_named_before_anything_runs(data_dir, change, words):
    allowed = {"places": [], "first_year": 2010, "last_year": 2024, "base_year": 2020}
    assert check_selection(data_dir, **allowed) == []
    faults = check_selection(data_dir, **allowed | change)
    assert len(faults) == 1 and words in faults[0]


def test_two_families_are_not_joined_without_a_reason(table):
    retail = table[table["indicator_id"] == "online_retail_sales"]
    transactions = table[table["indicator_id"] == "network_transactions"]
    with pytest.raises(
        ValueError,
        match="network_transactions: Network transactions.*online_retail: Online retail sales",
    ):
        join_comparable(retail, transactions, on=["period_end"])
    joined = join_comparable(
        retail, transactions, on=["period_end"], reason="to show that they differ"
    )
    assert len(joined) == 1 and joined["why_joined"].tolist() == ["to show that they differ"]


def test_one_family_is_joined_without_a_reason_and_says_none(table):
    jobs = table[table["indicator_id"] == "jobs_driven"]
    joined = join_comparable(jobs, jobs, on=["observation_id"])
    assert len(joined) == len(jobs) and set(joined["why_joined"]) == {""}
    with pytest.raises(ValueError, match="cannot join on year"):
        join_comparable(jobs, jobs, on=["year"])


def test_what_is_not_the_same_is_so_both_ways(data_dir):
    others = (
        read_table(data_dir, "indicators")
        .set_index("indicator_id")["not_the_same_as"]
        .str.split(";")
    )
    for indicator, names in others.items():
        for name in filter(None, names):
            assert indicator in others[name], (indicator, name)


@pytest.fixture(scope="module")
def benchmarks(data_dir):
    return assemble_benchmarks(data_dir, **DEFAULTS)


def test_every_benchmark_is_read_from_its_print(benchmarks, data_dir):
    raw = read_table(data_dir, "benchmark_observations").set_index("benchmark_id")
    assert len(benchmarks) == len(raw) > 400
    assert (benchmarks["low"] <= benchmarks["central"]).all() and (
        benchmarks["central"] <= benchmarks["high"]
    ).all()


def test_no_address_is_printed_for_a_repost(data_dir):
    sources = read_table(data_dir, "benchmark_sources")
    with_address = sources[sources["address"] != ""]
    assert (
        set(with_address["copy_kind"])
        <= {"original", "government page", "government site", "state media", "open data file"}
        and len(with_address) > 20
    )


@pytest.mark.parametrize(
    "words",
    [
        "scope",
        "2011 to 2013",
        "2016",
        "seller",
        "two scopes|scopes",
        "2019",
        "never|Never",
        "epidemic",
        "2024",
    ],
)
def test_caveats_reach_the_series(data_dir, words):
    caveats = read_table(data_dir, "benchmark_series")["caveat"]
    assert caveats.str.contains(words, regex=True).any()


def test_two_prints_of_one_period_are_both_kept_and_marked(benchmarks):
    parcels = benchmarks[
        (benchmarks["series_id"] == "china_parcels") & (benchmarks["period_end"].dt.year == 2024)
    ]
    assert parcels["is_second"].tolist() == [False, True] and parcels["value"].nunique() == 2


def test_a_claim_about_an_unknown_row_is_a_fault(copied_data):
    path = copied_data / "press" / "claims.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "tibet-retail-2020-p05-1;", "tibet-retail-2020-p05-9;"
        ),
        encoding="utf-8",
    )
    faults = check_data(copied_data)
    assert len(faults) == 1 and "'tibet-retail-2020-p05-9' is not known" in str(faults[0])


@pytest.mark.parametrize(
    "money", [{"currency": "EUR", "prices": "current"}, {"currency": "USD", "prices": "constant"}]
)
def test_converting_an_assembled_table_is_assembling_in_that_money(data_dir, money):
    for assemble in (assemble_observations, assemble_benchmarks):
        yuan = assemble(
            data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
        )
        expected = assemble(data_dir, reading="conventional", base_year=2020, **money)
        pd.testing.assert_frame_equal(
            convert_table(yuan, data_dir, base_year=2020, **money), expected
        )
