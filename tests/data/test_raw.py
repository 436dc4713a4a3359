"""Rows of text keep the lines that they end on, and paragraphs their order."""

from packages import field, write_package

from helpers.data.contract import read_contract
from helpers.data.raw import read_paragraphs, read_rows


def test_a_row_is_told_by_the_line_on_which_it_ends_in_the_file(tmp_path):
    text = 'a,b\n"one\ntwo",x\nthree,y\n'
    schema = {"fields": [field(), field("b")]}
    package = read_contract(write_package(tmp_path, {"shops": (schema, text)}))
    path, rows = read_rows(tmp_path, package, "shops")
    assert path == "shops.csv"
    assert rows == [(3, {"a": "one\ntwo", "b": "x"}), (4, {"a": "three", "b": "y"})]


def test_whatever_stands_for_no_value_is_read_as_the_empty_text(tmp_path):
    schema = {"fields": [field(missingValues=["", "n/a"]), field("b"), field("c")]}
    schema["missingValues"] = ["", "-"]
    package = read_contract(write_package(tmp_path, {"shops": (schema, "a,b,c\nn/a,-,n/a\n")}))
    ((_, row),) = read_rows(tmp_path, package, "shops")[1]
    assert row == {"a": "", "b": "", "c": "n/a"}


def test_a_table_that_no_contract_knows_has_no_rows(tmp_path):
    assert read_rows(tmp_path, {"resources": []}, "shops") == ("shops", [])


def test_paragraphs_are_the_lines_of_an_article_that_are_not_empty(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("头条\n\n  \n去年\u2028销售额\n", encoding="utf-8")
    assert read_paragraphs(path) == ["头条", "去年\u2028销售额"]
