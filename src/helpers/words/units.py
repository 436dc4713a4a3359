"""Name the units of the data and write quantities the way a reader expects them."""

import math
import re
from dataclasses import dataclass

from helpers.words.currency import CURRENCIES, name_currency, name_money, split_money


class Units(dict):
    """Words of each unit; units of money of any country are known without being listed."""

    def __contains__(self, unit):
        return super().__contains__(unit) or split_money(unit) is not None

    def __missing__(self, unit):
        if split_money(unit) is None:
            raise KeyError(unit)
        return name_money(unit)

    def get(self, unit, default=None):
        return self[unit] if unit in self else default


# unit: (words for one, words for several, whole): `whole` says that the things are counted, so
# that a count printed to the last one is exact.
LISTED = {
    "share": ("%", "%", False),
    "share_per_year": ("% a year", "% a year", False),
    "multiple": ("times", "times", False),
    "tonnes_per_minute": ("tonnes a minute", "tonnes a minute", False),
    "shops_per_site": ("shops a site", "shops a site", False),
    "persons_per_year": ("people a year", "people a year", False),
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
    "parcels": ("parcel", "parcels", True),
    "villages": ("village", "villages", True),
    "towns": ("town", "towns", True),
}

# What the tables may hold, also as their contract lists it.
UNITS = Units(
    {f"{code}{per}": name_money(f"{code}{per}")
     for per in ("", "_per_year", "_per_person", "_per_item", "_per_day") for code in CURRENCIES}
    | {"CNY_per_EUR": name_money("CNY_per_EUR")} | LISTED
)  # fmt: skip
PERCENT_UNITS = ("share", "share_per_year")
SIGNED_UNITS = ("share_per_year", "fold_increase")  # a fall is below nought
PRICES = ("current", "constant")
MINUS = "−"  # a true minus sign, which no spreadsheet takes for a formula
MAGNITUDES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def is_whole(unit: str):
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


def format_number(value: float, *, digits: int | None = None) -> str:
    """Return a number in words and digits, with no more digits than asked for.

    Parameters
    ----------
    value : float
        Any number; infinite values are written as such.
    digits : int or None
        Significant digits kept. None is for printed numbers: all digits before
        the point below a million, five above, four below a thousand.

    Examples
    --------
    >>> format_number(3.424e9), format_number(53150), format_number(0.1234567)
    ('3.424 billion', '53,150', '0.1235')
    >>> format_number(135450, digits=3), format_number(float("inf"))
    ('135,000', 'no upper limit')
    """
    if math.isinf(value):
        return "no upper limit" if value > 0 else "no lower limit"
    if math.isnan(value):
        return ""
    if value < 0:
        return MINUS + format_number(-value, digits=digits)
    kept = digits or 5
    for size, word in MAGNITUDES:
        if value >= size:
            return f"{float(f'{value:.{kept}g}') / size:.10g} {word}"
    if value >= 1000:
        return f"{value if digits is None else float(f'{value:.{digits}g}'):,.0f}"
    return f"{float(f'{value:.{digits or 4}g}'):.10g}"


def _format_percent(value, unit, digits):
    """Return a fraction in per cent; growth keeps a decimal only below ten per cent."""
    if unit == "share_per_year" and digits is None and math.isfinite(value):
        return f"{value * 100:.{0 if abs(value) >= 0.0995 else 1}f}".replace("-", MINUS)
    return format_number(value * 100, digits=digits)


def format_quantity(value: float, unit: str, *, digits: int | None = None) -> str:
    """Return a number with its unit, for a table or a sentence.

    Parameters
    ----------
    value : float
        In the base unit; shares as fractions.
    unit : str
        A key of ``UNITS``.
    digits : int or None
        As in `format_number`.

    Examples
    --------
    >>> format_quantity(3.424e9, "CNY"), format_quantity(0.6, "share"), format_quantity(1, "shops")
    ('3.424 billion yuan', '60 %', '1 shop')
    """
    is_whole(unit)
    if unit in ("rank", "ordinal"):
        return f"no. {format_number(value)}"
    if unit in PERCENT_UNITS:
        return f"{_format_percent(value, unit, digits)} {UNITS[unit][0]}"
    one, several, _ = UNITS[unit]
    shown = format_number(value, digits=digits)
    return f"{shown} {one if shown == '1' else several}".strip()


def _round_to(value, digits, direction):
    """Return a number of so many significant digits, rounded down or up."""
    if value == 0 or math.isinf(value):
        return value
    step = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
    return direction(round(value / step, 6)) * step


def _round_growth(value, direction):
    """Return growth rounded down or up to the decimals that `_format_percent` keeps."""
    if math.isinf(value):
        return value
    step = 0.01 if abs(value) >= 0.0995 else 0.001
    return direction(round(value / step, 6)) * step


def _round_range(low, high, unit, digits):
    """Return bounds rounded outward; twice the same where both round to one number."""

    def round_to(value, direction):
        return (
            _round_growth(value, direction)
            if digits is None
            else _round_to(value, digits, direction)
        )

    nearest = round_to(low, round)
    if nearest == round_to(high, round):
        return nearest, nearest
    return round_to(low, math.floor), round_to(high, math.ceil)


