"""French numbers in digits and words: scales, fractions, parts of a whole, ranges."""

import re
from fractions import Fraction

from helpers.quantities.hedges import find_before
from helpers.quantities.language import Unit
from helpers.quantities.numerals import (
    MARKS,
    Numeral,
    look_up,
    read_digits,
    room_below,
    write_number,
)
from helpers.quantities.spaced import (
    ALONE,
    find_own_unit,
    fits_range,
    read_neighbours,
    skip_hedge,
)

_SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()
NUMBER_WORDS = dict(zip(_SMALL, range(17), strict=True)) | {"une": 1}
HUNDREDS = _SMALL[2:10]
TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
TENS |= {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
NUMBER_WORDS |= TENS
SCALES = {"cent": 100, "cents": 100, "mille": 10**3, "mil": 10**3}
for _power, _word in ((6, "million"), (9, "milliard"), (12, "billion"), (15, "billiard")):
    SCALES |= {_word: 10**_power, f"{_word}s": 10**_power}
SCALES |= {"trillion": 10**18, "trillions": 10**18, "mio": 10**6, "mia": 10**9}
_AINES = {"huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20}
_AINES |= {"trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60}
_AINES |= {"centaine": 100, "millier": 1000}
COLLECTIVES = {f"{word}{end}": value for word, value in _AINES.items() for end in ("", "s")}
COLLECTIVES |= {"demi-million": 500_000, "demi-milliard": 500_000_000}
_VAGUE_FRONT = ("en", "des", "quelques", "plusieurs", "de nombreuses", "de nombreux", "par")
_VAGUE_WORDS = {
    w: v for w, v in _AINES.items() if w in ("dizaine", "douzaine", "centaine", "millier")
}
_VAGUE_WORDS |= {"million": 10**6, "milliard": 10**9}
VAGUE = {f"{a} {w}s": 2 * v for a in _VAGUE_FRONT for w, v in _VAGUE_WORDS.items()}

_UNIT_ORDINALS = (
    "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
    "douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième "
    "vingtième"
).split()
ORDINALS = dict(zip(_UNIT_ORDINALS, range(2, 21), strict=True))
for _word, _value in TENS.items():
    if _word[-1] == "e" and _value not in (70, 80, 90):
        ORDINALS[f"{_word[:-1]}ième"] = _value
        ORDINALS[f"{_word} et unième"] = _value + 1
for _tens in ("vingt", "trente", "quarante", "cinquante", "soixante"):
    for _word in _UNIT_ORDINALS[:8]:
        ORDINALS[f"{_tens}-{_word}"] = TENS[_tens] + ORDINALS[_word]
ORDINALS |= {"centième": 100, "millième": 1000}
_PARTS = {"tiers": 3, "quart": 4, "quarts": 4} | {
    f"{w}{end}": v for w, v in ORDINALS.items() if v >= 5 and "-" not in w for end in ("", "s")
}
RANKS = ORDINALS | dict.fromkeys(("premier", "première", "premiers", "premières"), 1)
RANKS |= {"second": 2, "seconde": 2, "centième": 100}
FRACTIONS = dict.fromkeys(("la moitié", "moitié"), Fraction(1, 2))
FRACTIONS |= {"le tiers": Fraction(1, 3), "le quart": Fraction(1, 4), "tiers": Fraction(1, 3)}
FRACTIONS |= {"quart": Fraction(1, 4), "un demi-": Fraction(1, 2), "une demi-": Fraction(1, 2)}

_PAST_AGE = re.compile(r"\b(?:passé|dépassé|franchi) $")
_WORD = re.compile(r"[a-zà-ÿ]+")
_DIGITS = re.compile(
    r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)|\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?![\d])"
    r"|\d{1,3}(?:'\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d+,\d+(?!\d|[,.]\d)|\d+\.\d+(?!\d|[.,]\d)|\d+(?![\d]|[.,]\d)"
)
_UNREAD = re.compile(r"\d[\d.,]*\d|\d")
_SHORT = re.compile(
    r"\s?(?P<short>[mM][dD]s?|[mM]rds?|MM|M|G(?=\$|€)|[kK])(?![a-zà-ÿ])(?=(?:€|\$|£|DH|DT|DA|FCFA"
    r"|F\b|USD|EUR|MAD|XOF)|\s(?:€|\$|euros|dollars|francs|F\b|FCFA|DH|DT|DA|d'|de )|[^\w€]|$)"
    r"|(?P<glued>\s?(?:MM|Md|M|K|k))(?=DH|DT|DA|FCFA|CFA|F\b)"
)
_SHORT_SCALES = {"m": 10**6, "k": 10**3, "mm": 10**9, "md": 10**9, "mds": 10**9}
_SHORT_SCALES |= {"g": 10**9, "mrd": 10**9, "mrds": 10**9}
_HALF = re.compile(r" et (demie?|quart|un quart|trois quarts)(?![a-zà-ÿ])")
_HALVES = {"demi": Fraction(1, 2), "demie": Fraction(1, 2), "quart": Fraction(1, 4)}
_HALVES |= {"un quart": Fraction(1, 4), "trois quarts": Fraction(3, 4)}
_PART = re.compile(rf"[ -]({'|'.join(sorted(_PARTS, key=len, reverse=True))})(?![a-zà-ÿ-])")
_FRACTION_BEHIND = re.compile(
    r" (?:des?|du|d'|au|à|en|a|ont|est|sont|seulement|vont|va|par|pour|ou|et|plus|moins"
    r"|sur)(?![a-zà-ÿ])|[^ \w]|$| d'"
)
_COLLECTIVE = re.compile(
    r"(?P<front>(?:de )?(?:des|quelques|plusieurs|nombreuses|nombreux|par|en)|une|un|la|cette|le)? "
    r"?(?P<size>bonne|grosse|petite|bon|gros|petit|demi)?[ -]?"
    rf"(?P<word>{'|'.join(_AINES)}|million|milliard)(?P<many>s)?(?![a-zà-ÿ])"
    r"(?: de (?P<of>centaines|milliers|millions|milliards)(?![a-zà-ÿ]))?"
)
_OF = {"centaines": 100, "milliers": 1000, "millions": 10**6, "milliards": 10**9}
_WORDS = "|".join((*NUMBER_WORDS, *SCALES))
_PROPORTION = re.compile(
    rf"(?P<noun>(?: (?!(?:et|ou|à|de|en|par|pour|dont|sur|qui|ont|est|sont|a|contre|dans|peu"
    rf"|{_WORDS})"
    rf"\b)[a-zà-ÿ'-]{{2,}}(?: (?:de |d')(?!plus|moins"
    rf"|(?:{_WORDS})\b)[a-zà-ÿ'-]{{2,}})?){{0,3}}) sur "
    r"(?:les )?(?=[\da-zà-ÿ])"
)
_RANGE = re.compile(
    r" (?:à|ou|jusqu'à|voire|, voire) |, voire | ?- ?| et |/(?=\d+ ?(?:%|€|(?:kg|jours|ans|mois"
    r"|km)\b))"
)
_TIME = re.compile(
    r" (?:ans?|années?|mois|semaines?|jours?|heures?|hectares?|mètres?|km|sites?|communes"
    r"|marchés|continents|pays|plateformes|kilomètres|m²|ha)\b"
)
_ENTRE = re.compile(r"\bentre (?:les )?$")
_FROM = re.compile(r"(?:\bde |\bd'|\bdu )$")
# "passé de 12 à 40" are two numbers, "augmenté de 12 à 15 %" a range, "de 12 % à 15 %" two.
_MOVES = re.compile(
    r"\b(?:pass(?:é|e|a|er|ant)\w*|(?<!le )(?<!du )(?<!au )(?:doubl|tripl|quadrupl)(?:é|er?|ant)"
    r"\w*|(?:re)?mont(?:é|e|er)\w*|grimp\w+|évolu\w+|port(?:é|ée|er|ant)\w*|bondi\w*"
    r"|(?P<fall>gliss\w+|tomb\w+|ramen\w+|descend\w+|dégringol\w+))\b"
)
# Passé à 30 F, et la ferme emploie de 20 à 25 personnes: another verb, no move.
_MOVED = re.compile(
    r"\b(?:emploi|cré|compt|vend|produi|livr|reçoi|recev|dur|offr|propos|attend|accueill|gagn|coût"
    r"|pai|pay|vari|oscill|fourni|embauch|p[èe]s|mesur|fau|touch|achet|achèt|récolt|transport)\w*$"
)
_CHANGES = re.compile(
    r"\b(?:augmenté\w*|augmente(?:nt)?|reculé\w*|chuté\w*|réduit\w*|abaissé\w*|progressé\w*"
    r"|relevé\w*|baissé\w*|diminué\w*)\b[^.;:]{0,50}$"
)


def read_numeral(view, start: int, language) -> Numeral | None:
    """Return the French number that begins at `start`, ranges and parts of a whole as one."""
    first = _read_roman(view, start) or _read_single(view, start, language)
    if first is None or first.form in ALONE:
        return first
    if first.form in ("digits", "words"):
        part = _read_proportion(view, first, language)
        if part is not None:
            return part
        beside = _read_beside(view.plain, first)
        if beside is not None:
            return beside
    rough = read_neighbours(
        view.plain, first, language, lambda at: _read_single(view, at, language)
    )
    return (
        rough or _read_signed(view, first, language) or _read_range(view, first, language) or first
    )


def _read_beside(text, first):
    """Return deux trois colis as a range, quatorze cinquante as what is not understood; or None."""
    if first.form != "words" or first.article or not text.startswith(" ", first.end):
        return None
    second = read_words(text, first.end + 1)
    if (
        second is None
        or second.article
        or text[first.start : first.end] == "neuf"
        and second.low < 10
    ):
        return None
    if text.startswith(("neuf", "mil ", "zéro"), second.start):
        return None
    low, high = first.low, second.high
    if low and high - low == min(room_below(low), room_below(high)):
        return Numeral(first.start, second.end, low, high, "words", "range", scale=second.scale)
    return Numeral(first.start, second.end, low, high, "beside")


# Not vie, which is life, nor what stands for a century.
ROMAN_SEEDS = (
    r"(?<![^\W\d_])(?!vie |mie)[ivx]{1,6}(?:e|ème|ième) (?!et |ou |au |siècle|s\.)"
    r"(?=d[eu] |[a-zà-ÿ]{3})"
)
_ROMAN = re.compile(r"[IVX]{1,6}(?=(?:e|ème|ième)\s)")


def _read_roman(view, start):
    """Return the rank of XIIe édition, or None."""
    match = _ROMAN.match(view.text, start)
    if match is None:
        return None
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in match[0]]
    pairs = zip(values, [*values[1:], 0], strict=True)
    value = sum(-this if this < after else this for this, after in pairs)
    end = view.plain.index(" ", match.end())
    return write_number(start, end, Fraction(value), "ordinal")


