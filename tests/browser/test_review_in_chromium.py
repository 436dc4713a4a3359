"""The review page as a person uses it: by keyboard, on a phone, in both themes, without scripts."""

import csv
import io

import pytest
from chromium import THEMES
from invented import DATA, PUBLISHED, read_drafts
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.data.checks import check_data

NAME = "tea-2023"
SAVED = "return decisions()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder with the drafts of the invented articles."""
    out = tmp_path_factory.mktemp("review") / "my-data"
    for name in PUBLISHED:
        package.write_package(read_drafts(name, out), DATA, out)
    return out


@pytest.fixture
def page(browser, folder):
    """The page of one article, with nothing decided."""
    path = folder / "drafts" / f"{NAME}.html"
    browser.open(path)
    browser.run("localStorage.clear()")
    browser.open(path)
    return path


def press(browser, *keys):
    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


def read_saved(browser):
    return list(csv.DictReader(io.StringIO(browser.run(SAVED))))


def fill(browser, selector, value):
    field = browser.driver.find_element(By.CSS_SELECTOR, selector)
    field.clear() if field.tag_name == "input" else None
    field.send_keys(value)


def test_axe_finds_no_fault_and_nothing_moves_sideways_or_is_asked_for(browser, folder):
    for name in PUBLISHED:
        path = folder / "drafts" / f"{name}.html"
        for width in (1280, 360):
            browser.open(path, width=width)
            assert browser.find_violations() == [], (name, width)
            for theme in THEMES:
                browser.show(width=width, theme=theme)
                assert browser.find_sideways() == [], (name, width, theme)
                moved = browser.find_moved()  # since the theme before
            assert browser.find_colour_violations() == moved == [], (name, width)
            assert browser.list_requests() == browser.list_complaints() == []


def test_kinds_differ_in_sign_as_well_as_in_colour(browser, page):
    looks = browser.run(
        "return Array.from(document.querySelectorAll('header .mark'), m =>"
        " [getComputedStyle(m, '::before').content, getComputedStyle(m).borderBottomColor])"
    )
    assert len({sign for sign, _ in looks}) == len(looks)


def test_enter_accepts_a_number_and_shows_the_next_that_is_undecided(browser, page):
    press(browser, Keys.ENTER, "r", "n", Keys.ENTER)
    verdicts = [r["value"] for r in read_saved(browser) if r["column"] == "decision"]
    assert verdicts == ["accept", "reject", "accept"]
    assert "3 decided" in browser.run("return document.getElementById('where').textContent")


def test_what_was_decided_is_there_when_the_page_is_opened_again(browser, page):
    press(browser, Keys.ENTER, "r")
    before = browser.run(SAVED)
    browser.open(page)
    assert browser.run(SAVED) == before and before.count("decision") == 2
    press(browser, "p", "u")
    assert browser.run(SAVED).count("decision") == 1


def test_a_changed_place_is_carried_to_later_rows_with_the_same_proposal(browser, page):
    before = browser.run("return cell(current(), 'entity_id')")
    fill(browser, "#cell-entity_id", "tibet" + Keys.ENTER)
    assert browser.run("return cell(current(), 'entity_id')") == "tibet" != before
    changed = [r for r in read_saved(browser) if r["column"] == "entity_id"]
    assert len(changed) > 3 and {r["value"] for r in changed} == {"tibet"}


