#!/bin/sh
# One would guess that the interval of a forecast with drift gets wider the fewer points there are.
# statsforecast divides the squares by their number, not by the degrees of freedom as its textbook (fpp3, 5.5) and R do:
# of two points the 95 % interval has no width at all, of three it is three tenths too narrow. No warning; not reported.
# Here: most series of the press have three to six points; such a forecast would claim to know next year exactly.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check statsforecast==2.1.1
"$folder/env/bin/python" - <<'PYTHON'
import importlib.metadata

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import RandomWalkWithDrift

print("statsforecast", importlib.metadata.version("statsforecast"))
widths, textbook = {}, {}
for values in ([10.0, 14.0], [10.0, 14.0, 19.0], [10.0, 14.0, 19.0, 27.0, 38.0, 53.0, 70.0]):
    n, steps = len(values), np.diff(values)
    table = pd.DataFrame({"unique_id": "a", "ds": range(n), "y": values})
    model = StatsForecast(models=[RandomWalkWithDrift()], freq=1)
    row = model.forecast(df=table, h=1, level=[95]).iloc[0]
    widths[n] = float(row["RWD-hi-95"] - row["RWD-lo-95"]) / 2
    spread = np.sqrt(((steps - steps.mean()) ** 2).sum() / (len(steps) - 1)) if n > 2 else np.nan
    textbook[n] = 1.959964 * spread * np.sqrt(1 + 1 / (n - 1))
    print(f"{n} points: half width {widths[n]:.2f}, by the textbook {textbook[n]:.2f}")
assert widths[2] == 0, "this has changed"
assert abs(widths[3] / textbook[3] - np.sqrt(1 / 2)) < 1e-3, "this has changed"
PYTHON
