#!/bin/sh
# One would guess that a question to duckdb has one answer, whichever frame holds the same numbers.
# A NaN of a pandas frame becomes NULL, which no condition meets; that of a polars frame stays NaN, which is larger than
# every number: "low > 100" then finds the rows without a lower bound, and their maximum is NaN. Each rule is
# documented for itself; that the frame decides was asked in duckdb/duckdb#15379 (for Arrow), closed.
# Here: open bounds are NaN; facts of which no lower bound is known would count among the largest.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1
cd "$folder"
env/bin/python - <<'PYTHON'
import duckdb
import pandas as pd
import polars as pl

print("duckdb", duckdb.__version__, "pandas", pd.__version__, "polars", pl.__version__)
bounds = {"fact": ["open", "small", "large"], "low": [float("nan"), 50.0, 200.0]}
seen = {}
for name, frame in (("pandas", pd.DataFrame(bounds)), ("polars", pl.DataFrame(bounds))):
    found = duckdb.sql("select fact from frame where low > 100 order by fact").fetchall()
    largest = duckdb.sql("select max(low) from frame").fetchall()[0][0]
    seen[name] = [fact for (fact,) in found]
    print(f"{name}: low > 100 finds {seen[name]}, the largest is {largest}")
assert seen == {"pandas": ["large"], "polars": ["large", "open"]}, "this has changed"
PYTHON
