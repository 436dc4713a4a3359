#!/bin/sh
# One would guess that 逾 ("more than") belongs to the amount that it stands before.
# jionlp gives it to the amount that ends before it, across a comma: 3.68亿元，逾1.1亿元 is read as
# "more than 3.68亿, exactly 1.1亿"; alone, 逾1.1亿元 is read rightly. Not reported.
# Here: the press prints amounts one behind the other, and a quarter of them is hedged.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jionlp==1.5.31
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import jionlp

print("jionlp", importlib.metadata.version("jionlp"))
seen = {}
for text in ("逾1.1亿元来自直播", "卖了3.68亿元，逾1.1亿元来自直播"):
    rows = jionlp.ner.extract_money(text, with_parsing=True)
    seen[text] = [(row["text"], row["detail"]["definition"]) for row in rows]
    print(text, seen[text])
assert seen["逾1.1亿元来自直播"] == [("逾1.1亿元", "blur+")], "this has changed"
assert seen["卖了3.68亿元，逾1.1亿元来自直播"] == [
    ("3.68亿元，逾", "blur+"),
    ("1.1亿元", "accurate"),
], "this has changed"
PYTHON
