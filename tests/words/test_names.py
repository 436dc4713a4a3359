"""What was counted is named as it stands in a sentence."""

import pandas as pd
import pytest

from helpers.words.names import lower_first, name_family, name_pair


@pytest.mark.parametrize(
    ("name", "words"), [("Online retail", "online retail"), ("Tibet's sales", "Tibet's sales")]
)
def test_a_name_is_small_inside_a_sentence_unless_it_is_proper(name, words):
    assert lower_first(name) == words


def test_a_family_is_named_in_words():
    assert name_family("ecommerce_jobs") == "e-commerce jobs"


def test_two_pairs_of_one_place_and_family_have_keys_of_their_own():
    rows = [
        ("aksu", "sales", "a-1", "a-2"),
        ("aksu", "sales", "a-1", "a-3"),
        ("aksu", "jobs", "b", "c"),
    ]
    pairs = pd.DataFrame(rows, columns=["entity_id", "family", "start_id", "end_id"])
    keys = [name_pair(pair, pairs) for pair in pairs.itertuples()]
    assert keys == ["growth_aksu_sales_a_1_a_2", "growth_aksu_sales_a_1_a_3", "growth_aksu_jobs"]
