"""Which units of the contract a quantity may have."""

import re

from helpers import quantities
from helpers.words.printed_units import MEASURES, UnitFault, convert_unit
from helpers.words.units import CURRENCIES

_HEAD = re.compile(r"人均|\bpar (?:tête|personne|habitant)|\ba head|\bper (?:head|capita|person)")
_RANK = re.compile(
    r"(?:排名|居|位列|名列|排在|排|rang|class\w+|ranks?|ranked|places?)[^,。;]{0,12}$"
)
_RANKED = re.compile(r"^(?:位|名|rang|place)|冠军|亚军|季军")

# Units by the noun that is counted, in words of three languages; the first line that fits decides.
_NOUNS = (
    (("attendances", "visits", "views"), r"人次"),
    (("persons",), r"^person$|personnes?|habitants?|agricult\w+|producteurs?|product\w*trices?"
     r"|maraîchers?|éleveu\w+|artisans?|livreu\w+|familles?|ménages?|clients?|abonnés?|voisins?"
     r"|families|households|customers|neighbours|followers|couriers|herders|traders?"
     r"|salariés?|personnels?|élèves?|emplois?|vend\w+(?:eurs?|euses?)|paysan\w*|pêcheurs?|membres?"
     r"|foyers?|jeunes|femmes|hommes|étudiants?|people|persons?|farmers?|growers?|jobs?|workers?"
     r"|women|men|members?|students?|sellers?|villagers?|youths?|residents?|人|名|位|员|户"),
    (("shops", "firms"), r"magasins?|boutiques?|shops?|stores?|网店|家|店"),
    (("firms",), r"entreprises?|sociétés?|firms?|compan(?:y|ies)|businesses|企业|公司"),
    (("cooperatives",), r"coopératives?|cooperatives?|合作社"),
    (("sites",), r"centres?|stations?(?:-service)?|points?|sites?|entrepôts?|relais|centers?"
     r"|warehouses?|hubs?|站|点|基地|网点|中心|仓"),
    (("counties", "places"), r"示范县市?|县市?|comtés?|districts?|counties"),
    (("villages",), r"villages?|村"),
    (("towns",), r"towns?|communes?|bourgs?|cantons?|镇|乡"),
    (("buildings",), r"bâtiments?|buildings?|栋|幢|厂房"),
    (("courses",), r"cours|formations?|sessions?|courses?|classes|期|培训班"),
    (("programmes",), r"programmes?|(?:\w+ )?formations?|projects?|projets?|行动|项目|计划"),
    (("kinds",), r"variétés?|espèces?|matières|sortes?|produits|kinds?|varieties|products|种|类|款"),
    (("streams",), r"diffusions?|reprises|occasion|live-?streams?|streams|直播|场"),
    (("orders", "parcels"), r"commandes?|colis|orders?|parcels?|单|订单|包裹|票"),
    (("events",), r"concours|foires?|événements?|events?|contests?|fairs?|reprises|fois|times"
     r"|次|活动|届|赛"),
    (("items",), r"articles?|pièces?|items?|pieces?|sacs?|bocaux|件|瓶|箱|袋|盒"),
    (("views",), r"vues?|views?|观看|播放"),
    (("visits",), r"visites?|visits?|游客"),
    (("places",), r"places?|名额"),
)  # fmt: skip
_NOUNS = tuple((units, re.compile(rf"(?:{words})$")) for units, words in _NOUNS)
_COUNTS = tuple(dict.fromkeys(unit for units, _ in _NOUNS for unit in units))


def list_units(article, quantity) -> tuple[str, ...]:
    """Return the units of the contract that a quantity may have; empty where there is none.

    The likeliest first.
    """
    return tuple(u for u in _guess_units(article, quantity) if _may_mean(quantity, u))


def _may_mean(quantity, unit):
    """Whether a print may be coded in a unit."""
    try:
        convert_unit(quantity, unit)
    except UnitFault:
        return False
    return True


def _measure(code):
    """Return the units that a printed measure can be told in, its own first."""
    units = [unit for unit, codes in MEASURES.items() if code in codes]
    return tuple(sorted(units, key=lambda unit: MEASURES[unit][code] != "1"))


def _guess_units(article, quantity):
    """Return the units that kind and nouns of a quantity suggest."""
    kind, unit = quantity.kind, quantity.unit
    clause = article.view.clause(quantity.start)
    front = article.view.plain[clause[0] : quantity.start]
    if kind == "amount":
        money, _, per = unit.partition("/")
        if money in CURRENCIES:
            if per:
                return (f"{money}_per_{per}",) if per in ("year", "person", "day", "item") else ()
            return (f"{money}_per_person",) if _HEAD.search(front) else (money,)
        yearly = money if per == "year" else unit  # a year's tonnes are tonnes of that year
        return _measure(yearly)
    if kind == "duration":
        return _measure(unit)
    if _counts_places(article, quantity):
        return ("places",)
    if kind == "rank":
        behind = article.view.plain[quantity.end : clause[1]]
        ranked = _RANK.search(front) or _RANKED.search(quantity.as_printed + behind[:2])
        return ("rank", "ordinal") if ranked else ("ordinal", "rank")
    if kind == "multiple":
        return ("fold_increase",) if _read_increase(article, quantity) else ("multiple",)
    if kind == "count":
        return _list_counts(article, quantity, front)
    return {"share": ("share",), "growth": ("share_per_year",)}.get(kind, ())


def _list_counts(article, quantity, front):
    """Return the units of a count by its noun: behind the number, its measure word, before it."""
    plain = article.view.plain
    sentence_end = article.view.sentence(quantity.start)[1]
    if article.language == "zh":
        tail = re.split(r"[,。;:、()的在等\d]", plain[quantity.end : sentence_end][:14])
        first = max(article.view.sentence(quantity.start)[0], quantity.start - 20)
        front = re.sub(r"\([^()]*\)", "", plain[first : quantity.start])  # 示范县(市)5个
        words = [quantity.as_printed] if "人次" in quantity.as_printed else []
        words += [quantity.unit if quantity.unit != "个" else ""]
        words += [] if quantity.unit not in ("个", "") else [tail[0], front.rstrip("的")]
    else:
        stop = article.view.clause(quantity.start)[1]
        words = [quantity.unit, *re.findall(r"[^\W\d_][\w'-]*", plain[quantity.end : stop])][:4]
        if not any(words):
            words = re.findall(r"[^\W\d_][\w'-]*", front)[::-1]  # les commandes ont dépassé
    for word in filter(None, words):
        for units, pattern in _NOUNS:
            if re.fullmatch(pattern, word) or article.language == "zh" and pattern.search(word):
                return units
    return ("items", *(unit for unit in _COUNTS if unit != "items"))


def _counts_places(article, quantity):
    """Whether ranks are counted: "the first three places", "les trois premiers prix"."""
    behind = article.view.plain[quantity.end : quantity.end + 9]
    first = quantity.kind == "rank" and quantity.hedge == "up_to"
    return bool(first and re.match(r"\s(?:places?|prix|prizes?|spots)\b", behind))


def _read_increase(article, quantity):
    """Return N where the print says growth by N times, else None."""
    alone = quantities.read(quantity.as_printed, article.language)
    if len(alone) != 1 or alone[0].value is None or quantity.value is None:
        return None
    bare = alone[0].value
    return bare if quantity.value - bare == 1 else None
