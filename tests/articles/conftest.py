"""The drafts of the invented articles, and a data folder with them."""

import pytest
from invented import DATA, PUBLISHED, read_drafts

from helpers.articles import package


@pytest.fixture(scope="session")
def drafts():
    """The drafts of all three articles by name."""
    return {name: read_drafts(name)[0] for name in PUBLISHED}


@pytest.fixture
def folder(tmp_path):
    """A data folder with the drafts of the three articles, added one after the other."""
    out = tmp_path / "my-data"
    for name in PUBLISHED:
        package.write_package(read_drafts(name, out), DATA, out)
    return out
