"""Carry a figure, table or finding from a notebook to its reader.

An element is shown twice: as plain HTML in JupyterLab, and as data under a MIME type of our own,
from which the exporter makes the page. The page never has to trust or parse HTML. A figure is a
picture, and its words are an output beside it: viewers that clean HTML leave no picture in it.
"""

import base64
import html
import json
import os
import re
import tempfile
from pathlib import Path

MIME_TYPE = "application/vnd.rural.element+json"
NOTHING_SAID = "nothing_said"  # marks an output that says only that there is nothing
BESIDE = "beside_a_figure"  # marks an output that repeats words of the figure before it
KINDS = {
    "figure": tuple("name title caption description svg narrow columns rows csv".split()),
    "table": ("name", "caption", "note", "columns", "rows", "csv"),
    "finding": ("key", "text", "numbers", "sources"),
}
# The words around its numbers, where a finding was computed, how it fares under other choices, and
# whether its page begins with it; drawings of a figure between which the reader chooses; how many
# rows a table or a figure's data have of which only the first are kept.
OPTIONAL = {
    "finding": ("words", "notebook", "robustness", "leads"),
    "figure": ("variants", "count"),
    "table": ("count",),
}
_NAME = re.compile(r"\d\d_[a-z0-9_]+")
_NUMBER = re.compile(r"[+\-−]?(\d[\d,. \u00a0\u202f]*|\.\d+)([eE][+-]?\d+)?\s*%?")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|]|[\t\r]")


class Element:
    """One thing that a notebook shows its reader.

    Parameters
    ----------
    payload : dict
        ``kind``, the keys that ``KINDS`` names for it, and any of ``OPTIONAL``.

    Raises
    ------
    ValueError
        If the kind is unknown, or a key is missing or not known.
    """

    def __init__(self, payload: dict):
        kind = payload.get("kind")
        if kind not in KINDS:
            raise ValueError(f"unknown kind of element {kind!r}; allowed: {', '.join(KINDS)}")
        keys = set(payload) - {"kind", *OPTIONAL.get(kind, ())}
        if keys != set(KINDS[kind]):
            raise ValueError(
                f"a {kind} has {', '.join(sorted(keys))}; it needs {', '.join(KINDS[kind])}"
            )
        self.payload = payload

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {
            MIME_TYPE: self.payload,
            "text/html": _render_fallback(self.payload),
            "text/plain": self.payload.get("caption") or self.payload.get("text"),
        }


class FigureElement(Element):
    """A figure that a notebook shows its reader.

    Parameters
    ----------
    payload : dict
    picture : bytes
        The drawing as PNG, for viewers that show no drawing without trust.
    """

    def __init__(self, payload: dict, picture: bytes):
        super().__init__(payload)
        self.picture = picture

    def list_outputs(self) -> list[tuple[dict, dict]]:
        """Return the outputs of a cell that shows the figure: the picture, and its words.

        Data by MIME type, and their metadata.
        """
        return [
            (self._repr_mimebundle_(), {}),
            (
                {"text/html": _render_words(self.payload), "text/plain": self.payload["caption"]},
                {BESIDE: True},
            ),
        ]

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {
            MIME_TYPE: self.payload,
            "image/svg+xml": _give_size(self.payload["svg"]),
            "image/png": base64.b64encode(self.picture).decode(),
            "text/plain": self.payload["description"],
        }

    def _ipython_display_(self):
        from IPython.display import display

        for data, metadata in self.list_outputs():
            display(data, metadata=metadata, raw=True)


def require_name(name):
    """Return the name of a figure or table, refused unless it names its notebook first.

    Raises
    ------
    ValueError
        If the name is not two digits, an underscore and small letters.

    Examples
    --------
    >>> require_name("04_growth")
    '04_growth'
    """
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"name {name!r} is not allowed; allowed: the notebook's two digits, '_', then small"
            " letters, digits and '_'"
        )
    return name


def cell_text(cell):
    """Return the text of a table cell, which is a string or ``{"text", "lang"}``."""
    return cell["text"] if isinstance(cell, dict) else str(cell)


