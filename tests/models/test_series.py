"""Long series and what is asked of them: on the committed data, and on made ones with a known
answer."""

from dataclasses import replace

import lmfit
import numpy as np
import pandas as pd
import pytest
from made import BENT, STEADY, make

from helpers.curves import fit_curves
from helpers.curves.profile import find_cut
from helpers.models.ceilings import combine_ceilings, leave_out_ceiling, look_back, trace_ceilings
from helpers.models.series import find_most, fit_series, list_long_series


def test_no_series_reaches_over_a_break(series):
    assert series["rural_online_retail"].time[0] == 2016 and series["parcels"].time[-1] == 2023
    assert series["taobao_villages"].time[0] > 2013


def test_every_series_is_rising_in_time_with_its_values_inside_their_bounds(series):
    for one in series.values():
        assert one.time.size >= 5 and (np.diff(one.time) > 0).all(), one.key
        assert (one.low <= one.value).all() and (one.value <= one.high).all(), one.key


def test_settled_curves_meet_nothing_lower_on_any_profile(series):
    every, bent = list(series.values()), ("logistic", "gompertz")
    fits = fit_series(every, ("exponential", *bent), settled=bent)
    assert list(fits) == ["exponential", *bent]
    for curve in bent:
        for name in fits[curve].names:
            fits[curve].profile(name)
        assert (fits[curve].lowest > -1e-4).all(), curve


def test_rows_of_a_table_in_another_order_are_the_same_series(benchmarks, series):
    place = benchmarks["series_id"].map(
        {s: i for i, s in enumerate(benchmarks["series_id"].unique())}
    )
    turned = benchmarks.assign(place=place).sort_values(
        ["place", "period_end"], ascending=[True, False], kind="stable"
    )
    found = list_long_series(turned, first_year=2010, last_year=2024, has_chains=True)
    assert [one.key for one in found] == list(series)
    for one in found:
        assert np.array_equal(one.time, series[one.key].time)
        assert np.array_equal(one.value, series[one.key].value)


def test_a_chain_leads_back_from_the_last_level_by_printed_growth(series):
    chain, levels = series["online_retail_chain"], series["online_retail"]
    assert chain.value[-1] == levels.value[-1] and chain.time[0] == 2011
    assert chain.value[-2] == pytest.approx(levels.value[-1] / 1.072)
    # only the rounding of its own rate is a point's own: +4 percent for 2022 leaves the most
    width = dict(zip(chain.time, chain.high / chain.low, strict=True))
    assert width[2011] == 1 and width[2022] == pytest.approx(1.045 / 1.035) == max(width.values())


def test_a_chain_ends_where_a_rate_is_missing(series):
    chain = series["rural_online_retail_chain"]
    assert chain.time[[0, -1]].tolist() == [2016, 2022]


def test_chains_are_left_out_of_runs_in_another_money(benchmarks):
    listed = list_long_series(benchmarks, first_year=2010, last_year=2024, has_chains=False)
    assert all(one.kind == "levels" for one in listed)


def test_few_years_leave_fewer_series_and_none_is_short(benchmarks):
    few = list_long_series(benchmarks, first_year=2019, last_year=2024, has_chains=True)
    assert 0 < len(few) < 13 and all(one.time.size >= 5 for one in few)
    assert list_long_series(benchmarks, first_year=2023, last_year=2024, has_chains=True) == []


def test_a_made_curve_with_a_ceiling_is_bounded_around_it_and_a_steady_one_is_not():
    fits = fit_series([BENT, STEADY], ("exponential", "logistic", "gompertz"))
    found = combine_ceilings(fits, 0.95)
    assert found["verdict"].tolist() == ["bounded", "bounded below"]
    assert found["low"][0] < 100 < found["high"][0] and found["best"].tolist() == [
        "logistic",
        "exponential",
    ]


def test_the_joined_interval_holds_that_of_each_standing_curve():
    fits = fit_series([BENT], ("logistic", "richards"))
    found = combine_ceilings(fits, 0.9)
    for curve in found["curves"][0].split(", "):
        low, high = fits[curve].profile("ceiling", 0.9)[0]
        # no end lies below a level already seen
        assert found["low"][0] <= max(low, BENT.low.max()) and high <= found["high"][0]


