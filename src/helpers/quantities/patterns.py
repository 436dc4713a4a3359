"""What a pattern says of its matches: how they begin, and words without which there is none."""

import re
from typing import NamedTuple

DIGIT = "0"  # stands for every digit
BEGINNING = "^"
LONGEST = 6  # characters of a beginning; more of them tell hardly more
MOST = 2000  # beginnings of a pattern; with more it may begin nearly everywhere
MOST_LETTERS = 20  # of a set of characters that is written out
LETTERS = 26  # a word of n letters stands by chance at one of LETTERS ** n places
RARE = 1 / 200  # what stands at more places than that is in nearly every line
COMMON = " ,'-:()1"  # marks that stand in every line
_ANYWHERE, _NUMBER, _WORD = range(3)  # what begins with a match, as far as the pattern says
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|(?P<look><?[=!])|(?P<again>P=\w+)))?")
_REPEAT = re.compile(r"(?:(?P<mark>[?*+])|\{(?P<least>\d*)(?P<more>,)?(?P<most>\d*)\})[?+]?")
_TIMES = {"?": (0, 1), "*": (0, LONGEST), "+": (1, LONGEST)}


class _Part(NamedTuple):
    """Hold one part of a pattern.

    Parameters
    ----------
    kind : str
        ``set`` of characters, ``group``, ``repeat``, or what takes no characters: ``edge``,
        ``begin``, ``look``; ``other`` for what is not followed.
    letters : frozenset of str or None
        Those of a set in lower case, `DIGIT` for a digit; None where they are many.
    text : str
        The one character that a set stands for.
    classes : frozenset of str
        The letters of the classes in a set: ``w``, ``d``.
    negated : bool
        Whether a set is of what is not in it.
    branches : list of list of _Part
    least, most : int
    look : str
        How a part is looked for beside a place: ``=``, ``!``, ``<=`` or ``<!``.
    """

    kind: str
    letters: frozenset | None = None
    text: str = ""
    classes: frozenset = frozenset()
    negated: bool = False
    branches: list = ()
    least: int = 1
    most: int = 1
    look: str = ""


class _Reader:
    """Read a pattern into its parts, as far as the tables of the languages use them."""

    def __init__(self, pattern):
        self.pattern, self.place = pattern, 0

    def read_branches(self):
        """Return the parts of every branch up to the end of the group."""
        branches = [[]]
        while self.place < len(self.pattern) and self.pattern[self.place] != ")":
            if self.pattern[self.place] == "|":
                self.place += 1
                branches.append([])
            else:
                branches[-1].append(self._read_repeated())
        self.place += 1
        return branches

    def _read_repeated(self):
        part = self._read_part()
        times = _REPEAT.match(self.pattern, self.place)
        if times is None:
            return part
        self.place = times.end()
        least, most = _TIMES.get(times["mark"], (int(times["least"] or 0), LONGEST))
        if times["mark"] is None and (times["most"] or not times["more"]):
            most = int(times["most"] or least)
        return _Part("repeat", branches=[[part]], least=least, most=most)

    def _read_part(self):
        letter = self.pattern[self.place]
        if letter == "(":
            group = _GROUP.match(self.pattern, self.place)
            self.place = group.end()
            kind = "look" if group["look"] else "other" if group["again"] else "group"
            return _Part(kind, branches=self.read_branches(), look=group["look"] or "")
        self.place += 1
        if letter == "[":
            return self._read_set()
        if letter == "\\":
            return self._read_escape()
        if letter in ".$^":
            return _Part({".": "set", "$": "other", "^": "begin"}[letter])
        return _Part("set", _fold(letter), letter.lower())

    def _read_escape(self):
        letter = self.pattern[self.place]
        self.place += 1
        if letter in "bZ" or letter.isdigit():
            return _Part("edge" if letter == "b" else "other")
        if letter == "n" or not letter.isalnum():
            letter = "\n" if letter == "n" else letter
            return _Part("set", frozenset(letter), letter)
        return _Part("set", frozenset(DIGIT) if letter == "d" else None, classes=frozenset(letter))

    def _read_set(self):
        negated = self.pattern[self.place] == "^"
        self.place += negated
        letters, classes, many = set(), set(), False
        while self.pattern[self.place] != "]":
            part = self._read_member()
            many |= part.letters is None
            letters |= part.letters or set()
            classes |= part.classes
        self.place += 1
        letters = frozenset(letters)
        alone = len(letters) == 1 and not (classes or many or negated)
        text = min(letters) if alone else ""
        return _Part("set", None if many else letters, text, frozenset(classes), negated)

    def _read_member(self):
        """Return the next character, range or class of a set."""
        first = self.pattern[self.place]
        self.place += 1
        if first == "\\":
            return self._read_escape()
        if self.pattern[self.place] != "-" or self.pattern[self.place + 1] == "]":
            return _Part("set", _fold(first))
        last = self.pattern[self.place + 1]
        self.place += 2
        if first + last == "09":
            return _Part("set", frozenset(DIGIT), classes=frozenset("d"))
        size = ord(last) - ord(first)
        letters = _fold(map(chr, range(ord(first), ord(last) + 1))) if size < MOST_LETTERS else None
        return _Part("set", letters)


