"""Find the money that a data folder is printed in."""

import functools
from collections import Counter
from pathlib import Path

from helpers.data.contents import read_contents
from helpers.data.contract import CONTRACT, read_contract
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
    paths = [r["path"] for r in contract["resources"] if r["name"] == "observations"]
    contents = [read_contents(Path(data_dir, path)) for path in (CONTRACT, *paths)]
    return _find_most(data_dir, *contents)


@functools.lru_cache(maxsize=16)
def _find_most(data_dir, *contents):
    """Return the money of most prints; contents make a changed file another question."""
    _, rows = read_rows(data_dir, read_contract(data_dir), "observations")
    counted = Counter(row["unit"][:3] for _, row in rows if split_money(row["unit"]))
    return counted.most_common(1)[0][0] if counted else USUAL
