#!/bin/sh
# One would guess that a number of a table has digits from 0 to 9: Table Schema refers to XML Schema's types, which allow no others.
# frictionless 5.21.0 asks Python's int() and Decimal(), so that 1_000 is a thousand (a slip for 1.000, or a code) and numbers in
# full-width, Arabic or Devanagari digits pass. Other readers of the same valid table (pandas, DuckDB) take them for texts.
# Here: numbers are copied from Chinese pages, where digits may be full-width; our own check refuses them by line and column.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0 pandas==2.3.3
cd "$folder"
printf 'a,b\n1_000,２０２０\n2,٣\n' > numbers.csv
env/bin/python - <<'PYTHON'
import frictionless
import pandas
from frictionless import Resource, Schema

schema = Schema.from_descriptor({"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "number"}]})
resource = Resource(path="numbers.csv", schema=schema)
rows = [[int(value) for value in row.to_list()] for row in resource.read_rows()]
valid = resource.validate().valid
types = [str(kind) for kind in pandas.read_csv("numbers.csv").dtypes]
print("frictionless", frictionless.__version__, " valid:", valid, " values:", rows)
print("pandas", pandas.__version__, " types:", types)
assert (valid, rows, types) == (True, [[1000, 2020], [2, 3]], ["object", "object"]), "this has changed"
PYTHON
