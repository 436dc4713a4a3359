"""Read the tables of a data folder, and the paragraphs of articles."""

import csv
import functools
import io
from pathlib import Path

import pandas as pd

from helpers.data.contract import list_fields, read_contract


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
    package = read_contract(data_dir)
    fields = list_fields(package, table)
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


def as_text(value):
    """Return a cell as it stands in the table."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


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


def read_rows(data_dir, package, table):
    """Return (line, row of text) of a table that `schema` has found readable."""
    path = next((r["path"] for r in package["resources"] if r["name"] == table), None)
    if path is None:
        return table, []
    with open(Path(data_dir) / path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return path, [(reader.line_num, row) for row in reader]
