"""Rows that one page does not hold stand on several, each where links lead."""

import base64
import gzip

import pytest
from bs4 import BeautifulSoup

from helpers.data.read import read_table
from helpers.publishing import addresses, dataset
from helpers.publishing.checks import check_pages
from helpers.publishing.dataset import write_observations


@pytest.fixture(scope="module")
def page(tmp_path_factory, data_dir):
    run = tmp_path_factory.mktemp("outputs") / "literal"
    run.mkdir()
    (run / "index.html").write_text("front page", encoding="utf-8")
    counts = write_observations(
        run, {"run": "literal", "parameters": {"reading": "literal"}}, data_dir
    )
    return run / "observations.html", counts


@pytest.fixture
def parted(tmp_path, data_dir, monkeypatch):
    """A dataset that is too large for one page, as far as the pages are told."""
    monkeypatch.setattr(addresses, "MOST_ROWS", 300)
    monkeypatch.setattr(addresses, "PART_ROWS", 100)
    monkeypatch.setattr(dataset, "PART_ROWS", 100)
    addresses._find_places.cache_clear()
    (tmp_path / "index.html").write_text("front page", encoding="utf-8")
    write_observations(tmp_path, {"run": "large"}, data_dir)
    yield tmp_path
    addresses._find_places.cache_clear()


def test_rows_that_one_page_does_not_hold_stand_on_several_each_where_links_lead(parted, data_dir):
    pages = {path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
             for path in parted.glob("observations*.html")}  # fmt: skip
    assert len(pages) == 1 + -(
        -sum(len(page.select(".observations tr[id]")) for page in pages.values()) // 100
    )
    assert [f for f in check_pages(parted) if f.startswith("observations")] == []
    where = addresses.find_addresses("observations.html", data_dir)
    for table, key in (("observations", "observation_id"), ("events", "event_id"),
                       ("benchmark_observations", "benchmark_id")):  # fmt: skip
        for name in read_table(data_dir, table)[key]:
            page, _, anchor = where.find(name).partition("#")
            assert pages[page].find(id=anchor).name == "tr"


def test_the_page_that_searches_them_holds_every_row_and_knows_its_page(parted, data_dir):
    soup = BeautifulSoup((parted / "observations-search.html").read_text("utf-8"), "html.parser")
    held = soup.find(id="rows")
    lines = gzip.decompress(base64.b64decode(held.text)).decode("utf-8").split("\n")
    where = addresses.find_addresses("observations.html", data_dir)
    for number, line in enumerate(lines):
        part = (int(held["data-first"]) + number) // int(held["data-part"]) + 1
        page = "observations.html" if part == 1 else f"observations-{part}.html"
        name = line.split("\t")[0]
        assert where.find(name) == f"{page}#{name}"
    press = read_table(data_dir, "observations")
    prints = {tuple(line.split("\t")[:2]) for line in lines}
    assert prints >= set(zip(press["observation_id"], press["as_printed"], strict=True))


def test_pages_of_rows_that_are_fewer_now_do_not_stay(parted, data_dir, monkeypatch):
    monkeypatch.undo()
    addresses._find_places.cache_clear()
    write_observations(parted, {"run": "large"}, data_dir)
    assert [path.name for path in parted.glob("observations*")] == ["observations.html"]
