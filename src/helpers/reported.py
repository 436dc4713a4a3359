"""Calculate with printed numbers: bounds, unit and sources go along through every step."""

import html
import math
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from helpers import expressions
from helpers.data.sources import cite_benchmark, cite_observation
from helpers.readings import describe_printed
from helpers.words.periods import describe_period
from helpers.words.units import UNITS, Quantity, Range, format_range, shorten_name

PLURALS = {
    "person": "persons",
    "year": "years",
    "item": "items",
    "day": "days",
    "minute": "minutes",
    "site": "sites",
}
# One number over another of its kind.
RATIOS = ("share", "multiple", "fold_increase", "share_per_year", "ratio")
DIGITS = 2  # one depth of rounding on all pages that compute with reported numbers
DAYS_PER_YEAR = 365.2425  # mean of the Gregorian calendar


class UnitError(ValueError):
    """Two numbers are not of one unit, or not of one family of definitions."""


class Missing:
    """A number that is not reported, or that follows from one.

    What is done with it gives it back; it is false, so ``not city or city > nation`` holds.
    """

    def __init__(self, what):
        self.what = what

    def __repr__(self):
        return f"not reported: {self.what}"

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __bool__(self):
        return False

    def __getitem__(self, _):
        return self

    __iter__ = None  # what is missing has no parts to go through

    def _keep(self, *_):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = (
        _keep
    )
    __pow__ = __neg__ = __lt__ = __le__ = __gt__ = __ge__ = _keep


@dataclass(frozen=True)
class Print:
    """What is known of one printed number."""

    id: str
    value: float
    low: float
    high: float  # in the base unit
    words: str = ""  # number, hedge and unit in English; `printed` as the source has it
    printed: str = ""
    publisher: str = ""
    year: int | None = None
    period: str = ""
    counted_by: str = ""
    place: tuple = ()  # where it stands among all rows, for the order of sources
    entity: str = ""
    start: pd.Timestamp | None = None
    end: pd.Timestamp | None = None
    source: dict = field(default_factory=dict, compare=False)

    @classmethod
    def from_row(cls, row):
        """Return what is known of one row of the press or benchmark observations."""
        is_press = "observation_id" in row.index
        identity = row["observation_id"] if is_press else row["benchmark_id"]
        return cls(
            identity,
            float(row["central"]),
            float(row["low"]),
            float(row["high"]),
            describe_printed(row),
            row["as_printed"],
            shorten_name(row["publisher"]),
            int(row["period_end"].year),
            describe_period(row if is_press else dict(row) | {"period_basis": "printed"}),
            row["counted_by"],
            (not is_press, row.name),
            row["entity"],
            row["period_start"],
            row["period_end"],
            (cite_observation if is_press else cite_benchmark)(row),
        )


def parse_unit(unit):
    """Return a unit as powers of base units.

    Examples
    --------
    >>> parse_unit("CNY_per_person") == parse_unit("CNY/persons"), parse_unit("share")
    (True, {})
    """
    if unit in RATIOS or not unit:
        return {}
    above, *below = unit.replace("_per_", "/").split("/")
    powers = {}
    for names, sign in ((above, 1), *((b, -1) for b in below)):
        for name in names.split("*"):
            name, _, exponent = name.partition("^")
            name = PLURALS.get(name, name)
            powers[name] = powers.get(name, 0) + sign * Fraction(exponent or 1)
    return {name: n for name, n in powers.items() if n and name != "1"}


def write_unit(powers):
    """Return powers of base units as text, `ratio` where nothing is left.

    Examples
    --------
    >>> write_unit(parse_unit("CNY_per_person")), write_unit({})
    ('CNY/persons', 'ratio')
    """

    def join(sign):
        return [
            name if n * sign == 1 else f"{name}^{n * sign}"
            for name, n in powers.items()
            if n * sign > 0
        ]

    if not powers:
        return "ratio"
    return "/".join(["*".join(join(1)) or "1", *join(-1)])


def _join_words(name, about, between=" and "):
    """Return a property that joins what is known of each input, each once."""

    def join(number):
        return between.join(dict.fromkeys(w for p in number.inputs if (w := getattr(p, name))))

    return property(join, doc=about)


