"""Pooled growth: by hand, an outside answer, laws and refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats.meta_analysis import combine_effects

from helpers.rates.pooled import (
    _combine,
    _find_mean,
    assume_variance,
    find_between_variance,
    pool_growth,
    predict_place,
)

TABLE = pd.DataFrame(
    {
        "place": ["a", "b", "c", "d"],
        "family": "online retail",
        "growth": [0.10, 0.45, 0.30, 0.25],
        "variance": [0.001, 0.004, 0.002, 0.001],
        "low": [0.08, 0.40, 0.30, 0.20],
        "high": [0.12, 0.55, 0.30, 0.28],
    }
)


# Three classic sets as metafor analyses and tests them, read on 2026-11-29 at
# https://github.com/wviechtb/metafor/tree/master/tests/testthat and in its documentation.
# test_analysis_example_dersimonian2007.r: CLASP, low-dose aspirin, events and women in two arms.
CLASP = {
    "treated": [5, 5, 12, 69, 9, 313],
    "of_treated": [156, 303, 565, 1570, 103, 4659],
    "control": [8, 17, 9, 94, 11, 352],
    "of_control": [74, 303, 477, 1565, 105, 4650],
}
# dat.raudenbush1985: standardised mean differences of 19 studies of teachers' expectations.
RAUDENBUSH = (
    [0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80]
    + [0.54, 0.18, -0.02, 0.23, -0.18, -0.06, 0.30, 0.07, -0.07],
    [0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630]
    + [0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303],
)
# dat.bcg (Colditz et al. 1994): tuberculosis with and without vaccination in 13 trials.
BCG = {
    "treated": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "spared": [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886],
    "control": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "control_spared": [
        128,
        274,
        209,
        12619,
        5761,
        1079,
        619,
        87892,
        7232,
        1600,
        27197,
        2338,
        17825,
    ],
}


def read_clasp():
    """Return log odds ratios and their variances."""
    a, n, c, m = (np.array(v, float) for v in CLASP.values())
    effect = np.log(a * (m - c) / (c * (n - a)))
    return effect, 1 / a + 1 / c + 1 / (n - a) + 1 / (m - c)


def read_bcg():
    """Return log risk ratios and their variances."""
    a, b, c, d = (np.array(v, float) for v in BCG.values())
    effect = np.log(a / (a + b) * (c + d) / c)
    return effect, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


# tau^2 (of CLASP tau), mean and plain standard error, by method="REML"
METAFOR = {
    "clasp": (read_clasp(), 0.1843**2, -0.2980, 0.1343),
    "raudenbush": (tuple(map(np.array, RAUDENBUSH)), 0.0188, 0.0837, 0.0837 / 1.6208),
    "bcg": (read_bcg(), 0.3132, -0.7145, 0.1798),
}


@pytest.mark.parametrize("name", METAFOR)
def test_metafor_prints_the_same_variance_mean_and_error(name):
    (effect, variance), between, mean, error = METAFOR[name]
    found = find_between_variance(effect, variance)
    assert found == pytest.approx(between, abs=6e-5)
    assert _find_mean(found, effect, variance)[:2] == pytest.approx((mean, error), abs=6e-5)


def test_the_plain_interval_is_metafors_and_the_hartung_knapp_one_is_wider():
    effect, variance = read_bcg()
    mean, plain, factor = _find_mean(find_between_variance(effect, variance), effect, variance)
    reach = 1.959964 * plain
    assert (mean - reach, mean + reach) == pytest.approx((-1.0669, -0.3622), abs=6e-5)
    _, error, low, high, _ = _combine(effect, variance, 0.95)
    assert (
        error == pytest.approx(plain * np.sqrt(factor)) and low < mean - reach < mean + reach < high
    )


def draw_effects(seed):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(2, 12))
    variance = 10 ** rng.uniform(-5, -1, k)
    spread = rng.choice([0.0, 0.05, 0.5])
    return rng.normal(0.2, np.sqrt(variance + spread**2)), variance


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_other_variance_between_places_is_likelier(seed):
    effect, variance = draw_effects(seed)
    found = find_between_variance(effect, variance)

    def find_density(between):
        # the density of contrasts of the effects, which the mean does not enter
        contrast = np.linalg.qr(np.ones((effect.size, 1)), mode="complete")[0][:, 1:]
        covariance = contrast.T @ np.diag(variance + between) @ contrast
        seen = contrast.T @ effect
        return -0.5 * (np.linalg.slogdet(covariance)[1] + seen @ np.linalg.solve(covariance, seen))

    tried = np.concatenate([[0.0], np.geomspace(1e-8, 10.0, 60), found * np.array([0.999, 1.001])])
    assert find_density(found) >= max(map(find_density, tried)) - 1e-9


@given(st.integers(0, 10_000), st.floats(0.5, 0.99))
@settings(max_examples=40, deadline=None)
def test_the_interval_is_never_narrower_than_the_normal_one(seed, level):
    effect, variance = draw_effects(seed)
    _, _, low, high, between = _combine(effect, variance, level)
    plain = _find_mean(between, effect, variance)[1]
    assert high - low >= 2 * student.ppf(0.5 + 0.5 * level, 1e6) * plain * (1 - 1e-4)


def test_a_prediction_is_that_of_draws_of_variance_mean_and_place():
    effect, variance = (v[:8] for v in read_bcg())
    rng = np.random.default_rng(20260101)
    k, draws = effect.size, 20_000
    squares = rng.chisquare(k - 1, draws)
    low, high = np.zeros(draws), np.full(draws, 100.0)
    for _ in range(60):  # bisection: the sum of weighted squares falls with the variance
        between = 0.5 * (low + high)
        weight = 1 / (variance + between[:, None])
        mean = (weight * effect).sum(axis=1) / weight.sum(axis=1)
        sums = (weight * (effect - mean[:, None]) ** 2).sum(axis=1)
        low, high = np.where(sums > squares, between, low), np.where(sums > squares, high, between)
    error = np.sqrt(sums / (k - 1) / weight.sum(axis=1))
    places = mean + error * rng.standard_t(k - 1, draws) + np.sqrt(between) * rng.normal(size=draws)
    expected = np.quantile(places, [0.1, 0.9])
    assert predict_place(effect, variance, 0.80) == pytest.approx(expected, abs=0.03)


def test_a_prediction_holds_a_new_place_as_often_as_it_says():
    rng, inside, runs = np.random.default_rng(5), 0, 150
    for _ in range(runs):
        variance = rng.uniform(0.002, 0.02, 5)
        effect = rng.normal(0.2, np.sqrt(variance + 0.1**2))
        low, high = predict_place(effect, variance, 0.80)
        inside += low <= rng.normal(0.2, 0.1) <= high
    assert 0.72 <= inside / runs <= 0.90  # three standard errors of a share of 0.80 or more


def test_alike_growth_is_not_known_better_than_its_errors_allow():
    # one step of DerSimonian and Laird leaves a variance between places below 0, and with it an
    # interval that is tens of times too narrow
    effect, variance = np.array([0.2, 0.201, 0.2, 0.199]), np.full(4, 0.001)
    one_step = combine_effects(effect, variance, method_re="dl")
    _, error, low, high, between = _combine(effect, variance, 0.95)
    assert between == 0.0 and error == pytest.approx(np.sqrt(0.001 / 4))
    assert error > 10 * one_step.sd_eff_w_re and high - low > 0.1


def test_equal_variances_and_no_spread_are_the_plain_mean_by_hand():
    table = TABLE.assign(growth=0.2, low=0.2, high=0.2, variance=0.004)
    pool = pool_growth(table)
    assert (pool.mean, pool.between_variance) == (pytest.approx(0.2), 0.0)
    assert pool.high - pool.mean == pytest.approx(student.ppf(0.975, 3) * np.sqrt(0.004 / 4))
    assert pool.prediction_low <= pool.mean <= pool.prediction_high


def test_statsmodels_gives_the_same_mean_and_error_where_its_variance_is_ours():
    # alike variances: restricted likelihood and Paule and Mandel agree
    table = TABLE.assign(variance=0.002)
    pool = pool_growth(table)
    outside = combine_effects(
        table["growth"].to_numpy(), table["variance"].to_numpy(), method_re="iterated"
    )
    assert pool.between_variance == pytest.approx(outside.tau2, rel=1e-4)
    assert pool.mean == pytest.approx(outside.mean_effect_re, rel=1e-6)
    assert pool.standard_error == pytest.approx(outside.sd_eff_w_re_hksj, rel=1e-4)
    assert pool.high - pool.mean == pytest.approx(student.ppf(0.975, 3) * pool.standard_error)


def test_the_hartung_knapp_factor_is_never_below_one():
    table = TABLE.assign(growth=[0.20, 0.201, 0.20, 0.199], low=0.19, high=0.21)
    pool = pool_growth(table)
    assert pool.standard_error == pytest.approx(np.sqrt(1 / (1 / table["variance"]).sum()))


def test_bounds_are_pooled_as_bounds_and_shrunk_places_lie_between_themselves_and_the_mean():
    pool = pool_growth(TABLE)
    assert pool.mean_of_lows < pool.mean < pool.mean_of_highs
    away = np.abs(pool.places["growth"] - pool.mean)
    assert (np.abs(pool.places["shrunk"] - pool.mean) <= away).all()
    assert "press" in pool.note


def test_a_prediction_is_refused_below_three_places():
    pool = pool_growth(TABLE.head(2))
    assert (
        np.isnan(pool.prediction_low) and np.isnan(pool.prediction_high) and np.isfinite(pool.low)
    )


def test_the_assumed_variance_is_that_of_the_years_and_of_the_bounds():
    assumed = assume_variance([3.0, 4.0], [0.0, 0.06], yearly_variance=0.01)
    assert assumed.tolist() == pytest.approx([0.01 / 3, 0.01 / 4 + 0.06**2 / 12])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            {"variance": [0.001, 0.0, 0.001, 0.001]}, "variance is 0.0", id="zero-variance"
        ),
        pytest.param({"family": ["x", "y", "x", "x"]}, "families", id="families"),
        pytest.param({"place": ["a", "a", "b", "c"]}, "'a' twice", id="place-twice"),
        pytest.param({"growth": [np.nan, 0.1, 0.1, 0.1]}, "growth is nan", id="nan"),
        pytest.param({"low": [0.5, 0.4, 0.3, 0.2]}, "growth is 0.1, outside", id="bounds"),
    ],
)
def test_bad_pools_are_refused(change, words):
    with pytest.raises(ValueError, match=words):
        pool_growth(TABLE.assign(**change))


def test_one_place_and_missing_columns_are_refused():
    with pytest.raises(ValueError, match="1 places"):
        pool_growth(TABLE.head(1))
    with pytest.raises(ValueError, match="lacks"):
        pool_growth(TABLE.drop(columns="low"))
    with pytest.raises(ValueError, match="level is 2"):
        pool_growth(TABLE, level=2)
    for change in ({"years": [0.0]}, {"width": [np.inf]}, {"yearly_variance": 0.0}):
        options = {"years": [1.0], "width": [0.0], "yearly_variance": 0.01} | change
        with pytest.raises(ValueError, match=next(iter(change))):
            assume_variance(**options)
