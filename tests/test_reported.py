"""Printed numbers in formulas: exact bounds, units, families, sources, and what is missing."""

import itertools
import math
import operator
import random

import mpmath
import numpy as np
import pandas as pd
import pytest
import uncertainties
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import intervals
from helpers.data.assemble import assemble_observations
from helpers.reported import Missing, Reported, UnitError, span_rows

OPEN = math.inf
UNREPORTED = Missing("sales, aksu_city, 2019")
ends = st.tuples(st.floats(0.5, 50), st.floats(0, 20)).map(lambda p: (p[0], p[0] + p[1]))

# Written once, for reported numbers and for plain ones alike.
FORMULAS = {
    "share": lambda a, b, c, d: a / (a + b),
    "growth": lambda a, b, c, d: b / a - 1,
    "growth, one fraction": lambda a, b, c, d: (b - a) / a,
    "annual growth": lambda a, b, c, d: (b / a) ** (1 / 9) - 1,
    "share of four": lambda a, b, c, d: a / (a + b + c + d),
    "relative share": lambda a, b, c, d: (a / (a + b)) / (c / (c + d)),
    "harmonic": lambda a, b, c, d: a * b / (a + b),
    "root of a share": lambda a, b, c, d: (a / (a + b)) ** 0.5,
    "turning": lambda a, b, c, d: a / (a**2 + 100),
    "parabola": lambda a, b, c, d: a * (20 - a),
    "product less a part": lambda a, b, c, d: a * b - a * c,
}


def make(*bounds, unit="ratio"):
    return [
        Reported.from_numbers(name, *pair, unit=unit)
        for name, pair in zip("abcd", bounds, strict=False)
    ]


@pytest.fixture(params=FORMULAS)
def formula(request):
    return FORMULAS[request.param]


@settings(max_examples=15, deadline=None)
@given(ends, ends, ends, ends, st.randoms(use_true_random=False))
@pytest.mark.parametrize("name", FORMULAS)
def test_bounds_contain_the_value_of_every_choice_of_inputs(name, a, b, c, d, draws):
    found = FORMULAS[name](*make(a, b, c, d))
    for _ in range(50):
        value = FORMULAS[name](*(draws.uniform(*pair) for pair in (a, b, c, d)))
        slack = 1e-12 * max(1, abs(value), *(x[1] ** 2 for x in (a, b, c)))
        assert found.low - slack <= value <= found.high + slack


@pytest.mark.parametrize("seed", range(4))
def test_bounds_are_no_wider_than_a_dense_grid_finds(formula, seed):
    draws = random.Random(seed)
    pairs = [
        (low, low + draws.uniform(0.1, 20)) for low in (draws.uniform(0.5, 20) for _ in range(4))
    ]
    grids = np.meshgrid(*(np.linspace(*pair, 25) for pair in pairs), sparse=True)
    values = formula(*grids)
    found, step = formula(*make(*pairs)), (np.max(values) - np.min(values)) / 100
    assert found.low == pytest.approx(np.min(values), abs=step) and found.high == pytest.approx(
        np.max(values), abs=step
    )
    if found.exact:
        tight = 1e-9 * (1 + abs(np.max(values)) + abs(np.min(values)))
        assert found.low <= np.min(values) + tight and found.high >= np.max(values) - tight


def test_what_turns_inside_its_bounds_is_found_by_halving_and_says_so():
    (a,) = make((5, 20))
    found = a / (a * a + 100)
    assert not found.exact and 0.05 <= found.high <= 0.05 * (1 + 1e-9)
    assert found.low == 20 / 500 == 5 / 125
    assert (a / (a + 1)).exact


@settings(deadline=None, max_examples=50)
@given(ends, ends)
def test_two_ways_to_write_one_formula_agree(x, y):
    a, b = make(x, y)
    for one, other in (
        (b / a - 1, (b - a) / a),
        (a / (a + b), 1 / (1 + b / a)),
        (a * (a + b), a * a + a * b),
    ):
        assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=1e-9, abs=1e-12)


@settings(deadline=None, max_examples=50)
@given(ends)
def test_a_number_less_itself_is_nought_and_over_itself_is_one(x):
    (a,) = make(x)
    assert ((a - a).low, (a - a).high, (a / a).low, (a / a).high) == (0, 0, 1, 1)


@settings(deadline=None, max_examples=50)
@given(ends, ends)
def test_a_sum_or_product_does_not_depend_on_order(x, y):
    a, b = make(x, y)
    for operation in (operator.add, operator.mul):
        one, other = operation(a, b), operation(b, a)
        assert (one.low, one.high) == (other.low, other.high)


@settings(deadline=None, max_examples=50)
@given(ends, ends, st.floats(0.1, 1e6))
def test_a_share_does_not_depend_on_the_scale_and_a_sum_grows_with_it(x, y, scale):
    small, large = make(x, y), make(*([end * scale for end in pair] for pair in (x, y)))
    share = [(a / (a + b)) for a, b in (small, large)]
    assert (share[0].low, share[0].high) == pytest.approx((share[1].low, share[1].high))
    total = [a + b for a, b in (small, large)]
    assert (total[0].low * scale, total[0].high * scale) == pytest.approx(
        (total[1].low, total[1].high)
    )


def test_open_bounds_give_the_limits():
    a, b = make((1, OPEN), (2, 3))
    assert ((a / (a + b)).low, (a / (a + b)).high) == (0.25, 1)
    assert ((b / a - 1).low, (b / a - 1).high) == (-1, 2)
    assert (((b - a) / a).low, ((b - a) / a).high) == (-1, 2)
    assert ((a + b).low, (a + b).high, (a - b).low) == (3, OPEN, -2)
    c, d = make((0, 1), (0, 1))
    assert ((c / (c + d)).low, (c / (c + d)).high) == (0, 1)


def test_uncertainties_and_interval_arithmetic_give_other_bounds_of_a_share():
    x, y = (30.0, 50.0), (10.0, 50.0)
    a, b = make(x, y)
    exact = [v / (v + w) for v, w in itertools.product(x, y)]
    assert ((a / (a + b)).low, (a / (a + b)).high) == (min(exact), max(exact)) == (0.375, 50 / 60)
    # One pass takes both a's for two numbers: 30 to 125 per cent, where no share can be above one.
    one_pass = intervals.divide(x, intervals.add(x, y))
    assert one_pass == pytest.approx([0.3, 1.25])
    p, q = mpmath.iv.mpf(x), mpmath.iv.mpf(y)
    library = p / (p + q)
    assert (float(library.a), float(library.b)) == pytest.approx((0.3, 1.25))
    # Linear propagation of half widths: symmetric, and short of both ends.
    p, q = (uncertainties.ufloat(sum(pair) / 2, (pair[1] - pair[0]) / 2) for pair in (x, y))
    linear = p / (p + q)
    assert linear.nominal_value == pytest.approx(40 / 70)
    assert linear.std_dev == pytest.approx(math.hypot(30 * 10, 40 * 20) / 70**2)
    assert (
        linear.nominal_value - linear.std_dev > 0.375
        and linear.nominal_value + linear.std_dev < 50 / 60
    )


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
