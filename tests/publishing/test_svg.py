"""A drawing keeps what is drawn, and nothing that runs, loads or reaches outside."""

import re

import pytest
from payloads import DRAWINGS, make_drawing

from helpers.publishing.svg import Drawing


@pytest.mark.parametrize("inside", DRAWINGS)
def test_a_hostile_drawing_loses_what_is_hostile(inside):
    body = Drawing(make_drawing(inside), "x").write()
    assert body.endswith('<path d="M1 1"/>')
    assert not re.search(
        r"<script|\son\w+=|evil|javascript|file:|foreign|behavior|binding|red", body
    )


@pytest.mark.parametrize(
    "svg",
    [
        "not a drawing",
        "<svg><g></svg>",
        "<html/>",
        "<svg>" * 3,
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>",
        "<svg>" + "<g>" * 200 + "<path/>" + "</g>" * 200 + "</svg>",
    ],
)
def test_what_is_no_drawing_is_refused(svg):
    with pytest.raises(ValueError, match="SVG"):
        Drawing(svg, "x")


def test_a_drawing_is_written_with_either_mark_and_says_the_same():
    svg = make_drawing("<text x='1.23456' y='2'>  &lt;a&gt; \"b\"</text><g id='gone'/>")
    drawing = Drawing(svg, "x")
    page, file = drawing.write(), drawing.write("'")
    assert page == '<text x="1.23" y="2">\u00a0\u00a0&lt;a&gt; "b"</text><path d="M1 1"/>'
    assert file == "<text x='1.23' y='2'>\u00a0\u00a0&lt;a&gt; \"b\"</text><path d='M1 1'/>"


def test_named_points_are_taken_out_of_the_drawing_and_kept():
    mark = '<g class="mark"><title>Aksu, 2020: 3 &lt; 4</title><circle cx="1" cy="2.5" r="8"/></g>'
    drawing = Drawing(make_drawing(mark), "x")
    assert drawing.write() == '<path d="M1 1"/>'
    assert [(m.words, m.x, m.y) for m in drawing.marks] == [("Aksu, 2020: 3 < 4", 1.0, 2.5)]


@pytest.mark.parametrize("place", ['cx="nan" cy="1"', 'cx="inf" cy="1"', 'cy="1"', 'cx="a" cy="1"'])
def test_a_point_without_a_place_is_no_named_point(place):
    mark = f'<g class="mark"><title>t</title><circle {place} r="8"/></g>'
    assert Drawing(make_drawing(mark), "x").marks == []


def test_words_that_begin_where_they_would_anyway_do_not_say_so():
    text = '<text style="text-anchor:start;fill:#222222">a</text>'
    assert "text-anchor" not in Drawing(make_drawing(text), "x").write()
    inner = f'<g style="text-anchor:middle">{text}</g>'
    assert "text-anchor:start" in Drawing(make_drawing(inner), "x").write()
