"""Send the tasks of runs to a Dask cluster whose workers see the same files."""

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import pickle
import re
import subprocess
import sys
import tempfile
import threading

from helpers.paths import project_root
from helpers.running.folders import RunBroken, RunFault
from helpers.running.inputs import hash_folder
from helpers.running.record import find_versions, hash_file, hash_json
from helpers.running.task import Result, describe_interruption
from helpers.running.workers import run_tasks

CONNECT_SECONDS = 5  # to reach a scheduler
LOST = "the Dask scheduler has gone; what was finished is kept for the next try"
RETRIES = 2  # of a task whose worker was lost
ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:[0-9]+")


def connect(address: str, project):
    """Return what runs the tasks of a plan on a cluster whose workers can do the work.

    Parameters
    ----------
    address : str
        Such as ``tcp://127.0.0.1:8786``.
    project : Project

    Returns
    -------
    run_all : callable
        For `helpers.running.sweep.run_sweep`: runs the tasks of a plan on the cluster.

    Raises
    ------
    RunFault
        If Dask is not installed, the scheduler cannot be reached within
        seconds, it has no workers, or they have other files or other versions.
    """
    client, expected = _open_client(address, project)

    def run_all(plan):
        with client:
            return _run_on(client, plan, project.publisher.preload, expected)

    return run_all


@contextlib.contextmanager
def spread_over(address, project):
    """Give what spreads a function over the workers of a cluster, for `articles.batches`.

    Parameters
    ----------
    address, project
        As in `connect`. What a lost worker had is done by another.

    Raises
    ------
    RunFault
        As `connect`.
    RunBroken
        If the scheduler is lost, or several workers in a row are at the same articles.
    """
    client, _ = _open_client(address, project)

    def spread(function, arguments):
        from distributed import KilledWorker

        futures = [
            client.submit(function, *each, pure=False, retries=RETRIES) for each in arguments
        ]
        try:
            for future in futures:
                yield future.result()
        except (OSError, KilledWorker, concurrent.futures.CancelledError) as error:
            raise RunBroken("the Dask cluster was lost; nothing was written") from error

    with client:
        yield spread


def _open_client(address, project):
    """Return a client of a scheduler, and what each of its workers has."""
    if not ADDRESS.fullmatch(address):
        raise RunFault(
            f"--scheduler {address!r}: allowed is an address such as tcp://127.0.0.1:8786"
        )
    try:
        from distributed import Client
    except ImportError:
        raise RunFault(
            "--scheduler needs Dask: install this project with the extra 'cluster'"
        ) from None
    # Its own reports of lost connections; we say what they mean in a sentence.
    for name in [
        name
        for name in logging.root.manager.loggerDict
        if name.split(".")[0] in ("distributed", "tornado", "asyncio")
    ]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Dask's client waits without end for a server that accepts and says nothing.
        asyncio.run(asyncio.wait_for(_greet(address), CONNECT_SECONDS))
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    # The last: a server of another kind, its words read as a length.
    except (OSError, ValueError, MemoryError) as error:
        raise RunFault(
            f"no Dask scheduler answers at {address} within {CONNECT_SECONDS} s"
        ) from error
    try:
        expected = _check_workers(client, project)
    except BaseException:
        client.close()
        raise
    return client, expected


async def _greet(address):
    """Ask a scheduler who it is; returns once it has answered."""
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(
        address, timeout=CONNECT_SECONDS, **Security().get_connection_args("client")
    )
    await comm.write({"op": "identity", "reply": True})
    await comm.read()
    await comm.close()


def describe_worker(probe: str) -> dict:
    """Return what a worker has, as it sees it.

    Parameters
    ----------
    probe : str
        A file that the caller has made.

    Returns
    -------
    found : dict
        ``sees`` whether the probe file is there, ``sources`` and ``lock`` the sha256 of the
        helpers and the lock file, ``versions`` those of Python and the libraries.
    """
    root = project_root()
    lock = root / "requirements.lock"
    return {
        "sees": os.path.isfile(probe),
        "sources": hash_json(hash_folder(root / "src" / "helpers", "helpers")),
        "lock": hash_file(lock) if lock.is_file() else "",
        "versions": find_versions(),
    }


def do_task(task, preload, expected):
    """Do a task on this worker, in the warm process of its thread.

    A worker that joined after the others were checked may be none that fits: it says so, and does
    nothing.
    """
    fault = find_misfit(expected, describe_worker(task.source))
    if fault:
        message = f"a Dask worker that joined later {fault}"
        return Result(
            "kernel-died", error={"cell": None, "name": "WorkerMisfit", "message": message}
        )
    return _Outpost.find().do(task, preload)


