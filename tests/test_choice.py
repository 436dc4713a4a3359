"""Tables are those of the choice, and a slip of the pen is no number that is missing."""

from pathlib import Path

import pytest

from helpers.choice import Choice, ChosenTables
from helpers.parameters import ParameterFaults
from helpers.reported import Missing

VALUES = {
    "data_dir": "data",
    "reading": "conventional",
    "currency": "CNY",
    "prices": "current",
    "base_year": 2020,
    "places": [],
    "first_year": 2010,
    "last_year": 2024,
}


@pytest.fixture
def tables():
    chosen = ChosenTables()
    chosen.choice = Choice.of(VALUES | {"horizon": 6})
    return chosen


def test_a_choice_is_equal_to_another_of_the_same_values_wherever_they_were_typed(data_dir):
    typed = Choice.of(VALUES | {"data_dir": str(data_dir), "places": ("tibet",)})
    assert typed == Choice.of(VALUES | {"places": ["tibet"]}) and hash(typed)
    assert isinstance(typed.data_dir, Path)


def test_another_choice_leaves_the_first_as_it_is(tables):
    other = tables.under(currency="EUR", places=["tibet"])
    assert (tables.choice.currency, other.choice.currency) == ("CNY", "EUR")
    assert set(other.events["entity_id"]) < set(tables.events["entity_id"])
    assert tables.is_home and not other.is_home
    assert other.home.choice == tables.under(places=["tibet"]).choice


def test_what_no_choice_is_made_of_and_what_is_not_allowed_are_refused(tables):
    with pytest.raises(ValueError, match="unknown horizon; allowed: data_dir, reading"):
        tables.under(horizon=3)
    with pytest.raises(ParameterFaults, match="litteral"):
        tables.under(reading="litteral")


def test_a_number_is_the_latest_and_missing_where_a_known_name_has_none(tables):
    last = tables.number("aksu_city", "online_retail_sales")
    assert last.ids == tables.number("aksu_city", "online_retail_sales", 2023).ids
    gone = tables.number("aksu_city", "online_retail_sales", 1999)
    assert isinstance(gone, Missing) and not gone
    with pytest.raises(ValueError, match=r"unknown entity_id 'aksu_ctiy' \(did you mean"):
        tables.number("aksu_ctiy", "online_retail_sales")
    with pytest.raises(ValueError, match="unknown series_id 'sales'"):
        tables.bench("sales")


def test_prices_of_no_known_year_are_an_empty_index_and_those_of_the_base_year_one(tables):
    assert tables.price_index[2020] == 1 and tables.price_bases == ("current", "constant")
    other = tables.under()
    other.choice = Choice.of(VALUES | {"base_year": 1900})
    assert other.price_index.empty
