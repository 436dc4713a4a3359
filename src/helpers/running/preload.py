"""Import what kernels and workers need; the fork server does so once for all.

Only the import counts: there is nothing here to call. A module that is not
there, or that has a fault, is passed over; the notebook that needs it will say so.
The room that publishes adds what pages need, see `helpers.publishing.warm_pages`.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
import sys

import helpers
from helpers.running.interrupts import die_with_parent
from helpers.running.workers import SERVER, VALUES


def _follow_caller():
    """End with the command, however it ends, and take the socket's folder along."""
    caller, _, folder = os.environ.pop(SERVER, "").partition(" ")
    if not caller:
        return
    server = os.getpid()

    def leave(*_):
        is_orphan = os.getpid() == server and os.getppid() != int(caller)
        if is_orphan and os.path.basename(folder).startswith("pymp-"):
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)

    signal.signal(signal.SIGTERM, leave)
    if die_with_parent(signal.SIGTERM) != int(caller):
        leave()


_follow_caller()

# matplotlib_inline.backend_inline must not be here: it ties itself to the IPython shell
# that exists when it is imported, and without one a notebook's figures would vanish.
LIBRARIES = (
    "papermill.execute",
    "papermill.clientwrap",
    "jupyter_client.manager",
    "jupyter_client.asynchronous.client",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "ipykernel.zmqshell",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "numpy",
    "pandas",
    "scipy.optimize",
    "scipy.stats",
    # what the helpers use of it: statsmodels.api would load plots and time series for 0.2 s more
    "statsmodels.regression.linear_model",
    "statsmodels.stats.meta_analysis",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
    "seaborn",
    "tornado.platform.asyncio",
    "helpers.running.execution",
    "helpers.running.kernels",
)
# Compiles a grammar for 0.8 s as it is imported; jsonschema can do without, and nothing here uses
# it.
SLOW = "rfc3987_syntax"
_SHARED = "03_descriptive_statistics"  # a notebook that asks for what most others ask for


def _list_helpers():
    """Return every module of this package that a notebook may import."""
    packages = (module.name for module in pkgutil.iter_modules(helpers.__path__, "helpers."))
    others = ("helpers.cli", "helpers.publishing", "helpers.running")
    return sorted(name for name in packages if name not in others)


# What is imported here stays: a child that collected garbage among it would copy every page it
# looks at.
gc.disable()
sys.modules[SLOW] = None
for _name in (*LIBRARIES, *_list_helpers()):
    with contextlib.suppress(Exception):
        importlib.import_module(_name)
del sys.modules[SLOW]
for _code in ("zh", "fr", "en"):
    importlib.import_module("helpers.quantities.reader").find_language(_code)  # 0.2 s for all
# What all notebooks of a run share is made once: its numbers are read, and its tables assembled.
# Tables of other parameters, or of files that have changed, are others.
with contextlib.suppress(Exception):
    _values = json.loads(os.environ.pop(VALUES, "{}"))
    _declared = importlib.import_module("helpers.parameters").declaration_of(_SHARED)
    _study = importlib.import_module("helpers.study").Study(
        _SHARED, {p.name: _values[p.name] for p in _declared if p.name in _values}
    )
    for _table in ("entities", "observations", "benchmarks", "events", "growth"):
        getattr(_study, _table)
    _study.cite("")
gc.freeze()
gc.enable()
