"""Set the look of every figure, and publish figures with caption, description and data."""

import contextlib
import io
import itertools
import re
import textwrap
import warnings
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator
from PIL import Image

from helpers.page.colours import GREY, INK, PALETTE
from helpers.page.drawing import (
    RULER,
    Brush,
    asking_once,
    breaking_lines,
    lay_out,
    list_wrapped,
    paint,
    prepare,
    write_svg,
)
from helpers.page.elements import FigureElement, require_name, write_bytes, write_text
from helpers.page.marks import write_marks
from helpers.page.table import MOST_SENT, to_columns
from helpers.paths import output_folder


def make_panels(count: int, *, columns: int = 2, width_in: float = 5.2, height_in: float = 1.9):
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
    figure = make_figure(width_in, (height_in + APART) * rows)
    # a panel's name stands nearer to its panel than to the axis above it
    figure.get_layout_engine().set(h_pad=APART)
    return [figure.add_subplot(rows, columns, i + 1) for i in range(count)]


def name_panel(ax, name: str, room: int = 28):
    """Write a panel's name above it, in two lines where it is long.

    Parameters
    ----------
    ax : matplotlib Axes
    name : str
    room : int
        Characters of a line.
    """
    ax.set_title(textwrap.fill(name, room), fontsize=9, pad=3)
    return ax


def make_stack(width_in=5.2):
    """Return a tuple of two axes above each other in one figure, of equal size."""
    figure = make_figure(width_in, 4.4)
    grid = figure.add_gridspec(2, 1)
    return figure.add_subplot(grid[0]), figure.add_subplot(grid[1])


# Points: a point or a level bar; the box of a sloping line says little of where it runs.
THIN = 10.5


SPACE = (1.5, -0.75)  # points: words side by side need a space between them; lines may touch


APART = 0.1  # inches above and below each of several panels
PHONE = 3.3  # inches: width of what is drawn for a phone from the start
# Inches, and times the height: sizes tried for a phone, where 3.2 inches of drawing are shown as
# they are.
NARROW = tuple(itertools.product((3.2, 3.7, 4.2), (1.0, 1.25, 1.5, 1.75)))


HASHED = r"(?:[mph]|C[0-9a-f]*_[0-9a-f]+_)[0-9a-f]{10}"  # by matplotlib
SHARED = (1200, 630)  # pixels of a preview: what sites that show links ask for (Open Graph)


COLOURS = 128  # of a picture
SCREEN = 96  # pixels an inch of a picture in a notebook


@dataclass(frozen=True)
class Drawing:
    """Axes with what they show, in words and numbers: what a figure needs to leave the house."""

    axes: object  # matplotlib Axes: any axes of the figure
    description: str  # for readers who do not see it: kind, axes, range, main reading
    data: pd.DataFrame  # the numbers drawn, display-ready
    caption: str = ""  # how to read it, where that is the same for every such drawing
    title: str = ""  # what it shows, computed from what is drawn
    # Matplotlib Axes or None: the same drawn for a phone; None where the axes only need to be
    # narrower.
    narrow: object = None
    # What stands below it where the reader may choose between several drawings.
    sentences: tuple[str, ...] = ()
    choice: str = ""  # what this one is, in a few words, where the reader chooses


def set_style():
    """Set the look of every figure: seaborn's white style, small caps of ink, text kept as text."""
    sns.set_theme(context="notebook", style="ticks", palette=list(PALETTE))
    mpl.rcParams.update(
        {
            "svg.fonttype": "none",
            "text.parse_math": False,
            "svg.hashsalt": "rural",
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "sans-serif"],
            "font.size": 10,
            "axes.titlesize": 11,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 9.5,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            # Words are measured for an SVG, where no screen's pixels shape them.
            "text.hinting": "none",
            "figure.constrained_layout.use": True,
            "savefig.transparent": False,
        }
    )


def make_axes(width_in: float = 5.2, height_in: float = 3.2):
    """Return new axes of one size for all pages.

    Parameters
    ----------
    width_in, height_in : float
        Size in inches. `publish` draws the same once more, narrower, for phones.
    """
    return make_figure(width_in, height_in).add_subplot()


