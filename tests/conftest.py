"""Fixtures that several tests share."""

import shutil
from pathlib import Path

import pytest

from helpers.paths import project_root


@pytest.fixture(scope="session")
def data_dir():
    """The committed data folder: data tests run on it, not on samples."""
    return project_root() / "data"


@pytest.fixture
def copied_data(tmp_path, data_dir):
    """A copy of the data folder that a test may break."""
    shutil.copytree(data_dir, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="session")
def articles_dir():
    """The folder of article texts, which is no part of the project."""
    folder = Path(project_root()).parent / "shared" / "articles"
    if not folder.is_dir():
        pytest.skip("the article texts are not beside this checkout")
    return folder
