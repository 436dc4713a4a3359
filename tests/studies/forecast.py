"""Compare forecasts of short yearly series with other methods, and say how wide their intervals must be.

Run as ``python tests/studies/forecast.py [--reference DIR]``. Needs two public collections, which are
not part of the project: ``forecast/tourism_yearly.json`` (518 series, 4 years held out) and
``forecast/m1_yearly.json`` (181, 6 years), each a mapping of name to ``train`` and ``test``, in the
folder that --reference names. Peers from statsforecast are shown where it is installed:
``.venv/bin/uv pip install --python .venv/bin/python --editable ".[study]"``. Prints tables and writes
them to outputs/studies/forecast.md; a few minutes.
"""

import os
import sys

os.environ.update(
    OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1"
)  # before numpy reads them
sys.path[:] = [
    folder for folder in sys.path if folder != os.path.dirname(os.path.abspath(__file__))
]  # numba would take coverage.py for the package of that name

import argparse
import json
import time
import warnings
from functools import partial
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.stats import t as student
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.holtwinters import Holt

from helpers.data.assemble import assemble_benchmarks
from helpers.outlook import backtest, find_mase, find_smape, forecast, score_backtest
from helpers.outlook.forecasts import (
    FORECAST,
    LEVEL_ERRORS,
    LONGEST,
    ROOT_ERRORS,
    SMALLEST,
    WEIGHTS,
    continue_theta,
    find_last_slope,
    find_pair_slope,
)
from helpers.paths import project_root

try:
    from statsforecast.models import AutoETS, AutoTheta, DynamicOptimizedTheta
except ImportError:  # peers to compare with, not a part of the project
    AutoETS = AutoTheta = DynamicOptimizedTheta = None

FILES = {"tourism": "tourism_yearly.json", "M1": "m1_yearly.json"}
# sMAPE and MASE of the best methods on tourism and M1, as handed over with the collections.
BEST = np.array([19.99, 2.59, 16.66, 3.36])
LEVELS = (0.80, 0.95)
SPEED_SERIES = 10_000
BENDING = {
    "china_taobao_villages": "Taobao villages",
    "china_taobao_towns": "Taobao towns",
    "china_internet_users": "internet users",
    "china_rural_internet_penetration": "rural internet penetration",
}
HELD_OUT = 5
CURVES = tuple(
    (curve, scale)
    for curve in ("exponential", "logistic", "gompertz")
    for scale in ("log", "natural")
)


# --- The collections ---


def read_collection(path):
    """Return known values (s, n), NaN before a series starts, and held-out values (s, h)."""
    series = json.loads(path.read_text(encoding="utf-8")).values()
    width = max(len(s["train"]) for s in series)
    known = np.array([[np.nan] * (width - len(s["train"])) + s["train"] for s in series])
    return known, np.array([s["test"] for s in series], dtype=float)


def cut(known, years, horizon, smallest=SMALLEST + 1):
    """Return the collection as it stood some years ago, with the years that followed, where long enough."""
    end = known.shape[1] - years
    earlier, later = known[:, :end], known[:, end : end + horizon]
    long_enough = (~np.isnan(earlier)).sum(axis=1) >= smallest
    return earlier[long_enough], later[long_enough]


