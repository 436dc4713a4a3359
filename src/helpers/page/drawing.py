"""Lay figures out and draw them as SVG, words measured once, as the SVG shows them.

Measuring words is a good part of what a figure costs: matplotlib asks for them several times a
drawing, and forgets them with each new size and file.
"""

import contextlib
import copy
import functools
import io
import itertools
import re

import matplotlib as mpl
import numpy as np
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.backend_bases import FigureCanvasBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.font_manager import findfont, get_font
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.textpath import TextToPath, text_to_path
from matplotlib.transforms import Affine2D, Bbox, BboxBase, TransformedPath
from PIL import Image, ImageDraw, ImageFont

Image.preinit()  # once, not in each kernel that is forked from a process with the libraries
POINTS_PER_INCH = 72  # an SVG's unit is the point; figures are laid out in it as well
# What XML cannot hold: a vertical tab in a name would make the whole figure unreadable.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


_find_font = functools.cache(text_to_path._get_font)


class _Finding(TextToPath):
    """Measure words, each font found once."""

    def _get_font(self, prop):
        font = _find_font(prop)
        font.set_size(self.FONT_SCALE, self.DPI)  # others use the same one
        return font


_measure = functools.cache(_Finding().get_text_width_height_descent)


@functools.cache
def _measure_font(font):
    tables = get_font(findfont(font))
    table, height = tables.get_sfnt_table("OS/2"), font.get_size_in_points() / tables.units_per_EM
    return tuple(
        table[name] * height * sign
        for name, sign in (("sTypoAscender", 1), ("sTypoDescender", -1), ("sTypoLineGap", 1))
    )


def _find_large(font):
    """Return a font in the one size in which all are found and measured, and its own size as a
    share of that.
    """
    large = font.copy()  # as fonts can be changed
    large.set_size(TextToPath.FONT_SCALE)
    return large, font.get_size_in_points() / TextToPath.FONT_SCALE


class _Measuring(RendererBase):
    """Know the sizes of words, for all figures of this process."""

    def _get_font_height_metrics(self, prop):
        # matplotlib 3.11 asks for this; without it, it reads the font's tables anew for each word
        font, share = _find_large(prop)
        return tuple(share * length for length in _measure_font(font))

    def get_text_width_height_descent(self, s, prop, ismath):
        font, share = _find_large(prop)
        return tuple(share * length for length in _measure(s, font, ismath))


class _Pen(_Measuring, RendererSVG):
    """Write an SVG."""


@functools.cache
def _open_font(font, dots):
    return ImageFont.truetype(findfont(font), dots)


