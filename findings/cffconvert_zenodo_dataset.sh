#!/bin/sh
# One would guess that a CITATION.cff of `type: dataset` becomes a Zenodo deposit of a dataset.
# cffconvert leaves the kind of the upload out, and of two licences, which the format allows, it makes a list where
# Zenodo takes one name; both without a word, and its own validation passes.
# Here: CITATION.cff has one licence, that of the data, and the kind is to be chosen in Zenodo.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check cffconvert==2.0.0
cat > "$folder/CITATION.cff" <<'CFF'
cff-version: 1.2.0
message: Please cite it.
title: Numbers
type: dataset
authors:
  - name: The authors
license:
  - MIT
  - CC-BY-4.0
CFF
"$folder/env/bin/cffconvert" -i "$folder/CITATION.cff" --validate
"$folder/env/bin/cffconvert" -i "$folder/CITATION.cff" -f zenodo > "$folder/zenodo.json"
"$folder/env/bin/python" - "$folder/zenodo.json" <<'PYTHON'
import importlib.metadata
import json
import sys

deposit = json.load(open(sys.argv[1], encoding="utf-8"))
print("cffconvert", importlib.metadata.version("cffconvert"))
print("license:", deposit["license"], "- upload_type:", deposit.get("upload_type", "left out"))
assert deposit["license"] == {"id": ["MIT", "CC-BY-4.0"]}, "this has changed"
assert "upload_type" not in deposit, "this has changed"
PYTHON
