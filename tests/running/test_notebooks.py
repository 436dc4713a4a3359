"""Stored notebooks are read, or refused in words before anything runs."""

import json

import pytest

from helpers.running.folders import RunFault
from helpers.running.notebooks import read_notebook, read_notebooks


def write_cells(path, metadata=None, source="1"):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []}]
    content = {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}},
        {"language_info": {"name": "julia"}},
        {"kernelspec": {"language": "R"}, "language_info": {"name": "python"}},
    ],
)
def test_a_notebook_of_another_language_is_refused_in_words(tmp_path, metadata):
    path = write_cells(tmp_path / "01_other.ipynb", metadata)
    with pytest.raises(RunFault, match=r"01_other.ipynb .*: it is written for (R|julia); allowed:"):
        read_notebook(path)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "mine"}},
        {"language_info": {"name": "python"}},
        {"kernelspec": 5},
    ],
)
def test_a_notebook_that_names_python_or_nothing_is_read(tmp_path, metadata):
    assert read_notebook(write_cells(tmp_path / "01_own.ipynb", metadata)).code == [["1", []]]


def test_half_a_character_and_a_byte_order_mark_are_refused_in_words(tmp_path):
    path = write_cells(tmp_path / "01_odd.ipynb", source="x = '\ud800'")
    with pytest.raises(RunFault, match=r"cell 1 holds U\+D800, half of a character"):
        read_notebook(path)
    path = write_cells(tmp_path / "02_odd.ipynb")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.raises(RunFault, match="it begins with a byte-order mark; allowed: UTF-8 without"):
        read_notebook(path)


def test_a_parameters_cell_that_lost_its_tag_is_refused(tmp_path):
    path = write_cells(
        tmp_path / "04_growth_rates.ipynb", source='data_dir: str = "data"  # folder'
    )
    with pytest.raises(RunFault, match="04_growth_rates.ipynb has 0 cells tagged 'parameters'"):
        read_notebook(path)


def test_notebooks_are_read_in_their_order_and_others_are_named_but_for_the_welcome(tmp_path):
    for name in ("02_b", "01_a", "00_start", "01_a-Copy1"):
        write_cells(tmp_path / f"{name}.ipynb")
    notebooks, strange = read_notebooks(tmp_path)
    assert [each.stem for each in notebooks] == ["01_a", "02_b"]
    assert strange == ["01_a-Copy1.ipynb"]


def test_two_notebooks_of_one_number_and_a_folder_without_any_are_refused(tmp_path):
    with pytest.raises(RunFault, match="no notebook"):
        read_notebooks(tmp_path)
    for name in ("01_a", "01_b"):
        write_cells(tmp_path / f"{name}.ipynb")
    with pytest.raises(RunFault, match="01_a.ipynb and 01_b.ipynb share a number"):
        read_notebooks(tmp_path)
