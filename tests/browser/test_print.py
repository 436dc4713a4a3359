"""The pages on paper, by the words that lie in the PDF: nothing is cut off, nothing that the screen
shows is lost.

Paper shows what the screen shows. What is folded is printed where the reader has unfolded it;
parameters, and the key findings
of a front page, always. Who printed what stands under each finding in short.
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
FRONT_SHEETS, PAGE_SHEETS = 2, 12
OPEN = "document.querySelectorAll('main details').forEach(d => { d.open = true; });"
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
    """Return a function that prints the open page and gives the words' boxes by sheet, and all
    words joined."""
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
    """Return text without what setting it in lines may change: spaces, hyphens at a break, forms of
    a letter."""
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
        "<main><p style='margin-left:-1cm'>much too far left</p><pre"
        " style='overflow:hidden;width:3cm'>one line that is cut somewhere</pre></main>",
        encoding="utf-8",
    )
    browser.open(page)
    sheets, text = paper()
    assert find_cut(sheets) or "muchtoofarleft" not in text
    assert "onelinethatiscutsomewhere" not in text


@pytest.mark.parametrize("unfold", ["", OPEN], ids=["as it opens", "all unfolded"])
def test_no_word_is_cut_off_and_no_row_is_lost_on_paper(browser, pages, paper, unfold):
    cut, lost, count = {}, {}, 0
    for page in pages:
        browser.open(page)
        browser.run(unfold)
        rows = list(filter(None, map(squeeze, browser.run(ROWS))))
        sheets, text = paper()
        cut[page.name] = find_cut(sheets)
        lost[page.name] = [row for row in rows if row not in text]
        count += len(rows)
    assert {name: words[:5] for name, words in cut.items() if words} == {}
    assert {name: (len(rows), rows[:3]) for name, rows in lost.items() if rows} == {}
    assert count > 800


def test_a_front_page_is_two_sheets_and_a_page_at_most_twelve(browser, site, paper):
    run = site / "baseline"
    counts = {}
    for page in (run / "index.html", *sorted((run / "html").glob("*.html"))):
        browser.open(page)
        counts[page.name] = len(paper()[0])
    assert counts.pop("index.html") <= FRONT_SHEETS
    assert {name: count for name, count in counts.items() if count > PAGE_SHEETS} == {}


def test_code_that_was_unfolded_is_printed_whole(browser, site, paper):
    for page in sorted((site / "baseline" / "html").glob("*.html")):
        browser.open(page, theme="dark")
        browser.run(UNFOLD)
        lines = list(map(squeeze, browser.run(LINES)))
        sheets, text = paper()
        assert len(lines) > 20 and [line for line in lines if line not in text] == [], page.name
        assert find_cut(sheets) == [], page.name


def test_code_that_is_off_stays_off_the_paper_and_sources_stand_in_short_or_whole(
    browser, site, paper
):
    def read(words):
        script = f"return Array.from(document.querySelectorAll('{words}'), e => e.textContent)"
        return list(map(squeeze, browser.run(script)))

    browser.open(site / "baseline" / "html" / "04_growth_rates.html")
    code, short = (
        max(map(squeeze, browser.run(LINES)), key=len),
        read(".side li:not(.more li, .screen)"),
    )
    whole = read(".evidence :is(q, cite, .key)")
    _, text = paper()
    assert code not in text and len(short) > 5
    assert [source for source in short if source not in text] == []
    browser.run(OPEN)
    _, text = paper()
    assert len(whole) > 20 and [source for source in whole if source not in text] == []


def test_a_table_that_goes_on_has_its_head_on_each_sheet(browser, site, paper):
    browser.open(site / "baseline" / "html" / "05_growth_models.html")
    browser.run(OPEN)
    heads = [squeeze(head) for head in browser.run(HEADS)]
    _, text = paper()
    assert heads and [head for head in heads if text.count(head) < 2] == []


def test_a_table_that_is_folded_says_on_paper_how_much_of_it_is_there(browser, site, paper):
    browser.open(site / "baseline" / "html" / "01_data_assembly.html")
    _, text = paper()
    assert re.search(r"Thefirst8of\d+rows;thepageanditsCSVfilehaveall", text)