def test_a_row_with_an_empty_cell_is_not_accepted_and_the_cell_is_shown(browser, page):
    fill(browser, "#cell-gloss", Keys.SPACE + Keys.BACK_SPACE)
    browser.run("const g = document.getElementById('cell-gloss'); g.value = ''; "
                "g.dispatchEvent(new Event('change')); document.activeElement.blur();")  # fmt: skip
    press(browser, Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "cell-gloss"
    assert "is empty" in browser.run("return document.getElementById('said').textContent")
    assert read_saved(browser) == [] or all(r["column"] != "decision" for r in read_saved(browser))


def test_split_makes_a_second_row_of_the_same_words(browser, page):
    first = browser.run("return current().id")
    press(browser, "s")
    second = browser.run("return current().id")
    assert second != first and second.rpartition("-")[0] == first.rpartition("-")[0]
    press(browser, Keys.ENTER)
    saved = {r["column"]: r["value"] for r in read_saved(browser) if r["key"] == second}
    assert saved["decision"] == "accept" and saved["source_id"] == NAME


def test_on_a_phone_the_panel_stays_in_view_and_shows_the_sentence(browser, page):
    browser.show(width=360)
    press(browser, Keys.ENTER, Keys.ENTER)
    top = browser.run("return document.getElementById('where').getBoundingClientRect().top")
    assert 0 <= top < 900
    context = browser.driver.find_element(By.ID, "context")
    words = browser.run("return current().cells.as_printed")
    assert context.find_element(By.TAG_NAME, "mark").text in words
    assert len(context.text) > len(words)


def test_a_click_on_a_mark_shows_its_row(browser, page):
    marks = browser.driver.find_elements(By.CSS_SELECTOR, "article a.mark")
    marks[4].click()
    assert browser.run("return 'mark-' + current().id") == marks[4].get_attribute("id")


def test_the_whole_way_by_keyboard_ends_in_data_that_pass_the_check(browser, folder, tmp_path):
    for name in PUBLISHED:
        browser.open(folder / "drafts" / f"{name}.html")
        browser.run("localStorage.clear()")
        browser.open(folder / "drafts" / f"{name}.html")
        for _ in range(browser.run("return rows().length")):
            whole = browser.run(
                "const row = current(); return !row.open.as_printed && !row.open.value &&"
                " data.columns.every(c => FREE.has(c) || cell(row, c)) && !cell(row,"
                " 'value').startsWith('-')"
            )
            press(browser, Keys.ENTER if whole else "r")
        fill(browser, f"#sources-{name}-publisher", "Made-up Times")
        fill(browser, f"#sources-{name}-publisher_kind", "other media")
        for box in browser.driver.find_elements(By.CSS_SELECTOR, "[data-column=name_en]"):
            if not box.get_attribute("value"):
                box.send_keys("Made up")
        for box in browser.driver.find_elements(By.CSS_SELECTOR, "[data-table=indicators]"):
            if box.tag_name == "input" and not box.get_attribute("value"):
                box.send_keys("Made up")
        saved = tmp_path / f"{name}.decisions.csv"
        saved.write_text(browser.run(SAVED), encoding="utf-8")
        counts = apply_decisions(saved, folder, DATA)
        assert counts["accepted"] > 5
    assert [str(f) for f in check_data(folder)] == []


def test_save_downloads_the_decisions(browser, page, tmp_path):
    browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    press(browser, Keys.ENTER, "w")
    said = browser.run("return document.getElementById('said').textContent")
    assert said.startswith(f"Saved {NAME}.decisions.csv")
    link = browser.run("return 'data:text/csv;charset=utf-8,' + encodeURIComponent(decisions())")
    assert link.startswith("data:text/csv")


def test_without_scripts_text_and_table_are_readable(browser, page):
    browser.open(page, scripts=False)
    shown = browser.driver.find_element(By.CSS_SELECTOR, "tbody tr").is_displayed()
    assert shown and browser.driver.find_element(By.CSS_SELECTOR, "article p").is_displayed()
    assert not browser.driver.find_element(By.ID, "panel").is_displayed()


def test_a_new_indicator_gets_a_form_and_its_row_takes_name_and_unit_from_there(
    browser, page, folder, tmp_path
):
    row = browser.run("return current().id")
    fill(browser, "#cell-indicator_id", "Tea sold Online" + Keys.ENTER)
    fill(browser, "#indicators-tea_sold_online-name", "Tea, sold online")
    fill(browser, "#indicators-tea_sold_online-definition", "Tea that the county sold online")
    saved = {(r["key"], r["column"]): r["value"] for r in read_saved(browser)}
    assert saved[row, "indicator_id"] == "tea_sold_online"
    assert saved[row, "gloss"].startswith("Tea, sold online")
    assert saved["tea_sold_online", "definition"] == "Tea that the county sold online"
    assert saved["tea_sold_online", "unit"] == "CNY"


def test_a_changed_unit_is_that_of_the_new_indicator_and_a_known_one_sets_the_unit(browser, page):
    ids = browser.run(
        "return rows().filter(r => form('indicators', r.cells.indicator_id, 'unit')"
        " && r.cells.unit).map(r => r.id)"
    )
    browser.run("state.at = rows().findIndex(r => r.id === arguments[0]); draw()", ids[0])
    fill(browser, "#cell-unit", "firms")
    browser.run("document.activeElement.blur()")
    assert (
        browser.run("return form('indicators', cell(current(), 'indicator_id'), 'unit').value")
        == "firms"
    )
    fill(browser, "#cell-indicator_id", "jobs_driven")
    browser.run("document.activeElement.blur()")
    assert browser.run("return cell(current(), 'unit')") == "persons"