class Brush(_Measuring):
    """Paint a picture of a figure that is drawn in points, words as large as in the SVG.

    Words come last, by Pillow: matplotlib sets a letter at a time, which takes four times as long.

    `figure`: a matplotlib Figure that was laid out.
    `dots_per_inch`: of the picture.
    """

    def __init__(self, figure, dots_per_inch):
        super().__init__()
        self._points, self._scale = figure.bbox.size, dots_per_inch / POINTS_PER_INCH
        # matplotlib paints whole pixels only
        width, height = (int(inches * dots_per_inch) for inches in figure.get_size_inches())
        self._agg, self._words = RendererAgg(width, height, dots_per_inch), []

    def get_canvas_width_height(self):
        return self._points

    def _enlarge(self, transform):
        """Return the matrix of a transform that ends in dots, which Agg takes as well."""
        return np.diag((self._scale, self._scale, 1.0)) @ transform.get_matrix()

    def _clip(self, gc):
        """Return the look of a mark, cut where it is cut in points."""
        look = self.new_gc()
        look.copy_properties(gc)
        if box := gc.get_clip_rectangle():
            look.set_clip_rectangle(box.get_points() * self._scale)
        path, place = gc.get_clip_path()
        if path:
            look.set_clip_path(TransformedPath(path, place + Affine2D().scale(self._scale)))
        return look

    def draw_path(self, gc, path, transform, rgbFace=None):
        self._agg.draw_path(self._clip(gc), path, self._enlarge(transform), rgbFace)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        marker, place = self._enlarge(marker_trans), self._enlarge(trans)
        self._agg.draw_markers(self._clip(gc), marker_path, marker, path, place, rgbFace)

    def draw_path_collection(
        self, gc, master_transform, paths, all_transforms, offsets, offset_trans, *looks, **more
    ):
        master, place = self._enlarge(master_transform), self._enlarge(offset_trans)
        self._agg.draw_path_collection(
            self._clip(gc), master, paths, all_transforms, offsets, place, *looks, **more
        )

    def draw_image(self, gc, x, y, im, transform=None):
        # as large as the transform makes a square of one point, or a pixel a point
        place = (transform or Affine2D().scale(*im.shape[1::-1])).get_matrix() * self._scale
        (width, _, left), (_, height, low), _ = place
        if height < 0:  # upside down
            im, height, low = im[::-1], -height, low + height
        large = Image.fromarray(im).resize((round(width), round(height)), Image.Resampling.NEAREST)
        left, low = round(x * self._scale + left), round(y * self._scale + low)
        self._agg.draw_image(self._clip(gc), left, low, np.array(large))

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        x, y = x * self._scale, self._agg.height - (self._points[1] - y) * self._scale
        if angle or ismath:
            self._agg.draw_text(self._clip(gc), x, y, s, prop, angle, ismath, mtext)
        else:
            colour = tuple(round(255 * part) for part in gc.get_rgb())
            font, _ = _find_large(prop)
            dots = prop.get_size_in_points() * self._scale
            self._words.append(((x, y), s, colour, _open_font(font, dots)))

    def finish(self):
        """Return the picture, its words written."""
        picture = Image.fromarray(np.asarray(self._agg.buffer_rgba())).convert("RGB")
        draw = ImageDraw.Draw(picture, "RGBA")  # lets what is below shine through
        for *words, font in self._words:
            draw.text(*words, font=font, anchor="ls")
        return picture


class _Both:
    """Draw with a pen and a brush in one go: finding what to draw costs more than drawing it."""

    def __init__(self, pen, brush):
        self._pen, self._brush = pen, brush

    def __getattr__(self, name):
        answer = write = getattr(self._pen, name)
        if name.startswith("draw_"):
            paint = getattr(self._brush, name)

            def answer(*given, **options):
                write(*given, **options)
                paint(*given, **options)

        setattr(self, name, answer)  # asked once
        return answer


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


def _say_words(text, _renderer):
    """Return all that where the lines of a text stand beside each other rests on, as figures change
    it while they are drawn; None where it rests on more.
    """
    if text.get_wrap():
        return None  # on the place and the width of the figure as well
    place = text.get_horizontalalignment(), text.get_verticalalignment(), text.get_rotation()
    return text.get_text(), place


def _say_choice(axis):
    """Return all that the ticks of an axis rest on: for how many there is room, not how much."""
    chosen = axis.major.locator, axis.minor.locator, axis.major.formatter, axis.minor.formatter
    return axis.axes.viewLim.get_points().tobytes(), axis.get_tick_space(), chosen


def _say_axis(axis, *_):
    """Return all that the labels of an axis and their places rest on, as figures change it."""
    chosen = axis.major.locator, axis.minor.locator, axis.major.formatter, axis.minor.formatter
    # axes that find their place a second time differ in the last digit
    box = axis.axes.bbox.get_points().round(9)
    return axis.axes.viewLim.get_points().tobytes(), box.tobytes(), chosen


def _say_spine(spine, *_):
    return spine.axis and _say_axis(spine.axis)


def _measure_labels(_axis, ticks, renderer):
    """Return the boxes of the first labels of ticks and of the second, those that take room."""
    first, second = ([getattr(tick, name) for tick in ticks] for name in ("label1", "label2"))
    return _find_boxes(first, renderer), _find_boxes(second, renderer)


