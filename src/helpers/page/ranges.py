"""Draw quantities with their ranges, one row each, and say in words what is drawn."""

import math

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, PercentFormatter

from helpers.page.colours import GREY, place_colour, soften
from helpers.page.figure import Drawing
from helpers.page.marks import name_points, name_source
from helpers.page.row_axes import make_row_axes
from helpers.page.table import MOST_SENT
from helpers.readings import PRINTED_BOUNDS
from helpers.words.forms import choose_form
from helpers.words.names import upper_first
from helpers.words.units import UNITS, Range, format_quantity, format_range, shorten_name

MOST_DRAWN = 20  # rows of a picture
ROUNDING = 0.005  # of a number: a range as narrow as that is not worth a line
_UNIT_OF = {"annual_growth": "share_per_year", "doubling_years": "years"}
# One meaning a shape, on every page; whether a mark is filled says how its number is printed.
SAME, OTHER_DEFINITION, PLANNED, COMPUTED = "same", "other definition", "planned", "computed"
SHAPES = {SAME: "o", OTHER_DEFINITION: "s", PLANNED: "D", COMPUTED: "X"}
PLANS = ("target", "expected")  # statuses of what was not yet when it was printed
SHAPE_WORDS = {
    SAME: "dot: the printed number",
    OTHER_DEFINITION: "square: what is compared may count something else",
    PLANNED: "diamond: a target or an expectation",
    COMPUTED: "cross: computed from printed numbers",
}


def plot_ranges(ax, table, *, log: bool = False, percent: bool = False, zero_line: bool = False):
    """Draw one row a quantity: its range as a bar, its printed number as a dot.

    Parameters
    ----------
    ax : matplotlib Axes
        From `make_row_axes`, which names the rows; drawn on in place.
    table : DataFrame, one row a quantity, first row on top
        From `make_rows`. An infinite ``high`` is drawn as an arrow, as is nought on a
        logarithmic axis; a missing ``central`` not at all.
    log, percent, zero_line : bool
        Logarithmic axis, which needs a number above 0; ticks as per cent; a line at nought.

    Returns
    -------
    ax : matplotlib Axes
        A mark has the shape of its ``kind``, and is open where a number is hedged.
    """
    table = table.reset_index(drop=True)
    finite = table[["low", "central", "high"]].replace([np.inf, -np.inf], np.nan).to_numpy(float)
    lowest, highest = np.nanmin(finite), np.nanmax(finite)
    top = highest * 4 if log else highest + 0.15 * max(highest - lowest, abs(highest), 1e-12)
    bottom = finite[finite > 0].min() / 1.6 if log else -np.inf
    for y, row in table.iterrows():
        (named,) = ax.plot(
            [max(row["low"], bottom), min(max(row["high"], bottom), top)],
            [y, y],
            color=soften(row["colour"]),
            linewidth=2.8,
            solid_capstyle="butt",
            zorder=2,
        )
        if math.isinf(row["high"]):
            ax.plot([top], [y], marker=">", color=row["colour"], markersize=6, zorder=3)
        if row["low"] < bottom:
            (named,) = ax.plot(
                [bottom], [y], marker="<", color=row["colour"], markersize=6, zorder=3
            )
        if np.isfinite(row["central"]) and row["central"] >= bottom:
            face = "white" if row["hedged"] else row["colour"]
            (named,) = ax.plot(
                [row["central"]],
                [y],
                marker=SHAPES[row.get("kind", SAME)],
                markersize=6,
                markerfacecolor=face,
                markeredgecolor=row["colour"],
                linestyle="none",
                zorder=4,
            )
        name_points(named, row.get("words", row["label"]))
    if log:
        ax.set_xscale("log")
        decades = np.log10(top / finite[finite > 0].min())
        ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if decades < 3 else (1,)))
        ax.xaxis.set_major_formatter(FuncFormatter(format_tick))
        ax.xaxis.set_minor_formatter(NullFormatter())
    else:
        ax.xaxis.set_major_formatter(FuncFormatter(format_tick))
    if percent:
        ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    if zero_line:
        ax.axvline(0, color=GREY, linewidth=0.8, zorder=1)
        if table["low"].min() >= 0:
            ax.set_xlim(left=0)
    return ax


