"""French dates: days, months, years and parts of years, spans, deadlines, clock times."""

import datetime
import re

from helpers.quantities.dates import (
    Date,
    bound_date,
    date_ago,
    day_of,
    days_of,
    find_century,
    find_day_now,
    find_plan,
    read_islamic_year,
    read_numeric,
    read_school_year,
    write_clock,
)
from helpers.quantities.french_numbers import read_words
from helpers.quantities.french_words import HEDGES
from helpers.quantities.words import write_hedges

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {"fevrier": 2, "aout": 8, "decembre": 12}
_SHORT = "janv. févr. fév. avr. juil. sept. oct. nov. déc.".split()
_MONTH_NUMBERS |= dict(zip(_SHORT, (1, 2, 2, 4, 7, 9, 10, 11, 12), strict=True))
M = r"(?:" + "|".join(map(re.escape, _MONTH_NUMBERS)) + r")(?![a-zà-ÿ])"
Y = r"(?:(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9]| ?%| ?€))"
D = r"(?:1er|[12][0-9]|3[01]|0?[1-9])"
_DAYS = (
    "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt vingt_et_un vingt-deux vingt-trois vingt-quatre vingt-cinq "
    "vingt-six vingt-sept vingt-huit vingt-neuf trente trente_et_un"
).split()
_DAY_VALUES = {word.replace("_", " "): day for day, word in enumerate(_DAYS, 1)}
DAY = rf"(?:{D}|{'|'.join(sorted(_DAY_VALUES, key=len, reverse=True))})"
_NUMBERS = (
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt"
).split()
_VALUES = {"un": 1, "une": 1} | {w: v for v, w in enumerate(_NUMBERS[1:], 1)}
_VALUES |= {"vingt et une": 21, "vingt-et-une": 21, "vingt-deux": 22, "vingt-trois": 23}
_VALUES |= {"vingt-quatre": 24, "trente": 30, "quarante": 40, "cinquante": 50, "vingt-cinq": 25}
N = r"(?:[0-9]{1,2}|" + "|".join(sorted(_VALUES, key=len, reverse=True)) + r")"
_ORDERS = {"premier": 1, "1er": 1, "deuxième": 2, "second": 2, "2e": 2, "2ème": 2, "2nd": 2}
_ORDERS |= {"troisième": 3, "3e": 3, "3ème": 3, "quatrième": 4, "4e": 4, "4ème": 4, "dernier": 0}
_ORDERS |= {"première": 1, "seconde": 2, "1ère": 1, "1re": 1, "2de": 2}
ORDER = r"(?:" + "|".join(sorted(_ORDERS, key=len, reverse=True)) + r")"
_SEASONS = {"printemps": (3, 5), "été": (6, 8), "automne": (9, 11), "hiver": (12, 2)}
_SHIFTS = {"cette année": 0, "l'année": 0, "l'an dernier": -1, "l'an passé": -1}
_SHIFTS |= {
    "l'année dernière": -1, "l'année passée": -1, "l'an prochain": 1, "l'année prochaine": 1,
}  # fmt: skip
SHIFT = "|".join(_SHIFTS)

_PLAN = re.compile(
    r"\b(?:devrai\w+|prév\w+|promet\w*|attend\w*|d'ici|prochain\w*|vise\w*|va|vont|doit|doivent"
    r"|\w{2,}(?:era|eront|ira|iront|dra|dront|tra|tront)|aura|auront|sera|seront|fera|feront)\b"
)
_AHEAD = re.compile("prochain")

# A preposition before a date says which side is open.
FRONT = (
    r"(?:(?P<over>pas avant(?: la| le| l')?|depuis(?: la| le| l')?(?: rentrée| campagne| saison| "
    r"récolte| crise)?|à partir (?:de|du|d')|à compter (?:de|du|d')|après)|(?P<up_to>(?:au"
    r"|pas) plus "
    r"tard(?: le| au| en| que(?: le| la| l'| en)?)?|d'ici(?: à| au| la| le| l'| à la)?"
    r"|jusqu'(?:en|à|au)(?: la| l'| le)?)"
    r"|(?P<under>avant(?: la| le| l')?)|(?P<about>vers|autour de|aux alentours de))"
)
PART = (
    r"(?:(?:la |le )?(?P<part>fin|début|mi|courant|milieu)(?: de| du| d'|-| de l')?(?: mois de)?)"
)


