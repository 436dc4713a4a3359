"""Read the data folder, apply corrections, check it, and assemble the table that analyses start from.

The only module that opens data files. What the press printed stays as printed; bounds, currencies
and constant prices are added beside it.
"""

import csv
import functools
import hashlib
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import places, reading, schema
from helpers.units import CURRENCIES, PRICES, UNITS, is_whole

_FOLLOWING = ("value", "value_high", "wording", "observation_id")  # never corrected by themselves

MONEY_UNITS = ("CNY", "CNY_per_year", "CNY_per_person")

# Every numeral of a French, Chinese or English text: digits, Chinese numerals, number words. 零
# stands in 零售 (retail) and in no number here; 成 is a tenth only after a numeral.
_NUMERALS = re.compile(
    r"[0-9０-９]+|[一二三四五六七八九十百千万亿两几半首双倍]"
    r"|\b(?:deux\w*|trois\w*|quatre|cinq|six|sept|huit|neuf|dix|dizaines?|onze|douze|douzaines?|treize|quatorze|quinze|seize|vingt\w*|trent\w*|quarant\w*|cinquant\w*|soixant\w*|cents?|centaines?|milliers?|mille"
    r"|millions?|milliards?|premi\w+|second\w*|moitié|tiers|quarts?|doubl\w*|tripl\w*|quelques|plusieurs"
    r"|two|three|four|five|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|billions?|trillions?|half|thirds?|several)\b",
    re.IGNORECASE,
)


def read_table(data_dir, table):
    """Return one table of the data folder with the types of its contract.

    Parameters
    ----------
    data_dir : pathlib.Path
    table : str
        Name of a resource in the data package.

    Returns
    -------
    frame : DataFrame
        Empty cells of text are ``""``; of numbers and dates, missing.

    Raises
    ------
    ValueError
        If the contract cannot be read or does not know the table.
    """
    package = schema.read_contract(data_dir)
    fields = schema.list_fields(package, table)
    path = next(r["path"] for r in package["resources"] if r["name"] == table)
    contents = (Path(data_dir) / path).read_bytes()
    return _parse_table(
        contents, tuple((name, field["type"]) for name, field in fields.items())
    ).copy()


@functools.lru_cache(
    maxsize=64
)  # by contents: a file that changed is another one, whatever its date
def _parse_table(contents, types):
    frame = pd.read_csv(io.BytesIO(contents), dtype=str, keep_default_na=False, encoding="utf-8")
    for name, kind in types:
        if kind in ("number", "integer", "year"):
            frame[name] = pd.to_numeric(frame[name])
        elif kind == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return frame


def apply_corrections(observations, corrections):
    """Return the observations with the known errors mended.

    Parameters
    ----------
    observations : DataFrame
        Needs ``observation_id``.
    corrections : DataFrame
        Columns of the table ``corrections``.

    Returns
    -------
    corrected : DataFrame
        A new frame; rows may be fewer.

    Raises
    ------
    ValueError
        If a correction does not find the value that it expects: the table
        was mended at the source, and the correction must go. If it names a
        column that follows from the print.
    """
    corrected = observations.copy()
    for row in corrections.itertuples():
        name = f"correction {row.correction_id!r}"
        hit = corrected["observation_id"] == row.observation_id
        column = "as_printed" if row.action == "drop" else row.column
        if column in _FOLLOWING:
            raise ValueError(
                f"{name}: {column} follows from as_printed; correct as_printed, the rest is read from it"
            )
        if column not in corrected.columns:
            raise ValueError(
                f"{name}: unknown column {column!r}; allowed: {', '.join(corrected.columns)}"
            )
        found = [_as_text(value) for value in corrected.loc[hit, column]]
        if found != [row.expect]:
            raise ValueError(
                f"{name} expects {row.expect!r} in {row.observation_id}, column {column}, and finds {found}"
            )
        if row.action == "drop":
            corrected = corrected[~hit]
        else:
            corrected.loc[hit, column] = (
                pd.Series([row.value], dtype=object).astype(corrected[column].dtype).iloc[0]
            )
    return corrected.reset_index(drop=True)


