"""Execute one notebook, or export one, in a process of its own and say truly how it ended."""

import contextlib
import copy
import itertools
import json
import logging
import multiprocessing
import multiprocessing.connection
import os
import re
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from helpers.paths import is_safe_name
from helpers.running.folders import list_files
from helpers.running.record import describe_error, scrub
from helpers.running.runs import INJECTED
from helpers.running.task import SEED_DRAWS, Result
from helpers.words.private import hide_paths

ENGINE = "rural"
ENDED_ITSELF = "the notebook ended itself here; the cells after it did not run"
BINARY_TYPES = ("image/png", "image/jpeg", "image/gif", "application/pdf")
DRAWINGS = ("image/svg+xml", "svg", "narrow")  # a picture in line in them may look like a path
# One kernel in twelve takes three seconds to obey a polite shutdown (ipykernel 7.4),
# so kernels are killed; this first writes out what a cell left in an open file.
FLUSH_FILES = """
import gc as _gc, io as _io
_kinds = (_io.TextIOWrapper, _io.BufferedWriter)
for _file in [item for item in _gc.get_objects() if isinstance(item, _kinds)]:
    try:
        _file.flush()
    except (OSError, ValueError):
        pass
"""


class Watch(threading.Thread):
    """Watch over a kernel and end it when the time is over or nobody waits.

    The kernel's death is what stops papermill: an exception thrown into its
    event loop from outside could be swallowed there.

    Parameters
    ----------
    timeout_seconds : float
    private : str
        Folder of this process, deleted with it.
    """

    def __init__(self, timeout_seconds: float, private: str):
        super().__init__(daemon=True)
        self.deadline = time.monotonic() + timeout_seconds
        self.private = private
        self.server = os.getppid()
        self.client = None
        self.process = None
        self.cell_index = None
        self.cells = 0
        self.executed = None
        self.failure = None  # cell index, name and message of what stopped a cell
        self.reason = ""
        self.done = threading.Event()

    def run(self):
        caller = multiprocessing.parent_process()
        while not self.done.wait(0.1):
            is_alone = caller and multiprocessing.connection.wait([caller.sentinel], timeout=0)
            # Without its folder nobody waits for the results: a cluster's caller may be on another
            # machine.
            if is_alone or os.getppid() != self.server or not os.path.isdir(self.private):
                self.stop_kernel()
                shutil.rmtree(self.private, ignore_errors=True)
                os._exit(1)
            if time.monotonic() > self.deadline:
                self.reason = self.reason or "timeout"
            if self.reason:
                self.stop_kernel()

    def stop_kernel(self):
        """Kill the kernel and whatever it has started."""
        provisioner = getattr(getattr(self.client, "km", None), "provisioner", None)
        pid = getattr(provisioner, "pid", None)
        if not pid:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if not hasattr(os, "killpg"):  # Windows, where this signal ends a process at once
                os.kill(pid, signal.SIGTERM)
            elif os.getpgid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGKILL)


def do_task(task, tell) -> Result:
    """Do a task in this process, which does nothing else in its life.

    Raises nothing: whatever happens has one of the outcomes' names.

    Parameters
    ----------
    task : Task
    tell : callable
        Called with a cell's number, their count and its seconds (None as it starts).
    """
    # jupyter_client takes a fifth of a second to import; who only hands out tasks need not wait for
    # it.
    from helpers.running import kernels

    started = time.monotonic()
    private = None
    try:
        private = kernels.prepare_environment(task.staging, task.scratch)
        if task.step == "export":
            return _export_notebook(task)
        if task.warm and kernels.can_fork_kernels():
            kernels.StandBy()
            os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = kernels.WARM_PROVISIONER
        result = execute_notebook(task, private, tell)
    except Exception as error:  # the record must name whatever went wrong
        result = Result(
            "missing-output", error=describe_error(None, type(error).__name__, error, task.places)
        )
    finally:
        if private:
            shutil.rmtree(private, ignore_errors=True)
    result.seconds = round(time.monotonic() - started, 2)
    return result


