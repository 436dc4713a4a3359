"""Check what is published besides pages: drawings, tables, notebooks, archives."""

import csv
import io
import json
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from helpers.page.elements import MIME_TYPE
from helpers.paths import is_safe_name
from helpers.publishing.checks import STYLE_LIVE, STYLE_URL
from helpers.publishing.preview import SIGNATURE
from helpers.publishing.safety import guard_csv_cell
from helpers.publishing.svg import PICTURES, SVG, TAGS, XLINK
from helpers.words.private import find_paths

DRAWN = TAGS | {"style"}  # what matplotlib writes besides
PACKAGE = "data-package.zip"  # its tables stand as printed, and the page beside it says so
DRAWINGS = ("svg", "narrow")  # keys of an element
PARQUET = b"PAR1"  # begins and ends such a file
PLAIN = {".md", ".cff", ""}  # texts in archives that hold nothing to be run
MOST_ARCHIVED = 100_000_000  # bytes of all members of an archive
SHAPES = ("d", "points", "transform")  # attributes that hold numbers alone
XML = "{http://www.w3.org/XML/1998/namespace}"


def check_files(folder: Path) -> list[str]:
    """Return what is wrong with the files of a site, its pages left out, each fault with its file.

    Returns
    -------
    faults : list of str
        What could run or load, cells that a spreadsheet would take for formulas, paths of a
        computer, members of an archive that would be written elsewhere, files that cannot be read,
        files of other kinds, links.
    """
    folder = Path(folder)
    faults = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            faults.append(f"{name}: it is a link")
        elif path.is_file() and path.suffix != ".html" and not path.name.startswith("."):
            faults += [f"{name}: {fault}" for fault in check_file(name, path.read_bytes())]
    return faults


def check_file(name: str, content: bytes) -> list[str]:
    """Return what is wrong with one file.

    Parameters
    ----------
    name : str
        Its path in the site, or in an archive.
    content : bytes
    """
    ending = PurePosixPath(name).suffix
    if ending == ".png":
        return [] if content.startswith(SIGNATURE) else ["it is no PNG picture"]
    if ending == ".parquet":  # its cells are those of a table, which is looked at as CSV
        is_whole = content.startswith(PARQUET) and content.endswith(PARQUET)
        return [] if is_whole else ["it is no whole Parquet file"]
    if ending == ".zip":
        return _check_archive(name, content)
    if ending not in CHECKS:
        return [f"a file of the kind {ending!r} has no place in a site"]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [f"it is not UTF-8: {error}"]
    return CHECKS[ending](text)


def is_own_file(folder: Path, name: str) -> bool:
    """Return whether a file lies beneath a folder where its name says, with no link on the way.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        Path from the folder.
    """
    root = Path(folder).resolve()
    path = root / name
    return path.is_file() and path.resolve() == path and path.is_relative_to(root)


def _check_archive(name, content):
    if not content.startswith(b"PK"):
        return ["it is no archive that can be read: something stands before it"]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_ARCHIVED:
                return [f"the archive unpacks to more than {MOST_ARCHIVED:,} bytes"]
            faults = [
                f"member {member.filename!r} would be written elsewhere"
                for member in members
                if not is_safe_name(member.filename) or (member.external_attr >> 28) == 0xA
            ]
            faults += _find_twins([member.filename for member in members])
            for member in members:
                if name.endswith(PACKAGE) and member.filename.endswith(".csv"):
                    found = _check_text(archive.read(member).decode("utf-8-sig"))
                elif member.filename.endswith(".zip"):
                    found = ["an archive has no place in another"]
                else:
                    found = check_file(member.filename, archive.read(member))
                faults += [f"member {member.filename}: {fault}" for fault in found]
            return faults
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        return [f"it is no archive that can be read: {error}"]


def _find_twins(names):
    """Return faults of members that would be written over each other on some system."""
    files, folders, faults = set(), set(), []
    for name in names:
        path = PurePosixPath(unicodedata.normalize("NFC", name).casefold())
        above = {str(folder) for folder in path.parents}
        if str(path) in files | folders or above & files:
            faults.append(f"member {name!r} would be written over another")
        files.add(str(path))
        folders |= above
    return faults


