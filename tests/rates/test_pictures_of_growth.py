"""The growth chart under each reading, and a place beside the nation."""

import numpy as np
import pytest

from helpers.rates.figures import draw_levels, draw_paces, draw_pairs
from helpers.rates.growth import count_grown, list_levels
from helpers.rates.nation import compare_with_nation, trace_paces
from helpers.readings import READINGS
from helpers.study import Study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return Study("04_growth_rates", {"out_dir": str(tmp_path_factory.mktemp("run"))})


@pytest.mark.parametrize("reading", READINGS)
def test_the_title_of_the_growth_chart_counts_what_grew_for_certain(study, reading):
    drawing = draw_pairs(study.under(reading=reading))
    counts = count_grown({reading: study.under(reading=reading).growth}).loc[reading]
    many = "All" if counts["grown"] == counts["pairs"] else f"{counts['grown']} of"
    assert drawing.title == f"{many} {counts['pairs']} numbers grew for certain"
    assert drawing.sentences[0].startswith(f"The {reading} reading ")


def test_the_rows_of_the_growth_chart_stand_in_one_order_under_every_reading(study):
    orders = [
        list(draw_pairs(study.under(reading=name)).data["What grew, where"]) for name in READINGS
    ]
    assert all(order == orders[0] for order in orders)


def test_a_place_and_the_nation_begin_at_one_and_end_at_their_multiples(study):
    paces = trace_paces(study.home)
    relative = compare_with_nation(study.home.growth, study.home.local_benchmarks)
    (place, own), (_, nation) = paces.groupby("entity_id", sort=False)
    for rows in (own, nation):
        assert list(rows.iloc[0][["low", "central", "high"]]) == [1.0, 1.0, 1.0]
        assert (rows["low"] <= rows["central"]).all() and (rows["central"] <= rows["high"]).all()
    pair = relative[
        (relative["entity_id"] == place)
        & (relative["start_year"] == own["year"].min())
        & (relative["end_year"] == own["year"].max())
    ].iloc[0]
    years = own["year"].max() - own["year"].min()
    for end in ("low", "high"):
        yearly = nation.iloc[-1][end] ** (1 / years) - 1
        assert yearly == pytest.approx(pair[f"nation_{end}"], rel=1e-9)
        assert own.iloc[-1][end] == pair[f"multiple_{end}"]


def test_two_lines_with_ranges_are_drawn_of_a_place_and_the_nation(study):
    paces = trace_paces(study.home)
    ax = draw_paces(paces, study.parents).axes
    assert len(ax.lines) == len(ax.collections) == 2
    assert [line.get_linestyle() for line in ax.lines] == ["--", "-"]
    assert [len(line.get_xdata()) for line in ax.lines] == list(
        paces.groupby("entity_id", sort=False).size()
    )


def test_nothing_is_traced_where_no_amount_has_a_national_series(tmp_path):
    alone = Study("04_growth_rates", {"out_dir": str(tmp_path), "places": ["tibet"]})
    assert trace_paces(alone.home).empty
    assert draw_paces(trace_paces(alone.home), alone.parents) is None


def test_sales_and_jobs_have_a_panel_each_from_nought(study):
    kept = study.growth[study.growth["refused"] == ""]
    levels = list_levels(study.observations, kept, units=["CNY", "persons"])
    drawing = draw_levels(levels, study.parents)
    panels = [ax for ax in drawing.axes.figure.axes if ax.lines or ax.collections]
    assert len(panels) == len(levels.groupby(["entity_id", "unit"]))
    assert all(ax.get_ylim()[0] == 0 for ax in panels)
    assert len({ax.get_xlim() for ax in panels}) == 1, "all over the same years"
    ends = levels.groupby(["entity_id", "unit"])["high"].max()
    tops = [ax.get_ylim()[1] for ax in panels]
    finite = ends[np.isfinite(ends)]
    assert max(tops) >= finite.max()
