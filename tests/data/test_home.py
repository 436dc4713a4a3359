"""The money that a data folder is printed in."""

import json

from helpers.data.home import find_home


def test_the_money_of_a_folder_is_what_it_says_or_what_most_is_printed_in(copied_data):
    assert find_home(copied_data) == "CNY"
    path = copied_data / "datapackage.json"
    contract = json.loads(path.read_text(encoding="utf-8")) | {"currency": "KES"}
    path.write_text(json.dumps(contract), encoding="utf-8")
    assert find_home(copied_data) == "KES"
