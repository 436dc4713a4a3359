#!/bin/sh
# One would guess that a validator that takes a descriptor of Data Package v2 checks what it says, or names what it cannot.
# frictionless 5.21.0 calls a table valid whose rows break uniqueKeys, and one whose cells are none of their categories;
# a misspelt constraint it does name. Support for uniqueKeys is asked for in frictionlessdata/frictionless-py#937, open.
# Here: the contract of the data has keys of several columns; our own check holds tables to them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
printf 'place,year,price\nnorth,2020,12\nnorth,2020,13\n' > prices.csv
cat > datapackage.json <<'JSON'
{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "prices",
 "resources": [{"name": "prices", "type": "table", "path": "prices.csv",
  "schema": {"fields": [{"name": "place", "type": "string", "categories": ["south"]},
                        {"name": "year", "type": "year"},
                        {"name": "price", "type": "number", "constraints": {"minimum": 10}}],
             "uniqueKeys": [["place", "year"]]}}]}
JSON
sed 's/"minimum"/"minimun"/' datapackage.json > misspelt.json
env/bin/python - <<'PYTHON'
import frictionless
from frictionless import validate

whole, misspelt = validate("datapackage.json"), validate("misspelt.json")
print("frictionless", frictionless.__version__)
print("two rows with one key, a place that is no category: valid is", whole.valid)
print("a misspelt constraint: valid is", misspelt.valid, [e.note for e in misspelt.errors])
assert whole.valid and not misspelt.valid, "this has changed"
PYTHON
