"""Ask of long series where a ceiling may lie, and what fewer points would have said."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.curves import check_residuals, compare_curves, leave_one_out
from helpers.curves.family import CURVES, find_curve
from helpers.models.cut_record import RECORD
from helpers.models.series import fit_series, list_windows
from helpers.words.units import Quantity, Range

# No upper end is nearer than so many times the highest level seen: learnt by `make cut-study`.
REACH = RECORD["reach"]
# What a reader is told of each verdict.
CEILING_WORDS = {
    "bounded": "a ceiling, if one of these curves goes on",
    "bounded below": "none to be seen",
    "bounded as stated": "none but the whole, or all people",
    "refused": "refused: too few points",
}
FAR = 1000  # times what was seen: an end as far as that is none that a reader can use
AHEAD = 5  # years for which the growth of plausible curves is set side by side
COLUMNS = ["low", "high", "own_high", "best", "weight", "curves", "verdict", "if_low", "if_high"]
LEAST_WEIGHT = 0.05  # of evidence, with which a curve stands: our rule
NONE = (np.nan, np.nan)  # ends that are not known
TRACE_LEVELS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def combine_ceilings(fits, level, *, at_most=None, reach=REACH, rows=True, has_if=False):
    """Return where each series' ceiling may lie under all curves that the data leave standing.

    Parameters
    ----------
    fits : mapping of str to Fits
        As in `compare_curves`; while a curve without a ceiling stands there is none to be seen.
    level : float
        Of the likelihood interval of each curve, between 0 and 1.
    at_most : float, array_like of shape (s,), or None
        Stated upper bound of what is counted, as of a share or of people; inf where there is none.
    reach : float, or array_like of shape (s,)
        Least upper end of a series that rises, as a multiple of the highest level seen. What looks
        like a limit just reached was left most often in the cut study.
    rows : bool, or array_like of bool of shape (s,)
        Series that are asked for; the others have no ends, and none are looked for.
    has_if : bool
        Whether to look for ``if_low`` and ``if_high`` too, also under curves that by themselves
        have too little evidence to stand.

    Returns
    -------
    table : DataFrame
        One row a series: ``low, high`` (the lowest and the highest end; ``inf`` where open),
        ``own_high``, the highest end without `reach`, ``best``, the curve with the most weight,
        ``weight``, its weight, ``curves``, the names of those that stand, and ``verdict``:
        ``bounded``, ``bounded as stated`` (by `at_most` alone), ``bounded below`` or ``refused``
        (no curve with a ceiling has a weight: there is nothing to compare steady growth with);
        ``if_low, if_high``, the ends under the curves with a ceiling alone, weighed among
        themselves: where growth would end if it ended. NaN where those have none, or not asked.

    Raises
    ------
    ValueError
        If there is no fit, they are of different observations, a level is not allowed, or `at_most`
        is not above the levels seen.

    Notes
    -----
    A union of intervals, not a mean: of curves that disagree whether there is a ceiling, an average
    says nothing. It holds the truth only if one of these curves does and the same process goes on.
    No lower end lies below a level already seen.

    Examples
    --------
    >>> from helpers.curves import fit_curves
    >>> time = np.arange(2010.0, 2020.0)
    >>> value = 100 / (1 + np.exp(-0.9 * (time - 2014.5))) * np.tile([1.01, 0.99], 5)
    >>> fits = {c: fit_curves(time, value, curve=c, scale="log") for c in ("linear", "logistic")}
    >>> combine_ceilings(fits, 0.95)[["best", "verdict"]].iloc[0].tolist()
    ['logistic', 'bounded']
    """
    fits = dict(fits)
    table = compare_curves(fits)
    weights = table.pivot(index="series", columns="curve", values="weight")[list(fits)]
    bent = weights[[name for name, fit in fits.items() if fit.family.has_ceiling]]
    among = bent.div(bent.sum(axis=1), axis=0) if has_if else bent
    # only what stands is profiled: a curve that does not fit has the intervals that are hardest to
    # find
    ends = {
        name: (
            fit.profile(fit.names[0], level, rows=(among[name] >= LEAST_WEIGHT) & np.asarray(rows))
            if name in bent
            else np.full((len(weights), 2), [np.nan, np.inf])
        )
        for name, fit in fits.items()
    }
    seen = next(iter(fits.values())).observations.find_highest()
    most = _read_most(at_most, seen)
    reach = np.broadcast_to(reach, seen.shape)
    table = []
    for i, weight in weights.iterrows():
        one, passed = {n: ends[n][i] for n in fits}, (seen[i], reach[i], most[i])
        row = _combine(fits, weight, one, passed)
        table.append((*row, *(_bend(fits, among.loc[i], one, passed) if has_if else NONE)))
    return pd.DataFrame(table, columns=COLUMNS).rename_axis("series")


def _read_most(at_most, seen):
    most = np.broadcast_to(np.asarray(np.inf if at_most is None else at_most, float), seen.shape)
    bad = ~(most >= np.where(np.isfinite(seen), seen, -np.inf))
    if bad.any():
        i = int(np.flatnonzero(bad)[0])
        raise ValueError(
            f"at_most is {most[i]}; allowed: the highest level seen, {seen[i]}, or above"
        )
    return most


def _combine(fits, weight, ends, passed):
    """Return what stands, its ends and the verdict: one row of `combine_ceilings`."""
    standing = [name for name in fits if weight[name] >= LEAST_WEIGHT]
    best = weight.idxmax() if standing else ""
    words = best, weight[best] if standing else np.nan, ", ".join(standing)
    if not any(weight[name] >= 0 for name, fit in fits.items() if fit.family.has_ceiling):
        return np.nan, np.nan, np.nan, *words, "refused"
    low, high = _unite(ends, standing)
    most = passed[-1]
    verdict = "bounded below" if np.isinf(min(high, most)) else "bounded"
    if np.isinf(high) and np.isfinite(most):
        verdict = "bounded as stated"
    rises = not any(fits[name].falls[weight.name] for name in standing)
    return *_place(low, high, passed, rises), *words, verdict


def _bend(fits, among, ends, passed):
    """Return the ends under the curves with a ceiling, by their weight among themselves."""
    standing = [name for name in among.index if among[name] >= LEAST_WEIGHT]
    if not standing or any(fits[name].falls[among.name] for name in standing):
        return NONE
    low, high = _unite(ends, standing)
    return _place(low, high, passed, True)[:2] if np.isfinite(high) else NONE


def _unite(ends, names):
    """Return the lowest and the highest end of some curves; an end that is not known is open."""
    spans = np.array([ends[name] for name in names])
    low = np.nanmin(spans[:, 0]) if np.isfinite(spans[:, 0]).any() else np.nan
    return low, np.inf if np.isnan(spans[:, 1]).any() else spans[:, 1].max()


def _place(low, high, passed, rises):
    """Return ends with our reach and within what was seen and is stated, and the upper without."""
    seen, reach, most = passed
    own = high
    if rises:
        low, high, own = np.fmax(low, seen), np.fmax(high, reach * seen), np.fmax(high, seen)
    return min(low, most), min(high, most), min(own, most)


def project_growth(fits, curves, years):
    """Return the growth that plausible curves foresee, with a ceiling and without one.

    Parameters
    ----------
    fits : mapping of str to Fits
    curves : sequence of str
        Of each series, the names of those that stand, as in the column of `combine_ceilings`.
    years : float
        How far ahead of the last time.

    Returns
    -------
    table : DataFrame
        One row a series: ``limited_low, limited_high, open_low, open_high``, growth a year of the
        slowest and the fastest of the curves with a ceiling and of those without; NaN of none.

    Examples
    --------
    >>> from helpers.curves import fit_curves
    >>> value = 2.0 ** np.arange(6.0)
    >>> fits = {"exponential": fit_curves(np.arange(6.0), value, curve="exponential", scale="log")}
    >>> project_growth(fits, ["exponential"], 5).round(3).iloc[0].tolist()
    [nan, nan, 1.0, 1.0]
    """
    observed = next(iter(fits.values())).observations
    last = np.where(observed.seen, observed.time, -np.inf).max(axis=1)
    growth = {}
    for name, fit in fits.items():
        ends = fit.predict(np.column_stack([last, last + years]))
        with np.errstate(all="ignore"):
            growth[name] = (ends[:, 1] / ends[:, 0]) ** (1 / years) - 1
    rows = []
    for i, standing in enumerate(curves):
        row = []
        for has_ceiling in (True, False):
            found = [growth[c][i] for c in standing.split(", ") if _is(c, has_ceiling)]
            row += [min(found, default=np.nan), max(found, default=np.nan)]
        rows.append(row)
    columns = ["limited_low", "limited_high", "open_low", "open_high"]
    return pd.DataFrame(rows, columns=columns)


def _is(curve, has_ceiling):
    return curve in CURVES and CURVES[curve].has_ceiling == has_ceiling


def word_record():
    """Return the words of a sentence on what became of claimed ceilings, by name."""
    counts = ("series", "cuts", "bounded", "if_bounded")
    words = {name: f"{RECORD[name]:,}" for name in counts} | {"reach": f"{REACH:g}"}
    shares = ("left", "left_by_a_tenth", "if_left", "if_left_by_a_tenth")
    return words | {name: Quantity(RECORD[name], "share", 2) for name in shares}


def word_reach(row, one):
    """Return in words what our reach adds to the end of a ceiling; empty where it adds nothing.

    Parameters
    ----------
    row : Series
        Of `weigh_ceilings`.
    one : LongSeries
    """
    if not row["own_high"] < row["high"]:
        return ""
    own = Quantity(row["own_high"], one.unit, 3)
    return f" The curves themselves end at {own}; we allow {REACH:g} times the level at least."


@dataclass(frozen=True)
class Ends(Range):
    """Where a ceiling may lie; an end that rounding would put below a level seen is called so, and
    one so far above what was seen that it bounds nothing is left open.

    Examples
    --------
    >>> str(Ends(15.52e12, 24.84e12, "CNY", 3, 15.5225e12, "2024"))
    'between the level of 2024 and 24.9 trillion yuan'
    >>> str(Ends(3, math.inf, "towns", 3, 3.5))
    'the level of the last year used or more'
    >>> str(Ends(16.1e12, 28.36e12, "CNY", 3, 15e12)), str(Ends(math.nan, 1.0, "towns"))
    ('16.1 to 28.4 trillion yuan', 'no bound')
    >>> str(Ends(111e9, 1e16, "CNY", 3, 69e9))
    '111 billion yuan or more'
    """

    seen: float = -math.inf
    seen_in: str = "the last year used"

    def __str__(self):
        if math.isnan(self.low):
            return "no bound"
        is_far = self.high > FAR * max(self.low, self.seen)
        words = str(Range(self.low, math.inf if is_far else self.high, self.unit, self.digits))
        step = 10.0 ** (math.floor(math.log10(self.low)) - 2) if self.low > 0 else 1.0
        if math.floor(self.low / step) * step >= self.seen:
            return words
        end = words.partition(" to ")[2]
        level = f"the level of {self.seen_in}"
        return f"between {level} and {end}" if end else f"{level} or more"


def end_at(series, low, high):
    """Return where the ceiling of a series may lie, told against its last level.

    Parameters
    ----------
    series : LongSeries
    low, high : float

    Returns
    -------
    ends : Ends
        To three digits, as everywhere.
    """
    return Ends(low, high, series.unit, 3, series.value[-1], f"{int(series.time[-1])}")


def find_ends(fit, level):
    """Return the likelihood interval of each ceiling, not below a level seen, (s, 2)."""
    seen = fit.observations.find_highest()
    return np.fmax(fit.profile(fit.names[0], level), seen[:, None])


def trace_ceilings(series, curve):
    """Return the likelihood intervals of ceilings at several levels of confidence.

    Parameters
    ----------
    series : sequence of LongSeries
    curve : str
        One with a ceiling.

    Returns
    -------
    traces : ndarray, shape (s, m, 3)
        Level, lower and upper end; infinite where open.
    """
    fit = fit_series(series, [curve])[curve]
    seen = fit.observations.find_highest()[:, None, None]
    ends = np.maximum(fit.profile_levels(fit.names[0], TRACE_LEVELS), seen)
    return np.concatenate(
        [np.broadcast_to(np.array(TRACE_LEVELS)[:, None], (*ends.shape[:2], 1)), ends], axis=2
    )


def look_back(series, curves, level):
    """Return what the data up to each year would have said of every ceiling.

    Parameters
    ----------
    series : sequence of LongSeries
    curves : sequence of str
    level : float

    Returns
    -------
    windows : DataFrame
        One row a series and last year: ``key, name, unit, year, low, high, curves, verdict``,
        ``final_low, final_high`` (with all data), ``is_earlier`` (not the last year) and
        ``is_excluded``: the ceiling seen then and that of today have no value in common.
    """
    columns = ["key", "year", "low", "high", "is_earlier", "is_excluded"]
    cuts = [(one, year, window) for one in series for year, window in list_windows(one).items()]
    if not cuts:
        return pd.DataFrame(columns=columns).astype({"is_earlier": bool, "is_excluded": bool})
    found = combine_ceilings(fit_series([window for *_, window in cuts], curves), level)
    table = pd.DataFrame(
        {
            "key": [one.key for one, *_ in cuts],
            "name": [one.name for one, *_ in cuts],
            "unit": [one.unit for one, *_ in cuts],
            "year": [year for _, year, _ in cuts],
        }
    ).join(found[["low", "high", "curves", "verdict"]])
    last = table.drop_duplicates("key", keep="last").set_index("key")
    table["final_low"], table["final_high"] = (
        table["key"].map(last["low"]),
        table["key"].map(last["high"]),
    )
    table["is_earlier"] = table["year"] < table["key"].map(last["year"])
    table["is_excluded"] = (table["high"] < table["final_low"]) | (
        table["low"] > table["final_high"]
    )
    return table


def leave_out_ceiling(one, curve) -> tuple[float, float]:
    """Return the smallest and the largest ceiling when each point in turn is left out.

    `low`, `high`: ``inf`` where a ceiling runs away; NaN for a curve without one.

    Parameters
    ----------
    one : LongSeries
    curve : str
    """
    if not find_curve(curve).has_ceiling:
        return np.nan, np.nan
    ceilings = leave_one_out(one.time, one.value, curve=curve, scale="log")["ceiling"]
    return float(ceilings.min()), float(ceilings.max())


def weigh_ceilings(series, fits, level, *, has_if=True):
    """Return where each ceiling may lie, and whether the series bends or may grow steadily.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : dict of str to Fits
        From `fit_series`.
    level : float
    has_if : bool
        As in `combine_ceilings`.

    Returns
    -------
    ceilings : DataFrame
        As from `combine_ceilings`, a row a series, with ``kind``, ``is_bent`` (a curve with a
        ceiling describes it better, and the ceiling is bounded) and ``is_steady`` (growth without a
        ceiling is still plausible); and the columns of `project_growth`, `AHEAD` years on.
    """
    if not series:
        table = pd.DataFrame(columns=COLUMNS)
    else:
        at_most = [one.at_most for one in series]
        table = combine_ceilings(fits, level, at_most=at_most, has_if=has_if)
        table = table.join(project_growth(fits, table["curves"], AHEAD))
    steady = [
        r.verdict in ("bounded below", "bounded as stated")
        and not all(CURVES[curve].has_ceiling for curve in r.curves.split(", "))
        for r in table.itertuples()
    ]
    return table.assign(
        kind=[one.kind for one in series],
        is_bent=table["verdict"].eq("bounded"),
        is_steady=pd.Series(steady, index=table.index, dtype=bool),
    )


def check_curves(series, best):
    """Return how the residuals of each series' best curve look, and its ceiling without one point.

    Parameters
    ----------
    series : sequence of LongSeries
    best : sequence of str
        A curve for each.

    Returns
    -------
    checked : DataFrame
        From `check_residuals`, a row a series; the printed numbers are taken as they stand.
    without : list of (low, high)
        From `leave_out_ceiling`.
    """
    if not series:
        return pd.DataFrame(columns=["lag_one"]), []
    exact = fit_series(series, tuple(dict.fromkeys(best)), exact=True, errors="independent")
    of_curve = {c: check_residuals(fits, [one == c for one in best]) for c, fits in exact.items()}
    checked = pd.concat([of_curve[c].loc[[i]] for i, c in enumerate(best)])
    return checked, [leave_out_ceiling(*pair) for pair in zip(series, best, strict=True)]
