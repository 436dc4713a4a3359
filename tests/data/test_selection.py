"""A choice of places, years and money that chooses nothing is told before a run."""

from helpers.data.read import read_table
from helpers.data.selection import MOST_NAMED, check_selection

USUAL = {"places": [], "first_year": 2010, "last_year": 2024, "base_year": 2020}


def test_the_usual_choice_has_no_fault_and_all_faults_of_another_are_told_at_once(data_dir):
    assert check_selection(data_dir, **USUAL) == []
    wrong = {"places": ["atlantis", "tibet"], "base_year": 1999, "last_year": 2009}
    faults = check_selection(data_dir, **USUAL | wrong)
    assert [fault.split(" = ")[0] for fault in faults] == ["places", "base_year", "first_year"]


def test_of_many_places_some_are_named_and_the_others_counted(data_dir):
    (fault,) = check_selection(data_dir, **USUAL | {"places": ["atlantis"]})
    known = read_table(data_dir, "entities")["entity_id"]
    named = fault.split("allowed: ")[1].split(" and ")[0].split(", ")
    assert named == list(known[:MOST_NAMED])
    assert f"and {len(known) - MOST_NAMED} more, see the table entities" in fault


def test_a_rate_is_asked_for_only_where_amounts_are_told_in_other_money(data_dir):
    assert check_selection(data_dir, **USUAL, currency="CNY") == []
    (fault,) = check_selection(data_dir, **USUAL, currency="XOF")
    assert fault.startswith("currency = XOF: no rate between CNY and XOF for 20")
    assert "allowed: CNY" in fault and "EUR" in fault
