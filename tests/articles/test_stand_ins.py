"""Words that are no numbers of the grammar are drafted as the numbers that they stand for."""

from invented import draft_text, pick


def test_words_for_none_a_few_and_a_champion_are_drafted_as_numbers():
    made = draft_text("2023年,阿克苏市的新店一单都没卖出去,但获得直播大赛冠军。", "zh")
    assert pick(made, "as_printed", "value") == [("一单都没", "0"), ("冠军", "1")]
    made = draft_text("En 2023, le Tibet a ouvert quelques magasins.", "fr")
    assert pick(made, "as_printed", "value", "value_high", "wording", "unit") == [
        ("quelques magasins", "2", "9", "several", "shops")
    ]