def _check_text(text):
    found = find_paths(text)
    return [f"it names a path of a computer, {found[0]!r} ({len(found)} in all)"] if found else []


def _check_table(text):
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return [f"it cannot be read as CSV: {error}"]
    faults = _check_text(text)
    for number, row in enumerate(rows, 1):
        faults += [
            f"row {number}: a spreadsheet would take the cell {cell[:40]!r} for a formula"
            for cell in row
            if guard_csv_cell(cell) != cell
        ]
    return faults


def _check_json(text):
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return [f"it cannot be read as JSON: {error}"]
    return _check_text("\n".join(_list_texts(value)))


def _refuse(constant):
    raise ValueError(f"{constant} is no number")


def _list_texts(value):
    """Yield the texts in a JSON value; drawings have been looked at as files."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _list_texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            if not key.startswith("image/") and key not in DRAWINGS:
                yield from _list_texts(each)


def _check_notebook(text):
    faults = _check_json(text)
    if faults:
        return faults
    value = json.loads(text)
    cells = value.get("cells") if isinstance(value, dict) else None
    if not isinstance(cells, list):
        return ["it is no notebook"]
    for number, cell in enumerate(cells, 1):
        for output in cell.get("outputs") or []:
            shown = output.get("data") or {}
            element = shown.get(MIME_TYPE) or {}
            # A notebook keeps a text of several lines as a list of them.
            drawings = {element.get(key) for key in DRAWINGS}
            drawings.add("".join(shown.get("image/svg+xml") or ""))
            for drawing in filter(None, drawings):
                faults += [f"cell {number}: {fault}" for fault in _check_drawing(drawing)]
    return faults


class _Remarks(ElementTree.TreeBuilder):
    """Keep what stands beside the elements of a drawing: comments, instructions, a type."""

    def __init__(self):
        super().__init__()
        self.comments, self.instructions = [], []

    def comment(self, text):
        self.comments.append(text)

    def pi(self, target, text=None):
        self.instructions.append(target)

    def doctype(self, name, pubid, system):
        self.instructions.append("DOCTYPE")


def _check_drawing(text):
    if "<!ENTITY" in text.upper():
        return ["the drawing declares entities"]
    remarks = _Remarks()
    try:
        root = ElementTree.fromstring(text, ElementTree.XMLParser(target=remarks))
    except ElementTree.ParseError as error:
        return [f"the drawing cannot be read: {error}"]
    faults = [f"the drawing has the instruction {name}" for name in remarks.instructions]
    faults += _check_text("\n".join([*root.itertext(), *remarks.comments]))
    for element in root.iter():
        tag = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
        if tag not in DRAWN:
            faults.append(f"<{tag}> has no place in a drawing")
        if tag == "style" and _is_loading(element.text or ""):
            faults.append("its style loads something")
        for name, value in element.attrib.items():
            faults += _check_attribute(tag, name.removeprefix(XLINK).removeprefix(XML), value)
    return faults


def _is_loading(style):
    return bool(STYLE_LIVE.search(style)) or "url(" in style or "\\" in style


def _check_attribute(tag, name, value):
    if name.lower().startswith("on"):
        return [f"<{tag}> has the event handler {name}"]
    if name.startswith("{") or name == "base":
        return [f"<{tag}> has {name}, which has no place in a drawing"]
    if name not in SHAPES and not value.startswith("data:") and (found := _check_text(value)):
        return [f"<{tag} {name}>: {found[0]}"]
    if name == "href" and not value.startswith(("#", *PICTURES)):
        return [f"<{tag}> leads to {value[:60]}"]
    loaded = [url for url in STYLE_URL.findall(value) if not url.startswith("#")]
    if loaded or STYLE_LIVE.search(value) or "\\" in value:
        return [f"<{tag} {name}> loads or runs something"]
    return []


CHECKS = {
    ".csv": _check_table,
    ".ipynb": _check_notebook,
    ".json": _check_json,
    ".svg": _check_drawing,
    **dict.fromkeys(PLAIN, _check_text),
}
