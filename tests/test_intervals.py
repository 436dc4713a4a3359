"""Interval arithmetic: by hand, by law, against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import intervals

bound = st.floats(0, 1e6, allow_nan=False, allow_subnormal=False)


@st.composite
def positive_intervals(draw, least=0.0):
    low, high = sorted((draw(bound), draw(bound)))
    return [low + least, high + least]


@pytest.mark.parametrize(
    ("function", "a", "b", "expected"),
    [
        pytest.param(intervals.add, [1, 2], [10, 20], [11, 22], id="sum"),
        pytest.param(intervals.multiply, [-1, 2], [3, 4], [-4, 8], id="product-with-sign"),
        pytest.param(
            intervals.divide, [300, 400], [0.6, 0.7], [300 / 0.7, 400 / 0.6], id="staff-over-share"
        ),
        pytest.param(intervals.divide, [0, 0], [0, 4], [0, 0], id="nought-over-anything"),
        pytest.param(intervals.multiply, [0, 1], [2, np.inf], [0, np.inf], id="open-product"),
        pytest.param(intervals.divide, [2, np.inf], [1, 2], [1, np.inf], id="open-quotient"),
    ],
)
def test_worked_by_hand(function, a, b, expected):
    np.testing.assert_allclose(function(a, b), expected)


@given(positive_intervals(), positive_intervals(least=0.5), st.floats(0, 1), st.floats(0, 1))
def test_every_pair_of_allowed_values_falls_inside(a, b, u, v):
    x, y = a[0] + u * (a[1] - a[0]), b[0] + v * (b[1] - b[0])
    for function, value in (
        (intervals.add, x + y),
        (intervals.multiply, x * y),
        (intervals.divide, x / y),
    ):
        low, high = function(a, b)
        slack = 1e-9 * max(1.0, abs(value))
        assert low - slack <= value <= high + slack


@given(positive_intervals(), positive_intervals(least=0.5))
def test_the_bounds_are_reached_by_allowed_values(a, b):
    for function, operate in ((intervals.multiply, np.multiply), (intervals.divide, np.divide)):
        corners = [operate(x, y) for x in a for y in b]
        np.testing.assert_allclose(function(a, b), [min(corners), max(corners)])


def test_many_intervals_are_worked_at_once():
    many = intervals.divide([[1, 2], [3, 4]], [[1, 1], [2, 2]])
    np.testing.assert_allclose(many, [[1, 2], [1.5, 2]])


def test_intervals_that_touch_overlap():
    assert intervals.overlap([1, 2], [2, 3]) and not intervals.overlap([1, 2], [2.5, 3])


@pytest.mark.parametrize("divisor, words", [([-1, 1], "negative"), ([0, 0], "exactly 0")])
def test_a_divisor_that_is_no_amount_is_refused(divisor, words):
    with pytest.raises(ValueError, match=words):
        intervals.divide([1, 2], divisor)
