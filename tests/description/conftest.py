"""What the tests of descriptions share: the study of page 3."""

import pytest

from helpers.study import Study


@pytest.fixture(scope="session")
def study(tmp_path_factory):
    """The study of page 3 with its usual choices."""
    return Study("03_descriptive_statistics", {"out_dir": str(tmp_path_factory.mktemp("run"))})
