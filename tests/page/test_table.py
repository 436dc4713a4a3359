"""Tables as a notebook keeps them and as files."""

import pandas as pd

from helpers.page.table import publish_table
from helpers.publishing.parts import render_element


def test_of_a_table_of_thousands_the_notebook_keeps_what_a_page_shows_and_the_file_has_all(
    tmp_path,
):
    frame = pd.DataFrame({"n": range(1, 2001)})
    table = publish_table(frame, "01_long", caption="Many", out_dir=str(tmp_path))
    assert len(table.payload["rows"]) == 120 and table.payload["count"] == 2000
    lines = (tmp_path / "tables" / "01_long.csv").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 2002
    page = str(render_element(table.payload, anchor="t", number=1, prefix="d"))
    assert "The first 120 of 2,000 rows are shown" in page
    assert 'href="../tables/01_long.csv"' in page
