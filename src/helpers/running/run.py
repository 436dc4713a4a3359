"""Make one run: decide what has to be done, hand out the tasks, write down what happened."""

import contextlib
import csv
import functools
import importlib
import importlib.metadata
import platform
import re
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from helpers.parameters import ParameterFaults, as_text, combine, declaration_of, table
from helpers.paths import project_root, resolve
from helpers.running.folders import (
    SCRATCH,
    install,
    keep_failed,
    list_products,
    list_strays,
    make_staging,
    remove_failed,
)
from helpers.running.inputs import (
    PUBLISHING,
    describe_execution,
    describe_page,
    hash_inputs,
    read_notebooks,
    read_robustness,
)
from helpers.running.record import (
    NotebookRecord,
    Record,
    hash_file,
    hash_json,
    read_record,
    write_record,
)
from helpers.running.shelf import Shelf, is_whole, list_results
from helpers.running.tasks import Task

PROJECT = "rural-ecommerce"
DEFAULT_TIMEOUT_SECONDS = 600
MOST_NAMED = 3  # changed files named in a reason; the rest are counted


class DataFaults(Exception):
    """Report every fault of a data package, by the name of its folder; no kernel was started."""

    def __init__(self, faults, folder="data"):
        self.faults, self.folder = [str(fault) for fault in faults], folder
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Project:
    """Name the folders a run reads, so that a test can bring its own.

    ``publisher`` is the package whose ``page`` makes pages, whose ``front``
    makes the lists of pages and runs, and whose ``sweep_page`` compares runs. ``check`` takes the data folder
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

    def __init__(self, project):
        self.project = project
        self.notebooks, self.strange = read_notebooks(project.notebooks)
        self.declarations = {
            notebook.stem: declaration_of(notebook.stem, project.declarations)
            for notebook in self.notebooks
        }
        self.version = find_project_version()
        self._inputs, self._faults = {}, {}
        self.shelf = Shelf(project.outputs)

    @property
    def declaration(self):
        """Return the parameters of all notebooks together."""
        return combine(self.declarations.values())

    def hash_inputs(self, data_dir, data_label):
        """Return the Inputs of runs on a data folder."""
        if data_dir not in self._inputs:
            self._inputs[data_dir] = hash_inputs(
                self.notebooks,
                data_dir=data_dir,
                data_label=data_label,
                helpers_dir=self.project.helpers,
                lock_file=self.project.lock_file,
            )
        return self._inputs[data_dir]

    def check_data(self, data_dir, data_label):
        """Raise DataFaults if a data folder has faults."""
        if self.project.check and data_dir not in self._faults:
            self._faults[data_dir] = self.project.check(data_dir)
        if self._faults.get(data_dir):
            raise DataFaults(self._faults[data_dir], data_label)


@dataclass(frozen=True)
class Options:
    """Say how runs are made; nothing here can change a result.

    ``force`` executes everything, changed or not; ``warm`` forks kernels where
    that is possible; ``timeout_seconds`` is the limit for one whole notebook.
    """

    force: bool = False
    warm: bool = True
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS


@dataclass
class Decision:
    """Say what is to be done about a notebook, and why.

    ``parts`` and ``page_parts`` are what results and page depend on. ``found``
    is the folder and record of an earlier execution that still holds, or None;
    ``page`` says whether its page holds as well.
    """

    parts: dict
    page_parts: dict = field(default_factory=dict)
    found: tuple | None = None
    page: bool = False
    reasons: list = field(default_factory=list)

    @property
    def key(self):
        """Return the key of the results: equal key, equal results."""
        return hash_json(self.parts)

    @property
    def page_key(self):
        """Return the key of the page."""
        return hash_json(self.page_parts)

    @property
    def action(self):
        """Return ``execute``, ``export`` or ``keep``."""
        return "keep" if self.page else "export" if self.found else "execute"


class Run:
    """Make one run, task by task, as the plan of `helpers.running.tasks.run_tasks`.

    Parameters
    ----------
    sources : Sources
    folders : RunFolders
        Locked by the caller.
    values : dict
        Every parameter, validated.
    options : Options
    progress : Progress
    label : str
        Stands before the notebooks' names where several runs are made.
    """

    def __init__(self, sources, folders, values, options, progress, label=""):
        self.sources = sources
        self.project = sources.project
        self.folders = folders
        self.notebooks = {notebook.stem: notebook for notebook in sources.notebooks}
        self.options = options
        self.progress = progress
        self.label = label
        self.started = datetime.now(UTC)
        self.clock = time.monotonic()
        self.values = values
        self.values_of = {
            stem: {parameter.name: values[parameter.name] for parameter in declaration}
            for stem, declaration in sources.declarations.items()
        }
        self.data_dir = resolve(values.get("data_dir", "data"))
        self.data_label = label_folder(values.get("data_dir", "data"))
        self.places = name_places(
            folders, {self.data_dir: self.data_label, self.project.notebooks: "notebooks"}
        )
        self.inputs = sources.hash_inputs(self.data_dir, self.data_label)
        self.data_date = find_data_date(self.data_dir)
        self.metas = self._describe_pages()
        self.last = [stem for stem, notebook in self.notebooks.items() if notebook.reads_findings]
        self.first = [stem for stem in self.notebooks if stem not in self.last]
        self.testers = [
            stem for stem, notebook in self.notebooks.items() if notebook.tests_findings
        ]
        self.good, failed = read_record(folders.final), read_record(folders.failed)
        self.earlier = [
            (folder, record)
            for folder, record in ((folders.final, self.good), (folders.failed, failed))
            if record
        ]
        self.unchanged = self.has_tidied = False
        self.decisions, self.done = {}, {}
        self.ready, self.active = [], []
        self.held = {}  # notebook whose results stand to its record if they were taken over, else None: its page comes next

    def decide(self):
        """Check the data and say what has to be done, without doing it.

        Returns
        -------
        decisions : dict of str to Decision
            By notebook. One that reads the findings of others is decided on those of the last good run, and so is
            a page that tells how its findings fare.

        Raises
        ------
        DataFaults, ParameterFaults
            If the data package has faults, or the parameters choose nothing from it.
        """
        self.check()
        self.decisions = {stem: self._decide(stem, self.folders.final) for stem in self.notebooks}
        return self.decisions

    def open(self):
        """Decide and prepare; afterwards `take` hands out the tasks, if there are any.

        Raises
        ------
        DataFaults, ParameterFaults
            As in `decide`.
        """
        self.decide()
        self.unchanged = self._is_unchanged()
        if self.unchanged:
            self.has_tidied = remove_failed(self.folders)
            for stem in self.notebooks:
                self._finish(replace(self.good.find(stem), skipped=True, exported=False))
            return
        make_staging(self.folders)
        self._begin(self.first)
        self._begin_last()

    @property
    def is_done(self):
        """Return whether no task is ready or under way."""
        return not self.ready and not self.active

    def take(self):
        """Return the next task, or None while nothing more is ready."""
        if not self.ready:
            return None
        task = min(self.ready, key=self._rank)
        self.ready.remove(task)
        self.active.append(task)
        return task

    def _rank(self, task):
        """Return what sorts tasks: what starts early ends early.

        Executions go first, for another notebook may wait for what they find; of these the one that
        took longest, lest it be left to the end with no other beside it. Ones never timed come
        before them: what tests findings first, as pages wait for it, then by their number of cells.
        """
        times = [
            found.seconds
            for _, record in self.earlier
            if (found := record.find(task.stem)) and found.outcome == "ok"
        ]
        expected = times[0] if times else float("inf")
        return (
            task.step != "execute",
            -expected,
            task.stem not in self.testers,
            -len(self.notebooks[task.stem].code),
        )

    def tell(self, task, number, total, seconds):
        """Hear how far a notebook is."""
        self.progress.tell(self._name(task.stem), number, total, seconds)

    def finish(self, task, result):
        """Hear how a task ended; write it down; make ready what waited for it."""
        self.active.remove(task)
        if task.step == "execute":
            self._end_execution(task, result)
        else:
            self._end_export(task, result)
        self._begin_pages()
        self._begin_last()
        record = self._describe("interrupted")
        write_record(self.folders.staging, record)
        self.sources.shelf.put(self.folders.staging, record)

    def close(self, interrupted=False):
        """Install the run, or put it beside the good one.

        Parameters
        ----------
        interrupted : bool

        Returns
        -------
        record : Record
        """
        if self.unchanged:
            return replace(self.good, notebooks=list(self.done.values()))
        for stem in self.notebooks:
            if stem not in self.done:
                self._finish(NotebookRecord(stem, "not-run"))
        # In the order of the notebooks: which of them ended first is chance.
        bad = [
            self.done[stem].outcome
            for stem in self.notebooks
            if self.done[stem].outcome not in ("ok", "not-run")
        ]
        record = self._describe("interrupted" if interrupted else bad[0] if bad else "ok")
        for path in list_strays(self.folders.staging, self.notebooks):
            self.progress.note(
                f"{path}: belongs to no notebook; start its name with a notebook's number, as in 04_"
            )
        write_record(self.folders.staging, record)
        site = importlib.import_module(f"{self.project.publisher}.front")
        site.write_run_index(
            self.folders.staging,
            {**record.as_dict(), "data_date": self.data_date},
            self.pages,
            data_dir=self.data_dir,
        )
        if record.outcome == "ok":
            install(self.folders)
        else:
            keep_failed(self.folders)
        self.sources.shelf.put(
            self.folders.final if record.outcome == "ok" else self.folders.failed, record
        )
        return record

    def check(self):
        """Raise DataFaults or ParameterFaults if the data have faults, or the parameters choose nothing from them."""
        self._check_data()
        self._check_selection()

    def _check_data(self):
        if self._is_known({**self.inputs.data, **self.inputs.helpers}):
            prefix = f"{self.data_label}/"
            if {path for path in self.good.inputs if path.startswith(prefix)} == set(
                self.inputs.data
            ):
                return
        self.sources.check_data(self.data_dir, self.data_label)

    def _check_selection(self):
        if self.project.select is None:
            return
        if self._is_known(self.inputs.data) and self.good.parameters == self._show_values():
            return
        faults = self.project.select(self.data_dir, self.values)
        if faults:
            raise ParameterFaults(faults)

    def _is_known(self, inputs):
        """Return whether a good run was made from these; what passed once need not be checked again."""
        known = self.good is not None and self.good.outcome == "ok"
        return known and bool(self.inputs.data) and inputs.items() <= self.good.inputs.items()

    def _show_values(self):
        shown = {**self.values}
        if "data_dir" in shown:
            shown["data_dir"] = self.data_label
        return {
            name: value if _is_plain(value) else as_text(value) for name, value in shown.items()
        }

    def _describe_pages(self):
        self.pages = pages = [
            {
                "stem": stem,
                "title": notebook.title,
                "question": notebook.question,
                "href": f"{stem}.html",
            }
            for stem, notebook in self.notebooks.items()
        ]
        metas = {}
        for stem, notebook in self.notebooks.items():
            shown = {
                name: self.data_label if name == "data_dir" else value
                for name, value in self.values_of[stem].items()
            }
            metas[stem] = {
                "title": notebook.title,
                "run": self.folders.run,
                "question": notebook.question,
                "parameters": table(self.sources.declarations[stem], shown),
                "pages": pages,
                "data_date": self.data_date,
                "version": self.sources.version,
            }
        return metas

    def _decide(self, stem, folder):
        """Return the decision on a notebook that would read the findings in a folder."""
        notebook = self.notebooks[stem]
        findings = {}
        if notebook.reads_findings:
            paths = [folder / "findings" / f"{other}.json" for other in self.first]
            findings = {path.name: hash_file(path) for path in paths if path.is_file()}
        decision = Decision(
            describe_execution(notebook, self.values_of[stem], self.inputs, findings)
        )
        decision.page_parts = self._describe_page(
            stem, decision, self._read_robustness(stem, folder)
        )
        if self.options.force:
            decision.reasons = ["--force"]
            return decision
        for place, record in self.earlier:
            before = record.find(stem)
            if not before or before.outcome != "ok" or before.key != decision.key:
                continue
            if is_whole(place, before):
                decision.found = (place, before)
                _decide_page(decision, place, before)
                return decision
            decision.reasons = ["a file that it made was changed or removed"]
        decision.reasons = decision.reasons or self._explain_execution(stem, decision)
        place, run, before = self.sources.shelf.find(stem, decision.key, besides=self.folders.run)
        if before:
            decision.found = (
                place,
                replace(
                    before,
                    taken_from=run,
                    page_key="",
                    page_parts={},
                    products=list_results(before),
                ),
            )  # its page speaks of its run
            decision.reasons = [
                f"nothing that it depends on differs from {run}, whose results it has"
            ]
        return decision

    def _describe_page(self, stem, decision, robustness):
        return describe_page(
            self.notebooks[stem], decision.key, self.inputs, self.metas[stem], robustness
        )

    def _read_robustness(self, stem, folder):
        """Return how the findings of a notebook fare, from notebooks that ended well and lie in a folder."""
        if stem in self.last or stem in self.testers:
            return {}  # what reads all findings repeats them with their robustness itself
        records = (
            self.done
            if folder == self.folders.staging
            else {n.stem: n for n in self.good.notebooks}
            if self.good
            else {}
        )
        ended_well = [
            tester
            for tester in self.testers
            if tester in records and records[tester].outcome == "ok"
        ]
        return read_robustness(folder / "findings", stem, ended_well)

    def _explain_execution(self, stem, decision):
        """Return in words why the results of the last execution do not hold."""
        record, before = next(
            ((record, found) for _, record in self.earlier if (found := record.find(stem))),
            (None, None),
        )
        if not before or before.outcome == "not-run":
            return ["it has not run yet"]
        changed = [
            part for part, value in decision.parts.items() if before.parts.get(part) != value
        ]
        if not changed or before.outcome != "ok":
            return [f"its last execution ended with {before.outcome}"]
        reasons = {
            "code": "its code changed",
            "parameters": "parameters changed: "
            + ", ".join(self._name_changed_parameters(stem, record)),
            "python": f"Python is another: {decision.parts['python']}, it was {before.parts.get('python')}",
            "findings": "the findings that it reads changed",
        }
        for part, label in (
            ("data", f"{self.data_label}/"),
            ("helpers", "src/helpers/"),
            ("lock", self.project.lock_file.name),
        ):
            names = _name_changed_files(record.inputs, getattr(self.inputs, part), label)
            reasons[part] = f"{label.rstrip('/')} changed" + (
                f": {names}" if names and label.endswith("/") else ""
            )
        return [reasons[part] for part in changed]

    def _name_changed_parameters(self, stem, record):
        now = self._show_values()
        names = [name for name in self.values_of[stem] if record.parameters.get(name) != now[name]]
        return [
            f"{name} is {as_text(now[name])}, it was {as_text(record.parameters.get(name))}"
            for name in names
        ]

    def _is_unchanged(self):
        """Return whether the good run is what this one would become."""
        good = self.good
        return (
            good is not None
            and good.outcome == "ok"
            and (self.folders.final / "index.html").is_file()
            and [notebook.stem for notebook in good.notebooks] == list(self.notebooks)
            and all(
                decision.page and decision.found[0] == self.folders.final
                for decision in self.decisions.values()
            )
        )

    def _begin(self, stems):
        """Take over what holds; make ready what has to be done."""
        for stem in stems:
            if not self._take_over(stem):
                self.decisions[stem].found = None
                self.ready.append(self._describe_task("execute", stem))
                continue
            _, before = self.decisions[stem].found
            self.done[stem] = replace(before, skipped=True, exported=False)
            self.held[stem] = before
        self._begin_pages()

    def _take_over(self, stem):
        """Copy the results of an earlier execution, if there is one; return whether they are here, and whole."""
        if not self.decisions[stem].found:
            return False
        folder, before = self.decisions[stem].found
        for path in before.products:
            if (folder / path).is_file():
                shutil.copyfile(folder / path, self.folders.staging / path)
        return is_whole(
            self.folders.staging, before
        )  # another process may have replaced what was just looked at

    def _begin_pages(self):
        """Make ready the pages that have to be made, once it is known how their findings fare.

        Whether a finding is tested is known only when the test is over, however it
        ended; until then every page that may show such a finding waits.
        """
        is_tested = all(tester in self.done for tester in self.testers)
        for stem in list(self.held):
            if not is_tested and stem in self.first and stem not in self.testers:
                continue
            before, decision = self.held.pop(stem), self.decisions[stem]
            robustness = self._read_robustness(stem, self.folders.staging)
            decision.page_parts = self._describe_page(stem, decision, robustness)
            if before:
                _decide_page(decision, self.folders.staging, before)
            if before and decision.page:
                self._finish(self.done[stem])
                continue
            if before:
                self.done[stem] = replace(before, skipped=True, exported=True)
            self.ready.append(
                self._describe_task(
                    "export",
                    stem,
                    outcome=self.done[stem].outcome,
                    refresh=bool(before),
                    robustness=robustness,
                )
            )

    def _begin_last(self):
        """Begin the notebooks that read findings, once all findings are there."""
        waiting = [
            stem for stem in self.last if stem not in self.done and not self._is_under_way(stem)
        ]
        if waiting and all(
            stem in self.done and self.done[stem].outcome == "ok" for stem in self.first
        ):
            for stem in waiting:
                self.decisions[stem] = self._decide(stem, self.folders.staging)
            self._begin(waiting)

    def _is_under_way(self, stem):
        return any(task.stem == stem for task in self.ready + self.active)

    def _describe_task(self, step, stem, *, outcome="ok", refresh=False, robustness=()):
        scratch = str((self.folders.staging / SCRATCH).resolve())
        return Task(
            step=step,
            stem=stem,
            run=self.folders.run,
            source=str(self.notebooks[stem].path.resolve()),
            notebooks_dir=str(self.project.notebooks.resolve()),
            staging=str(self.folders.staging.resolve()),
            scratch=scratch,
            parameters=self.values_of[stem],
            places={**self.places, scratch: "scratch"},
            timeout_seconds=self.options.timeout_seconds,
            publisher=self.project.publisher,
            meta={**self.metas[stem], "robustness": dict(robustness)},
            warm=self.options.warm,
            outcome=outcome,
            refresh=refresh,
        )

    def _end_execution(self, task, result):
        decision = self.decisions[task.stem]
        self.done[task.stem] = NotebookRecord(
            task.stem,
            result.outcome,
            seconds=result.seconds,
            cells=result.cells,
            key=decision.key,
            parts=decision.parts,
            error=result.error,
            products=self._hash_products(task.stem),
        )
        if (
            result.outcome == "interrupted"
            or not (self.folders.staging / "notebooks" / f"{task.stem}.ipynb").is_file()
        ):
            self._finish(self.done[task.stem])
        else:
            self.held[task.stem] = None

    def _end_export(self, task, result):
        notebook = self.done[task.stem]
        decision = self.decisions[task.stem]
        if result.outcome == "ok":
            notebook.page_key, notebook.page_parts = decision.page_key, decision.page_parts
        elif result.outcome != "interrupted" and notebook.outcome == "ok":
            notebook.outcome, notebook.error = result.outcome, result.error
        notebook.products = self._hash_products(task.stem)
        self._finish(notebook)

    def _hash_products(self, stem):
        return {
            path: hash_file(self.folders.staging / path)
            for path in list_products(self.folders.staging, stem)
        }

    def _finish(self, notebook):
        self.done[notebook.stem] = notebook
        self.progress.finish(notebook, self._name(notebook.stem), self.decisions.get(notebook.stem))

    def _name(self, stem):
        return f"{self.label} {stem}".strip()

    def _describe(self, outcome):
        """Return the record as things stand."""
        return Record(
            run=self.folders.run,
            outcome=outcome,
            started=self.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.monotonic() - self.clock, 2),
            parameters=self._show_values(),
            versions=find_versions(),
            inputs=self.inputs.as_dict(),
            notebooks=[
                self.done.get(stem) or NotebookRecord(stem, "not-run") for stem in self.notebooks
            ],
        )


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


@functools.cache
def find_versions():
    """Return the versions of Python and of the project's direct dependencies.

    Returns
    -------
    versions : dict of str to str
    """
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


def _are_intact(folder, products):
    try:
        return all(hash_file(folder / path) == sha for path, sha in products.items())
    except OSError:
        return False


def _decide_page(decision, folder, before):
    """Note whether the page of an earlier execution, which lies in a folder, still holds, and if not, why."""
    pages = {path: sha for path, sha in before.products.items() if path.startswith("html/")}
    if not before.page_parts:
        return  # the page of another run, or none
    decision.page = (
        before.page_key == decision.page_key and bool(pages) and _are_intact(folder, pages)
    )
    decision.reasons = [] if decision.page else _explain_page(before, decision)


def _explain_page(before, decision):
    """Return in words why an earlier page does not hold."""
    reasons = {
        "texts": "its texts changed",
        "template": "the pages' template changed",
        "frame": "what stands around it changed: parameters shown, other pages, version",
        "robustness": "how its findings fare under other choices changed",
    }
    changed = [part for part in reasons if before.page_parts.get(part) != decision.page_parts[part]]
    return [reasons[part] for part in changed] or ["its page was changed or removed"]


def _name_changed_files(before, now, label):
    """Return the names of the files below a label that are not what they were."""
    changed = [path for path, sha in now.items() if before.get(path) != sha]
    changed += [
        path
        for path in before
        if path.startswith(label) and path not in now and not path.startswith(PUBLISHING)
    ]
    names = [path.removeprefix(label) for path in changed]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _is_plain(value):
    return value is None or isinstance(value, (bool, int, float, str, list))