def execute_notebook(task, private: str, tell):
    """Execute a notebook and write its executed copy.

    Parameters
    ----------
    task : Task
    private : str
        Folder of this process.
    tell : callable
        See `do_task`.

    Returns
    -------
    result : Result
    """
    import nbformat

    source = prepare_source(Path(task.source).read_text(encoding="utf-8"))
    executed, result = run_notebook(source, task, private, tell)
    if result.outcome == "kernel-died" and result.error["cell"] is None:
        # Kernels that start at one moment can pick the same port (papermill#239).
        executed, result = run_notebook(source, task, private, tell)
    try:
        composed = compose(source, executed, task.places, task.stem)
        nbformat.write(composed, _find_executed(task))
        sign(composed)
    except OSError:
        if result.outcome == "ok":  # else the first failure is the one to tell
            raise
    if result.outcome == "ok":
        result.error = _find_missing_output(task)
        result.outcome = "missing-output" if result.error else "ok"
    return result


def _export_notebook(task) -> Result:
    """Write a notebook's page from its executed copy, with its texts as they are stored now."""
    import nbformat

    target = _find_executed(task)
    page = Path(task.staging, "html", f"{task.stem}.html")
    try:
        page.unlink(missing_ok=True)
        if task.refresh:
            source = prepare_source(Path(task.source).read_text(encoding="utf-8"))
            executed = nbformat.read(target, as_version=4)
            is_own = _is_signed(executed)
            executed = _rename_folder(executed, task.parameters)
            composed = compose(source, executed, task.places, task.stem)
            nbformat.write(composed, target)
            if is_own:
                sign(composed)
        task.export_page(target, page, {**task.meta, "outcome": task.outcome})
        if not page.is_file():
            raise FileNotFoundError(f"the exporter did not write html/{page.name}")
    except Exception as error:
        return Result(
            "missing-output",
            error=describe_error(None, type(error).__name__, f"no page: {error}", task.places),
        )
    return Result("ok")


def sign(notebook):
    """Let JupyterLab trust what this user has executed, as if it had been executed there.

    A user's own folder that cannot be written is no fault of a run.
    """
    with contextlib.suppress(OSError, sqlite3.Error, ValueError):
        _find_notary().sign(notebook)


def _is_signed(notebook):
    """Return whether this user has executed a notebook; what came from elsewhere is not signed."""
    with contextlib.suppress(OSError, sqlite3.Error, ValueError):
        return _find_notary().check_signature(notebook)
    return False


def _find_notary():
    from nbformat.sign import NotebookNotary

    quiet = logging.getLogger("helpers.signatures")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    return NotebookNotary(log=quiet)


def _rename_folder(executed, parameters):
    """Return an executed notebook that says it wrote to this run's folder."""
    from papermill.translators import PythonTranslator

    for cell in executed.cells:
        if INJECTED in cell.metadata.get("tags", []) and "out_dir" in parameters:
            line = f"out_dir = {PythonTranslator.translate(parameters['out_dir'])}"
            cell.source = re.sub(r"^out_dir = .*$", lambda _: line, cell.source, flags=re.MULTILINE)
    return executed


