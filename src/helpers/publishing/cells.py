"""Write the cells of a notebook as parts of a page, and keep what the page needs to know."""

import itertools
from urllib.parse import unquote

from bs4 import Tag
from markupsafe import Markup, escape

from helpers.page.elements import BESIDE, MIME_TYPE, NOTHING_SAID
from helpers.publishing.folds import fold, fold_text, join_folds
from helpers.publishing.parts import Anchors, element_anchor, is_removed, make_slug, render_element
from helpers.publishing.prose import (
    HEADINGS,
    MOST_TEXT,
    cut,
    find_lexer,
    paint_code,
    read_prose,
    render_markdown,
    take_words,
)
from helpers.publishing.safety import make_plain, strip_invisible
from helpers.publishing.svg import Drawing
from helpers.words.private import hide_paths
from helpers.words.terminal import read_terminal

PREFERRED = (
    MIME_TYPE, "text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg",
    "image/gif", "text/latex", "text/plain",
)  # fmt: skip
MOST_HTML = 200_000  # characters of one HTML output
SCRIPTED = ("<script", "<iframe", "<object", "<embed", "<canvas")
PLAYED = ("<audio", "<video")
OWN_ARTICLES = "these-articles"  # tag of a section on particular articles
NOT_ASKED = "Not asked here, as these data have nothing on it"
LABELS = {
    "injected-parameters": "Code: parameters of this run",
    "parameters": "Code: parameters and their defaults",
}
FOLDED = "This cell"  # what is behind the fold of a cell that is folded whole


