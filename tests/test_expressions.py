"""Formulas over numbers with bounds: exact ranges, by hand, by law and by dense grids."""

import itertools
import math
import operator
import random

import mpmath
import numpy as np
import pytest
import uncertainties
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import intervals
from helpers.reported import Reported

OPEN = math.inf
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