class Reported:
    """A printed number, or what follows from several, with bounds, unit and sources.

    Made by `Reported.from_row` or `Reported.from_numbers`; then by ``+ − × ÷``, powers and
    `to`. Bounds are the exact range of the formula over the bounds of its inputs, also where one
    stands in it twice; `exact` is False where they were found by halving.

    Examples
    --------
    >>> a = Reported.from_numbers("a", 3.0, 5.0, unit="persons")
    >>> b = Reported.from_numbers("b", 1.0, 5.0, unit="persons")
    >>> share = (a / (a + b)).to("share", 2)
    >>> share.low, share.high, str(share)
    (0.375, 0.8333333333333333, '37 to 84 %')
    """

    def __init__(
        self, formula, inputs, unit, family="", *, digits=DIGITS, style="words", reasons=()
    ):
        self._formula, self.inputs, self.unit, self.family = formula, tuple(inputs), unit, family
        self._digits, self._style, self.reasons = digits, style, tuple(dict.fromkeys(reasons))
        self._range = None

    @classmethod
    def from_row(cls, row):
        """Return one row of the press or benchmark observations as a number."""
        kept = Print.from_row(row)
        return cls(cls._start(kept), [kept], row["unit"], row["family"])

    @classmethod
    def from_numbers(cls, identity, low, high, *, value=None, unit="ratio", family=""):
        """Return a number from bounds alone, refused if one is missing or they are turned."""
        if not low <= high:
            raise ValueError(
                f"{identity}: bounds {low} and {high}; allowed: the lower at or below the upper"
            )
        middle = (low if math.isinf(high) else (low + high) / 2) if value is None else value
        kept = Print(
            identity, float(middle), float(low), float(high), _format_any(middle, middle, unit)
        )
        return cls(cls._start(kept), [kept], unit, family)

    @staticmethod
    def _start(kept):
        return expressions.Input(kept.id, kept.low, kept.high)

    # What is known of it ----------------------------------------------------------------------

    def _bounds(self):
        if self._range is None:
            self._range = expressions.find_range(self._formula)
        return self._range

    @property
    def low(self):
        """Return the lowest value that the inputs allow."""
        return self._bounds()[0]

    @property
    def high(self):
        """Return the highest value that the inputs allow."""
        return self._bounds()[1]

    @property
    def exact(self):
        """Return False where bounds were found by halving, outward, as a rule to 1e-9."""
        return self._bounds()[2]

    @property
    def value(self):
        """Return the value at the printed numbers themselves."""
        if self.plain:
            return self.inputs[0].value
        at = {self._start(p): (p.value, p.value) for p in self.inputs}
        return float(expressions.evaluate(self._formula, at)[0])

    @property
    def plain(self):
        """Return whether this is one printed number, without any calculation."""
        return len(self.inputs) == 1 and self._formula == self._start(self.inputs[0])

    printed = _join_words("printed", "Return the words of the print, each once.", "; ")
    publisher = _join_words("publisher", "Return who printed it.")
    counted_by = _join_words("counted_by", "Return who counted.")
    entity = _join_words("entity", "Return the places, firms or parks that are counted.")
    period = _join_words("period", "Return the periods in words.")

    @property
    def year(self):
        """Return the calendar year in which the period ends; None where inputs differ."""
        years = {p.year for p in self.inputs}
        return years.pop() if len(years) == 1 else None

    @property
    def days(self):
        """Return the length of the period of one printed number, in days."""
        (kept,) = self.inputs
        return Reported(expressions.make_constant((kept.end - kept.start).days + 1), [], "days")

    @property
    def years(self):
        """Return the length of the period of one printed number, in years."""
        return Reported(expressions.make_constant(self.days.value / DAYS_PER_YEAR), [], "years")

    @property
    def ids(self):
        """Return the ids of all observations that it rests on."""
        return tuple(p.id for p in self.inputs)

    @property
    def sources(self):
        """Return where its inputs were printed: press before benchmarks, in the tables' order."""
        return list_sources([self])

    # How it is written ------------------------------------------------------------------------

    @property
    def range(self):
        """Return the same number, to be printed as its bounds."""
        return self._copy(style="range", digits=None if self.plain else self._digits)

    @property
    def number(self):
        """Return the same number, printed without hedge; `Missing` if divided by nought."""
        if not math.isfinite(self.value):
            return Missing("a number above nought to divide by")
        return self._copy(style="number")

    @property
    def count(self):
        """Return the same number, to be printed without hedge and unit."""
        return self._copy(style="count")

    @property
    def each(self):
        """Return the same count as a plain number to divide by: what falls to each of them."""
        return self.to("ratio", reason="of each")

    def beside(self, reason):
        """Return the same number, free to be set beside other families, for a reason."""
        return self._copy(family="", reasons=(*self.reasons, reason))

    def round(self, digits=DIGITS):
        """Return the same number, to be printed as its bounds, rounded outward to some digits."""
        return self.to(_find_known(self.unit) or self.unit, digits)

    def to(self, unit: str, digits: int | None = DIGITS, *, reason: str = ""):
        """Return the number in another unit of its kind.

        Parameters
        ----------
        unit : str
            Base units joined by ``*`` and ``/``, or a key of ``UNITS``.
        digits : int or None
            Significant digits of its bounds where it is printed, rounded outward; None for all.
        reason : str
            Why it may be set beside other families; with it a count becomes a ``ratio``, too.

        Raises
        ------
        UnitError
            If the unit is not of its kind.
        """
        if parse_unit(unit) != parse_unit(self.unit) and not (unit == "ratio" and reason.strip()):
            raise UnitError(
                f"{self.unit} cannot be written in {unit}; allowed: units that multiply to "
                f"{write_unit(parse_unit(self.unit))}"
            )
        reasons = (*self.reasons, reason) if reason.strip() else self.reasons
        return self._copy(
            unit=unit,
            digits=digits,
            style="range",
            family="" if reason.strip() else self.family,
            reasons=reasons,
        )

    def _copy(self, **changes):
        kept = {
            "unit": self.unit,
            "family": self.family,
            "digits": self._digits,
            "style": self._style,
            "reasons": self.reasons,
        }
        copy = Reported(self._formula, self.inputs, **kept | changes)
        copy._range = self._range
        return copy

    def __str__(self):
        if self._style == "count":
            return f"{self.value:,.15g}" if abs(self.value) >= 10_000 else f"{self.value:.15g}"
        if self._style == "number":
            return _format_any(self.value, self.value, self.unit)
        if self.plain and self._style == "words":
            return self.inputs[0].words
        return _format_any(
            self.low,
            self.high,
            self.unit,
            digits=None if self.unit == "share_per_year" else self._digits,
        )

    __repr__ = __str__

    def __format__(self, spec):
        return str(self)

    def to_plain(self):
        """Return numbers and unit, or words, as JSON can hold them."""
        if self._style == "count":
            return int(self.value) if self.value == int(self.value) else self.value
        if self.plain and self._style == "words":
            return str(self)  # a value alone would lose the hedge
        if self._style == "number":
            return Quantity(self.value, self.unit).to_plain()
        return Range(self.low, self.high, self.unit).to_plain()

    def _repr_html_(self):
        return _render(self)

    def _write_bounds(self):
        bounds = f"{self.low:.6g} to {self.high:.6g}, {self.unit}"
        return bounds if self.exact else f"{bounds}, found by halving"

    # Calculation ------------------------------------------------------------------------------

    def _join(self, other, formula, unit, family):
        inputs = list({p.id: p for p in (*self.inputs, *other.inputs)}.values())
        return Reported(formula, inputs, unit, family, reasons=(*self.reasons, *other.reasons))

    def _require_same(self, other, what):
        if parse_unit(self.unit) != parse_unit(other.unit):
            raise UnitError(
                f"cannot {what} {self.unit} and {other.unit}; allowed: numbers of one unit"
            )
        self._require_family(other, what)

    def _require_family(self, other, what):
        if self.family and other.family and self.family != other.family:
            raise UnitError(
                f"cannot {what} {self.family} and {other.family}: they are not the same "
                "thing; allowed: one family, or one of them .beside('for this reason')"
            )

    def __add__(self, other):
        other = _wrap(other)
        if not isinstance(other, Reported):
            return other
        self._require_same(other, "add")
        return self._join(
            other,
            expressions.add(self._formula, other._formula),
            self.unit,
            self.family or other.family,
        )

    def __sub__(self, other):
        other = _wrap(other)
        return self + -other if isinstance(other, Reported) else other

    def __neg__(self):
        return Reported(
            expressions.multiply(expressions.make_constant(-1), self._formula),
            self.inputs,
            self.unit,
            self.family,
            reasons=self.reasons,
        )

    def __mul__(self, other):
        other = _wrap(other)
        if not isinstance(other, Reported):
            return other
        formula = expressions.multiply(self._formula, other._formula)
        return self._join(other, formula, *_multiply_units(self, other, 1))

    def __truediv__(self, other):
        other = _wrap(other)
        if not isinstance(other, Reported):
            return other
        if other.inputs and other.low == other.high == 0:
            return Missing("a quotient, as its divisor is nought")
        _require_divisor(other)
        if parse_unit(self.unit) and parse_unit(self.unit) == parse_unit(other.unit):
            self._require_family(other, "divide")
        formula = expressions.multiply(self._formula, expressions.power(other._formula, -1))
        return self._join(other, formula, *_multiply_units(self, other, -1))

    def __pow__(self, exponent):
        if isinstance(exponent, (Reported, bool)) or not isinstance(
            exponent, (int, float, Fraction)
        ):
            raise TypeError(f"an exponent is {exponent!r}; allowed: a plain number")
        part = Fraction(exponent).limit_denominator(10**6)
        if part.denominator != 1 and self.low < 0:
            raise ValueError(f"a root of a number that may be {self.low:g}; allowed: 0 or more")
        if part < 0:
            _require_divisor(self)
        unit = write_unit({u: n * part for u, n in parse_unit(self.unit).items() if part})
        return Reported(
            expressions.power(self._formula, part),
            self.inputs,
            unit,
            self.family if part == 1 else "",
            reasons=self.reasons,
        )

    def __radd__(self, other):
        return self if other == 0 else _wrap(other) + self  # sum() begins with a plain 0

    def __rsub__(self, other):
        return _wrap(other) - self

    def __rmul__(self, other):
        return _wrap(other) * self

    def __rtruediv__(self, other):
        return _wrap(other) / self

    # Comparison: true only where it holds for every choice within the bounds --------------------

    def _differ(self, other):
        other = _wrap(other)
        if not isinstance(other, Reported):
            return other
        self._require_same(other, "compare")
        return self - other

    def __lt__(self, other):
        return (d := self._differ(other)) and d.high < 0

    def __le__(self, other):
        return (d := self._differ(other)) and d.high <= 0

    def __gt__(self, other):
        return (d := self._differ(other)) and d.low > 0

    def __ge__(self, other):
        return (d := self._differ(other)) and d.low >= 0

    def overlaps(self, other):
        """Return whether the two may be equal."""
        return (d := self._differ(other)) and d.low <= 0 <= d.high


