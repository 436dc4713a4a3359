#!/bin/sh
# One would guess that with svg.hashsalt set two drawings whose every written number is the same are the same file.
# The names of clips and markers are hashes of the unrounded numbers, so a difference in the sixteenth digit, which no
# written number shows, gives other names. Python 3.12 sums floats otherwise than 3.11 (What's New in 3.12, sum()), and
# layouts are sums: the same figure is another file there. Here: figures are compared byte for byte on two Pythons.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check matplotlib==3.11.2
"$folder/env/bin/python" - <<'PYTHON'
import io
import re

import matplotlib
import matplotlib.pyplot as plt

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "fixed"
print("matplotlib", matplotlib.__version__)


def draw(left):
    figure = plt.figure(figsize=(3, 2))
    axes = figure.add_axes((left, 0.1, 0.6, 0.8), xticks=[], yticks=[])
    axes.plot([1, 2], marker="o")
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    plt.close(figure)
    return file.getvalue()


one, other = draw(0.1 + 0.2), draw(0.3)  # 0.30000000000000004 and 0.3
name = re.compile(r"\b[mp][0-9a-f]{10}\b")
print("the same file:", one == other)
print("the same but for hashed names:", name.sub("", one) == name.sub("", other))
assert one != other and name.sub("", one) == name.sub("", other), "this has changed"
PYTHON
