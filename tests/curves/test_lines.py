"""Straight lines: certified answers, laws, and bad input."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.curves import fit_line
from helpers.paths import project_root

NIST = json.loads(
    (project_root() / "tests" / "golden" / "nist_linear.json").read_text(encoding="utf-8")
)["data"]


def read(name):
    data = np.array([[float(v) for v in row] for row in NIST[name]["data_text"]])
    return data[:, 1:], data[:, 0]


@pytest.mark.parametrize(("name", "digits"), [("Longley", 10), ("Norris", 12)])
def test_certified_coefficients_and_errors_are_met(name, digits):
    line = fit_line(*read(name))
    assert line.coefficients == pytest.approx(
        [float(v) for v in NIST[name]["certified"]], rel=10.0**-digits
    )
    assert line.standard_errors == pytest.approx(
        [float(v) for v in NIST[name]["certified_se"]], rel=10.0**-digits
    )


@given(
    st.lists(st.floats(-100, 100), min_size=4, max_size=12, unique=True),
    st.floats(-1e3, 1e3),
    st.floats(-1e3, 1e3),
)
def test_an_exact_line_is_found_and_has_no_scatter(x, constant, slope):
    x = np.round(np.array(x), 3)
    if np.ptp(x) < 1:
        return
    line = fit_line(x, constant + slope * x)
    assert line.coefficients == pytest.approx([constant, slope], rel=1e-8, abs=1e-8)
    assert line.sigma <= 1e-9 * (1 + abs(constant) + abs(slope) * 100)


def test_moving_the_columns_moves_the_constant_alone():
    x, y = read("Longley")
    one, other = fit_line(x, y), fit_line(x - 1000.0, y)
    assert other.coefficients[1:] == pytest.approx(one.coefficients[1:], rel=1e-9)
    assert other.standard_errors[1:] == pytest.approx(one.standard_errors[1:], rel=1e-9)


def test_the_interval_is_that_of_student_by_hand():
    line = fit_line([0.0, 1.0, 2.0], [0.0, 1.0, 3.0])
    # slope 3/2, residuals 1/6, -1/3, 1/6: sigma^2 = 1/6, error sqrt(1/12), t(1) at 0.975 = 12.7062
    assert line.interval(1) == pytest.approx(
        1.5 + 12.706205 / np.sqrt(12) * np.array([-1, 1]), rel=1e-6
    )


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([1.0, 2.0], [1.0, 2.0], "2 rows; allowed: 3 or more"),
        ([1.0, 2.0, 3.0], [1.0, 2.0], r"shape \(3, 1\) and y \(2,\)"),
        ([1.0, np.nan, 3.0], [1.0, 2.0, 3.0], "not finite"),
        ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0], "do not vary"),
        (
            np.column_stack([np.arange(6.0), 2 * np.arange(6.0)]),
            np.arange(6.0),
            "depend on each other",
        ),
    ],
    ids=["two-rows", "shapes", "missing", "constant", "collinear"],
)
def test_what_has_no_line_is_refused(x, y, words):
    with pytest.raises(ValueError, match=words):
        fit_line(x, y)


def test_a_level_outside_nought_and_one_is_refused():
    with pytest.raises(ValueError, match="level is 1.5"):
        fit_line([0.0, 1.0, 2.0], [0.0, 1.0, 3.0]).interval(1, 1.5)
