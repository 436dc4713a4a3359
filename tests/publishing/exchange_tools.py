"""Tools of others, in an environment of their own, which `make exchange-tools` fetches."""

import os
import subprocess
from pathlib import Path

import pytest

CACHE = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
TOOLS = Path(CACHE) / "rural-ecommerce" / "exchange-tools" / "bin"
needs_tools = pytest.mark.skipif(
    not (TOOLS / "python").exists(), reason="`make exchange-tools` fetches the tools of this test"
)


def ask(*arguments):
    """Return what a tool of the environment of its own prints."""
    done = subprocess.run(
        [str(TOOLS / arguments[0]), *map(str, arguments[1:])], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
