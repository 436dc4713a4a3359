"""The outlook of a reference class: by hand, laws, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.outlook import reference_outlook
from helpers.outlook.moves import list_moves
from helpers.outlook.reference import RECORD_80
from helpers.outlook.short import REFERENCE_KINDS
from helpers.outlook.stamps import STAMPED, stamp_places
from helpers.outlook.tables import describe_outlooks, describe_stamped

moves = st.lists(st.floats(-0.5, 0.5), min_size=3, max_size=15)


def test_one_year_ahead_by_hand():
    outlook = reference_outlook([90.0, 110.0, 100.0], [0.0, 0.1, 0.2], [0.05])
    arm = student.ppf(0.9, 2) * 0.1 * np.sqrt(1 + 1 / 3)
    assert outlook.central == pytest.approx([100 * np.exp(0.15)])
    assert outlook.interval(0.8)[0] == pytest.approx(
        [90 * np.exp(0.15 - arm), 110 * np.exp(0.15 + arm)]
    )


def test_lasting_differences_by_hand():
    # means 0.1 and 0.5, yearly variance 0.02; their variance 0.08 is 0.07 more than 0.02 / 2
    outlook = reference_outlook(
        [100.0, 100.0], [0.0, 0.2, 0.4, 0.6], [0.0, 0.0], places=["a", "a", "b", "b"]
    )
    years, places = 0.02 * np.array([1 + 1 / 4, 2 + 4 / 4]), 0.07 * np.array([1, 4]) * (1 + 1 / 2)
    freedom = (years + places) ** 2 / (years**2 / 2 + places**2)
    arm = student.ppf(0.9, freedom) * np.sqrt(years + places)
    assert outlook.lasting == pytest.approx(np.sqrt(0.07 / 0.02))
    assert np.log(outlook.interval(0.8)[:, 1] / outlook.central) == pytest.approx(arm)
    assert outlook.basis == "t distribution with lasting differences between places"


def test_heavy_tails_narrow_the_inner_interval_and_fade_with_the_years():
    heavy = 0.1 * np.array([-1, 1] * 20 + [-6, 6], float)
    plain = np.array([-1, 1] * 21, float) * heavy.std()
    outer, inner = (
        [
            np.log(reference_outlook([1.0, 1.0], moves, np.zeros(8)).interval(level)[:, 1])
            for moves in (heavy, plain)
        ]
        for level in (0.99, 0.80)
    )
    assert (inner[0] < inner[1]).all() and (outer[0] > outer[1]).all()
    assert (np.diff(inner[0] / inner[1]) > 0).all()


def test_places_that_do_not_differ_or_have_one_move_each_are_one_class():
    drawn = np.linspace(-0.2, 0.2, 8)
    plain = reference_outlook([1.0, 1.0], drawn, [0.0] * 3)
    assert np.isnan(plain.lasting) and plain.basis == "t distribution"
    single = reference_outlook([1.0, 1.0], drawn, [0.0] * 3, places=np.arange(8))
    np.testing.assert_array_equal(single.interval(0.8), plain.interval(0.8))
    alike = np.array([-0.2, 0.2, -0.2, 0.2, -0.2, 0.2])
    assert reference_outlook([1.0, 1.0], alike, [0.0], places=[1, 1, 2, 2, 3, 3]).lasting == 0.0


def make_panel(rng, *, places, years, lasting, freedom):
    """Return moves of many places and the sums of five further moves of one more of them."""
    effect = rng.normal(0.0, lasting * np.sqrt(freedom / (freedom - 2)), places + 1)
    seen = effect[:-1, None] + rng.standard_t(freedom, (places, years))
    later = effect[-1] * np.arange(1, 6) + rng.standard_t(freedom, 5).cumsum()
    return seen, later


@pytest.mark.parametrize("freedom", [3, 30], ids=["heavy-tails", "nearly-normal"])
@pytest.mark.parametrize("lasting", [0.0, 0.3, 0.6])
@pytest.mark.parametrize(("places", "years"), [(6, 6), (30, 5)])
def test_made_panels_are_covered_one_to_five_years_ahead(freedom, lasting, places, years):
    rng = np.random.default_rng(20260101)
    runs, inside = 1_000, np.zeros(5)
    names = np.repeat(np.arange(places), years)
    for _ in range(runs):
        seen, later = make_panel(rng, places=places, years=years, lasting=lasting, freedom=freedom)
        # moves are a tenth, so that levels stay in range
        outlook = reference_outlook([1.0, 1.0], 0.1 * seen.ravel(), np.zeros(5), places=names)
        ends = np.log(outlook.interval(0.80))
        inside += (ends[:, 0] <= 0.1 * later) & (0.1 * later <= ends[:, 1])
    assert (inside / runs >= 0.75).all() and (inside / runs <= 0.86).all()


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


def test_a_place_for_each_move_is_asked_for():
    with pytest.raises(ValueError, match=r"places has shape \(2,\); allowed: one place a move"):
        reference_outlook([1.0, 1.0], [0.1, 0.2, 0.3], [0.1], places=["a", "b"])


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
    assert describe_stamped(stamped).empty and describe_outlooks(stamped, stamped, none).empty


def test_the_outlook_with_all_rates_and_the_record_of_the_law_stand_beside(data_dir):
    yuan = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}
    press = assemble_observations(data_dir, **yuan)
    nation = assemble_benchmarks(data_dir, **yuan)
    kinds = (*REFERENCE_KINDS, "livestream_retail_growth_rate")
    classes = [list_moves(nation, REFERENCE_KINDS), list_moves(nation, kinds, across_breaks=True)]
    added = set(classes[1]["benchmark_id"]) - set(classes[0]["benchmark_id"])
    assert added == {
        "tibet_online_retail_growth-2023-12-31",
        "xinjiang_livestream_retail_growth-2023-12-31",
    }
    city = [("aksu_city", "online_retail_sales")]
    own, wider = (stamp_places(city, press, m, nation, year=2023, years=2) for m in classes)
    assert (wider["high_80"] > own["high_80"]).all()
    nought = press.assign(low=0.0)
    assert stamp_places(city, nought, classes[0], nation, year=2023, years=2).empty
    table = describe_outlooks(own, wider, classes[0])
    assert table["80 % with all rates"].ne(table["80 % interval"]).all()
    assert f"{100 * RECORD_80[0]:.0f}" in table.attrs["note"]
