"""Assemble the tables that analyses start from: bounds, money, names and choice of rows."""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.data.benchmarks import mark_second
from helpers.data.contents import read_contents
from helpers.data.contract import read_contract
from helpers.data.corrections import apply_corrections
from helpers.data.money import convert_table
from helpers.data.places import list_nations, list_within
from helpers.data.read import read_table
from helpers.data.sources import join_sources
from helpers.printed import read_printed
from helpers.readings import find_bounds, find_centre

NUMBERS = ["central", "low", "high"]  # columns that a reading decides


def add_bounds(observations: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Return the observations with the bounds that their words allow.

    Parameters
    ----------
    observations : DataFrame
        Needs ``as_printed``, ``unit``, ``language``.
    reading : str
        One of ``reading.READINGS``.

    Returns
    -------
    bounded : DataFrame
        With ``central``, ``low``, ``high`` in the base unit, which is ``printed_unit`` as well.

    Raises
    ------
    ValueError
        If a printed number cannot be read, or the reading is not known.
    """
    bounded = observations.assign(printed_unit=observations["unit"])
    printed = [
        read_printed(*row)
        for row in zip(bounded["as_printed"], bounded["language"], bounded["unit"], strict=True)
    ]
    bounds = [find_bounds(p, u, reading) for p, u in zip(printed, bounded["unit"], strict=True)]
    bounded["central"] = [find_centre(p) for p in printed]
    bounded["low"] = [low for low, _ in bounds]
    bounded["high"] = [high for _, high in bounds]
    return bounded


def find_state(data_dir):
    """Return the contents of all data files, to know by: others whenever a file changes."""
    files = ("datapackage.json", *(r["path"] for r in read_contract(data_dir)["resources"]))
    return tuple((path, read_contents(f"{data_dir}/{path}")) for path in files)


@functools.lru_cache(maxsize=8)  # a table as printed is one for all readings, monies and choices
def _join_observations(data_dir, state):
    """Return every press observation as printed, with names and source."""
    observations = apply_corrections(
        read_table(data_dir, "observations"), read_table(data_dir, "corrections")
    )
    columns = ["source_id", "language", "publisher", "title", "published_from", "published_to"]
    sources = read_table(data_dir, "sources")[columns]
    table = _join_names(observations, data_dir)
    table = table.merge(sources, on="source_id", validate="many_to_one")
    if len(table) != len(observations):
        raise ValueError(
            f"{len(observations) - len(table)} observations name an entity, indicator or source"
            " that is not in the tables; run `rural check`"
        )
    return table


@functools.lru_cache(maxsize=8)
def _join_benchmarks(data_dir, state):
    """Return the official and platform series as printed, with definitions and sources."""
    series = read_table(data_dir, "benchmark_series")[
        ["series_id", "entity_id", "indicator_id", "name", "scope", "fit_from", "fit_to", "caveat"]
    ]
    sources = read_table(data_dir, "benchmark_sources")[
        ["benchmark_source_id", "publisher", "counted_by", "title", "published"]
    ]
    printed = read_table(data_dir, "benchmark_observations").merge(
        series.rename(columns={"name": "series"}), on="series_id", validate="many_to_one"
    )
    table = _join_names(printed, data_dir).merge(
        sources, on="benchmark_source_id", validate="many_to_one"
    )
    nations = list_nations(read_table(data_dir, "entities"))
    return table.assign(is_national=table["entity_id"].isin(nations))


def assemble_observations(
    data_dir: Path,
    *,
    places: Sequence[str] = (),
    first_year: int | None = None,
    last_year: int | None = None,
    **money,
) -> pd.DataFrame:
    """Return the analysis table: every press observation with bounds, names and source.

    Parameters
    ----------
    data_dir : pathlib.Path
    places : sequence of str
        Entities to keep, with all that lies in them; none keeps all.
    first_year, last_year : int or None
        Calendar years of ``period_end`` kept, inclusive.
    **money
        Reading, currency, prices and base year, as in `add_bounds` and `convert_money`.

    Returns
    -------
    table : DataFrame
        One row an observation, in the order of the press table: its columns, then ``entity``,
        ``indicator``, ``family``, ``definition``, ``language``, ``publisher``, ``title``,
        ``published_from``, ``published_to``, ``printed_unit``, ``central``, ``low``, ``high``.

    Raises
    ------
    ValueError
        If the data cannot be read, or a parameter is not allowed.
    """
    kept = tuple(places), first_year, last_year
    return find_amounts("observations", data_dir, *kept).read(**money)


def assemble_benchmarks(data_dir: Path, **money) -> pd.DataFrame:
    """Return the official and platform series with bounds, definitions and sources.

    Parameters
    ----------
    data_dir : pathlib.Path
    **money
        Reading, currency, prices and base year, as in `add_bounds` and `convert_money`.

    Returns
    -------
    table : DataFrame
        One row a printed number: its columns, then ``entity_id, indicator_id, series, scope,
        fit_from, fit_to, caveat, entity, indicator, family, definition, publisher, counted_by,
        title, published``, ``is_national`` (True where the series is the nation's), ``central,
        low, high`` and ``is_second`` (True where the same period of the same series has an earlier
        row, a second print or another figure).

    Raises
    ------
    ValueError
        If the data cannot be read, or a parameter is not allowed.

    Notes
    -----
    Years before the first price level cannot be put at constant prices and are left out then.
    """
    return find_amounts("benchmarks", data_dir).read(**money)


class Amounts:
    """A table as printed, in any money and under any reading.

    What a money makes of 1 it makes of the numbers of every reading: a table is converted once in
    each money, and bounds are found once under each reading.

    Parameters
    ----------
    printed : DataFrame
        Joined with names and sources.
    data_dir : pathlib.Path
    """

    def __init__(self, printed, data_dir):
        self._printed, self._data_dir = printed, data_dir
        self._converted, self._bounds = {}, {}

    def convert(self, **money):
        """Return the rows that can be told in a money, with what it makes of 1 in ``NUMBERS``, and
        their places in the table.

        Parameters
        ----------
        **money
            As in `convert_money`.
        """
        key = tuple(money.values())
        if key not in self._converted:
            printed = self._printed.assign(
                printed_unit=self._printed["unit"],
                **dict.fromkeys(NUMBERS, 1.0),
                place=np.arange(len(self._printed)),
            )
            table = convert_table(printed, self._data_dir, **money)
            places = table.pop("place").to_numpy()
            self._converted[key] = (
                mark_second(table) if "benchmark_id" in table else table,
                places,
            )
        return self._converted[key]

    def find_numbers(self, reading, **money):
        """Return ``NUMBERS`` of the rows of `convert` under a reading.

        Returns
        -------
        numbers : ndarray, shape (n, 3)
        """
        if reading not in self._bounds:
            self._bounds[reading] = add_bounds(self._printed, reading)[NUMBERS].to_numpy(float)
        table, places = self.convert(**money)
        factors = np.column_stack([table[name].to_numpy(float) for name in NUMBERS])
        return self._bounds[reading][places] * factors

    def read(self, reading, **money):
        """Return the table in a money, with its numbers under a reading."""
        numbers = self.find_numbers(reading, **money)
        table = self.convert(**money)[0].assign(**dict(zip(NUMBERS, numbers.T, strict=True)))
        return table.copy()  # columns of one type in one block: rows of all are taken at once


def find_amounts(table: str, data_dir, places=(), first_year=None, last_year=None) -> Amounts:
    """Return observations or benchmarks as printed, made once while the data stay the same.

    Parameters
    ----------
    table : str
        ``"observations"``, or ``"benchmarks"``, of which all are kept.
    data_dir : pathlib.Path
    places, first_year, last_year
        As in `assemble_observations`.
    """
    data_dir = Path(data_dir)
    return _find_amounts(
        table, data_dir, find_state(data_dir), tuple(places), first_year, last_year
    )


@functools.lru_cache(maxsize=16)
def _find_amounts(table, data_dir, state, *kept):
    if table == "benchmarks":
        return Amounts(_join_benchmarks(data_dir, state), data_dir)
    printed, entities = _join_observations(data_dir, state), read_table(data_dir, "entities")
    return Amounts(_keep(printed, entities, "period_end", *kept).reset_index(drop=True), data_dir)


def _join_names(rows, data_dir):
    """Return rows with the names and definitions of their entities and indicators."""
    entities = read_table(data_dir, "entities")[["entity_id", "name_en"]]
    indicators = read_table(data_dir, "indicators")[
        ["indicator_id", "name", "family", "definition"]
    ]
    return rows.merge(
        entities.rename(columns={"name_en": "entity"}), on="entity_id", validate="many_to_one"
    ).merge(
        indicators.rename(columns={"name": "indicator"}), on="indicator_id", validate="many_to_one"
    )


def assemble_events(
    data_dir: Path,
    *,
    places: Sequence[str] = (),
    first_year: int | None = None,
    last_year: int | None = None,
) -> pd.DataFrame:
    """Return the dated events of some places and years, by date, with names and sources.

    Parameters
    ----------
    data_dir : pathlib.Path
    places : sequence of str
        As in `assemble_observations`.
    first_year, last_year : int or None
        Calendar years of ``date_to`` kept, inclusive.

    Returns
    -------
    events : DataFrame
        The table ``events`` with ``name_en`` of the place and the columns of `join_sources`.
    """
    entities = read_table(data_dir, "entities")
    events = join_sources(read_table(data_dir, "events"), data_dir).merge(
        entities[["entity_id", "name_en"]], on="entity_id", validate="many_to_one"
    )
    events = _keep(events, entities, "date_to", places, first_year, last_year)
    events = events.sort_values(["date_from", "event_id"], kind="stable")
    return events.reset_index(drop=True)


def _keep(rows, entities, end, places, first_year, last_year):
    """Return the rows of some places whose end, a column of dates, lies in some years."""
    kept, year = pd.Series(True, index=rows.index), rows[end].dt.year
    if places:
        parents = entities.set_index("entity_id")["parent_id"].to_dict()
        kept &= rows["entity_id"].isin(list_kept(places, parents))
    if first_year is not None:
        kept &= year >= first_year
    if last_year is not None:
        kept &= year <= last_year
    return rows[kept]


def join_comparable(
    left: pd.DataFrame, right: pd.DataFrame, *, on: list[str], reason: str = ""
) -> pd.DataFrame:
    """Return two sets of observations side by side, refused if their definitions do not mix.

    Parameters
    ----------
    left, right : DataFrame
        Rows of `assemble_observations`.
    on : list of str
        Columns that must agree, for example ``["period_end"]``.
    reason : str
        Why rows of two families are set side by side all the same; it comes
        back in the column ``why_joined``, to stand under the table.

    Returns
    -------
    joined : DataFrame
        Columns of both with ``_left`` and ``_right``, the columns of `on`, and
        ``why_joined``, empty where all is one family.

    Raises
    ------
    ValueError
        If the families differ and no reason is given; it names both
        definitions. If a column of `on` is missing.
    """
    missing = [c for c in on if c not in left.columns or c not in right.columns]
    if missing:
        raise ValueError(f"cannot join on {', '.join(missing)}: no such column on both sides")
    families = sorted(set(left["family"]) | set(right["family"]))
    if len(families) > 1 and not reason.strip():
        both = pd.concat([left, right]).drop_duplicates("family").sort_values("family")
        words = "; ".join(
            f"{r.family}: {r.indicator}, {r.definition[:1].lower()}{r.definition[1:]}"
            for r in both.itertuples()
        )
        raise ValueError(
            f"these are not the same thing and are not joined without a reason – {words}"
        )
    joined = left.merge(right, on=on, suffixes=("_left", "_right"), validate="many_to_many")
    return joined.assign(why_joined=reason if len(families) > 1 else "")


def list_kept(places: Sequence[str], parents: Mapping[str, str]) -> set[str]:
    """Return the entities that a choice of places keeps: all of them if none is chosen.

    Parameters
    ----------
    places : sequence of str
    parents : mapping of str to str
        Entity to parent.
    """
    return list_within(places, parents) if places else set(parents)
