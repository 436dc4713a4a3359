#!/bin/sh
# One would guess that a reader that settles the type of a column too early says so when a later cell does not fit.
# duckdb settles it on the first 20480 rows: a word after them is an error, but a decimal is rounded to a whole number,
# without a word and without a rejected row (duckdb/duckdb#25824, open); the same cell among the first rows is kept.
# Here: sweeps and simulations have tens of thousands of rows, and a rate that starts with 0 and 1 would lose its decimals.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
cd "$folder"
env/bin/python - <<'PYTHON'
from pathlib import Path

import duckdb

print("duckdb", duckdb.__version__)
seen = {}
for name, rows in (("early", ["2.75"] + ["1"] * 30_000), ("late", ["1"] * 30_000 + ["2.75"])):
    Path(f"{name}.csv").write_text("growth\n" + "\n".join(rows) + "\n")
    seen[name] = duckdb.sql(
        f"select typeof(growth), max(growth) from '{name}.csv' group by 1"
    ).fetchall()[0]
    print(f"2.75 {name} in the file: {seen[name]}")
duckdb.sql("create table kept as select * from read_csv('late.csv', store_rejects=true)")
rejected = duckdb.sql("select count(*) from reject_errors").fetchall()[0][0]
print("rows rejected:", rejected)
assert seen == {"early": ("DOUBLE", 2.75), "late": ("BIGINT", 3)} and rejected == 0, "this has changed"
PYTHON