def _read_single(view, start, language):
    text = view.plain
    if numeral := look_up(language, text, start, "multiples", "multiple"):
        return numeral
    collective = _COLLECTIVE.match(text, start)
    if collective and not collective[0].startswith((" ", "-")):
        numeral = _read_collective(view, start, collective)
        if numeral is not None:
            return numeral
    fraction = look_up(language, text, start, "fractions", "fraction")
    if fraction := _scale_fraction(text, fraction or _read_fraction(text, start)):
        return fraction
    if numeral := look_up(language, text, start, "ordinals", "ordinal"):
        return numeral
    if text[start].isdigit() or text[start] in MARKS:
        return _read_digits(view, start, language)
    return read_words(text, start)


def _read_collective(view, start, match):
    """Return une dizaine, des centaines de milliers, un millier; or None for un million."""
    word, front, size = match["word"], match["front"] or "", match["size"] or ""
    value = Fraction(_AINES.get(word) or 10 ** {"million": 6, "milliard": 9}[word])
    value *= _OF.get(match["of"], 1)
    vague = front.split(" ")[-1] in "des quelques plusieurs nombreuses nombreux par en".split()
    if vague and match["many"]:
        if word not in _VAGUE_WORDS:
            return None
        return write_number(start, match.end(), 2 * value, "vague", "dozens")
    if word in ("million", "milliard"):
        if size != "demi":
            return None
        return write_number(start, match.end(), value / 2, "words", scale=int(value))
    if size == "demi":
        value /= 2
    half = (
        _HALF.match(view.plain, match.end()) if front in ("un", "une") and not match["of"] else None
    )
    if half:  # un millier et demi
        value *= 1 + _HALVES[half[1]]
        return write_number(start, half.end(), value, "collective", "about", scale=1)
    if not front and view.plain[start - 3 : start] == "la ":
        front, start = "la", start - 3
    past = _PAST_AGE.search(view.plain, max(0, start - 12), start)
    if front in ("la", "cette", "le") and not match["of"]:
        behind = view.plain[match.end() : match.end() + 4]
        if word in ("trentaine", "quarantaine", "cinquantaine", "soixantaine", "vingtaine"):
            if not re.match(r" d(?:e |')", behind):
                high = value if past else value + 9
                return Numeral(start, match.end(), value, high, "age", "over" if past else "range")
    hedge = {"bonne": "over", "bon": "over", "grosse": "over", "gros": "over"}.get(size, "about")
    hedge = "nearly" if size in ("petite", "petit") else hedge
    scale = int(value) if value >= 100 else 1
    return write_number(start, match.end(), value, "collective", hedge, scale=scale)


