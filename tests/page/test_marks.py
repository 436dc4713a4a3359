"""Points have names, drawings have a second size for phones, and both reach the page."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import PercentFormatter

from helpers.description.figures import plot_steps, plot_tiers
from helpers.models.figures import plot_hindsight, plot_series
from helpers.models.series import LongSeries
from helpers.page.drawing import RULER, _Measuring, lay_out
from helpers.page.figure import make_axes, make_panels, make_stack, publish_figure
from helpers.page.marks import name_points
from helpers.page.ranges import name_levels
from helpers.page.row_axes import make_row_axes
from helpers.publishing.parts import render_element
from helpers.robustness.figures import plot_specifications

DATA = pd.DataFrame({"a": [1]})


def publish(ax, out_dir, **more):
    words = {"title": "t", "caption": "c", "description": "d"}
    return publish_figure(ax, "04_x", data=DATA, out_dir=out_dir, **words, **more).payload


def render(payload):
    return BeautifulSoup(
        str(render_element(payload, anchor="f", number=1, prefix="p")), "html.parser"
    )


NAMES_DRAWN = ["a bar", "first: 3 (2 to 4); Xinhua", 'second <b> & "x"']


def test_each_named_point_is_reached_by_keyboard_and_says_its_name(tmp_path):
    ax = make_axes()
    (line,) = ax.plot([1, 2], [3, 4], marker="o")
    name_points(line, ["first: 3 (2 to 4); Xinhua", 'second <b> & "x"'])
    name_points(ax.barh([3], [2])[0], "a bar")
    payload = publish(ax, tmp_path)
    page = render(payload)
    for width in ("broad", "narrow"):
        marks = page.select(f"svg.{width} .mark")
        assert [page.find(id=mark["aria-labelledby"]).text for mark in marks] == NAMES_DRAWN
        assert all(
            mark["tabindex"] == "0"
            and mark["role"] == "img"
            and mark.select_one("text")["id"] == mark["aria-labelledby"]
            for mark in marks
        )
    assert "<title>a bar</title>" in (tmp_path / "figures" / "04_x.svg").read_text(
        encoding="utf-8"
    ), "the file answers to the mouse as well"


def test_points_of_panels_have_their_names_on_a_phone_as_well(tmp_path):
    panels = make_panels(2)
    for ax in panels:
        name_points(ax.plot([1], [3], marker="o")[0], "p")
    assert {
        len(svg.select(".mark")) for svg in render(publish(panels[0], tmp_path)).find_all("svg")
    } == {2}


SERIES = LongSeries(
    "k",
    "n",
    "levels",
    "persons",
    np.array([2019.0, 2020.0]),
    np.array([5.0, 8.0]),
    np.array([4.0, 8.0]),
    np.array([6.0, 8.0]),
    (),
    "",
    np.array(["Xinhua, on X", ""]),
)
STEPS = pd.DataFrame(
    {
        "date_from": pd.to_datetime(["2014-01-01", "2016-01-01"]),
        "date_to": pd.to_datetime(["2014-12-31", "2016-01-01"]),
        "event": ["Award (first)", "Award (second)"],
        "publisher": ["Xinhua", "Xinhua"],
    }
)
WINDOWS = pd.DataFrame(
    {
        "year": [2014, 2015, 2016, 2017],
        "low": [np.nan, np.nan, 50.0, 80.0],
        "high": [np.nan, np.inf, np.inf, 240.0],
    }
)  # of 2014 nothing is drawn
VARIANTS = pd.DataFrame(
    {
        "low": [0.1, -0.05],
        "high": [0.2, np.inf],
        "holds": [True, False],
        "reading": ["literal", "point"],
    }
)
TIERS = pd.DataFrame(
    {
        "tier": ["county", "township", "village"],
        "day": pd.to_datetime(["2020-06-01"] * 3),
        "central": [26.0, 127.0, 380.0],
        "source": ["article", "benchmark", "benchmark"],
        "publisher": ["China Tibet Online", "Tibet3", "Tibet3"],
    }
)
LEVELS = pd.DataFrame(
    {
        "period_end": pd.to_datetime(["2022-12-31", "2023-12-31"]),
        "low": [7.0, 7.5],
        "central": [np.nan, 8.0],
        "high": [8.0, 8.5],
        "unit": ["persons"] * 2,
        "publisher": ["Zhejiang Daily"] * 2,
    }
)
NAMES = {
    "series": (
        lambda ax: plot_series(ax, SERIES),
        ["2019: 5 people (4 to 6 people); Xinhua", "2020: 8 people"],
    ),
    "steps": (
        lambda ax: plot_steps(ax, STEPS, colour="#0072B2", until=pd.Timestamp("2020-01-01")),
        ["1: Award (first), 2014; Xinhua", "2: Award (second), 1 January 2016; Xinhua"],
    ),
    "hindsight": (
        lambda ax: plot_hindsight(ax, WINDOWS, 100.0),
        [
            "until 2015: no ceiling seen",
            "until 2016: ceiling from 0.5 times the latest",
            "until 2017: ceiling 0.8 to 2.4 times the latest",
        ],
    ),
    "specifications": (
        lambda ax: plot_specifications(make_stack(), VARIANTS, {"reading": "reading:"})[0],
        ["−5.0 % a year or more: point", "10 to 20 % a year: literal"],
    ),
    "tiers": (
        lambda ax: plot_tiers(ax, TIERS),
        [
            "county, June 2020: 26, by an article; China Tibet Online",
            "township, June 2020: 127; Tibet3",
            "village, June 2020: 380; Tibet3",
        ],
    ),
    "levels": (
        lambda ax: (
            name_levels(ax.plot([2022, 2023], LEVELS["central"], marker="o")[0], LEVELS),
            ax,
        )[1],
        ["2023: 8 people (7.5 to 8.5 people); Zhejiang Daily"],
    ),
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_drawn_point_says_value_range_and_source(tmp_path, kind):
    draw, wanted = NAMES[kind]
    marks = render(publish(draw(make_axes()), tmp_path)).select("svg:not(.narrow) .mark")
    assert [mark.text for mark in marks] == wanted


def test_words_of_a_point_are_shown_near_it_in_a_tall_drawing(tmp_path):
    ax = make_axes(height_in=14)
    name_points(
        ax.plot([1, 2, 3], [1, 2, 3], marker="o", linestyle="none")[0], ["low", "middle", "high"]
    )
    marks = render(publish(ax, tmp_path)).select("svg:not(.narrow) .mark")
    heights = [(float(mark.circle["cy"]), float(mark.find("text")["y"])) for mark in marks]
    assert (
        len(heights) == 3
        and max(abs(at - words) for at, words in heights) < 250
        and max(words for _, words in heights) <= 14 * 72
    )


def test_a_mark_lies_on_its_point(tmp_path):
    ax = make_axes(5.2, 3.2)
    ax.axis("off")
    ax.set(xlim=(0, 1), ylim=(0, 1), position=[0, 0, 1, 1])
    ax.figure.set_layout_engine("none")
    name_points(ax.plot([0.25], [0.75], marker="o")[0], "p")
    circle = render(publish(ax, tmp_path)).select_one("svg.broad .mark circle")
    assert (float(circle["cx"]), float(circle["cy"])) == pytest.approx(
        (0.25 * 5.2 * 72, 0.25 * 3.2 * 72), abs=0.1
    )


def test_as_many_names_as_points_are_asked_for(tmp_path):
    ax = make_axes()
    name_points(ax.plot([1, 2], [3, 4], marker="o")[0], ["one"])
    with pytest.raises(ValueError, match="2 points and 1 names, the first 'one'"):
        publish(ax, tmp_path)


def test_what_is_drawn_beneath_is_not_read_twice(tmp_path):
    ax = make_axes()
    name_points(ax.plot([1], [3], marker="o")[0], "p")
    svg = render(publish(ax, tmp_path)).select_one("svg.broad")
    assert svg["role"] == "group" and svg["aria-label"] == "d"
    assert [
        child.get("aria-hidden") or child["class"][0]
        for child in svg.find_all("g", recursive=False)
    ] == ["true", "mark"]


def test_a_drawing_without_names_is_one_picture(tmp_path):
    ax = make_axes()
    ax.plot([1, 2], [3, 4])
    assert {svg["role"] for svg in render(publish(ax, tmp_path)).find_all("svg")} == {"img"}


def test_the_drawing_for_phones_is_narrower_with_words_of_the_same_size(tmp_path):
    ax = make_axes()
    ax.plot([1, 2], [3, 4])
    ax.annotate("a label", (1, 3), fontsize=9)
    payload = publish(ax, tmp_path)
    wide, narrow = (
        float(re.search(r'viewBox="0 0 ([\d.]+)', payload[key])[1]) for key in ("svg", "narrow")
    )
    assert (wide, narrow) == (pytest.approx(374.4), pytest.approx(230.4))
    for key in ("svg", "narrow"):
        assert re.search(r'style="font(-size)?: 9px[^"]*"[^>]*>a label', payload[key])
    assert tuple(ax.figure.get_size_inches()) == (5.2, 3.2), "the figure is left as it was"


def test_a_drawing_whose_words_find_no_room_stays_as_it_is(tmp_path):
    ax = make_axes()
    ax.figure.text(0.02, 0.5, "M" * 48, fontsize=8)  # 331 of the 374 points
    payload = publish(ax, tmp_path)
    assert payload["narrow"] == ""
    assert len(render(payload).find_all("svg")) == 1


def test_ticks_without_room_are_left_out_in_the_narrow_drawing_alone(tmp_path):
    ax = make_axes()
    ax.set_xlim(0, 10)
    ax.set_xticks(range(0, 11, 2), [f"{n},000,000" for n in range(0, 11, 2)])
    payload = publish(ax, tmp_path)
    assert payload["svg"].count(",000,000") == 6 and payload["narrow"].count(",000,000") == 3
    assert list(ax.get_xticks()) == [0, 2, 4, 6, 8, 10], "the figure is left as it was"


def list_ends(svg):
    """Return the words of each text of an SVG, with the places of their left and right ends."""
    ends = []
    for text in BeautifulSoup(svg, "html.parser").find_all("text"):
        size = float(re.search(r"font-size: ([\d.]+)px", text["style"])[1])
        width = text_to_path.get_text_width_height_descent(
            text.text, FontProperties(family="DejaVu Sans", size=size), False
        )[0]
        start = text.get("x") or re.search(r"translate\(([-\d.]+)", text["transform"])[1]
        left = float(start) - (width / 2 if "text-anchor: middle" in text["style"] else 0)
        ends.append((text.text, left, left + width))
    return ends


def find_width(svg):
    return float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])


def test_no_tick_of_a_narrow_drawing_is_cut_or_touches_another_wherever_the_axis_ends(tmp_path):
    for end in (1.1, 1.15, 1.2, 1.25):  # at 1.2 a tick lies a rounding error beyond
        ax = make_axes()
        ax.set_yticks([])
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.set_xlim(-0.3, end)
        narrow = publish(ax, tmp_path)["narrow"]
        ends = list_ends(narrow)
        assert len(ends) > 2 and all(right <= find_width(narrow) for _, _, right in ends), end
        assert all(right + 2 < left for (_, _, right), (_, left, _) in itertools.pairwise(ends)), (
            end
        )


LABEL = "A trader in a place with a rather long name, firm sales, 2019 to 2020\nPlace"
NUMBER = "62 % a year\n24 to 97 % a year"


def draw_rows(is_narrow):
    ax = make_row_axes([LABEL, "short"], [NUMBER, "5"], is_narrow=is_narrow)
    ax.plot([0, 1], [0, 0])
    return ax


def test_words_of_rows_are_broken_where_room_ends_and_cut_nowhere(tmp_path):
    payload = publish(draw_rows(False), tmp_path, narrow=draw_rows(True))
    for svg, number in ((payload["svg"], NUMBER), (payload["narrow"], NUMBER.replace("\n", " ("))):
        lines = [(words, right) for words, _, right in list_ends(svg)]
        for wanted in (LABEL.replace("\n", " "), number.replace("\n", " ")):
            assert wanted in " ".join(words for words, _ in lines)
        assert all(right <= find_width(svg) for _, right in lines)


def test_no_line_of_a_drawing_of_rows_runs_through_a_label_or_a_number(tmp_path):
    broad = draw_rows(False)
    publish(broad, tmp_path, narrow=draw_rows(True))
    lay_out(broad.figure, [])  # the preview has another size
    left, right = broad.get_window_extent().x0, broad.get_window_extent().x1
    boxes = [t.get_window_extent(RULER) for ax in broad.figure.axes for t in ax.texts]
    assert len(boxes) == 8 and all(box.x1 <= left or box.x0 >= right for box in boxes)
    assert {text.get_bbox_patch().get_facecolor() for text in draw_rows(True).texts} == {
        (1.0, 1.0, 1.0, 1.0)
    }, "on a phone words have a ground of their own"


def test_lines_of_words_stand_where_matplotlib_puts_them(tmp_path, monkeypatch):
    def draw():
        ax = make_axes()
        ax.plot([1, 2], [3, 4], label="two\nlines")
        ax.legend()
        ax.set_title("Three\nlines of\nwords")
        ax.annotate("gyp – ÅÉ", (1, 3.5), fontsize=7, rotation=30)
        return publish(ax, tmp_path)["svg"]

    ours = draw()
    monkeypatch.delattr(
        _Measuring, "_get_font_height_metrics"
    )  # what matplotlib asks a backend for, if it has it
    assert draw() == ours
