#!/bin/sh
# One would guess that a reader of Data Packages finds the tables of a valid one, or says why it does not.
# csvw 4.1.1 passes over every resource that does not name "scheme": "file", a word that Data Package v2 does not have: no table,
# no warning. With it, a year with a minimum is refused, as the type year is taken for a text; an integer with one is read.
# Here: the contract limits years; other tools that rest on csvw see nothing of the data unless they are given the CSV files.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check csvw==4.1.1 frictionless==5.21.0
cd "$folder"
printf 'year,price\n2020,12\n2021,13\n' > prices.csv
env/bin/python - <<'PYTHON'
import importlib.metadata
import json
import pathlib
import warnings

import frictionless
from csvw import TableGroup
from csvw.frictionless import DataPackage

warnings.simplefilter("ignore")


def read(kind, **more):
    fields = [{"name": "year", "type": kind, "constraints": {"minimum": 1900}}, {"name": "price", "type": "number"}]
    resource = {"name": "prices", "type": "table", "path": "prices.csv", "format": "csv", "schema": {"fields": fields}, **more}
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "p", "resources": [resource]}
    path = pathlib.Path("datapackage.json")
    path.write_text(json.dumps(package))
    assert frictionless.Package(str(path)).validate().valid
    try:
        return [len(list(table)) for table in DataPackage(path).to_tablegroup(TableGroup).tables]
    except ValueError as error:
        return f"refused: {str(error)[:60]}"


seen = [read("year"), read("year", scheme="file"), read("integer", scheme="file")]
print("csvw", importlib.metadata.version("csvw"), "on three packages that frictionless calls valid")
for words, found in zip(("as it is", "with a scheme", "with a scheme, the year as an integer"), seen, strict=True):
    print(f"rows of the tables, {words}: {found}")
assert seen[0] == [] and seen[1].startswith("refused") and seen[2] == [2], "this has changed"
PYTHON
