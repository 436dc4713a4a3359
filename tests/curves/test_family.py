"""Growth curves: by hand, by law, and their derivatives against finite differences."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.curves.family import PARAMETERS, evaluate_curve, find_curve, find_gradient
from helpers.curves.fits import fit_curves

EXAMPLES = {
    "exponential": (3.0, 0.2),
    "saturating": (50.0, 0.3),
    "logistic": (100.0, 0.7, 4.0),
    "gompertz": (100.0, 0.5, 3.0),
    "richards": (100.0, 0.7, 4.0, 1.6),
    "bass": (100.0, 0.03, 0.5),
    "linear": (3.0, 0.4),
    "power": (3.0, 0.4, 1.7),
}
TIME = np.array([0.5, 1.0, 2.5, 4.0, 7.0, 12.0])
CASES = [(curve, "total") for curve in PARAMETERS] + [("bass", "increment")]


@pytest.mark.parametrize(
    ("curve", "parameters", "time", "value"),
    [
        pytest.param("exponential", (2.0, np.log(2)), 3.0, 16.0, id="three-doublings"),
        pytest.param("saturating", (8.0, np.log(2)), 2.0, 6.0, id="two-half-lives"),
        pytest.param("logistic", (10.0, 1.0, 5.0), 5.0, 5.0, id="logistic-half-at-midpoint"),
        pytest.param("gompertz", (10.0, 1.0, 5.0), 5.0, 10 / np.e, id="gompertz-1/e-at-midpoint"),
        pytest.param(
            "richards", (10.0, 1.0, 5.0, 2.0), 5.0, 10 / np.sqrt(2), id="richards-at-location"
        ),
        pytest.param("linear", (2.0, 0.5), 3.0, 5.0, id="half-of-two-more-each-year"),
        pytest.param("power", (2.0, 1.0, 2.0), 4.0, 6.0, id="a-square-root"),
    ],
)
def test_values_worked_by_hand(curve, parameters, time, value):
    assert evaluate_curve(curve, parameters, [time])[0, 0] == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize(("curve", "observed"), CASES)
@pytest.mark.parametrize("logarithm", [False, True])
def test_the_gradient_is_that_of_finite_differences(curve, observed, logarithm):
    parameters = np.array(EXAMPLES[curve])
    options = {"origin": 0.0 if curve != "bass" else 0.5, "step": 0.5, "observed": observed}
    gradient = find_gradient(curve, parameters, TIME, logarithm=logarithm, **options)[0]
    for j in range(parameters.size):
        step = 1e-6 * parameters[j]
        ends = [
            evaluate_curve(
                curve, parameters + sign * step * np.eye(parameters.size)[j], TIME, **options
            )[0]
            for sign in (1, -1)
        ]
        ends = np.log(ends) if logarithm else ends
        np.testing.assert_allclose(
            gradient[:, j], (ends[0] - ends[1]) / (2 * step), rtol=2e-7, atol=1e-9
        )


@pytest.mark.parametrize(("curve", "observed"), CASES)
def test_first_and_second_derivatives_of_the_shape_are_those_of_finite_differences(curve, observed):
    x = np.linspace(0.1, 1.2, 7)[:, None]
    begin = x - 0.1 if observed == "increment" else np.zeros_like(x)
    theta = [np.array([v]) for v in (0.4, -0.3, 0.6)[: len(find_curve(curve).chart)]]
    shape = find_curve(curve, observed).find_shape
    _, first, second = shape(theta, x, begin)
    place = 0
    for j in range(len(theta)):
        ends = [
            shape([t + (sign * 1e-5 if i == j else 0) for i, t in enumerate(theta)], x, begin)
            for sign in (1, -1)
        ]
        np.testing.assert_allclose(first[j], (ends[0][0] - ends[1][0]) / 2e-5, rtol=1e-7, atol=1e-9)
        for other in range(j, len(theta)):
            np.testing.assert_allclose(
                second[place], (ends[0][1][other] - ends[1][1][other]) / 2e-5, rtol=1e-6, atol=1e-8
            )
            place += 1


def test_richards_of_shape_one_is_the_logistic_and_of_shape_near_zero_gompertz():
    np.testing.assert_allclose(
        evaluate_curve("richards", (9.0, 0.8, 3.0, 1.0), TIME),
        evaluate_curve("logistic", (9.0, 0.8, 3.0), TIME),
        rtol=1e-13,
    )
    shape = 1e-7
    richards = evaluate_curve("richards", (9.0, 0.8, 3.0 + np.log(shape) / 0.8, shape), TIME)
    np.testing.assert_allclose(
        richards, evaluate_curve("gompertz", (9.0, 0.8, 3.0), TIME), rtol=1e-5
    )


def test_bass_increments_add_up_to_the_total():
    time = np.arange(2000.0, 2010.0)
    options = {"origin": 2000.0, "step": 1.0}
    total = evaluate_curve("bass", EXAMPLES["bass"], time, **options)
    increments = evaluate_curve("bass", EXAMPLES["bass"], time, observed="increment", **options)
    np.testing.assert_allclose(np.cumsum(increments), total[0], rtol=1e-13)


def test_growth_is_fastest_at_the_inflection():
    for curve in ("logistic", "gompertz", "richards", "bass"):
        inflection = find_curve(curve).find_inflection(np.array([EXAMPLES[curve]]))[0]
        time = inflection + np.linspace(-1, 1, 2001)
        slope = np.diff(evaluate_curve(curve, EXAMPLES[curve], time, origin=0.0, step=1.0)[0])
        assert abs(slope.argmax() - 999.5) <= 1.5, curve


@settings(max_examples=15)
@given(
    st.sampled_from(["exponential", "logistic", "gompertz", "linear", "power"]),
    st.floats(1e-12, 1e15),
)
def test_fits_scale_with_the_unit_of_the_values(curve, unit):
    value = evaluate_curve(curve, EXAMPLES[curve], TIME, origin=0.5)[0]
    one, other = (fit_curves(TIME, v, curve=curve, scale="log") for v in (value, value * unit))
    np.testing.assert_allclose(
        other.parameters,
        one.parameters.to_numpy() * [unit, *[1.0] * (len(one.names) - 1)],
        rtol=1e-6,
    )


def test_power_of_shape_one_is_a_line_and_of_shape_near_nought_steady_growth():
    np.testing.assert_allclose(
        evaluate_curve("power", (3.0, 0.4, 1.0), TIME), evaluate_curve("linear", (3.0, 0.4), TIME)
    )
    np.testing.assert_allclose(
        evaluate_curve("power", (3.0, 0.4, 1e-9), TIME),
        evaluate_curve("exponential", (3.0, 0.4), TIME),
        rtol=1e-7,
    )


def test_falling_curves_have_the_gradient_of_rising_ones_in_turned_time():
    for curve in ("logistic", "gompertz", "richards"):
        rising, turned = np.array(EXAMPLES[curve]), np.array(EXAMPLES[curve])
        turned[1:3] *= -1
        one = find_gradient(curve, rising, TIME)
        other = find_gradient(curve, turned, -TIME) * np.where(turned < 0, -1, 1)
        np.testing.assert_allclose(other, one, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        pytest.param(lambda: evaluate_curve("cubic", [1.0], [0.0]), "curve is 'cubic'", id="curve"),
        pytest.param(
            lambda: evaluate_curve("logistic", [1.0, 2.0], [0.0]),
            "parameters has shape",
            id="parameters",
        ),
        pytest.param(
            lambda: evaluate_curve("bass", EXAMPLES["bass"], [0.0], observed="sales"),
            "observed is 'sales'",
            id="observed",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("log_shape", [-13.0, -2.0, 0.0, 3.8])
@pytest.mark.parametrize("log_rate", [1.0, 6.0, 9.0])
def test_a_richards_curve_is_its_formula_however_deep_below_its_ceiling(log_shape, log_rate):
    x, inflection = np.linspace(0.0, 1.0, 9), 0.95
    theta = [np.array([v]) for v in (log_rate, inflection, log_shape)]
    value, *_ = find_curve("richards").find_shape(theta, x[:, None])
    # log(1 + e^z) is z where z is large
    for at, found in zip(x, value[:, 0]):
        z = log_shape - math.exp(log_rate) * (at - inflection)
        logged = z if z > 40.0 else math.log1p(math.exp(z))
        assert found == pytest.approx(-logged / math.exp(log_shape), rel=1e-12)


def test_a_shape_at_the_edge_of_intervals_is_the_limit_and_no_number():
    time = np.arange(10.0)
    value = 100.0 * np.exp(-np.exp(-0.6 * (time - 4.0)))
    scatter = np.exp(0.05 * np.cos(time))
    fits = fit_curves(
        time, None, value * scatter * 0.99, value * scatter * 1.01, curve="richards", scale="log"
    )
    exact = fit_curves(time, value * scatter, curve="richards", scale="log")
    assert exact.state[0] == fits.state[0] == "limit: a parameter at the edge of its range"
    assert fits.parameters.loc[0, "shape"] == exact.parameters.loc[0, "shape"] == 0.0