def _number(word):
    return int(word) if word.isdigit() else _VALUES[word]


def _day(word):
    return 1 if word == "1er" else _DAY_VALUES.get(word) or int(word)


def _hedged(low, high, found):
    """Return a date under the preposition before it, or None where a bound is no day."""
    hedges = (hedge for hedge in ("over", "up_to", "under", "about") if found.get(hedge))
    return bound_date(low, high, next(hedges, "stated"))


def _year(found, moment):
    """Return the year that is printed, or counted from the publication."""
    if found["year"]:
        return int(found["year"])
    return moment.this_year + _SHIFTS[found["shift"]] if moment.this_year else None


_WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_WEEKDAY_BEFORE = re.compile(rf"\b({'|'.join(_WEEKDAYS)}) {D} $")


def _find_year(year, month, day, weekday):
    """Return the year next to one in which a day falls on its weekday, or that year."""
    for shift in (0, -1, 1, -2, 2):
        iso = day_of(year + shift, month, day)
        if iso and datetime.date.fromisoformat(iso).weekday() == weekday:
            return year + shift
    return year


def read_month(match, moment):
    """Read 8 mars 2019, fin mars, depuis février 2022, avant juillet 2022."""
    found, part = match.groupdict(), match["part"]
    month = _MONTH_NUMBERS[found["month"]]
    day = _day(found["day"]) if found["day"] else None
    if found["year"] or found["shift"]:
        year = _year(found, moment)
    else:
        past = match.string.startswith(" dernier", match.end())
        year = moment.resolve(month, day, None if past else match, _PLAN)
    weekday = _WEEKDAY_BEFORE.search(match.string, max(0, match.start() - 12), match.start("month"))
    if weekday and day and year and not found["year"]:
        year = _find_year(year, month, day, _WEEKDAYS.index(weekday[1]))
    if not found["year"] and year and (found["up_to"] or found["under"]):
        if moment.published and f"{year}-{month:02d}" < moment.published[:7] and not moment.year:
            year += 1  # a deadline lies ahead
    if year and not found["year"] and match.string.startswith(" prochain", match.end()):
        year = moment.this_year + (month <= int(moment.published[5:7] or 12))
    if part == "début" and not (found["over"] or found["up_to"]):
        return Date(day_of(year, month, 1), day_of(year, month, 10), "about")
    day = day or {"mi": 15, "milieu": 15, "début": 1}.get(part)
    iso = day_of(year, month, day) if day or part != "fin" else days_of(year, month, month)[1]
    return _hedged(iso, iso, found)


def read_span(match, moment):
    """Read du 28 février au 3 mars 2021, entre janvier et juillet, de 2017 à 2023."""
    found = match.groupdict()
    month2 = _MONTH_NUMBERS[found["month2"]]
    given = found.get("year2")
    plan = match, _AHEAD if match.string.startswith(" prochain", match.end()) else _PLAN
    plan = plan if found.get("day2") else ()
    if match.string.startswith(" dernier", match.end()):
        moment.year, plan = None, ()
    year2 = int(given) if given else moment.resolve(month2, None, *plan)
    month1 = _MONTH_NUMBERS[found["month1"]] if found.get("month1") else month2
    year1 = int(found["year1"]) if found.get("year1") else year2
    if year1 and not found.get("year1") and month1 > month2:
        year1 -= 1
    day1 = _day(found["day1"]) if found.get("day1") else None
    day2 = _day(found["day2"]) if found.get("day2") else None
    listed = day1 and not match[0].startswith("entre") and re.search(r", | et ", match[0])
    if listed and month1 == month2 and day2 - day1 != 1 + len(re.findall(", ", match[0])):
        return None  # les 3, 9 et 12 mai
    return bound_date(day_of(year1, month1, day1), day_of(year2, month2, day2), "range")


_NUMBERED = re.compile(r"(?:°|\b(?:loi|décret|arrêté|dossier|ordonnance|numéro|no|réf\.?)) ?$")
_MONTHS = {f"{month:02d}" for month in range(1, 13)}


