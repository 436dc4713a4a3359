"""Read rows of text of a data folder, and the paragraphs of articles; no heavy imports."""

import csv
from pathlib import Path

from helpers.data.contract_tables import make_table


def read_paragraphs(path: Path) -> list[str]:
    """Return the non-empty lines of an article, first to last.

    Parameters
    ----------
    path : pathlib.Path
        Text file in UTF-8.
    """
    return [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]


def read_rows(data_dir, package, table):
    """Return (line, row of text) of a table without faults; no value is ``""``."""
    resource = next((r for r in package["resources"] if r["name"] == table), None)
    if resource is None:
        return table, []
    agreed = make_table(resource)
    with open(Path(data_dir) / agreed.path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [(reader.line_num, row) for row in reader]
    for name, column in agreed.columns.items():
        for _, row in rows:
            if row.get(name) is None or row[name] in column.missing:
                row[name] = ""
    return agreed.path, rows