def make_figure(width_in: float, height_in: float):
    """Return an empty figure in the style of all pages.

    Returns
    -------
    figure : matplotlib Figure
    """
    set_style()
    # Not by pyplot: JupyterLab would show such a figure a second time, without its caption.
    return Figure(figsize=(width_in, height_in))


@asking_once()
def publish_figure(
    ax, name, *, title, caption, description, data, out_dir, narrow=None, choices=None
) -> FigureElement:
    """Return a figure for the page, and write its SVG, its data, and a PNG for those who share the
    page.

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
    narrow : matplotlib Axes or None
        The same drawn for a phone; None draws `ax` once more, narrower.
    choices : mapping of str to Drawing, or None
        Drawings between which the reader chooses, by what the choice is called; one is of `ax`, and
        one alone is no choice.

    Raises
    ------
    ValueError
        If the name is not allowed, or title, caption, description or data are missing.
    """
    require_name(name)
    for what, text in (("title", title), ("caption", caption), ("description", description)):
        if not text.strip():
            raise ValueError(f"figure {name!r} has no {what}")
    if not len(data):
        raise ValueError(f"figure {name!r} has no data")
    pictures = []
    svg, phone = _draw(ax, narrow, name, title, pictures)
    sent, text = _send_data(data)
    folder = output_folder(out_dir)
    write_text(folder / "figures" / f"{name}.svg", svg)
    write_text(folder / "tables" / f"{name}_data.csv", text)
    if not any(path.stem != name for path in (folder / "figures").glob(f"{name[:3]}*.png")):
        # one a notebook: where a link to its page is shared, one picture is shown
        wrapped = list_wrapped(ax.figure)
        write_bytes(folder / "figures" / f"{name}.png", _draw_preview(ax.figure, wrapped, title))
    drawn = {"title": title, "description": description, "svg": svg, "narrow": phone}
    drawn |= sent
    variants = {
        "variants": [
            {
                "label": label,
                "choice": one.choice,
                "is_chosen": one.axes is ax,
                "sentences": list(one.sentences),
                "caption": one.caption or caption,
            }
            | (drawn if one.axes is ax else _draw_variant(one, f"{name}_{label}"))
            for label, one in (choices or {}).items()
        ]
    }
    csv = "" if "count" in sent else text  # the file has all
    kept = {"kind": "figure", "name": name, "caption": caption, "csv": csv}
    is_chosen = len(choices or {}) > 1
    return FigureElement(kept | drawn | (variants if is_chosen else {}), *pictures)


def _draw_variant(drawing, name):
    """Return a drawing among which the reader chooses as a part of its figure."""
    svg, phone = _draw(drawing.axes, drawing.narrow, name, drawing.title)
    drawn = {"title": drawing.title, "description": drawing.description, "svg": svg}
    return drawn | {"narrow": phone} | _send_data(drawing.data)[0]


def _send_data(data):
    """Return what a notebook keeps of a figure's data, and all of it as CSV text."""
    columns, rows, text = to_columns(data)
    sent = {"columns": columns, "rows": rows[:MOST_SENT]}
    return sent | ({"count": len(rows)} if len(rows) > MOST_SENT else {}), text


def _draw(ax, narrow, name, title, pictures=None):
    """Return a figure as SVG, and as one for a phone; add its PNG to a list of pictures."""
    if narrow is not None:
        wide = _draw_apart(ax.figure, name, title, pictures)
        return wide, _draw_apart(narrow.figure, name, title)
    prepare(ax.figure)
    columns_of_axes = max(
        (
            each.get_subplotspec().get_gridspec().ncols
            for each in ax.figure.axes
            if each.get_subplotspec()
        ),
        default=1,
    )
    draw = _draw_panels if columns_of_axes > 1 else _draw_axes
    return draw(ax.figure, list_wrapped(ax.figure), name, title, pictures)


def _draw_apart(figure, name, title, pictures=None):
    """Return a figure as SVG in its own size, without ticks that touch each other."""
    prepare(figure)
    wrapped = list_wrapped(figure)
    lay_out(figure, wrapped)
    for ax in figure.axes:
        _thin_out(figure, wrapped, ax.xaxis)
    return _write(figure, wrapped, name, title, pictures)


