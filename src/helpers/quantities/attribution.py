"""Who counted a number: the office or person that a text names for it."""

import bisect
import re
from dataclasses import dataclass

from helpers.quantities.view import find_stretches

CLOSING = {"“": "”", "«": "»", "„": "“", "「": "」", '"': '"'}
REACH = 80  # characters between a quotation and the name of who speaks
FAR = 200  # characters between a number and the word of its trade
LONGEST = 2000  # characters of a quotation; behind a longer one a mark is missing
MONEY = re.compile(r"[A-Z]{3}\b")
GOODS = ("t", "kg", "g", "jin", "lb", "l", "hl", "quintal", "taijin", "cent", "bushel", "ml")
UNCOUNTED = ("km", "mile", "m", "li", "degree", "MB", "GB")  # told by the writer, counted by nobody
_IN_BRACKETS = re.compile(r"\([^()\d]{0,16}$")
_ASIDE = re.compile(r",? ?(?:who|qui|whose|dont)\b(?:[^,]|,(?=\d))*$")
_STOPS = re.compile(r"[.。!?\n…](?:(?<!\.)[。!?\n…]*[\"”»」]*|(?<=\.)(?=[\s\"'»”）)]|$)[\"”»]*)")


@dataclass(frozen=True, slots=True)
class Source:
    """Hold who is named as a source."""

    start: int
    end: int  # the place where the name stands
    who: str  # the name; for a pronoun that of whom it stands for
    office: bool  # whether it counts for more than its own affairs: an office, a firm, an expert
    carried: bool  # whether it is an office itself, which may go on counting in other paragraphs
    said: bool  # whether the text says that it said so


