#!/bin/sh
# One would guess that a picture attached to a notebook is found under the name that the text gives it.
# nbconvert asks for the name as an address writes it: with a space or an accent in it, also where the text has the
# letter itself, the attachment is missing and the whole notebook is refused (reported: jupyter/nbconvert#2143, open).
# Here: readers attach screenshots, whose names have spaces.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nbconvert==7.17.2 mistune==3.4.0
"$folder/env/bin/python" - <<'PYTHON'
import nbconvert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

print("nbconvert", nbconvert.__version__)
seen = []
for name, written in (("map.png", "map.png"), ("carte été.png", "carte%20été.png"), ("été.png", "été.png")):
    renderer = IPythonRenderer(escape=False, attachments={name: {"image/png": "AAAA"}})
    try:
        MarkdownWithMath(renderer=renderer).render(f"![x](attachment:{written})")
        seen.append("found")
    except Exception as error:
        seen.append(f"{type(error).__name__}: {error}")
    print(f"attached as {name!r}, written as {written!r}: {seen[-1]}")
assert seen == [
    "found",
    "InvalidNotebook: missing attachment: carte%20%C3%A9t%C3%A9.png",
    "InvalidNotebook: missing attachment: %C3%A9t%C3%A9.png",
], "this has changed"
PYTHON
