#!/bin/sh
# One would guess that a table whose last quotation mark is missing is a fault, or at least that its rows are counted as they stand.
# frictionless 5.21.0 reads from the mark to the end of the file as one cell: of four rows one is left, and the table is valid.
# Python's csv module does the same unless it is told to be strict; frictionless has no such setting.
# Here: rows are typed by hand, and words are quoted; our own check reads strictly and names the line.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
printf 'place,words\nnorth,"more than 3\nsouth,4\neast,5\nwest,6\n' > prints.csv
env/bin/python - <<'PYTHON'
import csv
import frictionless

(task,) = frictionless.validate("prints.csv").tasks
print("frictionless", frictionless.__version__)
print("valid:", task.valid, " rows:", task.stats["rows"], "of 4")
with open("prints.csv", newline="") as file:
    try:
        strict = list(csv.reader(file, strict=True))
    except csv.Error as error:
        strict = str(error)
print("csv, strict:", strict)
assert (task.valid, task.stats["rows"], strict) == (True, 1, "unexpected end of data"), "this has changed"
PYTHON
