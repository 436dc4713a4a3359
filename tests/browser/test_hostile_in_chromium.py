"""Hostile text in a real browser: nothing runs, nothing is asked for, in pages and in what is taken
from them."""

import base64
import re
from urllib.parse import unquote_to_bytes

import nbformat
import pytest
from builders import figure, shown
from payloads import DRAWINGS, PAYLOADS, make_drawing, make_hostile_cells, make_hostile_meta

from helpers.publishing.page import PageMeta, export_page

# Each element is pointed at, focused and clicked, links too; the page must not leave and no dialog
# open.
POKE = """
document.querySelectorAll('details').forEach(d => { d.open = true; });
document.addEventListener('click', e => { if (e.target.closest('a')) e.preventDefault(); });
for (const e of document.querySelectorAll('body, body *'))
  for (const kind of ['mouseover', 'mouseenter', 'focus', 'focusin', 'click', 'toggle', 'load',
      'error', 'begin'])
    e.dispatchEvent(new Event(kind, {bubbles: kind === 'click', cancelable: true}));
return [Boolean(window.hit), location.href];
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Pages that hold every payload in every place, some payloads a page."""
    folder = tmp_path_factory.mktemp("hostile")
    parts = [PAYLOADS[start : start + 8] for start in range(0, len(PAYLOADS), 8)]
    notebooks = [
        (
            [cell for payload in part for cell in make_hostile_cells(payload)],
            make_hostile_meta(" ".join(part)),
        )
        for part in parts
    ]
    notebooks.append(
        ([shown(figure(svg=make_drawing(inside))) for inside in DRAWINGS], {"title": "Drawings"})
    )
    pages = []
    for number, (cells, meta) in enumerate(notebooks):
        executed = folder / f"{number:02}_hostile.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), executed)
        pages.append(executed.with_suffix(".html"))
        export_page(executed, pages[-1], meta=PageMeta(**meta))
    return pages


def test_a_payload_that_lives_is_noticed(browser, tmp_path):
    page = tmp_path / "live.html"
    page.write_text(
        "<body><img src='gone.png' onerror=alert(1)><p onclick=alert(2)>x</p>", encoding="utf-8"
    )
    browser.open(page)
    assert browser.run(POKE)[0] and browser.list_requests()


def test_nothing_in_a_page_runs_or_loads(browser, hostile):
    for page in hostile:
        browser.open(page)
        hit, address = browser.run(POKE)
        assert (hit, address, browser.list_requests()) == (False, page.as_uri(), []), page.name
        assert browser.list_complaints() == [], "our policy never has to stop anything"


def test_no_drawing_that_a_page_hands_out_runs_or_loads(browser, hostile, tmp_path):
    drawings = {
        uri
        for page in hostile
        for uri in re.findall(
            r'href="data:image/svg\+xml([^"]*)"', page.read_text(encoding="utf-8")
        )
    }
    assert len(drawings) > 1
    for number, uri in enumerate(sorted(drawings)):
        kind, _, text = uri.partition(",")
        file = tmp_path / f"{number}.svg"
        file.write_bytes(base64.b64decode(text) if "base64" in kind else unquote_to_bytes(text))
        browser.open(file)
        assert browser.run("return [Boolean(window.hit), document.documentElement.tagName]") == [
            False,
            "svg",
        ]
        assert browser.list_requests() == []


def test_no_payload_becomes_markup_of_the_page(browser, hostile):
    for page in hostile:
        browser.open(page)
        assert (
            browser.run(
                "return document.querySelectorAll('iframe, object, embed, form, base, main script,"
                " main style, main link, math').length"
            )
            == 0
        )
        assert browser.run("return document.querySelector('main').nextElementSibling") is None, (
            "no payload closes the page's own elements"
        )
