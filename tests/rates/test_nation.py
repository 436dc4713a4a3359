"""Growth beside the nation's: by hand, on the committed data, and where nothing can be said."""

import numpy as np
import pytest

from helpers.data.assemble import assemble_observations
from helpers.data.money import find_price_index
from helpers.data.read import read_table
from helpers.rates import pair_observations
from helpers.rates.months import list_partial_years
from helpers.rates.nation import NationPace, add_real_growth, compare_with_nation, pair_benchmarks
from helpers.study import list_ids

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


def test_the_nation_is_found_by_its_printed_rates_and_by_its_levels(benchmarks):
    chained, levels = NationPace(benchmarks, "online_retail").between(2019, 2021)
    # printed: +10.9 % and +14.1 %; levels: 10,632.4 and 13,088.4 billion
    assert chained[0] <= np.sqrt(1.109 * 1.141) - 1 <= chained[1]
    assert levels[0] <= np.sqrt(13088.4 / 10632.4) - 1 <= levels[1]
    assert chained[1] - chained[0] < 0.0011


def test_a_chain_with_a_missing_rate_gives_way_to_the_levels(benchmarks):
    chained, levels = NationPace(benchmarks, "rural_online_retail").between(2018, 2023)
    assert np.isnan(chained).all() and levels[0] <= (2490 / 1370) ** 0.2 - 1 <= levels[1]


def test_a_family_without_a_series_of_the_nation_is_set_beside_online_retail(every, benchmarks):
    table = compare_with_nation(every, benchmarks)
    same = table.set_index(["entity_id", "family"])["is_same"]
    assert same["aksu_city", "online_retail"] and not same["kexiaotuo_group", "firm_sales"]
    group = table[table["entity_id"] == "kexiaotuo_group"].iloc[0]
    # two years: 15 to 51 million against +4 % and +11.0 %
    expected = np.sqrt(51 / 15) / np.sqrt(1.04 * 1.11) - 1
    assert group["chained_relative_low"] < expected < group["chained_relative_high"]
    by_levels = np.sqrt(51 / 15) / np.sqrt(154264 / 130884) - 1
    assert group["relative_low"] < by_levels < group["relative_high"]


def test_only_amounts_of_known_whole_years_are_compared(every, benchmarks):
    table = compare_with_nation(every, benchmarks)
    assert set(table["unit"]) == {"CNY"} and table["is_yearly"].all()
    assert not (
        (table["entity_id"] == "jiayi_village")
        & (table["start_period"].str.startswith("some year"))
    ).any()


def test_growth_beside_the_nation_cites_the_nations_prints(every, benchmarks):
    table = compare_with_nation(every, benchmarks)
    city = table[table["entity_id"] == "aksu_city"].iloc[-1]
    cited = list_ids(table.iloc[[city.name]])
    assert {"china_online_retail-2014-12-31", "china_online_retail-2023-12-31"} <= cited
    assert "china_online_retail_growth-2020-12-31" in cited
    assert set(city["nation_ids"]) <= set(benchmarks["benchmark_id"])


def test_no_benchmark_pair_crosses_a_break_or_joins_two_series(benchmarks):
    pairs = pair_benchmarks(benchmarks)
    assert "tibet_online_retail-2017-12-31" not in set(pairs["start_id"])
    for pair in pairs.itertuples():
        assert pair.start_id[:-10].rstrip("-") == pair.end_id[:-10].rstrip("-")
    assert not pairs["entity_id"].eq("china").any()


def test_the_months_of_the_prefecture_become_a_year(observations, benchmarks):
    row = list_partial_years(observations, benchmarks).iloc[0]
    assert row["entity"] == "Aksu prefecture" and row["share_low"] < row["share_high"] < 5 / 12
    assert row["whole_low"] == pytest.approx(row["low"] / row["share_high"]) and row[
        "whole_high"
    ] == pytest.approx(row["high"] / row["share_low"])
    assert row["growth_low"] == pytest.approx(row["whole_low"] / row["before_high"] - 1)


def test_without_the_nation_nothing_is_compared_or_brought_to_a_year(
    observations, every, benchmarks
):
    none = benchmarks[benchmarks["entity_id"] != "china"]
    assert compare_with_nation(every, none).empty
    assert list_partial_years(observations, none).empty


def test_real_growth_takes_the_printed_prices_out(observations, data_dir):
    constant = assemble_observations(data_dir, **YUAN | {"prices": "constant"})
    index = find_price_index(read_table(data_dir, "prices"), 2020)
    table = add_real_growth(
        pair_observations(observations), pair_observations(constant), index
    ).set_index("entity_id")
    prices = read_table(data_dir, "prices").set_index("year")["cpi_change_pct"] / 100
    group = table.loc["kexiaotuo_group"]
    expected = np.sqrt((1 + prices[2022]) * (1 + prices[2023])) - 1
    assert group["price_low"] == pytest.approx(expected) == group["price_high"]
    # a village whose first year is one of 2014 to 2022: the smallest and the largest of all of them
    village = [(index[2023] / index[year]) ** (1 / (2023 - year)) - 1 for year in range(2014, 2023)]
    assert table.loc["jiayi_village", ["price_low", "price_high"]].tolist() == pytest.approx(
        [min(village), max(village)]
    )
    assert (table["real_high"] < table["annual_growth_high"]).all()
