"""Every row follows from its print, and fits its indicator, its place and its corrections."""

import csv

import pytest
from edited import OBSERVATIONS, edit, only

from helpers.data.checks import check_data


def test_the_committed_data_has_no_fault(data_dir):
    assert [str(f) for f in check_data(data_dir)] == []


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
