"""Comparing curves: by hand, refusals, and what is averaged."""

import numpy as np
import pytest
from scipy.stats import norm

from helpers.curves.compare import average_growth, compare_curves
from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves

TIME = np.arange(2010.0, 2020.0)


def draw(curve="logistic", parameters=(100.0, 0.6, 2014.0), noise=0.05, seed=0):
    return evaluate_curve(curve, parameters, TIME, origin=2010.0)[0] * np.exp(
        noise * np.random.default_rng(seed).standard_normal(10)
    )


def fit_all(value, curves=("exponential", "logistic", "gompertz"), **options):
    return {c: fit_curves(TIME, value, curve=c, scale="log", **options) for c in curves}


def test_the_criterion_by_hand():
    value = draw("exponential", (1.0, 0.3))
    fits = fit_all(value, ("exponential",))
    slope, level = np.polyfit(TIME - 2010, np.log(value), 1)
    residual = np.log(value) - level - slope * (TIME - 2010)
    sigma = np.sqrt((residual**2).mean())
    log_likelihood = norm.logpdf(residual, scale=sigma).sum() - np.log(value).sum()
    table = compare_curves(fits)
    assert table["aicc"][0] == pytest.approx(-2 * log_likelihood + 2 * 3 * 10 / (10 - 3 - 1))
    assert table["weight"][0] == 1.0


def test_weights_add_to_one_and_the_true_curve_wins():
    table = compare_curves(fit_all(draw(noise=0.02)))
    assert table["weight"].sum() == pytest.approx(1.0)
    assert table.loc[table["weight"].idxmax(), "curve"] == "logistic"
    assert table["difference"].min() == 0.0


def test_scales_are_compared_by_the_density_of_the_values():
    value = draw(noise=0.3, seed=3)
    fits = {scale: fit_curves(TIME, value, scale=scale) for scale in ("natural", "log")}
    assert compare_curves(fits).set_index("curve")["weight"]["log"] > 0.5


def test_the_criterion_is_refused_where_n_is_too_small():
    value = draw()
    five = {
        c: fit_curves(TIME[:5], value[:5], curve=c, scale="log")
        for c in ("exponential", "logistic")
    }
    table = compare_curves(five).set_index("curve")
    assert np.isnan(table["aicc"]["logistic"])  # n = 5, k = 4 with sigma: 5 <= 4 + 1
    assert table["weight"]["exponential"] == 1.0


def test_other_observations_and_other_readings_are_not_compared():
    value = draw()
    one = fit_curves(TIME, value, scale="log")
    for other in (
        fit_curves(TIME, value * 1.001, scale="log"),
        fit_curves(TIME, value, value * 0.9, value * 1.1, scale="log"),
        fit_curves(TIME, value, weights=np.arange(1.0, 11.0), scale="log"),
    ):
        with pytest.raises(ValueError, match="other observations"):
            compare_curves({"one": one, "other": other})
    with pytest.raises(ValueError, match="fits is empty"):
        compare_curves({})


def test_averaged_growth_lies_among_the_curves_and_no_ceiling_is_averaged():
    table = average_growth(fit_all(draw()))
    assert table["lowest"][0] <= table["growth"][0] <= table["highest"][0]
    assert table["standard_error"][0] > 0 and "ceiling" not in table
    value = draw()
    assert table["growth"][0] == pytest.approx(np.log(value[-1] / value[0]) / 9, abs=0.05)


def test_growth_of_the_exponential_is_its_rate_with_its_error():
    fits = fit_curves(TIME, draw("exponential", (1.0, 0.3)), curve="exponential", scale="log")
    np.testing.assert_allclose(fits.growth["growth"], fits.parameters["rate"], rtol=1e-10)
    np.testing.assert_allclose(
        fits.growth["standard_error"], fits.standard_errors["rate"], rtol=1e-8
    )
