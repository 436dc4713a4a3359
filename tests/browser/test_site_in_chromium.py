"""The pages as a browser shows them: wide and narrow, light and dark, printed, by keyboard, without
scripts."""

import json
import re
import statistics
import subprocess
import time

import pytest
from chromium import THEMES, find_tool
from processes import wait_until
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

WIDTHS = (1280, 320)
# A4 less its margins, in CSS pixels.
PAPER = 718
CLIPPED = """
document.querySelectorAll('details').forEach(d => { d.open = true; });
const out = [];
for (const e of document.querySelectorAll('main :is(pre, table, svg, .wide, .plate)')) {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!box.width) continue;
  if (box.right > innerWidth + 1)
    out.push(`${e.tagName}.${e.className.baseVal ?? e.className} reaches`
      + ` ${Math.round(box.right)} of ${innerWidth}`);
  if (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
    out.push(`${e.tagName}.${e.className} hides ${e.scrollWidth - e.clientWidth} pixels`);
  if (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1)
    out.push(`${e.tagName}.${e.className} hides`
      + ` ${e.scrollHeight - e.clientHeight} rows of pixels`);
}
return out;
"""
# The list of pages stays in sight beside the text; where it has no column, it moves with the text.
COVERED = """
scrollTo(0, document.body.scrollHeight / 2);
const list = document.querySelector('.contents')?.getBoundingClientRect();
if (!list || list.bottom < 0) return false;
return Array.from(document.querySelectorAll('main > :not(.contents), main tr')).some(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.bottom > Math.max(list.top, 0) && box.top < list.bottom
    && box.left < list.right - 1 && box.right > list.left + 1; });
"""
REACHABLE = """
const reached = 'a[href], summary, button, input, select, [tabindex="0"]';
return Array.from(document.querySelectorAll(reached)).filter(e => e.checkVisibility()).map(
  (e, i) => { e.dataset.n = i; return e.outerHTML.slice(0, 100); });
"""
# Height of the letters' box of every label in a drawing, as shown.
SIZES = """
const drawings = Array.from(document.querySelectorAll('.plate svg'));
return drawings.filter(s => s.checkVisibility()).flatMap(s => {
  const scale = s.getBoundingClientRect().width / s.viewBox.baseVal.width;
  return Array.from(s.querySelectorAll('text:not(.mark text)'),
    t => parseFloat(getComputedStyle(t).fontSize) * scale);
});
"""
SMALLEST_PIXELS = 9.5
MOST_WORDS = {"index": 450, "page": 2200}  # to be seen with all folds closed
WORDS = r"""
const aside = Array.from(document.querySelectorAll('main :is(svg, .unseen, .side)'));
const styles = aside.map(e => e.style.cssText);
aside.forEach(e => e.style.setProperty('display', 'none', 'important'));
const words = document.querySelector('main').innerText.split(/\s+/);
aside.forEach((e, i) => { e.style.cssText = styles[i]; });
return words.filter(w => /[\p{L}\p{N}]/u.test(w)).length;
"""
CHOICE = """
return Array.from(document.querySelectorAll('.variants')).map(f => [
  f.querySelector(':checked').className, Array.from(f.querySelectorAll(':scope > div')).filter(
    v => v.checkVisibility()).map(v => v.className)]);
"""
# All that a page says, shown or folded, but for what its script adds.
TEXT = (
    "document.querySelectorAll('.tools, .filter, script').forEach(e => e.remove());"
    " document.querySelectorAll('details').forEach(d => { d.open = true; }); return"
    " document.body.innerText.replace(/\\\\s+/g, ' ')".replace("\\\\", "\\")
)


EXTRAS = """
return document.querySelectorAll('.sort, .tools:not([hidden]), .filter:not([hidden])').length;
"""
# What stands before each cell of a table that is a list on a phone, all its parts shown.
CELLS = """
document.querySelectorAll('.part input').forEach(e => e.click());
return Array.from(document.querySelectorAll('.cards td:not(.what, :empty)')).filter(
  e => e.checkVisibility()).map(e => getComputedStyle(e, '::before').content);
"""
NOTES = """
const boxes = s => Array.from(document.querySelectorAll(s)).filter(
  e => e.checkVisibility()).map(e => e.getBoundingClientRect());
const notes = boxes('main .side');
const others = boxes('main :is(p, dl, ol, table, .plate, pre, summary, h2)');
const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
  && a.top < b.bottom - 1 && b.top < a.bottom - 1;
const isWrong = n => others.some(o => meet(n, o)) || n.right > innerWidth;
return [notes.length, notes.filter(isWrong).length];
"""


