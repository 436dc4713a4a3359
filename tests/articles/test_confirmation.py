"""What a person decided on the review page goes into the data, whole or not at all."""

import pytest
from invented import DATA
from person import confirm, decide, hash_folder, read_csv, write_decisions

from helpers.articles.confirmation import apply_decisions
from helpers.data.checks import check_data


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
