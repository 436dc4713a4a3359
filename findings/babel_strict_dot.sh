#!/bin/sh
# One would guess that parse_decimal(strict=True) reads a number with the signs of its language.
# In French, where the dot is no sign of any number in CLDR, "3.400" is 3.4, strict or not;
# German, whose thousands have dots, refuses 2.5. Not reported; strict mode is babel#590.
# Here: French-language papers of China and the Maghreb print 3.400 for three thousand four hundred.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
cd "$folder"
env/bin/python - <<'PYTHON'
import babel
from babel.numbers import NumberFormatError, get_decimal_symbol, get_group_symbol, parse_decimal

print("babel", babel.__version__)
signs = get_decimal_symbol("fr"), get_group_symbol("fr")
print("signs of French numbers:", [hex(ord(sign)) for sign in signs])
seen = {}
for language, text in (
    ("fr", "3,4"), ("fr", "3.400"), ("fr", "3.400,5"), ("de", "2.5"),
):
    try:
        seen[language, text] = str(parse_decimal(text, locale=language, strict=True))
    except NumberFormatError:
        seen[language, text] = "refused"
    print(language, repr(text), "is", seen[language, text])
assert "." not in signs
assert list(seen.values()) == ["3.4", "3.400", "refused", "refused"], "this has changed"
PYTHON
