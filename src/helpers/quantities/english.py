"""English: the words of numbers, units, hedges and changes."""

from fractions import Fraction

from helpers.quantities.dates import Date, day_of
from helpers.quantities.language import Language, Unit
from helpers.quantities.numbers import read_spaced_numeral

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # fmt: skip
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "million": 10**6}
SCALES |= {"m": 10**6, "crore": 10**7, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
MONTHS = "january february march april may june july august september october november december".split()  # fmt: skip
PERCENT = Unit("share", "share", "1/100")


def read_day(match, moment):
    """Return the date of ``8 March 2019``, ``March 2019`` or ``8 March``."""
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


ENGLISH = Language(
    code="en",
    spaced=True,
    digits=r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![0-9])|\d+(?:\.\d+)?",
    decimal_mark=".",
    grouping=",",
    number_words=dict(zip(SMALL, range(20), strict=True)) | TENS | {"a": 1, "an": 1},
    scales=SCALES,
    joiners=(" ", "-", " and "),
    articles=("a", "an", "one"),
    collectives={"dozen": (12, "about")},
    fractions={"half": Fraction(1, 2), "a third": Fraction(1, 3), "a quarter": Fraction(1, 4)},
    halves={" and a half": Fraction(1, 2)},
    vague={"hundreds of": 200, "dozens of": 24},
    hedges_before={"more than": "over", "over": "over", "nearly": "nearly", "about": "about",
                   "fewer than": "under", "up to": "up_to", "exceed": "over"},
    hedges_behind={"or so": "about", "or more": "over"},
    negations=("not", "does not", "no"),
    units_before={"$": Unit("amount", "USD"), "rs": Unit("amount", "INR")},
    units_behind={"%": PERCENT, "per cent": PERCENT, "percent": PERCENT, "kg": Unit("amount", "kg"),
                  "percentage points": Unit("points", "pp", "1/100"), "times": Unit("multiple", "ratio"),
                  "years": Unit("duration", "year")},
    multiples={"doubled": 2, "halved": Fraction(1, 2), "tripled": 3},
    ordinals={"first": 1, "second": 2, "third": 3},
    cues={"rose": "rise", "grew": "rise", "up": "rise", "fell": "fall", "down": "fall", "drop": "fall",
          "share": "share", "target": "target", "aims": "target", "forecast": "expected"},
    idioms={"second-hand": "second-hand is no rank", "third party": "name"},
    labels=((r"\b(?:call|dial)\s[0-9][0-9 -]{5,16}", "telephone number"),),
    dates=(
        (rf"(?:(?P<day>[0-3]?[0-9]) )?(?P<month>{'|'.join(MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b", read_day),
        (r"(?<![0-9.,])(?:19|20)\d\d(?![0-9%,.]\d|\d)", lambda m, moment: Date(m[0], m[0])),
    ),
    relative={"last year": -1, "this year": 0},
    sources=(r"according to (?P<who>[^,.;\n]{3,60})",),
    read_numeral=read_spaced_numeral,
    refine=refine,
    from_words=("from",),
    links_behind=(" ",),
    range_marks=("-", " to "),
    level_marks=("to", "at"),
)  # fmt: skip
