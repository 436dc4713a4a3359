"""Set the look of every figure, and publish figures with caption, description and data."""

import io
import re

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure

from helpers.elements import Element, require_name, write_text
from helpers.figures.colours import GREY, INK, PLACE_COLOURS
from helpers.paths import output_folder
from helpers.tables import to_columns


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
    return make_figure(width_in, height_in).add_subplot()


def make_figure(width_in, height_in):
    """Return an empty figure in the style of all pages.

    Parameters
    ----------
    width_in, height_in : float

    Returns
    -------
    figure : matplotlib Figure
    """
    set_style()
    # Not by pyplot: JupyterLab would show such a figure a second time, without its caption.
    return Figure(figsize=(width_in, height_in))


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
