"""The words of French that the grammar looks up: units, hedges, plans, sources, idioms."""

import itertools

from helpers.quantities.currencies import find_names, find_signs
from helpers.quantities.french_numbers import NUMBER_WORDS, ORDINALS, SCALES
from helpers.quantities.language import OCCASION, RATIO, Unit
from helpers.quantities.spaced import CODES
from helpers.quantities.symbols import SYMBOLS
from helpers.quantities.words import turn_table
from helpers.words.currency import list_codes

VOWELS = tuple("aeiouyhéèêàâîôœ")


def with_of(word):
    """Return a word behind ``de`` as French writes it."""
    return f"d'{word}" if word.startswith(VOWELS) and word != "yuans" else f"de {word}"


# ------------------------------------------------------------------ units
# What many countries use means the money of one; the names of the others come from Unicode.
_CURRENCIES = {
    "EUR": "eur, €", "CNY": "rmb, renminbi, cny", "CAD": "cad, $ ca, $ can, $ca, $can",
    "USD": "dollar, dollars, dollars américains, dollar américain, $, usd, dollars us, us$, $us, "
    "$ us",
    "XOF": "franc, francs, francs cfa, franc cfa, fcfa, f cfa, f.cfa, cfa, xof, f, fr., fr, frs",
    "XAF": "xaf", "CHF": "chf", "GNF": "gnf", "BIF": "bif", "RWF": "rwf", "CDF": "cdf",
    "MAD": "dirham, dirhams, dh, dhs, mad", "AED": "dirhams émiratis, aed",
    "TND": "dt, tnd, dinar, dinars", "millime": "millime, millimes", "DZD": "da, dzd",
    "MGA": "ar, mga", "VND": "dong, dongs, vnd",
    "GBP": "livre, gbp, £", "EGP": "egp", "INR": "roupie, roupies, inr", "JPY": "jpy",
    "NGN": "ngn", "GHS": "ghs, cedi, cedis, cédi, cédis",
    "HTG": "htg", "RUB": "rouble, roubles", "MRU": "mru",
    "KES": "shilling, shillings, kes", "MXN": "peso, pesos", "BRL": "reais, reals, real",
    "SEK": "couronne, couronnes", "cent": "centime, centimes, cents, centimes d'euro, ct, cts",
}  # fmt: skip
_CURRENCIES = {code: words.split(", ") for code, words in _CURRENCIES.items()}
for _word, _code in find_names("fr").items():
    plural = [] if " " in _word or _word[-1] in "sx" else [f"{_word}s"]
    _CURRENCIES.setdefault(_code, []).extend([_word, *plural])
_MEASURES = {
    "t": "t, tonne, tonnes", "kg": "kg, kilo, kilos, kilogramme, kilogrammes", "mg": "mg",
    "g": "g, gramme, grammes", "quintal": "quintal, quintaux, qx", "mu": "mu, mus", "jin": "jin",
    "ha": "ha, hectare, hectares", "acre": "acre, acres", "arpent": "arpent, arpents",
    "are": "ares",
    "nmi": "milles marins, mille marin, milles",
    "m": "m, mètre, mètres", "km": "km, kilomètre, kilomètres", "mm": "mm, millimètres",
    "cm": "cm, centimètre, centimètres", "km/h": "km/h",
    "m2": "m², m2, mètre carré, mètres carrés", "m3": "m³, m3, mètres cubes, mètre cube",
    "km2": "km², km2, kilomètres carrés, kilomètre carré",
    "l": "l, litre, litres", "cl": "cl", "ml": "ml, millilitres", "ft": "pied, pieds",
    "inch": "pouce, pouces", "sqft": "pi², pieds carrés", "quintal/ha": "q/ha, qx/ha",
    "hl": "hl, hectolitre, hectolitres", "kWh": "kwh",
    "MW": "mw, mégawatt, mégawatts", "kW": "kw, kilowatts", "GW": "gw, gigawatts",
    "lb": "lb, lbs", "oz": "once, onces", "gallon": "gallon, gallons", "V": "volt, volts",
    "TB": "téraoctet, téraoctets", "kB": "ko, kilooctets",
    "degree": "°, °c, degré, degrés", "MB": "mo, mégaoctets", "GB": "go, gigaoctets",
    "Mbps": "mbit/s, mb/s, mbps",
}  # fmt: skip
_TIMES = {
    "year": "an, ans, année, années", "month": "mois", "week": "semaine, semaines",
    "day": "jour, jours, journée, journées, soir, soirs, soirée, soirées, nuit, nuits, matins",
    "hour": "h, heure, heures", "minute": "min, mn, minute, minutes", "second": "seconde, secondes",
    "quarter": "trimestre, trimestres", "half-year": "semestre, semestres",
    "decade": "décennie, décennies", "century": "siècle, siècles",
}  # fmt: skip


