"""The outlook of a reference class: by hand, laws, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from helpers.outlook import reference_outlook
from helpers.outlook.stamps import STAMPED, stamp_places
from helpers.outlook.tables import describe_stamped, list_bases

moves = st.lists(st.floats(-0.5, 0.5), min_size=3, max_size=15)


def test_one_year_ahead_by_hand():
    outlook = reference_outlook([90.0, 110.0, 100.0], [0.0, 0.1, 0.2], [0.05])
    arm = student.ppf(0.9, 2) * 0.1 * np.sqrt(1 + 1 / 3)
    assert outlook.central == pytest.approx([100 * np.exp(0.15)])
    assert outlook.interval(0.8)[0] == pytest.approx(
        [90 * np.exp(0.15 - arm), 110 * np.exp(0.15 + arm)]
    )


def test_many_moves_use_their_own_quantiles():
    drawn = np.concatenate([np.full(19, 0.0), [1.0]])
    outlook = reference_outlook([100.0, 100.0], drawn, [0.0])
    low, high = outlook.interval(0.8)[0]
    assert outlook.basis == "quantiles of the moves"
    # nine tenths of these moves are one number, 0.05 below their mean; the centre stays inside
    assert low == pytest.approx(
        100 * np.exp(0.05 - 0.05 * np.sqrt(1 + 1 / 20))
    ) and high == pytest.approx(100 * np.exp(0.05))
    assert reference_outlook([100.0, 100.0], drawn[1:], [0.0]).basis == "t distribution, few moves"


@given(moves, st.floats(0.01, 100), st.integers(1, 4))
def test_intervals_nest_hold_the_centre_and_scale_with_the_level(drawn, scale, years):
    one = reference_outlook([1.0, 1.0], drawn, np.full(years, 0.1))
    other = reference_outlook([scale, scale], drawn, np.full(years, 0.1))
    inner, outer = one.interval(0.8), one.interval(0.95)
    slack = 1 + 1e-9
    assert (outer[:, 0] <= inner[:, 0] * slack).all() and (inner[:, 1] <= outer[:, 1] * slack).all()
    assert (inner[:, 0] <= one.central * slack).all() and (one.central <= inner[:, 1] * slack).all()
    assert other.interval(0.8) == pytest.approx(scale * inner)


@given(moves)
def test_the_error_of_the_nations_forecast_widens_the_interval(drawn):
    plain = reference_outlook([1.0, 1.0], drawn, [0.1])
    wider = reference_outlook([1.0, 1.0], drawn, [0.1], lambda level: np.array([0.3]))
    arm = np.log(plain.interval(0.8)[0] / plain.central[0])
    assert np.log(wider.interval(0.8)[0] / wider.central[0]) == pytest.approx(
        [-np.hypot(arm[0], 0.3), np.hypot(arm[1], 0.3)]
    )


@pytest.mark.parametrize("count", [3, 20])
def test_moves_that_are_all_alike_leave_the_nations_error(count):
    outlook = reference_outlook(
        [100.0, 100.0], np.zeros(count), [0.0], lambda level: np.array([0.3])
    )
    assert outlook.interval(0.8)[0] == pytest.approx([100 * np.exp(-0.3), 100 * np.exp(0.3)])


def test_two_years_ahead_by_hand():
    outlook = reference_outlook(
        [100.0, 100.0], [0.0, 0.1, 0.2], [0.05, 0.02], lambda level: np.array([0.0, 0.1])
    )
    assert outlook.central == pytest.approx([100 * np.exp(0.15), 100 * np.exp(0.05 + 0.02 + 0.2)])
    arm = np.hypot(student.ppf(0.9, 2) * 0.1 * np.sqrt(2 + 4 / 3), 0.1)
    assert outlook.interval(0.8)[1] == pytest.approx(100 * np.exp(0.27 + np.array([-arm, arm])))
    drawn = np.linspace(-0.2, 0.2, 25)
    many = reference_outlook([100.0, 100.0], drawn, [0.0, 0.0])
    assert np.log(many.interval(0.8)[1] / 100) == pytest.approx(
        np.sqrt(2 + 4 / 25) * np.quantile(drawn, [0.1, 0.9])
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([1.0, 2.0], [0.1, 0.2], [0.1]), "moves holds 2; allowed: 3 or more"),
        (([0.0, 2.0], [0.1, 0.2, 0.3], [0.1]), "above 0"),
        (([2.0, 1.0], [0.1, 0.2, 0.3], [0.1]), "lower and an upper bound"),
        (([1.0, np.inf], [0.1, 0.2, 0.3], [0.1]), "last is .* finite"),
        (([1.0, 2.0], [0.1, 0.2, np.nan], [0.1]), "moves is .* finite"),
        (([1.0, 2.0], [0.1, 0.2, 0.3], []), "no year"),
    ],
    ids=["few", "nothing", "order", "open", "missing", "no-year"],
)
def test_what_gives_no_outlook_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        reference_outlook(*arguments)


@pytest.mark.parametrize("level", [0, 1, 1.5, "0.8"])
def test_a_level_outside_nought_and_one_is_refused(level):
    with pytest.raises(ValueError, match="level is"):
        reference_outlook([1.0, 1.0], [0.1, 0.2, 0.3], [0.1]).interval(level)


def test_places_that_nothing_can_be_said_of_make_a_table_without_rows():
    observations = pd.DataFrame(columns=["entity_id", "indicator_id", "period_end", "status"])
    observations["period_end"] = pd.to_datetime(observations["period_end"])
    none = pd.DataFrame(columns=["benchmark_id"])
    stamped = stamp_places([], observations, none, none, year=2023, years=2)
    assert list(stamped.columns) == list(STAMPED)
    assert describe_stamped(stamped).empty and list_bases(stamped) == "none"
