"""Fits of many series: certified answers, laws, and independence of the rows."""

import json

import numpy as np
import pytest
from scipy.optimize import curve_fit, minimize
from scipy.stats import f

from helpers.curves.family import PARAMETERS, evaluate_curve, find_gradient
from helpers.curves.fits import fit_curves
from helpers.paths import project_root

GOLDEN = project_root() / "tests" / "golden"
NIST = json.loads((GOLDEN / "nist_nonlinear.json").read_text(encoding="utf-8"))["data"]
BASS = json.loads((GOLDEN / "bass_durables.json").read_text(encoding="utf-8"))["data"]
NIST_CURVES = {
    "Rat42": "logistic",
    "Rat43": "richards",
    "Misra1a": "saturating",
    "BoxBOD": "saturating",
}


def to_certified(parameters, covariance):
    """Return parameters and errors as NIST writes them: b2 is rate times midpoint, b3 the rate."""
    if parameters.size == 2:
        return parameters, np.sqrt(np.diag(covariance))
    values = parameters.copy()
    values[1], values[2] = parameters[1] * parameters[2], parameters[1]
    jacobian = np.eye(parameters.size)
    jacobian[1, 1:3], jacobian[2, 1:3] = (parameters[2], parameters[1]), (1.0, 0.0)
    return values, np.sqrt(np.diag(jacobian @ covariance @ jacobian.T))


@pytest.mark.parametrize("name", NIST_CURVES)
def test_the_certified_values_are_reached_from_the_data_alone(name):
    data = NIST[name]
    fits = fit_curves(data["x"], data["y"], curve=NIST_CURVES[name])
    values, errors = to_certified(fits.parameters.to_numpy()[0], fits.covariance[0])
    assert fits.converged[0]
    np.testing.assert_allclose(values, data["certified"], rtol=1e-9)
    np.testing.assert_allclose(errors, data["certified_se"], rtol=1e-8)
    np.testing.assert_allclose(fits.rss, data["certified_rss"], rtol=1e-9)


@pytest.mark.parametrize("name", BASS)
def test_bass_fits_agree_with_published_and_stored_values(name):
    data = BASS[name]
    fits = fit_curves(data["t"], data["sales"], curve="bass", observed="increment")
    market, innovation, imitation = fits.parameters.to_numpy()[0]
    stored, published = data["nls_srinivasan_mason"], data["published"]
    np.testing.assert_allclose(
        [market, innovation, imitation], [stored[k] for k in "mpq"], rtol=1e-7
    )
    np.testing.assert_allclose(fits.standard_errors.to_numpy()[0], stored["se_mpq"], rtol=1e-6)
    assert (
        abs(market - published["m"]) < 1
        and abs(innovation - published["p"]) < 1e-4
        and abs(imitation - published["q"]) < 1e-4
    )


TRUTH = {"level": 3.0, "ceiling": 100.0, "market": 100.0, "rate": 0.5, "midpoint": 4.0}
TRUTH |= {"location": 4.0, "shape": 1.6, "innovation": 0.03, "imitation": 0.5}


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", PARAMETERS)
def test_the_true_curve_is_found_in_exact_data(curve, scale):
    truth = [TRUTH[name] for name in PARAMETERS[curve]]
    time = np.array([1.0, 2, 3, 4.5, 5, 6, 8, 9, 10, 12])
    value = evaluate_curve(
        curve, truth, time, origin=0.0 if curve == "saturating" else 1.0, step=0.5
    )
    fits = fit_curves(time, value, curve=curve, scale=scale)
    np.testing.assert_allclose(fits.parameters.to_numpy()[0], truth, rtol=1e-7)


def draw(count, rng, noise=0.1):
    time = np.arange(2010.0, 2021.0)
    truth = np.column_stack(
        [np.full(count, 100.0), rng.uniform(0.4, 0.9, count), rng.uniform(2012, 2017, count)]
    )
    return time, evaluate_curve("logistic", truth, time) * np.exp(
        noise * rng.standard_normal((count, time.size))
    )


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


@pytest.mark.parametrize("scale", ["natural", "log"])
@pytest.mark.parametrize("curve", ["logistic", "gompertz", "saturating", "exponential"])
def test_where_it_stops_another_step_moves_no_parameter(curve, scale):
    time, value = draw(200, np.random.default_rng(2), noise=0.05)
    fits = fit_curves(time, value, curve=curve, scale=scale, start=2009.0)
    good = np.flatnonzero(fits.converged & (fits.parameters.iloc[:, 0].to_numpy() < 300))
    assert good.size > 20
    parameters = fits.parameters.to_numpy()[good]
    origin = 2009.0 if curve == "saturating" else 2010.0
    fitted = evaluate_curve(curve, parameters, time, origin=origin)
    slope = find_gradient(curve, parameters, time, origin=origin, logarithm=scale == "log")
    residual = np.log(value[good] / fitted) if scale == "log" else value[good] - fitted
    gradient = np.einsum("sn,snk->sk", residual, slope)
    size = np.linalg.norm(residual, axis=1)[:, None] * np.linalg.norm(slope, axis=1)
    assert np.abs(gradient / size).max() < 1e-9


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


def test_a_weight_of_two_counts_as_the_value_twice_in_the_parameters():
    time, value = draw(1, np.random.default_rng(5))
    twice = fit_curves(np.append(time, time[4]), np.append(value[0], value[0, 4]))
    weighted = fit_curves(time, value, weights=np.where(np.arange(11) == 4, 2.0, 1.0))
    np.testing.assert_allclose(weighted.parameters, twice.parameters, rtol=1e-9)


