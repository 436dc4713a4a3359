"""Turn printed numbers into the bounds that their words allow.

`find_bounds` applies a named reading, a rule from words to bounds, to what `printed.read_printed`
has taken apart:

    point          no bounds: the number as it stands; a printed range by its middle
    conventional   half a step of the last printed digit either way; a hedge reaches one step of the
                   last digit that is not nought, and half a step where that is all there is: more
                   than 9 is 9 to 10, more than 10 is 10 to 15, more than 20 is 20 to 30
    decade         as conventional, with the whole step there as well: more than 10 is 10 to 20
    rounded        as conventional, but a plain round number may itself be rounded to the last digit
                   that is not nought: 800万 is 750万 to 850万
    literal        a hedge promises no more than it says: "more than" is open above, "nearly" starts
                   at nought, "about" says nothing

The rules are ours. Ferson et al. (2015, International Journal of Approximate Reasoning) measured
how people understand "about", "nearly" or "at least": the effect grows with the roundness of the
number. Cummins, Sauerland and Solt (2012, Linguistics and Philosophy 35) showed that readers give
"more than" an upper end, set by how round the number is; Jansen and Pollmann (2001, Journal of
Quantitative Linguistics 8) that quantities are halved, so that after 10 the next of its kind is 15;
Hesse and Benz (2020, Journal of Memory and Language 111) that the reach follows the order of
magnitude. Hence the half step at a power of ten, and no leap from 9 to 10 there. Williams and Power
(2013, Pragmatics & Cognition 21) found plain round numbers read as approximate, which is the reason
for `rounded`. A count of whole things printed to the last one is exact under every reading.
"""

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from helpers.words.units import SIGNED_UNITS, format_quantity, format_range, is_whole

# what each reading does, in words for the reader
READING_WORDS = {
    "point": "takes every printed number as exact",
    "conventional": (
        'takes "more than 2,000" as 2,000 to 3,000, "more than 10" as 10 to 15, and a plain 3.4'
        " as 3.35 to 3.45"
    ),
    "decade": ('takes "more than 10" as 10 to 20, and all else as the conventional reading does'),
    "rounded": "takes a plain 800 as 750 to 850, and all else as the conventional reading does",
    "literal": 'takes a hedge at its word: "more than" has no upper end',
}
# what a reading is, where a reader chooses one
READING_LABELS = {
    "point": "every number exact",
    "conventional": "usual rounding and hedges",
    "decade": "more than 10 is up to 20",
    "rounded": "round numbers are rounded too",
    "literal": "more than has no upper end",
}
READINGS = tuple(READING_WORDS)

# wording: which way the true value may lie from the printed one, in words for the reader
WORDINGS = {
    "stated": "printed plainly",
    "more_than": "the printed number or more",
    "nearly": "up to the printed number",
    "less_than": "below the printed number",
    "about": "around the printed number",
    "range": "both ends printed",
    "several": "a few of the printed scale: 2 to 9",
    "several_tens": "some tens of the printed scale: 20 to 99",
}
SMALL_COUNT = 100  # a plain "10 buildings" was counted; a plain "13 thousand growers" was not
PRINTED_BOUNDS = ("range", "several", "several_tens")


# What the grammar calls a hedge, as a wording of the data.
@dataclass(frozen=True)
class Printed:
    """A printed number taken apart."""

    value: Decimal
    # Number in base units; `value_high` only where the print gives a range. A fall is negative.
    value_high: Decimal | None
    wording: str  # a key of ``WORDINGS``
    last_step: Decimal  # place value of the last printed digit: 0.01亿 for 34.24亿
    round_step: Decimal  # place value of the last digit that is not nought: 100万 for 800万


def _step_below(value, step):
    """Return how far the next lower round number lies; for a power of ten, a tenth of it."""
    return value / 10 if step == value else step


def _step_above(value, step, reading, whole):
    """Return how far the next round number lies: half of a power of ten, not all of it."""
    if step != value or reading == "decade":
        return step
    return max(step / 2, Decimal(1)) if whole else step / 2


def _mirror(printed):
    """Return a fall as the rise of its size."""
    if printed.value_high is None:
        return replace(printed, value=-printed.value)
    return replace(printed, value=-printed.value_high, value_high=-printed.value)


