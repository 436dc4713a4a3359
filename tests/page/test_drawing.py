"""A figure is measured and drawn here, and left as it was."""

import numpy as np
import pytest
from matplotlib.axis import XAxis
from matplotlib.text import Text

from helpers.page.drawing import (
    RULER,
    asking_once,
    breaking_lines,
    lay_out,
    list_wrapped,
    paint,
    prepare,
    write_svg,
)
from helpers.page.figure import make_axes

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
