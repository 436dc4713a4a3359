"""Lay out a picture of rows: names left, numbers right; on a phone both above."""

import re
import textwrap

import numpy as np
from matplotlib.layout_engine import LayoutEngine
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from helpers.page.colours import INK, SOFT
from helpers.page.drawing import POINTS_PER_INCH, RULER
from helpers.page.figure import PHONE, make_figure
from helpers.page.marks import UNDER

SIZE, LINE = 9.0, 11.5  # points, of words and from line to line
WIDTHS = (2.4, 3.05, 1.75)  # inches, of labels, drawing and numbers
ROOM = (34, 24, 42)  # characters that fit a label, a number, and a line on a phone
GAP, PHONE_GAP = 12, 20  # points from row to row
EDGE = 3  # points around a drawing
LONG = 6  # rows from which on the axis stands above them as well


def make_row_axes(labels, values, *, is_narrow: bool = False):
    """Return axes with a row for each label, the first on top, at 0, 1 and so on.

    Parameters
    ----------
    labels, values : sequence of str, length n
        What a row is, and its number and range; each may have several lines, of which the first is
        dark.
    is_narrow : bool
        For a phone: the words stand above what is drawn.

    Returns
    -------
    ax : matplotlib Axes
        No mark crosses words: they stand beside the axes, or on a ground of their own.
    """
    if is_narrow:
        values = [re.sub(r"\n(.*)", r" (\1)", value) for value in values]
    rows = [
        [_break(label, ROOM[2 * is_narrow]), _break(value, ROOM[1 + is_narrow])]
        for label, value in zip(labels, values, strict=True)
    ]
    if is_narrow:
        heights = [LINE * sum(map(len, row)) + PHONE_GAP for row in rows]
        middles = np.cumsum(heights) - PHONE_GAP / 2
    else:
        heights = [LINE * max(map(len, row)) + GAP for row in rows]
        middles = np.cumsum(heights) - np.array(heights) / 2
    height = (0.75 if is_narrow else 0.7) + 0.3 * (len(rows) > LONG)
    figure = make_figure(
        PHONE if is_narrow else sum(WIDTHS), height + sum(heights) / POINTS_PER_INCH
    )
    figure.set_layout_engine(_Beside((0, 0) if is_narrow else (WIDTHS[0], WIDTHS[2])))
    ax = figure.add_subplot()
    _space(ax, heights, middles)
    if is_narrow:
        for y, (label, value) in enumerate(rows):
            _write_above(ax, y, [*label, *((words, INK) for words, _ in value)])
    else:
        edge = ScaledTranslation(EDGE / POINTS_PER_INCH, 0, figure.dpi_scale_trans)
        left = blended_transform_factory(figure.transFigure, ax.transData) + edge
        right = ax.get_yaxis_transform() + edge
        for y, (label, value) in enumerate(rows):
            _write_beside(ax, left, (0, y), label)
            _write_beside(ax, right, (1, y), value)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    if len(rows) > LONG:
        ax.tick_params(axis="x", top=True, labeltop=True)
    return ax


def _space(ax, heights, places):
    """Let rows 0, 1 and so on stand at these places from the top, as high as their words need."""
    ends = [-places[0], *places, 2 * sum(heights) - places[-1]]
    rows = np.arange(-1.0, len(heights) + 1)
    ax.set_yscale(
        "function",
        functions=(lambda y: np.interp(y, rows, ends), lambda at: np.interp(at, ends, rows)),
    )
    ax.set_ylim(np.interp(sum(heights), ends, rows), np.interp(0.0, ends, rows))


def _break(text, room):
    """Return lines with their colours."""
    parts = text.split("\n")
    return [
        (line, SOFT if place else INK)
        for place, part in enumerate(parts)
        for line in textwrap.wrap(part, room) or [""]
    ]


def _write_beside(ax, place, at, lines):
    for number, line in enumerate(lines):
        up = ((len(lines) - 1) / 2 - number) * LINE
        _write_line(ax, place, at, up, line, va="center")


def _write_above(ax, y, lines):
    place = ax.get_yaxis_transform()
    for number, line in zip(range(len(lines))[::-1], lines, strict=True):
        _write_line(ax, place, (0, y), 6 + number * LINE, line, va="bottom", zorder=5, bbox=UNDER)


def _write_line(ax, place, at, up, line, **look):
    """Write a line of words so many points above a point."""
    words, colour = line
    moved = place + ScaledTranslation(0, up / POINTS_PER_INCH, ax.figure.dpi_scale_trans)
    text = ax.text(*at, words, transform=moved, fontsize=SIZE, color=colour, **look)
    text.set_in_layout(False)


class _Beside(LayoutEngine):
    """Give axes the room that words beside them leave, by one look at their ticks and label.

    `sides`: inches of the words left and right.
    """

    _adjust_compatible = _colorbar_gridspec = False

    def __init__(self, sides):
        super().__init__()
        self._sides = sides

    def execute(self, fig):
        ax, (width, height) = fig.axes[0], fig.bbox.size
        left, right = (side * POINTS_PER_INCH for side in self._sides)
        over = EDGE
        if title := fig._suptitle:  # matplotlib's own engines look for it there
            title.set_y(1 - EDGE / height)
            over += title.get_window_extent(RULER).height + EDGE

        def place(*room):
            """Leave so many points left, below, right and above."""
            edges = np.array(room) / (width, height, width, height)
            for each in fig.axes:  # twins of the same place
                each.set_position([*edges[:2], *(1 - edges[:2] - edges[2:])])

        place(left + EDGE, EDGE, right + EDGE, over)
        words = ax.xaxis.get_tightbbox(RULER, for_layout_only=True) or ax.bbox
        out = np.maximum((ax.bbox.extents - words.extents) * (1, 1, -1, -1), 0)
        place(*np.maximum((left, 0, right, 0), out) + (EDGE, EDGE, EDGE, over))
