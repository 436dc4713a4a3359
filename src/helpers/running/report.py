"""Run the notebooks into one folder: all of it, or what there was before."""

import contextlib
import importlib
import importlib.metadata
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from helpers.paths import project_root, resolve
from helpers.running.folders import (
    RunFault,
    RunFolders,
    check_run_name,
    install,
    keep_failed,
    list_products,
    list_strays,
    lock_run,
    make_staging,
    prepare_outputs,
    recover,
)
from helpers.running.inputs import LAST_STEM, execution_key, hash_inputs, page_key, read_notebooks
from helpers.running.parameters import (
    Given,
    ParameterFaults,
    as_text,
    combine,
    declaration_of,
    table,
    validate,
)
from helpers.running.progress import Silence
from helpers.running.record import NotebookRecord, Record, hash_file, read_record, write_record
from helpers.running.tasks import Task, run_tasks

PROJECT = "rural-ecommerce"
DEFAULT_RUN = "baseline"
DEFAULT_TIMEOUT_SECONDS = 600


class DataFaults(Exception):
    """Report every fault of the data package; no kernel was started."""

    def __init__(self, faults):
        self.faults = [str(fault) for fault in faults]
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Project:
    """Name the folders a run reads, so that a test can bring its own.

    ``publisher`` is the package whose ``exporter`` makes pages and whose
    ``site`` makes the lists of pages and runs. ``check`` takes the data folder
    and returns its faults; ``select`` takes it and the parameters and returns
    the faults of what they choose from the data. None checks nothing.
    """

    notebooks: Path
    outputs: Path
    helpers: Path
    lock_file: Path
    publisher: str = "helpers.publishing"
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


def run_report(
    given,
    *,
    name=None,
    jobs=2,
    force=False,
    project=None,
    timeout_seconds=DEFAULT_TIMEOUT_SECONDS,
    progress=None,
):
    """Execute what has changed, make the pages, and return the run's record.

    A run appears in ``outputs/<name>`` whole or not at all. If a notebook
    fails, the earlier good run stays and what was made lies in
    ``outputs/<name>.failed``; the next try takes over what is good there.

    Parameters
    ----------
    given : mapping of str to object or Given
        Parameters that differ from their defaults.
    name : str, optional
        Name of the run; without it, the last part of a given ``out_dir``, else
        ``baseline``.
    jobs : int
        Notebooks executed at a time, from 1.
    force : bool
        Execute everything, changed or not.
    project : Project, optional
        Without it, this checkout.
    timeout_seconds : float
        Limit for one whole notebook, above 0.
    progress : Progress, optional

    Returns
    -------
    record : Record

    Raises
    ------
    ParameterFaults
        If a parameter is unknown or not allowed.
    DataFaults
        If the data package has faults.
    RunFault
        If the run's name, folder or notebooks do not allow it to start, or
        another process is writing it.
    """
    project = project or Project.at(project_root())
    progress = progress or Silence()
    if jobs < 1 or not timeout_seconds > 0:
        raise RunFault("jobs must be 1 or more, and the timeout longer than 0 seconds")
    notebooks, strange = read_notebooks(project.notebooks)
    declarations = {notebook.stem: declaration_of(notebook.stem, project.declarations) for notebook in notebooks}
    name, given = settle_name(name, given, project.outputs)
    folders = RunFolders(project.outputs, check_run_name(name))
    values = validate(given, combine(declarations.values()))
    for file in strange:
        progress.note(f"{file}: not run, its name is not like 09_my_question.ipynb")
    prepare_outputs(folders)
    with lock_run(folders):
        recover(folders)
        run = _Run(project, folders, notebooks, declarations, values, timeout_seconds, progress)
        return run.make(jobs, force)


