#!/bin/sh
# One would guess that a forecaster that asks for the frequency of the series uses it to see that a year is missing.
# statsforecast uses freq for the dates of the forecast only: rows are taken as neighbours, so that the drift over a series
# without 2017 and 2018 is counted per row and not per year, and next year comes out too high. Nothing is said; its
# sisters raise an error (Nixtla/nixtla#504) or have been asked for a warning (Nixtla/mlforecast#458, open).
# Here: the press reports some years and skips others; growth a year would be overstated.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check statsforecast==2.1.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata
import warnings

import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import RandomWalkWithDrift

warnings.simplefilter("error", UserWarning)
print("statsforecast", importlib.metadata.version("statsforecast"))
years = [2014, 2015, 2016, 2017, 2018, 2019, 2020]
whole = pd.DataFrame(
    {"unique_id": "a", "ds": pd.to_datetime([f"{y}-12-31" for y in years]), "y": range(10, 80, 10)}
).astype({"y": float})
gap = whole[~whole["ds"].dt.year.isin([2017, 2018])]
seen = {}
for name, table in (("whole", whole), ("two years missing", gap)):
    row = StatsForecast(models=[RandomWalkWithDrift()], freq="YE").forecast(df=table, h=1).iloc[0]
    seen[name] = round(float(row["RWD"]), 6)
    print(f"{name}: 10 a year up to 70 in 2020, {row['ds'].year} is forecast as {seen[name]}")
assert seen == {"whole": 80.0, "two years missing": 85.0}, "this has changed"
PYTHON
