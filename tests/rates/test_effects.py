"""One effect for each place and family, and their pools."""

import numpy as np
import pandas as pd
import pytest

from helpers.rates.effects import list_effects, make_forest, pool_families


def test_each_place_and_family_has_one_effect_and_bounds_hold_it(every):
    effects = list_effects(every)
    assert not effects.duplicated(["entity_id", "family"]).any()
    assert (effects["low"] <= effects["growth"] + 1e-9).all() and (
        effects["growth"] <= effects["high"] + 1e-9
    ).all()


def test_a_place_inside_another_is_no_second_witness(every, benchmarks):
    effects = list_effects(every)
    inside = {e: "" for e in effects["entity_id"]} | {"aksu_city": "xinjiang", "xinjiang": ""}
    rows, pools, families = pool_families(effects, benchmarks, 0.95, inside)
    reasons = families.set_index("family")["reason"]
    assert "online_retail" not in pools and "no second witness" in reasons["online_retail"]
    assert rows.loc[rows["family"] == "online_retail", "shrunk"].isna().all()
    assert (families["places"] >= 2).all()


def test_only_a_family_with_a_long_series_is_pooled_and_families_do_not_mix(every, benchmarks):
    effects = list_effects(every)
    apart = dict.fromkeys(effects["entity_id"], "")
    rows, pools, families = pool_families(effects, benchmarks, 0.95, apart)
    assert set(pools) == {"online_retail"} and set(families["family"]) >= {
        "online_retail",
        "firm_sales",
        "ecommerce_jobs",
    }
    assert rows.loc[rows["family"] != "online_retail", "shrunk"].isna().all()
    assert np.isnan(pools["online_retail"].prediction_low), "two places predict no third"
    assert rows.loc[rows["family"] == "online_retail", "variance"].notna().all()


def test_a_longer_span_with_an_open_bound_gives_way_to_a_shorter_one(every):
    pairs = every[
        (every["entity_id"] == "aksu_city")
        & (every["family"] == "online_retail")
        & (every["refused"] == "")
    ]
    longer = pairs.assign(years_high=20.0, annual_growth_high=np.inf)
    effects = list_effects(pd.concat([pairs, longer], ignore_index=True))
    assert effects["years"].tolist() == [9.0]


def test_a_forest_shows_growth_as_a_fraction_with_its_assumed_error(every, benchmarks):
    rows, _, _ = pool_families(
        list_effects(every), benchmarks, 0.95, dict.fromkeys(list_effects(every)["entity_id"], "")
    )
    forest = make_forest(rows, 0.95)
    assert forest["growth"].to_numpy() == pytest.approx(np.expm1(rows["growth"].to_numpy(float)))
    pooled = rows["shrunk"].notna().to_numpy()
    assert (forest["error_low"] < forest["growth"])[pooled].all() and forest["error_low"][
        ~pooled
    ].isna().all()