def _draw_axes(figure, wrapped, name, title, pictures):
    """Return a figure as SVG, and as one for a phone, empty if its words find no room."""
    lay_out(figure, wrapped)
    wide = _write(figure, wrapped, name, title, pictures)
    crowded = _count_clashes(figure, wrapped)
    width, height = figure.get_size_inches()
    before = [(ax.xaxis, ax.xaxis.get_major_locator()) for ax in figure.axes]
    try:
        for narrow, taller in (size for size in NARROW if size[0] < width):
            figure.set_size_inches(narrow, height * taller)
            for axis, locator in before:
                axis.set_major_locator(locator)
            with warnings.catch_warnings(), contextlib.suppress(UserWarning):
                # No room for the axes themselves.
                warnings.filterwarnings("error", "constrained_layout not applied")
                lay_out(figure, wrapped)
                for axis, _ in before:
                    _thin_out(figure, wrapped, axis)
                for ax in figure.axes:
                    ax.get_tightbbox(RULER)  # all words find their places but those of legends
                if _count_clashes(figure, wrapped, with_legends=False) > crowded:
                    continue
                svg = _write(figure, wrapped, name, title)
                if _count_clashes(figure, wrapped) <= crowded:
                    return wide, svg
        return wide, ""
    finally:
        figure.set_size_inches(width, height)
        for axis, locator in before:
            axis.set_major_locator(locator)


def _draw_panels(figure, wrapped, name, title, pictures):
    """Return a figure of panels side by side as SVG, and with its panels above each other."""
    lay_out(figure, wrapped)
    wide = _write(figure, wrapped, name, title, pictures)
    width, height = figure.get_size_inches()
    before = [(ax, ax.get_subplotspec()) for ax in figure.axes]
    rows = before[0][1].get_gridspec().nrows
    grid = figure.add_gridspec(len(before), 1)
    try:
        for place, (ax, _) in enumerate(before):
            ax.set_subplotspec(grid[place])
        figure.set_size_inches(NARROW[0][0], height / rows * len(before))
        lay_out(figure, wrapped)
        return wide, _write(figure, wrapped, name, title)
    finally:
        for ax, place in before:
            ax.set_subplotspec(place)
        figure.set_size_inches(width, height)


def _write(figure, wrapped, name, title, pictures=None):
    """Return a figure that was laid out as SVG; add its PNG to a list of pictures."""
    with breaking_lines(wrapped):
        brush = None if pictures is None else Brush(figure, SCREEN)
        svg = write_svg(figure, name, title, brush)
    if brush:
        pictures.append(_write_png(brush.finish()))
    return _tidy_svg(write_marks(svg))


def _draw_preview(figure, wrapped, title):
    """Return a figure as PNG with its message above it, for where a link is shared."""
    width, height = figure.get_size_inches()
    wide, high = SHARED
    # Drawn at its own height, so that words and marks keep their proportions; the width follows.
    tall = max(height, 3.4)
    figure.suptitle(
        textwrap.fill(title, int(tall * 24)), x=0.012, ha="left", fontsize=11, fontweight="bold"
    )
    try:
        # A hair more than whole pixels: matplotlib rounds down.
        figure.set_size_inches((wide + 0.1) / high * tall, tall)
        lay_out(figure, wrapped)
        with breaking_lines(wrapped):
            picture = paint(figure, (high + 0.01) / tall)
    finally:
        figure.suptitle("").remove()
        figure._suptitle = None  # matplotlib has no other way to take a title away
        figure.set_size_inches(width, height)
    return _write_png(picture)


def _write_png(picture):
    """Return a picture with a table of colours, a third of the size, with no loss to see."""
    small = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        small, "png"
    )
    return small.getvalue()


