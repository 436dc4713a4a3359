"""A process that has imported it makes pages without compiling their templates again."""

import subprocess
import sys

CODE = """
import gc
import helpers.publishing.warm_pages
from helpers.publishing.look import page_environment
from helpers.publishing.page import _find_exporter
print(gc.isenabled(), gc.get_freeze_count() > 0)
print(_find_exporter.cache_info().currsize, page_environment.cache_info().currsize)
"""


def test_templates_are_compiled_and_what_lasts_is_not_looked_through_again():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "1", "1"]
