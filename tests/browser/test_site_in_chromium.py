"""The pages as a browser shows them: wide and narrow, light and dark, printed, by keyboard, without scripts."""

import json
import os
import re
import subprocess

import pytest
from chromium import THEMES, find_tool
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

WIDTHS = (1280, 320)
COLOUR_RULES = ("color-contrast", "link-in-text-block")
FIRST_VIEW_SECONDS = 1.0
# A4 less its margins, in CSS pixels.
PAPER = 718
CLIPPED = """
document.querySelectorAll('details').forEach(d => { d.open = true; });
const out = [];
for (const e of document.querySelectorAll('main :is(pre, table, svg, .wide, .plate)')) {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!box.width) continue;
  if (box.right > innerWidth + 1) out.push(`${e.tagName}.${e.className.baseVal ?? e.className} reaches ${Math.round(box.right)} of ${innerWidth}`);
  if (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1) out.push(`${e.tagName}.${e.className} hides ${e.scrollWidth - e.clientWidth} pixels`);
  if (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1) out.push(`${e.tagName}.${e.className} hides ${e.scrollHeight - e.clientHeight} rows of pixels`);
}
return out;
"""
REACHABLE = """
return Array.from(document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]')).filter(e => e.checkVisibility()).map((e, i) => { e.dataset.n = i; return e.outerHTML.slice(0, 100); });
"""
# Height of the letters' box of every label in a drawing, as shown.
SIZES = """
return Array.from(document.querySelectorAll('.plate svg')).filter(s => s.checkVisibility()).flatMap(s => {
  const scale = s.getBoundingClientRect().width / s.viewBox.baseVal.width;
  return Array.from(s.querySelectorAll('text:not(.tip)'), t => parseFloat(getComputedStyle(t).fontSize) * scale);
});
"""
SMALLEST_PIXELS = 9.5
# What a page with scripts adds, and nothing else.
TEXT = "document.querySelectorAll('.tools, .filter').forEach(e => e.remove()); return document.body.textContent.replace(/\\\\s+/g, ' ')".replace("\\\\", "\\")


@pytest.fixture(scope="module")
def visits(browser, pages, site):
    """What happened when each page was opened in both themes and widths.

    The dark theme changes colours and nothing else, so that the quick suite
    runs there the rules on colour alone; ``make site-check`` runs all.
    """
    kept = {}
    dark = () if os.environ.get("RURAL_SITE") else COLOUR_RULES
    for page in pages:
        for theme in THEMES:
            for width in WIDTHS:
                browser.open(page, theme=theme, width=width)
                kept[page.relative_to(site).as_posix(), theme, width] = {
                    "requests": browser.list_requests(), "seconds": browser.first_paint_seconds(), "sideways": browser.find_sideways(),
                    "violations": browser.find_violations(dark if theme == "dark" else ()), "complaints": browser.list_complaints(),
                }
    return kept


def collect(visits, what):
    return {key: visit[what] for key, visit in visits.items() if visit[what]}


def test_every_kind_of_page_is_looked_at(visits):
    kinds = {re.sub(r"html/\d\d_\w+", "html/notebook", name) for name, _, _ in visits}
    assert kinds >= {"404.html", "index.html", "baseline/index.html", "baseline/observations.html", "baseline/html/notebook.html"}


def test_axe_finds_no_violation_in_light_and_dark_wide_and_narrow(visits):
    assert collect(visits, "violations") == {}


def test_no_page_asks_for_anything(visits):
    assert collect(visits, "requests") == {}


def test_the_browser_complains_of_nothing(visits):
    assert collect(visits, "complaints") == {}


def test_no_page_moves_sideways(visits):
    assert collect(visits, "sideways") == {}


def test_the_first_view_stands_within_a_second(visits):
    best = {}
    for (name, _, _), visit in visits.items():
        best[name] = min(visit["seconds"], best.get(name, 99.0))
    assert {name: seconds for name, seconds in best.items() if seconds >= FIRST_VIEW_SECONDS} == {}


def test_nothing_is_clipped_on_paper(browser, pages):
    clipped = {}
    for page in pages:
        browser.open(page, width=PAPER, media="print", theme="dark")
        if found := browser.run(CLIPPED):
            clipped[page.name] = found[:4]
    assert clipped == {}


def test_a_printed_page_has_paper(browser, site):
    browser.open(site / "baseline" / "index.html")
    pdf = browser.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)["data"]
    assert pdf.startswith("JVBER")  # "%PDF" in base64


def test_the_keyboard_reaches_every_link_fold_and_table(browser, site):
    notebook = max((site / "baseline" / "html").glob("*.html"), key=lambda p: p.read_text(encoding="utf-8").count("<figure"))
    for page in (notebook, site / "baseline" / "index.html", site / "index.html"):
        browser.open(page)
        wanted = browser.run(REACHABLE)
        seen = set()
        for _ in range(len(wanted) + 2):
            ActionChains(browser.driver, duration=0).send_keys(Keys.TAB).perform()
            seen.add(browser.run("return document.activeElement.dataset.n"))
        missed = [html for n, html in enumerate(wanted) if str(n) not in seen]
        assert missed == [], page.name
        assert any("<summary" in html for html in wanted) and any('class="wide' in html or "<a" in html for html in wanted)


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(browser, site):
    browser.open(site / "baseline" / "index.html")
    ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    assert browser.run("return document.activeElement.className") == "skip"
    ActionChains(browser.driver).send_keys(Keys.ENTER).send_keys(Keys.TAB).perform()
    assert browser.run("return document.querySelector('main').contains(document.activeElement)")