OVERFLOWING = """
return Array.from(document.querySelectorAll('main .wide')).filter(
  e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(
  e => e.getAttribute('aria-labelledby') || e.getAttribute('aria-label'));
"""


NOTED_WIDTHS, PLAIN_WIDTHS = (
    (1280, 1200, 1920),
    (1199, 320),
)  # with notes in the margin, and without
# What is asked of a page as it opens, and then with all folds open: how it is shown, and a script.
CLOSED = {
    "words": ({"width": 1280}, WORDS),
    "choices": ({"width": 1280}, CHOICE),
    "covered": ({"width": 1280}, COVERED),
    **{f"notes at {w}": ({"width": w}, NOTES) for w in (*NOTED_WIDTHS, *PLAIN_WIDTHS)},
    "tables at 360": ({"width": 360}, OVERFLOWING),
    "letters": ({"width": 360}, SIZES),
}
OPENED = {
    "clipped": ({"width": PAPER, "media": "print", "theme": "dark"}, CLIPPED),
    "tables at 768": ({"width": 768}, OVERFLOWING),
    "tables at 1280": ({"width": 1280}, OVERFLOWING),
    "extras": ({"width": 1280}, EXTRAS),
    "text": ({"width": 1280}, TEXT),  # takes the buttons away
    "cells": ({"width": 360}, CELLS),
}


@pytest.fixture(scope="module")
def visits(browser, pages, site, say):
    """What each page is like, loaded once and then shown in other ways: with axe's full set of
    rules in both widths; in the other theme, where nothing moves, with its rules on colours."""
    kept, spent, seen = {}, 0.0, []
    for page in pages:
        browser.open(page)
        visit = {"seconds": browser.find_work_seconds(), "violations": [], "sideways": []}
        seen.append(browser.first_paint_seconds())
        visit |= ask(browser, CLOSED)
        for width in WIDTHS:
            for theme, find in zip(
                THEMES, (browser.find_violations, browser.find_colour_violations)
            ):
                browser.show(theme=theme, width=width)
                started = time.monotonic()
                visit["violations"] += [(width, theme, fault) for fault in find()]
                spent += time.monotonic() - started
                visit["sideways"] += [(width, theme, fault) for fault in browser.find_sideways()]
                visit[f"moved at {width}"] = browser.find_moved()  # since the theme before
        visit |= ask(browser, OPENED)
        visit |= {"requests": browser.list_requests(), "complaints": browser.list_complaints()}
        kept[page.relative_to(site).as_posix()] = visit
    say(
        f"axe-core: {len(pages)} pages in {len(WIDTHS)} widths, all rules, and those on colours in"
        f" the other of {len(THEMES)} themes, {spent:.0f} s"
    )
    say(
        f"first words of a page are seen after {statistics.median(seen):.1f} s, of the slowest"
        f" after {max(seen):.1f} s"
    )
    return kept


def ask(browser, asked):
    """Return what scripts say of the open page, each as it is shown for it."""
    said = {}
    for name, (view, script) in asked.items():
        browser.show(**view)
        said[name] = browser.run(script)
    return said


def collect(visits, what):
    return {name: visit[what] for name, visit in visits.items() if visit[what]}


def of_run(visits):
    """Return the visits of the pages of the usual run."""
    return {name: visit for name, visit in visits.items() if name.startswith("baseline/")}


def test_every_kind_of_page_is_looked_at(visits):
    kinds = {re.sub(r"html/\d\d_\w+", "html/notebook", name) for name in visits}
    assert kinds >= {
        "404.html",
        "index.html",
        "baseline/index.html",
        "baseline/observations.html",
        "baseline/html/notebook.html",
    }


def test_axe_finds_no_violation_in_light_and_dark_wide_and_narrow(visits):
    assert collect(visits, "violations") == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_themes_differ_in_colours_alone(visits, width):
    assert collect(visits, f"moved at {width}") == {}


def test_no_page_asks_for_anything(visits):
    assert collect(visits, "requests") == {}


def test_the_browser_complains_of_nothing(visits):
    assert collect(visits, "complaints") == {}


def test_no_page_moves_sideways(visits):
    assert collect(visits, "sideways") == {}


def test_no_page_is_more_work_for_a_browser_than_five_plain_tables(visits, most_seconds):
    assert all(visit["seconds"] > 0 for visit in visits.values()), "the browser has measured"
    slow = {name: v["seconds"] for name, v in visits.items() if v["seconds"] >= most_seconds}
    assert slow == {}


