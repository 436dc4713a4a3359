"""Choose the form of words that fits a count: "1 number", "2 numbers", "none"."""

import re
import string

MARK, NUMBER = "|", "#"
PLACE = "…"  # where a number stands among the words around it
AROUND = 3  # words on each side
SENTENCE_END = re.compile(r"[.:;?!] ")


def choose_form(number, forms: str) -> str:
    """Return the words that fit a whole number.

    Parameters
    ----------
    number : int or str
        A word, as "all", stands for several.
    forms : str
        Two forms, for one and for several, or three, the first for none, between ``|``; where a
        ``#`` stands comes the number.

    Raises
    ------
    ValueError
        If there is another number of forms, or the number is not whole.

    Examples
    --------
    >>> [choose_form(n, "# row|# rows") for n in (0, 1, 1200)]
    ['0 rows', '1 row', '1,200 rows']
    >>> [choose_form(n, "none is|# is|# are") for n in (0, 1, 2)]
    ['none is', '1 is', '2 are']
    """
    known = forms.split(MARK)
    if len(known) not in (2, 3):
        raise ValueError(
            f"{forms!r} has {len(known)} forms; allowed: one|several or none|one|several"
        )
    if not isinstance(number, str) and number != int(number):
        raise ValueError(f"{number!r} is no whole number, so that no form of {forms!r} fits it")
    *none, one, several = known
    chosen = none[0] if none and number == 0 else one if number == 1 else several
    return chosen.replace(NUMBER, number if isinstance(number, str) else f"{int(number):,}")


class Part:
    """Some of several things, in words: ``none of 3``, ``2 of 3``, ``all 3``, and of one thing
    ``the one`` or ``no``.

    Parameters
    ----------
    number, whole : int

    Examples
    --------
    >>> [f"{Part(k, 3):A}" for k in (0, 2, 3)], [str(Part(k, 1)) for k in (0, 1)]
    (['None of 3', '2 of 3', 'All 3'], ['no', 'the one'])
    >>> [f"for {Part(k, n):they}" for k, n in ((0, 3), (2, 3), (3, 3), (1, 1))]
    ['for none of them', 'for 2 of them', 'for all of them', 'for the one there is']
    """

    def __init__(self, number, whole):
        self.number, self.whole = int(number), int(whole)

    def to_plain(self):
        """Return the number as JSON holds it."""
        return self.number

    def __str__(self):
        if self.whole == 1:
            return "the one" if self.number else "no"
        if self.number == self.whole:
            return f"all {self.whole:,}"
        return f"{f'{self.number:,}' if self.number else 'none'} of {self.whole:,}"

    def __format__(self, style):
        """Return the words: ``A`` begins a sentence, ``they`` stands for what was named before."""
        if style == "they":
            words = "the one there is" if self.number else "none"
            return words if self.whole == 1 else f"{str(self).split()[0]} of them"
        words = str(self)
        return words[0].upper() + words[1:] if style == "A" else words


class SentenceFormatter(string.Formatter):
    """Fill a sentence as `str.format` does, and choose the form of words that fits a count.

    Examples
    --------
    >>> fill = SentenceFormatter().format
    >>> fill("{n:# pair|# pairs} of {k} {n:grows|grow}", n=1, k=3)
    '1 pair of 3 grows'
    """

    def format_field(self, value, format_spec):
        """Return a value in words; a specification with ``|`` holds forms of `choose_form`."""
        if MARK in format_spec:
            return choose_form(value, format_spec)
        return super().format_field(value, format_spec)


def name_places(template, numbers) -> dict:
    """Return the words around each number in a sentence: what a reader can call it by.

    Parameters
    ----------
    template : str
        As for `SentenceFormatter`.
    numbers : dict
        What fills it; what is a word itself gets no name.

    Examples
    --------
    >>> name_places("Of {n} {n:place|places} **{k:none|#|#}** grew. {k} fell.", {"n": 5, "k": 2})
    {'n': 'Of … places 2 grew', 'k': 'Of 5 places … grew'}
    >>> name_places("Sales ({n}, in {year}). Growth: {rise}.", {"n": 5, "year": 2020, "rise": 0.3})
    {'n': 'Sales (…, in 2020', 'year': 'Sales (5, in …', 'rise': 'in 2020). Growth: …'}
    """
    pieces, places = [], {}
    for literal, field, form, _ in string.Formatter().parse(template):
        pieces.append(literal)
        if field is None:
            continue
        value = numbers[field]
        if field not in places and not isinstance(value, str):
            # of forms that hold the number its words stay
            words = choose_form(value, form.replace(NUMBER, PLACE)) if MARK in form else PLACE
            places[field] = len(pieces), words if PLACE in words else PLACE
        pieces.append(SentenceFormatter().format_field(value, form))
    return {field: _pick_around(pieces, *place) for field, place in places.items()}


def _pick_around(pieces, place, words):
    """Return a number's place with a few words of its sentence on both sides."""
    begin, _, end = words.partition(PLACE)
    before = "".join([*pieces[:place], begin]).replace("*", "")
    after = "".join([end, *pieces[place + 1 :]]).replace("*", "")
    near = SENTENCE_END.split(before)[-1]
    rest, after = after, SENTENCE_END.split(f"{after.rstrip('.')} ")[0]
    if not near.strip() and not after.strip(" ,.;:()"):
        # a number by itself is called by what leads to it, or by what follows
        near, after = before, "" if before.strip() else rest
    after = after.split()[:AROUND]
    around = " ".join([*near.split()[-AROUND:], PLACE, *after]).strip(" ,.()")
    return re.sub(rf"(?<=\() (?={PLACE})|(?<={PLACE}) (?=[),])", "", around)
