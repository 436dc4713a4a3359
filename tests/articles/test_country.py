"""Articles on another country start from tables that know it, its money, and no place of ours."""

import pytest

from helpers.articles.country import write_base
from helpers.articles.package import read_tables
from helpers.data.contract import check_package, list_fields, read_contract


@pytest.mark.parametrize(
    ("country", "key", "money"), [("Senegal", "senegal", "XOF"), ("ci", "cote_d_ivoire", "XOF")]
)
def test_a_new_base_knows_the_country_and_its_money_alone(tmp_path, country, key, money):
    folder = write_base(country, tmp_path / "base")
    tables = read_tables(folder)
    assert [row["entity_id"] for row in tables["entities"]] == [key]
    assert all(
        rows == [] for name, rows in tables.items() if name not in ("entities", "indicators")
    )
    units = list_fields(read_contract(folder), "observations")["unit"]["constraints"]["enum"]
    assert money in units
    assert check_package(folder) == []


def test_general_indicators_are_kept_and_name_no_place_and_no_other_one(tmp_path):
    kept = read_tables(write_base("Senegal", tmp_path / "base"))["indicators"]
    known = {row["indicator_id"] for row in kept}
    assert "online_retail_sales" in known and not any("taobao" in key for key in known)
    for row in kept:
        assert known.issuperset(filter(None, row["not_the_same_as"].split(";")))
        assert not any("\u3400" <= c <= "\u9fff" for c in row["name"] + row["definition"])


def test_a_country_that_is_none_is_refused_with_the_one_that_is_near(tmp_path):
    with pytest.raises(ValueError, match="Senegal"):
        write_base("Senegall", tmp_path / "base")
