"""Draw on the axes a caller owns, and publish figures with caption, description and data.

The only module that imports matplotlib. Colours are Okabe and Ito's, safe for colour-blind
readers; the same place has the same colour everywhere.
"""

import io
import math
import re
import textwrap

import matplotlib as mpl
import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, PercentFormatter

from helpers.elements import Element, require_name, write_text
from helpers.paths import output_folder
from helpers.places import list_ancestors
from helpers.tables import to_columns
from helpers.units import UNITS, Range, format_number, shorten_name

INK, GREY, ACCENT = "#222222", "#767676", "#0072B2"
PLACE_COLOURS = {
    "aksu_city": "#0072B2", "aksu_prefecture": "#D55E00", "keping_county": "#009E73",
    "xinhe_county": "#CC79A7", "tibet": "#56B4E9", "dangshan_county": "#E69F00", "yongsheng_county": "#7A5C00",
}

PLACE_NAMES = {
    PLACE_COLOURS[e]: name for e, name in (
        ("aksu_city", "Aksu city"), ("aksu_prefecture", "Aksu prefecture"), ("keping_county", "Keping"), ("xinhe_county", "Xinhe"),
        ("tibet", "Tibet"), ("dangshan_county", "Dangshan"), ("yongsheng_county", "Yongsheng"),
    )
}


def set_style():
    """Set the look of every figure: seaborn's white style, small caps of ink, text kept as text."""
    sns.set_theme(context="notebook", style="ticks", palette=list(PLACE_COLOURS.values()))
    mpl.rcParams.update({
        "svg.fonttype": "none", "text.parse_math": False, "svg.hashsalt": "rural", "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"], "font.size": 10,
        "axes.titlesize": 11, "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.labelsize": 9.5,
        "axes.edgecolor": GREY, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
        "xtick.labelsize": 9, "ytick.labelsize": 9, "axes.spines.top": False, "axes.spines.right": False,
        "figure.constrained_layout.use": True, "figure.dpi": 96, "savefig.transparent": False,
    })


def make_axes(width_in=5.2, height_in=3.2):
    """Return new axes of one size for all pages.

    Parameters
    ----------
    width_in, height_in : float
        Size in inches; the page scales it, and on a phone wider is smaller.

    Returns
    -------
    ax : matplotlib Axes
    """
    set_style()
    # Not by pyplot: JupyterLab would show such a figure a second time, without its caption.
    return Figure(figsize=(width_in, height_in)).add_subplot()


def publish(ax, name, *, title, caption, description, data, out_dir):
    """Return a figure for the page, and write its SVG and its data.

    The one door: no figure leaves without caption, description and data.

    Parameters
    ----------
    ax : matplotlib Axes
        Any axes of the figure.
    name : str
        Two digits of the notebook, ``_``, then small letters.
    title : str
        The figure's one message; the page prints it above the figure.
    caption : str
        How to read it, and the source.
    description : str
        For readers who do not see it: kind, axes, range, main reading.
    data : DataFrame
        The numbers drawn, display-ready.
    out_dir : str
        Folder of the run.

    Returns
    -------
    element : Element

    Raises
    ------
    ValueError
        If the name is not allowed, or title, caption, description or data
        are missing.
    """
    require_name(name)
    for what, text in (("title", title), ("caption", caption), ("description", description)):
        if not text.strip():
            raise ValueError(f"figure {name!r} has no {what}")
    if not len(data):
        raise ValueError(f"figure {name!r} has no data")
    buffer = io.StringIO()
    # The id space of a page is shared: each figure salts its own.
    with mpl.rc_context({"svg.hashsalt": name}):
        ax.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    svg = _tidy_svg(buffer.getvalue())
    columns, rows, text = to_columns(data)
    folder = output_folder(out_dir)
    write_text(folder / "figures" / f"{name}.svg", svg)
    write_text(folder / "tables" / f"{name}_data.csv", text)
    return Element({"kind": "figure", "name": name, "title": title, "caption": caption, "description": description, "svg": svg, "columns": columns, "rows": rows, "csv": text})


