"""Find the money that a data folder is printed in."""

from collections import Counter

from helpers.data.contract import read_contract
from helpers.data.raw import read_rows
from helpers.words.currency import CURRENCIES, split_money

USUAL = "CNY"


def as_printed(data_dir, reading="conventional"):
    """Return the choice under which amounts stay in the money and prices of the print."""
    home = find_home(data_dir)
    return {"reading": reading, "currency": home, "prices": "current", "base_year": 2020}


def find_home(data_dir) -> str:
    """Return the money of a data folder: what its contract says, or what most prints are in.

    Code of ISO 4217; that of the usual data where no amount is printed.
    """
    contract = read_contract(data_dir)
    said = contract.get("currency")
    if said in CURRENCIES:
        return said
    _, rows = read_rows(data_dir, contract, "observations")
    counted = Counter(row["unit"][:3] for _, row in rows if split_money(row["unit"]))
    return counted.most_common(1)[0][0] if counted else USUAL