class Sources:
    """Find who counted what stands at a place of a text.

    A source counts what stands in its sentence. An office goes on to count what follows in its
    paragraph, and shares, changes and sums of the paragraphs behind it as far as they tell of no
    person. A person counts what stands between quotation marks, and what follows on their own
    trade: prices, sums, and goods that were sold.
    """

    def __init__(self, view, language):
        self.view, self.language = view, language
        self.persons = self._find_persons()
        self.found = self._find_all()
        self._starts = [source.start for source in self.found]
        self._first_said = {s.who: s.start for s in reversed(self.found) if s.said}
        self._person_starts = [start for start, _ in self.persons]
        self._ends = find_stretches(_STOPS, view.plain)
        self._ends.append(len(view.plain) + 1)
        self.quotes = _find_quotes(view, self.language)
        self._quote_starts = [start for start, _ in self.quotes]
        told = language.scan("person_words", view)
        self._told = sorted([place for place, _, _ in told] + self._person_starts)
        self._is_shared = len({s.who for s in self.found if s.said and s.carried}) > 1

    def find(self, start, kind="", unit=""):
        """Return who counted the number at `start`, or nothing."""
        view = self.view
        if kind == "amount" and "(" in view.plain[max(0, start - 20) : start]:
            if _IN_BRACKETS.search(view.plain, max(0, start - 20), start):
                return ""  # a conversion is the writer's
        quote = self.find_quote(start)
        speaker = self._find_speaker(*quote) if quote else None
        if speaker:
            return speaker
        first, last = self.sentence(start)
        source = self._last_before(last)
        paragraph = view.paragraph_start(start)
        head = unit.split("/")[0]
        if kind in ("rank", "duration") or head in UNCOUNTED:
            begin = first if self.language.spaced else paragraph
            near = source and source.start >= begin and source.said and source.office
            return source.who if near else ""
        if source and source.start >= first:
            return "" if self._is_aside(source, start) else source.who
        person = self._find_person(start, paragraph)
        near = source and source.start >= paragraph
        if near:
            told = person and person[0] > source.start
            if source.office and not told:
                return source.who
            who = person[1] if told else source.who
        elif person:
            who = person[1]
        else:
            return source.who if source and self._is_carried(source, start, kind, unit) else ""
        own = self._is_own(start, kind, unit)
        return who if own and (near or self._is_told(who, start)) else ""

    def _is_aside(self, source, start):
        """Whether a number stands in what the writer adds on a person: said X, who has 3 acres."""
        between = self.view.plain[source.end : start]
        return not source.office and bool(_ASIDE.match(between))

    def _find_aliases(self, spans):
        """Return spans of the short names of offices where they stand as subjects."""
        view, aliases = self.view, set()
        if not self.language.spaced:
            return []
        for _, end, _ in spans:
            short = _SHORT.match(view.text, end)
            aliases |= {short[1]} if short else set()
        for _, end, _ in self.language.scan("organisations", view):
            named = _TITLED.match(view.text, end)
            aliases |= {named[1]} if named else set()
        if not aliases:
            return []
        words = "|".join(map(re.escape, sorted(aliases)))
        pattern = rf"(?:^|[.!?\n] ?)(?P<who>(?:L['’]|La |Le |Les |The )?(?:{words})) (?=[a-z])"
        return [(m.start("who"), m.end("who"), True, True) for m in re.finditer(pattern, view.text)]

    def _is_named(self, table, words):
        """Whether one of the words of offices or titles stands in a name."""
        return bool(self.language.named(table).search(words))

    def _find_persons(self):
        """Return place and name of all persons."""
        view, language = self.view, self.language
        found = []
        for match in view.find(language.pattern("persons"), view.text if language.spaced else None):
            name = view.text[match.start("name") : match.end("name")]
            if not self._is_named("organisations", name.lower()):
                found.append((match.start("name"), name))
        return found

    def find_office(self, start):
        """Return the office that still counts where a paragraph begins, or None."""
        source = self._last_before(start)
        return source if source and source.office and source.said else None

    def sentence(self, position):
        """Return start and end of the sentence around a place; a semicolon ends none."""
        place = bisect.bisect_right(self._ends, position)
        return self._ends[place - 1], self._ends[min(place, len(self._ends) - 1)]

    def find_quote(self, position):
        """Return start and end of the quotation around a place, or None."""
        place = bisect.bisect_right(self._quote_starts, position)
        quote = self.quotes[place - 1] if place else None
        return quote if quote and position < quote[1] else None

    def _last_before(self, end):
        place = bisect.bisect_left(self._starts, end)
        return self.found[place - 1] if place else None

    def _find_speaker(self, start, end):
        """Return who says what stands between quotation marks, or None."""
        paragraph = self.view.paragraph_start(start)
        line_end = min(self.view.paragraph_end(start), end + LONGEST)
        said = self._find_said(start, min(self.sentence(end)[1], end + REACH))
        behind = [source for source in said if source.start >= end] or said
        if behind:
            return behind[0].who
        before = self._last_before(start)
        if before and before.start >= paragraph and before.said:
            return before.who
        person = self._find_named(start, paragraph)
        if person:
            return person[1]
        return next((source.who for source in self._find_said(end, line_end)), None)

    def _find_said(self, start, end):
        """Return the sources of a stretch that the text says to have said something."""
        first, last = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return [source for source in self.found[first:last] if source.said]

    def _find_named(self, start, paragraph):
        """Return place and name of the last person of a paragraph before a place, or None."""
        place = bisect.bisect_right(self._person_starts, start)
        named = self.persons[place - 1] if place else None
        source = self._last_before(start)
        if source and not source.office and source.said:
            if named is None or source.start > named[0]:
                named = source.start, source.who
        return named if named and named[0] >= paragraph else None

    def _find_person(self, start, paragraph):
        """Return the person whom a sentence goes on to tell of, or None."""
        first, last = self.sentence(start)
        named = self._find_named(start, paragraph)
        if named and named[0] >= first:
            return named
        if self.language.spaced:
            return named if self._tells_of_person(first, last) else None
        # Chinese leaves out a subject that goes on.
        begin = max(paragraph, named[0] + 1 if named else 0)
        told = self._tells_of_person(begin, self.view.paragraph_end(start))
        return (named or self._find_named(start, 0)) if told else None

    def _is_own(self, start, kind, unit):
        """Whether a number may be of a person's own trade: a price, a sum, goods sold."""
        head = unit.split("/")[0]
        if kind == "amount":
            near = self.view.before(start, 30)
            packed = "/" in unit or self.language.pattern("packages").search(near)
            return bool(MONEY.match(head)) or head in GOODS and not packed
        if kind in ("count", "share", "points"):
            first, last = (self.view.clause if kind == "count" else self.sentence)(start)
            near = max(first, start - FAR), min(last, start + FAR)
            return bool(self.language.pattern("trades").search(self.view.plain, *near))
        return kind in ("growth", "multiple")

    def _is_told(self, person, start):
        """Whether a person said something, or did what the number counts: sold, shipped, earned."""
        if self._first_said.get(person, start) < start:
            return True
        first = self.sentence(start)[0]
        return bool(self.language.pattern("deeds").search(self.view.plain, first, start))

    def _is_carried(self, source, start, kind, unit):
        """Whether an office goes on counting in a paragraph that does not name it."""
        if not (source.carried and source.said) or kind == "duration":
            return False
        if kind in ("amount", "count") and "/" in unit:
            return False
        if kind == "count" and self._is_shared:
            return False
        return not self._tells_of_person(source.end, start)

    def _tells_of_person(self, start, end):
        """Whether a stretch of the text tells of a person."""
        place = bisect.bisect_left(self._told, start)
        return place < len(self._told) and self._told[place] < end

    def _find_all(self):
        """Return all sources; a pronoun stands for a person, or for the source before it."""
        view, language = self.view, self.language
        spans = sorted(
            (m.start("who"), m.end("who"), said)
            for pattern, said in language.source_patterns
            for m in view.find(pattern)
        )
        found, last = [], ""
        spans += self._find_aliases(spans)
        spans.sort()
        starts = [start for start, _ in self.persons]
        for start, end, said, *short in spans:
            words = view.plain[start:end]
            if words in language.no_sources:
                continue
            trimmed = language.pattern("no_names").match(view.plain, start, end)
            start = trimmed.end() if trimmed else start
            if words in language.pronouns or not language.spaced and words[0] in "他她":
                place = bisect.bisect_left(starts, start)
                near = place and (not last or starts[place - 1] >= view.paragraph_start(start))
                word = words if language.spaced else words[0]
                if near and word in language.words("person_words").table:
                    if not found or starts[place - 1] > found[-1].start:
                        last = self.persons[place - 1][1]
            else:
                last = view.text[start:end].strip()
            stop = _STOP.search(view.plain, end, end + REACH)
            more = view.plain[end : stop.start() if stop else end + REACH]
            more = more if language.pattern("appositions").match(more) else ""
            office = self._is_named("organisations", last.lower() + more) or short
            expert = office or self._is_named("titles", last.lower() + more)
            found.append(Source(start, end, last, bool(expert), bool(office), said))
        return found


_STOP = re.compile(r"[.。!?\n;]|$")
_SHORT = re.compile(r"[^()\n]{0,40}\(([A-Z]\w{1,9})\)")
_TITLED = re.compile(r" ([A-Z][\w-]+)")


def _find_quotes(view, language):
    """Return start and end of all quotations that are long enough to be speech, or end as it."""
    least = 24 if language.spaced else 10
    quotes, opened, closing = [], None, ""
    for match in re.finditer('[“”«»„「」"\n]', view.text):
        mark, place = match.group(), match.start()
        if mark == "\n":
            if opened is not None and least <= place - opened < LONGEST:
                quotes.append((opened, place))
            opened = None
        elif opened is not None and mark == closing:
            ended = view.plain[place - 1] in ",.!?。…"
            if (ended or place - opened >= least) and place - opened < LONGEST:
                quotes.append((opened, place + 1))
            opened = None
        elif opened is None and mark in CLOSING:
            opened, closing = place, CLOSING[mark]
    return quotes
