"""Hand notebooks to worker processes and see that every one of them ends."""

import contextlib
import importlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import time
import types
from dataclasses import dataclass

GRACE_SECONDS = 15.0  # for a worker to write down a timeout before it is killed
STOP_SECONDS = 5.0  # for a worker to end its kernel after an interruption


@dataclass(frozen=True)
class Task:
    """Say what a worker process has to do with one notebook.

    With ``execute`` false the results in the staging folder are kept and only
    texts and page are made anew.
    """

    stem: str
    source: str
    notebooks_dir: str
    staging: str
    scratch: str
    parameters: dict
    places: dict
    timeout_seconds: float
    publisher: str
    meta: dict
    execute: bool = True


@dataclass
class Result:
    """Say how a notebook ended; see `helpers.running.record.NotebookRecord`."""

    outcome: str
    seconds: float = 0.0
    error: dict | None = None


class _Worker:
    """Hold a running process with its task, its pipe and its last moment."""

    def __init__(self, context, task):
        self.task = task
        self.started = time.monotonic()
        self.limit = self.started + task.timeout_seconds + GRACE_SECONDS
        self.receiver, sender = context.Pipe(duplex=False)
        self.process = context.Process(target=work, args=(task, sender, dict(os.environ)), name=task.stem)
        with _hiding_main():
            self.process.start()
        sender.close()

    def collect(self):
        """Return the result of an ended worker, whatever end that was."""
        result = None
        with contextlib.suppress(EOFError, OSError):
            if self.receiver.poll():
                result = self.receiver.recv()
        self.process.join(GRACE_SECONDS if result else None)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        seconds = round(time.monotonic() - self.started, 2)
        self.receiver.close()
        self.process.close()
        if result:
            return result
        if time.monotonic() > self.limit:
            message = f"did not end {GRACE_SECONDS:g} s after its limit of {self.task.timeout_seconds:g} s"
            return Result("timeout", seconds, {"cell": None, "name": "Timeout", "message": message})
        message = "the process that executed this notebook ended " + (
            f"with signal {-code}" if code < 0 else f"with exit code {code}"
        )
        return Result("kernel-died", seconds, {"cell": None, "name": "WorkerDied", "message": message})


def run_tasks(tasks, jobs, finish, *, publisher):
    """Run each task in a process of its own, so many at a time.

    One process a notebook, not a pool: a process that is killed takes nothing
    with it, and the working folder and environment belong to one notebook.

    Parameters
    ----------
    tasks : list of Task
    jobs : int
    finish : callable
        Called with stem and Result as each notebook ends.
    publisher : str
        Package of the exporter, imported once for all workers.

    Returns
    -------
    interrupted : bool
        True after Ctrl-C: what ran was ended and reported, the rest not begun.
    """
    if not tasks:
        return False
    context = start_server(publisher)
    waiting, running = list(tasks), []
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_Worker(context, waiting.pop(0)))
            _wait(running)
            for worker in [worker for worker in running if _has_ended(worker)]:
                running.remove(worker)
                finish(worker.task.stem, worker.collect())
        return False
    except KeyboardInterrupt:
        for worker in running:
            worker.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for worker in running:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
            result = worker.collect()
            if result.outcome != "ok":
                error = {"cell": None, "name": "Interrupted", "message": "stopped on request"}
                was_stopped = result.outcome == "interrupted"
                result = result if was_stopped else Result("interrupted", result.seconds, error)
            finish(worker.task.stem, result)
        return True
    except BaseException:
        for worker in running:
            worker.process.terminate()
        raise


def start_server(publisher):
    """Start the process from which workers are forked, libraries imported.

    Parameters
    ----------
    publisher : str

    Returns
    -------
    context : multiprocessing context
        ``spawn`` where there is no fork server.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["papermill", "helpers.running.execution", f"{publisher}.exporter"])
    # Ctrl-C reaches every process of the terminal; only this one should answer it.
    try:
        with _ignoring_ctrl_c(), _hiding_main():
            forkserver.ensure_running()
    except OSError:
        # A long TMPDIR leaves no room for the server's socket; spawning is only slower.
        return multiprocessing.get_context("spawn")
    return context


def work(task, sender, environment):
    """Do a task in this process and send its result (the worker's whole life).

    The fork server keeps the environment it was started with; a worker needs
    that of its caller.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(environment)
    # What libraries print from here belongs to no page; the record says what matters.
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    execution = importlib.import_module("helpers.running.execution")
    execution.prepare_environment(task.staging, task.scratch)
    sender.send(execution.make_notebook(task))
    sender.close()


@contextlib.contextmanager
def _ignoring_ctrl_c():
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _hiding_main():
    """Keep workers from running the caller's script again: they need none of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _wait(running):
    waited_for = [end for worker in running for end in (worker.receiver, worker.process.sentinel)]
    multiprocessing.connection.wait(waited_for, timeout=0.5)


def _has_ended(worker):
    if time.monotonic() > worker.limit:
        worker.process.kill()
        worker.process.join()
    return worker.receiver.poll() or not worker.process.is_alive()
