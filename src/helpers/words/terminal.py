"""Read what a program wrote to a terminal as the terminal would have shown it."""

import re

# Links, titles and other commands of an operating system; colours and moves; commands of two
# characters.
ESCAPES = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]")
ERASES = ("\x1b[K", "\x1b[0K", "\x1b[2K")
ERASED = "\x00"


def read_terminal(text: str) -> str:
    r"""Return a program's text without colours and links, each line as its last writing left it.

    Examples
    --------
    >>> link = "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\"
    >>> read_terminal("\x1b[32m10 %\r100 %\x1b[0m\nsee " + link)
    '100 %\nsee here'
    >>> read_terminal("a long line\rdone\x1b[K"), read_terminal("windows\r\nline")
    ('done', 'windows\nline')
    """
    for erase in ERASES:
        text = text.replace(erase, ERASED)
    text = ESCAPES.sub("", text)
    if "\r" not in text and ERASED not in text:
        return text
    return "\n".join(_overwrite(line.rstrip("\r")) for line in text.split("\n"))


def _overwrite(line):
    shown = ""
    for written in line.split("\r"):
        kept = "" if ERASED in written else shown[len(written) :]
        shown = written.replace(ERASED, "") + kept
    return shown
