"""Patterns of a text, tried only in the lines that hold a word without which they cannot match."""

import bisect
import re
from re import _constants as ops
from re import _parser as parser  # what a pattern needs is read from the pattern itself

from helpers.quantities.starts import DIGIT, WordIndex, find_starts
from helpers.quantities.words import write_branches

COMMON = " ,.'-:()1"  # marks that stand in every line
LETTERS = 26  # a word of n letters stands by chance at one of LETTERS ** n places
BLOCK = 200  # characters at least in which patterns are tried together
RARE = 1 / 200  # what stands at more places than that is in nearly every line
START = "\b"  # written before what is needed at the start of a word
_GROUPS = {ops.SUBPATTERN: 3, ops.ATOMIC_GROUP: None, ops.ASSERT: 1}
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def find_needs(pattern):
    """Return words of which every match of a pattern holds one, or nothing where none are known.

    Parameters
    ----------
    pattern : str

    Returns
    -------
    frozenset of str
        With `START` before a word that stands at the start of a word of the text.

    Examples
    --------
    >>> sorted(find_needs(r"(?:rooms?|page) ?[0-9]+(?: bis)?"))
    ['page', 'room']
    """
    return _find_needs(parser.parse(pattern))


def _find_needs(parsed, at_start=False):
    best, run, begun = frozenset(), "", False
    for op, argument in [*parsed, (None, None)]:
        if op is ops.LITERAL:
            begun = at_start if not run else begun
            run, at_start = run + chr(argument).lower(), False
            continue
        if run:
            words = frozenset({START + run if begun and run[0].isalpha() else run})
            best, run = min(best, words, key=_weigh), ""
        best = min(best, _find_inner(op, argument, at_start), key=_weigh)
        optional = op in _REPEATS and not argument[0]
        at_start = (op is ops.AT and argument is ops.AT_BOUNDARY) or (
            at_start and (op in (ops.ASSERT, ops.ASSERT_NOT)) and not optional
        )
    return best


def _find_inner(op, argument, at_start):
    if op in _GROUPS:
        return _find_needs(argument if _GROUPS[op] is None else argument[_GROUPS[op]], at_start)
    if op in _REPEATS and argument[0]:
        return _find_needs(argument[2], at_start)
    if op is ops.BRANCH:
        parts = [_find_needs(branch, at_start) for branch in argument[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    return frozenset()


def _weigh(words):
    """Return at which part of all places one of the words stands by chance; 1 where none is."""
    return sum(LETTERS ** -sum(map(_size, word)) for word in words) if words else 1


def _size(letter):
    return 0 if letter in COMMON else 1 if letter.isascii() and letter.isalnum() else 2


class Prefilter:
    """Tell of many patterns at once in which lines of a text they may match.

    Parameters
    ----------
    patterns : list of re.Pattern
        None of them matches over the end of a line.
    spaced : bool
        Whether words stand between spaces; if not, only numbers have starts that are few.
    tables : dict of str to frozenset of str, optional
        The first words of tables that are looked for in a whole text.
    """

    def __init__(self, patterns, spaced=True, tables=None):
        # Where words are not apart, only what no digit may stand before has few starts.
        apart = [p for p in patterns if spaced or p.pattern.startswith("(?<!")]
        starts = {p: s for p in apart if (s := find_starts(p.pattern))}
        if not spaced:
            starts = {p: s for p, s in starts.items() if all(word[0] == DIGIT for word in s)}
        needs = {p: find_needs(p.pattern) for p in patterns if _weigh(starts.get(p)) >= RARE}
        rare = [pattern for pattern, words in needs.items() if _weigh(words) < RARE]
        # A pattern is known by its identity: to hash one is to read all of it.
        self.patterns = [pattern for pattern in patterns if pattern in starts or pattern in rare]
        self.index = WordIndex({id(p): words for p, words in starts.items()} | (tables or {}))
        self.begun = {*map(id, starts), *(tables or {})}
        self.bits = {id(pattern): 1 << place for place, pattern in enumerate(rare)}
        known = {}
        for pattern in rare:
            for word in needs[pattern]:
                known[word] = known.get(word, 0) | self.bits[id(pattern)]
        plain = {}
        for word, mask in known.items():
            plain[word.lstrip(START)] = plain.get(word.lstrip(START), 0) | mask
        # A text is searched for a choice of words by their first letters.
        self._words = re.compile("|".join(write_branches(plain)) if plain else r"(?!)")
        self._masks = _hold_fronts(plain)

    def find_blocks(self, text, lines):
        """Return (bits, start, end) of blocks of whole lines: which patterns may match in each.

        Parameters
        ----------
        text : str
        lines : list of int
            Where the lines begin.
        """
        starts = [0]
        for start in lines:
            if start - starts[-1] >= BLOCK:
                starts.append(start)
        held = [0] * len(starts)
        place, search, masks = 0, self._words.search, self._masks
        while match := search(text, place):
            place = match.start() + 1  # a word may begin inside of another
            held[bisect.bisect_left(starts, place) - 1] |= masks[match[0]]
        return list(zip(held, starts, [*starts[1:], len(text)], strict=True))


def _hold_fronts(words):
    """Return word to its mask and those of all words that it begins with."""
    masks = {}
    for word in words:
        masks[word] = 0
        for size in range(1, len(word) + 1):
            masks[word] |= words.get(word[:size], 0)
    return masks