def test_a_series_in_other_units_gives_the_same_ceiling_in_those():
    other = make(BENT.value * 1e9)
    one, two = (
        combine_ceilings(fit_series([s], ("logistic", "gompertz")), 0.95) for s in (BENT, other)
    )
    assert two["low"][0] / 1e9 == pytest.approx(one["low"][0], rel=1e-6) and two["high"][
        0
    ] / 1e9 == pytest.approx(one["high"][0], rel=1e-6)


def test_looking_back_knows_no_later_point():
    windows = look_back(
        [BENT, replace(STEADY, key="steady")], ("exponential", "logistic", "gompertz"), 0.95
    )
    early = windows[(windows["key"] == "made")].iloc[0]
    assert early["year"] == 2015 and not np.isfinite(early["high"]), (
        "six points are the first that can weigh a curve"
    )
    assert windows.loc[windows["key"] == "made", "is_earlier"].tolist() == [True] * 8 + [False]
    changed = make(np.append(BENT.value[:-1], 500.0))
    again = look_back([changed], ("exponential", "logistic", "gompertz"), 0.95)
    first = look_back([BENT], ("exponential", "logistic", "gompertz"), 0.95)
    assert again.loc[: len(again) - 2, ["low", "high"]].to_numpy() == pytest.approx(
        first.loc[: len(first) - 2, ["low", "high"]].to_numpy(), rel=1e-6, nan_ok=True
    )


def test_an_earlier_ceiling_that_today_excludes_is_marked():
    risen = make(np.concatenate([BENT.value, BENT.value[-1] * np.exp(0.5 * np.arange(1, 9))]))
    windows = look_back([risen], ("logistic",), 0.95)
    then = windows.set_index("year")
    assert then.loc[2023, "is_excluded"] and not then["is_excluded"].iloc[-1]


def test_a_ceiling_that_is_not_asked_for_has_no_ends_and_the_others_are_as_ever():
    fits = fit_series([BENT, BENT], ("exponential", "logistic"))
    one, both = (combine_ceilings(fits, 0.9, rows=rows) for rows in ([True, False], True))
    assert one.loc[0].equals(both.loc[0]) and np.isfinite(both["high"]).all()
    assert not np.isfinite(one.loc[1, "high"])


def test_series_fitted_again_have_the_same_curves_and_nothing_asked_of_them():
    first = fit_series([BENT], ("logistic",))["logistic"]
    first.lowest[:] = -1.0
    again = fit_series([BENT], ("logistic",))["logistic"]
    assert again is not first and again.lowest[0] == 0.0
    assert again.parameters.equals(first.parameters)


def test_leaving_out_one_point_in_turn_spans_the_ceilings_of_all_fits():
    low, high = leave_out_ceiling(BENT, "logistic")
    each = [
        fit_curves(
            np.delete(BENT.time, i), np.delete(BENT.value, i), curve="logistic", scale="log"
        ).parameters["ceiling"][0]
        for i in range(BENT.time.size)
    ]
    assert low == pytest.approx(min(each)) and high == pytest.approx(max(each))
    assert np.isnan(leave_out_ceiling(STEADY, "exponential")).all()


def test_with_nothing_to_compare_with_no_verdict_is_given():
    five = BENT.keep(np.arange(14) < 5)
    found = combine_ceilings(fit_series([five], ("exponential", "logistic")), 0.95)
    assert found["verdict"][0] == "refused" and np.isnan(found["high"][0])


