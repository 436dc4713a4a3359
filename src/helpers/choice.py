"""Hold the tables of a data package under one choice of reading, money, places and years."""

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import parameters
from helpers.data.about import read_about
from helpers.data.assemble import (
    assemble_benchmarks,
    assemble_events,
    assemble_observations,
    find_state,
    list_kept,
)
from helpers.data.benchmarks import keep_benchmarks
from helpers.data.counts import pick
from helpers.data.home import find_home
from helpers.data.money import find_price_index, list_convertible
from helpers.data.places import Places
from helpers.data.read import read_table
from helpers.data.sources import cite_benchmark, cite_observation
from helpers.paths import project_root, resolve
from helpers.rates import pair_observations
from helpers.reported import Missing, Reported
from helpers.words.suggest import suggest
from helpers.words.units import PRICES, describe_money


@dataclass(frozen=True)
class Choice:
    """What decides which rows the tables hold, and how they are read."""

    data_dir: Path
    reading: str
    currency: str
    prices: str
    base_year: int
    places: tuple
    first_year: int | None
    last_year: int | None

    @classmethod
    def of(cls, values):
        """Return the choice that parameters make; those of other names change no table."""
        given = {name: values[name] for name in cls.__dataclass_fields__}
        given |= {"data_dir": resolve(given["data_dir"]), "places": tuple(given["places"])}
        return cls(**given)

    def list_money(self):
        """Return reading, currency, prices and base year as `dataset` asks for them."""
        return {
            "reading": self.reading,
            "currency": self.currency,
            "prices": self.prices,
            "base_year": self.base_year,
        }

    def list_kept(self):
        """Return places and years as `data` asks for them."""
        return {"places": self.places, "first_year": self.first_year, "last_year": self.last_year}


@functools.lru_cache(maxsize=64)
def _assemble(table, choice, state):
    """Return a table under a choice; `state` makes a changed file another question."""
    if table == "entities":
        return read_table(choice.data_dir, "entities")
    if table == "benchmarks":
        return assemble_benchmarks(choice.data_dir, **choice.list_money())
    if table == "growth":
        return pair_observations(_assemble("observations", choice, state))
    kept = choice.list_kept()
    if table == "events":
        return assemble_events(choice.data_dir, **kept)
    return assemble_observations(choice.data_dir, **choice.list_money(), **kept)


@functools.lru_cache(maxsize=64)
def _cite_all(table, choice, state):
    """Return where each row of a table was printed, by its id, in the order of the rows."""
    cite = cite_benchmark if table == "benchmarks" else cite_observation
    cited = [cite(row) for row in _assemble(table, choice, state).itertuples()]
    return {each["observation_id"]: each for each in cited}