def test_pages_of_the_examples_have_no_fault_that_a_browser_finds(browser, example_pages, site):
    """What `visits` asks of each page, in the two ways that differ most."""
    if not example_pages:
        pytest.skip("the site that is looked at has no run on an example")
    faults, views = {}, ((WIDTHS[0], THEMES[0]), (WIDTHS[1], THEMES[1]))
    for page in example_pages:
        browser.open(page, width=WIDTHS[0])
        words = browser.run(WORDS) if page.parent.name != "comparisons" else 0
        most = MOST_WORDS["index" if page.stem == "index" else "page"]
        found = [f"{words} words"] if words > most and page.stem != "observations" else []
        for width, theme in views:
            browser.show(theme=theme, width=width)
            found += [*browser.find_violations(), *browser.find_sideways()]
        found += [*browser.list_requests(), *browser.list_complaints()]
        if found:
            faults[page.relative_to(site).as_posix()] = found
    assert faults == {}


def test_no_list_of_pages_lies_on_the_text_while_it_moves(visits):
    assert collect(visits, "covered") == {}


def test_nothing_is_clipped_on_paper(visits):
    assert collect(visits, "clipped") == {}


def test_a_page_can_be_read_in_one_sitting_with_its_folds_closed(visits):
    counts = {name: visit["words"] for name, visit in of_run(visits).items()}
    del counts["baseline/observations.html"]
    most = {name: MOST_WORDS["index" if "index" in name else "page"] for name in counts}
    assert len(counts) > 8 and min(counts.values()) > 50
    assert {name: count for name, count in counts.items() if count > most[name]} == {}


def test_the_reading_of_a_figure_is_chosen_on_the_page_without_its_script(browser, visits, site):
    chosen = collect(visits, "choices")
    assert chosen
    for name, choices in chosen.items():
        browser.open(site / name)
        for number, (picked, shown) in enumerate(choices):
            assert shown == [picked.replace("pick", "variant")], name
            figure = browser.driver.find_elements("css selector", ".variants")[number]
            figure.find_elements("css selector", ".choose label")[-1].click()
            picked, shown = browser.run(CHOICE)[number]
            assert shown == [picked.replace("pick", "variant")] != [], name


def press(browser, *keys):
    ActionChains(browser.driver, duration=0).send_keys(*keys).perform()


def tab_to(browser, selector, most=60):
    """Press Tab until an element of a kind has the focus."""
    for _ in range(most):
        press(browser, Keys.TAB)
        if browser.run("return document.activeElement.matches(arguments[0])", selector):
            return
    raise AssertionError(f"{most} times Tab reach no {selector}")


def test_the_keyboard_reaches_every_link_fold_and_table(browser, site):
    notebook = max(
        (site / "baseline" / "html").glob("*.html"),
        key=lambda p: p.read_text(encoding="utf-8").count("<figure"),
    )
    parts = {
        notebook: (".contents a", "main summary", ".wide", ".mark", ".finding a", ".take a"),
        site / "baseline" / "index.html": (".contents a", "main summary", ".large a", ".mark"),
        site / "index.html": ("main a",),
    }
    for page, kinds in parts.items():
        browser.open(page)
        wanted = browser.run(REACHABLE)
        assert all(
            browser.run(
                "return Array.from(document.querySelectorAll(arguments[0])).some(e => e.dataset.n)",
                kind,
            )
            for kind in kinds
        )
        seen = set()
        for _ in range(len(wanted) + 2):
            press(browser, Keys.TAB)
            seen.add(browser.run("return document.activeElement.dataset.n"))
        missed = [html for n, html in enumerate(wanted) if str(n) not in seen]
        assert missed == [], page.name


def test_by_keyboard_alone_a_phone_reader_unfolds_the_contents_and_follows_one(browser, site):
    browser.open(site / "baseline" / "html" / "05_growth_models.html", width=320)
    tab_to(browser, ".contents .pages summary")
    press(browser, Keys.ENTER)
    tab_to(browser, ".contents .pages a", most=1)
    tab_to(browser, ".contents .pages + details summary")
    assert not browser.run("return document.activeElement.parentElement.open")
    press(browser, Keys.ENTER)
    tab_to(browser, ".contents .pages + details a", most=1)
    target = browser.run("return document.activeElement.getAttribute('href')")
    press(browser, Keys.ENTER)
    assert browser.run("return [location.hash, document.querySelector(':target').tagName]") == [
        target,
        "H2",
    ]


