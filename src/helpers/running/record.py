"""Keep the truth about a run: what ran on what, and how it ended."""

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from helpers.page.elements import write_text
from helpers.paths import project_root
from helpers.words.private import hide_paths
from helpers.words.terminal import read_terminal

OUTCOMES = tuple(
    "ok cell-error timeout kernel-died bad-parameters missing-output interrupted not-run".split()
)
RECORD_FILE = "record.json"
PROJECT = "rural-ecommerce"
# Of an object that Python shows by its place in memory, which is another one in each run.
ADDRESS = re.compile(r"(?<= at )0x[0-9A-Fa-f]+(?=>|&gt;|, file )")
# What a terminal obeys or does not show: controls but the line's end, and marks of direction.
UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LONGEST_RUN = 1e9  # seconds that a record may tell, some thirty years
MESSAGE_LENGTH = 1000  # characters of an error's message that are kept; our rule


@dataclass
class NotebookRecord:
    """Say how one notebook of a run ended and what it left.

    ``seconds`` is the time of the execution that made the products, also where this run took them
    over (``skipped``); ``exported`` says that only the page was made anew; ``taken_from`` names the
    run that made the results, where it is another. ``cells`` counts the code cells that ran.
    ``parts`` and ``page_parts`` are what results and page depend on, ``key`` and ``page_key`` their
    sha256. ``products`` maps paths relative to the run's folder to sha256. ``error`` is None or a
    dict of cell (counted from 1 in the notebook, None outside a cell), name and message.
    """

    stem: str
    outcome: str
    seconds: float = 0.0
    cells: int = 0
    key: str = ""
    page_key: str = ""
    parts: dict = field(default_factory=dict)
    page_parts: dict = field(default_factory=dict)
    skipped: bool = False
    exported: bool = False
    taken_from: str = ""
    error: dict | None = None
    products: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.outcome not in OUTCOMES:
            raise ValueError(f"outcome {self.outcome!r}; known: {', '.join(OUTCOMES)}")


@dataclass
class Record:
    """Say how a run ended, on which inputs, with which versions.

    ``files`` maps every file that is no product of a notebook to its sha256:
    the pages around the notebooks' pages, the downloads, what no notebook owns; ``around`` is the
    key of the code that makes them. ``commit`` is where
    the checkout stood, empty outside of one; what differed from it then shows in ``inputs``.
    """

    run: str
    outcome: str
    started: str
    seconds: float
    parameters: dict
    versions: dict
    inputs: dict
    notebooks: list
    files: dict = field(default_factory=dict)
    commit: str = ""
    around: str = ""

    is_old = False  # no field: said of a record that was there, by a run that changed nothing

    def __post_init__(self):
        if self.outcome not in OUTCOMES:
            raise ValueError(f"outcome {self.outcome!r}; known: {', '.join(OUTCOMES)}")

    def as_dict(self):
        """Return the record as plain dicts and lists, with the digest of all of it."""
        content = asdict(self)
        return {**content, "digest": hash_json(content)}

    def list_files(self):
        """Return every file of the run with its sha256, but for the record itself."""
        products = (notebook.products for notebook in self.notebooks)
        return {path: sha for files in (*products, self.files) for path, sha in files.items()}

    def find(self, stem):
        """Return the notebook's part of the record, or None."""
        return next((notebook for notebook in self.notebooks if notebook.stem == stem), None)


def write_json(path: str | Path, content):
    """Write JSON so that a reader finds the old file or the new one, never half.

    Parameters
    ----------
    path : str or pathlib.Path
    content : object
        Anything JSON can hold; nan and infinity are refused.

    Raises
    ------
    ValueError
        If the content holds nan or infinity.
    OSError
        If the file cannot be written; the old one is then untouched.
    """
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def write_record(folder, record):
    """Write a run's record into its folder."""
    write_json(Path(folder) / RECORD_FILE, record.as_dict())


def read_record(folder):
    """Return the record of a run's folder, or None if there is none that can be believed."""
    return inspect_record(folder)[0]


