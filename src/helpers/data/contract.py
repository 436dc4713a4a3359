"""Check the data tables against their contract in data/datapackage.json, all faults at once."""

import csv
import datetime
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.words.suggest import suggest

CONTRACT = "datapackage.json"


TYPES = ("date", "integer", "number", "string", "year")


CONFLICT_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a data folder, in words.

    Attributes
    ----------
    file : str
        Path inside the data folder.
    row : int or None
        Line of the file, the header being line 1.
    column : str or None
    message : str
        Names the value and what is allowed.
    """

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self):
        place = [self.file]
        if self.row is not None:
            place.append(f"line {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.message}"


def read_contract(data_dir):
    """Return the contract of a data folder.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``datapackage.json``.

    Returns
    -------
    package : dict
        The Frictionless descriptor.

    Raises
    ------
    ValueError
        If the folder or the descriptor is missing or cannot be read.
    """
    path = Path(data_dir) / CONTRACT
    if not Path(data_dir).is_dir():
        raise ValueError(f"data folder {str(data_dir)!r} does not exist; it must hold {CONTRACT}")
    if not path.is_file():
        raise ValueError(f"data folder {str(data_dir)!r} holds no {CONTRACT}")
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        home = Path(data_dir).resolve()
        for resource in package["resources"]:
            path = resource["path"]
            for field in resource["schema"]["fields"]:
                _check_field(field, f"column {field['name']!r} of {resource['name']!r}")
            if not (home / path).resolve().is_relative_to(home):
                raise ValueError(
                    f"the path {path!r} of {resource['name']!r} leaves the data folder"
                )
    except (KeyError, TypeError):
        raise ValueError(
            f"{CONTRACT} cannot be read: every resource needs name, path and schema.fields with name and type"
        ) from None
    except ValueError as error:
        raise ValueError(f"{CONTRACT} cannot be read: {error}") from None
    return package


def _check_field(field, name):
    """Raise ValueError, or TypeError for what is no field at all, unless cells can be held to the field."""
    if not isinstance(field["name"] + field["type"], str):
        raise TypeError
    if field["type"] not in TYPES:
        raise ValueError(
            f"{name} has the type {field['type']!r}{suggest(field['type'], TYPES)}; allowed: {', '.join(TYPES)}"
        )
    rules = field.get("constraints", {})
    if not isinstance(rules, dict):
        raise ValueError(f"constraints of {name} are no mapping")
    for rule in ("minimum", "exclusiveMinimum", "maximum", "maxLength"):
        if rule in rules and (
            isinstance(rules[rule], bool) or not isinstance(rules[rule], (int, float))
        ):
            raise ValueError(f"{rule} {rules[rule]!r} of {name} is no number")
    if not isinstance(rules.get("enum", []), list):
        raise ValueError(f"enum {rules['enum']!r} of {name} is no list")
    try:
        re.compile(rules.get("pattern", ""))
    except (re.error, TypeError) as error:
        raise ValueError(
            f"pattern {rules['pattern']!r} of {name} cannot be read: {error}"
        ) from None


def list_fields(package, table):
    """Return the field descriptors of one table, by column name.

    Parameters
    ----------
    package : dict
        From `read_contract`.
    table : str
        Name of a resource.

    Returns
    -------
    fields : dict of str to dict
        In the order of the columns.

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


def _shorten(words, limit=12):
    words = list(words)
    shown = ", ".join(words[:limit])
    return shown if len(words) <= limit else f"{shown}, … ({len(words)} in all)"


def _read_value(text, field):
    """Return a cell as its type; raises ValueError saying what is allowed."""
    kind = field["type"]
    if kind in ("integer", "year"):
        if not re.fullmatch(r"-?\d+", text):
            raise ValueError("a whole number")
        return int(text)
    if kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", text):
            raise ValueError("a number with a point as decimal mark")
        if math.isinf(float(text)):
            raise ValueError("a number with a point as decimal mark, of at most 1.8e308")
        return float(text)
    if kind == "date":
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError("a date as YYYY-MM-DD")
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError("a day that exists, as YYYY-MM-DD") from None
    return text


def _find_cell_fault(text, field):
    """Return the typed value of a cell and what is wrong with it, either of them None."""
    rules = field.get("constraints", {})
    if text == "":
        return None, "is empty; a value is required" if rules.get("required") else None
    if text != text.strip():
        return None, f"{text!r} begins or ends with a space"
    try:
        value = _read_value(text, field)
    except ValueError as allowed:
        return None, f"{text!r} is not allowed; allowed: {allowed}"
    if "enum" in rules and text not in rules["enum"]:
        return (
            None,
            f"{text!r} is not allowed{suggest(text, rules['enum'])}; allowed: {_shorten(rules['enum'])}",
        )
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return None, f"{text!r} is not allowed; allowed: text of the form {rules['pattern']}"
    if "minimum" in rules and value < rules["minimum"]:
        return None, f"{text} is not allowed; allowed: {rules['minimum']} or more"
    if "exclusiveMinimum" in rules and value <= rules["exclusiveMinimum"]:
        return None, f"{text} is not allowed; allowed: above {rules['exclusiveMinimum']}"
    if "maximum" in rules and value > rules["maximum"]:
        return None, f"{text} is not allowed; allowed: {rules['maximum']} or less"
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return (
            None,
            f"{text[:30] + '…'!r} has {len(text)} characters; allowed: {rules['maxLength']}, never a sentence",
        )
    return value, None


def _read_text(path, name):
    """Return the text of a table and the faults that keep it from being read at all."""
    if not path.is_file():
        return None, [Fault(name, None, None, "the file is missing")]
    raw = path.read_bytes()
    if not raw.strip():
        return None, [
            Fault(name, None, None, "the file is empty; it needs at least its header line")
        ]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return None, [
            Fault(
                name,
                row,
                None,
                f"byte {raw[error.start]:#04x} is not UTF-8; save the file as UTF-8",
            )
        ]
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