def _find_boxes(texts, renderer):
    """Return the boxes of texts, those placed at once that are placed by one rule."""
    boxes, shown = [], [text for text in texts if text.get_visible() and text.get_in_layout()]
    for rule, group in itertools.groupby(shown, Text.get_transform):
        group = list(group)
        places = rule.transform([text.get_unitless_position() for text in group])
        for text, place in zip(group, places, strict=True):
            box = text._get_layout(renderer)[0] if text.get_text() else Bbox([(0, 0), (0, 0)])
            boxes.append(box.translated(*place))
    return boxes


def _unite(boxes):
    """Return the box around boxes; matplotlib asks numpy four times a box for it."""
    corners = np.concatenate([box.get_points() for box in boxes])
    return Bbox([corners.min(axis=0), corners.max(axis=0)])


# What is asked once, how, and what the answer rests on; of two such, the last is asked first.
_ASKED = (
    (Text, "_get_layout", Text._get_layout, _say_words),
    (Axis, "_update_ticks", Axis._update_ticks, _say_choice, _say_axis),
    (Axis, "_get_ticklabel_bboxes", _measure_labels, _say_axis),
    (XAxis, "_update_label_position", XAxis._update_label_position, _say_axis),
    (YAxis, "_update_label_position", YAxis._update_label_position, _say_axis),
    (Spine, "get_window_extent", Spine.get_window_extent, _say_spine),
)


@contextlib.contextmanager
def asking_once():
    """Lay words out, and make, choose and measure the ticks of an axis, once while they stay so.

    Matplotlib does so up to nine times a drawing, and has no public way to be spared it.
    """
    ours = {
        (kind, name): functools.reduce(_remember, says, method)
        for kind, name, method, *says in _ASKED
    }
    names = (Axis, "_get_tick"), (Axis, "_copy_tick_props")
    ours |= zip(names, _copy_ticks(Axis._get_tick, Axis._copy_tick_props), strict=True)
    ours[BboxBase, "union"] = staticmethod(_unite)
    before = {(kind, name): vars(kind)[name] for kind, name in ours}
    try:
        for place, method in ours.items():
            setattr(*place, method)
        yield
    finally:
        for place, method in before.items():
            setattr(*place, method)


def _copy_ticks(make, adopt):
    """Return the two methods of an axis that make a tick, and give it the look of the first, so
    that they do it once an axis: a copy takes a tenth of the time.
    """
    patterns = {}

    def make_tick(axis, major):
        if (axis, major) not in patterns:
            patterns[axis, major] = make(axis, major)
            return patterns[axis, major]
        tick = copy.copy(patterns[axis, major])
        for part in ("gridline", "tick1line", "tick2line", "label1", "label2"):
            setattr(tick, part, copy.copy(getattr(tick, part)))
        return tick

    def adopt_look(axis, first, tick):
        if tick in patterns.values():  # a copy has it
            adopt(axis, first, tick)

    return make_tick, adopt_look


def _remember(method, say):
    """Return a method that gives its last result again while what it rests on is the same."""
    kept = {}

    @functools.wraps(method)
    def remembering(artist, *given, **options):
        now = say(artist, *given)
        before, result = kept.get(artist, (None, None))
        if now is None or now != before:
            result = method(artist, *given, **options)
            kept[artist] = now, result
        return result

    return remembering


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


def write_svg(figure, name: str, title: str, brush=None) -> str:
    """Return a figure that was laid out as an SVG.

    Parameters
    ----------
    figure : matplotlib Figure
    name : str
        Salt of the ids: those of a page are shared by all its figures.
    title : str
    brush : Brush or None
        Paints the same.
    """
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name}), _keeping_places(figure):
        pen = _Pen(
            *figure.bbox.size, buffer, metadata={"Date": None, "Creator": None, "Title": title}
        )
        figure.draw(_Both(pen, brush) if brush else pen)
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
    brush = Brush(figure, dots_per_inch)
    with _keeping_places(figure):
        figure.draw(brush)  # `savefig` draws everything twice
    return brush.finish()
