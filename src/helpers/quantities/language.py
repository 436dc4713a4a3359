"""What the grammar knows of a language: tables of one shape, and the rules a table cannot say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from helpers.quantities.patterns import DIGIT, LONGEST
from helpers.quantities.prefilter import FRACTIONS, Prefilter
from helpers.quantities.view import PLAIN
from helpers.quantities.words import Words, write_branches

# Cues are words that govern numbers of their clause: a change up or down, a level, a part.
# ``growth`` and ``decline`` are nouns (增幅, la baisse): a level word behind them keeps the change.
CUES = (
    "rise", "fall", "growth", "decline", "share",
    "target", "expected", "reported", "money", "count",
)  # fmt: skip
# Tables that are looked for in a whole text.
SCANNED = (
    "idioms", "cues", "since_words", "base_words", "relative", "organisations", "person_words",
)  # fmt: skip
# Mappings and tuples of words that nothing is looked up in.
NO_TABLES = ("characters", "sources", "subjects", "seeds_more", "seeds_begin")


@dataclass(frozen=True)
class Unit:
    """Name what a unit measures."""

    kind: str  # ``amount``, ``count``, ``duration``, ``share``, ``points``, ``multiple``, ``rank``
    code: str  # currency or measure code, or the time unit
    # What the printed number is multiplied with, as a fraction: ``"1/100"`` for per cent.
    factor: str = "1"


SHARE, RANK, RATIO = Unit("share", "share"), Unit("rank", "rank"), Unit("multiple", "ratio")
YEARS, OCCASION, THING = Unit("duration", "year"), Unit("count", "occasion"), Unit("count", "")


class _Ready(dict):
    """Hold what is made of a name when it is first asked for, in a table that needs no call."""

    def __init__(self, make):
        self._make = make

    def __missing__(self, name):
        self[name] = made = self._make(name)
        return made


def _begin_words(words):
    """Return how words begin, with a digit for each of their digits."""
    return frozenset(re.sub(r"\d", DIGIT, word)[:LONGEST] for word in words)


@dataclass(frozen=True)
class Language:
    """Hold the tables and the rules of one language.

    Words and patterns are of the plain text in lower case; what each is for stands beside it.
    """

    code: str
    # Whether words stand between spaces.
    spaced: bool
    # A pattern of a number in digits, without a sign.
    digits: str
    # The mark of decimals, and the marks that may stand between groups of digits.
    decimal_mark: str
    grouping: str
    # Word to int or Fraction. Words that add: ``{"vingt": 20}``.
    number_words: Mapping
    # Word to int. Words that multiply what stands before them: ``{"cent": 100, "万": 10000}``.
    scales: Mapping
    # Word to (int, str). Words for a number with its hedge: ``{"douzaine": (12, "about")}``.
    collectives: Mapping
    # Word to Fraction. Whole fractions in words: ``{"un tiers": Fraction(1, 3)}``.
    fractions: Mapping
    # Word to int. Words for no exact number, with the least that they mean: ``{"几十": 20}``.
    vague: Mapping
    # Word to str. Hedges beside the number; one of `quantity.HEDGES`, or empty for a longer word
    # that is none.
    hedges_before: Mapping
    hedges_behind: Mapping
    # Words that turn the hedge behind them.
    negations: tuple
    # Word to Unit, of what stands before a number and behind it.
    units_before: Mapping
    units_behind: Mapping
    # Word to Fraction. Words that are a multiple without a number: ``{"doubled": 2}``.
    multiples: Mapping
    # Word to int. Words that are a rank: ``{"first": 1}``.
    ordinals: Mapping
    # Word to str. Words that govern numbers; one of `CUES`.
    cues: Mapping
    # Word to str. Phrases in which a number word is no number, with the reason.
    idioms: Mapping
    # Tuple of (str, str). Patterns of names, codes and telephone numbers, with the reason.
    labels: tuple
    # Tuple of (str, callable). Patterns of dates, and what makes `dates.Date` of a match and its
    # `dates.Moment`.
    dates: tuple
    # Word to int. Words for a year counted from the publication: ``{"last year": -1}``.
    relative: Mapping
    # Patterns, group ``who`` of which names who counted.
    sources: tuple
    # ``(view, start, language) -> Numeral or None``: the number that begins at `start`.
    read_numeral: Callable
    # ``(view, draft, language) -> draft or None``: last word of the language on a number.
    refine: Callable
    # Tuple of (str, str). Patterns of names in the text with its capitals, with the reason.
    names: tuple = ()
    # Code to character. Characters to map one for one before anything is read.
    characters: Mapping = field(default_factory=dict)
    # A pattern that ends where a change begins, with groups ``rise`` and ``fall``: 比上年多.
    comparisons: str = r"(?!)"
    # A pattern that ends where a date of something else begins: ``licensed in``.
    backgrounds: str = r"(?!)"
    # A pattern of so many years before a named one, with group ``n``: ``a year earlier``.
    offsets: str = r"(?!)"
    # A pattern that ends where the date of a number begins that is compared: ``from 23 in``.
    compared: str = r"(?!)"
    # A pattern that ends where the date of a statement begins: ``published on``.
    announcements: str = r"(?!)"
    # A pattern behind a year that makes it that of a goal: ``its 2024 goal``.
    goals: str = r"(?!)"
    # A pattern of a stretch that was named before, with group ``n``: ``in the same three years``.
    again: str = r"(?!)"
    # A pattern of words that say that numbers stand in the order of their dates: 分别.
    paired: str = r"(?!)"
    # A pattern that ends where a change begins, behind which its new level may stand: 减少300家至1200家.
    grown: str = r"(?!)"
    # A pattern of what stands between two numbers or dates of a list.
    list_marks: str = r"(?!)"
    # A pattern of words for an earlier time that is not named: ``used to``.
    once: str = r"(?!)"
    # A pattern of words after which a plan no longer governs: ``while``.
    contrasts: str = r"(?!)"
    # A pattern of a stretch from now, with groups ``n`` and ``unit``: ``within two years``.
    ahead: str = r"(?!)"
    # A pattern of how many years a change took, with group ``n``: ``in three years``.
    lasted: str = r"(?!)"
    # The units of `ahead` that are months.
    month_words: tuple = ()
    # Words of `relative` that count from the year named before: ``上年``.
    year_before: tuple = ()
    # Patterns of further places where a number may begin: ``nearly a decade``. Each begins with a
    # letter, so that a text is searched for all of them by their first letters.
    seeds_more: tuple = ()
    # The words with which they begin.
    seeds_begin: tuple = ()
    # Word to Fraction. What may follow a number or its unit and adds a part: ``{" and a half":
    # Fraction(1, 2)}``.
    halves: Mapping = field(default_factory=dict)
    # What stands between the ends of a range.
    range_marks: tuple = ()
    # What may stand there too where one of `range_endings` follows: ``("和",)``.
    weak_marks: tuple = ()
    # Words of `base_words` that count only with one of `links_behind` behind the date: 是…的.
    copulas: tuple = ()
    # Words that begin like a unit and are none: ``("回来",)``.
    no_units: tuple = ()
    # Words that, right before a number, make it a level after a change: ``("to",)``.
    level_marks: tuple = ()
    # Words before the first of two numbers that are no range where both have a unit.
    from_words: tuple = ()
    # Words of `from_words` that compare with a number of the same time: ``("against",)``.
    beside_words: tuple = ()
    # Words behind the second number that make them a range after all: ``("不等",)``.
    range_endings: tuple = ()
    # Words before a date that make it what is compared with: ``("than in",)``.
    base_words: tuple = ()
    # Words right before a year that is compared with, and is not that of a month behind it: ``比``.
    year_bases: tuple = ()
    # Words a little before a date that make what they govern last until now: ``("since",)``.
    since_words: tuple = ()
    # Whether a date mostly stands behind its number: ``5 tonnes in 2022 and 3 in 2020``.
    dates_behind: bool = False
    # Words behind a date that make it the day of a statement: ``("发布",)``.
    said_words: tuple = ()
    # Words in the names of offices and firms, which count for a whole text.
    organisations: tuple = ()
    # Words for officers and experts, who count for their paragraph.
    titles: tuple = ()
    # Patterns, group ``who`` of which is an office that counts in its own paragraph only.
    subjects: tuple = ()
    # Words that stand where a source is named and name none: ``("数据",)``.
    no_sources: tuple = ()
    # Words of a paragraph that tells of a person: ``("she", "my")``.
    person_words: tuple = ()
    # A pattern, group ``name`` of which is a person, of the text with its capitals.
    persons: str = r"(?!)"
    # A pattern of words for what a person sells, buys or earns.
    trades: str = r"(?!)"
    # A pattern of what a person did that makes a number theirs, though they said nothing: sold.
    deeds: str = ""
    # A pattern that ends where the size of one thing begins: ``a bag of``.
    packages: str = r"(?!)"
    # A pattern that begins what is said of a source behind its name: ``, who heads the``.
    appositions: str = r"(?!)"
    # A pattern of what stands before a name and is no part of it: ``on Monday``.
    no_names: str = r"(?!)"
    # Words for a source that was named before.
    pronouns: tuple = ()
    # What may stand between a number and the noun of its change: ``("de",)`` in 12 % de hausse.
    links_behind: tuple = ()

    @cached_property
    def words(self):
        """Return what gives a table, or a tuple of words, ready for looking up, by its name."""
        return _Ready(self._prepare_words).__getitem__

    def scan(self, name, view):
        """Return (start, end, meaning) of every word of a table that stands in a text."""
        return self.words(name).scan(view.plain, view.places(name))

    def _prepare_words(self, name):
        table = getattr(self, name)
        table = table if isinstance(table, Mapping) else dict.fromkeys(table, True)
        return Words(table, self.spaced)

    def prepare(self):
        """Build every table now, so that the first cell is read nearly as fast as the next.

        What only longer texts need, the prefilter, is built with the first of them.
        """
        for entry in fields(self):
            table = getattr(self, entry.name)
            plain = isinstance(table, tuple) and all(isinstance(word, str) for word in table)
            if entry.name not in NO_TABLES and (isinstance(table, Mapping) or plain):
                self.words(entry.name)
        return self if self.seeds else None

    @cached_property
    def plain(self):
        """Return the characters to map one for one before a text is read."""
        return self.characters | PLAIN

    @cached_property
    def range_firsts(self):
        """Return the first characters of all that stands between the ends of a range."""
        return {mark[0] for mark in (*self.range_marks, *self.weak_marks)}

    @cached_property
    def _seed_words(self):
        tables = (self.number_words, self.scales, self.collectives, self.fractions, self.vague)
        return {word for table in (*tables, self.multiples, self.ordinals) for word in table}

    @cached_property
    def seeds(self):
        """Return the pattern of all places where a number may begin."""
        words = self._seed_words
        letter = r"[^\W\d_]" if self.spaced else ""
        every = [*"0123456789", *FRACTIONS, *write_branches(words, letter), *self.seeds_more]
        return re.compile("|".join(every))

    @cached_property
    def pattern(self):
        """Return what gives a field that is a pattern, compiled once, by its name."""
        return _Ready(lambda name: re.compile(getattr(self, name))).__getitem__

    @cached_property
    def named(self):
        """Return what gives the pattern of the words of ``organisations`` or ``titles``."""
        return _Ready(self._prepare_named).__getitem__

    def _prepare_named(self, name):
        words, end = "|".join(getattr(self, name)), ""
        if self.spaced:
            words, end = rf"\b(?:{words})", r"\w*" if name == "titles" else r"(?:s|es)?\b"
        return re.compile(words + end if words else r"(?!)")

    @cached_property
    def prefilter(self):
        """Return what tells of all patterns in which lines they may match."""
        lists = (*map(self.patterns, ("labels", "names", "dates")), self.source_patterns)
        every = [pattern for entries in lists for pattern, *_ in entries]
        alone = ("persons", "ahead", "offsets", "again", "paired", "once")
        tables = {} if not self.spaced else {name: getattr(self, name) for name in SCANNED}
        starts = {name: _begin_words(words) for name, words in tables.items()}
        if self.spaced:
            words = (*self._seed_words, *self.seeds_begin, DIGIT, *FRACTIONS)
            starts["seeds"] = _begin_words(words)
        return Prefilter([*every, *map(self.pattern, alone)], self.spaced, starts)

    @cached_property
    def patterns(self):
        """Return what gives the compiled patterns of ``labels``, ``names`` or ``dates``."""
        return _Ready(self._prepare_patterns).__getitem__

    def _prepare_patterns(self, name):
        return [(re.compile(pattern), meaning) for pattern, meaning in getattr(self, name)]

    @cached_property
    def source_patterns(self):
        """Return compiled patterns of sources, and whether they say who said so."""
        every = [(pattern, True) for pattern in self.sources]
        every += [(pattern, False) for pattern in self.subjects]
        return [(re.compile(pattern), said) for pattern, said in every]
