#!/bin/sh
# One would guess that a column of decimals with commas is described as numbers or, failing that, as words.
# frictionless describes them as geographic points, 2,5 as longitude 2 and latitude 5, while what follows the comma is at
# most 90; the table is valid, a share of 12,75 is read as the pair (12, 75). With dots it says number. Not reported.
# Here: tables from French-language sources have decimal commas; their package would call every rate a place on the map.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
env/bin/python - <<'PYTHON'
from pathlib import Path

import frictionless

print("frictionless", frictionless.__version__)
Path("shares.csv").write_text('year,share,rate\n2014,"12,75",12.75\n2015,"13,5",13.5\n')
resource = frictionless.describe("shares.csv")
types = {field.name: field.type for field in resource.schema.fields}
rows = [row.to_dict() for row in resource.read_rows()]
print(types, rows[0], "valid:", frictionless.validate(resource).valid)
assert types == {"year": "integer", "share": "geopoint", "rate": "number"}, "this has changed"
assert [float(part) for part in rows[0]["share"]] == [12, 75], "this has changed"
PYTHON
