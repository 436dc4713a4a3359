#!/bin/sh
# One would guess that an output folded by the tag hide-output is folded on a web page, and stands in an article that cannot fold:
# on its web pages MyST puts it behind a button, and has remove-output for what is to be left out.
# mystmd 1.8.3 writes the file of a folded output beside the JATS and refers to it nowhere; with hide-cell the code is gone as well.
# Here: tables of detail are folded on the pages; of an article in JATS they would be missing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --silent mystmd@1.8.3
python3 - <<'PYTHON'
import json

def cell(tag):
    html = {"output_type": "display_data", "metadata": {}, "data": {"text/html": f"<p>output of {tag}</p>"}}
    tags = [tag] if tag != "none" else []
    return {"cell_type": "code", "source": f"show('{tag}')", "metadata": {"tags": tags}, "outputs": [html], "execution_count": 1}

title = {"cell_type": "markdown", "source": "# Title", "metadata": {}}
cells = [title, *map(cell, ("none", "hide-input", "hide-output", "hide-cell"))]
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
json.dump(notebook, open("a.ipynb", "w"))
PYTHON
node_modules/.bin/myst build --force --jats a.ipynb > log 2>&1 || { cat log; exit 1; }
node_modules/.bin/myst --version
python3 - <<'PYTHON'
import pathlib

article = next(pathlib.Path("_build/exports").glob("*.xml")).read_text()
files = {p.read_text(): p.name in article for p in pathlib.Path("_build/exports/files").glob("*.html")}
seen = {}
for tag in ("none", "hide-input", "hide-output", "hide-cell"):
    seen[tag] = (f"<p>output of {tag}</p>" in files, files[f"<p>output of {tag}</p>"], f"show('{tag}')" in article.replace("&apos;", "'"))
    print(f"{tag:12} output written: {seen[tag][0]}  referred to: {seen[tag][1]}  code: {seen[tag][2]}")
assert seen == {
    "none": (True, True, True),
    "hide-input": (True, True, False),
    "hide-output": (True, False, True),
    "hide-cell": (True, False, False),
}, "this has changed"
PYTHON
