"""The names that entities go by in a text: whole, short, or with an aside in brackets."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.data.places import list_ancestors

PLACES = ("country", "region", "area", "prefecture", "county", "village")
_PLACE_ENDS_ZH = re.compile(r"(?:自治区|自治州|地区|省|市|县|区|镇|乡|村|州)$")
_PLACE_WORDS = re.compile(
    r"^(?:ville|préfecture|comté|district|village|province|région|city|county|village) "
    r"(?:de la |de l'|de |d'|du |of )|"
    r" (?:city|county|prefecture|village|province|region|district|town)$"
)
_LINK = re.compile(r"[ ]+(?:de la |de l'|de |d'|du |des |of |in )$")
_ASIDE_OPTION = r"(?:\([^()\n]{1,8}\))?"
_ASIDE = re.compile(r"\([^()\n]{1,8}\)")
_BODIES = ("指挥部", "商务局", "协会", "公司", "集团", "基地", "产业园", "合作社", "中心")
BEGIN = 4  # characters by which names are looked up
_NEWER = re.compile(r"新(?:园|校|厂)?区|二期")


@dataclass(frozen=True)
class Mention:
    """Hold one place of the text that names or points to an entity."""

    start: int
    end: int
    entity_id: str


class Mentions:
    """Hold mentions in the order of the text, to be looked up by where they begin."""

    def __init__(self, found: Iterable[Mention]):
        self.all = sorted(found, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self.all]

    def between(self, start, stop):
        """Return the mentions that begin in a stretch, first to last."""
        first = bisect.bisect_left(self._starts, start)
        return self.all[first : bisect.bisect_left(self._starts, stop)]

    def back_from(self, stop, most):
        """Return up to `most` mentions that begin before a place, the nearest first."""
        end = bisect.bisect_left(self._starts, stop)
        return self.all[max(0, end - most) : end][::-1]


def list_aliases(rows):
    """Return {alias: set of entity ids} of all names, whole and without their general words."""
    aliases, bare = {}, {}
    for row in rows:
        if row["type"].startswith("person"):
            continue
        for column in ("name_en", "name_zh", "name_fr"):
            name = re.sub(r"\s*\(.*?\)", "", row.get(column) or "").lower()
            if not name:
                continue
            aliases.setdefault(name, set()).add(row["entity_id"])
            if row["type"] in PLACES:
                pattern = _PLACE_ENDS_ZH if column == "name_zh" else _PLACE_WORDS
                short = pattern.sub("", name)
                if len(short) > 1:
                    bare.setdefault(short, set()).add(row["entity_id"])
    for row in rows:
        if row["type"] in PLACES or row["type"].startswith("person"):
            continue
        for alias in _shorten(row, [*bare, *aliases]):
            aliases.setdefault(alias, set()).add(row["entity_id"])
    for short, ids in bare.items():
        aliases.setdefault(short, set()).update(ids)
    return aliases


def _shorten(row, places):
    """Return names of a park, firm or programme without the place that they begin or end with."""
    found = []
    chinese = row.get("name_zh") or ""
    half = max(5, (len(chinese) + 1) // 2)
    found += [chinese[i:] for i in range(1, len(chinese) - half + 1)]
    for column in ("name_fr", "name_en"):
        name = re.sub(r"\s*\(.*?\)", "", row.get(column) or "").lower()
        for place in sorted(places, key=len, reverse=True):
            if name.endswith(place) and _LINK.search(name[: -len(place)]):
                name = _LINK.sub("", name[: -len(place)])
                found.append(name)
                break
    return [alias for alias in found if len(alias) > 3]


class Names:
    """Hold the names of a table of entities, to be looked for in many texts.

    Parameters
    ----------
    rows : list of dict of str to str
        Table ``entities``.
    """

    def __init__(self, rows: list[dict[str, str]]):
        self.rows = {row["entity_id"]: row for row in rows}
        self.parents = {key: row["parent_id"] for key, row in self.rows.items()}
        self.aliases = list_aliases(rows)
        self.types = {}
        for key, row in self.rows.items():
            self.types.setdefault(row["type"], []).append(key)
        self._begins = {}
        for alias in self.aliases:
            self._begins.setdefault(alias[:BEGIN], []).append(alias)

    def list_printed(self, plain):
        """Return the names that a text may print: all others need no looking for."""
        found = []
        for text in {plain, _ASIDE.sub("", plain)}:
            begins = {text[i : i + n] for n in range(1, BEGIN + 1) for i in range(len(text))}
            found += [
                alias
                for begin in begins & self._begins.keys()
                for alias in self._begins[begin]
                if alias in text
            ]
        return {alias: self.aliases[alias] for alias in found}


def find_names(plain, aliases, rows):
    """Return the mentions of all names, the longest first, none over another."""
    if not aliases:
        return []
    choices = "|".join(map(_make_pattern, sorted(aliases, key=lambda a: (-len(a), a))))
    matches = list(re.finditer(choices, plain))
    words = [_ASIDE.sub("", m.group()) if m.group() not in aliases else m.group() for m in matches]
    sure = Counter(next(iter(aliases[word])) for word in words if len(aliases[word]) == 1)
    parents, found = None, []
    for match, word in zip(matches, words, strict=True):
        ids = sorted(aliases[word])
        if len(ids) > 1:
            parents = parents or {key: row["parent_id"] for key, row in rows.items()}
            depth = {i: len(list_ancestors(i, parents)) for i in ids}
            ids.sort(key=lambda i: (-sure[i], depth[i], i))
        end = match.end()
        follow = re.match("全?地区", plain[end : end + 3])
        if follow:  # 阿克苏全地区: the prefecture, whatever the name alone means
            wider = [i for i in aliases[word] if rows[i]["type"] == "prefecture"]
            ids, end = (wider or ids), end + follow.end()
        part = _NEWER.match(plain, end)
        if part:  # the new part of a park is an entity of its own where the tables have one
            newer = [i for i, row in rows.items() if row["parent_id"] == ids[0]]
            newer = [i for i in newer if rows[i]["type"] == rows[ids[0]]["type"]]
            ids = newer if len(newer) == 1 else ids
        found.append(Mention(match.start(), end, ids[0]))
    return found


def _make_pattern(alias):
    """Return the pattern of a name; a long Chinese one may hold an aside in brackets."""
    if ord(alias[0]) < 0x2E80:
        return rf"(?<![^\W_]){re.escape(alias)}(?![^\W_])"
    pattern = re.escape(alias) if len(alias) < 6 else _ASIDE_OPTION.join(map(re.escape, alias))
    # 援疆指挥部 behind 丽水市 is that city's body, not the one whose name ends so.
    if alias[0] in "省市县":
        return rf"(?:(?<![\u4e00-\u9fff])|(?<=[在由的经与和])){pattern}"
    general = alias.endswith(_BODIES) and not re.match(".{2,3}[省市县州区]", alias)
    return rf"(?<![省市县州]){pattern}" if general else pattern
