"""Elements become parts of a page that have a name of their own."""

import hypothesis.strategies as st
from builders import figure, finding, shown, table
from hypothesis import example, given

from helpers.publishing.checks import check_page
from helpers.publishing.parts import (
    Anchors,
    list_elements,
    make_slug,
    name_safely,
    read_elements,
    render_element,
    render_evidence,
)


@given(st.text(max_size=40))
@example("㏆")
def test_a_slug_of_a_slug_is_itself_and_a_safe_name_holds_nothing_strange(text):
    assert make_slug(make_slug(text)) == make_slug(text)
    assert not set(name_safely(text)) & set(" /\\\"'<>&#?%:")


@given(st.lists(st.text(max_size=12), max_size=12))
def test_no_two_anchors_are_the_same(texts):
    anchors = Anchors({"main"})
    taken = [anchors.take(text) for text in texts]
    assert len({*taken, "main"}) == len(texts) + 1


def test_elements_are_listed_with_the_section_that_they_stand_in():
    removed = shown(figure(name="removed"))
    removed.metadata["tags"] = ["remove-cell"]
    cells = [
        shown(table()),
        {"cell_type": "markdown", "source": ["# T\n", "\n", "## One\n", "text\n", "## Two"]},
        shown(figure()),
        removed,
        shown(finding()),
    ]
    found = [(section, element["kind"]) for section, element in list_elements(cells)]
    assert found == [(0, "table"), (2, "figure"), (2, "finding")]


def test_a_notebook_that_cannot_be_read_has_no_elements(tmp_path):
    (tmp_path / "notebooks").mkdir()
    for text in ("", "{", "[]", '{"cells": 3}', '{"cells": [3]}'):
        (tmp_path / "notebooks" / "01_x.ipynb").write_text(text, encoding="utf-8")
        assert read_elements(tmp_path, "01_x") == []
    assert read_elements(tmp_path, "02_gone") == []


def test_each_row_of_a_broad_table_says_what_its_cells_are(export, make):
    columns = [{"label": f"({i}) 'x' é", "numeric": False} for i in range(5)]
    page = export(make.shown(make.table([["a"] * 5], columns=columns, csv="")))
    assert check_page(page) == []
    text = page.read_text(encoding="utf-8")
    assert "--c5:&#39;\\28 4\\29  \\27 x\\27  é&#39;" in text
    assert 'class="wide cards brief"' in text


def test_a_sentence_on_a_whole_corpus_shows_forty_sources_and_says_how_many_there_are():
    sources = [{"as_printed": f"{n} shops", "observation_id": f"a-{n}"} for n in range(1234)]
    few = render_evidence({"sources": sources[:40]})
    many = render_evidence({"sources": sources})
    assert few.count("<li>") == many.count("<li>") == 40
    assert "Sources (1234)" in many and "The first 40 of 1,234 sources" in many
    assert "of the run has all" not in few and "39 shops" in few


def test_a_drawing_too_long_for_a_page_is_the_file_of_the_run():
    svg = '<svg viewBox="0 0 9 9" width="9pt" height="9pt"><path d="{}"/></svg>'
    for length, start in ((10, "data:image/svg+xml"), (30_000, "../figures/04_many.svg")):
        figure = {
            "kind": "figure",
            "name": "04_many",
            "description": "d",
            "caption": "c",
            "svg": svg.format("M0 0L1 1" * length),
            "csv": "a\n1\n",
            "columns": [{"label": "a"}],
            "rows": [["1"]],
        }
        page = render_element(figure, anchor="f", number=1, prefix="p")
        assert f'download="04_many.svg" href="{start}' in page


def test_a_table_whose_last_column_is_brief_gives_the_room_to_the_first(export, make):
    columns = [{"label": f"c{i}", "numeric": False} for i in range(5)]
    for last, is_brief in (("yes", True), ("a note of more words than a column is wide", False)):
        page = export(make.shown(make.table([["a"] * 4 + [last]], columns=columns, csv="")))
        assert ('class="wide cards brief"' in page.read_text(encoding="utf-8")) == is_brief
