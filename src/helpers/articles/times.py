"""The days that a printed period covers, and how they are known."""

import bisect
import calendar
import datetime as dt
import re
from dataclasses import dataclass

from helpers import quantities

_WITHIN = re.compile(
    r"(?:d'ici|dans un délai de|within|in the next) [\w-]+ (?:ans?|années?|years?)"
    r"|[\d一二两三四五六七八九十]+年(?=内)"
)
_PAST = re.compile(r"dernières années|(?:past|last) [\w-]+ years|来$")
_SAID_THAT = re.compile(
    r"\b(?:montr|indiqu|révèl|dis|affirm|précis|estim|not|rapport)\w* qu'en |\b\w+ that in "
)
_BASE = re.compile(
    r"(?:par rapport à|comparé à|sur|compared (?:with|to)|than in|over|on|较|比) ?(?P<year>\d{4})\b"
)
_LAST_EVENT = re.compile(r"\blors d(?:u|e la) derni(?:er|ère)\b|\bat (?:its|the) (?:last|latest)\b")
_THIS_YEAR = re.compile(r"今年|cette année|this year")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Published:
    """Hold the days on which an article may have been published."""

    first: str = ""
    last: str = ""  # ISO days; the same where the day is known; empty where nothing is
    basis: str = ""  # ``printed`` or ``inferred``; empty where nothing is known

    @property
    def grain(self):
        """Return what the grammar is told: the day, month or year that both days share."""
        if self.first == self.last:
            return self.first
        for length in (7, 4):
            if self.first[:length] == self.last[:length]:
                return self.first[:length]
        return ""


def read_published(text: str):
    """Return the days that a date of publication names.

    Parameters
    ----------
    text : str
        ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``, or two of them with a slash for from and to.

    Raises
    ------
    ValueError
        Where it is no such date.

    Examples
    --------
    >>> read_published("2024-06")
    Published(first='2024-06-01', last='2024-06-30', basis='inferred')
    """
    parts = text.split("/")
    try:
        if len(parts) > 2:
            raise ValueError
        days = [_read_days(part) for part in parts]
    except ValueError:
        raise ValueError(
            f"date of publication {text!r} is not understood; allowed: YYYY-MM-DD, YYYY-MM, YYYY,"
            " or two with a slash between, for from and to"
        ) from None
    first, last = days[0][0], days[-1][1]
    if first > last:
        raise ValueError(f"date of publication {text!r}: {parts[1]} comes before {parts[0]}")
    return Published(first, last, "printed" if first == last else "inferred")


def _read_days(text):
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise ValueError
    first, last = expand(text)
    dt.date.fromisoformat(first)
    dt.date.fromisoformat(last)
    if not 1000 <= int(text[:4]) <= 2999:
        raise ValueError
    return first, last


def expand(iso):
    """Return the first and last day of an ISO date of any grain.

    Examples
    --------
    >>> expand("2023"), expand("2024-02")
    (('2023-01-01', '2023-12-31'), ('2024-02-01', '2024-02-29'))
    """
    year, *rest = iso.split("-")
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        if not 1 <= int(rest[0]) <= 12:
            raise ValueError(f"{iso} is no month")
        return f"{iso}-01", f"{iso}-{calendar.monthrange(int(year), int(rest[0]))[1]:02d}"
    return iso, iso


def find_published(article, dates):
    """Return the date of publication that an article prints in a line of its own at the top.

    Parameters
    ----------
    article : Article
    dates : list of Quantity
        Dates of the text, read without a publication.

    Returns
    -------
    published : Published
    where : Quantity or None
    """
    for date in dates:
        number = article.find_paragraph(date.start)
        if number > 4:
            break
        line = article.paragraphs[number - 1][1].strip()
        full = isinstance(date.value, str) and _DAY.fullmatch(date.value)
        if full and date.low == date.high and len(line) <= 120 and line[-1] not in ".。!?":
            return Published(date.value, date.value, "printed"), date
    return Published(), None


def find_period(
    article, quantity, period_kind: str, published: Published, earlier, dates=()
) -> tuple[str, str, str, str]:
    """Return the first and last day of a number, how they are known, and why they are not.

    `start`, `end`, `basis`, `why`: `why` says what is missing; it is empty where all is there.

    Parameters
    ----------
    article : Article
    quantity : Quantity
    period_kind : str
    published : Published
    earlier : list of Quantity
        Numbers before it in its sentence.
    dates : list of Quantity
        Dates of the text.
    """
    span = _find_span_of_years(article, quantity, published)
    if span:
        return *span, "inferred", ""
    low, high = quantity.period_start, quantity.period_end
    if not high:
        return "", "", "", "the text gives no period and no date of publication is known"
    now = high == published.grain
    lasting = period_kind in ("stock", "snapshot", "cumulative")
    planned = quantity.status in ("target", "expected")
    near = _find_date(article, quantity, dates) if now and not low else None
    if near:
        low, high = near
        now = False
    if now and (not low or (lasting and low == high[:4] and not planned)):
        return _find_now(article, quantity, period_kind, published, earlier)
    if now and planned and low == high[:4]:
        high = high[:4]  # what is expected of this year is expected of the whole of it
    if quantity.kind in ("multiple", "growth", "points") and low == high:
        high = max([high, *(q.period_end for q in earlier)])  # the base is no end
    base = _find_printed_base(article, quantity, high)
    if base:
        low = base
    elif not low or (quantity.kind in ("multiple", "growth") and low == high):
        low = _find_base(quantity, high, earlier) or low or high
    start, end = expand(low)[0], expand(high)[1]
    if now and high == published.grain and published.last:
        end = published.last
    if start > end:
        return "", "", "", f"the text gives {low} to {high}"
    printed = all(_is_printed(article, quantity, year) for year in {start[:4], end[:4]})
    return start, end, "printed" if printed and not now else "inferred", ""


