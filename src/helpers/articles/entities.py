"""Propose whom a number is about: the nearest place, firm or programme that the text names."""

import re

from helpers.articles.aliases import PLACES, Mention, Mentions, Names, find_names
from helpers.articles.concepts import find_concepts
from helpers.data.places import list_ancestors
from helpers.words.names import make_id

MANY = 200  # mentions before a pointer among which its entity is looked for
FAR = 1500  # characters before a sentence whose words say who speaks
# Words for a kind of entity: they stand in names, and alone they point back to one named before.
_KINDS = (
    ("county", r"(?:le |ce |du |au )(?:comté|district|xian)", "全县|该县|县里", "county|district"),
    ("county", r"(?:la |cette )(?:ville|commune)", "全市|该市", "city|town"),
    ("prefecture", r"(?:la |cette )préfecture", "全地区|该地区|地区(?!商务|行署)", "prefecture"),
    ("village", r"(?:le |ce |du |au )village", "全村|该村|村里|村子", "village"),
    ("region", r"(?:la |cette )(?:région|province)", "全省|该省|全区", "province|region"),
    ("park", r"(?:le |ce |du |au |notre )(?:technopôle|parc)", "基地|园区|产业园", "park|base"),
    ("firm", r"(?:la |cette |notre )(?:coopérative|société)|l'entreprise",
     "该公司|该集团|该合作社|公司所属", "firm|company|cooperative"),
    ("platform", r"(?:la |cette )plate-?forme", "该平台", "platform"),
    ("programme", r"(?:le |ce )programme|(?:de |la )formation", "培训班", "programme"),
)  # fmt: skip

# A place that a share is of, or a rank is in, is not the one that has the share or the rank.
_CONTAINER_BEFORE = re.compile(r"(?:占|居|位列|排名|居于|out of|parmi|within|全)$")
_CONTAINER_BEHIND = re.compile(
    r"\s?(?:第[一二三四五六七八九十\d]+(?![一二三四五六七八九十\d家个届期次])|首位|首个|首批|前列|排名)"
)
_OFFICE = re.compile(r"市?[\u4e00-\u9fff]{0,3}(?:指挥部|办事处|驻)")
_FIRST_PERSON = re.compile(
    r"(?<![其吉])[他她](?!们)的?|我们?|\b(?:notre|nos|my|our|his|her|mon|mes)\b"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_NAME = rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|el|al|di|da)){{0,3}}"
_NEW = (
    re.compile(
        r"(?P<kind>village|ville|commune|comté|district|province|région|préfecture|canton|bourg"
        r"|coopérative|société|gouvernorat|wilaya)s? (?:de la |de l['’]|de |d['’]|du |des )"
        rf"(?P<name>{_NAME})"
    ),
    re.compile(
        rf"(?<![.!?] )(?P<name>{_NAME}) "
        r"(?P<kind>(?i:county|village|district|block|ward|town|province|prefecture|cooperative"
        r"|city))\b"
    ),
    re.compile(
        r"(?P<kind>(?i:county|village|district|town|province|prefecture|cooperative|city"
        r"|island))s? of "
        rf"(?P<name>{_NAME})"
    ),
)
# In Chinese a place's name stands at the start of a clause, behind a word for being in a place, or
# behind the name of the place that it lies in; the word for its kind must not open another word.
_NEW_ZH = re.compile(
    r"(?:^|(?<=[,，。;；、:：\s(（—年月日于自在到从与和为是省市县州区镇乡]))"
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)"
    r"(?P<kind>自治州|县(?![级域乡城])|市(?![场值集民面占价区县])|镇(?!上)|乡(?![镇村亲土])"
    r"|(?<![农乡])村(?![镇级民里子])|省(?![级市区]))",
    re.MULTILINE,
)
_NOT_IN_NAMES = set(
    "在和与及为到从是的由向对等个全该本各这那某新老每近约被把让比同来去使了有年月批"
)
_NOT_NAMES = frozenset(
    "the a an le la les l un une her his its our this that her their every each région region"
    " autonome notre cette ce".split()
)
_UNTYPED = {
    "fr": re.compile(rf"\b(?:à|au|en|vers|de|du|d['’]) ?(?P<name>{_CAPITAL}(?:[ -]{_CAPITAL})*)"),
    "en": re.compile(rf"\b(?:in|at|from|of|near) (?P<name>{_CAPITAL}(?:[ -]{_CAPITAL})*)"),
}
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_NEW_TYPES = {
    "village": "village", "村": "village", "province": "region", "région": "region",
    "省": "region", "préfecture": "prefecture", "prefecture": "prefecture",
    "地区": "prefecture", "自治州": "prefecture", "coopérative": "firm", "société": "firm",
    "cooperative": "firm", "island": "area", "gouvernorat": "region", "wilaya": "region",
}  # fmt: skip


