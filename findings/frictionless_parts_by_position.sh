#!/bin/sh
# One would guess that a validator that checks the head of a table against its fields checks the head of each of its parts.
# frictionless reads the head of the first file of a resource in parts and skips those of the others: where the columns of
# a later part stand in another order, values go into the wrong field and the package is valid; that part alone is not.
# Here: facts that are kept in one file per article; sales and shops of one would change places (near: frictionless-py#1778).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
env/bin/python - <<'PYTHON'
from pathlib import Path

import frictionless
from frictionless import Package, validate

print("frictionless", frictionless.__version__)
Path("one.csv").write_text("year,sales,shops\n2014,200,30\n")
Path("two.csv").write_text("year,shops,sales\n2015,35,260\n")
fields = [{"name": name, "type": "integer"} for name in ("year", "sales", "shops")]


def make_package(path):
    resource = {"name": "facts", "type": "table", "path": path, "schema": {"fields": fields}}
    return {"name": "facts", "resources": [resource]}


parts, alone = make_package(["one.csv", "two.csv"]), make_package("two.csv")
rows = [row.to_dict() for row in Package.from_descriptor(parts).resources[0].read_rows()]
print("in two parts: valid is", validate(parts).valid, rows)
print("second part alone: valid is", validate(alone).valid, validate(alone).flatten(["type"]))
assert validate(parts).valid and rows[1] == {"year": 2015, "sales": 35, "shops": 260}, (
    "this has changed"
)
assert not validate(alone).valid, "this has changed"
PYTHON
