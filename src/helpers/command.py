"""Start the `rural` command: Ctrl-C is answered in words from the first import on."""

import sys

INTERRUPTED = 130


def main(start=None):
    """Run the command line and return its exit code; see `helpers.cli.main`.

    Parameters
    ----------
    start : callable, optional
        Imports what it needs and returns the exit code, in place of the command line.
    """
    try:
        return start() if start else _start()
    except KeyboardInterrupt:
        sys.stderr.write("rural: interrupted\n")
        return INTERRUPTED


def _start():
    from helpers.cli import main as run

    return run()
