"""Every kind of broken table gets its message: file, line, column, value, what is allowed."""

import json

import pytest
from edited import OBSERVATIONS, edit, only
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import cli
from helpers.data.contract import check_package


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        (
            ",aksu_city,online_retail_sales,2014",
            ",aksu_ctiy,online_retail_sales,2014",
            "entity_id",
            (
                "'aksu_ctiy' is not known (did you mean 'aksu_city'?); allowed: an entity_id of"
                " reference/entities.csv"
            ),
        ),
        (",160,,tonnes,", ",many,,tonnes,", "value", "'many' is not allowed; allowed: a number"),
        (
            ",160,,tonnes,",
            ",1e400,,tonnes,",
            "value",
            (
                "'1e400' is not allowed; allowed: a number with a point as decimal mark, of at most"
                " 1.8e308"
            ),
        ),
        (
            "china-org-2020-p06-2,china-org-2020,6",
            "china-org-2020-p06-2,china-orgs-2020,6",
            "source_id",
            "allowed: a source_id of press/sources.csv",
        ),
        (",160,,tonnes,", ",160,,tonnnes,", "unit", "(did you mean 'tonnes'?)"),
        (
            (
                "2018-01-01,2020-01-21,cumulative,inferred,reported,not stated (the article's own"
                " words),Live-streams"
            ),
            (
                "2020-01-21,2018-01-01,cumulative,inferred,reported,not stated (the article's own"
                " words),Live-streams"
            ),
            "period_end",
            "2018-01-01 comes before period_start 2020-01-21",
        ),
        (
            "2018-01-01,2020-01-21,cumulative",
            "2018-02-30,2020-01-21,cumulative",
            "period_start",
            "'2018-02-30' is not allowed; allowed: a day that exists",
        ),
        (
            "2018-01-01,2020-01-21,cumulative",
            "01/01/2018,2020-01-21,cumulative",
            "period_start",
            "allowed: a date as YYYY-MM-DD",
        ),
        (
            ",quelques minutes,2,9,",
            ",quelques minutes,9,2,",
            "value_high",
            "value_high 2 comes before value 9",
        ),
        (
            "china-org-2020-p06-2,china-org-2020,6,160",
            "china-org-2020-p06-2,china-org-2020,,160",
            "paragraph",
            "is empty; a value is required",
        ),
        (
            "china-org-2020-p06-2,china-org-2020,6,160 tonnes",
            f"china-org-2020-p06-2,china-org-2020,6,{'x' * 61}",
            "as_printed",
            "allowed: 60, never a sentence",
        ),
    ],
)
def test_a_bad_cell_is_named_with_what_is_allowed(copied_data, old, new, column, words):
    edit(copied_data, OBSERVATIONS, old, new)
    fault = only(check_package(copied_data))
    assert (fault.file, fault.column) == (OBSERVATIONS, column)
    assert fault.row is not None and words in str(fault)


def test_a_fault_names_the_line_that_an_editor_shows(copied_data):
    edit(copied_data, OBSERVATIONS, ",160,,tonnes,", ",many,,tonnes,")
    row = only(check_package(copied_data)).row
    line = (copied_data / OBSERVATIONS).read_text(encoding="utf-8").split("\n")[row - 1]
    assert "many" in line


def test_all_faults_are_reported_at_once(copied_data):
    edit(copied_data, OBSERVATIONS, ",160,,tonnes,", ",many,,tonnes,")
    edit(
        copied_data,
        OBSERVATIONS,
        "aksu_city,online_retail_sales,2014",
        "aksu_ctiy,online_retail_sales,2014",
    )
    edit(copied_data, "reference/exchange_rates.csv", "2014,EUR,8.1857,CNY", "2014,pounds,0,CNY")
    faults = check_package(copied_data)
    assert [(f.file, f.column) for f in faults] == [
        (OBSERVATIONS, "value"),
        (OBSERVATIONS, "entity_id"),
        ("reference/exchange_rates.csv", "currency"),
        ("reference/exchange_rates.csv", "rate"),
    ]


def test_a_key_used_twice_names_both_lines(copied_data):
    edit(copied_data, OBSERVATIONS, "china-org-2020-p06-2,", "china-org-2020-p06-1,")
    fault = only(check_package(copied_data))
    assert "'china-org-2020-p06-1' stands already on line 2" in str(fault) and fault.row == 3


def test_a_missing_file_is_one_fault_and_not_many(copied_data):
    (copied_data / "reference" / "entities.csv").unlink()
    assert "the file is missing" in str(only(check_package(copied_data)))


