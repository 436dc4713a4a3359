"""Make tables of forecasts, their record and stamped outlooks ready for a reader."""

import math

import numpy as np
import pandas as pd

from helpers.curves.family import CURVES
from helpers.outlook.reference import RECORD_80
from helpers.page.table import annotate, captioned
from helpers.words.names import lower_first, name_pair_in_words
from helpers.words.periods import format_days
from helpers.words.units import (
    MINUS,
    Quantity,
    Range,
    format_quantity,
    format_range,
    format_ranges,
    format_rate,
    format_span,
    shorten_name,
)

PLACES = 3  # significant digits of ranges on page 6, rounded outward
METHODS = {
    "ours": "our median of three",
    "naive": "the last value",
    "drift": "the line through first and last",
}


def name_method(method):
    """Return the name of a forecasting method in words.

    Examples
    --------
    >>> name_method("ours"), name_method("gompertz, log")
    ('our median of three', 'the Gompertz curve')
    """
    return METHODS.get(method) or f"the {CURVES[method.split(',')[0]].label} curve"


@captioned(
    note=(
        "Central and interval are ours; a refused series has its reason in the place of a number."
    )
)
def describe_forecasts(table):
    """Return forecasts of long series as a reader's table, a row a series and year.

    Parameters
    ----------
    table : DataFrame
        From `forecast_series`.
    """

    def spans(level):
        ends = table["state"], table[f"low_{level}"], table[f"high_{level}"], table["unit"]
        return [
            format_range(low, high, unit, digits=3) if state == "forecast" else ""
            for state, low, high, unit in zip(*ends, strict=True)
        ]

    return pd.DataFrame(
        {
            "Series": table["name"].to_numpy(),
            "Year": table["year"].to_numpy(),
            "Central": [
                format_quantity(r.central, r.unit, digits=3) if r.state == "forecast" else r.state
                for r in table.itertuples()
            ],
            "80 % interval": spans(80),
            "95 % interval": spans(95),
        }
    )


@captioned(
    caption=("One year ahead from every past year: errors, skill and coverage"),
    note=(
        "Skill: how much smaller the error is than the other method's, on the same years; below "
        "nought it is larger. Few forecasts each: read the sentence below. A curve that did not "
        "converge, or has its ceiling at infinity, makes no forecast there; forecasts are fewer "
        "then."
    ),
)
def describe_record(scores):
    """Return how well each method would have predicted each series as a reader's table.

    Parameters
    ----------
    scores : DataFrame
        `outlook.score_backtest` of each series, with ``name`` and ``size``, the mean of what came.
    """

    def signed(value):
        return f"{100 * value:,.0f}".replace("-", MINUS) if math.isfinite(value) else ""

    return pd.DataFrame(
        {
            "Series": scores["name"].to_numpy(),
            "Method": [name_method(m) for m in scores["method"]],
            "Forecasts": scores["forecasts"].to_numpy(),
            "Mean error (% of the mean level)": [
                f"{100 * r.mean_absolute_error / r.size:.1f}" if r.size else ""
                for r in scores.itertuples()
            ],
            "Skill against the last value (%)": [signed(v) for v in scores["skill_naive"]],
            "Skill against the line (%)": [signed(v) for v in scores["skill_drift"]],
            "Inside the 80 % interval (%)": [signed(v) for v in scores["coverage_80"]],
            "Inside the 95 % interval (%)": [signed(v) for v in scores["coverage_95"]],
        }
    )


def word_record(own, scores, level):
    """Return the numbers of a sentence on forecasts one year ahead, by name.

    Parameters
    ----------
    own : DataFrame
        Our forecasts from `backtest_series` with ``error``, actual over central less 1.
    scores : DataFrame
        From `score_series`.
    level : Quantity
        Of the inner interval.
    """
    made = scores[scores["method"] == "ours"]
    inside = own["actual"].between(own["low_80"], own["high_80"]).mean()
    return {
        "n": len(own),
        "k": own["key"].nunique(),
        "naive": int((made["skill_naive"] > 0).sum()),
        "drift": int((made["skill_drift"] > 0).sum()),
        "off": Quantity(own["error"].abs().median(), "share", 2),
        "inside": Quantity(inside, "share", PLACES),
        "level": level,
    }


