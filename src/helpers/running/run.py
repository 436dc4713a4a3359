"""Make one run: decide what has to be done, hand out the tasks, write down what happened."""

import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from helpers.running.deciding import (
    Earlier,
    decide,
    decide_page,
    explain_damage,
    find_damage,
    take_elsewhere,
)
from helpers.running.dependencies import Dependencies
from helpers.running.folders import (
    hash_files,
    install,
    keep_failed,
    list_files,
    list_products,
    make_staging,
    remove_failed,
)
from helpers.running.inputs import read_robustness
from helpers.running.interrupts import hold_interrupts
from helpers.running.record import (
    NotebookRecord,
    hash_json,
    inspect_record,
    make_record,
    write_record,
)
from helpers.running.runs import find_contradiction, is_whole

DEFAULT_TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Options:
    """Say how runs are made; nothing here can change a result.

    ``force`` executes everything, changed or not; ``warm`` forks kernels where
    that is possible; ``timeout_seconds`` is the limit for one whole notebook.
    """

    force: bool = False
    warm: bool = True
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS


class Run:
    """Make one run, task by task, as the plan of `helpers.running.workers.run_tasks`.

    Parameters
    ----------
    sources : helpers.running.inputs.Sources
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
        self.sources, self.folders, self.options = sources, folders, options
        self.progress, self.label = progress, label
        self.started, self.clock = datetime.now(UTC), time.monotonic()
        self.dependencies = Dependencies(sources, folders, values)
        self.notebooks = self.dependencies.notebooks
        self.notes = []  # on the earlier run, for a person
        self.earlier = [
            one for place in (folders.final, folders.failed) if (one := self._read_earlier(place))
        ]
        self.good = next((e.record for e in self.earlier if e.place == folders.final), None)
        self.unchanged = self.has_tidied = False
        self.decisions, self.done = {}, {}
        self.ready, self.active = [], []
        # notebooks whose page comes next, to the record of results taken over, else None
        self.held = {}

    def _read_earlier(self, place):
        """Return what an earlier run has left; None, and a note, if it is not to be believed."""
        record, fault = inspect_record(place)
        files = hash_files(place, record.list_files()) if record else {}
        if record:
            fault = find_contradiction(place, record, files)
        if fault:
            self.notes.append(f"{place.name}: {fault}; it is made again")
            return None
        return record and Earlier(place, record, files)

    def check(self):
        """Raise DataFaults or ParameterFaults; see `Dependencies.check`."""
        self.dependencies.check(self.good)

    def decide(self):
        """Check the data and say what has to be done, without doing it.

        Returns
        -------
        decisions : dict of str to Decision
            By notebook. One that reads the findings of others is decided on those of the last good
            run, and so is a page that tells how its findings fare.

        Raises
        ------
        DataFaults, ParameterFaults
            If the data package has faults, or the parameters choose nothing from it.
        """
        self.check()
        self.decisions = {stem: self._decide(stem, self.folders.final) for stem in self.notebooks}
        for one in self.earlier:
            damaged = find_damage(one.record.list_files(), one.files)
            if damaged and one.record is self.good:
                self.notes.append(
                    f"{one.place.name}: {explain_damage(damaged)}; made anew from what is whole"
                )
        return self.decisions

    def open(self):
        """Decide and prepare; afterwards `take` hands out the tasks, if there are any.

        Raises
        ------
        DataFaults, ParameterFaults
            As in `decide`.
        """
        self.decide()
        for note in self.notes:
            self.progress.note(note)
        self.unchanged = self._is_unchanged()
        if self.unchanged:
            self.has_tidied = remove_failed(self.folders)
            for stem in self.notebooks:
                self._finish(replace(self.good.find(stem), skipped=True, exported=False))
            return
        make_staging(self.folders)
        self._begin(self.dependencies.first)
        self._begin_last()

    @property
    def is_done(self):
        """Return whether no task is ready or under way."""
        return not self.ready and not self.active

    def take(self):
        """Return the next task, or None while nothing more is ready."""
        if not self.ready:
            return None
        task = min(self.ready, key=lambda task: rank(task, self.dependencies, self.earlier))
        self.ready.remove(task)
        self.active.append(task)
        return task

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

    def close(self, interrupted: bool = False):
        """Install the run, or put it beside the good one.

        Returns
        -------
        record : Record
        """
        if self.unchanged:
            record = replace(self.good, notebooks=list(self.done.values()))
            record.is_old = True
            return record
        from helpers.running.workers import call_apart

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
        staging, dependencies = self.folders.staging, self.dependencies
        strays = set(list_files(staging)) - set(record.list_files())
        for path in sorted(strays):
            self.progress.note(
                f"{path}: belongs to no notebook; start its name with a notebook's number, as"
                " in 04_"
            )
        call_apart(
            dependencies.project.publisher.write_run_index,
            staging,
            {**record.as_dict(), "data_date": dependencies.data_date},
            dependencies.pages,
            dependencies.data_dir,
        )
        around = set(list_files(staging)) - set(record.list_files())
        record.files = hash_files(staging, sorted(around))
        with hold_interrupts():
            write_record(staging, record)
            if record.outcome == "ok":
                install(self.folders)
            else:
                keep_failed(self.folders)
        self.sources.shelf.put(
            self.folders.final if record.outcome == "ok" else self.folders.failed, record
        )
        return record

    def _decide(self, stem, folder):
        """Return the decision on a notebook that would read the findings in a folder."""
        findings = {}
        if self.notebooks[stem].reads_findings:
            names = [f"{other}.json" for other in self.dependencies.first]
            findings = hash_files(folder / "findings", names)
        dependencies = self.dependencies
        parts = dependencies.describe_execution(stem, findings)
        robustness = self._read_robustness(stem, folder)
        page_parts = dependencies.describe_page(stem, hash_json(parts), robustness)
        decision = decide(
            stem,
            parts,
            page_parts,
            self.earlier,
            dependencies.describe_now(stem),
            force=self.options.force,
        )
        if decision.action == "execute" and not self.options.force:
            place, run, before = self.sources.shelf.find(stem, decision.key, self.folders.run)
            if before:
                take_elsewhere(decision, place, run, before)
        return decision

    def _read_robustness(self, stem, folder):
        """Return how findings fare, by the notebooks of a folder that ended well."""
        dependencies = self.dependencies
        if stem in dependencies.last or stem in dependencies.testers:
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
            for tester in dependencies.testers
            if tester in records and records[tester].outcome == "ok"
        ]
        return read_robustness(folder / "findings", stem, ended_well)

    def _is_unchanged(self):
        """Return whether the good run is what this one would become."""
        good, final = self.good, self.folders.final
        return (
            good is not None
            and good.outcome == "ok"
            and "index.html" in good.files
            and good.around == hash_json(self.dependencies.inputs.around)
            and good.parameters == self.dependencies.show_values()
            and [notebook.stem for notebook in good.notebooks] == list(self.notebooks)
            and all(d.page and d.found[0] == final for d in self.decisions.values())
            and not find_damage(good.list_files(), self.earlier[0].files)
        )

    def _begin(self, stems):
        """Take over what holds; make ready what has to be done."""
        for stem in stems:
            if not _take_over(self.decisions[stem].found, self.folders.staging):
                self.decisions[stem].found = None
                self.ready.append(self.dependencies.describe_task("execute", stem, self.options))
                continue
            _, before = self.decisions[stem].found
            self.done[stem] = replace(before, skipped=True, exported=False)
            self.held[stem] = before
        self._begin_pages()

    def _begin_pages(self):
        """Make ready the pages that have to be made, once it is known how their findings fare.

        Whether a finding is tested is known only when the test is over, however it
        ended; until then every page that may show such a finding waits.
        """
        dependencies, staging = self.dependencies, self.folders.staging
        is_tested = all(tester in self.done for tester in dependencies.testers)
        for stem in list(self.held):
            if not is_tested and stem in dependencies.first and stem not in dependencies.testers:
                continue
            before, decision = self.held.pop(stem), self.decisions[stem]
            robustness = self._read_robustness(stem, staging)
            decision.page_parts = dependencies.describe_page(stem, decision.key, robustness)
            if before:
                decide_page(decision, before, hash_files(staging, before.products))
            if before and decision.page:
                self._finish(self.done[stem])
                continue
            if before:
                self.done[stem] = replace(before, skipped=True, exported=True)
            self.ready.append(
                dependencies.describe_task(
                    "export",
                    stem,
                    self.options,
                    outcome=self.done[stem].outcome,
                    refresh=bool(before),
                    robustness=robustness,
                )
            )

    def _begin_last(self):
        """Begin the notebooks that read findings, once all findings are there."""
        under_way = {task.stem for task in self.ready + self.active}
        waiting = [
            stem
            for stem in self.dependencies.last
            if stem not in self.done and stem not in under_way
        ]
        first = self.dependencies.first
        if waiting and all(stem in self.done and self.done[stem].outcome == "ok" for stem in first):
            for stem in waiting:
                self.decisions[stem] = self._decide(stem, self.folders.staging)
            self._begin(waiting)

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
        executed = f"notebooks/{task.stem}.ipynb"
        if result.outcome == "interrupted" or executed not in self.done[task.stem].products:
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
        staging = self.folders.staging
        return hash_files(staging, list_products(staging, stem))

    def _finish(self, notebook):
        self.done[notebook.stem] = notebook
        self.progress.finish(notebook, self._name(notebook.stem), self.decisions.get(notebook.stem))

    def _name(self, stem):
        return f"{self.label} {stem}".strip()

    def _describe(self, outcome):
        """Return the record as things stand."""
        notebooks = [
            self.done.get(stem) or NotebookRecord(stem, "not-run") for stem in self.notebooks
        ]
        seconds = time.monotonic() - self.clock
        return make_record(
            self.folders.run, outcome, self.started, seconds, self.dependencies, notebooks
        )


def _take_over(found, staging):
    """Copy the results of an earlier execution, if there is one; return whether they are whole."""
    if not found:
        return False
    folder, before = found
    for path in before.products:
        if (folder / path).is_file():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / path, staging / path)
    # another process may have replaced what was just looked at
    return is_whole(staging, before)


def rank(task, dependencies, earlier):
    """Return what sorts tasks: what starts early ends early.

    Executions go first, for another notebook may wait for what they find; of these the one that
    took longest, lest it be left to the end with no other beside it. Ones never timed come
    before them: what tests findings first, as pages wait for it, then by their number of cells.
    """
    times = [
        found.seconds
        for one in earlier
        if (found := one.record.find(task.stem)) and found.outcome == "ok"
    ]
    expected = times[0] if times else float("inf")
    return (
        task.step != "execute",
        -expected,
        task.stem not in dependencies.testers,
        -len(dependencies.notebooks[task.stem].code),
    )