_ROUGH = re.compile(
    r"une? (?P<size>bon|bonne|gros|grosse|petit|petite|(?=moitié d[eu]s? )) ?(?P<part>moitié"
    r"|tiers|quart|cinquième"
    r"|dixième)\b"
)


_ROUGHLY = {"": "stated", "bon": "over", "gro": "over", "pet": "nearly"}
_SIZED = re.compile(r" (bon|petit|gros)s? (?=tiers|quarts|cinquièmes|dixièmes)")


def _read_fraction(text, start):
    """Return un cinquième, deux tiers, trois quarts, un bon quart; or None."""
    rough = _ROUGH.match(text, start)
    if rough:
        value = Fraction(1, {"moitié": 2}.get(rough["part"]) or _PARTS[rough["part"]])
        hedge = _ROUGHLY[rough["size"][:3]]
        return write_number(start, rough.end(), value, "fraction", hedge)
    word = _WORD.match(text, start)
    above = NUMBER_WORDS.get(word.group()) if word else None
    end = word.end() if word else None
    if above is None and text[start].isdigit() and text[start + 1 : start + 2] in ("/", " "):
        above, end = int(text[start]), start + 1
        slash = re.compile(r"/([2-9]|10)(?![\d/])").match(text, end)
        if slash and above < int(slash[1]):
            value = Fraction(above, int(slash[1]))
            return write_number(start, slash.end(), value, "fraction")
    sized = _SIZED.match(text, end) if above else None  # deux bons tiers
    part = _PART.match(text, sized.end() - 1 if sized else end) if above else None
    if part is None:
        return None
    below = _PARTS[part[1]]
    if above >= below or (above > 1 and not part[1].endswith("s")):
        return None
    dont = text.endswith("dont ", 0, start)
    if above == 1 and below > 4 and not dont and not _FRACTION_BEHIND.match(text, part.end()):
        return None
    hedge = _ROUGHLY[sized[1][:3]] if sized else "stated"
    return write_number(start, part.end(), Fraction(above, below), "fraction", hedge)


