#!/bin/sh
# One would guess that a random-effects pool of alike effects is at least as uncertain as the fixed-effect one.
# statsmodels' combine_effects(method_re="dl") keeps a negative variance between studies (metafor and DerSimonian and
# Laird 1986 set it to 0), so the random-effects standard error comes out far below the fixed-effect one, silently.
# It matters here: growth rates of places that are alike would be published with intervals tens of times too narrow.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$folder/venv/bin/python" - <<'PY'
import numpy as np
import statsmodels
from statsmodels.stats.meta_analysis import combine_effects

effect, variance = np.array([0.200, 0.201, 0.200, 0.199]), np.full(4, 0.001)
one = combine_effects(effect, variance, method_re="dl")
fixed = (1 / (1 / variance).sum()) ** 0.5
print("statsmodels", statsmodels.__version__)
print(f"variance between studies, one step: {one.tau2:.7f}")
print(f"standard error, random effects: {one.sd_eff_w_re:.6f}; fixed effect by hand: {fixed:.6f}")
assert one.tau2 < 0, "the variance is no longer negative"
assert one.sd_eff_w_re < fixed / 10, "the error is no longer too small"
PY
