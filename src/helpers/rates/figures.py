"""Draw growth rates on the axes that a caller owns."""

import math
import textwrap
from dataclasses import replace

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from helpers.page.colours import ACCENT, GREY, OTHER, place_colour, write_in
from helpers.page.figure import Drawing, make_axes, make_panels, name_panel
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import (
    draw_growth,
    draw_ranges,
    format_tick,
    make_labels,
    make_rows,
    name_extreme,
)
from helpers.page.row_axes import make_row_axes
from helpers.rates.effects import make_forest
from helpers.rates.growth import list_reported
from helpers.rates.nation import say_relative
from helpers.rates.tables import describe_forest, describe_levels, describe_relative
from helpers.readings import READING_WORDS
from helpers.words.names import name_family
from helpers.words.units import UNITS, Range, format_quantity, format_range


def plot_forest(ax, rows, pool=None):
    """Draw one growth rate a place, with the bounds of its wording and its assumed error, and their
    pool.

    Parameters
    ----------
    ax : matplotlib Axes
        From `make_row_axes`, with a row more where there is a pool.
    rows : DataFrame, first row on top
        ``label, growth, low, high`` (bounds of the wording) and ``error_low, error_high``, as
        fractions a
        year; ``shrunk``, NaN where nothing is pooled.
    pool : mapping or None
        ``mean, low, high``, and ``label``.

    Returns
    -------
    ax : matplotlib Axes
    """
    rows = rows.reset_index(drop=True)
    for y, row in rows.iterrows():
        ax.plot([row["error_low"], row["error_high"]], [y, y], color=GREY, linewidth=1.2, zorder=2)
        ax.plot(
            [row["low"], row["high"]],
            [y, y],
            color=ACCENT,
            linewidth=5,
            alpha=0.5,
            solid_capstyle="butt",
            zorder=3,
        )
        (point,) = ax.plot([row["growth"]], [y], marker="o", markersize=5, color=ACCENT, zorder=4)
        name_points(
            point,
            f"{row['label']}:"
            f" {format_range(row['low'], row['high'], 'share_per_year')}{name_source(row.get('publisher', ''))}",
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
            alpha=0.75,
            zorder=4,
        )
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return ax


def draw_pairs(study):
    """Return a drawing of growth a year between every two reported numbers, or None.

    Parameters
    ----------
    study : Study
        Its reading decides the bounds, and is told beside the drawing.

    Returns
    -------
    drawing : Drawing or None
        In the same order under each reading.
    """
    pairs = list_reported(study.growth, study.observations)
    pairs = pairs.sort_values("annual_growth_central", ascending=False, na_position="first")
    labels = make_labels(pairs["what"], pairs["entity"])
    rows = make_rows(pairs, labels, "annual_growth", study.parents)
    drawing = draw_growth(rows, "growth a year", heading="What grew, where", grew="numbers grew")
    reading = study.choice.reading
    said = (f"The {reading} reading {READING_WORDS[reading]}.", say_relative(study.home))
    return drawing and replace(drawing, sentences=said)


def draw_doubling(pairs, parents):
    """Return a drawing of the years in which reported numbers double, or None.

    Parameters
    ----------
    pairs : DataFrame
        From `list_reported`.
    parents : mapping of str to str
    """
    pairs = pairs.sort_values("doubling_years_low").reset_index(drop=True)
    labels = make_labels(pairs["what"], pairs["entity"])
    rows = make_rows(pairs, labels, "doubling_years", parents)
    rows = rows[rows["low"] < math.inf]
    if rows.empty:
        return None
    return draw_ranges(
        rows,
        what="years to double",
        unit="years",
        heading="What grew, where",
        xlabel="years to double",
        title=name_extreme(rows, "shortest"),
        log=True,
    )


def draw_relative(relative, parents):
    """Return a drawing of growth relative to the nation's, a row a place, or None.

    Parameters
    ----------
    relative : DataFrame
        From `compare_with_nation`.
    parents : mapping of str to str
    """
    if not len(relative):
        return None
    nation = relative[["nation_low", "nation_high"]].mean(axis=1)
    rows = relative.assign(
        low=relative["relative_low"],
        central=(1 + relative["annual_growth_central"]) / (1 + nation) - 1,
        high=relative["relative_high"],
        hedged=~relative["is_same"],
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
        grew="outgrew the nation's online retail",
    )
    return replace(drawing, data=describe_relative(relative))


