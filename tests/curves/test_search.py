"""The search: no worse than a loop of fits one by one, and each series as if alone."""

import numpy as np
import pytest
from drawn import draw
from scipy.optimize import curve_fit

from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves


@pytest.mark.parametrize("curve", ["logistic", "gompertz"])
def test_no_series_ends_above_a_loop_of_curve_fit(curve):
    time, value = draw(60, np.random.default_rng(1))
    fits = fit_curves(time, value, curve=curve)
    assert fits.converged.all()

    def function(t, *p):
        return evaluate_curve(curve, p, t)[0]

    for i, start in enumerate(fits.parameters.to_numpy()):
        parameters, covariance = curve_fit(
            function, time, value[i], p0=start * [1.02, 0.97, 1.0], ftol=1e-14, xtol=1e-14
        )
        assert fits.rss[i] <= ((value[i] - function(time, *parameters)) ** 2).sum() * (1 + 1e-9)
        np.testing.assert_allclose(
            fits.standard_errors.to_numpy()[i], np.sqrt(np.diag(covariance)), rtol=1e-3
        )


def test_each_row_is_fitted_as_if_alone_with_gaps_weights_and_own_times():
    rng = np.random.default_rng(3)
    time, value = draw(25, rng)
    times = time + rng.uniform(-0.3, 0.3, value.shape)
    value[rng.random(value.shape) < 0.15] = np.nan
    weights = rng.uniform(0.5, 2.0, value.shape)
    together = fit_curves(times, value, weights=weights)
    for i in range(0, 25, 6):
        seen = ~np.isnan(value[i])
        alone = fit_curves(times[i, seen], value[i, seen], weights=weights[i, seen])
        np.testing.assert_allclose(together.parameters.iloc[i], alone.parameters.iloc[0], rtol=1e-8)
        np.testing.assert_allclose(together.rss[i], alone.rss[0], rtol=1e-9)


def test_a_bad_row_does_not_disturb_the_others():
    time, value = draw(5, np.random.default_rng(4))
    clean = fit_curves(time, value)
    broken = np.vstack([value, np.full(11, np.nan), np.full(11, 7.0), -value[0]])
    fits = fit_curves(time, broken)
    np.testing.assert_array_equal(fits.parameters.to_numpy()[:5], clean.parameters.to_numpy())
    assert not fits.converged[5:].any() and fits.parameters.iloc[5:].isna().all(axis=None)
