"""Tables as a notebook keeps them and as files."""

import pandas as pd
import pytest

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


def test_a_table_shows_text_and_keeps_full_precision_in_its_file(tmp_path):
    frame = pd.DataFrame(
        {"Year": [2014, 2023], "Sales (yuan)": [4e8, 3.424e9], "Share": [None, 0.123456789]}
    )
    element = publish_table(frame, "03_t", caption="c", out_dir=tmp_path)
    assert element.payload["rows"] == [
        ["2014", "400 million", ""],
        ["2023", "3.424 billion", "0.1235"],
    ]
    assert [c["numeric"] for c in element.payload["columns"]] == [True, True, True]
    assert (tmp_path / "tables" / "03_t.csv").read_text(encoding="utf-8").split("\n")[
        2
    ] == "2023,3424000000,0.123456789"


def test_a_table_without_caption_or_with_a_bad_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match="has no caption"):
        publish_table(pd.DataFrame({"a": [1]}), "03_t", caption=" ", out_dir=tmp_path)
    with pytest.raises(ValueError, match="'../x' is not allowed"):
        publish_table(pd.DataFrame({"a": [1]}), "../x", caption="c", out_dir=tmp_path)


def test_printed_words_carry_their_language(tmp_path):
    element = publish_table(
        pd.DataFrame({"As printed": ["近六成"], "n": [1]}),
        "03_t",
        caption="c",
        out_dir=tmp_path,
        languages=["zh"],
    )
    assert element.payload["rows"][0][0] == {"text": "近六成", "lang": "zh"}