def word_fooled(year, errors):
    """Return the words of a sentence on what came in one year, by name; `errors` as above."""
    off = errors.median()
    return {
        "year": year,
        "k": len(errors),
        "off": Quantity(abs(off), "share", 2),
        "side": "higher than forecast" if off > 0 else "lower than forecast",
    }


def word_step(step):
    """Return the words of a sentence on a level beside its printed growth, by name.

    Parameters
    ----------
    step : dict
        From `yearly.find_step`.
    """
    return {
        "of": step["rows"],
        "step": Quantity(step["step"], "share", PLACES),
        "rate": Range(step["low"], step["high"], "share", PLACES),
    }


@captioned(
    caption=("The largest surprises one year ahead"),
    note="A chain of printed growth and its levels are the same statistic.",
)
def describe_surprises(table):
    """Return what came beside what would have been forecast, as a reader's table.

    Parameters
    ----------
    table : DataFrame
        Rows of `backtest_series` with ``error``, actual over central less 1.
    """
    return pd.DataFrame(
        {
            "Series": table["name"].to_numpy(),
            "From": table["origin"].astype(int).to_numpy(),
            "For": table["target"].astype(int).to_numpy(),
            "Forecast": [format_quantity(r.central, r.unit, digits=3) for r in table.itertuples()],
            "80 % interval": format_ranges(table, "low_80", "high_80", digits=PLACES),
            "What came": [format_quantity(r.actual, r.unit, digits=3) for r in table.itertuples()],
            "Off by (%)": [f"{100 * e:+.1f}".replace("-", MINUS) for e in table["error"]],
        }
    )


@captioned(
    caption=("The reference class: growth of one year relative to the nation's online retail"),
    note=(
        "Different definitions and two regions; several series of one region are not independent. "
        "The press and offices print growth that is worth printing, so the class leans upward."
    ),
)
def describe_moves(moves):
    """Return the reference class as a reader's table."""
    return pd.DataFrame(
        {
            "Series": moves["series"].to_numpy(),
            "Year": moves["year"].to_numpy(),
            "Growth relative to the nation's (%)": [
                format_span(100 * math.expm1(r.low), 100 * math.expm1(r.high), "")
                for r in moves.itertuples()
            ],
        }
    )


def describe_stamped(stamped):
    """Return stamped outlooks as a reader's table that later figures can be set against."""
    return pd.DataFrame(
        {
            "What, and where": name_pair_in_words(stamped, "indicator"),
            "Year": stamped["year"].to_numpy(),
            "Central": [format_quantity(r.central, r.unit, digits=3) for r in stamped.itertuples()],
            "80 % interval": format_ranges(stamped, "low_80", "high_80", digits=PLACES),
            "95 % interval": format_ranges(stamped, "low_95", "high_95", digits=PLACES),
            "Interval by": stamped["basis"].to_numpy(),
            "Stamped on": [f"{d:%Y-%m-%d}" for d in stamped["stamped_on"]],
        }
    )


def describe_outlooks(stamped, wider, moves):
    """Return stamped outlooks beside those of a wider class, as a reader's table.

    Parameters
    ----------
    stamped, wider : DataFrame
        From `stamp_places`, the second by a class with the rates that the first leaves out.
    moves : DataFrame
        The reference class of the first.
    """
    if stamped.empty:
        return stamped
    table = describe_stamped(stamped).drop(columns=["Interval by", "Stamped on"])
    days, bases = stamped["stamped_on"], " or ".join(stamped["basis"].unique())
    stamps = " or ".join(sorted({format_days(day, day) for day in days}))
    ranges = format_ranges(wider, "low_80", "high_80", digits=PLACES)
    table.insert(4, "80 % with all rates", ranges)
    held = ", ".join(f"{100 * share:.0f}" for share in RECORD_80)
    note = (
        f"Stamped {stamps}. {len(moves)} yearly rates; {bases}. Over public panels of countries "
        f"intervals made like these held {held} % of what came, "
        f"1 to {len(RECORD_80)} years ahead, where 80 % was meant. "
        "What was stamped first, with the bands of its day, is kept and scored below."
    )
    return annotate(table, note=note)


