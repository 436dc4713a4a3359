"""Figures, tables and findings: the three doors through which a result reaches its reader."""

import base64
import json
import re
import struct
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers.data.places import Places
from helpers.page import figure
from helpers.page.colours import PALETTE
from helpers.page.elements import BESIDE, MIME_TYPE, Element, guard_csv_cell, write_text
from helpers.page.figure import make_axes, publish_figure
from helpers.page.findings import Findings, list_sentences, read_findings, require_parameters
from helpers.page.ranges import make_rows, name_extreme, plot_ranges, write_legend
from helpers.page.table import publish_table
from helpers.publishing.parts import render_element
from helpers.rates.figures import plot_amounts
from helpers.words.units import Quantity, Range, format_number, format_quantity, format_range

SOURCE = {
    "observation_id": "x-p01-1",
    "publisher": "P",
    "title": "T",
    "published": "2020",
    "paragraph": 1,
    "as_printed": "近六成",
    "lang": "zh",
}


@pytest.fixture(autouse=True)
def no_staging(monkeypatch):
    monkeypatch.delenv("RURAL_STAGING", raising=False)


COLUMNS = ["label", "low", "central", "high", "hedged", "colour"]


def draw(rows):
    return plot_ranges(make_axes(), pd.DataFrame(rows, columns=COLUMNS))


ROW = ["a", 1.0, 2.0, 3.0, False, "#0072B2"]
WORDS = {"title": "t", "caption": "c", "description": "d"}


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


def test_no_name_in_a_drawing_hangs_on_the_last_digit_of_a_number():
    drawings = []
    for nudge in (0.0, 1e-12):
        ax = make_axes(4, 3)
        ax.plot([1, 2, 3], [1, 2, 3 + nudge], marker="o")
        ax.set_position([0.1 + nudge, 0.1, 0.8, 0.8])
        drawings.append(figure._tidy_svg(figure.write_svg(ax.figure, "04_x", "Title")))
    assert drawings[0] == drawings[1] and "clip-path" in drawings[0]
    assert not re.search(r'id="[a-zA-Z][0-9a-f]{10}"', drawings[0])


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


def test_levels_years_apart_are_joined_by_a_dashed_line_and_targets_by_a_dotted_one():
    series = pd.DataFrame(
        {
            "entity": ["label"] * 3,
            "unit": ["persons"] * 3,
            "period": ["2014", "2023", "2024"],
            "year": [2014, 2023, 2024],
            "year_low": [2014, 2023, 2024],
            "year_high": [2014, 2023, 2024],
            "low": [1, 2, 3],
            "central": [1, 2, 3],
            "high": [1, 2, 3],
            "hedged": [False] * 3,
            "status": ["reported", "reported", "target"],
        }
    )
    ax = plot_amounts(make_axes(), series, colour="#0072B2")
    assert [line.get_linestyle() for line in ax.lines if len(line.get_xdata()) == 2] == ["--", ":"]
    assert ax.get_yscale() == "linear" and ax.get_ylim()[0] == 0


def test_a_table_shows_text_and_keeps_full_precision_in_its_file(tmp_path):
    frame = pd.DataFrame(
        {"Year": [2014, 2023], "Sales (yuan)": [4e8, 3.424e9], "Share": [None, 0.123456789]}
    )
    element = publish_table(frame, "03_t", caption="c", out_dir=tmp_path)
    assert element.payload["rows"] == [
        ["2014", "400 million", ""],
        ["2023", "3.424 billion", "0.1235"],
    ]
    assert [c["numeric"] for c in element.payload["columns"]] == [True, True, True]
    assert (tmp_path / "tables" / "03_t.csv").read_text(encoding="utf-8").split("\n")[
        2
    ] == "2023,3424000000,0.123456789"


