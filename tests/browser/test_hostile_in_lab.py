"""Executed notebooks in JupyterLab, trusted and not: figures show, hostile text does nothing."""

import base64
import os
import shutil
from urllib.parse import urlsplit

import nbformat
import pytest
from builders import figure, finding, table
from chromium import Chromium, find_chromium
from lab import FIND_PANEL, serve_lab, wait_for
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from payloads import DRAWINGS, PAYLOADS, make_drawing, make_hostile_cells, make_hostile_texts

from helpers.page.elements import Element, FigureElement

pytestmark = pytest.mark.skipif(
    find_chromium() is None or shutil.which("chromedriver") is None,
    reason="there is no Chromium with a driver here",
)
EXECUTED = "04_growth_rates.ipynb"
# One payload in six in the ordinary tests; all with RURAL_LAB=all, as `make lab-check` sets it.
CHOSEN = PAYLOADS if os.environ.get("RURAL_LAB") == "all" else PAYLOADS[::6]
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5E"
    "rkJggg=="
)
ALIVE = "<img src=gone onerror=alert(1)>"
READY = f"""
const panel = {FIND_PANEL};
if (!panel || !panel.content.widgets.length) return false;
const asked = panel.content.model.sharedModel.cells.length;
return panel.context.isReady && panel.content.widgets.length === asked
  && [...document.querySelectorAll('.jp-Notebook .jp-Cell')].length === asked
  && document.querySelectorAll('.jp-Placeholder').length === 0;
"""
LOOK = f"""
const panel = {FIND_PANEL}, main = panel.node;
main.querySelectorAll('details').forEach(d => {{ d.open = true; }});
document.addEventListener('click', e => {{ if (e.target.closest('a')) e.preventDefault(); }});
for (const e of main.querySelectorAll('.jp-RenderedHTMLCommon *, .jp-OutputArea-output *'))
  for (const kind of ['mouseover', 'mouseenter', 'focus', 'focusin', 'click', 'toggle', 'load',
      'error', 'begin'])
    e.dispatchEvent(new Event(kind, {{bubbles: kind === 'click', cancelable: true}}));
await new Promise(done => setTimeout(done, 1000));
const code = panel.content.widgets.filter(w => w.model.type === 'code');
const pictures = [...main.querySelectorAll('.jp-OutputArea-output img')];
return {{
  hit: Boolean(window.hit),
  trusted: code.map(w => w.model.trusted),
  pictures: pictures.filter(p => p.complete && p.naturalWidth > 0).length,
  described: [...main.querySelectorAll('.jp-OutputArea-output details > p')]
    .filter(p => p.textContent.length > 20).length,
  live: main.querySelectorAll('.jp-RenderedHTMLCommon :is(script, iframe, object, embed, form),'
    + ' .jp-OutputArea-output :is(script, iframe, object, embed)').length,
}};
"""


def show(payload):
    """Return a cell that shows an element as a notebook does."""
    if payload["kind"] == "figure":
        shown = FigureElement(payload, PICTURE).list_outputs()
    else:
        shown = [(Element(payload)._repr_mimebundle_(), {})]
    outputs = [new_output("display_data", data=data, metadata=marks) for data, marks in shown]
    return new_code_cell("show()", outputs=outputs)


def make_elements(payload):
    """Return what our notebooks show of hostile data: a figure, a table, a finding."""
    source = dict.fromkeys(
        ("observation_id", "publisher", "title", "published", "paragraph", "as_printed", "lang"),
        payload,
    )
    words = {"caption": payload, "name": "04_x", "csv": payload}
    column = {"label": payload, "numeric": True}
    shape = {"columns": [column, column], "rows": [[payload, {"text": payload, "lang": payload}]]}
    drawn = {"title": payload, "description": payload, "narrow": ""}
    return [
        show(figure(**words, **shape, **drawn, svg=make_drawing("<text x='1'>&lt;x&gt;</text>"))),
        show(table(**words, columns=shape["columns"], rows=shape["rows"], note=payload)),
        show(finding(key=payload, text=f"**{payload}**", numbers={}, sources=[source])),
    ]


