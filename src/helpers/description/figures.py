"""Draw sizes, places, dates and counters on the axes that a caller owns."""

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from helpers.page.colours import write_in
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import add_colour_key, format_tick
from helpers.words.periods import format_days


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
        From `count_steps`; ``publisher`` if known.
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


def plot_tiers(ax, sites):
    """Draw counts of sites by tier over time, each line named at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    sites : DataFrame
        From `list_tibet_sites`.

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