def span_rows(what, frame, unit):
    """Return a number between the lowest ``low`` and the highest ``high``, or `Missing`."""
    if not len(frame):
        return Missing(what)
    return Reported.from_numbers(what, frame["low"].min(), frame["high"].max(), unit=unit)


def _multiply_units(one, other, sign):
    """Return unit and family of a product; what only scales leaves the family as it is."""
    left, right = parse_unit(one.unit), parse_unit(other.unit)
    powers = {u: left.get(u, 0) + sign * right.get(u, 0) for u in left | right}
    powers = {u: n for u, n in powers.items() if n}
    if not right:
        return write_unit(powers), one.family if left else ""
    if not left and sign > 0:
        return write_unit(powers), other.family
    mark = " × " if sign > 0 else " / "
    return write_unit(powers), (
        f"{one.family}{mark}{other.family}" if powers and one.family and other.family else ""
    )


def _require_divisor(number):
    low, high = number.low, number.high
    if low == high == 0 or low < 0 < high:
        raise ValueError(
            f"a divisor lies between {low:g} and {high:g}; allowed: above 0, or below 0"
        )


def _render(number):
    """Return number, bounds and sources as HTML for JupyterLab."""
    lines = [
        f"<li>{html.escape(s['publisher'])}, {html.escape(s['published'])}: "
        f"<span lang='{html.escape(s['lang'])}'>{html.escape(s['as_printed'])}</span></li>"
        for s in number.sources
    ]
    head = f"<b>{html.escape(str(number))}</b> ({html.escape(number._write_bounds())})"
    return f"{head}<ul>{''.join(lines)}</ul>"