_OF_SCALE = re.compile(r" (?:de |d'un )(million|milliard)(?![a-zà-ÿ])")


def _scale_fraction(text, numeral):
    """Return un quart de milliard as one number."""
    scale = numeral and _OF_SCALE.match(text, numeral.end)
    if not scale:
        return numeral
    size = SCALES[scale[1]]
    value = numeral.low * size
    return write_number(numeral.start, scale.end(), value, "words", numeral.hedge, scale=size)


# 1h30 de route, 1m80, 3€50: a smaller unit behind the letter of a larger one.
_GLUED = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,2})(?P<unit>[hm€f°])(?P<part>[0-5]\d|(?<=[m€f])\d\d"
    r"|(?<=°)\d)(?![\d\w])"
)
_PARTS_OF = {"h": (Unit("duration", "hour"), 60), "m": (Unit("amount", "m"), 100)}
_PARTS_OF |= {"°": (Unit("amount", "degree"), 10)}
_PARTS_OF |= {"€": (Unit("amount", "EUR"), 100), "f": (Unit("amount", "XOF"), 100)}


def _read_digits(view, start, language):
    text = view.plain
    if text[start] in MARKS:
        return write_number(start, start + 1, MARKS[text[start]], "fraction")
    glued = _GLUED.match(text, start)
    if glued:
        unit, part = _PARTS_OF[glued["unit"]]
        value = int(glued["whole"]) + Fraction(int(glued["part"]), part)
        return write_number(start, glued.end(), value, "digits", unit=unit)
    match = _DIGITS.match(text, start)
    if match is None or match.end() - start > 25:
        end = _UNREAD.match(text, start).end()
        return write_number(start, end, Fraction(0), "unread")
    printed = match.group()
    if re.fullmatch(r"\d{1,3}\.\d{3}", printed):
        scale = _SCALE.match(text, match.end())
        if scale and scale[1] not in ("mille", "milliers"):
            return write_number(start, scale.end(), Fraction(0), "ambiguous")
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+|\d{4,}\.\d+", printed):
        value = Fraction(printed)
    else:
        value = Fraction(read_digits(printed, language))
    end = match.end()
    if text[end : end + 1] and text[end] in MARKS:
        value, end = value + MARKS[text[end]], end + 1
    short = _SHORT.match(view.text, end)
    if short:
        scale = _SHORT_SCALES[(short["short"] or short["glued"]).strip().lower()]
        end, unit = short.end(), None
        letters = _WORD.match(text, end)
        if letters:  # 4,2 MDH: the currency stands right behind its scale
            unit, end = language.units_behind.get(letters.group()), letters.end()
        return write_number(start, end, value * scale, scale=scale, unit=unit)
    return _add_scales(text, write_number(start, end, value, "digits"))


