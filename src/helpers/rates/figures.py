"""Draw growth rates on the axes that a caller owns."""

import math
import textwrap
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.ticker import (
    FuncFormatter,
    LogLocator,
    MaxNLocator,
    NullFormatter,
    PercentFormatter,
)

from helpers.page.colours import ACCENT, GREY, OTHER, place_colour, soften, write_in
from helpers.page.figure import Drawing, make_axes, make_panels, name_panel
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import (
    MOST_DRAWN,
    OTHER_DEFINITION,
    PLANNED,
    SAME,
    SHAPE_WORDS,
    SHAPES,
    count_rising,
    draw_growth,
    draw_ranges,
    format_tick,
    make_labels,
    make_rows,
    name_extreme,
    say_undrawn,
)
from helpers.page.row_axes import make_row_axes
from helpers.rates.effects import make_forest
from helpers.rates.growth import find_multiple, list_reported, sort_plainest
from helpers.rates.nation import count_outgrew, say_relative
from helpers.rates.tables import describe_forest, describe_levels, describe_relative
from helpers.readings import READING_LABELS, READING_WORDS, READINGS
from helpers.words.forms import choose_form
from helpers.words.names import name_family, upper_first
from helpers.words.units import UNITS, Quantity, Range, format_range

MOST_COMPARED = 12  # pairs that are drawn under every reading
MOST_POINTS = 50  # of small pictures beside each other


def plot_forest(ax, rows, pool=None):
    """Draw one growth rate a place, with the bounds of its wording and its assumed error, and their
    pool.

    Parameters
    ----------
    ax : matplotlib Axes
        From `make_row_axes`, with a row more where there is a pool.
    rows : DataFrame, first row on top
        ``label, growth, low, high`` (bounds of the wording) and ``error_low, error_high``, as
        fractions a year; ``shrunk``, NaN where nothing is pooled.
    pool : mapping or None
        ``mean, low, high``, and ``label``.
    """
    rows = rows.reset_index(drop=True)
    for y, row in rows.iterrows():
        ax.plot([row["error_low"], row["error_high"]], [y, y], color=GREY, linewidth=1.2, zorder=2)
        ax.plot(
            [row["low"], row["high"]],
            [y, y],
            color=soften(ACCENT),
            linewidth=5,
            solid_capstyle="butt",
            zorder=3,
        )
        (point,) = ax.plot([row["growth"]], [y], marker="o", markersize=5, color=ACCENT, zorder=4)
        name_points(
            point,
            f"{row['label']}:"
            f" {format_range(row['low'], row['high'], 'share_per_year')}"
            f"{name_source(row.get('publisher', ''))}",
        )
        if math.isfinite(row["shrunk"]):
            ax.plot(
                [row["shrunk"]],
                [y],
                marker="|",
                markersize=11,
                color=OTHER,
                markeredgewidth=1.6,
                zorder=5,
            )
    last = len(rows)
    if pool is not None:
        ax.fill(
            [pool["low"], pool["mean"], pool["high"], pool["mean"]],
            [last, last - 0.14, last, last + 0.14],
            color=OTHER,
            zorder=4,
        )
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return ax


def draw_pairs(study) -> Drawing | None:
    """Return a drawing of growth a year between every two reported numbers, or None.

    In the same order under each reading.

    Parameters
    ----------
    study : Study
        Its reading decides the bounds, and is told beside the drawing.
    """
    pairs = _sort_pairs(list_reported(study.growth, study.observations))
    rows = make_rows(pairs, _label_pairs(pairs), "annual_growth", study.parents)
    reading, grew = study.choice.reading, count_rising(rows)
    surely = "" if grew.startswith(("all", "the")) else "surely "
    drawing = draw_growth(
        rows,
        "growth a year",
        heading="What grew, where",
        title=f"{grew.capitalize()} {surely}grew under the {reading} reading",
    )
    said = (f"The {reading} reading {READING_WORDS[reading]}.", say_relative(study.home))
    return drawing and replace(drawing, sentences=said, choice=READING_LABELS[reading])


def draw_readings(study, pairs: pd.DataFrame):
    """Return drawings of growth by reading: under all, or under that of the study alone where only
    some of many pairs are drawn and drawings of others would be set beside each other.

    Parameters
    ----------
    study : Study
    pairs : DataFrame
        From `list_reported`.
    """
    drawn = READINGS if len(pairs) <= MOST_COMPARED else [study.choice.reading]
    return {name: draw_pairs(study.under(reading=name)) for name in drawn}


