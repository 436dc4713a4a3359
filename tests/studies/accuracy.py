"""Compare fits and summaries with certified and published values, digit by digit.

Run as ``python tests/studies/accuracy.py``. Every fit starts from the data alone. Beside each
stands
SciPy's curve_fit from its default start and from ours, and lmfit where it is installed. Prints
tables
and writes them to outputs/studies/accuracy.md.
"""

import json
import math
import warnings

import numpy as np
from scipy.optimize import curve_fit
from starts import start_curves

from helpers.curves.fits import fit_curves
from helpers.curves.lines import fit_line
from helpers.paths import project_root

try:
    import lmfit
except ImportError:  # a peer to compare with, not a part of the project
    lmfit = None

GOLDEN = project_root() / "tests" / "golden"
CURVES = {"Rat42": "logistic", "Rat43": "richards", "Misra1a": "saturating", "BoxBOD": "saturating"}


def logistic(x, ceiling, rate, midpoint):
    return ceiling / (1 + np.exp(-rate * (x - midpoint)))


def richards(x, ceiling, rate, location, shape):
    return ceiling / (1 + np.exp(-rate * (x - location))) ** (1 / shape)


def saturating(x, ceiling, rate):
    return ceiling * (1 - np.exp(-rate * x))


def bass(x, market, innovation, imitation):
    def share(u):
        left = np.exp(-(innovation + imitation) * u)
        return (1 - left) / (1 + imitation / innovation * left)

    u = x - x[0] + 1
    return market * (share(u) - share(u - 1))


FUNCTIONS = {"logistic": logistic, "richards": richards, "saturating": saturating, "bass": bass}


def load(name):
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))["data"]


def count_digits(found, certified):
    """Return the fewest correct digits among several values, 15 at most."""
    found, certified = (
        np.atleast_1d(np.asarray(found, float)),
        np.atleast_1d(np.asarray(certified, float)),
    )
    if not np.isfinite(found).all():
        return 0.0
    error = np.abs(found - certified) / np.where(certified == 0, 1.0, np.abs(certified))
    return float(np.clip(-np.log10(np.maximum(error, 1e-15)), 0.0, 15.0).min())


def to_certified(parameters, covariance):
    """Return parameters and errors in the form that NIST certifies: b2 is rate times midpoint, b3
    the rate."""
    parameters, covariance = np.asarray(parameters), np.asarray(covariance)
    if parameters.size == 2:
        return parameters, np.sqrt(np.diag(covariance))
    values = parameters.copy()
    values[1], values[2] = parameters[1] * parameters[2], parameters[1]
    jacobian = np.eye(parameters.size)
    jacobian[1, 1:3], jacobian[2, 1:3] = (parameters[2], parameters[1]), (1.0, 0.0)
    return values, np.sqrt(np.diag(jacobian @ covariance @ jacobian.T))


def fit_scipy(function, x, y, start):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return curve_fit(function, x, y, p0=start)
        except (RuntimeError, ValueError):  # it gives up: no digit is right
            return None


def fit_lmfit(function, x, y, start):
    if lmfit is None:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        model = lmfit.Model(function)
        names = model.param_names
        try:
            result = model.fit(y, model.make_params(**dict(zip(names, start))), x=x)
        except (ValueError, RuntimeError):  # NaN in the model from this start
            return None
        if result.covar is None:
            return np.array([result.params[n].value for n in names]), np.full(
                (len(names),) * 2, np.nan
            )
        return np.array([result.params[n].value for n in names]), result.covar


def compare_nonlinear():
    rows = []
    sets = [
        (name, CURVES[name], d["x"], d["y"], d["certified"], d["certified_se"], to_certified, {})
        for name, d in load("nist_nonlinear.json").items()
    ]
    for name, d in load("bass_durables.json").items():
        best = d["nls_srinivasan_mason"]
        sets.append(
            (
                f"Bass, {name.replace('_', ' ')}",
                "bass",
                d["t"],
                d["sales"],
                [best[k] for k in "mpq"],
                best["se_mpq"],
                lambda p, c: (np.asarray(p), np.sqrt(np.diag(c))),
                {"observed": "increment"},
            )
        )
    for name, curve, x, y, values, errors, convert, options in sets:
        x, y = np.asarray(x, float), np.asarray(y, float)
        fits = fit_curves(x, y, curve=curve, **options)
        start = start_curves(curve, x, y, **options)[0]
        answers = [
            ("ours", (fits.parameters.to_numpy()[0], fits.covariance[0])),
            ("curve_fit, default start", fit_scipy(FUNCTIONS[curve], x, y, None)),
            ("curve_fit, our start", fit_scipy(FUNCTIONS[curve], x, y, start)),
            ("lmfit, our start", fit_lmfit(FUNCTIONS[curve], x, y, start)),
        ]
        for label, answer in answers:
            if answer is None:
                rows.append(
                    (
                        name,
                        label,
                        (
                            "not installed"
                            if label.startswith("lmfit") and lmfit is None
                            else "no answer"
                        ),
                        "",
                    )
                )
                continue
            with np.errstate(all="ignore"):
                found, found_errors = convert(*answer)
            rows.append(
                (
                    name,
                    label,
                    f"{count_digits(found, values):.1f}",
                    f"{count_digits(found_errors, errors):.1f}",
                )
            )
    return (
        "| data | by | digits, parameters | digits, standard errors |\n|---|---|--:|--:|\n"
        + "\n".join(f"| {' | '.join(r)} |" for r in rows)
    )


