"""What notebooks and pages need of a data folder is asked for before a run, not met in one."""

import csv
import json

import pytest

from helpers.data.checks import check_data
from helpers.data.contract import read_contract
from helpers.data.contract_tables import make_tables
from helpers.data.needs import FILLED, _is_as_strict, read_needed
from helpers.readings import WORDINGS
from helpers.words.units import UNITS

OBSERVATIONS = "press/observations.csv"


def change_contract(data_dir, change):
    path = data_dir / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


def change_rows(data_dir, name, change):
    """Rewrite a table by a function from its rows, the header among them, to others."""
    path = data_dir / name
    with open(path, encoding="utf-8", newline="") as file:
        rows = change(list(csv.reader(file)))
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def find_field(package, table, column):
    resource = next(r for r in package["resources"] if r["name"] == table)
    return next(f for f in resource["schema"]["fields"] if f["name"] == column)


def find(data_dir):
    return [str(fault) for fault in check_data(data_dir)]


def test_the_contract_of_the_project_is_as_strict_as_the_code_needs(data_dir):
    own, needed = make_tables(read_contract(data_dir)), read_needed()
    assert [name for name in needed if not _is_as_strict(own[name], needed[name])] == []


def test_the_units_and_wordings_of_the_contract_are_those_of_the_code(data_dir):
    columns = make_tables(read_contract(data_dir))["observations"].columns
    assert set(columns["unit"].allowed) == set(UNITS)
    assert set(columns["wording"].allowed) == set(WORDINGS)


def test_a_label_that_is_only_shown_may_be_another(copied_data):
    fields = [("sources", "publisher_kind"), ("entities", "type")]

    def add(package):
        for table, column in fields:
            find_field(package, table, column)["constraints"]["enum"].append("museum")

    def put(column):
        def change(rows):
            rows[1][rows[0].index(column)] = "museum"
            return rows

        return change

    change_contract(copied_data, add)
    change_rows(copied_data, "press/sources.csv", put("publisher_kind"))
    change_rows(copied_data, "reference/entities.csv", put("type"))
    assert find(copied_data) == []


def test_a_unit_that_only_the_contract_knows_is_a_fault(copied_data):
    def add(package):
        for table in ("observations", "indicators"):
            find_field(package, table, "unit")["constraints"]["enum"].append("lorries")

    change_contract(copied_data, add)
    assert find(copied_data) == []
    change_rows(
        copied_data,
        OBSERVATIONS,
        lambda rows: [[c if c != "tonnes" else "lorries" for c in row] for row in rows],
    )
    words = find(copied_data)
    assert words and "column unit: 'lorries' is not allowed" in words[0]


@pytest.mark.parametrize("table", ["prices", "events", "benchmark_series"])
def test_a_table_that_the_contract_does_not_name_is_a_fault(copied_data, table):
    def drop(package):
        package["resources"] = [r for r in package["resources"] if r["name"] != table]
        for resource in package["resources"]:
            keys = resource["schema"].pop("foreignKeys", [])
            kept = [k for k in keys if k["reference"]["resource"] != table]
            resource["schema"]["foreignKeys"] = kept

    change_contract(copied_data, drop)
    assert find(copied_data) == [
        f"datapackage.json: the table {table!r} is missing; "
        "the notebooks need it, if only its header"
    ]


def test_a_type_or_column_that_the_notebooks_need_is_named(copied_data):
    def change(package):
        field = find_field(package, "entities", "latitude_deg")
        field |= {"type": "string", "constraints": {}}
        resource = next(r for r in package["resources"] if r["name"] == "sources")
        resource["schema"]["fields"] = [
            f for f in resource["schema"]["fields"] if f["name"] != "rights"
        ]
        resource["schema"]["fieldsMatch"] = "subset"

    change_contract(copied_data, change)
    assert find(copied_data) == [
        "datapackage.json: column 'rights' of 'sources' is missing; the notebooks need it",
        "datapackage.json: column 'latitude_deg' of 'entities' has the type string; "
        "the notebooks need number",
    ]


@pytest.mark.parametrize(
    ("name", "column", "cell", "words"),
    [
        ("reference/entities.csv", "longitude_deg", "305", "305 is not allowed; allowed: 180"),
        ("reference/entities.csv", "entity_id", "<b>x</b>", "allowed: text of the form"),
        ("press/observations.csv", "period_start", "0001-01-01", "allowed: 1900-01-01 or more"),
        ("press/observations.csv", "gloss", "", "is empty; a value is required"),
        ("press/observations.csv", "entity_id", "nowhere", "'nowhere' is not known"),
        ("reference/exchange_rates.csv", "rate", "0", "allowed: above 0"),
        ("press/observations.csv", "period_kind", "often", "'often' is not allowed"),
    ],
)
def test_a_contract_without_rules_does_not_let_through_what_stops_a_run(
    copied_data, name, column, cell, words
):
    def strip(package):
        for resource in package["resources"]:
            resource["schema"] = {"fields": resource["schema"]["fields"]}
            for field in resource["schema"]["fields"]:
                field.pop("constraints", None)

    change_contract(copied_data, strip)
    assert find(copied_data) == []

    def put(rows):
        rows[2][rows[0].index(column)] = cell
        return rows

    change_rows(copied_data, name, put)
    faults = find(copied_data)
    assert any(f"column {column}" in fault and words in fault for fault in faults), faults


@pytest.mark.parametrize("table", FILLED)
def test_a_table_with_a_header_only_is_named_where_rows_are_needed(copied_data, table):
    resources = read_contract(copied_data)["resources"]
    empty = {table}
    for _ in resources:  # what refers to an empty table is empty as well
        for resource in resources:
            keys = resource["schema"].get("foreignKeys", [])
            if any(key["reference"]["resource"] in empty for key in keys):
                empty.add(resource["name"])
    for resource in resources:
        if resource["name"] in empty:
            change_rows(copied_data, resource["path"], lambda rows: rows[:1])
    faults = find(copied_data)
    path = next(r["path"] for r in resources if r["name"] == table)
    assert f"{path}: has no row; the notebooks need at least one" in faults


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("reference/prices.csv", "2016", "2016 is missing; allowed: no gap between years"),
        ("reference/exchange_rates.csv", "2014", "no rate of EUR for 2014, the year of an amount"),
    ],
)
def test_a_year_of_an_amount_without_its_price_level_or_rate_is_named(
    copied_data, name, year, words
):
    change_rows(copied_data, name, lambda rows: [row for row in rows if row[0] != year])
    assert any(name in fault and words in fault for fault in find(copied_data))


def test_a_share_above_one_is_a_fault_of_the_row(copied_data):
    path = copied_data / OBSERVATIONS
    text = path.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if ",share," in line and "%" in line)
    cells = next(csv.reader([old]))
    cells[3:5] = ["150%", "1.5"]
    cells[cells.index("share") + 1] = "stated"
    path.write_text(text.replace(old, ",".join(f'"{c}"' for c in cells)), encoding="utf-8")
    (fault,) = find(copied_data)
    assert "column value: a share of 1.5 is above 1" in fault
