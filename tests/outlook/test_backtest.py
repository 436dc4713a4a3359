"""Back-tests: nothing is known ahead of time, and the scores are those worked by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers.curves import fit_curves
from helpers.outlook import backtest, find_smape, forecast, score_backtest

SERIES = np.array([3.0, 5.0, 4.0, 8.0, 9.0, 13.0, 12.0, 18.0, 21.0, 20.0])
YEARS = np.arange(2010, 2020)


def rows_of(table, method):
    return table[table["method"] == method].set_index(["origin", "target"])


def test_each_forecast_is_that_of_the_values_known_at_its_origin():
    table = rows_of(backtest(SERIES, 3, time=YEARS, levels=(0.8, 0.975)), "ours")
    assert len(table) == 3 * 3 + 2 + 1
    for (origin, target), row in table.iterrows():
        known = SERIES[: int(origin) - 2009]
        out = forecast(known, 3)
        ahead = int(target - origin)
        assert row["ahead"] == ahead and row["actual"] == SERIES[int(target) - 2010]
        assert row["central"] == out.central[0, ahead - 1]
        assert (row["low_80"], row["high_80"]) == tuple(out.interval(0.8)[0, ahead - 1])
        assert (row["low_97.5"], row["high_97.5"]) == tuple(out.interval(0.975)[0, ahead - 1])


def test_later_values_change_no_earlier_forecast():
    changed = SERIES.copy()
    changed[8:] = 1000.0
    kept = ["method", "origin", "target", "state", "central", "low_80", "high_80"]
    one, other = (backtest(v, 2, curves=[("logistic", "log")]) for v in (SERIES, changed))
    pd.testing.assert_frame_equal(
        one.loc[one["origin"] <= 7, kept], other.loc[other["origin"] <= 7, kept]
    )


def test_naive_is_the_last_value_and_drift_the_line_through_the_ends():
    table = backtest(SERIES, 2, time=YEARS)
    naive, drift = rows_of(table, "naive"), rows_of(table, "drift")
    assert naive.loc[(2014, 2016), "central"] == 9.0
    assert drift.loc[(2014, 2016), "central"] == pytest.approx(9.0 + 2 * (9.0 - 3.0) / 4)
    assert table.loc[table["method"] != "ours", ["low_80", "high_95"]].isna().all(axis=None)


def test_growth_curves_are_fitted_to_what_was_known():
    table = rows_of(
        backtest(
            SERIES, 2, time=YEARS, curves=[("exponential", "log"), ("exponential", "natural")]
        ),
        "exponential, natural",
    )
    fits = fit_curves(YEARS[:7], SERIES[:7], curve="exponential", scale="natural")
    np.testing.assert_allclose(
        table.loc[2016, "central"], fits.predict([2017.0, 2018.0])[0], rtol=1e-9
    )


def test_a_curve_without_a_finite_best_one_forecasts_nothing_and_says_so():
    value = np.exp(0.3 * np.arange(9.0))  # no ceiling to be seen
    table = rows_of(backtest(value, curves=[("logistic", "log")]), "logistic, log")
    assert table["central"].isna().all() and (table["state"] != "forecast").all()


def test_a_series_starts_where_its_first_value_is():
    late = backtest(np.r_[np.nan, np.nan, SERIES], 2, time=np.r_[2008, 2009, YEARS])
    pd.testing.assert_frame_equal(late, backtest(SERIES, 2, time=YEARS))


def test_from_origins_after_a_gap_nothing_is_forecast_and_the_gap_is_no_target():
    value = np.r_[SERIES, 24.0]
    value[7] = np.nan
    table = backtest(value, 2, time=np.arange(2010, 2021))
    assert 2017 not in set(table["target"])
    before, after = table[table["origin"] <= 2016], table[table["origin"] > 2017]
    assert (before["state"] == "forecast").all() and before["central"].notna().all()
    assert (after["state"] == "refused: a value is missing inside the series").all() and after[
        "central"
    ].isna().all()
    assert set(table.loc[table["origin"] == 2017, "state"]) == {
        "refused: the last value is missing"
    }
    assert score_backtest(table)["forecasts"].eq(len(before) // 3).all()


def test_a_series_too_short_gives_no_rows():
    for value in ([], [1.0, 2.0], SERIES[:5]):
        table = backtest(value, curves=[("logistic", "log")])
        assert table.empty and {"origin", "low_95"} <= set(table.columns)
        assert score_backtest(table).empty


def test_scores_are_those_worked_by_hand():
    table = pd.DataFrame(
        {
            "method": ["ours", "ours", "naive", "naive", "drift", "drift"],
            "origin": [1.0, 2.0] * 3,
            "target": [2.0, 3.0] * 3,
            "central": [10.0, 30.0, 12.0, 10.0, 6.0, np.nan],
            "actual": [10.0, 20.0] * 3,
            "low_80": [9.0, 25.0] + [np.nan] * 4,
            "high_80": [10.0, 40.0] + [np.nan] * 4,
        }
    )
    ours, naive, drift = score_backtest(table).itertuples()
    assert (ours.mean_absolute_error, ours.coverage_80, ours.forecasts) == (5.0, 0.5, 2)
    assert ours.smape_pct == pytest.approx(0.5 * 200 * 10 / 50)
    assert ours.skill_naive == pytest.approx(1 - 10 / 12)
    assert ours.skill_drift == 1.0  # where drift has a forecast ours is right
    assert naive.skill_naive == 0.0 and drift.forecasts == 1 and np.isnan(drift.coverage_80)
    assert drift.skill_naive == 1 - 4 / 2  # where both have a forecast


def test_scores_of_two_series_in_one_are_refused():
    table = backtest([1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 50.0])
    with pytest.raises(ValueError, match="an origin and target stand twice"):
        score_backtest(pd.concat([table, table]))


def test_forecasts_without_intervals_are_scored_without_them():
    table = backtest([1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 50.0], levels=())
    scores = score_backtest(table)
    assert not [name for name in scores if name.startswith("coverage")] and len(scores) == 3


def test_smape_follows_its_definition():
    assert find_smape(
        [[110.0, 90.0], [0.0, 5.0]], [[100.0, 100.0], [0.0, -5.0]]
    ).tolist() == pytest.approx([100 * (10 / 210 + 10 / 190), 100.0])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"value": np.ones((2, 9))}, r"value has shape \(2, 9\); allowed: \(n,\)"),
        ({"value": [1, 2, 3, 4, np.inf, 6]}, "value holds inf; allowed"),
        ({"horizon": 9}, "horizon is 9; allowed"),
        ({"smallest": 4}, "smallest is 4; allowed: whole numbers from 5"),
        ({"smallest": 5.0}, "smallest is 5.0; allowed"),
        ({"levels": [0.8, 95]}, "level is 95; allowed"),
        (
            {"time": np.r_[YEARS[:-1], 2025]},
            "time goes from 2018.0 to 2025.0; allowed: steps of one year",
        ),
        ({"time": YEARS[1:]}, r"time has shape \(9,\); allowed"),
        ({"curves": ["logistic"]}, "curves holds 'logistic'; allowed: pairs of curve and scale"),
        ({"curves": [("logit", "log")]}, "curve is 'logit'; known"),
        ({"curves": [("logistic", "loud")]}, "scale is 'loud'; known"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(options, words):
    with pytest.raises(ValueError, match=words):
        backtest(**({"value": SERIES} | options))