def compare_published():
    lines = ["| series | parameter | fitted | published |", "|---|---|--:|--:|"]
    for name, d in load("bass_durables.json").items():
        row = fit_curves(d["t"], d["sales"], curve="bass", observed="increment").parameters.iloc[0]
        for parameter, key, digits in (
            ("market", "m", 2),
            ("innovation", "p", 6),
            ("imitation", "q", 6),
        ):
            lines.append(
                f"| {name.replace('_', ' ')} | {parameter} | {row[parameter]:.{digits}f} |"
                f" {d['published'][key]} |"
            )
    return "\n".join(lines)


def compare_univariate():
    lines = [
        "| data | n | mean | standard deviation | lag-1 autocorrelation |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, d in load("nist_univariate.json").items():
        x = np.array([float(v) for v in d["values_as_text"]])
        # math.fsum rounds once; deviations are then exact up to the rounding of the mean itself
        mean = math.fsum(x) / x.size
        away = x - mean
        away = away - math.fsum(away) / x.size
        square = math.fsum(away * away)
        values = mean, math.sqrt(square / (x.size - 1)), math.fsum(away[1:] * away[:-1]) / square
        certified = [
            float(d[k]) for k in ("certified_mean", "certified_sd", "certified_lag1_autocorr")
        ]
        lines.append(
            f"| {name} | {x.size} | "
            + " | ".join(f"{count_digits(v, c):.1f}" for v, c in zip(values, certified))
            + " |"
        )
    lines += [
        "",
        (
            "NumAcc3 and NumAcc4 end at what binary numbers can hold: 1000000.3 and 10000000.3 are"
            " themselves stored with errors of 5e-10 and 7e-9 of the deviations from the mean, 0.1."
        ),
    ]
    return "\n".join(lines)


def compare_linear():
    lines = ["| data | by | digits |", "|---|---|--:|"]
    for name, d in load("nist_linear.json").items():
        data = np.array([[float(v) for v in row] for row in d["data_text"]])
        y, x = data[:, 0], data[:, 1:]
        lines.append(
            f"| {name} | fit_line |"
            f" {count_digits(fit_line(x, y).coefficients, d['certified']):.1f} |"
        )
        plain = np.linalg.lstsq(np.column_stack([np.ones(y.size), x]), y, rcond=None)[0]
        lines.append(
            f"| {name} | numpy.linalg.lstsq as it is | {count_digits(plain, d['certified']):.1f} |"
        )
        if x.shape[1] == 1:
            # a straight line is what an exponential is on the log scale
            unit = 1000.0
            fits = fit_curves(x[:, 0] / unit, np.exp(y / unit), curve="exponential", scale="log")
            level, rate = fits.parameters.to_numpy()[0]
            first = x[:, 0].min() / unit
            found = [unit * (np.log(level) - rate * first), rate]
            lines.append(
                f"| {name} | fit_curves, exponential on the log scale |"
                f" {count_digits(found, d['certified']):.1f} |"
            )
    return "\n".join(lines)


def main():
    parts = [
        (
            "Nonlinear: NIST Rat42, Rat43, Misra1a, BoxBOD, and Bass by nonlinear least squares",
            compare_nonlinear(),
        ),
        ("Bass against the published values", compare_published()),
        ("NIST univariate", compare_univariate()),
        ("NIST linear", compare_linear()),
    ]
    text = "\n\n".join(f"## {title}\n\n{table}" for title, table in parts)
    print(text)
    target = project_root() / "outputs" / "studies" / "accuracy.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Accuracy\n\n" + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