def test_time_turned_round_turns_rate_and_midpoint_round():
    time, value = draw(8, np.random.default_rng(6))
    forward, back = fit_curves(time, value), fit_curves(-time, value)
    assert back.falls.all() and not forward.falls.any()
    np.testing.assert_allclose(
        back.parameters.to_numpy() * [1, -1, -1], forward.parameters, rtol=1e-9
    )
    assert back.remarks.str.contains("ceiling lies in the past").all()


def test_the_log_likelihood_is_the_density_of_the_values_on_either_scale():
    time, value = draw(1, np.random.default_rng(7))
    for scale in ("natural", "log"):
        fits = fit_curves(time, value, scale=scale)
        fitted = fits.predict(time)[0]
        sigma = np.sqrt(fits.rss[0] / 11)
        if scale == "natural":
            density = -0.5 * ((value[0] - fitted) / sigma) ** 2 - np.log(sigma * np.sqrt(2 * np.pi))
        else:
            density = -0.5 * (np.log(value[0] / fitted) / sigma) ** 2 - np.log(
                value[0] * sigma * np.sqrt(2 * np.pi)
            )
        assert fits.log_likelihood[0] == pytest.approx(density.sum(), rel=1e-10)
        assert fits.aicc[0] == pytest.approx(-2 * density.sum() + 2 * 4 * 11 / (11 - 4 - 1))


def test_the_log_likelihood_changes_with_the_unit_as_a_density_does():
    time, value = draw(3, np.random.default_rng(8))
    for scale in ("natural", "log"):
        one, other = (
            fit_curves(time, value, scale=scale),
            fit_curves(time, value * 1000, scale=scale),
        )
        np.testing.assert_allclose(
            other.log_likelihood, one.log_likelihood - 11 * np.log(1000), rtol=1e-9
        )


def test_bands_hold_the_curve_widen_beyond_the_data_and_agree_with_profiling_by_hand():
    time, value = draw(1, np.random.default_rng(9))
    fits = fit_curves(time, value, scale="log")
    band = fits.predict([2015.0, 2024.0], level=0.9)[0]
    assert (band[:, 1] < band[:, 0]).all() and (band[:, 0] < band[:, 2]).all()
    target = np.log(band[1, 2])

    def loss(q):
        rate, midpoint = np.exp(q[0]), q[1]
        logs = -np.logaddexp(0, -rate * (time - 2010 - midpoint))
        return (
            (np.log(value[0]) - target - logs - np.logaddexp(0, -rate * (14 - midpoint))) ** 2
        ).sum()

    best = fits.parameters.iloc[0]
    found = minimize(
        loss,
        [np.log(best["rate"]), best["midpoint"] - 2010],
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-14},
    )
    assert found.fun / fits.rss[0] == pytest.approx(1 + f.ppf(0.9, 1, 8) / 8, rel=1e-5)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param({"value": [1.0, 2.0]}, "time has shape", id="shapes"),
        pytest.param({"curve": "cubic"}, "curve is 'cubic'", id="curve"),
        pytest.param({"scale": "square"}, "scale is 'square'", id="scale"),
        pytest.param({"time": [0.0, np.nan, 2.0]}, "time is nan", id="time-nan"),
        pytest.param({"time": [0.0, np.inf, 2.0]}, "time is inf", id="time-inf"),
        pytest.param({"value": [1.0, np.inf, 2.0]}, "value holds inf", id="value-inf"),
        pytest.param(
            {"low": [1.0, 3.0, 4.0], "high": [1.0, 2.0, 4.0], "scale": "log"},
            "low is 3.0 above high, 2.0",
            id="low-above-high",
        ),
        pytest.param(
            {"low": [0.5, 1.5, 3.0], "high": [1.5, 2.5, 5.0]},
            "scale is 'natural'",
            id="natural-with-intervals",
        ),
        pytest.param(
            {"low": [0.5, 1.5, 3.0], "scale": "log"},
            "low is 0.5 where high is missing",
            id="one-bound",
        ),
        pytest.param(
            {"low": [-1.0, 1.5, 3.0], "high": [2.0, 2.5, 5.0], "scale": "log"},
            "low is -1.0",
            id="low-negative",
        ),
        pytest.param(
            {"low": [1.5, 1.5, 3.0], "high": [2.0, 2.5, 5.0], "scale": "log"},
            "value is 1.0, outside",
            id="value-outside",
        ),
        pytest.param({"weights": [1.0, -1.0, 1.0]}, "weights is -1.0", id="weights"),
        pytest.param({"observed": "sales"}, "observed is 'sales'", id="observed"),
        pytest.param({"step": 0.0}, "step is 0.0", id="step"),
        pytest.param({"sigma": np.nan}, "sigma is nan", id="sigma"),
    ],
)
def test_bad_input_is_named_before_any_work(options, words):
    options = {"time": [0.0, 1.0, 2.0], "value": [1.0, 2.0, 4.0], **options}
    with pytest.raises(ValueError, match=words):
        fit_curves(**options)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, np.nan, "wide"])
def test_a_level_outside_0_to_1_is_refused(level):
    fits = fit_curves([0.0, 1.0, 2.0], [1.0, 2.0, 4.1], curve="exponential")
    for call in (lambda: fits.profile("rate", level), lambda: fits.predict([1.0], level)):
        with pytest.raises(ValueError, match="level is"):
            call()
