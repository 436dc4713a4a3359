#!/bin/sh
# One would guess that a library for vague dates, whose format has codes for quarters (33 to 36), reads "Q3 2015" as one.
# edtf.text_to_edtf makes it March 2015: the digit is taken for a month. "H2 2014" and "first half of 2014" become the whole
# year, "2014 or 2015" becomes 2014, all as certain dates; parse_edtf("2015-35") does know the quarter. Not reported.
# Here: EDTF is what archives use for hedged dates; a report on the third quarter would be dated before it began.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from edtf import parse_edtf, text_to_edtf

print("edtf", importlib.metadata.version("edtf"))
seen = {}
for text in ("Q3 2015", "Q1 2015", "first half of 2014", "2014 or 2015", "about 2014"):
    seen[text] = text_to_edtf(text)
    print(text, "->", seen[text])
quarter = parse_edtf("2015-35")
print("2015-35 is", quarter.lower_strict()[:3], "to", quarter.upper_strict()[:3])
assert list(seen.values()) == ["2015-03", "2015-01", "2014", "2014", "2014~"], "this has changed"
assert (quarter.lower_strict()[:3], quarter.upper_strict()[:3]) == ((2015, 7, 1), (2015, 9, 30)), (
    "this has changed"
)
PYTHON
