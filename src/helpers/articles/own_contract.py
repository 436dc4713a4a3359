"""Change the usual contract into that of a folder of other articles."""

import json
from collections.abc import Sequence

from helpers.words.currency import PER, split_money

TITLE = "Numbers that press articles print"
DESCRIPTION = "Numbers of press articles, with source, paragraph, wording and period."
OWN = ("keywords", "coloured", "currency")  # of the usual data, and of no others


def change_contract(agreed: dict, currencies: Sequence[str], *, is_own: bool = False) -> dict:
    """Return a contract for other articles: their own title, and units of their money.

    Parameters
    ----------
    agreed : dict
    currencies : sequence of str
        Codes; the first is the money of the folder where it has none.
    is_own : bool
        Whether title, keywords and money are the folder's own already.
    """
    changed = json.loads(json.dumps(agreed))
    if not is_own:
        for name in OWN:
            changed.pop(name, None)
        changed |= {"name": "press-numbers", "title": TITLE, "description": DESCRIPTION}
        if currencies:
            changed["currency"] = currencies[0]
    units = [f"{code}{per}" for code in currencies for per in ("", *(f"_per_{p}" for p in PER))]
    for resource in changed["resources"]:
        for field in resource["schema"]["fields"]:
            allowed = field.get("constraints", {}).get("enum")
            if field["name"] == "unit" and allowed:
                allowed += [unit for unit in units if unit not in allowed]
    return changed


def list_money(rows):
    """Return the currencies of rows of observations, the one met most often first."""
    codes = [split[0] for split in map(split_money, (row["unit"] for row in rows)) if split]
    return sorted(dict.fromkeys(codes), key=lambda code: -codes.count(code))


def write_contract(agreed):
    """Return a contract as the text of its file."""
    return json.dumps(agreed, ensure_ascii=False, indent=1) + "\n"