def _thin_out(figure, wrapped, axis):
    """Leave out every other tick of numbers or dates until the labels stand apart."""
    if isinstance(axis.get_major_formatter(), FixedFormatter):
        return
    while True:
        ticks = _list_ticks(axis)
        boxes = [tick.label1.get_window_extent(RULER).padded(*SPACE) for tick in ticks]
        step = 1
        while len(boxes[::step]) > 2 and not _stand_apart(boxes[::step], figure.bbox.x1):
            step *= 2
        if step == 1:
            return
        axis.set_major_locator(FixedLocator([tick.get_loc() for tick in ticks][::step]))
        lay_out(figure, wrapped)


def _stand_apart(boxes, right):
    """Return whether the boxes of labels do not touch each other, nor the edge of the drawing."""
    return boxes[-1].x1 <= right and not any(
        one.overlaps(other) for one, other in itertools.pairwise(boxes)
    )


def _count_clashes(figure, wrapped, *, with_legends=True):
    """Return how often words stand on words, a point or a bar, or beyond the drawing."""
    with breaking_lines(wrapped):
        words = _list_edges(
            text.get_window_extent(RULER).padded(*SPACE)
            for text in _list_texts(figure, with_legends)
        )
    drawn = _list_edges(line.get_window_extent() for ax in figure.axes for line in ax.lines)
    thin = drawn[np.minimum(drawn[:, 2] - drawn[:, 0], drawn[:, 3] - drawn[:, 1]) < THIN]
    whole = figure.bbox.padded(SPACE[0])
    outside = (words[:, :2] < whole.min).any(axis=1) | (words[:, 2:] > whole.max).any(axis=1)
    return (
        np.sum(outside)
        + np.sum(np.triu(_find_overlaps(words, words), 1))
        + np.sum(_find_overlaps(words, thin))
    )


def _list_edges(boxes):
    return np.array([box.extents for box in boxes]).reshape(-1, 4)  # left, lower, right, upper


def _find_overlaps(some, others):
    some = some[:, None]
    return ((some[..., :2] <= others[:, 2:]) & (others[:, :2] <= some[..., 2:])).all(axis=2)


def _list_texts(figure, with_legends):
    """Return the words that are drawn; matplotlib keeps labels of ticks beyond the axes as well."""
    legends = [*figure.legends, *filter(None, (ax.get_legend() for ax in figure.axes))]
    texts = [*figure.texts]
    if with_legends:
        texts += [text for legend in legends for text in legend.get_texts()]
    for ax in figure.axes:
        texts += [*ax.texts, ax.title, ax.xaxis.label, ax.yaxis.label]
        texts += [tick.label1 for axis in (ax.xaxis, ax.yaxis) for tick in _list_ticks(axis)]
    return [text for text in texts if text.get_visible() and text.get_text().strip()]


def _list_ticks(axis):
    axis.get_majorticklabels()  # puts ticks where they belong in the present size
    ticks = axis.get_major_ticks()
    low, high, *places = axis.get_transform().transform(
        [*sorted(axis.get_view_interval()), *(tick.get_loc() for tick in ticks)]
    )
    # matplotlib draws a tick that lies half a pixel, or a rounding error, beyond the end.
    near = 0.005 * (high - low)
    return [
        tick
        for tick, place in zip(ticks, places, strict=True)
        if low - near <= place <= high + near
    ]


def number_names(svg):
    """Return an SVG whose hashed names are numbered in the order in which they are defined.

    matplotlib hashes the unrounded numbers of a clip or a marker: another Python, whose sums end
    otherwise in the sixteenth digit, would give another file of the same picture.

    Examples
    --------
    >>> number_names('<path id="m0123456789"/><use href="#m0123456789"/>')
    '<path id="m-1"/><use href="#m-1"/>'
    """
    names = {}
    for name in re.findall(f' id="({HASHED})"', svg):
        names.setdefault(name, f"{name[0]}-{len(names) + 1}")
    return re.sub(f'(["#])({HASHED})\\b', lambda one: one[1] + names.get(one[2], one[2]), svg)


def _tidy_svg(svg):
    """Return an SVG without prologue, metadata and fixed size, so that it fits its column."""
    svg = number_names(svg)
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    return re.sub(
        r'(<svg[^>]*?) width="[\d.]+pt"',
        r"\1",
        re.sub(r'(<svg[^>]*?) height="[\d.]+pt"', r"\1", svg, count=1),
        count=1,
    )
