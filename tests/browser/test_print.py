"""The pages on paper, by the words that lie in the PDF: nothing is cut off, nothing that the screen
shows is lost.

Paper shows what the screen shows. What is folded is printed where the reader has unfolded it;
parameters, and the key findings
of a front page, always. Who printed what stands under each finding in short.
"""

import base64
import functools
import re
import shutil
import subprocess
import unicodedata
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

A4 = (8.27, 11.69)  # inches
EDGE = 14.0  # points at each side of a sheet that many printers cannot reach
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"
EDGES = ("xMin", "yMin", "xMax", "yMax")
UNFOLD = "document.getElementById('show-code').checked = true; return true;"
FRONT_SHEETS, PAGE_SHEETS = 2, 12
OPEN = """
const folds = Array.from(document.querySelectorAll('main details:not([open])'));
folds.forEach(d => { d.open = true; });
return folds.length > 0;
"""
# Rows that the screen shows, or that folds hold which paper opens; not those of a drawing that its
# reader has not chosen.
ROWS = """
const isHidden = e => getComputedStyle(e).display === 'none';
const left = e => Array.from(document.querySelectorAll('.variants > div')).some(
    v => v.contains(e) && isHidden(v))
  || e.closest('details:not([open]):not(.rest, .parameters)')
  || e.closest('.long:not(:has(+ .all[open]))') && isHidden(e);
const read = c => {
  const kept = c.cloneNode(true);
  kept.querySelectorAll('.here').forEach(e => e.remove());
  return kept.textContent;
};
return Array.from(document.querySelectorAll('main tr')).filter(r => !left(r)).map(
  r => Array.from(r.cells, read).join(' '));
"""
LINES = """
return Array.from(document.querySelectorAll('main details.code pre')).flatMap(
  e => e.textContent.split('\\n')).filter(l => l.trim());
"""
HEADS = (
    "return Array.from(document.querySelectorAll('main :is(.data, .table) thead')).filter(h =>"
    " h.parentElement.rows.length > 85).map(h => Array.from(h.rows[0].cells, c =>"
    " c.textContent).join(' '))"
)


@pytest.fixture(scope="module")
def paper(browser, tmp_path_factory):
    """Return a function that opens a page, unfolds what it is told to, and prints it: the rows that
    the screen shows, the words' boxes by sheet, and all words joined. It prints nothing twice."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no test of paper without pdftotext (Debian: poppler-utils)")
    file = tmp_path_factory.mktemp("paper") / "page.pdf"

    @functools.cache
    def put(page, unfold, theme):
        browser.open(page, theme=theme)
        if unfold and not browser.run(unfold):  # nothing was folded
            return put(page, None, theme)
        rows = list(filter(None, map(squeeze, browser.run(ROWS))))
        file.write_bytes(
            base64.b64decode(
                browser.call("Page.printToPDF", paperWidth=A4[0], paperHeight=A4[1])["data"]
            )
        )
        found = subprocess.run(
            ["pdftotext", "-raw", "-bbox", file, "-"], capture_output=True, check=True
        ).stdout.decode("utf-8")
        boxes = ElementTree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", found))
        sheets = [
            (
                float(sheet.get("width")),
                float(sheet.get("height")),
                [(word.text, *map(float, map(word.get, EDGES))) for word in sheet.findall(WORD)],
            )
            for sheet in boxes.iter(PAGE)
        ]
        text = squeeze("".join(word for *_, words in sheets for word, *_ in words))
        return SimpleNamespace(rows=rows, sheets=sheets, text=text)

    return lambda page, unfold=None, theme="light": put(page, unfold, theme)


def squeeze(text):
    """Return text without what setting it in lines may change: spaces, hyphens at a break, forms of
    a letter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFKC", text))


def find_cut(sheets):
    """Return the words that do not lie on their sheet whole."""
    return [
        (number, word)
        for number, (width, height, words) in enumerate(sheets, 1)
        for word, left, top, right, bottom in words
        if not (EDGE <= left and right <= width - EDGE and EDGE <= top and bottom <= height - EDGE)
    ]


def test_a_word_beyond_the_sheet_and_a_line_that_is_hidden_are_noticed(paper, tmp_path):
    page = tmp_path / "cut.html"
    page.write_text(
        "<main><p style='margin-left:-1cm'>much too far left</p><pre"
        " style='overflow:hidden;width:3cm'>one line that is cut somewhere</pre></main>",
        encoding="utf-8",
    )
    printed = paper(page)
    assert find_cut(printed.sheets) or "muchtoofarleft" not in printed.text
    assert "onelinethatiscutsomewhere" not in printed.text


@pytest.mark.parametrize("unfold", [None, OPEN], ids=["as it opens", "all unfolded"])
def test_no_word_is_cut_off_and_no_row_is_lost_on_paper(pages, paper, unfold):
    cut, lost, count = {}, {}, 0
    for page in pages:
        printed = paper(page, unfold)
        cut[page.name] = find_cut(printed.sheets)
        lost[page.name] = [row for row in printed.rows if row not in printed.text]
        count += len(printed.rows)
    assert {name: words[:5] for name, words in cut.items() if words} == {}
    assert {name: (len(rows), rows[:3]) for name, rows in lost.items() if rows} == {}
    assert count > 800


def test_a_front_page_is_two_sheets_and_a_page_at_most_twelve(site, paper):
    run = site / "baseline"
    pages = (run / "index.html", *sorted((run / "html").glob("*.html")))
    counts = {page.name: len(paper(page).sheets) for page in pages}
    assert counts.pop("index.html") <= FRONT_SHEETS
    assert {name: count for name, count in counts.items() if count > PAGE_SHEETS} == {}


def test_code_that_was_unfolded_is_printed_whole(browser, site, paper):
    for page in sorted((site / "baseline" / "html").glob("*.html")):
        printed = paper(page, UNFOLD, "dark")
        lines = list(map(squeeze, browser.run(LINES)))
        lost = [line for line in lines if line not in printed.text]
        assert len(lines) > 20 and lost == [], page.name
        assert find_cut(printed.sheets) == [], page.name


def test_code_that_is_off_stays_off_the_paper_and_sources_stand_in_short_or_whole(
    browser, site, paper
):
    def read(words):
        script = f"return Array.from(document.querySelectorAll('{words}'), e => e.textContent)"
        return list(map(squeeze, browser.run(script)))

    page = site / "baseline" / "html" / "04_growth_rates.html"
    browser.open(page)
    code, short = (
        max(map(squeeze, browser.run(LINES)), key=len),
        read(".side li:not(.more li, .screen)"),
    )
    whole = read(".evidence :is(q, cite, .key)")
    text = paper(page).text
    assert code not in text and len(short) > 5
    assert [source for source in short if source not in text] == []
    text = paper(page, OPEN).text
    assert len(whole) > 20 and [source for source in whole if source not in text] == []


def test_a_table_that_goes_on_has_its_head_on_each_sheet(browser, site, paper):
    page = site / "baseline" / "html" / "05_growth_models.html"
    browser.open(page)
    heads = [squeeze(head) for head in browser.run(HEADS)]
    text = paper(page, OPEN).text
    assert heads and [head for head in heads if text.count(head) < 2] == []


def test_a_table_that_is_folded_says_on_paper_how_much_of_it_is_there(site, paper):
    text = paper(site / "baseline" / "html" / "01_data_assembly.html").text
    assert re.search(r"Thefirst8of\d+rows;thepageanditsCSVfilehaveall", text)
