"""The pages on paper, by the words that lie in the PDF: nothing is cut off, no code and no table is lost.

Paper shows what a page says, with sources, parameters and the numbers behind figures unfolded and long tables whole. Code
stays off it unless the reader has switched it on.
"""

import base64
import re
import shutil
import subprocess
import unicodedata
from xml.etree import ElementTree

import pytest

A4 = (8.27, 11.69)  # inches
EDGE = 14.0  # points at each side of a sheet that many printers cannot reach
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"
UNFOLD = "document.getElementById('show-code').checked = true;"
# Rows as they stand, but for those in folds that paper leaves out.
ROWS = """
const left = e => e.closest('details:not([open]):not(.evidence, .data, .rest, .parameters)');
return Array.from(document.querySelectorAll('main tr')).filter(r => !left(r)).map(r => Array.from(r.cells, c => { const kept = c.cloneNode(true); kept.querySelectorAll('.here').forEach(e => e.remove()); return kept.textContent; }).join(' '));
"""
LINES = """
return Array.from(document.querySelectorAll('main details.code pre')).flatMap(e => e.textContent.split('\\n')).filter(l => l.trim());
"""
HEADS = "return Array.from(document.querySelectorAll('main .data thead')).filter(h => h.parentElement.rows.length > 60).map(h => Array.from(h.rows[0].cells, c => c.textContent).join(' '))"


@pytest.fixture(scope="module")
def paper(browser, tmp_path_factory):
    """Return a function that prints the open page and gives the words' boxes by sheet, and all words joined."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no test of paper without pdftotext (Debian: poppler-utils)")
    file = tmp_path_factory.mktemp("paper") / "page.pdf"

    def read(*options):
        return subprocess.run(
            ["pdftotext", *options, file, "-"], capture_output=True, check=True
        ).stdout.decode("utf-8")

    def put():
        file.write_bytes(
            base64.b64decode(
                browser.call("Page.printToPDF", paperWidth=A4[0], paperHeight=A4[1])["data"]
            )
        )
        boxes = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", read("-bbox"))
        sheets = [
            (float(p.get("width")), float(p.get("height")), p.findall(WORD))
            for p in ElementTree.fromstring(boxes).iter(PAGE)
        ]
        return sheets, squeeze(read("-raw"))

    return put


def squeeze(text):
    """Return text without what setting it in lines may change: spaces, hyphens at a break, forms of a letter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFKC", text))


def find_cut(sheets):
    """Return the words that do not lie on their sheet whole."""
    return [
        (number, word.text)
        for number, (width, height, words) in enumerate(sheets, 1)
        for word in words
        if not (
            EDGE <= float(word.get("xMin"))
            and float(word.get("xMax")) <= width - EDGE
            and EDGE <= float(word.get("yMin"))
            and float(word.get("yMax")) <= height - EDGE
        )
    ]


def test_a_word_beyond_the_sheet_and_a_line_that_is_hidden_are_noticed(browser, paper, tmp_path):
    page = tmp_path / "cut.html"
    page.write_text(
        "<main><p style='margin-left:-1cm'>much too far left</p><pre style='overflow:hidden;width:3cm'>one line that is cut somewhere</pre></main>",
        encoding="utf-8",
    )
    browser.open(page)
    sheets, text = paper()
    assert find_cut(sheets) or "muchtoofarleft" not in text
    assert "onelinethatiscutsomewhere" not in text


def test_no_word_is_cut_off_and_no_row_is_lost_on_paper(browser, pages, paper):
    cut, lost, count = {}, {}, 0
    for page in pages:
        browser.open(page)
        rows = list(filter(None, map(squeeze, browser.run(ROWS))))
        sheets, text = paper()
        cut[page.name] = find_cut(sheets)
        lost[page.name] = [row for row in rows if row not in text]
        count += len(rows)
    assert {name: words[:5] for name, words in cut.items() if words} == {}
    assert {name: (len(rows), rows[:3]) for name, rows in lost.items() if rows} == {}
    assert count > 1000


def test_code_that_was_unfolded_is_printed_whole(browser, site, paper):
    for page in sorted((site / "baseline" / "html").glob("*.html")):
        browser.open(page, theme="dark")
        browser.run(UNFOLD)
        lines = list(map(squeeze, browser.run(LINES)))
        sheets, text = paper()
        assert len(lines) > 20 and [line for line in lines if line not in text] == [], page.name
        assert find_cut(sheets) == [], page.name


def test_code_that_is_folded_stays_off_the_paper_and_sources_do_not(browser, site, paper):
    browser.open(site / "baseline" / "html" / "04_growth_rates.html")
    code = max(map(squeeze, browser.run(LINES)), key=len)
    sources = list(
        map(
            squeeze,
            browser.run(
                "return Array.from(document.querySelectorAll('.evidence :is(q, cite, .key)'), e => e.textContent)"
            ),
        )
    )
    _, text = paper()
    assert code not in text
    assert len(sources) > 20 and [source for source in sources if source not in text] == []


def test_a_table_that_goes_on_has_its_head_on_each_sheet(browser, site, paper):
    browser.open(site / "baseline" / "html" / "05_growth_models.html")
    heads = [squeeze(head) for head in browser.run(HEADS)]
    _, text = paper()
    assert heads and [head for head in heads if text.count(head) < 2] == []
