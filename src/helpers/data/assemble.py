"""Assemble the tables that analyses start from: bounds, money, names and choice of rows."""

from pathlib import Path

import pandas as pd

from helpers.data.corrections import apply_corrections
from helpers.data.money import convert_table
from helpers.data.places import list_nations, list_within
from helpers.data.read import read_table
from helpers.data.sources import join_sources
from helpers.printed import read_printed
from helpers.readings import find_bounds, find_centre


def add_bounds(observations, reading):
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


def assemble_observations(
    data_dir, *, reading, currency, prices, base_year, places=(), first_year=None, last_year=None
):
    """Return the analysis table: every press observation with bounds, names and source.

    Parameters
    ----------
    data_dir : pathlib.Path
    reading, currency, prices, base_year
        As in `add_bounds` and `convert_money`.
    places : sequence of str
        Entities to keep, with all that lies in them; none keeps all.
    first_year, last_year : int or None
        Calendar years of ``period_end`` kept, inclusive.

    Returns
    -------
    table : DataFrame
        One row an observation, in the order of the press table: its columns, then ``central``,
        ``low``, ``high``, ``entity``, ``indicator``, ``family``, ``definition``, ``publisher``,
        ``title``, ``language``, ``published_from``, ``published_to``.

    Raises
    ------
    ValueError
        If the data cannot be read, or a parameter is not allowed.
    """
    data_dir = Path(data_dir)
    sources = read_table(data_dir, "sources")
    entities = read_table(data_dir, "entities")
    observations = apply_corrections(
        read_table(data_dir, "observations"), read_table(data_dir, "corrections")
    )
    observations = observations.merge(
        sources[["source_id", "language"]], on="source_id", validate="many_to_one"
    )
    observations = _keep(
        observations, entities, observations["period_end"], places, first_year, last_year
    ).reset_index(drop=True)
    observations = convert_table(
        add_bounds(observations, reading),
        data_dir,
        currency=currency,
        prices=prices,
        base_year=base_year,
    )
    table = (
        observations.merge(
            entities[["entity_id", "name_en"]].rename(columns={"name_en": "entity"}),
            on="entity_id",
            validate="many_to_one",
        )
        .merge(
            read_table(data_dir, "indicators")[
                ["indicator_id", "name", "family", "definition"]
            ].rename(columns={"name": "indicator"}),
            on="indicator_id",
            validate="many_to_one",
        )
        .merge(
            sources[["source_id", "publisher", "title", "published_from", "published_to"]],
            on="source_id",
            validate="many_to_one",
        )
    )
    if len(table) != len(observations):
        raise ValueError(
            f"{len(observations) - len(table)} observations name an entity, indicator or source"
            " that is not in the tables; run `rural check`"
        )
    return table


def assemble_benchmarks(data_dir, *, reading, currency, prices, base_year):
    """Return the official and platform series with bounds, definitions and sources.

    Parameters
    ----------
    data_dir : pathlib.Path
    reading, currency, prices, base_year
        As in `assemble_observations`.

    Returns
    -------
    table : DataFrame
        One row a printed number: its columns, then ``central, low, high``, ``entity_id, entity,
        indicator_id, indicator, family, definition, scope, caveat, fit_from, fit_to, series,
        publisher, counted_by, title, published``, ``is_second`` (True where the same period of the
        same series has an earlier row, a second print or another figure), and ``is_national`` (True
        where the series is the nation's).

    Raises
    ------
    ValueError
        If the data cannot be read, or a parameter is not allowed.

    Notes
    -----
    Years before the first price level cannot be put at constant prices and are left out then.
    """
    data_dir = Path(data_dir)
    observations = read_table(data_dir, "benchmark_observations")
    observations = convert_table(
        add_bounds(observations, reading),
        data_dir,
        currency=currency,
        prices=prices,
        base_year=base_year,
    )
    series = read_table(data_dir, "benchmark_series")[
        ["series_id", "entity_id", "indicator_id", "name", "scope", "fit_from", "fit_to", "caveat"]
    ]
    table = (
        observations.merge(
            series.rename(columns={"name": "series"}), on="series_id", validate="many_to_one"
        )
        .merge(
            read_table(data_dir, "indicators")[
                ["indicator_id", "name", "family", "definition"]
            ].rename(columns={"name": "indicator"}),
            on="indicator_id",
            validate="many_to_one",
        )
        .merge(
            read_table(data_dir, "entities")[["entity_id", "name_en"]].rename(
                columns={"name_en": "entity"}
            ),
            on="entity_id",
            validate="many_to_one",
        )
        .merge(
            read_table(data_dir, "benchmark_sources")[
                ["benchmark_source_id", "publisher", "counted_by", "title", "published"]
            ],
            on="benchmark_source_id",
            validate="many_to_one",
        )
    )
    return table.assign(
        is_second=table.duplicated(["series_id", "period_start", "period_end"]),
        is_national=table["entity_id"].isin(list_nations(read_table(data_dir, "entities"))),
    )


def assemble_events(data_dir, *, places=(), first_year=None, last_year=None):
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
    events = _keep(events, entities, events["date_to"], places, first_year, last_year)
    events = events.sort_values(["date_from", "event_id"], kind="stable")
    return events.reset_index(drop=True)


def _keep(rows, entities, end, places, first_year, last_year):
    """Return the rows of some places whose end lies in some years."""
    kept, year = pd.Series(True, index=rows.index), end.dt.year
    if places:
        parents = entities.set_index("entity_id")["parent_id"].to_dict()
        kept &= rows["entity_id"].isin(list_kept(places, parents))
    if first_year is not None:
        kept &= year >= first_year
    if last_year is not None:
        kept &= year <= last_year
    return rows[kept]


def join_comparable(left, right, *, on, reason=""):
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


def list_kept(places, parents) -> set[str]:
    """Return the entities that a choice of places keeps: all of them if none is chosen.

    Parameters
    ----------
    places : sequence of str
    parents : mapping of str to str
        Entity to parent.
    """
    return list_within(places, parents) if places else set(parents)