def _tidy_svg(svg):
    """Return an SVG without prologue, metadata and fixed size, so that it fits its column."""
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg[svg.index("<svg"):], flags=re.DOTALL)
    return re.sub(r'(<svg[^>]*?) width="[\d.]+pt"', r"\1", re.sub(r'(<svg[^>]*?) height="[\d.]+pt"', r"\1", svg, count=1), count=1)


def plot_ranges(ax, table, *, log=False, percent=False, zero_line=False):
    """Draw one row a quantity: its range as a bar, its printed number as a dot, its name above.

    Parameters
    ----------
    ax : matplotlib Axes
        Drawn on in place.
    table : DataFrame, one row a quantity, first row on top
        From `make_rows`. An infinite ``high`` is drawn as an arrow, a missing
        ``central`` not at all.
    log, percent, zero_line : bool
        Logarithmic axis; ticks as per cent; a line at nought.

    Returns
    -------
    ax : matplotlib Axes
        Filled dots for plain numbers of one definition, open dots for others.
    """
    table = table.reset_index(drop=True)
    finite = table[["low", "central", "high"]].replace([np.inf, -np.inf], np.nan).to_numpy(float)
    lowest, highest = np.nanmin(finite), np.nanmax(finite)
    top = highest * 4 if log else highest + 0.15 * max(highest - lowest, abs(highest), 1e-12)
    finite = table[["low"]]
    beside = ax.get_yaxis_transform()
    for y, row in table.iterrows():
        ax.plot([row["low"], min(row["high"], top)], [y, y], color=row["colour"], linewidth=3.2, alpha=0.45, solid_capstyle="butt", zorder=2)
        if math.isinf(row["high"]):
            ax.plot([top], [y], marker=">", color=row["colour"], markersize=6, zorder=3)
        if np.isfinite(row["central"]):
            face = "white" if row["hedged"] else row["colour"]
            ax.plot([row["central"]], [y], marker="o", markersize=6, markerfacecolor=face, markeredgecolor=row["colour"], linestyle="none", zorder=4)
        lines = row["label"].split("\n")
        for line, height, colour in zip(lines[::-1], (6, 16), (GREY, INK) if len(lines) > 1 else (INK,), strict=False):
            ax.annotate(line, (0, y), xycoords=beside, xytext=(0, height), textcoords="offset points", fontsize=8.5, color=colour, zorder=5)
    if log:
        ax.set_xscale("log")
        decades = np.log10(top / max(np.nanmin(finite["low"].where(finite["low"] > 0)), 1e-12))
        ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if decades < 3 else (1,)))
        ax.xaxis.set_major_formatter(FuncFormatter(_format_tick))
        ax.xaxis.set_minor_formatter(NullFormatter())
    if percent:
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    if zero_line:
        ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
        if table["low"].min() >= 0:
            ax.set_xlim(left=0)
    ax.set_yticks([])
    ax.set_ylim(len(table) - 0.7, -0.8)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    _add_colour_key(ax, table)
    return ax


def _format_tick(value, _position=None):
    for size, word in ((1e9, "bn"), (1e6, "M")):
        if abs(value) >= size:
            return f"{value / size:g}{word}"
    return f"{value:,g}"


