"""Check what the notebooks and pages need of a data folder, whatever its own contract says."""

import functools
from dataclasses import replace

from helpers.data.contract import CONTRACT, Fault, check_tables, read_contract
from helpers.data.descriptor import make_tables
from helpers.data.raw import read_rows
from helpers.paths import project_root
from helpers.readings import WORDINGS
from helpers.words.units import CURRENCIES, MONEY_UNITS, UNITS

FILLED = ("sources", "observations", "entities", "indicators", "prices")
KNOWN = {"unit": UNITS, "wording": WORDINGS}  # values that the code must know
LABELS = ("publisher_kind", "published_basis", "type", "copy_kind")  # a folder may have its own


@functools.cache
def read_needed():
    """Return the tables that the notebooks need: those of the project; others may have more
    columns."""
    tables = make_tables(read_contract(project_root() / "data"))
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
    return replace(column, allowed=list(KNOWN.get(column.name, column.allowed)))


def check_needs(data_dir, package):
    """Return what the notebooks and pages would stop at, in a folder that keeps its own contract.

    Parameters
    ----------
    data_dir : pathlib.Path
    package : dict
        From `contract.read_contract`.

    Returns
    -------
    faults : list of Fault
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
    """Return the years of amounts that have no price level or no rate, and gaps between prices."""
    prices_path, prices = read_rows(data_dir, package, "prices")
    rates_path, rates = read_rows(data_dir, package, "exchange_rates")
    levels = {int(row["year"]) for _, row in prices}
    faults = [
        Fault(prices_path, None, "year", f"{year} is missing; allowed: no gap between years")
        for year in range(min(levels), max(levels))
        if year not in levels
    ]
    known = {(int(row["year"]), row["currency"]) for _, row in rates}
    path, observations = read_rows(data_dir, package, "observations")
    bench_path, benchmarks = read_rows(data_dir, package, "benchmark_observations")
    needed = {}
    for line, row in observations:
        spread = row["period_basis"] == "bracketed" and row["period_kind"] == "flow"
        last = int(row["period_end"][:4])
        first = int(row["period_start"][:4]) if spread else last
        if row["unit"] in MONEY_UNITS:
            for year in range(first, last + 1):
                needed.setdefault(year, f"line {line} of {path}")
    for line, row in benchmarks:
        year = int(row["period_end"][:4])
        if row["unit"] in MONEY_UNITS and year in levels:
            needed.setdefault(year, f"line {line} of {bench_path}")
    for year, place in sorted(needed.items()):
        if year not in levels:
            words = f"{year} is missing, the year of an amount on {place}; add its row"
            faults.append(Fault(prices_path, None, "year", words))
        for currency in CURRENCIES:
            if currency != "CNY" and (year, currency) not in known:
                words = (
                    f"no rate of {currency} for {year}, the year of an amount on {place}; "
                    "add its row"
                )
                faults.append(Fault(rates_path, None, "year", words))
    return faults
