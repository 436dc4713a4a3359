"""Read the tables of a data folder as frames."""

import functools
import io
from pathlib import Path

import pandas as pd

from helpers.data.contents import read_contents
from helpers.data.contract import list_fields, read_agreed, read_contract


def read_table(data_dir: Path, table: str) -> pd.DataFrame:
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
    tables = read_agreed(data_dir)
    if table not in tables:
        list_fields(read_contract(data_dir), table)  # says which there are
    agreed = tables[table]
    contents = read_contents(Path(data_dir) / agreed.path)
    columns = tuple((name, c.type, c.missing) for name, c in agreed.columns.items())
    return _parse_table(contents, columns).copy(deep=False)  # what is written is copied first


@functools.lru_cache(maxsize=64)  # by contents: a file that changed is another one
def _parse_table(contents, columns):
    frame = pd.read_csv(io.BytesIO(contents), dtype=object, keep_default_na=False, encoding="utf-8")
    for name, kind, missing in columns:
        if name not in frame:
            frame[name] = ""
        elif missing - {""}:
            frame.loc[frame[name].isin(missing), name] = ""
        if kind in ("number", "integer", "year"):
            frame[name] = pd.to_numeric(frame[name])
        elif kind == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    return frame


def as_text(value):
    """Return a cell as it stands in the table."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
