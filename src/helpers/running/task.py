"""Say what a worker process has to do with one notebook, and how that ended."""

from collections.abc import Callable
from dataclasses import dataclass

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
    # GNU's malloc then gives back what a figure needed for a moment, 15 MB a kernel: bytes free at
    # the end of the heap, and of a block that it asks the system for apart.
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "MALLOC_MMAP_THRESHOLD_": "131072",
}
# A draw without a seed of its own gives equal bytes as well, in a forked kernel as in a started
# one.
SEED_DRAWS = """
__import__("random").seed(0)
__import__("numpy").random.seed(0)
"""


@dataclass(frozen=True)
class Publisher:
    """Hold what makes pages: handed in, since the room that publishes stands above this one.

    Each is a function that a module holds under its name, so that workers find it.
    ``export_page(executed, page, meta)`` writes a notebook's page, ``write_run_index(run_dir,
    record, pages, data_dir)`` what stands around the pages of a run, ``write_runs_index(outputs)``
    the list of runs and ``write_sweep(folder, sweep)`` the page and the numbers of a sweep.
    ``preload`` is the module that a process forking workers imports first, ``sources`` the modules
    that make a page, ``around`` those that make what stands around the pages.
    """

    export_page: Callable
    write_run_index: Callable
    write_runs_index: Callable
    write_sweep: Callable
    preload: str
    sources: tuple
    around: tuple


@dataclass(frozen=True)
class Task:
    """Say what a worker process has to do with one notebook: ``execute`` or ``export`` it.

    ``outcome`` is that of the execution, for the page; ``warm`` asks for a kernel that is forked
    rather than started; ``refresh`` says that texts may have changed since the execution.
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
    export_page: Callable
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


def describe_interruption(message="stopped on request"):
    """Return the result of a task that was stopped from outside."""
    return Result("interrupted", error={"cell": None, "name": "Interrupted", "message": message})
