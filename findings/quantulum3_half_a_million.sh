#!/bin/sh
# One would guess that a reader of quantities in English reads "half a million" as 500,000.
# quantulum3 adds where it should multiply: 1,500,000; "a quarter of a million dollars" becomes two quantities, 0.25 and
# 1,000,000 dollars. "half a mile" and "two and a half million" are right (a like case: nielstron/quantulum3#189, closed).
# Here: the press rounds to halves and quarters of a million; a total would be three or four times too large.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from quantulum3 import parser

print("quantulum3", importlib.metadata.version("quantulum3"))
seen = {}
for text in ("half a mile", "half a million nights", "a quarter of a million dollars"):
    seen[text] = [(found.surface, found.value) for found in parser.parse(text)]
    print(text, "->", seen[text])
assert seen["half a mile"] == [("half a mile", 0.5)], "this has changed"
assert seen["half a million nights"] == [("half a million", 1_500_000)], "this has changed"
assert [value for _, value in seen["a quarter of a million dollars"]] == [0.25, 1e6], "this has changed"
PYTHON
