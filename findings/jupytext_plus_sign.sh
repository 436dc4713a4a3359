#!/bin/sh
# One would guess that a notebook kept as a script (jupytext, the light format, its default) comes back as it was.
# A text cell that starts with a plus sign, "+12 % a year", is taken for the mark of a cell: the line becomes the title of
# a code cell that swallows all that follows, code and texts alike (jupytext/jupytext#872, open). -12 % comes back whole.
# Here: a summary that begins with a rise would disappear from the page, and the cells after it with it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jupytext==1.19.6
cd "$folder"
env/bin/python - <<'PYTHON'
import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

print("jupytext", jupytext.__version__)
seen = {}
for start in ("-12 % a year", "+12 % a year"):
    cells = [new_markdown_cell(start), new_code_cell("rate = 0.12"), new_markdown_cell("The end.")]
    written = jupytext.writes(new_notebook(cells=cells), "py:light")
    seen[start] = [(cell.cell_type, cell.source) for cell in jupytext.reads(written, "py:light").cells]
    print(start, "->", seen[start])
assert len(seen["-12 % a year"]) == 3, "this has changed"
assert [kind for kind, _ in seen["+12 % a year"]] == ["code"], "this has changed"
PYTHON
