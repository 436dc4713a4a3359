"""Draw sizes, places, dates and counters on the axes that a caller owns."""

import itertools
import textwrap
from collections.abc import Mapping
from dataclasses import replace

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from helpers.description.tables import describe_events, describe_sites, describe_steps
from helpers.page.colours import PALETTE, place_colour, soften, write_in
from helpers.page.figure import PHONE, Drawing, make_axes, make_figure
from helpers.page.marks import name_points, name_source
from helpers.page.ranges import draw_ranges, format_tick, make_labels, make_rows
from helpers.words.periods import describe_period, format_days
from helpers.words.units import Quantity, Range, shorten_name

# Of the timeline, in inches: a line of its texts, what lies between rows, and the axis below.
LINE_IN, GAP_IN, AXIS_IN = 0.13, 0.1, 0.6


def draw_levels(
    study,
    frame: pd.DataFrame,
    *,
    what: str,
    xlabel: str,
    labels=None,
    heading: str = "Definition, place, period",
):
    """Return a drawing of printed numbers of one unit, one a row; None where there is none.

    Parameters
    ----------
    study : Study
    frame : DataFrame
        From `assemble_observations`; first row on top.
    what, xlabel, heading : str
        As in `draw_ranges`.
    labels : sequence of str, length n, or None
        None names what is counted, where and when.
    """
    if frame.empty:
        return None
    if labels is None:
        periods = [describe_period(r._asdict()) for r in frame.itertuples()]
        labels = make_labels(frame["indicator"], frame["entity"], periods)
    rows = make_rows(frame, labels, "", study.parents)
    unit = frame["unit"].iloc[0]
    drawing = draw_ranges(rows, what=what, unit=unit, heading=heading, xlabel=xlabel, log=True)
    more = " Definitions differ from row to row."
    return replace(drawing, caption=drawing.caption + more)


def draw_numbers(study, numbers: dict, entity_id: str, *, what: str, title: str):
    """Return a drawing of numbers of one unit, printed or computed; None if one is missing.

    Parameters
    ----------
    study : Study
    numbers : dict
        `Reported` numbers of one unit by what stands beside their row.
    entity_id : str
        The place that gives the colour.
    what, title : str
        As in `draw_ranges`.
    """
    if not all(numbers.values()):
        return None
    rows = [
        {
            "entity_id": entity_id,
            "low": number.low,
            "central": number.value,
            "high": number.high,
            "hedged": False,
            "is_computed": not number.plain,
            "unit": number.unit,
            "publisher": number.publisher,
        }
        for number in numbers.values()
    ]
    return draw_ranges(
        make_rows(pd.DataFrame(rows), numbers, "", study.parents),
        what=what,
        unit=rows[0]["unit"],
        heading="Number",
        xlabel=what,
        title=title,
    )


def draw_ladder(study, rungs):
    """Return a drawing of the counted steps of a ladder of training; None where there is none."""
    labels = make_labels(rungs["gloss"], rungs["counted_by"])
    what, heading = "people at each count", "What, counted by"
    drawing = draw_levels(study, rungs, what=what, xlabel="people", labels=labels, heading=heading)
    more = " Below each name: who counted. The number selected is that of one course."
    if drawing is None:
        return None
    first, last = (Range(row.low, row.high, row.unit) for row in rungs.iloc[[0, -1]].itertuples())
    title = f"{first} at the first count, {last} at the last"
    return replace(drawing, caption=drawing.caption + more, title=title)


def draw_years(study, levels):
    """Return a drawing of one place's reported levels by date; None where there is none."""
    drawing = draw_levels(study, levels, what="reported sales by year", xlabel=study.money)
    if drawing is None:
        return None
    first, last = (
        f"{Quantity(row.central, row.unit)} in {row.period_end.year}"
        for row in levels.iloc[[0, -1]].itertuples()
    )
    title = f"{levels['entity'].iloc[0]}: {first} reported, {last}"
    return replace(drawing, title=title)


def _stack_rows(*columns):
    """Return the top of each row and the end of the last, in inches, by their lines.

    Examples
    --------
    >>> [round(top, 2) for top in _stack_rows(["one", "two\\nlines"], ["", "a"])]
    [0.0, 0.23, 0.59]
    """
    lines = (max(text.count("\n") + 1 for text in row) for row in zip(*columns, strict=True))
    return list(itertools.accumulate((n * LINE_IN + GAP_IN for n in lines), initial=0.0))


def _plot_timeline(ax, events, labels, *, colours, tops):
    """Draw dated events, one row each, as the span of days that the print allows."""
    first, last = events["date_from"].min(), events["date_to"].max()
    middle = first + (last - first) / 2  # a label stands where there is more room for it
    for top, end, row, label, colour in zip(
        tops, tops[1:], events.itertuples(), labels, colours, strict=False
    ):
        y = (top + end) / 2
        (bar,) = ax.plot(
            [row.date_from, row.date_to],
            [y, y],
            color=soften(colour),
            linewidth=5,
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
        ).set_in_layout(False)
        words = label.replace("\n", " ")
        name_points(
            bar,
            f"{words}: {format_days(row.date_from, row.date_to)}"
            + name_source(getattr(row, "publisher", "")),
        )
    ax.set_yticks([])
    ax.set_ylim(tops[-1], 0)
    ax.xaxis.set_major_locator(mdates.YearLocator(2))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.tick_params(top=True, labeltop=True)  # no line from one to the other: labels are in between
    ax.spines["left"].set_visible(False)
    return ax


