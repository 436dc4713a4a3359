"""Start the `rural` command: Ctrl-C is answered in words from the first import on."""

import gc
import sys

INTERRUPTED = 130
ALLOCATIONS = 50_000  # between two looks for garbage: most of what a command makes lasts to its end


def main(start=None):
    """Run the command line and return its exit code; see `helpers.cli.main`.

    Parameters
    ----------
    start : callable, optional
        Imports what it needs and returns the exit code, in place of the command line.
    """
    gc.set_threshold(ALLOCATIONS)
    try:
        return start() if start else _start()
    except KeyboardInterrupt:
        sys.stderr.write("rural: interrupted\n")
        return INTERRUPTED
    finally:
        gc.freeze()  # what is left goes with the process, and need not be looked through


def _start():
    from helpers.cli import main as run

    return run()
