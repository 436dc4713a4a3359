"""Name the points of a drawing, for who points at one or reaches it by keyboard."""

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

SVG = "{http://www.w3.org/2000/svg}"
_START = "mark: "
_NEXT = "\u2028"  # between names; XML turns a line end inside an attribute into a space
UNDER = {"facecolor": "white", "edgecolor": "none", "pad": 0.9}  # a label, lest a line cross it
_REACH = 8  # points around a mark that answer


def name_points(artist, words):
    """Give the points of an artist their names; the page shows one that is pointed at or focused.

    Parameters
    ----------
    artist : matplotlib Artist
        A line with markers, a scatter, or a bar.
    words : str or sequence of str
        Value, range and source of each point that is drawn, in that order; one for a bar or a line
        without markers.

    Returns
    -------
    artist : matplotlib Artist
        The same one.
    """
    words = [words] if isinstance(words, str) else list(words)
    if words:
        artist.set_gid(_START + _NEXT.join(" ".join(each.split()) for each in words))
    return artist


def name_source(publisher):
    """Return who printed a number, short, as the end of a point's name; empty if that is not known.

    Examples
    --------
    >>> name_source("Xinhua, on People's Daily Online"), name_source("")
    ('; Xinhua', '')
    """
    return (
        f"; {re.split(r' [(]|, ', publisher)[0]}"
        if isinstance(publisher, str) and publisher
        else ""
    )


def write_marks(svg: str) -> str:
    """Return an SVG in which every named point is an element with a title, on top of the drawing.

    Parameters
    ----------
    svg : str
        As matplotlib writes it.

    Raises
    ------
    ValueError
        If an artist has not as many points as names.
    """
    marks = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        name = group.get("id", "")
        if name.startswith(_START):
            words, places = name.removeprefix(_START).split(_NEXT), _find_places(group)
            if len(words) != len(places):
                raise ValueError(
                    f"an artist has {len(places)} points and {len(words)} names, the first"
                    f" {words[0]!r}"
                )
            marks += [
                f'<g class="mark"><title>{escape(text)}</title><circle cx="{x:.1f}" cy="{y:.1f}"'
                f' r="{_REACH}" fill-opacity="0"/></g>'
                for text, (x, y) in zip(words, places, strict=True)
            ]
    svg = re.sub(rf"""<g id=("{_START}[^"]*"|'{_START}[^']*')>""", "<g>", svg)
    return svg.replace("</svg>", "".join(marks) + "\n</svg>")


def _find_places(group):
    """Return where the points of a group are: each marker, or the middle of the path."""
    uses = [(float(use.get("x")), float(use.get("y"))) for use in group.iter(f"{SVG}use")]
    if uses:
        return uses
    places = []
    for path in group.iter(f"{SVG}path"):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path.get("d", ""))]
        xs, ys = numbers[::2], numbers[1::2]
        if xs:
            places.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return places
