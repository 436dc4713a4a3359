"""A notebook that a reader runs in JupyterLab, in a headless Chromium, finds what the report
finds."""

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
import websocket
from lab import FIND_PANEL, serve_lab, wait_for
from processes import PATIENCE_SECONDS

from helpers.paths import project_root
from helpers.running.record import read_record

# One notebook in the ordinary tests; all of them with RURAL_LAB=all, as `make lab-check` sets it.
EVERY = sorted(path.stem for path in (project_root() / "notebooks").glob("0[1-9]*.ipynb"))
STEMS = EVERY if os.environ.get("RURAL_LAB") == "all" else ["04_growth_rates"]


def find_browser():
    """Return the path of a Chromium, or None."""
    return next(
        (
            path
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (path := shutil.which(name))
        ),
        None,
    )


@contextlib.contextmanager
def open_page(address, folder):
    """Open an address in a browser and yield a function that evaluates JavaScript there."""
    command = [
        find_browser(),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder / 'browser'}",
        "--remote-allow-origins=*",
        "about:blank",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    socket = None
    try:
        port_file = folder / "browser" / "DevToolsActivePort"
        port = wait_for(lambda: port_file.is_file() and port_file.read_text().split("\n")[0])

        def find_target():
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/json", timeout=PATIENCE_SECONDS
            ) as answer:
                return next((page for page in json.load(answer) if page["type"] == "page"), None)

        socket = websocket.create_connection(
            wait_for(find_target)["webSocketDebuggerUrl"], timeout=PATIENCE_SECONDS
        )
        numbers = itertools.count(1)

        def call(method, **parameters):
            number = next(numbers)
            socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
            while (answer := json.loads(socket.recv())).get("id") != number:
                pass
            return answer["result"]

        def evaluate(code):
            return call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)[
                "result"
            ].get("value")

        call("Page.navigate", url=address)
        yield evaluate
    finally:
        if socket:
            socket.close()
        process.terminate()
        process.wait(PATIENCE_SECONDS)


RUN_ALL = """(async () => {
  const panel = PANEL;
  await panel.sessionContext.ready;
  window.jupyterapp.shell.activateById(panel.id);
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
  const cells = panel.content.model.sharedModel.cells.filter((cell) => cell.cell_type === 'code');
  return JSON.stringify(cells.map(
    (cell) => [cell.execution_count, cell.outputs.map((output) => output.output_type)]));
})()""".replace("PANEL", FIND_PANEL)


def run_notebook(stem, notebooks, staging, folder):
    """Run a notebook top to bottom in JupyterLab; return execution count and kinds of output of
    each code cell."""
    with (
        serve_lab(notebooks, {"RURAL_STAGING": str(staging)}, Path(folder)) as address,
        open_page(f"{address}/tree/{stem}.ipynb", Path(folder)) as evaluate,
    ):
        wait_for(lambda: evaluate(f"!!({FIND_PANEL})"))
        return json.loads(evaluate(RUN_ALL))


@pytest.mark.skipif(find_browser() is None, reason="there is no Chromium here")
@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_run_in_jupyterlab_leaves_what_the_report_leaves(usual_run, tmp_path, stem):
    notebooks, staging = tmp_path / "notebooks", tmp_path / "run"
    notebooks.mkdir()
    shutil.copyfile(project_root() / "notebooks" / f"{stem}.ipynb", notebooks / f"{stem}.ipynb")
    before = sorted((usual_run / "findings").glob("0*.json"))
    for path in (
        before if stem.startswith("08") else ()
    ):  # the last one repeats what the others found
        (staging / "findings").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, staging / "findings" / path.name)
    cells = run_notebook(stem, notebooks, staging, tmp_path)
    assert [count for count, _ in cells] == list(range(1, len(cells) + 1)), (
        "every cell ran, in order"
    )
    assert not [kinds for _, kinds in cells if "error" in kinds]
    made = {
        path.relative_to(staging).as_posix(): path.read_bytes()
        for path in staging.rglob("*")
        if path.is_file()
    }
    products = read_record(usual_run).find(stem).products
    others = {f"findings/{path.name}" for path in before if path.stem != stem}
    assert made.keys() - others == {
        path for path in products if not path.startswith(("notebooks/", "html/"))
    }
    for path, content in made.items():
        assert (usual_run / path).read_bytes() == content, path
