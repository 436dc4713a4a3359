"""Lay out a picture of rows: names left, numbers right; on a phone both above."""

import re
import textwrap

import numpy as np

from helpers.page.colours import INK, SOFT
from helpers.page.figure import PHONE, make_figure
from helpers.page.marks import UNDER

SIZE, LINE = 9.0, 11.5  # points, of words and from line to line
WIDTHS = (2.4, 3.1, 1.7)  # inches, of labels, drawing and numbers
ROOM = (34, 24, 42)  # characters that fit a label, a number, and a line on a phone
GAP, PHONE_GAP = 12, 20  # points from row to row
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
        height = 0.75 + 0.3 * (len(rows) > LONG) + sum(heights) / 72
        ax = make_figure(PHONE, height).add_subplot()
        _space(ax, heights, np.cumsum(heights) - PHONE_GAP / 2)
        for y, (label, value) in enumerate(rows):
            _write_above(ax, y, [*label, *((words, INK) for words, _ in value)])
    else:
        heights = [LINE * max(map(len, row)) + GAP for row in rows]
        figure = make_figure(sum(WIDTHS), 0.7 + 0.3 * (len(rows) > LONG) + sum(heights) / 72)
        grid = figure.add_gridspec(1, 3, width_ratios=WIDTHS)
        left, ax, right = (figure.add_subplot(place) for place in grid)
        for each in (left, ax, right):
            _space(each, heights, np.cumsum(heights) - np.array(heights) / 2)
        for place, each in enumerate((left, right)):
            each.set_axis_off()
            for y, row in enumerate(rows):
                _write_beside(each, y, row[place])
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


def _write_beside(ax, y, lines):
    for place, (words, colour) in enumerate(lines):
        ax.annotate(
            words,
            (0, y),
            xycoords=ax.get_yaxis_transform(),
            xytext=(0, ((len(lines) - 1) / 2 - place) * LINE),
            textcoords="offset points",
            fontsize=SIZE,
            color=colour,
            va="center",
        ).set_in_layout(False)


def _write_above(ax, y, lines):
    for place, (words, colour) in zip(range(len(lines))[::-1], lines, strict=True):
        ax.annotate(
            words,
            (0, y),
            xycoords=ax.get_yaxis_transform(),
            xytext=(0, 6 + place * LINE),
            textcoords="offset points",
            fontsize=SIZE,
            color=colour,
            va="bottom",
            zorder=5,
            bbox=UNDER,
        ).set_in_layout(False)
