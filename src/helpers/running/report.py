"""Run the notebooks into one folder: all of it, or what there was before."""

import contextlib
import errno
from collections.abc import Mapping
from pathlib import Path

from helpers.page.elements import write_text
from helpers.parameters import Given, ParameterFaults, find_edited, validate
from helpers.paths import resolve
from helpers.running.folders import (
    FULL,
    INDEX_SUM,
    LONGEST_NAME,
    RunBroken,
    RunFault,
    RunFolders,
    check_run_name,
    lock_run,
    prepare_outputs,
    recover,
)
from helpers.running.inputs import Sources
from helpers.running.parameter_files import name_values
from helpers.running.progress import Silence
from helpers.running.record import hash_file
from helpers.running.run import DEFAULT_TIMEOUT_SECONDS, Options, Run

DEFAULT_RUN = "baseline"


def run_report(
    given,
    *,
    name=None,
    jobs=2,
    force=False,
    warm=True,
    project,
    sources=None,
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
        Name of the run; without it, the last part of a given ``out_dir``, else ``baseline``.
    jobs : int
        Notebooks executed at a time, from 1.
    force : bool
        Execute everything, changed or not.
    warm : bool
        Fork kernels where that is possible; the results are the same.
    project : Project
    sources : Sources, optional
        Of the project, where it was read already.
    timeout_seconds : float
        Limit for one whole notebook, above 0.
    progress : Progress, optional

    Returns
    -------
    record : Record

    Raises
    ------
    ParameterFaults, DataFaults, RunFault
        If parameters, data, the run's name or folder, or another process that
        is writing it do not allow it to start.
    RunBroken
        If a disk is full or a folder has gone while it runs.
    """
    progress = progress or Silence()
    progress.begin()
    check_limits(jobs, timeout_seconds)
    sources, folders, values = _prepare(given, name, sources or Sources(project))
    for note in _list_unused(sources):
        progress.note(note)
    prepare_outputs(folders)
    with lock_run(folders), naming_disk(folders), tidying_up(folders):
        recover(folders)
        run = Run(sources, folders, values, Options(force, warm, timeout_seconds), progress)
        record = _make(run, jobs, values)
    if not run.unchanged or run.has_tidied or not _is_list_current(project):
        write_runs_index(project)
    return record


def _list_unused(sources):
    """Return what a report leaves aside of the notebooks' folder, a line each."""
    notes = [
        f"{file}: not run, its name is not like 09_my_question.ipynb" for file in sources.strange
    ]
    cells = {notebook.stem: notebook.parameters_cell for notebook in sources.notebooks}
    return notes + [
        f"{edit}, which a report does not use: set it with -p, and take the cell back with"
        " `rural parameters --write`"
        for edit in find_edited(cells, sources.project.declarations)
    ]


def _make(run, jobs, values):
    """Do what a run decides to be done; return its record."""
    preload, progress = run.sources.project.publisher.preload, run.progress
    if run.good is None or run.options.force:
        from helpers.running.workers import start_server

        start_server(preload, values)  # it imports while this process checks the data
    try:
        run.open()
        if run.unchanged:
            return run.close()
        from helpers.running.workers import run_tasks

        if words := _describe_plan(run):
            progress.plan(words)
        progress.start(len(run.notebooks) - len(run.done))
        return run.close(
            run_tasks(run, jobs, preload=preload, values=values, tell_idle=progress.tell_idle)
        )
    finally:
        progress.close()


def _describe_plan(run):
    """Return how many notebooks are to run and what they took last time; empty for none."""
    stems = [stem for stem, d in run.decisions.items() if d.action == "execute"]
    if not stems:
        return ""
    took = [
        notebook.seconds
        for stem in stems
        if (notebook := next((n for e in run.earlier if (n := e.record.find(stem))), None))
    ]
    last = f"; they took {sum(took):.0f} s of work last time" if len(took) == len(stems) else ""
    return f"{len(stems)} of {len(run.notebooks)} notebooks to run{last}"


@contextlib.contextmanager
def naming_disk(folders):
    """Leave nothing half made, and say which run a full disk or a folder that has gone concerns.

    Raises
    ------
    RunBroken
        In place of the error of the system.
    """
    try:
        yield
    except OSError as error:
        with contextlib.suppress(OSError):
            recover(folders)
        if error.errno in (*FULL, errno.ENOENT):
            raise RunBroken.by(folders.run, error) from error
        raise


@contextlib.contextmanager
def tidying_up(folders):
    """Leave nothing half made where Ctrl-C comes before or after the tasks."""
    try:
        yield
    except KeyboardInterrupt:
        recover(folders)
        raise


def explain_report(
    given,
    *,
    project,
    sources=None,
    name=None,
    force=False,
    jobs=1,
    timeout_seconds=DEFAULT_TIMEOUT_SECONDS,
):
    """Return what `run_report` would do and why, without doing it.

    Parameters
    ----------
    given, name, force, project, sources, jobs, timeout_seconds
        As for `run_report`.

    Returns
    -------
    decisions : dict of str to helpers.running.deciding.Decision
        By notebook, in reading order.
    notes : list of str
        What is left aside of the notebooks, and what does not fit in the run that is there.

    Raises
    ------
    ParameterFaults, DataFaults, RunFault
        As for `run_report`.
    """
    check_limits(jobs, timeout_seconds)
    sources, folders, values = _prepare(given, name, sources or Sources(project))
    run = Run(sources, folders, values, Options(force), Silence())
    return run.decide(), _list_unused(sources) + run.notes


def write_runs_index(project):
    """Write the list of runs anew, and a note of what was written."""
    note = project.outputs / INDEX_SUM
    if not note.exists():
        write_text(note, "")  # a kill from here on leaves a list that is known as ours
    from helpers.running.workers import call_apart

    call_apart(project.publisher.write_runs_index, project.outputs)
    write_text(project.outputs / INDEX_SUM, hash_file(project.outputs / "index.html"))


def _is_list_current(project):
    """Return whether the list of runs is as it was written last."""
    try:
        noted = (project.outputs / INDEX_SUM).read_text(encoding="utf-8")
        return noted == hash_file(project.outputs / "index.html")
    except (OSError, ValueError):
        return False


def check_limits(jobs, timeout_seconds):
    """Raise RunFault unless there is at least one job and some time."""
    if jobs < 1:
        raise RunFault(f"-n {jobs}: allowed is 1 or more notebooks at a time")
    if not timeout_seconds > 0:
        raise RunFault(f"--timeout {timeout_seconds:g}: allowed is more than 0 seconds")


def _prepare(given, name, sources):
    name, given = settle_name(name, given, sources.project.outputs)
    folders = RunFolders(sources.project.outputs, check_run_name(name))
    return sources, folders, validate(given, sources.declaration)


def _find_home(item):
    """Return the money that other data than the usual ones are printed in, or nothing."""
    if item is None:
        return ""
    from helpers.data.home import find_home

    try:
        return find_home(resolve(item.value if isinstance(item, Given) else item))
    except (ValueError, OSError, TypeError, KeyError):
        return ""  # the check of the data, which comes next, says what is wrong


def name_change(given: Mapping[str, Given], sources: Sources) -> str | None:
    """Return the name of a run that got none, after what differs from the defaults.

    None where nothing differs, or where ``out_dir`` names the run.

    Parameters
    ----------
    given : mapping of str to Given
        As typed; see `helpers.running.parameter_files.settle_folder`.
    sources : Sources

    Raises
    ------
    ParameterFaults
        If a parameter is not declared or its value is not allowed.
    RunFault
        If so much was changed that its name would be too long.
    """
    if "out_dir" in given:
        return None
    declared = sources.declaration
    values = validate(given, declared)
    changed = {p.name: values[p.name] for p in declared if values[p.name] != p.default}
    if not changed:
        return None
    name = name_values(changed)
    if len(name) > LONGEST_NAME:
        raise RunFault("the parameters are too many to name the run after them; give --name RUN")
    return check_run_name(name)


def settle_name(name: str | None, given, outputs: Path):
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
    home = _find_home(given.get("data_dir"))
    if home and "currency" not in given:
        given["currency"] = home
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
