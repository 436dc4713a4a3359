"""What is said of one number of a text."""

from fractions import Fraction
from typing import NamedTuple

KINDS = (
    "amount", "count", "share", "growth", "points",
    "multiple", "rank", "date", "duration", "other",
)  # fmt: skip
HEDGES = ("stated", "over", "nearly", "under", "up_to", "about", "range", "dozens")


class Quantity(NamedTuple):
    """Hold one number of a text with its place, meaning and bounds.

    Parameters
    ----------
    start, end : int
        Characters of the text, from 0, end exclusive.
    as_printed : str
        ``text[start:end]``.
    kind : str
        One of `KINDS`; ``"left out"`` or ``"refused"`` with a `reason`.
    low, high, value : Fraction, str or None
        Literal bounds and the printed number; ISO strings for dates. None where open.
    unit : str
        Currency code, measure, time unit, ``share``, ``growth``, ``pp``, ``ratio``, ``rank`` or
        the word that counts.
    hedge : str
        One of `HEDGES`.
    period_start, period_end : str
        ISO, as exact as the text says; empty where it says nothing.
    status : str
        ``reported``, ``target``, ``expected``; empty for dates, ages and labels.
    counted_by : str
        The words of the text that name who counted; empty where none do.
    reason : str
        Why it is no quantity, or what is not understood.
    """

    start: int
    end: int
    as_printed: str
    kind: str
    low: Fraction | str | None = None
    high: Fraction | str | None = None
    value: Fraction | str | None = None
    unit: str = ""
    hedge: str = "stated"
    period_start: str = ""
    period_end: str = ""
    status: str = ""
    counted_by: str = ""
    reason: str = ""
