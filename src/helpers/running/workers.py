"""Hand tasks to worker processes and see that every one of them ends.

pytask would be the ready-made thing. It was tried, 0.6.0 with pytask-parallel 0.5.5, and does not
carry three demands: an interrupted build waits for its tasks and then ends with "Succeeded" and
exit code 0; a worker that is killed fails the task of another worker as well; and workers wait for
a poll of up to a second before each task, so that tasks of half a second take a whole one.
`multiprocessing` does, below.
"""

import contextlib
import json
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import time
import types
import warnings
from dataclasses import replace

from helpers.running import execution
from helpers.running.folders import RunBroken
from helpers.running.interrupts import (
    block_ctrl_c,
    die_with_parent,
    hold_interrupts,
    unblock_ctrl_c,
)
from helpers.running.task import KERNEL_ENVIRONMENT, Result, describe_interruption

SERVER = "RURAL_SERVER"  # tells the fork server whose it is, and which folder ends with it
VALUES = "RURAL_VALUES"  # tells it the parameters of the run, whose tables it assembles
STARTS = 3  # of a worker, where something kills the fork server
PAUSE_SECONDS = 0.2  # until it is known to be dead
GRACE_SECONDS = 15.0  # for a worker to write down a timeout before it is killed
STOP_SECONDS = 5.0  # for a worker to end its kernel after an interruption


class _Worker:
    """Hold a running process with its task, its pipe and its last moment."""

    def __init__(self, context, task, tell):
        self.task = task
        self.tell = tell
        self.result = None
        self.started = time.monotonic()
        self.limit = self.started + task.timeout_seconds + GRACE_SECONDS
        self.receiver, sender = context.Pipe(duplex=False)
        for _ in range(STARTS):
            self.process = context.Process(
                target=work, args=(task, sender, dict(os.environ)), name=task.stem
            )
            # A fork server that was killed is started anew here, and must begin as the first one
            # did.
            with (
                _hiding_main(),
                _changing_environment(_describe_server()),
                warnings.catch_warnings(),
            ):
                # nothing here is tracked by it, and so nothing is lost with it
                warnings.filterwarnings("ignore", message="resource_tracker: process died")
                try:
                    self.process.start()
                    break
                except (EOFError, ConnectionError):
                    time.sleep(PAUSE_SECONDS)  # the server was killed in this very moment
        else:
            raise RunBroken(f"{task.run}: no process could be started; each was killed at once")
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
            message = (
                f"did not end {GRACE_SECONDS:g} s after its limit of"
                f" {self.task.timeout_seconds:g} s"
            )
            return Result("timeout", seconds, {"cell": None, "name": "Timeout", "message": message})
        message = f"the process that was to {self.task.step} this notebook ended " + (
            f"with signal {-code}" if code < 0 else f"with exit code {code}"
        )
        return Result(
            "kernel-died", seconds, {"cell": None, "name": "WorkerDied", "message": message}
        )


def run_tasks(plan, jobs: int, *, preload, values=None, tell_idle=None) -> bool:
    """Run each task of a plan in a process of its own, so many at a time.

    One process a task, not a pool: a process that is killed takes nothing
    with it, and the working folder and environment belong to one notebook.

    Returns True after Ctrl-C or SIGTERM: what ran was ended and reported, the rest not begun.

    Parameters
    ----------
    plan : object
        ``take()`` returns the next Task, or None while nothing more is ready;
        ``finish(task, result)`` hears of its end, and may make others ready;
        ``tell(task, number, total, seconds)`` hears of its cells.
    jobs : int
    preload : str
        Module that is imported once for all workers; see `helpers.running.task.Publisher`.
    values : dict, optional
        Parameters of the run, for that module.
    tell_idle : callable, optional
        Called in the end, if there was a task, with the worker seconds that
        no task used and with all there were, from the first task to the last.
    """
    context = None
    running = []
    started, used = None, 0.0
    try:
        while True:
            while len(running) < jobs and (task := plan.take()):
                context = context or start_server(preload, values)
                with hold_interrupts(wake_server):
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
                result = worker.collect()
                with hold_interrupts():
                    plan.finish(worker.task, result)
    except KeyboardInterrupt:
        wake_server()
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


