"""What lies in what, and what a corpus is about as a whole."""

import pandas as pd
import pytest

from helpers.data.places import Places, list_ancestors, list_nations, list_within

PARENTS = {"togo": "", "kara": "togo", "mill": "kara", "lome": "togo"}


def make_entities(**kinds):
    return pd.DataFrame(
        [(name, kind, parent) for name, (kind, parent) in kinds.items()],
        columns=["entity_id", "type", "parent_id"],
    )


TOGO = make_entities(
    togo=("country", ""), kara=("region", "togo"), mill=("firm", "kara"), lome=("region", "togo")
)


def test_a_place_lies_in_itself_and_in_all_that_its_parents_lie_in():
    assert list_ancestors("mill", PARENTS) == ["mill", "kara", "togo"]
    for place in PARENTS:
        assert {e for e in PARENTS if place in list_ancestors(e, PARENTS)} == list_within(
            [place], PARENTS
        )


def test_places_that_lie_in_each_other_and_unknown_ones_are_refused_by_name():
    with pytest.raises(ValueError, match="'a' go round in a circle: a > b"):
        list_ancestors("a", {"a": "b", "b": "a"})
    with pytest.raises(ValueError, match="unknown entity 'kra'; known: kara, lome"):
        list_within(["kra"], PARENTS)


def test_without_a_country_one_root_is_the_nation_and_of_several_none():
    assert list_nations(TOGO) == ["togo"]
    one = make_entities(kara=("region", ""), mill=("firm", "kara"))
    assert list_nations(one) == ["kara"]
    assert list_nations(make_entities(kara=("region", ""), lome=("region", ""))) == []


def test_what_lies_in_the_nation_itself_has_a_colour_where_the_contract_names_none():
    assert Places(TOGO).coloured == ("kara", "lome")
    assert Places(TOGO, ("lome", "paris")).coloured == ("lome",)
    two = make_entities(kara=("region", ""), lome=("region", ""))
    assert Places(two).coloured == ("kara", "lome")