def test_a_table_without_caption_or_with_a_bad_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match="has no caption"):
        publish_table(pd.DataFrame({"a": [1]}), "03_t", caption=" ", out_dir=tmp_path)
    with pytest.raises(ValueError, match="'../x' is not allowed"):
        publish_table(pd.DataFrame({"a": [1]}), "../x", caption="c", out_dir=tmp_path)


def test_printed_words_carry_their_language(tmp_path):
    element = publish_table(
        pd.DataFrame({"As printed": ["近六成"], "n": [1]}),
        "03_t",
        caption="c",
        out_dir=tmp_path,
        languages=["zh"],
    )
    assert element.payload["rows"][0][0] == {"text": "近六成", "lang": "zh"}


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1"])
def test_no_cell_of_a_file_is_a_formula(tmp_path, cell):
    publish_table(pd.DataFrame({"a": [cell]}), "03_t", caption="c", out_dir=tmp_path)
    assert (
        (tmp_path / "tables" / "03_t.csv")
        .read_text(encoding="utf-8")
        .split("\n")[1]
        .strip('"')
        .startswith("'")
    )
    assert guard_csv_cell("-12.5") == "-12.5"


def say(book, key="k", template="There are **{n}**.", **numbers):
    return book.say(key, template, sources=[SOURCE], **(numbers or {"n": 3}))


def test_a_finding_keeps_its_unrounded_numbers_and_its_sources(tmp_path):
    book = Findings("04_x", "How fast?", tmp_path)
    say(
        book,
        template="It grew {growth}, from {start}.",
        growth=Range(0.25291, float("inf"), "share_per_year", 3),
        start=Quantity(4e8, "CNY"),
    )
    kept = json.loads((tmp_path / "findings" / "04_x.json").read_text(encoding="utf-8"))
    assert kept["notebook"] == "04_x" and kept["title"] == "How fast?"
    finding = kept["findings"][0]
    assert finding["text"] == "It grew 25.2 % a year or more, from 400 million yuan."
    assert finding["numbers"]["growth"] == {"low": 0.25291, "high": None, "unit": "share_per_year"}
    assert finding["observations"] == ["x-p01-1"] and finding["sources"] == [SOURCE]


@pytest.mark.parametrize(
    ("template", "numbers", "words"),
    [
        ("There are 12.", {}, "'12' is typed into the sentence"),
        ("There are {n}.", {"m": 1}, "names \\['n'\\], the numbers are \\['m'\\]"),
        ("There are {n}.", {"n": float("nan")}, "n is nan"),
        ("There are {n}.", {"n": float("inf")}, "n is inf"),
    ],
)
def test_a_sentence_with_a_typed_missing_or_infinite_number_is_refused(
    tmp_path, template, numbers, words
):
    with pytest.raises(ValueError, match=words):
        Findings("04_x", "t", tmp_path).say("k", template, sources=[], **numbers)


def test_years_may_be_typed(tmp_path):
    Findings("04_x", "t", tmp_path).say("k", "In 2023 there were {n}.", sources=[], n=1)


def test_a_key_is_used_for_one_sentence_and_a_cell_may_run_again(tmp_path):
    book = Findings("04_x", "t", tmp_path)
    say(book)
    say(book, n=4)
    with pytest.raises(ValueError, match="already used for another sentence"):
        say(book, template="Other {n}.", n=1)
    with pytest.raises(ValueError, match="'Bad Key' is not allowed"):
        say(book, key="Bad Key")
    assert len(json.loads(book.path.read_text(encoding="utf-8"))["findings"]) == 1


def test_findings_are_repeated_in_the_order_asked_and_unknown_keys_are_passed_over(tmp_path):
    book = Findings("04_x", "t", tmp_path)
    say(book, key="b")
    say(book, key="a")
    files = read_findings(tmp_path, besides="08_y")
    chosen = Findings("08_y", "t", tmp_path)
    assert [e.payload["key"] for e in chosen.repeat(files, ["a", "none", "b"])] == ["a", "b"]
    assert list_sentences(files, ["a"]).to_numpy().tolist() == [["t", "There are 3."]]


