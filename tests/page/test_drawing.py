"""What is done once a drawing leaves it as it would be, and pictures show what the SVG shows."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axis import Axis
from matplotlib.text import Text

from helpers.page.drawing import POINTS_PER_INCH, RULER, asking_once, lay_out, paint, prepare
from helpers.page.figure import make_axes, make_panels, name_panel, publish_figure
from helpers.page.marks import name_points
from helpers.page.row_axes import EDGE, make_row_axes

WORDS = {"title": "t", "caption": "c", "description": "d", "data": pd.DataFrame({"a": [1]})}


def draw_axes():
    ax = make_axes()
    ax.plot([2010, 2024], [3, 4e6], marker="o", label="two\nlines")
    ax.set(yscale="log", ylabel="people (log scale)", title="Two\nlines")
    ax.legend()
    ax.grid(which="both")
    ax.text(2012, 5, "a note that breaks its lines by itself " * 3, wrap=True)
    return ax, None


def draw_panels():
    for number, ax in enumerate(panels := make_panels(5)):
        ax.plot([0, 10**number], [0, 1])
        name_panel(ax, f"panel {number} with a name of two lines")
    panels[1].xaxis.get_major_ticks()[0].label1.set_visible(False)
    return panels[0], None


def draw_rows(end=1.0):
    drawn = []
    for is_narrow in (False, True):
        ax = make_row_axes(["a\nb"] * 8, ["1,000\n900 to 1,100"] * 8, is_narrow=is_narrow)
        ax.plot([0, end], [0, 7], marker="s")
        ax.set(xlabel="people", xlim=(0, end))
        drawn.append(ax)
    return drawn


@pytest.mark.parametrize("draw", [draw_axes, draw_panels, draw_rows])
def test_a_drawing_is_the_same_where_matplotlib_is_asked_anew_each_time(tmp_path, draw):
    once, anew = (
        publish(ax, "04_x", narrow=narrow, out_dir=tmp_path, **WORDS)
        for publish in (publish_figure, publish_figure.__wrapped__)
        for ax, narrow in [draw()]
    )
    assert once.payload == anew.payload and once.picture == anew.picture


def test_matplotlib_is_spared_work_while_figures_are_drawn_and_is_then_as_it_was(tmp_path):
    before = Text._get_layout, Axis._update_ticks, Axis._get_tick, Axis._copy_tick_props
    ax, _ = draw_axes()
    with asking_once():
        prepare(ax.figure)
        lay_out(ax.figure, [])
        assert ax.xaxis._update_ticks() is ax.xaxis._update_ticks()
        drawn = len(ax.xaxis._update_ticks())
        ax.set_xlim(2010, 2011)
        assert [tick.get_loc() for tick in ax.xaxis._update_ticks()][-1] <= 2011 and drawn
    name_points(ax.lines[0], ["one of two"])
    with pytest.raises(ValueError, match="2 points and 1 names"):
        publish_figure(ax, "04_x", out_dir=tmp_path, **WORDS)
    after = Text._get_layout, Axis._update_ticks, Axis._get_tick, Axis._copy_tick_props
    assert after == before


@pytest.mark.parametrize("dots_per_inch", [96, 200])
def test_words_of_a_picture_stand_where_the_svg_has_them(dots_per_inch):
    ax = make_axes()
    ax.set_axis_off()
    text = ax.text(0.3, 0.4, "Hamburgefonstiv 0123456789", color="red")
    prepare(ax.figure)
    lay_out(ax.figure, [])
    seen = np.asarray(paint(ax.figure, dots_per_inch)).astype(int)
    rows, columns = np.nonzero(seen[..., 1] < 128)  # red is dark in green
    assert (seen[rows, columns, 0] > 250).all(), "nothing else is drawn"
    box = text.get_window_extent(RULER).extents * dots_per_inch / POINTS_PER_INCH
    left, right = columns.min(), columns.max() + 1
    upper, lower = rows.min(), rows.max() + 1
    high = len(seen)
    # ink stays a little within its box, or goes on to the next whole dot
    most = 5 * dots_per_inch / 96
    inside = left - box[0], box[2] - right, upper - (high - box[3]), high - box[1] - lower
    assert all(-2 < distance < most for distance in inside), inside


@pytest.mark.parametrize("end", [1.0, 2e5, 1e9])
def test_labels_of_ticks_of_rows_are_cut_at_no_edge(end):
    for ax in draw_rows(end):
        prepare(ax.figure)
        lay_out(ax.figure, [])
        whole, words = ax.figure.bbox.extents, ax.xaxis.get_tightbbox(RULER).extents
        assert (words[:2] > whole[:2] + EDGE - 1).all() and (words[2:] < whole[2:] - EDGE + 1).all()


def test_rows_may_have_twins_and_no_ticks():
    ax, _ = draw_rows()
    prepare(ax.figure)
    twin = ax.twiny()
    ax.xaxis.set_visible(False)
    lay_out(ax.figure, [])
    assert twin.get_position().bounds == ax.get_position().bounds
    assert ax.bbox.y0 == pytest.approx(EDGE)
