"""The rows that an article adds, and what a person has still to decide of them."""

import pytest
from invented import PUBLISHED, draft_text

from helpers.articles.sheets import OPEN_COLUMNS, UNCONFIRMED, list_open, make_rows


def test_a_draft_row_has_no_words_of_ours_and_is_marked_as_unconfirmed():
    made = draft_text("En 2023, le Tibet a vendu 15 tonnes.", "fr")
    (row,) = make_rows(made, [])["observations"]
    assert (row["gloss"], row["note"], row["value"]) == ("", UNCONFIRMED, "15")


def test_rows_of_new_places_show_no_column_that_tables_do_not_have():
    made = draft_text("Le comté de Saint-Ouvre a vendu 15 tonnes en 2023.", "fr")
    (entity,) = make_rows(made, [])["entities"]
    assert entity["name_fr"] == "Saint-Ouvre"
    assert not any(column.startswith("_") for column in entity)


def test_what_is_left_out_twice_with_the_same_words_is_one_row():
    text = "Tél : 01 23 45 67 89 ou 01 23 45 67 89. En 2023, le Tibet a vendu 15 tonnes."
    left = make_rows(draft_text(text, "fr"), [])["left_out"]
    keys = [(row["paragraph"], row["as_printed"]) for row in left]
    assert keys and len(keys) == len(set(keys))


def test_without_a_date_of_publication_its_cells_are_still_to_decide():
    text = "En 2023, le Tibet a vendu 15 tonnes."
    asked = {row["column"] for row in list_open(draft_text(text, "fr", None))}
    told = {row["column"] for row in list_open(draft_text(text, "fr"))}
    assert asked - told == {"published_from", "published_to", "published_basis"}


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_empty_cell_that_is_needed_is_listed_with_a_reason(drafts, name):
    made = drafts[name]
    listed = {(row["key"], row["column"]) for row in list_open(made)}
    for row in list_open(made):
        assert tuple(row) == OPEN_COLUMNS and row["why"]
    for one in made.rows:
        assert {(one.row["observation_id"], column) for column in one.open} <= listed
