"""Start kernels by forking a process that has the heavy libraries already."""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner

from helpers.paths import STAGING_VARIABLE
from helpers.running.interrupts import die_with_parent
from helpers.running.task import KERNEL_ENVIRONMENT

WARM_PROVISIONER = "rural-warm"  # the entry point's name in pyproject.toml
KERNEL_MODULE = "ipykernel_launcher"
LONGEST_SOCKET = 100  # bytes of a socket's path; Linux takes 107, macOS 103


def can_fork_kernels():
    """Return whether kernels may be forked here; elsewhere they start the ordinary way.

    Only Linux promises that a process with numerical libraries can be forked;
    on macOS their threads and frameworks may crash the child.
    """
    return sys.platform == "linux"


class StandBy:
    """Hold a forked process that waits to become a kernel.

    Make it before the process has threads or an event loop: a fork takes
    their locks along, in whatever state they are.
    """

    waiting = None

    def __init__(self):
        reader, self.writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _become_kernel(reader)
            finally:
                os._exit(1)
        os.close(reader)
        StandBy.waiting = self

    @classmethod
    def take(cls):
        """Return the waiting process, or None; it can be taken once."""
        taken, cls.waiting = cls.waiting, None
        return taken

    def start(self, arguments: list[str], folder: str, environment: Mapping[str, str]):
        """Let the process become a kernel.

        Parameters
        ----------
        arguments : list of str
            As for ``python -m ipykernel_launcher``.
        folder : str
            Its current folder.
        environment : mapping of str to str

        Returns
        -------
        process : ForkedProcess
        """
        request = {"arguments": arguments, "folder": folder, "environment": dict(environment)}
        with open(self.writer, "w", encoding="utf-8") as file:
            json.dump(request, file)
        return ForkedProcess(self.pid)


class ForkedProcess:
    """Offer for a forked child what jupyter_client uses of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid):
        self.pid = pid
        self.returncode = None

    def poll(self):
        """Return the exit code, minus the signal if there was one, or None while it runs."""
        return self._wait(os.WNOHANG)

    def wait(self):
        """Return the exit code once the process has ended."""
        return self._wait(0)

    def send_signal(self, number):
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End the process."""
        self.send_signal(signal.SIGKILL)

    def _wait(self, options):
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:
                self.returncode = 0
            else:
                self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode


class WarmProvisioner(LocalProvisioner):
    """Give jupyter_client the waiting process as its kernel, if there is one."""

    async def launch_kernel(self, cmd, **kwargs):
        """Start a kernel; the ordinary way where no process waits or the kernel is another one."""
        waiting = StandBy.take() if KERNEL_MODULE in cmd else None
        if waiting is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs["cwd"]
        environment = {**kwargs["env"], "JPY_PARENT_PID": str(os.getpid())}
        self.process = waiting.start(cmd[cmd.index(KERNEL_MODULE) + 1 :], self.cwd, environment)
        # The process leads its own group, so that what a notebook has started ends with it.
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def prepare_environment(staging: str, scratch: str) -> str:
    """Set the environment that this worker hands on to its kernel.

    Returns a folder of this worker alone, to be deleted with it.

    Parameters
    ----------
    staging, scratch : str
        Folder that receives the run; folder for files nobody needs afterwards.
    """
    os.environ.update(KERNEL_ENVIRONMENT)
    os.environ[STAGING_VARIABLE] = staging
    # One folder a worker: IPython's start-up files and history are the user's own affair.
    private = tempfile.mkdtemp(dir=scratch, prefix="")
    os.environ["IPYTHONDIR"] = os.path.join(private, "ipython")
    os.environ["JUPYTER_RUNTIME_DIR"] = os.path.join(private, "runtime")
    # Connection files and what a notebook leaves in its temporary folder go with it.
    os.environ["TMPDIR"] = private
    tempfile.tempdir = None
    return private


def choose_transport(private: str) -> dict:
    """Return how a kernel is reached, as configuration of the kernel manager.

    Sockets in a folder of the kernel's own cannot collide; ports can, when kernels start at one
    moment (papermill#239). The default path of IPC sockets would collide as well.

    Empty, which means TCP, where the path would be too long for a socket.

    Examples
    --------
    >>> choose_transport("/srv/" + "long/" * 20)
    {}
    """
    path = os.path.join(private, "k")
    fits = sys.platform != "win32" and len(os.fsencode(path)) + len("-10") <= LONGEST_SOCKET
    return {"KernelManager": {"transport": "ipc", "ip": path}} if fits else {}


def _become_kernel(reader):
    """Wait for the request, then be a kernel to the end."""
    os.setsid()
    # ipykernel looks for its parent once a second, and only while Python code runs.
    parent = die_with_parent(signal.SIGKILL)
    _forget_worker(reader)
    with open(reader, "rb") as file:
        text = file.read()
    if not text or os.getppid() != parent:
        os._exit(0)
    request = json.loads(text)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    tempfile.tempdir = None
    # As in a kernel that was started: the module search path begins with the current folder.
    sys.argv = [KERNEL_MODULE, *request["arguments"]]
    sys.path[:] = [path for path in sys.path if path not in ("", str(Path(sys.executable).parent))]
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)

    from ipykernel.kernelapp import IPKernelApp

    # Its default was read from the environment when the fork server imported it.
    app = IPKernelApp.instance(parent_handle=parent)
    app.initialize(request["arguments"])
    app.start()
    os._exit(0)


def _forget_worker(reader):
    """Close what the worker holds open, or the fork server would stay with the kernel."""
    from multiprocessing import forkserver, resource_tracker

    os.closerange(3, reader)
    os.closerange(reader + 1, os.sysconf("SC_OPEN_MAX"))
    # The numbers of these descriptors will be other files' soon.
    forkserver._forkserver.__init__()
    resource_tracker._resource_tracker._fd = resource_tracker._resource_tracker._pid = None