UNITS, RATES = dict(SYMBOLS), {}
for _kind, _table in (("amount", _CURRENCIES), ("amount", _MEASURES), ("duration", _TIMES)):
    for _code, _entry in _table.items():
        for _word in _entry if isinstance(_entry, list) else _entry.split(", "):
            UNITS[_word] = Unit(_kind, _code)
            one_time = _table is _TIMES and _word[-1] != "s"  # de nuit, de jour
            if len(_word) > 1 and not one_time:
                UNITS[with_of(_word)] = Unit(_kind, _code)
            if _table is not _CURRENCIES:
                RATES[_word] = _code
PERCENT = Unit("share", "share", "1/100")
POINTS = Unit("points", "pp", "1/100")
UNITS |= dict.fromkeys(("%", "pour cent", "pct", "p. 100", "p.100", "p.c.", "p. c."), PERCENT)
UNITS |= dict.fromkeys(("‰", "pour mille"), Unit("share", "share", "1/1000"))
UNITS |= dict.fromkeys(
    ("point", "points", "point de pourcentage", "points de pourcentage", "points de %",
     "points de pour cent", "pp", "pt", "pts"), POINTS
)  # fmt: skip
UNITS |= dict.fromkeys(
    ("points de base", "point de base", "pb", "pdb"), Unit("points", "pp", "1/10000")
)
UNITS |= {"fois": RATIO, "de fois": OCCASION, "reprises": OCCASION}
UNITS |= {"étoile": Unit("other", "star"), "étoiles": Unit("other", "star")}
SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "fcfa": "XOF", "xof": "XOF"}
SIGNS |= {"fr.": "CHF"}
UNITS_BEFORE = {sign: Unit("amount", code) for sign, code in (find_signs() | SIGNS).items()}
UNITS |= {sign: unit for sign, unit in UNITS_BEFORE.items() if len(sign) == 1}
UNITS_BEFORE |= {code.lower(): Unit("amount", code) for code in list_codes()}

# ------------------------------------------------------------------ hedges
_ENDS = {
    "de": ("de", "d'", "des", "du", "de la", "de l'", "de les"),
    "à": ("à", "au", "aux", "à la", "à l'"),
}
VERB_HEDGES = (
    r"(?:\b(?P<before>pas|jamais|guère|sans|point|rarement|ne (?:peu(?:t|vent)|pouvai(?:t|ent)"
    r"|saurai(?:t|ent)|doi(?:t|vent)|devai(?:t|ent)|pourr(?:a|ont|ait|aient)|devr(?:a|ont|ait"
    r"|aient)))(?: encore| même)? )?(?:\b(?:(?P<over>(?:dépass|exc[éè]d|surpass|outrepass)(?:{0}))"
    r"|(?P<nearly>(?:r?approch|frôl|fris)(?:{0})|flirt(?:{0}) avec)|(?P<about>avoisin(?:{0})"
    r"|tourn(?:{0})(?= autour))|(?P<reach>atteint|atteignent|atteindre|atteignai(?:en)?t|atteindra)"
    r"|(?P<pass>franchi(?:t|ssent|r|e|ra)?|pass(?:{0})|crev(?:{0})|tomb(?:{0})"
    r"|descend\w*))\b)(?P<behind> (?:même )?(?:(?<=n'y dépasse )plus|(?<=ne dépasse )plus"
    r"|(?<=n'excède )plus|pas|jamais|guère|point|rarement))?(?: (?:déjà|désormais|largement"
    r"|légèrement|nettement|maintenant|aujourd'hui|de peu|encore))?(?P<bar> (?P<under>sous )?(?:le "
    r"cap|la barre|le seuil)(?: d'|s| des| de| du)?| autour de[s]?)?(?: les?| la| des?| l'| d')? ?$"
).replace("{0}", "e|ent|é|ée|és|ées|er|ai(?:en)?t|ant|era|eront|era(?:ien|i)?t|èrent")
_PHRASES_BEFORE = {
    "over": "un bon|une bonne|plus de|un peu plus de|bien plus de|largement plus de"
    "|nettement plus de|beaucoup plus de|davantage que|au-delà de|au-dessus de|au moins"
    "|à tout le moins|pour le moins|au bas mot|au minimum|un minimum de|minimum|supérieur à"
    "|supérieure à|supérieurs à|supérieures à|supérieur ou égal à|supérieure ou égale à"
    "|supérieurs ou égaux à|plus que|pas moins de|non moins de|rien de moins que|plus de quelque"
    "|à peine plus de|tout juste plus de|>"
    "|≥|>=|à partir de|dès",
    "under": "en bas de|moins de|un peu moins de|bien moins de|nettement moins de"
    "|à peine moins de|à peine"
    "|tout juste|sous|sous la barre de|sous le seuil de|sous les|en dessous de|au-dessous de"
    "|en deçà de|inférieur à|inférieure à|inférieurs à|inférieures à|même pas|pas même|<",
    "nearly": "près de|tout près de|presque|quasi|quasiment|pas loin de|non loin de|proche de"
    "|proches de|pas tout à fait|bientôt|à deux doigts de|pratiquement|voisin de",
    "about": "environ|environs|quelque|quelques|autour de|aux alentours de|aux environs de"
    "|à peu près|de l'ordre de|dans les|approximativement|grosso modo|vers|vers les|~|≈|±|estimé à"
    "|estimée à|estimés à|estimées à|à quelque|peu ou prou|plus ou moins|à hauteur d'environ"
    "|tourne autour de|voisine de|à la louche|à vue de nez|en gros",
    "up_to": "jusqu'à|jusque|au plus|tout au plus|au maximum|un maximum de|maximum|à concurrence de"
    "|dans la limite de|plafonné à|plafonnée à|plafonnés à|plafonnées à|limité à|limitée à"
    "|limités à|limitées à|plafonne à|plafonnent à|inférieur ou égal à|inférieure ou égale à"
    "|inférieurs ou égaux à|≤|<=|un plafond de|à tout casser|grand maximum",
    "stated": "ni plus ni moins de|ni plus ni moins que|exactement|précisément|pile",
}