_JOINER = re.compile(r" et (?=une?\b|onze\b)|-et-(?=une?\b|onze\b)|[ -]")
_MANY = re.compile(r" (dizaine|douzaine|centaine|millier)s\b")
_SCALE = re.compile(
    r"[ -](mille|milliers|millions?|milliards?|billions?|trillions?|mi[oa])(?![a-zà-ÿ])"
    r"(?:(?<=mi[oa])\.(?= (?:de |d'|f)))?"
)
_REST = re.compile(r" (\d{1,3}(?:[ .]\d{3})+)(?![\d])")


def _add_scales(text, numeral):
    """Return digits with the scale words behind them: 13 mille, 100 mille milliards."""
    value, end, scale = numeral.low, numeral.end, 1
    while match := _SCALE.match(text, end):
        word = match[1]
        factor = 1000 if word in ("mille", "milliers") else SCALES[word]
        if scale > 1 and factor <= scale:
            break
        value, end, scale = value * factor, match.end(), factor
        rest = _REST.match(text, end)
        if rest and factor >= 10**6:
            added = int(re.sub(r"[ .]", "", rest[1]))
            if added < factor:
                return write_number(numeral.start, rest.end(), value + added, "digits")
    if scale > 1 and (half := _HALF.match(text, end)):
        value, end = value + _HALVES[half[1]] * scale, half.end()
    return write_number(numeral.start, end, value, "digits", scale=scale)