def format_range(low: float, high: float, unit: str, *, digits: int | None = None) -> str:
    """Return a range with its unit, written once, open ends in words.

    Parameters
    ----------
    low, high : float
        Bounds in the base unit, ``high`` may be infinite.
    unit : str
        A key of ``UNITS``.
    digits : int or None
        As in `format_number`.

    Returns
    -------
    text : str
        With `digits`, bounds are rounded outward; a range narrower than the last digit is one
        number.

    Examples
    --------
    >>> format_range(5000, 6000, "persons"), format_range(0.5, 0.6, "share")
    ('5,000 to 6,000 people', '50 to 60 %')
    >>> format_range(5000, float("inf"), "persons"), format_range(26, 26, "sites")
    ('5,000 people or more', '26 sites')
    >>> format_range(0.843, 0.854, "share", digits=2), format_range(0.843, 0.848, "share", digits=2)
    ('84 to 86 %', '84 to 85 %')
    >>> format_range(0.841, 0.844, "share", digits=2)
    '84 %'
    """
    if digits is not None or unit == "share_per_year":
        low, high = _round_range(low, high, unit, digits)
    if math.isinf(low) or math.isinf(high):
        nothing = low <= -1 if unit in PERCENT_UNITS else low <= 0
        return (
            "not limited by the words"
            if math.isinf(low) or nothing
            else f"{format_quantity(low, unit, digits=digits)} or more"
        )
    if low == high:
        return format_quantity(high, unit, digits=digits)
    left = (
        _format_percent(low, unit, digits)
        if unit in PERCENT_UNITS
        else format_number(low, digits=digits)
    )
    right = format_quantity(high, unit, digits=digits)
    words = left.split(" ")
    if len(words) == 2 and f" {words[1]} " in f" {right} ":
        left = words[0]
    return f"{left} to {right}"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, which writes itself into a sentence.

    Examples
    --------
    >>> f"{Quantity(3.424e9, 'CNY')}", f"{Quantity(0.26943, 'share_per_year', 2)}"
    ('3.424 billion yuan', '27 % a year')
    """

    value: float
    unit: str
    digits: int | None = None

    def __str__(self):
        return format_quantity(self.value, self.unit, digits=self.digits)

    def __format__(self, spec):
        return str(self)

    def to_plain(self):
        """Return the unrounded number and its unit, as JSON can hold them."""
        return {"value": float(self.value), "unit": self.unit}


@dataclass(frozen=True)
class Range:
    """Bounds with their unit, which write themselves into a sentence.

    Examples
    --------
    >>> f"{Range(0.2529, 0.2884, 'share_per_year', 3)}", f"{Range(5000, float('inf'), 'persons')}"
    ('25.2 to 28.9 % a year', '5,000 people or more')
    """

    low: float
    high: float
    unit: str
    digits: int | None = None

    def __str__(self):
        return format_range(self.low, self.high, self.unit, digits=self.digits)

    def __format__(self, spec):
        return str(self)

    def to_plain(self):
        """Return the unrounded bounds and their unit; an open bound is None."""
        low, high = (None if math.isinf(v) else float(v) for v in (self.low, self.high))
        return {"low": low, "high": high, "unit": self.unit}


def describe_money(currency, prices, base_year, home="CNY"):
    """Return the basis of amounts in words; `home` is the money of most prints.

    Examples
    --------
    >>> describe_money("CNY", "current", 2020), describe_money("EUR", "constant", 2020)
    ('yuan at current prices', 'euros at 2020 prices and the 2020 rate')
    >>> describe_money("XOF", "current", 2020, home="XOF")
    'West African CFA francs at current prices'
    """
    name = name_currency(currency)
    if prices == "current":
        return f"{name} at current prices" + ("" if currency == home else ", each year's mean rate")
    return f"{name} at {base_year} prices" + (
        "" if currency == home else f" and the {base_year} rate"
    )


def shorten_name(name):
    """Return a name without what stands in brackets.

    Examples
    --------
    >>> shorten_name("Network transactions (网络交易额)")
    'Network transactions'
    """
    return re.sub(r" ?[(（][^)）]*[)）]", "", name)


def format_ranges(table, low="low", high="high", *, digits=None):
    """Return the range of each row of a table in the row's own ``unit``, see `format_range`."""
    if table.empty:  # it may be without the columns
        return []
    rows = zip(table[low], table[high], table["unit"], strict=True)
    return [format_range(*row, digits=digits) for row in rows]


def format_spans(table, name):
    """Return the columns ``<name>_low`` and ``<name>_high``, fractions, as growth in per cent."""
    if table.empty:  # it may be without the columns
        return []
    ends = zip(table[f"{name}_low"], table[f"{name}_high"], strict=True)
    return ["" if math.isnan(low) else format_rate(low, high) for low, high in ends]


def format_rate(low, high):
    """Return growth as a sentence has it, without its unit, for a column whose head names that.

    Examples
    --------
    >>> format_rate(0.2529, 0.2884), format_rate(0.046, 0.097), format_rate(0.1, float("inf"))
    ('25 to 29', '4.6 to 9.7', '10 or more')
    """
    return format_range(low, high, "share_per_year").replace(" % a year", "")


def format_span(low, high, unit):
    """Return two bounds as text, rounded outward, with digits that suit their size.

    Examples
    --------
    >>> format_span(1.23, 4.5, " %"), format_span(float("nan"), float("nan"), " %")
    ('1.2 % to 4.5 %', '')
    """
    if math.isnan(low) or math.isnan(high):
        return ""
    if math.isinf(low):
        return "does not double"
    size = max(abs(low), abs(high) if math.isfinite(high) else 0)
    scale = 1 if size >= 100 else 10
    low, high = (
        math.floor(round(low * scale, 6)) / scale,
        high if math.isinf(high) else math.ceil(round(high * scale, 6)) / scale,
    )
    digits = 0 if scale == 1 else 1
    left, right = (f"{bound:.{digits}f}{unit}".replace("-", MINUS) for bound in (low, high))
    if math.isinf(high):
        return "not limited by the words" if low <= -100 else f"{left} or more"
    return left if left == right else f"{left} to {right}"
