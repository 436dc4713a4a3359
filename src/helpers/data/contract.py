"""Check the data tables against their contract in data/datapackage.json, all faults at once."""

import csv
import functools
import io
import json
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from helpers.data.contents import read_contents
from helpers.data.contract_tables import make_tables
from helpers.words.suggest import suggest

CONTRACT = "datapackage.json"
CONFLICT_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")
SHOWN_LINES = 8  # lines of one fault that are named


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a data folder, in words."""

    file: str  # path inside the data folder
    row: int | None  # line of the file, the header being line 1
    column: str | None
    message: str  # names the value and what is allowed

    def __str__(self):
        place = [self.file]
        if self.row is not None:
            place.append(f"line {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}"


def read_contract(data_dir: Path) -> dict:
    """Return the contract of a data folder.

    The Frictionless descriptor; its resources can be made into tables.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``datapackage.json``.

    Raises
    ------
    ValueError
        If the folder or the descriptor is missing, cannot be read, or asks
        for what this check does not know.
    """
    return _read_contract(data_dir)[0]


def read_agreed(data_dir: Path) -> dict:
    """Return the tables that the contract of a data folder asks for, by name.

    Parameters
    ----------
    data_dir : pathlib.Path

    Raises
    ------
    ValueError
        As in `read_contract`.
    """
    return _read_contract(data_dir)[1]


def _read_contract(data_dir):
    path = Path(data_dir) / CONTRACT
    if not Path(data_dir).is_dir():
        raise ValueError(f"data folder {str(data_dir)!r} does not exist; it must hold {CONTRACT}")
    if not path.is_file():
        raise ValueError(f"data folder {str(data_dir)!r} holds no {CONTRACT}")
    try:
        return _parse_contract(read_contents(path), os.path.realpath(data_dir))
    except (KeyError, TypeError, AttributeError):
        raise ValueError(
            f"{CONTRACT} cannot be read: every resource needs name, path and schema.fields with"
            " name and type"
        ) from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{CONTRACT} cannot be read: {error}") from None


@functools.lru_cache(maxsize=16)  # by contents: each table that is read asks for it again
def _parse_contract(contents, home):
    home, package = Path(home), json.loads(contents.decode("utf-8"), object_pairs_hook=_read_object)
    tables = make_tables(package)
    for resource in package["resources"]:
        path = PurePosixPath(resource["path"])
        leaves = path.is_absolute() or ".." in path.parts
        if leaves or not (home / path).resolve().is_relative_to(home):
            raise ValueError(
                f"the path {resource['path']!r} of {resource['name']!r} leaves the data folder"
            )
    return package, tables


def _read_object(pairs):
    """Return an object of JSON; of two values of one name, neither is taken."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name!r} stands twice in one object; allowed: each name once")
    return dict(pairs)


def list_fields(package: dict, table: str) -> dict[str, dict]:
    """Return the field descriptors of one table, by column name.

    In the order of the columns.

    Parameters
    ----------
    package : dict
        From `read_contract`.
    table : str
        Name of a resource.

    Raises
    ------
    ValueError
        If the table is not in the contract.
    """
    for resource in package["resources"]:
        if resource["name"] == table:
            return {field["name"]: field for field in resource["schema"]["fields"]}
    known = ", ".join(resource["name"] for resource in package["resources"])
    raise ValueError(f"unknown table {table!r}; the data package holds: {known}")


