#!/bin/sh
# One would guess that a point of weight 0 is left out of a fit, as lm and nls do in R.
# In lmfit its residual counts for nothing but the point itself still counts: five points and three of weight 0 make six
# degrees of freedom and not three, so that the standard errors come out smaller and AIC and BIC are those of eight points.
# Here: leaving sources out by a weight of 0 is the easy way; every interval of such a fit is too narrow. Not reported.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check lmfit==1.3.4 numpy==2.4.6 scipy==1.17.1
cd "$folder"
env/bin/python - <<'PYTHON'
import lmfit
import numpy as np

print("lmfit", lmfit.__version__)
year = np.arange(8.0)
sales = 2 * year + 1 + np.array([0.3, -0.2, 0.1, -0.1, 0.2, -0.3, 0.1, -0.1])
weight = np.where(year < 5, 1.0, 0.0)
model = lmfit.models.LinearModel()
fits = {
    "three points of weight 0": model.fit(sales, x=year, weights=weight, slope=1, intercept=0),
    "three points left out": model.fit(sales[:5], x=year[:5], slope=1, intercept=0),
}
for name, fit in fits.items():
    slope = fit.params["slope"]
    print(f"{name}: {slope.value:.4f} +- {slope.stderr:.4f}, {fit.nfree} degrees of freedom, BIC {fit.bic:.1f}")
zero, out = (fit.params["slope"] for fit in fits.values())
assert abs(zero.value - out.value) < 1e-6, "the fits are no longer the same line"
assert abs(zero.stderr / out.stderr - np.sqrt(0.5)) < 1e-3, "this has changed"
PYTHON