def _sort_pairs(pairs):
    """Return pairs by their growth, those without a printed one first: in one order on a page.

    Where not all are drawn, those come first whose numbers are printed most plainly.
    """
    plain = sort_plainest(pairs).index[:MOST_DRAWN]
    return pd.concat(
        [
            part.sort_values("annual_growth_central", ascending=False, na_position="first")
            for part in (pairs.loc[plain], pairs.drop(index=plain))
        ]
    )


def _label_pairs(pairs):
    """Return what grew, where, and between which dates."""
    ends = zip(pairs["start_period"], pairs["end_period"], strict=True)
    spans = [f"{a}, then {b}".replace(", inferred", "") for a, b in ends]
    return make_labels(pairs["what"], pairs["entity"], spans)


def draw_doubling(pairs: pd.DataFrame, parents: Mapping[str, str]):
    """Return a drawing of the years in which reported numbers double, or None.

    Parameters
    ----------
    pairs : DataFrame
        From `list_reported`.
    parents : mapping of str to str
    """
    pairs = _sort_pairs(pairs[pairs["doubling_years_low"] < math.inf])
    if pairs.empty:
        return None
    rows = make_rows(pairs, _label_pairs(pairs), "doubling_years", parents)
    whole = Range(rows["low"].min(), rows["high"].max(), "years", 2)
    return draw_ranges(
        rows,
        what="years to double",
        unit="years",
        heading="What grew, where",
        xlabel="years to double",
        title=f"Doubling takes {whole}; {name_extreme(rows, 'shortest')}",
        log=True,
    )


def draw_relative(relative: pd.DataFrame, parents: Mapping[str, str]) -> Drawing | None:
    """Return a drawing of growth relative to the nation's, a row a place, or None.

    First what has the name of a national figure, then the rest, then what is planned.

    Parameters
    ----------
    relative : DataFrame
        From `compare_with_nation`.
    parents : mapping of str to str
    """
    if not len(relative):
        return None
    planned = relative["status"] != "reported"
    order = (2 * planned + ~relative["is_same"].astype(bool)).sort_values(kind="stable").index
    relative = relative.loc[order]
    nation = relative[["nation_low", "nation_high"]].mean(axis=1)
    rows = relative.assign(
        low=relative["relative_low"],
        central=(1 + relative["annual_growth_central"]) / (1 + nation) - 1,
        high=relative["relative_high"],
        hedged=~relative["is_stated"].astype(bool),
        is_other=~relative["is_same"].astype(bool),
        unit="share_per_year",
    )
    spans = [
        f"{r.start_year} to {r.end_year}" + ("" if r.status == "reported" else f", {r.status}")
        for r in relative.itertuples()
    ]
    rows = make_rows(rows, make_labels(relative["what"], relative["entity"], spans), "", parents)
    drawing = draw_growth(
        rows,
        "growth a year relative to the nation's",
        heading="",
        what="growth a year relative to the nation",
        title=_title_relative(relative),
    )
    example = rows["central"].fillna(rows["low"]).iloc[0]
    meaning = (
        f" {Quantity(example, 'share_per_year')} means that each year makes"
        f" {Quantity(1 + example, 'multiple')} what the nation's growth alone would have made;"
        " nought is as fast as the nation."
    )
    return replace(drawing, data=describe_relative(relative), caption=drawing.caption + meaning)


def _title_relative(relative):
    """Return how many reported amounts outgrew the nation's, and how many more there are."""
    same, outgrew = count_outgrew(relative)
    planned = int((relative["status"] != "reported").sum())
    others = len(relative) - len(same) - planned
    counts = ((others, "# other|# others"), (planned, "# plan|# plans"))
    rest = [choose_form(count, forms) for count, forms in counts if count > 0]
    many = f"all {len(same)}" if outgrew.all() else f"{outgrew.sum()} of {len(same)}"
    said = f"{many} reported amounts with the name of a national figure outgrew it"
    if len(same) == 1:
        many = "the one" if outgrew.all() else "not even the one"
        said = f"{many} reported amount with the name of a national figure outgrew it"
    if not len(same):
        said = "no reported amount has the name of a national figure"
    verb = choose_form(others + planned, "is|are")
    told = f"{said}; {' and '.join(rest)} {verb} only roughly comparable" if rest else said
    return upper_first(told)


