#!/bin/sh
# One would guess that two stars before and behind a figure make it bold, in any language.
# They do not where the figure ends with a sign and a letter follows without a space, as in Chinese: **12%**的 keeps its
# stars. CommonMark counts % among the marks that cannot end emphasis before a letter (commonmark-spec#650, open), and
# JupyterLab, nbconvert (mistune) and MyST (markdown-it) all follow; **12**% or a space behind it helps.
# Here: a share in bold is what a Chinese sentence of a page would hold; the reader would see the stars.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mistune==3.4.0 markdown-it-py==4.3.0
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import mistune
from markdown_it import MarkdownIt

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("mistune", "markdown-it-py")))
readers = {"mistune": mistune.html, "markdown-it": MarkdownIt("commonmark").render}
for text, bold in (("占**12%**的份额", False), ("占**12%** 的份额", True), ("占**12**%的份额", True)):
    for name, read in readers.items():
        page = read(text).strip()
        print(f"{name:12} {text} -> {page}")
        assert ("<strong>" in page) is bold, "this has changed"
PYTHON
