"""Read stored notebooks: what the runner needs to know of each."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.running.folders import RunFault

NOTEBOOK_NAME = re.compile(r"(?!00)[0-9]{2}_[a-z0-9_]+")
WELCOME = "00_start.ipynb"  # for people in JupyterLab; no part of a run
CELL_TYPES = ("code", "markdown", "raw")
LANGUAGES = ("python", "python3", "ipython")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LAST_NAME = re.compile("[0-9]{2}_findings")  # reads those of all others, so it runs after them
# Says how the findings of others fare, so their pages wait for it.
TEST_NAME = re.compile("[0-9]{2}_robustness")


@dataclass(frozen=True)
class Notebook:
    """Hold what the runner needs to know of a stored notebook.

    ``title`` is short, for lists; ``question`` is the notebook's own heading.
    ``code`` is what can change results: code cells with their tags. ``whole``
    is what can change the page: every cell, without outputs.
    """

    stem: str
    path: Path
    title: str
    question: str
    code: list
    whole: list

    @property
    def parameters_cell(self):
        """Return the source of the cell tagged ``parameters``; empty where there is none."""
        return next((source for source, tags in self.code if "parameters" in tags), "")

    @property
    def reads_findings(self):
        """Return whether this notebook reads the findings of all others."""
        return LAST_NAME.fullmatch(self.stem) is not None

    @property
    def tests_findings(self):
        """Return whether this notebook says how the findings of others fare under other choices."""
        return TEST_NAME.fullmatch(self.stem) is not None


def read_notebooks(notebooks_dir: Path):
    """Return the notebooks of a folder in reading order.

    Returns
    -------
    notebooks : list of Notebook
    strange : list of str
        File names that are not those of a numbered notebook; these do not run.

    Raises
    ------
    RunFault
        If there is no notebook, one cannot be read, or two share a number.
    """
    paths = sorted(Path(notebooks_dir).glob("*.ipynb"))
    strange = [
        path.name
        for path in paths
        if not NOTEBOOK_NAME.fullmatch(path.stem) and path.name != WELCOME
    ]
    notebooks = [read_notebook(path) for path in paths if NOTEBOOK_NAME.fullmatch(path.stem)]
    if not notebooks:
        raise RunFault(f"no notebook (such as 01_data_assembly.ipynb) in {notebooks_dir}")
    for one, other in zip(notebooks, notebooks[1:]):
        if one.stem[:2] == other.stem[:2]:
            raise RunFault(
                f"{one.path.name} and {other.path.name} share a number; figures and tables could"
                " not be told apart"
            )
    return notebooks, strange


def read_notebook(path):
    """Return what the runner needs to know of one notebook.

    Reads plain JSON: nbformat takes a second to import, which a run that has
    nothing to do would pay for nothing.

    Raises
    ------
    RunFault
        If the file is not a notebook.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if text.startswith("\ufeff"):
            raise ValueError("it begins with a byte-order mark; allowed: UTF-8 without one")
        content = json.loads(text)
        _check_form(content)
        cells = [
            {
                "type": cell["cell_type"],
                "source": "".join(cell["source"]),
                "metadata": dict(cell.get("metadata", {})),
                "attachments": cell.get("attachments", {}),
            }
            for cell in content["cells"]
        ]
        code = [
            [cell["source"], sorted(cell["metadata"].get("tags", []))]
            for cell in cells
            if cell["type"] == "code"
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        missing = isinstance(error, KeyError)
        raise RunFault(
            f"{path.name} cannot be read as a notebook:"
            f" {f'there is no {error}' if missing else error}"
        ) from error
    tagged = sum("parameters" in tags for _, tags in code)
    if tagged > 1 or (
        not tagged and any(re.match(r"data_dir: str = ", source) for source, _ in code)
    ):
        # Without its tag the cell would run after the parameters of the run, and undo them.
        raise RunFault(
            f"{path.name} has {tagged} cells tagged 'parameters'; allowed: one, its parameters cell"
        )
    title = path.stem[3:].replace("_", " ").capitalize()
    whole = [content.get("metadata", {}), cells]
    return Notebook(path.stem, path, title, find_question(cells), code, whole)


def _check_form(content):
    """Raise ValueError where nbformat and the exporter would stumble in a run."""
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise ValueError("it has no list of cells")
    if not isinstance(content.get("metadata", {}), dict):
        raise ValueError("its metadata are no mapping")
    language = _find_language(content.get("metadata", {}))
    if language.lower() not in LANGUAGES:
        raise ValueError(f"it is written for {language}; allowed: Python")
    for number, cell in enumerate(content["cells"], start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") not in CELL_TYPES:
            raise ValueError(f"cell {number} is of no known type; allowed: {', '.join(CELL_TYPES)}")
        for name in ("metadata", "attachments"):
            if not isinstance(cell.get(name, {}), dict):
                raise ValueError(f"the {name} of cell {number} are no mapping")
        source, tags = cell.get("source"), cell.get("metadata", {}).get("tags", [])
        if not isinstance(source, str) and not _is_list_of_texts(source):
            raise ValueError(f"the source of cell {number} is no text")
        if not _is_list_of_texts(tags):
            raise ValueError(f"the tags of cell {number} are no list of words")
        half = HALF_CHARACTER.search(json.dumps(cell, ensure_ascii=False))
        if half:
            raise ValueError(
                f"cell {number} holds U+{ord(half[0]):04X}, half of a character, which no file of"
                " text can hold; allowed: whole ones"
            )


def _find_language(metadata):
    """Return the language that a notebook is written for, by its kernel, else by its own words."""
    for part, name in (("kernelspec", "language"), ("language_info", "name")):
        told = metadata.get(part)
        if isinstance(told, dict) and isinstance(told.get(name), str) and told[name]:
            return told[name]
    return "python"


def _is_list_of_texts(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def find_question(cells):
    """Return the notebook's question: its first heading, without the number.

    Examples
    --------
    >>> find_question([{"type": "markdown", "source": "# 4. How fast?\\nText"}])
    'How fast?'
    """
    for cell in cells:
        match = re.search(r"^#\s+(.+?)\s*#*$", cell["source"], re.MULTILINE)
        if cell["type"] == "markdown" and match:
            return re.sub(r"^[0-9]+\.\s*", "", match[1])
    return ""