def _fold(letters):
    return frozenset(DIGIT if letter.isdecimal() else letter.lower() for letter in letters)


def find_starts(pattern: str) -> frozenset[str] | None:
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
    found = _expand(_Reader(pattern).read_branches(), {("", _ANYWHERE, True)})
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


def _expand(branches, begun):
    """Return beginnings with what some parts add: text, what begins there, whether it goes on."""
    return set().union(*(_expand_parts(parts, begun) for parts in branches))


def _expand_parts(parts, begun):
    for part in parts:
        done = {item for item in begun if not item[2]}
        going = begun - done
        if not going:
            break
        if part.kind == "begin":
            begun = done | {item if item[0] else (BEGINNING, _WORD, False) for item in going}
        elif part.kind in ("edge", "look"):
            edge = _WORD if part.kind == "edge" else _read_edge(part)
            begun = done | {(s, edge if edge > e and not s else e, True) for s, e, _ in going}
        else:
            begun = done | _grow(part, going)
        if len(begun) > MOST:
            return {(s, e, False) for s, e, _ in begun}
    return begun


def _read_edge(part):
    """Return what begins where something must, or must not, stand before."""
    last = part.branches[0][-1] if part.branches[0] else _Part("other")
    if part.look == "<=" and last.text and len(part.branches) == 1:
        return _ANYWHERE if _is_letter(last.text) else _WORD
    if part.look != "<!" or len(part.branches[0]) > 1 or last.kind != "set":
        return _ANYWHERE
    if last.negated:  # only these may stand before
        return _ANYWHERE if last.letters is None or any(map(_is_letter, last.letters)) else _WORD
    return _WORD if "w" in last.classes else _NUMBER if "d" in last.classes else _ANYWHERE


def _grow(part, going):
    if part.kind == "set" and part.letters is not None and not part.negated:
        every = ((s, e, c) for s, e, _ in going for c in part.letters)
        return {(s + c, e, len(s) + 1 < LONGEST) for s, e, c in every}
    if part.kind == "group":
        return _expand(part.branches, going)
    if part.kind == "repeat":
        grown = set() if part.least else set(going)
        for times in range(1, min(part.most, LONGEST) + 1):
            going = _expand(part.branches, going)
            grown |= going if times >= part.least else {item for item in going if not item[2]}
        return grown if part.least <= LONGEST else {(s, e, False) for s, e, _ in going}
    return {(s, e, False) for s, e, _ in going}


def find_needs(pattern: str, spaced: bool = True) -> frozenset[str]:
    """Return words of which every match of a pattern holds one, or nothing where none are known.

    Parameters
    ----------
    pattern : str
    spaced : bool
        Whether only words are wanted that stand at the start of a word of the text.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> sorted(find_needs(r"(?:rooms?|page) ?[0-9]+(?: bis)?", spaced=False))
    ['page', 'room']
    >>> sorted(find_needs(r"\\w+ (?:rooms?|page) ?[0-9]"))
    ['page', 'room']
    """
    return _find_needs(_Reader(pattern).read_branches(), not spaced)[0]


def _find_needs(branches, anywhere, apart=False):
    """Return what some branches need, and whether a word begins behind each of them."""
    found = [_find_needs_of_parts(parts, anywhere, apart) for parts in branches]
    needs = [words for words, _ in found]
    words = frozenset().union(*needs) if all(needs) else frozenset()
    return words, all(ended for _, ended in found)


def _find_needs_of_parts(parts, anywhere, apart):
    best, run = frozenset(), ""
    for part in parts:
        if part.text and (anywhere or not part.text.isdecimal()):
            fresh = anywhere or apart or run
            run = run + part.text if fresh else ""
            apart = not _is_letter(part.text)
            if apart and not anywhere:
                best, run = min(best, _take_word(run or part.text), key=weigh), ""
            continue
        best, run = min(best, _take_word(run), key=weigh), ""
        if part.kind == "group" or part.look in ("=", "<="):
            words, ended = _find_needs(part.branches, anywhere, apart)
            apart = ended if part.kind == "group" else apart
        elif part.kind == "repeat":
            words, ended = _find_needs(part.branches, anywhere, apart)
            words = words if part.least else frozenset()
            apart = ended and (apart or part.least > 0)
        else:
            words = frozenset()
            edge = part.kind == "look" and (apart or _read_edge(part) == _WORD)
            apart = edge or part.kind in ("edge", "begin")
        best = min(best, words, key=weigh)
    return min(best, _take_word(run), key=weigh), apart


def _take_word(run):
    return frozenset({run}) if run.strip(COMMON) else frozenset()


def weigh(words):
    """Return at which part of all places one of the words stands by chance; 1 where none is."""
    return sum(LETTERS ** -sum(map(_size, word)) for word in words) if words else 1


def _size(letter):
    plain = letter == "." or letter.isascii() and letter.isalnum()
    return 0 if letter in COMMON else 1 if plain else 2