def _as_text(value):
    """Return a cell as it stands in the table."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def add_bounds(observations, reading_name):
    """Return the observations with the bounds that their words allow.

    Parameters
    ----------
    observations : DataFrame
        Needs ``as_printed``, ``unit``, ``language``.
    reading_name : str
        One of ``reading.READINGS``.

    Returns
    -------
    bounded : DataFrame
        With ``central``, ``low``, ``high`` in the base unit.

    Raises
    ------
    ValueError
        If a printed number cannot be read, or the reading is not known.
    """
    bounded = observations.copy()
    printed = [
        reading.read_printed(a, lang)
        for a, lang in zip(bounded["as_printed"], bounded["language"], strict=True)
    ]
    bounds = [
        reading.find_bounds(p, u, reading_name)
        for p, u in zip(printed, bounded["unit"], strict=True)
    ]
    bounded["central"] = [reading.find_centre(p) for p in printed]
    bounded["low"] = [low for low, _ in bounds]
    bounded["high"] = [high for _, high in bounds]
    return bounded


def find_price_index(prices, base_year):
    """Return the consumer price level of each year, 1 in the base year.

    Parameters
    ----------
    prices : DataFrame
        Needs ``year`` and ``cpi_change_pct``.
    base_year : int

    Returns
    -------
    index : Series
        Price level by year.

    Raises
    ------
    ValueError
        If the base year is not covered.
    """
    level = (1 + prices.set_index("year")["cpi_change_pct"].sort_index() / 100).cumprod()
    if base_year not in level.index:
        raise ValueError(
            f"base_year {base_year} is not covered; allowed: {level.index.min()} to {level.index.max()}"
        )
    return level / level[base_year]


def convert_money(observations, rates, price_index, *, currency, prices, base_year):
    """Return the observations with yuan amounts in another currency or at constant prices.

    Parameters
    ----------
    observations : DataFrame
        Needs ``unit``, ``period_end``, ``central``, ``low``, ``high``.
    rates : DataFrame
        Yuan per unit of currency: ``year``, ``currency``, ``cny_per_unit``.
    price_index : Series
        From `find_price_index`.
    currency : str
        CNY, EUR or USD.
    prices : str
        ``current``: each year's rate. ``constant``: prices of the base year,
        and its rate for every year, so that rates add no growth of their own.
    base_year : int

    Returns
    -------
    converted : DataFrame
        Amounts in the currency; units renamed. An amount that the press
        itself prints in euros is left as printed.

    Raises
    ------
    ValueError
        If the currency is unknown or a year has no rate or price level.

    Notes
    -----
    The year is that of ``period_end``; where an amount is that of some one
    year of a span, bounds take every year of the span. National consumer prices: not those
    of Xinjiang, Tibet or of e-commerce.
    """
    if currency not in CURRENCIES:
        raise ValueError(f"unknown currency {currency!r}; allowed: {', '.join(CURRENCIES)}")
    if prices not in PRICES:
        raise ValueError(f"unknown price basis {prices!r}; allowed: {', '.join(PRICES)}")
    converted = observations.copy()
    money = converted["unit"].isin(MONEY_UNITS)
    rate = rates[rates["currency"] == currency].set_index("year")["cny_per_unit"]

    def find_factor(year):
        factor = pd.Series(1.0, index=year.index)
        if prices == "constant":
            factor = factor / _look_up(price_index, year, "price level")
        if currency != "CNY":
            factor = factor / _look_up(
                rate, year * 0 + base_year if prices == "constant" else year, f"{currency} rate"
            )
        return factor

    # An amount of some one year of a span takes the lowest and the highest factor of the span.
    last = converted.loc[money, "period_end"].dt.year
    spread = (
        (converted.loc[money, "period_basis"] == "bracketed")
        & (converted.loc[money, "period_kind"] == "flow")
        if "period_basis" in converted
        else last.astype(bool) & False
    )
    first = converted.loc[money, "period_start"].dt.year.where(spread, last)
    factors = [
        find_factor(pd.Series(np.minimum(first + step, last), index=last.index))
        for step in range(int((last - first).max() + 1) if len(last) else 1)
    ]
    factors = pd.concat(factors, axis=1)
    for column, factor in (
        ("central", find_factor(last)),
        ("low", factors.min(axis=1)),
        ("high", factors.max(axis=1)),
    ):
        converted.loc[money, column] = converted.loc[money, column] * factor
    converted.loc[money, "unit"] = converted.loc[money, "unit"].str.replace("CNY", currency)
    return converted


def _look_up(series, years, what):
    missing = sorted(set(years) - set(series.index))
    if missing:
        raise ValueError(
            f"no {what} for {', '.join(map(str, missing))}; covered: {series.index.min()} to {series.index.max()}"
        )
    return years.map(series)


def assemble_observations(
    data_dir,
    *,
    reading_name,
    currency,
    prices,
    base_year,
    places_kept=(),
    first_year=None,
    last_year=None,
):
    """Return the analysis table: every press observation with bounds, names and source.

    Parameters
    ----------
    data_dir : pathlib.Path
    reading_name, currency, prices, base_year
        As in `add_bounds` and `convert_money`.
    places_kept : sequence of str
        Entities to keep, with all that lies in them; none keeps all.
    first_year, last_year : int or None
        Calendar years of ``period_end`` kept, inclusive.

    Returns
    -------
    table : DataFrame
        One row an observation, in the order of the press table: its columns,
        then ``central``, ``low``, ``high``, ``entity``, ``indicator``,
        ``family``, ``definition``, ``publisher``, ``title``, ``language``,
        ``published_from``, ``published_to``.

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
    year = observations["period_end"].dt.year
    kept = pd.Series(True, index=observations.index)
    if places_kept:
        kept &= observations["entity_id"].isin(
            list_kept(places_kept, entities.set_index("entity_id")["parent_id"].to_dict())
        )
    if first_year is not None:
        kept &= year >= first_year
    if last_year is not None:
        kept &= year <= last_year
    observations = observations[kept].reset_index(drop=True)
    observations = convert_table(
        add_bounds(observations, reading_name),
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
            f"{len(observations) - len(table)} observations name an entity, indicator or source that is not in the tables; run `rural check`"
        )
    return table


