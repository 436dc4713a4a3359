"""Find what a run depends on, and condense it into keys that say what changed."""

import csv
import importlib.metadata
import inspect
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.parameters import combine, declaration_of
from helpers.running.folders import RunFault
from helpers.running.notebooks import read_notebooks
from helpers.running.reach import Reach
from helpers.running.record import PROJECT, hash_file, read_version
from helpers.running.runs import Shelf
from helpers.running.task import Publisher

HELPERS = "src/helpers/"


class DataFaults(Exception):
    """Report every fault of a data package, by the name of its folder; no kernel was started."""

    def __init__(self, faults, folder="data"):
        self.faults, self.folder = [str(fault) for fault in faults], folder
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Project:
    """Name the folders a run reads, so that a test can bring its own.

    ``publisher`` makes the pages. ``check`` takes the data folder and returns
    its faults; ``select`` takes it and the parameters and returns the faults of
    what they choose from the data. None checks nothing.
    """

    notebooks: Path
    outputs: Path
    helpers: Path
    lock_file: Path
    publisher: Publisher
    declarations: dict | None = None
    check: Callable | None = None
    select: Callable | None = None

    @classmethod
    def at(cls, root, **changes):
        """Return the project whose folders lie under a root in the usual way."""
        root = Path(root)
        usual = {
            "notebooks": root / "notebooks",
            "outputs": root / "outputs",
            "helpers": root / "src" / "helpers",
            "lock_file": root / "requirements.lock",
        }
        return cls(**{**usual, **changes})


@dataclass(frozen=True)
class Inputs:
    """Hold the sha256 of every input of a run, by what it influences.

    ``reached`` maps a notebook to those files whose code it can run, ``page``
    holds those that make a page of it, ``around`` those that make what stands around the pages,
    ``checks`` those that look at the data.
    """

    data: dict
    notebooks: dict
    helpers: dict
    lock: dict
    reached: dict
    page: dict
    around: dict
    checks: dict

    def as_dict(self):
        """Return all inputs as one dict of relative path to sha256."""
        beside = {path: sha for files in self.reached.values() for path, sha in files.items()}
        return {**self.data, **self.notebooks, **self.helpers, **beside, **self.lock}


class Sources:
    """Hold what runs are made from, read once for all runs of a command.

    Parameters
    ----------
    project : Project

    Raises
    ------
    RunFault
        If the notebooks cannot be read.
    """

    def __init__(self, project: Project):
        self.project = project
        self.notebooks, self.strange = read_notebooks(project.notebooks)
        self.declarations = {
            notebook.stem: declaration_of(notebook.stem, project.declarations)
            for notebook in self.notebooks
        }
        self.version = _find_project_version()
        self.shelf = Shelf(project.outputs)
        self._inputs, self._faults, self._code = {}, {}, None

    @property
    def declaration(self):
        """Return the parameters of all notebooks together."""
        return combine(self.declarations.values())

    def hash_inputs(self, data_dir, data_label):
        """Return the Inputs of runs on a data folder.

        Raises
        ------
        RunFault
            If the data folder is missing or a file in it cannot be read.
        """
        if data_dir not in self._inputs:
            if not data_dir.is_dir():
                raise RunFault(f"data_dir: there is no folder {data_dir}")
            self._code = self._code or self._hash_code()
            self._inputs[data_dir] = Inputs(data=hash_folder(data_dir, data_label), **self._code)
        return self._inputs[data_dir]

    def check_data(self, data_dir, data_label):
        """Raise DataFaults if a data folder has faults."""
        if self.project.check and data_dir not in self._faults:
            self._faults[data_dir] = self.project.check(data_dir)
        if self._faults.get(data_dir):
            raise DataFaults(self._faults[data_dir], data_label)

    def _hash_code(self):
        """Return the sha256 of all files but data, and which results and pages depend on."""
        project, lock = self.project, self.project.lock_file
        contents = {}
        helpers = hash_folder(project.helpers, HELPERS.rstrip("/"), contents)
        reach = Reach(project.helpers, project.notebooks, contents)
        folders = {f"{project.helpers}/": HELPERS, f"{project.notebooks}/": "notebooks/"}

        def name_file(path):
            folder = next(folder for folder in folders if path.startswith(folder))
            return folders[folder] + path[len(folder) :]

        def choose(texts):
            named = {name_file(path): path for path in reach.list_files(texts)}
            return {name: helpers.get(name) or hash_file(named[name]) for name in sorted(named)}

        return {
            "notebooks": {
                f"notebooks/{notebook.path.name}": hash_file(notebook.path)
                for notebook in self.notebooks
            },
            "helpers": helpers,
            "lock": {lock.name: hash_file(lock)} if lock.is_file() else {},
            "reached": {
                notebook.stem: choose(source for source, _ in notebook.code)
                for notebook in self.notebooks
            },
            "checks": choose(
                inspect.getsource(check) for check in (project.check, project.select) if check
            ),
            "page": choose(f"import {module}" for module in project.publisher.sources),
            "around": choose(f"import {module}" for module in project.publisher.around),
        }


