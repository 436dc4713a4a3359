"""The growth chart under each reading, and a place beside the nation."""

import numpy as np
import pandas as pd
import pytest

from helpers.page.figure import make_axes
from helpers.rates import share_pairs
from helpers.rates.figures import (
    draw_doubling,
    draw_levels,
    draw_paces,
    draw_pairs,
    draw_relative,
    plot_amounts,
)
from helpers.rates.growth import count_grown, list_levels, list_reported
from helpers.rates.nation import (
    compare_with_nation,
    count_outgrew,
    pair_benchmarks,
    say_inside,
    trace_paces,
)
from helpers.readings import READINGS
from helpers.study import Study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return Study("04_growth_rates", {"out_dir": str(tmp_path_factory.mktemp("run"))})


@pytest.mark.parametrize("reading", READINGS)
def test_the_title_of_the_growth_chart_counts_what_grew_for_certain(study, reading):
    drawing = draw_pairs(study.under(reading=reading))
    counts = count_grown(share_pairs({reading: study.under(reading=reading).growth})).loc[reading]
    is_all = counts["grown"] == counts["pairs"]
    many = f"All {counts['pairs']} numbers" if is_all else f"{counts['grown']} of {counts['pairs']}"
    surely = "" if is_all else "numbers surely "
    assert drawing.title == f"{many} {surely}grew under the {reading} reading"
    assert drawing.sentences[0].startswith(f"The {reading} reading ")
    is_open = np.isinf(study.under(reading=reading).growth["annual_growth_high"]).any()
    assert ("arrow" in drawing.caption) == is_open, "the legend names what is drawn"


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


def test_years_of_which_nothing_is_printed_have_no_range_and_a_constant_rate_is_straight(study):
    paces = trace_paces(study.home)
    drawing = draw_paces(paces, study.parents)
    ax, groups = drawing.axes, [rows for _, rows in paces.groupby("entity_id", sort=False)]
    assert ax.get_yscale() == "log" and len(ax.lines) == len(ax.collections) == len(groups)
    for bars, line, rows in zip(ax.collections, ax.lines, groups, strict=True):
        assert [bar[0][0] for bar in bars.get_segments()] == rows["year"].tolist()
        assert line.get_xdata().tolist() == rows["year"].tolist()
        assert (line.get_linestyle() == "-") == (len(rows) > 2)
    assert "dotted: nothing is reported of the years between" in drawing.caption
    dense = paces[paces["entity_id"] == groups[-1]["entity_id"].iloc[0]]
    assert "thin" not in draw_paces(dense, study.parents).caption


@pytest.mark.parametrize("reading", READINGS)
def test_every_picture_of_growth_is_drawn_under_every_reading(study, reading):
    under = study.under(reading=reading)
    kept = under.growth[under.growth["refused"] == ""]
    levels = list_levels(under.observations, kept, units=["CNY", "persons"])
    paces = trace_paces(under)
    for drawing in (
        draw_paces(paces, study.parents),
        draw_paces(paces.assign(low=0.0, high=np.inf), study.parents),
        draw_levels(levels, study.parents),
        draw_relative(compare_with_nation(under.growth, under.local_benchmarks), study.parents),
        draw_doubling(list_reported(under.growth, under.observations), study.parents),
    ):
        assert drawing.title and drawing.caption
        assert np.isfinite(drawing.axes.get_ylim()).all()


def draw_beside_the_nation(study):
    every = [study.home.growth, pair_benchmarks(study.home.local_benchmarks)]
    every = pd.concat(every, ignore_index=True)
    return compare_with_nation(every, study.home.local_benchmarks)


