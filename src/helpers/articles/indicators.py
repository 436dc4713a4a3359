"""Propose what a number counts: the nearest indicator of the tables, else a new one."""

import bisect
import math
import re
from collections import Counter
from functools import cache

from helpers.articles.concepts import find_concepts
from helpers.words.names import make_id
from helpers.words.units import CURRENCIES

_EMPTY = frozenset(("printed", "attributed", "credited", "number", "single", "after", "years"))
ENOUGH = 0.42  # share of an indicator's words, by weight, that the text must print
FAR = 600  # characters on both sides of a number whose words are looked at
LATER = 0.92  # what each place that a unit comes later in the list costs
NOWHERE = 0.6  # what each word of an indicator's name costs that the whole article does not print
NEAR = {"number": 1.0, "clause": 1.0, "sentence": 0.55, "paragraph": 0.2}
_STOP = re.compile(
    r"(?:达到了?|达|为|是|共计|共有|共|约|近|超过|超|突破|实现|增至|增加到|增长到|升至|至|到|有|了|"
    r"逾|累计|拥有|完成|,|、|的)+$"
)
_TAIL_ZH = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}$")
# Words that name nothing: articles, pronouns, prepositions, conjunctions, auxiliary verbs, words of
# amount, and the scales that numbers are printed in.
_SMALL = re.compile(
    r"^(?:[cdjlmnst]['’]|qu['’])?(?:|de|du|des|of|in|en|à|au|aux|par|pour|for|by|and|et|the|la|le"
    r"|les|ont|a|was|were|is|are|be|been|had|has|have|can|will|would|qui|que|sont|est|était|étaient"
    r"|été|sera|seront|se|ne|y|il|ils|elle|elles|it|they|or|ou|on|than|as|who|that|dans|sur|with"
    r"|avec|to|this|these|those|there|here|so|such|many|much|more|most|some|few|all|both|each|every"
    r"|any|no|not|only|also|just|even|still|already|now|then|when|where|which|what|how|but|if"
    r"|because|from|at|into|up|out|its|their|his|her|our|we|he|she|ce|cet|cette|ces|cela|ça|son|sa"
    r"|ses|leurs?|plus|moins|tant|autant|tout|tous|toutes?|aussi|déjà|encore|ainsi|mais|donc|si"
    r"|quand|où|comme|entre|vers|chez|depuis|avant|après|dont|nous|vous|lui|pas|hundreds?"
    r"|thousands?|cents?|mille|milliers?|millions?|milliards?|billions?|trillions?|lakhs?|crores?)$"
)


class Concepts:
    """Hold what the indicators of a table are told by, for many articles.

    Parameters
    ----------
    rows : list of dict of str to str
        Table ``indicators``.
    """

    def __init__(self, rows: list[dict[str, str]]):
        self.rows = {row["indicator_id"]: row for row in rows}
        self.named = {}
        profiles, self.unlike = [], {}
        for row in rows:
            name, key = row["name"].lower(), row["indicator_id"]
            self.named.setdefault((row["name"], row["unit"]), key)
            profile = _describe(name, row["definition"].lower())
            profiles.append(profile)
            # Of indicators that read alike the first is proposed: the others need no asking.
            alike = row["unit"], _count_unread(name), tuple(profile.items())
            self.unlike.setdefault(alike, key)
        counts = Counter(c for profile in profiles for c in profile)
        self.weights = {c: math.log(1 + len(rows) / n) for c, n in counts.items()}


