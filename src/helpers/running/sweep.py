"""Make many runs, one for each parameter set of a grid, and compare what they found."""

import contextlib
import json
import time
from collections import Counter, deque
from dataclasses import dataclass, field

from helpers.parameters import ParameterFaults, as_text, validate
from helpers.running.folders import (
    LONGEST_NAME,
    RunBroken,
    RunFault,
    RunFolders,
    check_run_name,
    label_folder,
    lock_run,
    name_places,
    note_written,
    prepare_outputs,
    recover,
    refuse_foreign,
)
from helpers.running.inputs import DataFaults, Sources
from helpers.running.parameter_files import read_grid
from helpers.running.progress import Silence
from helpers.running.record import RECORD_FILE, Record, hash_json, scrub, write_json
from helpers.running.report import (
    check_limits,
    naming_disk,
    settle_name,
    tidying_up,
    write_runs_index,
)
from helpers.running.run import DEFAULT_TIMEOUT_SECONDS, Options, Run
from helpers.running.workers import run_tasks

SUMMARY_FILE = "sweep.json"
FILES = (SUMMARY_FILE, "index.html", "findings.csv")
FOLDER = "sweep-{}"  # of a sweep's summary, beside the folders of its runs


@dataclass
class SweepRun:
    """Say which parameters a run of a sweep got and how it ended.

    ``message`` says why a run did not start.
    """

    run: str
    values: dict
    outcome: str = "not-run"
    record: Record | None = None
    message: str = ""


@dataclass
class Sweep:
    """Say how a sweep ended."""

    name: str
    about: str
    varied: list
    runs: list
    outcome: str = "ok"
    seconds: float = 0.0
    folder: str = field(default="", compare=False)


def run_sweep(
    grid_file,
    *,
    jobs=2,
    force=False,
    warm=True,
    project,
    timeout_seconds=DEFAULT_TIMEOUT_SECONDS,
    progress=None,
    allow_many=False,
    run_all=None,
) -> Sweep:
    """Make a run for each set of a grid and write what differs between them.

    Each set is a run of its own, ``outputs/<grid>-<set>``; what was made before is not made again,
    and a set that fails does not stop the others. The summary lies in ``outputs/sweep-<grid>``.

    The outcome is ``ok`` if every run's is, else that of the first other one.

    Parameters
    ----------
    grid_file : str
        See `helpers.running.parameter_files.read_grid`.
    jobs, force, warm, project, timeout_seconds, progress
        As for `helpers.running.report.run_report`, over all runs.
    allow_many : bool
        Allow large grids.
    run_all : callable, optional
        Runs the tasks of a plan elsewhere than here; called with plan, returns
        whether it was interrupted.

    Raises
    ------
    RunFault, ParameterFaults, DataFaults
        If grid, names, parameters or data do not allow it to start; the faults of all sets at once.
    """
    progress = progress or Silence()
    check_limits(jobs, timeout_seconds)
    clock = time.monotonic()
    grid = read_grid(grid_file, allow_many=allow_many)
    sources = Sources(project)
    chosen = _validate(grid, sources)
    _check(chosen, sources)
    folder = project.outputs / FOLDER.format(grid.name)
    if (folder / RECORD_FILE).exists():
        raise RunFault(f"{project.outputs.name}/{folder.name} is a run; rename it or the grid")
    refuse_foreign(folder, [] if read_summary(folder) else FILES)
    plan = _Plan(sources, chosen, Options(force, warm, timeout_seconds), progress)
    interrupted = _run(plan, jobs, run_all)
    runs = list(plan.results.values())
    bad = [run.outcome for run in runs if run.outcome != "ok"]
    outcome = "interrupted" if interrupted else bad[0] if bad else "ok"
    seconds = round(time.monotonic() - clock, 2)
    sweep = Sweep(grid.name, grid.about, grid.varied, runs, outcome, seconds, folder.name)
    _write_summary(sweep, project)
    write_runs_index(project)
    return sweep


def _run(plan, jobs, run_all):
    """Run the tasks of a plan, here or elsewhere; return whether that was interrupted."""
    progress, sources = plan.progress, plan.sources
    progress.start(len(plan.results) * len(sources.notebooks))
    try:
        if run_all:
            interrupted = run_all(plan)
        else:
            preload = sources.project.publisher.preload
            interrupted = run_tasks(plan, jobs, preload=preload, tell_idle=progress.tell_idle)
        plan.close(interrupted)
    finally:
        progress.close()
        plan.release()
    return interrupted


