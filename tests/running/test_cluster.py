"""A sweep, and articles read, on a Dask cluster are what they are here, a worker killed or not."""

import contextlib
import functools
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from processes import PATIENCE_SECONDS, wait_until

from helpers import cli
from helpers.articles import package
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.paths import project_root
from helpers.publishing.publisher import PUBLISHER
from helpers.running import cluster
from helpers.running.folders import RunBroken, RunFault
from helpers.running.inputs import Project
from helpers.running.progress import Silence
from helpers.running.sweep import run_sweep

CELLS = [
    "import os, time\nfrom pathlib import Path\n_ = Path(os.environ['RURAL_TEST_MARKER'],"
    " f'{os.getpid()}.{first_year}').touch()\ntime.sleep(0.3)"
]
GRID = "common: {{data_dir: {data}}}\nproduct: {{first_year: [{years}]}}\n"


def start(arguments, environment, folder):
    """Start a Dask process whose log can be read."""
    log = open(folder / f"{arguments[0]}-{time.monotonic_ns()}.log", "w", encoding="utf-8")
    command = [sys.executable, "-m", "dask", *arguments]
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    log.close()
    return process, Path(log.name)


def wait_for(pattern, log, process):
    """Return where a pattern stands in the log of a process."""

    def find():
        return re.search(pattern, log.read_text(encoding="utf-8"))

    wait_until(lambda: find() or process.poll() is not None)
    assert find(), log.read_text(encoding="utf-8")
    return find()


