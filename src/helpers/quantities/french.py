"""French: the words of numbers, units, hedges and changes, and what they make of a number."""

import re
from dataclasses import replace
from fractions import Fraction

from helpers.quantities import french_numbers as numbers
from helpers.quantities import french_words as words
from helpers.quantities.french_dates import DATES, D, M
from helpers.quantities.language import (
    OCCASION,
    RANK,
    RATIO,
    SHARE,
    THING,
    YEARS,
    Language,
    Unit,
)
from helpers.quantities.spaced import (
    Rules,
    find_glued,
    find_unit,
    lean_on_earlier,
    make_share,
    read_listed,
    share_scale_ahead,
    take_noun_hedge,
    take_part,
    take_rate,
)
from helpers.quantities.words import write_pattern

_HEDGE_VERB = re.compile(words.VERB_HEDGES)
_HAS_VERB = re.compile(
    r"dépass|exc[éè]d|surpass|outrepass|r?approch|frôl|fris|flirt|avoisin|tourn|atte?i"
    r"|franchi|pass|crev|tomb|descend"
)
_WITHIN = re.compile(r"\bd'ici (?:à )?$")
_TURNED = {"over": "up_to", "nearly": "under", "about": "stated", "pass": "under", "reach": "under"}
_CHANGE = rf"\b(?:(?P<rise>{words.RISES})|(?P<fall>{words.FALLS}))\b"
_CHANGES = re.compile(_CHANGE)
_CHANGE_BEHIND = re.compile(
    r" (?:(?:de |d'|en )(?:\w+ )?(?:(?P<rise>plus\b(?! de)|mieux|hausse|croissance|augmentation"
    r"|progression|gain)|(?P<fall>moins\b(?! de)|baisse|recul|repli|diminution|perte|chute))|(?:de "
    r"|d')[a-zà-ÿ]+ en (?:plus|(?P<fewer>moins))|(?P<cheaper>moins )?(?:plus )?(?<=s )(?:chers?"
    r"|chères?|élevée?s?|bas|basses?|vite|rapides?|lourde?s?|grande?s?|petite?s?|longue?s?"
    r"|courte?s?)\b|(?:supérieure?s? à|au-dessus d[eu]s?|(?P<lower>inférieure?s? à|(?:en "
    r"|au-)dessous d[eu]s?)))"
)
_SIGN = re.compile(r"(?P<sign>\+|-|\bmoins|\bplus) ?$")
_MULTIPLY = re.compile(r"\b(?P<how>multipli|divis|démultipli)\w* (?:[a-zà-ÿ]+ (?:de )?)?par $")
_TIMES_BEHIND = re.compile(
    r" (?P<more>plus|davantage|mieux)\b| (?P<less>moins|moindres?|inférieure?s?)\b| (?:le|la|les"
    r"|l'|ce|celui|celle|ceux"
    r"|celles|son|sa|leur|leurs|supérieure?s?|sup[ée]rieur|autant|cette|tout|notre|votre|leur)(?:\b"
    r"|(?<='))"
)
_EACH_TIME = re.compile(
    r" (?:(?:les?|la|ce|cette|tout) |l')(?:mois|an|année|semaine|jour|saison)\b"
)
_NEUF_VERBS = ("ont", "sont", "étaient", "avaient", "sur", "fois", "mille", "cents")
_RATE = re.compile(
    r" ?(?:(?:par|le|la|chaque|au|à la) |l'|à l'|/ ?)"
    r"(?P<what>(?!année\b|an (?:dernier|passé|prochain))[a-zà-ÿ²]+(?: carrée?s?| cube)?)\b"
)
_WHY_ONE = "article or pronoun"
# A singular noun with its article right before a number is named by it: la salle 204.
_LABELLED = re.compile(
    r"(?:^|[ ,.(])(?:le |la |l'|du |au |à la |de la |à l'|de l'|cette |ce |sa |son |ma |mon |notre "
    r")(?!total|nombre|reste|moyenne|soit|jour|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi"
    r"|kilo|tonne|pièce|litre|sac|carton|douzaine|unité|fois)[a-zà-ÿ-]{3,}(?<![sx]) $"
)
_PLACE = re.compile(r"[A-ZÀ-Ÿ][\w'’-]*$")
_IN_BRACKETS = re.compile(r"\((?:[\d ,.]+|[a-z -]+) [a-zà-ÿ%€]+\)")  # (78 sites)
_FOLLOWING = re.compile(r" ([a-zà-ÿ'-]+)")
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,] )([A-ZÀ-Ý][a-zà-ÿ]+) $")
_NEXT = re.compile(r" (?:d'|de )?([a-zà-ÿœ'-]+)")
_NO_NOUN = (
    "mieux visés visées prévus prévues attendus attendues promis promises espérés espérées requis "
    "requises nécessaires escomptés escomptées annoncés annoncées et ou mais de du des à au aux en "
    "sur dans par pour contre dont est sont a ont qui que où avec sans chez selon vers sous entre "
    "depuis contre cette ce ces cet seulement plus moins ans elles ils elle il assurent autres "
    "environ là ici puis car ni si on les la le l d n s se y ne pas aujourd'hui hier autrefois "
    "jadis naguère auparavant ses son sa leurs leur mes nos vos notre votre aient avaient avait "
    "seront sera vont va soit comme dès avant après pendant font fait tiennent"
).split()
_MONEY_WORDS = re.compile(
    r"\b(?:prix|co[ûu]t\w*|pay[ée]\w*|vend\w*|ventes?|chiffre d'affaires|recettes?|revenus?|budget"
    r"|montant|salaires?|gagn\w+|aide\w*|subventions?|objectif|enveloppe|factur\w+|investi\w*|cash"
    r"|gain\w*|dépens\w+|touche\w*|tir(?:e|ent|ait|er))\b"
)
_MONEY = re.compile(
    r"(?:\d[\d.,]*(?: \d{3})*|\b(?:cents?|mille|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt"
    r"|trente|quarante|cinquante|soixante)) ?(?P<scale>millions?|milliards?|mille|m(?:ds?)?|k"
    r"|billions?)? ?(?:d'|de )?(?P<unit>€|euros?|yuans?|dirhams?|f ?cfa|francs?(?: cfa)?|dh\b"
    r"|dinars?|dôngs?|ariary|dollars?|\$|dt\b|f\b|shillings?|roupies?|pesos?|nairas?|centimes?"
    r"|livres?|roubles?|reais|cedis?|tonnes?|t\b|kilos?|kg|km|kilomètres?|litres?|quintaux"
    r"|hectares?|ha\b|jours?|mois|ans|heures?|minutes?|semaines?|%)(?! [a-z]*\d)"
)
_IS_MONEY = re.compile(r"[€$efydr]|ari|f ?cfa|dinar|dôn|shil|roup|pes|nair|cent|liv|roub|ced")
_INHERIT = re.compile(
    r"\b(?:contre|au lieu d[e']|à|attend|attendait|vise|visait|espère|prévoit|fixé[es]* à|promet"
    r"|puis|jusqu'à|passé[es]* à|ensuite|tombé[es]* à) (?:seulement )?$"
)
_SCALE_OF = {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "k": 1000}
_SCALE_OF |= {
    "mille": 1000, "m": 10**6, "md": 10**9, "mds": 10**9, "billion": 10**12, "billions": 10**12,
}  # fmt: skip
_NEW_SUBJECT = re.compile(
    r"[,;] (?:et|mais|tandis que) (?:le |la |les |l'|son |sa |ses |leurs? )[a-z]"
)
_SHARES_SCALE = re.compile(
    r"(?:,|(?P<last> et| ou)|(?P<part> (?:des|sur les|de ses|de leurs))) (?=[\da-z])"
)
_VOIRE = re.compile(
    r"\d ?(?:h|heures?|jours?|minutes?|mois|ans|€|euros?|francs?|kg|km|%),? (?:voire|ou|et non) $"
)
# Croissance de 6 %, après 11 % en 2023 et 9,5 % en 2022.
_AFTER = re.compile(r",? après (?:[\d,]+ ?% en (?:19|20)\d\d,? et )?$")
_HALF_HEDGE = re.compile(r"\b(plus|moins|près) $")
_NEGATED = re.compile(r"\b(?:n'|ne )[a-zà-ÿ]+ (?:guère|pas|jamais|point) (?:[a-zà-ÿ]+ )?$")
_PART_ENDS = (
    r"(?=[,.;:!?)]|$| (?:les?|la|par|pièce|au|en|chaque|et|port|pour|chacune?|contre|à|de|net|tout"
    r"|seulement|sur)\b| [dl]')"
)
_CENTS = re.compile(
    r" (\d\d|dix|vingt|trente|quarante|cinquante|soixante|quatre-vingts?"
    rf"|quatre-vingt-dix){_PART_ENDS}"
)
_THOUSANDTHS = re.compile(rf" (\d{{3}}|(?:(?:{'|'.join(numbers.HUNDREDS)}) )?cents?){_PART_ENDS}")
_SCALED_UNIT = re.compile(r"\b(?:millions?|milliards?) (?:de |d')(?P<unit>[a-zà-ÿ]+)")
_ANAPHOR = re.compile(
    r"\bdont $|\ben [a-zà-ÿ]+(?: (?:plus|encore|même|désormais))? (?:de |d'|entre )?$"
)
_HAS_SOME = re.compile(
    r"\ben (?:rest|vend|vien|arriv|part|faut|compt|élèv|possèd|livr|expédi|achèt|récolt|produi|faut"
    r"|manqu|a\b|ont\b|avai|y a)"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_TO = re.compile(r" à (?:[a-zà-ÿ]+ )?")
_EARNS = re.compile(
    r"\b(?:donne|offre|propose|réclame|tire|touche|gagne|empoche|paie|paye|verse|débourse|demande"
    r"|coûte|vaut|facture|reçoit)(?:nt|s|z|ait)? (?:que )?(?:seulement |désormais |aujourd'hui )*$"
)
_LEVEL = re.compile(r"\b(?:à|atteindre|atteint|contre|représent\w+) $")
# La croissance devrait être comprise entre 5 et 7 %.
_FORESEEN = re.compile(
    r"(?: (?:pourrai(?:en)?t|devrai(?:en)?t|serai(?:en)?t|sera|se|est|être|situer|comprises?"
    r"|compris|attendue?s?|prévue?s?|estimée?s?))+ "
)
# La baisse atteint 12 %, une chute pouvant aller jusqu'à 40 %.
_CHANGE_IS = re.compile(
    r"\b(?:la|une?|cette|sa|leur|le|ce|son|l') ?(?:(?P<rise>hausse|croissance|progression|inflation"
    r"|augmentation|envolée)|(?P<fall>baisse|chute|diminution|recul|repli|réduction|contraction))"
    r"(?: (?:annuelle?|moyenne?|globale?))?(?: (?:de|du|des)(?: (?:la "
    r"|l')?[a-zà-ÿ'-]+){1,2})?(?: qui)?(?: (?:p[eo]u\w+"
    r"|devrait|a|aura))? (?:atteint|atteindre|atteignant|(?:s'élève|s'élever|s'établit|s'établir"
    r"|monte|grimpe|se limite) à|all(?:ant|er|ait)|va) $"
)
_BY = re.compile(r"\b(?:de|d'|du|des|par) ?$")
_AHEAD = re.compile(r" (?:à|ou|et|puis) |, ")
# Of two parts joined by "et": ont cédé un cinquième en volume et 12,5 % en valeur.
_ALSO = re.compile(
    r" (?:de |d')?[\wà-ÿ.,-]+(?: [\wà-ÿ]+)??(?: ?%)?(?: en [a-zà-ÿ]+)? et (?:de |d')?"
)
_MINUTES = re.compile(
    r" ((?:cinq|dix|quinze|vingt|trente|quarante|cinquante)(?:-cinq)?|[0-5]\d)"
    r"(?= (?:de|par|pour|avant|après|en|à)\b| d'|[,.;:)]|$)"
)
_NOUN_HEDGE = re.compile(
    rf"(?: [a-zà-ÿ'-]+){{1,2}}? "
    rf"({write_pattern(filter(words.HEDGES_BEHIND.get, words.HEDGES_BEHIND))})(?=[ ,.;:!?)]|$)"
)
_REACHED = re.compile(
    r"\b(?:augment|grimp|mont|progress|bondi|pass|élev|recul|chut|tomb|descend|baiss)"
    r"(?:é|ée|és|ées|e|ent|ait|aient|u|i|er) (?:\w+ )?$"
)
_MAY = re.compile(
    r"\b(?:p[eo]u\w+|doi\w+|dev\w+|v[ao]\w*|capables? d\w*|de|à|pour) (?:\w+ )?\w+er $"
)
_A_TIME = re.compile(
    r"(?: [a-zà-ÿ'-]+){1,4} (?:par|chaque) (?:an|année|mois|jour|semaine|saison|trimestre)\b"
)
_COUNTED = re.compile(r"\b(?:nombre|abonnés|clients|comptes?|visiteurs|vues|dont)\b")
_ADJECTIVE = re.compile(
    r" (?:petit|grand|bon|bonn|long|longu|dern|prem|proch|grosse|plein|nouv|vrai)[a-zà-ÿ]* "
)
_SIZES = {" bon": "over", " gro": "over", " pet": "nearly"}
_FIRST_FEW = re.compile(r" (?P<end>premi(?:ers|ères)|derni(?:ers|ères)|prochain(?:s|es))\b")
FAR = 4000  # characters before a number in which the last money of its text may stand
_CANADA = ("québec", "canad")  # their dollars are printed as plain ones


def _begin(view, draft):
    """Take the verbs that are hedges; return why a number is none by what touches it, or None."""
    numeral, text = draft.numeral, view.plain
    reason = _find_touching(view, draft)
    if reason:
        return reason
    _take_verb(view, draft)
    _take_denial(view, draft)
    _take_bar(view, draft)
    _read_reached(view, draft)
    if draft.hedge == "over" and text.startswith("plus que ", draft.start):
        if numeral.form != "multiple":  # il n'en reste plus que 30: only
            draft.drop_hedge()
    if numeral.form == "vague":
        draft.hedge = "dozens"
    if numeral.form not in FORMS and _is_short_ordinal(view, draft):
        numeral.form = "ordinal"
    return None


def _read_age(view, draft):
    """Read la soixantaine, la cinquantaine passée."""
    draft.unit = YEARS
    if past := re.compile(r" (?:bien )?(?:passée|sonnée|révolue)\b").match(view.plain, draft.end):
        draft.hedge, draft.high, draft.end = "over", draft.low, past.end()


def _refine_multiple(view, draft):
    """Take the hedge of plus du double."""
    draft.unit = RATIO
    front = _HALF_HEDGE.search(view.plain, max(0, draft.start - 8), draft.start)
    if front and view.plain.startswith("du ", draft.start):
        draft.start = front.start()
        draft.hedge = {"plus": "over", "moins": "under", "près": "nearly"}[front[1]]


def _finish(view, draft, language):
    """Set the unit of a number and what it measures, or return why it is none."""
    numeral, text = draft.numeral, view.plain
    if draft.unit is None and text.endswith((" top ", "\ntop "), 0, draft.start):
        draft.hedge, draft.unit, draft.start = "up_to", RANK, draft.start - len("top ")
        return None
    if draft.unit is None and _PEOPLE.search(view.before(draft.start, 30)):
        draft.unit = THING
    if draft.unit is None and _leaves_hundreds(view, draft):
        return "? its last word may mean hundreds: deux mille cinq"
    if draft.unit is None and _is_day(view, draft):
        return "? a day whose month is not said, or a number that is a name"
    if numeral.form == "collective" and _FORTNIGHT.fullmatch(numeral.printed(view)):
        draft.unit = draft.unit or Unit("duration", "day")
    if draft.unit is None:
        share_scale_ahead(view, draft, language, _SHARES_SCALE)
    if draft.unit is None:
        _find_unit(view, draft, language)
    if draft.hedge == "over" and text.startswith("plus d", draft.start):
        if _NEGATED.search(text, max(0, draft.start - 40), draft.start):
            draft.hedge = "up_to"  # n'a guère attiré plus de
    if draft.unit and draft.unit.code == "livres" and any(map(view.has, _CANADA)):
        draft.unit = Unit("amount", "lb")
    if numeral.low == 0 and text.endswith("taux ", 0, draft.start):
        return make_share(view, draft)
    if numeral.article and not _counts(view, draft):
        return _WHY_ONE
    return _refine_unit(view, draft)


_DAY_FRONT = re.compile(r"\b(?:le|du|au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) $")


_OF_MONTH = re.compile(r" (?:de (?:ce|chaque)|du même) mois\b")


# Elles sont quarante-huit à cotiser.
_PEOPLE = re.compile(
    r"\b(?:ils|elles|nous|vous|on) (?:sont|étaient|sommes|étions|êtes|étiez|seront|furent|serons)"
    r"(?: [a-zà-ÿ]+)? $"
)


def _leaves_hundreds(view, draft):
    """Whether deux mille cinq, without what is counted, may be said for 2,500."""
    if draft.numeral.form != "words" or draft.low < 2000 or not 1 < draft.low % 1000 < 10:
        return False
    return not _noun_follows(view.plain, draft.end)


_DAY_LIST = re.compile(rf"(?:, {D})* et {D} {M}")
_FORTNIGHT = re.compile(r"(?:la |cette )?(?:huitaine|quinzaine)")


def _is_day(view, draft):
    """Whether a number is a day of a month that is not printed: jusqu'au 15, la nuit du 4 au 5."""
    numeral, text = draft.numeral, view.plain
    whole = numeral.form == "digits" and numeral.low == numeral.high and numeral.scale == 1
    if not whole or numeral.low not in range(1, 32):
        return False
    if _DAY_LIST.match(text, draft.end):
        return True
    if _noun_follows(text, draft.end) and not _OF_MONTH.match(text, draft.end):
        return False
    return bool(_DAY_FRONT.search(view.before(numeral.start, 10)))


def _read_reached(view, draft):
    """Read a level that is reached as stated: a grimpé jusqu'à six millions."""
    text = view.plain
    if draft.hedge == "up_to" and text.startswith("jusqu'", draft.start):
        front = text[max(view.clause(draft.start)[0], draft.start - 60) : draft.start]
        if _REACHED.search(front) and not _MAY.search(front):
            draft.hedge, draft.start = "stated", draft.numeral.start


def _find_touching(view, draft):
    text, end = view.plain, draft.numeral.end
    glued = find_glued(view, draft, r"e|er|ère|re|ème|ième|nd|nde|es|èmes|ers")
    if glued:
        return glued
    if text.endswith(("étoiles sur ", "étoile sur "), 0, draft.start):
        return "the most of a mark"
    before = text[draft.numeral.start - 1 : draft.numeral.start]
    if before == "(" and text[end : end + 1] == ")" and 0 < draft.low < 96:
        named = _PLACE.search(view.text, max(0, end - 40), draft.numeral.start - 2)
        listed = _IN_BRACKETS.search(text, view.sentence(draft.start)[0], draft.start)
        if named and draft.numeral.form == "digits" and not listed:
            return "number of a department"
    printed = view.text[draft.numeral.start : end]
    if draft.numeral.form == "words" and printed[:1].isupper():
        inside = re.search(r"[a-zà-ÿ] $", view.text[: draft.numeral.start][-2:])  # les Vingt-Sept
        if view.text[end + 1 : end + 2].isupper() or inside and not _noun_follows(text, end):
            return "name"
    by = text.endswith("par ", 0, draft.start)  # divisées par neuf
    if draft.numeral.form == "words" and printed == "neuf" and draft.unit is None and not by:
        if _PEOPLE.search(view.before(draft.start, 30)):
            return None  # elles étaient neuf au départ
        after = _FOLLOWING.match(text, draft.end)
        word = after[1] if after else ""
        if word not in _NEUF_VERBS and (word in _NO_NOUN or word[-1:] not in tuple("sxz")):
            return "neuf means new"
    return None


def _take_verb(view, draft):
    """Take a verb that is a hedge: dépasse les, n'atteint pas, avoisine."""
    window = view.before(draft.start, 64)
    match = _HEDGE_VERB.search(window) if _HAS_VERB.search(window) else None
    if match is None or draft.hedge in ("range", "dozens"):
        return
    role = next(r for r in ("over", "nearly", "about", "reach", "pass") if match[r])
    if role == "about" and match["about"].startswith("tourn") and "autour" not in match[0]:
        return
    negated = match["before"] or match["behind"]
    aged = draft.unit == YEARS and match["pass"] and match["pass"].startswith("pass")
    crossed = match["pass"] and match["pass"].startswith("franchi") or aged  # passé les 70 ans
    crossed = crossed and match[0].endswith("les ")
    if role == "pass" and not (match["bar"] or crossed) or role == "reach" and not negated:
        return
    hedge = "over" if role == "pass" else role
    if match["under"]:
        hedge = "over" if negated else "under"
    elif negated:
        hedge = _TURNED[role]
    draft.hedge, draft.start = hedge, draft.start - len(match[0].lstrip())


def _take_denial(view, draft):
    """Take il n'y a pas dix clients as fewer; what is said to be another number stays."""
    before = view.before(draft.start, 40) if draft.hedge == "stated" else ""
    match = _NOT_SO_MANY.search(before) if before.endswith((" pas ", " encore ")) else None
    if match and not draft.numeral.article and draft.numeral.form in DENIED:
        if not re.search(
            r"\b(?:mais|plutôt)\b", view.plain[draft.end : view.sentence(draft.end)[1]]
        ):
            draft.hedge, draft.start = "under", draft.start - len(match["pas"])


# La barre des 100 n'a pas été franchie.
_BAR = re.compile(r"\b(?P<bar>(?:le cap|la barre|le seuil) (?:de |des |d'))$")
_NOT_CROSSED = re.compile(
    r"(?: [a-zà-ÿ'-]+){0,4}? n'(?:(?:a|avait|aura) (?:pas|jamais)(?: encore)? été"
    r"|est pas(?: encore)?)"
    r" (?:franchi|dépassé|atteint|crevé)"
)


def _take_bar(view, draft):
    """Take the bar that is not passed: la barre des 100 n'a pas été franchie."""
    before = view.before(draft.start, 20) if draft.hedge == "stated" else ""
    bar = _BAR.search(before) if " d" in before[-5:] else None
    if bar and _NOT_CROSSED.match(view.plain, draft.end):
        draft.hedge, draft.start = "under", draft.start - len(bar["bar"])


DENIED = ("digits", "words", "multiple")
_NOT_SO_MANY = re.compile(
    r"\b(?:n'|ne )(?:y |en )?(?!est\b|était\b|serai?t?\b)[a-zà-ÿ]+ (?P<pas>pas (?:encore )?)$"
)


def _is_measured(draft):
    return draft.unit is not None and draft.unit.kind in ("amount", "duration", "points")


_ORDINAL_END = re.compile(r"(?:ers?|ères?|res?|es?|èmes?|iè?mes?|nde?s?)(?![a-zà-ÿ])")


def _is_short_ordinal(view, draft):
    match = _ORDINAL_END.match(view.plain, draft.numeral.end)
    if match and draft.numeral.form == "digits":
        draft.end = draft.numeral.end = match.end()
        return True
    return False


_SECONDARY = re.compile(
    r" (?:main|importance|plan|rôle|souffle|vie|ordre|rang|degré|couteau|choix)"
)
_ROMAN_NAMES = re.compile(
    r" (?:république|reich|empire|guerre|internationale|dynastie|armée|arrondissement|concile)\b"
)
_RANKED = re.compile(
    r" (?:du|au|de ce|des) (?:classement|palmarès|podium|concours|tableau)"
    r"| [a-zà-ÿ'-]{4,} (?:mondia"
    r"le?|nationale?|européen(?:ne)?|africaine?|(?:du|au) (?:pays|monde|continent|secteur"
    r"|marché))\b"
)
_NO_FIRST = re.compile(
    r" (?:des?|du|d'|que|qui|à|et|nécessité|ministre|secours|main|classe|venu|abord|coup)\b|[,.;:]"
)
_NO_NOUN_BEHIND = re.compile(
    r" (?:après|avant|plus|pour|près|de|d'|où|à|et|ou|par|qui|que|suffi\w*|en|sur|dans)\b|[^ \w]|$"
)
_THE = re.compile(r"\b(?:le|la|l'|son|sa|leur|du|au|une?|notre|cette|ce|mon|ma|ses|votre|toute) $")


def _refine_ordinal(view, draft):
    """Keep an ordinal that ranks; leave out what only counts off."""
    before, behind = view.before(draft.start, 24), view.after(draft.end, 30)
    draft.unit = RANK
    printed = draft.numeral.printed(view)
    if printed[0] in "ivx" and _ROMAN_NAMES.match(behind):
        return "name"
    rest = draft.low > 2 and re.match(r" restante?s?\b", behind)
    if rest:
        draft.unit, draft.low, draft.high = SHARE, 1 / draft.low, 1 / draft.high
        draft.end += rest.end()
        return None
    if re.match(r" étage\b", behind):
        draft.unit, draft.end = Unit("other", "floor"), draft.end + 6
        return None
    if printed.startswith("second") and _SECONDARY.match(behind):
        return "secondary"
    if printed.startswith("seconde") and re.search(r"\b(?:une|la|par|chaque|de) $", before):
        if _NO_NOUN_BEHIND.match(behind):
            return "a short time"
    if not printed.startswith("premi") or _RANKED.match(behind):
        return None
    first = not printed.endswith("s") and _THE.search(before) and not _NO_FIRST.match(behind)
    placed = re.search(r"\b(?:de|en|tout|au|d') $", before)
    placed = placed and re.match(r" (?:plan|lieu|ordre|choix|abord)", behind)
    return None if first and not placed else "no rank"


def _refine_fraction(view, draft):
    """Tell a part of a whole from a change: d'un tiers, de moitié, un tiers de plus."""
    text = view.plain
    printed = draft.numeral.printed(view)
    front = view.before(draft.start, 12)
    near = view.before(draft.numeral.start, 3)
    if printed == "tiers" and near not in ("du ", "au "):
        return "a third party"
    timed = printed in ("le tiers", "le quart", "un quart", "trois quarts")
    if timed and text.startswith(" d'heure", draft.end):
        draft.unit, draft.end = Unit("duration", "hour"), draft.end + 8
        return None
    if printed == "un quart" and text.startswith(" de siècle", draft.end):
        draft.unit, draft.end = Unit("duration", "century"), draft.end + len(" de siècle")
        return None
    if printed.endswith("demi-") or printed == "quart" and near not in ("du ", "au ", "un "):
        return "part of a word"
    draft.unit = SHARE
    if printed == "moitié":
        behind = re.compile(r" (?:(?P<rise>plus)|(?P<fall>moins))\b").match(text, draft.end)
        if behind:
            draft.end = behind.end()
            draft.turn(behind.lastgroup)
            return None
        if not front.endswith("de ") and draft.hedge == "stated":
            return "no number alone"
    _find_growth(view, draft)
    return None


def _find_growth(view, draft):
    """Make a share a growth where a word of change governs it; set the sign."""
    text = view.plain
    if draft.low < 0 or text[draft.start] in "+-":
        draft.turn("rise")  # a range whose ends have signs: -2 à +1 %
        return
    behind = _CHANGE_BEHIND.match(text, draft.end)
    counted = behind and re.match(r" ?(?:de |d'|des |\d)", text[behind.end() : behind.end() + 4])
    if behind and (behind["lower"] or not counted):
        less = behind["fall"] or behind["lower"] or behind["cheaper"] or behind["fewer"]
        draft.end = behind.end()
        draft.turn("fall" if less else "rise")
        return
    sign = _SIGN.search(text, max(0, draft.start - 7), draft.start)
    if sign and draft.numeral.form == "digits":
        glued = sign["sign"] in "+-" and not text[sign.start() - 1 : sign.start()].isalnum()
        if glued or sign["sign"] == "moins":
            draft.start = sign.start()
            draft.turn("fall" if sign["sign"] in ("-", "moins") else "rise")
            return
    draft.turn(_find_direction(view, draft) or _repeat_direction(view, draft))


# Les porcins reculent de 5,7 %, les ovins de 3 %: the verb is not said again.
_AGAIN = re.compile(
    r"(?: (?:sur|dans|en|au|chez|à) [a-zà-ÿ' -]{2,30})?(?: \([^()]*\))?(?:,| et|, et"
    r"|,? puis)(?: (?:ceux"
    r"|celles?|celui|l[ae]s?|sa|ses|son|leurs?)\b(?! parts?\b| taux\b| marge| proportion)"
    r"[^,.;:()\d%]{0,40}?| l'[^,.;:()\d%]{0,40}?)? d(?:e |')"
)


def _repeat_direction(view, draft):
    """Return ``rise`` or ``fall`` of the change before a number that has no verb, or None."""
    last = draft.earlier
    if last is None or last.kind != "growth" or not last.value:
        return None
    if not _AGAIN.fullmatch(view.plain, last.end, draft.start):
        return None
    return "rise" if last.value > 0 else "fall"


def _find_direction(view, draft):
    """Return ``rise`` or ``fall`` of the word of change that governs a number, or None."""
    text = view.plain
    start = max(view.sentence(draft.start)[0], draft.start - 110)
    stretch = text[start : draft.start]
    for mark in (";", ":", "("):
        stretch = stretch.rpartition(mark)[2]
    change = _CHANGE_IS.search(stretch)
    if change:
        return "rise" if change["rise"] else "fall"
    found = list(_CHANGES.finditer(stretch))
    rate = any(m.group() in ("croissance", "inflation") for m in found)
    if _LEVEL.search(stretch):
        return "rise" if rate else None
    if not found:
        return None
    last = found[-1]
    rest = stretch[last.end() :]
    if _AFTER.search(stretch):
        return "rise" if last["rise"] or rate else "fall"
    also = _ALSO.fullmatch(rest)
    # Another number, or too far off.
    if re.search(r"\d|,[^,]*,[^,]*,", rest) and not also:
        if not re.fullmatch(r" (?:de|d'|,)[^.]*\d[^.]*\b(?:puis|et) (?:de|d') ?", rest):
            return None
    governed = also or not rest.strip() or _BY.search(rest) or _FORESEEN.fullmatch(rest)
    hedged = text[draft.start : draft.numeral.start]
    governed = governed or re.search(r"\b(?:de|d'|des|du)\b", hedged) and len(rest) < 4
    return last.lastgroup if governed else None


def _find_unit(view, draft, language):
    """Find a unit a little further on, or the one that a bare number takes from before."""
    text, place = view.plain, draft.end
    adjective = _ADJECTIVE.match(text, place)
    hit = adjective and language.words("units_behind").at(text, adjective.end())
    if hit and hit[0].kind in ("duration", "amount") and hit[1] - adjective.end() > 1:
        draft.unit, draft.end = hit
        length = draft.unit.kind == "amount" or draft.unit.code in ("hour", "minute")
        sized = length and _SIZES.get(adjective[0][:4])
        if sized and draft.hedge == "stated":
            draft.hedge = sized  # deux bonnes heures, une petite heure
        return
    aged = text.startswith(("plus de ", "moins de "), draft.start) and draft.low <= 100
    if aged and text.endswith("les ", 0, draft.start) and not _noun_follows(text, place):
        draft.unit = YEARS
        return
    word = _NEXT.match(text, place)
    noun = word[1] if word else ""
    none = noun in _NO_NOUN or noun in numbers.NUMBER_WORDS
    if noun and not none and not noun.startswith(("qu'", "n'", "s'")):
        if noun[-1] in "sxz" or draft.low < 2:
            few = _FIRST_FEW.match(text, place)
            of_all = re.search(r"\b(?:les|des|aux|ses|leurs|nos) $", view.before(draft.start, 6))
            if few and of_all and few["end"].startswith("premi"):
                draft.hedge, draft.unit, draft.end = "up_to", RANK, few.end()
                return
            draft.unit = Unit("count", noun)
            return
    if not _take_unit_ahead(view, draft, language):
        _inherit_unit(view, draft, language)
    if draft.unit is None and draft.numeral.form in ("digits", "words"):
        draft.unit = _find_from(view, draft) or lean_on_earlier(view, draft)


def _take_unit_ahead(view, draft, language):
    """Give the first of two numbers the unit of the second: passé de 12 à 40 boutiques."""
    text = view.plain
    ahead = _AHEAD.match(text, draft.end)
    numeral = ahead and read_listed(view, ahead.end(), language)
    if not numeral or ahead[0] == ", " and numeral.start > ahead.end():
        return False
    if ahead[0][:2] == " à" and not re.search(r"\b(?:de |d')$", view.before(draft.start, 4)):
        return False
    hit = find_unit(text, numeral.end, language)
    noun = _NEXT.match(text, numeral.end)
    if hit is None and noun and noun[1] not in _NO_NOUN and ahead[0][:2] == " à":
        hit = (Unit("count", noun[1]),)
    if hit is None:
        return False
    draft.unit = hit[0]
    shared = numeral.scale >= 1000 and draft.numeral.scale == 1 and draft.low < 1000
    if shared and draft.numeral.form == numeral.form == "digits":
        draft.low, draft.high = draft.low * numeral.scale, draft.high * numeral.scale
    return True


def _find_from(view, draft):
    """Return the unit of the number that a bare one follows: ramené de 58 heures à 41; or None."""
    last = draft.earlier
    if last is None or last.kind not in ("duration", "points"):
        return None
    moved = view.plain.endswith(("de ", "d'"), 0, last.start)
    if not moved or not _TO.fullmatch(view.plain, last.end, draft.start):
        return None
    return words.POINTS if last.kind == "points" else Unit("duration", last.unit.split("/")[0])


def _is_of_things(view, draft, begin, found, anaphor):
    """Whether a bare number goes with what was counted, not with the money or measure before."""
    first, last = view.sentence(draft.start)[0], draft.earlier
    if last and last.kind == "count" and last.start >= first > begin + found.start():
        return True  # 61 voix contre 7
    some = anaphor and _HAS_SOME.search(anaphor[0])
    return bool(some and _IS_MONEY.match(found["unit"]))  # le sac vaut 5 000 F, il en reste dix


def _inherit_unit(view, draft, language):
    """Give a bare number the unit of the number it is compared with."""
    text = view.plain
    start = draft.start
    begin = max(view.paragraph_start(start), start - 320)
    # What is converted in brackets is not what is compared.
    window = _BRACKETS.sub(lambda m: " " * len(m[0]), text[begin:start])
    front = text[max(view.sentence(start)[0], start - 60) : start]
    compared = _INHERIT.search(front)
    large = draft.numeral.scale >= 10**6 and _MONEY_WORDS.search(front)
    sentence = view.before(start, 240)  # a semicolon does not end it
    sentence = sentence[max(sentence.rfind(mark) for mark in (". ", "\n", "! ", "? ")) + 1 :]
    earned = draft.low >= 10 and _EARNS.search(front)
    anaphor = _ANAPHOR.search(front)
    last = [m.end() for m in _MONEY.finditer(sentence)]
    if last and re.search(r"\d", sentence[last[-1] :]):  # another number stands in between
        anaphor = None
        compared = None if compared and compared[0].startswith("à") else compared
    if draft.earlier and draft.earlier.kind == "count":
        anaphor = None  # une cinquantaine de colis ; il en est à 850
    compared = compared or earned or anaphor or _VOIRE.search(sentence)
    if _NEW_SUBJECT.search(sentence) and not front.rstrip().endswith(("contre", "lieu de")):
        return
    scaled = draft.numeral.scale >= 10**6 and not _noun_follows(text, draft.end)
    if scaled and not compared and not large:
        begin = max(view.paragraph_start(start), start - 400)
        last = list(_SCALED_UNIT.finditer(text, begin, start))
        hit = language.words("units_behind").at(text, last[-1].start("unit")) if last else None
        if hit and hit[0].kind == "amount":
            draft.unit = hit[0]
            return
    if not compared and not large and draft.low >= 100 and not _COUNTED.search(sentence):
        large = any(_IS_MONEY.match(m["unit"]) for m in _MONEY.finditer(sentence[-200:]))
    if not compared and not large:
        return
    found = list(_MONEY.finditer(window))
    if large or earned:
        found = [m for m in found if _IS_MONEY.match(m["unit"])]
    if draft.low > 100:
        found = [m for m in found if m["unit"] != "%"]
    if not found and large:  # the last money of the text
        window = view.before(start, FAR)
        found = [m for m in _MONEY.finditer(window) if _IS_MONEY.match(m["unit"])]
    if not found:
        return
    hit = language.words("units_behind").at(text, start - len(window) + found[-1].start("unit"))
    if hit is None or (large and not compared and hit[0].kind != "amount"):
        return
    if not large and _is_of_things(view, draft, start - len(window), found[-1], anaphor):
        return
    unit, in_digits = hit[0], draft.numeral.form == "digits"
    if unit.kind == "duration" and in_digits and compared and compared[0].startswith("à"):
        return  # il en est à 850
    if unit.code == "share" and not in_digits:
        return
    draft.unit = unit
    scale = _SCALE_OF.get(found[-1]["scale"] or "")
    bare = in_digits and draft.numeral.scale == 1
    if scale and bare and draft.low < 1000 and unit.kind == "amount":
        draft.low, draft.high = draft.low * scale, draft.high * scale


def _noun_follows(text, place):
    """Whether a noun stands right behind a place."""
    word = _NEXT.match(text, place)
    return bool(word) and word[1] not in _NO_NOUN


def _counts(view, draft):
    """Whether un or une is the number one, no article."""
    text, unit = view.plain, draft.unit
    before = view.before(draft.numeral.start, 16)
    behind = view.after(draft.numeral.end, 20)
    if re.match(r" seule?\b", behind):
        lone = re.match(r" seule?(?: (?:à|et|sur|de|en)\b|[,.;)])", behind)
        if lone:
            draft.unit, draft.end = Unit("count", "seul"), draft.numeral.end + len(" seul")
        return bool(lone)
    if draft.low != 1:
        return True
    if unit is None or unit.kind == "count":
        if _A_TIME.match(text, draft.numeral.end) and not before.endswith("d'"):
            return True
        if unit is None:
            return False
    if unit.kind == "amount":
        measured = unit.code not in ("m", "h") or draft.hedge != "stated"
        return measured or bool(_CENTS.match(text, draft.end))
    if unit.kind == "duration":
        if draft.hedge != "stated" or unit.code == "hour" and _MINUTES.match(text, draft.end):
            return True
        lasts = re.search(r"\b(?:en|pendant|durant|d'ici|dans|depuis|il y a) $", before)
        return bool(lasts) and not re.match(r" (?:jour|soir|nuit|matin)", behind)
    if unit.kind == "points":
        return draft.end - draft.numeral.end > 8 or bool(_find_direction(view, draft))
    if unit.kind == "multiple" and _A_TIME.match(text, draft.numeral.end):
        return True
    return unit.kind == "share" or draft.hedge in ("over", "up_to") and unit.kind == "multiple"


def _refine_unit(view, draft):
    """Set what a unit needs: direction, multiples, rates, the currency of the place."""
    text, unit = view.plain, draft.unit
    by = text.endswith("par ", 0, draft.start)
    how = by and _MULTIPLY.search(text, max(0, draft.start - 50), draft.start)
    if unit is None or how and unit.kind == "count":
        draft.unit = THING
        if how:
            return _multiply(draft, how)
        factor = _FACTOR.search(text, max(0, draft.start - 60), draft.start)
        if factor:
            draft.unit = RATIO
            return _invert(draft) if factor["less"] else None
        if re.search(
            r"(?:^|[\s(])[x×] ?$|\bf(?:ont|ait|aire) (?:un )?fois $", view.before(draft.start, 14)
        ):
            draft.unit = RATIO
        elif draft.hedge == "stated" and draft.numeral.form == "digits" and draft.low == draft.high:
            front = _LABELLED.search(view.before(draft.start, 30))
            return "name" if front or _names_thing(view, draft) else None
        return None
    within = _WITHIN.search(text, max(0, draft.start - 12), draft.start)
    if unit.kind == "duration" and draft.hedge == "stated" and within:
        draft.hedge, draft.start = "up_to", within.start()  # d'ici un an
    if unit.kind == "points":
        if _counts_points(view, draft):
            draft.unit = Unit("count", "point")
        else:
            _find_growth(view, draft)
    elif unit.kind == "share":
        if not _moves_on(view, draft):
            _find_growth(view, draft)
    elif unit.code == "ratio":
        return _refine_times(view, draft)
    elif unit.kind == "amount":
        return _refine_amount(view, draft)
    elif unit.code == "hour":
        take_part(view, draft, _MINUTES, 60, _read_word)
    elif unit.kind == "count":
        take_noun_hedge(view, draft, _NOUN_HEDGE, words.HEDGES_BEHIND)
    return None


def _moves_on(view, draft):
    """Whether a share is where a move began: passé de 12 % à 15 %, not bondi de 12 % à 3 M€."""
    text = view.plain
    if not text.endswith("de ", 0, draft.start) or not text.startswith(" à ", draft.end):
        return False
    second = read_listed(view, draft.end + len(" à "), FRENCH)
    if second is None or second.form != "digits":
        return False
    unit = find_unit(text, second.end, FRENCH)
    return unit[0].kind == "share" if unit else not _noun_follows(text, second.end)


def _names_thing(view, draft):
    """Whether a noun in capitals, not at the start of a sentence, stands before a number."""
    front = _CAPITAL.search(view.text[max(0, draft.start - 24) : draft.start])
    if front is None or draft.high >= 10**4 or draft.numeral.scale > 1:
        return False
    return draft.start - len(front[1]) - 1 > view.sentence(draft.start)[0] + 2


_THINGS = re.compile(
    r" (?:(?:de|du|des) |d')(?!plus|moins|hausse|baisse|mieux|augment|écart|avance|retard"
    r"|croissance|pib"
    r"|inflation|indice|marge|part|taux|taxe|tva|intention|pourcent|recul|progress|gain|perte)"
)


def _counts_points(view, draft):
    """Whether points are things counted, no percentage points: 380 points de vente."""
    text, behind = view.plain, view.after(draft.end, 14)
    bare = text[draft.end - 6 : draft.end].strip() in ("point", "points", "pt", "pts")
    if not bare or _find_direction(view, draft):
        return False
    whole = draft.low.denominator == 1
    things = whole and _THINGS.match(behind)
    return bool(things) or draft.unit.factor == "1" or not re.match(r"[ ,.;)]|$", behind)


def _refine_amount(view, draft):
    """Set the money of the place, cents, the sign of a temperature, and what is counted by."""
    text, unit = view.plain, draft.unit
    money = len(unit.code) == 3 and unit.code.isupper()
    american = re.search(r"\busd?\b|\bus\$|américain", text[draft.start : draft.end])
    if unit.code == "USD" and not american and any(map(view.has, _CANADA)):
        unit = draft.unit = replace(unit, code="CAD")
    if money and view.text[draft.end - 1] == "f" and not view.text[draft.end - 2].isalpha():
        return "? a letter behind the number"
    cold = unit.code == "degree" and draft.hedge == "stated"
    if cold and text.endswith("moins ", 0, draft.start):
        draft.low, draft.high, draft.start = -draft.high, -draft.low, draft.start - 6
    pattern = _THOUSANDTHS if unit.code in ("kg", "km", "TND") else _CENTS
    has_parts = (money or unit.code in ("kg", "km", "m")) and draft.low == draft.high
    parts = has_parts and pattern.match(text, draft.end)
    in_digits = parts and parts[1].isdigit()
    if parts and (draft.numeral.form == "digits" if in_digits else text[draft.end - 1].isalpha()):
        take_part(view, draft, pattern, 1000 if pattern is _THOUSANDTHS else 100, _read_word)
    take_rate(view, draft, _RATE, words.RATES)
    return None


def _read_word(word):
    return numbers.read_words(word, 0).low


# Réduit d'un facteur 3.
_FACTOR = re.compile(
    r"(?:\b(?P<less>divis|rédui|dimin|baiss|chut|recul)\w*[^.,;]*)?\bfacteur (?:de )?$"
)
_INVERTED = {"over": "under", "nearly": "over", "under": "over", "up_to": "over"}


def _invert(draft):
    """Make the part of a multiple, with its hedge: more than three times less is below a third."""
    draft.invert()
    draft.hedge = _INVERTED.get(draft.hedge, draft.hedge)


def _multiply(draft, how):
    draft.unit = RATIO
    if how["how"] == "divis":
        _invert(draft)
    draft.start -= len(how[0].lstrip())


def _refine_times(view, draft):
    """Tell deux fois plus, dix fois le prix from trois fois par mois."""
    text = view.plain
    behind = _TIMES_BEHIND.match(text, draft.end)
    if behind and (behind["less"] or behind["more"]):
        draft.end = behind.end()
        if behind["less"]:
            _invert(draft)
        return
    before = view.before(draft.start, 60)
    if draft.earlier and draft.earlier.kind == "multiple" and before.endswith(" contre "):
        return
    if behind and not _EACH_TIME.match(view.after(draft.end, 20)):
        return
    if re.search(r"\b(?:augment|progress|accr|cr[ûo])\w*[^.,;]{0,20}\b(?:de|d') ?$", before):
        draft.low, draft.high = draft.low + 1, draft.high + 1
        return
    if re.search(r"\b(?:est|sont|vaut|valent|était|représent\w+|soit|équivaut à) $", before):
        return
    draft.unit = OCCASION


FORMS = {
    "ordinal": _refine_ordinal, "multiple": _refine_multiple, "fraction": _refine_fraction,
    "proportion": make_share, "age": _read_age,
}  # fmt: skip
RULES = Rules(_begin, FORMS, _is_measured, _finish)

_MULTIPLES = {}
for _stem, _value in (("doubl", 2), ("tripl", 3), ("quadrupl", 4), ("quintupl", 5), ("sextupl", 6),
                      ("décupl", 10), ("centupl", 100)):  # fmt: skip
    for _end in "é ée és ées er ent ait aient ant era eront erait eraient ement".split():
        _MULTIPLES[f"{_stem}{_end}"] = _value
    _MULTIPLES[f"a {_stem}é"] = _MULTIPLES[f"ont {_stem}é"] = _value
    for _front in ("le", "du", "au", "qui", "se", "on", "il", "elle"):
        _MULTIPLES[f"{_front} {_stem}e"] = _value

_N = rf"(?P<n>\d{{1,2}}|{'|'.join(numbers.NUMBER_WORDS)})"
FRENCH = Language(
    code="fr",
    spaced=True,
    digits=r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?",
    decimal_mark=",",
    grouping=" .'",
    number_words=numbers.NUMBER_WORDS,
    scales=numbers.SCALES,
    collectives={word: (value, "about") for word, value in numbers.COLLECTIVES.items()},
    fractions=numbers.FRACTIONS,
    halves=dict.fromkeys((" et demi", " et demie"), Fraction(1, 2))
    | dict.fromkeys((" et quart", " et un quart"), Fraction(1, 4))
    | dict.fromkeys((" et trois quarts", " trois quarts"), Fraction(3, 4)),
    vague=numbers.VAGUE,
    hedges_before=words.HEDGES,
    hedges_behind=words.HEDGES_BEHIND,
    negations=(),
    units_before=words.UNITS_BEFORE,
    units_behind=words.UNITS,
    multiples=_MULTIPLES,
    ordinals=numbers.RANKS,
    cues=words.CUES,
    idioms=words.IDIOMS,
    labels=words.LABELS,
    names=words.NAMES,
    dates=DATES,
    relative={"l'an passé": -1, "l'an dernier": -1, "l'année dernière": -1, "l'année passée": -1,
              "cette année": 0, "aujourd'hui": 0, "désormais": 0, "maintenant": 0,
              "douze derniers mois": 0, "actuellement": 0, "à ce jour": 0, "l'an prochain": 1},
    beside_words=("contre",),
    base_words=words.BASES,
    said_words=("dernier",),
    sources=words.SOURCES,
    subjects=words.SUBJECTS,
    organisations=tuple(words.SOURCES_WORDS),
    titles=tuple(words.TITLES),
    person_words=words.PERSON_WORDS,
    persons=words.PERSONS,
    trades=words.TRADES,
    deeds=words.DEEDS,
    packages=words.PACKAGES,
    appositions=words.APPOSITIONS,
    no_names=words.NO_NAMES,
    pronouns=("elle", "il", "elles", "ils", "on"),
    read_numeral=numbers.read_numeral,
    seeds_more=(numbers.ROMAN_SEEDS,),
    seeds_begin=tuple("ivx"),
    refine=RULES.refine,
    dates_behind=True,
    since_words=("depuis",),
    backgrounds=r"(?<!été )(?<!est )(?<!a )\b(?:homologué|introduit|construit|adopté|signé|approuvé"
                r"|planté|labellisé)e?s?(?: en| le)? ?$",
    offsets=rf"\b{_N} ans? (?:plus tôt|auparavant|avant)\b|\bl'année (?P<p>d'avant|précédente)"
            r"|\bl'an (?P<q>d'avant)",
    compared=r"\b(?:contre|au lieu d[eu]|passée?s? d[eu]|tombée?s? d[eu]|montée?s? d[eu]) "
             r"(?!(?:19|20)\d\d)(?:[^,.;:]|[.,](?=\d)){1,30}? (?:en|au|à|le|à la)? ?$",
    announcements=r"\b(?:publié|paru|diffusé|rendue?s? publi(?:c|que)s?|présenté|annoncé|dévoilé"
                  r"|daté)e?s? ?$",
    goals=r" ?(?:\(objectif)",
    contrasts=r"\b(?:alors qu|tandis qu|contre)",
    ahead=rf"\b(?:d'ici|dans|sous|en|dans les) {_N} (?:prochaine?s )?(?P<unit>mois|ans?|années)\b"
          r"(?! (?:plus tôt|auparavant))",
    lasted=rf"\b(?:en|en l'espace de|sur) (?:[a-zà-ÿ]+ (?:[a-zà-ÿ]+ )?)?{_N} ans\b",
    again=rf"\b(?:en|durant|pendant|sur) [lc]es (?:mêmes )?{_N} (?:mêmes )?années\b",
    once=r"\b(?:autrefois|jadis|naguère|auparavant|à l'époque|au début|à nos débuts"
    r"|dans le temps)\b|\bavant, ",
    paired=r"\brespectivement\b",
    list_marks=r"(?: (?!et\b)[a-zà-ÿ'-]+){0,2}(?:,? et|,)(?: en| de| d'| à)? ?",
    month_words=("mois",),
    from_words=tuple(f"{verb} de" for verb in "passe passent passer passé passée passés passées "
                     "tombé tombée tombés tombées passant ramené ramenée glissé grimpé monté "
                     "montée".split())
    + ("contre", "au lieu de"),
)  # fmt: skip