def _write_summary(sweep, project):
    """Write a sweep's own record, and what the publisher makes of it."""
    runs = [
        {
            "run": run.run,
            "outcome": run.outcome,
            "seconds": run.record.seconds if run.record else None,
            "values": run.values,
            "message": run.message,
        }
        for run in sweep.runs
    ]
    content = {
        "sweep": sweep.name,
        "about": sweep.about,
        "outcome": sweep.outcome,
        "seconds": sweep.seconds,
        "varied": sweep.varied,
        "runs": runs,
    }
    folder = project.outputs / sweep.folder
    try:
        # with its summary a folder is known as ours, wherever a kill comes from here on
        write_json(folder / SUMMARY_FILE, {"digest": hash_json(content), **content})
        project.publisher.write_sweep(folder, content)
        note_written(folder, FILES)
    except OSError as error:
        raise RunBroken.by(sweep.folder, error) from error


def read_summary(folder) -> dict | None:
    """Return what `_write_summary` wrote into a folder; None where it is not as written."""
    try:
        content = json.loads((folder / SUMMARY_FILE).read_text(encoding="utf-8"))
        digest = content.pop("digest", None)
    except (OSError, ValueError, AttributeError):
        return None
    return content if digest == hash_json(content) else None


def _validate(grid, sources):
    """Return run name and checked values of every set, or raise all faults of all sets."""
    chosen, faults = [], []
    for item in grid.sets:
        name = check_run_name(f"{grid.name}-{item.name}"[:LONGEST_NAME])
        try:
            name, given = settle_name(name, item.given, sources.project.outputs)
            chosen.append((name, validate(given, sources.declaration), item.given))
        except ParameterFaults as error:
            faults += [fault for fault in error.faults if fault not in faults]
    if faults:
        raise ParameterFaults(faults)
    twin = next(
        (name for name, count in Counter(name for name, _, _ in chosen).items() if count > 1), None
    )
    if twin:
        raise RunFault(
            f"two sets would share the run {twin}; give the sets of a list short names, as `- name:"
            " one`"
        )
    return chosen


def _check(chosen, sources):
    """Raise the faults of data and choices of all sets, before anything runs."""
    faults = []
    for name, values, _ in chosen:
        try:
            Run(
                sources, RunFolders(sources.project.outputs, name), values, Options(), Silence()
            ).check()
        except ParameterFaults as error:
            faults += [f"{name}: {fault}" for fault in error.faults]
    if faults:
        raise ParameterFaults(faults)


class _Plan:
    """Hand out the tasks of all runs, opening one run after the other."""

    def __init__(self, sources, chosen, options, progress):
        self.sources = sources
        self.options = options
        self.progress = progress
        self.results = {
            name: SweepRun(name, {key: _show(key, values[key]) for key in given})
            for name, values, given in chosen
        }
        self.waiting = deque((name, values) for name, values, _ in chosen)
        self.open, self.locks = {}, {}

    def take(self):
        """Return the next task, or None while nothing more is ready."""
        for run in self.open.values():
            if task := run.take():
                return task
        while self.waiting:
            name, values = self.waiting.popleft()
            run = self._open(name, values)
            if run is None:
                continue
            if run.is_done:
                self._close(name)
            elif task := run.take():
                return task
        return None

    def tell(self, task, number, total, seconds):
        """Hear how far a notebook is."""
        self.open[task.run].tell(task, number, total, seconds)

    def finish(self, task, result):
        """Hear how a task ended."""
        run = self.open[task.run]
        try:
            with naming_disk(run.folders):
                run.finish(task, result)
                if run.is_done:
                    self._close(task.run)
        except (RunBroken, RunFault, OSError) as error:
            self._fail(task.run, "missing-output", str(error))

    def close(self, interrupted):
        """Close what is still open after an interruption."""
        for name in list(self.open):
            self._close(name, interrupted)

    def release(self):
        """Give every run free."""
        for lock in self.locks.values():
            lock.close()

    def _open(self, name, values):
        folders = RunFolders(self.sources.project.outputs, name)
        self.locks[name] = lock = contextlib.ExitStack()
        try:
            prepare_outputs(folders)
            lock.enter_context(lock_run(folders))
            with naming_disk(folders), tidying_up(folders):
                recover(folders)
                run = Run(self.sources, folders, values, self.options, self.progress, label=name)
                run.open()
            self.open[name] = run
            return run
        except DataFaults:
            raise
        except ParameterFaults as error:
            self._fail(name, "bad-parameters", "; ".join(error.faults))
        except (RunFault, RunBroken, OSError) as error:
            self._fail(name, "not-run", str(error))
        return None

    def _close(self, name, interrupted=False):
        result = self.results[name]
        result.record = self.open.pop(name).close(interrupted)
        result.outcome = result.record.outcome
        self.locks.pop(name).close()

    def _fail(self, name, outcome, message):
        result = self.results[name]
        places = name_places(RunFolders(self.sources.project.outputs, name), {})
        result.outcome, result.message = outcome, scrub(message, places)
        self.open.pop(name, None)
        self.locks.pop(name).close()
        self.progress.note(f"{name}: {outcome}: {message}")


def _show(key, value):
    """Return a parameter's value as text that tells nothing private."""
    return label_folder(value) if key == "data_dir" else as_text(value)
