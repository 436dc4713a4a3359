"""Draw growth rates on the axes that a caller owns."""

import math
import textwrap
from dataclasses import replace

import numpy as np
from matplotlib.ticker import (
    FuncFormatter,
    LogLocator,
    NullFormatter,
    PercentFormatter,
)

from helpers.page.colours import ACCENT, GREY, INK, OTHER, place_colour, write_in
from helpers.page.figure import Drawing, make_axes
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import draw_growth, make_labels, make_rows
from helpers.rates.effects import make_forest
from helpers.rates.tables import describe_forest, describe_levels, describe_relative
from helpers.words.names import name_family
from helpers.words.units import format_number, format_range


def plot_levels(ax, series, label, *, colour, last_year):
    """Draw reported levels over time with the range that each printed number allows.

    Parameters
    ----------
    ax : matplotlib Axes
        Drawn on in place.
    series : DataFrame, one row a report
        Needs ``year, year_low, year_high`` (decimal), ``low``, ``central``,
        ``high``, ``hedged`` and ``status`` (reported, target or expected).
    label : str
        Written at the line's right end; above it if the line ends early.
    colour : str
    last_year : float
        Last year of the whole picture.

    Returns
    -------
    ax : matplotlib Axes
        Log scale on y, so that steady growth is a straight line. Two reports
        more than a year apart are joined by a dashed line: nothing is known
        of the years between.
    """
    series = series.sort_values("year").reset_index(drop=True)
    for a, b in zip(series.index[:-1], series.index[1:], strict=True):
        pair = series.loc[[a, b]]
        if (pair["year_high"] - pair["year_low"] >= 1).any():
            continue  # a line from a year that is not known would be ours
        far = pair["year"].diff().iloc[1] > 1.5
        planned = pair["status"].iloc[1] != "reported"
        ax.plot(
            pair["year"],
            pair["central"],
            color=colour,
            linewidth=1.1,
            linestyle=":" if planned else ("--" if far else "-"),
            zorder=2,
        )
    high = series["high"].where(np.isfinite(series["high"]), series["central"] * 3)
    ax.vlines(
        series["year"],
        series["low"].clip(lower=series["central"] * 1e-3),
        high,
        color=colour,
        linewidth=3.2,
        alpha=0.45,
        zorder=3,
    )
    ax.hlines(
        series["central"],
        series["year_low"],
        series["year_high"],
        color=colour,
        linewidth=3.2,
        alpha=0.3,
        zorder=3,
    )
    for _, row in series[series["year_high"] - series["year_low"] < 1].iterrows():
        plain = not row["hedged"] and row["status"] == "reported"
        (point,) = ax.plot(
            [row["year"]],
            [row["central"]],
            marker="o" if row["status"] == "reported" else "D",
            markersize=6,
            markerfacecolor=colour if plain else "white",
            markeredgecolor=colour,
            linestyle="none",
            zorder=4,
        )
        high = f"to {format_number(row['high'])}" if np.isfinite(row["high"]) else "or more"
        name_points(
            point,
            f"{label}, {row['year']:.0f}, {row['status']}: {format_number(row['central'])}"
            f" ({format_number(row['low'])} {high}){name_source(row.get('publisher', ''))}",
        )
    last = series.iloc[-1]
    at_end = last["year"] >= last_year - 1
    ax.annotate(
        textwrap.fill(label, 18),
        (last["year"], last["central"]),
        xytext=(9, 0) if at_end else (-7, 3),
        textcoords="offset points",
        ha="left" if at_end else "right",
        va="center" if at_end else "bottom",
        color=write_in(colour),
        fontsize=9,
    )
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda v, _: format_number(v)))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def _write_label(ax, y, label):
    """Write what a row is above it, at the left edge."""
    ax.annotate(
        label,
        (0, y),
        xycoords=ax.get_yaxis_transform(),
        xytext=(0, 6),
        textcoords="offset points",
        fontsize=8.5,
        color=INK,
        va="bottom",
        wrap=True,
    ).set_in_layout(False)


def plot_forest(ax, rows, pool=None):
    """Draw one growth rate a place, with the bounds of its wording and its assumed error, and their
    pool.

    Parameters
    ----------
    ax : matplotlib Axes
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
        _write_label(ax, y, row["label"])
    last = len(rows)
    if pool is not None:
        ax.fill(
            [pool["low"], pool["mean"], pool["high"], pool["mean"]],
            [last, last - 0.14, last, last + 0.14],
            color=OTHER,
            alpha=0.75,
            zorder=4,
        )
        _write_label(ax, last, pool["label"])
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    ax.set_yticks([])
    ax.set_ylim(last + 0.5, -0.8)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    return ax


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
    )
    return replace(drawing, data=describe_relative(relative))


def draw_levels(levels, parents, money):
    """Return a drawing of reported yearly amounts over time, a line a definition, or None.

    Parameters
    ----------
    levels : DataFrame
        From `rates.growth.list_levels`.
    parents : mapping of str to str
    money : str
        Basis of the amounts, in words.
    """
    if not len(levels):
        return None
    ax, first, last = make_axes(height_in=4.2), levels["year"].min(), levels["year"].max()
    for entity_id, series in levels.groupby("entity_id", sort=False):
        colour = place_colour(entity_id, parents)
        plot_levels(ax, series, series["entity"].iloc[0], colour=colour, last_year=last)
    ax.set(ylabel=f"{money} (log scale)", xlabel="calendar year", xlim=(first - 0.7, last + 2.8))
    ax.set_xticks(range(int(first), int(last) + 1, 2))
    described = (
        f"Lines for {levels['entity_id'].nunique()} series of {len(levels)} reported amounts, "
        f"logarithmic axis, {first:.0f} to {last:.0f}."
    )
    caption = (
        "Bar: what the words allow; open marker: hedged, a target or an expectation (diamond). "
        "Each line is its own definition. A flat bar without a marker: the year is not printed. "
        "Logarithmic axis."
    )
    return Drawing(ax, described, describe_levels(levels), caption)


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
    ax = plot_forest(make_axes(height_in=1.1 + 0.5 * len(rows)), forest, shown)
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
    return Drawing(ax, described, describe_forest(forest, level), caption)
