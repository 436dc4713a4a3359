#!/bin/sh
# One would guess that a converter of Chinese script leaves the word for kilometre alone: it is 公里 in both scripts.
# zhconv makes it 公裏 or 公裡 ("public inside"), since it looks at the character 里 by itself; so with every distance in li.
# OpenCC keeps 公里, and 一斗米 (a peck of rice), but of 二十斗 (twenty pecks) it makes 二十鬥 (twenty fights), of 几十里 幾十裏.
# Here: twins of texts in the other script test a reader of quantities; the units would be other words. Not reported.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check zhconv==1.4.3 opencc==1.4.2
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import opencc
import zhconv

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("zhconv", "opencc")))
convert = opencc.OpenCC("s2t").convert
seen = {}
for text in ("一百多公里", "一斗米", "二十斗", "几十里"):
    seen[text] = zhconv.convert(text, "zh-hant"), zhconv.convert(text, "zh-tw"), convert(text)
    print(text, "-> zhconv", *seen[text][:2], "opencc", seen[text][2])
assert seen["一百多公里"] == ("一百多公裏", "一百多公裡", "一百多公里"), "this has changed"
assert [seen[text][2] for text in ("一斗米", "二十斗", "几十里")] == ["一斗米", "二十鬥", "幾十裏"], (
    "this has changed"
)
PYTHON
