"""Check what the notebooks and pages need of a data folder, whatever its own contract says."""

import functools
from collections import Counter
from dataclasses import replace

from helpers.data.contract import CONTRACT, Fault, check_tables, read_agreed
from helpers.data.contract_tables import make_tables
from helpers.data.raw import read_rows
from helpers.paths import project_root
from helpers.readings import WORDINGS
from helpers.words.currency import CURRENCIES, is_converted
from helpers.words.units import UNITS

FILLED = ("sources", "observations", "entities", "indicators")
KNOWN = {"wording": WORDINGS}  # values that the code must know
LABELS = ("publisher_kind", "published_basis", "type", "copy_kind")  # a folder may have its own


class KnownUnits(list):
    """The units that are listed; those of the money of any country are ``in`` it as well."""

    def __contains__(self, unit):
        return unit in UNITS


@functools.cache
def read_needed():
    """Return the tables that the notebooks need; others may have more columns."""
    tables = read_agreed(project_root() / "data")
    return {
        name: replace(
            table,
            matching="subset",
            columns={c.name: _say_needed(c) for c in table.columns.values()},
        )
        for name, table in tables.items()
    }


def _say_needed(column):
    """Return a column with the values that the code knows, or all values if it is a label."""
    if column.allowed is None or column.name in LABELS:
        return replace(column, allowed=None)
    if column.name == "unit":
        return replace(column, allowed=KnownUnits(UNITS))
    return replace(column, allowed=list(KNOWN.get(column.name, column.allowed)))


def check_needs(data_dir, package: dict) -> list[Fault]:
    """Return what the notebooks and pages would stop at, in a folder that keeps its own contract.

    Parameters
    ----------
    data_dir : pathlib.Path
    package : dict
        From `contract.read_contract`.
    """
    own, needed = make_tables(package), read_needed()
    faults = _compare_contracts(own, needed)
    if faults:
        return faults
    asked = {name: _take_over(own[name], table) for name, table in needed.items()}
    strict = {name for name, table in needed.items() if _is_as_strict(own[name], table)}
    faults = check_tables(data_dir, asked, passed=strict)
    for name in FILLED:
        path, rows = read_rows(data_dir, package, name)
        if not rows:
            faults.append(Fault(path, None, None, "has no row; the notebooks need at least one"))
    return faults or _find_money_faults(data_dir, package)


def _compare_contracts(own, needed):
    """Return what a contract lacks of the tables, columns and types that are needed."""
    faults = []
    for name, table in needed.items():
        if name not in own:
            words = f"the table {name!r} is missing; the notebooks need it, if only its header"
            faults.append(Fault(CONTRACT, None, None, words))
            continue
        for column in table.columns.values():
            there = own[name].columns.get(column.name)
            if there is None:
                words = f"column {column.name!r} of {name!r} is missing; the notebooks need it"
                faults.append(Fault(CONTRACT, None, None, words))
            elif there.type != column.type:
                words = (
                    f"column {column.name!r} of {name!r} has the type {there.type}; "
                    f"the notebooks need {column.type}"
                )
                faults.append(Fault(CONTRACT, None, None, words))
    return faults


def _take_over(own, table):
    """Return a needed table with the path and the missing values of the folder's own contract."""
    columns = {
        name: replace(column, missing=own.columns[name].missing)
        for name, column in table.columns.items()
    }
    return replace(table, path=own.path, columns=columns)


def _is_as_strict(own, table):
    """Return whether what passed the own contract has everything that is needed."""
    if own.matching not in ("exact", "equal", "subset") or own.key != table.key:
        return False
    if not all(part in own.references for part in table.references):
        return False
    if not all(part in own.orders for part in table.orders):
        return False
    pairs = [(own.columns[name], column) for name, column in table.columns.items()]
    return all(_is_column_as_strict(*pair) for pair in pairs)


