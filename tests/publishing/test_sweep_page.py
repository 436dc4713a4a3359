"""The page over a sweep leads to its runs and draws what changes."""

import pytest
from bs4 import BeautifulSoup

from helpers.publishing.checks import check_page
from helpers.publishing.sweep_page import write_sweep_page

VALUES = {"reading": ("point", "literal"), "currency": ("CNY", "EUR")}


def make_runs():
    runs = []
    for reading in VALUES["reading"]:
        for currency in VALUES["currency"]:
            growth = {
                "low": 0.2,
                "high": None if reading == "literal" else 0.2,
                "unit": "share_per_year",
            }
            finding = {
                "text": "It grew **20 %** <b>.",
                "numbers": {"growth": growth, "who": "a paper"},
            }
            same = {"text": "There are 7 places. All lie in one county.", "numbers": {}}
            runs.append(
                {
                    "run": f"readings-{reading}-{currency}",
                    "values": {"reading": reading, "currency": currency},
                    "findings": {("04_growth", "growth"): finding, ("04_growth", "places"): same},
                }
            )
    return runs


@pytest.fixture
def page(tmp_path):
    runs = make_runs()
    listed = [
        {"run": run["run"], "values": run["values"], "outcome": "ok", "seconds": 2.0, "message": ""}
        for run in runs
    ]
    listed[3] |= {"outcome": "cell-error", "message": "/home/ann/x: <script>"}
    (tmp_path / "readings-point-CNY").mkdir()
    (tmp_path / "readings-point-CNY" / "index.html").write_text("<p>")
    (tmp_path / "index.html").write_text("<p>")
    (tmp_path / "sweep-readings").mkdir()
    (tmp_path / "sweep-readings" / "findings.csv").write_text("run\n")
    sweep = {
        "sweep": "readings",
        "about": "How much?",
        "outcome": "cell-error",
        "seconds": 9.0,
        "varied": ["reading", "currency"],
        "runs": listed,
    }
    changes = {
        ("04_growth", "growth"): {"reading": "a bound opens", "currency": ""},
        ("04_growth", "places"): {"reading": "", "currency": ""},
    }
    write_sweep_page(tmp_path / "sweep-readings" / "index.html", sweep, runs, changes)
    return tmp_path / "sweep-readings" / "index.html"


def test_the_page_passes_the_structural_check(page):
    assert check_page(page) == []


def test_runs_that_differ_in_nothing_relevant_share_a_line_and_what_differs_is_marked(page):
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    table = soup.select_one("#side ~ .wide table")
    rows = table.find("tbody").find_all("tr")
    assert [row.find("th").text for row in rows] == ["point", "literal"]
    assert [row.find("td").text for row in rows] == ["20 % a year", "20 % a year or more"]
    assert [bool(row.find("strong")) for row in rows] == [False, True]
    assert len(table.find_all("circle")) == 1 and len(table.find_all("path")) == 1, (
        "a dot without a range, an arrow for the open bound"
    )


def test_a_run_that_failed_is_named_without_a_link_and_without_a_private_path(page):
    text = page.read_text(encoding="utf-8")
    row = BeautifulSoup(text, "html.parser").select_one("#runs + .wide table").find_all("tr")[4]
    assert row.find("a") is None and "cell-error" in row.text
    assert "/home/ann" not in text and "<script>" not in row.decode()


def test_what_changes_stands_first_in_words_and_what_stays_is_folded(page):
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert "1 of 2 findings change" in soup.select_one(".lead").text
    [row] = soup.select("#changes ~ .wide")[0].tbody.find_all("tr")
    assert [cell.text for cell in row] == [
        "It grew 20\N{NO-BREAK SPACE}% <b>.",
        "a bound opens",
        "same",
    ]
    assert [item.text for item in soup.select("#same + details li")] == ["There are 7 places."]


def test_runs_that_never_differ_in_one_parameter_alone_stand_side_by_side_without_a_share(tmp_path):
    kept = [make_runs()[0], make_runs()[3]]
    kept[1]["findings"][("04_growth", "growth")]["text"] = "It grew **20 % or more**."
    listed = [run | {"outcome": "ok", "seconds": 2.0, "message": ""} for run in kept]
    sweep = {"sweep": "two", "about": "", "outcome": "ok", "seconds": 9.0, "runs": listed}
    changes = {key: dict.fromkeys(VALUES) for key in kept[0]["findings"]}
    path = tmp_path / "sweep-two" / "index.html"
    path.parent.mkdir()
    write_sweep_page(path, sweep | {"varied": list(VALUES)}, kept, changes)
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert "1 of 2 findings change" in soup.select_one(".lead").text
    heads = soup.select_one("#changes ~ details .wide").select("thead th")
    assert [head.text for head in heads] == ["Finding"]
    assert "not compared" not in soup.main.text and "same in all runs" in soup.main.text
    assert [row.th.text for row in soup.select_one("#side ~ .wide").select("tbody tr")] == [
        "point, CNY",
        "literal, EUR",
    ]
