"""Make tables of fitted curves and ceilings ready for a reader."""

import math
from functools import partial

import numpy as np
import pandas as pd

from helpers.curves import average_growth, compare_curves
from helpers.curves.family import CURVES, WEIGHED_ON_FEW
from helpers.curves.residuals import NOTICED
from helpers.models.ceilings import CEILING_WORDS, Ends, end_at
from helpers.page.table import annotate, captioned
from helpers.words.names import upper_first
from helpers.words.units import (
    MINUS,
    Quantity,
    format_quantity,
    format_range,
    format_span,
    format_spans,
)

VERDICTS = {
    "identified": "known",
    "bounded below": "no upper end",
    "bounded above": "no lower end",
    "not identified": "no end",
    "refused": "refused",
}


WHAT_SERIES_COUNT = (
    "What each series counts, and where it breaks, stands in the table of benchmarks on page "
    "1. Chains of printed growth need amounts as printed."
)


def describe_long_series(series, left=0):
    """Return the long series with years and points as a reader's table.

    Parameters
    ----------
    series : list of LongSeries
    left : int
        How many series of places are left out, which the note tells.
    """
    frame = pd.DataFrame(
        {
            "Series": [one.name for one in series],
            "Made of": [
                "levels as printed" if one.kind == "levels" else "last level and printed growth"
                for one in series
            ],
            "Years": [f"{_year(one.time[0])} to {_year(one.time[-1])}" for one in series],
            "Points": [one.time.size for one in series],
            "Latest": [format_quantity(one.value[-1], one.unit) for one in series],
        }
    )
    more = (
        f" Of places, those with the most years stand here; {left:,} more with five years or more"
        " have their curves where the parameter places chooses them."
    )
    return annotate(frame, note=WHAT_SERIES_COUNT + (more if left else ""))


def _year(time):
    return str(math.floor(time))


@captioned(
    caption="Share of the evidence for each curve (%)",
    note="An empty cell: too few points for this curve, so none is counted.",
)
def describe_weights(series, fits):
    """Return the weight of evidence of each curve for each series as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : mapping of str to Fits
    """
    if not series:
        return pd.DataFrame()
    weights = compare_curves(fits).pivot(index="series", columns="curve", values="weight")
    table = {"Series": [one.name for one in series], "Points": [one.time.size for one in series]}
    for curve in fits:
        table[f"{upper_first(CURVES[curve].label)} (%)"] = [
            "" if math.isnan(w) else f"{100 * w:.0f}" if w >= 0.005 else "<1"
            for w in weights[curve]
        ]
    return pd.DataFrame(table)


@captioned(caption="The curves, in words and as formulas", note="In all, t is in years.")
def describe_curves(names):
    """Return curves with their words and formulas as a reader's table.

    Parameters
    ----------
    names : sequence of str
        Keys of ``CURVES``.

    Examples
    --------
    >>> describe_curves(["linear"])["Curve"].tolist()
    ['linear']
    """
    curves = [CURVES[name] for name in names]
    return pd.DataFrame(
        {
            "Curve": [curve.label for curve in curves],
            "In words": [curve.words for curve in curves],
            "Formula": [curve.formula for curve in curves],
        }
    )


@captioned(
    note=(
        "A ceiling stands only if one of these curves is true and the same process goes on. Growth:"
        " that of the slowest and the fastest plausible curve a year, over the five years after"
        " the last."
    )
)
def describe_ceilings(series, ceilings):
    """Return where each ceiling may lie, beside the last level, as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    ceilings : DataFrame
        From `weigh_ceilings`, a row a series.
    """
    rows = list(zip(series, ceilings.itertuples(), strict=True))
    return pd.DataFrame(
        {
            "Series": [one.name for one, _ in rows],
            "Last level used": [
                f"{format_quantity(one.value[-1], one.unit)} ({int(one.time[-1])})"
                for one, _ in rows
            ],
            "Ceiling": [str(end_at(one, r.low, r.high)) for one, r in rows],
            "Verdict": [CEILING_WORDS[r.verdict] + _say_if(one, r) for one, r in rows],
            "Curves still plausible": [_name_curves(r.curves) for _, r in rows],
            "Growth ahead, curves with a ceiling (%)": [
                _span(r.limited_low, r.limited_high) for _, r in rows
            ],
            "Growth ahead, without one (%)": [_span(r.open_low, r.open_high) for _, r in rows],
        }
    )


def _say_if(one, row):
    """Return where a series without a ceiling to be seen would end if it ended."""
    if row.verdict != "bounded below" or math.isnan(row.if_high):
        return ""
    return f"; if it ends at all: {end_at(one, row.if_low, row.if_high)}"


def _span(low, high):
    return "" if math.isnan(low) else format_span(100 * low, 100 * high, "")


def _name_curves(curves):
    return ", ".join(CURVES[c].label for c in curves.split(", ")) if curves else "none"


def _ceiling(low, high, unit):
    return str(Ends(low, high, unit, 3))