def _open_ends(phrase):
    """Return a phrase with every form of the preposition it ends in, and with an article."""
    stem, _, last = phrase.rpartition(" ")
    if last in _ENDS:
        return [f"{stem} {end}" for end in _ENDS[last]]
    return [phrase] if last in ("les", "~", "<", ">") else [phrase, f"{phrase} les", f"{phrase} le"]


def _build_hedges():
    table = {}
    for hedge, phrases in _PHRASES_BEFORE.items():
        for phrase in phrases.split("|"):
            table |= dict.fromkeys(_open_ends(phrase), hedge)
    for word in ("pas", "jamais", "guère", "rarement", "point"):
        for end in _ENDS["de"]:
            table[f"{word} plus {end}"] = "up_to"
            table[f"{word} beaucoup plus {end}"] = "up_to"
            table[f"{word} moins {end}"] = "over"
        for front in ("en dessous", "au-dessous", "en deçà"):
            table |= {f"{word} {front} {end}": "over" for end in _ENDS["de"]}
        for front in ("au-dessus", "au-delà"):
            table |= {f"{word} {front} {end}": "up_to" for end in _ENDS["de"]}
        table |= {f"{word} sous les": "over", f"{word} sous": "over"}
        for gender, end in itertools.product(("", "e", "s", "es"), _ENDS["à"]):
            table[f"{word} supérieur{gender} {end}"] = "up_to"
            table[f"{word} inférieur{gender} {end}"] = "over"
    return table


HEDGES = _build_hedges()
HEDGES_BEHIND = {
    f"{w} {d}": ""
    for w in ("et moins", "et plus", "ou moins", "ou plus")
    for d in ("de", "d'", "des", "du")
}
HEDGES_BEHIND |= turn_table("""
over: au moins, ou plus, et plus, au minimum, minimum, mini, au bas mot, ou davantage, et quelques,
  et des poussières, voire plus, voire davantage, et au-delà, +
up_to: au plus, tout au plus, au maximum, maximum, maxi, max, ou moins, et moins, grand maximum,
  voire moins, à tout casser
about: environ, à peu près, approximativement, grosso modo, à la louche, à vue de nez, en gros
""")