def _add_colour_key(ax, table):
    """Name the places under the axes, where there is more than one."""
    used = table.drop_duplicates("colour")
    if len(used) > 1:
        names = {colour: PLACE_NAMES.get(colour, "elsewhere") for colour in used["colour"]}
        handles = [Line2D([], [], color=colour, marker="o", linestyle="none", markersize=5, label=name) for colour, name in names.items()]
        ax.figure.legend(handles=handles, loc="outside lower left", ncols=4, fontsize=8, frameon=False, handletextpad=0.1, columnspacing=1)


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
        ax.plot(pair["year"], pair["central"], color=colour, linewidth=1.1, linestyle=":" if planned else ("--" if far else "-"), zorder=2)
    high = series["high"].where(np.isfinite(series["high"]), series["central"] * 3)
    ax.vlines(series["year"], series["low"].clip(lower=series["central"] * 1e-3), high, color=colour, linewidth=3.2, alpha=0.45, zorder=3)
    ax.hlines(series["central"], series["year_low"], series["year_high"], color=colour, linewidth=3.2, alpha=0.3, zorder=3)
    for _, row in series[series["year_high"] - series["year_low"] < 1].iterrows():
        plain = not row["hedged"] and row["status"] == "reported"
        ax.plot([row["year"]], [row["central"]], marker="o" if row["status"] == "reported" else "D", markersize=6, markerfacecolor=colour if plain else "white", markeredgecolor=colour, linestyle="none", zorder=4)
    last = series.iloc[-1]
    at_end = last["year"] >= last_year - 1
    ax.annotate(textwrap.fill(label, 18), (last["year"], last["central"]), xytext=(9, 0) if at_end else (-7, 3), textcoords="offset points", ha="left" if at_end else "right", va="center" if at_end else "bottom", color=colour, fontsize=9)
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
    middle = first + (last - first) / 2
    for y, (row, label, colour) in enumerate(zip(events.itertuples(), labels, colours, strict=True)):
        ax.plot([row.date_from, row.date_to], [y, y], color=colour, linewidth=5, alpha=0.55, solid_capstyle="round")
        early = row.date_to < middle
        room = (last - row.date_to if early else row.date_from - first) / (last - first) if last > first else 1.0
        points = room * 0.9 * 72 * ax.figure.get_figwidth() - 10
        text = textwrap.fill(label, max(20, int(points / 3.9)))
        ax.annotate(text, (row.date_to if early else row.date_from, y), xytext=(7 if early else -7, 0), textcoords="offset points", ha="left" if early else "right", va="center", fontsize=7.5, linespacing=1.0).set_in_layout(False)
    ax.set_yticks([])
    ax.set_ylim(len(events) - 0.4, -0.6)
    ax.xaxis.set_major_locator(mdates.YearLocator(2))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.7, zorder=0)
    _add_colour_key(ax, pd.DataFrame({"colour": list(colours)}))
    return ax


