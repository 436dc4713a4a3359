"""A folder of its own has the contract of the usual one, with its own money."""

from invented import draft_text


def test_money_of_any_country_is_proposed_by_its_code():
    made = draft_text("En 2023, le Tibet a vendu pour 15 millions de nairas.", "fr")
    (row,) = made.rows
    assert row.row["unit"] == "NGN" and "unit" not in row.open
