"""A dataset of many thousand rows as a browser shows it, opened from disk: searched without a
server, each hit at its address."""

import csv
import shutil

import pytest

from helpers.publishing.dataset import write_observations

TIMES = 20  # so often every number of the articles stands in the tables


@pytest.fixture(scope="module")
def long_run(tmp_path_factory, data_dir):
    """The pages of all numbers of a folder with many copies of our articles."""
    folder = tmp_path_factory.mktemp("long")
    shutil.copytree(data_dir, folder / "data")
    path = folder / "data" / "press" / "observations.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(path, "a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        for number in range(1, TIMES):
            writer.writerows(
                row | {"observation_id": f"{row['observation_id']}-c{number}"} for row in rows
            )
    (folder / "index.html").write_text("front", encoding="utf-8")
    write_observations(folder, {"run": "long"}, folder / "data")
    return folder, len(rows)


def test_many_rows_are_searched_offline_and_each_hit_leads_to_its_row(browser, long_run):
    folder, count = long_run
    browser.open(folder / "observations-search.html")
    said = "return document.querySelector('output').textContent"
    browser.driver.find_element("id", "words").send_keys("aksu retail")
    found = int(browser.run(said).split()[0])
    assert 0 < found < TIMES * count
    links = browser.run(
        "return Array.from(document.querySelectorAll('#found a')).map(a => [a.getAttribute('href'),"
        " a.textContent])"
    )
    assert len(links) == min(found, 200)
    href, words = links[-1]
    browser.open(folder / href.partition("#")[0])
    row = browser.run(
        "return document.getElementById(arguments[0]).textContent", href.partition("#")[2]
    )
    assert words in row and "Aksu" in row
    assert browser.list_requests() == []


def test_the_pages_of_many_rows_have_no_fault_that_axe_finds_and_are_no_more_work_than_tables(
    browser, long_run, most_seconds
):
    folder, _ = long_run
    for name in ("observations.html", "observations-2.html", "observations-search.html"):
        browser.open(folder / name)
        assert browser.find_work_seconds() < most_seconds, name
        assert browser.find_violations() == [], name