# ------------------------------------------------------------------ rises and falls
RISES = (
    r"hausses?|inflation|augment\w+|progress\w+|(?<!retard de )croissance|croît|croît\w*|croissent"
    r"|crû|accr\w+|bond\w*|grimp\w+|(?<!à )gagn\w+|mont(?:é|ée|e|ent|er)s?|essor|envol\w*|bondi\w*"
    r"|gonfl\w+|renchér\w+|majoration|s'accélère|élévation|relev\w+|rebond\w*|enchér\w+|remont\w+"
    r"|plus-value|surplus|élargi\w*|appréci(?:é|e|ent|ation)\w*|explos\w+|saut(?:e|é|ent)?|poussée"
    r"|flamb\w+|embellie|redress\w+|amélior\w+|s'adjuge\w*|adjugé|supérieure?s?"
)
FALLS = (
    r"baiss\w*|recul\w*|chut\w*|dimin\w+|perd\w*|perte|perdu\w*|repli\w*|fléchi\w*|rédui\w*"
    r"|réduction|décru\w*|décroît|décroissance|effondr\w+|dégringol\w+|contract\w+|contraction"
    r"|ralenti\w*|plong\w+|régress\w+|amput\w+|rogn\w+|tass\w+|déclin\w*|décroch\w+|cédé|cède"
    r"|cèdent|cédant|abaiss\w+|allég\w+|raboté\w*|amoindri\w*|rétréci\w*|régression|inférieure?s?"
    r"|manqu\w+|retard|fond(?:u|ue|ent)|glissé|glisse|glissement|déviss\w+|effrit\w+|érod\w+"
    r"|érosion|affaiss\w+|berne|dépréci\w+|dévalu\w+|détérior\w+|dégrad\w+|abandonne|abandonnent"
    r"|lâch(?:e|ent|é)|rétract\w+|retrait"
    r"|moins-value"
)

