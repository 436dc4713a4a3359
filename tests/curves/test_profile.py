"""Likelihood intervals: linear theory, brute force, open ends, laws."""

import numpy as np
import pytest
from scipy.stats import f
from scipy.stats import t as student

from helpers.curves.family import evaluate_curve
from helpers.curves.fits import fit_curves
from helpers.curves.profile import describe_ends, find_cut

TIME = np.arange(10.0)


def draw(curve="logistic", parameters=(100.0, 0.6, 5.0), count=1, noise=0.05, seed=0, time=TIME):
    rng = np.random.default_rng(seed)
    return evaluate_curve(curve, parameters, time) * np.exp(
        noise * rng.standard_normal((count, time.size))
    )


def test_in_a_linear_model_the_interval_is_that_of_student():
    value = draw("exponential", (2.0, 0.3))[0]
    fits = fit_curves(TIME, value, curve="exponential", scale="log")
    slope, level = np.polyfit(TIME, np.log(value), 1)
    rss = ((np.log(value) - level - slope * TIME) ** 2).sum()
    reach = student.ppf(0.975, 8) * np.sqrt(rss / 8 / ((TIME - TIME.mean()) ** 2).sum())
    np.testing.assert_allclose(fits.profile("rate")[0], [slope - reach, slope + reach], rtol=1e-7)
    assert fits.remarks[0] == ""


def test_the_cut_is_refused_without_degrees_of_freedom_and_grows_with_the_level():
    assert np.isnan(find_cut([3.0], 3, 0.95)[0])
    assert find_cut([10.0], 3, 0.99)[0] > find_cut([10.0], 3, 0.95)[0]


@pytest.mark.parametrize("name", ["rate", "ceiling"])
def test_a_series_at_its_exponential_limit_has_the_same_interval_as_by_brute_force(name):
    time = np.arange(8.0)
    value = np.exp(0.5 * time + 0.05 * np.array([1, -1, 0.5, 0, -1, 1, 0.3, -0.2]))
    fits = fit_curves(time, value, curve="logistic", scale="log")
    assert np.isinf(fits.parameters["ceiling"][0])
    low, high = fits.profile(name)[0]
    rates = np.linspace(0.3, 0.8, 251)[:, None, None]
    midpoints = np.linspace(3.0, 60.0, 1200)[None, :, None]
    shape = -np.logaddexp(0, -rates * (time - midpoints))
    residual = np.log(value) - shape
    level = residual.mean(axis=2, keepdims=True)
    rss = ((residual - level) ** 2).sum(axis=2)
    inside = rss <= fits.rss[0] * (1 + f.ppf(0.95, 1, 5) / 5)
    if name == "rate":
        found = rates[inside.any(axis=1), 0, 0]
        assert low == pytest.approx(found.min(), abs=0.003) and high == pytest.approx(
            found.max(), abs=0.003
        )
    else:
        assert low == pytest.approx(np.exp(level[..., 0][inside].min()), rel=0.02) and np.isinf(
            high
        )


def test_intervals_are_nested_in_the_level_and_hold_the_best_value():
    fits = fit_curves(TIME, draw(count=20), scale="log")
    for name in fits.names:
        narrow, wide = fits.profile(name, 0.8), fits.profile(name, 0.99)
        best = fits.parameters[name].to_numpy()
        assert (wide[:, 0] <= narrow[:, 0]).all() and (narrow[:, 1] <= wide[:, 1]).all()
        assert ((narrow[:, 0] <= best) & (best <= narrow[:, 1])).all()


def test_intervals_scale_with_the_unit_and_shift_with_the_calendar():
    value = draw(count=3)
    one, other = (
        fit_curves(TIME, value, scale="log"),
        fit_curves(TIME + 2014.5, value * 1e9, scale="log"),
    )
    np.testing.assert_allclose(other.profile("ceiling"), one.profile("ceiling") * 1e9, rtol=1e-6)
    np.testing.assert_allclose(
        other.profile("midpoint"), one.profile("midpoint") + 2014.5, rtol=1e-9
    )
    np.testing.assert_allclose(other.profile("rate"), one.profile("rate"), rtol=1e-6)


