"""What is imported once for all starts nothing, and ends with the command."""

import os
import subprocess
import sys

import pytest
from processes import PATIENT

from helpers.running import kernels, workers

pytestmark = pytest.mark.skipif(
    not kernels.can_fork_kernels(), reason="kernels are forked on Linux only"
)


def test_what_is_preloaded_starts_no_thread_and_leaves_the_notebooks_own_backend_alone():
    code = (
        "import sys, threading, gc; import helpers.running.preload;print(threading.active_count(),"
        " 'matplotlib_inline.backend_inline' in sys.modules, gc.isenabled(), gc.get_freeze_count()"
        " > 100_000, 'rfc3987_syntax' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], **PATIENT)
    assert done.stdout.split() == ["1", "False", "True", "True", "False"], done.stderr


def test_a_module_with_a_fault_is_left_to_the_notebook_that_needs_it(tmp_path):
    (tmp_path / "seaborn.py").write_text("raise ValueError('a fault')\n", encoding="utf-8")
    code = (
        "import sys; import helpers.running.preload; print('seaborn' in sys.modules,"
        " 'helpers.figures' in sys.modules, 'scipy' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, **PATIENT)
    assert done.stdout.split() == ["False", "False", "True"], done.stderr


@pytest.mark.parametrize(("name", "stays"), [("pymp-abc", False), ("letters", True)])
def test_the_server_takes_no_folder_with_it_but_its_own(tmp_path, name, stays):
    folder = tmp_path / name
    folder.mkdir()
    # its caller has gone already, as after a `kill -9` while it started
    code = "import os, helpers.running.preload; os._exit(3)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, workers.SERVER: f"1 {folder}"}
    )
    assert done.returncode == 0 and folder.exists() == stays


def test_the_server_s_environment_names_no_caller_to_notebooks():
    code = f"import os, helpers.running.preload, sys; sys.exit('{workers.SERVER}' in os.environ)"
    environment = {**os.environ, workers.SERVER: f"{os.getpid()} /nowhere"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