@contextlib.contextmanager
def start_cluster(folder, marks):
    """Give a scheduler and two workers on this machine: address, scheduler, workers, and the
    folder of the kernels' marks."""
    os.environ["RURAL_TEST_MARKER"] = str(marks)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with contextlib.ExitStack() as stack:

        def run(arguments):
            process, log = start(arguments, environment, folder)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process, log

        scheduler, log = run(["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"])
        address = wait_for(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", log, scheduler)[1]
        # The second worker has a nanny, as it has by default, and so is a process that may have no
        # children.
        usual = ["worker", address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        pairs = [run([*usual, "--no-nanny"]), run(usual)]
        for process, log in pairs:
            wait_for(r"Starting established connection", log, process)
        stack.callback(os.environ.pop, "RURAL_TEST_MARKER", None)
        yield address, scheduler, [process for process, _ in pairs], marks


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    with start_cluster(tmp_path_factory.mktemp("dask"), tmp_path_factory.mktemp("marks")) as found:
        yield found


@pytest.fixture
def whole_dask(tmp_path_factory):
    """A cluster of which no other test has lost a part."""
    with start_cluster(tmp_path_factory.mktemp("dask"), tmp_path_factory.mktemp("marks")) as found:
        yield found


@pytest.fixture(scope="module")
def project(make_project, small):
    return make_project({"01_start": [small.findings, *CELLS]})


class KillAfter(Silence):
    """Kill a process once so many notebooks have ended."""

    def __init__(self, number, process):
        super().__init__()
        self.left, self.process = number, process

    def finish(self, notebook, name=None, decision=None):
        self.left -= 1
        if self.left == 0:
            self.process.kill()


def write_grid(project, folder, years):
    path = folder / "grid.yml"
    path.write_text(
        GRID.format(data=project.notebooks.parent / "data", years=", ".join(map(str, years))),
        encoding="utf-8",
    )
    return str(path)


def test_twelve_runs_on_two_workers_one_of_them_killed_are_equal_to_local_ones(
    dask, project, small, tmp_path
):
    address, _, workers, marks = dask
    grid = write_grid(project, tmp_path, range(2001, 2013))
    done = run_sweep(
        grid,
        project=project,
        progress=KillAfter(4, workers[0]),
        run_all=cluster.connect(address, project),
    )
    assert workers[0].wait(5) != 0
    assert [run.outcome for run in done.runs] == ["ok"] * 12, [
        (run.run, run.message) for run in done.runs
    ]
    remote = {run.run: small.read_tree(project.outputs / run.run) for run in done.runs}
    again = run_sweep(grid, project=project, force=True, jobs=2)
    assert again.outcome == "ok"
    for name, files in remote.items():
        local = small.read_tree(project.outputs / name)
        assert files.pop("record.json") and local.pop("record.json")
        assert files == local, name
    assert {path.suffix for path in marks.iterdir()} == {f".{year}" for year in range(2001, 2013)}


def test_a_task_on_a_worker_runs_in_the_workers_own_kernels(dask, project, tmp_path):
    """After the sweep above: the marks come from kernels, none of which outlives it."""
    address, _, workers, marks = dask
    pids = {int(path.stem) for path in marks.iterdir()}
    assert not pids & {worker.pid for worker in workers}
    assert not [
        pid
        for pid in pids
        if Path(f"/proc/{pid}/environ").exists()
        and b"RURAL_STAGING" in Path(f"/proc/{pid}/environ").read_bytes()
    ]


class StopAfter(Silence):
    """Be a person who presses Ctrl-C once so many notebooks have ended."""

    def __init__(self, number):
        super().__init__()
        self.left = number

    def finish(self, notebook, name=None, decision=None):
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def test_a_sweep_that_is_interrupted_on_the_cluster_keeps_what_is_done_and_goes_on_there(
    dask, project, tmp_path
):
    address, _, _, _ = dask
    grid = write_grid(project, tmp_path, range(2013, 2017))
    done = run_sweep(
        grid, project=project, progress=StopAfter(2), run_all=cluster.connect(address, project)
    )
    assert done.outcome == "interrupted" and {run.outcome for run in done.runs} == {
        "ok",
        "interrupted",
        "not-run",
    }
    again = run_sweep(grid, project=project, run_all=cluster.connect(address, project))
    assert [run.outcome for run in again.runs] == ["ok"] * 4
    assert sum(notebook.skipped for run in again.runs for notebook in run.record.notebooks) >= 1
    assert not list(project.outputs.glob("*.failed")) and not list(
        project.outputs.glob(".*.staging")
    )


MINE = cluster.describe_worker(__file__)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sees": False}, "does not see the outputs folder"),
        ({"sources": "0"}, "has other files in src/helpers"),
        ({"lock": "0"}, "has another requirements.lock"),
        *(
            ({"versions": {**MINE["versions"], name: "0.1"}}, f"has {name} 0.1 where this command")
            for name in ("python", "numpy", "pandas", "scipy", "statsmodels", "matplotlib")
        ),
        (
            {"versions": {"python": MINE["versions"]["python"]}},
            "matplotlib none where this command",
        ),
    ],
)
def test_what_counts_must_be_the_same_on_a_worker(changes, words):
    assert cluster.find_misfit(MINE, MINE) == ""
    assert words in cluster.find_misfit(MINE, {**MINE, **changes})