def test_a_focused_point_shows_what_it_is(browser, site):
    page = next(p for p in sorted((site / "baseline" / "html").glob("*.html")) if 'class="mark"' in p.read_text(encoding="utf-8"))
    tip = "const m = document.activeElement; return [m.getAttribute('class'), m.querySelector('title').textContent, m.querySelector('.tip').textContent, getComputedStyle(m.querySelector('.tip')).visibility]"
    for width, kind in ((1280, "broad"), (360, "narrow")):
        browser.open(page, width=width)
        browser.run(f"Array.from(document.querySelectorAll('svg.{kind} .mark')).find(e => e.checkVisibility()).focus()")
        name, title, words, visibility = browser.run(tip)
        assert (name, visibility) == ("mark", "visible") and title.replace(" ", "") == words.replace(" ", "")


def test_words_in_figures_can_be_read_on_a_phone(browser, site):
    small = {}
    for page in sorted((site / "baseline" / "html").glob("*.html")):
        browser.open(page, width=360)
        sizes = browser.run(SIZES)
        if sizes and min(sizes) < SMALLEST_PIXELS:
            small[page.name] = min(sizes)
    assert small == {}


def test_a_fold_opens_by_keyboard(browser, site):
    browser.open(site / "baseline" / "index.html")
    browser.run("document.querySelector('main summary').focus()")
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    assert browser.run("return document.querySelector('main details').open")


def test_without_scripts_a_page_says_the_same(browser, pages):
    for page in pages:
        texts = []
        for scripts in (True, False):
            browser.open(page, scripts=scripts)
            texts.append(browser.run(TEXT))
        assert texts[0] == texts[1], page.name
    browser.open(pages[0])


def test_the_dataset_is_sifted_by_words_and_choices(browser, site):
    browser.open(site / "baseline" / "observations.html")
    count = "return document.querySelectorAll('.observations tbody tr:not([hidden])').length"
    everything = browser.run(count)
    browser.driver.find_element("id", "words").send_keys("Aksu retail")
    some = browser.run(count)
    assert 0 < some < everything
    assert browser.run("return document.querySelector('output').textContent") == f"{some} of {everything} rows"
    place = browser.driver.find_element("css selector", "select[data-by=place]")
    place.send_keys("Aksu city")
    assert 0 < browser.run(count) < some
    shown = browser.run("return Array.from(document.querySelectorAll('.observations tbody tr:not([hidden])')).map(r => r.dataset.place)")
    assert set(shown) == {"Aksu city"}


def test_a_table_is_sorted_by_its_head_numbers_as_numbers(browser, site):
    browser.open(site / "baseline" / "observations.html")
    head = browser.driver.find_element("css selector", ".observations thead th:nth-child(4) button")
    rows = "return Array.from(document.querySelectorAll('.observations tbody')[0].rows).map(r => r.cells[3].textContent)"
    before = browser.run(rows)
    head.click()
    after = browser.run(rows)
    assert sorted(before) == sorted(after) and before != after
    assert browser.run("return document.querySelector('.observations th:nth-child(4)').getAttribute('aria-sort')") == "ascending"
    firsts = [float(text.split()[0].replace(",", "")) * {"million": 1e6, "billion": 1e9}.get((text.split() + [""])[1], 1) for text in after if re.match(r"[\d.,]+ (yuan|million|billion)", text)]
    assert firsts == sorted(firsts)
    head.click()
    assert browser.run("return document.querySelector('.observations th:nth-child(4)').getAttribute('aria-sort')") == "descending"


def test_a_source_leads_to_its_row_in_the_dataset(browser, site):
    href = re.search(r'<a class="key" href="(observations.html#[^"]+)"', (site / "baseline" / "index.html").read_text(encoding="utf-8"))[1]
    browser.open((site / "baseline" / "index.html").as_uri().replace("index.html", href))
    assert browser.run("return document.querySelector(':target').tagName") == "TR"


def test_a_link_into_a_fold_opens_it(browser, site):
    text = (site / "baseline" / "index.html").read_text(encoding="utf-8")
    anchor = re.search(r'id="(finding-[^"]+)"', text[text.index('class="rest"'):])[1]
    browser.open((site / "baseline" / "index.html").as_uri() + f"#{anchor}")
    assert browser.run("return document.querySelector('details.rest').open")


def test_every_page_is_valid_html(pages, site, tmp_path):
    validator = find_tool("html-validate")
    if validator is None:
        pytest.skip("no HTML validator (run: make page-tools; it needs npm)")
    rules = tmp_path / ".htmlvalidate.json"
    rules.write_text(json.dumps({"root": True, "extends": ["html-validate:standard"]}), encoding="utf-8")
    done = subprocess.run([validator, "--config", rules, "--formatter", "text", *pages], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[:3000].replace(str(site), "") + done.stderr[:1000]
