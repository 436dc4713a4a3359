"""Whom a number is about is proposed by the words near it."""

from invented import draft_text, pick


def test_a_place_that_no_table_has_becomes_a_draft_with_the_words_it_rests_on():
    made = draft_text("Le comté de Saint-Ouvre a vendu 15 tonnes en 2023.", "fr")
    (row,) = made.rows
    entity = made.entities[row.row["entity_id"]]
    assert (entity["name_fr"], entity["type"]) == ("Saint-Ouvre", "county")
    assert row.rests_on["entity_id"] == "Saint-Ouvre"


def test_a_place_that_a_rank_is_in_is_not_the_one_that_has_the_rank():
    made = draft_text("2023年,阿克苏地区网络交易额居全疆第二。", "zh")
    assert pick(made, "entity_id", "unit") == [("aksu_prefecture", "rank")]


def test_a_place_in_brackets_only_says_where_the_other_lies():
    made = draft_text("En 2023, Dangshan (Anhui) a vendu 15 tonnes.", "fr")
    assert pick(made, "entity_id") == [("dangshan_county",)]


def test_nothing_is_proposed_where_the_text_names_nobody():
    made = draft_text("En 2023, 15 tonnes.", "fr")
    assert pick(made, "entity_id") == [("",)]
    assert "names no place" in made.rows[0].open["entity_id"]
