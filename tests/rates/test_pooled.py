"""Pooled growth: by hand, an outside answer, laws and refusals."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student
from statsmodels.stats.meta_analysis import combine_effects

from helpers.rates.pooled import find_within_variance, pool_growth

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


def test_equal_variances_and_no_spread_are_the_plain_mean_by_hand():
    table = TABLE.assign(growth=0.2, low=0.2, high=0.2, variance=0.004)
    pool = pool_growth(table)
    assert (pool.mean, pool.between_variance, pool.scale) == (pytest.approx(0.2), 0.0, 1.0)
    assert pool.high - pool.mean == pytest.approx(student.ppf(0.975, 3) * np.sqrt(0.004 / 4))
    assert pool.prediction_high - pool.mean == pytest.approx(
        student.ppf(0.975, 2) * np.sqrt(0.004 / 4)
    )


def test_statsmodels_gives_the_same_mean_and_hartung_knapp_interval():
    pool = pool_growth(TABLE)
    outside = combine_effects(
        TABLE["growth"].to_numpy(), TABLE["variance"].to_numpy(), method_re="iterated"
    )
    assert pool.mean == pytest.approx(outside.mean_effect_re, rel=1e-6)
    assert pool.standard_error == pytest.approx(outside.sd_eff_w_re_hksj, rel=1e-4)
    assert pool.high - pool.mean == pytest.approx(student.ppf(0.975, 3) * pool.standard_error)


def test_the_hartung_knapp_factor_is_never_below_one():
    table = TABLE.assign(growth=[0.20, 0.201, 0.20, 0.199], low=0.19, high=0.21)
    pool = pool_growth(table)
    assert pool.scale == 1.0 and pool.standard_error == pytest.approx(
        np.sqrt(1 / (1 / table["variance"]).sum())
    )


def test_bounds_are_pooled_as_bounds_and_shrunk_places_lie_between_themselves_and_the_mean():
    pool = pool_growth(TABLE)
    assert pool.mean_of_lows < pool.mean < pool.mean_of_highs
    assert pool.bounds_low < pool.low and pool.bounds_high > pool.high
    away = np.abs(pool.places["growth"] - pool.mean)
    assert (np.abs(pool.places["shrunk"] - pool.mean) <= away).all()
    assert pool.places["weight"].sum() == pytest.approx(1.0)
    assert "press" in pool.note


def test_leaving_a_place_out_is_pooling_without_it():
    pool, without = pool_growth(TABLE), pool_growth(TABLE.drop(index=1))
    assert pool.places["without_mean"][1] == pytest.approx(without.mean)
    assert pool.places["without_low"][1] == pytest.approx(without.low)


def test_a_prediction_is_refused_below_three_places():
    pool = pool_growth(TABLE.head(2))
    assert (
        np.isnan(pool.prediction_low) and np.isnan(pool.prediction_high) and np.isfinite(pool.low)
    )
    assert pool.places["without_mean"].isna().all()


def test_short_series_get_an_assumed_variance_that_is_labelled():
    table = find_within_variance(
        [9, 4, 2], [0.02, 0.03, np.nan], [8.0, 3.0, 4.0], [0.0, 0.0, 0.06], yearly_variance=0.01
    )
    assert table["basis"].tolist() == ["model", "assumed", "assumed"]
    assert table["variance"].tolist() == pytest.approx([0.0004, 0.01 / 3, 0.01 / 4 + 0.06**2 / 12])


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
    for change in ({"count": [1]}, {"years": [0.0]}, {"width": [np.inf]}, {"yearly_variance": 0.0}):
        options = {
            "count": [2],
            "standard_error": [np.nan],
            "years": [1.0],
            "width": [0.0],
            "yearly_variance": 0.01,
        } | change
        with pytest.raises(ValueError, match=next(iter(change))):
            find_within_variance(**options)
