"""Where a ceiling may lie under all curves that stand, and when it counts as bounded."""

import numpy as np
import pytest

from helpers.curves import evaluate_curve, fit_curves
from helpers.models.ceilings import (
    CEILING_WORDS,
    REACH,
    combine_ceilings,
    find_ends,
    project_growth,
)

TIME = np.arange(2010.0, 2020.0)


def draw(curve="logistic", parameters=(100.0, 0.6, 2014.0), noise=0.05, seed=0):
    return evaluate_curve(curve, parameters, TIME, origin=2010.0)[0] * np.exp(
        noise * np.random.default_rng(seed).standard_normal(10)
    )


def fit_all(value, curves=("exponential", "logistic", "gompertz"), **options):
    return {c: fit_curves(TIME, value, curve=c, scale="log", **options) for c in curves}


def test_no_ceiling_ends_below_a_level_already_seen_and_a_stated_bound_is_used_and_said():
    value = draw(noise=0.15, seed=3, parameters=(100.0, 0.9, 2013.0))
    fits = fit_all(value, ("logistic",))
    table = combine_ceilings(fits, 0.8)
    assert table["low"][0] == value.max() > fits["logistic"].profile("ceiling", 0.8)[0, 0]
    growing = fit_all(draw("exponential", (1.0, 0.3)))
    stated = combine_ceilings(growing, 0.95, at_most=40.0)
    assert stated[["high", "verdict"]].iloc[0].tolist() == [40.0, "bounded as stated"]
    with pytest.raises(ValueError, match="at_most is 2.0; allowed: the highest level seen"):
        combine_ceilings(growing, 0.95, at_most=2.0)


def test_a_ceiling_is_bounded_only_where_no_plausible_curve_goes_on_without_one():
    line = 10 + 2 * (TIME - 2010) + np.random.default_rng(1).normal(0, 0.3, 10)
    with_ceilings = fit_all(line, ("exponential", "logistic", "gompertz"))
    with_all = with_ceilings | fit_all(line, ("linear", "power"))
    assert combine_ceilings(with_ceilings, 0.95)["verdict"][0] == "bounded"
    table = combine_ceilings(with_all, 0.95)
    assert table["verdict"][0] == "bounded below" and "linear" in table["curves"][0]


def test_where_growth_would_end_if_it_ended_is_said_by_the_curves_with_a_ceiling_alone():
    line = 10 + 2 * (TIME - 2010) + np.random.default_rng(1).normal(0, 0.3, 10)
    bent = fit_all(line, ("logistic", "gompertz"))
    alone = combine_ceilings(bent, 0.95)
    table = combine_ceilings(bent | fit_all(line, ("linear", "power")), 0.95, has_if=True)
    assert table["verdict"][0] == "bounded below" and np.isinf(table["high"][0])
    assert table.loc[0, ["if_low", "if_high"]].tolist() == alone.loc[0, ["low", "high"]].tolist()
    assert np.isnan(combine_ceilings(bent, 0.95)[["if_low", "if_high"]].to_numpy(float)).all()
    open_ended = fit_all(draw("exponential", (1.0, 0.3)), ("exponential", "logistic"))
    assert np.isnan(combine_ceilings(open_ended, 0.95, has_if=True)["if_high"][0])


def test_no_upper_end_is_nearer_than_the_record_allows():
    value = draw(noise=0.01, parameters=(100.0, 1.2, 2013.0))
    fits = fit_all(value, ("linear", "logistic"))
    table, near = combine_ceilings(fits, 0.95), combine_ceilings(fits, 0.95, reach=1.0)
    assert near["high"][0] < REACH * value.max() == pytest.approx(table["high"][0])
    assert table["verdict"][0] == near["verdict"][0] == "bounded"
    assert find_ends(fits["logistic"], 0.95)[0, 0] >= value.max()


def test_growth_ahead_is_set_apart_by_whether_a_curve_has_a_ceiling():
    fits = fit_all(draw("exponential", (1.0, 0.3), noise=0.0), ("exponential", "logistic"))
    one = project_growth(fits, ["exponential"], 5).iloc[0]
    assert one["open_low"] == one["open_high"] == pytest.approx(np.expm1(0.3))
    assert np.isnan(one[["limited_low", "limited_high"]].astype(float)).all()
    bent = draw(noise=0.02)
    both = project_growth(fit_all(bent), ["exponential, logistic, gompertz"], 5).iloc[0]
    assert 0 <= both["limited_low"] < both["limited_high"] < both["open_low"]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("bounded", "a ceiling, if one of these curves goes on"),
        ("bounded below", "none to be seen"),
        ("bounded as stated", "none but the whole, or all people"),
        ("refused", "refused: too few points"),
    ],
)
def test_each_verdict_on_a_ceiling_has_its_words(verdict, words):
    assert CEILING_WORDS[verdict] == words and len(CEILING_WORDS) == 4
