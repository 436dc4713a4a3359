"""Notebooks that are odd, broken or far too large still become pages that a reader can use."""

import pytest
from bs4 import BeautifulSoup

from helpers.publishing.checks import check_page, check_pages

CHINESE = "农村电商：34.24亿元，近六成“增长”"


def read(page):
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def check(page):
    """Return the faults of a page, those of its size too."""
    return check_page(page) + [
        fault for fault in check_pages(page.parent.parent) if "bytes" in fault
    ]


def test_a_table_of_5000_rows_shows_120_folds_them_and_leads_to_the_file_of_all(
    export, make, tmp_path
):
    rows = [[f"place {i}", f"{i:,}"] for i in range(5000)]
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "places.csv").write_text("all of it", encoding="utf-8")
    page = export(
        make.shown(
            make.table(
                rows, csv="place,value\n" + "a rather long name of a place,12345678\n" * 5000
            )
        )
    )
    part = read(page).find(id="table-places")
    assert check(page) == []
    assert len(part.tbody.find_all("tr")) == 120 and part.find("details", class_="all").summary
    assert "The first 120 of 5,000 rows are shown" in part.text
    assert part.find("a", download=True)["href"] == "../tables/places.csv"


def test_a_frame_of_5000_rows_printed_as_html_is_left_to_the_notebook(export, make):
    frame = "<table>" + "<tr><td>1</td><td>a place</td><td>2015</td></tr>" * 5000 + "</table>"
    page = export(
        make.code(
            "frame",
            outputs=[
                make.raw_output("execute_result", execution_count=1, data={"text/html": frame})
            ],
        )
    )
    assert check(page) == []
    note = read(page).find(class_="note")
    assert (
        "too long for this page" in note.text
        and note.a["href"] == "../notebooks/04_growth_rates.ipynb"
    )


@pytest.mark.parametrize("kind", ["stdout", "text/plain", "text/html"])
def test_an_output_of_30_megabytes_is_cut_with_a_notice_and_a_file(export, make, kind):
    text = "line of text\n" * 2_310_000
    assert len(text) > 30_000_000
    output = (
        make.raw_output("stream", name=kind, text=text)
        if kind == "stdout"
        else make.raw_output("display_data", data={kind: text})
    )
    page = export(make.code("x", outputs=[output]), make.markdown("## After"))
    assert check(page) == [] and page.stat().st_size < 120_000
    assert read(page).select_one(".note a")[
        "href"
    ] == "../notebooks/04_growth_rates.ipynb" and read(page).find(id="after")


def test_chinese_may_stand_in_every_place(export, make):
    sources = [
        dict.fromkeys(
            ("observation_id", "publisher", "title", "published", "paragraph", "as_printed"),
            CHINESE,
        )
        | {"lang": "zh"}
    ]
    page = export(
        make.markdown(f"# {CHINESE}\n\n## {CHINESE}\n\n{CHINESE}"),
        make.code(
            f'x = "{CHINESE}"  # {CHINESE}',
            outputs=[make.raw_output("stream", name="stdout", text=CHINESE)],
        ),
        make.shown(
            make.figure(
                title=CHINESE,
                caption=CHINESE,
                description=CHINESE,
                name="增长",
                csv=f"{CHINESE}\n1\n",
                columns=[{"label": CHINESE, "numeric": False}],
                rows=[[CHINESE]],
            )
        ),
        make.shown(make.table([[CHINESE, "1"]], caption=CHINESE, note=CHINESE, name="表")),
        make.shown(make.finding(text=CHINESE, numbers={"增长": 1}, sources=sources)),
        question=CHINESE,
        title=CHINESE,
        run="运行",
        parameters=[dict.fromkeys(("name", "value", "default", "unit", "meaning"), CHINESE)],
    )
    soup = read(page)
    assert check(page) == []
    assert soup.h1.text == CHINESE and soup.find(id="figure-增长") and soup.find(id="table-表")
    assert {link["download"] for link in soup.find_all("a", download=True) if link["download"]} >= {
        "增长.csv",
        "增长.svg",
        "表.csv",
    }
    assert all(span.text for span in soup.main.find_all(lang="zh"))


def test_a_cell_that_failed_is_named_at_the_top_and_reached_by_a_link(export, make):
    error = make.raw_output(
        "error", ename="ValueError", evalue="近六成 is not a number", traceback=["x"]
    )
    page = export(make.markdown("# T"), make.code("f()", outputs=[error]), outcome="cell-error")
    notice = read(page).find(class_="failed")
    assert check(page) == [] and "one of its cells stopped with an error" in notice.text
    assert "近六成 is not a number" in read(page).find(id=notice.a["href"][1:]).text