@captioned(
    caption="Forecasts as they were stamped, beside what came",
    note=(
        "Open: no figure was printed after the stamp. Levels of 2025 count another list of"
        " platforms, or another scope, than those of 2024."
    ),
)
def describe_scored(scored):
    """Return scored and open forecasts as a reader's table.

    Parameters
    ----------
    scored : DataFrame
        From `score_stamped`, with ``entity`` and ``indicator``.
    """
    return pd.DataFrame(
        {
            "What, and where": name_pair_in_words(scored, "indicator"),
            "Year": scored["year"].to_numpy(),
            "Forecast": [format_quantity(r.central, r.unit, digits=3) for r in scored.itertuples()],
            "80 % interval": format_ranges(scored, "low_80", "high_80", digits=PLACES),
            "What came": [
                format_quantity(r.actual, r.unit, digits=4) if r.is_scored else "open"
                for r in scored.itertuples()
            ],
            "Inside": [name_band(r) for r in scored.itertuples()],
            "Stamped on, made": _name_stamps(scored),
        }
    )


@captioned(
    caption="What came over each forecast, and over three methods that need no thought",
    note=(
        "In per cent, what came less what was expected. No change: the last value; the line:"
        " through the first value and the last; the nation's pace: the last value at the growth"
        " that the nation's online retail had."
    ),
)
def describe_errors(scored):
    """Return by how much scored forecasts and three simple methods were off, as a reader's table.

    Parameters
    ----------
    scored : DataFrame
        From `score_stamped`, with ``entity`` and ``indicator``.
    """
    scored = scored[scored["is_scored"].astype(bool)]
    names = {
        "off": "Forecast (%)",
        "off_same": "No change (%)",
        "off_trend": "The line (%)",
        "off_pace": "The nation's pace (%)",
    }
    errors = {
        words: [
            "" if math.isnan(v) else f"{100 * v:+.1f}".replace("-", MINUS) for v in scored[name]
        ]
        for name, words in names.items()
    }
    what = {"What, and where": name_pair_in_words(scored, "indicator")}
    years = {"Year": scored["year"].to_numpy(), "Stamped on, made": _name_stamps(scored)}
    return pd.DataFrame(what | years | errors)


def _name_stamps(scored):
    return [f"{r.stamped_on:%Y-%m-%d}, {r.made}" for r in scored.itertuples()]


def name_band(scored):
    """Return which interval holds what came, in words; empty of an open forecast."""
    if not scored.is_scored:
        return ""
    return "80 %" if scored.in_80 else "95 %" if scored.in_95 else "neither"


def word_scored(scored):
    """Return the key and the words of a finding on one scored forecast, by name.

    Parameters
    ----------
    scored : named tuple
        A row of `score_stamped`, with ``entity`` and ``indicator``.
    """
    again = f"_stamped_{scored.stamped_on:%Y_%m_%d}" if scored.before else ""
    return {
        "key": f"scored_{scored.entity_id}_{scored.indicator_id}_{scored.year}{again}",
        "stamped": format_days(scored.stamped_on, scored.stamped_on),
        "of": [scored.from_id, scored.figure_id],
        "what": f"{shorten_name(scored.indicator)}, {scored.entity}",
        "year": scored.year,
        "came": Quantity(scored.actual, scored.unit, 4),
        "band": Range(scored.low_80, scored.high_80, scored.unit, PLACES),
        "where": "inside" if scored.in_80 else "outside",
        "off": Quantity(abs(scored.off), "share", 2),
        "same": Quantity(abs(scored.off_same), "share", 2),
        "others": _word_others(scored),
        "scope": "" if _is_alike(scored) else " Its figure counts another scope.",
    }


def _is_alike(scored):
    """Return whether the figure that came counts what the series did before."""
    return not scored.year > scored.fit_to