@captioned(
    note=(
        "No upper end: any larger value fits as well. Refused: too few points. Standard errors "
        "mislead where some arm of the likelihood interval differs from theirs by a quarter."
    )
)
def describe_verdicts(series, fits, level):
    """Return interval and verdict of every parameter of each series and curve as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : mapping of str to Fits
    level : float
        Of the intervals; verdicts are those at 95 %.
    """
    rows = []
    if not series:
        return pd.DataFrame()
    for curve, fit in fits.items():
        ends = {name: fit.profile(name, level) for name in fit.names}
        # a ceiling does not lie below a level seen
        ends[fit.names[0]] = np.maximum(
            ends[fit.names[0]], fit.observations.find_highest()[:, None]
        )
        for i, one in enumerate(series):
            size, rate, middle = fit.names
            rows.append(
                {
                    "Series": one.name,
                    "Curve": CURVES[curve].label,
                    "Ceiling": _ends(ends[size][i], partial(end_at, one)),
                    "Rate (% a year)": _ends(
                        100 * ends[rate][i], lambda a, b: format_span(a, b, "")
                    ),
                    "Midpoint (year)": _ends(ends[middle][i], _years),
                    "Verdict on the three": "; ".join(
                        VERDICTS[fit.verdict[name].iloc[i]] for name in fit.names
                    ),
                    "Standard errors": "mislead" if "misleads" in fit.remarks.iloc[i] else "agree",
                }
            )
    return pd.DataFrame(rows).sort_values(["Series", "Curve"], kind="stable", ignore_index=True)


def _ends(ends, write):
    """Return an interval in words, open ends said."""
    low, high = ends
    if math.isnan(low) or math.isnan(high):
        return "refused"
    return str(write(low, high))


def _years(low, high):
    if math.isinf(low) and math.isinf(high):
        return "any"
    if math.isinf(high):
        return f"{low:.1f} or later"
    return f"{high:.1f} or earlier" if math.isinf(low) else f"{low:.1f} to {high:.1f}"


@captioned(caption="Mean growth over the observed years, and how it changes")
def describe_window_growth(series, fits, lines):
    """Return mean growth over the observed window and how it changes, as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    fits : mapping of str to Fits
        Averaged by their weights.
    lines : mapping of str to ndarray, shape (2,)
        By key of the series: interval of the yearly change of log growth, where it was computed.
    """
    if not series:
        return pd.DataFrame()
    averaged = average_growth(fits)
    return pd.DataFrame(
        {
            "Series": [one.name for one in series],
            "Years": [f"{_year(one.time[0])} to {_year(one.time[-1])}" for one in series],
            "Mean growth a year, averaged over curves (%)": [
                "" if math.isnan(g) else f"{100 * math.expm1(g):.1f}" for g in averaged["growth"]
            ],
            "Standard error (points)": [
                "" if math.isnan(e) else f"{100 * e:.1f}" for e in averaged["standard_error"]
            ],
            "Lowest and highest curve (%)": [
                format_span(100 * math.expm1(r.lowest), 100 * math.expm1(r.highest), "")
                for r in averaged.itertuples()
            ],
            "Change of growth from year to year (points, interval)": [
                format_span(*(100 * lines[one.key]), "") if one.key in lines else None
                for one in series
            ],
        }
    )


@captioned(
    caption="Residuals of the best curve on the printed numbers, and the ceiling without one point",
    note=(
        "Fits without memory. Chances are exact for the runs, simulated for the memory and"
        " corrected for picking the largest. Would be seen: how often so few points would show that"
        " half of an error is left after a year. Too few points leave a cell empty."
    ),
)
def describe_residuals(series, best, checked, left_out):
    """Return whether residuals look like scatter, and what hangs on one point, as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    best : sequence of str
        Curve checked for each series.
    checked : DataFrame
        From `curves.check_residuals`, a row a series.
    left_out : sequence of tuple of float
        Smallest and largest ceiling when each point in turn is left out; ``inf`` where it runs
        away.
    """
    rows = list(zip(series, best, checked.itertuples(), left_out, strict=True))
    return pd.DataFrame(
        {
            "Series": [one.name for one, *_ in rows],
            "Curve": [CURVES[c].label for _, c, *_ in rows],
            "Runs of one sign": [None if math.isnan(r.runs) else int(r.runs) for *_, r, _ in rows],
            "Chance of so few or many (%)": [_percent(r.runs_probability) for *_, r, _ in rows],
            "Correlation of neighbours": [
                None if math.isnan(r.lag_one) else f"{r.lag_one:.2f}".replace("-", MINUS)
                for *_, r, _ in rows
            ],
            "Chance of so much without memory (%)": [
                _percent(r.memory_probability) for *_, r, _ in rows
            ],
            "Memory would be seen (%)": [_percent(r.memory_power) for *_, r, _ in rows],
            "Largest residual, year": [
                None if math.isnan(r.largest_at) else _year(r.largest_at) for *_, r, _ in rows
            ],
            "Chance of one so large (%)": [_percent(r.largest_probability) for *_, r, _ in rows],
            "Ceiling without one point": [
                _ceiling(low, high, one.unit) for one, *_, (low, high) in rows
            ],
        }
    )


