"""Corpora that are odd or broken: one clear message, or pages that say what cannot be said."""

import csv
import re
import shutil

import pytest
from bs4 import BeautifulSoup

from helpers.data.checks import check_data
from helpers.data.selection import check_selection
from helpers.paths import project_root
from helpers.publishing.checks import check_page
from helpers.publishing.publisher import PUBLISHER
from helpers.running.inputs import Project
from helpers.running.report import run_report

EXAMPLE = project_root() / "data" / "examples" / "senegal"
SPAN = {"places": [], "first_year": 2010, "last_year": 2024, "base_year": 2020}


@pytest.fixture
def corpus(tmp_path):
    """A copy of an example's data folder."""
    shutil.copytree(EXAMPLE, tmp_path / "corpus")
    return tmp_path / "corpus"


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def change(corpus, name, edit):
    """Change the rows of a table, the header first, by a function."""
    path = corpus / name
    write_rows(path, edit(read_rows(path)))


def only(faults):
    assert len(faults) == 1, [str(f) for f in faults]
    return str(faults[0])


def test_a_second_country_without_a_parent_is_named_with_the_first(corpus):
    row = ["gambia", "Gambia", "", "Gambie", "country", "", "", ""]
    change(corpus, "reference/entities.csv", lambda rows: [*rows, row])
    words = only(check_data(corpus))
    assert "'gambia' is a second country without a parent, beside 'senegal'" in words


def test_an_entity_that_is_its_own_ancestor_is_named_with_the_circle(corpus):
    def turn(rows):
        place = rows[0].index("parent_id")
        return [[*r[:place], "ndiare", *r[place + 1 :]] if r[0] == "ndiare" else r for r in rows]

    change(corpus, "reference/entities.csv", turn)
    words = only(check_data(corpus))
    assert "the parents of 'ndiare' go round in a circle: ndiare" in words


def test_a_circle_of_places_is_told_once_not_for_each_place_in_it(corpus):
    def turn(rows):
        place = rows[0].index("parent_id")
        nation = next(r for r in rows if r[0] == "senegal")
        inner = next(r for r in rows[1:] if r[place] == "senegal")
        nation[place] = inner[0]
        return rows

    change(corpus, "reference/entities.csv", turn)
    assert "the parents of 'senegal' go round in a circle: senegal > " in only(check_data(corpus))


def test_money_that_is_none_is_named_where_rates_are_quoted(corpus):
    def swap(rows):
        return [[cell if cell != "EUR" else "XXQ" for cell in row] for row in rows]

    change(corpus, "reference/exchange_rates.csv", swap)
    words = [str(f) for f in check_data(corpus)]
    assert any("'XXQ' is no money in use; allowed: a code of ISO 4217" in w for w in words), words


def test_a_unit_of_no_money_is_named_with_its_line(corpus):
    def swap(rows):
        rows[1][rows[0].index("unit")] = "ZZZ"
        return rows

    change(corpus, "press/observations.csv", swap)
    words = only(check_data(corpus))
    assert words.startswith("press/observations.csv, line 2, column unit: 'ZZZ' is not allowed")


def test_an_amount_in_a_year_without_a_rate_is_named_with_its_line(corpus):
    change(corpus, "reference/exchange_rates.csv", lambda rows: [r for r in rows if r[0] != "2023"])
    words = only(check_data(corpus))
    assert "no rate of EUR for 2023, the year of an amount on line 2 of press/obs" in words
    assert "add a row in XOF" in words


def test_a_currency_without_a_rate_is_refused_with_its_years_and_what_is_possible():
    words = only(check_selection(EXAMPLE, **SPAN, currency="KES"))
    assert "currency = KES: no rate between XOF and KES for 2018, 2019" in words
    assert "allowed: XOF, EUR, or add the rates to exchange_rates" in words
    assert check_selection(EXAMPLE, **SPAN, currency="EUR") == []


def test_prices_that_are_not_there_refuse_constant_prices_only(corpus):
    change(corpus, "reference/prices.csv", lambda rows: rows[:1])
    assert check_data(corpus) == [] and check_selection(corpus, **SPAN) == []
    words = only(check_selection(corpus, **SPAN, prices="constant"))
    assert "no price level of XOF; allowed: prices = current" in words


def test_one_broken_row_among_thousands_is_the_one_that_is_named(corpus):
    def multiply(rows):
        made = [rows[0]]
        for number in range(10_000):
            row = list(rows[1 + number % (len(rows) - 1)])
            row[0] = re.sub(r"-\d+$", f"-{number + 100}", row[0])
            made.append(row)
        made[6_666][rows[0].index("value")] = "manny"
        return made

    change(corpus, "press/claims.csv", lambda rows: rows[:1])
    change(corpus, "press/observations.csv", multiply)
    assert only(check_data(corpus)).startswith(
        "press/observations.csv, line 6667, column value: 'manny'"
    )


# "1 numbers", "Of 1 numbers": a form of words that does not fit its count.
MISFIT = re.compile(
    r"(?<![\d.,])1 (?:number|pair|claim|verdict|relation|kind|row|panel|thing|place|publisher"
    r"|statistic|conclusion|forecast|cut|finding|article|point|plan|other)s\b"
)


def find_misfits(run):
    """Return counts on the pages of a run whose words do not fit them."""
    found = []
    for page in sorted(run.rglob("*.html")):
        tree = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for part in tree.select("script, style, details.code, details.parameters, .evidence, svg"):
            part.decompose()
        words = " ".join(tree.get_text(" ").split())
        found += [(page.name, words[m.start() - 40 : m.end() + 40]) for m in MISFIT.finditer(words)]
    return found


def test_the_words_of_both_examples_fit_their_counts(example_runs):
    assert {name: find_misfits(run) for name, run in example_runs.items()} == {
        name: [] for name in example_runs
    }


def test_a_corpus_of_one_number_makes_pages_that_say_what_cannot_be_said(corpus):
    """No nation's series, no rates, no prices, no claim: one print alone."""
    change(corpus, "press/observations.csv", lambda rows: rows[:2])
    for name in ("observations", "series", "sources"):
        change(corpus, f"benchmarks/{name}.csv", lambda rows: rows[:1])
    for name in ("reference/prices.csv", "reference/exchange_rates.csv", "press/claims.csv"):
        change(corpus, name, lambda rows: rows[:1])
    assert [str(f) for f in check_data(corpus)] == []
    outputs = corpus.parent / "outputs"
    project = Project.at(project_root(), outputs=outputs, publisher=PUBLISHER)
    record = run_report({"data_dir": str(corpus)}, name="one", project=project)
    assert record.outcome == "ok", [(n.stem, n.outcome, n.error) for n in record.notebooks]
    for page in sorted((outputs / "one").rglob("*.html")):
        assert check_page(page) == [], page.name
    page = BeautifulSoup((outputs / "one/html/04_growth_rates.html").read_text(), "html.parser")
    said = page.find("main").get_text(" ")
    assert "Not asked here, as these data have nothing on it" in said
    assert "Nothing is reported" not in said
    assert find_misfits(outputs / "one") == []
