#!/bin/sh
# One would guess that a library that takes a descriptor of Data Package v2 knows the properties of v2, or names those it does not.
# frictionless 5.21.0 keeps uniqueKeys and categories as properties of the author's own, which nothing reads and no check asks
# for; a misspelt constraint it does name. Support for uniqueKeys is asked for in frictionlessdata/frictionless-py#937, open.
# Here: the contract of the data has keys of several columns; our own check holds tables to them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
printf 'place,year,price\nnorth,2020,12\nnorth,2021,13\n' > prices.csv
cat > datapackage.json <<'JSON'
{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "prices",
 "resources": [{"name": "prices", "type": "table", "path": "prices.csv",
  "schema": {"fields": [{"name": "place", "type": "string", "categories": ["north"]},
                        {"name": "year", "type": "year"},
                        {"name": "price", "type": "number", "constraints": {"minimum": 10}}],
             "uniqueKeys": [["place", "year"]]}}]}
JSON
sed 's/"minimum"/"minimun"/' datapackage.json > misspelt.json
env/bin/python - <<'PYTHON'
import frictionless
from frictionless import Package, validate

schema = Package("datapackage.json").resources[0].schema
unread = {**schema.custom, **schema.fields[0].custom}
misspelt = validate("misspelt.json")
print("frictionless", frictionless.__version__)
print("properties of the author's own:", unread)
print("a misspelt constraint: valid is", misspelt.valid, [e.note for e in misspelt.errors])
assert set(unread) == {"uniqueKeys", "categories"} and not misspelt.valid, "this has changed"
PYTHON