class Indicators:
    """Find the indicator of a quantity by the concepts that both print.

    Parameters
    ----------
    article : Article
    rows : list of dict of str to str
        Table ``indicators``, or its `Concepts`, made once for many articles.
    """

    def __init__(self, article, rows: list[dict[str, str]]):
        self.article, self.plain = article, article.view.plain
        self.known = rows if isinstance(rows, Concepts) else Concepts(rows)
        self.rows, self._weights = self.known.rows, self.known.weights
        self.drafts = {}
        self._printed = {concept for _, _, concept in find_concepts(self.plain)}
        self._paragraphs = {}

    def propose(
        self, quantity, units: tuple[str, ...], entity: dict[str, str] | None
    ) -> tuple[str, str]:
        """Return the indicator of a quantity and the words that say so.

        `indicator_id`, `words`: empty where no known indicator has enough words in common.

        Parameters
        ----------
        quantity : Quantity
        units : tuple of str
            Units of the contract that the number may have.
        entity : dict of str to str or None
            Row of the entity that the number is about.
        """
        near = self._find_near(quantity)
        own = _list_concepts(_entity_words(entity)) if entity else frozenset()
        is_money = any(unit in CURRENCIES for unit in units)
        best, best_score, best_words = "", ENOUGH, ""
        for (unit, unread, items), indicator_id in self.known.unlike.items():
            if unit not in units and not (is_money and unit in CURRENCIES):
                continue
            profile = dict(items)
            if near.keys().isdisjoint(profile) and own.isdisjoint(profile):
                continue
            score, words = self._score(profile, near, own, unread)
            score *= LATER ** units.index(unit) if unit in units else 1
            named = {concept for concept, part in items if part == 1}
            score *= NOWHERE ** len(named - self._printed - own)
            if score > best_score + 1e-9:
                best, best_score, best_words = indicator_id, score, words
        return best, best_words

    def _score(self, profile, near, own, unread):
        """Return how much of an indicator's words the text prints near the number, and which."""
        whole, met, words = 0.5 * unread, 0.0, []
        for concept, part in profile.items():
            weight = self._weights[concept] * part
            whole += weight if part == 1 else 0
            if concept in near:
                met += weight * near[concept][0]
                words.append((near[concept][0], near[concept][1]))
            elif concept in own:
                met += weight * 0.5
        words.sort(key=lambda word: -word[0])
        shown = "; ".join(dict.fromkeys(word for _, word in words[:3]))
        return (met / (whole + 1.0), shown) if whole else (0.0, "")

    def _find_near(self, quantity):
        """Return {concept: (weight, words)} of the words around a number, the nearest of each."""
        view, start, end = self.article.view, quantity.start, quantity.end
        clause, sentence = view.clause(start), view.sentence(start)
        first = view.paragraph_start(start)
        near = {}
        found = self._read_paragraph(first)
        place = bisect.bisect_left(found, (start - FAR,))
        for begin, stop, concept in found[place : bisect.bisect_left(found, (end + FAR,))]:
            if clause[0] <= begin < clause[1]:
                distance = min(abs(begin - end), abs(start - stop))
                weight = NEAR["clause"] * max(0.6, 1 - distance / 120)
            elif sentence[0] <= begin < sentence[1]:
                distance = begin - end if begin > end else start - stop
                weight = NEAR["sentence"] * max(0.4, 1 - distance / 200)
                weight *= 0.6 if begin > end and self.article.language == "zh" else 1
            elif begin < start:
                weight = NEAR["paragraph"] * max(0.3, 1 - (start - stop) / 400)
            else:
                continue
            if weight > near.get(concept, (0, ""))[0]:
                near[concept] = weight, self.article.text[begin:stop]
        return near

    def _read_paragraph(self, first):
        if first not in self._paragraphs:
            stop = self.plain.find("\n", first)
            line = self.plain[first : stop if stop >= 0 else len(self.plain)]
            found = [(a + first, b + first, concept) for a, b, concept in find_concepts(line)]
            self._paragraphs[first] = found
        return self._paragraphs[first]

    def draft(self, quantity, unit, period_kind):
        """Return the id of a new indicator named by the noun phrase beside a number."""
        phrase = _find_phrase(self.article, quantity)
        phrase += ", share" if phrase and unit == "share" else ""
        if phrase:
            if (phrase, unit) in self.known.named:
                return self.known.named[phrase, unit], phrase
            for row in self.drafts.values():
                if row["name"] == phrase and row["unit"] == unit:
                    return row["indicator_id"], phrase
        slug = make_id(phrase)[:40].strip("_")
        if not slug or self.article.language == "zh":
            number = len(self.drafts) + 1
            slug = f"{self.article.source_id.replace('-', '_')}_indicator_{number}"
        while slug in self.rows or slug in self.drafts:
            slug += "_new"
        definition = f"As the article words it: {phrase}" if phrase else ""
        self.drafts[slug] = {
            "indicator_id": slug, "name": phrase, "definition": definition, "unit": unit,
            "kind": period_kind, "family": slug, "not_the_same_as": "",
        }  # fmt: skip
        return slug, phrase


