"""Draft many articles, spread over processes or machines, always with the same rows.

Articles are drafted in rounds: those of one round know what earlier rounds have named first. The
first articles are rounds of their own, later rounds double, so that a new place soon has its row.
Where two articles of a round name the same for the first time, the later is drafted once more.
What is spread over many processes is therefore what one process would have made.
"""

import contextlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from helpers.articles.aliases import Names
from helpers.articles.indicators import Concepts
from helpers.articles.relations import draft_claims
from helpers.articles.rows import draft_article
from helpers.articles.sheets import list_open, make_rows, render_page

ALONE = 16  # first articles, each a round of its own
LARGEST = 256  # articles of a round
CHUNK = 16  # articles that are drafted in one go
FEWEST_SPREAD = 64  # articles from which on starting processes is worth its seconds


@dataclass
class Sheet:
    """Hold what one article adds to a data folder."""

    source_id: str
    rows: dict[str, list[dict[str, str]]]  # by table
    to_decide: list[dict[str, str]]  # what a person has still to decide, a row a cell
    page: str  # the page to review it on
    refused: int = 0  # how many numbers the grammar does not understand
    # What it names first: ids, names with their unit or language.
    names: set[tuple] = field(default_factory=set)


@dataclass
class Tables:
    """Hold the tables that articles are held against."""

    entities: list[dict[str, str]]
    indicators: list[dict[str, str]]
    fields: dict[str, dict]  # columns of the contract by table, for the review page

    def prepare(self):
        """Return what is looked up in the tables, made once for several articles."""
        return Names(self.entities), Concepts(self.indicators)

    def add(self, sheet):
        """Take over what an article names first; what has no name, none can name again."""
        known = {row["indicator_id"] for row in self.indicators}
        self.entities += sheet.rows["entities"]
        new = sheet.rows["indicators"]
        self.indicators += [r for r in new if r["name"] and r["indicator_id"] not in known]


def draft_sheet(article, tables: Tables, prepared: tuple, published=None):
    """Return what one article adds, with its review page.

    Parameters
    ----------
    article : text.Article
    tables : Tables
    prepared : tuple
        Of `Tables.prepare`.
    published : times.Published, optional
    """
    drafts = draft_article(article, *prepared, published)
    claims = draft_claims(article, drafts.rows)
    rows = make_rows(drafts, claims)
    names = {("entity", key) for key in drafts.entities}
    names |= {("place", row["_name"]) for row in drafts.entities.values()}
    names |= {("indicator", key) for key in drafts.indicators}
    named = (row for row in drafts.indicators.values() if row["name"])
    names |= {("what", row["name"], row["unit"]) for row in named}
    page = render_page(drafts, claims, tables, rows)
    return Sheet(article.source_id, rows, list_open(drafts), page, len(drafts.refused), names)


def draft_chunk(articles, tables, published):
    """Return the sheets of several articles that know the same tables."""
    prepared = tables.prepare()
    return [draft_sheet(article, tables, prepared, published) for article in articles]


def draft_sheets(articles, tables: Tables, published=None, spread=None):
    """Yield the sheet of each article, in their order.

    Parameters
    ----------
    articles : list of text.Article
    tables : Tables
        New names are added to it.
    published : times.Published, optional
    spread : callable, optional
        Called with a function and a list of its arguments; yields the results in order.
        Without it all is done here.
    """
    spread = spread or spread_nowhere
    for begin, end in list_rounds(len(articles)):
        group = articles[begin:end]
        chunks = [group[i : i + CHUNK] for i in range(0, len(group), CHUNK)]
        known = Tables(list(tables.entities), list(tables.indicators), tables.fields)
        new = set()
        made = spread(draft_chunk, [(chunk, known, published) for chunk in chunks])
        for chunk, sheets in zip(chunks, made, strict=True):
            for article, sheet in zip(chunk, sheets, strict=True):
                if new & sheet.names:
                    sheet = draft_sheet(article, tables, tables.prepare(), published)
                new |= sheet.names
                tables.add(sheet)
                yield sheet


def list_rounds(count):
    """Return begin and end of each round of so many articles.

    Examples
    --------
    >>> [end - begin for begin, end in list_rounds(100)][14:]
    [1, 1, 16, 32, 36]
    """
    rounds, begin, size = [], 0, 1
    while begin < count:
        if begin >= ALONE:
            size = min(max(2 * size, ALONE), LARGEST)
        end = min(begin + size, count)
        rounds.append((begin, end))
        begin = end
    return rounds


def spread_nowhere(function, arguments):
    """Yield the results of a function, one argument after the other, here."""
    return (function(*each) for each in arguments)


@contextlib.contextmanager
def spread_here(jobs):
    """Give what spreads a function over so many processes of this machine.

    A process that is killed loses nothing: what it had is done here.
    """
    start = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(start)) as pool:

        def spread(function, arguments):
            if len(arguments) == 1:
                yield function(*arguments[0])
                return
            try:
                futures = [pool.submit(function, *each) for each in arguments]
            except BrokenProcessPool:
                futures = [None] * len(arguments)
            for future, each in zip(futures, arguments, strict=True):
                try:
                    found = future.result() if future else function(*each)
                except BrokenProcessPool:
                    found = function(*each)
                yield found

        yield spread
