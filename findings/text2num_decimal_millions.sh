#!/bin/sh
# One would guess that a converter of number words that knows "virgule" and "millions" knows them together.
# text2num turns "deux virgule cinq millions" into "2,5000000" and "three point five million" into "3.5 1000000": as numbers,
# two and a half and three and a half. "deux millions cinq cent mille" is right. Not reported.
# Here: words for numbers in quotations; what follows it (a float, a search for digits) would lose the millions.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check text2num==3.1.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

from text_to_num import alpha2digit

print("text2num", importlib.metadata.version("text2num"))
seen = {}
for text, language in (
    ("deux millions cinq cent mille", "fr"),
    ("deux virgule cinq millions", "fr"),
    ("three point five million", "en"),
):
    seen[text] = alpha2digit(text, language)
    print(text, "->", seen[text])
assert list(seen.values()) == ["2500000", "2,5000000", "3.5 1000000"], "this has changed"
PYTHON
