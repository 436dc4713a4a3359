"""Serve JupyterLab on a folder of notebooks, for the tests that look at it in a browser."""

import contextlib
import os
import re
import subprocess
import sys
import time

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
            lambda: re.search(r"http://127\.0\.0\.1:\d+/lab", log.read_text(encoding="utf-8")), 60
        )[0]
    finally:
        process.terminate()
        process.wait(20)


def wait_for(find, seconds):
    """Return the first true answer, or fail when the time is over."""
    deadline = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < deadline, f"nothing came within {seconds} s"
        time.sleep(0.1)
    return found
