"""Texts of one quantity."""

from helpers.quantities import read


def read_one(text, language="en", published="2023-06-15"):
    """Return the only quantity of a text."""
    found = read(text, language, published)
    assert len(found) == 1, [(q.as_printed, q.kind) for q in found]
    return found[0]


def bounds(text, language="en"):
    """Return both bounds of the only quantity of a text."""
    found = read_one(text, language)
    return found.low, found.high