def test_two_thirds_of_a_rise_leave_standard_errors_that_are_said_to_mislead():
    value = draw(noise=0.02, time=np.arange(7.0), seed=2)[0]
    fits = fit_curves(np.arange(7.0), value, scale="log")
    assert "misleads" in fits.remarks[0]


def test_richards_and_bass_intervals_hold_the_best_and_the_limits_are_open():
    time = np.arange(1.0, 16.0)
    value = draw("gompertz", (100.0, 0.4, 5.0), noise=0.01, time=time)[0]
    fits = fit_curves(time, value, curve="richards", scale="log")
    assert fits.verdict["shape"][0] == "bounded above"  # a shape of 0 is the Gompertz curve
    assert np.isneginf(fits.profile("location")[0, 0])
    low, high = fits.profile("ceiling")[0]
    assert low < fits.parameters["ceiling"][0] < high
    bass = fit_curves(
        time, draw("saturating", (100.0, 0.2), noise=0.01, time=time)[0], curve="bass", scale="log"
    )
    assert (
        bass.verdict["imitation"][0] == "bounded above"
        and bass.verdict["market"][0] == "identified"
    )


@pytest.mark.parametrize(
    ("ends", "verdict"),
    [
        ((1.0, 2.0), "identified"),
        ((1.0, np.inf), "bounded below"),
        ((-np.inf, 1.0), "bounded above"),
        ((-np.inf, np.inf), "not identified"),
        ((np.nan, np.nan), "refused"),
        ((1.0, np.nan), "refused"),
    ],
)
def test_verdict_words(ends, verdict):
    assert describe_ends(np.array([ends]))[0] == verdict


def test_series_that_are_not_asked_for_cost_nothing_and_change_nothing():
    time = np.arange(10.0)
    value = (
        100
        / (1 + np.exp(-np.array([[0.8], [0.5], [1.2]]) * (time - 4.5)))
        * np.tile([1.02, 0.98], 5)
    )
    for name in ("ceiling", "midpoint"):
        whole = fit_curves(time, value, curve="logistic", scale="log").profile(name)
        some = fit_curves(time, value, curve="logistic", scale="log").profile(
            name, rows=[True, False, True]
        )
        assert np.isnan(some[1]).all()
        np.testing.assert_array_equal(some[[0, 2]], whole[[0, 2]])


# a rise that stops dead, and two whose rates lie at the edge; the last with a memory
VALLEYS = {
    "richards": (
        [26.0, 49.6, 73.62, 170.0, 100.0, 100.0, 173.0, 158.0, 144.0, 100.0],
        [26.1, 49.7, 73.63, 180.0, 200.0, 200.0, 174.0, 159.0, 145.0, 200.0],
        "independent",
    ),
    "power": ([8.0, 10.0, 20.1, 18.1, 20.0], [8.1, 20.0, 20.2, 18.2, 30.0], "independent"),
    "power with a memory": (
        [9.0, 15.71, 13.2, 10.0, 10.0, 16.4, 15.8],
        [10.0, 15.72, 13.3, np.inf, 20.0, 16.5, np.inf],
        "autoregressive",
    ),
}


@pytest.mark.parametrize("name", VALLEYS)
def test_fits_go_on_from_a_lower_place_that_a_profile_meets(name):
    low, high, errors = VALLEYS[name]
    time, curve = np.arange(float(len(low))), name.split()[0]
    fits = fit_curves(time, None, low, high, curve=curve, scale="log", errors=errors)
    before = fits.best.loss.copy()
    settled = fits.settle()
    assert fits.lowest[0] < -5e-4 and "slightly better" in fits.remarks[0]
    assert (before == fits.best.loss).all()  # the old ones stay what they were
    assert settled.best.loss[0] < before[0] + fits.lowest[0] + 1e-9
    assert settled.log_likelihood[0] > fits.log_likelihood[0]
    for name in settled.names:
        settled.profile(name)
    assert settled.lowest[0] > 0.9 * fits.lowest[0]


def test_fits_of_which_nothing_lower_is_met_stay_the_same():
    time, low, high = np.arange(6.0), [1.0, 1.9, 3.1, 5.0, 6.8, 8.1], [1.2, 2.1, 3.3, 5.2, 7.0, 8.3]
    fits = fit_curves(time, None, low, high, curve="logistic", scale="log")
    assert fits.settle() is fits and np.isnan(fits.met).all()
