"""A number under every choice is one bar, and the choices that made it stand below."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgba

from helpers.models.figures import OTHER
from helpers.page.colours import ACCENT
from helpers.robustness.figures import draw_specifications

CHOICES = {"currency": "CNY", "prices": "current", "link": "levels", "first_year": 2010}


def make(*rows):
    """Return answers to one headline: (reading, low, high, whether it holds)."""
    table = pd.DataFrame(rows, columns=["reading", "low", "high", "holds"])
    return table.assign(**CHOICES, headline="relative", without="")


ANSWERS = make(("literal", -0.2, np.inf, False), ("point", 0.1, 0.1, True), ("rounded", 0, 0.1, 1))


def test_bars_are_sorted_and_their_colour_says_whether_the_headline_holds():
    drawing = draw_specifications(ANSWERS.astype({"holds": bool}), "sales outgrew the nation")
    (bars,) = [c for c in drawing.axes.collections if hasattr(c, "get_segments")]
    assert [segment[0][1] for segment in bars.get_segments()] == [-0.2, 0.0, 0.1]
    colours = [to_rgba(OTHER), to_rgba(ACCENT), to_rgba(ACCENT)]
    assert [tuple(colour) for colour in bars.get_colors()] == colours
    top = drawing.axes.get_ylim()[1]
    assert np.isfinite(top) and bars.get_segments()[0][1][1] == top


def test_the_title_counts_the_choices_under_which_it_holds_and_the_phone_shows_the_same():
    drawing = draw_specifications(ANSWERS.astype({"holds": bool}), "sales outgrew the nation")
    assert drawing.title == "Sales outgrew the nation under 2 of 3 choices tried"
    assert len(drawing.data) == 3 and drawing.narrow is not drawing.axes
    below = [ax for ax in drawing.axes.figure.axes if ax is not drawing.axes]
    labels = [label.get_text() for ax in below for label in ax.get_yticklabels()]
    assert {"reading: literal", "in CNY", "from 2010"} <= set(labels)


def test_a_headline_that_was_not_asked_has_no_picture():
    assert draw_specifications(make(), "sales outgrew the nation") is None
