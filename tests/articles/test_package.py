"""From text to confirmed data: read, decide, check; nothing half written."""

import hashlib
import shutil

import pytest
from invented import DATA, PUBLISHED, TEXTS, read_drafts
from person import decide, read_csv, write_decisions

from helpers.articles import package
from helpers.articles.confirmation import apply_decisions
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.data.articles import check_articles
from helpers.data.checks import check_data
from helpers.data.contract import check_package


def hash_folder(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def confirm(folder, tmp_path, **options):
    path = write_decisions(tmp_path / "decisions.csv", decide(folder, **options))
    return apply_decisions(path, folder, DATA)


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


def test_what_is_rejected_goes_to_what_is_left_out_with_its_claims(folder, tmp_path):
    drafts = read_csv(folder / "press" / "observations.csv")
    claims = read_csv(folder / "press" / "claims.csv")
    used = {claim["result_id"] for claim in claims}
    gone = next(row for row in drafts if row["observation_id"] in used)
    confirm(folder, tmp_path, doubtful=[gone["observation_id"]])
    left = {(r["source_id"], r["as_printed"]) for r in read_csv(folder / "press/left_out.csv")}
    assert (gone["source_id"], gone["as_printed"]) in left
    now = read_csv(folder / "press" / "claims.csv")
    assert gone["observation_id"] not in {claim["result_id"] for claim in now}


def test_a_changed_cell_and_a_split_row_are_taken_over(folder, tmp_path):
    lines = decide(folder)
    key = next(k for _, k, column, value in lines if value == "accept")
    row = next(r for r in read_csv(folder / "press/observations.csv") if r["observation_id"] == key)
    begin = key.rpartition("-")[0]
    second = row | {"observation_id": f"{begin}-99", "gloss": "The same words again", "note": ""}
    new = second.pop("observation_id")
    lines += [("observations", key, "entity_id", "tibet")]
    lines += [("observations", new, column, cell) for column, cell in second.items() if cell]
    lines += [("observations", new, "decision", "accept")]
    apply_decisions(write_decisions(tmp_path / "d.csv", lines), folder, DATA)
    rows = {r["observation_id"]: r for r in read_csv(folder / "press/observations.csv")}
    assert rows[key]["entity_id"] == "tibet" and rows[key]["note"] == ""
    assert rows[new]["gloss"] == "The same words again"
    assert [str(f) for f in check_data(folder)] == []


def test_undecided_drafts_stay_drafts(folder, tmp_path):
    before = read_csv(folder / "press" / "observations.csv")
    key = before[0]["observation_id"]
    lines = [("observations", key, "gloss", "Growers"), ("observations", key, "decision", "accept")]
    counts = apply_decisions(write_decisions(tmp_path / "d.csv", lines), folder, DATA)
    assert counts["undecided"] == len(before) - 1
    after = {r["observation_id"]: r for r in read_csv(folder / "press/observations.csv")}
    assert after[key]["gloss"] == "Growers"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("observation", "x", "gloss", "y")], "did you mean 'observations'?"),
        ([("observations", "piment-2021-p01-1", "glos", "y")], "did you mean 'gloss'?"),
        ([("observations", "piment-2021-p01-1", "decision", "yes")], "allowed: accept, reject"),
        ([("observations", "piment-2021-p09-1", "decision", "accept")], "piment-2021-p09-1"),
        ([("sources", "piment", "title", "x")], "did you mean 'piment-2021'?"),
    ],
)
def test_decisions_that_name_what_is_not_there_change_nothing(folder, tmp_path, lines, words):
    before = hash_folder(folder)
    with pytest.raises(ValueError) as refused:
        apply_decisions(write_decisions(tmp_path / "d.csv", lines), folder, DATA)
    assert words in str(refused.value)
    assert hash_folder(folder) == before


def test_a_file_that_holds_no_decisions_is_refused(folder, tmp_path):
    before = hash_folder(folder)
    for content in (b"", b"a,b\n1,2\n", b"\xff\xfe", b'table,key,column,value\n"a'):
        (tmp_path / "d.csv").write_bytes(content)
        with pytest.raises(ValueError, match="d.csv"):
            apply_decisions(tmp_path / "d.csv", folder, DATA)
    assert hash_folder(folder) == before


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


def test_a_person_may_name_a_place_and_an_indicator_that_no_table_has(folder, tmp_path):
    lines = decide(folder)
    key = next(k for _, k, column, value in lines if value == "accept")
    row = next(r for r in read_csv(folder / "press/observations.csv") if r["observation_id"] == key)
    lines += [("observations", key, "entity_id", "blue_hill")]
    lines += [("observations", key, "indicator_id", "pots_sold")]
    lines += [("entities", "blue_hill", "name_en", "Blue Hill")]
    lines += [("entities", "blue_hill", "type", "village")]
    new = {"name": "Pots sold", "definition": "Pots", "unit": row["unit"], "kind": "flow"}
    lines += [("indicators", "pots_sold", column, cell) for column, cell in new.items()]
    apply_decisions(write_decisions(tmp_path / "d.csv", lines), folder, DATA)
    assert [str(f) for f in check_data(folder)] == []
    added = [r for r in read_csv(folder / "reference/indicators.csv") if r["name"] == "Pots sold"]
    assert [r["family"] for r in added] == ["pots_sold"]


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
