"""At each end of an interval the deviance reaches its cut, or the end is open."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import f

from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves

TIME = np.arange(10.0)


def draw(curve="logistic", parameters=(100.0, 0.6, 5.0), count=1, noise=0.05, seed=0, time=TIME):
    rng = np.random.default_rng(seed)
    return evaluate_curve(curve, parameters, time) * np.exp(
        noise * rng.standard_normal((count, time.size))
    )


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", ["logistic", "gompertz"])
@pytest.mark.parametrize("name", ["ceiling", "rate", "midpoint"])
def test_at_each_end_the_others_refitted_by_hand_reach_the_cut(curve, scale, name):
    value = draw(curve)[0]
    fits = fit_curves(TIME, value, curve=curve, scale=scale)
    place = fits.names.index(name)
    best = fits.parameters.to_numpy()[0]
    for end in fits.profile(name)[0]:

        def loss(others, end=end):
            full = np.insert(others, place, end)
            fitted = evaluate_curve(curve, full, TIME)[0]
            residual = np.log(value / fitted) if scale == "log" else value - fitted
            return (residual**2).sum()

        starts = [np.delete(best, place) * k for k in (1.0, 1.1, 0.9)]
        with np.errstate(all="ignore"):
            found = min(
                minimize(
                    loss,
                    s,
                    method="Nelder-Mead",
                    options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 4000},
                ).fun
                for s in starts
            )
        assert found / fits.rss[0] == pytest.approx(1 + f.ppf(0.95, 1, 7) / 7, rel=1e-4)


@pytest.mark.parametrize("curve", ["logistic", "gompertz"])
def test_exponential_data_leave_the_ceiling_open_above(curve):
    value = draw("exponential", (1.0, 0.5), count=60, noise=0.05)
    fits = fit_curves(TIME, value, curve=curve, scale="log")
    ends = fits.profile("ceiling")
    assert np.isinf(ends[:, 1]).mean() >= 0.95
    assert (ends[:, 0] > value.max(axis=1) * 0.8).all()
    assert (
        fits.verdict["ceiling"] == np.where(np.isinf(ends[:, 1]), "bounded below", "identified")
    ).all()
    far = np.isinf(fits.parameters["ceiling"].to_numpy())
    assert far.any() and not fits.converged[far].any()