class Entities:
    """Find the entities that an article names, and the one that a number is about.

    Parameters
    ----------
    article : Article
    rows : list of dict of str to str
        Table ``entities``, or its `Names`, made once for many articles.
    """

    def __init__(self, article, rows: list[dict[str, str]]):
        self.article, self.plain = article, article.view.plain
        self.names = rows if isinstance(rows, Names) else Names(rows)
        self.rows, self.parents, self.drafts = self.names.rows, self.names.parents, {}
        known = find_names(self.plain, self.names.list_printed(self.plain), self.rows)
        found = sorted(known + self._find_new(known), key=lambda m: m.start)
        found = [m for m in found if not self._names_body(m)]
        named = Mentions(_drop_asides(found, self.plain))
        self.named = {mention.entity_id for mention in named.all}
        self.mentions = Mentions(named.all + self._find_pointers(named))
        self._topics = self._list_topics()

    def propose(self, quantity, last=None) -> tuple[str, str]:
        """Return the entity that a quantity is about.

        `entity_id`, `words`: both may be empty.

        Parameters
        ----------
        quantity : Quantity
        last : tuple of (int, str, str), optional
            Where the number before it in its paragraph ends, its entity and the words for that.
        """
        view, mentions = self.article.view, self.mentions
        sentence, stop = view.sentence(quantity.start)
        person = self._find_person(sentence, quantity.start)
        if person:
            return person
        before = [m for m in mentions.between(sentence, quantity.start) if self._may_be(m)]
        stop = min(view.clause(quantity.start)[1], stop)
        behind = mentions.between(quantity.end, stop)[:1]
        if quantity.kind == "rank" and behind and behind[0].start - quantity.end < 3:
            return self._answer(behind[0])  # 第九届 and the name of the fair
        if before:
            return self._answer(_find_inner(before, self.parents, self.plain))
        if last and not mentions.between(last[0], quantity.start):
            return last[1:]
        if behind and self.article.language != "zh":
            return self._answer(behind[0])
        first = view.paragraph_start(quantity.start)
        inside = [m for m in mentions.between(first, sentence) if self._may_be(m)]
        if inside:
            return self._answer(inside[-1])
        return self._answer(self._find_topic(sentence))

    def _list_topics(self):
        """Return, mention by mention, the last one of the entity that was named most so far."""
        counts, latest, best, topics = {}, {}, None, []
        for mention in self.mentions.all:
            if self._may_be(mention):
                name = mention.entity_id
                counts[name] = counts.get(name, 0) + 1
                latest[name] = mention
                if best is None or counts[name] >= counts[best]:
                    best = name
            topics.append(latest.get(best))
        return topics

    def _find_topic(self, stop):
        """Return a mention of what the text is about up to a place, or its first mention."""
        before = len(self.mentions.between(0, stop))
        topic = self._topics[before - 1] if before else None
        return topic or next(iter(self.mentions.all), None)

    def _answer(self, mention):
        if mention is None:
            return "", ""
        return mention.entity_id, self.article.text[mention.start : mention.end]

    def _names_body(self, mention):
        """Whether a place's name begins that of its office elsewhere: 丽水市援疆指挥部."""
        kind = (self.rows.get(mention.entity_id) or self.drafts[mention.entity_id])["type"]
        return kind in PLACES and bool(_OFFICE.match(self.plain, mention.end))

    def _may_be(self, mention):
        """Whether a number may be about a mention: not where it has its share or rank in it."""
        return not (
            _CONTAINER_BEFORE.search(self.plain, max(0, mention.start - 8), mention.start)
            or _CONTAINER_BEHIND.match(self.plain, mention.end)
        )

    def _find_person(self, start, stop):
        """Return the unnamed person of the tables who speaks or is spoken of, or None."""
        word = _FIRST_PERSON.search(self.plain, start, stop)
        if word is None or self.mentions.between(word.end(), stop):
            return None
        first = max(self.article.view.paragraph_start(start), start - FAR)
        around = {c for _, _, c in find_concepts(self.plain[first:stop])}
        fits = {}
        kinds = [kind for kind in self.names.types if kind.startswith("person")]
        for row in (self.rows[key] for kind in kinds for key in self.names.types[kind]):
            if row["parent_id"] in self.named:
                own = {c for _, _, c in find_concepts(row["name_en"].lower())}
                here = bool(row.get(f"name_{self.article.language}"))
                elsewhere = not here and bool(row.get("name_zh") or row.get("name_fr"))
                fits[row["entity_id"]] = len(own & around) + here - elsewhere
        best = [key for key in fits if fits[key] == max(fits.values())]
        return (best[0], word.group().strip()) if len(best) == 1 else None

    def _find_pointers(self, named):
        """Return mentions such as 全县 or "the village": the last named entity of that type."""
        found, taken = [], _cover(named.all, len(self.plain))
        for kind, french, chinese, english in _KINDS:
            pattern = chinese
            if self.article.language != "zh":
                words = french if self.article.language == "fr" else rf"(?:the|this) (?:{english})"
                pattern = rf"(?<![^\W_])(?:{words})(?![^\W_])"
            types = self._list_types(kind)
            for match in re.finditer(pattern, self.plain):
                target = None if taken[match.start()] else self._find_last(types, match, named)
                if target:
                    found.append(Mention(*match.span(), target))
        return found

    def _list_types(self, kind):
        """Return the ids of all entities of a type."""
        new = (key for key, row in self.drafts.items() if row["type"] == kind)
        return {*self.names.types.get(kind, ()), *new}

    def _find_last(self, types, match, named):
        """Return the last entity of a type named before, else the one that the article is near."""
        word = match.group().split()[-1].split("'")[-1]
        printed = re.compile(rf"{re.escape(word)} (?:de la |de l'|de |d'|du |of )?$")
        before = named.back_from(match.start(), MANY)
        for mention in before:
            front = self.plain[max(0, mention.start - 24) : mention.start]
            if printed.search(front) or self.plain.startswith(word, mention.start):
                return mention.entity_id  # "la ville" after "la ville de Nyingchi"
        for mention in before:
            if mention.entity_id in types:
                return mention.entity_id
        near = [
            key for key in types & self.rows.keys()
            if self.parents[key] in self.named
            and any(word in self.rows[key][n].lower() for n in ("name_zh", "name_fr", "name_en"))
        ]  # fmt: skip
        return near[0] if len(near) == 1 else None

    def _find_new(self, known):
        """Return mentions of places and firms that no table has, and keep a draft of each."""
        text, names = self.article.text, {}
        taken = _cover(known, len(text))
        patterns = (_NEW_ZH,) if self.article.language == "zh" else _NEW
        for pattern in patterns:
            for match in pattern.finditer(text):
                name, kind = match["name"], match["kind"]
                if self.article.language == "zh":
                    name = _cut_name(name)
                else:
                    name = _cut_articles(name)
                if name and not taken[match.start("name")] and not taken[match.end() - 1]:
                    names.setdefault(name, kind)
        if not names and not known and self.article.language != "zh":
            names = _find_untyped(text, self.article.language)
        for name, kind in names.items():
            self._keep_draft(name, kind)
        alike = {row["_name"]: entity_id for entity_id, row in self.drafts.items()}
        if not alike:
            return []
        choices = "|".join(re.escape(name) for name in sorted(alike, key=len, reverse=True))
        edges = ("", "") if self.article.language == "zh" else (r"(?<!\w)", r"(?!\w)")
        return [
            Mention(m.start(), m.end(), alike[m.group()])
            for m in re.finditer(f"{edges[0]}(?:{choices}){edges[1]}", text)
            if not taken[m.start()]
        ]

    def _keep_draft(self, name, kind):
        language = self.article.language
        slug = make_id(name)
        if not slug:
            slug = f"{self.article.source_id.replace('-', '_')}_place_{len(self.drafts) + 1}"
        while slug in self.rows or slug in self.drafts:
            slug += "_new"
        row = dict.fromkeys(("entity_id", "name_en", "name_zh", "name_fr", "type", "parent_id"), "")
        row |= {
            "entity_id": slug,
            "type": _NEW_TYPES.get(kind.lower(), "county" if kind else ""),
            "_name": name,
        }
        row |= {"latitude_deg": "", "longitude_deg": ""}
        row[f"name_{language}"] = name + (kind if language == "zh" else "")
        if language != "zh":
            row["name_en"] = name
        self.drafts[slug] = row


