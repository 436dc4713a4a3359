"""A forked kernel is as clean as a started one, gives the same bytes, and ends with its runner."""

import json
import os
import signal
import subprocess
import sys

import nbformat
import pytest
from processes import PATIENCE_SECONDS

from helpers.running import kernels

pytestmark = pytest.mark.skipif(
    not kernels.can_fork_kernels(), reason="kernels are forked on Linux only"
)

DRAW = """
import random
import matplotlib.pyplot as plt
import numpy as np
drawn = {"numpy": np.random.random(3).tolist(), "random": random.random(), "hash": hash("rural")}
drawn["set"] = list({"a", "b", "c", "d"})
_ = (folder / "tables" / "{stem}_drawn.json").write_text(json.dumps(drawn))
_ = plt.plot([1, 3, 2])
"""
LOOK = """
import os, sys
look = {
    "pandas": "pandas" in sys.modules,
    "name": __name__,
    "argv": [os.path.basename(word) for word in sys.argv[:1]],
    "leads": os.getpgid(0) == os.getpid() == os.getsid(0),
    "parent": os.environ["JPY_PARENT_PID"] == str(os.getppid()),
    "threads": os.environ["OMP_NUM_THREADS"],
    "open": sorted(
        os.readlink(f"/proc/self/fd/{number}")
        for number in os.listdir("/proc/self/fd")
        if os.path.exists(f"/proc/self/fd/{number}")
    ),
}
_ = (folder / "tables" / "{stem}_look.json").write_text(json.dumps(look))
"""
SPOIL = """
import os, random, tempfile
import matplotlib as mpl
import numpy as np
import pandas as pd
state = [
    mpl.rcParams["lines.linewidth"], os.path.basename(os.getcwd()), os.environ.get("SPOILT"),
    pd.get_option("display.max_rows"), random.random(), np.random.random(), "spoilt" in globals(),
    os.path.exists(os.path.join(tempfile.gettempdir(), "spoilt")),
]
_ = (folder / "tables" / "{stem}_state.json").write_text(json.dumps(state))
spoilt = mpl.rcParams["lines.linewidth"] = 99
os.environ["SPOILT"] = "yes"
pd.set_option("display.max_rows", 3)
open(os.path.join(tempfile.gettempdir(), "spoilt"), "w").close()
os.chdir("/")
"""


@pytest.fixture(scope="module")
def both(make_project, run, small):
    """One project, run with forked kernels and with started ones, and the files of each."""
    cells = [small.findings, DRAW, LOOK]
    project = make_project(
        {
            "01_data_assembly": cells,
            "02_source_audit": [small.findings, SPOIL],
            "03_descriptive_statistics": [small.findings, SPOIL],
        }
    )
    found = {}
    for warm in (True, False):
        record = run(project, jobs=1, warm=warm, force=True)
        assert record.outcome == "ok", [notebook.error for notebook in record.notebooks]
        found[warm] = small.read_tree(project.outputs / "baseline")
    return found


def look(both, warm):
    return json.loads(both[warm]["tables/01_data_assembly_look.json"])


def test_forked_and_started_kernels_give_the_same_bytes(both):
    differ = {path for path in both[True] if both[True][path] != both[False].get(path)}
    assert both[True].keys() == both[False].keys()
    assert differ == {"record.json", "tables/01_data_assembly_look.json"}, (
        "only the record's time and what looks inside the process"
    )


def test_a_forked_kernel_has_the_libraries_and_a_started_one_has_not(both):
    assert look(both, True)["pandas"] and not look(both, False)["pandas"]


def test_a_forked_kernel_leads_its_own_session_and_knows_its_parent(both):
    for warm in (True, False):
        found = look(both, warm)
        assert (
            found["leads"]
            and found["parent"]
            and found["name"] == "__main__"
            and found["threads"] == "1"
        )


def test_a_forked_kernel_holds_no_pipe_of_its_worker(both):
    """Pipes and sockets are those that ipykernel itself makes, as many as in a started kernel."""
    counts = [
        sum(name.startswith(("pipe:", "socket:")) for name in look(both, warm)["open"])
        for warm in (True, False)
    ]
    assert counts[0] <= counts[1]


@pytest.mark.parametrize("warm", [True, False])
def test_a_plot_is_seen_in_the_executed_notebook(both, warm):
    notebook = nbformat.reads(both[warm]["notebooks/01_data_assembly.ipynb"].decode(), as_version=4)
    kinds = [
        kind
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    ]
    assert "image/png" in kinds


@pytest.mark.parametrize("warm", [True, False])
def test_no_state_leaks_from_one_notebook_to_the_next(both, warm):
    states = [
        both[warm][f"tables/{stem}_state.json"]
        for stem in ("02_source_audit", "03_descriptive_statistics")
    ]
    assert states[0] == states[1]
    assert json.loads(states[0])[1:3] == ["notebooks", None] and json.loads(states[0])[-2:] == [
        False,
        False,
    ]


def test_sockets_lie_in_a_folder_of_the_kernel_s_own_or_the_kernel_is_reached_by_ports():
    assert kernels.choose_transport("/srv/a/b")["KernelManager"] == {
        "transport": "ipc",
        "ip": "/srv/a/b/k",
    }
    assert kernels.choose_transport("/srv/" + "é" * 50) == {}


def test_on_windows_kernels_are_started_and_reached_by_ports_and_ended_by_the_signal_it_has(
    monkeypatch,
):
    from types import SimpleNamespace

    from helpers.running.execution import Watch

    monkeypatch.setattr(kernels.sys, "platform", "win32")
    assert not kernels.can_fork_kernels() and kernels.choose_transport("C:/a") == {}
    for name in ("killpg", "getpgid"):
        monkeypatch.delattr(os, name)
    monkeypatch.delattr(signal, "SIGKILL")
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    watch = Watch(9, "")
    watch.client = SimpleNamespace(km=SimpleNamespace(provisioner=SimpleNamespace(pid=process.pid)))
    watch.stop_kernel()
    assert process.wait(PATIENCE_SECONDS) == -signal.SIGTERM


def test_a_run_in_a_folder_too_deep_for_sockets_is_the_same(make_project, run, small):
    from dataclasses import replace

    project = make_project({"01_data_assembly": [small.findings]})
    assert run(project).outcome == "ok"
    before = small.read_tree(project.outputs / "baseline")
    deep = replace(project, outputs=project.outputs / ("deep" * 20) / "outputs")
    assert run(deep).outcome == "ok"
    after = small.read_tree(deep.outputs / "baseline")
    assert before.pop("record.json") and after.pop("record.json")
    assert before == after
