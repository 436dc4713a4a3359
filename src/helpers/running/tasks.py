"""Hand tasks to worker processes and see that every one of them ends.

pytask would be the ready-made thing. It was tried, 0.6.0 with pytask-parallel 0.5.5, and does not carry
three demands: an interrupted build waits for its tasks and then ends with "Succeeded" and exit code 0;
a worker that is killed fails the task of another worker as well; and workers wait for a poll of up to a
second before each task, so that tasks of half a second take a whole one. `multiprocessing` does, below.
"""

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

SERVER_FOLDER = "RURAL_SERVER_FOLDER"  # tells the fork server which folder ends with it
GRACE_SECONDS = 15.0  # for a worker to write down a timeout before it is killed
STOP_SECONDS = 5.0  # for a worker to end its kernel after an interruption
# What kernels inherit: equal runs give equal bytes, and two side by side do not fight for
# cores. The fork server starts with it too: a hash seed, a number of threads and a backend
# are read when they are first needed, which for a warm kernel was in the server.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "JUPYTER_PREFER_ENV_PATH": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Task:
    """Say what a worker process has to do with one notebook: ``execute`` or ``export`` it.

    ``outcome`` is that of the execution, for the page; ``warm`` asks for a
    kernel that is forked rather than started; ``refresh`` says that texts may
    have changed since the execution.
    """

    step: str
    stem: str
    run: str
    source: str
    notebooks_dir: str
    staging: str
    scratch: str
    parameters: dict
    places: dict
    timeout_seconds: float
    publisher: str
    meta: dict
    warm: bool = True
    outcome: str = "ok"
    refresh: bool = False


@dataclass
class Result:
    """Say how a notebook ended; see `helpers.running.record.NotebookRecord`."""

    outcome: str
    seconds: float = 0.0
    error: dict | None = None
    cells: int = 0


class _Worker:
    """Hold a running process with its task, its pipe and its last moment."""

    def __init__(self, context, task, tell):
        self.task = task
        self.tell = tell
        self.result = None
        self.started = time.monotonic()
        self.limit = self.started + task.timeout_seconds + GRACE_SECONDS
        self.receiver, sender = context.Pipe(duplex=False)
        self.process = context.Process(
            target=work, args=(task, sender, dict(os.environ)), name=task.stem
        )
        # A fork server that was killed is started anew here, and must begin as the first one did.
        with _hiding_main(), _changing_environment(KERNEL_ENVIRONMENT):
            self.process.start()
        sender.close()

    def listen(self):
        """Pass on what the process has told so far."""
        with contextlib.suppress(EOFError, OSError):
            while self.result is None and self.receiver.poll():
                message = self.receiver.recv()
                if isinstance(message, Result):
                    self.result = message
                else:
                    self.tell(self.task, *message)

    def has_ended(self):
        """Return whether there is a result or no process, at the latest after the time limit."""
        if time.monotonic() > self.limit:
            self.process.kill()
            self.process.join()
        self.listen()
        return self.result is not None or not self.process.is_alive()

    def collect(self):
        """Return the result of an ended worker, whatever end that was."""
        self.listen()
        self.process.join(GRACE_SECONDS if self.result else None)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        seconds = round(time.monotonic() - self.started, 2)
        self.receiver.close()
        self.process.close()
        if self.result:
            return self.result
        if time.monotonic() > self.limit:
            message = f"did not end {GRACE_SECONDS:g} s after its limit of {self.task.timeout_seconds:g} s"
            return Result("timeout", seconds, {"cell": None, "name": "Timeout", "message": message})
        message = f"the process that was to {self.task.step} this notebook ended " + (
            f"with signal {-code}" if code < 0 else f"with exit code {code}"
        )
        return Result(
            "kernel-died", seconds, {"cell": None, "name": "WorkerDied", "message": message}
        )


def run_tasks(plan, jobs, *, publisher, tell_idle=None):
    """Run each task of a plan in a process of its own, so many at a time.

    One process a task, not a pool: a process that is killed takes nothing
    with it, and the working folder and environment belong to one notebook.

    Parameters
    ----------
    plan : object
        ``take()`` returns the next Task, or None while nothing more is ready;
        ``finish(task, result)`` hears of its end, and may make others ready;
        ``tell(task, number, total, seconds)`` hears of its cells.
    jobs : int
    publisher : str
        Package of the exporter, imported once for all workers.
    tell_idle : callable, optional
        Called in the end, if there was a task, with the worker seconds that
        no task used and with all there were, from the first task to the last.

    Returns
    -------
    interrupted : bool
        True after Ctrl-C or SIGTERM: what ran was ended and reported, the rest not begun.
    """
    context = None
    running = []
    started, used = None, 0.0
    try:
        while True:
            while len(running) < jobs and (task := plan.take()):
                context = context or start_server(publisher)
                with _holding_interrupts():
                    running.append(_Worker(context, task, plan.tell))
                started = started or running[0].started
            if not running:
                if started and tell_idle:
                    offered = jobs * (time.monotonic() - started)
                    tell_idle(max(offered - used, 0.0), offered)
                return False
            _wait(running)
            for worker in [worker for worker in running if worker.has_ended()]:
                running.remove(worker)
                used += time.monotonic() - worker.started
                plan.finish(worker.task, worker.collect())
    except KeyboardInterrupt:
        for worker in running:
            worker.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for worker in running:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
            plan.finish(worker.task, _describe_stopped(worker.collect()))
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
    from multiprocessing import forkserver, util

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["helpers.running.preload", f"{publisher}.page"])
    # Ctrl-C reaches every process of the terminal; only this one should answer it.
    try:
        # Its socket lies in a folder of this process, which cannot tidy up after a `kill -9`; the server does it then.
        folder = {SERVER_FOLDER: util.get_temp_dir()}
        with (
            _ignoring_ctrl_c(),
            _hiding_main(),
            _changing_environment({**KERNEL_ENVIRONMENT, **folder}),
        ):
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
    sender.send(execution.do_task(task, lambda *cell: sender.send(cell)))
    sender.close()


def _describe_stopped(result):
    """Return the result of a worker that was told to stop: good if it was done before that."""
    if result.outcome in ("ok", "interrupted"):
        return result
    return Result(
        "interrupted",
        result.seconds,
        {"cell": None, "name": "Interrupted", "message": "stopped on request"},
    )


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
def _holding_interrupts():
    """Let Ctrl-C and SIGTERM wait until a worker is there: one half started could not be ended, and the fork server would fall."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = {
        number: signal.signal(number, lambda number, frame: came.append((number, frame)))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number, frame in came[:1]:
        if callable(before[number]):
            before[number](number, frame)
        elif before[number] == signal.SIG_DFL:
            signal.raise_signal(number)


@contextlib.contextmanager
def _changing_environment(changes):
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


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