def convert_table(observations, data_dir, *, currency, prices, base_year):
    """Return a table with its yuan amounts converted by the rates and prices of the data folder.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations` or `assemble_benchmarks`, in yuan at current prices.
    data_dir : pathlib.Path
    currency, prices, base_year
        As in `convert_money`.

    Returns
    -------
    converted : DataFrame
        What assembling in this money returns.

    Raises
    ------
    ValueError
        As in `convert_money`.
    """
    if "benchmark_id" in observations and (prices == "constant" or currency != "CNY"):
        known = set(read_table(data_dir, "prices")["year"])
        observations = observations[
            ~observations["unit"].isin(MONEY_UNITS) | observations["period_end"].dt.year.isin(known)
        ].reset_index(drop=True)
    return convert_money(
        observations,
        read_table(data_dir, "exchange_rates"),
        find_price_index(read_table(data_dir, "prices"), base_year),
        currency=currency,
        prices=prices,
        base_year=base_year,
    )


def assemble_benchmarks(data_dir, *, reading_name, currency, prices, base_year):
    """Return the official and platform series with bounds, definitions and sources.

    Parameters
    ----------
    data_dir : pathlib.Path
    reading_name, currency, prices, base_year
        As in `assemble_observations`.

    Returns
    -------
    table : DataFrame
        One row a printed number: its columns, then ``central, low, high``,
        ``entity_id, entity, indicator_id, indicator, family, definition,
        scope, caveat, fit_from, fit_to, series, publisher, counted_by, title,
        published``, and ``is_second`` (True where the same period of the same
        series has an earlier row, a second print or another figure).

    Raises
    ------
    ValueError
        If the data cannot be read, or a parameter is not allowed.

    Notes
    -----
    Years before the first price level cannot be put at constant prices and
    are left out then.
    """
    data_dir = Path(data_dir)
    observations = read_table(data_dir, "benchmark_observations")
    observations = convert_table(
        add_bounds(observations, reading_name),
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
    return table.assign(is_second=table.duplicated(["series_id", "period_start", "period_end"]))


def list_benchmark_sources(benchmarks):
    """Return where each benchmark was printed, in the form of `list_sources`.

    Parameters
    ----------
    benchmarks : DataFrame
        From `assemble_benchmarks`.

    Returns
    -------
    sources : list of dict
    """
    return [
        {
            "observation_id": row.benchmark_id,
            "publisher": f"{row.publisher} (counted by: {row.counted_by}; grade {row.grade})",
            "title": row.title,
            "published": row.published or "date not known",
            "paragraph": "",
            "as_printed": row.as_printed,
            "lang": row.language,
        }
        for row in benchmarks.itertuples()
    ]


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


def list_sources(observations):
    """Return where each observation was printed, ready to stand under a finding.

    Parameters
    ----------
    observations : DataFrame
        From `assemble_observations`.

    Returns
    -------
    sources : list of dict
        ``observation_id, publisher, title, published, paragraph, as_printed, lang``.
    """
    return [
        {
            "observation_id": row.observation_id,
            "publisher": row.publisher,
            "title": row.title or "(our copy has no title)",
            "published": format_days(row.published_from, row.published_to),
            "paragraph": int(row.paragraph),
            "as_printed": row.as_printed,
            "lang": row.language,
        }
        for row in observations.itertuples()
    ]


def list_kept(places_kept, parents):
    """Return the entities that a choice of places keeps: all of them if none is chosen.

    Parameters
    ----------
    places_kept : sequence of str
    parents : mapping of str to str
        Entity to parent.

    Returns
    -------
    kept : set of str
    """
    return places.list_within(places_kept, parents) if places_kept else set(parents)


def join_sources(events, data_dir):
    """Return dated events with publisher, title and dates, so that they can be cited.

    Parameters
    ----------
    events : DataFrame
        Rows of the table ``events``.
    data_dir : pathlib.Path

    Returns
    -------
    joined : DataFrame
        With the columns that `list_sources` needs.
    """
    sources = read_table(data_dir, "sources")
    joined = events.merge(
        sources[["source_id", "publisher", "title", "language", "published_from", "published_to"]],
        on="source_id",
        validate="many_to_one",
    )
    return joined.assign(observation_id=joined["event_id"], as_printed=joined["date_as_printed"])


def format_days(first, last):
    """Return a day, or the span of days that it may be, in words.

    Examples
    --------
    >>> format_days(pd.Timestamp("2024-06-06"), pd.Timestamp("2024-06-30"))
    'June 2024'
    >>> format_days(pd.Timestamp("2021-03-10"), pd.Timestamp("2021-03-10"))
    '10 March 2021'
    """
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}" if last.is_month_end else f"{first.day} to {last.day} {first:%B %Y}"
    if first.year == last.year and first.month == 1 and last.month == 12:
        return f"{first.year}"
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} to {last.year}"
    return f"{first:%B %Y} to {last:%B %Y}"


