"""Tables of words, looked up at a place, before a place, or over a whole text."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property


def write_pattern(words):
    """Return a pattern of any of the words, longest first, that branches letter by letter.

    A list of a thousand words is tried word for word at every place of a text; a tree of their
    letters is left at the first letter that does not fit.

    Examples
    --------
    >>> write_pattern(["cent", "cents", "mille"])
    '(?:cent(?:s)?|mille)'
    """
    return _write_node(_grow_tree(words))


def write_branches(words: Iterable[str], letter: str = "", back: str | None = None):
    """Return patterns of words that begin alike, each with its first letter in front.

    A text is searched for a choice of such patterns by their first letters alone, as long as no
    choice has another one inside or begins with a condition.

    Parameters
    ----------
    words : iterable of str
    letter : str
        A pattern of the letters that a word must not touch; none where words may.
    back : str, optional
        A pattern of what follows a word; that it touches no letter, where none is given.

    Examples
    --------
    >>> write_branches(["cent", "cents", "mille"])
    ['cent(?:s)?', 'mille']
    >>> write_branches(["cent"], "[a-z]")
    ['c(?<![a-z]c)ent(?![a-z])']
    """
    back = back if back is not None else f"(?!{letter})" if letter else ""
    return [
        re.escape(first)
        + (f"(?<!{letter}{re.escape(first)})" if letter and first.isalpha() else "")
        + _write_node(below)
        + back
        for first, below in _grow_tree(words).items()
    ]


def _grow_tree(words):
    tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = True
    return tree


def _write_node(node):
    branches = [re.escape(c) + _write_node(below) for c, below in node.items() if c]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


def write_hedges(table: dict[str, str], *kinds):
    """Return a pattern of the hedges of a table, each with the space before what it hedges.

    Parameters
    ----------
    table : dict of str to str
        Hedges and their kinds; a word without a kind is no hedge.
    kinds : str
        Those that are wanted; all where none are named.

    Examples
    --------
    >>> write_hedges({"plus de": "over", "plus d'": "over", "vers": "about"}, "over")
    "(?:plus\\\\ d(?:e|')(?:(?<=')| ))"
    """
    words = [word for word, kind in table.items() if kind and (not kinds or kind in kinds)]
    return rf"(?:{write_pattern(words)}(?:(?<=')| ))"


def split_table(table):
    """Return head to words of a table written ``head: word, word | head: word``.

    A line that is indented goes on with the words of the one before it.

    Examples
    --------
    >>> split_table("over: more than, above,\\n  beyond\\nunder: below | about: some")
    {'over': ['more than', 'above', 'beyond'], 'under': ['below'], 'about': ['some']}
    """
    lines = re.sub(r"\n +", " ", table.strip()).replace("\n", " | ").split(" | ")
    entries = (line.partition(": ") for line in lines)
    return {head: words.split(", ") for head, _, words in entries}


def turn_table(table):
    """Return word to head of a table that is written as `split_table` takes it."""
    return {word: head for head, words in split_table(table).items() for word in words}


class Words:
    """Find the longest word of a table in time that does not depend on its size.

    Parameters
    ----------
    table : dict of str to object
        Words in plain lower case and what they mean.
    spaced : bool
        Whether words stand between spaces, so that none begins or ends inside another.

    Examples
    --------
    >>> Words({"more than": "over", "more": "more"}, spaced=True).before("far more than ", 13)
    ('over', 4)
    """

    def __init__(self, table, spaced: bool):
        self.table = table
        self.spaced = spaced
        # A word that begins or ends in a letter touches none outside.
        self._letter = r"[^\W\d_½¼¾⅓⅔⅕⅛²³]" if spaced else ""
        self._edge = rf"(?:(?<!{self._letter})|(?!{self._letter}))" if spaced else ""
        self._longest = max(map(len, table), default=0) + 1
        # Most places of a text are passed over by their two letters.
        self._firsts, self._lasts = {word[:2] for word in table}, {word[-2:] for word in table}
        self._single = {word for word in table if len(word) == 1}

    # Each is built when it is needed: most tables are looked up in one way only.
    @cached_property
    def _turned(self):
        return re.compile(write_pattern(word[::-1] for word in self.table) + self._edge)

    @cached_property
    def _anywhere(self):
        branches = "|".join(write_branches(self.table, self._letter, ""))
        return re.compile(f"(?:{branches}){self._edge}" if branches else r"(?!)")

    def at(self, text, start):
        """Return meaning and end of the longest word that begins at `start`, or None."""
        first = text[start : start + 2]
        if first not in self._firsts and first[:1] not in self._single:
            return None
        match = self._anywhere.match(text, start)
        return (self.table[match.group()], match.end()) if match else None

    def before(self, text, end):
        """Return meaning and start of the longest word that ends at `end`, or None."""
        last = text[max(0, end - 2) : end]
        if last not in self._lasts and last[-1:] not in self._single:
            return None
        if self.spaced and end < len(text) and text[end - 1 : end + 1].isalpha():
            return None
        match = self._turned.match(text[max(0, end - self._longest) : end][::-1])
        return (self.table[match.group()[::-1]], end - match.end()) if match else None

    def scan(self, text: str, places: Sequence[int] | None = None):
        """Return (start, end, meaning) of every word in the text, first to last.

        Parameters
        ----------
        text : str
        places : sequence of int, optional
            Where alone a word may begin, first to last.
        """
        if places is None:
            found = self._anywhere.finditer(text)
            return [(*match.span(), self.table[match.group()]) for match in found]
        found, free, match_at = [], 0, self._anywhere.match
        for place in places:
            if place >= free and (match := match_at(text, place)):
                free = match.end()
                found.append((place, free, self.table[match.group()]))
        return found
