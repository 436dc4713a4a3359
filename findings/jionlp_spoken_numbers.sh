#!/bin/sh
# One would guess that a reader of Chinese amounts knows the spoken short form: 一万二 is 12,000, 三百五 is 350.
# jionlp takes the last word at its face: 10,002 and 305; a range such as 一千二三百元 (1,200 to 1,300) becomes
# 1,002 to 300, its ends turned round. cn2an reads the single ones rightly. Spoken forms were asked in JioNLP#19, closed.
# Here: papers quote farmers, who say 一万二 for what they earned; the amounts would be wrong by a sixth and more.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jionlp==1.5.31
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

import jionlp

print("jionlp", importlib.metadata.version("jionlp"))
seen = {}
for text in ("一万两千元", "一万二", "三百五", "十二万八", "一千二三百元"):
    seen[text] = jionlp.parse_money(text)["num"]
    print(text, seen[text])
assert seen == {
    "一万两千元": "12000.00",
    "一万二": "10002.00",
    "三百五": "305.00",
    "十二万八": "120008.00",
    "一千二三百元": ["1002.00", "300.00"],
}, "this has changed"
PYTHON
