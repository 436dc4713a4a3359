"""Know the runs in a folder of outputs: the one catalogue, read by whoever asks for runs.

It also finds results in other runs that a run can take over: what differs makes no difference to
them. A sweep over currencies need not repeat a notebook that has no currency, and a run with
another horizon needs the outlook anew and nothing else.
"""

import ast
import contextlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.running.deciding import find_damage, list_results
from helpers.running.folders import (
    INDEX_SUM,
    WRITTEN,
    RunFolders,
    hash_files,
    list_strange,
    lock_run,
    read_written,
)
from helpers.running.record import RECORD_FILE, Record, hash_json, inspect_record

INJECTED = "injected-parameters"  # tag of the cell that gives a notebook the run's parameters


@dataclass(frozen=True)
class KnownRun:
    """Say what there is of a run.

    ``name`` is that of its folder, ``record`` None where there is none that can
    be believed; ``fault`` says in words what is wrong with it.
    """

    name: str
    folder: Path
    record: Record | None
    fault: str = ""

    @property
    def is_good(self):
        """Return whether the run ended well, stands in its own place and has a front page."""
        return (
            self.record is not None
            and self.record.outcome == "ok"
            and self.record.run == self.name
            and (self.folder / "index.html").is_file()
        )

    def find_misfit(self):
        """Return in words what in the folder does not fit its record, or an empty text."""
        if self.record is None:
            return self.fault
        named = self.record.list_files()
        damaged = find_damage(named, hash_files(self.folder, named))
        if damaged:
            return f"{damaged[0]} was changed or removed"
        return find_contradiction(self.folder, self.record, named)


def list_runs(outputs: Path) -> list[KnownRun]:
    """Return all runs in a folder of outputs by name, failed attempts and damaged ones among them.

    A link is none: what it leads to was not written as a run of this name.
    """
    return [
        KnownRun(path.parent.name, path.parent, *inspect_record(path.parent))
        for path in sorted(Path(outputs).glob(f"[!.]*/{RECORD_FILE}"))
        if not path.parent.is_symlink()
    ]


def find_run(outputs, name):
    """Return one run by the name of its folder, or None if there is none."""
    return next((run for run in list_runs(outputs) if run.name == name), None)


def find_contradiction(folder: Path, record: Record, files: Mapping[str, str]) -> str:
    """Return in words where executed notebooks contradict a record, or an empty text.

    Parameters
    ----------
    folder : pathlib.Path
    record : Record
    files : mapping of str to str
        Path to sha256 as they are now; a notebook that was changed since contradicts nothing.
    """
    label = record.parameters.get("data_dir")
    said = {
        "python": record.versions.get("python"),
        "libraries": hash_json({k: v for k, v in record.versions.items() if k != "python"}),
        "data": hash_json({k: v for k, v in record.inputs.items() if k.startswith(f"{label}/")}),
    }
    for notebook in record.notebooks:
        if notebook.key and notebook.key != hash_json(notebook.parts):
            return f"its record gives {notebook.stem} a key that is not of its parts"
        for part, value in said.items():
            if notebook.outcome == "ok" and notebook.parts.get(part, value) != value:
                return f"its record has other {part} than {notebook.stem} was executed with"
        path = f"notebooks/{notebook.stem}.ipynb"
        sha = notebook.products.get(path)
        if notebook.outcome != "ok" or not sha or files.get(path) != sha:
            continue
        try:
            content = json.loads((folder / path).read_bytes())
            words = _contradict(record, content)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError):
            return f"{path} cannot be read"
        if words:
            return f"its record {words[0]}, {path} {words[1]}"
    return ""


def _contradict(record, content):
    """Return what a record says and what an executed notebook shows instead, or nothing."""
    for name, value in _read_used(content["cells"]).items():
        # where the data lay has a public name here and there
        if name != "data_dir" and record.parameters.get(name) != value:
            said = record.parameters.get(name)
            return f"has {name} = {said!r}", f"was executed with {value!r}"
    used, said = content["metadata"].get("language_info", {}), record.versions.get("python")
    if used.get("version", said) != said:
        return f"has Python {said}", f"was executed by {used['version']}"
    for cell in content["cells"]:
        is_meant = "raises-exception" in cell.get("metadata", {}).get("tags", [])
        if not is_meant and any(o["output_type"] == "error" for o in cell.get("outputs", [])):
            return "calls it whole", "ended with an error"
    return None


def _read_used(cells):
    """Return the parameters that an executed notebook was given, by its own words."""
    used = {}
    for cell in cells:
        if INJECTED in cell.get("metadata", {}).get("tags", []):
            for line in ast.parse("".join(cell["source"])).body:
                if isinstance(line, ast.Assign):
                    used[line.targets[0].id] = ast.literal_eval(line.value)
    return used