def _wrap(other):
    """Return a plain number as one without unit, bounds and sources."""
    if isinstance(other, (Reported, Missing)):
        return other
    if isinstance(other, bool) or not isinstance(other, (int, float, Fraction)):
        raise TypeError(
            f"cannot calculate with {other!r}; allowed: reported numbers and plain ones"
        )
    return Reported(expressions.make_constant(other), [], "ratio")


def _find_known(unit):
    """Return the unit of ``UNITS`` that is the same, or None."""
    if unit in UNITS:
        return unit
    return next((u for u in UNITS if parse_unit(u) and parse_unit(u) == parse_unit(unit)), None)


def _format_any(low, high, unit, *, digits=None):
    """Return a number or range with its unit, also in units that only arise by calculation."""
    known = _find_known(unit)
    if known:
        return format_range(low, high, known, digits=digits)
    # Written with a known word, which then gives way to the unit.
    return (
        format_range(low, high, "multiple", digits=digits)
        .replace("times", "" if unit == "ratio" else unit)
        .replace("  ", " ")
        .strip()
    )


def list_sources(numbers):
    """Return where numbers were printed, each once: press before benchmarks, in table order."""
    prints = {p.id: p for number in numbers for p in number.inputs if p.source}
    return [p.source for p in sorted(prints.values(), key=lambda p: p.place)]