def guard_csv_cell(text):
    """Return a cell's text, with an apostrophe in front if a spreadsheet would run it.

    In many countries a spreadsheet takes a semicolon for the end of a cell, and runs what follows.

    Examples
    --------
    >>> guard_csv_cell("=1+1"), guard_csv_cell("-12.5"), guard_csv_cell("plus")
    ("'=1+1", '-12.5', 'plus')
    >>> guard_csv_cell("sold;=1+1; -3")
    "sold;'=1+1; -3"
    """
    return ";".join(
        f"'{part}" if _FORMULA.match(part) and not _NUMBER.fullmatch(part.strip()) else part
        for part in text.split(";")
    )


def write_text(path: Path, text: str):
    """Write a text file whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes):
    """Write a file whole or not at all.

    Raises
    ------
    OSError
        If the file cannot be written; it names this file, and the old one is untouched.
    """
    path, temporary = Path(path), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def to_json(value):
    """Return canonical JSON text of a value, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False, allow_nan=False) + "\n"


def join_json(about, name, texts):
    """Return what `to_json` makes of a value that ends in a list whose items are JSON already.

    Parameters
    ----------
    about : dict
        What stands before the list.
    name : str
        Of the list.
    texts : collection of str
        Of `to_json`, an item each.

    Examples
    --------
    >>> items = [{"key": "total", "numbers": {"n": 1}}, {"key": "rest", "numbers": {}}]
    >>> joined = join_json({"notebook": "04_growth"}, "findings", [to_json(i) for i in items])
    >>> joined == to_json({"notebook": "04_growth", "findings": items})
    True
    """
    empty = to_json(about | {name: []})
    if not texts:
        return empty
    # line ends are those of the form alone: one inside a word is written with a backslash
    items = ",\n  ".join(text.rstrip("\n").replace("\n", "\n  ") for text in texts)
    return empty.removesuffix("]\n}\n") + f"\n  {items}\n ]\n}}\n"


def _render_table(columns, rows):
    head = "".join(f"<th scope='col'>{html.escape(c['label'])}</th>" for c in columns)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td style='text-align:{'right' if c['numeric'] else 'left'}'>"
            f"{html.escape(cell_text(cell))}</td>"
            for c, cell in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _give_size(svg):
    """Return a drawing with its own size; without one it has that of its column."""
    box = svg.partition('viewBox="')[2].partition('"')[0].split()
    size = [f"{float(length) * 4 / 3:.0f}" for length in box[2:4]]  # points as pixels
    size = f'<svg width="{size[0]}" height="{size[1]}" ' if len(size) == 2 else "<svg "
    return svg.replace("<svg ", size, 1)


def _render_words(payload):
    """Return the words of a figure in JupyterLab, where pictures have none."""
    title = f"<b>{html.escape(payload['title'])}.</b> " if payload.get("title") else ""
    return (
        f"<p>{title}{html.escape(payload['caption'])}</p><details><summary>This figure in words and"
        f" numbers</summary><p>{html.escape(payload['description'])}</p>"
        f"{_render_table(payload['columns'], payload['rows'])}</details>"
    )


def _render_fallback(payload):
    """Return plain HTML for JupyterLab."""
    if payload["kind"] == "table":
        note = f"<p><small>{html.escape(payload['note'])}</small></p>" if payload["note"] else ""
        table = _render_table(payload["columns"], payload["rows"])
        return f"<p><b>{html.escape(payload['caption'])}</b></p>{table}{note}"
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html.escape(payload["text"]))
    sources = "".join(
        f"<li>{html.escape(s['publisher'])}, {html.escape(s['published'])}, paragraph"
        f" {html.escape(str(s['paragraph']))}: <span"
        f" lang='{html.escape(s['lang'])}'>{html.escape(s['as_printed'])}</span></li>"
        for s in payload["sources"]
    )
    sources = f"<details><summary>Sources</summary><ul>{sources}</ul></details>" if sources else ""
    return f"<blockquote>{text}</blockquote>{sources}"