class ChosenTables:
    """The tables of a data package under one choice, each assembled when it is first asked for.

    Attributes
    ----------
    choice : Choice
    """

    def under(self, **changes):
        """Return the same, with the same page, under another choice of `Choice` fields."""
        unknown = set(changes) - set(Choice.__dataclass_fields__)
        if unknown:
            raise ValueError(
                f"unknown {', '.join(sorted(unknown))}; allowed: "
                f"{', '.join(Choice.__dataclass_fields__)}"
            )
        parameters.validate(
            {
                n: list(v) if n == "places" else v
                for n, v in changes.items()
                if n != "data_dir" and v is not None
            },
            parameters.SHARED,
        )
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.choice = Choice.of(vars(self.choice) | changes)
        return other

    @property
    def home(self):
        """Return the same in the money that most is printed in, at current prices."""
        return self.under(currency=find_home(self.choice.data_dir), prices="current")

    @property
    def is_home(self):
        """Return whether amounts are as printed: only then do printed rates of growth fit."""
        return self.choice == self.home.choice

    @property
    def currencies(self):
        """Return the currencies that the chosen years can be told in, that of the print first."""
        years = self.read("observations")["period_end"].dt.year
        years = years[years.between(self.choice.first_year, self.choice.last_year)]
        return list_convertible(self.choice.data_dir, set(years), self.home.choice.currency)

    @property
    def price_bases(self):
        """Return the price bases that the data can be told in."""
        try:
            _ = self.home.under(prices="constant").observations
        except ValueError:  # some money that is printed has no prices of its own
            return PRICES[:1]
        return PRICES

    @property
    def price_index(self):
        """Return the level of prices by year, 1 in the base year; empty where it is not known."""
        prices, currency = self.read("prices"), self.home.choice.currency
        try:
            return find_price_index(prices, self.choice.base_year, currency)
        except ValueError:
            return pd.Series(dtype=float)

    def _get(self, table):
        whole = _assemble(table, self.choice, find_state(self.choice.data_dir))
        return whole.copy(deep=False)  # what is written is copied first

    def _list_citations(self, table):
        return _cite_all(table, self.choice, find_state(self.choice.data_dir))

    @property
    def observations(self):
        """Return the press observations, as `assemble_observations` does."""
        return self._get("observations")

    @property
    def benchmarks(self):
        """Return the official and platform series, as `assemble_benchmarks` does."""
        return self._get("benchmarks")

    @property
    def events(self):
        """Return the dated events, as `assemble_events` does."""
        return self._get("events")

    @property
    def entities(self):
        """Return the table of places, firms and parks."""
        return self._get("entities")

    @property
    def parents(self):
        """Return a dict of each place, firm or park to what it lies in, which knows colours."""
        return Places(self.entities, read_about(self.choice.data_dir).coloured)

    def read(self, table):
        """Return a table of the data package as it is stored, whatever was chosen."""
        return read_table(self.choice.data_dir, table)

    @property
    def local_benchmarks(self):
        """Return the benchmarks of the nation and the chosen places, in the chosen years."""
        choice, kept = self.choice, list_kept(self.choice.places, self.parents)
        return keep_benchmarks(
            self.benchmarks, kept, first_year=choice.first_year, last_year=choice.last_year
        )

    @property
    def growth(self):
        """Return growth between every two comparable observations, as `pair_observations` does."""
        return self._get("growth")

    @property
    def money(self):
        """Return the basis of amounts in words."""
        choice = self.choice
        home = find_home(choice.data_dir)
        return describe_money(choice.currency, choice.prices, choice.base_year, home)

    def number(
        self,
        entity_id: str,
        indicator_id: str,
        year: int | None = None,
        *,
        status: str = "reported",
        unit: str | None = None,
    ):
        """Return the latest number of one thing in one place, or `Missing`.

        Parameters
        ----------
        entity_id, indicator_id : str
        year : int or None
            Calendar year in which its period ends.
        status : str
            reported, target or expected.
        unit : str or None
            Only numbers in this unit.
        """
        self._require("entity_id", entity_id, "entities")
        self._require("indicator_id", indicator_id, "indicators")
        if isinstance(year, Missing):
            return year
        picked = pick(self.observations, entity_id, indicator_id, status=status, year=year)
        picked = picked if unit is None else picked[picked["unit"] == unit]
        if picked.empty:
            return Missing(", ".join(str(w) for w in (indicator_id, entity_id, year, unit) if w))
        return Reported.from_row(picked.iloc[-1])

    def bench(self, series_id, year=None):
        """Return the latest number of a benchmark series, or `Missing`."""
        self._require("series_id", series_id, "benchmark_series")
        if isinstance(year, Missing):
            return year
        rows = self.benchmarks
        end = rows["period_end"].to_numpy()
        kept = (rows["series_id"].to_numpy(object) == series_id) & ~rows["is_second"].to_numpy()
        if year is not None:
            kept &= end.astype("M8[Y]").astype(int) + 1970 == year
        if not kept.any():
            return Missing(", ".join(str(w) for w in (series_id, year) if w))
        kept = np.flatnonzero(kept)
        return Reported.from_row(rows.iloc[kept[np.argsort(end[kept], kind="stable")[-1]]])

    def _require(self, column, name, table):
        """Refuse a name that no table knows: a slip of the pen is not a number that is missing.

        A name that the project's own data know is no slip: other data may lack it.
        """
        known = set(read_table(self.choice.data_dir, table)[column])
        if name not in known and name not in set(
            read_table(project_root() / "data", table)[column]
        ):
            raise ValueError(
                f"unknown {column} {name!r}{suggest(name, known)}; "
                f"allowed: those of the table {table}"
            )
