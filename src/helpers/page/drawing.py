"""Lay figures out and draw them as SVG; words are measured as the SVG shows them, and each only
once.

Measuring words is a good part of what a figure costs: matplotlib asks for them several times a
drawing, and forgets them with each new size and file.
"""

import contextlib
import functools
import io
import re

import matplotlib as mpl
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import findfont, get_font
from matplotlib.textpath import text_to_path
from PIL import Image

POINTS_PER_INCH = 72  # an SVG's unit is the point; figures are laid out in it as well
# What XML cannot hold: a vertical tab in a name would make the whole figure unreadable.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@functools.cache
def _measure(words, font, is_math):
    return text_to_path.get_text_width_height_descent(words, font, is_math)


@functools.cache
def _measure_font(font):
    tables = get_font(findfont(font))
    table, height = tables.get_sfnt_table("OS/2"), font.get_size_in_points() / tables.units_per_EM
    return tuple(
        table[name] * height * sign
        for name, sign in (("sTypoAscender", 1), ("sTypoDescender", -1), ("sTypoLineGap", 1))
    )


class _Measuring(RendererBase):
    """Know the sizes of words, for all figures of this process."""

    def _get_font_height_metrics(self, prop):
        # matplotlib 3.11 asks for this; without it, it reads the font's tables anew for each word
        return _measure_font(prop.copy())

    def get_text_width_height_descent(self, s, prop, ismath):
        return _measure(s, prop.copy(), ismath)  # a copy, as fonts can be changed


class _Pen(_Measuring, RendererSVG):
    """Write an SVG."""


class _Canvas(FigureCanvasBase):
    def get_renderer(self):
        return RULER


RULER = _Measuring()


def prepare(figure):
    """Let a figure be measured here, in points.

    Parameters
    ----------
    figure : matplotlib Figure
    """
    figure.set_dpi(POINTS_PER_INCH)
    _Canvas(figure)


def list_wrapped(figure):
    """Return the notes in a figure that break their lines by themselves.

    Parameters
    ----------
    figure : matplotlib Figure

    Returns
    -------
    texts : list of matplotlib Text
    """
    texts = [*figure.texts, *(text for ax in figure.axes for text in ax.texts)]
    return [text for text in texts if text.get_wrap() and text.get_text()]


def lay_out(figure, wrapped):
    """Let the axes of a figure find their places; words that break by themselves take no part in
    it.

    Parameters
    ----------
    figure : matplotlib Figure
        Its labels and legends find their own places when it is drawn.
    wrapped : list of matplotlib Text
        From `list_wrapped`.
    """
    for text in wrapped:
        text.set_visible(False)  # matplotlib would break them anew at each look
    if engine := figure.get_layout_engine():
        engine.execute(figure)
    for text in wrapped:
        text.set_visible(True)


@contextlib.contextmanager
def breaking_lines(wrapped):
    """Break the lines of such words once, where they stand now.

    Parameters
    ----------
    wrapped : list of matplotlib Text
        From `list_wrapped`.
    """
    before = [(text, text.get_text()) for text in wrapped]
    for text in wrapped:
        text.set_wrap(False)  # or its lines would be broken twice
        text.get_window_extent(RULER)  # finds its place
        text.set_wrap(True)
        lines = text._get_wrapped_text()  # what is drawn; there is no public way to ask for it
        text.set_wrap(False)
        text.set_text(lines)
    try:
        yield
    finally:
        for text, words in before:
            text.set_text(words)
            text.set_wrap(True)


@contextlib.contextmanager
def _keeping_places(figure):
    """Draw where things stand: what was laid out needs no engine, which would measure all once
    more."""
    engine = figure.get_layout_engine()
    figure.set_layout_engine("none")
    try:
        yield
    finally:
        figure.set_layout_engine(engine)


def write_svg(figure, name, title) -> str:
    """Return a figure that was laid out as an SVG.

    Parameters
    ----------
    figure : matplotlib Figure
    name : str
        Salt of the ids: those of a page are shared by all its figures.
    title : str
    """
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name}), _keeping_places(figure):
        pen = _Pen(
            *figure.bbox.size, buffer, metadata={"Date": None, "Creator": None, "Title": title}
        )
        figure.draw(pen)
        pen.finalize()
    return _UNWRITABLE.sub("", buffer.getvalue())


def paint(figure, dots_per_inch):
    """Return a figure that was laid out as a picture.

    Parameters
    ----------
    figure : matplotlib Figure
    dots_per_inch : float

    Returns
    -------
    picture : PIL.Image.Image
        In RGB.
    """
    # matplotlib draws whole pixels only
    size = tuple(int(length * dots_per_inch) for length in figure.get_size_inches())
    before, pen = figure.dpi, RendererAgg(*size, dots_per_inch)
    try:
        figure.dpi = dots_per_inch
        with _keeping_places(figure):
            figure.draw(pen)  # `savefig` draws everything twice
    finally:
        figure.dpi = before
    return Image.frombytes("RGBA", size, bytes(pen.buffer_rgba())).convert("RGB")