def draw_paces(paces: pd.DataFrame, parents: Mapping[str, str]) -> Drawing | None:
    """Return a drawing of a place's growth beside the nation's, or None.

    On a logarithmic axis, where a constant rate is a straight line.

    Parameters
    ----------
    paces : DataFrame
        From `trace_paces`.
    parents : mapping of str to str
    """
    if not len(paces):
        return None
    known = paces[["low", "central", "high"]].to_numpy(float)
    known = known[np.isfinite(known) & (known > 0)]
    bottom, top = 0.9 * known.min(), 1.15 * known.max()  # an open end is cut there
    shown = paces.assign(low=paces["low"].clip(lower=bottom), high=paces["high"].clip(upper=top))
    ax, ends = make_axes(7.2, 3.2), []
    for entity_id, rows in paces.groupby("entity_id", sort=False):
        who, last = rows["who"].iloc[0], rows.iloc[-1]
        ends.append(f"{who} {Range(last['low'], last['high'], 'multiple', 2)}")
        _plot_pace(ax, shown.loc[rows.index], rows, place_colour(entity_id, parents), ends[-1])
    first, last = paces["year"].min(), paces["year"].max()
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(format_tick))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.set(
        ylabel=f"times the level of {first} (log scale)",
        xlim=(first - 0.2, last + 0.32 * (last - first)),
        ylim=(bottom, top),
    )
    ax.set_xticks(range(first, last + 1, _choose_step(last - first)))
    ax.spines["bottom"].set_bounds(first, last)
    spans = [str(Range(r.low, r.high, "multiple", 2)) for r in paces.itertuples()]
    told = paces.assign(span=spans)[["who", "year", "span"]]
    sparse = paces.groupby("who")["year"].size().eq(2).any()
    caption = "Printed levels; bar: what the words allow"
    caption += "; dotted: nothing is reported of the years between." if sparse else "."
    return Drawing(
        ax,
        f"Two series from 1 in {first} to {last}: {'; '.join(ends)}. Logarithmic axis.",
        told.rename(columns={"who": "Where", "year": "Year", "span": f"Times {first}"}),
        caption,
        f"From {first} to {last}: {'; '.join(ends)} the level of {first}",
    )