def read_paragraphs(path):
    """Return the non-empty lines of an article, first to last.

    Parameters
    ----------
    path : pathlib.Path
        Text file in UTF-8.

    Returns
    -------
    paragraphs : list of str
    """
    return [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]


def _read_rows(data_dir, package, table):
    """Return (line, row of text) of a table that `schema` has found readable."""
    path = next((r["path"] for r in package["resources"] if r["name"] == table), None)
    if path is None:
        return table, []
    with open(Path(data_dir) / path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return path, [(reader.line_num, row) for row in reader]


def check_data(data_dir):
    """Return everything that is wrong with a data folder, its contract and its readings.

    Besides the contract, every id of an observation must name its article and
    paragraph, every value and wording follow from the number as printed, every
    unit be the one of its indicator, and every correction must still find what
    it expects and leave a row as the contract asks for.

    Parameters
    ----------
    data_dir : pathlib.Path

    Returns
    -------
    faults : list of schema.Fault
    """
    faults = schema.check_package(data_dir)
    if faults:
        return faults
    package = schema.read_contract(data_dir)
    languages = {
        row["source_id"]: row["language"] for _, row in _read_rows(data_dir, package, "sources")[1]
    }
    units = {
        row["indicator_id"]: row["unit"]
        for _, row in _read_rows(data_dir, package, "indicators")[1]
    }
    path, rows = _read_rows(data_dir, package, "observations")
    for line, row in rows:
        faults += _find_place_faults(path, line, row)
        faults += _find_reading_faults(path, line, row, languages[row["source_id"]])
        faults += _find_unit_faults(path, line, row, units)
    bench_path, benchmarks = _read_rows(data_dir, package, "benchmark_observations")
    for line, row in benchmarks:
        faults += _find_reading_faults(bench_path, line, row, row["language"])
    path_entities, entities = _read_rows(data_dir, package, "entities")
    parents = {row["entity_id"]: row["parent_id"] for _, row in entities}
    for line, row in entities:
        try:
            places.list_ancestors(row["entity_id"], parents)
        except ValueError as error:
            faults.append(schema.Fault(path_entities, line, "parent_id", str(error)))
    for line, row in rows:
        if row["unit"] in UNITS and is_whole(row["unit"]) and not float(row["value"]).is_integer():
            faults.append(
                schema.Fault(
                    path, line, "value", f"{row['value']} is not a whole number of {row['unit']}"
                )
            )
    known = (
        {row["observation_id"] for _, row in rows}
        | {row["event_id"] for _, row in _read_rows(data_dir, package, "events")[1]}
        | {"unknown"}
    )
    path, claims = _read_rows(data_dir, package, "claims")
    for line, row in claims:
        for term in filter(None, row["term_ids"].split(";")):
            if term not in known:
                faults.append(
                    schema.Fault(
                        path,
                        line,
                        "term_ids",
                        f"{term!r} is not known{schema.suggest(term, known)}; allowed: ids of observations or events, or 'unknown'",
                    )
                )
    return faults + _find_correction_faults(data_dir, package, languages, units)


def _find_correction_faults(data_dir, package, languages, units):
    """Return faults of corrections that find nothing, or make of a row what the contract does not allow."""
    path, corrections = _read_rows(data_dir, package, "corrections")
    rows = {
        row["observation_id"]: row for _, row in _read_rows(data_dir, package, "observations")[1]
    }
    changed = {}
    for line, row in corrections:
        if row["action"] == "set" and row["column"] in rows[row["observation_id"]]:
            rows[row["observation_id"]][row["column"]] = row["value"]
            changed[row["observation_id"]] = line
    faults = schema.check_rows(
        data_dir, "observations", [(line, rows[name]) for name, line in changed.items()], path
    )
    if faults:
        return faults
    try:
        apply_corrections(read_table(data_dir, "observations"), read_table(data_dir, "corrections"))
    except ValueError as error:
        return [schema.Fault(path, None, None, str(error))]
    for name, line in changed.items():
        faults += _find_unit_faults(path, line, rows[name], units)
        try:
            reading.read_printed(rows[name]["as_printed"], languages[rows[name]["source_id"]])
        except ValueError as error:
            faults.append(schema.Fault(path, line, "as_printed", str(error)))
    return faults


def _find_place_faults(path, line, row):
    """Return a fault if an observation's id names another article or paragraph than its row."""
    begin = f"{row['source_id']}-p{int(row['paragraph']):02d}-"
    if row["observation_id"].startswith(begin):
        return []
    return [
        schema.Fault(
            path,
            line,
            "observation_id",
            f"{row['observation_id']!r} is not of article and paragraph of its row; allowed: {begin}1, {begin}2 and so on",
        )
    ]


def _find_unit_faults(path, line, row, units):
    """Return a fault if the unit of an observation is not that of its indicator."""
    allowed = units[row["indicator_id"]]
    if row["unit"] == allowed or (row["unit"] in CURRENCIES and allowed in CURRENCIES):
        return []
    return [
        schema.Fault(
            path,
            line,
            "unit",
            f"{row['unit']!r} is not the unit of {row['indicator_id']!r}; allowed: {allowed!r}",
        )
    ]


def _find_reading_faults(path, line, row, language):
    """Return faults where value or wording do not follow from the printed words."""
    try:
        printed = reading.read_printed(row["as_printed"], language)
    except ValueError as error:
        return [schema.Fault(path, line, "as_printed", str(error))]
    faults = []
    if float(printed.value) != float(row["value"]):
        faults.append(
            schema.Fault(
                path,
                line,
                "value",
                f"{row['value']} does not follow from {row['as_printed']!r}, which reads {float(printed.value):.15g}",
            )
        )
    high = None if row["value_high"] == "" else float(row["value_high"])
    read = None if printed.value_high is None else float(printed.value_high)
    if high != read:
        faults.append(
            schema.Fault(
                path,
                line,
                "value_high",
                f"{row['value_high'] or 'empty'} does not follow from {row['as_printed']!r}, which reads {read if read is not None else 'no upper end'}",
            )
        )
    if printed.wording != row["wording"]:
        faults.append(
            schema.Fault(
                path,
                line,
                "wording",
                f"{row['wording']!r} does not follow from {row['as_printed']!r}, which reads {printed.wording!r}",
            )
        )
    return faults


def _bounded(words):
    """Return a pattern of the words that no longer number swallows: 24亿元 is not in 34.24亿元."""
    front = r"(?<!\d)(?<!\d[.,])" if words[0].isdigit() else ""
    return front + re.escape(words) + (r"(?![\d])(?![.,]\d)" if words[-1].isdigit() else "")


def check_articles(data_dir, articles_dir):
    """Return where the tables and the texts of the articles disagree.

    Every number as printed must stand in the paragraph it names, every text
    must be the one that was read, and every numeral of every text must be
    accounted for by an observation, an event or a row of ``left_out``.

    Parameters
    ----------
    data_dir, articles_dir : pathlib.Path
        The second holds one ``<source_id>.txt`` an article.

    Returns
    -------
    faults : list of schema.Fault
    """
    data_dir, articles_dir = Path(data_dir), Path(articles_dir)
    if not articles_dir.is_dir():
        return [
            schema.Fault(
                str(articles_dir),
                None,
                None,
                "the folder of articles does not exist; allowed: a folder of <source_id>.txt files",
            )
        ]
    package = schema.read_contract(data_dir)
    path, sources = _read_rows(data_dir, package, "sources")
    faults, texts = [], {}
    for line, row in sources:
        file = articles_dir / f"{row['source_id']}.txt"
        if not file.is_file():
            faults.append(
                schema.Fault(
                    path,
                    line,
                    "source_id",
                    f"the text {file.name} is not in the folder of articles",
                )
            )
            continue
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != row["sha256"]:
            faults.append(
                schema.Fault(
                    path,
                    line,
                    "sha256",
                    f"the text {file.name} has the sum {found}, not {row['sha256']}; it is not the text that was coded",
                )
            )
        try:
            texts[row["source_id"]] = read_paragraphs(file)
        except UnicodeDecodeError as error:
            place = error.object[: error.start].count(b"\n") + 1
            faults.append(
                schema.Fault(
                    file.name,
                    place,
                    None,
                    f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8",
                )
            )
    covered = {
        (s, i): set() for s, paragraphs in texts.items() for i in range(1, len(paragraphs) + 1)
    }
    for table, column in (
        ("observations", "as_printed"),
        ("events", "date_as_printed"),
        ("left_out", "as_printed"),
    ):
        path, rows = _read_rows(data_dir, package, table)
        for line, row in rows:
            key = (row["source_id"], int(row["paragraph"]))
            if row["source_id"] not in texts:
                continue
            if key not in covered:
                faults.append(
                    schema.Fault(
                        path,
                        line,
                        "paragraph",
                        f"{key[1]} is not a paragraph of {key[0]}; allowed: 1 to {len(texts[key[0]])}",
                    )
                )
                continue
            spans = [
                m.span() for m in re.finditer(_bounded(row[column]), texts[key[0]][key[1] - 1])
            ]
            if not spans:
                faults.append(
                    schema.Fault(
                        path,
                        line,
                        column,
                        f"{row[column]!r} does not stand in paragraph {key[1]} of {key[0]}",
                    )
                )
            covered[key].update(*(range(*span) for span in spans))
    for (source_id, number), spans in covered.items():
        paragraph = texts[source_id][number - 1]
        for numeral in _NUMERALS.finditer(paragraph):
            if not spans.issuperset(range(*numeral.span())):
                faults.append(
                    schema.Fault(
                        f"{source_id}.txt",
                        None,
                        None,
                        f"paragraph {number} prints {numeral.group()!r} at character {numeral.start()}, which no table accounts for",
                    )
                )
    return faults


def count_outside(data_dir, *, places_kept, first_year, last_year):
    """Return how many observations of the chosen places lie outside the chosen years.

    Parameters
    ----------
    data_dir : pathlib.Path
    places_kept : sequence of str
        As in `assemble_observations`.
    first_year, last_year : int
        Calendar years of ``period_end`` kept, inclusive.

    Returns
    -------
    count : int

    Raises
    ------
    ValueError
        If the data cannot be read, or a correction does not find what it expects.
    """
    parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
    observations = apply_corrections(
        read_table(data_dir, "observations"), read_table(data_dir, "corrections")
    )
    chosen = observations["entity_id"].isin(list_kept(places_kept, parents))
    return int((chosen & ~observations["period_end"].dt.year.between(first_year, last_year)).sum())


def check_selection(data_dir, *, places_kept, first_year, last_year, base_year):
    """Return why parameters choose nothing from a data folder, a line each.

    Parameters
    ----------
    data_dir : pathlib.Path
    places_kept : sequence of str
    first_year, last_year, base_year : int

    Returns
    -------
    faults : list of str
        Unknown places with the nearest known one, a base year without
        prices, or a choice that leaves no observation.
    """
    known = list(read_table(data_dir, "entities")["entity_id"])
    faults = [
        f"places = {place!r}: not known{schema.suggest(place, known)}; allowed: an entity_id of the table entities"
        for place in places_kept
        if place not in known
    ]
    years = read_table(data_dir, "prices")["year"]
    if base_year not in set(years):
        faults.append(
            f"base_year = {base_year}: no price level; allowed: {years.min()} to {years.max()}"
        )
    if not faults:
        parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
        observations = read_table(data_dir, "observations")
        kept = observations["entity_id"].isin(list_kept(places_kept, parents)) & observations[
            "period_end"
        ].dt.year.between(first_year, last_year)
        if not kept.any():
            where = f"places = {', '.join(places_kept)}" if places_kept else "places (all)"
            faults.append(
                f"{where}, first_year = {first_year}, last_year = {last_year}: no observation is left; widen places or years"
            )
    return faults
