"""Cells are read as the types of a contract and held to its constraints."""

import pytest
from edited import only
from packages import check, field

KEPT = [
    ("enum of numbers", field(kind="number", constraints={"enum": [1, 2.5]}), "2.50", "3"),
    ("enum of numbers as texts", field(kind="integer", constraints={"enum": ["1"]}), "1", "2"),
    ("minimum of a date", field(kind="date", constraints={"minimum": "2020-01-01"}),
     "2020-01-01", "2019-12-31"),
    ("maximum of a year", field(kind="year", constraints={"maximum": 2020}), "2020", "2021"),
    ("exclusiveMaximum", field(kind="number", constraints={"exclusiveMaximum": 1}), "0.9", "1"),
    ("exclusiveMinimum", field(kind="number", constraints={"exclusiveMinimum": "0"}), "0.1", "0"),
    ("minLength", field(constraints={"minLength": 2}), "ab", "a"),
    ("maxLength", field(constraints={"maxLength": 2}), "ab", "abc"),
    ("categories", field(categories=["yes", "no"]), "yes", "maybe"),
    ("categories with labels", field(kind="integer", categories=[{"value": 1, "label": "yes"}]),
     "1", "2"),
    ("missing values of a field", field(kind="number", missingValues=["", "n/a"]), "n/a", "-"),
    ("missing values with labels",
     field(kind="number", missingValues=[{"value": "-", "label": "not printed"}]), "-", "n/a"),
]  # fmt: skip


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case[0])
def test_a_form_of_the_standard_lets_pass_and_refuses(tmp_path, case):
    _, column, good, bad = case
    assert check(tmp_path, {"fields": [column, field("b")]}, f"a,b\n{good},x\n") == []
    words = only(check(tmp_path, {"fields": [column, field("b")]}, f"a,b\n{bad},x\n"))
    assert "line 2, column a" in words and f"{bad}" in words


@pytest.mark.parametrize("digits", ["２０２０", "٢٠٢٠", "२०२०"])
@pytest.mark.parametrize("kind", ["integer", "number", "year"])
def test_digits_of_another_script_are_no_number_of_a_cell(tmp_path, digits, kind):
    schema = {"fields": [field(kind=kind)]}
    assert f"{digits!r} is not allowed" in only(check(tmp_path, schema, f"a\n{digits}\n"))


@pytest.mark.parametrize(
    ("kind", "text"), [("year", "2" * 54), ("integer", "2" * 54), ("year", "20"), ("year", "-2020")]
)
def test_years_and_whole_numbers_have_a_usual_length(tmp_path, kind, text):
    words = only(check(tmp_path, {"fields": [field(kind=kind)]}, f"a\n{text}\n"))
    assert "is not allowed; allowed: a " in words


@pytest.mark.parametrize("text", ["\u200b", "\u2060\u200d", "\ufe0f", "\u00ad\u00ad"])
def test_a_text_that_shows_nothing_is_a_fault(tmp_path, text):
    words = only(check(tmp_path, {"fields": [field()]}, f"a\n{text}\n"))
    assert "holds nothing that can be seen" in words


@pytest.mark.parametrize(
    "text", ["\u2800\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\x7f", "\x01"]
)
def test_what_looks_empty_is_no_text(tmp_path, text):
    words = only(check(tmp_path, {"fields": [field()]}, f"a\n{text}\n"))
    assert "holds nothing that can be seen" in words
