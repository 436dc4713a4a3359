"""A text as the grammar reads it: plain characters, one for one with the printed ones."""

import bisect
import operator
import re
import unicodedata
from array import array
from itertools import chain

# Full-width forms, spaces of any width, dashes and quotes become their plain one.
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
PLAIN |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09), " ")
PLAIN |= {ord(mark): "-" for mark in "‐‑‒–—―−－─"}
PLAIN |= {ord(mark): "'" for mark in "’‘ʼ＇`´"} | {ord("～"): "~", ord("〜"): "~", ord("∼"): "~"}
PLAIN |= {
    ord("∶"): ":", ord("％"): "%", ord("﹪"): "%", ord("﹐"): ",", ord("\u200b"): " ",
    ord("\ufeff"): " ",
}  # fmt: skip
# Decimal digits of other scripts read as ours.
PLAIN |= {
    code: str(unicodedata.digit(chr(code)))
    for code in range(0x80, 0x10000)
    if unicodedata.category(chr(code)) == "Nd"
}

LONGEST = 1000  # characters of a sentence
# Each begins with a set of characters, by which a text is searched fast.
_SENTENCE = re.compile(r"[.。!?;\n…](?:(?<!\.)[。!?;\n…]*|(?<=\.)(?=[\s\"'»”）)]|$))")
_CLAUSE = re.compile(
    r"[.,。!?;:\n…()](?:(?<![.,])|(?<=,)(?:(?![0-9])|(?<![0-9],))|(?<=\.)(?=[\s\"'»”）)]|$))"
)


def find_stretches(pattern: re.Pattern, text: str):
    """Return where the stretches of a text begin; what is longer than any sentence is cut.

    Without the cuts a text without full stops would be searched as a whole for each number.

    Parameters
    ----------
    pattern : re.Pattern
        What ends a stretch.
    text : str

    Returns
    -------
    array of int
        In rising order, the first one 0.
    """
    starts = array("I", (0, *[match.end() for match in pattern.finditer(text)]))
    lengths = map(operator.sub, (*starts[1:], len(text)), starts)
    if max(lengths) <= LONGEST:
        return starts
    ends = (*starts[1:], len(text))
    every = (range(s, max(e, s + 1), LONGEST) for s, e in zip(starts, ends, strict=True))
    return array("I", chain.from_iterable(every))


class View:
    """Hold a text, its plain form of the same length, and where its sentences end.

    Parameters
    ----------
    text : str
    table : dict of int to str, optional
        Characters to map one for one: `PLAIN` and those of a language, such as traditional forms.
    prefilter : Prefilter, optional
        Tells in which lines a pattern may match.
    """

    def __init__(self, text: str, table: dict[int, str] | None = None, prefilter=None):
        self.text = text
        plain = text.translate(table or PLAIN)
        lower = plain.lower()
        if len(lower) != len(plain):  # İ and its like grow in lower case
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
        self.plain = lower
        self._sentences = find_stretches(_SENTENCE, lower)
        self._clauses = find_stretches(_CLAUSE, lower)
        self._lines = [0, *(m.end() for m in re.finditer("\n", lower))]
        self._known = {}
        self._begun, self._needs, self._places = (), (), {}
        if prefilter:
            self._begun, self._needs = prefilter.begun, prefilter.needs
            self._places = prefilter.find(lower)

    def find(self, pattern, text=None):
        """Return the matches of a pattern, first to last; of `text` if not of the plain one."""
        text = self.plain if text is None else text
        name, places = id(pattern), None
        if name in self._begun:
            places = self.places(name)
            if not places:
                return ()
        if name in self._needs:
            needed = self._merge(("needs", name))
            if not needed:
                return ()
            lines = self._find_lines(needed)
            if places is None:
                return self._find_in_lines(pattern, text, lines)
            places = _keep_in_lines(places, lines)
        return pattern.finditer(text) if places is None else self._find_at(pattern, text, places)

    def places(self, name):
        """Return where matches of a table or pattern may begin, first to last.

        Parameters
        ----------
        name : str or int
            Of a table, or the identity of a pattern.

        Returns
        -------
        sequence of int, or None where they may begin anywhere
        """
        return self._merge(name) if name in self._begun else None

    def _merge(self, name):
        parts = self._places.get(name)
        if parts is None:
            return ()
        return parts[0] if len(parts) == 1 else sorted(chain.from_iterable(parts))

    def _find_lines(self, places):
        """Yield start and end of the lines that hold some places."""
        end = -1
        for place in places:
            if place >= end:
                start, end = self._stretch(self._lines, place)
                yield start, end

    def _find_at(self, pattern, text, places):
        """Yield the matches of a pattern that begin at some places."""
        match_at, free = pattern.match, 0
        for place in places:
            if place >= free and (match := match_at(text, place)):
                free = match.end()
                yield match

    def _find_in_lines(self, pattern, text, lines):
        """Yield the matches of a pattern in some lines."""
        for start, end in lines:
            # One character more on both sides: what ends a line begins the next sentence,
            # and the end of a line is none of the text.
            for match in pattern.finditer(text, max(0, start - 1), end + 1):
                if match.start() < end:
                    yield match

    def has(self, word):
        """Return whether a word stands anywhere in the text."""
        if word not in self._known:
            self._known[word] = word in self.plain
        return self._known[word]

    def prints(self, letters):
        """Return whether one of some letters stands in the text as it is printed."""
        if (letters,) not in self._known:
            self._known[letters,] = any(letter in self.text for letter in letters)
        return self._known[letters,]

    def before(self, place, length):
        """Return so many plain characters before a place."""
        return self.plain[max(0, place - length) : place]

    def after(self, place, length):
        """Return so many plain characters from a place on."""
        return self.plain[place : place + length]

    def sentence(self, position):
        """Return start and end of the sentence around `position`."""
        return self._stretch(self._sentences, position)

    def clause(self, position):
        """Return start and end of the clause around `position`."""
        return self._stretch(self._clauses, position)

    def is_line(self, start, end):
        """Return whether a stretch is all that its line holds, as a heading is."""
        first, last = self._stretch(self._lines, start)
        if last - first > end - start + 20:
            return False
        return not self.plain[first:start].strip() and not self.plain[end:last].strip(" .:\n")

    def paragraph_start(self, position):
        """Return where the line of `position` begins."""
        return self._stretch(self._lines, position)[0]

    def paragraph_end(self, position):
        """Return where the line of `position` ends."""
        return self._stretch(self._lines, position)[1]

    def _stretch(self, starts, position):
        place = bisect.bisect_right(starts, position)
        end = starts[place] if place < len(starts) else len(self.plain)
        return starts[place - 1], end


def _keep_in_lines(places, lines):
    """Return the places in some lines, with the end of the line before."""
    kept = []
    for start, end in lines:
        first = bisect.bisect_left(places, max(0, start - 1))
        kept += places[first : bisect.bisect_left(places, end)]
    return kept
