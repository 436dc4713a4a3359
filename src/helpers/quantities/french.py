"""French: the words of numbers, units, hedges and changes."""

from fractions import Fraction

from helpers.quantities.dates import Date, day_of
from helpers.quantities.language import Language, Unit
from helpers.quantities.numbers import read_spaced_numeral

SMALL = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()  # fmt: skip
WORDS = dict(zip(SMALL, range(20), strict=True)) | {"une": 1, "vingt": 20, "trente": 30}
WORDS |= {"quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
WORDS |= {f"soixante-{word}": 60 + WORDS[word] for word in SMALL[10:]} | {"soixante et onze": 71}
WORDS |= {"quatre-vingts": 80, "quatre-vingt": 80}
WORDS |= {f"quatre-vingt-{word}": 80 + WORDS[word] for word in SMALL[1:]}
SCALES = {"cent": 100, "cents": 100, "mille": 10**3, "million": 10**6, "millions": 10**6}
SCALES |= {"milliard": 10**9, "milliards": 10**9}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # fmt: skip
PERCENT = Unit("share", "share", "1/100")
EURO = Unit("amount", "EUR")


def read_day(match, moment):
    """Return the date of ``8 mars 2019``, ``mars 2019`` or ``8 mars``."""
    month = MONTHS.index(match["month"]) + 1
    day = int(match["day"]) if match["day"] else None
    year = int(match["year"]) if match["year"] else moment.resolve(month)
    iso = day_of(year, month, day)
    return iso and Date(iso, iso)


def refine(view, draft, language):
    """Leave out what is an article; nothing else yet."""
    if draft.numeral.article and (draft.unit is None or draft.unit.kind == "count"):
        return "article"
    return None


FRENCH = Language(
    code="fr",
    spaced=True,
    digits=r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?![0-9])|\d+(?:,\d+)?",
    decimal_mark=",",
    grouping=" .",
    number_words=WORDS,
    scales=SCALES,
    joiners=(" ", "-", " et "),
    articles=("un", "une"),
    collectives={"dizaine": (10, "about"), "vingtaine": (20, "about"), "millier": (1000, "about")},
    fractions={"la moitié": Fraction(1, 2), "un tiers": Fraction(1, 3)},
    halves={" et demi": Fraction(1, 2), " et demie": Fraction(1, 2)},
    vague={"des milliers": 2000, "quelques centaines": 200},
    hedges_before={"plus de": "over", "près de": "nearly", "environ": "about", "moins de": "under",
                   "jusqu'à": "up_to", "dépassé": "over"},
    hedges_behind={"au moins": "over", "environ": "about"},
    negations=("pas", "ne dépasse pas"),
    units_before={},
    units_behind={"%": PERCENT, "pour cent": PERCENT, "euros": EURO, "d'euros": EURO, "€": EURO,
                  "kg": Unit("amount", "kg"), "points": Unit("points", "pp", "1/100"),
                  "fois": Unit("multiple", "ratio"), "ans": Unit("duration", "year")},
    multiples={"doublé": 2, "triplé": 3, "le double": 2},
    ordinals={"premier": 1, "première": 1, "deuxième": 2},
    cues={"hausse": "rise", "augmenté": "rise", "baisse": "fall", "reculé": "fall", "part": "share",
          "objectif": "target", "prévoit": "expected"},
    idioms={"remis à neuf": "neuf = new", "clin d'œil": "idiom"},
    labels=((r"\b(?:tél\.?|contact)[ :]{1,3}[0-9][0-9 ]{6,16}[0-9]", "telephone number"),),
    dates=(
        (rf"(?:(?P<day>[0-3]?[0-9])(?:er)? )?(?P<month>{'|'.join(MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b", read_day),
        (r"(?<![0-9.,])(?:19|20)\d\d(?![0-9%,.]\d|\d)", lambda m, moment: Date(m[0], m[0])),
    ),
    relative={"l'an passé": -1, "l'an dernier": -1, "cette année": 0},
    sources=(r"(?:selon|d'après) (?P<who>[^,.;\n]{3,60})",),
    read_numeral=read_spaced_numeral,
    refine=refine,
    from_words=("de",),
    links_behind=(" de", " "),
    range_marks=("-", " à ", " et "),
    level_marks=("à",),
)  # fmt: skip
