"""The words of English that the grammar looks up: numbers, hedges, units, changes, idioms."""

from fractions import Fraction

from helpers.quantities.currencies import find_names, find_signs
from helpers.quantities.language import RANK, RATIO, YEARS, Unit
from helpers.quantities.symbols import SYMBOLS
from helpers.quantities.words import split_table, turn_table

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
STEMS = [word.removesuffix("ty") for word in _TENS]  # of the twenties to the nineties
DECADE_PARTS = {"early": (0, 4), "mid": (4, 6), "late": (5, 9)}  # years, or years of age
NUMBER_WORDS = dict(zip(_SMALL, range(20), strict=True))
NUMBER_WORDS |= dict(zip(_TENS, range(20, 100, 10), strict=True))
NUMBER_WORDS["nought"] = 0
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
SCALES |= {"grand": 1000, "trillion": 10**12, "quadrillion": 10**15}
for _word, _value in (("lakh", 10**5), ("lac", 10**5), ("crore", 10**7)):
    SCALES |= {_word: _value, f"{_word}s": _value}
# Short scales stand only behind digits.
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "b": 10**9}
SHORT_SCALES |= {"bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12, "cr": 10**7, "l": 10**5}

_ORDINAL_SMALL = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = dict(zip(_ORDINAL_SMALL, range(1, 20), strict=True))
for _tens in _TENS:
    ORDINALS[f"{_tens[:-1]}ieth"] = NUMBER_WORDS[_tens]
    for _word in _ORDINAL_SMALL[:9]:
        ORDINALS[f"{_tens}-{_word}"] = NUMBER_WORDS[_tens] + ORDINALS[_word]
ORDINALS |= {"hundredth": 100, "thousandth": 1000}

# Fractions in words: "a third", "two-thirds", "three quarters"; "half" stands alone.
_PARTS = {"half": 2, "quarter": 4} | {
    word: value
    for word, value in ORDINALS.items()
    if value in (*range(3, 21), 100, 1000) and "-" not in word
}
FRACTIONS = {"half": Fraction(1, 2)}
for _part, _below in _PARTS.items():
    for _article in ("an" if _part.startswith("e") else "a", "one", "another"):
        FRACTIONS[f"{_article} {_part}"] = Fraction(1, _below)
    FRACTIONS[f"one-{_part}"] = Fraction(1, _below)
    for _word, _above in NUMBER_WORDS.items():
        if 1 < _above < min(_below, 20):
            _ends = ("quarters", "quarter") if _part == "quarter" else (f"{_part}s",)
            for _end in _ends:
                FRACTIONS[f"{_word}-{_end}"] = Fraction(_above, _below)
                FRACTIONS[f"{_word} {_end}"] = Fraction(_above, _below)
FRACTIONS.pop("three quarter")
# What may follow a unit and adds a part of it; a part of something else adds nothing.
HALVES = {" and a half": Fraction(1, 2), " and a quarter": Fraction(1, 4)}
HALVES |= {" and a third": Fraction(1, 3), " and a third of": ""}
HALVES |= {f" and three{mark}quarters": Fraction(3, 4) for mark in " -"}
HALVES |= {f" and three{mark}quarters of": "" for mark in " -"}

# Vague plurals, with the least that they mean: two of them.
_PLURAL_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PLURAL_SCALES |= {"grand": 1000, "trillion": 10**12, "lakh": 10**5, "crore": 10**7}
VAGUE = {"dozens": 24, "scores of": 40, "several dozen": 24, "a few dozen": 24}
for _word, _value in _PLURAL_SCALES.items():
    VAGUE |= {f"{_word}s": 2 * _value, f"several {_word}": 2 * _value, f"a few {_word}": 2 * _value}
    VAGUE |= {f"many {_word}s": 2 * _value, f"some {_word}s": 2 * _value}
    if _value > 100:
        VAGUE |= {f"tens of {_word}s": 20 * _value, f"hundreds of {_word}s": 200 * _value}
        VAGUE |= {f"dozens of {_word}s": 24 * _value}
    if _value > 1000:
        VAGUE[f"thousands of {_word}s"] = 2000 * _value

COLLECTIVES = {"dozen": (12, "about"), "a score of": (20, "about")}
# "Her late thirties": an age; the reader looks at what stands before.
DECADES = {f"{word[:-1]}ies": value for word, value in zip(_TENS, range(20, 100, 10), strict=True)}
COLLECTIVES |= {
    "baker's dozen": (13, "stated"),
    "couple of hundred": (200, "about"), "couple of thousand": (2000, "about"),
    "couple of": (2, "about"), "couple hundred": (200, "about"),
}  # fmt: skip
COLLECTIVES |= {"couple thousand": (2000, "about"), "couple dozen": (24, "about")}

MULTIPLES = {"twice": 2, "thrice": 3, "halved": Fraction(1, 2), "halving": Fraction(1, 2)}
MULTIPLES |= {"halve": Fraction(1, 2), "halves": Fraction(1, 2), "cut in half": Fraction(1, 2)}
for _verb, _value in (
    ("doubl", 2),
    ("tripl", 3),
    ("trebl", 3),
    ("quadrupl", 4),
    ("quintupl", 5),
    ("sextupl", 6),
):
    MULTIPLES |= {f"{_verb}ed": _value, f"{_verb}ing": _value, f"{_verb}ing of": _value}
    for _front in ("to", "will", "would", "could", "can", "may", "might", "should", "than"):
        MULTIPLES[f"{_front} {_verb}e"] = _value
    for _back in "the that those last what its their his her our this from in by".split():
        MULTIPLES[f"{_verb}e {_back}"] = _value
        MULTIPLES[f"{_verb}es {_back}"] = _value
for _word, _value in NUMBER_WORDS.items():
    if _value > 1:
        MULTIPLES |= {f"{_word}fold": _value, f"{_word}-fold": _value}
MULTIPLES["hundredfold"] = 100

# ------------------------------------------------------------------ hedges
HEDGES = turn_table("""
over: a good, at the very least, a minimum, minimum, min., min, more than, greater than,
  larger than, bigger than, higher than,
  over, above, beyond, upwards of, upward of, in excess of, north of, better than, exceed, exceeds,
  exceeded, exceeding, surpass, surpasses, surpassed, surpassing, tops, topped, topping, cross,
  crosses, crossed, crossing, outstripped, a minimum of, minimum of, at a minimum, at least,
  at the least, at minimum, from at least, rise above, rises above, rose above, go over, goes over,
  went over, go above, goes above, went above, pass the, passed the, past the, topped the,
  crossed the, exceed the, exceeded the, break the, broke the, no fewer than, no less than,
  not less than, not fewer than, not under, not below, nothing less than, nothing under, >, >=, ≥
under: less than, fewer than, under, below, lower than, smaller than, barely, hardly, scarcely,
  not even, not nearly, nowhere near, short of, does not reach, did not reach, do not reach,
  has not reached, have not reached, not reach, failed to reach, fails to reach, south of,
  fall below, falls below, fell below, drop below, drops below, dropped below, shorter than, <,
  yet to reach, yet to hit, yet to pass, yet to top, yet to exceed, fell short of, falls short of
nearly: nearly, almost, near-, going on, close to, near, near to, nearing, neared, approaching,
  approached, approaches, just under, just below, just short of, just shy of, shy of,
  a shade under, not quite, close on, getting on for, nigh on, virtually, the best part of,
  on the verge of, touching, inching towards, a touch under, a whisker under,
  bordering on, verging on
up_to: up to, upto, a maximum, maximum, max., max, up to and including, as many as,
  as much as, at most, at the most,
  at the outside, a maximum of, maximum of, no more than, not more than, never more than,
  nothing over, not over, not above, capped at, limited to, a ceiling of, a cap of, a limit of,
  within, no higher than, no longer than, no over, no larger than, no bigger than, <=, ≤,
  without exceeding, not exceeding, rarely exceeds, never exceeds, never exceeded, anything up to,
  no greater than
about: about, around, approximately, approx, approx., roughly, some, circa, c., ca., ca, ~, ≈,
  in the region of, in the neighbourhood of, in the neighborhood of, in the order of,
  on the order of, of the order of, somewhere around, somewhere near, something like, an estimated,
  estimated at, estimated at about, around about, more or less, hovering around, hovers around,
  or so, roundly, an average of about, in the vicinity of, thereabouts, perhaps, maybe, give or take
stated: exactly, precisely, neither more nor less than, no more and no less than,
  no more no less than
""")
for _word in "more than|over|above|less than|fewer than|under|below|upwards of".split("|"):
    for _front in "just|well|slightly|a little|a bit|far|a shade|only|not much|considerably".split(
        "|"
    ):
        HEDGES.setdefault(f"{_front} {_word}", HEDGES[_word])
HEDGES |= {f"not much {w}": "up_to" for w in ("more than", "over", "above")}
HEDGES |= {f"not much {w}": "over" for w in ("less than", "under", "below")}
HEDGES |= {
    f"{w} {v}": "over"
    for v in ("top", "pass")
    for w in ("to", "will", "could", "would", "may", "might", "should")
}
HEDGES |= dict.fromkeys(
    ("the better part of", "the best part of", "better part of", "getting on for"), "nearly"
)
HEDGES |= {"on the wrong side of": "over", "on the right side of": "under"}
HEDGES |= {"plus or minus": "about", "±": "about"}
# An article or "another" may stand between the hedge and its number.
HEDGES_BEFORE = dict(HEDGES)
for _word, _hedge in HEDGES.items():
    for _back in ("a", "an", "the", "another", "one", "a further", "its"):
        if _word[-1].isalpha() and not _word.endswith((" the", " a")):
            HEDGES_BEFORE.setdefault(f"{_word} {_back}", _hedge)
NEGATIONS = ("no", "not", "never", "cannot", "nor", "rarely", "seldom", "without", "nowhere")
for (
    _verb
) in "do does did has have had will would should must may can could is are was were".split():
    NEGATIONS += (
        f"{_verb} not", f"{_verb}n't", f"{_verb} never", f"{_verb} not go", f"{_verb} not be",
    )  # fmt: skip
    NEGATIONS += (f"{_verb} not to", f"{_verb} not have")
NEGATIONS += tuple(
    f"{front} {verb}"
    for front in ("can't", "won't", "cannot", "shan't", *NEGATIONS)
    if front.endswith(("t", "not", "never")) and " go" not in front
    for verb in "go be rise fall get run climb drop slip have".split()
)
NEGATIONS += ("won't", "can't", "shan't", "not to", "not yet", "never yet", "not been")

HEDGES_BEHIND = {
    " plus": "over",
    ", give or take": "about",
    ", more or less": "about",
} | turn_table("""
about: or so, or thereabouts, or thereabout, give or take, approximately, more or less, roughly,
  -ish, ish
over: -some, or more, or above, or over, or higher, or greater, or better, or longer, -plus, +,
  -odd, odd, -something, and counting, and above, and over, and up, and upwards, and something,
  and some, and a bit, and change, at least, at the least, at a minimum, minimum, and older,
  or older, upwards, and then some
up_to: or less, or fewer, or under, or below, or lower, or younger, and under, and below, at most,
  at the most, at a maximum, maximum, max, at the outside, tops, and younger
""")

# ------------------------------------------------------------------ units
# What many countries use means the money of one; the names of the others come from Unicode.
_CURRENCIES = split_table("""
USD: bucks, buck, dollars, dollar, american dollars, u.s. dollars | GBP: pounds sterling, sterling,
  pence
CNY: renminbi, rmb | INR: rupees, rupee | KES: shillings, shilling, bob | BRL: reais
PKR: pakistan rupees | NPR: nepali rupees | MXN: pesos, peso | KRW: won | TZS: tanzania shillings
ZMW: kwacha | MAD: dirhams, dirham | RUB: roubles, rubles | AED: emirati dirhams
XOF: cfa francs, cfa franc, francs, francs cfa | ILS: new shekels | PLN: zloty, zlotys
UGX: uganda shillings | IQD: dinars, dinar | SEK: kronor, krona | NOK: kroner | HUF: forint
""")
_MEASURES = split_table("""
cent: cents, cent, us cents, us cent | pence: p | paisa: paise, paisa, poisha
pesewa: pesewas, pesewa | kobo: kobo | centavo: centavos, centavo | lb: lb, lbs, pounds, pound
oz: oz, ounces, ounce | t: t, tonnes, tonne, tons, ton, metric tons, metric tonnes, metric ton
mg: mg | quintal: quintals, quintal | kg: kg, kgs, kilograms, kilogram, kilogrammes, kilos, kilo
g: g, grams, gram, grammes | jin: jin | maund: maunds, maund | bushel: bushels, bushel | mu: mu
ha: ha, hectares, hectare | acre: acres, acre | bigha: bighas, bigha
m2: square metres, square meters, square metre, square meter, sq m, sq. m, m2, m²
km2: square kilometres, square kilometers, square kilometre, square km, sq km, sq. km, km2, km²
sqft: square feet, sq ft, square foot, sq. ft., sq. ft, sq.ft | sqmi: square miles, sq mi
km: km, kms, kilometres, kilometre, kilometers, kilometer | m: m, metres, metre, meters, meter
mile: miles, mile | ft: feet, foot, ft | mm: mm, millimetres | cm: cm, centimetres, centimeters
inch: inches, inch | yard: yards | mph: mph, miles per hour | l: litres, litre, liters, liter, l
ml: ml, millilitres | hl: hectolitres | gallon: gallons, gallon | MW: mw, megawatts, megawatt
kW: kw, kilowatts | kWh: kwh, kilowatt hours, kilowatt-hours | GW: gw, gigawatts
MB: mb, megabytes | GB: gb, gigabytes, gigabyte | Mbps: mbps, megabits per second, megabits, megabit
Gbps: gbps, gigabits
kmh: km/h, kph, kilometres per hour | cubic m: cubic metres, cubic meters
degree: degrees, degree, degrees celsius, °c, °, degrees c, °f, degrees fahrenheit
""")
_TIMES = split_table("""
year: years, year, yrs, yr | month: months, month | week: weeks, week | day: days, day
hour: hours, hour, hrs, hr | minute: minutes, minute, mins, min | second: seconds, secs
decade: decades, decade | century: centuries | season: seasons | night: nights, night
fortnight: fortnights, fortnight
""")
for _word, _code in find_names("en").items():
    _CURRENCIES.setdefault(_code, []).append(_word)
_SIGNS = split_table("""
USD: $, us$, usd, u.s.$ | EUR: €, eur | GBP: £, gbp | INR: ₹, rs, rs., inr, re, re.
CNY: cny, rmb, ¥, cn¥ | KES: sh, ksh, kes, sh., ksh., kshs, shs | UGX: ush, ugx | TZS: tsh, tzs
BDT: tk, tk., bdt, ৳ | IDR: rp, rp., idr | VND: vnd, ₫ | NGN: ₦, ngn, n | GHS: gh₵, ghs, gh¢
ZAR: zar, r | BRL: r$, brl | PHP: ₱, php, p | MXN: mx$, mxn | THB: ฿, thb | MYR: rm, myr | JPY: jpy
KRW: ₩, krw | XOF: xof, cfa, fcfa, cfaf | XAF: xaf | MAD: mad, dh | AUD: a$, aud, au$
CAD: c$, cad, ca$ | HKD: hk$, hkd | NZD: nz$, nzd | TWD: nt$, twd | SGD: s$, sgd | PKR: pkr
ETB: etb, br, br. | LKR: lkr, slrs | NPR: npr, nrs | MWK: mwk, mk | MMK: mmk, ks
NAD: n$, nad | ZMW: zmw, k | RWF: rwf | EGP: egp
""")
PERCENT = Unit("share", "share", "1/100")
UNITS_BEHIND = dict(SYMBOLS)
UNITS_BEHIND["mmt"] = Unit("amount", "t", "1000000")
UNITS_BEHIND["lmt"] = Unit("amount", "t", "100000")
for _word in "panchayat panchayats sabha sabhas pradhan pradhans sevak sevaks".split():
    UNITS_BEHIND[f"gram {_word}"] = Unit("count", f"gram {_word}")  # a village's, no weight
SINGULARS = {}  # one word of each unit of measure and time, for rates: "a kilo", "per hectare"
for _kind, _table in (("amount", _CURRENCIES), ("amount", _MEASURES), ("duration", _TIMES)):
    for _code, _words in _table.items():
        for _word in _words:
            _joined = f"-{_word.replace(' ', '-')}"
            UNITS_BEHIND |= dict.fromkeys((_word, f"-{_word}", _joined), Unit(_kind, _code))
            if _table is not _CURRENCIES:
                SINGULARS[_word] = _code
for _code in ("usd", "eur", "cny", "inr", "kes", "rmb", "vnd", "brl", "xof", "ngn", "fcfa"):
    UNITS_BEHIND[_code] = Unit("amount", {"rmb": "CNY", "fcfa": "XOF"}.get(_code, _code.upper()))
for _word in "%|per cent|percent|pc|pct|per-cent|-percent|-per-cent|-per cent".split("|"):
    UNITS_BEHIND[_word] = PERCENT
UNITS_BEHIND["‰"] = UNITS_BEHIND["per thousand"] = Unit("share", "share", "1/1000")
for _word in (
    "percentage points|percentage point|percentage-point|-percentage-point|"
    "of a percentage point|of a point|points|point|-point|pp|ppt|ppts|pps|% points"
).split("|"):
    UNITS_BEHIND[_word] = Unit("points", "pp", "1/100")
for _word in ("basis points", "basis point", "basis-point", "-basis-point", "bps", "bp"):
    UNITS_BEHIND[_word] = Unit("points", "pp", "1/10000")
for _word in ("times", "-fold", "fold", "x", "-times", "×"):
    UNITS_BEHIND[_word] = RATIO
for _word in ("-year-old", "-year-olds", "years old", "years of age", "-years-old", "year-old"):
    UNITS_BEHIND[_word] = YEARS
for _word in ("st", "nd", "rd", "th"):
    UNITS_BEHIND[_word] = RANK
SINGULARS |= {"head": "person", "person": "person", "dozen": "dozen", "pair": "pair"}
UNITS_BEFORE = {sign: Unit("amount", code) for sign, code in find_signs().items()}
UNITS_BEHIND |= {sign: unit for sign, unit in UNITS_BEFORE.items() if sign != "$"}
UNITS_BEFORE |= {sign: Unit("amount", code) for code, signs in _SIGNS.items() for sign in signs}
MONEY_SIGNS = tuple(UNITS_BEFORE)
UNITS_BEFORE |= dict.fromkeys(("a factor of", "multiplied by"), RATIO)
for _word in "aged|age|ages|the ages of|ages of|the age of|age of|women aged|aged between".split(
    "|"
):
    UNITS_BEFORE[_word] = YEARS

# ------------------------------------------------------------------ words that govern
RISES = (
    r"inflation|rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|hik(?:e|es|ed|ing)|ros[e]"
    r"|ris(?:e|es|en|ing)|gr[eo]w|grow(?:s|n|ing|th)|increas(?:e|es|ed|ing)|(?<!-)up(?! to\b)"
    r"|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?"
    r"|expan(?:d|ds|ded|ding|sion)|gain(?:s|ed|ing)?|advanc(?:e|es|ed)|swell(?:s|ed)?"
    r"|leap(?:s|ed|t)?|rocket(?:s|ed)?|spike(?:s|d)?|improv(?:e|es|ed|ement)|accelerat(?:ed|ion)"
    r"|upturn|rebound(?:ed)?|widen(?:s|ed|ing)?|higher|more|better|faster|greater|larger|dearer"
    r"|rall(?:y|ied)|balloon(?:s|ed)|mushroom(?:s|ed)|recover(?:s|ed)|strengthen(?:s|ed)"
    r"|appreciat(?:e|es|ed)|skyrocket(?:s|ed)|escalat(?:e|es|ed)|pricier|costlier|heavier|longer"
    r"|ahead|above|puts? on|add(?:s|ed|ing)?"
)
FALLS = (
    r"trim(?:s|med|ming)?|slash(?:es|ed|ing)?|par(?:e|es|ed|ing)(?= )|shav(?:e|es|ed)"
    r"|erod(?:e|es|ed)|f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|decreas(?:e|es|ed|ing)|shr[aiu]nk(?:s|ing)?|(?<!-)down|slip(?:s|ped|ping)?"
    r"|plung(?:e|es|ed|ing)"
    r"|slid(?:e|es)?|sliding|tumbl(?:e|es|ed)|contract(?:ed|ion|ing)|cut(?:s|ting)?"
    r"|reduc(?:e|es|ed|ing|tion)|dip(?:s|ped)?|slump(?:s|ed)?|s[au]nk|sinks?|dwindl(?:e|es|ed)"
    r"|eas(?:e|es|ed)|retreat(?:s|ed)?|reced(?:e|es|ed)|shed|los[st]|loss|narrow(?:s|ed|ing)?"
    r"|lower(?:s|ed)?|less|fewer|cheaper|smaller|slower|worse|shorter|lighter|behind|below"
    r"|(?<=was )off|(?<=were )off|(?<=is )off|(?<=are )off|short of|minus|negative"
    r"|plummet(?:s|ed|ing)?|nosediv(?:e|es|ed)|ebb(?:s|ed)|soften(?:s|ed)|depreciat(?:e|es|ed)"
    r"|deteriorat(?:e|es|ed)|came off|scaled back|weaken(?:s|ed)?|downturn|shortfall"
    r"|crash(?:ed)?|collaps(?:e|ed)"
)

# Words before a number that names one of many things; the second kind only with a capital.
LABELLED = (
    "route highway interstate room page flight section article chapter figure table version gate "
    "line ward bus iphone ipad galaxy type phase channel apollo boeing airbus windows catch "
    "fortune box apartment flat lane exit paragraph annex appendix class rule clause iso block "
    "plot sector extension ext locker lot ticket category pier district unit vol volume postcode "
    "postcodes zip agenda runway hangar berth terminal kilometre kilometer invoice receipt docket "
    "option protocol directive regulation decree statute resolution item lesson module episode "
    "stage step level tier zone studio stall booth bay aisle shelf kiosk tower junction checkpoint "
    "borehole reactor depot warehouse silo size gauge model serial chassis platform formula "
    "version typhoon p fig figs sec ch ios android"
).split()
NAMED = (
    (
        "Train Dock Order Seat Track Mark Schedule Building Row House Shop Store Team Group Area "
        "Region Village Camp Plan Law Act Bill Form Grade Series Mill Market Field Farm Pump Truck "
        "Number Group of SR CR US"
    )
    .replace("Group of", "Group_of")
    .split()
)
NAMED = [word.replace("_", " ") for word in NAMED]

ONE_IS_NO_NUMBER = "article or pronoun"
IDIOMS = turn_table("""
idiom: of two minds, nineteen to the dozen, high five, put two and two together, two left feet,
  three cheers, ten-pin, nine-to-five, nine to five, no two ways, two ways about it,
  by the thousand, by the dozen, by the hundred, by the million, cloud nine, at sixes and sevens,
  dressed to the nines, the whole nine yards, back to square one, fifty-fifty, 50-50, 24/7,
  ground zero, square one, zero-sum, zero sum, net zero, zero tolerance, catch-22, two cents,
  in two minds, ten to one, a thousand thanks, six of one, half a dozen of the other,
  second-guessing, second-guess, second-guessed, second's thought, second nature, second to none,
  second wind, six feet under, on all fours, forty winks, eleventh hour, 11th hour, seventh heaven,
  third degree, fourth estate, sixth sense, first and foremost, first come, first served,
  first-come, first-served, zeroed, a hundred times over, a million miles, one in a million,
  one thing or two, a thing or two, back to zero, from zero to hero, the nth, two-faced,
  number one priority, once bitten twice shy, twice shy, to nought, for nought, four-letter word,
  four-letter words,
  two-for-one, 2-for-1, buy one get one free, buy one get one, buy one,
  third-degree, two-timing, five-a-side, seven-a-side, the seven seas, ten-gallon hat,
  ten-gallon hats, took five, five figures, six figures, seven figures, eight figures
fixed phrase: 7-eleven, second-hand, third-hand, secondhand, second hand, second thoughts,
  second thought, second-rate, second-class, second-guess, third party, third parties, third-party,
  third-rate, third world, third-world, first-hand, firsthand, first aid, first lady, first name,
  first class, first-class, first-rate, first of all, first world, at first, for the first,
  split second, any second, first-time, first things first, first place, first light, first glance,
  first sight, head first, two-way, two way, one-way, two-wheeler, two-wheelers, three-wheeler,
  three-wheelers, four-wheeler, two-tier, double eleven shopping, single-digit, double-digit,
  four-wheel, zero-waste, zero-emission, five-star, seven-seater, half-way, half-hearted,
  half-brother, half-sister, half-empty, half-full, half-baked, half time, half-time,
  the other half, better half
article or pronoun: one-off, one-stop, one another, one by one, no one, one's, one day, one thing,
  one after another, one after the other, the one, this one, that one, each one, every one,
  which one, another one, one-man, one-woman, one-person, one-time, one-sided, one-to-one,
  one on one, one-on-one, one or other, at one point, at one time, one morning, one evening
""")

# ------------------------------------------------------------------ plans and sources
CUES = turn_table("""
none: five-year plan, would have, should have, would say
expected: would be, expected, expects, expect, forecast, forecasts, projected, projects,
  projection, estimated to, is put at, are put at, set aside, promised, promises, will, would,
  budget, budgeted, earmarked, is on the table, likely to, should, is due, are due, due to, set to,
  allocated, predicts, predicted, offers
target: target, targets, targeted, goal, goals, aim, aims, aimed, aiming, plan, plans, planned,
  the plan, wants, want, hopes, hope, intends, seeks, pledged, pledge, should reach, is to, are to,
  ambition, objective, vows, vowed
""")

_SAYS = (
    r"(?:said|says|say|reported|reports|announced|estimates|estimated|reckons|reckon|showed|shows"
    r"|counted|counts|noted|notes|calculates|puts|recalls|recalled|explains|explained|add(?:s"
    r"|ed)(?! [^\w\s]?[a-z]{0,3}\d)|lists?|listed|puts? (?=the|it|its|that)|admits|admitted"
    r"|concedes?|conceded|told|tells|claims|claimed|expects|remembers|reads out|alleges|alleged"
    r"|inform(?:s|ed)|disclose[sd]|reveal(?:s|ed)|state[sd]|confirm(?:s|ed)|acknowledge[sd]"
    r"|calculated|conclude[sd]|fears|feared|warns|warned|insists|argues|hopes|finds|found)"
)
# What is said with a quotation alone: the verb says how, the marks say that.
_UTTERS = (
    r"(?:laugh|joke|sigh|shrug|grin|smile|complain|grumble|insist|muse|quip|boast|whisper)"
    r"(?:s|d|ed)"
)
ORGANISATIONS = (
    "cooperative company platform association ministry bureau office network agency authority "
    "chamber department council commission committee federation union institute observatory bank "
    "firm group government mission institution programme foundation board customs post "
    "administration startup operator exchange collective university center centre trust society "
    "council start-up"
).split()
_ORG = "|".join(ORGANISATIONS)
ORGANISATIONS += "minister governor survey report census statistics officials data".split()
TITLES = (
    "director minister secretary spokes chairman chief mayor president manager professor "
    "researcher economist analyst scientist expert chairs governor commissioner sheriff inspector "
    "chairwoman collector engineer treasurer headteacher co-founder founder"
).split()
_NAME = r"[a-z][\w'’-]+(?: [a-z][\w'’-]+){0,2}"
SOURCES = (
    r"\baccording to (?P<who>[^,.;:\n(\"]{3,60})",
    r"\bby (?P<who>(?:the|its|their|an?)(?: [a-z-]+){1,5})'s (?:own |latest |official |first "
    r")?(?:reckoning|counts?|figures|tally|books|records|data|numbers|survey"
    r"|estimates?|account|reading)\b",
    r"\b(?:survey|report|study|census|tally)(?: [a-z0-9]+){0,6}? (?:by|from|that) (?P<who>(?:the"
    r"|its|an?)(?: [a-z-]+){1,4}?)(?= (?:show|put|suggest|said|say|found|finds|that|publish|releas"
    r"|carr)|[,.;:\n])",
    r"\b(?:figures|data|statistics|numbers|records|a statement)"
    r" (?:from|by|of|released by|published by|compiled by) (?P<who>[^,.;:\n(\"]{3,50}?)"
    r"(?= (?:show|put|suggest|indicate|said|say)|[,.;:\n])",
    r"\b(?P<who>(?:the )?[a-z][\w.&-]*(?: [a-z][\w.&-]*){0,3})'s (?:own |latest |official )?"
    r"(?:figures|data|statistics|numbers|records) (?:show|suggest|indicate|put)",
    r"(?<!')\b(?P<who>(?:the )?(?!of )[a-z]+ (?:data|figures|statistics|records)) (?:show|suggest"
    r"|indicate|put)",
    r"(?:^|[.,;\n] ?)(?P<who>(?:an?|the|its|their|one|another)(?: [a-z-]+){0,2} (?:study|survey"
    r"|report|census|audit|poll|review)(?: [a-z]+){0,5}?) (?:found|finds?|show(?:s|ed)?|suggest(?:s"
    r"|ed)?|estimate[sd]|puts?|concluded)\b",
    r"\b(?:survey|study|research|analysis|poll|count|tally|audit|review)(?: (?:of|into|on|among) "
    r"[a-z0-9, '-]{2,40}?)? (?:by|from) (?P<who>(?:the|its|an?) [a-z][\w' -]{2,40}?)(?= (?:found"
    r"|finds?|shows?|showed|puts?|suggests?|says?|counts?|concluded|estimates?)|[,.;:\n])",
    r"\b(?:as per|going by|judging by) (?P<who>[^,.;:\n(\"]{3,50})",
    rf"(?:^|(?<!\b[a-z])\. |\n)(?P<who>(?!that |this |it |there |what )[a-z][\w'’&-]*(?: "
    rf"[a-z][\w'’&-]*){{0,3}}?) (?:has |have )?{_SAYS}\b",
    rf"(?:^|[.,;:\n\"”—-] ?|\band |\bbut |\bas |\bthat )(?P<who>(?:the|its|their|his|her|our"
    rf"|officials|officers|managers"
    rf"|organisers|a spokes\w+)(?: [a-z'-]+){{0,6}}?) (?:has |have |had )?{_SAYS}\b",
    r"\b(?P<who>(?:the|its|their|his|her)(?: [a-z'-]+){1,5}), (?:said|says)\b",
    rf"(?:[\"”'],?|,) (?P<who>{_NAME}) {_SAYS}\b",
    rf"[,.!?][\"”'] ?{_UTTERS} (?P<who>(?:(?:the|its|their|his|her|our) )?{_NAME})(?=[,.;:\n])",
    r"(?:\b(?:said|says|say)|(?<=[,\"”'!?] )(?:recalls|explains|adds)) (?P<who>(?:the|its|their|his"
    r"|her|our|officials)(?: [a-z'-]+){0,6})(?=[,.;:\n]| on | in | who )",
    rf"(?:[\"”']|,) (?:said|says|recalls|explains|adds|reckons|alleged|fears|warns) "
    rf"(?P<who>{_NAME})",
    rf"(?:^|[.\n\"”] ?)(?P<who>[a-z][a-z'’ -]{{3,40}}?), (?:(?:which|who|an?|the|published|issued"
    rf"|released|run|based|led) (?:[^,.\n]|[,.](?=\d)){{3,70}}|{_NAME}|\d\d(?:, an? [^,.\n]{{3,40}}"
    rf"|, the [^,.\n]{{3,40}})?), {_SAYS}\b",
)
# An office that is the subject of a sentence counts in its paragraph, though none says so.
SUBJECTS = (
    r"(?:^|[.!?\n][\"”]? ?)(?P<who>(?:sheriff|mayor|minister|governor|commissioner|secretary"
    r"|president|director|collector|inspector|dr\.?|professor) [a-z'’-]+(?: [a-z'’-]+)?)(?= (?:has"
    r"|have|had|is|was))",
    r"(?:^|[.!?\n][\"”]? ?)(?P<who>the (?:[a-z]+ ){0,2}(?:mayor|minister|governor|commissioner"
    r"|director|collector|chairman|president|secretary|manager)) (?:wants|plans|hopes|promises"
    r"|expects|aims)\b",
    rf"(?:^|[.!?\n][\"”]? ?|-- ?|\) - )(?:so |but |yet |and |now |here |still, )?(?P<who>(?:the|its"
    rf"|her|his|their|our|an?)(?: [a-z'’-]+){{0,4}}? ?\b(?:{_ORG}))\b"
    r"(?! (?:fee|charge|take|cost|price)s?\b)",
)
NO_SOURCES = tuple("data|figures|statistics|the data|the figures|one|which|that|who".split("|"))
BASE_WORDS = tuple(
    (
        "up on|down on|than|than in|as in|as in all of|compared with|compared to|against|"
        "than that of|from|same months of|same period of|same months in|same period in|"
        "same quarter of|figure for|level of|that of|up from|down from"
    ).split("|")
)
SAID_WORDS = tuple(
    "statement|report|press release|briefing|interview|press conference|news conference".split("|")
)
_TWO_NAMES = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
_AGED = rf"(?:\d\d|(?:{'|'.join(_TENS)})(?:-[a-z]+)?)\b"
PERSONS = (
    rf"\b(?=[A-Z])(?<!the )(?P<name>(?!(?:Each|Every|The|In|On|At|But|And|Last|This"
    rf"|When)\b){_TWO_NAMES}(?=, (?:who|an?|my)\b| \(\d\d\)|['’]s\b| (?:and (?:his|her)|who)\b"
    r"| (?:has|had|is|was|lost|kept|[a-z]+(?:ed|ld|ght|ew|[a-rt-z]s))\b)"
    rf"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}(?=, {_AGED}))"
)
TRADES = (
    r"\b(?:s[eo]ll(?:s|ing)?|sold|ship(?:s|ped)?|orders?|harvest(?:s|ed)?|pick(?:s|ed)|makes?)\b"
)
DEEDS = (
    r"(?<!usually )\b(?:sold|shipped|harvested|picked|bought|earned|raised|put aside|saved|grew)\b"
)
PACKAGES = r"\b(?:an?|the|per|each|every) (?:[a-z]+ )?of $"
APPOSITIONS = r"(?:,| of| from| at|\)| who)"
NO_NAMES = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |yesterday,? |today,? )"
PERSON_WORDS = tuple("she he her his i my me herself himself".split())
PRONOUNS = ("he", "she", "they", "it", "her", "him", "them")