def _read_table(path, resource):
    """Return the rows of a table as (line, {column: value}), and its faults."""
    name = resource["path"]
    text, faults = _read_text(path, name)
    if text is None:
        return [], faults
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows = []
    try:
        header = next(reader)
        if header != list(fields):
            missing = [c for c in fields if c not in header]
            extra = [c for c in header if c not in fields]
            parts = []
            if missing:
                parts.append(f"missing: {', '.join(missing)}")
            if extra:
                parts.append(f"not known: {', '.join(c + suggest(c, fields) for c in extra)}")
            if not parts:
                parts.append("the columns stand in another order or twice")
            return [], [
                Fault(
                    name,
                    1,
                    None,
                    f"the header is not as agreed; {'; '.join(parts)}; allowed: {','.join(fields)}",
                )
            ]
        line = reader.line_num
        for cells in reader:
            first, line = line + 1, reader.line_num
            if len(cells) != len(fields):
                faults.append(
                    Fault(name, first, None, f"has {len(cells)} cells; allowed: {len(fields)}")
                )
                continue
            row = {}
            for cell, field in zip(cells, fields.values(), strict=True):
                row[field["name"]], wrong = _find_cell_fault(cell, field)
                if wrong:
                    faults.append(Fault(name, first, field["name"], wrong))
            rows.append((first, row))
    except csv.Error as error:
        faults.append(Fault(name, reader.line_num, None, f"cannot be read as CSV: {error}"))
    return rows, faults


def _as_list(names):
    return [names] if isinstance(names, str) else list(names)


def _find_key_faults(resource, rows):
    """Return a fault for each row whose key stands on an earlier line."""
    columns = _as_list(resource["schema"].get("primaryKey", []))
    seen, faults = {}, []
    for line, row in rows if columns else []:
        key = tuple(row[c] for c in columns)
        if None in key:
            continue
        if key in seen:
            shown = ", ".join(str(k) for k in key)
            faults.append(
                Fault(
                    resource["path"],
                    line,
                    ", ".join(columns),
                    f"{shown!r} stands already on line {seen[key]}; allowed: each key once",
                )
            )
        seen.setdefault(key, line)
    return faults


def _with_article(name):
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _find_reference_faults(resource, tables, rows):
    faults = []
    for key in resource["schema"].get("foreignKeys", []):
        column, other = key["fields"], key["reference"]["resource"]
        if other not in tables:
            continue
        known = {row[key["reference"]["fields"]] for _, row in tables[other]["rows"]}
        if tables[other]["broken"]:
            continue
        for line, row in rows:
            if row[column] is not None and row[column] not in known:
                faults.append(
                    Fault(
                        resource["path"],
                        line,
                        column,
                        f"{row[column]!r} is not known{suggest(row[column], known)}; allowed: {_with_article(key['reference']['fields'])} of {tables[other]['path']}",
                    )
                )
    return faults


def _find_order_faults(resource, rows):
    faults = []
    for first, last in resource["schema"].get("order", []):
        for line, row in rows:
            if row[first] is not None and row[last] is not None and row[first] > row[last]:
                faults.append(
                    Fault(
                        resource["path"],
                        line,
                        last,
                        f"{last} {row[last]} comes before {first} {row[first]}; allowed: the same or later",
                    )
                )
    return faults


def check_rows(data_dir, table, rows, file):
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

    Returns
    -------
    faults : list of Fault

    Raises
    ------
    ValueError
        If the contract cannot be read or does not know the table.
    """
    package = read_contract(data_dir)
    fields = list_fields(package, table)
    resource = {**next(r for r in package["resources"] if r["name"] == table), "path": file}
    faults, typed = [], []
    for line, row in rows:
        values = {}
        for name, field in fields.items():
            values[name], wrong = _find_cell_fault(row[name], field)
            if wrong:
                faults.append(Fault(file, line, name, wrong))
        typed.append((line, values))
    others = {key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", [])}
    tables = {
        r["name"]: {
            "rows": _read_table(Path(data_dir) / r["path"], r)[0],
            "broken": False,
            "path": r["path"],
        }
        for r in package["resources"]
        if r["name"] in others
    }
    return (
        faults
        + _find_reference_faults(resource, tables, typed)
        + _find_order_faults(resource, typed)
    )


def check_package(data_dir):
    """Return everything that is wrong with the tables of a data folder.

    Parameters
    ----------
    data_dir : pathlib.Path
        Folder that holds ``datapackage.json``.

    Returns
    -------
    faults : list of Fault
        Empty if all is well; else in the order of tables and lines. A table
        that cannot be read is one fault, and rows that refer to it are not
        counted against it.
    """
    data_dir = Path(data_dir)
    try:
        package = read_contract(data_dir)
    except ValueError as error:
        return [Fault(CONTRACT, None, None, str(error))]
    tables, faults = {}, []
    for resource in package["resources"]:
        rows, found = _read_table(data_dir / resource["path"], resource)
        broken = bool(found) and not rows
        tables[resource["name"]] = {"rows": rows, "broken": broken, "path": resource["path"]}
        faults += found
    for resource in package["resources"]:
        rows = tables[resource["name"]]["rows"]
        faults += _find_key_faults(resource, rows)
        faults += _find_reference_faults(resource, tables, rows)
        faults += _find_order_faults(resource, rows)
    order = {resource["path"]: i for i, resource in enumerate(package["resources"])}
    return sorted(
        faults, key=lambda fault: (order.get(fault.file, -1), fault.row or 0, fault.column or "")
    )