# The indicators of a table are asked for each article anew.
@cache
def _describe(name, definition):
    """Return {concept: 1 or 0.4} of an indicator: of its name whole, of its definition in part."""
    return dict.fromkeys(_list_concepts(definition), 0.4) | dict.fromkeys(_list_concepts(name), 1)


@cache
def _list_concepts(words):
    return dict.fromkeys(concept for _, _, concept in find_concepts(words)).keys()  # in order


@cache
def _count_unread(name):
    """Return how many words of an indicator's name no concept says: what nothing can match."""
    taken = [(start, end) for start, end, _ in find_concepts(name)]
    words = [m for m in re.finditer(r"[a-z-]{5,}", name) if m.group() not in _EMPTY]
    return sum(not any(s < m.end() and m.start() < e for s, e in taken) for m in words)


def _entity_words(entity):
    """Return what the name and type of an entity say of its numbers, without where it lies."""
    kind = "one firm" if entity["type"] in ("firm", "person (not named)") else entity["type"]
    return f"{re.split(r' (?:in|of) ', entity['name_en'])[0]} {kind}".lower()


def is_small_word(word):
    """Return whether a word names nothing: an article, a preposition, an auxiliary verb."""
    return bool(_SMALL.match(word))


def find_nouns(text: str, longest: int = 1):
    """Return the first words of a stretch that are no small words: what a number counts.

    Parameters
    ----------
    text : str
    longest : int
        Words taken without a link; "of" or "de" adds one.

    Examples
    --------
    >>> find_nouns(" des colis sont retournés"), find_nouns(" points de retrait")
    (['colis'], ['points', 'de', 'retrait'])
    >>> find_nouns("millions, c'est"), find_nouns(" so many", 2)
    ([], [])
    """
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    while words and _SMALL.match(words[0].lower()):
        words.pop(0)
    end = 0
    while end < len(words) and end < longest and not _SMALL.match(words[end].lower()):
        end += 1
    if words[end : end + 1] in (["de"], ["of"]) and len(words) > end + 1:
        end += 0 if _SMALL.match(words[end + 1].lower()) else 2
    return words[:end]


def _find_phrase(article, quantity):
    """Return the words beside a number that say what it counts; empty where none do."""
    plain, text = article.view.plain, article.text
    clause, stop = article.view.clause(quantity.start)
    if quantity.kind in ("count", "share") and article.language != "zh":
        own = re.search(r"(?<=[\d ])[^\W\d_][\w’'-]*$", quantity.as_printed)
        own = own.start() if own and quantity.kind == "count" else len(quantity.as_printed)
        longest = 2 if article.language == "en" else 1
        words = find_nouns(text[quantity.start + own : stop], longest)
        if words:
            return " ".join(words)
    behind = re.match(r"\s(?:de |d['’]|of )(?!la |le |l['’]|the )", text[quantity.end : stop])
    if quantity.kind == "amount" and behind:  # 48 tonnes de miel
        words = find_nouns(text[quantity.end + behind.end() : stop])
        if words:
            return " ".join(words)
    front = plain[clause : quantity.start]
    if article.language == "zh":
        found = _TAIL_ZH.search(_STOP.sub("", front.rstrip()))
        return found.group()[-10:] if found else ""
    named = [m for m in find_concepts(front) if m[2] not in ("growth", "share", "total")]
    if named:  # the nouns of the field that stand nearest, with what is between them
        first = last = named[-1]
        for earlier in reversed(named[:-1]):
            if first[0] - earlier[1] > 8:
                break
            first = earlier
        return text[clause + first[0] : clause + last[1]]
    words = re.findall(r"[^\W\d_][\w'-]*", front)[-5:]
    while words and _SMALL.match(words[0].lower()):
        words.pop(0)
    while words and _SMALL.match(words[-1].lower()):
        words.pop()
    return " ".join(words)
