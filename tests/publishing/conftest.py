"""Notebooks, made on the spot, for the tests of pages."""

from types import SimpleNamespace

import nbformat
import pytest
from builders import SVG, figure, finding, output, shown, table
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.publishing.page import PageMeta, export_page


@pytest.fixture
def export(tmp_path):
    """Return a function that exports cells and hands back the page's path."""
    (tmp_path / "index.html").write_text("front page", encoding="utf-8")
    (tmp_path / "observations.html").write_text('<p id="aksu_2020">', encoding="utf-8")

    def run(*cells, name="04_growth_rates", metadata=None, **meta):
        executed = tmp_path / "notebooks" / f"{name}.ipynb"
        executed.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=list(cells), metadata=metadata or {}), executed)
        page = tmp_path / "html" / f"{name}.html"
        export_page(
            executed, page, meta=PageMeta(**{"title": "Growth rates", "run": "baseline"} | meta)
        )
        return page

    return run


@pytest.fixture
def make():
    """Return builders of elements and cells."""
    return SimpleNamespace(
        figure=figure,
        table=table,
        finding=finding,
        shown=shown,
        output=output,
        svg=SVG,
        markdown=new_markdown_cell,
        code=new_code_cell,
        raw_output=new_output,
    )
