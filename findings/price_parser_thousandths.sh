#!/bin/sh
# One would guess that a number that starts with "0," or "0." has decimals: nobody writes 0,125 for one hundred and twenty-five.
# price-parser takes three digits after a sign for thousands even then: 0,125 EUR is 125 EUR and 0.750 is 750; with two or
# four digits it reads decimals. Known for 3.350 (scrapinghub/price-parser#46, open), where it is a choice; here it is none.
# Here: prices of power, of a parcel by weight or of a message have three decimals; they would be a thousand times too high.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from price_parser import Price

print("price-parser", importlib.metadata.version("price-parser"))
seen = {}
for text in ("0,12 €", "0,125 €", "0,1250 €", "€0.750", "0.002 €"):
    seen[text] = float(Price.fromstring(text).amount)
    print(text, "is", seen[text])
assert seen == {"0,12 €": 0.12, "0,125 €": 125, "0,1250 €": 0.125, "€0.750": 750, "0.002 €": 2}, "this has changed"
PYTHON