def draw_timeline(events: pd.DataFrame, parents: Mapping[str, str]):
    """Return a drawing of dated events, one printed twice drawn once; None where there is none.

    Parameters
    ----------
    events : DataFrame
        From `assemble_events`.
    parents : mapping of str to str
        Entity to parent, for the colours.
    """
    if events.empty:
        return None
    drawn = events.drop_duplicates(["entity_id", "event"], keep="last")
    first, last = events["date_from"].min(), events["date_to"].max()
    # By place, the one with the earliest event on top.
    starts = drawn.groupby("entity_id")["date_from"].transform("min")
    drawn = drawn.assign(start=starts).sort_values(["start", "entity_id", "date_from", "date_to"])
    places = [shorten_name(name) for name in drawn["name_en"]]
    colours = [place_colour(e, parents) for e in drawn["entity_id"]]
    labels = [textwrap.fill(event, 44) for event in drawn["event"]]
    heads = [
        textwrap.fill(place, 22) if place != before else ""
        for place, before in zip(places, [None, *places], strict=False)
    ]
    tops = _stack_rows(labels, heads)
    figure = make_figure(7.2, AXIS_IN + tops[-1])
    names, ax = (
        figure.add_subplot(each) for each in figure.add_gridspec(1, 2, width_ratios=(1.6, 5.6))
    )
    _plot_timeline(ax, drawn, labels, colours=colours, tops=tops)
    _name_groups(names, ax, heads, tops)
    labels = [
        textwrap.fill(f"{place}: {event}", 25)
        for place, event in zip(places, drawn["event"], strict=True)
    ]
    most = drawn["name_en"].value_counts()
    tops = _stack_rows(labels)
    narrow = make_axes(PHONE, AXIS_IN + tops[-1])
    _plot_timeline(narrow, drawn, labels, colours=colours, tops=tops)
    return Drawing(
        ax,
        f"Timeline of {len(drawn)} different events, {len(events)} dated in print, from"
        f" {first:%B %Y} to {last:%B %Y}, one row each,"
        f" grouped by {len(set(places))} places.",
        describe_events(events),
        "Bar: the days that the print allows; some years are inferred. An event printed twice is"
        " drawn once.",
        f"{len(drawn)} different events from {first.year} to {last.year}, {most.iloc[0]} of them in"
        f" {shorten_name(most.index[0])}",
        narrow,
    )


def _name_groups(names, ax, heads, tops):
    """Write each place beside its first row, and a line above it."""
    names.set_axis_off()
    names.set_ylim(ax.get_ylim())
    for top, end, head in zip(tops, tops[1:], heads, strict=False):
        if not head:
            continue
        middle = (top + end) / 2
        names.text(0, middle, head, fontsize=8.5, va="center", linespacing=1.0).set_in_layout(False)
        for each in (names, ax) if top else ():
            each.axhline(top, color="#e3e3e3", linewidth=0.7, zorder=0)


def plot_steps(ax, steps: pd.DataFrame, *, colour: str, until):
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


def draw_steps(steps: pd.DataFrame, until):
    """Return a drawing of a running count of awards; None where there is none.

    Parameters
    ----------
    steps : DataFrame
        From `count_steps`.
    until : Timestamp
        Day up to which the count is known.
    """
    if steps.empty:
        return None
    ax = make_axes(height_in=2.8)
    plot_steps(ax, steps, colour=PALETTE[1], until=until)
    ax.set(ylabel="awards so far")
    first, last = steps["date_from"].iloc[0].year, steps["date_to"].iloc[-1].year
    return Drawing(
        ax,
        f"Step curve from 1 in {first} to {steps['count'].iloc[-1]} in {last}.",
        describe_steps(steps),
        "Solid line: latest, dotted: earliest dates that the print allows. Source: timeline of the "
        "prefecture's commerce bureau.",
        f"{shorten_name(steps['event'].iloc[0])}: {len(steps)} awards from {first} to {last}",
    )


def plot_tiers(ax, sites: pd.DataFrame):
    """Draw counts of sites by tier over time, each line named at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    sites : DataFrame
        From `list_sites`.

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


def draw_tiers(sites: pd.DataFrame):
    """Return a drawing of counts of sites by tier; None where there is none.

    Parameters
    ----------
    sites : DataFrame
        From `list_sites`.
    """
    if sites.empty:
        return None
    ax = plot_tiers(make_axes(height_in=3.0), sites)
    ax.set(ylabel="sites (log scale)")
    first, last = sites["day"].min().year, sites["day"].max().year
    return Drawing(
        ax,
        f"Three lines from {first} to {last}, logarithmic axis; village points highest, county "
        f"centres lowest; {len(sites)} counts.",
        describe_sites(sites),
        "Filled: other pages quoting the region's commerce department; open: the article, whose"
        " date is only bracketed. Lines join counts and claim nothing of the months between."
        " Logarithmic axis.",
        _title_tiers(sites),
    )


def _title_tiers(sites):
    """Return how many sites of all tiers the first and the last day with a count of each has."""
    totals = sites.drop_duplicates(["day", "tier"]).groupby("day")["central"].agg(["sum", "size"])
    totals = totals[totals["size"] == sites["tier"].nunique()]
    if len(totals) < 2:
        return f"{len(sites)} counts of sites in {sites['tier'].nunique()} tiers"
    first, last = totals.index[0], totals.index[-1]
    return (
        f"From {totals['sum'].iloc[0]:,.0f} sites in {first.year} to"
        f" {totals['sum'].iloc[-1]:,.0f} in {last.year}"
    )
