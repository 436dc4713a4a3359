"""The drafts of the invented articles, and a data folder with them."""

import pytest
from invented import DATA, PUBLISHED, TEXTS, draft, read_drafts

from helpers.articles import package
from helpers.articles.text import read_article
from helpers.articles.times import read_published


@pytest.fixture(scope="session")
def drafts():
    """The drafts of all three articles by name."""
    return {
        name: draft(read_article(TEXTS / f"{name}.txt"), read_published(published))
        for name, published in PUBLISHED.items()
    }


@pytest.fixture
def folder(tmp_path):
    """A data folder with the drafts of the three articles, added one after the other."""
    out = tmp_path / "my-data"
    for name in PUBLISHED:
        package.write_package(read_drafts(name, out), DATA, out)
    return out