def _fits(group, value):
    """Whether a number below a hundred may follow in a French number: soixante | douze."""
    if group is None or (group % 100 == 0 and group >= 100):
        return True
    tail = group % 100
    if tail in (60, 80):
        return 0 < value < 20
    if tail in (20, 30, 40, 50, 70, 90):
        return 0 < value < 10
    return tail == 10 and value in (7, 8, 9)


def _read_groups(text, start):
    """Return what stands above the last scale, the group behind it, that scale, end and words."""
    total, group, last, scale, place, words = 0, None, 10**21, 1, start, 0
    after = start
    while word := _WORD.match(text, after):
        name, end = word.group(), word.end()
        if name == "quatre" and (score := re.compile(r"[ -]vingts?(?![a-zà-ÿ])").match(text, end)):
            value, end = 80, score.end()
            if group is not None and group % 100:
                break
            group = (group or 0) + 80
        elif name in ("cent", "cents"):
            if group is not None and not (1 < group < 10 or (10 < group < 20 and not total)):
                break
            group, scale = (group or 1) * 100, 100
        elif name in SCALES:
            value = SCALES[name]
            if value >= last and last != 10**21:
                if not total or value <= last or group is not None:
                    break
                total, group = total * value, None  # cent mille milliards
            else:
                lone = not words and text[start - 3 : start] in ("le ", "du ", "au ")
                if group is None and value > 1000 and not lone:
                    break
                total, group = total + (1 if group is None else group) * value, None
            last = scale = value
        elif name in NUMBER_WORDS:
            value = NUMBER_WORDS[name]
            if (words and not value) or group == 0 or not _fits(group, value):
                break
            joined = words and text[after - 4 : after] in (" et ", "-et-")
            tens = group and group % 100 in range(20, 100, 10)
            if joined and not (tens and value in (1, 11)):
                break
            group = (group or 0) + value
        else:
            break
        place, words = end, words + 1
        joiner = _JOINER.match(text, end)
        if joiner is None:
            break
        after = joiner.end()
    return total, group, scale, place, words


def read_words(text, start):
    """Return a number in words, as far as its parts fit together, or None."""
    total, group, scale, place, words = _read_groups(text, start)
    if not words:
        return None
    value = Fraction(total + (group or 0))
    ends_in_scale = group is None or scale == 100 and group % 100 == 0
    comma = re.compile(r" virgule (?=[a-zà-ÿ])").match(text, place)
    decimals = read_words(text, comma.end()) if comma else None
    if decimals is not None:
        value += decimals.low / 10 ** len(str(int(decimals.low)))
        return write_number(start, decimals.end, value, "words")
    many = _MANY.match(text, place)
    if many and group is not None:
        factor = _AINES[many[1]]
        return write_number(start, many.end(), value * factor, "words", scale=factor)
    half = _HALF.match(text, place)
    if half:
        step = scale if ends_in_scale and scale >= 1000 else 1
        value, place = value + _HALVES[half[1]] * step, half.end()
    article = words == 1 and text[start:place] in ("un", "une")
    return write_number(
        start, place, value, "words", "stated", article, int(scale if ends_in_scale else 1)
    )