def draw_paces(paces, parents):
    """Return a drawing of a place's growth beside the nation's, two lines, or None.

    Parameters
    ----------
    paces : DataFrame
        From `trace_paces`.
    parents : mapping of str to str
    """
    if not len(paces):
        return None
    ax, ends = make_axes(7.2, 3.2), []
    for entity_id, rows in paces.groupby("entity_id", sort=False):
        colour, who = place_colour(entity_id, parents), rows["who"].iloc[0]
        style = "--" if len(rows) == 2 else "-"
        ax.fill_between(rows["year"], rows["low"], rows["high"], color=colour, alpha=0.18, lw=0)
        (line,) = ax.plot(
            rows["year"], rows["central"], color=colour, lw=1.4, ls=style, marker="o", ms=4
        )
        name_points(
            line,
            [
                f"{who}, {r.year}: {Range(r.low, r.high, 'multiple', 2)} the level of the first year"
                for r in rows.itertuples()
            ],
        )
        last = rows.iloc[-1]
        ends.append(f"{who} {Range(last['low'], last['high'], 'multiple', 2)}")
        ax.annotate(
            textwrap.fill(ends[-1], 18),
            (last["year"], last["central"]),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=write_in(colour),
            fontsize=9,
        )
    first, last = paces["year"].min(), paces["year"].max()
    ax.set(ylabel=f"times the level of {first}", xlim=(first - 0.2, last + 0.32 * (last - first)))
    ax.set_ylim(bottom=0)
    ax.set_xticks(range(first, last + 1, max(1, (last - first) // 4)))
    shown = paces.assign(
        span=[str(Range(r.low, r.high, "multiple", 2)) for r in paces.itertuples()]
    )[["who", "year", "span"]]
    return Drawing(
        ax,
        f"Two lines from 1 in {first} to {last}: {'; '.join(ends)}. Linear axis from nought.",
        shown.rename(columns={"who": "Where", "year": "Year", "span": f"Times {first}"}),
        f"Each in times its own level of {first}. Band: what the printed words allow. Dashed:"
        " nothing is reported of the years between.",
        f"From {first} to {last}: {'; '.join(ends)} the level of {first}",
    )


def plot_amounts(ax, series, *, colour):
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
    ax.vlines(
        series["year"][dated], series["low"][dated], high[dated], color=colour, lw=3, alpha=0.4
    )
    flat = series[~dated]
    ax.hlines(flat["central"], flat["year_low"], flat["year_high"], color=colour, lw=3, alpha=0.4)
    for row in series[dated].itertuples():
        plain = not row.hedged and row.status == "reported"
        (point,) = ax.plot(
            [row.year],
            [row.central],
            marker="o" if row.status == "reported" else "D",
            markersize=5,
            markerfacecolor=colour if plain else "white",
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


def draw_levels(levels, parents):
    """Return small panels of reported amounts and counts over time, one a thing, or None.

    Parameters
    ----------
    levels : DataFrame
        From `rates.growth.list_levels`.
    parents : mapping of str to str
    """
    if not len(levels):
        return None
    groups = list(levels.groupby(["entity_id", "unit"], sort=False))
    panels = make_panels(len(groups), columns=3, width_in=7.2, height_in=1.9)
    first, last = levels["year_low"].min(), levels["year_high"].max()
    for ax, ((entity_id, unit), series) in zip(panels, groups, strict=True):
        plot_amounts(ax, series, colour=place_colour(entity_id, parents))
        ax.set_xlim(first - 0.6, last + 0.6)
        name_panel(ax, f"{series['entity'].iloc[0]}: {UNITS[unit][1]}", 22)
    described = (
        f"{len(groups)} small panels of {len(levels)} reported amounts and counts, linear axes "
        f"from nought, {first:.0f} to {last:.0f}."
    )
    caption = (
        "Bar: what the words allow; open marker: hedged, a target or an expectation (diamond); flat"
        " bar: the year is not printed. Dashed: nothing is reported of the years between; dotted:"
        " planned. Each panel from nought on its own axis; M million, bn billion."
    )
    return Drawing(panels[0], described, describe_levels(levels), caption, _title_levels(levels))


def _title_levels(levels):
    """Return which reported amount rose most between its first and its last year."""
    known = levels[(levels["status"] == "reported") & levels["central"].notna()]
    ends = known.groupby(["entity", "unit"], sort=False).agg(
        first=("central", "first"),
        last=("central", "last"),
        start=("period", "first"),
        end=("period", "last"),
    )
    rise = (ends["last"] / ends["first"])[ends["start"] != ends["end"]]
    if rise.empty:
        return f"{len(levels)} reported amounts, each by its own definition"
    (entity, unit), most = rise.idxmax(), ends.loc[rise.idxmax()]
    return (
        f"{entity} rose most: {format_quantity(most['first'], unit)} in {most['start']},"
        f" {format_quantity(most['last'], unit)} in {most['end']}"
    )


def draw_forest(rows, pools, level):
    """Return a forest plot of the growth rates of all families, with the first pool, or None.

    Parameters
    ----------
    rows, pools
        From `pool_families`.
    level : float
    """
    if not len(rows):
        return None
    forest, shown = make_forest(rows, level), None
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
        ax.set(xlabel="growth a year", xlim=(-0.3, 1.2))
    described = (
        f"Forest plot of {len(forest)} growth rates in {rows['family'].nunique()} families, "
        f"linear axis in per cent a year; smallest {forest['growth'].min():.0%}, "
        f"largest {forest['growth'].max():.0%}."
    )
    caption = (
        "Dot: from the printed numbers; thick bar: bounds of the words; thin line: assumed "
        f"{level:.0%} interval; orange mark: drawn towards the pool; orange diamond: the pool. "
        "No thin line: not pooled."
    )
    title = f"{len(forest)} growth rates in {rows['family'].nunique()} families, none pooled"
    if shown is not None:
        ends = format_range(shown["low"], shown["high"], "share_per_year", digits=2)
        title = f"{shown['label']}: {ends}"
    return Drawing(broad, described, describe_forest(forest, level), caption, title, narrow)