def _word_others(scored):
    """Return the errors of the straight line and of the nation's pace, as far as there are any."""
    named = (("a straight line", scored.off_trend), ("the nation's pace", scored.off_pace))
    return "".join(
        f", {name} by {Quantity(abs(off), 'share', 2)}" for name, off in named if off == off
    )


def word_scores(scored):
    """Return the words of a sentence on all scored forecasts, by name.

    Parameters
    ----------
    scored : DataFrame
        From `score_stamped`, one row or more with ``is_scored``.
    """
    done = scored[scored["is_scored"]]
    alike = done[[_is_alike(r) for r in done.itertuples()]]
    alike = alike if len(alike) else done  # another scope is no error of a forecast
    off, same = alike["off"].abs(), alike["off_same"].abs()
    others = [f"{shorten_name(n).lower()}" for n in done.drop(alike.index)["indicator"].unique()]
    market = int(done["entity_id"].value_counts().max()) if len(done) else 0
    return {
        "of": [*done["from_id"], *done["figure_id"]],
        "n": len(done),
        "market": f" {market} of them are one market, counted in several ways that change, hardly"
        " several witnesses."
        if market > 1
        else "",
        "k": int(done["in_80"].sum()),
        "nearer": int((off < same).sum()),
        "off": Quantity(off.mean(), "share", 2),
        "same": Quantity(same.mean(), "share", 2),
        "line": Quantity(alike["off_trend"].abs().mean(), "share", 2),
        "scope": f" ({' and '.join(others)} left out: another scope)" * bool(others),
        "made": _word_made(done),
        "open": int((~scored["is_scored"]).sum()),
    }


def _word_made(done):
    """Return how many forecasts were made afterwards, and how many when their year was over."""
    after = done["made"] == "afterwards"
    late = ~after & (done["stamped_on"].dt.year > done["year"])
    words = f" {after.sum()} of them were made afterwards, {(~after).sum()} kept from the day"
    words += f" ({late.sum()} for a year already over)" if late.any() else ""
    return f"{words}." if after.any() or late.any() else ""


def describe_judged(judged):
    """Return targets and expectations beside the reference class as a reader's table.

    Parameters
    ----------
    judged : DataFrame
        From `judge_targets`.
    """
    words = {
        "within": "inside what the class did",
        "touches": "partly beyond what the class did",
        "above": "above what the class did",
        "below": "below what the class did",
    }

    def spans(name):
        ends = np.expm1(
            judged[[f"{name[0]}_low{name[1]}", f"{name[0]}_high{name[1]}"]].to_numpy(float)
        )
        return [format_rate(low, high) for low, high in ends]

    return pd.DataFrame(
        {
            "What was counted, and where": name_pair_in_words(judged),
            "From": [f"{r.start_words} ({r.start_period})" for r in judged.itertuples()],
            "To": [f"{r.end_words} ({r.end_period}, {r.status})" for r in judged.itertuples()],
            "Growth asked for (% a year)": spans(("asked", "")),
            "Class, 80 % interval": spans(("class", "_80")),
            "Verdict at 80 %": [words[v] for v in judged["verdict"]],
            "Class, 95 % interval": spans(("class", "_95")),
        }
    )


def list_winners(winners):
    """Return which method forecast each series best, in words."""
    return "; ".join(
        f"{name_method(method)} for {lower_first(name)}" for name, method in winners.items()
    )


def word_target(judged):
    """Return the words of a sentence on a target, by name.

    Parameters
    ----------
    judged : named tuple
        A row of `judge_targets`.
    """
    verdicts = {
        "within": "inside it",
        "touches": "partly inside it",
        "above": "above it",
        "below": "below it",
    }
    return {
        "place": judged.entity,
        "start": judged.start_words,
        "end": judged.end_words,
        "start_period": judged.start_period,
        "end_period": judged.end_period,
        "status": judged.status,
        "verdict": verdicts[judged.verdict],
        "asked": _make_rate(judged.asked_low, judged.asked_high),
        "did": _make_rate(judged.class_low_80, judged.class_high_80),
    }


def _make_rate(low, high):
    """Return growth a year between two log rates, ready to be said."""
    return Range(*np.expm1([low, high]), "share_per_year")
