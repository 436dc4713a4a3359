"""Compare forecasts of short yearly series with other methods, and say how wide their intervals
must be.

Run as ``python tests/studies/forecast.py [--reference DIR] [--part PART]``. Needs three public
collections, which are not part of the project: ``forecast/tourism_yearly.json`` (518 series, 4
years held
out) and ``forecast/m1_yearly.json`` (181, 6 years), each a mapping of name to ``train`` and
``test``, and
``forecast/pwt_national_yearly.json`` (national totals, a mapping of variable to country to
``values``; the
last 8 years are held out here), in the folder that --reference names. Peers from statsforecast are
shown where it is installed:
``.venv/bin/uv pip install --python .venv/bin/python --editable ".[study]"``. Prints tables and
writes
them to outputs/studies/forecast.md; some minutes. ``--part spread`` refits and tests the spread of
the
forecasts alone, ``--part reference`` the record of reference classes, ``--part fourth`` a fourth
continuation; each writes a file of its own, as forecast_spread.md.
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
import itertools
import json
import time
import warnings
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, stdtrit
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.holtwinters import Holt

from helpers.data.assemble import assemble_benchmarks
from helpers.outlook import backtest, find_smape, forecast, forecasts, score_backtest
from helpers.outlook.forecasts import (
    FORECAST,
    LEVEL_SPREAD,
    LONGEST,
    ROOT_SPREAD,
    SMALLEST,
    WEIGHTS,
    SpreadLaw,
    continue_theta,
    find_last_slope,
    find_pair_slope,
    find_spread,
)
from helpers.outlook.reference import RECORD_80, reference_outlook
from helpers.paths import project_root

try:
    from statsforecast.models import AutoETS, AutoTheta, DynamicOptimizedTheta
except ImportError:  # peers to compare with, not a part of the project
    AutoETS = AutoTheta = DynamicOptimizedTheta = None

FILES = {"tourism": "tourism_yearly.json", "M1": "m1_yearly.json"}
NATIONAL = "pwt_national_yearly.json"
PARTS = ("fourth", "spread", "reference")
LIKE_OURS = 15  # values of a national series that is as short as the project's own
# sMAPE and MASE of the best methods on tourism and M1, as handed over with the collections.
BEST = np.array([19.99, 2.59, 16.66, 3.36])
LEVELS = (0.80, 0.95)
AHEAD = np.arange(1.0, LONGEST + 1.0)
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
    """Return the collection as it stood some years ago, with the years that followed, where long
    enough."""
    end = known.shape[1] - years
    earlier, later = known[:, :end], known[:, end : end + horizon]
    long_enough = (~np.isnan(earlier)).sum(axis=1) >= smallest
    return earlier[long_enough], later[long_enough]


def format_table(columns, rows):
    lines = ["| " + " | ".join(columns) + " |", "|---" + "|--:" * (len(columns) - 1) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def find_mase(central, actual, known):
    """Return the mean absolute scaled error of every series, (s,): Hyndman and Koehler (2006)."""
    scale = np.nanmean(np.abs(np.diff(known, axis=1)), axis=1)
    return np.abs(central - actual).mean(axis=1) / scale


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
        f"Best: {', '.join(f'{v:g}' for v in BEST)}, in the order of the columns. Refused by ours:"
        f" {sum((forecast(k).state != FORECAST).sum() for k, _ in collections.values())}."
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


# --- A fourth continuation ---

THETAS = np.array([1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0, 20.0])


def continue_optimised(value, ahead):
    """Return the forecasts of the theta method with the theta that had the smallest errors.

    Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), International Journal of
    Forecasting 32, p. 1151-1161, with the line of all values and grids for theta and the weight.
    """
    seen = ~np.isnan(value)
    count = seen.sum(axis=1, keepdims=True)
    place = np.arange(value.shape[1]) - (value.shape[1] - count) - 0.5 * (count - 1.0)
    known = np.where(seen, value, 0.0)
    mean = known.sum(axis=1, keepdims=True) / count
    slope = (np.where(seen, place, 0.0) * known).sum(axis=1, keepdims=True)
    slope = slope / (count * (count**2 - 1.0) / 12.0)
    line, ends = mean + slope * place, mean + slope * (0.5 * (count - 1.0) + ahead)
    least, best = np.full((len(value), 1), np.inf), ends
    for theta in THETAS:
        for weight in WEIGHTS:
            level, loss = np.zeros((2, len(value)))
            for year in range(value.shape[1]):
                now, started = seen[:, year], seen[:, year - 1] & (year > 0)
                made = level / theta + (1.0 - 1.0 / theta) * line[:, year]
                bent = theta * known[:, year] + (1.0 - theta) * line[:, year]
                loss += np.where(started, np.square(known[:, year] - made), 0.0)
                level += np.where(now, np.where(started, weight, 1.0) * (bent - level), 0.0)
            forecast_ = level[:, None] / theta + (1.0 - 1.0 / theta) * ends
            better = loss[:, None] < least
            least, best = np.where(better, loss[:, None], least), np.where(better, forecast_, best)
    return best


def tell_fourth(collections, national):
    """Return point errors with the optimised theta in place of theta, and as a fourth."""
    known, actual, _ = national
    tested = collections | {
        "national": (known, actual),
        f"national, last {LIKE_OURS} values": (known[:, -LIKE_OURS:], actual),
    }
    for name, (k, a) in collections.items():
        tested[f"{name}, {a.shape[1]} years earlier"] = cut(k, a.shape[1], a.shape[1])
    rows = []
    for name, (k, a) in tested.items():
        root, ahead = np.sqrt(k), np.arange(1.0, a.shape[1] + 1)
        slopes = [
            root[:, -1:] + ahead * find(root)[:, None]
            for find in (find_pair_slope, find_last_slope)
        ]
        theta, optimised = continue_theta(root, ahead), continue_optimised(root, ahead)
        choices = ([theta], [optimised], [theta, optimised])
        scores = [
            score(np.square(np.maximum(np.median([*slopes, *c], axis=0), 0.0)), k, a)
            for c in choices
        ]
        rows.append([name, *(f"{smape:.2f} / {mase:.3f}" for smape, mase in scores)])
    columns = ["sMAPE / MASE", "theta, in use", "optimised theta instead", "as a fourth"]
    return format_table(columns, rows)


# --- How wide ---

# What was in use before: a random walk with drift, spread and degrees of freedom of Student's t
# fitted on tourism and M1.
WALK = SpreadLaw(np.log(0.83), 0.0, 0.0, 0.5, 0.0, 0.0, np.log(3.1), 0.0, 0.0)
START = SpreadLaw(0.0, 0.5, 0.0, 0.5, 0.0, 0.0, 1.0, 0.0, 0.0)  # of the search
ROUGHNESS = (0.15, 0.3, 0.5, 0.7, 0.9)  # between the six classes
TAILS = np.arange(0.005, 1.0, 0.01)  # at which quantiles are scored for the CRPS
SHORTEST, LONGEST_WINDOW = 5, 20  # values of national series cut short
EVERY = 3  # years between the origins of national series: neighbours tell the same


class Errors(NamedTuple):
    """Errors of forecasts on the continued scale, a row a forecast; what their spread may follow
    from."""

    error: np.ndarray  # (r, 8), NaN where nothing came
    change: np.ndarray  # (r,), as of find_spread
    own: np.ndarray
    count: np.ndarray
    roughness: np.ndarray  # 0 for a straight line, 1 without a trend
    series: np.ndarray  # (r,), which series


def read_national(path):
    """Return national series with their last years held out, and which country each is of."""
    series = json.loads(path.read_text(encoding="utf-8"))
    countries = sorted({name for table in series.values() for name in table})
    values, country = [], []
    for table in series.values():
        for name, one in table.items():
            values.append(one["values"])
            country.append(countries.index(name))
    width = max(map(len, values))
    value = np.array([[np.nan] * (width - len(v)) + v for v in values])
    return value[:, :-LONGEST], value[:, -LONGEST:], np.array(country)


def find_roughness(known):
    """Return how much of the changes of the square roots is not their mean, (s,)."""
    changes = np.diff(np.sqrt(np.abs(known)), axis=1)
    with np.errstate(invalid="ignore"):
        return np.nanstd(changes, axis=1) / np.sqrt(np.nanmean(changes**2, axis=1))


def collect_errors(known, actual, series, sign):
    """Return the errors of the series that are not refused."""
    actual = np.pad(actual, ((0, 0), (0, LONGEST - actual.shape[1])), constant_values=np.nan)
    out = forecast(sign * known, LONGEST)
    kept = np.flatnonzero(out.state == FORECAST)
    actual = sign * actual
    with np.errstate(invalid="ignore"):
        error = (np.where(out.is_root[:, None], np.sqrt(actual), actual) - out._middle)[kept]
    found = (v[kept] for v in (out.change, out.own, out.count, find_roughness(known), series))
    return Errors(error, *found)


def join_errors(parts):
    return Errors(*(np.concatenate(arrays) for arrays in zip(*parts)))


def list_errors(known, series, sign=1.0, every=1, is_cut=False):
    """Return errors over origins within the known values, and of series cut short before them."""
    parts = []
    for turn, years in enumerate(range(1, known.shape[1] - SMALLEST + 1, every)):
        end = known.shape[1] - years
        earlier, later = known[:, :end], known[:, end : end + LONGEST]
        enough = (~np.isnan(earlier)).sum(axis=1) >= SMALLEST
        parts.append(collect_errors(earlier[enough], later[enough], series[enough], sign))
        window = SHORTEST + turn * 7 % (LONGEST_WINDOW - SHORTEST + 1)  # 7: no length twice running
        if is_cut and window < end:
            enough = ~np.isnan(earlier[:, -window])
            short = earlier[enough, -window:]
            parts.append(collect_errors(short, later[enough], series[enough], sign))
    return join_errors(parts)


def list_all_errors(collections, national, sign=1.0):
    """Return collection to errors within the parts for fitting."""
    errors = {
        name: list_errors(known, np.arange(len(known)), sign)
        for name, (known, _) in collections.items()
    }
    known, _, country = national
    # countries are the units: the series of one are not independent
    return errors | {"national": list_errors(known, country, sign, EVERY, is_cut=True)}


def keep(errors, kept):
    return Errors(*(array[kept] for array in errors))


def weigh(errors):
    """Return the weight of each error: series (countries) count alike; they add up to 1."""
    seen = ~np.isnan(errors.error)
    total = np.bincount(errors.series, weights=seen.sum(axis=1))
    weight = seen / np.maximum(total, 1.0)[errors.series][:, None]
    return weight / weight.sum()


def score_law(law, errors):
    """Return the mean log density of the errors, of t with the law's spread; in units of the
    changes."""
    spread, freedom = find_spread(law, errors.change, errors.own, errors.count, AHEAD)
    seen = ~np.isnan(errors.error)
    ratio = np.where(seen, errors.error, 0.0) / spread
    nu = freedom[:, None]
    density = (
        gammaln((nu + 1) / 2)
        - gammaln(nu / 2)
        - np.log(nu * np.pi) / 2
        - (nu + 1) / 2 * np.log1p(ratio**2 / nu)
        - np.log(spread / errors.change[:, None])
    )
    return np.sum(weigh(errors) * density)


def calibrate(errors):
    """Return the law under which the errors are likeliest; collections count alike.

    This is the origin of ROOT_SPREAD and, from series turned over, of LEVEL_SPREAD.
    """

    def loss(numbers):
        law = SpreadLaw(*numbers)
        return -np.mean([score_law(law, part) for part in errors.values()])

    return SpreadLaw(*minimize(loss, START, method="BFGS", options={"gtol": 1e-4}).x)


def split(errors):
    """Return the errors of every other series or country, and of those between."""
    return [
        {name: keep(part, part.series % 2 == turn) for name, part in errors.items()}
        for turn in (0, 1)
    ]


def find_inside(law, errors, level):
    """Return 1 where an error lies inside the interval, 0 where not, NaN where nothing came."""
    spread, freedom = find_spread(law, errors.change, errors.own, errors.count, AHEAD)
    reach = -stdtrit(freedom, 0.5 - 0.5 * level)[:, None] * spread
    seen = ~np.isnan(errors.error)
    return np.where(seen, np.abs(errors.error) <= reach, np.nan)


def list_coverage(law, errors):
    """Return coverage in per cent at both levels by part: all, class of roughness, years ahead.

    Collections count alike; a class counts where it has series.
    """
    table = {}
    for level in LEVELS:
        inside, weight, rough = [], [], []
        for part in errors.values():
            inside.append(np.nan_to_num(find_inside(law, part, level)))
            weight.append(weigh(part))
            rough.append(np.searchsorted(ROUGHNESS, part.roughness))
        inside, weight, rough = map(np.concatenate, (inside, weight, rough))

        def mean(i, inside=inside, weight=weight):
            return 100 * np.sum((inside * weight)[i]) / np.sum(weight[i])

        parts = {"all": np.s_[:]}
        edges = ("0", *(f"{v:g}" for v in ROUGHNESS), "1")
        parts |= {
            f"roughness {edges[j]} to {edges[j + 1]}": rough == j
            for j in range(len(ROUGHNESS) + 1)
            if (rough == j).any()
        }
        parts |= {
            f"{int(h)} years ahead": np.s_[:, int(h) - 1]
            for h in AHEAD
            if weight[:, int(h) - 1].any()
        }
        for name, i in parts.items():
            table.setdefault(name, []).append(mean(i))
    return table


def show_coverage(columns):
    """Return a table of coverage, a row a part, for columns that map a title to law and errors."""
    found = {title: list_coverage(*pair) for title, pair in columns.items()}
    parts = dict.fromkeys(part for table in found.values() for part in table)
    rows = [
        [
            part,
            *(
                " / ".join(f"{v:.1f}" for v in table[part]) if part in table else ""
                for table in found.values()
            ),
        ]
        for part in parts
    ]
    return format_table(["inside 80 % / 95 %", *columns], rows)


def show_classes(law, errors):
    """Return how surely the coverage of each class of roughness is known: its units drawn anew.

    Units are series, and countries of national series.
    """
    rng, rows = np.random.default_rng(0), []
    edges = (0.0, *ROUGHNESS, 1.0)
    for low, high in itertools.pairwise(edges):
        units = []
        for part in errors.values():
            at = np.searchsorted(ROUGHNESS, part.roughness) == edges.index(low)
            inside, weight = find_inside(law, part, LEVELS[0])[at], weigh(part)[at]
            for one in np.unique(part.series[at]):
                own = part.series[at] == one
                units.append((np.nansum(inside[own] * weight[own]), weight[own].sum()))
        if units:
            drawn = np.array(units)[rng.integers(0, len(units), (2000, len(units)))].sum(axis=1)
            ends = np.percentile(100 * drawn[:, 0] / drawn[:, 1], (2.5, 97.5))
            rows.append(
                [f"{low:g} to {high:g}", f"{len(units)}", f"{ends[0]:.0f} to {ends[1]:.0f}"]
            )
    return format_table(["roughness", "units", "inside 80 %, 95 % of draws"], rows)


def find_ends(law, out, tails):
    """Return quantiles of the forecasts under a law, (s, h, q), in the unit of the values."""
    spread, freedom = find_spread(law, out.change, out.own, out.count, AHEAD[: out.time.shape[1]])
    middle = np.where(out.is_root[:, None], np.sqrt(np.abs(out.central)), out.central)
    reach = stdtrit(freedom[:, None], tails)[:, None, :] * spread[:, :, None]
    ends = middle[:, :, None] + reach
    return np.where(out.is_root[:, None, None], np.square(np.maximum(ends, 0.0)), ends)


def score_interval(law, known, actual):
    """Return mean interval scores at both levels and the CRPS, in mean absolute yearly changes.

    Gneiting and Raftery (2007), Journal of the American Statistical Association 102, p. 370; scaled
    as in Makridakis, Spiliotis and Assimakopoulos (2020), International Journal of Forecasting 36.
    """
    out = forecast(known, actual.shape[1])
    unit = np.nanmean(np.abs(np.diff(known)), axis=1)[:, None]
    scores = []
    for level in LEVELS:
        tail = 0.5 - 0.5 * level
        low, high = np.moveaxis(find_ends(law, out, np.array([tail, 1.0 - tail])), -1, 0)
        missed = np.maximum(low - actual, 0.0) + np.maximum(actual - high, 0.0)
        scores.append(np.nanmean((high - low + missed / tail) / unit))
    ends = find_ends(law, out, TAILS)
    above = ends - actual[..., None]
    pinball = 2.0 * ((above > 0) - TAILS) * above
    return [*scores, np.nanmean(pinball.mean(axis=-1) / unit)]


def tell_fit(name, errors, used):
    """Return the fitted numbers of all, of either half, and those in use."""
    first, second = split(errors)
    laws = {"all": calibrate(errors), "first half": calibrate(first)}
    laws["second half"] = calibrate(second)
    rows = [
        [
            title,
            *(f"{v:.2f}" for v in law),
            f"{np.mean([score_law(law, e) for e in errors.values()]):.4f}",
        ]
        for title, law in (laws | {"in use": used, "random walk": WALK}).items()
    ]
    table = format_table([name, *SpreadLaw._fields, "log density"], rows)
    cross = {
        "second half, by the first": (laws["first half"], second),
        "first half, by the second": (laws["second half"], first),
        "both, random walk": (WALK, errors),
    }
    return table + "\n\nOrigins within the parts for fitting:\n\n" + show_coverage(cross)


def tell_spread(collections, national):
    errors = list_all_errors(collections, national)
    lines = [tell_fit("square roots", errors, ROOT_SPREAD)]
    known, actual, country = national
    short = known[:, -LIKE_OURS:]
    ends = {name: (k, a, np.arange(len(k))) for name, (k, a) in collections.items()} | {
        "national": (known, actual, country),
        f"national, last {LIKE_OURS} values": (short, actual, country),
    }
    rows = []
    for name, (k, a, _) in ends.items():
        for title, law in (("in use", ROOT_SPREAD), ("random walk", WALK)):
            rows.append([f"{name}, {title}", *(f"{v:.3f}" for v in score_interval(law, k, a))])
    lines.append("Values held out of every fit, in mean absolute yearly changes:")
    lines.append(format_table(["", *(f"interval score {v:.0%}" for v in LEVELS), "CRPS"], rows))
    tests = {name: collect_errors(*end, 1.0) for name, end in ends.items()}
    three = {name: part for name, part in tests.items() if name in (*collections, "national")}
    groups = {"the three": three} | {name: {name: part} for name, part in tests.items()}
    lines.append(show_coverage({name: (ROOT_SPREAD, part) for name, part in groups.items()}))
    lines.append(show_classes(ROOT_SPREAD, three))
    lines.append("The same under the random walk:")
    lines.append(show_coverage({name: (WALK, part) for name, part in groups.items()}))
    turned = list_all_errors(collections, national, -1.0)
    lines.append(tell_fit("values themselves", turned, LEVEL_SPREAD))
    lines.append(tell_memory(collections, national))
    return "\n\n".join(lines)


def tell_memory(collections, national):
    """Return the log density with own errors that are remembered longer or shorter."""
    rows = []
    used = forecasts.MEMORY
    for memory in (0.3, 0.4, 0.5, 0.6, 0.7, 1.0):
        forecasts.MEMORY = memory
        errors = list_all_errors(collections, national)
        law = calibrate(errors)
        rows.append([f"{memory}", f"{np.mean([score_law(law, e) for e in errors.values()]):.4f}"])
    forecasts.MEMORY = used
    return format_table(["memory of own errors", "log density"], rows)


# --- Reference classes ---

CLASSES = ((4, 3), (8, 3), (8, 8), (30, 8))  # places and years of a class
ORIGINS = range(1985, 2015, 5)
DRAWS = 50  # places drawn from a panel at each origin
FAR = 5  # years ahead


def tell_reference(path):
    """Return how often countries lay inside the intervals that the moves of others gave."""
    panels = json.loads(path.read_text(encoding="utf-8"))
    rng = np.random.default_rng(20260101)
    rows, total = [], []
    for name, table in panels.items():
        last = next(iter(table.values()))["first_year"] + len(next(iter(table.values()))["values"])
        for places, years in CLASSES:
            inside = [
                _look_ahead(table, origin, last, places, years, rng)
                for origin in ORIGINS
                for _ in range(DRAWS)
            ]
            mean = np.nanmean(inside, axis=0)
            total.append(mean)
            rows.append([f"{name}, {places} places, {years} years", *_show_levels(mean)])
    rows.append(["all", *_show_levels(np.mean(total, axis=0))])
    rows.append(["in use, 80 %", *(f"{100 * v:.0f}" for v in RECORD_80)])
    columns = ["inside 80 % / 95 %", *(f"{h} years ahead" for h in range(1, FAR + 1))]
    return format_table(columns, rows)


def _show_levels(mean):
    return [f"{100 * a:.0f} / {100 * b:.0f}" for a, b in mean.T]


def _look_ahead(table, origin, end, places, years, rng):
    """Return whether one country drawn lay inside, at both levels and each year ahead."""
    logs = np.array(
        [
            np.log(one["values"][origin - years - end :][: years + FAR + 1])
            for one in table.values()
            if len(one["values"]) > end - (origin - years)
        ]
    )
    # a panel's mean growth stands for the nation's, known as printed rates are
    moves = np.diff(logs, axis=1)
    moves = moves - moves.mean(axis=0)
    drawn = rng.permutation(len(moves))[: places + 1]
    seen, later = moves[drawn[:-1], :years], moves[drawn[-1], years:].cumsum()
    names = np.repeat(np.arange(places), years)
    outlook = reference_outlook([1.0, 1.0], seen.ravel(), np.zeros(FAR), places=names)
    ends = [np.log(outlook.interval(level)) for level in LEVELS]
    return [(low_high[:, 0] <= later) & (later <= low_high[:, 1]) for low_high in ends]


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

    A date up to March stands for the year before (the winter's survey of internet users); of
    several
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
    """Return the years and values of the longest stretch without a missing year, the last of
    equals."""
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
                f"{label}: no value for {', '.join(map(str, missing))}, refused across these; the"
                f" longest unbroken run is {years[0]} to {years[-1]}."
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
            "One value a year, equally spaced: in which month a year was counted is passed over,"
            " for the curves too. Bold: smallest among the methods that made every forecast. "
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
    parser.add_argument("--part", choices=("all", *PARTS), default="all", help="one part, or all")
    given = parser.parse_args()
    folder = given.reference / "forecast"
    missing = [name for name in (*FILES.values(), NATIONAL) if not (folder / name).is_file()]
    if missing:
        print(
            f"{folder} has no {' and no '.join(missing)}; name the folder that holds forecast/ with"
            " --reference DIR",
            file=sys.stderr,
        )
        sys.exit(2)
    collections = {name: read_collection(folder / file) for name, file in FILES.items()}
    national = read_national(folder / NATIONAL)
    fourth = ("A fourth continuation", partial(tell_fourth, collections, national))
    spread = ("How wide", partial(tell_spread, collections, national))
    classes = ("Reference classes", partial(tell_reference, folder / NATIONAL))
    if given.part != "all":
        part = {"fourth": fourth, "spread": spread, "reference": classes}[given.part]
        write_parts(f"forecast_{given.part}.md", "# Forecasts of short yearly series", [part])
        return
    parts = (
        ("Ours beside other methods, held-out values", partial(compare_methods, collections)),
        ("Coverage of the held-out values", partial(count_coverage, collections)),
        ("Parts of the collections and their past", partial(compare_splits, collections)),
        ("Other choices", partial(compare_choices, collections)),
        fourth,
        spread,
        classes,
        ("Speed", partial(time_ours, collections)),
        ("Series that bend", compare_bending),
    )
    write_parts("forecast.md", "# Forecasts of short yearly series", parts)


def write_parts(name, title, parts):
    """Print the parts as they come and write them to a file of the studies."""
    text = (
        f"{title}\n\nMade by `python {' '.join(['tests/studies/forecast.py', *sys.argv[1:]])}`.\n\n"
    )
    for heading, tell in parts:
        part = f"## {heading}\n\n{tell()}\n"
        print(part, flush=True)
        text += part + "\n"
    target = project_root() / "outputs" / "studies" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