def read_robustness(findings_dir: Path, stem: str, testers: Sequence[str]) -> dict[str, str]:
    """Return how the findings of a notebook fare under other choices, as far as that is known.

    Key of a finding to a sentence; empty also where a file is missing or is none of findings.

    Parameters
    ----------
    findings_dir : pathlib.Path
        Folder of a run's findings.
    stem : str
        The notebook whose page shows the findings.
    testers : sequence of str
        Stems of the notebooks that tested them, and ended well.
    """
    own = {finding.get("key") for finding in _read_findings(findings_dir / f"{stem}.json")}
    tested = [
        finding for tester in testers for finding in _read_findings(findings_dir / f"{tester}.json")
    ]
    return {
        str(f["about"]): str(f.get("text", ""))
        for f in tested
        if f.get("about") in own and f.get("about")
    }


def _read_findings(path):
    try:
        return [
            finding
            for finding in json.loads(path.read_text(encoding="utf-8"))["findings"]
            if isinstance(finding, dict)
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def hash_folder(folder: Path, label: str, contents: dict | None = None) -> dict[str, str]:
    """Return the sha256 of every file in a folder, but for hidden ones and those of data packages
    inside it.

    Parameters
    ----------
    folder : pathlib.Path
    label : str
        Public name of the folder, which the paths begin with.
    contents : dict, optional
        Is given the bytes of each file by its path.

    Raises
    ------
    RunFault
        If a file cannot be read.
    """
    hashes, waiting = {}, [()]
    try:
        while waiting:
            parts = waiting.pop()
            for entry in _list_folder(folder.joinpath(*parts)):
                inside = (*parts, entry.name)
                if entry.name.startswith(".") or entry.name == "__pycache__":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not os.path.exists(os.path.join(entry.path, "datapackage.json")):
                        waiting.append(inside)
                elif entry.is_file():
                    hashes[inside] = hash_file(entry.path, contents)
    except OSError as error:
        raise RunFault(f"cannot read {error.filename}: {error.strerror}") from error
    return {"/".join((label, *parts)): hashes[parts] for parts in sorted(hashes)}


def _list_folder(path):
    """Return what lies in a folder, nothing where it may not be looked into."""
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except PermissionError:
        return []


def _find_project_version():
    """Return the project's version, or an empty text where it is not installed."""
    try:
        return read_version(PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return ""


def find_data_date(data_dir: Path) -> str:
    """Return when the newest article of a data folder was published, or an empty text.

    As year and month where the day is only bracketed.
    """
    try:
        with open(data_dir / "press" / "sources.csv", encoding="utf-8", newline="") as file:
            newest = max(csv.DictReader(file), key=lambda row: row["published_to"])
        exact = newest["published_from"] == newest["published_to"]
        return (
            newest["published_to"]
            if exact
            else f"{date.fromisoformat(newest['published_to']):%B %Y} (inferred)"
        )
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return ""  # the check of the data, which comes next, says what is wrong
