"""Know the money of all countries: codes of ISO 4217, and their names from babel."""

import re
from functools import cache, lru_cache

SHORT = {"CNY": ("yuan", "yuan"), "EUR": ("euro", "euros"), "USD": ("dollar", "dollars")}
PER = {"year": "a year", "person": "a head", "item": "an item", "day": "a day"}
CONVERTED = ("", "year", "person")  # amounts, by the year or a head; prices of things stay
_UNIT = re.compile(r"([A-Z]{3})(?:_per_([a-z]+|[A-Z]{3}))?")


class Currencies(tuple):
    """The usual codes; every code of money in use today is ``in`` it as well.

    Examples
    --------
    >>> list(CURRENCIES), "XOF" in CURRENCIES, "DEM" in CURRENCIES
    (['CNY', 'EUR', 'USD'], True, False)
    """

    more = " or another code of ISO 4217"

    def __contains__(self, code):
        return super().__contains__(code) or code in _known_codes()


@cache
def list_codes():
    """Return the codes of money that is in use in some country today, in the alphabet's order."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    places = get_global("territory_currencies")
    return tuple(sorted({code for place in places for code in get_territory_currencies(place)}))


@cache
def _known_codes():
    return frozenset(list_codes())


CURRENCIES = Currencies(SHORT)


@lru_cache(maxsize=1024)  # asked of every row, and units are few
def split_money(unit):
    """Return the code and the ``per`` of a unit of money; None for any other unit.

    Examples
    --------
    >>> split_money("XOF"), split_money("INR_per_year"), split_money("CNY_per_EUR")
    (('XOF', ''), ('INR', 'year'), ('CNY', 'EUR'))
    >>> split_money("tonnes") is None and split_money("ABC") is None
    True
    """
    found = _UNIT.fullmatch(unit) if isinstance(unit, str) else None
    if not found or found[1] not in CURRENCIES:
        return None
    per = found[2] or ""
    return (found[1], per) if not per or per in PER or per in CURRENCIES else None


def is_converted(unit):
    """Return whether amounts in a unit are converted to the money of a run.

    Examples
    --------
    >>> is_converted("XOF_per_person"), is_converted("XOF_per_item"), is_converted("shops")
    (True, False, False)
    """
    split = split_money(unit)
    return split is not None and split[1] in CONVERTED


def is_amount(unit):
    """Return whether a unit is plain money, by no year and no head.

    Examples
    --------
    >>> is_amount("INR"), is_amount("INR_per_year"), is_amount("share")
    (True, False, False)
    """
    return isinstance(unit, str) and unit in CURRENCIES


@cache
def name_currency(code, count=2):
    """Return the English name of money, for one or for several.

    Examples
    --------
    >>> name_currency("XOF"), name_currency("INR", 1), name_currency("CNY")
    ('West African CFA francs', 'Indian rupee', 'yuan')
    """
    if code in SHORT:
        return SHORT[code][count != 1]
    from babel.numbers import get_currency_name

    return get_currency_name(code, count, "en").replace("\u2011", "-")


def name_money(unit):
    """Return what `units.UNITS` holds of a unit of money: one, several, not counted."""
    code, per = split_money(unit)
    if not per:
        return (name_currency(code, 1), name_currency(code), False)
    words = f"{name_currency(code)} {PER.get(per) or f'per {name_currency(per, 1)}'}"
    return (words, words, False)
