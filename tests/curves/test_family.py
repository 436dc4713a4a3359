"""Growth curves: by hand, by law, and their derivatives against finite differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.curves.family import (
    CHARTS,
    PARAMETERS,
    evaluate_curve,
    find_gradient,
    find_inflection,
    find_shape,
    start_curve,
)

EXAMPLES = {
    "exponential": (3.0, 0.2),
    "saturating": (50.0, 0.3),
    "logistic": (100.0, 0.7, 4.0),
    "gompertz": (100.0, 0.5, 3.0),
    "richards": (100.0, 0.7, 4.0, 1.6),
    "bass": (100.0, 0.03, 0.5),
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
    theta = [np.array([v]) for v in (0.4, -0.3, 0.6)[: len(CHARTS[curve])]]
    _, first, second = find_shape(curve, theta, x, begin)
    place = 0
    for j in range(len(theta)):
        ends = [
            find_shape(
                curve, [t + (sign * 1e-5 if i == j else 0) for i, t in enumerate(theta)], x, begin
            )
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
        inflection = find_inflection(curve, EXAMPLES[curve], origin=0.0, step=1.0)[0]
        time = inflection + np.linspace(-1, 1, 2001)
        slope = np.diff(evaluate_curve(curve, EXAMPLES[curve], time, origin=0.0, step=1.0)[0])
        assert abs(slope.argmax() - 999.5) <= 1.5, curve


@settings(max_examples=15)
@given(
    st.sampled_from(["exponential", "logistic", "gompertz", "richards"]),
    st.floats(1e-12, 1e15),
    st.booleans(),
)
def test_starts_scale_with_the_unit_of_the_values(curve, unit, falling):
    value = evaluate_curve(curve, EXAMPLES[curve], TIME)[0]
    value = value[::-1] if falling else value
    one, other = start_curve(curve, TIME, value)[0], start_curve(curve, TIME, value * unit)[0]
    np.testing.assert_allclose(other, one * np.array([unit, *[1.0] * (one.size - 1)]), rtol=1e-9)


@pytest.mark.parametrize("curve", PARAMETERS)
def test_starts_lie_within_a_tenth_of_the_spread_despite_gaps_and_unequal_spacing(curve):
    truth = EXAMPLES[curve]
    value = evaluate_curve(curve, truth, TIME, origin=0.5 if curve == "bass" else 0.0, step=0.5)[0]
    value[2] = np.nan
    start = start_curve(curve, TIME, value)
    fitted = evaluate_curve(
        curve, start, TIME, origin={"exponential": 0.5, "bass": 0.5}.get(curve, 0.0), step=0.5
    )[0]
    seen = ~np.isnan(value)
    assert np.sqrt(np.mean((fitted - value)[seen] ** 2)) < 0.12 * np.ptp(value[seen])


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
        pytest.param(
            lambda: start_curve("logistic", [0.0, 1.0], [1.0, 2.0, 3.0]),
            "time has shape",
            id="time",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
