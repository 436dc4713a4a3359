"""Patterns of a contract end soon, whatever a cell holds."""

import pytest
from edited import only
from packages import check, field

from helpers.data.contract_patterns import find_pattern_fault


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|a)*", "(.*)*b", "([a-z]+)*x", "(a?){30}a{30}", "a*a*a*a*a*b", "(?=a)b", r"(a)\1"]
    + ["a" * 300, "(" * 150 + ")" * 150, "x{9999}", "(((a|b)+)+)+"],
)
def test_a_pattern_that_may_run_without_end_is_refused(tmp_path, pattern):
    schema = {"fields": [field(constraints={"pattern": pattern})]}
    words = only(check(tmp_path, schema, "a\n" + "a" * 60 + "\n"))
    assert "pattern " in words and "cannot be read" in words


@pytest.mark.parametrize(
    "pattern",
    ["[a-z0-9_]+", r"\d{4}(-\d{2}(-\d{2})?)?", r"https?://\S+", "(a|b)?c", "[^]]+", r"[\]a]*b{2,3}"]
    + ["(?P<y>[0-9]{4})-(?:[0-9]{2})", r"\\1", "a{,3}", ".{1,60}"],
)
def test_a_usual_pattern_is_taken(pattern):
    assert find_pattern_fault(pattern) is None


def test_a_cell_too_long_for_a_pattern_is_named(tmp_path):
    schema = {"fields": [field(constraints={"pattern": "a*b*c*"})]}
    assert "has 5000 characters; allowed: 200" in only(
        check(tmp_path, schema, f"a\n{'a' * 5000}\n")
    )
