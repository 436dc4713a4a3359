"""Hold the tables of many sets of choices, and ask once what several of them share.

What a headline hangs on is found by looking, not by declaring it: two sets of choices that leave
the same rows with the same numbers are one question.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

import numpy as np
import pandas as pd

from helpers.data.assemble import NUMBERS, find_amounts, list_kept
from helpers.data.home import find_home
from helpers.data.read import read_table
from helpers.readings import READINGS

CHOSEN_BY = tuple("source_id indicator_id entity_id series_id family grade is_national".split())


class Part:
    """Some rows of a table; equal to others of the same rows with the same numbers.

    Parameters
    ----------
    name : tuple
        The table and its money.
    whole : DataFrame
    numbers : ndarray, shape (n, 3)
        What a reading decides in the whole table.
    kept : ndarray of bool, shape (n,)
        The rows.
    """

    def __init__(self, name, whole, numbers, kept):
        self._whole, self._kept, self._numbers = whole, kept, numbers[kept]
        self.name, self.key = name, (*name, kept.tobytes(), self._numbers.tobytes())
        self.size = int(kept.sum())

    @functools.cached_property
    def table(self):
        """Return the rows, taken when they are first asked for."""
        return self._whole[self._kept].assign(**dict(zip(NUMBERS, self._numbers.T, strict=True)))

    def get(self, name):
        """Return one column of the rows."""
        return self._whole[name].to_numpy()[self._kept]

    @staticmethod
    def stack(parts, columns):
        """Return some columns of the rows of several parts of one table, one below the other.

        They are not kept: of many articles they are large.
        """
        whole = parts[0]._whole
        places = np.concatenate([np.flatnonzero(part._kept) for part in parts])
        numbers = np.concatenate([part._numbers for part in parts]).T
        rows = whole[whole.columns.intersection(columns)].take(places)
        return rows.assign(**dict(zip(NUMBERS, numbers, strict=True)))

    def __hash__(self):
        return hash(self.key)

    def __eq__(self, other):
        return isinstance(other, Part) and self.key == other.key


@dataclass(frozen=True)
class _Whole:
    """A table in one money, its numbers under every reading, and what its rows are chosen by."""

    table: pd.DataFrame
    numbers: dict
    found: dict = field(default_factory=dict)  # which rows have one of some values in a column

    @functools.cached_property
    def year(self):
        return self.table["period_end"].dt.year.to_numpy()

    @functools.cached_property
    def column(self):
        names = self.table.columns.intersection(CHOSEN_BY)
        flags = {"is_national": bool}
        return {name: self.table[name].to_numpy(flags.get(name, str)) for name in names}

    def find_rows(self, **only):
        """Return which rows have one of the named values in each named column."""
        kept = np.ones(self.year.size, bool)
        for name, values in only.items():
            key = name, tuple(values)
            if key not in self.found:
                self.found[key] = np.isin(self.column[name], key[1])
            kept &= self.found[key]
        return kept

    def take(self, one, name, kept):
        """Return the chosen rows under a reading."""
        return Part((name, one.currency, one.prices), self.table, self.numbers[one.reading], kept)


class Variants:
    """The press and benchmark tables under many sets of choices."""

    def __init__(self, data_dir, *, base_year: int, last_year: int, places: Sequence[str]):
        self.data_dir, self._base_year, self._last_year = data_dir, base_year, last_year
        self.home = find_home(data_dir)
        parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
        self._entities = list(list_kept(places, parents))
        kept = {
            "press": ("observations", data_dir, tuple(places), None, last_year),
            "bench": ("benchmarks", data_dir),
        }
        self._amounts = {name: find_amounts(*asked) for name, asked in kept.items()}
        self._wholes, self._found = {}, {}

    def once(self, name, parts: Sequence[Part], find):
        """Return what is found from some parts, found at the first asking.

        Parameters
        ----------
        name : hashable
            Of the question.
        parts : sequence of Part
        find : callable
            Without arguments.
        """
        key = name, *parts
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    def find_press(self, one, **only):
        """Return the observations of a set of choices.

        Parameters
        ----------
        one : Specification
        **only : sequence of str
            Only those that have one of these values in the column of that name.
        """
        whole = self._find_whole("press", one)
        kept = (whole.column["source_id"] != one.without) & (whole.year >= one.first_year)
        return whole.take(one, "press", kept & whole.find_rows(**only))

    def find_bench(self, one, **only):
        """Return the benchmarks of a set of choices; see `find_press`."""
        whole = self._find_whole("bench", one)
        kept = (whole.year >= one.first_year) & (whole.year <= self._last_year)
        kept &= whole.column["is_national"] | whole.find_rows(entity_id=self._entities)
        if one.without == "grade C":
            kept &= whole.column["grade"] != "C"
        return whole.take(one, "bench", kept & whole.find_rows(**only))

    def find_nation(self, one, **only):
        """Return the benchmarks of nations of a set of choices; see `find_press`."""
        return self.find_bench(one, is_national=[True], **only)

    def _find_whole(self, name, one):
        """Return a table in the money of a set of choices, with its numbers of all readings."""
        key = name, one.currency, one.prices
        if key not in self._wholes:
            money = {"currency": one.currency, "prices": one.prices, "base_year": self._base_year}
            amounts = self._amounts[name]
            table, _ = amounts.convert(**money)
            numbers = {reading: amounts.find_numbers(reading, **money) for reading in READINGS}
            # columns of one type lie in one block, so that rows of all of them are taken at once
            self._wholes[key] = _Whole(table.copy(), numbers)
        return self._wholes[key]


LEVELS = [
    *("observation_id", "benchmark_id", "source_id", "series_id", "entity_id", "entity"),
    *("indicator_id", "indicator", "family", "value", "value_high", "unit", "wording", "status"),
    *("central", "low", "high", "counted_by", "publisher", "scope", "is_second"),
    *("period_start", "period_end", "period_kind", "period_basis"),
    *("published_from", "published_to", "published", "fit_from", "is_national"),
]  # what pairing asks of a number
PAIRED = [
    *("part", "entity_id", "family", "start_year", "end_year"),
    *("multiple_low", "multiple_high", "annual_growth_low", "annual_growth_high"),
]  # what headlines ask of a pair
MOST_PAIRED = 40_000  # rows that are paired in one go


def pair_together(parts: Sequence[Part], pair):
    """Return the pairs of several tables, many tables paired in one go.

    Parameters
    ----------
    parts : sequence of Part
    pair : callable
        `rates.pair_observations` or one like it.

    Returns
    -------
    pairs : dict of Part to list of named tuple
        Reported ones that are not refused, with the columns of ``PAIRED``.
    """
    found = {part: [] for part in parts}
    places, name = {part: place for place, part in enumerate(found)}, attrgetter("name")
    for group in _group_small(list(found)):
        tables = []
        for _, alike in groupby(sorted(group, key=name), key=name):
            parts = list(alike)
            numbers = np.repeat([places[part] for part in parts], [part.size for part in parts])
            tables.append(Part.stack(parts, LEVELS).assign(part=numbers))
        pairs = pair(pd.concat(tables, ignore_index=True), by=["part"])
        pairs = pairs[(pairs["refused"] == "") & (pairs["status"] == "reported")]
        first = places[group[0]]
        for row in pairs[PAIRED].itertuples():
            found[group[row.part - first]].append(row)
    return found


def _group_small(parts):
    """Yield lists of neighbours that are paired in one go, so that memory stays bounded."""
    group, rows = [], 0
    for part in parts:
        if group and rows + part.size > MOST_PAIRED:
            yield group
            group, rows = [], 0
        group.append(part)
        rows += part.size
    if group:
        yield group
