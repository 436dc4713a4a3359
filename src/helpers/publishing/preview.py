"""Find the picture that stands for a page where someone shares a link to it."""

import struct
from pathlib import Path
from urllib.parse import quote

from helpers.publishing.parts import element_anchor
from helpers.publishing.safety import make_plain

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Characters of the description that are handed on; platforms cut it there or earlier.
MOST_WORDS = 420


def describe_preview(run_dir, name, description, start="") -> dict:
    """Return what a page says of the preview of a figure.

    An SVG would be the same picture, but hardly any platform shows one.

    Keys ``href``, ``width`` and ``height`` (pixels), ``words``; empty if there is no such PNG.

    Parameters
    ----------
    run_dir : pathlib.Path
        Folder of the run.
    name : str
        Of the figure.
    description : str
        The figure's own.
    start : str
        Way from the page's folder to the run's, such as ``../``.
    """
    file = Path(run_dir) / "figures" / f"{name}.png"
    try:
        if file.parent.resolve() != file.resolve().parent:
            return {}
        with open(file, "rb") as content:
            head = content.read(24)
    except (OSError, ValueError):
        return {}
    if not head.startswith(SIGNATURE) or len(head) < 24:
        return {}
    width, height = struct.unpack(">II", head[16:24])
    words = make_plain(description)
    words = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rsplit(" ", 1)[0] + "…"
    return {
        "href": f"{start}figures/{quote(name)}.png",
        "width": width,
        "height": height,
        "words": words,
    }


def find_preview(run_dir: Path, elements: list[tuple[int, dict]], start: str = "") -> dict:
    """Return the preview of the first figure that has one; empty if none has.

    Parameters
    ----------
    run_dir : pathlib.Path
    elements : list of (int, dict)
        Of `parts.list_elements`.
    start : str
        As in `describe_preview`.
    """
    for _, element in elements:
        if element.get("kind") == "figure":
            name = element_anchor(element).removeprefix("figure-")
            words = str(element.get("description") or "")
            if preview := describe_preview(run_dir, name, words, start):
                return preview
    return {}
