"""The period a number belongs to, whether it is a plan, and who counted."""

import bisect
import re
from array import array
from collections import Counter
from functools import cached_property

from helpers.quantities.attribution import Sources
from helpers.quantities.words import write_branches

BEHIND = 110  # characters behind a number in which its date may stand
_PAUSE = re.compile(r"[;:\n]|,(?!\d)|\.(?=\s)")
_STOPS = re.compile(r"[.;?!\n](?:(?<!\n) |(?<=\n))")
_CHINESE_STOPS = re.compile(r"[。\n?!]")
_LEADS = re.compile(r"(?:^|[.;!?\n] ?)(?:in|during|for|over) the $")
_TELLING = (
    "survey study studies census poll report interview respondent questioned étude enquête "
    "sondage recensement rapport interrogé répondant"
).split()
_SURVEYS = re.compile("|".join(write_branches(_TELLING, r"\w", "")))
NEAR = 50  # characters between "since" and the date of what began
LEAST, MOST = 3, 0.8  # dates of a year, and their part of all, that make it a text's topic
FAR = 200  # characters before a number in which a word may make it a plan


class Context:
    """Hold the dates, relative years, plans and sources of a text in their order."""

    def __init__(self, view, dates, cues, language, published):
        self.view, self.language, self.cues = view, language, cues
        self.published = published or ""
        self.sources = Sources(view, language)
        self.from_words = language.words("from_words")
        self._once = [m.span() for m in view.find(language.pattern("once"))]
        stops = _STOPS if language.spaced else _CHINESE_STOPS
        self._stops = array("I", (0, *(m.start() for m in stops.finditer(view.plain))))
        self._base, self._told = (None, False), ((-1, -1), None)
        since = [end for _, end, _ in language.scan("since_words", view)]
        marks = [
            (start, end, *_ends(date, self.published, _is_since(view, since, start)))
            for start, end, date in dates
        ]
        marks += _relative_years(view, language, self.published, marks) + self._find_ahead()
        marks.sort()
        self.every = marks
        # A day of every year dates its own number, and no other sentence.
        self.yearly = {start for start, _, date in dates if (date.low or date.high)[:1] == "-"}
        self.offsets = _offset_years(view, language, marks, self.published)
        self.marks, self.bases = [], []
        self._sort_marks(marks)
        self.marks += _same_years(view, language, self.marks, self.published)
        self.marks.sort()
        self.offsets.sort()
        self.main = self.marks
        if language.dates_behind:
            self.main = _drop_compared(view, self.marks, language.scan("base_words", view))
        self.main = [mark for mark in self.main if mark[0] not in self.yearly]
        self.headings = [mark for mark in self.marks if view.is_line(mark[0], mark[1])]
        self._starts, self._main_starts, self._heading_starts = (
            [mark[0] for mark in marks] for marks in (self.marks, self.main, self.headings)
        )
        self._base_starts, self._offset_starts = (
            [mark[0] for mark in marks] for marks in (self.bases, self.offsets)
        )

    def _sort_marks(self, marks):
        """Tell dates that govern numbers from those of something else, or of a comparison."""
        text, language = self.view.plain, self.language
        bases, said = language.words("base_words"), language.words("said_words")
        for mark in marks:
            start, end = mark[:2]
            if not mark[3][:4].isdigit():
                continue
            front = bases.before(text, start) or _follows_space(self.view, start, bases)
            copula = front and text[front[1] : start] in language.copulas
            near = max(0, start - NEAR), start
            if front and _LEADS.search(text, max(0, front[1] - 12), front[1]):
                front = None  # In the same period of 2022 it sold 900
            if front and not (copula and not language.words("links_behind").at(text, end)):
                self.bases.append(mark)
            elif language.pattern("backgrounds").search(text, *near):
                self.offsets.append(mark)  # introduced in 2021: no date of what follows
            elif language.pattern("compared").search(text, *near):
                self.offsets.append(mark)  # from 23 in 1993: the date of that number alone
            elif language.pattern("announcements").search(text, *near):
                continue
            elif not any(said.at(text, end + skip) for skip in (0, 1)):
                self.marks.append(mark)

    def _find_ahead(self):
        """Return marks of a stretch that begins now, in sentences that plan: within 18 months."""
        found = []
        if len(self.published) < 4:
            return found
        for match in self.view.find(self.language.pattern("ahead")):
            first, last = self.view.sentence(match.start())
            plans = [c[2] for c in self.cues.between(first, last)]
            word, unit = match["n"], match["unit"]
            if "m" in match.groupdict() and match["m"]:
                word, unit = match["m"], match["u"]
            count = read_count(word, self.language)
            if count is None or not {"target", "expected"} & set(plans):
                continue
            months = count * (1 if unit in self.language.month_words else 12)
            end = int(self.published[:4]) * 12 + int(self.published[5:7] or 1) - 1 + months
            found.append((*match.span(), self.published, f"{end // 12}-{end % 12 + 1:02d}"))
        return found

    def find_period(self, start, kind=""):
        """Return start and end of the period that governs a place: the last date before it."""
        offset = self._find_offset(start) or self._find_base(start)
        low, high = offset or self._find_mark(start)
        if self.is_base(start) and not offset and not self._has_own(start):
            low, high = self._find_earlier(start, low, high)
        if kind in ("growth", "points", "multiple"):
            place = bisect.bisect_right(self._base_starts, start)
            sentence = self.view.sentence(start)[0]
            based = place and self.bases[place - 1][0] >= sentence
            begin = self.bases[place - 1][2] if based else ""
            if offset:
                before = self._find_before(start)
                if high[:4] < before[:4]:  # 14 per cent more than the year before
                    return high, before
            return begin, high
        return low, high

    def _find_base(self, start):
        """Return the date right before a number that only this number is of: 超过2021年的4.4亿元."""
        place = bisect.bisect_right(self._base_starts, start)
        base = self.bases[place - 1] if place else None
        link = base and self.view.plain[base[1] : start]
        return base[2:] if link in ("的", "年的", "全年的") else None

    def _find_before(self, start):
        """Return the end of the period that stands before a number, in its sentence or above it."""
        place = bisect.bisect_right(self._starts, start)
        if place and self.marks[place - 1][0] >= self.view.sentence(start)[0]:
            return self.marks[place - 1][3]
        latest = self._find_latest(start)
        return latest[1] if latest else self.published

    def is_base(self, start):
        """Whether a number is what a change starts from: 从8元降至2.6元."""
        if self._base[0] != start:
            place = start - (self.view.plain[start - 1 : start] == " ")
            self._base = start, bool(self.from_words.before(self.view.plain, place))
        return self._base[1]

    def _has_own(self, start):
        """Whether a date stands right behind a number: de 31 en 2012."""
        place = bisect.bisect_right(self._starts, start)
        behind = self._starts[place] if place < len(self._starts) else start + NEAR + 1
        if not self.language.dates_behind or behind - start > NEAR:
            return False
        between = self.view.plain[start:behind]
        return not re.search(r"[a-z%€$ ] ?\d| (?:to|à|and|et) ", between)

    def _find_earlier(self, start, low, high):
        """Return the last period before one that is printed in the paragraph, else the same."""
        if low and low[:4] < high[:4]:
            return low, low  # De 2017 à 2023, de 12 % à 60 %
        lasted = self.language.pattern("lasted").search(
            self.view.plain, start, min(self.view.sentence(start)[1], start + BEHIND)
        )
        count = lasted and read_count(lasted["n"], self.language)
        if count and high[:4].isdigit():
            year = f"{int(high[:4]) - count}"
            return year, year  # de 65 à 110 francs en trois ans
        place = bisect.bisect_right(self._starts, start)
        beside = bisect.bisect_right(self._offset_starts, start)
        known = self.marks[max(0, place - 8) : place] + self.offsets[max(0, beside - 1) : beside]
        first = self.view.sentence(start)[0]
        near = [mark for mark in known if mark[3][:4] < high[:4] and mark[0] >= first]
        if near:
            return max(near, key=lambda mark: mark[3][:4])[2:]
        beside = self.language.words("beside_words").before(self.view.plain, start - 1)
        return (low, high) if beside else ("", "")

    def _find_offset(self, start):
        """Return the year that stands right beside a number as so many years before, or None."""
        place = bisect.bisect_right(self._offset_starts, start)
        text = self.view.plain
        for mark in self.offsets[place : place + 1]:
            between = text[start : mark[0]] if mark[0] - start < NEAR else ";"
            behind = re.sub(r"^\D{0,4}\d[\d., ]*", "", between)
            if not re.search(r"[\d;:.]|, ", behind):
                return mark[2:]
        for mark in self.offsets[max(0, place - 1) : place]:
            opens = text[max(0, mark[0] - 2) : mark[0]].strip() in ("", ";", ",", ".", ":", "\n")
            if opens and mark[1] >= self.view.clause(start)[0] - 2:
                return mark[2:]
        return None

    def _find_mark(self, start):
        text = self.view.plain
        sentence_start, sentence_end = self.view.sentence(start)
        place = bisect.bisect_right(self._starts, start)
        before = self.marks[place - 1] if place else None
        behind = self.marks[place] if place < len(self.marks) else None
        if self.language.dates_behind and behind and behind[0] - start < BEHIND:
            aim = self.language.pattern("goals").match(text, behind[1])
            if not aim and not _PAUSE.search(text, start, behind[0]):
                return behind[2:]
        if before and before[0] >= sentence_start:
            planned = self.published and before[3][:4] > self.published[:4]
            if planned and self.language.pattern("contrasts").search(text, before[1], start):
                return "", self.published
            return before[2:]
        if behind and behind[0] < self.view.clause(start)[1]:
            return behind[2:]
        place = bisect.bisect_left(self._once, (sentence_start,))
        once = place < len(self._once) and self._once[place][1] <= start and self._once[place]
        if once and "," not in text[once[1] + 1 : start]:
            return "", ""  # traders used to pay 55: when is not said
        latest = self._find_latest(start)
        if latest:
            return latest
        place = bisect.bisect_right(self._heading_starts, start)
        if place:
            return self.headings[place - 1][2:]
        return self._find_topic(start)

    def _find_latest(self, start):
        """Return the latest period of the paragraph before a sentence without one, or None.

        An earlier year in between is mostly one that is compared with.
        """
        first = self.view.paragraph_start(start)
        place, best = bisect.bisect_right(self._main_starts, start), None
        for mark in reversed(self.main[max(0, place - 6) : place]):
            if mark[0] < first:
                break
            if self.published and mark[3][:4] > self.published[:4]:
                continue  # what is planned leads no other sentence
            if self.language.dates_behind and self.published[:4].isdigit():
                if int(mark[3][:4]) < int(self.published[:4]) - 1:
                    continue  # an old year is that of its own number
            quote = self.sources.find_quote(mark[0])
            if quote and start >= quote[1]:
                continue  # nor does what is told between quotation marks
            lasting = mark[3] == self.published and mark[2][:4] < mark[3][:4]
            weight = (not lasting, mark[3][:4])
            if best is None or weight > best[0]:
                best = weight, mark
        return best and best[1][2:]

    def _find_topic(self, start):
        """Return what a paragraph without a date tells of: a survey's year, or now."""
        return self._find_told(start) or self.topic or ("", self.published)

    @cached_property
    def topic(self):
        """Return the period that a whole text tells of, as the bulletin of a year does, or None.

        It is the past year of most dates, where hardly any date is of another one.
        """
        ends = [mark[3][:4] for mark in self.main if mark[3][:4] <= self.published[:4]]
        year, times = Counter(ends).most_common(1)[0] if ends else ("", 0)
        if times < LEAST or times < MOST * len(ends) or year >= self.published[:4]:
            return None
        return year, year

    def _find_told(self, start):
        """Return the latest year that the office that goes on counting gave where it was named."""
        source = self.sources.find_office(start)
        if source is None or not self._tells_of_survey(start):
            return None
        if not self.language.dates_behind:
            return None
        first = bisect.bisect_left(self._main_starts, self.view.paragraph_start(source.start))
        last = bisect.bisect_left(self._main_starts, self.view.paragraph_start(start))
        known, latest = self._told if self._told[0][0] == first else ((first, first), None)
        if known[1] > last:
            known, latest = (first, first), None
        # Numbers come in their order: each mark is looked at once for a source.
        for mark in self.main[known[1] : last]:
            past = mark[3][:4] <= self.published[:4]
            if past and (latest is None or mark[3][:4] > latest[3][:4]):
                latest = mark
        self._told = (first, last), latest
        return latest and latest[2:]

    def _tells_of_survey(self, start):
        """Whether a word for a survey stands in the paragraph of a place."""
        first, last = self.view.paragraph_start(start), self.view.paragraph_end(start)
        place = bisect.bisect_left(self._surveys, first)
        return place < len(self._surveys) and self._surveys[place] < last

    @cached_property
    def _surveys(self):
        return [match.start() for match in _SURVEYS.finditer(self.view.plain)]

    def find_status(self, start, period_end=""):
        """Return ``target``, ``expected`` or ``reported`` by the words of the sentence before."""
        if self.is_base(start):
            return "reported"
        place = bisect.bisect_right(self._stops, start - 1)
        begin = max(self._stops[place - 1], start - FAR, 0)
        plans = ("target", "expected", "reported")
        roles = [c[2] for c in self.cues.between(begin, start) if c[2] in plans]
        if not roles:
            end = min(self.view.clause(start)[1], start + BEHIND)
            roles = [c[2] for c in self.cues.between(start, end) if c[2] == "expected"][:1]
        later = self.published and period_end[:4] > self.published[:4]
        return roles[-1] if roles else "expected" if later else "reported"


