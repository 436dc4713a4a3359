"""Import what kernels, workers and pages need; the fork server does so once for all.

Only the import counts: there is nothing here to call. A module that is not
there, or that has a fault, is passed over; the notebook that needs it will say so.
"""

import atexit
import contextlib
import gc
import importlib
import os
import pkgutil
import shutil
import sys

import helpers
from helpers.running.tasks import SERVER_FOLDER

# The fork server ends when the command has gone, in whatever way; its children leave without this.
# Only a folder as multiprocessing makes them goes with it, whatever the environment says.
_folder = os.environ.pop(SERVER_FOLDER, "")
if os.path.basename(_folder).startswith("pymp-"):
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)

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
)
# Compiles a grammar for 0.8 s as it is imported; jsonschema can do without, and nothing here uses it.
SLOW = "rfc3987_syntax"


def _list_helpers():
    """Return every module of this package that a notebook may import."""
    packages = (module.name for module in pkgutil.iter_modules(helpers.__path__, "helpers."))
    return sorted(name for name in packages if name not in ("helpers.cli", "helpers.running"))


# What is imported here stays: a child that collected garbage among it would copy every page it looks at.
gc.disable()
sys.modules[SLOW] = None
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook  # noqa: E402

from helpers.publishing.look import page_environment  # noqa: E402
from helpers.publishing.page import PageMeta, render_page  # noqa: E402
from helpers.quantities.reader import find_language  # noqa: E402

for _name in (*LIBRARIES, *_list_helpers()):
    with contextlib.suppress(Exception):
        importlib.import_module(_name)
del sys.modules[SLOW]
# A small page compiles the pages' templates, the rules of the notebook format and those that colour code.
render_page(
    new_notebook(cells=[new_markdown_cell("# a"), new_code_cell("a = 1")]),
    meta=PageMeta("small"),
    stem="small",
)
page_environment().get_template("elements.html.j2")
for _code in ("zh", "fr", "en"):
    find_language(_code)  # the tables of the grammar, 0.2 s for all
gc.freeze()
gc.enable()