class CellWriter:
    """Write cells in order.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    meta : PageMeta

    Attributes
    ----------
    headings : list of dict
        ``level``, ``text``, ``anchor`` of each heading of the text.
    h1 : Markup
        The first heading, which the page shows itself.
    error_anchor : str
        Where the notebook stopped; empty if it did not.
    shown : list of dict
        ``kind``, ``number``, ``anchor``, ``section`` and payload of each element, in their order.
    """

    def __init__(self, notebook, meta):
        self.cells = notebook.cells
        self.meta = meta
        self.strict = meta.outcome == "ok"
        self.counts = {"figure": 0, "table": 0, "finding": 0}
        self.headings = []
        self.shown = []
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
        self.anchors = Anchors({"main", "error", "show-code"} | wanted | heads)
        self.free = set(wanted)
        self.anchor = self.anchors.take("top")
        self.lexer = find_lexer(notebook.metadata.get("language_info", {}).get("name", "python"))

    def write(self) -> list[Markup]:
        """Return the HTML of each cell."""
        parts, folded = [], []
        silent, unasked = _list_silent(self.cells) if self.strict else (set(), [])
        last = _find_closing(self.cells)
        for number, cell in enumerate(self.cells, 1):
            self.where = f"cell {number}"
            tags = _list_tags(cell)
            before = len(self.shown)
            if unasked and number - 1 == last:
                parts[-1].append(_write_note(f"{NOT_ASKED}: {'; '.join(unasked)}"))
            if is_removed(tags) or cell.cell_type == "raw" or number - 1 in silent:
                parts.append([])
            elif cell.cell_type == "markdown":
                tree = self.write_prose(
                    render_markdown(cell.source, cell.get("attachments")), is_text=True
                )
                parts.append(fold_text(tree) if "hide-cell" in tags else [tree])
            else:
                parts.append(list(self.write_code(cell, tags)))
            is_folded = "hide-output" in tags and cell.cell_type == "code"
            folded.append(self.shown[before:] if is_folded else None)
        # Only now all anchors are known.
        resolved = [[self.resolve(each) for each in part] for part in parts]
        return [Markup("".join(part)) for part in join_folds(resolved, folded)]

    def write_prose(self, html, is_text=False):
        """Return the tree of some HTML, its headings with an identifier and no level skipped."""
        tree = read_prose(html, link=self.link)
        for heading in tree.find_all(HEADINGS):
            plain = heading.get_text().strip()
            level = int(heading.name[1])
            if not plain:
                heading.decompose()
            elif level == 1 and is_text and not self.h1 and not self.headings:
                self.h1 = Markup(take_words(heading))
                heading.decompose()
            else:
                self.level = level = min(max(level, 2), self.level + 1)
                heading.name, anchor = f"h{level}", self.anchors.take(plain)
                heading.attrs = {"id": anchor} | heading.attrs
                if is_text:
                    self.headings.append({"level": level, "text": plain, "anchor": anchor})
        return tree

    def link(self, url):
        """Turn a link to a notebook into one to its page; drop what would lead nowhere."""
        path, _, anchor = url.partition("#")
        stem = unquote(path).rsplit("/", 1)[-1].removesuffix(".ipynb").removesuffix(".html")
        for page in self.meta.pages:
            if page["stem"] == stem:
                href = str(page["href"])
                return f"{href}#{make_slug(unquote(anchor))}" if anchor else href
        return None

    def resolve(self, part):
        """Return a part as text, its links inside the page pointed at anchors that exist."""
        if not isinstance(part, Tag):
            return part
        for link in part.find_all("a", href=True):
            if link["href"].startswith("#"):
                wanted = unquote(link["href"][1:])
                there = (wanted, make_slug(wanted))
                known = next((a for a in there if a in self.anchors.taken - self.free), None)
                if known is None:
                    del link["href"]
                else:
                    link["href"] = f"#{known}"
        return part.decode_contents()

    def write_code(self, cell, tags):
        """Yield the code of a cell, folded, and its outputs."""
        source = make_plain(cell.source).strip("\n")
        shown = ""
        if source.strip() and "remove-input" not in tags:
            label = next((words for tag, words in LABELS.items() if tag in tags), "Code")
            shown = (
                f'<details class="code" open><summary>{label}</summary>'
                f"<pre><code>{paint_code(source, self.lexer)}</code></pre></details>"
            )
        outputs = [] if "remove-output" in tags else self.write_outputs(cell.outputs, tags)
        if "hide-cell" in tags:
            outputs = [shown, *outputs]
            yield from fold(FOLDED, outputs) if any(outputs) else ()
            return
        yield shown
        yield from outputs

    def write_outputs(self, outputs, tags):
        """Yield the outputs of a cell; what goes to one stream in a row is one text."""
        for kind, group in itertools.groupby(outputs, lambda o: (o.output_type, o.get("name"))):
            if kind[0] == "stream":
                yield self.write_stream(kind[1], "".join(output.text for output in group))
                continue
            for output in group:
                marks = output.get("metadata", {})
                if marks.get(BESIDE) or (self.strict and marks.get(NOTHING_SAID)):
                    continue  # where all of a section says nothing, the section stays away
                if kind[0] == "error":
                    yield self.write_error(output, is_meant="raises-exception" in tags)
                else:
                    yield from self.write_data(output.data, marks)

    def write_stream(self, name, text):
        """Return what a program wrote, folded if it went to the stream of errors."""
        text = make_plain(read_terminal(text)).strip("\n")
        if not text.strip():
            return ""
        shown = f'<pre class="stream">{escape(text[:MOST_TEXT])}</pre>'
        if len(text) > MOST_TEXT:
            shown += self.write_notice(
                f"Cut here: {MOST_TEXT:,} of {len(text):,} characters are shown."
            )
        return (
            f"<details><summary>Messages</summary>{shown}</details>" if name == "stderr" else shown
        )

    def write_notice(self, words):
        """Return a notice that something is not in the page, with the file that has all of it."""
        link = (
            f' <a href="{escape(self.meta.notebook)}" download>The notebook has all of it.</a>'
            if self.meta.notebook
            else ""
        )
        return f'<p class="note">{escape(words)}{link}</p>'

    def write_error(self, output, is_meant):
        """Return what stopped a cell, whether by accident or to show that it does."""
        anchor = self.anchors.take("stopped")
        if not is_meant:
            self.error_anchor = self.error_anchor or anchor
        message = make_plain(read_terminal(str(output.evalue)))
        trace = make_plain(read_terminal("\n".join(output.traceback)))
        said = "This cell stops on purpose" if is_meant else "This cell stopped"
        return (
            f'<div class="error" id="{anchor}"><p><strong>{said}: {escape(output.ename)}.</strong> '
            f"{escape(cut(message, 2000))}</p><details><summary>Where it stopped</summary>"
            f"<pre>{escape(cut(trace, MOST_TEXT))}</pre></details></div>"
        )

    def write_data(self, data, metadata):
        """Yield what a cell shows, in the form that suits a page best."""
        kind = next((kind for kind in PREFERRED if data.get(kind)), None)
        value = data.get(kind)
        needs = next((mime for mime in data if _needs_script(mime)), "")
        if needs and kind in (None, "text/plain"):
            yield self.write_notice(
                f"Not shown here: an output that needs a script ({strip_invisible(needs)})."
            )
        elif kind is None:
            return
        elif kind == MIME_TYPE:
            yield self.write_element(value)
        else:
            value = "".join(value) if isinstance(value, list) else value
            yield from self.write_kind(kind, value, metadata)

    def write_kind(self, kind, value, metadata):
        """Yield an output of one of the usual kinds."""
        if kind == "text/html" and len(value) > MOST_HTML:
            yield self.write_notice(
                f"An output of {len(value):,} characters is too long for this page."
            )
        elif kind == "text/html":
            yield from ('<div class="output">', self.write_prose(hide_paths(value)), "</div>")
            if any(tag in value.lower() for tag in SCRIPTED):
                yield self.write_notice("Not shown here: a part of this output needs a script.")
            if any(tag in value.lower() for tag in PLAYED):
                yield self.write_notice("Not shown here: a sound or a film.")
        elif kind == "text/markdown":
            yield self.write_prose(render_markdown(value), is_text=True)
        elif kind.startswith("image/"):
            yield self.write_picture(kind, value, metadata)
        else:
            yield self.write_stream("stdout", value)

    def write_element(self, element):
        """Return a figure, table or finding."""
        if not isinstance(element, dict):
            raise ValueError(
                f"{self.where}: an element must be a dict, not {type(element).__name__}"
            )
        anchor = element_anchor(element)
        anchor = anchor if anchor in self.free else self.anchors.take(anchor)
        self.free.discard(anchor)
        kind = element.get("kind")
        if kind == "finding":
            # Known only after the notebook that says this was executed, so it is no part of its
            # output.
            tested = self.meta.robustness.get(str(element.get("key")), "")
            element = {"robustness": tested} | element
        number = self.counts.get(kind, 0) + 1
        try:
            part = render_element(
                _hide_all(element),
                anchor=anchor,
                number=number,
                prefix=f"d{sum(self.counts.values())}-",
                observations=self.meta.addresses,
            )
        except ValueError as error:
            if self.strict:
                raise ValueError(f"{self.where}: {error}") from None
            return _write_note(f"Left out: {error}.")
        self.counts[kind] = number
        section = sum(heading["level"] == 2 for heading in self.headings)
        self.shown.append({"number": number, "anchor": anchor, "section": section} | element)
        return part

    def write_picture(self, kind, value, metadata):
        """Return a picture that is no figure of ours, as unfinished notebooks may have."""
        words = str(metadata.get(kind, {}).get("alt") or metadata.get("alt") or "").strip()
        if self.strict:
            raise ValueError(
                f"{self.where}: a figure has no description, caption and data; show it with"
                " publish_figure(...) rather than by itself"
            )
        if not words:
            return _write_note("Left out: a figure without a description.")
        if kind != "image/svg+xml":
            data = escape("".join(value.split()))
            return f'<img alt="{escape(words)}" src="data:{kind};base64,{data}">'
        try:
            drawing = Drawing(value, f"p{len(self.anchors.taken)}-")
        except ValueError:
            return _write_note(f"Left out: {words}")
        return (
            f'<div class="plate"><svg role="img" aria-label="{escape(words)}"'
            f' viewBox="{drawing.box}" width="{drawing.width:g}">{drawing.write()}</svg></div>'
        )


