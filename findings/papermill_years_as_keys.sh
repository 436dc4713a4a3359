#!/bin/sh
# One would guess that a parameter arrives in the notebook as it was given: papermill writes Python for Python.
# A mapping with whole numbers as keys arrives with words as keys, so that a lookup of the year finds nothing
# (nteract/papermill#484, open); the same mapping as the default in the notebook keeps its numbers. No warning.
# Here: years are the natural keys of rates and targets; rates.get(2014, 1.0) would quietly take the default in batch only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check papermill==2.7.0
cd "$folder"
env/bin/python - <<'PYTHON'
import importlib.metadata

from papermill.translators import PythonTranslator

print("papermill", importlib.metadata.version("papermill"))
given = {2014: 1.5, 2016: {2017: 2.0}}
written = PythonTranslator.translate(given)
arrived = eval(written)
print("given:", given, "written:", written)
print("rate of 2014 by default 1.0:", given.get(2014, 1.0), "given,", arrived.get(2014, 1.0), "arrived")
assert arrived == {"2014": 1.5, "2016": {"2017": 2.0}}, "this has changed"
PYTHON