def _choose_step(years):
    """Return how many years apart ticks stand, so that the first and the last year have one.

    Examples
    --------
    >>> [_choose_step(years) for years in (9, 12, 13, 1)]
    [3, 3, 13, 1]
    """
    return next((n for n in range(1, years) if years % n == 0 and years // n <= 4), max(1, years))


def _plot_pace(ax, drawn, rows, colour, end):
    """Draw one series in times its first level as far as the axes go, its end named."""
    last, is_pair = rows.iloc[-1], len(rows) == 2  # of the years between nothing is reported
    top = last["central"] if np.isfinite(last["central"]) else drawn["high"].iloc[-1]
    rows = rows[np.isfinite(rows["central"]) & (rows["central"] > 0)]  # the axis has no nought
    ax.vlines(drawn["year"], drawn["low"], drawn["high"], color=soften(colour), lw=3)
    (line,) = ax.plot(
        rows["year"],
        rows["central"],
        color=colour,
        lw=1.2 if is_pair else 1.4,
        ls=(0, (1, 2)) if is_pair else "-",
        marker="o",
        ms=4,
    )
    spans = [Range(r.low, r.high, "multiple", 2) for r in rows.itertuples()]
    name_points(
        line,
        [
            f"{last['who']}, {year}: {span} the level of the first year"
            for year, span in zip(rows["year"], spans, strict=True)
        ],
    )
    ax.annotate(
        textwrap.fill(end, 18),
        (last["year"], top),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=write_in(colour),
        fontsize=9,
    )


def plot_amounts(ax, series: pd.DataFrame, *, colour: str):
    """Draw the reported amounts of one thing over time, from nought, each with its number.

    Parameters
    ----------
    ax : matplotlib Axes
    series : DataFrame
        Rows of `list_levels` of one place and unit.
    colour : str

    Returns
    -------
    ax : matplotlib Axes
        A flat bar spans the years of which a number may be; a dashed line bridges years of which
        nothing is reported, a dotted one leads to a target or an expectation.
    """
    series = series.sort_values("year").reset_index(drop=True)
    high = series["high"].where(np.isfinite(series["high"]), series["low"] * 1.3)
    dated = series["year_high"] - series["year_low"] < 1
    for a, b in zip(series.index[:-1], series.index[1:], strict=True):
        if dated[a] and dated[b]:
            style = "--" if series["status"][b] == "reported" else ":"
            ax.plot(
                series["year"][[a, b]], series["central"][[a, b]], color=colour, lw=1.1, ls=style
            )
    bar = {"color": soften(colour), "lw": 2.6}
    ax.vlines(series["year"][dated], series["low"][dated], high[dated], **bar)
    flat = series[~dated]
    ax.hlines(flat["central"], flat["year_low"], flat["year_high"], **bar)
    for row in series[dated].itertuples():
        (point,) = ax.plot(
            [row.year],
            [row.central],
            marker=SHAPES[_find_kind(row)],
            markersize=5,
            markerfacecolor="white" if row.hedged else colour,
            markeredgecolor=colour,
            linestyle="none",
            zorder=4,
        )
        number = Range(row.low, row.high, row.unit)
        by = name_source(getattr(row, "publisher", ""))
        name_points(point, f"{row.entity}, {row.period}, {row.status}: {number}{by}")
    ax.set_ylim(0, 1.12 * np.nanmax([high.max(), series["central"].max()]))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(FuncFormatter(format_tick))
    ax.xaxis.set_major_locator(MaxNLocator(3, integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def draw_levels(levels: pd.DataFrame, parents: Mapping[str, str]):
    """Return small panels of reported amounts and counts over time, one a thing, or None.

    Parameters
    ----------
    levels : DataFrame
        From `rates.growth.list_levels`.
    parents : mapping of str to str
    """
    if not len(levels):
        return None
    every = list(levels.groupby(["entity_id", "unit"], sort=False))
    most = sorted(range(len(every)), key=lambda i: -len(every[i][1]))
    points = np.cumsum([len(every[i][1]) for i in most])
    groups = [every[i] for i in sorted(most[: max((points <= MOST_POINTS).sum(), 1)])]
    panels = make_panels(len(groups), columns=3, width_in=7.2, height_in=1.9)
    first, last = levels["year_low"].min(), levels["year_high"].max()
    for ax, ((entity_id, unit), series) in zip(panels, groups, strict=True):
        plot_amounts(ax, series, colour=place_colour(entity_id, parents))
        ax.set_xlim(first - 0.6, last + 0.6)
        what = f"{series['entity'].iloc[0]}: {series['what'].iloc[0]}"
        name_panel(ax, what if unit == "persons" else f"{what}, {UNITS[unit][1]}", 24)
    drawn = levels if len(groups) == len(every) else pd.concat([rows for _, rows in groups])
    described = (
        f"{choose_form(len(groups), '# small panel|# small panels')} of {len(drawn)} reported "
        "amounts and counts, linear axes "
        f"from nought, {first:.0f} to {last:.0f}."
    )
    words = _word_levels(drawn)
    if len(groups) < len(every):
        words += (
            f" Drawn are the {len(groups)} of {len(every):,} things with most numbers; the table"
            " below has all."
        )
    return Drawing(panels[0], described, describe_levels(levels), words, _title_levels(levels))


def _word_levels(levels):
    """Return what the marks of small panels mean, those that are drawn and no others."""
    dated = levels["year_high"] - levels["year_low"] < 1
    planned = levels["status"] != "reported"
    joined = dated & dated.groupby([levels["entity_id"], levels["unit"]]).shift(fill_value=False)
    words = {
        SHAPE_WORDS[SAME]: (dated & ~planned & ~levels["is_other"]).any(),
        "bar: what the words allow": (dated & (levels["low"] < levels["high"])).any(),
        "open: hedged": (dated & levels["hedged"]).any(),
        SHAPE_WORDS[PLANNED]: (dated & planned).any(),
        SHAPE_WORDS[OTHER_DEFINITION]: (dated & ~planned & levels["is_other"]).any(),
        "flat bar: the year is not printed": (~dated).any(),
        "dashed: nothing is reported of the years between": (joined & ~planned).any(),
        "dotted: planned": (joined & planned).any(),
    }
    said = "; ".join(each for each, is_drawn in words.items() if is_drawn)
    sizes = "Each panel from nought on its own axis; M million, bn billion."
    return f"{upper_first(said)}. {sizes}" if said else sizes


def _find_kind(level):
    """Return what the shape of a level's mark says."""
    if level.status != "reported":
        return PLANNED
    return OTHER_DEFINITION if getattr(level, "is_other", False) else SAME


def _title_levels(levels):
    """Return by how much reported numbers rose in all, and which most, if words tell."""
    known = levels[(levels["status"] == "reported") & levels["central"].notna()]
    ends = known.groupby(["entity", "what"], sort=False).agg(
        least=("low", "last"),
        most=("high", "last"),
        first_low=("low", "first"),
        first_high=("high", "first"),
        start=("period", "first"),
        end=("period", "last"),
    )
    ends = ends[(ends["start"] != ends["end"]) & (ends["first_high"] > 0)]
    if ends.empty:
        return f"{len(levels)} reported amounts, each by its own definition"
    multiples = find_multiple(ends[["first_low", "first_high"]], ends[["least", "most"]])
    low, high = multiples[:, 0], multiples[:, 1]
    best, whole = low.argmax(), Range(low.min(), high.max(), "multiple", 2)
    numbers = choose_form(len(ends), "# reported number|# reported numbers")
    said = f"{numbers} ended at {whole} their first level"
    if (np.delete(high, best) >= low[best]).any():
        return f"{said}; which rose most cannot be told"
    place, what = ends.index[best]
    own = Range(low[best], high[best], "multiple", 2)
    return (
        f"{said}; {place}, {what}, rose most: {own}" if len(ends) > 1 else f"{place}, {what}: {own}"
    )


def draw_forest(rows, pools, level: float):
    """Return a forest plot of the growth rates of all families, with the first pool, or None.

    Parameters
    ----------
    rows, pools
        From `pool_families`.
    level : float
    """
    if not len(rows):
        return None
    forest, shown = make_forest(rows.head(MOST_DRAWN), level), None
    for family, pool in list(pools.items())[:1]:
        shown = {name: np.expm1(getattr(pool, name)) for name in ("mean", "low", "high")}
        shown["label"] = f"Pool, {name_family(family)}"
    labels = [*forest["label"], *([shown["label"]] if shown else [])]
    spans = [*zip(forest["low"], forest["high"], strict=True)]
    spans += [(shown["low"], shown["high"])] if shown else []
    numbers = [format_range(low, high, "share_per_year") for low, high in spans]
    broad, narrow = (
        plot_forest(make_row_axes(labels, numbers, is_narrow=is_narrow), forest, shown)
        for is_narrow in (False, True)
    )
    for ax in (broad, narrow):
        ax.set(xlabel="growth a year", xlim=_find_reach(forest, spans))
    described = (
        f"Forest plot of {len(forest)} growth rates in {rows['family'].nunique()} families, "
        f"linear axis in per cent a year; smallest {100 * forest['growth'].min():.0f} %, "
        f"largest {100 * forest['growth'].max():.0f} %."
    )
    caption = "Dot: from the printed numbers; thick bar: bounds of the words"
    if forest["error_low"].notna().any():
        caption += f"; thin line: assumed {100 * level:.0f} % interval"
    if forest["shrunk"].notna().any():
        caption += "; orange mark: drawn towards the pool"
    caption += "; orange lens: the pool." if shown else "."
    caption += say_undrawn(len(rows))
    title = f"{len(forest)} growth rates in {rows['family'].nunique()} families, none pooled"
    if shown is not None:
        ends = format_range(shown["low"], shown["high"], "share_per_year", digits=2)
        title = f"{shown['label']}: {ends}"
    return Drawing(broad, described, describe_forest(forest, level), caption, title, narrow)


def _find_reach(forest, spans):
    """Return the ends of an axis that holds nought and all that is drawn."""
    ends = [0.0, *forest[["error_low", "error_high"]].to_numpy().ravel(), *np.ravel(spans)]
    ends = np.array(ends, float)[np.isfinite(ends)]
    low, high = ends.min(), ends.max()
    return low - 0.04 * (high - low) * (low < 0), high + 0.04 * (high - low)