def _list_tags(cell):
    """Return the tags of a cell, one way of writing them."""
    return {tag.replace("_", "-") for tag in cell.metadata.get("tags", [])}


def _is_heading(cell):
    """Return whether a cell begins a section."""
    return cell.cell_type == "markdown" and cell.source.startswith("## ")


def _find_closing(cells):
    """Return the number of the cell whose section says what is open; None where there is none."""
    heads = [n for n, cell in enumerate(cells) if _is_heading(cell)]
    open_ended = [n for n in heads if "hide-cell" not in _list_tags(cells[n])]
    return max(open_ended, default=None)


def _list_silent(cells):
    """Return what stays away from a page as the data have nothing on it."""
    silent, unasked = set(), []
    heads = [n for n, cell in enumerate(cells) if _is_heading(cell)]
    for head, end in itertools.pairwise([*heads, len(cells)]):
        code = [cell for cell in cells[head:end] if cell.cell_type == "code"]
        outputs = [output for cell in code for output in cell.outputs]
        if outputs and all(output.get("metadata", {}).get(NOTHING_SAID) for output in outputs):
            silent.update(range(head, end))
            if OWN_ARTICLES not in _list_tags(cells[head]):
                unasked.append(cells[head].source.split("\n")[0].removeprefix("## "))
    return silent, unasked


def _write_note(words):
    """Return words that stand in the place of what is left out."""
    return f'<p class="note">{escape(words)}</p>'


def _hide_all(value):
    """Return an element with paths shortened in its texts; drawings do so themselves."""
    if isinstance(value, str):
        return hide_paths(value)
    if isinstance(value, dict):
        drawn = ("svg", "narrow")  # also those of variants, further down
        return {key: each if key in drawn else _hide_all(each) for key, each in value.items()}
    return [_hide_all(each) for each in value] if isinstance(value, list) else value


def _needs_script(mime):
    return mime == "application/javascript" or (
        mime.startswith("application/vnd.") and mime != MIME_TYPE
    )
