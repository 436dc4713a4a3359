"""Export an executed notebook as one self-contained page."""

import functools
import html
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote

import nbformat
from markupsafe import Markup, escape
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.lexers import PythonLexer, get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound
from traitlets import default

from helpers.page.elements import MIME_TYPE, write_text
from helpers.publishing.look import SITE, TEMPLATES, add_filters, mark_foreign, write_value
from helpers.publishing.parts import Anchors, element_anchor, make_slug, render_element
from helpers.publishing.preview import describe_preview
from helpers.publishing.safety import IN_PAGE, clean_html, clean_svg, hide_paths, strip_invisible

OUTCOMES = {
    "cell-error": "This notebook did not finish: one of its cells stopped with an error.",
    "timeout": "This notebook did not finish: it took longer than it was allowed and was stopped.",
    "kernel-died": "This notebook did not finish: the process that computed it died.",
    "bad-parameters": "This notebook was not run: its parameters were not valid.",
    "missing-output": "This notebook ran to its end but did not write all the files it should have.",
    "interrupted": "This notebook did not finish: the run was interrupted.",
    "not-run": "This notebook was not run.",
}
PREFERRED = (
    MIME_TYPE,
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "image/gif",
    "text/latex",
    "text/plain",
)
MOST_TEXT = 60_000  # characters of one stream or plain output
MOST_HTML = 200_000  # characters of one HTML output
TOKENS = (
    (Token.Comment, "c"),
    (Token.Literal.String, "s"),
    (Token.Literal.Number, "m"),
    (Token.Keyword, "k"),
    (Token.Operator.Word, "k"),
    (Token.Name.Function, "f"),
    (Token.Name.Class, "f"),
    (Token.Name.Decorator, "f"),
)


@dataclass(frozen=True)
class PageMeta:
    """What a page says about itself that the notebook does not.

    Parameters
    ----------
    title : str
        Short name of the page, as in lists of pages.
    run : str
        Name of the run.
    question : str
        The question the notebook answers; may be empty.
    parameters : list of dict
        ``name``, ``value``, ``default``, ``unit``, ``meaning`` of each parameter.
    pages : list of dict
        ``stem``, ``title``, ``href`` of each page of the run in reading order, this one included.
    outcome : str
        ``ok``, or a key of `OUTCOMES`.
    data_date : str
        Date of the data, ISO.
    version : str
        Version of the project.
    lang : str
        Language of the text.
    home : str
        Link to the front page of the run.
    observations : str
        Link to the page of the dataset.
    robustness : dict of str to str
        Key of a finding to a sentence that says how it fares under other choices; only those that were tested.
    notebook : str
        Link to the executed notebook; empty for none.
    picture : dict
        Of `preview.describe_preview`: what stands for the page where a link to it is shared; empty for the first figure's.
    """

    title: str
    run: str = ""
    question: str = ""
    parameters: list = field(default_factory=list)
    pages: list = field(default_factory=list)
    outcome: str = "ok"
    data_date: str = ""
    version: str = ""
    lang: str = "en"
    home: str = "../index.html"
    observations: str = "../observations.html"
    robustness: dict = field(default_factory=dict)
    notebook: str = ""
    picture: dict = field(default_factory=dict)


class PageExporter(TemplateExporter):
    """nbconvert exporter with this project's template, in place of ``lab``."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self):
        return ".html"

    @default("template_name")
    def _rural(self):
        return "rural"

    @default("extra_template_basedirs")
    def _own_templates(self):
        return [str(TEMPLATES)]

    def _create_environment(self):
        return add_filters(super()._create_environment())


def export_page(executed, page, *, meta):
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
        If a figure has no description, caption or data; the message names the
        cell. A notebook whose outcome is not ``ok`` gets its page all the
        same, with a notice in the figure's place.
    """
    executed, page = Path(executed), Path(page)
    notebook = nbformat.read(executed, as_version=4)
    link = quote(Path(os.path.relpath(executed, page.parent)).as_posix())
    meta = replace(
        meta,
        notebook=meta.notebook or link,
        picture=meta.picture or _find_picture(notebook, page.parent),
    )
    text = render_page(notebook, meta=meta, stem=executed.stem)
    write_text(page, text)


