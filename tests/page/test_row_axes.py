"""Rows stand from the top, each as high as its words need."""

import numpy as np
import pytest

from helpers.page.drawing import lay_out, prepare
from helpers.page.row_axes import GAP, LINE, LONG, PHONE_GAP, ROOM, make_row_axes


def find_places(ax):
    """Return the places of the rows, in points from the top of the figure."""
    prepare(ax.figure)
    lay_out(ax.figure, [])
    count = len({text.get_position()[1] for text in ax.texts})
    at = ax.transData.transform([(0, y) for y in range(count)])[:, 1]
    return ax.figure.bbox.height - at


@pytest.mark.parametrize(("is_narrow", "gap"), [(False, GAP), (True, PHONE_GAP)])
def test_a_line_more_in_a_row_makes_the_figure_higher_by_a_line(is_narrow, gap):
    heights = [
        72 * make_row_axes(["a", label], ["1", "2"], is_narrow=is_narrow).figure.get_figheight()
        for label in ("b", "b\nc")
    ]
    assert heights[1] - heights[0] == pytest.approx(LINE)
    more = (
        72 * make_row_axes(["a", "b", "c"], ["1"] * 3, is_narrow=is_narrow).figure.get_figheight()
    )
    assert more - heights[0] == pytest.approx(LINE * (1 + is_narrow) + gap)


def test_rows_stand_from_the_top_and_apart_by_half_the_words_of_both():
    places = find_places(make_row_axes(["a", "b\nc\nd", "e", "f"], ["1", "2", "3", "4"]))
    high, low = 3 * LINE + GAP, LINE + GAP
    steps = np.diff(places)
    assert steps / steps[2] == pytest.approx([(high + low) / 2 / low] * 2 + [1])


def test_words_that_are_too_long_for_their_room_are_broken_and_none_is_lost():
    label = "sales of all shops of a rather long name in a county"
    ax = make_row_axes([label], ["5"])
    lines = [text.get_text() for text in ax.texts if text.get_text() != "5"]
    assert " ".join(lines) == label and max(map(len, lines)) <= ROOM[0] and len(lines) > 1


def test_on_a_phone_a_range_stands_in_brackets_behind_its_number():
    ax = make_row_axes(["a"], ["5\n4 to 6"], is_narrow=True)
    assert [text.get_text() for text in ax.texts] == ["a", "5 (4 to 6)"]


@pytest.mark.parametrize("count", [LONG, LONG + 1])
def test_many_rows_have_their_axis_above_as_well(count):
    ax = make_row_axes(["a"] * count, ["1"] * count)
    assert ax.xaxis.get_tick_params()["labeltop"] == (count > LONG)
