#!/bin/sh
# One would guess that a table in French (locale="fr") writes amounts, large numbers and dates as French does.
# great_tables changes the signs of the numbers and the names of the months, and keeps the English order around them:
# the euro before the amount, B (which French reads as no scale at all) for milliard, "juin 1, 2014" for "1 juin 2014".
# Asked for R in rstudio/gt#1593, open. Here: pages quote French sources; Babel has the patterns, this table would not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check great-tables==1.1.0 pandas==3.1.1
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

from great_tables import vals

print("great-tables", importlib.metadata.version("great-tables"))
seen = [
    vals.fmt_currency([1234.5], currency="EUR", locale="fr")[0],
    vals.fmt_number([1_230_000_000], compact=True, locale="fr")[0],
    vals.fmt_date(["2014-06-01"], date_style="month_day_year", locale="fr")[0],
]
print(*map(ascii, seen), sep="\n")
assert seen == ["&#8364;1\u202f234,50", "1,23B", "juin 1, 2014"], "this has changed"
PYTHON
