"""A figure leaves with its words and its data, the same bytes each time."""

import base64
import re
import struct

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from shown import ROW, WORDS, draw

from helpers.page import figure
from helpers.page.elements import BESIDE
from helpers.page.figure import make_axes, publish_figure
from helpers.publishing.parts import render_element


@pytest.mark.parametrize("missing", ["title", "caption", "description"])
def test_no_figure_leaves_without_its_words(tmp_path, missing):
    with pytest.raises(ValueError, match=f"'04_x' has no {missing}"):
        publish_figure(
            draw([ROW]),
            "04_x",
            **WORDS | {missing: " "},
            data=pd.DataFrame({"a": [1]}),
            out_dir=tmp_path,
        )
    assert not list(tmp_path.iterdir())


def test_no_figure_leaves_without_its_data(tmp_path):
    with pytest.raises(ValueError, match="'04_x' has no data"):
        publish_figure(draw([ROW]), "04_x", **WORDS, data=pd.DataFrame({"a": []}), out_dir=tmp_path)


def test_of_a_figure_of_thousands_the_notebook_keeps_what_a_page_shows_and_the_file_has_all(
    tmp_path,
):
    many = pd.DataFrame({"n": [f"row {n} of a long list" for n in range(5000)]})
    figure = publish_figure(draw([ROW]), "04_x", **WORDS, data=many, out_dir=tmp_path)
    assert len(figure.payload["rows"]) == 120 and figure.payload["count"] == 5000
    lines = (tmp_path / "tables" / "04_x_data.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5001
    page = str(render_element(figure.payload, anchor="f", number=1, prefix="d"))
    assert "The first 120 of 5,000 rows are shown; the CSV file has all." in page
    assert 'href="../tables/04_x_data.csv"' in page


def test_a_figure_is_the_same_bytes_each_time_and_names_no_time_or_program(tmp_path):
    svgs = [
        publish_figure(
            draw([ROW]), "04_x", **WORDS, data=pd.DataFrame({"a": [1]}), out_dir=tmp_path
        ).payload["svg"]
        for _ in range(2)
    ]
    assert svgs[0] == svgs[1] == (tmp_path / "figures" / "04_x.svg").read_text(encoding="utf-8")
    assert "<metadata" not in svgs[0] and "<text" in svgs[0]


def test_a_preview_is_a_small_picture_of_the_size_that_is_shared_the_same_bytes_each_time(tmp_path):
    ax = draw([ROW])
    before = tuple(ax.figure.get_size_inches())
    seen = []
    for _ in range(2):
        publish_figure(
            ax,
            "04_x",
            **WORDS | {"title": "A rather long message " * 5},
            data=pd.DataFrame({"a": [1]}),
            out_dir=tmp_path,
        )
        seen.append((tmp_path / "figures" / "04_x.png").read_bytes())
    assert seen[0] == seen[1] and seen[0].startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", seen[0][16:24]) == (1200, 630) and len(seen[0]) <= 60_000
    assert not re.search(rb"tEXt|tIME|Matplotlib", seen[0]), "names no time and no program"
    assert tuple(ax.figure.get_size_inches()) == before and not ax.figure.get_suptitle(), (
        "the figure is left as it was"
    )


def test_a_narrow_drawing_whose_words_stand_on_each_other_is_not_written(tmp_path, monkeypatch):
    written, write = [], figure.write_svg

    def write_svg(drawn, *given):
        written.append(drawn.get_size_inches()[0])
        return write(drawn, *given)

    monkeypatch.setattr(figure, "write_svg", write_svg)
    ax = make_axes()
    for x in (0, 0.5):
        ax.text(x, 0.5, "words of half the width")
    ax.text(0.1, 0.2, "clear of all")
    made = publish_figure(ax, "04_x", **WORDS, data=pd.DataFrame({"a": [1]}), out_dir=tmp_path)
    assert written == [5.2, 4.2] and 'viewBox="0 0 302.4' in made.payload["narrow"]


def test_no_name_in_a_drawing_hangs_on_the_last_digit_of_a_number():
    drawings = []
    for nudge in (0.0, 1e-12):
        ax = make_axes(4, 3)
        ax.plot([1, 2, 3], [1, 2, 3 + nudge], marker="o")
        ax.set_position([0.1 + nudge, 0.1, 0.8, 0.8])
        drawings.append(figure._tidy_svg(figure.write_svg(ax.figure, "04_x", "Title")))
    assert drawings[0] == drawings[1] and "clip-path" in drawings[0]
    assert not re.search(r'id="[a-zA-Z][0-9a-f]{10}"', drawings[0])


def test_a_figure_is_a_picture_with_its_words_beside_it_for_viewers_that_clean_html(tmp_path):
    words = {"title": "t", "caption": "<c>", "description": 'Rose "by half".'}
    data = pd.DataFrame({"a": [1]})
    made = publish_figure(draw([ROW]), "04_x", **words, data=data, out_dir=tmp_path)
    (bundle, _), (beside, marks) = made.list_outputs()
    assert "text/html" not in bundle and bundle["text/plain"] == words["description"]
    assert (
        bundle["image/svg+xml"].replace(' width="499" height="307"', "", 1) == (made.payload["svg"])
    )
    picture = base64.b64decode(bundle["image/png"])
    assert struct.unpack(">II", picture[16:24]) == (499, 307) and len(picture) < 30_000
    shown = BeautifulSoup(beside["text/html"], "html.parser")
    assert [p.get_text() for p in shown("p")] == ["t. <c>", 'Rose "by half".'] and marks == {
        BESIDE: True
    }
    assert [cell.get_text() for cell in shown("td")] == ["1"] and not shown.find(["img", "svg"])
