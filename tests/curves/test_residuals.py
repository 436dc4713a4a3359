"""Residuals: runs counted, an outlier named, a point left out."""

import itertools

import numpy as np
import pytest

from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves
from helpers.curves.residuals import check_residuals, count_runs_probability, leave_one_out

TIME = np.arange(2010.0, 2020.0)


def draw(curve="logistic", parameters=(100.0, 0.6, 2014.0), noise=0.05, seed=0):
    return evaluate_curve(curve, parameters, TIME, origin=2010.0)[0] * np.exp(
        noise * np.random.default_rng(seed).standard_normal(10)
    )


def test_leaving_one_out_is_fitting_without_it():
    value = draw()
    table = leave_one_out(TIME, value, scale="log")
    kept = np.arange(10) != 3
    alone = fit_curves(TIME[kept], value[kept], scale="log")
    np.testing.assert_allclose(
        table.loc[3, ["ceiling", "rate", "midpoint"]].to_numpy(float),
        alone.parameters.to_numpy()[0],
        rtol=1e-7,
    )
    assert table["error"][3] == pytest.approx(
        np.log(value[3] / alone.predict([TIME[3]])[0, 0]), rel=1e-6
    )
    with pytest.raises(ValueError, match="one series"):
        leave_one_out(TIME, np.tile(value, (2, 1)))


@pytest.mark.parametrize(("above", "below"), [(3, 4), (2, 5), (1, 3)])
def test_runs_are_counted_as_by_listing_all_orders(above, below):
    total = above + below
    lists = [
        sum(a != b for a, b in itertools.pairwise([i in chosen for i in range(total)])) + 1
        for chosen in itertools.combinations(range(total), above)
    ]
    for runs in set(lists):
        few, many = np.mean(np.array(lists) <= runs), np.mean(np.array(lists) >= runs)
        assert count_runs_probability(above, below, runs) == pytest.approx(
            min(1.0, 2 * min(few, many))
        )


def test_residuals_of_the_wrong_curve_run_together_and_an_outlier_is_named():
    bent = evaluate_curve("logistic", (100.0, 0.6, 2014.0), TIME)[0]
    wrong = check_residuals(fit_curves(TIME, bent, curve="exponential", scale="log"))
    assert wrong["runs"][0] == 3 and wrong["lag_one"][0] > 0.3
    value = draw(noise=0.02)
    value[4] *= 1.5
    table = check_residuals(fit_curves(TIME, value, scale="log"))
    assert table["largest_at"][0] == 2014.0 and table["largest_probability"][0] < 0.01
    assert check_residuals(fit_curves(TIME[:4], value[:4])).isna().all(axis=None)


def test_series_that_are_not_asked_for_are_not_checked_and_the_others_are_as_ever():
    fits = fit_curves(TIME, np.stack([draw(noise=0.02), draw(noise=0.05)]), scale="log")
    table = check_residuals(fits, [False, True])
    assert table.loc[0].isna().all() and table.loc[1].equals(check_residuals(fits).loc[1])


def test_studentised_residuals_are_those_of_fitting_without_the_point():
    value = draw("exponential", (1.0, 0.3))
    fits = fit_curves(TIME, value, curve="exponential", scale="log")
    table = check_residuals(fits)
    at = int(table["largest_at"][0] - 2010)
    kept = np.arange(10) != at
    x, y = TIME[kept] - 2010, np.log(value[kept])
    slope, level = np.polyfit(x, y, 1)
    sigma = np.sqrt(((y - level - slope * x) ** 2).sum() / 7)
    error = sigma * np.sqrt(1 + 1 / 9 + (at - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    assert table["largest"][0] == pytest.approx(
        (np.log(value[at]) - level - slope * at) / error, rel=1e-8
    )


def test_memory_of_errors_is_noticed_as_often_as_is_said_and_scatter_rarely():
    rng = np.random.default_rng(0)
    for phi, least, most in ((0.0, 0.01, 0.1), (0.8, 0.2, 0.8)):
        error = rng.standard_normal((120, 14))
        for i in range(1, 14):
            error[:, i] = phi * error[:, i - 1] + np.sqrt(1 - phi**2) * error[:, i]
        time = np.arange(14.0)
        curve = evaluate_curve("logistic", (100.0, 0.6, 6.0), time)[0]
        table = check_residuals(fit_curves(time, curve * np.exp(0.1 * error), scale="log"))
        assert least <= (table["memory_probability"] < 0.05).mean() <= most
        assert table["memory_power"].between(0.1, 0.5).all()  # so few points can hardly show it
