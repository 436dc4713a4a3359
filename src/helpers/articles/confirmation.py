"""Put what a person decided on the review page into the data package."""

import csv
import io
import re
from pathlib import Path

from helpers.articles import package
from helpers.articles.relations import FROM
from helpers.articles.sheets import UNCONFIRMED
from helpers.data import contract
from helpers.words.suggest import suggest

COLUMNS = ("table", "key", "column", "value")  # one row, one decision
KEYS = {
    "sources": "source_id", "observations": "observation_id", "entities": "entity_id",
    "indicators": "indicator_id", "claims": "claim_id",
}  # fmt: skip
VERDICTS = ("accept", "reject")


def apply_decisions(path: Path, out_dir: Path, data_dir: Path) -> dict[str, int]:
    """Write a person's decisions into a data folder, all or none of them.

    Returns the numbers ``accepted``, ``rejected``, ``undecided`` and ``to decide``.

    Parameters
    ----------
    path : pathlib.Path
        CSV file that the review page saved.
    out_dir : pathlib.Path
        Folder that `package.write_package` made.
    data_dir : pathlib.Path
        Folder whose reference tables the drafts were held against.

    Raises
    ------
    ValueError
        Where the file is no such CSV or names what the folder does not hold.
    """
    out_dir = Path(out_dir)
    if not (out_dir / package.DRAFTS).is_dir():
        raise ValueError(f"{out_dir} holds no drafts; `rural read ARTICLE --out FOLDER` makes them")
    tables = package.read_tables(out_dir)
    fields = _list_columns(out_dir)
    changes = _read_decisions(Path(path), fields)
    counts = {"accepted": 0, "rejected": 0}
    rows = {table: {row[key]: row for row in tables[table][::-1]} for table, key in KEYS.items()}
    old = {table: set(found) for table, found in rows.items()}
    for (table, key), cells in changes.items():
        if table == "observations":
            left = _decide_observation(rows[table], key, cells, counts, fields[table])
            tables["left_out"] += left
        elif cells.pop("decision", "") == "reject":
            rows[table].pop(key, None)
        elif "name" in cells or "name_en" in cells:
            _find_or_add(rows[table], table, key, fields[table]).update(cells)
        else:
            _find_row(rows[table], table, key, path).update(cells)
    for table, found in rows.items():
        kept = [row for row in tables[table] if row[KEYS[table]] in found]
        tables[table] = kept + [row for key, row in found.items() if key not in old[table]]
    _tidy(tables, package.read_tables(data_dir))
    to_decide = _list_left(package.read_open(out_dir), tables, changes)
    package.write_folder(out_dir, tables, to_decide)
    notes = [row["note"] for row in tables["observations"]]
    counts["undecided"] = notes.count(UNCONFIRMED)
    return counts | {"to decide": len(to_decide)}


def _list_columns(out_dir):
    agreed = contract.read_contract(out_dir)
    return {table: list(contract.list_fields(agreed, table)) for table in KEYS}


