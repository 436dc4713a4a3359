"""What runs are handed to make pages is imported late, and does what the pages' rooms do."""

import subprocess
import sys

from helpers.publishing.publisher import PUBLISHER


def test_naming_the_publisher_loads_no_library_of_pages():
    code = (
        "import sys, helpers.publishing.publisher\n"
        "print([m for m in ('nbconvert', 'jinja2', 'matplotlib', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_list_of_runs_is_written_also_where_there_is_none(tmp_path):
    PUBLISHER.write_runs_index(tmp_path)
    assert "<html" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_modules_it_names_are_there():
    from importlib.util import find_spec

    for name in (PUBLISHER.preload, *PUBLISHER.sources, *PUBLISHER.around):
        assert find_spec(name), name
