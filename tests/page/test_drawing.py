"""A figure is measured and drawn here, and left as it was."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axis import Axis, XAxis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.ticker import AutoLocator
from matplotlib.transforms import BboxBase

from helpers.page.drawing import (
    _ASKED,
    POINTS_PER_INCH,
    RULER,
    Brush,
    asking_once,
    breaking_lines,
    lay_out,
    list_wrapped,
    paint,
    prepare,
    write_svg,
)
from helpers.page.figure import make_axes, make_panels, name_panel, publish_figure
from helpers.page.marks import name_points
from helpers.page.row_axes import EDGE, make_row_axes

LONG = "a note that is much longer than a figure of two inches is wide"


@pytest.fixture
def ax():
    ax = make_axes(2, 2)
    ax.plot([0, 1], [1, 3])
    prepare(ax.figure)
    return ax


def test_a_picture_has_the_size_that_was_asked_for_and_shows_the_line(ax):
    lay_out(ax.figure, [])
    small, large = (paint(ax.figure, dots) for dots in (50, 100))
    assert (small.size, large.size) == ((100, 100), (200, 200)) and ax.figure.dpi == 72
    assert len(np.unique(np.asarray(small).reshape(-1, 3), axis=0)) > 1


def paint_twice(ax, dots_per_inch):
    """Return what we paint beside an SVG, and what matplotlib itself paints."""
    lay_out(ax.figure, [])
    brush = Brush(ax.figure, dots_per_inch)
    write_svg(ax.figure, "a", "t", brush)
    ours = np.asarray(brush.finish())
    ax.figure.set_layout_engine("none")
    ax.figure.dpi = dots_per_inch
    FigureCanvasAgg(ax.figure).draw()
    return ours, np.asarray(ax.figure.canvas.buffer_rgba())[..., :3]


@pytest.mark.parametrize("dots_per_inch", [96, 200])
def test_marks_of_a_picture_are_the_dots_that_matplotlib_itself_paints(ax, dots_per_inch):
    ax.set_axis_off()
    ax.scatter([0.2, 0.8], [1, 2], s=[40, 200], c=["tab:red", "tab:green"], linewidth=3)
    ax.fill_between([0, 1], [2, 2.2], [2.5, 3], color="tab:olive")
    ax.plot([0.5, 0.6], [2.8, 1], marker="s", markersize=9, markeredgewidth=2, linestyle="--")
    circle = Circle((0.5, 0.5), 0.4, transform=ax.transAxes)
    ax.axvspan(0.1, 0.4, hatch="//", facecolor="tab:pink").set_clip_path(circle)
    ours, theirs = paint_twice(ax, dots_per_inch)
    assert (ours == theirs).all() and len(np.unique(ours.reshape(-1, 3), axis=0)) > 40


@pytest.mark.parametrize("dots_per_inch", [96, 200])
@pytest.mark.parametrize("interpolation", ["nearest", "none"])
def test_an_image_in_a_picture_is_but_for_its_edges_as_matplotlib_paints_it(
    ax, dots_per_inch, interpolation
):
    ax.imshow(np.arange(4.0).reshape(2, 2), interpolation=interpolation, aspect="auto")
    ax.set(xlim=(-1, 2), ylim=(2, -1.5))
    ours, theirs = paint_twice(ax, dots_per_inch)
    places = [(x, y) for x in (0, 1) for y in (0, 1)]
    x, y = ax.transData.transform(places).astype(int).T
    seen = ours[len(ours) - y, x]
    assert (seen == theirs[len(ours) - y, x]).all() and len(np.unique(seen, axis=0)) == 4


def test_an_svg_is_the_same_where_a_picture_is_painted_with_it(ax):
    ax.set_ylabel("turned")
    ax.fill_between([0, 1], [2, 2.2], [2.5, 3])
    lay_out(ax.figure, [])
    brush = Brush(ax.figure, 96)
    assert write_svg(ax.figure, "a", "t", brush) == write_svg(ax.figure, "a", "t")
    assert brush.finish().tobytes() == paint(ax.figure, 96).tobytes()


def test_only_words_that_break_by_themselves_are_broken_and_they_stand_as_before_afterwards(ax):
    note = ax.text(0, 2, LONG, wrap=True)
    ax.text(0, 1, LONG)
    ax.text(0, 1, "", wrap=True)
    wrapped = list_wrapped(ax.figure)
    assert wrapped == [note]
    with breaking_lines(wrapped):
        assert "\n" in note.get_text() and note.get_text().split() == LONG.split()
    assert note.get_text() == LONG and note.get_wrap()


def test_a_long_note_takes_no_room_from_the_axes(ax):
    lay_out(ax.figure, [])
    before = ax.get_position().bounds
    ax.text(0, 2, LONG, wrap=True)
    lay_out(ax.figure, list_wrapped(ax.figure))
    assert ax.get_position().bounds == pytest.approx(before, abs=1e-4)  # of the figure
    assert list_wrapped(ax.figure)[0].get_visible()


def test_what_is_asked_once_is_asked_anew_where_the_words_have_changed_and_not_afterwards(ax):
    usual = Text._get_layout, XAxis._update_ticks
    words = ax.text(0, 2, "short")
    with asking_once():
        short = words.get_window_extent(RULER).width
        assert words.get_window_extent(RULER).width == short
        words.set_text("rather longer")
        assert words.get_window_extent(RULER).width > short
    assert (Text._get_layout, XAxis._update_ticks) == usual


def test_ids_of_a_drawing_hang_on_its_name_and_the_title_is_in_the_file(ax):
    lay_out(ax.figure, [])
    engine = ax.figure.get_layout_engine()
    one, again, other = (write_svg(ax.figure, name, "Sales rose") for name in "aab")
    assert one == again != other and "Sales rose" in one and "<dc:date>" not in one
    assert ax.figure.get_layout_engine() is engine


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
    def list_patched():
        ours = (Axis, "_get_tick"), (Axis, "_copy_tick_props"), (BboxBase, "union")
        return [vars(kind)[name] for kind, name, *_ in (*ours, *_ASKED)]

    before = list_patched()
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
    assert list_patched() == before


def test_ticks_are_chosen_anew_where_an_axis_has_less_room_and_not_where_it_has_as_much(ax):
    class Counting(AutoLocator):
        asked = 0

        def __call__(self):
            self.asked += 1
            return super().__call__()

    ax.figure.set_layout_engine("none")
    ax.xaxis.set_major_locator(locator := Counting())
    counts, asked = [], []
    with asking_once():
        for left in (0.1, 0.101, 0.7):
            ax.set_position([left, 0.1, 0.9 - left, 0.8])
            ticks = ax.xaxis._update_ticks()
            boxes, _ = ax.xaxis._get_ticklabel_bboxes(ticks, RULER)
            expected = [tick.label1.get_window_extent(RULER).extents for tick in ticks]
            assert np.allclose([box.extents for box in boxes], expected, rtol=0, atol=1e-9)
            counts.append(len(ticks))
            asked.append(locator.asked)
    assert counts[0] == counts[1] > counts[2] and asked[0] == asked[1] < asked[2]


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
