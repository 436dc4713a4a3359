"""Name the units of the data and write quantities the way a reader expects them."""

import math

# unit: (words for one, words for several, whole): `whole` says that the things are counted, so
# that a count printed to the last one is exact.
UNITS = {
    "CNY": ("yuan", "yuan", False),
    "EUR": ("euro", "euros", False),
    "USD": ("dollar", "dollars", False),
    "CNY_per_year": ("yuan a year", "yuan a year", False),
    "CNY_per_person": ("yuan a head", "yuan a head", False),
    "EUR_per_year": ("euros a year", "euros a year", False),
    "USD_per_year": ("dollars a year", "dollars a year", False),
    "EUR_per_person": ("euros a head", "euros a head", False),
    "USD_per_person": ("dollars a head", "dollars a head", False),
    "share": ("%", "%", False),
    "fold_increase": ("times more", "times more", False),
    "rank": ("", "", True),
    "ordinal": ("", "", True),
    "tonnes": ("tonne", "tonnes", False),
    "m2": ("m²", "m²", False),
    "years": ("year", "years", False),
    "months": ("month", "months", False),
    "hours": ("hour", "hours", False),
    "minutes": ("minute", "minutes", False),
    "persons": ("person", "people", True),
    "attendances": ("attendance", "attendances", True),
    "visits": ("visit", "visits", True),
    "views": ("view", "views", True),
    "items": ("item", "items", True),
    "orders": ("order", "orders", True),
    "shops": ("shop", "shops", True),
    "firms": ("firm", "firms", True),
    "sites": ("site", "sites", True),
    "counties": ("award", "awards", True),
    "cooperatives": ("cooperative", "cooperatives", True),
    "buildings": ("building", "buildings", True),
    "courses": ("course", "courses", True),
    "programmes": ("programme", "programmes", True),
    "kinds": ("kind", "kinds", True),
    "events": ("event", "events", True),
    "streams": ("live-stream", "live-streams", True),
    "places": ("place", "places", True),
}

CURRENCIES = ("CNY", "EUR", "USD")
MAGNITUDES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def is_whole(unit):
    """Return whether a unit counts whole things, such as people or shops.

    Parameters
    ----------
    unit : str
        A key of ``UNITS``.

    Raises
    ------
    ValueError
        If the unit is not known.

    Examples
    --------
    >>> is_whole("persons"), is_whole("CNY")
    (True, False)
    """
    if unit not in UNITS:
        raise ValueError(f"unknown unit {unit!r}; known: {', '.join(sorted(UNITS))}")
    return UNITS[unit][2]


def format_number(value, *, digits=4):
    """Return a number in words and digits, never with more digits than asked for.

    Parameters
    ----------
    value : float
        Any number; infinite values are written as such.
    digits : int
        Significant digits kept, 1 or more. Whole numbers below ten thousand
        are written out.

    Returns
    -------
    text : str

    Examples
    --------
    >>> format_number(3.424e9), format_number(53150), format_number(0.1234567)
    ('3.424 billion', '53,150', '0.1235')
    >>> format_number(float("inf"))
    'no upper limit'
    """
    if math.isinf(value):
        return "no upper limit" if value > 0 else "no lower limit"
    if math.isnan(value):
        return ""
    for size, word in MAGNITUDES:
        if abs(value) >= size:
            return f"{value / size:.{digits}g} {word}"
    if abs(value) >= 1000:
        return f"{float(f'{value:.{max(digits, 5)}g}'):,.0f}"
    text = f"{value:.{digits}g}"
    return f"{float(text):g}" if "e" not in text else text


def format_quantity(value, unit, *, digits=4):
    """Return a number with its unit, for a table or a sentence.

    Parameters
    ----------
    value : float
        In the base unit; shares as fractions.
    unit : str
        A key of ``UNITS``.
    digits : int
        Significant digits kept.

    Returns
    -------
    text : str

    Examples
    --------
    >>> format_quantity(3.424e9, "CNY"), format_quantity(0.6, "share"), format_quantity(1, "shops")
    ('3.424 billion yuan', '60 %', '1 shop')
    """
    is_whole(unit)
    if unit == "share":
        return f"{format_number(value * 100, digits=digits)} %"
    one, several, _ = UNITS[unit]
    word = one if value == 1 else several
    return f"{format_number(value, digits=digits)} {word}".strip()


def format_range(low, high, unit, *, digits=4):
    """Return a range with its unit, written once, open ends in words.

    Parameters
    ----------
    low, high : float
        Bounds in the base unit, ``high`` may be infinite.
    unit : str
        A key of ``UNITS``.
    digits : int
        Significant digits kept.

    Returns
    -------
    text : str

    Examples
    --------
    >>> format_range(5000, 6000, "persons"), format_range(0.5, 0.6, "share")
    ('5,000 to 6,000 people', '50 to 60 %')
    >>> format_range(5000, float("inf"), "persons"), format_range(26, 26, "sites")
    ('5,000 people or more', '26 sites')
    """
    if math.isinf(high):
        return "not limited" if low <= 0 else f"{format_quantity(low, unit, digits=digits)} or more"
    if low == high:
        return format_quantity(high, unit, digits=digits)
    scale = 100 if unit == "share" else 1
    left, right = format_number(low * scale, digits=digits), format_quantity(high, unit, digits=digits)
    words = left.split(" ")
    if len(words) == 2 and f" {words[1]} " in f" {right} ":
        left = words[0]
    return right if right.startswith(f"{left} ") else f"{left} to {right}"
