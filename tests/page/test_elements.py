"""Figures, tables and findings: the three doors through which a result reaches its reader."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from shown import SOURCE

from helpers.page.elements import MIME_TYPE, Element, guard_csv_cell, write_text
from helpers.page.table import publish_table


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1"])
def test_no_cell_of_a_file_is_a_formula(tmp_path, cell):
    publish_table(pd.DataFrame({"a": [cell]}), "03_t", caption="c", out_dir=tmp_path)
    assert (
        (tmp_path / "tables" / "03_t.csv")
        .read_text(encoding="utf-8")
        .split("\n")[1]
        .strip('"')
        .startswith("'")
    )
    assert guard_csv_cell("-12.5") == "-12.5"


def test_an_element_escapes_what_it_shows_in_jupyterlab():
    payload = {
        "kind": "finding",
        "key": "k",
        "text": "<script>x</script> **b**",
        "numbers": {},
        "sources": [SOURCE | {"as_printed": "<img>"}],
    }
    bundle = Element(payload)._repr_mimebundle_()
    assert bundle[MIME_TYPE] == payload
    assert (
        "<script" not in bundle["text/html"]
        and "<img" not in bundle["text/html"]
        and "<b>b</b>" in bundle["text/html"]
    )


@pytest.mark.parametrize("name", SOURCE)
def test_no_part_of_a_source_becomes_markup_in_jupyterlab(name):
    source = SOURCE | {name: "<img src=x onerror=alert(1)>"}
    payload = {"kind": "finding", "key": "k", "text": "t", "numbers": {}, "sources": [source]}
    shown = BeautifulSoup(Element(payload)._repr_mimebundle_()["text/html"], "html.parser")
    assert shown.find("img") is None


def test_an_element_of_unknown_kind_or_with_other_keys_is_refused():
    with pytest.raises(ValueError, match="unknown kind of element 'film'"):
        Element({"kind": "film"})
    with pytest.raises(ValueError, match="it needs key, text"):
        Element({"kind": "finding", "key": "k"})


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_text(tmp_path / "a.txt", "old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(OSError, match="no space left"):
        write_text(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text() == "old" and [p.name for p in tmp_path.iterdir()] == [
        "a.txt"
    ]
