"""Invented articles in three languages, and their drafts."""

from pathlib import Path

from helpers.articles import package
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.paths import project_root

TEXTS = Path(__file__).parent / "texts"
PUBLISHED = {"piment-2021": "2021-08-30", "goji-2021": "2021-01-12", "tea-2023": "2023-01-16"}
DATA = project_root() / "data"


def read_drafts(name, out_dir=None):
    """Return the drafts of one of the articles."""
    article = read_article(TEXTS / f"{name}.txt")
    published = read_published(PUBLISHED[name])
    return package.read_articles([article], DATA, published, out_dir)