def settle_name(name, given, outputs):
    """Return the run's name and the parameters with the ``out_dir`` it implies.

    Parameters
    ----------
    name : str or None
    given : mapping of str to object or Given
    outputs : pathlib.Path
        Folder that holds the runs.

    Returns
    -------
    name : str
    given : dict

    Raises
    ------
    ParameterFaults
        If ``out_dir`` was given and is not where the run will be.

    Examples
    --------
    >>> settle_name("point", {"reading": "point"}, Path("outputs"))
    ('point', {'reading': 'point', 'out_dir': 'outputs/point'})
    """
    given = dict(given)
    item = given.get("out_dir")
    item = item if isinstance(item, Given) or item is None else Given(item)
    if item is not None and isinstance(item.value, str):
        if name is None:
            name = Path(item.value).name
        if resolve(item.value) not in (outputs / name, resolve(f"{outputs.name}/{name}")):
            raise ParameterFaults(
                [
                    f"out_dir = {item.value!r} (from {item.source}): a run is written to "
                    f"{outputs.name}/<run>; use --name RUN"
                ]
            )
    name = DEFAULT_RUN if name is None else name
    if item is None or isinstance(item.value, str):
        given["out_dir"] = f"{outputs.name}/{name}"
    return name, given


class _Run:
    """Make one run; holds what its steps share."""

    def __init__(self, project, folders, notebooks, declarations, values, timeout_seconds, progress):
        self.project = project
        self.folders = folders
        self.notebooks = {notebook.stem: notebook for notebook in notebooks}
        self.timeout_seconds = timeout_seconds
        self.progress = progress
        self.started = datetime.now(UTC)
        self.clock = time.monotonic()
        self.values = values
        self.values_of = {
            stem: {parameter.name: values[parameter.name] for parameter in declaration}
            for stem, declaration in declarations.items()
        }
        self.data_dir = resolve(values.get("data_dir", "data"))
        self.data_label = label_folder(values.get("data_dir", "data"))
        self.places = name_places(folders, {self.data_dir: self.data_label, project.notebooks: "notebooks"})
        self.inputs = hash_inputs(
            notebooks,
            data_dir=self.data_dir,
            data_label=self.data_label,
            helpers_dir=project.helpers,
            lock_file=project.lock_file,
        )
        self.shown = {
            stem: {
                name: self.data_label if name == "data_dir" else value for name, value in values_of.items()
            }
            for stem, values_of in self.values_of.items()
        }
        self.metas = self._describe_pages(declarations)
        self.done = {}

    def make(self, jobs, force):
        """Do the work; see `run_report`."""
        good, failed = read_record(self.folders.final), read_record(self.folders.failed)
        self._check_data(good)
        self._check_selection(good)
        earlier = [] if force else [(self.folders.final, good), (self.folders.failed, failed)]
        self.earlier = [(folder, record) for folder, record in earlier if record]
        first = [stem for stem in self.notebooks if stem != LAST_STEM]
        last = [stem for stem in self.notebooks if stem == LAST_STEM]
        unchanged = None if force else self._find_unchanged(good, first, last)
        if unchanged:
            return unchanged
        make_staging(self.folders)
        self.progress.start(len(self.notebooks))
        try:
            interrupted = self._make_stage(first, jobs)
            # Ctrl-C while a worker starts leaves a notebook that is neither running nor done.
            if last and not interrupted and all(stem in self.done and self.done[stem].outcome == "ok" for stem in first):
                interrupted = self._make_stage(last, jobs)
            for stem in self.notebooks:
                if stem not in self.done:
                    self._finish(NotebookRecord(stem, "not-run"))
        finally:
            self.progress.close()
        return self._close(interrupted)

    def _check_data(self, good):
        if self.project.check is None:
            return
        # Data that passed once, under the same rules, need not be read again.
        known = good is not None and good.outcome == "ok"
        now = {**self.inputs.data, **self.inputs.helpers}
        if known and self.inputs.data and now.items() <= good.inputs.items():
            prefix = f"{self.data_label}/"
            if {path for path in good.inputs if path.startswith(prefix)} == set(self.inputs.data):
                return
        faults = self.project.check(self.data_dir)
        if faults:
            raise DataFaults(faults)

    def _check_selection(self, good):
        if self.project.select is None:
            return
        # What chose something from the same data before chooses it again.
        known = good is not None and good.outcome == "ok" and good.parameters == self._show_values()
        if known and self.inputs.data.items() <= good.inputs.items():
            return
        faults = self.project.select(self.data_dir, self.values)
        if faults:
            raise ParameterFaults(faults)

    def _show_values(self):
        shown = {**self.values}
        if "data_dir" in shown:
            shown["data_dir"] = self.data_label
        return {name: value if _is_plain(value) else as_text(value) for name, value in shown.items()}

    def _describe_pages(self, declarations):
        self.pages = pages = [
            {"stem": stem, "title": notebook.title, "question": notebook.question, "href": f"{stem}.html"}
            for stem, notebook in self.notebooks.items()
        ]
        version, self.data_date = find_project_version(), find_data_date(self.data_dir)
        return {
            stem: {
                "title": notebook.title,
                "run": self.folders.run,
                "question": notebook.question,
                "parameters": table(declarations[stem], self.shown[stem]),
                "pages": pages,
                "data_date": self.data_date,
                "version": version,
            }
            for stem, notebook in self.notebooks.items()
        }

    def _find_unchanged(self, good, first, last):
        """Return the good run's record if there is nothing at all to do."""
        if not good or good.outcome != "ok" or not (self.folders.final / "index.html").is_file():
            return None
        if [notebook.stem for notebook in good.notebooks] != list(self.notebooks):
            return None
        for stem in first + last:
            found = self._find_earlier(stem, self._key(stem, self.folders.final))
            if not found or found[0] != self.folders.final or not self._has_page(*found):
                return None
        for notebook in good.notebooks:
            notebook.skipped = True
            self.progress.finish(notebook)
        return good

    def _key(self, stem, folder):
        findings = {}
        if stem == LAST_STEM:
            findings = {
                f"findings/{other}.json": hash_file(folder / "findings" / f"{other}.json")
                for other in self.notebooks
                if other != stem
            }
        return execution_key(self.notebooks[stem], self.values_of[stem], self.inputs, findings)

    def _page_key(self, stem, key):
        return page_key(self.notebooks[stem], key, self.inputs, self.metas[stem])

    def _find_earlier(self, stem, key):
        """Return the folder and record of an earlier execution that still holds."""
        for folder, record in self.earlier:
            notebook = record.find(stem)
            if notebook and notebook.outcome == "ok" and notebook.key == key:
                results = {path: sha for path, sha in notebook.products.items() if not path.startswith("html/")}
                if _are_intact(folder, results) and f"findings/{stem}.json" in results:
                    return folder, notebook
        return None

    def _has_page(self, folder, notebook):
        pages = {path: sha for path, sha in notebook.products.items() if path.startswith("html/")}
        same = notebook.page_key == self._page_key(notebook.stem, notebook.key)
        return same and bool(pages) and _are_intact(folder, pages)

    def _make_stage(self, stems, jobs):
        """Take over what holds, execute the rest; True if interrupted."""
        tasks, keys, kept = [], {}, {}
        # Inside staging, so that the next run clears it away if this one is killed.
        with tempfile.TemporaryDirectory(
            dir=self.folders.staging.resolve(), prefix=".scratch", ignore_cleanup_errors=True
        ) as scratch:
            for stem in stems:
                keys[stem] = key = self._key(stem, self.folders.staging)
                found = self._find_earlier(stem, key)
                if found:
                    self._take_over(*found)
                    kept[stem] = found[1]
                    if self._has_page(*found):
                        self._finish(replace(found[1], skipped=True))
                        continue
                tasks.append(self._describe_task(stem, scratch, execute=not found))

            def finish(stem, result):
                before = kept.get(stem)
                record = NotebookRecord(
                    stem,
                    result.outcome,
                    seconds=before.seconds if before else result.seconds,
                    key=keys[stem],
                    page_key=self._page_key(stem, keys[stem]),
                    skipped=before is not None,
                    error=result.error,
                )
                record.products = {
                    path: hash_file(self.folders.staging / path)
                    for path in list_products(self.folders.staging, stem)
                }
                self._finish(record)

            return run_tasks(tasks, jobs, finish, publisher=self.project.publisher)

    def _describe_task(self, stem, scratch, *, execute):
        places = {**self.places, scratch: "scratch"}
        return Task(
            stem=stem,
            source=str(self.notebooks[stem].path.resolve()),
            notebooks_dir=str(self.project.notebooks.resolve()),
            staging=str(self.folders.staging.resolve()),
            scratch=scratch,
            parameters=self.values_of[stem],
            places=places,
            timeout_seconds=self.timeout_seconds,
            publisher=self.project.publisher,
            meta=self.metas[stem],
            execute=execute,
        )

    def _take_over(self, folder, notebook):
        for path in notebook.products:
            if (folder / path).is_file():
                shutil.copyfile(folder / path, self.folders.staging / path)

    def _finish(self, notebook):
        self.done[notebook.stem] = notebook
        self.progress.finish(notebook)

    def _close(self, interrupted):
        notebooks = [self.done[stem] for stem in self.notebooks]
        bad = [notebook.outcome for notebook in notebooks if notebook.outcome not in ("ok", "not-run")]
        outcome = "interrupted" if interrupted else bad[0] if bad else "ok"
        record = Record(
            run=self.folders.run,
            outcome=outcome,
            started=self.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.monotonic() - self.clock, 2),
            parameters=self._show_values(),
            versions=find_versions(),
            inputs=self.inputs.as_dict(),
            notebooks=notebooks,
        )
        for path in list_strays(self.folders.staging, self.notebooks):
            self.progress.note(f"{path}: belongs to no notebook; start its name with a notebook's number, as in 04_")
        write_record(self.folders.staging, record)
        site = importlib.import_module(f"{self.project.publisher}.site")
        content = {**record.as_dict(), "data_date": self.data_date}
        site.write_run_index(self.folders.staging, content, self.pages)
        if outcome == "ok":
            install(self.folders)
        else:
            keep_failed(self.folders)
        site.write_runs_index(self.folders.outputs)
        return record