def plot_band(ax, x, low, high, *, colour, alpha=0.18, top=np.inf):
    """Draw a band, its edges as lines that stand out as far as they are not cut.

    Parameters
    ----------
    ax : matplotlib Axes
    x, low, high : ndarray of float, shape (n,)
        A missing ``low`` is nought, ``high`` may be infinite.
    colour : str
    alpha : float
        Of the area between the edges.
    top : float
        Where the band is cut.
    """
    low = np.nan_to_num(low)
    ends = np.minimum(low, top), np.minimum(high, top)
    ax.fill_between(x, *ends, color=colour, alpha=alpha, linewidth=0, zorder=1)
    for edge in (low, high):
        kept = np.where((edge > 0) & (edge < top), edge, np.nan)
        ax.plot(x, kept, color=soften(colour), linewidth=0.6, zorder=1)


def draw_ranges(
    rows, *, what, unit, heading, xlabel, title="", log=False, percent=False, zero_line=False
) -> Drawing | None:
    """Return a drawing with one row a quantity; None where there is no row.

    Parameters
    ----------
    rows : DataFrame
        From `make_rows`.
    what : str
        What is drawn, in words.
    unit : str
        A key of ``units.UNITS``.
    heading : str
        Name of the first column of the data.
    xlabel : str
        Quantity and unit on the axis.
    title : str
        What is to be seen; the largest row where empty.
    log, percent, zero_line : bool
        As in `plot_ranges`.

    Returns
    -------
    drawing : Drawing or None
        Of the first rows, where they are more than a reader takes in: words and data are of all.
    """
    if not len(rows):
        return None
    drawn = rows.head(MOST_DRAWN)
    ends = drawn[["low", "central", "high"]].to_numpy(float)
    log = log and (np.isfinite(ends) & (ends > 0)).any()
    broad, narrow = (
        plot_ranges(
            make_row_axes(drawn["label"], drawn["numbers"], is_narrow=is_narrow),
            drawn,
            log=log,
            percent=percent,
            zero_line=zero_line,
        )
        for is_narrow in (False, True)
    )
    for ax in (broad, narrow):
        ax.set(xlabel=f"{xlabel} (log scale)" if log else xlabel)
    axis = f"{'logarithmic' if log else 'linear'} axis{' with a line at nought' * zero_line}"
    return Drawing(
        broad,
        _describe_rows(rows, f"{what}, {axis}", unit),
        _list_rows(rows, heading, unit),
        caption=write_legend(drawn, log=log) + say_undrawn(len(rows)),
        title=title or name_extreme(rows),
        narrow=narrow,
    )


def say_undrawn(count) -> str:
    """Return in words that only the first of so many rows are drawn; empty where all are.

    Examples
    --------
    >>> say_undrawn(20), say_undrawn(21)
    ('', ' Drawn are the first 20 of 21 rows; the table below has all.')
    >>> say_undrawn(2000)
    ' Drawn are the first 20 of 2,000 rows; the CSV file below has all.'
    """
    if count <= MOST_DRAWN:
        return ""
    place = "table" if count <= MOST_SENT else "CSV file"
    return f" Drawn are the first {MOST_DRAWN} of {count:,} rows; the {place} below has all."


def write_legend(rows: pd.DataFrame, *, log: bool = False) -> str:
    """Return what the marks of a picture mean, those that are drawn and no others.

    Parameters
    ----------
    rows : DataFrame
        From `make_rows`, as they are drawn.
    log : bool
        On a logarithmic axis.

    Examples
    --------
    >>> row = {"low": 1.0, "central": 2.0, "high": 3.0, "hedged": False, "colour": "#0072B2"}
    >>> legend = write_legend(pd.DataFrame([row, row | {"high": np.inf, "hedged": True}]))
    >>> legend.split("; ")[:2]
    ['Bar: what the words allow', 'dot: the printed number']
    >>> legend.split("; ")[2:]
    ['open: hedged', 'arrow to the right: no upper end.']
    """
    drawn = rows[np.isfinite(rows["central"])]
    kinds = drawn["kind"] if "kind" in drawn else pd.Series(SAME, index=drawn.index)
    alone = rows["is_alone"] if "is_alone" in rows else pd.Series(False, index=rows.index)
    words = {
        "bar: what the words allow": (rows["low"] < rows["high"]).any(),
        **{SHAPE_WORDS[kind]: (kinds == kind).any() for kind in SHAPES},
        "open: hedged": drawn["hedged"].any(),
        "no mark: the year or the number itself is not printed": len(drawn) < len(rows),
        "arrow to the right: no upper end": np.isinf(rows["high"]).any(),
        "arrow to the left: nought, which this axis has not": log and (rows["low"] <= 0).any(),
        "single number: its range rounds to it": alone.any() and not alone.all(),
        "colour: the place": rows["colour"].nunique() > 1,
    }
    said = "; ".join(each for each, is_drawn in words.items() if is_drawn)
    return f"{upper_first(said)}."


