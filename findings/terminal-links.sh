#!/bin/sh
# One would guess that strip_ansi leaves of a program's output what a terminal would show.
# It takes out colours only: a link (OSC 8, which ls and rich write), the title of a window and a choice of letters
# stay as control characters around their text, and a line that was written over stays in all its versions.
# Here: the streams of notebooks; a page that shows them as nbconvert gives them holds addresses that nobody meant to show.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nbconvert==7.17.2
"$folder/env/bin/python" - <<'PYTHON'
import nbconvert
from nbconvert.filters.ansi import strip_ansi

print("nbconvert", nbconvert.__version__)
written = {
    "colour": "\x1b[31mred\x1b[0m",
    "link": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "title": "\x1b]0;title\x07text",
    "letters": "text\x1b(B",
    "over": "10 %\r100 %",
}
seen = {name: strip_ansi(text) for name, text in written.items()}
for name, text in seen.items():
    print(f"{name:8} {written[name]!r} becomes {text!r}")
assert seen["colour"] == "red", "this has changed"
assert all(seen[name] == written[name] for name in ("link", "title", "letters", "over")), "this has changed"
PYTHON
