"""Say whether the unit that a print names is the one that its row is coded in."""

import re
from fractions import Fraction

from helpers.words.units import CURRENCIES, UNITS

# coded unit: what a printed measure or time is multiplied with, exactly
MEASURES = {
    "tonnes": {"t": "1", "kg": "1/1000", "g": "1/1000000", "jin": "1/2000", "dan": "1/20"},
    "m2": {"m2": "1", "km2": "1000000", "ha": "10000", "mu": "2000/3"},
    "years": {"year": "1", "quarter": "1/4", "month": "1/12", "century": "100"},
    "months": {"month": "1", "quarter": "3", "year": "12"},
    "hours": {"hour": "1", "minute": "1/60", "day": "24"},
    "minutes": {"minute": "1", "second": "1/60", "hour": "60"},
}
# Words that count one sort of things. Words of several sorts (家, 个, centres) are in none.
THINGS = {
    "persons": (
        "person persons people inhabitant resident job employee worker farmer grower villager "
        "student trainee user shopper personne habitant résident emploi employé employée salarié "
        "travailleur ouvrier agriculteur paysan producteur villageois élève étudiant stagiaire "
        "utilisateur internaute 村民 员工 学员 用户 岗位 个人"
    ),
    "shops": "shop store outlet magasin boutique échoppe 店 网店 店铺 门店 商店",
    "firms": "firm company business enterprise entreprise société 企业 公司 厂",
    "cooperatives": "cooperative co-operative coopérative 合作社",
    "buildings": "building bâtiment immeuble 栋 幢",
    "orders": "order commande 订单 单",
    "parcels": "parcel package colis 包裹 快件",
    "villages": "village 村",
    "towns": "town township bourg 镇 乡",
    "streams": "livestream live-stream 直播",
    "views": "view vue",
    "visits": "visit visite",
}
_WORDS = {word: unit for unit, words in THINGS.items() for word in words.split()}
# Behind these words stands where, when or for whom, not what is counted.
_ELSEWHERE = re.compile(
    r"\b(?:dans|à|en|aux?|sur|pour|par|chez|et|ou|in|at|on|for|from|by|with|to|and|or)\b|[,;(，（]"
)
_KINDS = {
    "share": "% of a whole",
    "growth": "growth in %",
    "points": "percentage points",
    "multiple": "times",
    "rank": "a rank",
}


class UnitFault(ValueError):
    """Say that a print names another unit than the coded one."""


def convert_unit(quantity, unit: str, behind: str = "") -> Fraction:
    """Return what a printed quantity is multiplied with to be in a unit of the data.

    Parameters
    ----------
    quantity : quantities.Quantity
        Needs ``kind, unit, as_printed``.
    unit : str
        A key of ``units.UNITS``.
    behind : str
        What is printed behind the quantity: what it counts may stand there.

    Raises
    ------
    UnitFault
        If the print names a unit that cannot be meant. A print without a
        unit, or with a word that is not known, contradicts nothing.

    Examples
    --------
    >>> from helpers.quantities import read
    >>> convert_unit(read("500公斤", "zh")[0], "tonnes")
    Fraction(1, 1000)
    """
    kind, code = quantity.kind, quantity.unit
    if kind == "amount" and not code:
        kind = "count"  # a bare number in words, which is mostly money
    if kind == "count" and find_things(code, quantity.as_printed) is None:
        code = _find_noun(behind) or code
    base, _, per = (unit, "", "") if unit == "share_per_year" else unit.partition("_per_")
    if base in CURRENCIES and code == f"{base}/{per or 'year'}":
        code = base  # a print that names the rate of its unit, or a year's amount
    if base in MEASURES and code.endswith("/year"):
        code = code.removesuffix("/year")
    if kind == "count" and not code:
        return Fraction(1)
    if base in MEASURES and code in MEASURES[base]:
        return Fraction(MEASURES[base][code])
    if not _is_meant(kind, code, quantity.as_printed, base):
        printed = name_printed(kind, code, quantity.as_printed)
        raise UnitFault(f"{quantity.as_printed + behind!r} prints {printed}, not {unit!r}")
    return Fraction(1)


def _find_noun(behind):
    """Return the nearest known word for things behind a number, or None."""
    near = _ELSEWHERE.split(behind.lower(), maxsplit=1)[0]
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", near)[:4]
    found = [word for word in words if find_things(word, "")]
    han = [word for word in _WORDS if len(word) > 1 and not word.isascii() and word in behind]
    return (found or sorted(han, key=behind.index) or [None])[0]


def _is_meant(kind, code, printed, base):
    """Return whether a kind of number, with its word, may stand for a coded unit."""
    if base in CURRENCIES:
        return kind == "amount" and code == base
    if base in MEASURES:
        return False
    if base in ("share", "share_per_year"):
        return kind == "share" or (kind == "growth" and base == "share_per_year")
    if base in ("multiple", "fold_increase"):
        return kind == "multiple" or code == "occasion"
    if base in ("rank", "ordinal"):
        return kind in ("rank", "count")
    if kind == "rank":
        return base in ("places", "counties")  # trois premières: how many came first
    return kind == "count" and find_things(code, printed) in (None, base)


def find_things(word, printed):
    """Return the unit of things that a word counts, or None where it is not known.

    Examples
    --------
    >>> find_things("magasins", "3 magasins"), find_things("家", "3家")
    ('shops', None)
    """
    if word == "person":
        return None if "人次" in printed else "persons"
    stem = word.lower()
    return _WORDS.get(stem) or _WORDS.get(stem[:-1] if stem[-1:] in ("s", "x") else stem)


def name_printed(kind, code, printed):
    """Return the unit of a printed quantity in words.

    Examples
    --------
    >>> name_printed("amount", "USD", "5万美元"), name_printed("share", "share", "60 %")
    ('dollars', '% of a whole')
    """
    if kind in _KINDS:
        return _KINDS[kind]
    measured = {c: unit for unit, codes in MEASURES.items() for c, f in codes.items() if f == "1"}
    unit = measured.get(code) or (find_things(code, printed) if code else None) or code
    return UNITS[unit][1] if unit in UNITS else (unit or "no unit")
