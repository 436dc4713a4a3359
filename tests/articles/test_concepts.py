"""Words of three languages for one thing name one concept."""

import pytest

from helpers.articles.concepts import find_concepts


@pytest.mark.parametrize(
    ("english", "french", "chinese", "concepts"),
    [
        ("online retail", "au détail en ligne", "网络零售", {"online", "retail"}),
        ("farmers of the county", "agriculteurs du comté", "县农民", {"farmers", "county"}),
        ("parcels and orders", "colis et commandes", "包裹和订单", {"parcels", "orders"}),
    ],
)
def test_three_languages_name_the_same_concepts(english, french, chinese, concepts):
    for text in (english, french, chinese):
        assert concepts <= {name for _, _, name in find_concepts(text)}


def test_a_word_of_a_spaced_language_counts_only_as_a_whole():
    assert [name for *_, name in find_concepts("shop")] == ["shops"]
    assert find_concepts("bishopric") == []


def test_each_concept_stands_where_its_word_does():
    text = "the platform sold 3 tonnes"
    assert [(text[start:end], name) for start, end, name in find_concepts(text)] == [
        ("platform", "platform"), ("sold", "sales"), ("tonnes", "tonnes"),
    ]  # fmt: skip
