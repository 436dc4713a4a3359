"""How the matches of a pattern begin: read from the pattern, so that it is tried at few places."""

import re
from array import array
from collections import defaultdict
from re import _constants as ops
from re import _parser as parser

DIGIT = "0"  # stands for every digit
BEGINNING = "^"
LONGEST = 6  # characters of a beginning; more of them tell hardly more
MOST = 1000  # beginnings of a pattern; with more it may begin nearly everywhere
MOST_LETTERS = 20  # of a set of characters that is written out
_GROUPS = {ops.SUBPATTERN: 3, ops.ATOMIC_GROUP: None}
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
AHEAD = 2  # characters behind a first word that tell where a match may begin
MOST_KNOWN = 20_000  # words of texts that are kept with what they begin
_LETTER = r"[^\W\d_½¼¾⅓⅔⅕⅛²³]"
_TOKEN = re.compile(rf"{_LETTER}+|0+|.", re.DOTALL)
_RUN = re.compile(r"\d+")
_ZEROS = DIGIT * LONGEST
_FRACTIONS = "½¼¾⅓⅔⅕⅛"
_ANYWHERE, _NUMBER, _WORD = range(3)  # what begins with a match, as far as the pattern says


def find_starts(pattern):
    """Return how matches of a pattern begin, or None where they may begin anywhere.

    A letter or digit that begins one stands at the start of a word or of a number.

    Parameters
    ----------
    pattern : str

    Returns
    -------
    frozenset of str or None
        `DIGIT` stands for every digit, `BEGINNING` for the start of the text.

    Examples
    --------
    >>> sorted(find_starts(r"\\b(?:no |page )?\\d+[a-z]"))
    ['0', 'no 0', 'page 0']
    >>> find_starts(r"\\w+ago") is None
    True
    """
    found = _expand(parser.parse(pattern), {("", _ANYWHERE, True)})
    if len(found) > MOST or not all(map(_is_apart, found)):
        return None
    starts = {start for start, _, _ in found}
    return frozenset(s for s in starts if not any(s[:n] in starts for n in range(1, len(s))))


def _is_apart(begun):
    start, edge, _ = begun
    first = start[:1]
    return bool(first) and (not _is_letter(first) or edge >= (_NUMBER if first == DIGIT else _WORD))


def _is_letter(letter):
    return letter.isalnum() or letter == "_"


def _expand(parsed, begun):
    """Return beginnings with what some parts add: text, what begins there, whether it goes on."""
    for op, argument in parsed:
        done = {item for item in begun if not item[2]}
        going = begun - done
        if not going:
            break
        if op is ops.AT and argument is ops.AT_BEGINNING:
            begun = done | {item if item[0] else (BEGINNING, _WORD, False) for item in going}
        elif op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
            edge = _read_edge(op, argument)
            begun = done | {(s, edge if edge > e and not s else e, True) for s, e, _ in going}
        else:
            begun = done | _grow(op, argument, going)
        if len(begun) > MOST:
            return {(s, e, False) for s, e, _ in begun}
    return begun


def _read_edge(op, argument):
    """Return what begins behind a part that takes no characters."""
    if op is ops.AT:
        return _WORD if argument is ops.AT_BOUNDARY else _ANYWHERE
    direction, inner = argument
    if direction != -1:
        return _ANYWHERE
    kind, last = inner[-1]
    if op is ops.ASSERT_NOT and kind is ops.NOT_LITERAL:
        return _ANYWHERE if _is_letter(chr(last)) else _WORD
    if op is ops.ASSERT:
        return _WORD if kind is ops.LITERAL and not _is_letter(chr(last)) else _ANYWHERE
    if len(inner) != 1 or kind is not ops.IN:
        return _ANYWHERE
    if last[0][0] is ops.NEGATE:  # only these may stand before
        apart = all(k is ops.LITERAL and not _is_letter(chr(c)) for k, c in last[1:])
        return _WORD if apart else _ANYWHERE
    if (ops.CATEGORY, ops.CATEGORY_WORD) in last:
        return _WORD
    digits = (ops.RANGE, (48, 57)) in last or (ops.CATEGORY, ops.CATEGORY_DIGIT) in last
    return _NUMBER if digits else _ANYWHERE