def test_by_keyboard_alone_a_fold_opens_and_a_wide_table_moves(browser, site):
    browser.open(site / "baseline" / "html" / "05_growth_models.html", width=600)
    browser.run("location.hash = document.querySelector('main .finding').id")
    tab_to(browser, "main .evidence summary")
    press(browser, Keys.SPACE)
    assert browser.run("return document.activeElement.parentElement.open")
    tab_to(browser, "main .table .wide", most=300)
    press(browser, *[Keys.ARROW_RIGHT] * 4)
    assert wait_until(lambda: browser.run("return document.activeElement.scrollLeft") > 0)


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(browser, site):
    browser.open(site / "baseline" / "index.html")
    ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    assert browser.run("return document.activeElement.className") == "skip"
    ActionChains(browser.driver).send_keys(Keys.ENTER).send_keys(Keys.TAB).perform()
    assert browser.run("return document.querySelector('main').contains(document.activeElement)")


def test_a_focused_point_shows_what_it_is(browser, site):
    page = next(
        p
        for p in sorted((site / "baseline" / "html").glob("*.html"))
        if 'class="mark"' in p.read_text(encoding="utf-8")
    )
    tip = (
        "const m = document.activeElement; return [m.getAttribute('class'),"
        " document.getElementById(m.getAttribute('aria-labelledby')).textContent,"
        " m.querySelector('text').textContent,"
        " getComputedStyle(m.querySelector('text')).visibility]"
    )
    for width, kind in ((1280, "broad"), (360, "narrow")):
        browser.open(page, width=width)
        browser.run(
            f"Array.from(document.querySelectorAll('svg.{kind} .mark')).find(e =>"
            " e.checkVisibility()).focus()"
        )
        name, title, words, visibility = browser.run(tip)
        assert (name, visibility) == ("mark", "visible") and title.replace(
            " ", ""
        ) == words.replace(" ", "")


def test_on_a_phone_every_table_is_on_the_screen_and_each_cell_says_what_it_is(visits):
    cells = [cell for visit in visits.values() for cell in visit["cells"]]
    assert collect(visits, "tables at 360") == {}
    assert len(cells) > 1000 and [c for c in cells if c in ("none", "normal", '""')] == []


@pytest.mark.parametrize("width", [768, 1280])
def test_no_table_of_a_run_moves_sideways_on_a_tablet_or_a_desk(visits, width):
    assert collect(of_run(visits), f"tables at {width}") == {}


SCREEN = 740  # pixels of a phone's screen
SHOWN = """
return Array.from(document.querySelectorAll('.observations tr[id]')).filter(
  e => e.checkVisibility()).map(e => e.id);
"""


def test_on_a_phone_the_dataset_is_a_few_screens_that_open_by_article_and_series(browser, site):
    page = site / "baseline" / "observations.html"
    for scripts in (True, False):
        browser.open(page, width=360, scripts=scripts)
        assert browser.run("return document.documentElement.scrollHeight") < 12 * SCREEN
        assert browser.run(SHOWN) == []
        label = browser.driver.find_element("css selector", ".part label")
        count = int(re.search(r"\((\d+)\)$", label.text)[1])
        label.click()
        assert len(browser.run(SHOWN)) == count
    browser.open(page, width=1280)
    everything = browser.run(SHOWN)
    assert len(everything) > 500
    browser.open(page, width=360)
    browser.driver.find_element("id", "words").send_keys("Aksu retail")
    assert 0 < len(browser.run(SHOWN)) < len(everything)
    browser.open(site / "index.html")  # or only the place on the open page would change
    browser.open(page.as_uri() + f"#{everything[300]}", width=360)
    assert browser.run(SHOWN) == [everything[300]]
    assert 0 <= browser.run("return document.querySelector(':target').getBoundingClientRect().top")


def test_on_a_phone_every_page_of_a_run_leads_to_the_others(browser, site):
    run = site / "baseline"
    stems = {path.name for path in (run / "html").glob("*.html")}
    for page in (run / "index.html", run / "observations.html", run / "html" / min(stems)):
        browser.open(page, width=360)
        tab_to(browser, ".contents .pages summary")
        press(browser, Keys.ENTER)
        links = browser.run(
            "return Array.from(document.querySelectorAll('.contents .pages a')).filter(e =>"
            " e.checkVisibility()).map(e => e.getAttribute('href'))"
        )
        assert {link.rpartition("/")[2] for link in links} == stems, page.name


def test_sources_stand_in_the_margin_where_there_is_one_and_meet_nothing(visits):
    noted = 0
    for name, visit in visits.items():
        for width in NOTED_WIDTHS:
            count, meeting = visit[f"notes at {width}"]
            assert meeting == 0, (name, width)
            noted += count
        for width in PLAIN_WIDTHS:
            assert visit[f"notes at {width}"][0] == 0, (name, width)
    assert noted > 100