def _read_proportion(view, first, language):
    """Return une boutique sur cinq, 7 producteurs sur 10 as a part; or None."""
    text = view.plain
    link = _PROPORTION.match(text, first.end)
    if link is None or first.low.denominator != 1 and link["noun"]:
        return None
    if first.form == "digits" and re.search(r" d[e']", link["noun"]):
        return None  # 18 points de service sur 43
    second = _read_single(view, link.end(), language)
    if second is None or second.form not in ("digits", "words"):
        return None
    if second.low <= first.low or second.low.denominator != 1 or second.low > 10**4:
        return None
    if first.low.denominator != 1 and second.low not in (5, 10, 20, 100):
        return None  # a mark: 8,5 sur 10
    if _TIME.match(text, second.end) or re.match(r"(?:19|20)\d\d$", text[link.end() : second.end]):
        return None
    if text[second.end : second.end + 3].lstrip().startswith(("%", "km", "°")):
        return None
    unit = language.words("units_behind").at(text, first.end + 1)
    if unit and unit[0].kind in ("amount", "duration"):
        if first.form == "digits" or unit[0].code in ("m", "cm") and first.low > 1:
            return None  # 40 mètres sur 60
    value = first.low / second.low
    return write_number(first.start, second.end, value, "proportion")


_SIGNED = re.compile(r" (?:à|et|ou) (?P<sign>[+-]) ?(?=\d)")
_SIGN = re.compile(r"(?:^|(?<=[ (]))(?P<sign>[+-]) ?$")


def _read_signed(view, first, language):
    """Return -3 à -5 %, entre -2 et +1 % as one number with its signs, or None."""
    own, place = find_own_unit(view.plain, first, language, _SIGNED)
    mark, sign = _SIGNED.match(view.plain, place), _SIGN.search(view.before(first.start, 3))
    second = _read_single(view, mark.end(), language) if mark and sign else None
    if second is None or not first.form == second.form == "digits":
        return None
    ends = (-n.low if s["sign"] == "-" else n.low for n, s in ((first, sign), (second, mark)))
    low, high = sorted(ends)
    start = first.start - len(sign[0])
    return Numeral(start, second.end, low, high, "digits", "range", scale=second.scale)


def _read_range(view, first, language):
    """Return both ends of a range as one number, or None where they are two numbers."""
    text = view.plain
    own, place = find_own_unit(text, first, language, _RANGE)
    mark = _RANGE.match(text, place)
    if mark is None:
        return None
    begin = find_before(view, first.start, language)[1]
    before = view.before(begin, 140)
    between = _ENTRE.search(before[-12:])
    if (mark[0] == " et ") != bool(between):
        return None
    at = skip_hedge(text, mark.end(), language) if between else mark.end()
    if at >= len(text) or not language.seeds.match(text, at):
        return None
    second = _read_single(view, at, language)
    if not fits_range(text, first, second, own, language) or first.article and second.article:
        return None
    lead = _FROM.search(before)
    if mark[0] == " à " and lead:
        front = before[: lead.start()].rstrip()
        front = front[max(front.rfind(mark) for mark in ".;:") + 1 :]
        move = next(reversed(list(_MOVES.finditer(front))), None)
        risen = move and move["fall"] and first.low < second.high  # dégringolé de 18 à 20 %
        moves = move and not risen and not _MOVED.search(front, move.end())
        if moves or own and _CHANGES.search(front):
            return None
    low = _share_scale(first, second, text)
    if low >= second.high:
        return None
    start = first.start
    if between:
        start = begin - len(between[0])
    form = "digits" if second.form == "collective" else second.form
    return Numeral(start, second.end, low, second.high, form, "range", scale=second.scale)


def _share_scale(first, second, text):
    """Return the low end with the scale of the high one: 7 à 8 000, 3 à 4 millions."""
    if first.scale == 1 and second.scale >= 1000 and first.low < second.high / second.scale:
        return first.low * second.scale
    if first.scale == 1 and 1 < second.scale <= 100 and second.form == "words" and first.low < 10:
        return first.low * second.scale if first.low < second.high / second.scale else first.low
    grouped = first.form == second.form == "digits" and second.high % 1000 == 0
    if grouped and first.low < 1000 and first.low * 1000 < second.high <= first.low * 10**4:
        return first.low * 1000
    return first.low
