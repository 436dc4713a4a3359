"""Invented articles in three languages, and their drafts."""

from pathlib import Path

from helpers.articles import package
from helpers.articles.rows import draft_article
from helpers.articles.text import Article, read_article
from helpers.articles.times import read_published
from helpers.paths import project_root

TEXTS = Path(__file__).parent / "texts"
PUBLISHED = {"piment-2021": "2021-08-30", "goji-2021": "2021-01-12", "tea-2023": "2023-01-16"}
DATA = project_root() / "data"


TABLES = package.read_tables(DATA)


def draft(article, published=None):
    """Return the drafts of an article before they are rows of tables."""
    return draft_article(article, TABLES["entities"], TABLES["indicators"], published)


def draft_text(text, language, published="2024-06-20"):
    """Return the drafts of a text."""
    article = Article("made-up", text, language, "0" * 64)
    return draft(article, read_published(published) if published else None)


def pick(drafts, *columns):
    """Return some cells of each draft row."""
    return [tuple(d.row[c] for c in columns) for d in drafts.rows]


def read_drafts(name, out_dir=None):
    """Return what one of the articles adds to a data folder."""
    article = read_article(TEXTS / f"{name}.txt")
    published = read_published(PUBLISHED[name])
    return package.read_articles([article], DATA, published, out_dir)
