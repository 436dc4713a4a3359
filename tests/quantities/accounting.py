"""What no list of an account holds: there must be nothing."""

import re

from helpers.quantities.reader import find_language
from helpers.quantities.view import View

_SYMBOLS = re.compile(r"[0-9½¼¾⅓⅔⅕⅛]")


def find_unaccounted(text: str, language: str, account):
    """Return the places of numerals and number words that no list of an account holds.

    Returns list of (int, int, str): start, end and the word; empty where the account is whole.
    """
    tables = find_language(language)
    view = View(text, tables.plain)
    covered = bytearray(len(text) + 1)
    for quantity in (*account.quantities, *account.left_out, *account.refused):
        for place in range(quantity.start, quantity.end):
            covered[place] = 1
    words = [(m.start(), m.end()) for m in tables.seeds.finditer(view.plain)]
    words += [(m.start(), m.end()) for m in _SYMBOLS.finditer(view.plain)]
    missing = {(s, e) for s, e in words if not covered[s]}
    return [(start, end, text[start:end]) for start, end in sorted(missing)]
