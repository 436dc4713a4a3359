"""Words of a table are found whole, the longest first."""

from helpers.quantities.words import Words


def test_the_longest_word_wins_and_none_begins_inside_another():
    table = Words({"over": "over", "not over": "up_to"}, spaced=True)
    assert table.before("not over", 8) == ("up_to", 0)
    assert table.before("moreover", 8) is None
    assert table.at("over", 0) == ("over", 4)