def label_folder(folder):
    """Return a folder's public name: no absolute path leaves the machine.

    Examples
    --------
    >>> label_folder("data"), label_folder("/srv/ann/data"), label_folder(project_root() / "data")
    ('data', '…/data', 'data')
    """
    path = Path(folder).expanduser()
    if path.is_absolute() and path.is_relative_to(project_root()):
        return path.relative_to(project_root()).as_posix()
    return f"…/{path.name}" if path.is_absolute() else path.as_posix()


def name_places(folders, labels):
    """Return private folders with the names that stand for them in outputs.

    Parameters
    ----------
    folders : RunFolders
    labels : mapping of pathlib.Path to str
        More folders with their public names.

    Returns
    -------
    places : dict of str to str
        See `helpers.running.record.scrub`.
    """
    import sys

    run = f"{folders.outputs.name}/{folders.run}"
    places = {
        str(project_root()): "",
        str(Path.home()): "~",
        sys.prefix: "python",
        sys.base_prefix: "python",
        str(folders.outputs.resolve()): folders.outputs.name,
        str(folders.staging.resolve()): run,
        str(folders.outputs): folders.outputs.name,
        str(folders.staging): run,
    }
    for path, label in labels.items():
        places |= {str(path): label, str(path.resolve()): label}
    return places


