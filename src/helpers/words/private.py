"""Recognise paths of a computer by their shape, and shorten them, as they name users."""

import re
import sys
import tempfile
from pathlib import Path

from helpers.paths import project_root

_PART = r"[^\s\"'<>|:;,()\[\]{}`*\\/]+"
# A folder within a path may have a name of some words; where the last part ends, no shape tells.
_FOLDER = rf"{_PART}(?: {_PART}){{0,3}}"
# Addresses of the web and data in line are found first, so that what looks like a path in them
# stays.
PRIVATE = re.compile(
    r"(?P<web>\b(?:https?|ftps?|wss?)://[^\s\"'<>]*|\bdata:[^\s\"'<>]*)"
    r"|(?P<quoted>(?<=(?P<mark>[\"'`]))(?:file:|/|[A-Za-z]:[\\/]|\\\\)"
    r"[^\"'`<>\n]*[\\/][^\"'`<>\n]*(?=(?P=mark)))"
    rf"|\bfile:[\\/]*(?:{_FOLDER}[\\/]+)*{_PART}"
    # of a computer or a server: any other address that goes on from a host, or from none
    rf"|\b[A-Za-z][A-Za-z0-9+.-]+://(?:[^\s\"'<>/]*/+)(?:{_FOLDER}[\\/]+)*{_PART}"
    rf"|(?:(?<![\w/+.~<…-])|(?<=\s-[A-Za-z]))/{{1,2}}{_PART}(?:/+{_FOLDER}(?=/))*/+{_PART}"
    rf"|(?<![\w/~])~[A-Za-z_][\w.-]*(?:/+{_PART})+"
    rf"|(?<!\w)[A-Za-z]:[\\/]+(?:{_FOLDER}[\\/]+)*{_PART}"
    rf"|(?<![\\\w])\\\\(?:\\\\)?[\w.$-]{{2,}}(?:\\+{_FOLDER}(?=\\))*\\+{_PART}"
)
PACKAGES = ("/site-packages/", "/dist-packages/")


def hide_paths(text: str) -> str:
    r"""Return text with the absolute paths of a computer shortened.

    A traceback names the folders, and so the user, of whoever ran the
    notebook. A path is known by its shape: from the root, with a drive, on a
    server, of another user, or as an address that is none of the web. Paths inside
    the project become relative, paths of installed packages start at the package, of
    any other the last part stays if at least two folders stand before it. Addresses
    of the web stay.

    Examples
    --------
    >>> hide_paths("read /srv/ada/articles/aksu.txt, see https://example.org/home/x")
    'read …/aksu.txt, see https://example.org/home/x'
    >>> hide_paths(r"\\bureau\ada\x.csv, C:/Users/ada, file:///srv/ada/x.csv, and/or")
    '…/x.csv, …, …/x.csv, and/or'
    """
    if "/" not in text and "\\" not in text:
        return text
    root = str(project_root())
    text = text.replace(root + "/", "").replace(root, ".")
    # Known folders may have spaces in their names, at which a path in plain text seems to end.
    for known in (sys.prefix, str(Path.home()), tempfile.gettempdir()):
        if len(known) > 4:
            text = text.replace(known + "/", "/…/…/")
    return PRIVATE.sub(_shorten, text)


def find_paths(text: str) -> list[str]:
    """Return the absolute paths of a computer that a text names."""
    lines = [line for line in text.splitlines() if "/" in line or "\\" in line]
    found = (match for line in lines for match in PRIVATE.finditer(line))
    return [m[0] for m in found if not m["web"] and _shorten(m) != m[0]]


def _shorten(match):
    if match["web"]:
        return match[0]
    path = match[0].replace("\\", "/")
    if "/ipykernel_" in path:
        return "this notebook"
    for folder in PACKAGES:
        if folder in path:
            return path.rsplit(folder, 1)[1]
    parts = [part for part in path.removeprefix("file:").split("/") if part and part[-1] != ":"]
    if match["quoted"] and len(parts) < 2:
        return match[0]
    return f"…/{parts[-1]}" if len(parts) > 2 else "…"
