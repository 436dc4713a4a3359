"""Fits between bounds against the plain definition, on every long series of the project."""

import numpy as np
import pytest
from plain_likelihood import CURVES, fit_plainly

from helpers.curves.between import CONVERGED, tell
from helpers.data.assemble import assemble_benchmarks
from helpers.models.series import fit_series, list_long_series

YUAN = {"reading": "conventional", "currency": "CNY", "prices": "current", "base_year": 2020}


@pytest.fixture(scope="module")
def series(data_dir):
    found = assemble_benchmarks(data_dir, **YUAN)
    return list_long_series(found, first_year=2010, last_year=2024, has_chains=True)


@pytest.mark.parametrize("curve", CURVES)
def test_the_engine_finds_the_highest_likelihood_of_the_plain_definition(series, curve):
    fits = fit_series(series, [curve], errors="independent")[curve]
    compared = 0
    for i, one in enumerate(series):
        if not fits.best.between[i] or not np.isfinite(fits.best.loss[i]):
            continue
        plain, place = fit_plainly(curve, one.time, one.low, one.high)
        engine = -0.5 * fits.best.loss[i]
        assert engine == pytest.approx(plain, abs=2e-5), one.key
        if fits.state[i] == CONVERGED:
            compared += 1
            assert np.exp(place[0]) * one.high.max() == pytest.approx(
                fits.parameters.iloc[i, 0], rel=2e-3
            ), one.key
    assert len(series) == 13 and compared >= 3


def test_an_exact_value_tells_all_and_an_open_bound_nothing_of_the_middle():
    told = tell(np.array([0.0, np.sqrt(12.0) * 0.1, np.inf]), np.log(0.1))
    np.testing.assert_allclose(told, [1.0, 0.5, 0.0])
