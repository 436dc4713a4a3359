"""The front page of a run and the list of runs lead to what is there."""

import json

import nbformat
import pytest
from bs4 import BeautifulSoup
from builders import figure, finding, shown, write_record

from helpers.data.read import read_table
from helpers.page.findings import TOPICS
from helpers.publishing.checks import check_page
from helpers.publishing.front import write_run_index, write_runs_index

PAGES = [
    {"stem": "04_growth_rates", "title": "Growth rates", "question": "How fast?"},
    {"stem": "08_findings", "title": "Findings", "question": "What did we find?"},
]


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def make_run(outputs, name="baseline", started="2026-03-01T10:00:00", **changes):
    run = outputs / name
    if not (outputs / "index.html").exists():
        (outputs / "index.html").write_text("runs", encoding="utf-8")
    for folder in ("html", "findings", "tables", "figures"):
        (run / folder).mkdir(parents=True)
    (run / "html" / "04_growth_rates.html").write_text(
        '<h1 id="x">x</h1><div class="finding" id="finding-aksu">', encoding="utf-8"
    )
    (run / "notebooks").mkdir()
    executed = nbformat.v4.new_notebook(cells=[shown(finding(key="aksu"))])
    nbformat.write(executed, run / "notebooks" / "04_growth_rates.ipynb")
    (run / "tables" / "04_totals.csv").write_text("a\n1\n", encoding="utf-8")
    (run / "figures" / "04_line.svg").write_text("<svg/>", encoding="utf-8")
    record = {
        "run": name,
        "started": started,
        "parameters": {"reading": "literal", "seed": 1},
        "versions": {"python": "3.11"},
        "notebooks": [
            {"stem": "04_growth_rates", "outcome": "ok", "seconds": 2.25},
            {"stem": "08_findings", "outcome": "timeout", "seconds": 9},
        ],
    } | changes
    write_record(run, record)
    return run, record


def write_findings(run, stem, *keys, **changes):
    findings = [
        {"key": key, "text": f"**{key}** grew", "numbers": {"n": 1}, "sources": []} | changes
        for key in keys
    ]
    (run / "findings" / f"{stem}.json").write_text(
        json.dumps({"notebook": stem, "title": "t", "findings": findings}), encoding="utf-8"
    )