def _cover(mentions, length):
    """Return which characters of a text mentions take."""
    taken = bytearray(length + 1)
    for mention in mentions:
        taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return taken


def _cut_name(name):
    """Return a run of characters as a place's name, or nothing where a small word is in it."""
    return "" if _NOT_IN_NAMES.intersection(name) else name


def _cut_articles(name):
    """Return a name without an owner before it, or nothing where it is only a small word."""
    name = re.split(r"['’]s ", name)[-1]
    words = name.split()
    while words and words[0].lower() in _NOT_NAMES:
        words.pop(0)
    return " ".join(words)


def _find_untyped(text, language):
    """Return {name: ""} of the place that a text names most, where it says of none what it is."""
    found = [m["name"] for m in _UNTYPED[language].finditer(text)]
    found = [name for name in found if not _MONTHS.match(name) and _cut_articles(name) == name]
    best = max(dict.fromkeys(found), key=found.count, default=None)
    return {best: ""} if best and found.count(best) > 1 else {}


def _drop_asides(mentions, plain):
    """Return the mentions without those in brackets behind another, which say where that lies."""
    kept, closed = [], 0
    for mention in mentions:
        if mention.start < closed:
            continue
        kept.append(mention)
        aside = re.compile(r"\s?\([^()\n]*\)").match(plain, mention.end)
        closed = aside.end() if aside else closed
    return kept


def _find_inner(mentions, parents, plain):
    """Return the last mention, or the one before it where the last only says where that lies."""
    last = mentions[-1]
    for earlier in reversed(mentions[:-1]):
        gap = plain[earlier.end : last.start]
        if re.fullmatch(r",\s?(?:in |en |au |à |dans (?:le |la )?)?", gap):
            inside = earlier.entity_id in parents and list_ancestors(earlier.entity_id, parents)
            if inside and last.entity_id in inside:
                last = earlier
                continue
        break
    return last