# ------------------------------------------------------------------ plans and sources
_FUTURES = "atteind dépasse coûte ouvri passe compte emploie représente augmente crée recev livre"
_FUTURES += " vend produi gagne touche relie couvri forme aur se fe doubl accueille dispose"
CUES = {
    f"{stem}{end}": "expected"
    for stem in _FUTURES.split()
    for end in ("ra", "ront", "rait", "raient")
}
CUES |= turn_table("""
target: objectif, objectifs, vise, visent, viser, visant, cible, cibles, ambitionne, ambitionnent,
  ambition, veut, veulent, souhaite, souhaitent, voudrait, visait
expected: promet, promettent, promis, prévoit, prévoient, prévu, prévue, prévus, prévues,
  prévision, prévisions, attend, attendu, attendue, attendus, attendues, espère, espèrent, devrait,
  devraient, pourrait, pourraient, projette, projettent, annoncera, escompte, escompté, aura,
  auront, planifié, table sur, tablent sur
reported: aujourd'hui, actuellement, à ce jour, pour l'instant
""")
# A date behind these is what is compared with, or when something began.
BASES = tuple(
    "qu'en|par rapport|par rapport à|par rapport au|comparé|comparé à|que|qu'|celui|celle|ceux"
    "|le triple|le double|au lieu|contre|moins qu'en|plus qu'en".split("|")
)
BASES += tuple(
    f"que {word}{whole}"
    for word in ("sur", "durant", "pendant", "pour", "lors de")
    for whole in ("", " l'ensemble de", " toute l'année", " tout", " l'année")
)
BASES += tuple(
    f"{stem}{end}{article}"
    for stem in "né créé fondé lancé inauguré installé ouvert arrivé entré".split()
    for end in ("", "e", "s", "es")
    for article in ("", " le", " dès")
)
SOURCES_WORDS = (
    "agence service bureau chambre ministère ministre département observatoire office institut "
    "association fédération direction coopérative plateforme mairie gouvernement province région "
    "banque syndicat centre statistiques administration société entreprise préfecture ong "
    "programme comité district comté commune municipalité union autorité rapport enquête étude "
    "registre recensement autorités interprofession projet rectorat opérateur mutuelle mrc port "
    "réseau académie hôpital université exploitant groupe filière ligue collectif cabinet "
    "gendarmerie police parc aéroport régie compagnie transporteur chargeurs distributeur "
    "fabricant organisme"
).split()
TITLES = (
    "directeur directrice ministre maire préfet préfète président présidente responsable "
    "porte-parole vétérinaire médecin chercheur chercheuse économiste agronome expert experte élu "
    "élue conseiller conseillère secrétaire trésorier trésorière chef cheffe ingénieur ingénieure"
).split()
_STEMS = (
    "indiqu|précis|annonc|affirm|expliqu|rapport|soulign|not|soupir|racont|assur|confi|lanc|résum"
    "|calcul|estim|observ|gliss|ajout|constat|avou|déclar|signal|avanc|insist|tempèr|tempér|grinc"
    "|tranch|nuanc|recens|dénombr|comptabilis|évalu|chiffr|montr|révèl|révél|publi|évoqu|déplor"
    "|redout|espèr|espér|escompt|vis|détaill|regrett|complèt|rel[eè]v|rappel+|témoign"
)
_SAID = (
    rf"(?:(?:a |ont |avai(?:t|ent) )(?:{_STEMS})é|(?:{_STEMS})(?:e|ent|ait|aient))|dit|disent|a dit"
    r"|sourit|se souvient|reconnaît|reconnaissent|admet|admettent|craint|craignent|prévoit"
    r"|prévoient|prédit|fait valoir|(?:a |ont )?fait savoir|font savoir|fait état|font état"
    r"|établit|conclut|concluent|(?:mise|table)(?:nt)? sur"
)
_VERBS_BEHIND = rf"{_SAID}|compte|promet|veut|entend|souhaite|concède"
_WHO = r"[^,.;:!?()«»\"\n]"
# What things depend on, no sources: selon la distance.
_NO_WHO = (
    r"(?:la|les?|leurs?|l'|sa|son) ?(?:distance|saison|taille|poids|qualité|cas|besoin|âge|année"
    r"|demande|jour|météo|région|calibre|période|modèle|mois|moment|produit|destination|quantité"
    r"|volume|zone|pays)"
)
SOURCES = (
    rf"\b(?:selon|d'après|de source|aux dires de|au dire d[eu]|à en croire|de l'aveu d[eu]"
    rf"|suivant) (?!{_NO_WHO})(?P<who>{_WHO}{{3,60}})",
    r"\b(?P<who>(?:les |ces |leurs |ses )?(?:données|chiffres|statistiques|relevés|registres)"
    r"(?: [a-zà-ÿ'-]+){0,6}?) (?:montr|indiqu|font état|révèl|situ|évalu|chiffr|suggèr|confirm)",
    r"(?:^|[.!?\n] ?)(?P<who>(?!il y |c'est )(?:l'|la |le |les )?[a-zà-ÿ'-]+(?: "
    r"[a-zà-ÿ'-]+){0,5}?)(?<! ne) (?:(?:a |ont )(?:recens|dénombr|comptabilis|estim|évalu|indiqu"
    r"|annonc|rapport|chiffr)é|prévoi(?:t|ent)|(?:recens|dénombr|comptabilis|estim|évalu|indiqu"
    r"|annonc|chiffr)(?:e|ent)|table(?:nt)? sur)\b",
    rf"(?:»|”|\"|,) ?(?:{_SAID}) (?!que |qu'|avoir |être )(?P<who>{_WHO}{{2,50}})",
    rf"(?:^|[.!?\n] ?)pour (?P<who>(?:la |le |les "
    rf"|l')(?:{'|'.join(SOURCES_WORDS)})s?\b{_WHO}{{0,40}}),",
    rf"\b(?:{_STEMS})e?-t-on (?:à|au|aux|chez|auprès d[eu]) (?P<who>{_WHO}{{2,40}})",
    r"(?:»|”|\"|,) ?(?:dit|sourit|explique|raconte|confie|assure)-(?P<who>elle|il|ils|elles|on)\b",
    rf"(?:»,|[,.!?…] ?»|”,|[,.!?]”|\",|[,.!?]\") (?:a )?[a-zà-ÿ]{{3,14}} "
    rf"(?P<who>(?!de |d'|à |en |que |qu'|avoir |être |dizaines|centaines|milliers)(?:l[ea] |les "
    rf"|l'|une? |cet? |cette |m\. |mme )?{_WHO}{{2,40}})",
    rf"\b(?P<who>(?:la |le |les |l')(?:{'|'.join(SOURCES_WORDS + TITLES)})s?\b{_WHO}{{0,50}}?)"
    rf"(?:, [^,.\n]{{3,60}},)? (?:{_VERBS_BEHIND})\b",
    rf"(?:^|[.!?\n] ?)(?P<who>(?:m\. |mme )?[a-zà-ÿ'-]+(?: [a-zà-ÿ'-]+){{0,5}})"
    rf"(?:, (?:qui [^,.\n]{{3,60}}|\d\d ans|une? [^,.\n]{{3,40}}),)? "
    rf"(?:{_SAID})(?: (?:que|qu'|avoir|être)|,|\b(?= l[ea]s? ))",
    r"\b(?P<who>(?:le |la |l'|ce )(?:projet|plan|programme|budget|rapport|étude|enquête)(?: d[eu] "
    r"(?:la |l')?[a-zà-ÿ'-]+)?),?(?: (?:lui|elle),)? (?:prévoit|parle|table"
    r"|vise|chiffre|conclut)\b",
)
# An office that is the subject of a sentence counts in its paragraph, though none says so.
SUBJECTS = (
    r"(?:^|[.!?\n] ?|\(\w+\) - )(?P<who>(?:la |le |les |l'|sa |son |cette "
    rf"|une? )(?:{'|'.join(SOURCES_WORDS)})s?\b[^,.;:!?()«»\"\n0-9]{{0,30}}?)(?= (?:a|ont|est|sont"
    r"|vend|vis|compt|regroup|réalis|exp|emploi|veut|prév|achèt|form|affich|annon)\w*\b|,)",
)