def test_the_front_page_gives_findings_pages_files_and_record(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", "aksu", "tibet")
    write_run_index(run, record, PAGES)
    soup = read(run / "index.html")
    assert check_page(run / "index.html") == []
    assert [h.text for h in soup.main.find_all("h2")] == [
        "Key findings",
        "Pages",
        "How sure is this?",
        "Downloads",
        "How it was made",
        "Licence and citation",
    ]
    first, second = soup.find_all(class_="finding")
    assert (
        first.strong.text == "aksu"
        and first.find("a", class_=False)["href"] == "html/04_growth_rates.html#finding-aksu"
    )
    assert second.find("a", class_=False)["href"] == "html/04_growth_rates.html", (
        "an anchor that the page lacks is not linked"
    )
    assert {
        a["href"] for a in soup.find_all("a", download=True) if not a["href"].startswith("data:")
    } == {
        "tables/04_totals.csv",
        "figures/04_line.svg",
        "downloads/tables.zip",
        "downloads/figures.zip",
        "findings.json",
    }
    assert "08_findings (timeout)" in soup.find(class_="failed").text
    assert "no page was made" in soup.find(class_="listing").text
    for words in ("literal", "3.11", "What did we find?", "Cite as", "Licence", "press-reported"):
        assert words in soup.main.text


def test_the_findings_notebook_decides_what_is_key(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", "aksu", "tibet")
    write_findings(run, "08_findings", "aksu", notebook="04_growth_rates")
    write_run_index(run, record, PAGES)
    found = read(run / "index.html").find_all(class_="finding")
    assert [f.strong.text for f in found] == ["aksu"]
    assert found[0].find("a", class_=False)["href"] == "html/04_growth_rates.html#finding-aksu"


def test_findings_are_folded_together_and_counted(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", *(f"key_{i}" for i in range(11)))
    write_run_index(run, record, PAGES)
    rest = read(run / "index.html").find("details", class_="rest")
    assert rest.summary.text == "11 findings with numbers and sources"
    assert len(rest.find_all(class_="finding")) == 11
    assert check_page(run / "index.html") == []


def test_a_broken_file_of_findings_is_named_and_stops_nothing(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", "aksu")
    (run / "findings" / "05_growth_models.json").write_text('{"findings": [', encoding="utf-8")
    write_run_index(run, record, PAGES)
    found = read(run / "index.html").find_all(class_="finding")
    assert (
        "aksu grew" in found[0].text
        and "The findings of 05_growth_models cannot be read." in found[1].text
    )
    assert check_page(run / "index.html") == []


def test_a_failed_attempt_is_listed_under_its_own_folder(tmp_path):
    make_run(tmp_path, "baseline")
    make_run(tmp_path, "baseline.failed", run="baseline")
    write_runs_index(tmp_path)
    assert "baseline.failed" in read(tmp_path / "index.html").find("ul", class_="listing").text


def test_a_question_that_repeats_the_title_is_said_once(tmp_path):
    run, record = make_run(tmp_path)
    write_run_index(
        run, record, [{"stem": "04_growth_rates", "title": "4. How fast?", "question": "How fast?"}]
    )
    assert read(run / "index.html").find(class_="listing").text.count("How fast?") == 1


def test_an_empty_run_says_what_is_missing(tmp_path):
    run = tmp_path / "bare"
    run.mkdir()
    write_runs_index(tmp_path)
    write_run_index(run, {}, [])
    text = read(run / "index.html").main.text
    assert check_page(run / "index.html") == []
    for words in ("no findings", "no pages", "no tables and no figures"):
        assert words in text


def test_runs_are_listed_newest_first_and_hidden_folders_are_not(tmp_path):
    make_run(tmp_path, "older", "2026-01-01T00:00:00")
    make_run(
        tmp_path,
        "baseline",
        "2026-02-01T00:00:00",
        parameters={"reading": "conventional", "seed": 1},
    )
    run, record = make_run(tmp_path, "newer", "2026-03-01T00:00:00")
    make_run(tmp_path, ".staging", "2026-04-01T00:00:00")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "record.json").write_text("{", encoding="utf-8")
    (tmp_path / "no-record").mkdir()
    write_run_index(run, record, PAGES)
    write_runs_index(tmp_path)
    soup = read(tmp_path / "index.html")
    assert check_page(tmp_path / "index.html") == []
    items = soup.find("ul", class_="listing").find_all("li", recursive=False)
    assert [item.find(string=True, recursive=True).strip() or item.a.text for item in items][
        -1
    ] == "broken"
    assert [item.a.text for item in items if item.a] == ["newer"], (
        "only a run with a front page is a link"
    )
    assert (
        "08_findings timeout" in items[0].text and "not as usual: reading literal" in items[0].text
    )
    assert "cannot be read" in items[-1].text
    assert ".staging" not in soup.text and "no-record" not in soup.text


@pytest.mark.parametrize("is_there", [True, False])
def test_no_runs_says_so(tmp_path, is_there):
    outputs = tmp_path / "outputs"
    if is_there:
        outputs.mkdir()
    write_runs_index(outputs)
    assert "There are no runs yet" in read(outputs / "index.html").text
    assert check_page(outputs / "index.html") == []


def test_the_list_of_runs_leads_to_the_pages_of_sweeps(tmp_path):
    make_run(tmp_path)
    write_runs_index(tmp_path)
    assert read(tmp_path / "index.html").find(id="sweeps") is None
    (tmp_path / "sweep-readings").mkdir()
    (tmp_path / "sweep-readings" / "index.html").write_text("all", encoding="utf-8")
    write_runs_index(tmp_path)
    (link,) = read(tmp_path / "index.html").find(id="sweeps").find_next("ul").find_all("a")
    assert link["href"] == "sweep-readings/index.html" and "readings" in link.text


def test_the_picture_of_a_front_page_leads_to_files_of_its_own_run(tmp_path):
    run, record = make_run(tmp_path)
    cells = [
        nbformat.v4.new_markdown_cell("## How fast?"),
        shown(finding(key="aksu")),
        shown(figure(count=5000, csv="")),
    ]
    executed = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(executed, run / "notebooks" / "04_growth_rates.ipynb")
    write_findings(run, "04_growth_rates", "aksu")
    write_findings(run, "08_findings", "aksu", notebook="04_growth_rates")
    write_run_index(run, record, PAGES)
    links = [link["href"] for link in read(run / "index.html").select(".figure a[download]")]
    assert links[0] == "tables/totals_data.csv"


def test_findings_for_machines_are_all_of_them_with_how_they_fare(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", "aksu", "tibet")
    write_findings(run, "07_robustness", "robust_aksu", about="aksu")
    write_findings(
        run, "08_findings", "aksu", notebook="04_growth_rates", robustness="**robust_aksu** grew"
    )
    write_run_index(
        run,
        record,
        [
            {
                "stem": "04_growth_rates",
                "title": "t",
                "question": "q",
                "href": "04_growth_rates.html",
            }
        ],
    )
    kept = {
        each["key"]: each
        for each in json.loads((run / "findings.json").read_text(encoding="utf-8"))["findings"]
    }
    assert list(kept) == ["aksu", "tibet", "robust_aksu"]
    assert kept["aksu"]["is_key"] and not kept["tibet"]["is_key"]
    assert kept["aksu"]["robustness"] == "robust_aksu grew" and kept["tibet"]["robustness"] == ""
    assert "robust_aksu grew" in read(run / "index.html").find(id="finding-aksu").text


def test_the_front_page_answers_with_sentences_large_numbers_and_a_caution(tmp_path):
    run, record = make_run(tmp_path)
    amount = {"value": 3.424e9, "unit": "CNY"}
    bounds = {"low": 3.4235e9, "high": 3.4245e9, "unit": "CNY"}
    growth = {"low": 0.25, "high": 0.29, "unit": "share_per_year"}
    texts = {
        "aksu": ("Sales of **3.424 billion yuan**, as printed.", {"a": amount, "b": bounds}),
        "pace": ("It grew by **25 to 29 % a year**; who counted is not said.", {"g": growth}),
        "who": ("For **56 of 102 numbers** nobody is named.", {}),
    }
    answers = {"pace": "growth", "who": "counted"}
    findings = [
        {"key": key, "text": text, "numbers": numbers, "sources": [], "answers": answers.get(key)}
        for key, (text, numbers) in texts.items()
    ]
    document = {"notebook": "04_growth_rates", "title": "t", "findings": findings}
    (run / "findings" / "04_growth_rates.json").write_text(json.dumps(document), encoding="utf-8")
    write_run_index(run, record, PAGES)
    soup = read(run / "index.html")
    assert [p.text for p in soup.find_all(class_="lead")] == [
        "It grew by 25 to 29\N{NO-BREAK SPACE}% a year."
    ]
    large = soup.find(class_="large").find_all("li")
    assert [li.b.text for li in large] == ["25 to 29 % a year", "56 of 102 numbers"]
    assert [li.find(class_="topic").text for li in large] == [TOPICS["growth"], TOPICS["counted"]]
    assert large[0].find("span", class_=False) is None, "the number is a range itself"
    assert large[1].a["href"] == "#finding-who"
    caution = soup.find(class_="caution")
    assert "no cause can be read" in caution.text
    assert caution.find_previous_sibling("p") == soup.find(class_="lead"), "it is the second one"
    assert "Run baseline" in soup.footer.text and "baseline" not in soup.header.text
    assert check_page(run / "index.html") == []


def test_a_run_without_numbers_in_bold_has_no_large_numbers(tmp_path):
    run, record = make_run(tmp_path)
    write_findings(run, "04_growth_rates", "aksu", text="Nothing bold.", numbers={"n": 1})
    write_run_index(run, record, PAGES)
    soup = read(run / "index.html")
    assert soup.find(class_="large") is None and soup.find(class_="lead") is None


def test_the_list_of_runs_says_what_each_good_one_found(tmp_path):
    ended = {"notebooks": [{"stem": "04_growth_rates", "outcome": "ok", "seconds": 2.25}]}
    run, record = make_run(tmp_path, **ended)
    grew = {"growth": {"low": 0.1, "high": 0.2, "unit": "share_per_year"}}
    write_findings(run, "04_growth_rates", "aksu", numbers=grew)
    write_run_index(run, record, PAGES[:1])
    write_record(run, record)
    make_run(tmp_path, name="other", **ended)
    write_runs_index(tmp_path)
    first, second = sorted(read(tmp_path / "index.html").select(".listing li"), key=str)
    assert first.get_text().startswith("baseline") and first.find("p").text == "aksu grew."
    assert second.find("p") is None, "the other has no findings file"


@pytest.mark.parametrize(("last_year", "is_said"), [(2024, True), (2030, False)])
def test_the_front_page_says_what_is_newer_than_the_run_only_where_something_is(
    tmp_path, data_dir, last_year, is_said
):
    run, record = make_run(tmp_path, parameters={"last_year": last_year})
    write_run_index(run, record, PAGES, data_dir)
    soup = read(run / "index.html")
    ends = read_table(data_dir, "benchmark_observations")[
        "period_end"
    ].dt.year  # no article is as late
    said = f"This run stops at {last_year}; {(ends > last_year).sum()} newer numbers, up to 2025"
    assert (said in soup.main.get_text()) == is_said == ("This run stops" in soup.main.get_text())


def test_a_sentence_that_opens_the_front_page_is_not_said_again_under_its_large_number(tmp_path):
    run, record = make_run(tmp_path)
    growth = {"value": 0.45, "unit": "share_per_year"}
    one = {"key": "pace", "text": "Sales grew by **45 % a year**.", "numbers": {"g": growth}}
    document = {"findings": [one | {"sources": [], "answers": "growth"}]}
    document |= {"notebook": "04_growth_rates", "title": "t"}
    (run / "findings" / "04_growth_rates.json").write_text(json.dumps(document), encoding="utf-8")
    write_run_index(run, record, PAGES)
    soup = read(run / "index.html")
    assert soup.find(class_="lead").text.startswith("Sales grew by 45")
    assert "Sales grew" not in soup.find(class_="large").text
