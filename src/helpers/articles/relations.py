"""Draft the relations between numbers that an article prints: growth, shares, sums, ranks."""

import re

from helpers.words.units import CURRENCIES

TOGETHER = re.compile(r"au total|en tout|ensemble|in all|together|in total|合计|共计|总计")
FROM = "Draft, from: "  # how the note of a draft begins
_LIMIT = 120  # characters of a claim; the contract allows no more


def draft_claims(article, drafts) -> list[dict[str, str]]:
    """Return draft rows of the table ``claims`` for the numbers of an article.

    Each says in `note` on which words it rests.

    Parameters
    ----------
    article : Article
    drafts : list of rows.Draft
        In the order of the text, with their ids.
    """
    found, seen = [], {}
    for index, draft in enumerate(drafts):
        paragraph = list_before(drafts, index, article.view.paragraph_start(draft.start))
        sentence = article.view.sentence(draft.quantity.start)[0]
        same = [d for d in paragraph if d.quantity.start >= sentence]
        found += _relate(article, draft, same, paragraph, seen)
        seen.setdefault(_make_key(draft), draft)
    for number, claim in enumerate(found, start=1):
        claim["claim_id"] = f"{article.source_id}-c{number}"
    return found


def list_before(drafts, index, begin):
    """Return the drafts before one that stand behind a place, first to last."""
    first = index
    while first and drafts[first - 1].start >= begin:
        first -= 1
    return drafts[first:index]


def _make_key(draft):
    """Return what two numbers share that say the same of the same."""
    columns = ("value", "value_high", "unit", "indicator_id", "entity_id")
    return tuple(draft.row[c] for c in (*columns, "period_start", "period_end"))


def _relate(article, draft, same, paragraph, seen):
    """Return the claims whose result a number is."""
    row, kind, found = draft.row, draft.quantity.kind, []
    amounts = [d for d in same if d.quantity.kind in ("amount", "count")]
    if row["unit"] in ("fold_increase", "share_per_year"):
        terms = _find_levels(amounts)
        text = "grew by the printed multiple" if kind == "multiple" else "changed as printed"
        if terms:
            found.append(_write(article, draft, "increase", text, terms, amounts[-2:]))
    elif kind == "share" and amounts:
        near = amounts[-1]
        found.append(
            _write(article, draft, "share", "is the printed share of a whole", [near], [near])
        )
    elif row["unit"] == "rank":
        found.append(_write(article, draft, "rank", "has the printed rank", [], []))
    if row["status"] == "target":
        found.append(_write(article, draft, "target", "is set as a target", [], []))
    if amounts and _is_converted(article, amounts[-1], draft):
        text = "is the amount before it in another currency"
        found.append(_write(article, draft, "conversion", text, amounts[-1:], amounts[-1:]))
    parts = _find_parts(article, draft, paragraph)
    if parts:
        found.append(_write(article, draft, "sum", "is the sum of the parts", parts, parts))
    key = _make_key(draft)
    if key in seen and row["value"] and row["unit"]:
        found.append(_write(article, draft, "repeat", "is printed twice", [seen[key]], [seen[key]]))
    return found


def _find_levels(amounts):
    """Return the level before and the level after of a change: the last two of one indicator."""
    if not amounts:
        return []
    last = amounts[-1]
    like = [d for d in amounts if d.row["indicator_id"] == last.row["indicator_id"]]
    return like[-2:] if len(like) > 1 else ["unknown", last]


def _is_converted(article, first, second):
    between = article.view.plain[first.quantity.end : second.quantity.start].strip()
    units = first.row["unit"], second.row["unit"]
    return (
        between.startswith("(")
        and units[0] != units[1]
        and all(unit in CURRENCIES for unit in units)
    )


def _find_parts(article, draft, paragraph):
    """Return the numbers before a total of the same unit and paragraph that make it up."""
    view, start = article.view, draft.quantity.start
    front = view.plain[max(view.sentence(start)[0], start - 60) : draft.quantity.end]
    if draft.quantity.kind not in ("amount", "count") or not TOGETHER.search(front):
        return []
    parts = [d for d in paragraph if d.row["unit"] == draft.row["unit"]]
    values = [float(d.row["value"]) for d in parts if d.row["value"]]
    if len(values) < 2 or not draft.row["value"]:
        return []
    total = float(draft.row["value"])
    return parts if abs(sum(values) - total) <= 0.1 * total else []


def _write(article, draft, relation, text, terms, words):
    """Return one row; its note quotes the numbers that it relates."""
    row = draft.row
    name = row["gloss"] or row["indicator_id"]
    ids = [t if isinstance(t, str) else t.row["observation_id"] for t in terms]
    quoted = [w.row["as_printed"] for w in words] + [row["as_printed"]]
    return {
        "claim_id": "",
        "source_id": article.source_id,
        "paragraph": row["paragraph"],
        "kind": "identity" if relation == "repeat" else "claim",
        "relation": relation,
        "claim": f"{name[: _LIMIT - len(text) - 1]} {text}",
        "result_id": row["observation_id"],
        "term_ids": ";".join(ids),
        "note": FROM + "; ".join(quoted),
    }
