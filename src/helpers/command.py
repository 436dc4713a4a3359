"""Start the `rural` command: Ctrl-C is answered in words from the first import on."""

import sys

INTERRUPTED = 130


def main():
    """Run the command line and return its exit code; see `helpers.cli.main`."""
    try:
        from helpers.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("rural: interrupted\n")
        return INTERRUPTED
