"""Tables of page 3 hold what was counted, in words that a reader knows."""

import pandas as pd

from helpers.description.tables import (
    describe_bases,
    describe_numbers,
    describe_shares,
    describe_sites,
    describe_steps,
)
from helpers.reported import Missing


def test_a_number_that_is_not_reported_has_no_row_and_the_others_name_their_prints(study):
    there = study.number("aksu_city", "online_retail_sales")
    table = describe_numbers({"Sales": there, "Gone": Missing("nothing")})
    assert table.to_numpy().tolist() == [["Sales", str(there.range), "; ".join(there.ids)]]


def test_shares_of_months_are_rounded_outward():
    shares = pd.DataFrame({"low": [0.36881], "high": [0.36889]}, index=[2023])
    (row,) = describe_shares(shares).to_numpy().tolist()
    low, high = map(float, row[1].split(" to "))
    assert row[0] == 2023 and low <= 36.881 and 36.889 <= high and high - low < 1


def test_awards_are_told_with_their_running_count_and_their_days():
    days = [pd.Timestamp("2015-07-01"), pd.Timestamp("2016-03-02")]
    steps = pd.DataFrame({"date_from": days, "date_to": days, "name_en": ["A", "B"]})
    table = describe_steps(steps.assign(count=[1, 2], event="Demonstration county"))
    assert table["Awards so far"].tolist() == [1, 2] and table["County"].tolist() == ["A", "B"]
    assert "2015" in table["Date"][0] and "2016" in table["Date"][1]


def test_counts_of_sites_are_whole_and_their_days_are_written_out():
    day = [pd.Timestamp("2017-12-31")]
    sites = pd.DataFrame({"tier": ["county"], "day": day, "central": [25.0], "source": ["article"]})
    assert describe_sites(sites).iloc[0].tolist() == ["county", "2017-12-31", 25, "article"]


def test_where_nothing_is_compared_no_table_of_bases_is_made():
    assert describe_bases(pd.DataFrame()).empty
