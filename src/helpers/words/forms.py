"""Choose the form of words that fits a count: "1 number", "2 numbers", "none"."""

import string

MARK, NUMBER = "|", "#"


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
