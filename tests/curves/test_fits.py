"""Fits of many series: certified answers, laws, and independence of the rows."""

import json

import numpy as np
import pytest
from drawn import draw
from scipy.optimize import minimize
from scipy.stats import f

from helpers.curves.family import PARAMETERS, evaluate_curve
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


def test_bands_hold_the_curve_widen_beyond_the_data_and_agree_with_profiling_by_hand():
    time, value = draw(1, np.random.default_rng(9))
    fits = fit_curves(time, value, scale="log")
    band = fits.predict([2015.0, 2024.0], level=0.9)[0]
    assert (band[:, 1] < band[:, 0]).all() and (band[:, 0] < band[:, 2]).all()
    wider = fits.predict([2015.0, 2024.0], level=0.9, of="observation")[0]
    assert (wider[:, 1] < band[:, 1]).all() and (wider[:, 2] > band[:, 2]).all()
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
