"""Ranges are drawn as they are, and their legend and title say no more than is seen."""

from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from shown import COLUMNS, ROW, WORDS, draw

from helpers.data.places import Places
from helpers.page.colours import PALETTE
from helpers.page.figure import make_axes, publish_figure
from helpers.page.ranges import make_rows, name_extreme, plot_ranges, write_legend


def test_bars_span_low_to_high_and_hedged_dots_are_open():
    ax = draw([ROW, ["b", 2.0, 4.0, 8.0, True, PALETTE[1]]])
    bars = [line for line in ax.lines if line.get_marker() in ("None", None)]
    assert [list(map(float, bar.get_xdata())) for bar in bars] == [[1.0, 3.0], [2.0, 8.0]]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [d.get_markerfacecolor() for d in dots] == ["#0072B2", "white"]


def test_a_quantity_without_a_middle_has_a_bar_and_no_dot():
    ax = draw([["a", 1.0, float("nan"), 3.0, False, "#0072B2"]])
    assert [line.get_marker() for line in ax.lines].count("o") == 0 and list(
        ax.lines[0].get_xdata()
    ) == [1.0, 3.0]


def test_an_open_range_ends_in_an_arrow():
    ax = draw([["a", 1.0, 2.0, float("inf"), True, "#0072B2"]])
    assert [line.get_marker() for line in ax.lines].count(">") == 1


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([["a", 1.0, 2.0, 3.0], ["b", 4.0, 5.0, 6.0]], "b: 5, the largest of 2"),
        ([["a", 1.0, 2.0, 4.5], ["b", 4.0, 5.0, 6.0]], "which of 2 is the largest cannot be told"),
        (
            [["a", 1.0, 2.0, np.inf], ["b", 4.0, 5.0, 6.0], ["c", 0.0, 1.0, 2.0]],
            "which of 2 is the largest",
        ),
    ],
)
def test_a_title_names_the_largest_only_if_no_other_range_reaches_as_far(rows, title):
    frame = pd.DataFrame(rows, columns=["label", "low", "central", "high"])
    frame["numbers"] = frame["central"].map("{:g}".format)
    assert name_extreme(frame).startswith(title)


def test_only_a_target_or_an_expectation_is_drawn_as_planned():
    statuses = ["reported", "target", "expected", np.nan]  # a series beside the press has none
    numbers = {"low": 1.0, "central": 1.0, "high": 1.0, "hedged": False, "unit": "persons"}
    frame = pd.DataFrame([numbers | {"entity_id": "x", "status": each} for each in statuses])
    entities = pd.DataFrame({"entity_id": ["x"], "parent_id": [""], "type": ["county"]})
    rows = make_rows(frame, list("abcd"), "", Places(entities))
    assert rows["kind"].tolist() == ["same", "planned", "planned", "same"]


def test_nought_on_a_logarithmic_axis_is_an_arrow_with_the_words_of_its_row(tmp_path):
    none = ["none sold", 0.0, 0.0, 0.5, False, "#0072B2"]
    rows = pd.DataFrame([ROW, none], columns=COLUMNS)
    ax = plot_ranges(make_axes(), rows, log=True)
    svg = publish_figure(
        ax, "04_x", **WORDS, data=pd.DataFrame({"a": [1]}), out_dir=tmp_path
    ).payload["svg"]
    titles = [e.text for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}title")]
    assert sorted(titles[-2:]) == ["a", "none sold"]
    words = "arrow to the left: nought"
    assert words in write_legend(rows, log=True) and words not in write_legend(rows)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"high": np.inf}, "arrow"),
        ({"hedged": True}, "open"),
        ({"central": np.nan}, "no mark"),
        ({"kind": "planned"}, "diamond"),
        ({"kind": "other definition"}, "square"),
        ({"kind": "computed"}, "cross"),
        ({"is_alone": True}, "single number"),
        ({"colour": "#000000"}, "colour"),
    ],
)
def test_a_legend_names_a_mark_only_where_it_is_drawn(change, words):
    row = dict(zip(COLUMNS, ROW, strict=True)) | {"kind": "same", "is_alone": False}
    plain = write_legend(pd.DataFrame([row, row]))
    assert words not in plain and "Bar" in plain and "dot" in plain
    assert words in write_legend(pd.DataFrame([row, row | change]))