def plot_steps(ax, steps, *, colour, until):
    """Draw a running count of dated events as a band: the earliest and the latest that dates allow.

    Parameters
    ----------
    ax : matplotlib Axes
    steps : DataFrame
        From `describe.count_steps`.
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
        ax.step([*days, until], [*range(1, len(days) + 1), len(days)], where="post", color=colour, linewidth=1.4, linestyle=style)
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
    for shade, (tier, rows) in zip(("#0072B2", "#D55E00", "#7A5C00"), sites.groupby("tier"), strict=True):
        known = rows[rows["source"] == "benchmark"]
        ax.plot(known["day"], known["central"], color=shade, linewidth=1.1, marker="o", markersize=6)
        own = rows[rows["source"] == "article"]
        ax.plot(own["day"], own["central"], color=shade, linestyle="none", marker="o", markersize=9, markerfacecolor="none")
        last = known.iloc[-1] if len(known) else own.iloc[-1]
        ax.annotate(tier, (last["day"], last["central"]), xytext=(9, 0), textcoords="offset points", color=shade, va="center", fontsize=9)
    ax.set_yscale("log")
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(_format_tick))
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
        ax.barh(range(len(counts)), counts[verdict], left=left, color=colours[verdict], label=verdict, height=0.62)
        left += counts[verdict].to_numpy(float)
    ax.set_yticks(range(len(counts)), counts.index)
    ax.set_ylim(len(counts) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.spines["left"].set_visible(False)
    ax.figure.legend(loc="outside lower left", ncols=3, fontsize=8, frameon=False)
    return ax


def place_colour(entity_id, parents):
    """Return the colour of a place, or of the nearest place that something lies in.

    Parameters
    ----------
    entity_id : str
    parents : mapping of str to str
        Entity to parent.

    Returns
    -------
    colour : str
        Grey where no place on the way has a colour.
    """
    return next((PLACE_COLOURS[e] for e in list_ancestors(entity_id, parents) if e in PLACE_COLOURS), GREY)


def make_rows(frame, labels, quantity, parents):
    """Return the rows that `plot_ranges` draws, from a frame with bounds.

    Parameters
    ----------
    frame : DataFrame
        Needs ``entity_id`` and ``low``, ``central``, ``high``, each behind
        `quantity` and ``_`` unless that is empty; ``wording`` or ``hedged``.
    labels : sequence of str, length n
    quantity : str
        For example ``annual_growth``; empty for plain levels.
    parents : mapping of str to str
        Entity to parent, for the colours.

    Returns
    -------
    rows : DataFrame
        ``label, low, central, high, hedged, colour``.
    """
    front = f"{quantity}_" if quantity else ""
    rows = frame[[f"{front}low", f"{front}central", f"{front}high"]].copy()
    rows.columns = ["low", "central", "high"]
    rows.insert(0, "label", list(labels))
    rows["hedged"] = ~frame["wording"].isin(["stated"]) if "wording" in frame else frame["hedged"]
    rows["colour"] = [place_colour(e, parents) for e in frame["entity_id"]]
    return rows.reset_index(drop=True)


def describe_rows(rows, what, unit, *, digits=3):
    """Return what a picture of ranges shows, in words, for readers who do not see it.

    Parameters
    ----------
    rows : DataFrame
        From `make_rows`.
    what : str
        What is drawn, with unit and kind of axis.
    unit : str
        A key of ``units.UNITS``.
    digits : int

    Returns
    -------
    text : str
    """
    rows = rows.assign(label=rows["label"].str.replace("\n", ", "))
    middle = rows["central"].fillna((rows["low"] + rows["high"]) / 2)
    low, high = rows.loc[middle.idxmin()], rows.loc[middle.idxmax()]
    parts = [
        f"Dots with ranges for {len(rows)} rows: {what}.",
        f"Smallest: {low['label']}, {Range(low['low'], low['high'], unit, digits)}.",
        f"Largest: {high['label']}, {Range(high['low'], high['high'], unit, digits)}.",
    ]
    return " ".join(parts[: 2 if len(rows) == 1 else 3])


def make_labels(names, places, periods=None):
    """Return labels of two lines: what, then where and when.

    Parameters
    ----------
    names, places : sequence of str, length n
    periods : sequence of str, length n, or None

    Returns
    -------
    labels : list of str
    """
    seconds = places if periods is None else [f"{a}, {b}" for a, b in zip(places, periods, strict=True)]
    return [f"{shorten_name(a)}\n{shorten_name(b)}" for a, b in zip(names, seconds, strict=True)]


def list_rows(rows, heading, unit):
    """Return the rows of a picture as its data table, numbers with their bounds.

    Parameters
    ----------
    rows : DataFrame
        From `make_rows`.
    heading : str
        Name of the first column.
    unit : str
        A key of ``units.UNITS``.

    Returns
    -------
    table : DataFrame
    """
    scale = {"share": 100, "share_per_year": 100}.get(unit, 1)
    name = {"share": "%", "share_per_year": "% a year"}.get(unit, UNITS[unit][1])
    shown = {heading: rows["label"].str.replace("\n", ", ")}
    for label, column in (("Low", "low"), ("From the print", "central"), ("High", "high")):
        text = (rows[column] * scale).astype(object).where(np.isfinite(rows[column]), "no upper limit")
        shown[f"{label} ({name})"] = text.where(rows[column].notna(), None)
    return pd.DataFrame(shown)
