"""Publish frames as tables with a caption and a CSV file."""

import csv
import functools
import io
import math
import numbers

import pandas as pd

from helpers.page.elements import Element, guard_csv_cell, require_name, write_text
from helpers.paths import output_folder
from helpers.words.units import format_number

MOST_SENT = 120  # rows that a notebook keeps of a table, or of a figure's data


def captioned(caption="", note=""):
    """Return a decorator: the table that a function returns carries its caption and note."""

    def decorate(function):
        @functools.wraps(function)
        def write(*args, **keywords):
            frame = function(*args, **keywords)
            frame.attrs |= {"caption": caption, "note": note}
            return frame

        return write

    return decorate


def publish_table(frame, name, *, caption, out_dir, note="", languages=None) -> Element:
    """Return a table for the page, and write it as ``tables/<name>.csv``.

    Parameters
    ----------
    frame : DataFrame
        Display-ready: the labels of the columns name the units. Missing
        values are shown as empty cells.
    name : str
        Two digits of the notebook, ``_``, then small letters.
    caption : str
        What the table shows; not empty.
    out_dir : str
        Folder of the run.
    note : str
        Reason for empty cells, or how to read the table; empty takes that of `annotate`, if any.
    languages : sequence of str, length n, or None
        Language of each row's "as printed" cell; None takes that of `annotate`, if any.

    Raises
    ------
    ValueError
        If the name is not allowed or the caption is empty.
    """
    require_name(name)
    if not caption.strip():
        raise ValueError(f"table {name!r} has no caption")
    languages = frame.attrs.get("languages") if languages is None else languages
    note = note or frame.attrs.get("note", "")
    columns, rows, text = to_columns(frame, languages)
    write_text(output_folder(out_dir) / "tables" / f"{name}.csv", text)
    table = {
        "kind": "table",
        "name": name,
        "caption": caption,
        "note": note,
        "columns": columns,
        "rows": rows,
        "csv": text,
    }
    if len(rows) > MOST_SENT:  # a page shows no more; the file has all
        table |= {"rows": rows[:MOST_SENT], "csv": "", "count": len(rows)}
    return Element(table)


def annotate(frame: pd.DataFrame, *, note: str = "", languages=None) -> pd.DataFrame:
    """Return a reader's table that brings what must stand under it.

    Parameters
    ----------
    frame : DataFrame
    note : str
        Reason for empty cells, or how to read the table.
    languages : sequence of str, length n, or None
        Language of each row's "as printed" cell.

    Returns
    -------
    frame : DataFrame
        A copy with both in its ``attrs``, for `publish_table`.
    """
    frame = frame.copy()
    frame.attrs |= {"note": note} if languages is None else {"note": note, "languages": languages}
    return frame


def keep_data(frame: pd.DataFrame, name: str, *, out_dir: str):
    """Write numbers for programs as ``tables/<name>.csv``, unrounded, beside a table for readers.

    Parameters
    ----------
    frame : DataFrame
    name : str
        As in `publish`; ends in ``_data``.
    out_dir : str
        Folder of the run.

    Raises
    ------
    ValueError
        If the name is not allowed.
    """
    require_name(name)
    if not name.endswith("_data"):
        raise ValueError(f"name {name!r} is not allowed; allowed: one that ends in '_data'")
    write_text(output_folder(out_dir) / "tables" / f"{name}.csv", to_columns(frame)[2])


def to_columns(frame: pd.DataFrame, languages=None):
    """Return a frame as columns, rows of text, and CSV text.

    Parameters
    ----------
    frame : DataFrame
    languages : sequence of str, length n, or None

    Returns
    -------
    columns : list of dict
        ``label`` and ``numeric``.
    rows : list of list
        Text, or ``{"text", "lang"}`` for words in another language.
    text : str
        CSV with full precision, safe in a spreadsheet.
    """
    numeric = [_looks_numeric(frame[c]) for c in frame.columns]
    columns = [{"label": str(c), "numeric": n} for c, n in zip(frame.columns, numeric, strict=True)]
    values = list(zip(*(column.tolist() for _, column in frame.items()), strict=True))
    rows = [[_show(v) for v in row] for row in values]
    if languages is not None:
        place = list(frame.columns).index("As printed")
        for row, language in zip(rows, languages, strict=True):
            row[place] = {"text": row[place], "lang": language}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([c["label"] for c in columns])
    writer.writerows([guard_csv_cell(_plain(v)) for v in row] for row in values)
    return columns, rows, buffer.getvalue()


def _looks_numeric(column):
    if pd.api.types.is_numeric_dtype(column):
        return True
    filled = [v for v in column if isinstance(v, str) and v]
    return (
        bool(filled)
        and all(v[0].isdigit() or v[0] in "−-+<>" or v.startswith("no ") for v in filled)
        and not any("-" in v[1:] and v[:4].isdigit() for v in filled)
    )


def _show(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, numbers.Integral):
        # A year is not a quantity: no thousands mark below 10,000.
        return str(value) if abs(value) < 10_000 else f"{value:,}"
    if isinstance(value, numbers.Real):
        return format_number(float(value))
    return str(value)


def _plain(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return f"{value:.15g}"
    return str(value)