def _grow(op, argument, going):
    if op in (ops.LITERAL, ops.IN):
        letters = _read_letters([(op, argument)] if op is ops.LITERAL else argument)
        if letters is None:
            return {(s, e, False) for s, e, _ in going}
        return {(s + c, e, len(s) + 1 < LONGEST) for s, e, _ in going for c in letters}
    if op in _GROUPS:
        return _expand(argument if _GROUPS[op] is None else argument[_GROUPS[op]], going)
    if op is ops.BRANCH:
        return set().union(*(_expand(branch, going) for branch in argument[1]))
    if op in _REPEATS:
        least, most, part = argument
        grown = set() if least else set(going)
        for times in range(1, min(int(most), LONGEST) + 1):
            going = _expand(part, going)
            grown |= going if times >= least else {item for item in going if not item[2]}
        return grown if least <= LONGEST else {(s, e, False) for s, e, _ in going}
    return {(s, e, False) for s, e, _ in going}


def _read_letters(inner):
    """Return the characters of a set in lower case, or None where it is large."""
    letters = set()
    for kind, argument in inner:
        if kind is ops.LITERAL:
            letters.add(chr(argument))
        elif kind is ops.RANGE and argument[1] - argument[0] < MOST_LETTERS:
            letters |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        elif kind is ops.CATEGORY and argument is ops.CATEGORY_DIGIT:
            letters.add(DIGIT)
        else:
            return None
    return {DIGIT if letter.isdecimal() else letter.lower() for letter in letters}


class WordIndex:
    """Find in one scan of a text where each of many patterns and tables may have a match.

    Parameters
    ----------
    starts : dict of (int or str) to frozenset of str
        What `find_starts` says of each, or the first words of a table.
    """

    def __init__(self, starts):
        self._names = list(starts)
        self._first = [name for name, words in starts.items() if BEGINNING in words]
        self._open, self._ahead, marks = {}, {}, set()
        for place, words in enumerate(starts.values()):
            for word in words - {BEGINNING}:
                first = _TOKEN.match(word)[0]
                ahead = word[len(first) : len(first) + AHEAD]
                if not first[0].isalnum() or first in _FRACTIONS:
                    marks.add(first)
                # A word that nothing goes on may be the beginning of a longer one.
                key, table = (first, ahead), self._ahead
                if not ahead:
                    key, table = first, self._open
                table[key] = table.get(key, 0) | 1 << place
        self._deep = {first for first, _ in self._ahead}
        letters = any(key[0].isalpha() for key in (*self._open, *self._deep))
        words = [rf"{_LETTER}+"] * letters + [f"[{''.join(map(re.escape, sorted(marks)))}]"] * bool(
            marks
        )
        self._word = re.compile("|".join(words)) if words else None
        self._groups, self._numbers, self._known = [()], {0: 0}, {}

    def find(self, text):
        """Return the places of each pattern and table that has any: name to arrays of int."""
        known, found = self._known.get, defaultdict(_make_places)
        deep = self._deep
        for match in self._word.finditer(text) if self._word else ():
            word = match[0]
            if word in deep:
                word = text[match.start() : match.end() + AHEAD]
            group = known(word)
            if group is None:
                group = self._look_up(match[0], word)
            if group:
                found[group].append(match.start())
        places = {name: [(0,)] for name in self._first}
        self._share_out(found, places)
        found.clear()
        for match in _RUN.finditer(text):
            start, end = match.span()
            word = _ZEROS[: end - start] + text[end : end + AHEAD]
            group = known(word)
            if group is None:
                group = self._look_up(_ZEROS[: end - start], word)
            if group:
                found[group].append(start)
        self._share_out(found, places)
        return places

    def _share_out(self, found, places):
        for group, where in found.items():
            for name in self._groups[group]:
                places.setdefault(name, []).append(where)

    def _look_up(self, first, printed):
        """Return the number of the group of names that a word with what follows may begin."""
        mask, ahead = 0, _RUN.sub(_blank, printed[len(first) :])
        for size in range(1, min(len(first), LONGEST) + 1):
            mask |= self._open.get(first[:size], 0)
        for size in range(1, len(ahead) + 1):
            mask |= self._ahead.get((first, ahead[:size]), 0)
        group = self._numbers.setdefault(mask, len(self._groups))
        if group == len(self._groups):
            every = enumerate(self._names)
            self._groups.append(tuple(name for place, name in every if mask >> place & 1))
        if len(self._known) < MOST_KNOWN:
            self._known[printed] = group
        return group


def _blank(run):
    return DIGIT * len(run[0])


def _make_places():
    return array("I")
