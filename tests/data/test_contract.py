"""Every kind of broken table gets its message: file, line, column, value, what is allowed."""

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import cli
from helpers.data.checks import check_data
from helpers.data.contract import check_package

OBSERVATIONS = "press/observations.csv"


def edit(data_dir, name, old, new, count=1):
    path = data_dir / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {name}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def only(faults):
    assert len(faults) == 1, [str(f) for f in faults]
    return faults[0]


def test_the_committed_data_has_no_fault(data_dir):
    assert [str(f) for f in check_data(data_dir)] == []


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


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (
            "entity_id,set,atlantis,r,e,china",
            "entity_id",
            "'atlantis' is not known; allowed: an entity_id of reference/entities.csv",
        ),
        ("paragraph,set,six,r,e,6", "paragraph", "'six' is not allowed; allowed: a whole number"),
        (
            "period_start,set,2021-01-01,r,e,2018-01-01",
            "period_end",
            "comes before period_start 2021-01-01",
        ),
        ("as_printed,set,many tonnes,r,e,160 tonnes", "as_printed", "many tonnes"),
        ("unit,set,persons,r,e,tonnes", "unit", "'persons' is not the unit of"),
        ("source_id,set,,r,e,china-org-2020", "source_id", "is empty; a value is required"),
    ],
)
def test_a_correction_is_held_to_the_contract_of_the_table_that_it_corrects(
    copied_data, cells, column, words
):
    row = next(
        r
        for r in csv.DictReader(
            (copied_data / OBSERVATIONS).read_text(encoding="utf-8").splitlines()
        )
        if r["observation_id"] == "china-org-2020-p06-2"
    )
    name = cells.split(",")[0]
    cells = ",".join([*cells.split(",")[:-1], row[name]])
    path = copied_data / "corrections.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + f"c1,china-org-2020-p06-2,{cells}\n", encoding="utf-8"
    )
    fault = only(check_data(copied_data))
    assert (fault.file, fault.row, fault.column) == (
        "corrections.csv",
        2,
        column,
    ) and words in fault.message


def test_a_correction_that_keeps_the_contract_is_no_fault(copied_data):
    path = copied_data / "corrections.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "c1,china-org-2020-p06-2,as_printed,set,165 tonnes,r,e,160 tonnes\n",
        encoding="utf-8",
    )
    assert check_data(copied_data) == []


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


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",34.24亿元,3424000000,", ",34.24亿元,342400000,", "value"),
        (",2000,,persons,more_than,aksu_city,", ",2000,,persons,stated,aksu_city,", "wording"),
        (",五六名,5,6,", ",五六名,5,7,", "value_high"),
    ],
)
def test_a_value_or_wording_that_does_not_follow_from_the_print_is_a_fault(
    copied_data, old, new, column
):
    edit(copied_data, OBSERVATIONS, old, new)
    fault = only(check_data(copied_data))
    assert fault.column == column and "does not follow from" in str(fault)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("p06-2,china-org-2020,6,", "p06-2,china-org-2020,7,"),
        ("p06-2,china-org-2020,6,", "p06-2,rci-2021,6,"),
    ],
)
def test_an_id_that_names_another_article_or_paragraph_is_a_fault(copied_data, old, new):
    edit(copied_data, OBSERVATIONS, old, new)
    fault = only(check_data(copied_data))
    assert (
        fault.column == "observation_id"
        and "'china-org-2020-p06-2' is not of article and paragraph of its row" in str(fault)
    )


def test_a_unit_that_is_not_its_indicators_is_a_fault(copied_data):
    edit(copied_data, OBSERVATIONS, ",160,,tonnes,", ",160,,items,")
    assert "is not the unit of 'stream_tonnes'" in str(only(check_data(copied_data)))


def test_parents_that_go_round_in_a_circle_are_a_fault(copied_data):
    edit(
        copied_data,
        "reference/entities.csv",
        "yunnan,Yunnan,云南,Yunnan,region,china",
        "yunnan,Yunnan,云南,Yunnan,region,yongsheng_county",
    )
    assert any("go round in a circle" in str(f) for f in check_data(copied_data))


def test_only_a_rate_of_change_may_be_below_nought(copied_data):
    edit(copied_data, OBSERVATIONS, ",160,,tonnes,", ",-160,,tonnes,")
    fault = only(check_data(copied_data))
    assert fault.column == "value" and "-160 is not allowed; allowed: 0 or more" in str(fault)


def test_a_fall_is_coded_below_nought_and_a_rise_of_its_size_is_a_fault(copied_data):
    path = copied_data / "benchmarks" / "observations.csv"
    old = ",+33.3%,en,0.333,,share_per_year,"
    edit(
        copied_data, "benchmarks/observations.csv", old, ",fell by 33.3%,en,0.333,,share_per_year,"
    )
    fault = only(check_data(copied_data))
    assert fault.column == "value" and "which reads -0.333" in str(fault)
    path.write_text(path.read_text(encoding="utf-8").replace("33.3%,en,0.333", "33.3%,en,-0.333"))
    assert check_data(copied_data) == []


def test_a_unit_that_the_print_does_not_name_is_a_fault_that_names_both(copied_data):
    edit(copied_data, OBSERVATIONS, ",34.24亿元,3424000000,,CNY,", ",34.24亿元,3424000000,,USD,")
    fault = only(check_data(copied_data))
    assert fault.column == "unit" and "prints yuan, not 'USD'" in str(fault)


def test_a_count_of_whole_things_is_whole(copied_data):
    edit(copied_data, OBSERVATIONS, ",15 personnels,15,", ",1.5 personnels,1.5,")
    assert "1.5 is not a whole number of persons" in str(only(check_data(copied_data)))
