"""What a number measures, and whether it rises or falls."""

import bisect
from array import array

from helpers.quantities.language import Unit

SHARE, GROWTH, POINTS = "share", "growth", "points"
CHANGES = {"rise": "rise", "fall": "fall", "growth": "rise", "decline": "fall"}
NOUNS = ("growth", "decline")
FAR = 120  # characters before a number in which its verb may stand
NEAR = 14  # characters behind a number in which its noun may stand: "a 3 per cent drop"


class Cues:
    """Hold the governing words of a text in their order."""

    def __init__(self, view, language):
        found = language.scan("cues", view)
        self._starts = array("I", (start for start, _, _ in found))
        self._ends = array("I", (end for _, end, _ in found))
        self._roles = [role for _, _, role in found]

    def between(self, start, end):
        """Return (start, end, role) of the cues that begin in a stretch."""
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end, first)
        parts = self._starts, self._ends, self._roles
        return list(zip(*(part[first:last] for part in parts), strict=True)) if last > first else []


def decide(view, draft, cues, language):
    """Set kind, unit and sign of a draft from its own words and those that govern it."""
    unit, form = draft.unit, draft.numeral.form
    if unit is None:
        kind = {"ordinal": "rank", "multiple": "multiple", "fraction": SHARE}.get(form, "count")
        codes = {"rank": "rank", "multiple": "ratio", "share": SHARE}
        unit = draft.unit = Unit(kind, codes.get(kind, ""))
    is_open = not draft.kind
    draft.kind = draft.kind or unit.kind
    if unit.kind in (SHARE, POINTS, "multiple") and is_open:
        role = find_direction(view, draft, cues, language)
        if unit.kind == SHARE and role in ("rise", "fall"):
            draft.kind = GROWTH
        if role == "fall" and unit.kind != "multiple":
            draft.sign = -1
        if unit.kind == "multiple" and form != "multiple" and role == "rise":
            draft.plus = 1


def find_direction(view, draft, cues, language):
    """Return ``rise``, ``fall``, ``share`` or ``level`` of the word that governs a number."""
    text = view.plain
    place = draft.start
    while place and text[place - 1] == " ":
        place -= 1
    clause_start, clause_end = view.clause(draft.start)
    compared = language.pattern("comparisons").search(text, max(clause_start, place - FAR), place)
    if compared:
        return compared.lastgroup
    lead = language.words("from_words").before(text, place)
    near = [] if lead else cues.between(draft.end, min(draft.end + NEAR, clause_end))
    near = [c for c in near if c[2] in CHANGES]
    if near and not any(c.isdigit() for c in text[draft.end : near[0][0]]):
        if language.words("links_behind").at(text, draft.end) or (
            language.spaced and near[0][0] <= draft.end + 1
        ):
            return CHANGES[near[0][2]]
    earlier = cues.between(max(clause_start, draft.start - FAR), draft.start)
    roles = CHANGES if draft.unit.kind == POINTS else (*CHANGES, "share")  # points of a rate
    earlier = [c for c in earlier if c[1] <= draft.start and c[2] in roles]
    if not earlier:
        return "level"
    _, end, role = earlier[-1]
    marks = language.words("level_marks")
    mark = marks.before(text, place)
    level = lead or (mark and end <= mark[1]) or marks.at(text, end)
    if draft.unit.kind == "multiple" and text[place - 1 : place] == "的":
        return "level"  # 增速是全国的两倍
    nouns = [c[2] for c in earlier if c[2] in NOUNS]
    if level and not nouns:
        return "level" if role not in NOUNS else CHANGES[role]
    return CHANGES[nouns[-1]] if level else CHANGES.get(role, role)
