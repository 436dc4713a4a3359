"""What relations need: as the audit uses them, and as the check refuses what lacks it."""

import pytest

from helpers.audit.claims import RELATIONS
from helpers.data.checks import check_data
from helpers.data.relations import NEEDS, find_claim_faults


def test_every_relation_of_the_audit_says_what_it_needs():
    assert set(NEEDS) == set(RELATIONS)


@pytest.mark.parametrize(
    ("relation", "result", "terms", "columns"),
    [
        ("share", "a", "b", []),
        ("share", "a", "b;a", []),
        ("share", "a", "", ["term_ids"]),
        ("share", "a", "a;a;b", ["term_ids"]),
        ("share", "", "b", ["result_id"]),
        ("increase", "a", "unknown;b", []),
        ("increase", "a", "b;unknown", ["term_ids"]),
        ("part", "a", "unknown", ["term_ids"]),
        ("count", "a", "e;f", []),
        ("count", "a", "b", ["term_ids"]),
        ("sum", "a", "e", ["term_ids"]),
        ("date", "", "e", ["term_ids"]),
        ("rank", "a", "", []),
        ("quotient", "", "a;b", []),
    ],
)
def test_a_claim_that_lacks_what_its_relation_needs_is_named(relation, result, terms, columns):
    row = {"relation": relation, "result_id": result, "term_ids": terms}
    found = find_claim_faults(row, {"a", "b"}, {"e", "f"})
    assert [column for column, _ in found] == columns


def test_the_check_names_the_line_of_a_claim_without_its_terms(copied_data):
    path = copied_data / "press" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    assert ",rank," in text
    path.write_text(text.replace(",rank,", ",share,"), encoding="utf-8")
    faults = [str(fault) for fault in check_data(copied_data)]
    assert faults and all("'share' has 0 terms; allowed: 1 to 2" in fault for fault in faults)