_PERSON = r"[A-ZÀ-Ý][\w'’-]+"
PERSONS = (
    rf"(?P<name>\b(?:M\.|Mme|Mᵐᵉ) {_PERSON}(?: {_PERSON})?|\b{_PERSON}(?: {_PERSON}){{1,2}}(?=, "
    rf"(?:qui|elle|lui|une?|ce|cette|la \w+aine|le|\d\d ans)\b|[  ]\(\d\d ans)|\b{_PERSON}(?: "
    rf"{_PERSON}){{0,2}}(?=, (?:la (?:\w+aine)|\d\d[  ]ans|[a-z-]+(?: et un)? ans)\b))"
)
TRADES = (
    r"\b(?:vend\w*|écoul\w+|expédi\w+|livr\w+|command\w+|récolt\w+|ramass\w+|cueill\w+|produi\w+)\b"
)
DEEDS = (
    r"\b(?:a|ai|ont|avait|avaient) (?:vendu|écoulé|expédié|livré|récolté|ramassé|cueilli|produit"
    r"|gagné|encaissé|acheté)\b|\bcultivai(?:t|ent)\b"
)
PACKAGES = r"\b(?:l[ea]|une?|chaque|par) (?:[a-zà-ÿ]+ )?d[e'] ?$"
APPOSITIONS = r"(?:,| d[eu] | de la | de l'| des )"
NO_NAMES = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ce jour|encore|même|aussi) )"
)
PERSON_WORDS = tuple(
    "elle je j'ai moi il lui raconte confie mon ma mes grand-mère fille fils mari".split()
)