def render_page(notebook, *, meta, stem):
    """Return the HTML of a notebook's page.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    meta : PageMeta
    stem : str
        Name of the notebook's file without its ending.

    Returns
    -------
    page : str

    Raises
    ------
    ValueError
        As in `export_page`.
    """
    writer = _CellWriter(notebook, meta)
    parts = writer.write()
    # The template gets the finished parts; sources, outputs and metadata of the cells stay behind.
    empty = [
        nbformat.from_dict({"cell_type": "markdown", "id": f"c{i}", "metadata": {}, "source": ""})
        for i, _ in enumerate(notebook.cells)
    ]
    bare = nbformat.v4.new_notebook(cells=empty)
    text, _ = _find_exporter().from_notebook_node(
        bare, {"page": writer.describe(stem), "parts": parts}
    )
    return strip_invisible(text).rstrip() + "\n"


@functools.cache
def _find_exporter():
    """Return the exporter; it compiles its templates once a process."""
    return PageExporter()


def _find_picture(notebook, folder):
    """Return the preview of the first figure of a notebook whose page lies in a folder; empty if it has none."""
    shown = (
        output.get("data", {}).get(MIME_TYPE)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
    figures = (
        element
        for element in shown
        if isinstance(element, dict) and element.get("kind") == "figure"
    )
    previews = (
        describe_preview(
            folder.parent,
            element_anchor(e).removeprefix("figure-"),
            str(e.get("description") or ""),
            "../",
        )
        for e in figures
    )
    return next(filter(None, previews), {})


class _CellWriter:
    """Render cells in order, and keep what the page as a whole needs to know."""

    def __init__(self, notebook, meta):
        self.cells = notebook.cells
        self.meta = meta
        self.strict = meta.outcome == "ok"
        self.counts = {"figure": 0, "table": 0, "finding": 0}
        self.headings = []
        self.level = 1
        self.h1 = ""
        self.error_anchor = ""
        # Links to findings must stay, so they choose their names before headings do.
        wanted = {
            element_anchor(output.data[MIME_TYPE])
            for cell in self.cells
            for output in cell.get("outputs", [])
            if isinstance(output.get("data", {}).get(MIME_TYPE), dict)
        }
        heads = {f"{anchor}-head" for anchor in wanted}
        self.anchors = Anchors({"main", "error"} | wanted | heads)
        self.free = set(wanted)
        self.anchor = self.anchors.take("top")
        language = notebook.metadata.get("language_info", {}).get("name", "python")
        self.lexer = (
            PythonLexer(ensurenl=False)
            if language in ("python", "ipython")
            else _find_lexer(language)
        )

    def write(self):
        parts = []
        for number, cell in enumerate(self.cells, 1):
            self.where = f"cell {number}"
            tags = cell.metadata.get("tags", [])
            if "papermill-error-cell-tag" in tags or cell.cell_type == "raw":
                parts.append("")
            elif cell.cell_type == "markdown":
                parts.append(self.write_markdown(cell))
            else:
                parts.append(self.write_code(cell, tags))
        return [Markup(self.resolve(part)) for part in parts]

    def describe(self, stem):
        meta = self.meta
        pages = [{key: str(page[key]) for key in ("stem", "title", "href")} for page in meta.pages]
        place = next((i for i, page in enumerate(pages) if page["stem"] == stem), None)
        parameters = [_show_parameter(parameter) for parameter in meta.parameters]
        changed = [p for p in parameters if p["changed"]]
        h1 = self.h1 or escape(meta.title)
        plain = _plain(h1)
        question = (
            "" if make_slug(meta.question) in make_slug(plain) else strip_invisible(meta.question)
        )
        notice = (
            ""
            if meta.outcome == "ok"
            else OUTCOMES.get(meta.outcome, f"This notebook did not finish ({meta.outcome}).")
        )
        return {
            "stem": stem,
            "lang": meta.lang if re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", meta.lang) else "en",
            "head_title": " · ".join(
                strip_invisible(part)
                for part in (meta.title or plain, meta.run and f"run {meta.run}", SITE)
                if part
            ),
            "run": strip_invisible(meta.run),
            "home": meta.home,
            "question": question,
            "h1": h1,
            "anchor": self.anchor,
            "pages": pages,
            "previous": pages[place - 1] if place else None,
            "next": pages[place + 1] if place is not None and place + 1 < len(pages) else None,
            "headings": [h for h in self.headings if h["level"] <= 3],
            "has_code": any(cell.cell_type == "code" for cell in self.cells),
            "parameters": parameters,
            "parameters_line": _count_parameters(parameters, changed),
            "notice": notice,
            "notice_more": "What stands after that point was not computed."
            if notice and self.error_anchor
            else "",
            "error_anchor": self.error_anchor,
            "data_date": meta.data_date,
            "version": meta.version,
            "notebook": meta.notebook,
            "picture": meta.picture,
        }

    def write_markdown(self, cell):
        renderer = _Renderer(self.lexer, cell.get("attachments", {}))
        text = MarkdownWithMath(renderer=renderer).render(hide_paths(cell.source))
        return self.write_html(text, is_text=True)

    def write_html(self, text, is_text=False):
        clean = clean_html(text, link=self.link)
        clean = re.sub(r'<img(?![^>]* src=")[^>]*>', _say_image, clean)
        clean = re.sub(
            r'<img(?![^>]* alt="[^"])', '<img alt="picture without a description"', clean
        )
        clean = _mark_heads(clean)
        clean = clean.replace(
            "<table", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table'
        )
        clean = clean.replace("</table>", "</table></div>")
        clean = re.sub(
            r"<(td|th)([^>]*) style=\"text-align:\s*right;?\"", r'<\1\2 class="n"', clean
        )
        clean = str(mark_foreign(Markup(clean)))
        return re.sub(
            r"<h([1-6])([^>]*)>(.*?)</h\1>",
            lambda match: self.head(match, is_text),
            clean,
            flags=re.S,
        )

    def head(self, match, is_text):
        """Give a heading its identifier, and a level that skips none."""
        level, inside = int(match[1]), match[3].strip()
        plain = _plain(inside)
        if not plain:
            return ""
        if level == 1 and is_text and not self.h1 and not self.headings:
            self.h1 = Markup(re.sub(r"</?(a|img|p|div)\b[^>]*>", "", inside))
            return ""
        self.level = level = min(max(level, 2), self.level + 1)
        anchor = self.anchors.take(plain)
        if is_text:
            self.headings.append({"level": level, "text": plain, "anchor": anchor})
        return f'<h{level} id="{escape(anchor)}"{match[2]}>{inside}</h{level}>'

    def link(self, url):
        """Turn a link to a notebook into one to its page; drop what would lead nowhere."""
        path, _, anchor = url.partition("#")
        stem = re.sub(r"\.(ipynb|html)$", "", unquote(path).rsplit("/", 1)[-1])
        for page in self.meta.pages:
            if page["stem"] == stem:
                return (
                    f"{page['href']}#{make_slug(unquote(anchor))}" if anchor else str(page["href"])
                )
        return None

    def resolve(self, part):
        """Point marked links at anchors that exist, under the name they have here."""

        def point(match):
            wanted = unquote(html.unescape(match[1]))
            for anchor in (wanted, make_slug(wanted)):
                if anchor in self.anchors.taken - self.free:
                    return f'href="#{escape(anchor)}"'
            return ""

        return re.sub(f'href="#{IN_PAGE}([^"]*)"', point, part)

    def write_code(self, cell, tags):
        source = hide_paths(strip_invisible(cell.source)).strip("\n")
        label = "Code"
        if "injected-parameters" in tags:
            label = "Code: parameters of this run"
        elif "parameters" in tags:
            label = "Code: parameters and their defaults"
        shown = f'<details class="code"><summary>{label}</summary><pre><code>{_paint(source, self.lexer)}</code></pre></details>'
        return (shown if source.strip() else "") + "".join(self.write_outputs(cell.outputs))

    def write_outputs(self, outputs):
        streams = []
        for output in outputs:
            if output.output_type == "stream":
                if streams and streams[-1][0] == output.name:
                    streams[-1][1].append(output.text)
                else:
                    streams.append((output.name, [output.text]))
                continue
            yield from (self.write_stream(*stream) for stream in streams)
            streams = []
            if output.output_type == "error":
                yield self.write_error(output)
            else:
                yield self.write_data(output.data, output.get("metadata", {}))
        yield from (self.write_stream(*stream) for stream in streams)

    def write_stream(self, name, texts):
        text = hide_paths(strip_invisible(strip_ansi("".join(texts)))).strip("\n")
        if not text.strip():
            return ""
        shown = f'<pre class="stream">{escape(text[:MOST_TEXT])}</pre>'
        if len(text) > MOST_TEXT:
            shown += self.write_cut(
                f"Cut here: {MOST_TEXT:,} of {len(text):,} characters are shown."
            )
        return (
            f"<details><summary>Messages</summary>{shown}</details>" if name == "stderr" else shown
        )

    def write_cut(self, words):
        """Return a notice that something is too long for the page, with the file that has all of it."""
        link = (
            f' <a href="{escape(self.meta.notebook)}" download>The notebook has all of it.</a>'
            if self.meta.notebook
            else ""
        )
        return f'<p class="note">{escape(words)}{link}</p>'

    def write_error(self, output):
        anchor = self.anchors.take("stopped")
        self.error_anchor = self.error_anchor or anchor
        message = hide_paths(strip_invisible(strip_ansi(str(output.evalue))))
        trace = hide_paths(strip_invisible(strip_ansi("\n".join(output.traceback))))
        return (
            f'<div class="error" id="{anchor}"><p><strong>This cell stopped: {escape(output.ename)}.</strong> '
            f"{escape(_cut(message, 2000))}</p><details><summary>Where it stopped</summary>"
            f"<pre>{escape(_cut(trace, MOST_TEXT))}</pre></details></div>"
        )

    def write_data(self, data, metadata):
        kind = next((kind for kind in PREFERRED if data.get(kind)), None)
        if kind is None:
            return ""
        value = data[kind]
        if kind == MIME_TYPE:
            return self.write_element(value)
        if isinstance(value, list):
            value = "".join(value)
        if kind == "text/html":
            if len(value) > MOST_HTML:
                return self.write_cut(
                    f"An output of {len(value):,} characters is too long for this page."
                )
            return f'<div class="output">{self.write_html(hide_paths(value))}</div>'
        if kind == "text/markdown":
            text = MarkdownWithMath(renderer=_Renderer(self.lexer, {})).render(hide_paths(value))
            return self.write_html(text, is_text=True)
        if kind.startswith("image/"):
            return self.write_picture(kind, value, metadata)
        return self.write_stream("stdout", [value])

    def write_element(self, element):
        if not isinstance(element, dict):
            raise ValueError(
                f"{self.where}: an element must be a dict, not {type(element).__name__}"
            )
        anchor = element_anchor(element)
        anchor = anchor if anchor in self.free else self.anchors.take(anchor)
        self.free.discard(anchor)
        kind = element.get("kind")
        if kind == "finding":
            # Known only after the notebook that says this was executed, so it is no part of its output.
            element = {
                "robustness": self.meta.robustness.get(str(element.get("key")), "")
            } | element
        number = self.counts.get(kind, 0) + 1
        try:
            part = render_element(
                _hide_all(element),
                anchor=anchor,
                number=number,
                prefix=f"d{sum(self.counts.values())}-",
                observations=self.meta.observations,
            )
        except ValueError as error:
            if self.strict:
                raise ValueError(f"{self.where}: {error}") from None
            return _notice(f"Left out: {error}.")
        self.counts[kind] = number
        return part

    def write_picture(self, kind, value, metadata):
        words = str(metadata.get(kind, {}).get("alt") or metadata.get("alt") or "").strip()
        if self.strict:
            raise ValueError(
                f"{self.where}: a figure has no description, caption and data; show it with publish_figure(...) "
                "rather than by itself"
            )
        if not words:
            return _notice("Left out: a figure without a description.")
        if kind == "image/svg+xml":
            try:
                body, box, width = clean_svg(value, f"p{len(self.anchors.taken)}-")
            except ValueError:
                return _notice(f"Left out: {words}")
            return (
                f'<div class="plate"><svg role="img" aria-label="{escape(words)}" viewBox="{box}" width="{width:g}">'
                f"{body}</svg></div>"
            )
        return (
            f'<img alt="{escape(words)}" src="data:{kind};base64,{escape("".join(value.split()))}">'
        )


class _Renderer(IPythonRenderer):
    """nbconvert's markdown, without its pilcrows, its scripts and its reading of files."""

    def __init__(self, lexer, attachments):
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)
        self.lexer = lexer

    def block_code(self, code, info=None):
        name = (info or "").split(maxsplit=1)
        lexer = _find_lexer(name[0]) if name else None
        return f"<pre><code>{_paint(code.rstrip(), lexer)}</code></pre>\n"

    def image(self, text, url, title=None):
        if (
            url.startswith("attachment:")
            and url.removeprefix("attachment:") not in self.attachments
        ):
            url = ""
        return super().image(text, url, title)


