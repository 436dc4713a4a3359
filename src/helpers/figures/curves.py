"""Draw growth curves with their bands, intervals of ceilings, and forests of growth rates."""

import math
import textwrap

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from helpers.figures.colours import ACCENT, GREY, INK
from helpers.figures.door import make_figure
from helpers.figures.marks import name_points, name_source
from helpers.figures.ranges import format_tick
from helpers.units import format_quantity, format_range

OTHER = "#D55E00"


def make_panels(count, *, columns=2, width_in=5.2, height_in=1.9):
    """Return axes of equal size in one figure, filled row by row.

    Parameters
    ----------
    count, columns : int
    width_in, height_in : float
        Width of the figure and height of one row, in inches.

    Returns
    -------
    axes : list of matplotlib Axes
        Unused places of the last row are left empty.
    """
    rows = -(-count // columns)
    figure = make_figure(width_in, height_in * rows)
    return [figure.add_subplot(rows, columns, i + 1) for i in range(count)]


def plot_series(ax, series, *, colour=INK, hollow=False):
    """Draw the levels of a long series with the range that each print allows.

    Parameters
    ----------
    ax : matplotlib Axes
    series : long_series.LongSeries
    colour : str
    hollow : bool
        Open dots: levels that follow from printed growth.

    Returns
    -------
    ax : matplotlib Axes
        Zero base; an arrow where a print has no upper end.
    """
    is_open = ~np.isfinite(series.high)
    reach = series.value.max() * 1.15
    ax.vlines(
        series.time,
        series.low,
        np.where(is_open, reach, series.high),
        color=colour,
        linewidth=3,
        alpha=0.4,
        zorder=3,
    )
    ax.plot(
        series.time[is_open],
        np.full(is_open.sum(), reach),
        linestyle="none",
        marker="^",
        markersize=4,
        color=colour,
        zorder=3,
    )
    (points,) = ax.plot(
        series.time,
        series.value,
        linestyle="none",
        marker="o",
        markersize=4,
        markerfacecolor="white" if hollow else colour,
        markeredgecolor=colour,
        zorder=4,
    )
    rows = zip(series.time, series.value, series.low, series.high, series.publisher, strict=True)
    name_points(
        points,
        [
            f"{time:.0f}: {_say_level(value, low, high, series.unit)}{name_source(by)}"
            for time, value, low, high, by in rows
        ],
    )
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(
        PercentFormatter(1.0, decimals=0) if series.unit == "share" else FuncFormatter(format_tick)
    )
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def _say_level(value, low, high, unit):
    """Return a level with the range that its words allow, where that is another number."""
    level, bounds = format_quantity(value, unit, digits=4), format_range(low, high, unit, digits=4)
    return level if bounds == level else f"{level} ({bounds})"


def plot_band(ax, time, band, *, last, colour=ACCENT):
    """Draw a fitted curve with its band, dashed beyond the last observation.

    Parameters
    ----------
    ax : matplotlib Axes
    time : ndarray, shape (m,)
    band : ndarray, shape (m, 3)
        Central, lower and upper value; cut at the axes' top, which the data set and not the band.
    last : float
        Time of the last observation.
    colour : str

    Returns
    -------
    ax : matplotlib Axes
    """
    top = 1.7 * np.nanmax(band[time <= last, 0])
    ax.fill_between(
        time,
        np.minimum(np.nan_to_num(band[:, 1]), top),
        np.minimum(np.nan_to_num(band[:, 2], nan=top), top),
        color=colour,
        alpha=0.18,
        linewidth=0,
        zorder=1,
    )
    seen = time <= last
    ax.plot(time[seen], band[seen, 0], color=colour, linewidth=1.4, zorder=2)
    ax.plot(
        time[time >= last],
        band[time >= last, 0],
        color=colour,
        linewidth=1.2,
        linestyle="--",
        zorder=2,
    )
    # a second curve on the same axes may need less room, never more
    ax.set_ylim(0, top if not ax.lines[:-2] else max(top, ax.get_ylim()[1]))
    return ax


def plot_confidence(ax, curves, latest, *, unit):
    """Draw how a ceiling's interval widens with the level of confidence, one line a curve.

    Parameters
    ----------
    ax : matplotlib Axes
    curves : mapping of str to ndarray, shape (m, 3)
        By name of the curve: level, lower and upper end; infinite where open.
    latest : float
        The latest level, drawn as a line.
    unit : str

    Returns
    -------
    ax : matplotlib Axes
        Logarithmic axis of ceilings; an open end runs off the right.
    """
    finite = np.concatenate([ends[:, 1:].ravel() for ends in curves.values()])
    finite = finite[np.isfinite(finite) & (finite > 0)]
    right = max(finite.max(), latest) * 1.6
    for colour, (name, ends) in zip((ACCENT, OTHER, GREY), curves.items(), strict=False):
        ends = ends[np.argsort(ends[:, 0])]
        x = np.concatenate([ends[::-1, 1], np.minimum(ends[:, 2], right)])
        y = np.concatenate([ends[::-1, 0], ends[:, 0]])
        ax.plot(x, y, color=colour, linewidth=1.5, label=name)
    ax.axvline(latest, color=INK, linewidth=0.9, linestyle=":")
    ax.set_xscale("log")
    ax.set_xlim(min(finite.min(), latest) / 1.15, right)
    ticks = np.geomspace(*ax.get_xlim(), 5)[1:-1]
    ax.set_xticks([float(f"{tick:.2g}") for tick in ticks])
    ax.xaxis.set_major_formatter(
        PercentFormatter(1.0, decimals=0) if unit == "share" else FuncFormatter(format_tick)
    )
    ax.minorticks_off()
    ax.set_ylim(0.4, 1.03)
    ax.set_yticks([0.5, 0.8, 0.95])
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return ax


def add_key(ax):
    """Name the labelled lines of one panel under the whole figure.

    Parameters
    ----------
    ax : matplotlib Axes

    Returns
    -------
    ax : matplotlib Axes
    """
    ax.figure.legend(
        *ax.get_legend_handles_labels(),
        loc="outside lower left",
        ncols=4,
        fontsize=8,
        frameon=False,
    )
    return ax


def name_panel(ax, name):
    """Write a panel's name above it, in two lines where it is long.

    Parameters
    ----------
    ax : matplotlib Axes
    name : str

    Returns
    -------
    ax : matplotlib Axes
    """
    ax.set_title(textwrap.fill(name, 28), fontsize=9)
    return ax


def plot_hindsight(ax, windows, latest):
    """Draw the ceiling that the data up to each year allow, and the latest level.

    Parameters
    ----------
    ax : matplotlib Axes
    windows : DataFrame
        ``year, low, high``; ``high`` infinite where no ceiling is to be seen.
    latest : float

    Returns
    -------
    ax : matplotlib Axes
        In times the latest level, logarithmic; an arrow where the upper end lies above eight or is not there.
    """
    low = (windows["low"] / latest).fillna(0.25).clip(lower=0.25, upper=7.5)
    high = windows["high"] / latest
    is_open = high > 8.0
    bars = ax.vlines(
        windows["year"], low, high.clip(upper=8.0), color=ACCENT, linewidth=3.2, alpha=0.5
    )
    drawn = windows.index[high.notna()]
    ends = zip(windows["year"][drawn], windows["low"][drawn] / latest, high[drawn], strict=True)
    name_points(bars, [f"until {year}: {_say_ceiling(one, other)}" for year, one, other in ends])
    ax.plot(
        windows["year"][is_open],
        np.full(is_open.sum(), 8.0),
        linestyle="none",
        marker="^",
        color=ACCENT,
        markersize=5,
    )
    ax.axhline(1.0, color=INK, linewidth=0.9, linestyle=":")
    ax.set_yscale("log")
    ax.set_ylim(0.22, 9.5)
    ax.set_yticks([0.5, 1, 2, 4, 8], ["½", "1", "2", "4", "8"])
    ax.minorticks_off()
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter("{x:.0f}")
    return ax


def _say_ceiling(low, high):
    """Return the bounds of a ceiling, in times the latest level, in words."""
    if not low > 0:
        return (
            f"ceiling up to {high:.2g} times the latest" if np.isfinite(high) else "no ceiling seen"
        )
    return (
        f"ceiling {low:.2g} to {high:.2g} times the latest"
        if np.isfinite(high)
        else f"ceiling from {low:.2g} times the latest"
    )


def plot_forest(ax, rows, pool=None):
    """Draw one growth rate a place, with the bounds of its wording and its assumed error, and their pool.

    Parameters
    ----------
    ax : matplotlib Axes
    rows : DataFrame, first row on top
        ``label, growth, low, high`` (bounds of the wording) and ``error_low, error_high``, as fractions a
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
            f"{row['label']}: {format_range(row['low'], row['high'], 'share_per_year')}{name_source(row.get('publisher', ''))}",
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
        ax.annotate(
            row["label"],
            (0, y),
            xycoords=ax.get_yaxis_transform(),
            xytext=(0, 6),
            textcoords="offset points",
            fontsize=8.5,
            color=INK,
            va="bottom",
            wrap=True,
        ).set_in_layout(False)
    last = len(rows)
    if pool is not None:
        ax.fill(
            [pool["low"], pool["mean"], pool["high"], pool["mean"]],
            [last, last - 0.14, last, last + 0.14],
            color=OTHER,
            alpha=0.75,
            zorder=4,
        )
        ax.annotate(
            pool["label"],
            (0, last),
            xycoords=ax.get_yaxis_transform(),
            xytext=(0, 6),
            textcoords="offset points",
            fontsize=8.5,
            color=INK,
            va="bottom",
            wrap=True,
        ).set_in_layout(False)
    ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    ax.set_yticks([])
    ax.set_ylim(last + 0.5, -0.8)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    return ax


def plot_fan(ax, table, *, last_year, last_value, colour=ACCENT):
    """Draw forecasts as a fan of an inner and an outer interval around a dashed line.

    Parameters
    ----------
    ax : matplotlib Axes
    table : DataFrame
        ``year, central, low_80, high_80, low_95, high_95``, rising years.
    last_year, last_value : float
        The last level, from which the fan opens.
    colour : str

    Returns
    -------
    ax : matplotlib Axes
    """
    year = np.concatenate([[last_year], table["year"].to_numpy(float)])

    def begin(name):
        return np.concatenate([[last_value], table[name].to_numpy(float)])

    for name, alpha in (("95", 0.16), ("80", 0.26)):
        ax.fill_between(
            year,
            begin(f"low_{name}"),
            begin(f"high_{name}"),
            color=colour,
            alpha=alpha,
            linewidth=0,
            zorder=1,
        )
    ax.plot(year, begin("central"), color=colour, linewidth=1.2, linestyle="--", zorder=2)
    return ax


def plot_specifications(axes, table, choices):
    """Draw a number under every set of choices, sorted, and which choices each set made.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Above for the numbers, below for the choices; drawn on in place.
    table : DataFrame
        One row a specification: ``low, high, holds`` and the columns of the choices.
    choices : mapping of str to str
        Column to the words before its values.

    Returns
    -------
    axes : sequence of two matplotlib Axes
        Blue where the headline holds, orange where not; an open end is cut at the axes' top.
    """
    upper, lower = axes
    table = (
        table.assign(
            middle=(table["low"] + table["high"].replace(np.inf, np.nan).fillna(table["low"])) / 2
        )
        .sort_values(["middle", "high"], kind="stable")
        .reset_index(drop=True)
    )
    finite = table[["low", "high"]].replace([np.inf, -np.inf], np.nan)
    top = 1.05 * finite.to_numpy().max(where=finite.notna().to_numpy(), initial=0.0)
    colours = np.where(table["holds"], ACCENT, OTHER)
    upper.vlines(
        table.index, table["low"], table["high"].clip(upper=top), color=colours, linewidth=2
    )
    dots = upper.scatter(table.index, table["middle"].clip(upper=top), color=colours, s=7)
    made = table[list(choices)].astype(str).agg(", ".join, axis=1)
    name_points(
        dots,
        [
            f"{format_range(low, high, 'share_per_year')}: {how}"
            for low, high, how in zip(table["low"], table["high"], made, strict=True)
        ],
    )
    upper.axhline(0, color=GREY, linewidth=0.8)
    upper.set_ylim(min(0.0, 1.2 * finite["low"].min()), top)
    upper.set_xticks([])
    upper.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    labels = [
        (name, value, f"{words} {value}".strip())
        for name, words in choices.items()
        for value in dict.fromkeys(table[name])
    ]
    for y, (name, value, _) in enumerate(labels):
        made = table.index[table[name] == value]
        lower.plot(
            made, np.full(made.size, y), linestyle="none", marker="|", markersize=5, color=INK
        )
    lower.set_yticks(range(len(labels)), [label for *_, label in labels], fontsize=7.5)
    lower.set_ylim(len(labels) - 0.5, -0.5)
    lower.set_xlim(upper.get_xlim())
    lower.set_xticks([])
    for spine in ("left", "bottom"):
        lower.spines[spine].set_visible(False)
    lower.tick_params(axis="y", length=0)
    return axes


def make_stack(width_in=5.2, heights_in=(2.2, 2.2)):
    """Return two axes above each other in one figure.

    Parameters
    ----------
    width_in : float
    heights_in : sequence of two float

    Returns
    -------
    axes : tuple of two matplotlib Axes
    """
    figure = make_figure(width_in, sum(heights_in))
    grid = figure.add_gridspec(2, 1, height_ratios=heights_in)
    return figure.add_subplot(grid[0]), figure.add_subplot(grid[1])
