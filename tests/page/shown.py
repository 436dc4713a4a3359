"""A row to draw, the words of a figure, and the source of a sentence."""

import pandas as pd

from helpers.page.figure import make_axes
from helpers.page.ranges import plot_ranges

SOURCE = {
    "observation_id": "x-p01-1",
    "publisher": "P",
    "title": "T",
    "published": "2020",
    "paragraph": 1,
    "as_printed": "近六成",
    "lang": "zh",
}
COLUMNS = ["label", "low", "central", "high", "hedged", "colour"]
ROW = ["a", 1.0, 2.0, 3.0, False, "#0072B2"]
WORDS = {"title": "t", "caption": "c", "description": "d"}


def draw(rows):
    """Return axes on which these rows are drawn as ranges."""
    return plot_ranges(make_axes(), pd.DataFrame(rows, columns=COLUMNS))
