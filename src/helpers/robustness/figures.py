"""Draw headlines under every choice on the axes that a caller owns."""

from collections.abc import Mapping

import numpy as np
from matplotlib.ticker import PercentFormatter

from helpers.models.figures import OTHER
from helpers.page.colours import ACCENT, GREY, INK
from helpers.page.figure import PHONE, Drawing, make_stack
from helpers.page.marks import name_points
from helpers.robustness.tables import describe_specifications
from helpers.words.names import upper_first
from helpers.words.units import format_range

ROOM_PT = 70  # points that the bars have together on a phone; as much again lies between them


def plot_specifications(axes, table, choices: Mapping[str, str], *, bar=2.0):
    """Draw a number under every set of choices, sorted, and which choices each set made.

    Parameters
    ----------
    axes : sequence of two matplotlib Axes
        Above for the numbers, below for the choices; drawn on in place.
    table : DataFrame
        One row a specification: ``low, high, holds`` and the columns of the choices.
    choices : mapping of str to str
        Column to the words before its values.
    bar : float
        Width of a bar, in points.

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
        table.index, table["low"], table["high"].clip(upper=top), color=colours, linewidth=bar
    )
    dots = upper.scatter(
        table.index, table["middle"].clip(upper=top), color=colours, s=1.75 * bar**2
    )
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
    lower.set_yticks(range(len(labels)), [label for *_, label in labels], fontsize=8)
    lower.set_ylim(len(labels) - 0.5, -0.5)
    lower.set_xlim(upper.get_xlim())
    lower.set_xticks([])
    for spine in ("left", "bottom"):
        lower.spines[spine].set_visible(False)
    lower.tick_params(axis="y", length=0)
    return axes


def draw_specifications(curve, statement: str):
    """Return a drawing of one headline's number under every variant, or None.

    Parameters
    ----------
    curve : DataFrame
        Rows of `ask_headlines` of a growth relative to the nation's.
    statement : str
        What the headline says.
    """
    if not len(curve):
        return None
    names = {"reading": "reading:", "currency": "in", "prices": "prices:", "link": "linked by"}
    names |= {"first_year": "from"}
    axes = plot_specifications(make_stack(), curve, names)
    narrow = plot_specifications(
        make_stack(PHONE), curve, names, bar=min(2.0, ROOM_PT / len(curve))
    )
    for upper, _ in (axes, narrow):
        upper.set_ylabel("relative growth a year")
    described = (
        f"{len(curve)} bars sorted by size, {int(curve['holds'].sum())} of them wholly above "
        "nought, with marks below for reading, currency, prices, link and first year."
    )
    caption = (
        "Above: bounds of growth a year relative to the nation's, one bar a variant, sorted; blue: "
        "wholly above nought. Below: the choices of each bar."
    )
    data = describe_specifications(curve, curve["headline"].iloc[0])
    title = (
        f"{upper_first(statement)} under {int(curve['holds'].sum())} of {len(curve)} choices tried"
    )
    return Drawing(axes[0], described, data, caption, title, narrow[0])