# ------------------------------------------------------------------ no numbers
IDIOMS = turn_table("""
idiom: deux poids, deux mesures, pierre trois coups, quatre fers en l'air, deux lièvres,
  deuxième main, premier degré, premier cycle, premier âge, mille et un, mille et une,
  trente-et-un, clin d'œil, en deux mots, à deux pas, mille excuses, mille mercis,
  deux poids deux mesures, sept sur sept, 24 heures sur 24, 24h/24, 24 h/24, 24h sur 24, 7j/7,
  7 jours sur 7, 7 j/7, sept jours sur sept, vingt-quatre heures sur vingt-quatre, à quatre mains,
  en quarantaine, cent pour cent naturel, tiré à quatre épingles, de deux choses l'une,
  faire d'une pierre deux coups, d'une pierre deux coups, les deux bouts, pas trente-six,
  faire les cent pas, les cent pas, ne faire ni une ni deux, ni une ni deux, un de ces quatre,
  à mille lieues, repartir de zéro, partir de zéro, parti de zéro, partie de zéro, zéro déchet,
  tolérance zéro, risque zéro, de premier plan, au premier plan, en premier lieu, double emploi,
  à double tranchant, en double, coup double, faire quatre, à mi-chemin, à moitié prix, à moitié,
  moitié-moitié, cinq sens, les quatre coins, aux quatre coins, quatre saisons, aux quatre vents,
  quatre chemins, kilomètre zéro, entre quatre yeux, entre quat'z'yeux, trois fois rien,
  quart de finale, quarts de finale, quart de nuit, jamais deux sans trois, dix de retrouvés,
  des mille et des cents, à cent à l'heure, quatre cents coups, deux temps trois mouvements,
  six-quatre-deux, trente-six chandelles, en trois mots, en second lieu,
  cent fois sur le métier, plutôt dix fois qu'une, remis à neuf, remise à neuf,
  remis tout à neuf, refait à neuf, rénové à neuf,
  repeint à neuf, midi à quatorze heures, trois francs six sous, deux sous, quatre sous,
  première dame, dimanche à trois, trente et un du mois, son trente et un, trente-six du mois,
  quatre vérités, le onze national, le quinze de, première nécessité, couper la poire en deux,
  poire en deux, sept fois sa langue, tiers payeur, tiers payant, quatre-quarts, premier venu,
  première venue, premiers venus, 20 heures de la télévision, classe de troisième,
  classe de quatrième, classe de sixième, classe de cinquième, classe de seconde, deux doigts de
one after another: quatre à quatre, un par un, une par une, un à un, une à une, un à la fois, l'un,
  l'une, les uns, quelques-uns, chacun, les unes, deux par deux, deux à deux, trois par trois,
  trois à trois, quatre par quatre, cinq par cinq, cinq à cinq, six par six, six à six,
  sept par sept, sept à sept, huit par huit, huit à huit, neuf par neuf, neuf à neuf, dix par dix,
  dix à dix
neuf means new: flambant neuf, tout neuf, neuf ou pas, comme neuf, quoi de neuf, rien de neuf,
  du neuf, sang neuf, œil neuf, regard neuf
a third party: tiers de confiance, tiers-lieu, tiers-lieux, les tiers, tiers-monde, tiers payant,
  tierce, des tiers, par des tiers, un tiers de confiance, tiers état
""")
# Words before a number that names one of many things.
_LABELLED = (
    "page chapitre article windows chambre porte quai vol ligne train wagon rame bus tram "
    "(?<!la\\s)poste figure tableau iphone boeing airbus lot formulaire salle hangar bâtiment "
    "entrepôt bureau guichet stand casier ticket facture reçu dossier alinéa annexe tome volume "
    "phase étape zone secteur district quartier arrondissement îlot parcelle kilomètre borne "
    "niveau option version modèle type classe catégorie série taille pointure formule agenda bp "
    "cedex postal résolution directive circulaire protocole épisode module leçon piste terminal "
    "(?<![0-9]\\s)km pk puits forage pompe réacteur échangeur sortie carrefour peugeot renault "
    "citroën toyota radio "
    "france"
).split()
NAMES = (
    (
        r"\b[A-Z]{1,3}[ -]?\d{2,4}[ -]?(?![KMFT]\b)[A-Z]{1,3}\b|\b\d{1,4} (?!(?:[FHKLMT]|D[AHT]"
        r"|FC|K[GM]) )[A-Z]{1,2} "
        r"\d{2,4}\b",
        "number of a plate",
    ),
    (
        r"\b(?:Vision|Agenda|Expo|Horizon|Radio|Plan|Objectif|Stratégie|Programme) (?:19|20)\d\d\b",
        "name",
    ),
    (
        r"(?<=, )[0-9]{5} (?=[A-ZÀ-Ý][a-zà-ÿ]+)(?!\w+(?:iens|ais|ois|ains|éens|ins|ens)\b)",
        "address",
    ),
    (r"\b(?:[Vv]ol [A-Z]{2}|TGV|TER) [0-9]{2,5}\b", "name"),
    (r"\bVIe (?!siècle|et |ou )(?=[a-zà-ÿA-Z]{3})", "? a Roman number that may be a word"),
    (r"\b\d ?[x×] ?\d\b(?! ?(?:[\d,]|c?m\b))", "name of a thing"),
)
_IN_NUMBERS = "|".join((*NUMBER_WORDS, *SCALES, *ORDINALS, "tiers", "quart"))
_SEVERAL = "|".join((*list(NUMBER_WORDS)[2:17], "vingt", "trente", "quarante", "cent", "mille"))
_STREET = "rue|avenue|boulevard|place|chemin|impasse|allée|quai|cours"
LABELS = (
    (r"\b(?:mett\w+|met|mets|mis|mise|mises|pli\w+|cheveux) en quatre\b(?! (?:ans|mois|jours"
     r"|heures))",
     "idiom"),
    (r"(?<!et )\b(?:quelques|plusieurs)\b(?! (?:[0-9]|d?dizaine|douzaine|centaine|millier|million"
     r"|milliard|cent|mille|deux|trois|quatre|cinq|six|sept|huit|neuf|dix))", "vague: no number"),
    (r"\b(?:la |une )?(?:nationale|départementale|autoroute) [a-z]?[ "
     r"-]?[0-9]{1,4}\b", "name of a road"),
    (r"\b(?:iso|nf|afnor|ue|règlement|décret|loi)(?: n°)? ?[0-9][0-9/-]*", "number of a rule"),
    (rf"\b[0-9]{{1,4}}(?: ?bis| ?ter)?,? (?:de la |de l'|du )?(?:{_STREET})\b", "address"),
    (r"\b(?:[0-9]{1,2}|\w+)-(?:mai|juillet|septembre|novembre"
     r"|mars)(?:-[0-9]{4})?\b(?<!mi-mai)(?<!mi-juillet)"
     r"(?<!mi-mars)(?<!mi-septembre)(?<!mi-novembre)", "name of a street"),
    (r"\bà un tiers\b(?! (?:de|des|du|d'|environ|plus|moins))", "a third party"),
    (r"\bmille fois (?=merci|trop|non|oui|pardon)", "idiom"),
    (r"(?<![0-9])\+?[0-9]{1,3}(?:[ .-][0-9]{2,3}){0,3}(?:[ "
     r".-][0-9]{2}){3}(?![0-9,])", "telephone number"),
    (r"(?<![0-9])0[0-9](?:[ .-]?[0-9]{2}){3,5}(?![0-9])", "telephone number"),
    (r"\b(?:tél|téléphone|contacts?|renseignements?|infos?|informations?|réservations?|whatsapp"
     r"|fax)\.? ?: ?\+?[0-9][0-9 .-]{5,18}[0-9](?:,? poste [0-9]{1,4})?", "telephone number"),
    (r"\b(?:siret|siren|iban|ifu|ninea) :? ?[0-9][0-9 ]{4,22}[0-9]|(?<![0-9])[0-9]{3} "
     r"[0-9]{3}-[0-9]{4}(?![0-9])",
     "number of a file"),
    (r"\bisbn :? ?[0-9][0-9 x-]{8,20}", "number of a file"),
    (r"\barticles? [lrd]\.? ?[0-9][0-9-]*", "number of a rule"),
    (r"(?<![0-9] )\b(?:pp?\.|pages) ?[0-9]{1,4}(?: ?(?:-|à"
     r"|et) ?[0-9]{1,4})?\b", "number of a page"),
    (r"(?:\bn ?° ?|\bno |№ ?|\bnuméro |\bnos? ?° ?|\bdossier |\barticle "
     r")[0-9][0-9/.-]*", "number of a file"),
    (r"\b(?:rn|rd|ra|cr)[ -]?[0-9]{1,4}\b", "name of a road"),
    (r"\bsur la [0-9]{2,3}\b(?! ?(?:%|€|e\b))", "name of a road"),
    (r"\b(?:train|vol|convoi) [0-9]{2,3} [0-9]{3}\b", "name"),
    (r"\b(?:la |l'|à l'|de l'|sur l'|et la |et l')(?:[adne])[ -]?[0-9]{1,4}\b(?! "
     r"?(?:%|€))", "name of a road"),
    (r"\b[1-6]g\b(?![/])", "name of a network"),
    (rf"\b(?:{'|'.join(_LABELLED)})\.? (?:n° ?|numéro )?[0-9]{{1,5}}(?:[./-][0-9]+)*[a-z]?\b"
     r"(?![,. ]?[0-9])(?! ?(?:%|€|f\b|fcfa|francs|euros|dinars|dirhams"
     r"|kg|km|ans|mois|jours|heures|fois))", "name"),
    (r"\b(?:gagn\w+|battu\w*|perdu?|vaincu\w*|impos\w+|victoire|défaite|score"
     r"|nul)\b[^.;\n\d]{0,24}\b[0-9]{1,2} ?(?:-|à) ?[0-9]{1,2}\b(?=[,.;)]|$| (?:lundi|mardi"
     r"|mercredi|jeudi|vendredi|samedi|dimanche|face|contre|devant|hier)\b)", "score"),
    (r"\b(?:sms|composez|appelez|joindre|envoyez)\b[^.\n\d]{0,20}? (?:au|le) [*]?[0-9]{3,6}\b",
     "telephone number"),
    (r"\bmille (?=(?:précautions|pardons|excuses|regrets|mercis|façons|manières|raisons|difficultés"
     r"|morceaux|soucis|détours|feux|couleurs|bruits|questions|projets|idées|petits)\b)", "idiom"),
    (r"(?<![\w])(?![kcd]?m[23]\b|pi2\b)[a-zà-ÿ]{1,12}-?[0-9]{1,3}(?![\w,.]*[0-9])"
     r"(?<!co-)(?=[\s,.;:)»]|$)", "name with a number"),
    *CODES,
    (rf"\b(?:{_SEVERAL})-(?!et-|(?:{_IN_NUMBERS})s?\b)"
     r"[a-zà-ÿ]{3,}", "name of a thing"),
    (r"\b(?P<one>[a-z]{4,6})-(?P=one)s?\b", "name of a thing"),  # un quatre-quatre
    (r"\bà (?:deux|trois|quatre|cinq|six|[2-9]) chiffres\b", "idiom"),
    (r"\ben moins de deux(?=[,.;:!?]|$)", "idiom"),
    (r"\bmidi à quatorze heures\b", "name"),
    (r"\b[0-9]{2,3}(?:[.,][0-9]{1,2})? ?(?:fm|am)\b", "name"),
    (r"\bentre deux (?!et\b|cents?\b|mille\b|millions?\b|milliards?\b)[a-zà-ÿ]{3,}(?! "
     r"et\b)", "in between"),
    (r"\b(?:b2b|b2c|c2c|o2o|h24|covid-19|co2)\b", "name"),
)  # fmt: skip