def test_words_in_figures_can_be_read_on_a_phone(visits):
    smallest = {name: min(sizes) for name, sizes in collect(visits, "letters").items()}
    assert len(smallest) > 4
    assert {name: size for name, size in smallest.items() if size < SMALLEST_PIXELS} == {}


def test_without_scripts_a_page_says_the_same_and_loses_only_its_buttons(browser, visits, site):
    for name, visit in visits.items():
        browser.open(site / name, scripts=False)
        assert browser.run(EXTRAS) == 0 and browser.run(TEXT) == visit["text"], name
    assert sum(visit["extras"] for visit in visits.values()) > len(visits)
    browser.open(site / "index.html")


def test_without_scripts_folds_open(browser, site):
    browser.open(site / "baseline" / "html" / "05_growth_models.html", scripts=False)
    shown = (
        "return Array.from(document.querySelectorAll('.code pre')).filter(e =>"
        " e.checkVisibility()).length"
    )
    assert browser.run(shown) == 0
    browser.driver.find_element("id", "show-code").click()
    assert browser.run(shown) > 20
    for kind in ("evidence", "data", "all"):
        fold = browser.driver.find_element("css selector", f"details.{kind} summary")
        fold.click()
        assert browser.run("return arguments[0].parentElement.open", fold), kind
    browser.open(site / "index.html")


def test_the_dataset_is_sifted_by_words_and_choices(browser, site):
    browser.open(site / "baseline" / "observations.html")
    count = "return document.querySelectorAll('.observations tr[id]:not([hidden])').length"
    everything = browser.run(count)
    browser.driver.find_element("id", "words").send_keys("Aksu retail")
    some = browser.run(count)
    assert 0 < some < everything
    assert (
        browser.run("return document.querySelector('output').textContent")
        == f"{some} of {everything} rows"
    )
    place = browser.driver.find_element("css selector", "select[data-by=place]")
    place.send_keys("Aksu city")
    assert 0 < browser.run(count) < some
    shown = browser.run(
        "return Array.from(document.querySelectorAll('.observations tr[id]:not([hidden])')).map(r"
        " => r.dataset.place)"
    )
    assert set(shown) == {"Aksu city"}


def test_a_table_is_sorted_by_its_head_numbers_as_numbers(browser, site):
    browser.open(site / "baseline" / "observations.html")
    head = browser.driver.find_element("css selector", ".observations thead th:nth-child(4) button")
    rows = (
        "return Array.from(document.querySelectorAll('table')[0].querySelectorAll('tr[id]')).map("
        "r => r.cells[3].textContent)"
    )
    before = browser.run(rows)
    head.click()
    after = browser.run(rows)
    assert sorted(before) == sorted(after) and before != after
    assert (
        browser.run(
            "return document.querySelector('.observations"
            " th:nth-child(4)').getAttribute('aria-sort')"
        )
        == "ascending"
    )
    firsts = [
        float(text.split()[0].replace(",", ""))
        * {"million": 1e6, "billion": 1e9}.get((text.split() + [""])[1], 1)
        for text in after
        if re.match(r"[\d.,]+ (yuan|million|billion)", text)
    ]
    assert firsts == sorted(firsts)
    head.click()
    assert (
        browser.run(
            "return document.querySelector('.observations"
            " th:nth-child(4)').getAttribute('aria-sort')"
        )
        == "descending"
    )


def test_a_source_leads_to_its_row_in_the_dataset(browser, site):
    href = re.search(
        r'<a class="key" href="(observations.html#[^"]+)"',
        (site / "baseline" / "index.html").read_text(encoding="utf-8"),
    )[1]
    browser.open((site / "baseline" / "index.html").as_uri().replace("index.html", href))
    assert browser.run("return document.querySelector(':target').tagName") == "TR"


def test_a_link_into_a_fold_opens_it(browser, site):
    text = (site / "baseline" / "index.html").read_text(encoding="utf-8")
    anchor = re.search(r'id="(finding-[^"]+)"', text[text.index('class="rest"') :])[1]
    browser.open((site / "baseline" / "index.html").as_uri() + f"#{anchor}")
    assert browser.run("return document.querySelector('details.rest').open")


def test_every_page_is_valid_html(pages, site, tmp_path):
    validator = find_tool("html-validate")
    if validator is None:
        pytest.skip("no HTML validator (run: make page-tools; it needs npm)")
    rules = tmp_path / ".htmlvalidate.json"
    rules.write_text(
        json.dumps({"root": True, "extends": ["html-validate:standard"]}), encoding="utf-8"
    )
    done = subprocess.run(
        [validator, "--config", rules, "--formatter", "text", *pages],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[:3000].replace(str(site), "") + done.stderr[:1000]