def read_years(match, moment):
    """Read de 2017 à 2023, 2021-2022, 2021/22."""
    first, second = match["year1"], match["year2"]
    if len(second) == 2:
        second = first[:2] + second
        if int(second) - int(first) > 15:
            return None  # loi 2019-44
    named = _NUMBERED.search(match.string, max(0, match.start() - 12), match.start("year1"))
    if match["year2"] in _MONTHS and first >= second and "-" in match[0] and not named:
        return bound_date(f"{first}-{match['year2']}", f"{first}-{match['year2']}")  # 2025-06
    return Date(first, second, "range") if first < second else None


_AFTER_YEAR = re.compile(
    r" (?:(?:euros?|francs?|yuans?|tonnes?|dirhams?|dinars?|kg|ha|km|hectares?|fcfa|€|personnes"
    r"|mètres|f|dôngs|ariary|millions?|kilos|litres|habitants|clients|fois|ans|mille|milliards?"
    r"|milliers|billions|dollars|producteurs|productrices|colis|commandes|familles|foyers|villages"
    r"|agriculteurs|paysans|euros)\b|[%€$])"
)


# What hedges a number makes it no year, as far as it does not stand before years too.
_NUMBER_LEAD = re.compile(rf"\b(?!dès |{FRONT} ){write_hedges(HEDGES)}$")


def read_year(match, moment):
    """Read a year with what stands before it: en 2017, fin 2026, d'ici 2030, mi-2022."""
    found, text = match.groupdict(), moment.view.plain
    alone = match.start() == match.start("year")
    if text[match.end() : match.end() + 1].isalpha() or alone and text[match.start() - 1] in "+€$":
        return None
    if _NUMBER_LEAD.search(text, max(0, match.start() - 12), match.start("year")):
        return None  # un peu plus de 2000 d'entre eux
    if _AFTER_YEAR.match(text, match.end()) and not found["part"]:
        return None
    months = {"fin": "-12-31", "mi": "-06", "milieu": "-06", "début": "-01"}
    iso = found["year"] + months.get(found["part"], "")
    date = _hedged(iso, iso, found)
    if found["part"] == "début" and date.hedge == "stated":
        return Date(iso, iso, "about")
    return date


def read_half(match, moment):
    """Read premier semestre 2023, T3 2024, dès le 2e trimestre."""
    found = match.groupdict()
    if found.get("letter") and not found["year"] and moment.view.has("appartement"):
        return None  # un T3, with three rooms
    length = {"s": 6, "t": 3, "m": 6}[(found.get("letter") or found["kind"][0])]
    order = _ORDERS[found["order"]] if found.get("order") else int(found["number"])
    if not 1 <= order <= 12 // length:
        return None
    first = (order - 1) * length + 1
    if found.get("year") or found.get("shift"):
        year = _year(found, moment)
    else:
        year = moment.resolve_part(match, first, _PLAN)
    low, high = days_of(year, first, order * length)
    return _hedged(high if found.get("end") else low, high, found)


def read_half_again(match, moment):
    """Read + 3 % au premier trimestre 2023, après + 1 % au quatrième."""
    text, start = moment.view.plain, match.start()
    named = _HALVES.findall(text, moment.view.sentence(start)[0], start)
    length = 3 if named and named[-1].startswith("t") else 6
    order = _ORDERS[match["order"]]
    if not named or not 1 <= order <= 12 // length:
        return None
    first = (order - 1) * length + 1
    year = moment.resolve_part(match, first, _PLAN)
    return bound_date(*days_of(year, first, order * length))


_HALVES = re.compile(r"\b(?:trimestre|semestre)")


def read_first_months(match, moment):
    """Read les onze premiers mois de 2024."""
    count = _number(match["count"])
    if not 1 <= count <= 12:
        return None
    year = _year(match.groupdict(), moment)
    first, last = (1, count) if match["end"].startswith("p") else (13 - count, 12)
    return Date(day_of(year, first), day_of(year, last), "range")


def read_ago(match, moment):
    """Read il y a trois ans, il y a dix-huit mois, as the day that is reached."""
    unit = {"a": "year", "m": "month", "s": "week", "j": "day", "d": "decade"}[match["unit"][0]]
    return date_ago(moment.published, _number(match["count"]), unit)


