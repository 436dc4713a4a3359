"""Dates: what is printed, and the year that the text and its publication allow."""

import calendar
import datetime
import heapq
import re
from dataclasses import dataclass

ISLAMIC_EPOCH = 227_015


@dataclass(frozen=True, slots=True)
class Date:
    """Hold the first and last day of a printed date; empty where it is open."""

    low: str
    high: str  # ISO with the printed grain, or ``--MM-DD``, or ``hh:mm``
    hedge: str = "stated"


@dataclass(slots=True)
class Moment:
    """Hold what a date may lean on: the publication, and the last year that was printed."""

    published: str = ""  # ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty where it is not known
    year: int | None = None  # the last year printed in the same sentence
    view: object = None  # View: the whole text, for what a date says of itself elsewhere

    @property
    def this_year(self):
        """Return the year of the publication, or None."""
        return int(self.published[:4]) if self.published else None

    def resolve(
        self,
        month: int,
        day: int | None = None,
        match: re.Match | None = None,
        plans: re.Pattern | None = None,
    ):
        """Return the year of a month that is printed without one, or None.

        Parameters
        ----------
        month, day : int
        match : re.Match
            Where it is printed.
        plans : re.Pattern
            Words of a sentence that put what lies ahead into this year.
        """
        if self.year:
            return self.year
        if not self.this_year:
            return None
        ahead = month - int(self.published[5:7] or 12)
        soon = 3 if day else 0  # a day without a year lies near: on 17 November, in October
        if match and plans.search(match.string, *self.view.sentence(match.start())):
            soon = 12
        return self.this_year if ahead <= soon else self.this_year - 1

    def resolve_part(self, match: re.Match, first_month: int, plans: re.Pattern):
        """Return the year of a quarter or half that is printed without one, or None.

        Parameters
        ----------
        match : re.Match
        first_month : int
        plans : re.Pattern
            Words of a sentence that make a part of the year that lies ahead a plan.
        """
        if self.year or not self.this_year:
            return self.year
        ahead = first_month > int(self.published[5:7] or 12)
        planned = self.view and plans.search(match.string, *self.view.sentence(match.start()))
        return self.this_year - 1 if ahead and not planned else self.this_year


def day_of(year, month=None, day=None):
    """Write a date in ISO with the grain that is given, or None where there is no such day.

    Examples
    --------
    >>> day_of(2021, 3), day_of(None, 3, 8), day_of(2021, 13)
    ('2021-03', '--03-08', None)
    """
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        return None
    front = f"{year:04d}" if year is not None else "-"
    return "-".join([front, *(f"{part:02d}" for part in (month, day) if part is not None)])


