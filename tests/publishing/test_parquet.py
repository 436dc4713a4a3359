"""Tables as Parquet: every cell and its type as in the contract, the same bytes each time."""

import datetime
import json
import zipfile

import pandas as pd
import pytest
from arro3.io import read_parquet
from exchange_tools import ask, needs_tools
from hypothesis import given
from hypothesis import strategies as st

from helpers.data.contract import read_contract
from helpers.data.read import read_table
from helpers.paths import project_root
from helpers.publishing.downloads import list_package, write_downloads
from helpers.publishing.parquet import pack_table, pack_tables

DATA = project_root() / "data"
FOLDERS = [DATA, *sorted(path for path in (DATA / "examples").iterdir())]
ARROW = {
    "date": "Date32",
    "integer": "Int64",
    "number": "Float64",
    "string": "Utf8",
    "year": "Int64",
}
SQL = {"date": "DATE", "integer": "BIGINT", "number": "DOUBLE", "string": "VARCHAR"}
SQL["year"] = SQL["integer"]
READ_TABLES = """
import duckdb, json, sys
found = {}
for path in sys.argv[1:]:
    rows = duckdb.sql(f"select * from read_parquet('{path}')")
    found[path] = {
        "types": [str(kind) for kind in rows.types],
        "rows": [[None if c is None else str(c) for c in row] for row in rows.fetchall()],
    }
print(json.dumps(found))
"""


def list_cells(folder, resource):
    """Return the types of a table's columns and its cells as its CSV file has them."""
    fields = resource["schema"]["fields"]
    frame = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
    assert list(frame) == [field["name"] for field in fields]
    kinds = [field["type"] for field in fields]
    read = {
        "date": datetime.date.fromisoformat,
        "integer": int,
        "number": float,
        "string": str,
        "year": int,
    }
    rows = [
        [read[k](c) if c else None for k, c in zip(kinds, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]
    return kinds, rows


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_table_comes_back_with_the_cells_and_types_of_its_contract(folder):
    packed, resources = pack_tables(folder, list_package(folder)), read_contract(folder)
    for resource in resources["resources"]:
        table = read_parquet(packed.pop(resource["path"].replace(".csv", ".parquet"))).read_all()
        kinds, rows = list_cells(folder, resource)
        types = [str(field.type).removeprefix("arro3.core.DataType<") for field in table.schema]
        assert [t.rstrip(">\n") for t in types] == [ARROW[k] for k in kinds]
        columns = [table[name].to_pylist() for name in table.column_names]
        assert [list(row) for row in zip(*columns, strict=True)] == rows, resource["name"]
    assert not packed


def test_the_bytes_depend_on_the_cells_alone():
    paths = list_package(DATA)
    assert pack_tables(DATA, paths) == pack_tables(DATA, paths)


def test_a_table_that_may_not_be_handed_out_is_not_packed():
    assert set(pack_tables(DATA, {"press/claims.csv"})) == {"press/claims.parquet"}


CELLS = {
    "text": st.text(st.characters(exclude_categories=["Cs"])),
    "day": st.none() | st.dates(),
    "whole": st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
    "number": st.none() | st.floats(allow_nan=False),
}


@given(st.lists(st.fixed_dictionaries(CELLS), max_size=8))
def test_any_cells_come_back_as_they_are_and_what_is_empty_as_null(rows):
    columns = {name: [row[name] for row in rows] for name in CELLS}
    frame = pd.DataFrame({"text": pd.Series(columns["text"], dtype="str")})
    frame["day"] = pd.to_datetime(pd.Series(columns["day"], dtype=object)).astype("datetime64[us]")
    frame["whole"] = pd.Series(columns["whole"], dtype="float64")
    frame["number"] = pd.Series(columns["number"], dtype="float64")
    types = {"day": "date", "whole": "integer", "number": "number"}
    table = read_parquet(pack_table(frame, types)).read_all()
    columns["text"] = [text or None for text in columns["text"]]
    assert {name: table[name].to_pylist() for name in table.column_names} == columns


@needs_tools
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_duckdb_reads_the_download_with_the_same_cells_and_types(folder, tmp_path):
    write_downloads(tmp_path, folder)
    with zipfile.ZipFile(tmp_path / "downloads" / "data-parquet.zip") as archive:
        archive.extractall(tmp_path)
    resources = read_contract(folder)["resources"]
    paths = [str(tmp_path / r["path"].replace(".csv", ".parquet")) for r in resources]
    read = json.loads(ask("python", "-c", READ_TABLES, *paths))
    for resource, path in zip(resources, paths, strict=True):
        kinds, rows = list_cells(folder, resource)
        assert read[path]["types"] == [SQL[kind] for kind in kinds], resource["name"]
        text = [[None if c is None else str(c) for c in row] for row in rows]
        assert read[path]["rows"] == text, resource["name"]


def test_whole_numbers_stay_whole_beside_an_empty_cell():
    frame = read_table(DATA, "benchmark_series")[["fit_from"]]
    assert frame["fit_from"].dtype == "float64", "pandas has no whole number that is missing"
    years = read_parquet(pack_table(frame, {"fit_from": "year"})).read_all()["fit_from"]
    assert {type(year) for year in years.to_pylist()} == {int, type(None)}