def make_said(payload):
    """Return what a cell prints or stops with, and the texts of a notebook."""
    outputs = [
        new_output("stream", name="stdout", text=payload),
        new_output("stream", name="stderr", text=payload),
        new_output("display_data", data={"text/plain": payload}),
        new_output("error", ename=payload, evalue=payload, traceback=[payload]),
    ]
    texts = [new_markdown_cell(f"# Title {payload}"), *make_hostile_texts(payload)]
    return [*texts, new_code_cell(f"x = '''{payload}'''", outputs=outputs)]


@pytest.fixture(scope="module")
def lab(tmp_path_factory, usual_run):
    """JupyterLab on hostile notebooks and on an executed one, each trusted and not."""
    folder = tmp_path_factory.mktemp("lab")
    user, notebooks = folder / "user", folder / "notebooks"
    notebooks.mkdir()
    drawings = [show(figure(name="04_x", narrow="", svg=make_drawing(d))) for d in DRAWINGS]
    kinds = {
        "alive": [
            new_code_cell("", outputs=[new_output("display_data", data={"text/html": ALIVE})])
        ],
        "elements": [cell for payload in CHOSEN for cell in make_elements(payload)] + drawings,
        "texts": [cell for payload in CHOSEN for cell in make_said(payload)],
        "anything": [cell for payload in CHOSEN for cell in make_hostile_cells(payload)],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(user))
        user.mkdir()
        notary = NotebookNotary(data_dir=str(user))
        for name, cells in kinds.items():
            notebook = new_notebook(cells=cells)
            nbformat.write(notebook, notebooks / f"{name}.ipynb")
            if name != "anything":  # scripts in HTML of a trusted notebook are its author's right
                notebook.metadata["title"] = "trusted"
                nbformat.write(notebook, notebooks / f"{name}_trusted.ipynb")
                notary.sign(nbformat.read(notebooks / f"{name}_trusted.ipynb", as_version=4))
        shutil.copyfile(usual_run / "notebooks" / EXECUTED, notebooks / "executed.ipynb")
        settings = folder / "@jupyterlab" / "notebook-extension"
        settings.mkdir(parents=True)
        (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
        with serve_lab(notebooks, {"JUPYTER_DATA_DIR": str(user)}, folder) as address:
            yield address


@pytest.fixture(scope="module")
def chromium():
    browser = Chromium()
    yield browser
    browser.close()


def look(chromium, lab, name):
    """Return what is seen of a notebook, and which other hosts were asked."""
    # A workspace of its own: another would open its notebooks again beside this one.
    chromium.open(f"{lab}/workspaces/{name}/tree/{name}.ipynb")
    wait_for(lambda: chromium.run(READY))
    seen = chromium.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        f"(async () => {{ {LOOK} }})().then(done, e => done({{failed: String(e)}}));"
    )
    hosts = {urlsplit(address).hostname for address in chromium.list_requests()}
    return seen, hosts - {urlsplit(lab).hostname, None}


def test_a_script_in_a_trusted_output_is_noticed_and_dead_in_an_untrusted_one(chromium, lab):
    seen, _ = look(chromium, lab, "alive_trusted")
    assert seen["hit"] and seen["trusted"] == [True]
    seen, _ = look(chromium, lab, "alive")
    assert not seen["hit"] and seen["trusted"] == [False]


@pytest.mark.parametrize("name", ["elements", "elements_trusted", "texts_trusted", "anything"])
def test_hostile_text_does_nothing(chromium, lab, name):
    seen, hosts = look(chromium, lab, name)
    assert not seen.get("failed"), seen
    assert set(seen["trusted"]) == {name.endswith("trusted")}
    assert not seen["hit"]
    if name.startswith("elements"):  # what a text cell loads is its author's choice, not ours
        assert (seen["live"], hosts) == (0, set())
        assert seen["pictures"] == len(CHOSEN) + len(DRAWINGS)


def test_an_executed_notebook_shows_its_figures_without_trust(chromium, lab, usual_run):
    seen, hosts = look(chromium, lab, "executed")
    assert not any(seen["trusted"]) and hosts == set()
    shown = (
        (usual_run / "notebooks" / EXECUTED).read_text(encoding="utf-8").count('"kind": "figure"')
    )
    assert seen["pictures"] == seen["described"] == shown > 3