def _is_column_as_strict(own, column):
    allowed = column.allowed is None or (
        own.allowed is not None and set(own.allowed) <= set(column.allowed)
    )
    bounds = all(own.limits.get(name) == limit for name, limit in column.limits.items())
    pattern = column.pattern is None or own.pattern == column.pattern
    longest = column.lengths[1] is None or column.lengths == own.lengths
    return allowed and bounds and pattern and longest and (own.required or not column.required)


def _find_money_faults(data_dir, package):
    """Return unknown money, years of amounts without a rate to the money of most, and gaps.

    A table that has prices of some money, or rates of it, has those of every year of an amount;
    one that has none says nothing of it, and runs that need them are refused.
    """
    prices_path, prices = read_rows(data_dir, package, "prices")
    rates_path, rates = read_rows(data_dir, package, "exchange_rates")
    faults = [
        Fault(path, line, name, f"{row[name]!r} is no money in use; allowed: a code of ISO 4217")
        for path, rows, names in (
            (prices_path, prices, ("currency",)),
            (rates_path, rates, ("currency", "quoted_in")),
        )
        for line, row in rows
        for name in names
        if row[name] not in CURRENCIES
    ]
    needed, home = _list_amounts(data_dir, package, {int(row["year"]) for _, row in prices})
    quoted = {}
    for _, row in rates:
        pair = frozenset((row["currency"], row["quoted_in"]))
        quoted.setdefault(pair, set()).add(int(row["year"]))
    others = {code for pair in quoted for code in pair} | {code for code, _ in needed}
    for code in sorted(others - {home}):
        direct = quoted.get(frozenset((code, home)), set())
        own = {year: place for (one, year), place in needed.items() if one == code}
        every = {year: place for (_, year), place in needed.items()} if direct else own
        for year, place in sorted(every.items()):
            if year not in direct and not _crosses(quoted, code, home, year):
                words = f"no rate of {code} for {year}, the year of an amount on {place}; add a row"
                faults.append(Fault(rates_path, None, "year", f"{words} in {home}"))
    levels = {int(row["year"]) for _, row in prices if row["currency"] == home}
    for year in range(min(levels, default=0), max(levels, default=0)):
        if year not in levels:
            words = f"{year} is missing; allowed: no gap between years"
            faults.append(Fault(prices_path, None, "year", words))
    for (_, year), place in sorted(needed.items()):
        if levels and year not in levels and not min(levels) < year < max(levels):
            words = f"{year} is missing, the year of an amount on {place}; add its row"
            faults.append(Fault(prices_path, None, "year", words))
    return faults


def _crosses(quoted, code, home, year):
    """Return whether a third money leads from one to the other in a year."""
    pairs = [pair for pair, years in quoted.items() if year in years]
    third = {next(iter(pair - {code}), "") for pair in pairs if code in pair}
    return any(frozenset((other, home)) in pairs for other in third)


def _list_amounts(data_dir, package, price_years):
    """Return the place of the first amount of each money and year, and the money of most."""
    path, observations = read_rows(data_dir, package, "observations")
    bench_path, benchmarks = read_rows(data_dir, package, "benchmark_observations")
    needed, counted, first = {}, Counter(), {}
    for line, row in observations:
        if not is_converted(row["unit"]):
            continue
        thing = [row[n] for n in ("source_id", "paragraph", "entity_id", "indicator_id")]
        thing = (*thing, row["period_end"], row["status"])
        if first.setdefault(thing, row["unit"]) != row["unit"]:
            continue  # the same amount, printed in other money as well
        counted[row["unit"][:3]] += 1
        spread = row["period_basis"] == "bracketed" and row["period_kind"] == "flow"
        end = int(row["period_end"][:4])
        begin = int(row["period_start"][:4]) if spread else end
        for year in range(begin, end + 1):
            needed.setdefault((row["unit"][:3], year), f"line {line} of {path}")
    home = package.get("currency")
    home = home if home in CURRENCIES else (counted.most_common(1) or [("CNY", 0)])[0][0]
    for line, row in benchmarks:
        year = int(row["period_end"][:4])
        if is_converted(row["unit"]) and row["unit"][:3] == home and year in price_years:
            needed.setdefault((home, year), f"line {line} of {bench_path}")
    return needed, home