def find_versions():
    """Return the versions of Python and of the project's direct dependencies.

    Returns
    -------
    versions : dict of str to str
    """
    import platform

    versions = {"python": platform.python_version()}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        for requirement in importlib.metadata.requires(PROJECT) or []:
            if "extra ==" not in requirement:
                name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
                with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                    versions[name] = importlib.metadata.version(name)
    return versions


def find_project_version():
    """Return the project's version, or an empty text where it is not installed."""
    try:
        return importlib.metadata.version(PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return ""


def find_data_date(data_dir):
    """Return when the newest article of a data folder was published, or an empty text.

    Parameters
    ----------
    data_dir : pathlib.Path

    Returns
    -------
    date : str
        As year and month where the day is only bracketed.
    """
    import csv
    from datetime import date

    try:
        with open(data_dir / "press" / "sources.csv", encoding="utf-8", newline="") as file:
            newest = max(csv.DictReader(file), key=lambda row: row["published_to"])
        exact = newest["published_from"] == newest["published_to"]
        return newest["published_to"] if exact else f"{date.fromisoformat(newest['published_to']):%B %Y} (inferred)"
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return ""  # the check of the data, which comes next, says what is wrong


def _are_intact(folder, products):
    try:
        return all(hash_file(folder / path) == sha for path, sha in products.items())
    except OSError:
        return False


def _is_plain(value):
    return value is None or isinstance(value, (bool, int, float, str, list))
