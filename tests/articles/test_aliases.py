"""Entities are found by their whole names, by short ones, and by none that only begins alike."""

import pytest

from helpers.articles.aliases import Mention, Mentions, Names, find_names, list_aliases

COLUMNS = ("entity_id", "parent_id", "type", "name_en", "name_zh", "name_fr")
ROWS = [
    dict(zip(COLUMNS, cells, strict=True))
    for cells in (
        ("aksu_prefecture", "", "prefecture", "Aksu prefecture", "阿克苏地区", "préfecture d'Aksu"),
        ("aksu_city", "aksu_prefecture", "county", "Aksu city", "阿克苏市", "ville d'Aksu"),
        ("kuqa", "aksu_prefecture", "county", "Kuqa city", "库车市", ""),
        ("park", "kuqa", "park", "Kuqa logistics park", "库车物流园", ""),
        ("baker", "kuqa", "person", "Baker", "面包师", ""),
    )
]  # fmt: skip


def find(text):
    names = Names(ROWS)
    plain = text.lower()
    found = find_names(plain, names.list_printed(plain), names.rows)
    return [(text[m.start : m.end], m.entity_id) for m in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Kuqa sales rose.", [("Kuqa", "kuqa")]),
        ("Kuqans sell melons.", []),  # a name that only begins a word
        ("库车(新疆)物流园卖出3吨", [("库车", "kuqa")]),
        ("阿克苏全地区增长", [("阿克苏全地区", "aksu_prefecture")]),
        ("A baker of the village", []),  # persons have no names
    ],
)
def test_a_name_is_found_whole_or_short_and_never_inside_a_word(text, found):
    assert find(text) == found


def test_of_two_with_one_short_name_the_one_that_is_named_whole_is_meant():
    assert find("L'ouverture à Aksu")[0][1] == "aksu_prefecture"  # the higher of the two
    assert find("La ville d'Aksu vend. Aksu grandit.")[-1] == ("Aksu", "aksu_city")


def test_every_whole_name_is_an_alias_of_its_entity_and_no_person_has_one():
    aliases = list_aliases(ROWS)
    for row in ROWS:
        for column in ("name_en", "name_zh", "name_fr"):
            is_known = row["entity_id"] in aliases.get(row[column].lower(), ())
            assert is_known == (row["type"] != "person" and row[column] != "")


def test_mentions_are_looked_up_by_where_they_begin():
    mentions = Mentions([Mention(9, 12, "c"), Mention(0, 4, "a"), Mention(5, 8, "b")])
    assert [m.entity_id for m in mentions.between(5, 9)] == ["b"]
    assert [m.entity_id for m in mentions.back_from(9, 5)] == ["b", "a"]
    assert [m.entity_id for m in mentions.back_from(9, 1)] == ["b"]
