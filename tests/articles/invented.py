"""Invented articles in three languages, and their drafts."""

from pathlib import Path

from helpers.articles import package
from helpers.articles.rows import draft_article
from helpers.articles.text import read_article
from helpers.articles.times import read_published
from helpers.paths import project_root

TEXTS = Path(__file__).parent / "texts"
PUBLISHED = {"piment-2021": "2021-08-30", "goji-2021": "2021-01-12", "tea-2023": "2023-01-16"}
DATA = project_root() / "data"


def draft(article, published=None):
    """Return the drafts of an article before they are rows of tables."""
    tables = package.read_tables(DATA)
    return draft_article(article, tables["entities"], tables["indicators"], published)


def read_drafts(name, out_dir=None):
    """Return what one of the articles adds to a data folder."""
    article = read_article(TEXTS / f"{name}.txt")
    published = read_published(PUBLISHED[name])
    return package.read_articles([article], DATA, published, out_dir)
