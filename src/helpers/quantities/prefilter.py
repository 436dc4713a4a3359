"""Where patterns and tables may match: looked up in one scan of a text for all of them."""

import re
from array import array
from collections import defaultdict

from helpers.quantities.patterns import (
    BEGINNING,
    DIGIT,
    LONGEST,
    RARE,
    find_needs,
    find_starts,
    weigh,
)
from helpers.quantities.words import write_branches

AHEAD = 4  # characters behind a first word that tell where a match may begin
MOST_KNOWN = 20_000  # words of texts that are kept with what they begin
FRACTIONS = "½¼¾⅓⅔⅕⅛"
_LETTER = rf"[^\W\d_{FRACTIONS}²³]"
_TOKEN = re.compile(rf"{_LETTER}+|{DIGIT}+|.", re.DOTALL)
_RUN = re.compile(r"\d+")
_ZEROS = DIGIT * LONGEST


class Prefilter:
    """Find in one scan of a text where each of many patterns and tables may have a match.

    Parameters
    ----------
    patterns : list of re.Pattern
        None of them matches over the end of a line.
    spaced : bool
        Whether words stand between spaces. If not, only numbers have starts that are few, and
        what a pattern needs is no word of its own.
    tables : dict of str to frozenset of str, optional
        Tables that are looked for in a whole text, and how their words begin.
    """

    def __init__(
        self,
        patterns: list[re.Pattern],
        spaced: bool = True,
        tables: dict[str, frozenset[str]] | None = None,
    ):
        # A pattern is known by its identity: to hash one is to read all of it.
        self.patterns = patterns
        words, fronts, inside = {}, {}, {}
        for pattern in patterns:
            # Where words are not apart, only what no digit may stand before has few starts.
            apart = spaced or pattern.pattern.startswith("(?<!")
            starts = find_starts(pattern.pattern) if apart else None
            if starts and (spaced or all(word[0] == DIGIT for word in starts)):
                words[id(pattern)] = starts
            if weigh(words.get(id(pattern))) >= RARE:
                for needed, apart in ((fronts, True), (inside, False))[not spaced :]:
                    needs = find_needs(pattern.pattern, apart)
                    if weigh(needs) < RARE:
                        needed["needs", id(pattern)] = needs
                        break
        self.begun, self.needs = words | (tables or {}), {name for _, name in fronts | inside}
        fronts = {name: frozenset(w[:LONGEST] for w in words) for name, words in fronts.items()}
        self._index, self._inside = _Index(self.begun | fronts), _Inside(inside)

    def find(self, text: str):
        """Return the places of each pattern and table that has any.

        Parameters
        ----------
        text : str

        Returns
        -------
        dict of (int, str or tuple) to list of array of int
            The identity of a pattern, the name of a table, or ``("needs", identity)``.
        """
        return self._index.find(text) | self._inside.find(text)


class _Groups:
    """Number the sets of names that are held together, so that a place is noted once for all."""

    def __init__(self, names):
        self._names, self._groups, self._numbers = list(names), [()], {0: 0}

    def number(self, mask):
        """Return the number of a group, given as a mask of the places of its names."""
        group = self._numbers.setdefault(mask, len(self._groups))
        if group == len(self._groups):
            every = enumerate(self._names)
            self._groups.append(tuple(name for place, name in every if mask >> place & 1))
        return group

    def share_out(self, found, places):
        """Add the places of groups to those of each of their names."""
        for group, where in found.items():
            for name in self._groups[group]:
                places.setdefault(name, []).append(where)


class _Index:
    """Look up every word and number of a text with what stands behind it.

    Parameters
    ----------
    starts : dict of name to frozenset of str
    """

    def __init__(self, starts):
        self._groups = _Groups(starts)
        self._first = [name for name, words in starts.items() if BEGINNING in words]
        self._open, self._ahead, marks = {}, {}, set()
        for place, words in enumerate(starts.values()):
            for word in words - {BEGINNING}:
                first = _TOKEN.match(word)[0]
                ahead = word[len(first) : len(first) + AHEAD]
                if not first[0].isalnum() or first in FRACTIONS:
                    marks.add(first)
                # A word that nothing goes on may be the beginning of a longer one.
                table, key = (self._ahead, (first, ahead)) if ahead else (self._open, first)
                table[key] = table.get(key, 0) | 1 << place
        self._deep = {first for first, _ in self._ahead}
        tokens = [rf"{_LETTER}+"] * any(key[0].isalpha() for key in (*self._open, *self._deep))
        tokens += [f"[{''.join(map(re.escape, sorted(marks)))}]"] * bool(marks)
        self._word = re.compile("|".join(tokens) or r"(?!)")
        self._known = {}

    def find(self, text):
        """Return the places of each name that has any."""
        places = {name: [(0,)] for name in self._first}
        known, deep, found = self._known.get, self._deep, defaultdict(_make_places)
        for match in self._word.finditer(text):
            word = match[0]
            if word in deep:
                word = text[match.start() : match.end() + AHEAD]
            group = known(word)
            if group is None:
                group = self._look_up(match[0], word)
            if group:
                found[group].append(match.start())
        self._groups.share_out(found, places)
        found.clear()
        for match in _RUN.finditer(text):
            start, end = match.span()
            word = _ZEROS[: end - start] + text[end : end + AHEAD]
            group = known(word)
            if group is None:
                group = self._look_up(_ZEROS[: end - start], word)
            if group:
                found[group].append(start)
        self._groups.share_out(found, places)
        return places

    def _look_up(self, first, printed):
        """Return the group of names that a word with what follows may begin."""
        mask, ahead = 0, _RUN.sub(_blank, printed[len(first) :])
        for size in range(1, min(len(first), LONGEST) + 1):
            mask |= self._open.get(first[:size], 0)
        for size in range(1, len(ahead) + 1):
            mask |= self._ahead.get((first, ahead[:size]), 0)
        group = self._groups.number(mask)
        if len(self._known) < MOST_KNOWN:
            self._known[printed] = group
        return group


class _Inside:
    """Look for words anywhere in a text.

    Parameters
    ----------
    needs : dict of name to frozenset of str
    """

    def __init__(self, needs):
        self._groups, masks = _Groups(needs), {}
        for place, words in enumerate(needs.values()):
            for word in words:
                masks[word] = masks.get(word, 0) | 1 << place
        fronts = {word: range(1, len(word) + 1) for word in masks}
        self._held = {
            word: self._groups.number(_join(masks.get(word[:size], 0) for size in sizes))
            for word, sizes in fronts.items()
        }
        # A text is searched for a choice of words by their first letters.
        self._words = re.compile("|".join(write_branches(masks)) or r"(?!)")

    def find(self, text):
        """Return the places of each name that has any."""
        place, search, found, places = 0, self._words.search, defaultdict(_make_places), {}
        while match := search(text, place):
            place = match.start()
            found[self._held[match[0]]].append(place)
            place += 1  # a word may begin inside of another
        self._groups.share_out(found, places)
        return places


def _join(masks):
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def _blank(run):
    return DIGIT * len(run[0])


def _make_places():
    return array("I")