def test_a_broken_findings_file_is_named(tmp_path):
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "03_x.json").write_text("{")
    with pytest.raises(ValueError, match="findings/03_x.json cannot be read"):
        read_findings(tmp_path)


def test_findings_made_with_other_parameters_are_refused(tmp_path):
    mine = {"reading": "point", "places": ["tibet"], "first_year": 2010}
    Findings("03_x", "X?", tmp_path, **mine)
    Findings("06_y", "Y?", tmp_path, reading="point", horizon=6)
    write_text(
        tmp_path / "findings" / "07_old.json",
        json.dumps({"notebook": "07_old", "title": "O?", "findings": []}),
    )
    files = read_findings(tmp_path)
    require_parameters(files, **mine)
    with pytest.raises(
        ValueError,
        match=(
            r"made with reading = 'point', here it is 'literal', in 03_x, 06_y; places ="
            r" \['tibet'\], here it is \[\], in 03_x; run those"
        ),
    ):
        require_parameters(files, **mine | {"reading": "literal", "places": []})


def test_an_element_escapes_what_it_shows_in_jupyterlab():
    payload = {
        "kind": "finding",
        "key": "k",
        "text": "<script>x</script> **b**",
        "numbers": {},
        "sources": [SOURCE | {"as_printed": "<img>"}],
    }
    bundle = Element(payload)._repr_mimebundle_()
    assert bundle[MIME_TYPE] == payload
    assert (
        "<script" not in bundle["text/html"]
        and "<img" not in bundle["text/html"]
        and "<b>b</b>" in bundle["text/html"]
    )


@pytest.mark.parametrize("name", SOURCE)
def test_no_part_of_a_source_becomes_markup_in_jupyterlab(name):
    source = SOURCE | {name: "<img src=x onerror=alert(1)>"}
    payload = {"kind": "finding", "key": "k", "text": "t", "numbers": {}, "sources": [source]}
    shown = BeautifulSoup(Element(payload)._repr_mimebundle_()["text/html"], "html.parser")
    assert shown.find("img") is None


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


def test_an_element_of_unknown_kind_or_with_other_keys_is_refused():
    with pytest.raises(ValueError, match="unknown kind of element 'film'"):
        Element({"kind": "film"})
    with pytest.raises(ValueError, match="it needs key, text"):
        Element({"kind": "finding", "key": "k"})


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_text(tmp_path / "a.txt", "old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(OSError, match="no space left"):
        write_text(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text() == "old" and [p.name for p in tmp_path.iterdir()] == [
        "a.txt"
    ]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (format_number(1.8565e10), "18.565 billion"),
        (format_number(1.8567e10, digits=3), "18.6 billion"),
        (format_number(999_999), "999,999"),
        (format_number(0), "0"),
        (format_number(1234.4), "1,234"),
        (format_number(20_000_000), "20 million"),
        (format_quantity(0.269428, "share_per_year", digits=3), "26.9 % a year"),
        (format_quantity(3, "rank"), "no. 3"),
        (format_range(3.4235e9, 3.4245e9, "CNY", digits=5), "3.4235 to 3.4245 billion yuan"),
        (format_range(-1, float("inf"), "share_per_year"), "not limited by the words"),
        (format_range(999_000, 1_001_000, "CNY"), "999,000 to 1.001 million yuan"),
        (format_range(43.87, 43.9, "CNY_per_item", digits=3), "43.9 yuan an item"),
        (format_range(43.81, 43.9, "CNY_per_item", digits=3), "43.8 to 43.9 yuan an item"),
        (format_range(0.25291, 0.28842, "share_per_year"), "25 to 29 % a year"),
        (format_range(0.045, 0.625, "share_per_year"), "4.5 to 63 % a year"),
        (format_range(26, 26, "sites"), "26 sites"),
    ],
)
def test_numbers_are_written_for_readers(shown, expected):
    assert shown == expected


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
