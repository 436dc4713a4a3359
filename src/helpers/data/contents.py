"""Read files that are asked for again and again, each once as long as it stays the same."""

import os
import time

SETTLED_NS = 2_000_000_000  # clocks of file systems may tell no two changes within that apart
MOST_KEPT = 200  # files, the last that were read
_known = {}


def read_contents(path) -> bytes:
    """Return the bytes of a file, the same object as long as the file is as it was.

    A change is seen by size, place and times of the file, of which no program can set that of
    its last change back. A file that was changed just now is read at every call.

    Parameters
    ----------
    path : str or pathlib.Path

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    path = os.path.abspath(path)
    seen = os.stat(path)
    stamp = seen.st_size, seen.st_dev, seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns
    known = _known.get(path)
    if known and known[0] == stamp:
        return known[1]
    with open(path, "rb") as file:
        contents = file.read()
    _known.pop(path, None)
    if time.time_ns() - max(seen.st_mtime_ns, seen.st_ctime_ns) > SETTLED_NS:
        _known[path] = stamp, contents
        while len(_known) > MOST_KEPT:
            del _known[next(iter(_known))]
    return contents
