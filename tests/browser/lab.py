"""Serve JupyterLab on a folder of notebooks, for the tests that look at it in a browser."""

import contextlib
import os
import re
import subprocess
import sys

from processes import PATIENCE_SECONDS, wait_until

FIND_PANEL = (
    "[...(window.jupyterapp ? window.jupyterapp.shell.widgets('main') : [])].find((w) => w.content"
    " && w.content.model && w.sessionContext)"
)


@contextlib.contextmanager
def serve_lab(notebooks, environment, folder):
    """Run JupyterLab on a folder of notebooks and yield its address."""
    log = folder / "lab.log"
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--port=0",
        "--ServerApp.ip=127.0.0.1",
        "--IdentityProvider.token=",
        "--expose-app-in-browser",
        f"--notebook-dir={notebooks}",
        "--allow-root",
        "--LabApp.news_url=",
        "--ServerApp.password=",
        f"--LabApp.workspaces_dir={folder}",
        f"--LabApp.user_settings_dir={folder}",
    ]
    with open(log, "w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment, "JUPYTER_PREFER_ENV_PATH": "1"},
            stdout=file,
            stderr=file,
        )
    try:
        yield wait_for(
            lambda: re.search(r"http://127\.0\.0\.1:\d+/lab", log.read_text(encoding="utf-8"))
        )[0]
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def wait_for(find):
    """Return the first true answer, or fail when patience is over."""
    found = wait_until(find)
    assert found, f"nothing came within {PATIENCE_SECONDS} s"
    return found
