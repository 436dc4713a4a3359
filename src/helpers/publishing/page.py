"""Export an executed notebook as one self-contained page."""

import functools
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import nbformat
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from helpers.page.elements import write_text
from helpers.publishing.addresses import find_addresses
from helpers.publishing.cells import CellWriter
from helpers.publishing.look import SITE, TEMPLATES, add_filters, mark_foreign, write_value
from helpers.publishing.parts import list_elements, make_slug
from helpers.publishing.preview import find_preview
from helpers.publishing.prose import cut
from helpers.publishing.safety import is_language, make_plain, strip_invisible
from helpers.publishing.summary import choose_leads

OUTCOMES = {
    "cell-error": "This notebook did not finish: one of its cells stopped with an error.",
    "timeout": "This notebook did not finish: it took longer than it was allowed and was stopped.",
    "kernel-died": "This notebook did not finish: the process that computed it died.",
    "bad-parameters": "This notebook was not run: its parameters were not valid.",
    "missing-output": (
        "This notebook ran to its end but did not write all the files it should have."
    ),
    "interrupted": "This notebook did not finish: the run was interrupted.",
    "not-run": "This notebook was not run.",
}


@dataclass(frozen=True)
class PageMeta:
    """What a page says about itself that the notebook does not."""

    title: str  # short name of the page, as in lists of pages
    run: str = ""  # name of the run
    question: str = ""  # the question the notebook answers; may be empty
    # ``name``, ``value``, ``default``, ``unit``, ``meaning`` of each parameter.
    parameters: list[dict] = field(default_factory=list)
    # ``stem``, ``title``, ``href`` of each page of the run in reading order, this one included.
    pages: list[dict] = field(default_factory=list)
    outcome: str = "ok"  # ``ok``, or a key of `OUTCOMES`
    data_date: str = ""  # date of the data, ISO
    version: str = ""  # version of the project
    lang: str = "en"  # language of the text
    home: str = "../index.html"  # link to the front page of the run
    observations: str = "../observations.html"  # link to the page of the dataset
    # Key of a finding to a sentence that says how it fares under other choices; only those that
    # were tested.
    robustness: dict[str, str] = field(default_factory=dict)
    notebook: str = ""  # link to the executed notebook; empty for none
    # Of `preview.describe_preview`: what stands for the page where a link to it is shared; empty
    # for the first figure's.
    picture: dict = field(default_factory=dict)
    # Where the numbers lie, which says on which page each stands; empty if all are on one.
    data_dir: str = ""

    @property
    def addresses(self):
        """Return where the row of each number is."""
        return find_addresses(self.observations, self.data_dir)