def _read_text(path, name):
    """Return the text of a table and the faults that keep it from being read at all."""
    if not path.is_file():
        return None, [Fault(name, None, None, "the file is missing")]
    raw = path.read_bytes()
    if not raw.strip():
        words = "the file is empty; it needs at least its header line"
        return None, [Fault(name, None, None, words)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        words = f"byte {raw[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        return None, [Fault(name, row, None, words)]
    faults = []
    if text.startswith("\ufeff"):
        faults.append(
            Fault(name, 1, None, "begins with a byte order mark; save as UTF-8 without one")
        )
    if "\x00" in text:
        faults.append(
            Fault(name, text[: text.index("\x00")].count("\n") + 1, None, "holds a NUL character")
        )
    for row, line in enumerate(text.split("\n"), start=1):
        if line.startswith(CONFLICT_MARKERS) and re.match(r"(<{7}|={7}|>{7})( |\r?$)", line):
            faults.append(
                Fault(name, row, None, f"a merge conflict is not resolved: {line[:20]!r}")
            )
    return (None if faults else text), faults


def _read_table(path, table):
    """Return rows as (line, {column: value}, {column: text}), faults, if any is lost.

    A cell with a fault has the value None; its text still counts as known where others refer to it.
    """
    text, faults = _read_text(path, table.path)
    if text is None:
        return [], faults, True
    # A reader of lines would end them at U+2028, U+0085 or a vertical tab as well.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, empty, wide, lost = [], [], [], False
    try:
        header = next(reader)
        spare = _count_spare(header)
        header = header[: len(header) - spare] if spare else header
        wrong = table.find_header_fault(header)
        if wrong:
            return [], [Fault(table.path, 1, None, wrong)], True
        if spare:
            wide.append(1)
        line = reader.line_num
        for cells in reader:
            first, line = line + 1, reader.line_num
            if not any(cells):
                empty.append(first)
                continue
            if len(cells) > len(header) and not any(cells[len(header) :]):
                wide.append(first)
            elif len(cells) != len(header):
                words = f"has {len(cells)} cells; allowed: {len(header)}"
                faults.append(Fault(table.path, first, None, words))
                lost = True
                continue
            row, texts = {}, dict(zip(header, cells, strict=False))
            for name, column in table.columns.items():
                row[name], wrong = column.read(texts[name]) if name in texts else (None, None)
                if wrong:
                    faults.append(Fault(table.path, first, name, wrong))
            rows.append((first, row, texts))
    except csv.Error as error:
        faults.append(Fault(table.path, reader.line_num, None, f"cannot be read as CSV: {error}"))
        lost = True
    return rows, faults + _find_blank_faults(table, empty, wide), lost


def _count_spare(header):
    """Return how many empty names a header ends in, as a spreadsheet leaves them."""
    return next((i for i, name in enumerate(reversed(header)) if name), 0)


def _find_blank_faults(table, empty, wide):
    """Return one fault for all rows without a value, and one for all that end in empty cells."""
    faults = []
    if empty:
        words = f"no cell of {_name_lines(empty)} holds anything; delete what a spreadsheet left"
        faults.append(Fault(table.path, empty[0], None, words))
    if wide:
        words = f"{_name_lines(wide)} end in empty cells of no column; delete them"
        faults.append(Fault(table.path, wide[0], None, words))
    return faults


def _name_lines(lines):
    """Return lines in words: ``line 3`` or ``lines 3, 4, 9, … (12 in all)``."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown = ", ".join(map(str, lines[:SHOWN_LINES]))
    return f"lines {shown}" + (f", … ({len(lines)} in all)" if len(lines) > SHOWN_LINES else "")


def _find_key_faults(table, rows):
    """Return a fault for each row whose key, or other unique cells, stand on an earlier line."""
    keys = [table.key] if table.key else []
    keys += [k for k in table.unique_keys if k != table.key]
    keys += [(c.name,) for c in table.columns.values() if c.unique and (c.name,) not in keys]
    faults = []
    for columns in keys:
        seen = {}
        for line, row, _ in rows:
            key = tuple(row[c] for c in columns)
            if None in key:
                continue
            if key in seen:
                shown = ", ".join(str(k) for k in key)
                words = f"{shown!r} stands already on line {seen[key]}; allowed: each key once"
                faults.append(Fault(table.path, line, ", ".join(columns), words))
            seen.setdefault(key, line)
    return faults


def _with_article(name):
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _find_reference_faults(table, tables, contents, rows):
    """Return a fault for each value that another table does not know, with all its lines."""
    faults = []
    for reference in table.references:
        other, (known_rows, lost) = tables[reference.table], contents[reference.table]
        if lost:
            continue
        columns = reference.columns
        known = {tuple(row[c] for c in reference.others) for _, row, _ in known_rows}
        # A row with a fault has had its message: what refers to it is right as far as it goes.
        known |= {tuple(texts.get(c) for c in reference.others) for _, _, texts in known_rows}
        lines = {}
        for line, row, texts in rows:
            value = tuple(row[c] for c in columns)
            if None not in value and value not in known:
                if tuple(texts[c] for c in columns) not in known:
                    lines.setdefault(value, []).append(line)
        for value, found in lines.items():
            shown = ", ".join(map(str, value))
            others = ["".join(map(str, k)) for k in known if len(k) == 1 and k[0] is not None]
            more = f"; the same on {_name_lines(found[1:])}" if found[1:] else ""
            name = _with_article(", ".join(reference.others))
            words = (
                f"{shown!r} is not known{suggest(shown, others)}; "
                f"allowed: {name} of {other.path}{more}"
            )
            faults.append(Fault(table.path, found[0], ", ".join(columns), words))
    return faults


def _find_order_faults(table, rows):
    faults = []
    for first, last in table.orders:
        for line, row, texts in rows:
            if row[first] is not None and row[last] is not None and row[first] > row[last]:
                words = (
                    f"{last} {texts[last]} comes before {first} {texts[first]}; "
                    "allowed: the same or later"
                )
                faults.append(Fault(table.path, line, last, words))
    return faults


def check_rows(data_dir, table, rows, file) -> list[Fault]:
    """Return what is wrong with rows of text, held to the contract of a table.

    Keys are not looked at: the rows stand for rows that the table has.

    Parameters
    ----------
    data_dir : pathlib.Path
        A folder whose tables have no fault.
    table : str
        Name of a resource.
    rows : list of (int, dict of str to str)
        Line and cells by column, all columns of the table.
    file : str
        Path inside the data folder that the rows come from.

    Raises
    ------
    ValueError
        If the contract cannot be read or does not know the table.
    """
    list_fields(read_contract(data_dir), table)
    tables = read_agreed(data_dir)
    asked = replace(tables[table], path=file)
    faults, typed = [], []
    for line, texts in rows:
        values = {}
        for name, column in asked.columns.items():
            values[name], wrong = column.read(texts.get(name, ""))
            if wrong:
                faults.append(Fault(file, line, name, wrong))
        typed.append((line, values, texts))
    contents = {
        name: (_read_table(Path(data_dir) / tables[name].path, tables[name])[0], False)
        for name in {reference.table for reference in asked.references}
    }
    return (
        faults
        + _find_reference_faults(asked, tables, contents, typed)
        + _find_order_faults(asked, typed)
    )


def check_package(data_dir: Path) -> list[Fault]:
    """Return everything that is wrong with the tables of a data folder.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``datapackage.json``.

    Returns
    -------
    faults : list of Fault
        Empty if all is well; else in the order of tables and lines. A table or row that cannot be
        read is one fault, and rows that refer to it are not counted against it.
    """
    data_dir = Path(data_dir)
    try:
        tables = read_agreed(data_dir)
    except ValueError as error:
        return [Fault(CONTRACT, None, None, str(error))]
    return check_tables(data_dir, tables)


def check_tables(data_dir: Path, tables, *, passed: Collection[str] = ()) -> list[Fault]:
    """Return what is wrong with the files of tables.

    Parameters
    ----------
    data_dir : pathlib.Path
    tables : dict of str to descriptor.Table
    passed : collection of str
        Tables that need no look but where others refer to them.
    """
    contents, faults = {}, []
    asked = [name for name in tables if name not in passed]
    referred = {r.table for name in asked for r in tables[name].references}
    for name in asked + [name for name in passed if name in referred]:
        table = tables[name]
        rows, found, lost = _read_table(Path(data_dir) / table.path, table)
        contents[name] = (rows, lost)
        faults += found if name in asked else []
    for name in asked:
        table, rows = tables[name], contents[name][0]
        faults += _find_key_faults(table, rows)
        faults += _find_reference_faults(table, tables, contents, rows)
        faults += _find_order_faults(table, rows)
    order = {table.path: i for i, table in enumerate(tables.values())}
    return sorted(
        faults, key=lambda fault: (order.get(fault.file, -1), fault.row or 0, fault.column or "")
    )