def _follows_space(view, start, bases):
    return view.plain[start - 1 : start] == " " and bases.before(view.plain, start - 1)


def _drop_compared(view, marks, bases):
    """Return the dates that later sentences lean on: none of what is only compared with."""
    compared = [start for start, _, _ in bases]
    main = []
    for mark in marks:
        place = bisect.bisect_left(compared, mark[0])
        if not place or compared[place - 1] < max(view.sentence(mark[0])[0], mark[0] - BEHIND):
            main.append(mark)
    return main


def read_count(word, language):
    """Return a count in digits or words, or None.

    Examples
    --------
    >>> from helpers.quantities.english import ENGLISH
    >>> read_count("18", ENGLISH), read_count("five", ENGLISH)
    (18, 5)
    """
    if word.isdigit():
        return int(word)
    value = language.number_words.get(word)
    return int(value) if value else None


def _is_since(view, since, start):
    """Whether a date is in what began: depuis l'ouverture du site en mars 2021."""
    place = bisect.bisect_right(since, start)
    if not place or since[place - 1] < start - NEAR:
        return False
    between = view.plain[since[place - 1] : start]
    return not any(c in ",;:.!?\n" or c.isdigit() for c in between)


def _ends(date, published, since):
    """Return first and last day of a date; since then means until the publication."""
    past = date.hedge == "over" and date.low[:7] <= published
    low, high = date.low, date.high or (published if past else date.low)
    if since and published:
        high = published
    return _with_year(low, published), _with_year(high, published)


