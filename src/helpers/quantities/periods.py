"""The period a number belongs to, whether it is a plan, and who counted."""

import bisect

UNDATED = ("date", "other")
FAR = 200  # characters before a number in which a word may make it a plan


class Context:
    """Hold the dates, relative years, plans and sources of a text in their order."""

    def __init__(self, view, dates, cues, language, published):
        self.view, self.cues, self.published = view, cues, published or ""
        marks = [(start, end, (date.low or date.high)) for start, end, date in dates]
        if self.published:
            year = int(self.published[:4])
            for start, end, shift in language.words("relative").scan(view.plain):
                marks.append((start, end, self.published if shift == 0 else f"{year + shift}"))
        self.marks = sorted((s, e, iso) for s, e, iso in marks if iso[:4].isdigit())
        self._starts = [mark[0] for mark in self.marks]
        self.sources = sorted(
            (m.start("who"), m.group("who"))
            for pattern in language.source_patterns
            for m in pattern.finditer(view.plain)
        )
        self._source_starts = [start for start, _ in self.sources]

    def find_period(self, start):
        """Return the end of the period that governs a place: the last date before it."""
        sentence_start, sentence_end = self.view.sentence(start)
        place = bisect.bisect_right(self._starts, start)
        if place and self.marks[place - 1][0] >= sentence_start:
            return self.marks[place - 1][2]
        if place < len(self.marks) and self.marks[place][0] < self.view.clause(start)[1]:
            return self.marks[place][2]
        if place and self.marks[place - 1][0] >= self.view.paragraph_start(start):
            return self.marks[place - 1][2]
        return self.published

    def find_status(self, start):
        """Return ``target``, ``expected`` or ``reported`` by the words of the sentence before."""
        sentence_start = max(self.view.sentence(start)[0], start - FAR)
        plans = ("target", "expected", "reported")
        roles = [c[2] for c in self.cues.between(sentence_start, start) if c[2] in plans]
        return roles[-1] if roles else "reported"

    def find_source(self, start):
        """Return who counted: the last source named in the paragraph, to the sentence's end."""
        _, sentence_end = self.view.sentence(start)
        place = bisect.bisect_left(self._source_starts, sentence_end)
        if place and self.sources[place - 1][0] >= self.view.paragraph_start(start):
            begin, who = self.sources[place - 1]
            return self.view.text[begin : begin + len(who)]
        return ""