def name_extreme(rows: pd.DataFrame, word: str = "largest") -> str:
    """Return a title that names the row with the largest number, or with the smallest, as far as
    the ranges tell which that is.

    Parameters
    ----------
    rows : DataFrame
        From `make_rows`.
    word : str
        What that row is called: largest, or any other word for the smallest.
    """
    sign = 1 if word == "largest" else -1
    near, far = ("low", "high") if sign > 0 else ("high", "low")
    best = (sign * rows[near]).idxmax()
    row, others = rows.loc[best], rows.drop(best)
    label, number = row["label"].replace("\n", ", "), row["numbers"].partition("\n")[0]
    if not (sign * others[far] < sign * row[near]).all():
        rivals = 1 + (sign * others[far] >= sign * row[near]).sum()
        return f"which of {rivals} is the {word} cannot be told"
    return f"{label}: {number}" + (f", the {word} of {len(rows)}" if len(rows) > 1 else "")


def format_tick(value, _position=None):
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "M")):
        if abs(value) >= size:
            return f"{value / size:g}{word}"
    return f"{value:,g}"


def make_rows(frame, labels, quantity, parents) -> pd.DataFrame:
    """Return the rows that `plot_ranges` draws, from a frame with bounds.

    Parameters
    ----------
    frame : DataFrame
        Needs ``entity_id`` and ``low``, ``central``, ``high``, each behind `quantity` and ``_``
        unless that is empty; ``wording`` or ``hedged``. A ``status`` of ``PLANS`` makes a row
        planned, ``is_other`` one of another definition, ``is_computed`` one that no article prints.
    labels : sequence of str, length n
    quantity : str
        For example ``annual_growth``; empty for plain levels.
    parents : data.places.Places
        For the colours.

    Returns
    -------
    rows : DataFrame
        ``label, low, central, high, hedged, kind, colour``; of those that are drawn ``numbers``,
        the number and its range as they stand beside the row; ``is_alone``, whether its range is
        too narrow to stand there; and ``words``: what a reader who points at it is told.
    """
    front = f"{quantity}_" if quantity else ""
    rows = frame[[f"{front}low", f"{front}central", f"{front}high"]].copy()
    rows.columns = ["low", "central", "high"]
    rows.insert(0, "label", list(labels))
    rows["hedged"] = ~frame["wording"].isin(["stated"]) if "wording" in frame else frame["hedged"]
    rows["kind"] = _list_kinds(frame)
    rows["colour"] = [place_colour(e, parents) for e in frame["entity_id"]]
    rows = rows.reset_index(drop=True)
    units = [_UNIT_OF[quantity]] * len(frame) if quantity in _UNIT_OF else frame["unit"]
    publishers = frame["publisher"] if "publisher" in frame else [""] * len(frame)
    spans = frame["wording"].isin(PRINTED_BOUNDS) if "wording" in frame else [False] * len(frame)
    seen = _find_seen(rows)
    units, spans, publishers = (
        np.asarray(each, object)[seen] for each in (units, spans, publishers)
    )
    shown, spans = list(rows.loc[seen].itertuples()), spans.astype(bool)
    numbers = [_write_numbers(*each) for each in zip(shown, units, spans, strict=True)]
    rows.loc[seen, "numbers"] = numbers
    rows["is_alone"] = False
    rows.loc[seen, "is_alone"] = [
        math.isfinite(row.central) and row.low < row.high and "\n" not in text and not is_span
        for row, text, is_span in zip(shown, numbers, spans, strict=True)
    ]
    rows.loc[seen, "words"] = [
        _say_row(*each) for each in zip(shown, units, publishers, strict=True)
    ]
    return rows


def _find_seen(rows):
    """Return which rows are drawn or may be named in a title: the others need no words."""
    seen = rows.index < MOST_DRAWN
    if len(rows) > MOST_DRAWN:
        seen |= rows.index.isin([rows["low"].idxmax(), rows["high"].idxmin()])
    return np.asarray(seen)


def _list_kinds(frame):
    """Return of each row of a frame what the shape of its mark says."""
    other = frame["is_other"] if "is_other" in frame else [False] * len(frame)
    status = frame["status"] if "status" in frame else ["reported"] * len(frame)
    computed = frame["is_computed"] if "is_computed" in frame else [False] * len(frame)
    return [
        COMPUTED if c else PLANNED if s in PLANS else OTHER_DEFINITION if o else SAME
        for c, s, o in zip(computed, status, other, strict=True)
    ]