def _find_lexer(name):
    try:
        return get_lexer_by_name(name, ensurenl=False)
    except ClassNotFound:
        return None


def _paint(source, lexer):
    """Return code as HTML with five kinds of word told apart, neighbours of a kind in one span."""
    if lexer is None or len(source) > MOST_TEXT:
        return str(escape(_cut(source, MOST_TEXT)))
    runs = []
    for token, text in lexer.get_tokens(source):
        kind = next((short for family, short in TOKENS if token in family), "")
        if runs and (runs[-1][0] == kind or not text.strip()):
            runs[-1][1].append(text)
        else:
            runs.append((kind, [text]))
    painted = (
        f'<span class="{kind}">{escape("".join(texts))}</span>'
        if kind
        else str(escape("".join(texts)))
        for kind, texts in runs
    )
    return "".join(painted).rstrip("\n")


def _plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", str(markup))).strip()


def _say_image(match):
    words = re.search(r'alt="([^"]*)"', match[0])
    return f"<em>[picture not shown{': ' + words[1] if words and words[1] else ''}]</em>"


def _mark_heads(clean):
    """Say of each head cell whether it heads a column or a row."""
    scoped = re.compile(r"<th(?![^>]* scope=)(?=[\s>])")
    parts = re.split(r"(<thead>.*?</thead>)", clean, flags=re.S)
    clean = "".join(
        scoped.sub(f'<th scope="{"col" if i % 2 else "row"}"', part) for i, part in enumerate(parts)
    )
    return re.sub(r"<th[^>]*>\s*</th>", "<td></td>", clean)


def _hide_all(value):
    if isinstance(value, str):
        return hide_paths(value)
    if isinstance(value, dict):
        return {key: each if key == "svg" else _hide_all(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_hide_all(each) for each in value]
    return value


def _show_parameter(parameter):
    shown = {key: write_value(parameter.get(key)) for key in ("value", "default")}
    shown |= {key: str(parameter.get(key) or "") for key in ("name", "unit", "meaning")}
    shown = {key: hide_paths(strip_invisible(text)) for key, text in shown.items()}
    return shown | {"changed": parameter.get("value") != parameter.get("default")}


def _count_parameters(parameters, changed):
    count = f"{len(parameters)} parameter{'s' if len(parameters) != 1 else ''}"
    if not changed:
        return f"{count}, all at their defaults"
    said = ", ".join(f"{p['name']} = {_cut(p['value'], 60)}" for p in changed)
    return f"{count}, {len(changed)} changed: {said}"


def _cut(text, most):
    if len(text) <= most:
        return text
    return f"{text[:most]}\n… cut here: {most:,} of {len(text):,} characters are shown; the notebook has all."


def _notice(text):
    return f'<p class="note">{escape(text)}</p>'