def find_bounds(printed: Printed, unit: str, reading: str) -> tuple[float, float]:
    """Return the values that a printed number allows under a named reading.

    `low`, `high`: in the base unit; `high` is infinite where a literal hedge leaves it open.

    Parameters
    ----------
    printed : Printed
    unit : str
        A key of ``units.UNITS``; shares never leave 0 to 1, a fall never goes
        below -1, and counts of whole things printed to the last one are exact.
    reading : str
        One of ``READINGS``.

    Raises
    ------
    ValueError
        If the reading or the unit is not known.

    Notes
    -----
    Our rule. Below a power of ten the step is a tenth of it, since the next lower number of one
    digit is 90 for 100; above it half of it, since 150 is the next that is about as round. So no
    hedge reaches further than half of its number up (whole things: than one), and none jumps from a
    tenth to the whole where one more digit begins. Counts of whole things below ``SMALL_COUNT`` are
    taken as counted, also where they are round.

    Examples
    --------
    >>> from helpers.printed import read_printed
    >>> find_bounds(read_printed("plus de 5000 personnes", "fr"), "persons", "conventional")
    (5000.0, 6000.0)
    >>> find_bounds(read_printed("近六成", "zh"), "share", "literal")
    (0.0, 0.6)
    """
    if reading not in READINGS:
        raise ValueError(f"unknown reading {reading!r}; allowed: {', '.join(READINGS)}")
    whole = is_whole(unit)
    value, wording = printed.value, printed.wording
    if value < 0 and (printed.value_high or value) <= 0:
        low, high = find_bounds(_mirror(printed), unit, reading)
        return (max(-high, -1.0) if unit in SIGNED_UNITS else -high), -low
    if unit == "share" and max(value, printed.value_high or value) > 1:
        raise ValueError(
            f"a share of {float(value):g} is above 1; growth in per cent has the unit"
            " share_per_year"
        )
    if wording in PRINTED_BOUNDS:
        low, high = value, printed.value_high
        if reading == "point":
            low = high = (low + high) / 2
    elif reading == "point" or unit in ("rank", "ordinal"):
        low = high = value
    elif wording == "stated":
        step = printed.round_step if reading == "rounded" else printed.last_step
        exact = whole and (step <= 1 or value < SMALL_COUNT)
        below = max(_step_below(value, step), printed.last_step)
        above = max(_step_above(value, step, reading, whole), printed.last_step)
        low, high = (value, value) if exact else (value - below / 2, value + above / 2)
    elif wording == "about":
        step = _step_above(value, printed.round_step, reading, whole) / 2
        step = step if value == printed.round_step else max(step, printed.last_step)
        low, high = value - step, value + step
        if reading == "literal":
            low, high = Decimal(0), math.inf
    elif wording == "more_than":
        above = _step_above(value, printed.round_step, reading, whole)
        low, high = value, math.inf if reading == "literal" else value + above
    else:
        step = _step_below(value, printed.round_step)
        low, high = Decimal(0) if reading == "literal" else value - step, value
    open_below = unit in SIGNED_UNITS and value <= 0
    low, high = max(float(low), -1.0 if open_below else 0.0), float(high)
    return (low, min(high, 1.0)) if unit == "share" else (low, high)


def find_centre(printed):
    """Return the one number that stands for a printed one: itself, or the middle of a range.

    Examples
    --------
    >>> from helpers.printed import read_printed
    >>> find_centre(read_printed("五六名", "zh"))
    5.5
    """
    if printed.value_high is None:
        return float(printed.value)
    return float((printed.value + printed.value_high) / 2)


def increase_to_multiple(increase):
    """Return the multiple that a growth by N times means: N + 1.

    增长 N 倍, 增加 N 倍 and "augmenter de N fois" name the increase; 增长到 N 倍
    and "multiplier par N" name the multiple itself.

    Parameters
    ----------
    increase : float or ndarray

    Returns
    -------
    multiple : float or ndarray

    Examples
    --------
    >>> increase_to_multiple(7.6)
    8.6
    """
    return increase + 1


def describe_printed(observation) -> str:
    """Return a printed number with its hedge and unit in English.

    Parameters
    ----------
    observation : mapping
        Needs ``central``, ``value``, ``value_high``, ``unit``, ``wording``.

    Examples
    --------
    >>> printed = {"central": 2000, "value": 2000, "value_high": float("nan")}
    >>> describe_printed(printed | {"unit": "persons", "wording": "more_than"})
    'more than 2,000 people'
    """
    hedge = {
        "more_than": "more than ",
        "nearly": "nearly ",
        "less_than": "less than ",
        "about": "about ",
    }.get(observation["wording"], "")
    if observation["wording"] in PRINTED_BOUNDS:
        # A converted currency.
        ratio = observation["central"] * 2 / (observation["value"] + observation["value_high"])
        return format_range(
            observation["value"] * ratio, observation["value_high"] * ratio, observation["unit"]
        )
    return hedge + format_quantity(observation["central"], observation["unit"])
