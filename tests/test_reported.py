"""Printed numbers in formulas: exact bounds, units, families, sources, and what is missing."""

import operator

import pandas as pd
import pytest

from helpers.data.assemble import assemble_observations
from helpers.reported import Missing, Reported, UnitError, span_rows

UNREPORTED = Missing("sales, aksu_city, 2019")


def make(*bounds, unit="ratio"):
    return [
        Reported.from_numbers(name, *pair, unit=unit)
        for name, pair in zip("abcd", bounds, strict=False)
    ]


def test_ids_of_a_result_are_the_union_of_those_of_its_inputs():
    a, b, c, _ = make(*[(1, 2)] * 4)
    assert set(((a / b) * (a + c)).ids) == {"a", "b", "c"} and (a - a).ids == ("a",)


def test_units_multiply_and_cancel():
    (yuan,) = make((10, 20), unit="CNY")
    people = Reported.from_numbers("p", 2, 4, unit="persons")
    head = yuan / people
    assert (
        head.unit == "CNY/persons"
        and (head * people).unit == "CNY"
        and (yuan / yuan).unit == "ratio"
    )
    assert str(head.to("CNY_per_person")) == "2.5 to 10 yuan a head" and (yuan**2).unit == "CNY^2"
    assert str(yuan / people**2) == "0.62 to 5 CNY/persons^2"


def test_two_units_are_not_added_subtracted_or_compared():
    yuan = Reported.from_numbers("y", 1, 2, unit="CNY")
    people = Reported.from_numbers("p", 1, 2, unit="persons")
    for operation in (
        operator.add,
        operator.sub,
        operator.lt,
        operator.ge,
        lambda a, b: a.overlaps(b),
    ):
        with pytest.raises(UnitError, match=r"CNY and persons|persons and CNY"):
            operation(yuan, people)
    with pytest.raises(UnitError, match=r"CNY cannot be written in share"):
        yuan.to("share")


def test_two_families_are_joined_only_for_a_reason():
    retail = Reported.from_numbers("r", 1, 2, unit="CNY", family="online_retail")
    trade = Reported.from_numbers("t", 4, 5, unit="CNY", family="network_transactions")
    for operation in (operator.add, operator.sub, operator.truediv, operator.lt):
        with pytest.raises(UnitError, match=r"online_retail and network_transactions"):
            operation(retail, trade)
    mixed = retail / trade.to("CNY", reason="to show what dividing them does")
    assert (mixed.low, mixed.high) == (0.2, 0.5) and mixed.reasons == (
        "to show what dividing them does",
    )


def test_a_comparison_holds_only_where_every_choice_agrees():
    a, b, c, _ = make((1, 3), (2, 4), (5, 6), (1, 1))
    assert a < c and not a < b and not a > b and a.overlaps(b) and not a.overlaps(c)
    assert a * 1.1 > a and a <= a and a >= a


def test_what_is_missing_spreads():
    (a,) = make((1, 2))
    for result in (
        a + UNREPORTED,
        UNREPORTED - a,
        1 / UNREPORTED,
        a / UNREPORTED,
        UNREPORTED**2,
        -UNREPORTED,
        2 * UNREPORTED,
        a < UNREPORTED,
        UNREPORTED >= a,
        (UNREPORTED / a - 1).to("share"),
        UNREPORTED.publisher,
        a.overlaps(UNREPORTED),
    ):
        assert result is UNREPORTED and not result


def test_what_is_divided_by_a_printed_nought_is_missing():
    nought, some = (Reported.from_numbers("x", value, value, unit="CNY") for value in (0, 3))
    for divisor in (nought, nought / some, nought * 2):
        assert not some / divisor and "divisor is nought" in repr(some / divisor)
    assert (nought / some).low == (nought / some).high == 0
    with pytest.raises(ValueError, match="a divisor lies between 0 and 0"):
        some / 0