def _find_span_of_years(article, quantity, published):
    """Return the days that "within a year" or "the past ten years" name, counted from publication.

    What is planned within a time is planned for its end.
    """
    if published.first != published.last and published.grain == "":
        return None
    view, (start, end) = article.view, article.view.clause(quantity.start)
    within = _WITHIN.search(view.plain, start, end) if published.last else None
    if within and quantity.status in ("target", "expected"):
        years = quantities.read(within.group(), article.language)
        if len(years) == 1 and years[0].unit == "year" and years[0].value == int(years[0].value):
            goal = _shift(published.last, int(years[0].value))
            inside = within.start() <= quantity.start < within.end()
            return (published.first if inside else goal), goal
    behind = view.plain[quantity.end : quantity.end + 2]
    past = quantity.kind == "duration" and quantity.unit == "year"
    if past and published.last and quantity.value == int(quantity.value):
        front = view.plain[start : quantity.start]
        so_far = front.endswith("en ") and behind.startswith(" d")  # en six ans de formation
        if so_far or behind.startswith("来") or _PAST.search(quantity.as_printed):
            first = _shift(published.last, -int(quantity.value))
            return f"{first[:4]}-01-01", published.last
    return None


def _shift(day, years):
    """Return the same day some years later; 29 February becomes the 28th."""
    moved = f"{int(day[:4]) + years:04d}{day[4:]}"
    return moved[:8] + "28" if day[5:] == "02-29" else moved


def _find_date(article, quantity, dates):
    """Return the date that opens a reported sentence before a number, or None.

    In "les statistiques montrent qu'en 2019, ..." the small word belongs to the verb: the date is
    not one that is only compared with.
    """
    view = article.view
    sentence = view.sentence(quantity.start)[0]
    first = bisect.bisect_left(dates, sentence, key=lambda date: date.start)
    for date in dates[first : first + 9]:
        said = _SAID_THAT.search(view.plain, sentence, date.start + 3)
        if said and sentence <= date.start < quantity.start and view.plain[date.end] == ",":
            return date.low, date.high or date.low
    return None


def _find_now(article, quantity, period_kind, published, earlier):
    """Return the period of a number without a date of its own: what the publication allows."""
    first, last = published.first, published.last
    if _LAST_EVENT.search(article.view.plain, quantity.end, article.view.clause(quantity.end)[1]):
        return f"{int(first[:4]) - 1}-01-01", last, "bracketed", ""  # an event of no known date
    basis = "inferred" if first == last else "bracketed"
    if period_kind == "flow":
        before = int(first[:4]) - 1
        _, stop = article.view.sentence(quantity.start)
        if _THIS_YEAR.search(article.view.plain, quantity.end, stop):
            return f"{before}-01-01", f"{before}-12-31", "inferred", ""  # this year is named apart
        return f"{before}-01-01", last, "bracketed", ""
    if period_kind == "cumulative":
        since = [q.period_start for q in earlier if q.period_start]
        if since:
            return expand(min(since))[0], last, "inferred", ""
    return first, last, basis, ""


def _find_printed_base(article, quantity, high):
    """Return the year that a change is printed to be counted from, or nothing."""
    if quantity.kind not in ("multiple", "growth", "points"):
        return ""
    stop = article.view.clause(quantity.end)[1]
    found = _BASE.search(article.view.plain, quantity.end, stop)
    return found["year"] if found and found["year"] < high[:4] else ""


def _find_base(quantity, high, earlier):
    """Return the period that a change starts from: the first that its sentence prints."""
    if quantity.kind not in ("multiple", "growth", "points"):
        return ""
    years = [q.period_start for q in earlier if q.period_start and q.period_start < high]
    return min(years, default="")


def _is_printed(article, quantity, year):
    """Whether a year stands in the sentence of a number, or in a heading above its paragraph."""
    view = article.view
    start, end = view.sentence(quantity.start)
    if year in view.plain[start:end]:
        return True
    first = view.paragraph_start(quantity.start)
    number = article.find_paragraph(quantity.start)
    above = article.paragraphs[number - 2][1] if number > 1 else ""
    return year in view.plain[first:start] or (year in above and len(above.strip()) < 20)