def test_a_trace_widens_with_the_level_and_ends_are_those_of_a_profile():
    (trace,) = trace_ceilings([BENT], "logistic")
    assert (np.diff(trace[:, 1]) <= 0).all() and (np.diff(trace[:, 2]) >= 0).all()
    fit = fit_series([BENT], ["logistic"])["logistic"]
    seen = fit.observations.find_highest()[0]
    for level, *ends in trace:
        expected = np.maximum(fit.profile("ceiling", level)[0], seen)
        np.testing.assert_allclose(ends, expected, rtol=1e-6)
    assert (trace[:, 1:] >= seen).all()


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_a_richards_ceiling_reaches_as_far_as_that_of_the_gompertz_curve_within_it(series, level):
    # A shape of 0 is the Gompertz curve: what that one allows inside the cut, the wider family
    # allows as well.
    # That holds for errors of one kind: with a memory, each curve has its own.
    both = ["gompertz", "richards"]
    fits = fit_series(list(series.values()), both, errors="independent")
    inner, outer = fits["gompertz"], fits["richards"]
    lost = 2.0 * (outer.log_likelihood - inner.log_likelihood)
    within = find_cut(inner.effective_count, 3, level) + lost <= find_cut(
        outer.effective_count, 4, level
    )
    assert within.sum() >= 2
    (low, high), (lowest, highest) = (
        inner.profile("ceiling", level)[within].T,
        outer.profile("ceiling", level)[within].T,
    )
    assert ((lowest <= low) | np.isnan(lowest)).all() and (
        (highest >= high) | np.isnan(highest)
    ).all()
    assert np.isnan([lowest, highest]).sum() <= 1  # what was not found says so


def _make_benchmarks(unit, high, **population):
    """Return rows of one series of persons or shares, and of populations of the same place."""
    rows = [("users", "internet_users", unit, f"{2010 + i}-12-31", v) for i, v in enumerate(high)]
    rows += [
        (name, f"population_{name}", "persons", day, v)
        for name, prints in population.items()
        for day, v in prints
    ]
    columns = ["series_id", "indicator_id", "unit", "period_end", "high"]
    table = pd.DataFrame(rows, columns=columns).assign(entity_id="somewhere")
    return table.assign(period_end=pd.to_datetime(table["period_end"]))


def test_people_are_at_most_the_last_population_of_their_place_and_shares_at_most_one():
    table = _make_benchmarks(
        "persons",
        [10.0, 20.0],
        resident=[("2012-12-31", 90.0), ("2010-12-31", 99.0)],
        local=[("2011-12-31", 80.0)],
    )
    users = table[table["series_id"] == "users"]
    assert find_most(users, table) == 90.0
    assert find_most(users, users) == np.inf
    elsewhere = table.assign(entity_id=np.where(table["unit"].index < 2, "somewhere", "elsewhere"))
    assert find_most(elsewhere.iloc[:2], elsewhere) == np.inf
    assert find_most(_make_benchmarks("share", [0.3, 0.6]), table) == 1.0
    assert find_most(_make_benchmarks("CNY", [0.3, 0.6]), table) == np.inf


def test_a_bound_that_a_printed_level_passes_is_none():
    table = _make_benchmarks("persons", [10.0, 120.0], resident=[("2012-12-31", 90.0)])
    assert find_most(table[table["series_id"] == "users"], table) == np.inf
    assert find_most(_make_benchmarks("share", [0.9, 1.2]), table) == np.inf


def test_a_share_among_the_series_is_at_most_one(series):
    assert series["rural_internet_penetration"].at_most == 1.0
    assert series["online_retail"].at_most == np.inf


def test_growth_without_a_ceiling_is_given_none_though_a_least_squares_fit_finds_one():
    year = np.arange(2010.0, 2022.0)
    value = np.round(100.0 * np.exp(0.3 * (year - 2010)))

    def logistic(t, ceiling, rate, midpoint):
        return ceiling / (1 + np.exp(-rate * (t - midpoint)))

    start = {"ceiling": 2 * value.max(), "rate": 0.3, "midpoint": 12.0}
    outside = lmfit.Model(logistic, independent_vars=["t"]).fit(value, t=year - 2010, **start)
    assert np.isfinite(outside.params["ceiling"].value)
    fits = {
        curve: fit_curves(year, value, curve=curve, scale="log")
        for curve in ("exponential", "logistic", "gompertz")
    }
    found = combine_ceilings(fits, 0.95).iloc[0]
    assert found["high"] == np.inf and found["verdict"] == "bounded below"
    assert found["low"] > value.max()