def word_memory(checked):
    """Return the words of a sentence on memory in the residuals, by name.

    Parameters
    ----------
    checked : DataFrame
        From `curves.check_residuals`.
    """
    known = checked.dropna(subset=["memory_probability", "memory_power"])
    return {
        "k": int((known["memory_probability"] < NOTICED).sum()),
        "n": len(known),
        "limit": Quantity(NOTICED, "share"),
        "power": Quantity(known["memory_power"].max() if len(known) else 0.0, "share", 1),
    }


def _percent(probability):
    if math.isnan(probability):
        return None
    return f"{100 * probability:.0f}" if probability >= 0.01 else "<1"


def describe_windows(windows):
    """Return what data up to each year would have said of a ceiling, as a reader's table.

    Parameters
    ----------
    windows : DataFrame
        ``name, unit, year, low, high, curves`` and ``final_low, final_high``, with all data.
    """
    return pd.DataFrame(
        {
            "Series": windows["name"].to_numpy(),
            "Data up to": windows["year"].to_numpy(),
            "Ceiling then": [_ceiling(r.low, r.high, r.unit) for r in windows.itertuples()],
            "Ceiling with all data": [
                _ceiling(r.final_low, r.final_high, r.unit) for r in windows.itertuples()
            ],
        }
    )


@captioned(
    caption="What two reported points allow",
    note=(
        "Stated scatter: the median of the nation's series about their best curves. Only pairs "
        "with a known year; bounds hold every date that is possible."
    ),
)
def describe_few(few, left=0):
    """Return what two points allow as a reader's table.

    Parameters
    ----------
    few : DataFrame
        ``what, points, rate_low, rate_high`` (log growth, every line through the bounds),
        ``sigma``, ``stated_low, stated_high``, ``twice_low, twice_high`` and ``logistic``, the
        state of that fit.
    left : int
        How many pairs more there are.
    """
    if few.empty:
        return few
    table = pd.DataFrame(
        {
            "What was counted, and where": few["what"].to_numpy(),
            "Points": few["points"].to_numpy(),
            "Steady growth through both ranges (% a year)": _growth_spans(few, "rate"),
            "With the nation's scatter (% a year)": _growth_spans(few, "stated"),
            "With twice that scatter (% a year)": _growth_spans(few, "twice"),
            "A curve with a ceiling": few["logistic"].to_numpy(),
        }
    )
    more = f"The pairs that are printed most plainly; {left:,} more stand on page 4."
    return annotate(table, note=more) if left else table


def _growth_spans(frame, name):
    """Return log growth as spans of per cent a year."""
    return format_spans(np.expm1(frame[[f"{name}_low", f"{name}_high"]].astype(float)), name)


def describe_scales(series, scales):
    """Return the weight of relative against absolute errors as a reader's table.

    Parameters
    ----------
    series : sequence of LongSeries
    scales : DataFrame
        From `compare_scales`.
    """
    if not series:
        return pd.DataFrame()
    wide = scales.pivot(index="series", columns="curve", values="relative")
    return pd.DataFrame(
        {"Series": [one.name for one in series]}
        | {
            f"Relative errors, {CURVES[curve].label} (%)": [
                "" if math.isnan(w) else f"{100 * w:.0f}" for w in wide[curve]
            ]
            for curve in wide
        }
    )


@captioned(
    note=(
        f"Curves: {', '.join(CURVES[c].label for c in WEIGHED_ON_FEW)}; with very few points none"
        " but the exponential can be weighed. Ends are rounded outward."
    )
)
def describe_ladder(ladder, one):
    """Return what the first points of a series say of its ceiling as a reader's table.

    Parameters
    ----------
    ladder : DataFrame
        From `climb`.
    one : LongSeries
    """
    if ladder.empty:
        return ladder
    return pd.DataFrame(
        {
            "Points": ladder["points"],
            "Up to": ladder["year"],
            "Curves still plausible": [_name_curves(c) for c in ladder["curves"]],
            "Ceiling": [
                "nothing" if math.isnan(r.low) else _ceiling(r.low, r.high, one.unit)
                for r in ladder.itertuples()
            ],
        }
    )


def list_confidence(curves, unit):
    """Return intervals of a ceiling at several levels as the data table of a figure.

    Parameters
    ----------
    curves : mapping of (str, str) to ndarray, shape (m, 3)
        By series and curve: level, lower and upper end.
    unit : mapping of str to str
        By series.
    """
    return pd.DataFrame(
        [
            {
                "Series": name,
                "Curve": CURVES[curve].label,
                "Level (%)": f"{100 * level:.0f}",
                "Ceiling": format_range(low, high, unit[name], digits=3),
            }
            for (name, curve), ends in curves.items()
            for level, low, high in ends
        ]
    )


def say_favoured(best):
    """Return which curve levels and printed growth favour, in words.

    Parameters
    ----------
    best : dict of str to str
        Name of the curve by kind, ``levels`` and ``chain``.
    """
    levels, chain = best.get("levels"), best.get("chain")
    if levels == chain:
        return f"Both favour the **{levels} curve**"
    return (
        f"The levels favour the {levels} curve, printed growth the {chain} curve: "
        "**which figures and which curve are believed decides much**"
    )