def call_apart(function, *arguments):
    """Call a function in a process of the fork server, which has most of what it needs by now.

    Where no server was started the function is called here, and also if that process is killed:
    it must be one that can be called again.

    Parameters
    ----------
    function : callable
        That a module holds under its name; what it returns is lost.
    *arguments : object
        As `pickle` can send them.

    Raises
    ------
    Exception
        What the function has raised.
    """
    if not _find_server():
        function(*arguments)
        return
    context = multiprocessing.get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    given = (function, arguments, sender, dict(os.environ))
    process = context.Process(target=_call, args=given)
    try:
        with (
            hold_interrupts(wake_server),
            _hiding_main(),
            _changing_environment(_describe_server()),
        ):
            process.start()
        sender.close()
        error = receiver.recv()
    except (EOFError, ConnectionError):
        function(*arguments)
        return
    finally:
        if process.pid:
            process.kill()  # it has told its end, or nobody waits for it any more
            process.join()
    if error:
        raise error


def _call(function, arguments, sender, environment):
    """Call a function in this process and send what it raised, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    unblock_ctrl_c()
    die_with_parent(signal.SIGKILL)
    os.environ.clear()
    os.environ.update(environment)
    try:
        function(*arguments)
    except Exception as error:
        sender.send(error)
    else:
        sender.send(None)


def _find_server():
    """Return the process number of the fork server, if this process has started one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return None
    from multiprocessing import forkserver

    return forkserver._forkserver._forkserver_pid


def start_server(preload: str, values: dict | None = None):
    """Start the process from which workers are forked, libraries imported.

    Parameters
    ----------
    preload : str
        Module that imports them.
    values : dict, optional
        Parameters of the run: what its notebooks share is made once, before they are forked.

    Returns
    -------
    context : multiprocessing context
        ``spawn`` where there is no fork server.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    try:
        with hold_interrupts(), _hiding_main(), _changing_environment(_describe_server(values)):
            resource_tracker.ensure_running()  # it would let Ctrl-C through as it starts
            with block_ctrl_c():
                forkserver.ensure_running()
    except OSError:
        # A long TMPDIR leaves no room for the server's socket; spawning is only slower.
        return multiprocessing.get_context("spawn")
    return context


def wake_server():
    """Let a fork server that somebody has stopped go on: without it no worker is seen to end."""
    if pid := _find_server():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _describe_server(values=None):
    """Return the environment that the fork server starts with.

    Its socket lies in a folder of this process, which cannot tidy up after a
    `kill -9`; the server does it then, and so must know whose it is.
    """
    from multiprocessing import util

    return KERNEL_ENVIRONMENT | {
        SERVER: f"{os.getpid()} {util.get_temp_dir()}",
        VALUES: json.dumps(values or {}, default=str),
    }


def work(task, sender, environment):
    """Do a task in this process and send its result (the worker's whole life).

    The fork server keeps the environment it was started with; a worker needs that of its caller.
    """
    # Ctrl-C reaches every process of the terminal; only the command should answer it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    unblock_ctrl_c()
    if task.step == "export":  # an execution has a kernel to end first, and watches for itself
        die_with_parent(signal.SIGKILL)
    os.environ.clear()
    os.environ.update(environment)
    # What libraries print from here belongs to no page; the record says what matters.
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sender.send(execution.do_task(task, lambda *cell: sender.send(cell)))
    sender.close()


def _describe_stopped(result):
    """Return the result of a worker that was told to stop: good if it was done before that."""
    if result.outcome in ("ok", "interrupted"):
        return result
    return replace(describe_interruption(), seconds=result.seconds)


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