def test_a_divisor_that_may_be_nought_and_a_root_of_less_are_refused():
    a, b, _, _ = make((1, 3), (2, 4), (0, 0), (1, 1))
    for refused in (
        lambda: a / (a - b),
        lambda: (a - b) ** 0.5,
        lambda: (a - b) ** -1,
    ):
        with pytest.raises(ValueError, match=r"allowed: (above )?0"):
            refused()
    with pytest.raises(TypeError, match="'many'"):
        a + "many"
    with pytest.raises(ValueError, match="bounds 3 and 1"):
        Reported.from_numbers("x", 3, 1)


def test_a_row_is_written_as_printed_and_shows_its_sources(data_dir):
    press = assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )
    row = press[
        (press["entity_id"] == "aksu_city") & (press["indicator_id"] == "online_retail_sales")
    ].iloc[-1]
    city = Reported.from_row(row)
    assert (
        str(city) == "3.424 billion yuan"
        and city.plain
        and city.value == row["value"]
        and city.year == 2023
    )
    assert city.ids == (row["observation_id"],) and [
        (source["observation_id"], source["as_printed"], source["publisher"], source["paragraph"])
        for source in city.sources
    ] == [(row["observation_id"], row["as_printed"], row["publisher"], row["paragraph"])]
    assert (
        row["as_printed"] in city._repr_html_()
        and "3.4235e+09 to 3.4245e+09, CNY" in city._repr_html_()
    )
    assert not (city / 2).plain and (city / 2).value == city.value / 2


def test_words_of_the_data_cannot_become_markup(data_dir):
    press = assemble_observations(
        data_dir, reading="conventional", currency="CNY", prices="current", base_year=2020
    )
    row = press.iloc[0].copy()
    row["publisher"] = row["as_printed"] = "<script>"
    assert "<script>" not in Reported.from_row(row)._repr_html_()


def test_a_count_is_written_without_its_unit_and_divides_what_falls_to_each():
    shops = Reported.from_numbers("shops", 1200.0, 1200.0, unit="shops")
    sites = Reported.from_numbers("sites", 500.0, 600.0, unit="sites")
    assert (str(shops.count), shops.count.to_plain()) == ("1200", 1200)
    assert str((shops / sites.each).to("shops", 2)) == "2 to 2.4 shops"
    assert (str(sites.round(2)), sites.round(2).to_plain()["unit"]) == ("500 to 600 sites", "sites")


def test_the_days_of_a_printed_number_make_an_amount_a_day(data_dir):
    table = assemble_observations(
        data_dir, reading="point", currency="CNY", prices="current", base_year=2020
    )
    row = table[table["indicator_id"] == "farm_products_online_retail"].iloc[0]
    sales = Reported.from_row(row)
    days = (row["period_end"] - row["period_start"]).days + 1
    assert sales.days.count.to_plain() == days
    daily = sales / sales.days
    assert (daily.value, daily.round().to_plain()["unit"]) == (
        row["central"] / days,
        f"{row['unit']}_per_day",
    )


def test_what_is_missing_stays_missing_when_a_part_of_it_is_asked_for():
    gone = Missing("orders")
    assert isinstance(gone.counted_by.split(";")[0], Missing)
    with pytest.raises(TypeError):
        list(gone)


def test_rows_span_from_the_lowest_to_the_highest_and_none_is_missing():
    rows = pd.DataFrame({"low": [0.3, 0.2], "high": [0.4, 0.35]})
    spanned = span_rows("months", rows, "share")
    assert (spanned.low, spanned.high, spanned.sources) == (0.2, 0.4, [])
    assert isinstance(span_rows("months", rows.iloc[:0], "share"), Missing)


def test_numbers_of_one_kind_can_be_summed():
    parts = [Reported.from_numbers(name, 1.0, 2.0, unit="sites") for name in "abc"]
    assert (sum(parts).low, sum(parts).high) == (3.0, 6.0)
    assert isinstance(sum([parts[0], Missing("b")]), Missing)


def test_a_plain_number_is_missing_where_the_print_divides_by_nought():
    one = Reported.from_numbers("one", 1.0, 2.0)
    nought = Reported.from_numbers("nought", 0.0, 0.5, value=0.0)
    assert (one / nought).low == 2.0 and isinstance((one / nought).number, Missing)
    assert (nought / one).number.value == 0.0
