"""Our check beside frictionless on generated contracts and tables: the same rows are at fault."""

import csv
import json
import random
import re

import pytest

from helpers.data.contract import check_package

SEEDS = range(60)
WORDS = ["north", "south", "east", "west", "n", "a long name of a place"]
CELLS = {
    "string": [*WORDS, "", "-"],
    "integer": ["1", "2", "3", "-4", "50", "1.5", "x", "", "-"],
    "number": ["1", "2.5", "-3", "1e3", "40", "1,5", "x", "", "-"],
    "year": ["2019", "2020", "2021", "20x1", "99999", "", "-"],
    "date": ["2020-01-01", "2020-06-30", "2021-02-28", "2021-02-30", "01/02/2021", "", "-"],
}
LIMITS = {"integer": [0, 2, 10], "number": [0, 2.5, 10], "year": [2020], "date": ["2020-03-01"]}
# Not generated, for ours is stricter by choice: spaces at the ends, digits of other scripts, years
# and names of constraints that are misspelt.


def make_constraints(rng, kind):
    rules = {}
    if rng.random() < 0.3:
        rules["required"] = True
    if rng.random() < 0.06:
        rules["unique"] = True
    if kind == "string":
        if rng.random() < 0.3:
            rules["enum"] = rng.sample(WORDS, 4)
        if rng.random() < 0.2:
            rules["pattern"] = rng.choice(["[a-z]+", "[a-z ]*", "(north|south|.)", r"\w{1,5}"])
        if rng.random() < 0.2:
            rules["minLength"] = 2
        if rng.random() < 0.2:
            rules["maxLength"] = 5
        return rules
    for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        if rng.random() < 0.06:
            rules[name] = rng.choice(LIMITS[kind])
    if kind in ("integer", "number") and rng.random() < 0.2:
        rules["enum"] = [1, 2, 3, 50] if kind == "integer" else [1, 2.5, 40]
    return rules


def make_fields(rng, key):
    fields = [{"name": "id", "type": "string", "constraints": {"required": True}}]
    for name in "abcd"[: rng.randint(2, 4)]:
        kind = rng.choice(list(CELLS))
        fields.append({"name": name, "type": kind, "constraints": make_constraints(rng, kind)})
    if key:
        fields.append({"name": key, "type": "string"})
    return fields


def make_rows(rng, fields, ids):
    """Return rows of which about one cell in twelve is drawn from all cells, good and bad."""
    rows = []
    for number in range(rng.randint(3, 12)):
        row = [f"k{number if rng.random() < 0.95 else 0}"]
        for field in fields[1:]:
            if field["name"] in ("place", "parent"):
                row.append(rng.choice([*ids, "k0", ""] if rng.random() < 0.9 else ["nowhere"]))
            else:
                good = CELLS[field["type"]][:3]
                row.append(rng.choice(CELLS[field["type"]] if rng.random() < 0.1 else good))
        rows.append(row)
    return rows


def write_generated(folder, seed):
    """Write a package of two tables, the second of which refers to the first and to itself."""
    rng = random.Random(seed)
    resources, ids = [], ["k0", "k1", "k2"]
    for name, key in (("places", "parent"), ("shops", "place")):
        fields = make_fields(rng, key)
        other = "places" if key == "place" else ""
        reference = {"fields": rng.choice(["id", ["id"]])}
        reference |= {"resource": other} if other or rng.random() < 0.5 else {}
        fields_of = rng.choice([key, [key]])
        if isinstance(fields_of, list) != isinstance(reference["fields"], list):
            reference["fields"] = ["id"] if isinstance(fields_of, list) else "id"
        schema = {
            "fields": fields,
            "missingValues": rng.choice([[""], ["", "-"]]),
            "primaryKey": rng.choice(["id", ["id"]]),
            "foreignKeys": [{"fields": fields_of, "reference": reference}],
        }
        rows = make_rows(rng, fields, ids)
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([[f["name"] for f in fields], *rows])
        path = f"{name}.csv"
        resources.append({"name": name, "type": "table", "path": path, "schema": schema})
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "generated",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def judge(folder):
    """Return what frictionless says of the contract, and (file, line, column) of every fault."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    errors = [str(error.message) for error in report.errors]
    faults = {
        (task.place, error.row_number, getattr(error, "field_name", "key"))
        for task in report.tasks
        for error in task.errors
        if hasattr(error, "row_number")
    }
    other = [e.message for t in report.tasks for e in t.errors if not hasattr(e, "row_number")]
    return errors + other, faults


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_cells_and_keys_are_at_fault(tmp_path, seed):
    write_generated(tmp_path, seed)
    errors, theirs = judge(tmp_path)
    found = check_package(tmp_path)
    assert errors == [] and all(fault.row for fault in found), (errors, [str(f) for f in found])
    ours = {(fault.file, line, name_cell(fault)) for fault in found for line in list_lines(fault)}
    assert ours == theirs, [str(fault) for fault in found]


def name_cell(fault):
    """Return the column of a fault, or ``key`` for one of a key, as frictionless has it."""
    is_key = "is not known" in fault.message or fault.column == "id"
    return "key" if is_key and "required" not in fault.message else fault.column


def list_lines(fault):
    """Return the lines that a fault names: one value that is not known may stand on several."""
    more = fault.message.partition("; the same on line")[2]
    return [fault.row, *map(int, re.findall("[0-9]+", more))]


def test_enough_of_what_is_generated_is_good_and_bad(tmp_path):
    counts = []
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        write_generated(folder, seed)
        counts.append(len(check_package(folder)))
    assert sum(counts) > 300 and sum(count > 0 for count in counts) >= 40
