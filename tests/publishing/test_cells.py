"""Notebooks as people write them: tags, attachments, terminals, and outputs that need more than a
page has."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_notebook

from helpers.publishing.checks import check_page
from helpers.publishing.page import PageMeta, render_page

DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
SCRIPTED = [
    {"application/vnd.plotly.v1+json": {"data": []}},
    {"application/vnd.plotly.v1+json": {"data": []}, "text/plain": "Figure({...})"},
    {
        "application/javascript": "alert(1)",
        "text/plain": "<IPython.core.display.Javascript object>",
    },
    {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "IntSlider()"},
    {"text/html": "<div id='plot'></div><script>Plotly.newPlot('plot')</script>"},
    {"text/html": "<table id='t'><thead><tr><th>a</th></tr></thead></table><script>i()</script>"},
    {"text/html": "<iframe src='https://example.org/map' width='100%'></iframe>"},
    {"text/html": "<div><IFRAME srcdoc='&lt;p&gt;map'></IFRAME></div>"},
]


def read(page):
    assert check_page(page) == []
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("data", SCRIPTED, ids=lambda data: " ".join(data)[:40])
def test_an_output_that_needs_a_script_is_told_and_leads_to_the_notebook(export, make, data):
    shown = make.raw_output("display_data", data=data)
    (note,) = read(export(make.code("show()", outputs=[shown]))).select("main .note")
    assert "needs a script" in note.text
    assert note.a["href"] == "../notebooks/04_growth_rates.ipynb"


@pytest.mark.parametrize("tag", ["audio", "VIDEO"])
def test_a_sound_or_film_is_told_and_its_words_for_old_browsers_are_not_shown(export, make, tag):
    html = (
        f"<{tag} controls src='data:audio/wav;base64,UklGRg=='>Your browser plays no such</{tag}>"
    )
    shown = make.raw_output("display_data", data={"text/html": f"<p>here</p>{html}"})
    main = read(export(make.code("show()", outputs=[shown]))).main
    assert "Not shown here: a sound or a film." in main.select_one(".note").text
    assert "here" in main.text and "browser" not in main.text


def test_an_output_without_scripts_gets_no_note(export, make):
    shown = make.raw_output("display_data", data={"text/html": "<p>plain</p>", "text/plain": "x"})
    assert read(export(make.code("show()", outputs=[shown]))).select("main .note") == []


@pytest.mark.parametrize(
    ("tag", "has_code", "has_output"),
    [
        ("remove-cell", False, False),
        ("remove_cell", False, False),
        ("remove-input", False, True),
        ("remove_input", False, True),
        ("remove-output", True, False),
        ("hide-input", True, True),
        ("hide-output", True, True),
        ("hide-cell", True, True),
        ("other", True, True),
    ],
)
def test_tags_of_cells_say_what_stands_in_the_page(export, make, tag, has_code, has_output):
    output = make.raw_output("stream", name="stdout", text="said")
    cell = make.code("x = 1", outputs=[output], metadata={"tags": [tag]})
    main = read(export(make.markdown("# T"), cell)).main
    assert bool(main.find(class_="code")) == has_code
    assert bool(main.find(class_="stream")) == has_output
    folded = main.select_one("details:not(.code) .stream")
    assert bool(folded) == (tag in ("hide-output", "hide-cell"))


def test_text_cells_are_removed_too(export, make):
    cell = make.markdown("## Only for authors", metadata={"tags": ["remove-cell"]})
    assert "authors" not in read(export(make.markdown("# T"), cell)).text


def test_what_stands_in_a_removed_cell_is_no_place_to_lead_to(export, make):
    hidden = make.shown(make.finding())
    hidden.metadata["tags"] = ["remove-cell"]
    page = read(export(make.markdown("# T\n\n[there](#finding-aksu_growth)"), hidden))
    assert page.main.p.a.get("href") is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("map.png", "map.png"),
        ("my map 1.png", "my%20map%201.png"),
        ("my map 1.png", "my map 1.png"),
        ("carte été.png", "carte%20%C3%A9t%C3%A9.png"),
        ("carte e\u0301te\u0301.png", "carte%20%C3%A9t%C3%A9.png"),
        ("农村 电商.png", "农村 电商.png"),
    ],
)
def test_an_attachment_is_found_under_every_way_of_writing_its_name(export, make, name, written):
    cell = make.markdown(f"# T\n\n![a map](attachment:{written})")
    cell.attachments = {name: {"image/png": DOT}}
    picture = read(export(cell)).main.img
    assert picture["src"] == f"data:image/png;base64,{DOT}" and picture["alt"] == "a map"


def test_an_attachment_that_is_not_there_is_told(export, make):
    cell = make.markdown("# T\n\n![a map](attachment:gone.png)")
    cell.attachments = {"other.png": {"image/png": DOT}, "empty.png": {}}
    assert "[picture not shown: a map]" in read(export(cell)).main.text


def test_a_cell_that_stops_on_purpose_says_so_and_is_no_fault_of_the_page(export, make):
    error = make.raw_output("error", ename="ValueError", evalue="no such place", traceback=["x"])
    cell = make.code("f()", outputs=[error], metadata={"tags": ["raises-exception"]})
    page = read(export(make.markdown("# T"), cell, make.markdown("## After")))
    assert "This cell stops on purpose: ValueError. no such place" in page.main.text
    assert page.find(class_="failed") is None and page.find(id="after")


def test_streams_are_read_as_a_terminal_shows_them_also_across_writings(export, make):
    outputs = [
        make.raw_output("stream", name="stdout", text=text)
        for text in ("10 %\r", "60 %\r", "100 %\n", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\n")
    ]
    assert read(export(make.code("x", outputs=outputs))).find(class_="stream").text == "100 %\nlink"


def test_halves_of_characters_do_not_stop_a_page(make, tmp_path):
    half = "\ud800"
    cells = [
        make.markdown(f"# T {half}\n\ntext {half}"),
        make.code(
            f"x = '{half}'",
            outputs=[
                make.raw_output("stream", name="stdout", text=half),
                make.raw_output("display_data", data={"text/html": f"<p>{half}</p>"}),
            ],
        ),
        make.shown(make.table([[half, "1"]], caption=half, csv=f"a\n{half}\n")),
        make.shown(make.figure(title=half, caption=half, description=half, csv=f"a\n{half}\n")),
        make.shown(make.finding(text=half)),
    ]
    text = render_page(
        new_notebook(cells=cells), meta=PageMeta("T", home="", observations=""), stem="x"
    )
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    assert read(tmp_path / "x.html").h1.text == "T \ufffd"


@pytest.mark.parametrize("language", ["julia", "R", "no-such-language"])
def test_a_page_of_another_language_shows_its_code(export, make, language):
    page = export(make.code("f(x) <- 1"), metadata={"language_info": {"name": language}})
    assert read(page).find(class_="code").pre.text == "f(x) <- 1"


def test_a_link_without_words_is_none_and_a_picture_may_be_one(export, make):
    cell = make.markdown(
        "# T\n\n[](https://a.example)x[![a map](attachment:m.png)](https://b.example)"
    )
    cell.attachments = {"m.png": {"image/png": DOT}}
    assert [link["href"] for link in read(export(cell)).main.p.find_all("a")] == [
        "https://b.example"
    ]
