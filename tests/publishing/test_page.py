"""A notebook becomes one page that a reader can find their way in."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from bs4 import BeautifulSoup

from helpers.publishing.checks import check_page


def read(page):
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def test_the_page_is_whole_and_free_of_faults(export, make):
    page = export(
        make.markdown("# How fast?\n\nTwo sentences.\n\n## First question\n\ntext"),
        make.shown(make.figure()),
        make.shown(make.table()),
        make.shown(make.finding()),
        question="And how sure?",
        version="0.1.0",
        data_date="2024-06-14",
    )
    assert check_page(page) == []
    soup = read(page)
    assert soup.h1.text == "How fast?" and len(soup.find_all("h1")) == 1
    assert soup.find(class_="question").text == "And how sure?"
    assert "Newest article: 14 June 2024" in soup.footer.text
    assert "fallback" not in soup.text, (
        "elements are rendered from their data, never from the fallback"
    )


def test_landmarks_and_skip_link_are_there(export, make):
    soup = read(export(make.markdown("# T\n\n## a")))
    assert soup.header and soup.nav and soup.main and soup.footer
    skip = soup.find("a", class_="skip")
    assert skip["href"] == "#main" and soup.main["id"] == "main"
    assert soup.html["lang"] == "en"


def test_contents_lead_to_unique_readable_anchors(export, make):
    cells = [
        make.markdown(f"## {words}")
        for words in ("Où croît-on ?", "增长率", "增长率", "Méthode & <i>limits</i>", "!!")
    ]
    soup = read(export(make.markdown("# Title"), *cells))
    anchors = [a["href"] for a in soup.nav.find_all("a")]
    assert anchors == ["#ou-croit-on", "#增长率", "#增长率-2", "#methode-limits", "#section"]
    assert [soup.find(id=a[1:]).name for a in anchors] == ["h2"] * 5
    assert "¶" not in soup.text


def test_heading_levels_are_mended(export, make):
    page = export(make.markdown("# Title\n\n#### deep\n\n# second first-level\n\n### third"))
    assert [h.name for h in read(page).main.find_all(re.compile("h[1-6]"))] == [
        "h1",
        "h2",
        "h2",
        "h3",
    ]
    assert check_page(page) == []


def test_a_heading_cannot_take_the_name_of_a_finding(export, make):
    page = export(
        make.markdown("## Finding aksu_growth"),
        make.markdown("## finding-x"),
        make.shown(make.finding(key="x")),
        make.shown(make.finding()),
    )
    soup = read(page)
    assert soup.find(id="finding-x")["class"] == ["finding"]
    assert soup.find(id="finding-aksu_growth")["class"] == ["finding"]
    assert check_page(page) == []


def test_code_stands_behind_one_switch_and_is_coloured_by_class(export, make):
    soup = read(export(make.code('rate = 0.5  # a share\nname = "x"'), make.code("")))
    folds = soup.find_all("details", class_="code")
    assert len(folds) == 1 and folds[0].summary.text == "Code"
    (switch,) = soup.header.find_all("input", type="checkbox")
    assert not switch.has_attr("checked") and switch.parent.name == "label"
    assert folds[0].find("span", class_="c").text.strip() == "# a share"
    assert folds[0].pre.text == 'rate = 0.5  # a share\nname = "x"'


def test_parameter_cells_are_folded_under_their_own_names(export, make):
    soup = read(
        export(
            make.code("reading = 'conventional'", metadata={"tags": ["parameters"]}),
            make.code("reading = 'literal'", metadata={"tags": ["injected-parameters"]}),
        )
    )
    assert [fold.summary.text for fold in soup.find_all("details", class_="code")] == [
        "Code: parameters and their defaults",
        "Code: parameters of this run",
    ]


@pytest.mark.parametrize("count", [5, 7])
def test_parameters_are_a_folded_table_that_shows_what_was_changed(export, make, count):
    parameters = [
        {"name": f"p{i}", "value": i, "default": 0, "unit": "yuan", "meaning": "a number"}
        for i in range(count - 1)
    ] + [
        {
            "name": "places",
            "value": ["Aksu"],
            "default": ["Aksu"],
            "unit": "",
            "meaning": "places kept",
        }
    ]
    soup = read(export(make.markdown("# T"), parameters=parameters))
    fold = soup.find("details", class_="parameters")
    assert not fold.has_attr("open")
    assert f"{count - 2} changed: p1 = 1, p2 = 2" in fold.summary.text
    assert len(fold.find_all("tr", class_="changed")) == count - 2


def test_the_folder_that_a_run_was_written_to_is_no_changed_parameter(export, make):
    one = {"name": "out_dir", "value": "outputs/mine", "default": "outputs/lab"}
    fold = read(export(make.markdown("# T"), parameters=[one])).find(class_="parameters")
    assert fold.summary.text == "1 parameter, all at their defaults"


def test_pages_are_linked_before_and_after(export, make):
    pages = [{"stem": s, "title": s.title(), "href": f"{s}.html"} for s in ("one", "two", "three")]
    first, middle, last = (
        read(export(make.markdown("# T"), name=stem, pages=pages))
        for stem in ("one", "two", "three")
    )
    assert [a["href"] for a in middle.find("nav", class_="turn").find_all("a")] == [
        "one.html",
        "three.html",
    ]
    assert [a["href"] for a in first.find("nav", class_="turn").find_all("a")] == ["two.html"]
    assert [a["href"] for a in last.find("nav", class_="turn").find_all("a")] == ["two.html"]
    assert middle.find("a", attrs={"aria-current": "page"}).text == "Two"


def test_links_between_notebooks_become_links_between_pages(export, make):
    pages = [{"stem": "02_audit", "title": "Audit", "href": "02_audit.html"}]
    soup = read(
        export(
            make.markdown(
                "# T\n\n[a](02_audit.ipynb) [b](./02_audit.ipynb#Two-Words) [c](../data/README.md)"
                " [d](#What-we-saw) [e](#nowhere) [f](https://example.org/x)\n\n## What we saw"
            ),
            pages=pages,
        )
    )
    links = {a.text: a.get("href") for a in soup.main.p.find_all("a")}
    assert links == {
        "a": "02_audit.html",
        "b": "02_audit.html#two-words",
        "c": None,
        "d": "#what-we-saw",
        "e": None,
        "f": "https://example.org/x",
    }


def test_a_figure_carries_picture_words_and_data(export, make):
    soup = read(export(make.shown(make.figure())))
    part = soup.find(id="figure-totals")
    assert part.name == "figure" and part.svg["role"] == "img"
    assert part.svg["aria-label"] == make.figure()["description"]
    assert part.find(class_="marks").text == make.figure()["caption"]
    assert part.find(class_="marks").find_next_sibling(class_="plate"), "read before it is seen"
    assert [th.text for th in part.details.find_all("th")] == ["Year", "Billion yuan"]
    csv, svg = (a["href"] for a in part.find_all("a", download=True))
    assert (
        unquote_to_bytes(csv.partition(",")[2]).decode("utf-8-sig")
        == "year,value\n2015,8.2\n2020,34.2\n"
    )
    assert svg.startswith("data:image/svg+xml")


def test_two_drawings_share_no_identifier(export, make):
    page = export(
        make.shown(make.figure()), make.shown(make.figure(name="b")), make.shown(make.figure())
    )
    soup = read(page)
    ids = [path["id"] for path in soup.select("defs path")]
    assert len(ids) == 3 == len(set(ids))
    assert [use["href"] for use in soup.select("svg use")] == [f"#{each}" for each in ids]
    assert check_page(page) == []


@pytest.mark.parametrize("part", ["description", "caption", "csv", "rows", "svg"])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_figure_without_what_a_reader_needs_is_refused_by_cell(export, make, part, empty):
    element = make.figure(**{part: [] if part == "rows" else empty})
    with pytest.raises(ValueError, match="cell 2: figure 'totals' has no"):
        export(make.markdown("# T"), make.shown(element))


def test_a_picture_shown_by_itself_is_refused_by_cell(export, make):
    picture = make.raw_output(
        "display_data", data={"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}
    )
    with pytest.raises(ValueError, match=r"cell 1: .*publish_figure"):
        export(make.code("plt.show()", outputs=[picture]))


def test_a_table_is_marked_up_for_reading_aloud(export, make):
    part = read(export(make.shown(make.table()))).find(id="table-places")
    assert part.caption.text.strip() == "Table 1 Places by total"
    assert [(th.text, th["scope"]) for th in part.find_all("th")] == [
        ("Place", "col"),
        ("Million yuan", "col"),
        ("Aksu", "row"),
        ("近六成", "row"),
    ]
    assert part.find("span", lang="zh").text == "近六成"
    assert part.find("td")["class"] == ["n"]


def test_a_table_of_5000_rows_keeps_the_page_readable_and_loses_nothing(export, make):
    rows = [[f"place {i}", f"{i:,}"] for i in range(5000)]
    page = export(make.shown(make.table(rows, csv="")))
    soup = read(page)
    assert "first 120 of 5,000 rows" in soup.main.text
    assert "long" in soup.find(class_="wide")["class"]
    assert soup.find("a", download=True)["href"] == "../tables/places.csv", "the run's own file"
    assert page.stat().st_size < 400_000


def test_a_row_of_another_length_is_refused(export, make):
    with pytest.raises(ValueError, match="cell 1: table 'places': row 2 has 1 cells for 2 columns"):
        export(make.shown(make.table([["a", "1"], ["b"]])))


def test_a_finding_shows_its_numbers_and_sources_on_request(export, make):
    part = read(
        export(
            make.shown(
                make.finding(
                    numbers={
                        "central": {"value": 0.182345678, "unit": "share"},
                        "n": float("inf"),
                        "low": -2,
                    }
                )
            )
        )
    ).find(id="finding-aksu_growth")
    assert part.strong.text == "18\N{NO-BREAK SPACE}% a year"
    assert [each.text for each in part.find_all("dt")] == ["low", "central", "n"]
    assert [each.text for each in part.find_all("dd")] == ["−2", "18.23457 %", "no upper bound"]
    assert part.details.q["lang"] == "fr" and part.details.q.text == "34,24 milliards"
    for words in ("Xinhua", "4 November 2020", "paragraph 4"):
        assert words in part.details.text


SHORT = [
    pytest.param(
        [("Xinhua, on X (counted by: Y)", "2020-11-04", 4), ("Xinhua", "4 May 2020", 9)],
        ["Xinhua 2020, ¶\xa04, 9"],
        id="one-publisher-one-year",
    ),
    pytest.param(
        [("Bureau", "2015", ""), ("Bureau", "2019-01", ""), ("Bureau", "2017", 3)],
        ["Bureau 2015 to 2019"],
        id="years-as-a-span",
    ),
    pytest.param([("A", "", None)], ["A"], id="no-date-and-no-paragraph"),
    pytest.param(
        [("A", "2020", number) for number in (10, 6, 14)],
        ["A 2020, ¶\xa06, 10, 14"],
        id="paragraphs-in-order",
    ),
    pytest.param([(None, "2020", 1)], ["publisher not known 2020, ¶\xa01"], id="no-publisher"),
    pytest.param(
        [(letter, "2020", "") for letter in "ABCD"],
        ["A 2020", "B 2020", "C 2020", "D 2020"],
        id="one-more-is-named",
    ),
    pytest.param(
        [(letter, "2020", "") for letter in "ABCDE"],
        ["A 2020", "B 2020", "C 2020", "and 2 more"],
        id="more-are-counted",
    ),
    pytest.param([], [], id="none"),
]


@pytest.mark.parametrize(("sources", "lines"), SHORT)
def test_a_finding_names_its_publishers_in_the_margin(export, make, sources, lines):
    sources = [
        dict(zip(("publisher", "published", "paragraph"), source, strict=True))
        for source in sources
    ]
    page = BeautifulSoup(
        export(make.shown(make.finding(sources=sources))).read_text(encoding="utf-8"), "html.parser"
    )
    assert [line.text for line in page.select(".finding > .side li:not(.paper)")] == lines
    on_paper = page.select(".finding > .side li:not(.screen)")
    assert len(on_paper) == len(
        {str(source["publisher"]).partition(", ")[0] for source in sources}
    ), "paper has no fold"
    assert len(page.select(".evidence li")) == len(sources), "the fold keeps the detail"


def test_a_finding_says_how_it_fares_under_other_choices_where_that_was_tested(export, make):
    tested, untested = make.finding(key="tested"), make.finding(key="untested")
    own = make.finding(key="own", notebook="04_growth_rates", robustness="As the notebook says.")
    page = BeautifulSoup(
        export(
            *map(make.shown, (tested, untested, own)),
            robustness={"tested": "Holds in **3 of 4**.", "own": "No."},
        ).read_text(encoding="utf-8"),
        "html.parser",
    )
    notes = {
        part["id"]: [note.text for note in part.select(":scope > .note")]
        for part in page.select(".finding")
    }
    assert notes == {
        "finding-tested": ["Holds in 3 of 4."],
        "finding-untested": [],
        "finding-own": ["As the notebook says.", "Where this is computed"],
    }


def test_chinese_words_are_marked_as_chinese(export, make):
    soup = read(export(make.markdown("# T\n\nA total of 34.24亿元 (网络零售额) was printed.")))
    assert [span.text for span in soup.main.p.find_all(lang="zh")] == ["亿元", "网络零售额"]


def test_a_notebook_without_outputs_is_a_page(export, make):
    page = export(make.code("x = 1"))
    assert check_page(page) == [] and read(page).h1.text == "Growth rates"
    assert check_page(export(name="empty")) == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("cell-error", "stopped with an error"),
        ("timeout", "longer than it was allowed"),
        ("kernel-died", "died"),
        ("missing-output", "all the files"),
        ("no-such-outcome", "did not finish"),
    ],
)
def test_a_failed_notebook_says_so_at_the_top(export, make, outcome, words):
    error = make.raw_output(
        "error",
        ename="ValueError",
        evalue="last_digit must be positive",
        traceback=["\x1b[31mTraceback\x1b[0m"],
    )
    page = export(
        make.markdown("# Papermill's own", metadata={"tags": ["papermill-error-cell-tag"]}),
        make.markdown("# T"),
        make.code("f()", outputs=[error]),
        make.shown(make.figure(description="")),
        outcome=outcome,
    )
    soup = read(page)
    notice = soup.find(class_="failed")
    assert words in notice.text and soup.h1.text == "T"
    assert "last_digit must be positive" in soup.find(id=notice.a["href"][1:]).text
    assert "\x1b" not in page.read_text(encoding="utf-8")
    assert "Left out: figure 'totals' has no description." in soup.main.text
    assert check_page(page) == []


def test_html_that_does_not_close_ends_with_its_cell(export, make):
    broken = make.raw_output(
        "display_data", data={"text/html": "<div><table><tr><td>one<h3>open <b>bold"}
    )
    page = export(
        make.markdown("<div><p>never closed <b>bold"),
        make.code("x", outputs=[broken]),
        make.markdown("## After\n\nplain"),
    )
    soup = read(page)
    assert check_page(page) == []
    assert soup.find(id="after").parent is soup.main
    assert soup.find("p", string="plain").parent is soup.main


def test_a_frame_keeps_its_table_and_loses_its_style(export, make):
    frame = make.raw_output(
        "execute_result",
        execution_count=1,
        data={
            "text/html": (
                "<div><style scoped>.dataframe {color: red}</style><table border='1'"
                " class='dataframe'><thead><tr><th></th><th>year</th></tr>"
                "</thead><tbody><tr><th>0</th><td>2015</td></tr></tbody></table></div>"
            )
        },
    )
    page = export(make.code("frame", outputs=[frame]))
    table = read(page).find("table")
    assert "red" not in page.read_text(encoding="utf-8") and not table.has_attr("class")
    assert [(th.text, th["scope"]) for th in table.find_all("th")] == [
        ("year", "col"),
        ("0", "row"),
    ]
    assert check_page(page) == []


def test_long_output_is_cut_with_a_notice(export, make):
    stream = make.raw_output("stream", name="stdout", text="line of text\n" * 300_000)
    long_html = make.raw_output("display_data", data={"text/html": "<p>x</p>" * 400_000})
    page = export(make.code("x", outputs=[stream, long_html]))
    assert page.stat().st_size < 120_000
    soup = read(page)
    assert (
        "Cut here: 60,000 of 3,899,999 characters are shown." in soup.main.text
        and "too long for this page" in soup.main.text
    )
    assert {a["href"] for a in soup.select(".note a")} == {"../notebooks/04_growth_rates.ipynb"}, (
        "the notice leads to the file that has all"
    )
    assert check_page(page) == []


def test_no_path_of_this_computer_and_no_record_of_papermill_is_in_the_page(export, make, tmp_path):
    error = make.raw_output(
        "error",
        ename="E",
        evalue=f"no file {tmp_path}/secret.csv",
        traceback=[
            "File /home/ada/env/lib/python3.11/site-packages/pandas/core/frame.py:3",
            "File C:\\Users\\ada\\x.py",
            "/tmp/ipykernel_12/34.py in f",
        ],
    )
    page = export(
        make.markdown("# T\n\nsee `/home/ada/notes.md` and /Users/ada/x"),
        make.code("open('/home/ada/x.csv')", outputs=[error]),
        make.shown(make.table([["/home/ada/data/a.csv", "1"]], csv="a\n/home/ada/data/a.csv\n")),
        metadata={"papermill": {"input_path": "/home/ada/nb.ipynb"}},
        outcome="cell-error",
        parameters=[
            {
                "name": "data_dir",
                "value": "/home/ada/data",
                "default": "data",
                "unit": "",
                "meaning": "",
            }
        ],
    )
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"ada\b|papermill|/home/|C:\\|ipykernel", text)
    assert str(tmp_path) not in text and "pandas/core/frame.py:3" in text and "…/notes.md" in text


def test_export_replaces_the_page_in_one_step_and_twice_the_same(export, make):
    cells = make.markdown("# T"), make.shown(make.figure())
    first = export(*cells).read_bytes()
    page = export(*cells)
    assert page.read_bytes() == first
    with pytest.raises(ValueError):
        export(make.shown(make.figure(caption="")))
    assert page.read_bytes() == first
    assert [each.name for each in page.parent.iterdir()] == [page.name]