def format_table(columns, rows):
    lines = ["| " + " | ".join(columns) + " |", "|---" + "|--:" * (len(columns) - 1) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def score(central, known, actual):
    return find_smape(central, actual).mean(), find_mase(central, actual, known).mean()


def find_coverage(out, actual, sign=1.0):
    """Return the share of values inside the intervals at each level."""
    inside = []
    for level in LEVELS:
        ends = np.sort(sign * out.interval(level), axis=-1)
        inside.append(np.mean((ends[..., 0] <= actual) & (actual <= ends[..., 1])))
    return inside


# --- Methods, all (known, horizon) to central (s, h) ---


def continue_ours(known, horizon):
    return forecast(known, horizon).central


def continue_ours_as_values(known, horizon):
    """Return what series with values of 0 or below get: turned over, every value is below 0."""
    return -forecast(-known, horizon).central


def continue_naive(known, horizon):
    return np.repeat(known[:, -1:], horizon, axis=1)


def continue_drift(known, horizon):
    return known[:, -1:] + np.nanmean(np.diff(known), axis=1)[:, None] * np.arange(1, horizon + 1)


def loop(continue_one, known, horizon):
    """Return the forecasts of a method that takes one series at a time."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # an optimiser that gives up says so; its forecast stands as users get it
        return np.array([continue_one(row[~np.isnan(row)], horizon) for row in known])


def list_methods():
    """Return name to function, ours first."""
    methods = {
        "ours": continue_ours,
        "ours, not on square roots": continue_ours_as_values,
        "naive": continue_naive,
        "drift": continue_drift,
    }
    methods["theta (statsmodels)"] = partial(
        loop, lambda y, h: ThetaModel(y, period=1, deseasonalize=False).fit().forecast(h)
    )
    for start in ("estimated", "legacy-heuristic"):
        methods[f"Holt, {start} start (statsmodels)"] = partial(
            loop, lambda y, h, start=start: Holt(y, initialization_method=start).fit().forecast(h)
        )
    methods["damped Holt (statsmodels)"] = partial(
        loop,
        lambda y, h: (
            Holt(y, damped_trend=True, initialization_method="estimated").fit().forecast(h)
        ),
    )
    for model in (AutoETS, AutoTheta, DynamicOptimizedTheta):
        if model is not None:
            methods[f"{model.__name__} (statsforecast)"] = partial(
                loop, lambda y, h, model=model: model(season_length=1).forecast(y, h)["mean"]
            )
    return methods


def compare_methods(collections):
    rows = []
    for name, method in list_methods().items():
        found, begun = [], time.perf_counter()
        for known, actual in collections.values():
            found += score(method(known, actual.shape[1]), known, actual)
        speed = sum(len(known) for known, _ in collections.values()) / (time.perf_counter() - begun)
        ratios = np.array(found) / BEST
        rows.append(
            [
                name,
                *(f"{v:.2f}" for v in found),
                f"{ratios.mean():.3f}",
                f"{ratios.max():.3f}",
                f"{speed:,.0f}",
            ]
        )
    columns = [
        "method",
        *(f"{name} {measure}" for name in collections for measure in ("sMAPE", "MASE")),
        "mean ratio to the best",
        "largest ratio",
        "series a second",
    ]
    notes = [
        f"Best: {', '.join(f'{v:g}' for v in BEST)}, in the order of the columns. Refused by ours: {sum((forecast(k).state != FORECAST).sum() for k, _ in collections.values())}."
    ]
    if AutoETS is None:
        notes.append("statsforecast is not installed; its methods are left out (see --help).")
    return format_table(columns, rows) + "\n\n" + " ".join(notes)


def count_coverage(collections):
    """Return the coverage of our intervals, beside that of statsforecast's."""
    makers = {
        "ours": (forecast, 1.0),
        "ours, not on square roots": (lambda known, horizon: forecast(-known, horizon), -1.0),
    }
    rows = []
    for name, (make, sign) in makers.items():
        shares = [
            (find_coverage(make(known, actual.shape[1]), actual, sign), actual.size)
            for known, actual in collections.values()
        ]
        rows.append([name, *_list_shares(shares)])
    for model in (AutoETS, AutoTheta):
        if model is not None:
            rows.append(
                [
                    f"{model.__name__} (statsforecast)",
                    *_list_shares(
                        [(_cover_peer(model, *pair), pair[1].size) for pair in collections.values()]
                    ),
                ]
            )
    places = [*collections, "both"]
    return format_table(
        ["intervals", *(f"{place} {level:.0%}" for place in places for level in LEVELS)], rows
    )


def _list_shares(shares):
    both = np.average([share for share, _ in shares], axis=0, weights=[size for _, size in shares])
    return [f"{v:.1%}" for v in np.concatenate([*(share for share, _ in shares), both])]


def _cover_peer(model, known, actual):
    percents = [round(100 * level) for level in LEVELS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in loop
        made = [
            model(season_length=1).forecast(row[~np.isnan(row)], actual.shape[1], level=percents)
            for row in known
        ]
    return [
        np.mean([(m[f"lo-{p}"] <= a) & (a <= m[f"hi-{p}"]) for m, a in zip(made, actual)])
        for p in percents
    ]


# --- Does it hold in parts, at other horizons, with other choices ---


def list_splits(collections):
    """Return name to (known, actual) of parts of the collections and of their past."""
    splits = {}
    for name, (known, actual) in collections.items():
        horizon = actual.shape[1]
        count = (~np.isnan(known)).sum(axis=1)
        short = count <= np.median(count)
        changes = np.diff(np.sqrt(known))
        roughness = np.nanstd(changes, axis=1) / np.sqrt(
            np.nanmean(changes**2, axis=1)
        )  # 0 for a straight line, 1 without a trend
        low, high = np.quantile(roughness, [1 / 3, 2 / 3])
        splits[f"{name}, every other series from the first"] = known[::2], actual[::2]
        splits[f"{name}, every other series from the second"] = known[1::2], actual[1::2]
        splits[f"{name}, shorter half (up to {int(np.median(count))} values)"] = (
            known[short],
            actual[short],
        )
        splits[f"{name}, longer half"] = known[~short], actual[~short]
        splits[f"{name}, smoothest third"] = known[roughness <= low], actual[roughness <= low]
        splits[f"{name}, roughest third"] = known[roughness > high], actual[roughness > high]
        splits[f"{name}, {horizon} years earlier"] = cut(known, horizon, horizon)
        splits[f"{name}, {2 * horizon} years earlier"] = cut(known, 2 * horizon, horizon)
        splits[f"{name}, 1 year, from 1 year earlier"] = cut(known, 1, 1)
        splits[f"{name}, {LONGEST} years, from {LONGEST} years earlier"] = cut(
            known, LONGEST, LONGEST
        )
    return splits


def compare_splits(collections):
    others = {
        "naive": continue_naive,
        "drift": continue_drift,
        "theta": lambda known, horizon: continue_theta(known, np.arange(1.0, horizon + 1)),
    }
    rows = []
    for name, (known, actual) in list_splits(collections).items():
        out = forecast(known, actual.shape[1])
        kept = (out.state == FORECAST).to_numpy()
        known, actual = known[kept], actual[kept]
        out = forecast(known, actual.shape[1])
        scores = [score(out.central, known, actual)] + [
            score(other(known, actual.shape[1]), known, actual) for other in others.values()
        ]
        rows.append(
            [
                name,
                f"{len(known)}",
                *(f"{smape:.2f} / {mase:.2f}" for smape, mase in scores),
                *(f"{v:.1%}" for v in find_coverage(out, actual)),
            ]
        )
    return format_table(
        [
            "part",
            "series",
            "ours, sMAPE / MASE",
            *others,
            *(f"inside {level:.0%}" for level in LEVELS),
        ],
        rows,
    )


def continue_otherwise(
    known, horizon, *, power=0.5, left_out=None, average=np.median, weights=WEIGHTS
):
    """Return our forecasts with one choice changed."""
    on_scale, ahead = known**power, np.arange(1.0, horizon + 1)
    last = on_scale[:, -1:]
    ways = {
        "pairs": last + ahead * find_pair_slope(on_scale)[:, None],
        "last": last + ahead * find_last_slope(on_scale)[:, None],
        "theta": continue_theta(on_scale, ahead, weights),
    }
    return np.maximum(
        average([way for name, way in ways.items() if name != left_out], axis=0), 0.0
    ) ** (1.0 / power)


def compare_choices(collections):
    changes = {
        "as it is": {},
        "mean of the three": {"average": np.mean},
        "without the slope of all pairs": {"left_out": "pairs"},
        "without the slope to the last": {"left_out": "last"},
        "without theta": {"left_out": "theta"},
        "smoothing weights by hundredths": {"weights": np.arange(1, 101) / 100},
    } | {
        f"power {power:.2g} in place of 0.5": {"power": power}
        for power in (0.25, 1 / 3, 0.4, 0.6, 2 / 3, 0.8, 1.0)
    }
    rows = []
    for name, change in changes.items():
        found = [
            v
            for known, actual in collections.values()
            for v in score(continue_otherwise(known, actual.shape[1], **change), known, actual)
        ]
        ratios = np.array(found) / BEST
        rows.append(
            [name, *(f"{v:.2f}" for v in found), f"{ratios.mean():.3f}", f"{ratios.max():.3f}"]
        )
    return format_table(
        [
            "choice",
            *(f"{name} {measure}" for name in collections for measure in ("sMAPE", "MASE")),
            "mean ratio",
            "largest ratio",
        ],
        rows,
    )


# --- How wide ---


def list_errors(known, sign):
    """Return scaled errors over all origins within the known values, and the series of each."""
    errors, series = [], []
    for years in range(1, known.shape[1] - SMALLEST + 1):
        horizon = min(years, LONGEST)
        end = known.shape[1] - years
        out = forecast(sign * known[:, :end], horizon)
        row = np.flatnonzero(out.state == FORECAST)
        errors.append(out.scale_errors(sign * known[:, end : end + horizon])[row].ravel())
        series.append(np.repeat(row, horizon))
    return np.concatenate(errors), np.concatenate(series)


def calibrate(collections, sign=1.0):
    """Return the spread and the degrees of freedom of Student's t that the errors fit best.

    Collections weigh the same, and within one of them its series, whatever their length.
    """
    errors, weights = [], []
    for known, _ in collections:
        error, series = list_errors(known, sign)
        weight = 1.0 / np.bincount(series)[series]
        errors.append(error)
        weights.append(weight / weight.sum())
    error, weight = np.concatenate(errors), np.concatenate(weights)

    def loss(logs):
        return -np.sum(
            weight * (student.logpdf(error / np.exp(logs[0]), np.exp(logs[1])) - logs[0])
        )

    return np.exp(minimize(loss, [0.0, 1.0], method="Nelder-Mead").x)


def tell_calibration(collections):
    tourism, m1 = collections.values()
    halves = [
        [(known[start::2], actual[start::2]) for known, actual in collections.values()]
        for start in (0, 1)
    ]
    rows = []
    for label, sign, used in (
        ("square roots", 1.0, ROOT_ERRORS),
        ("values themselves", -1.0, LEVEL_ERRORS),
    ):
        groups = {
            "both collections": [tourism, m1],
            "tourism only": [tourism],
            "M1 only": [m1],
            "every other series from the first": halves[0],
            "from the second": halves[1],
        }
        rows += [
            [f"{label}, {name}", *(f"{v:.2f}" for v in calibrate(group, sign)), ""]
            for name, group in groups.items()
        ]
        rows[-len(groups)][-1] = f"{used[0]:g}, {used[1]:g}"
    table = format_table(
        ["errors within the training parts", "spread", "degrees of freedom", "in use"], rows
    )
    lines = [
        table,
        "",
        "Coverage of the held-out values of one half by the constants of the other half, on square roots:",
        "",
    ]
    rows = []
    for name, fitted, tested in (
        ("second half, by the first", halves[0], halves[1]),
        ("first half, by the second", halves[1], halves[0]),
    ):
        spread, freedom = calibrate(fitted)
        shares = [_cover(known, actual, spread, freedom) for known, actual in tested]
        rows.append([name, *(f"{v:.1%}" for share in shares for v in share)])
    lines.append(
        format_table(
            ["tested", *(f"{name} {level:.0%}" for name in collections for level in LEVELS)], rows
        )
    )
    return "\n".join(lines)


def _cover(known, actual, spread, freedom):
    error = np.abs(forecast(known, actual.shape[1]).scale_errors(actual)) / spread
    return [np.mean(error <= student.ppf(0.5 + 0.5 * level, freedom)) for level in LEVELS]


# --- Speed ---


def time_ours(collections):
    rows = []
    for name, (known, _) in collections.items():
        many = np.tile(known, (-(-SPEED_SERIES // len(known)), 1))[:SPEED_SERIES]
        best = np.inf
        for _ in range(3):
            begun = time.perf_counter()
            forecast(many, LONGEST).interval(0.95)
            best = min(best, time.perf_counter() - begun)
        rows.append([name, f"{len(many):,}", f"{many.shape[1]}", f"{len(many) / best:,.0f}"])
    return format_table(
        ["series of", "series", "values, the longest", "forecasts a second, one core"], rows
    )


# --- Series that bend ---


def read_yearly(table, series_id):
    """Return years and values: one a year, NaN where missing.

    A date up to March stands for the year before (the winter's survey of internet users); of several
    dates in a year the last counts.
    """
    rows = table[(table["series_id"] == series_id) & ~table["is_second"]]
    rows = rows[
        rows["fit_from"].isna() | (rows["period_end"].dt.year >= rows["fit_from"])
    ].sort_values("period_end")
    year = rows["period_end"].dt.year - (rows["period_end"].dt.month <= 3)
    yearly = (
        rows.assign(year=year).drop_duplicates("year", keep="last").set_index("year")["central"]
    )
    years = np.arange(yearly.index.min(), yearly.index.max() + 1)
    return years, yearly.reindex(years).to_numpy()


def find_longest_run(years, value):
    """Return the years and values of the longest stretch without a missing year, the last of equals."""
    stretches = np.split(
        np.arange(value.size), np.flatnonzero(np.diff(np.isnan(value).astype(int))) + 1
    )
    run = max(reversed([s for s in stretches if not np.isnan(value[s[0]])]), key=len)
    return years[run], value[run]


def compare_bending():
    table = assemble_benchmarks(
        project_root() / "data",
        reading="conventional",
        currency="CNY",
        prices="current",
        base_year=2020,
    )
    names = {"ours": "ours", "naive": "naive", "drift": "drift"} | {
        f"{c}, {s}": f"{c}, {s} scale" for c, s in CURVES
    }
    held, rolling, notes = [], [], []
    for series_id, label in BENDING.items():
        years, value = read_yearly(table, series_id)
        missing = years[np.isnan(value)]
        years, value = find_longest_run(years, value)
        about = f"{label}, {years[0]} to {years[-1]}"
        if missing.size:
            notes.append(
                f"{label}: no value for {', '.join(map(str, missing))}, refused across these; the longest unbroken run is {years[0]} to {years[-1]}."
            )
        made = backtest(value, HELD_OUT, time=years, curves=CURVES)
        at_end = made[made["origin"] == years[-1] - HELD_OUT]
        for rows, part, few in (
            (held, at_end, f"a hold-out of {HELD_OUT} needs {SMALLEST + HELD_OUT} values"),
            (rolling, made, f"the first origin needs {SMALLEST + 1} values"),
        ):
            if part.empty:
                notes.append(f"{label}: {len(value)} values in a row; {few}: refused.")
                continue
            scores = score_backtest(part).set_index("method")
            errors = scores["smape_pct"].reindex(list(names))
            counted = scores["forecasts"].max()
            full = scores.index[scores["forecasts"] == counted]
            best = errors[full].idxmin()
            refused = [
                f"{names[m]} at {counted - int(scores['forecasts'].get(m, 0))} of {counted}"
                for m in names
                if scores["forecasts"].get(m, 0) < counted
            ]
            if refused:
                notes.append(f"{about}: no finite best curve for {'; '.join(refused)} forecasts.")
            cells = [
                "" if np.isnan(v) else f"**{v:.1f}**" if m == best else f"{v:.1f}"
                for m, v in errors.items()
            ]
            rows.append(
                [
                    about,
                    str(counted),
                    *cells,
                    f"{scores.loc['ours', 'skill_drift']:.2f}",
                    *(f"{scores.loc['ours', f'coverage_{100 * level:g}']:.0%}" for level in LEVELS),
                ]
            )
    columns = [
        "sMAPE, per cent",
        "forecasts",
        *names.values(),
        "our skill against drift",
        *(f"ours inside {level:.0%}" for level in LEVELS),
    ]
    return "\n\n".join(
        [
            f"The last {HELD_OUT} values, from the year before them:",
            format_table(columns, held),
            f"Rolling origin, 1 to {HELD_OUT} years ahead, from {SMALLEST} values on:",
            format_table(columns, rolling),
            "One value a year, equally spaced: in which month a year was counted is passed over, for the curves too. Bold: smallest among the methods that made every forecast. "
            + " ".join(dict.fromkeys(notes)),
        ]
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--reference",
        type=Path,
        default=project_root().parent / "shared" / "reference",
        metavar="DIR",
        help="folder that holds forecast/*.json (default: ../shared/reference beside the project)",
    )
    folder = parser.parse_args().reference / "forecast"
    missing = [name for name in FILES.values() if not (folder / name).is_file()]
    if missing:
        print(
            f"{folder} has no {' and no '.join(missing)}; name the folder that holds forecast/ with --reference DIR",
            file=sys.stderr,
        )
        sys.exit(2)
    collections = {name: read_collection(folder / file) for name, file in FILES.items()}
    text = ""
    for title, tell in (
        ("Ours beside other methods, held-out values", partial(compare_methods, collections)),
        ("Coverage of the held-out values", partial(count_coverage, collections)),
        ("Parts of the collections and their past", partial(compare_splits, collections)),
        ("Other choices", partial(compare_choices, collections)),
        ("How wide: calibration", partial(tell_calibration, collections)),
        ("Speed", partial(time_ours, collections)),
        ("Series that bend", compare_bending),
    ):
        part = f"## {title}\n\n{tell()}\n"
        print(part, flush=True)
        text += part + "\n"
    target = project_root() / "outputs" / "studies" / "forecast.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        "# Forecasts of short yearly series\n\n" + text.rstrip() + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
