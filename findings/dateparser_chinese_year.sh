#!/bin/sh
# One would guess that 2014年 is the year 2014, above all once the language is said to be Chinese.
# dateparser takes it for "2014 years ago": with 2024 as the base, 2014年 is the year 10 and 1995年 the year 29, without a
# word; with a month behind it (2019年12月) the year is right. A case with spaces: scrapinghub/dateparser#866, open.
# Here: a year with 年 is the commonest date in the articles; sorted by such dates, 2014 comes before 1995.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$folder/env/bin/python" - <<'PYTHON'
import datetime

import dateparser

print("dateparser", dateparser.__version__)
settings = {"RELATIVE_BASE": datetime.datetime(2024, 7, 1)}
seen = {}
for text in ("2014", "2019年12月", "2014年", "1995年"):
    seen[text] = dateparser.parse(text, languages=["zh"], settings=settings).year
    print(text, "is the year", seen[text])
assert seen == {"2014": 2014, "2019年12月": 2019, "2014年": 10, "1995年": 29}, "this has changed"
PYTHON