def inspect_record(folder: str | Path):
    """Return the record of a run's folder, and what is wrong with it.

    Returns
    -------
    record : Record or None
        None where there is none, or none that can be believed.
    fault : str
        Empty where there is nothing wrong, or nothing at all.
    """
    folder = Path(folder)
    try:
        text = (folder / RECORD_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, ""
    except (OSError, ValueError):
        return None, "its record cannot be read"
    record, fault = parse_record(text)
    if record and folder.name not in (record.run, f"{record.run}.failed", f".{record.run}.staging"):
        return None, f"its record is that of the run {record.run}"
    return record, fault


def parse_record(text: str):
    """Return the record that a text holds, and what is wrong with it.

    Parameters
    ----------
    text : str
        As `write_record` writes it, with its digest.

    Returns
    -------
    record : Record or None
    fault : str
        Empty where the record can be believed.
    """
    try:
        content = json.loads(text)
        digest = content.pop("digest", None)
        is_as_written = digest == hash_json(content)
        notebooks = [NotebookRecord(**notebook) for notebook in content.pop("notebooks")]
        record = Record(**content, notebooks=notebooks)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, "its record cannot be read"
    if not is_as_written or not _is_sound(record):
        return None, "its record was changed after it was written"
    return record, ""


def _is_sound(record):
    """Return whether every part of a record is of its kind; a damaged one is none."""
    wholes = [
        (
            record,
            ("run", "started", "commit", "around"),
            ("parameters", "versions", "inputs", "files"),
        )
    ]
    wholes += [
        (one, ("stem", "key", "page_key", "taken_from"), ("parts", "page_parts", "products"))
        for one in record.notebooks
    ]
    return all(
        all(isinstance(getattr(part, name), str) for name in texts)
        and all(isinstance(getattr(part, name), dict) for name in mappings)
        and isinstance(part.seconds, int | float)
        and 0 <= part.seconds < LONGEST_RUN
        for part, texts, mappings in wholes
    ) and all(one.error is None or isinstance(one.error, dict) for one in record.notebooks)


@functools.cache
def find_versions() -> dict[str, str]:
    """Return the versions of Python and of the project's direct dependencies."""
    versions = {"python": platform.python_version()}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for requirement in importlib.metadata.requires(PROJECT) or []:
            if "extra ==" not in requirement:
                name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
                with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                    versions[name] = read_version(name)
    return versions


def read_version(name: str):
    """Return the version of an installed package, without parsing all that it says of itself.

    Parameters
    ----------
    name : str

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        If it is not installed.

    Examples
    --------
    >>> read_version("numpy") == importlib.metadata.version("numpy")
    True
    """
    told = importlib.metadata.distribution(name).read_text("METADATA") or ""
    found = re.search(r"^Version: *(\S+) *$", told, re.MULTILINE)
    return found[1] if found else importlib.metadata.version(name)


def find_libraries() -> dict[str, str]:
    """Return the versions of the direct dependencies alone; results depend on them."""
    return {name: text for name, text in find_versions().items() if name != "python"}


@functools.cache
def find_commit():
    """Return the commit at which this checkout stands, or an empty text where there is none."""
    command = ["git", "-C", str(project_root()), "rev-parse", "--show-toplevel", "HEAD"]
    try:
        said = subprocess.run(
            command, env=drop_git(os.environ), capture_output=True, text=True, timeout=10
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    top, _, commit = said.stdout.strip().partition("\n")
    # Unpacked inside another checkout, the project is none itself.
    return commit if said.returncode == 0 and Path(top) == project_root() else ""


def drop_git(environment):
    """Return an environment without git's variables, which a hook sets for its own repository."""
    return {name: value for name, value in environment.items() if not name.startswith("GIT_")}


def hash_file(path: str | Path, contents: dict | None = None):
    """Return the sha256 of a file's bytes as hexadecimal text.

    Parameters
    ----------
    path : str or pathlib.Path
    contents : dict, optional
        Is given the bytes by the path, for who needs them too.
    """
    with open(path, "rb") as file:
        content = file.read()
    if contents is not None:
        contents[path] = content
    return hashlib.sha256(content).hexdigest()


def hash_json(content):
    """Return the sha256 of plain content, independent of the order of keys.

    Examples
    --------
    >>> hash_json({"a": 1, "b": 2}) == hash_json({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def scrub(text: str, places: Mapping[str, str]) -> str:
    """Return text with private folders replaced by their public names.

    Parameters
    ----------
    text : str
        An error message, an output, a notebook's source.
    places : mapping of str to str
        Absolute folder to the name that stands for it; an empty name removes
        the folder and its slash, so that what follows reads from the root.

    Returns
    -------
    text : str
        Terminal colours, the kernel's throw-away file names and the addresses of objects
        are gone too; they would make two equal runs differ.

    Examples
    --------
    >>> scrub("No file /srv/project/data/a.csv", {"/srv/project": ""})
    'No file data/a.csv'
    """
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)
    if " at 0x" in text:
        text = ADDRESS.sub("0x…", text)
    if "ipykernel_" in text:
        text = re.sub(rf"{re.escape(tempfile.gettempdir())}/ipykernel_\d+/\d+\.py", "<cell>", text)
    # Longest first: the staging folder lies inside the project, often inside home.
    for folder in sorted(places, key=len, reverse=True):
        if len(folder) < 2 or folder not in text:
            continue
        name = places[folder]
        edge = rf"(?<![\w.-]){re.escape(folder)}"
        text = re.sub(rf"{edge}/" if not name else rf"{edge}(?=/)", lambda _: name, text)
        text = re.sub(rf"{edge}(?![\w-]|\.\w)", lambda _: name or ".", text)
    return text


def describe_error(cell: int | None, name: str, message: str, places: Mapping[str, str]) -> dict:
    """Return an error for the record, scrubbed and shortened.

    Keys cell, name, message.

    Parameters
    ----------
    cell : int or None
        The cell's place in the notebook, counted from 1.
    name, message : str
    places : mapping of str to str
        See `scrub`.
    """
    name, message = (UNSHOWN.sub(" ", read_terminal(str(text))) for text in (name, message))
    message = hide_paths(scrub(message, places)).strip()
    if len(message) > MESSAGE_LENGTH:
        message = message[: MESSAGE_LENGTH - 1] + "…"
    return {"cell": cell, "name": name, "message": message}


def make_record(
    run: str, outcome: str, started, seconds: float, dependencies, notebooks: list[NotebookRecord]
) -> Record:
    """Return the record of a run as things stand.

    Parameters
    ----------
    run, outcome : str
    started : datetime.datetime
        In universal time.
    seconds : float
    dependencies : helpers.running.dependencies.Dependencies
    notebooks : list of NotebookRecord
    """
    return Record(
        run=run,
        outcome=outcome,
        started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        seconds=round(seconds, 2),
        parameters=dependencies.show_values(),
        versions=find_versions(),
        inputs=dependencies.inputs.as_dict(),
        notebooks=notebooks,
        commit=find_commit(),
        around=hash_json(dependencies.inputs.around),
    )
