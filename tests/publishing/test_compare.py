"""Two runs side by side: what was set differently and what came out differently, and nothing
else."""

import json

import nbformat
import pytest
from bs4 import BeautifulSoup
from builders import finding, shown, write_record

from helpers.publishing.checks import check_page, check_pages
from helpers.publishing.compare import list_comparisons, write_comparison
from helpers.publishing.front import write_runs_index


def make_run(outputs, name, findings, **changes):
    run = outputs / name
    (run / "findings").mkdir(parents=True)
    (run / "html").mkdir()
    (run / "index.html").write_text("front page", encoding="utf-8")
    (run / "html" / "04_x.html").write_text(
        "".join(f'<div class="finding" id="finding-{key}">' for key in findings), encoding="utf-8"
    )
    (run / "notebooks").mkdir()
    executed = nbformat.v4.new_notebook(cells=[shown(finding(key=key)) for key in findings])
    nbformat.write(executed, run / "notebooks" / "04_x.ipynb")
    record = {
        "outcome": "ok",
        "started": "2026-03-01",
        "parameters": {"reading": "point", "seed": 1, "out_dir": f"outputs/{name}"},
        "inputs": {"a.py": "1"},
        "versions": {"numpy": "2"},
    }
    write_record(run, record | changes)
    kept = [
        {"key": key, "text": text, "numbers": {}, "sources": []} for key, text in findings.items()
    ]
    (run / "findings" / "04_x.json").write_text(
        json.dumps({"notebook": "04_x", "title": "t", "findings": kept}), encoding="utf-8"
    )
    (run / "findings" / "08_y.json").write_text(
        json.dumps(
            {"notebook": "08_y", "title": "t", "findings": [k | {"notebook": "04_x"} for k in kept]}
        ),
        encoding="utf-8",
    )
    return run


@pytest.fixture
def outputs(tmp_path):
    write_runs_index(tmp_path)
    make_run(
        tmp_path, "one", {"a": "It grew **12 %** a year.", "b": "Same 网络.", "gone": "Only here."}
    )
    make_run(
        tmp_path,
        "two",
        {"a": "It grew **10 to 14 %** a year.", "b": "Same 网络.", "new": "<b>Only</b> there."},
        parameters={"reading": "literal", "seed": 1, "out_dir": "outputs/two"},
        versions={"numpy": "3"},
    )
    return tmp_path


def read(page):
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def test_it_shows_what_differs_and_what_does_not(outputs):
    page, said = write_comparison(outputs, "one", "two")
    assert page == outputs / "comparisons" / "one--two.html" and check_page(page) == []
    assert said == {"parameters": 1, "findings": 3, "same": 1}
    soup = read(page)
    parameters, findings = soup.find_all("table")
    assert [
        [cell.text for cell in row.find_all(["th", "td"])]
        for row in parameters.tbody.find_all("tr")
    ] == [["reading", "point", "literal"]]
    one, other = findings.tbody.find_all("td")
    assert [mark.text for mark in other.find_all("mark")] == ["10 to 14"] and [
        mark.text for mark in one.find_all("mark")
    ] == ["12"]
    assert one.a["href"] == "../one/html/04_x.html#finding-a"
    assert (
        "Only here." in soup.text
        and "<b>Only</b> there." in soup.text
        and soup.find("span", lang="zh")
    )
    assert (
        "1 version of a library differs" in soup.text
        and "No file of data, code or lock differs" in soup.text
    )


def test_runs_on_other_data_are_compared_within_the_budget_of_a_page(tmp_path):
    for name in ("one", "two"):
        said = {f"{name}_{n}": f"{n} {name} " + 40 * "word " for n in range(300)}
        make_run(tmp_path, name, said | {"few": f"The run {name}."})
    page, said = write_comparison(tmp_path, "one", "two")
    assert said["findings"] == 601 and len(page.read_bytes()) > 120_000
    assert [fault for fault in check_pages(tmp_path) if "bytes" in fault] == []
    folds = [fold.summary.text for fold in read(page).select("details.others")]
    assert folds == ["300 findings", "300 findings"]


def test_the_list_of_runs_leads_to_it_as_long_as_both_runs_are_there(outputs):
    write_comparison(outputs, "one", "two")
    write_runs_index(outputs)
    assert [a["href"] for a in read(outputs / "index.html").select("#comparisons + ul a")] == [
        "comparisons/one--two.html"
    ]
    (outputs / "two" / "index.html").unlink()
    assert list_comparisons(outputs) == []


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("one", "one"), "compared with itself"),
        (("one", "three"), "there is no run 'three' in .*; there are one, two"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(outputs, names, words):
    with pytest.raises(ValueError, match=words):
        write_comparison(outputs, *names)
    assert not (outputs / "comparisons").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"parameters": 1}'])
def test_a_broken_record_is_named(outputs, text):
    (outputs / "two" / "record.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="run 'two' cannot be compared: its record"):
        write_comparison(outputs, "one", "two")


def test_a_run_that_is_not_as_it_was_made_is_not_compared(outputs):
    path = outputs / "two" / "findings" / "04_x.json"
    write_record(outputs / "two", json.loads((outputs / "two" / "record.json").read_text("utf-8")))
    write_comparison(outputs, "one", "two")
    path.write_text(path.read_text(encoding="utf-8").replace("10 to 14", "99"), encoding="utf-8")
    with pytest.raises(ValueError, match="run 'two' is not as it was made: findings/04_x.json was"):
        write_comparison(outputs, "one", "two")