@pytest.fixture
def other_worker(dask, tmp_path):
    """A worker of the cluster that has another matplotlib, by what it says of itself."""
    address, _, _, _ = dask
    found = tmp_path / "matplotlib-0.1.dist-info"
    found.mkdir()
    (found / "METADATA").write_text("Metadata-Version: 2.1\nName: matplotlib\nVersion: 0.1\n")
    paths = [str(tmp_path), *(path for path in sys.path if path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    usual = ["worker", address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]

    @contextlib.contextmanager
    def join():
        process, log = start([*usual, "--no-nanny"], environment, tmp_path)
        try:
            wait_for(r"Starting established connection", log, process)
            yield
        finally:
            process.terminate()
            process.wait()

    return join


def test_a_worker_with_another_library_is_refused_and_one_that_joins_later_computes_nothing(
    dask, project, small, tmp_path, other_worker
):
    address, _, _, _ = dask
    with (
        other_worker(),
        pytest.raises(
            RunFault,
            match=r"Dask worker tcp://127.0.0.1:\d+ has matplotlib 0.1 where this command has",
        ),
    ):
        cluster.connect(address, project)
    run_all = cluster.connect(address, project)
    with other_worker():
        grid = write_grid(project, tmp_path, range(2017, 2021))
        done = run_sweep(grid, project=project, run_all=run_all)
    assert {run.outcome for run in done.runs} <= {"ok", "kernel-died"}
    told = [
        notebook.error["message"]
        for run in done.runs
        if run.outcome != "ok"
        for notebook in run.record.notebooks
        if notebook.error
    ]
    assert told and all("joined later has matplotlib 0.1 where" in words for words in told)


def _refuse(server):
    """Answer the first caller as a web server does."""
    with server.accept()[0] as caller:
        caller.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        caller.recv(4096)


@pytest.mark.parametrize("kind", ["nobody", "somebody who says nothing", "another server"])
def test_a_scheduler_that_does_not_answer_is_named_and_nothing_is_lost(
    project, small, tmp_path, capsys, kind
):
    grid = write_grid(project, tmp_path, (2001, 2002))
    before = small.read_tree(project.outputs) if project.outputs.exists() else {}
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = (
            "tcp://127.0.0.1:9"
            if kind == "nobody"
            else f"tcp://127.0.0.1:{server.getsockname()[1]}"
        )
        if kind == "another server":
            threading.Thread(target=_refuse, args=(server,), daemon=True).start()
        started = time.monotonic()
        assert cli.main(["sweep", grid, "--scheduler", address], project=project) == 2
        assert time.monotonic() - started < PATIENCE_SECONDS
    assert capsys.readouterr().err == f"rural: no Dask scheduler answers at {address} within 5 s\n"
    assert (small.read_tree(project.outputs) if project.outputs.exists() else {}) == before


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://", "tcp://host"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(RunFault, match="allowed is an address such as tcp://127.0.0.1:8786"):
        cluster.connect(address, Project.at("/nowhere", publisher=PUBLISHER))


def test_a_scheduler_that_is_lost_ends_the_sweep_in_words_and_the_next_takes_over_what_was_finished(
    dask, project, tmp_path
):
    """The last test of this cluster."""
    address, scheduler, _, _ = dask
    grid = write_grid(project, tmp_path, (2021, 2022, 2023))
    with pytest.raises(RunBroken, match="the Dask scheduler has gone; what was finished is kept"):
        run_sweep(
            grid,
            project=project,
            progress=KillAfter(1, scheduler),
            run_all=cluster.connect(address, project),
        )
    again = run_sweep(grid, project=project, jobs=2)
    assert again.outcome == "ok"
    assert sum(notebook.skipped for run in again.runs for notebook in run.record.notebooks) >= 1


def test_articles_read_over_a_cluster_with_a_worker_killed_are_those_read_here_byte_for_byte(
    whole_dask, project, tmp_path
):
    address, _, workers, _ = whole_dask
    articles = []
    for number in range(96):
        path = tmp_path / f"paper-{number:03d}.txt"
        path.write_text(
            f"The village of Abo{number % 7 * 'a'} sent 5,{100 + number} parcels in 2022.\n",
            encoding="utf-8",
        )
        articles.append(read_article(path, "en"))
    data = project_root() / "data"
    read = functools.partial(package.read_articles, articles, data, read_published("2024-02-01"))
    package.write_package(read(), data, tmp_path / "here")
    killed = []
    with cluster.spread_over(address, project) as spread:

        def lose_a_worker(function, arguments):
            results = spread(function, arguments)
            for number, result in enumerate(results):
                if len(arguments) > 1 and number == 0 and not killed:
                    workers[0].kill()
                    killed.append(number)
                yield result

        package.write_package(read(spread=lose_a_worker), data, tmp_path / "there")
    assert killed and workers[0].wait(10) != 0, "a worker was lost on the way"
    assert small_tree(tmp_path / "here") == small_tree(tmp_path / "there")


def small_tree(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