def read_decade(match, moment):
    """Read les années 2010, les années 90."""
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Date(str(first), str(first + 9)) if first % 10 == 0 else None


_ROMAN = {"i": 1, "v": 5, "x": 10}


def read_plan(match, moment):
    """Read le 14e plan quinquennal, à la fin du 13e plan quinquennal."""
    first, last = find_plan(int(match["plan"]))
    end = f"{last}-12-31"
    return Date(end, end) if match["end"] else Date(first, last, "range")


def read_century(match, moment):
    """Read le XIXe siècle, le 21e siècle."""
    word, value = match["century"], 0
    if word.isdigit():
        value = int(word)
    else:
        values = [_ROMAN[c] for c in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        value = sum(-v if v < after else v for v, after in pairs)
    return find_century(value)


def read_season(match, moment):
    """Read l'été 2020, au printemps 2021."""
    first, last = _SEASONS[match["season"]]
    year = _year(match.groupdict(), moment)
    if year is None:
        return None
    end = year + (last < first)
    return _hedged(day_of(year, first), day_of(end, last), match.groupdict())


def read_current(match, moment):
    """Read le 10 courant: of the month of publication."""
    return find_day_now(_day(match["day"]), moment)


def read_decade_words(match, moment):
    """Read les années quatre-vingt-dix."""
    tens = _TENS[match["tens"]]
    return Date(f"{1900 + tens}", f"{1909 + tens}")


_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS |= {"soixante-dix": 70, "septante": 70, "quatre-vingt": 80, "quatre-vingts": 80}
_TENS |= {"quatre-vingt-dix": 90, "nonante": 90}


# Sixty, seventy, ninety-eight: the years that are said without their century.
_SHORT_YEARS = range(40, 100)
_AFTER_WORDS = re.compile(
    r"[,.;:)»]|$| (?:ils?|elles?|on|nous|je|l[ae]s?|et|avec|dans|par|à|au|quand|où|sous|pour"
    r"|chez)\b"
    r"| [jl]'"
)


def read_year_words(match, moment):
    """Read en mille neuf cent soixante, en quatre-vingt-dix-huit, en 98."""
    text, start = moment.view.plain, match.start("words")
    if match["words"][0].isdigit():
        value, end = int(match["words"]), match.end()
    else:
        numeral = read_words(text, start)
        if numeral is None or not _AFTER_WORDS.match(text, numeral.end):
            return None
        value, end = int(numeral.low), numeral.end
    if value in _SHORT_YEARS and (match["words"][0].isdigit() or match["front"] == "en"):
        value += 1900
    if not 1500 < value < 2100:
        return None
    date = _hedged(str(value), str(value), {"over": match["front"] == "depuis"})
    return date, match.start(), end


def read_weekday(match, moment):
    """Read lundi 31 as the day next to the publication that falls on a Monday."""
    day, weekday = _day(match["day"]), _WEEKDAYS.index(match["weekday"])
    if len(moment.published) < 10:
        return None
    published = datetime.date.fromisoformat(moment.published)
    near = (published + datetime.timedelta(shift) for shift in sorted(range(-45, 46), key=abs))
    iso = next((d.isoformat() for d in near if (d.day, d.weekday()) == (day, weekday)), None)
    return _hedged(iso, iso, match.groupdict())


_CLOCK_FRONT = re.compile(
    r"(?:\b(?:à|dès|vers|jusqu'à|avant|après|est|sonne|de|entre|et)|\b(?:le|la|du|au|l')\s?\w+ "
    r"(?:de|des)) $"
)
_CLOCK_HEDGE = re.compile(r"\b(?:(?P<over>après|dès)|(?P<under>avant)) $")
_LENGTH = re.compile(
    r"\b(?:une?|des?|en|pendant|durant|dure|duré|moins|plus|près) (?:\w+ )?(?:de |d')?$"
)
_IT_IS = re.compile(r"\bil (?:est|était|sera) (?:à peine |(?!à |en |de |à |par )[a-zà-ÿ]+ )?$")
_TRAVEL = re.compile(
    r" (?:de (?:route|marche|train|bus|piste|vol|trajet|voiture|travail|cours|moto)|par|et "
    r"demie? de|sur|d'|plus|en|durant)\b"
)


_ON_THE_WAY = re.compile(
    r" (?:de |d'|à |en )(?:route|marche|train|bus|piste|vol|trajet|voiture|travail|cours|moto|avion"
    r"|pirogue|pied|cheval|bateau|car|vélo|dos|taxi|métro|ici|là)\b"
)
_THE_OF = re.compile(r"\b(?:le|la|du|au|les)\s\w+ de $")
_PART_OF_DAY = re.compile(r" (du matin|du soir|de l'après-midi)\b")


def read_clock(match, moment):
    """Read 6 h 30, 7h45, à 18 h, le plat de neuf heures; lengths of time stay numbers."""
    text = moment.view.plain
    hour = _number(match["hour"])
    if hour == 1 and not match["hour"].isdigit() and not _PART_OF_DAY.match(text, match.end()):
        return None  # une heure
    minute = int(match["minute"] or 0)
    if match["half"]:
        minute = {"demie": 30, "quart": 15}[match["half"]]
    if hour > 24 or minute > 59:
        return None
    before = text[max(0, match.start() - 30) : match.start()]
    if _TO_LENGTH.search(text, max(0, match.start() - 60), match.start()) and not minute:
        return None  # ramené à 24 heures
    part = _PART_OF_DAY.match(text, match.end())
    if part:
        hour += 12 if part[1] != "du matin" and hour < 12 else 0
    elif not match["minute"] and not _IT_IS.search(before):
        if not _CLOCK_FRONT.search(before) or _TRAVEL.match(text, match.end()):
            return None
        if before.endswith((" de ", " des ")):
            if not _THE_OF.search(before):
                return None
        elif before.endswith((" et ", " entre ", " est ")):
            return None
    elif _THE_OF.search(before):
        pass  # le train de 19 h 05
    elif before.endswith("à "):
        if _ON_THE_WAY.match(text, match.end()):
            return None  # à 2 h 15 de route
    elif _TRAVEL.match(text, match.end()) or _LENGTH.search(before):
        return None
    front = _CLOCK_HEDGE.search(before)
    return write_clock(hour % 24, minute, front.lastgroup if front else "stated")


_TO_LENGTH = re.compile(
    r"\b(?:(?:rédui|ramen|rabaiss|abaiss|raccourc|allong|prolong|étend|écourt|estim)\w*"
    r"|(?:délais?|durée|trajet|attente)\b[^.;]{3,40}|de (?:\d+|[a-z-]+)) (?:[a-z]+ )?à $"
)


def read_clock_words(match, moment):
    """Read huit heures moins dix, midi et demi, dix-neuf heures quinze."""
    text, word = moment.view.plain, match["hour"]
    hour = {"midi": 12, "minuit": 24}.get(word) or _number(word)
    part = match["less"] or match["more"]
    minute = {"quart": 15, "demi": 30, "demie": 30}.get(part) or int(
        part if part.isdigit() else read_words(part, 0).low
    )
    before = text[max(0, match.start() - 30) : match.start()]
    if match["more"] and word not in ("midi", "minuit"):
        if not _CLOCK_FRONT.search(before) or _LENGTH.search(before) and not before.endswith("à "):
            return None
        if before.endswith((" de ", " des ", " et ", " entre ", " est ")):
            return None
    if hour > 24 or minute > 59:
        return None
    minutes = hour * 60 + (-minute if match["less"] else minute)
    return write_clock(minutes // 60 % 24, minutes % 60)


def read_colon(match, moment):
    """Read 10:19 and 10:19:45."""
    hour = int(match["hour"])
    return write_clock(hour, int(match["minute"])) if hour < 24 else None


_OPEN = re.compile(
    r"\b(?:ouvert\w*|ouvr\w+|rendez-vous|permanences?|horaires?|accueil\w*|guichet|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)


def read_opening(match, moment):
    """Read ouvert de 9 à 18 heures; another stretch of hours is a length."""
    start = max(moment.view.sentence(match.start())[0], match.start() - 80)
    return read_hours(match, moment) if _OPEN.search(match.string, start, match.start()) else None


def read_hours(match, moment):
    """Read de 8 h à 20 h."""
    first, last = (int(match[name]) for name in ("hour", "last"))
    ends = [
        f"{hour:02d}:{int(match[part] or 0):02d}"
        for hour, part in ((first, "minute"), (last, "end"))
    ]
    return Date(*ends, "range") if first < last <= 24 else None


_DAY_ENDS = (
    r" ?[,.;:)»](?![0-9])|$|\n| (?:au|et|à|matin|soir|midi|après-midi|dernier|prochain|dans|en|sur"
    r"|pour|par|devant|chez|l[ae]s?|ils?|elles?|on|a|ont|est|sont|sera|seront|avec|lors)\b| l'"
)
_M = r"(?:cinq|dix|quinze|vingt|trente|quarante|cinquante)(?:-cinq)?"
_F, _P = rf"(?:{FRONT} ?)?", rf"(?:{PART} ?)?"
_HOURS = sorted((w for w, v in _VALUES.items() if 1 < v < 25), key=len, reverse=True)
_HOUR = r"h(?:eures?)?(?![a-zà-ÿ])"
DATES = (
    (rf"(?:\b(?:de|entre) )?(?<![0-9.,])(?P<hour>[0-9]{{1,2}}) ?{_HOUR} ?(?P<minute>[0-5][0-9])?"
     rf" (?:à|et) (?P<last>[0-9]{{1,2}}) ?{_HOUR} ?(?P<end>[0-5][0-9])?(?![0-9])", read_hours),
    (rf"\b(?:de|entre) (?P<hour>[0-9]{{1,2}})(?P<minute>(?!))? (?:à"
     rf"|et) (?P<last>[0-9]{{1,2}}) ?{_HOUR} ?"
     r"(?P<end>[0-5][0-9])?(?![0-9])(?! (?:par|de|d'|chaque|et demie))", read_opening),
    (r"(?<![0-9:])(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9])(?::[0-5][0-9]"
     r")?(?![0-9:])", read_colon),
    (r"(?<![0-9./-])(?:[0-3]?[0-9]/[01]?[0-9]/(?:19|20)[0-9]{2}|[0-3][0-9]/[01][0-9]/[0-9]{2}"
     r"|[0-3]?[0-9]\. ?[01]?[0-9]\. ?(?:19"
     r"|20)[0-9]{2}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])", read_numeric),
    (rf"\b(?:du|entre le|de|les|des"
     rf"|aux) (?P<day1>{D})(?: (?P<month1>{M})(?: (?P<year1>{Y}))?)?(?:, {D})*"
     rf" (?:au|et le|à|et) (?P<day2>{D}) (?P<month2>{M})(?: (?P<year2>{Y}))?", read_span),
    (rf"\b(?:entre|de|d') ?(?P<month1>{M})(?: (?P<year1>{Y}))? (?:et|à) (?P<month2>{M})(?: "
     rf"(?P<year2>{Y}))?", read_span),
    (rf"\b(?P<month1>{M})-(?P<month2>{M})(?: (?P<year2>{Y}))?", read_span),
    (rf"\b(?:entre|de|d') ?(?P<year1>{Y}) (?:et|à) (?:l'an )?(?P<year2>{Y})", read_years),
    (rf"\b(?:année|rentrée) (?:scolaire|universitaire|académique) (?P<first>{Y})[-/]"
     rf"(?P<last>{Y}|[0-9]{{2}}(?![0-9-]))", read_school_year),
    (r"(?<![0-9.,/-])(?P<islamic>1[34][0-9]{2}) (?:de l'hégire|après l'hégire)(?![a-zà-ÿ])",
     read_islamic_year),
    (r"\bannée (?:hégirienne|musulmane) (?P<islamic>1[34][0-9]{2})(?![0-9])", read_islamic_year),
    (rf"(?<![0-9.,/-])(?P<year1>{Y})[-/](?P<year2>{Y}|[0-9]{{2}}(?![0-9-]))", read_years),
    (rf"(?<![0-9.,/-])(?P<year1>{Y}) à (?P<year2>{Y})", read_years),
    (rf"\b(?:{FRONT} )?(?:au |le |(?P<end>(?:à la )?fin )?du |ce |dès le )?\b(?P<order>{ORDER}) "
     rf"(?P<kind>semestre|trimestre)(?: (?:de |d')?(?P<year>{Y})| de "
     rf"(?P<shift>{SHIFT}))?", read_half),
    (rf"\b(?:au cours de |dans |sur "
     rf"|pendant )?la (?P<order>{ORDER}) (?P<kind>moitié) de (?:l'année )?"
     rf"(?:(?P<year>{Y})|(?P<shift>{SHIFT}))", read_half),
    (rf"\b(?:au|du|le) (?P<order>{ORDER})(?= ?[,.;)]|$| (?:et|puis|contre)\b)", read_half_again),
    (rf"\b(?P<letter>[st])(?P<number>[1-4])(?: ?(?P<year>{Y})|(?= ?:)|(?:(?<=\b[ad]u ..)"
     r"|(?<=\bce ..))(?![\w-]))", read_half),
    (rf"\b(?:{FRONT} ?)?(?:le )?(?P<weekday>{'|'.join(_WEEKDAYS)}) (?P<day>{D})"
     rf"(?={_DAY_ENDS})", read_weekday),
    (r"\b(?P<front>en|depuis|dès|l'an|année) (?P<words>(?:mille|dix-(?:neuf|huit|sept) cents?"
     r"|deux mille|cinquante|soixante|septante|quatre-vingts?|nonante)(?:[ -](?!et\b)[a-zà-ÿ]+)*"
     r"|[4-9][0-9](?= ?[,.;:)](?![0-9])|$))", read_year_words),
    (rf"\b(?:sur |pendant |durant |dans |au cours )?(?:les |des )?(?P<count>{N}) (?P<end>premiers"
     rf"|derniers) mois de (?:l'année )?(?:(?P<year>{Y})|(?P<shift>{SHIFT}))", read_first_months),
    (rf"\bil y a (?:tout juste |exactement )?(?P<count>{N}) "
     rf"(?P<unit>ans?|mois|semaines?|jours?|décennies?)\b(?! et demi)", read_ago),
    (r"\b(?P<end>fin du )?(?P<plan>1[0-9]) ?(?:e|ème) plan quinquennal", read_plan),
    (rf"\ble (?P<day>{D}) courant\b", read_current),
    (rf"\bannées (?P<tens>{'|'.join(sorted(_TENS, key=len, reverse=True))})(?![a-zà-ÿ-])",
     read_decade_words),
    (r"\bannées[ -](?P<decade>(?:19|20)[0-9]0|[2-9]0)(?![0-9])", read_decade),
    (r"\b(?P<century>[xvi]{1,5}|[12]?[0-9]) ?(?:e|ème|er) siècle", read_century),
    (rf"\b(?:{FRONT} ?)?(?:au |à l'|l'|en |cet |le )?(?P<season>printemps|été|automne|hiver) "
     rf"(?:de )?(?P<year>{Y})(?:-(?:20)?[0-9]{{2}}(?![0-9]))?", read_season),
    (rf"(?<![\w-])(?:{_F}(?:le )?{_P})(?<![0-9.,])(?:(?P<day>{DAY}) )?(?P<month>{M})(?: "
     rf"(?P<year>{Y})| de (?P<shift>{SHIFT}))?", read_month),
    (rf"(?<![\w])(?:{_F}(?:à )?{_P})(?:en |l'an |de |à l'horizon |l'année |à "
     rf")?(?<![0-9.,/])(?<!(?<!mi)-)(?<!(?<!tard q)ue )(?P<year>{Y})(?![-/][0-9])", read_year),
    (rf"(?<![\w.,-])(?P<hour>(?:[0-9]{{1,2}}|{'|'.join(_HOURS)})(?= ?h)|midi|minuit)(?: ?{_HOUR})?"
     rf"(?: moins (?:le )?(?P<less>quart|{_M}|[0-9]{{1,2}})| (?:et )?(?P<more>demie?|quart|{_M}))"
     r"(?![a-zà-ÿ-])", read_clock_words),
    (r"(?<![\w.,])(?P<hour>[0-9]{1,2}|une|" + "|".join(_HOURS)
     + r") ?(?:h(?:eures?)?)(?![a-zà-ÿ])(?: ?(?P<minute>[0-5][0-9])(?![0-9])| et "
       r"(?P<half>demie|quart)(?![a-zà-ÿ]))?", read_clock),
)  # fmt: skip
