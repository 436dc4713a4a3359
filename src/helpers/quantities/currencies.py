"""Names of the money of all countries in one language, from the tables of Unicode by babel."""

import unicodedata
from collections import defaultdict
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

from helpers.words.currency import list_codes

# Short names that are words of another meaning.
_OTHER_WORDS = {"gold", "mark", "marks", "sol", "sols", "soles", "sum", "sums", "群岛磅"}


@cache
def find_names(language: str) -> dict[str, str]:
    """Return the currency code of every name of money, full or short, that means one only.

    A short name is what is left without the country: 坚戈, tenge, zloty. Words that many
    countries use, such as dollar and franc, are not there: each language says what it means.

    Examples
    --------
    >>> names = find_names("en")
    >>> names["swiss francs"], names["tenge"], "francs" in names
    ('CHF', 'KZT', False)
    """
    names, short = _read_names(language)
    whole = set(names.values())
    lone = {name: min(codes) for name, codes in short.items() if name and len(codes) == 1}
    lone = {name: code for name, code in lone.items() if code in whole}
    return {name: code for name, code in lone.items() if name not in _OTHER_WORDS} | names


@cache
def _read_names(language):
    """Return the code of every full name of money, and the codes of every short one."""
    places = Locale.parse(language).territories.values()
    names, short = {}, defaultdict(set)
    for code in list_codes():
        for count in (1, 2):
            name = get_currency_name(code, count, language).lower().replace("’", "'")
            if name == code.lower():
                continue
            if "(" not in name:
                names[name] = code
            short[_shorten(name.split(" (")[0], language, places)].add(code)
    return names, short


@cache
def find_shared(language):
    """Return, for every code of money, those that share a short name with it.

    Examples
    --------
    >>> sorted(find_shared("en")["MAD"]), "EUR" in find_shared("en")
    (['AED', 'MAD'], False)
    """
    return {
        code: codes
        for name, codes in _read_names(language)[1].items()
        if name and len(codes) > 1
        for code in codes
    }


# Signs whose name in Unicode names the money of many countries, or of another name than babel's.
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₹": "INR", "₱": "PHP", "₽": "RUB"}
_SIGNS |= {"৳": "BDT", "฿": "THB", "៛": "KHR", "₩": "KRW", "₡": "CRC", "₪": "ILS", "₫": "VND"}


@cache
def find_signs():
    """Return the currency code of every sign of money whose name in Unicode means one only.

    Examples
    --------
    >>> signs = find_signs()
    >>> signs["₦"], signs["₵"], "₿" in signs
    ('NGN', 'GHS', False)
    """
    names, signs = find_names("en"), {}
    for sign in map(chr, range(0x20A0, 0x20C1)):
        name = unicodedata.name(sign, "").lower().removesuffix(" sign")
        code = names.get(name) or names.get(f"{name}s")
        if code:
            signs[sign] = code
    return signs | _SIGNS


def _shorten(name, language, places):
    """Return a name of money without its country, or nothing where none is named."""
    if language == "zh":
        front = max((p for p in places if name.startswith(p)), key=len, default="")
        rest = name[len(front) :]
        return rest if front and len(rest) > 1 else ""
    words = name.split(" ")
    if len(words) == 1:
        return name
    return words[0] if language == "fr" else words[-1]
