"""Name what was counted, families and pairs in words."""

import re
import unicodedata

from helpers.words.units import format_range, shorten_name


def name_pair(pair, pairs):
    """Return the key of a pair's finding: place and family, with both rows where these are not
    enough.

    Parameters
    ----------
    pair : named tuple
        A row of `pair_observations`.
    pairs : DataFrame
        All pairs of which it is one.
    """
    alike = (pairs["entity_id"] == pair.entity_id) & (pairs["family"] == pair.family)
    name = f"growth_{pair.entity_id}_{pair.family}"
    return (
        name
        if alike.sum() == 1
        else re.sub(r"[^a-z0-9_]", "_", f"{name}_{pair.start_id}_{pair.end_id}".lower())
    )


def make_id(words):
    """Return words as an id: small letters, digits and underscores, without accents.

    Examples
    --------
    >>> make_id("Bénin, Cotonou"), make_id("村")
    ('benin_cotonou', '')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


PROPER = ("Aksu", "Taobao", "Tibet", "Xinjiang")


def lower_first(name):
    """Return a name as inside a sentence: small, unless a place's or firm's begins it.

    Examples
    --------
    >>> lower_first("Online retail"), lower_first("Taobao villages")
    ('online retail', 'Taobao villages')
    """
    return name if name.startswith(PROPER) else name[:1].lower() + name[1:]


def upper_first(text):
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def name_family(family):
    """Return the name of a family of definitions in words.

    Examples
    --------
    >>> name_family("ecommerce_jobs")
    'e-commerce jobs'
    """
    return family.replace("_", " ").replace("ecommerce", "e-commerce")


def name_pair_in_words(table, what="what") -> list[str]:
    """Return what was counted and where, for each pair of `rates.pair_observations`.

    Of other rows too, which have ``entity`` and say in the column `what` what was counted.
    """
    if table.empty:  # it may be without the columns
        return []
    rows = zip(table[what], table["entity"], strict=True)
    return [f"{shorten_name(name)} ({entity})" for name, entity in rows]


def describe_rounding(pair, rounded) -> str:
    """Return what growth would be if plain round numbers were rounded, where that says more.

    Empty if neither bound moves by a percentage point.

    Parameters
    ----------
    pair : named tuple
        A row of `pair_observations`.
    rounded : DataFrame
        The same pairs under the ``rounded`` reading, by ``start_id`` and ``end_id``.
    """
    other = rounded.loc[(pair.start_id, pair.end_id)]
    low, high = other["annual_growth_low"], other["annual_growth_high"]
    if pair.annual_growth_low - low < 0.01 and high - pair.annual_growth_high < 0.01:
        return ""
    return f" ({format_range(low, high, 'share_per_year')} if round numbers are rounded)"