def remove_runs(outputs: Path) -> list[str]:
    """Remove what runs have written, and nothing else.

    Returns the names in the folder that no run, sweep or comparison has written so; they stay.

    Raises
    ------
    RunFault
        If a run is being written just now; nothing is removed then.
    """
    locks = [path.name[1:-5] for path in outputs.glob(".*.lock")]
    found = [run.name.removesuffix(".failed") for run in list_runs(outputs)]
    with contextlib.ExitStack() as held:
        runs = [RunFolders(outputs, name) for name in dict.fromkeys([*locks, *found])]
        for run in runs:
            held.enter_context(lock_run(run))
        for run in runs:
            for folder in (run.final, run.failed):
                is_run = (folder / RECORD_FILE).is_file() and not folder.is_symlink()
                if is_run and not list_strange(folder):
                    shutil.rmtree(folder)
            for folder in (run.staging, run.old):
                shutil.rmtree(folder, ignore_errors=True)
            if not run.lock.stat().st_size:  # as every lock is; what holds something is no lock
                run.lock.unlink()
    for folder in (*outputs.glob("sweep-*"), outputs / "comparisons"):
        _remove_written(folder)
    if (outputs / INDEX_SUM).is_file():
        noted = (outputs / INDEX_SUM).read_text(encoding="utf-8", errors="replace")
        if hash_files(outputs, ["index.html"]).get("index.html") == noted:
            (outputs / "index.html").unlink()
        (outputs / INDEX_SUM).unlink()
    for path in outputs.glob(".????????.part"):  # as `write_bytes` names what it is writing
        path.unlink(missing_ok=True)
    return sorted(
        path.name
        for path in outputs.iterdir()
        if path.name not in {"README.md", "preview.svg", "page.png"}
    )


def _remove_written(folder):
    """Remove a folder in which everything is as this project wrote it; else it stays as it is."""
    if folder.is_symlink() or not folder.is_dir():
        return
    written = read_written(folder)
    there = {path.name for path in folder.iterdir()} - {WRITTEN}
    if written and hash_files(folder, there) == {name: written.get(name) for name in there}:
        shutil.rmtree(folder)


class Shelf:
    """Know the good results of all runs in a folder of outputs, by notebook and key.

    Parameters
    ----------
    outputs : pathlib.Path
        Read when something is first asked for.
    """

    def __init__(self, outputs: Path):
        self._outputs = outputs
        self._places = None

    def put(self, folder: Path, record: Record):
        """Note where the results of a run lie now.

        Parameters
        ----------
        folder : pathlib.Path
            May be one that is still being filled: results count as soon as their notebook has ended
            well.
        record : Record
        """
        self._read()
        for notebook in record.notebooks:
            if notebook.outcome == "ok" and notebook.key:
                self._places[notebook.stem, notebook.key] = (
                    folder,
                    record.run,
                    record.parameters.get("out_dir", ""),
                    notebook,
                )

    def find(self, stem: str, key: str, besides: str):
        """Return results with this key, if they are whole and do not speak of the run that made
        them.

        Parameters
        ----------
        stem, key : str
        besides : str
            Name of the run that asks.

        Returns
        -------
        folder : pathlib.Path or None
        run : str
        notebook : NotebookRecord
        """
        self._read()
        folder, run, out_dir, notebook = self._places.get((stem, key), (None, "", "", None))
        if (
            folder is None
            or run == besides
            or not is_whole(folder, notebook)
            or _mentions(folder, notebook, out_dir)
        ):
            return None, "", None
        # the asking run itself may have made them once; they come from where they lie now
        origin = notebook.taken_from if notebook.taken_from != besides else ""
        return folder, origin or run, notebook

    def _read(self):
        if self._places is not None:
            return
        self._places = {}
        for run in list_runs(self._outputs):
            if run.is_good:
                self.put(run.folder, run.record)


def is_whole(folder, notebook):
    """Return whether a folder holds the results of a notebook as they were made."""
    results = list_results(notebook)
    is_there = f"findings/{notebook.stem}.json" in results
    return is_there and not find_damage(results, hash_files(folder, results))


def _mentions(folder, notebook, out_dir):
    """Return whether results name their folder, which would be untrue under another."""
    try:
        return any(out_dir in _read_text(folder / path) for path in list_results(notebook))
    except (OSError, ValueError, KeyError):
        return True


def _read_text(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return text
    # its cells name the folder as a parameter; what counts is what they have shown
    return json.dumps(
        [cell.get("outputs", []) for cell in json.loads(text)["cells"]], ensure_ascii=False
    )
