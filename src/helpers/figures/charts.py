"""Draw reported levels, events and counts on the axes a caller owns."""

import textwrap

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from helpers.dataset import format_days
from helpers.figures.colours import ACCENT, write_in
from helpers.figures.marks import name_points, name_source
from helpers.figures.ranges import add_colour_key, format_tick
from helpers.units import format_number


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
            f"{label}, {row['year']:.0f}, {row['status']}: {format_number(row['central'])} ({format_number(row['low'])} {high}){name_source(row.get('publisher', ''))}",
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


def plot_timeline(ax, events, labels, *, colours):
    """Draw dated events, one row each, as the span of days that the print allows.

    Parameters
    ----------
    ax : matplotlib Axes
    events : DataFrame
        Needs ``date_from``, ``date_to``; first row on top.
    labels, colours : sequence of str, length n
        Labels stand on the side of their bar that has more room.

    Returns
    -------
    ax : matplotlib Axes
    """
    first, last = events["date_from"].min(), events["date_to"].max()
    middle = first + (last - first) / 2  # a label stands where there is more room for it
    for y, (row, label, colour) in enumerate(
        zip(events.itertuples(), labels, colours, strict=True)
    ):
        (bar,) = ax.plot(
            [row.date_from, row.date_to],
            [y, y],
            color=colour,
            linewidth=5,
            alpha=0.55,
            solid_capstyle="round",
        )
        early = row.date_to < middle
        ax.annotate(
            label,
            (row.date_to if early else row.date_from, y),
            xytext=(7 if early else -7, 0),
            textcoords="offset points",
            ha="left" if early else "right",
            va="center",
            fontsize=8,
            linespacing=1.0,
            wrap=True,
        ).set_in_layout(False)
        name_points(
            bar,
            f"{label}: {format_days(row.date_from, row.date_to)}"
            + name_source(getattr(row, "publisher", "")),
        )
    ax.set_yticks([])
    ax.set_ylim(len(events) - 0.4, -0.6)
    ax.xaxis.set_major_locator(mdates.YearLocator(2))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    add_colour_key(ax, pd.DataFrame({"colour": list(colours)}))
    return ax


def plot_steps(ax, steps, *, colour, until):
    """Draw a running count of dated events as a band: the earliest and the latest that dates allow.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : DataFrame
        From `describe.count_steps`; ``publisher`` if known.
    colour : str
    until : Timestamp
        Day up to which the count is known.

    Returns
    -------
    ax : matplotlib Axes
        Zero base; whole numbers.
    """
    for name, style in (("date_from", ":"), ("date_to", "-")):
        days = sorted(steps[name])
        ax.step(
            [*days, until],
            [*range(1, len(days) + 1), len(days)],
            where="post",
            color=colour,
            linewidth=1.4,
            linestyle=style,
        )
    last = steps.sort_values("date_to", kind="stable")
    (dots,) = ax.plot(
        last["date_to"],
        range(1, len(steps) + 1),
        linestyle="none",
        marker="o",
        markersize=4,
        color=colour,
    )
    by = last["publisher"] if "publisher" in last else [""] * len(last)
    name_points(
        dots,
        [
            f"{number}: {row.event}, {format_days(row.date_from, row.date_to)}{name_source(one)}"
            for number, (row, one) in enumerate(zip(last.itertuples(), by, strict=True), 1)
        ],
    )
    ax.set_ylim(0, len(steps) + 0.8)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    return ax


def plot_counts(ax, counts, *, label, part, whole):
    """Draw horizontal bars of counts, with one part of each marked.

    Parameters
    ----------
    ax : matplotlib Axes
    counts : DataFrame
    label, part, whole : str
        Columns: name of the bar, part of it in colour, its whole length.

    Returns
    -------
    ax : matplotlib Axes
        Zero base.
    """
    sns.barplot(data=counts, y=label, x=whole, color="#c9c9c9", ax=ax, orient="h", errorbar=None)
    sns.barplot(data=counts, y=label, x=part, color=ACCENT, ax=ax, orient="h", errorbar=None)
    for bar, row in zip(ax.containers[0], counts.to_dict("records"), strict=True):
        name_points(bar, f"{row[label]}: {whole.lower()} {row[whole]}, {part.lower()} {row[part]}")
    for y, row in enumerate(counts.itertuples()):
        ax.annotate(f" {getattr(row, whole)}", (getattr(row, whole), y), va="center", fontsize=9)
    ax.set_ylabel("")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax


def plot_tiers(ax, sites):
    """Draw counts of sites by tier over time, each line named at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    sites : DataFrame
        From `systems.list_tibet_sites`.

    Returns
    -------
    ax : matplotlib Axes
        Log scale; open markers for counts of the article.
    """
    for shade, (tier, rows) in zip(
        ("#0072B2", "#D55E00", "#7A5C00"), sites.groupby("tier"), strict=True
    ):
        known = rows[rows["source"] == "benchmark"]
        (line,) = ax.plot(
            known["day"], known["central"], color=shade, linewidth=1.1, marker="o", markersize=6
        )
        name_points(
            line,
            [
                f"{tier}, {r.day:%B %Y}: {r.central:g}{name_source(r.publisher)}"
                for r in known.itertuples()
            ],
        )
        own = rows[rows["source"] == "article"]
        (rings,) = ax.plot(
            own["day"],
            own["central"],
            color=shade,
            linestyle="none",
            marker="o",
            markersize=9,
            markerfacecolor="none",
        )
        name_points(
            rings,
            [
                f"{tier}, {r.day:%B %Y}: {r.central:g}, by an article{name_source(r.publisher)}"
                for r in own.itertuples()
            ],
        )
        last = known.iloc[-1] if len(known) else own.iloc[-1]
        ax.annotate(
            tier,
            (last["day"], last["central"]),
            xytext=(9, 0),
            textcoords="offset points",
            color=write_in(shade),
            va="center",
            fontsize=9,
        )
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(format_tick))
    ax.yaxis.set_minor_formatter(NullFormatter())
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.margins(x=0.12)
    return ax


def plot_verdicts(ax, counts):
    """Draw how many claims have each verdict, a bar a relation.

    Parameters
    ----------
    ax : matplotlib Axes
    counts : DataFrame
        Index relation; a column a verdict, in the order drawn.

    Returns
    -------
    ax : matplotlib Axes
        Stacked bars from nought, verdicts named under the axes.
    """
    colours = {"consistent": "#0072B2", "inconsistent": "#D55E00", "not testable": "#c9c9c9"}
    left = np.zeros(len(counts))
    for verdict in counts.columns:
        bars = ax.barh(
            range(len(counts)),
            counts[verdict],
            left=left,
            color=colours[verdict],
            label=verdict,
            height=0.62,
        )
        for bar, relation, number in zip(bars, counts.index, counts[verdict], strict=True):
            if number:
                name_points(bar, f"{relation}, {verdict}: {number:g}")
        left += counts[verdict].to_numpy(float)
    ax.set_yticks(range(len(counts)), counts.index)
    ax.set_ylim(len(counts) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.spines["left"].set_visible(False)
    ax.figure.legend(loc="outside lower left", ncols=2, fontsize=8.5, frameon=False)
    return ax