def name_levels(artist, frame: pd.DataFrame):
    """Give the points of an artist the year, number, range and publisher of each row.

    Parameters
    ----------
    artist : matplotlib Artist
        Drawn from the rows in their order.
    frame : DataFrame
        Needs ``period_end``, ``low``, ``central``, ``high``, ``unit``, ``publisher``.

    Returns
    -------
    artist : matplotlib Artist
        The same one.
    """
    frame = frame[np.isfinite(frame["central"])]  # nothing else is drawn
    return name_points(
        artist,
        [
            _say_row(row, row.unit, row.publisher)
            for row in frame.assign(label=frame["period_end"].dt.year.astype(str)).itertuples()
        ],
    )


def _write_numbers(row, unit, is_span):
    """Return a row's number and, below it, its range; two printed ends alone."""
    digits = 2 if unit in _UNIT_OF.values() or row.kind == COMPUTED else None
    spread = str(Range(row.low, row.high, unit, None if unit == "share_per_year" else digits))
    if is_span or not np.isfinite(row.central):
        return spread
    middle = format_quantity(row.central, unit, digits=digits)
    if row.high - row.low <= ROUNDING * abs(row.central):
        return middle  # rounding alone: the table has it
    return middle if middle == spread else f"{middle}\n{spread}"


def _say_row(row, unit, publisher):
    """Return a row's name, number, range and publisher in one line."""
    label = row.label.replace("\n", ", ")
    bounds = format_range(row.low, row.high, unit, digits=4)
    middle = format_quantity(row.central, unit, digits=4) if np.isfinite(row.central) else ""
    numbers = f"{middle} ({bounds})" if middle and row.low != row.high else middle or bounds
    return f"{label}: {numbers}{name_source(publisher)}"


def _describe_rows(rows, what, unit) -> str:
    """Return what a picture of ranges shows, in words, for readers who do not see it."""
    rows = rows.assign(label=rows["label"].str.replace("\n", ", "))
    middle = rows["central"].fillna((rows["low"] + rows["high"]) / 2)
    low, high = rows.loc[middle.idxmin()], rows.loc[middle.idxmax()]
    parts = [
        f"Dots with ranges for {choose_form(len(rows), '# row|# rows')}: {what}.",
        f"Smallest: {low['label']}, {Range(low['low'], low['high'], unit, 3)}.",
        f"Largest: {high['label']}, {Range(high['low'], high['high'], unit, 3)}.",
    ]
    return " ".join(parts[: 2 if len(rows) == 1 else 3])


def make_labels(names, places, periods=None) -> list[str]:
    """Return labels of two lines: what, then where and when.

    Parameters
    ----------
    names, places : sequence of str, length n
    periods : sequence of str, length n, or None
    """
    seconds = (
        places if periods is None else [f"{a}, {b}" for a, b in zip(places, periods, strict=True)]
    )
    return [f"{shorten_name(a)}\n{shorten_name(b)}" for a, b in zip(names, seconds, strict=True)]


def _list_rows(rows, heading, unit) -> pd.DataFrame:
    """Return the rows of a picture as its data table, numbers with their bounds."""
    scale = {"share": 100, "share_per_year": 100}.get(unit, 1)
    name = {"share": "%", "share_per_year": "% a year"}.get(unit, UNITS[unit][1])
    shown = {heading: rows["label"].str.replace("\n", ", ")}
    for label, column in (("Low", "low"), ("From the print", "central"), ("High", "high")):
        text = (
            (rows[column] * scale).astype(object).where(np.isfinite(rows[column]), "no upper limit")
        )
        shown[f"{label} ({name})"] = text.where(rows[column].notna(), None)
    return pd.DataFrame(shown)


def draw_growth(rows, xlabel, *, heading, title, what: str = ""):
    """Return a drawing of growth a year, a line at nought; None where there is no row.

    Parameters
    ----------
    rows, heading, xlabel, title
        As in `draw_ranges`.
    what : str
        What is drawn, in words; those of the axis where empty.
    """
    return draw_ranges(
        rows,
        what=f"{what or xlabel} in per cent",
        unit="share_per_year",
        heading=heading,
        xlabel=xlabel,
        title=title,
        percent=True,
        zero_line=True,
    )


def count_rising(rows: pd.DataFrame):
    """Return in words how many numbers lie wholly above nought, of rows that are ranges.

    Parameters
    ----------
    rows : DataFrame
        Needs ``low``.

    Examples
    --------
    >>> [count_rising(pd.DataFrame({"low": low})) for low in ([0.1, 0.2], [0.0, 0.2], [0.1])]
    ['all 2 numbers', '1 of 2 numbers', 'the one number']
    """
    n, sure = len(rows), int((rows["low"] > 0).sum())
    if n == 1:
        return "the one number" if sure else "no number"
    return f"all {n} numbers" if sure == n else f"{sure} of {n} numbers"
