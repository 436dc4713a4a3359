"""Say on which page each number of a data folder stands, so that links lead to its row.

A few hundred numbers stand on one page. More than a page holds are laid out over several, each
with a fixed number of rows: what page a row is on follows from its place in the tables alone.
"""

import functools
from pathlib import Path

from helpers.data.corrections import apply_corrections
from helpers.data.read import read_table

OBSERVATIONS = "observations.html"
PART = "observations-{}.html"
SEARCH = "observations-search.html"
MOST_ROWS = 1_600  # of all numbers on one page
PART_ROWS = 700  # of each page where there are more


class Addresses:
    """Find the link to the row of a number.

    Parameters
    ----------
    first : str
        Link to the page of all numbers, or to the first of several; empty for none.
    places : dict of str to int
        Place of each number among all, where they stand on several pages; else empty.

    Examples
    --------
    >>> Addresses("../observations.html").find("sales_2020")
    '../observations.html#sales_2020'
    >>> Addresses("../observations.html", {"sales_2020": 1500}).find("sales_2020")
    '../observations-3.html#sales_2020'
    """

    def __init__(self, first: str = "", places: dict[str, int] | None = None):
        self.first, self._places = first, places or {}

    def __bool__(self):
        return bool(self.first)

    def find(self, name):
        """Return the link to the row of a number."""
        part = self._places.get(name, 0) // PART_ROWS + 1
        folder, page = self.first[: -len(OBSERVATIONS)], name_part(part)
        return f"{folder if part > 1 else self.first}{page if part > 1 else ''}#{name}"


def name_part(number):
    """Return the file of a page of numbers, counted from 1."""
    return OBSERVATIONS if number == 1 else PART.format(number)


def split_rows(rows):
    """Return the rows of each page, in their order.

    Examples
    --------
    >>> [len(split_rows(range(n))) for n in (0, 1600, 1601)]
    [1, 1, 3]
    """
    if len(rows) <= MOST_ROWS:
        return [rows]
    return [rows[begin : begin + PART_ROWS] for begin in range(0, len(rows), PART_ROWS)]


def find_addresses(first: str, data_dir: str | Path):
    """Return the addresses of all numbers of a data folder.

    Parameters
    ----------
    first : str
        Link to the first page.
    data_dir : pathlib.Path or str
        Empty or unreadable: all stand on the first page.
    """
    return Addresses(first, _find_places(str(data_dir)) if first and data_dir else {})


@functools.lru_cache(maxsize=2)
def _find_places(data_dir):
    """Return the place of each number, of articles first, then of series, then events."""
    folder = Path(data_dir)
    try:
        observations = apply_corrections(
            read_table(folder, "observations"), read_table(folder, "corrections")
        )
        names = [
            *observations["observation_id"],
            *read_table(folder, "benchmark_observations")["benchmark_id"],
            *read_table(folder, "events")["event_id"],
        ]
    except (OSError, ValueError):
        return {}
    if len(names) <= MOST_ROWS:
        return {}
    return {name: place for place, name in enumerate(names)}
