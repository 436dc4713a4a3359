#!/bin/sh
# One would guess that -p turns what looks like a number into a number and leaves names and codes alone.
# It takes all that Python float() takes: the province of Nan becomes not-a-number, the code 007 becomes 7, 1_2 becomes 12
# and the short hash 12e34567 becomes infinity; -r keeps the word. Not reported.
# Here: places, codes of articles and short hashes of runs are parameters, and nan != nan passes every filter silently.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check papermill==2.7.0
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

import nbformat
from click.testing import CliRunner
from papermill.cli import papermill

print("papermill", importlib.metadata.version("papermill"))
cell = nbformat.v4.new_code_cell("", metadata={"tags": ["parameters"]})
book = nbformat.v4.new_notebook(cells=[cell])
book.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python"}
nbformat.write(book, "in.ipynb")
given = ["Nan", "007", "1_2", "12e34567", "Phrae", "0x12"]
arguments = [part for i, word in enumerate(given) for part in ("-p", f"v{i}", word)]
result = CliRunner().invoke(papermill, ["in.ipynb", "out.ipynb", "--prepare-only", *arguments])
assert result.exit_code == 0, result.output
lines = nbformat.read("out.ipynb", 4).cells[1].source.splitlines()
seen = dict(zip(given, (line.split(" = ")[1] for line in lines if " = " in line)))
for word, code in seen.items():
    print(f"-p place {word:9} writes {code}")
assert seen == {
    "Nan": "float('nan')",
    "007": "7",
    "1_2": "12",
    "12e34567": "float('inf')",
    "Phrae": '"Phrae"',
    "0x12": '"0x12"',
}, "this has changed"
PYTHON
