#!/bin/sh
# One would guess that each part of a table is read by its own head, as the table alone would be.
# frictionless reads the head of the first file of a resource in parts and skips those of the others: where the columns of
# a later part stand in another order, values go into the wrong fields, without a word.
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
from frictionless import Package

print("frictionless", frictionless.__version__)
Path("one.csv").write_text("year,sales,shops\n2014,200,30\n")
Path("two.csv").write_text("year,shops,sales\n2015,35,260\n")
fields = [{"name": name, "type": "integer"} for name in ("year", "sales", "shops")]


def make_package(path):
    resource = {"name": "facts", "type": "table", "path": path, "schema": {"fields": fields}}
    return {"name": "facts", "resources": [resource]}


parts = make_package(["one.csv", "two.csv"])
rows = [row.to_dict() for row in Package.from_descriptor(parts).resources[0].read_rows()]
print("in two parts:", rows)
assert rows[1] == {"year": 2015, "sales": 35, "shops": 260}, "this has changed"
PYTHON
