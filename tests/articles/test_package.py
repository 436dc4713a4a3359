"""From text to confirmed data: read, decide, check; nothing half written."""

import shutil

import pytest
from invented import DATA, PUBLISHED, TEXTS, read_drafts
from person import confirm, hash_folder, read_csv, write_decisions

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.data.articles import check_articles
from helpers.data.checks import check_data
from helpers.data.contract import check_package


def test_articles_in_three_languages_pass_the_check_once_a_person_has_confirmed_them(
    folder, tmp_path
):
    counts = confirm(folder, tmp_path)
    assert counts["accepted"] > 20 and counts["undecided"] == counts["to decide"] == 0
    assert [str(f) for f in check_data(folder)] == []
    assert [str(f) for f in check_articles(folder, TEXTS)] == []
    sources = {row["source_id"]: row["language"] for row in read_csv(folder / "press/sources.csv")}
    assert sources == {"piment-2021": "fr", "goji-2021": "en", "tea-2023": "zh"}


def test_no_draft_passes_the_check_before_a_person_has_confirmed_it(folder):
    faults = check_package(folder)
    path = folder / "press" / "observations.csv"
    unconfirmed = {f.row for f in faults if f.file.endswith("observations.csv")}
    assert len(unconfirmed) == len(read_csv(path))


def judge(folder):
    """Return the cells that frictionless finds at fault: file, line and column."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.errors == []
    return {
        (task.place, error.row_number, error.field_name)
        for task in report.tasks
        for error in task.errors
    }


def test_frictionless_judges_drafts_and_what_a_person_has_confirmed_as_our_check_does(
    folder, tmp_path
):
    drafts = {(fault.file, fault.row, fault.column) for fault in check_package(folder)}
    assert judge(folder) == drafts and len(drafts) > 20
    confirm(folder, tmp_path)
    assert judge(folder) == set()


def test_what_the_check_misses_is_what_is_listed_as_to_decide(folder):
    listed = {
        (row["file"], row["key"], row["column"])
        for row in read_csv(folder / "drafts" / "to_decide.csv")
    }
    keys = {
        "press/sources.csv": "source_id", "press/observations.csv": "observation_id",
        "reference/entities.csv": "entity_id", "reference/indicators.csv": "indicator_id",
    }  # fmt: skip
    for fault in check_package(folder):
        row = read_csv(folder / fault.file)[fault.row - 2]
        assert (fault.file, row[keys[fault.file]], fault.column) in listed, str(fault)


def test_a_folder_with_other_data_is_refused_and_left_as_it_is(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    copied = tmp_path / "copied"
    shutil.copytree(DATA, copied)
    for folder in (other, copied):
        before = hash_folder(folder)
        with pytest.raises(ValueError, match="holds other data"):
            package.write_package(read_drafts("goji-2021"), DATA, folder)
        assert hash_folder(folder) == before


def test_an_article_that_is_there_already_is_refused(folder):
    before = hash_folder(folder)
    with pytest.raises(ValueError, match="goji-2021 already"):
        package.write_package(read_drafts("goji-2021"), DATA, folder)
    assert hash_folder(folder) == before


def test_a_write_that_fails_leaves_no_trace(tmp_path, folder, monkeypatch):
    before, fresh = hash_folder(folder), tmp_path / "fresh"
    monkeypatch.setattr(package, "write_csv", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        package.write_package(read_drafts("goji-2021"), DATA, fresh)
    lines = [("sources", "goji-2021", "title", "x")]
    with pytest.raises(ZeroDivisionError):
        apply_decisions(write_decisions(tmp_path / "d.csv", lines), folder, DATA)
    assert hash_folder(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d.csv", "my-data"]


def test_a_new_folder_holds_only_the_articles_and_the_reference_tables(folder):
    assert {r["source_id"] for r in read_csv(folder / "press/sources.csv")} == set(PUBLISHED)
    for name in ("press/events.csv", "corrections.csv", "coding/first_pass.csv"):
        assert read_csv(folder / name) == []
    assert len(read_csv(folder / "benchmarks/observations.csv")) == len(
        read_csv(DATA / "benchmarks/observations.csv")
    )


def test_what_an_article_names_is_not_drafted_anew_by_the_next_and_pages_do_not_grow(tmp_path):
    # thingamajigs are counted by no indicator of the tables
    text = "The valley of {} repaired 1,250 thingamajigs in 2023.\n"
    articles = []
    for number, valley in enumerate(("Abo", "Bebu", "Cici", "Dodo")):
        path = tmp_path / f"paper-{number}.txt"
        path.write_text(text.format(valley), encoding="utf-8")
        articles.append(read_article(path, "en"))
    sheets = list(package.read_articles(articles, DATA, read_published("2024-02-01")))
    used = [sheet.rows["observations"][0]["indicator_id"] for sheet in sheets]
    assert len(set(used)) == 1 and [len(s.rows["indicators"]) for s in sheets] == [1, 0, 0, 0]
    package.write_package(sheets, DATA, tmp_path / "out")
    sizes = [p.stat().st_size for p in sorted((tmp_path / "out" / "drafts").glob("*.html"))]
    assert len(sizes) == 4 and sizes[3] <= sizes[1] <= sizes[0]  # the first has the form of it