def test_an_empty_file_is_named(copied_data):
    (copied_data / OBSERVATIONS).write_text("")
    assert "the file is empty" in str(check_package(copied_data)[0])


def test_broken_encoding_names_line_and_byte(copied_data):
    path = copied_data / OBSERVATIONS
    lines = path.read_bytes().split(b"\n")
    lines[4] = lines[4] + b"\xff\xfe"
    path.write_bytes(b"\n".join(lines))
    assert "line 5: byte 0xff is not UTF-8" in str(check_package(copied_data)[0])


def test_a_merge_conflict_names_its_lines(copied_data):
    path = copied_data / OBSERVATIONS
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text(
        "\n".join(
            [lines[0], "<<<<<<< ours", lines[1], "=======", lines[2], ">>>>>>> theirs", *lines[3:]]
        ),
        encoding="utf-8",
    )
    faults = [f for f in check_package(copied_data) if f.file == OBSERVATIONS]
    assert [f.row for f in faults] == [2, 4, 6]
    assert all("merge conflict" in str(f) for f in faults)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            "source_id,paragraf,as_printed,reason",
            "missing: paragraph; not known: paragraf (did you mean 'paragraph'?)",
        ),
        ("paragraph,source_id,as_printed,reason", "another order"),
    ],
)
def test_a_wrong_header_is_named_with_the_agreed_one(copied_data, header, words):
    edit(copied_data, "press/left_out.csv", "source_id,paragraph,as_printed,reason", header)
    fault = only(check_package(copied_data))
    assert fault.row == 1 and words in str(fault)


def test_a_row_with_too_many_cells_is_named(copied_data):
    edit(copied_data, "press/left_out.csv", "date of publication\n", "date of publication,more\n")
    assert "line 2: has 5 cells; allowed: 4" in str(only(check_package(copied_data)))


def test_an_open_quote_is_a_fault_and_no_exception(copied_data):
    path = copied_data / "press" / "left_out.csv"
    path.write_text(path.read_text(encoding="utf-8") + 'rci-2021,1,"open,why\n', encoding="utf-8")
    assert "cannot be read as CSV" in str(check_package(copied_data)[-1])


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"resources": [{"name": "x"}]}', '{"resources": 3}']
)
def test_a_broken_contract_is_one_clear_fault(copied_data, text):
    (copied_data / "datapackage.json").write_text(text)
    assert "datapackage.json" in str(only(check_package(copied_data)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"type": "integr"},
            (
                "column 'paragraph' of 'observations' has the type 'integr' (did you mean"
                " 'integer'?); allowed: date, integer, number, string, year"
            ),
        ),
        ({"type": 5}, "column 'paragraph' of 'observations' has the type 5; allowed: date"),
        (
            {"constraints": {"minimum": "one"}},
            "minimum 'one' of column 'paragraph' of 'observations' is no integer",
        ),
        (
            {"constraints": {"pattern": "["}},
            "pattern '[' of column 'paragraph' of 'observations' cannot be read",
        ),
        ({"constraints": {"enum": 3}}, "enum 3 of column 'paragraph' of 'observations' is no list"),
        ({"constraints": []}, "constraints of column 'paragraph' of 'observations' are no mapping"),
    ],
)
def test_a_contract_that_asks_for_what_does_not_exist_is_one_clear_fault(
    copied_data, capsys, change, words
):
    package = json.loads((copied_data / "datapackage.json").read_text(encoding="utf-8"))
    field = next(
        f
        for r in package["resources"]
        if r["name"] == "observations"
        for f in r["schema"]["fields"]
        if f["name"] == "paragraph"
    )
    field.update(change)
    (copied_data / "datapackage.json").write_text(json.dumps(package))
    assert words in str(only(check_package(copied_data)))
    assert cli.main(["check", str(copied_data)]) == 2
    errors = capsys.readouterr().out
    assert words in errors and "Traceback" not in errors


def test_a_contract_cannot_name_files_outside_its_folder(copied_data):
    package = json.loads((copied_data / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][0]["path"] = "../secret.csv"
    (copied_data / "datapackage.json").write_text(json.dumps(package))
    assert "leaves the data folder" in str(only(check_package(copied_data)))


def test_a_missing_folder_is_named(tmp_path):
    assert "does not exist" in str(only(check_package(tmp_path / "nowhere")))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_whatever_make_the_check_fail_otherwise_than_in_words(copied_data, raw):
    (copied_data / "press" / "left_out.csv").write_bytes(raw)
    assert all(str(f) for f in check_package(copied_data))
