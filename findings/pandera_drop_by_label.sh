#!/bin/sh
# One would guess that drop_invalid_rows drops the rows that are not valid, and no others.
# pandera drops by the label of the row: after pandas.concat, where labels repeat, every valid row that shares its label
# with an invalid one goes with it, silently. The documentation does not ask for unique labels. Not reported as such.
# Here: tables of several articles are put one under the other; facts of one article would take those of others along.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

import pandas as pd
import pandera.pandas as pa

print("pandera", importlib.metadata.version("pandera"), "pandas", pd.__version__)
one, two = pd.DataFrame({"value": [-1.0, 2.0]}), pd.DataFrame({"value": [3.0, 4.0]})
schema = pa.DataFrameSchema({"value": pa.Column(float, pa.Check.gt(0))}, drop_invalid_rows=True)
seen = {}
for name, table in (
    ("labels repeat", pd.concat([one, two])),
    ("labels are unique", pd.concat([one, two], ignore_index=True)),
):
    seen[name] = schema.validate(table, lazy=True)["value"].tolist()
    print(name, table["value"].tolist(), "->", seen[name])
assert seen == {"labels repeat": [2.0, 4.0], "labels are unique": [2.0, 3.0, 4.0]}, "this has changed"
PYTHON
