"""Whether long series bend, and what few points say."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made import BENT, STEADY, make

from helpers.data.assemble import assemble_observations
from helpers.models.ceilings import combine_ceilings
from helpers.models.series import fit_series
from helpers.models.slowdown import (
    climb,
    compare_scales,
    count_points_needed,
    find_bands,
    find_scatter,
    find_slowdown,
    fit_pairs,
)
from helpers.rates import pair_observations

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


def test_growth_that_falls_from_year_to_year_is_seen_and_steady_growth_is_not():
    low, high = find_slowdown(BENT, 0.95)
    assert high < 0
    low, high = find_slowdown(STEADY, 0.95)
    assert low < 0 < high
    assert find_slowdown(BENT.until(2013), 0.95) is None


def test_from_a_level_of_nought_there_is_no_rate_of_growth():
    value = np.where(np.arange(BENT.value.size) == 3, 0.0, BENT.value)
    low, high = find_slowdown(replace(BENT, value=value), 0.95)
    assert np.isfinite([low, high]).all()


def test_a_band_holds_its_curve_and_widens_beyond_the_data():
    ((time, band),) = find_bands([BENT], ["logistic"], 0.95, years_beyond=4)
    assert (band[:, 1] <= band[:, 0]).all() and (band[:, 0] <= band[:, 2]).all()
    width = np.log(band[:, 2] / band[:, 1])
    assert width[-1] > width[time <= BENT.time[-1]].min()


def test_bands_of_many_series_are_those_of_each_alone():
    series, curves = [BENT, STEADY, BENT.until(2015)], ["logistic", "exponential", "gompertz"]
    together = find_bands(series, curves, 0.9, years_beyond=2)
    for one, curve, (time, band) in zip(series, curves, together, strict=True):
        ((alone, expected),) = find_bands([one], [curve], 0.9, years_beyond=2)
        np.testing.assert_array_equal(time, alone)
        np.testing.assert_allclose(band, expected, rtol=1e-6)


def test_two_levels_allow_the_growth_of_their_bounds_and_no_ceiling(data_dir):
    pairs = pair_observations(assemble_observations(data_dir, **YUAN))
    few = fit_pairs(pairs, 0.05, 0.95).set_index("what")
    city = few.loc["Online retail sales (Aksu city)"]
    assert np.exp(city["rate_low"] * 9) == pytest.approx(3.4235 / 0.45) and np.exp(
        city["rate_high"] * 9
    ) == pytest.approx(3.4245 / 0.35)
    kept = pairs[
        (pairs["refused"] == "") & (pairs["status"] == "reported") & pairs["is_dated"].astype(bool)
    ]
    assert np.expm1(few["rate_low"]).tolist() == pytest.approx(
        kept["annual_growth_low"].tolist()
    ), "the same bounds as page four"
    assert few["logistic"].str.startswith("refused").all()
    stated = few["stated_low"].notna()
    assert (few["twice_low"] < few["stated_low"])[stated].all() and (
        few["stated_high"] < few["twice_high"]
    )[stated].all()
    assert (few["stated_low"] < few["rate_low"])[stated].all(), (
        "scatter widens what the words allow"
    )


def test_no_scatter_to_state_leaves_the_plain_range(data_dir):
    few = fit_pairs(pair_observations(assemble_observations(data_dir, **YUAN)), np.nan, 0.95)
    assert few["stated_low"].isna().all() and few["rate_low"].notna().all()


def test_few_points_say_nothing_of_a_ceiling_and_many_do():
    ladder = climb(BENT, ("exponential", "logistic", "gompertz"), 0.95)
    assert ladder["points"].tolist() == list(range(2, 15))
    assert ladder["low"].isna()[0] and np.isfinite(ladder["high"].iloc[-1])
    assert ladder["low"].iloc[-1] < 100 < ladder["high"].iloc[-1]
    assert 5 < count_points_needed(ladder) <= 14


@pytest.mark.parametrize(
    ("high", "needed"),
    [
        ([np.nan, np.inf, 5.0, 4.0], 4),
        ([np.inf, 5.0, np.inf, 4.0], 5),
        ([1.0, 1.0], 2),
        ([np.nan, np.inf], None),
    ],
    ids=["once-seen", "lost-again", "from-the-start", "never"],
)
def test_a_ceiling_that_is_lost_again_is_not_counted(high, needed):
    ladder = pd.DataFrame({"points": range(2, 2 + len(high)), "high": high})
    assert count_points_needed(ladder) == needed


def test_the_scatter_that_is_stated_is_the_median_of_the_best_curves():
    fits = fit_series([BENT, STEADY], ("exponential", "logistic"))
    ceilings = combine_ceilings(fits, 0.95)
    assert find_scatter([BENT, STEADY], fits, ceilings) == pytest.approx(
        np.median([fits["logistic"].sigma[0], fits["exponential"].sigma[1]])
    )


def test_relative_errors_win_where_errors_are_relative():
    rng = np.random.default_rng(3)
    value = 100 / (1 + np.exp(-0.8 * (np.arange(14) - 6))) * np.exp(0.1 * rng.standard_normal(14))
    scales = compare_scales([make(value)], ("logistic",))
    assert scales["relative"][0] > 0.9
