"""Lay figures out and draw them as SVG, words measured once, as the SVG shows them.

Measuring words is a good part of what a figure costs: matplotlib asks for them several times a
drawing, and forgets them with each new size and file.
"""

import contextlib
import functools
import io
import math
import re

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg, get_hinting_flag
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import RenderMode
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


@functools.lru_cache(maxsize=10_000)
def _paint_letter(font, glyph, flags, points, dpi, degrees, x, y):
    """Return a letter in grey, and its left and upper edge; x and y in 64ths of a pixel."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    font.set_size(points, dpi)
    turned = (0x10000 * np.array([[cos, -sin], [sin, cos]])).round().astype(int)
    font._set_transform(turned, [x, y])
    letter = font._render_glyph(glyph, flags, RenderMode.NORMAL)
    return letter.buffer, letter.left, letter.top


class _Brush(RendererAgg):
    """Paint a picture as `RendererAgg` does, each letter once for all figures."""

    _measured = {}

    def get_text_width_height_descent(self, s, prop, ismath):
        asked = s, prop.copy(), ismath, self.dpi
        if asked not in self._measured:
            self._measured[asked] = super().get_text_width_height_descent(s, prop, ismath)
        return self._measured[asked]

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if ismath or mtext is None or not gc.get_antialiased():
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        flags, points = get_hinting_flag(), prop.get_size_in_points()
        given = {"features": mtext.get_fontfeatures(), "language": mtext.get_language()}
        for item in self._prepare_font(prop)._layout(s, flags=flags, **given):
            right = round(64 * (x + item.x * cos - item.y * sin))
            up = round(64 * (self.height - y + item.x * sin + item.y * cos))
            (right, x_off), (up, y_off) = divmod(right, 64), divmod(up, 64)
            shades, left, top = _paint_letter(
                item.ft_object, item.glyph_index, flags, points, self.dpi, angle, x_off, y_off
            )
            lower = int(self.height) - up - top + shades.shape[0]
            self._renderer.draw_text_image(shades, right + left, lower, 0, gc)


class _Canvas(FigureCanvasBase):
    def get_renderer(self):
        return RULER


RULER = _Measuring()


def prepare(figure):
    """Let a figure be measured here, in points."""
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
    """Draw where things stand, without the engine that would measure all once more."""
    engine = figure.get_layout_engine()
    figure.set_layout_engine("none")
    try:
        yield
    finally:
        figure.set_layout_engine(engine)


def write_svg(figure, name: str, title: str) -> str:
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


def paint(figure, dots_per_inch: float) -> Image.Image:
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
    before, pen = figure.dpi, _Brush(*size, dots_per_inch)
    try:
        figure.dpi = dots_per_inch
        with _keeping_places(figure):
            figure.draw(pen)  # `savefig` draws everything twice
    finally:
        figure.dpi = before
    return Image.frombytes("RGBA", size, bytes(pen.buffer_rgba())).convert("RGB")
