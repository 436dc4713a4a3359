#!/bin/sh
# One would guess that a library of units reads a number as the rules of units (BIPM, ISO 80000) write it, or refuses it.
# pint multiplies what a space parts, so that "1 000 kg" is 0 kg and "12 500 t" is 6000 t, and drops a comma, so that
# "2,5 km" is 25 km; the thin no-break space of French print is no better. "2 1/2" was asked in hgrecco/pint#34, closed.
# Here: French-language papers print 12 500 tonnes and 2,5 km; a quantity read with pint would be wrong without a word.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pint==0.25.3
cd "$folder"
env/bin/python - <<'PYTHON'
import pint

units = pint.UnitRegistry()
print("pint", pint.__version__)
seen = {}
for text in ("1000 kg", "1 000 kg", "12 500 t", "2,5 km", "12\u202f500 t"):
    seen[text] = str(units.Quantity(text))
    print(f"{text!r} is {seen[text]}")
assert list(seen.values()) == [
    "1000 kilogram",
    "0 kilogram",
    "6000 metric_ton",
    "25 kilometer",
    "6000 metric_ton",
], "this has changed"
PYTHON