def _read_decisions(path, fields):
    """Return {(table, key): {column: value}} of a decisions file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path.name}: byte {error.object[error.start]:#04x} is not UTF-8"
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    changes = {}
    try:
        header = tuple(next(reader, ()))
        if header != COLUMNS:
            raise ValueError(f"{path.name} is no file of decisions; its header must be "
                             f"{','.join(COLUMNS)}")  # fmt: skip
        for cells in reader:
            place = f"{path.name}, line {reader.line_num}"
            if len(cells) != len(COLUMNS):
                raise ValueError(f"{place}: has {len(cells)} cells; allowed: {len(COLUMNS)}")
            table, key, column, value = cells
            _check_cell(place, table, column, value, fields)
            changes.setdefault((table, key), {})[column] = value
    except csv.Error as error:
        raise ValueError(f"{path.name}, line {reader.line_num}: {error}") from None
    return changes


def _check_cell(place, table, column, value, fields):
    if table not in fields:
        raise ValueError(f"{place}: {table!r} is no table that is decided on"
                         f"{suggest(table, fields)}; allowed: {', '.join(fields)}")  # fmt: skip
    allowed = [*fields[table], "decision", "reason"]
    if column not in allowed:
        raise ValueError(f"{place}: {table} has no column {column!r}"
                         f"{suggest(column, allowed)}")  # fmt: skip
    if column == "decision" and value not in VERDICTS:
        raise ValueError(f"{place}: decision {value!r}; allowed: {', '.join(VERDICTS)}")


def _find_row(rows, table, key, path):
    if key in rows:
        return rows[key]
    raise ValueError(f"{Path(path).name}: {table} has no {key!r}{suggest(key, list(rows))}")


def _find_or_add(rows, table, key, columns):
    """Return the row of a place or indicator; a person may have named a new one."""
    if key not in rows:
        rows[key] = dict.fromkeys(columns, "") | {KEYS[table]: key}
        if "family" in rows[key]:
            rows[key]["family"] = key  # nothing is joined with what nobody has defined
    return rows[key]


def _decide_observation(rows, key, cells, counts, columns):
    """Set, keep or leave out one observation, or add one that the page made.

    Returns the rows of ``left_out`` that come of it, one at most.
    """
    decision, reason = cells.pop("decision", ""), cells.pop("reason", "")
    row = rows.get(key)
    if row is None:
        needed = [c for c in ("as_printed", "paragraph", "source_id") if not cells.get(c)]
        if needed or not decision:
            raise ValueError(f"observations has no {key!r}{suggest(key, list(rows))}")
        row = dict.fromkeys(columns, "") | cells
        key = row["observation_id"] = _find_free(key, row, rows)
        rows[key] = row
    row.update(cells)
    counts["accepted"] += decision == "accept"
    counts["rejected"] += decision == "reject"
    if decision == "reject":
        del rows[key]
        left = {c: row[c] for c in ("source_id", "paragraph", "as_printed")}
        return [left | {"reason": reason or "left out by the reader"}]
    if decision == "accept" and row["note"] == UNCONFIRMED:
        row["note"] = ""
    return []


def _find_free(key, row, taken):
    """Return the id of a new row: its own where it is one, else the next of its paragraph."""
    begin = f"{row['source_id']}-p{int(row['paragraph']):02d}-"
    if key.startswith(begin) and key not in taken:
        return key
    number = 1
    while f"{begin}{number}" in taken:
        number += 1
    return f"{begin}{number}"


def _tidy(tables, base):
    """Sort observations, keep left-out keys once, and drop drafts that nothing uses any more."""
    sources = {row["source_id"]: place for place, row in enumerate(tables["sources"])}
    tables["observations"].sort(
        key=lambda row: (
            sources[row["source_id"]], int(row["paragraph"]),
            int(re.search(r"\d+$", row["observation_id"]).group()),
        )
    )  # fmt: skip
    keys = {}
    for row in tables["left_out"]:
        keys.setdefault((row["source_id"], row["paragraph"], row["as_printed"]), row)
    tables["left_out"] = list(keys.values())
    observations = {row["observation_id"] for row in tables["observations"]} | {"unknown", ""}
    tables["claims"] = [
        row for row in tables["claims"]
        if observations.issuperset([row["result_id"], *row["term_ids"].split(";")])
    ]  # fmt: skip
    for row in tables["claims"]:
        row["note"] = "" if row["note"].startswith(FROM) else row["note"]
    for table, column in (("entities", "entity_id"), ("indicators", "indicator_id")):
        kept = {row[column] for row in base[table]}
        kept |= {row[column] for row in tables["benchmark_series"]}
        kept |= {row[column] for row in tables["observations"]}
        kept |= {row.get("parent_id") for row in tables[table] if row[column] in kept}
        tables[table] = [row for row in tables[table] if row[column] in kept]


def _list_left(to_decide, tables, changes):
    """Return the cells that are still to decide."""
    names = {"sources.csv": "sources", "observations.csv": "observations",
             "entities.csv": "entities", "indicators.csv": "indicators"}  # fmt: skip
    rows = {
        (table, row[KEYS[table]]): row for table in names.values() for row in tables[table]
    }  # fmt: skip
    left = []
    for entry in to_decide:
        place = (names[entry["file"].rpartition("/")[2]], entry["key"])
        row = rows.get(place)
        undecided = place[0] == "observations" and place not in changes
        refused = row is None and undecided and re.search(r"-r\d+$", entry["key"])
        if refused or (row is not None and (undecided or not row[entry["column"]])):
            left.append(entry)
    return left