def prepare_source(text: str):
    """Return a stored notebook as it can be executed anywhere, by anyone.

    Parameters
    ----------
    text : str
        A notebook file, format 4.

    Returns
    -------
    notebook : NotebookNode
        Without outputs, without traces of earlier executions, with this
        Python as its kernel and an id for each cell.
    """
    import nbformat

    notebook = nbformat.v4.reads(text)
    notebook.cells = [
        cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", [])
    ]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen = set()
    for number, cell in enumerate(notebook.cells, start=1):
        # nbformat would give a cell without an id a random one, another in each run
        cell["id"] = (
            cell["id"] if cell.get("id") and cell["id"] not in seen else f"cell-{number:03}"
        )
        seen.add(cell["id"])
        for key in ("papermill", "execution", "ExecuteTime"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def run_notebook(source, task, private: str, tell):
    """Let papermill execute a notebook; tell the true outcome.

    papermill's own metadata says "completed" of cells that never ran once the
    kernel is dead, so nothing is read from it.

    Parameters
    ----------
    source : NotebookNode
        With papermill's earlier traces taken out.
    task : Task
    private : str
        Folder of this process.
    tell : callable
        See `do_task`.

    Returns
    -------
    executed : NotebookNode
        As far as it came.
    result : Result
    """
    watch = Watch(task.timeout_seconds, private)
    signal.signal(signal.SIGTERM, lambda *_: setattr(watch, "reason", "interrupted"))
    watch.start()
    try:
        outcome, error = _let_papermill_execute(source, task, watch, tell)
    finally:
        watch.done.set()
    if outcome != "ok" and watch.reason == "timeout":
        limit = f"stopped after {task.timeout_seconds:g} s, the limit for one notebook (--timeout)"
        outcome, error = "timeout", (watch.cell_index, "Timeout", limit)
    elif outcome != "ok" and watch.reason == "interrupted":
        outcome, error = "interrupted", (watch.cell_index, "Interrupted", "stopped on request")
    executed = watch.executed or source
    if outcome == "ok":
        error = _find_early_end(executed)
        outcome = "cell-error" if error else "ok"
    if error:
        index, name, message = error
        error = describe_error(_number_in_source(source, index, task), name, message, task.places)
    return executed, Result(outcome, error=error, cells=watch.cells)


def _let_papermill_execute(source, task, watch, tell):
    """Return papermill's outcome, and None or cell index, name and message."""
    import nbformat
    import papermill
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import ERROR_MARKER_TAG

    private = watch.private
    before, after = Path(private, "source.ipynb"), Path(private, "executed.ipynb")
    nbformat.write(source, before)
    _register(watch, private, tell)
    try:
        papermill.execute_notebook(
            _escape_braces(before),
            _escape_braces(after),
            parameters=task.parameters,
            engine_name=ENGINE,
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            resources={"metadata": {"path": task.notebooks_dir}},
        )
    except PapermillExecutionError:
        pass  # it knows no tag raises-exception and no error without an output; the watch does
    except CellTimeoutError as raised:
        return "timeout", (watch.cell_index, "Timeout", raised)
    except (RuntimeError, TimeoutError) as raised:
        if watch.failure:  # exit() was obeyed
            return "cell-error", watch.failure
        # nbclient's DeadKernelError is a RuntimeError, a kernel that never answers the other
        return "kernel-died", (watch.cell_index, type(raised).__name__, _describe_death(watch))
    except Exception as raised:
        # On a full disk papermill cannot even write down that a cell failed.
        error = _find_cell_error(watch.executed)
        outcome = "cell-error" if error else "missing-output"
        return outcome, error or (watch.cell_index, type(raised).__name__, raised)
    finally:
        if watch.executed:
            watch.executed.cells = [
                cell
                for cell in watch.executed.cells
                if ERROR_MARKER_TAG not in cell.metadata.get("tags", [])
            ]
    return ("cell-error", watch.failure) if watch.failure else ("ok", None)


def compose(source, executed, places: Mapping[str, str], stem: str):
    """Return the stored notebook with the outputs of its execution, and no more.

    Building on the stored notebook leaves papermill's paths and times behind
    and keeps the cells' ids, so two equal runs give equal bytes. It also lets a
    changed text meet outputs that are still good.

    Parameters
    ----------
    source, executed : NotebookNode
        The same code cells in the same order.
    places : mapping of str to str
        Private folders and their public names, see `helpers.running.record.scrub`.
    stem : str
        Of the notebook; the cell of its parameters is called after it.

    Returns
    -------
    notebook : NotebookNode
    """
    notebook = copy.deepcopy(source)
    ran = [cell for cell in executed.cells if cell.cell_type == "code"]
    injected = [cell for cell in ran if INJECTED in cell.metadata.get("tags", [])]
    outputs_of = iter([cell for cell in ran if cell not in injected])
    for cell in notebook.cells:
        if cell.cell_type == "code":
            match = next(outputs_of, None)
            cell.outputs = (
                [_scrub_output(output, places) for output in match.outputs] if match else []
            )
            cell.execution_count = match.execution_count if match else None
    if injected:
        cell = copy.deepcopy(injected[0])
        cell.update(
            id=_choose_id(f"{INJECTED}-{stem}", {cell["id"] for cell in notebook.cells}),
            metadata={"tags": [INJECTED]},
            source=scrub(cell.source, places),
        )
        notebook.cells.insert(_find_parameters(source) + 1, cell)
    if "language_info" in executed.metadata:
        notebook.metadata["language_info"] = executed.metadata["language_info"]
    return notebook


def _choose_id(wanted, taken):
    """Return an id that no cell has, of at most 64 characters, as the format allows."""
    names = (f"{wanted[: 60 if n else 64]}{f'-{n}' if n else ''}" for n in itertools.count())
    return next(name for name in names if name not in taken)


def _find_missing_output(task):
    """Return an error if the notebook has not left its findings, else None."""
    path = Path(task.staging, "findings", f"{task.stem}.json")
    name = f"findings/{task.stem}.json"
    if not path.is_file():
        return describe_error(
            None, "MissingOutput", f"the notebook did not write {name}", task.places
        )
    try:
        json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse_constant)
    except ValueError as error:
        return describe_error(None, "MissingOutput", f"{name} is not JSON: {error}", task.places)
    odd = [file for file in list_files(task.staging) if not is_safe_name(file)]
    numbered = re.compile(rf"\w+/(?!{task.stem[:3]})[0-9]{{2}}_")  # another notebook's
    for file in odd:
        if not numbered.match(file):
            if not file.isprintable():  # the record, which is text, might not be able to hold it
                Path(task.staging, file).unlink()
            words = f"{ascii(file)} is no name for a file on every system; give it a plain one"
            return describe_error(None, "OddName", words, task.places)
    return None