def read_islamic_year(match, moment):
    """Return a year of the Islamic calendar, by its arithmetic form; the moon may differ a day.

    Every 30 years have 11 leap days; the first year began on 16 July 622, day 227,015 of Python's
    count.
    """
    year = int(match["islamic"])
    begins = (354 * (n - 1) + (3 + 11 * n) // 30 + ISLAMIC_EPOCH for n in (year, year + 1))
    first, after = (datetime.date.fromordinal(day) for day in begins)
    return Date(first.isoformat(), (after - datetime.timedelta(1)).isoformat(), "range")


def read_school_year(match, moment):
    """Return a school year, September to August: 2022-2023, 2022/23."""
    first, last = int(match["first"]), int(match["last"])
    if last != (first + 1 if last > 99 else (first + 1) % 100):
        return None
    return Date(f"{first}-09", f"{first + 1}-08", "range")


def days_of(year, first_month, last_month):
    """Return first and last day of some months of a year, which may be open.

    Examples
    --------
    >>> days_of(2022, 1, 6)
    ('2022-01-01', '2022-06-30')
    """
    last_day = calendar.monthrange(year or 2001, last_month)[1]
    return day_of(year, first_month, 1), day_of(year, last_month, last_day)


def bound_date(low, high, hedge="stated"):
    """Return the date that a hedge leaves of first and last day, or None where one is no day.

    Examples
    --------
    >>> bound_date("2021", "2021", "over"), bound_date("2021", None)
    (Date(low='2021', high='', hedge='over'), None)
    """
    if low is None or high is None:
        return None
    if hedge == "over":
        return Date(low, "", hedge)
    return Date("" if hedge in ("up_to", "under") else low, high, hedge)


def write_clock(hour, minute=0, hedge="stated"):
    """Return a time of the day under its hedge."""
    iso = f"{hour:02d}:{minute:02d}"
    return bound_date(iso, iso, hedge)


def find_day_now(day, moment):
    """Return a day of the month of publication, or None where that month is not known."""
    if len(moment.published) < 7:
        return None
    iso = day_of(int(moment.published[:4]), int(moment.published[5:7]), day)
    return bound_date(iso, iso)


def find_century(number):
    """Return first and last year of a century, or None where it is none of history."""
    return Date(f"{100 * number - 99:04d}", f"{100 * number:04d}") if 1 < number < 22 else None


def find_plan(number):
    """Return first and last year of a five-year plan of China: the 14th began in 2021."""
    first = 2021 + 5 * (number - 14)
    return str(first), str(first + 4)


def read_numeric(match, moment):
    """Read a day in three numbers, the year first or last: 2021-03-10, 21/01/2020."""
    parts = [int(part) for part in re.findall(r"\d+", match[0])]
    year = parts[-1]
    if year < 100 and parts[0] < 32:  # 12/05/21
        parts[-1] += 2000 if year < 60 else 1900
    iso = day_of(*(parts if parts[0] > 31 else reversed(parts)))
    return bound_date(iso, iso)


def date_ago(published: str, count: int, unit: str):
    """Return the day, month or year that lies some time before a publication, or None.

    Parameters
    ----------
    published : str
    count : int
    unit : str
        ``day``, ``week``, ``month``, ``year`` or ``decade``.

    Examples
    --------
    >>> date_ago("2024-06-20", 18, "month").low, date_ago("2024", 3, "month")
    ('2022-12', None)
    """
    if not published:
        return None
    year, month = int(published[:4]), int(published[5:7] or 0)
    if unit in ("year", "decade"):
        iso = f"{year - count * (10 if unit == 'decade' else 1)}"
    elif unit == "month" and month:
        months = year * 12 + month - 1 - count
        iso = day_of(months // 12, months % 12 + 1)
    elif unit in ("week", "day") and len(published) >= 10:
        day = datetime.date.fromisoformat(published[:10])
        iso = (day - datetime.timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    else:
        return None
    return Date(iso, iso)


def _stream(order, found, rule):
    for match in found:
        yield match.start(), -match.end(), order, match, rule


def find_dates(view, language, published):
    """Return (start, end, Date) of all dates of the text, first to last, none over another."""
    # Matches are many and large: they are merged as they come, none is kept.
    tried = [(view.find(pattern), rule) for pattern, rule in language.patterns("dates")]
    streams = [_stream(n, found, rule) for n, (found, rule) in enumerate(tried) if found]
    found = heapq.merge(*streams)
    dates, last_end, year, sentence, heading = [], 0, None, -1, None
    for start, _, _, match, rule in found:
        if start < last_end:
            continue
        first = view.sentence(start)[0]
        if first != sentence:
            sentence, year = first, heading
        date = rule(match, Moment(published or "", year, view))
        if date is None:
            continue
        if isinstance(date, tuple):  # a rule may say that the date is a part of its match
            date, start, end = date
        else:
            start, end = match.span()
        dates.append((start, end, date))
        last_end = end
        printed = ((date.high if date.hedge == "range" else date.low) or date.high)[:4]
        compared = language.words("year_bases").before(view.plain, start)
        year = int(printed) if printed.isdigit() and not compared else year
        if view.is_line(start, end):
            heading = year
    return dates