def _with_year(iso, published):
    """Return a day of every year, such as that of a sale, as the last one before publication."""
    if not iso.startswith("--") or len(published) < 7:
        return iso
    return f"{int(published[:4]) - (iso[2:4] > published[5:7])}{iso[1:]}"


def _relative_years(view, language, published, dates):
    """Return marks of last year and its like; this year is the publication."""
    if not published:
        return []
    marks, starts = [], [mark[0] for mark in dates]
    for start, end, shift in language.scan("relative", view):
        if shift is None:  # a longer word that holds one and is none
            continue
        year = int(published[:4])
        if view.plain[start:end] in language.year_before:
            place = bisect.bisect_left(starts, start)
            named = dates[place - 1] if place else None
            if named and named[0] >= view.sentence(start)[0] and named[3][:4].isdigit():
                year = int(named[3][:4])
        marks.append(
            (start, end, f"{year + shift}", published if shift == 0 else f"{year + shift}")
        )
    return marks


def _same_years(view, language, marks, published):
    """Return marks of a stretch that was named before: in the same three years."""
    found, starts = [], [mark[0] for mark in marks]
    for match in view.find(language.pattern("again")):
        place = bisect.bisect_left(starts, match.start())
        past = [m for m in marks[max(0, place - 8) : place] if m[3][:4] <= published[:4]]
        count = read_count(match["n"], language)
        if past and count:
            last = max(mark[3][:4] for mark in past)
            found.append((*match.span(), f"{int(last) - count}", last))
    return found


def _offset_years(view, language, marks, published):
    """Return marks of so many years before or after the one that was named: a year earlier."""
    found, starts = [], [mark[0] for mark in marks]
    for match in view.find(language.pattern("offsets")):
        place = bisect.bisect_left(starts, match.start())
        near = place and starts[place - 1] >= view.paragraph_start(match.start())
        year = marks[place - 1][3][:4] if near else published[:4]
        if not year.isdigit():
            continue
        word = match["n"] or "1"
        count = int(word) if word.isdigit() else int(language.number_words.get(word, 1))
        named = f"{int(year) - count}"
        found.append((*match.span(), named, named))
    return found