def _refuse_constant(name):
    raise ValueError(f"{name} is no number there")


def _find_executed(task):
    return Path(task.staging, "notebooks", f"{task.stem}.ipynb")


def _register(watch, private, tell):
    """Teach papermill our engine, which lets the watch see the kernel."""
    from nbclient.exceptions import CellExecutionError
    from papermill.engines import NBClientEngine, papermill_engines
    from papermill.log import logger
    from traitlets.config import Config

    from helpers.running.kernels import choose_transport
    from helpers.running.messages import PACKER

    logger.handlers, logger.propagate = [logging.NullHandler()], False
    logging.getLogger("papermill.translators").addHandler(logging.NullHandler())

    client = _make_client(watch)

    class WatchedEngine(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, *, resources, **_):
            watch.executed = nb_man.nb
            numbers = {
                id(cell): number for number, cell in enumerate(_list_code(nb_man.nb), start=1)
            }
            begun = time.monotonic()

            def note_start(cell, cell_index):
                nonlocal begun
                watch.cell_index, begun = cell_index, time.monotonic()
                watch.process = watch.client.km.provisioner.process
                if id(cell) in numbers:
                    tell(numbers[id(cell)], len(numbers), None)

            def note_end(cell, cell_index, execute_reply):
                if id(cell) in numbers:
                    watch.cells = numbers[id(cell)]
                    tell(numbers[id(cell)], len(numbers), time.monotonic() - begun)
                asked = [each.get("source") for each in execute_reply["content"].get("payload", [])]
                if "ask_exit" in asked:  # exit(): the kernel may end now or some cells later
                    raise CellExecutionError("", "SystemExit", "")

            watch.client = client(
                nb_man,
                kernel_name=kernel_name,
                log=logger,
                config=Config(choose_transport(private)),
                resources=resources,
                on_cell_start=note_start,
                on_cell_executed=note_end,
                shutdown_kernel="immediate",
                extra_arguments=["--HistoryManager.enabled=False", *PACKER],
            )
            return watch.client.execute()

    papermill_engines.register(ENGINE, WatchedEngine)