def test_what_outgrew_the_nation_is_counted_without_plans_and_unlike_figures(study):
    relative = draw_beside_the_nation(study)
    drawing = draw_relative(relative, study.parents)
    same, outgrew = count_outgrew(relative)
    assert (same["status"] == "reported").all() and 0 < len(same) < len(relative)
    assert f"{outgrew.sum()} reported amounts with the name of a national figure" in drawing.title
    assert "certain" not in drawing.title and "only roughly comparable" in drawing.title
    assert list(drawing.data["Status"])[: len(same)] == ["reported"] * len(same)
    planned = (relative["status"] != "reported").sum()
    assert planned and "reported" not in list(drawing.data["Status"])[-planned:]


def test_the_legend_of_figures_beside_the_nation_names_a_diamond_only_where_something_is_planned(
    study,
):
    relative = draw_beside_the_nation(study)
    for rows in (relative, relative[relative["status"] == "reported"]):
        caption = draw_relative(rows, study.parents).caption
        assert ("diamond" in caption) == (rows["status"] != "reported").any()


def test_places_inside_others_are_said_to_be_no_second_witness(study):
    same, _ = count_outgrew(draw_beside_the_nation(study))
    assert "Aksu city lies in Xinjiang" in say_inside(same, study.parents)
    alone = same[same["entity"] == "Aksu city"]
    assert say_inside(alone, study.parents) == ""


def test_a_title_names_the_shortest_doubling_only_if_the_ranges_tell(study):
    reported = list_reported(study.growth, study.observations)
    assert "is the shortest cannot be told" in draw_doubling(reported, study.parents).title
    one = reported[reported["entity"].str.startswith("Kexiaotuo")]
    slow = reported[reported["entity"] == "Aksu prefecture"]
    title = draw_doubling(pd.concat([one, slow]), study.parents).title
    assert "Kexiaotuo" in title and title.endswith("the shortest of 2")


def test_a_title_says_which_number_rose_most_only_if_the_words_tell(study):
    kept = study.growth[study.growth["refused"] == ""]
    levels = list_levels(study.observations, kept, units=["CNY", "persons"])
    assert "which rose most cannot be told" in draw_levels(levels, study.parents).title
    two = levels[levels["entity"].isin(["Aksu city", "Aksu prefecture"])]
    two = two[two["what"] == "jobs attributed to e-commerce"]
    title = draw_levels(two, study.parents).title
    assert "Aksu city, jobs attributed to e-commerce, rose most" in title


def test_the_legend_of_small_panels_names_what_is_drawn(study):
    kept = study.growth[study.growth["refused"] == ""]
    levels = list_levels(study.observations, kept, units=["CNY", "persons"])
    assert "diamond" in draw_levels(levels, study.parents).caption
    plain = levels[(levels["entity"] == "Kexiaotuo group of Keping")]
    caption = draw_levels(plain, study.parents).caption
    assert not any(word in caption for word in ("diamond", "open", "flat bar", "dotted"))


def test_places_without_a_pair_have_no_picture_of_growth(tmp_path):
    alone = Study("04_growth_rates", {"out_dir": str(tmp_path), "places": ["tibet"]})
    assert draw_pairs(alone) is None and draw_paces(trace_paces(alone.home), alone.parents) is None


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


def test_levels_years_apart_are_joined_by_a_dashed_line_and_targets_by_a_dotted_one():
    series = pd.DataFrame(
        {
            "entity": ["label"] * 3,
            "unit": ["persons"] * 3,
            "period": ["2014", "2023", "2024"],
            "year": [2014, 2023, 2024],
            "year_low": [2014, 2023, 2024],
            "year_high": [2014, 2023, 2024],
            "low": [1, 2, 3],
            "central": [1, 2, 3],
            "high": [1, 2, 3],
            "hedged": [False] * 3,
            "status": ["reported", "reported", "target"],
        }
    )
    ax = plot_amounts(make_axes(), series, colour="#0072B2")
    assert [line.get_linestyle() for line in ax.lines if len(line.get_xdata()) == 2] == ["--", ":"]
    assert ax.get_yscale() == "linear" and ax.get_ylim()[0] == 0