class PageExporter(TemplateExporter):
    """nbconvert exporter with this project's template, in place of ``lab``."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self):
        return ".html"

    @default("template_name")
    def _rural(self):
        return "rural"

    @default("template_file")
    def _notebook(self):
        return "notebook.html.j2"

    @default("extra_template_basedirs")
    def _own_templates(self):
        return [str(TEMPLATES)]

    def _create_environment(self):
        return add_filters(super()._create_environment())


def export_page(executed: Path, page: Path, *, meta: PageMeta):
    """Write an executed notebook as one HTML file that needs nothing else.

    Parameters
    ----------
    executed : pathlib.Path
        The notebook, with its outputs.
    page : pathlib.Path
        File to write; it is replaced in one step, never left half written.
    meta : PageMeta

    Raises
    ------
    ValueError
        If a figure has no description, caption or data; the message names the cell. A notebook
        whose outcome is not ``ok`` gets its page all the same, with a notice in the figure's place.
    """
    executed, page = Path(executed), Path(page)
    notebook = nbformat.read(executed, as_version=4)
    link = quote(Path(os.path.relpath(executed, page.parent)).as_posix())
    meta = replace(
        meta,
        notebook=meta.notebook or link,
        picture=meta.picture
        or find_preview(page.parent.parent, list_elements(notebook.cells), "../"),
    )
    text = render_page(notebook, meta=meta, stem=executed.stem)
    write_text(page, text)


def render_page(notebook: nbformat.NotebookNode, *, meta: PageMeta, stem: str) -> str:
    """Return the HTML of a notebook's page.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    meta : PageMeta
    stem : str
        Name of the notebook's file without its ending.

    Raises
    ------
    ValueError
        As in `export_page`.
    """
    writer = CellWriter(notebook, meta)
    parts = writer.write()
    # The template gets the finished parts; sources, outputs and metadata of the cells stay behind.
    empty = [
        nbformat.from_dict({"cell_type": "markdown", "id": f"c{i}", "metadata": {}, "source": ""})
        for i, _ in enumerate(notebook.cells)
    ]
    bare = nbformat.v4.new_notebook(cells=empty)
    text, _ = _find_exporter().from_notebook_node(
        bare, {"page": describe_page(writer, meta, stem), "parts": parts}
    )
    return strip_invisible(text).rstrip() + "\n"


@functools.cache
def _find_exporter():
    """Return the exporter; it compiles its templates once a process."""
    return PageExporter()


def describe_page(writer: CellWriter, meta: PageMeta, stem: str) -> dict:
    """Return what the template of a page needs besides its parts.

    Parameters
    ----------
    writer : CellWriter
        After it has written.
    meta : PageMeta
    stem : str
    """
    pages = [{key: str(page[key]) for key in ("stem", "title", "href")} for page in meta.pages]
    place = next((i for i, page in enumerate(pages) if page["stem"] == stem), None)
    parameters = [_show_parameter(parameter) for parameter in meta.parameters]
    h1 = writer.h1 or mark_foreign(meta.title)
    plain = Markup(h1).striptags()
    is_repeated = make_slug(meta.question) in make_slug(plain)
    titles = (meta.title or plain, meta.run and f"run {meta.run}", SITE)
    unknown = f"This notebook did not finish ({meta.outcome})."
    return {
        "stem": stem,
        "lang": meta.lang if is_language(meta.lang) else "en",
        "head_title": " · ".join(strip_invisible(part) for part in titles if part),
        "run": strip_invisible(meta.run),
        "home": meta.home,
        "question": "" if is_repeated else strip_invisible(meta.question),
        "h1": h1,
        "anchor": writer.anchor,
        "leads": choose_leads(writer.shown),
        "pages": pages,
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place is not None and place + 1 < len(pages) else None,
        "headings": [h for h in writer.headings if h["level"] <= 3],
        "has_code": any(cell.cell_type == "code" for cell in writer.cells),
        "parameters": parameters,
        "parameters_line": _count_parameters(parameters),
        "notice": "" if meta.outcome == "ok" else OUTCOMES.get(meta.outcome, unknown),
        "error_anchor": writer.error_anchor,
        "data_date": meta.data_date,
        "version": meta.version,
        "notebook": meta.notebook,
        "picture": meta.picture,
    }


def _show_parameter(parameter):
    shown = {key: write_value(parameter.get(key)) for key in ("value", "default")}
    shown |= {key: str(parameter.get(key) or "") for key in ("name", "unit", "meaning")}
    shown = {key: make_plain(text) for key, text in shown.items()}
    # Into which folder a run was written is no choice that its numbers hang on.
    is_choice = shown["name"] != "out_dir"
    return shown | {"changed": is_choice and parameter.get("value") != parameter.get("default")}


def _count_parameters(parameters):
    changed = [p for p in parameters if p["changed"]]
    count = f"{len(parameters)} parameter{'s' if len(parameters) != 1 else ''}"
    if not changed:
        return f"{count}, all at their defaults"
    said = ", ".join(f"{p['name']} = {cut(p['value'], 60)}" for p in changed)
    return f"{count}, {len(changed)} changed: {said}"