def _make_client(watch):
    """Return the class that executes cells and tells the watch what stopped one."""
    from nbclient.exceptions import CellExecutionError
    from nbclient.util import run_sync
    from papermill.clientwrap import PapermillNotebookClient

    class PromptClient(PapermillNotebookClient):
        def papermill_execute_cells(self):
            self._do_silently(SEED_DRAWS)
            super().papermill_execute_cells()
            if not (watch.failure and watch.failure[1] == "SystemExit"):
                self._do_silently(FLUSH_FILES)

        async def async_execute_cell(self, cell, cell_index, **options):
            try:
                return await super().async_execute_cell(cell, cell_index, **options)
            except CellExecutionError as error:
                name, message = error.ename, error.evalue
                if name == "NoneType":  # of a value that cannot be shown, ipykernel only shows why
                    shown = [output for output in cell.outputs if output.output_type == "error"]
                    name, message = (
                        (shown[-1].ename, shown[-1].evalue) if shown else (name, message)
                    )
                is_plain_end = name == "SystemExit" and message in ("", "0")
                watch.failure = (cell_index, name, ENDED_ITSELF if is_plain_end else message)
                raise

        execute_cell = run_sync(async_execute_cell)

        def _do_silently(self, code):
            self.wait_for_reply(self.kc.execute(code, silent=True, store_history=False))

    return PromptClient


def _escape_braces(path):
    # papermill formats its paths with the parameters
    return str(path).replace("{", "{{").replace("}", "}}")


def _describe_death(watch):
    code = getattr(watch.process, "returncode", None)
    how = "" if code is None else f" (signal {-code})" if code < 0 else f" (exit code {code})"
    where = "before the first cell" if watch.cell_index is None else "while this cell ran"
    return f"the notebook's Python process ended{how} {where}"


def _find_cell_error(executed):
    """Return the first error that a cell has shown, or None."""
    for index, cell in enumerate(executed.cells if executed else ()):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return index, output.ename, output.evalue
    return None


def _find_early_end(executed):
    """Return an error if a cell ended the notebook without failing (sys.exit)."""
    last = None
    for index, cell in enumerate(executed.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        is_meant = "raises-exception" in cell.metadata.get("tags", [])
        if cell.execution_count is not None and (
            is_meant or not any(out.output_type == "error" for out in cell.outputs)
        ):
            last = index
        elif "skip-execution" not in cell.metadata.get("tags", []):
            stopped = index if cell.execution_count is not None else last
            return stopped, "SystemExit", ENDED_ITSELF
    return None


def _list_code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def _find_parameters(notebook):
    tagged = [
        index
        for index, cell in enumerate(notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    return tagged[0] if tagged else -1


def _number_in_source(source, index, task):
    """Return a cell's place in the stored notebook, counted from 1."""
    if index is None:
        return None
    is_later = task.parameters and index > _find_parameters(source)
    return max(index if is_later else index + 1, 1)


def _scrub_output(output, places):
    def clean(value, kind=""):
        if isinstance(value, str):
            if kind in BINARY_TYPES:
                return value
            value = scrub(value, places)
            return value if kind in DRAWINGS else hide_paths(value)
        if isinstance(value, dict):
            return {name: clean(item, name) for name, item in value.items()}
        return [clean(item) for item in value] if isinstance(value, list) else value

    import nbformat

    return nbformat.from_dict(clean(dict(output)))