def serve():
    """Do the tasks that arrive on the standard input, one after the other, until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks = _read_ahead(sys.stdin.buffer)
    while (sent := tasks.get()) is not None:
        task, preload = sent
        plan = _OneTask(task)
        run_tasks(plan, 1, preload=preload)
        pickle.dump(plan.result, answers)
        answers.flush()


class _OneTask:
    """Be a plan of one task."""

    def __init__(self, task):
        self.waiting = [task]
        self.result = None

    def take(self):
        return self.waiting.pop() if self.waiting else None

    def tell(self, task, number, total, seconds):
        pass

    def finish(self, task, result):
        self.result = result


class _Outpost:
    """Hold a process that forks workers and kernels for one thread of a Dask worker.

    Dask's own processes are daemons, which may have no children.
    """

    kept = threading.local()

    def __init__(self):
        command = [sys.executable, "-m", "helpers.running.cluster"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @classmethod
    def find(cls):
        """Return the outpost of this thread, a new one if there is none or it has ended."""
        outpost = getattr(cls.kept, "outpost", None)
        if outpost is None or outpost.process.poll() is not None:
            outpost = cls.kept.outpost = cls()
        return outpost

    def do(self, task, preload):
        """Return the result of a task."""
        pickle.dump((task, preload), self.process.stdin)
        self.process.stdin.flush()
        return pickle.load(self.process.stdout)


def _read_ahead(stream):
    """Return a queue of what arrives; the process ends at once when its worker has gone."""
    import queue

    arrived = queue.SimpleQueue()

    def read():
        try:
            while True:
                arrived.put(pickle.load(stream))
        except (EOFError, OSError):
            # The notebooks under way notice that this process is gone, and end.
            os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return arrived


def _check_workers(client, project):
    """Return what every worker has, or raise RunFault unless it is what this computer has."""
    project.outputs.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=project.outputs, prefix=".probe") as probe:
        expected = describe_worker(probe.name)
        found = client.run(describe_worker, probe.name)
    if not found:
        raise RunFault(
            "the Dask scheduler has no workers yet; start some with `dask worker ADDRESS`"
        )
    for worker, seen in found.items():
        fault = find_misfit(expected, seen)
        if fault:
            raise RunFault(f"Dask worker {worker} {fault}")
    return expected


def find_misfit(mine: dict, theirs: dict) -> str:
    """Return in words why a worker's results would not be those of this computer, or nothing.

    Parameters
    ----------
    mine, theirs : dict
        See `describe_worker`.
    """
    if not theirs["sees"]:
        return (
            "does not see the outputs folder; workers need the same folders, on a shared file"
            " system"
        )
    if theirs["sources"] != mine["sources"]:
        return "has other files in src/helpers"
    others = [
        f"{name} {theirs['versions'].get(name, 'none')} where this command has"
        f" {mine['versions'].get(name, 'none')}"
        for name in sorted({*mine["versions"], *theirs["versions"]})
        if theirs["versions"].get(name) != mine["versions"].get(name)
    ]
    if others:
        return f"has {', '.join(others)}; the record names one version for all"
    return "" if theirs["lock"] == mine["lock"] else "has another requirements.lock"


def _run_on(client, plan, preload, expected):
    """Run the tasks of a plan; return whether that was interrupted."""
    executor = client.get_executor(retries=RETRIES)
    under_way = {}
    try:
        while True:
            if client.status != "running":
                raise RunBroken(LOST)
            # One more than there are threads, so that none waits for its next task.
            most = sum(client.nthreads().values()) + 1
            while len(under_way) < most and (task := plan.take()):
                under_way[executor.submit(do_task, task, preload, expected)] = task
            if not under_way:
                return False
            done, _ = concurrent.futures.wait(
                under_way, timeout=5, return_when=concurrent.futures.FIRST_COMPLETED
            )
            for future in done:
                plan.finish(under_way.pop(future), _read_result(future))
    except KeyboardInterrupt:
        for future, task in under_way.items():
            future.cancel()
            plan.finish(task, describe_interruption())
        return True
    # Dask's errors of lost connections among them; the plan answers for files.
    except OSError as error:
        raise RunBroken(LOST) from error


def _read_result(future):
    try:
        return future.result()
    except (Exception, concurrent.futures.CancelledError) as error:
        message = f"the cluster lost this task: {type(error).__name__}"
        if isinstance(error, concurrent.futures.CancelledError):
            # The scheduler has gone, and no kernel died.
            return describe_interruption(message)
        return Result("kernel-died", error={"cell": None, "name": "WorkerDied", "message": message})


if __name__ == "__main__":
    serve()
