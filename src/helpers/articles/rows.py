"""Make draft rows of the contract's observations from the quantities of an article."""

import re
from dataclasses import dataclass, field

from helpers import quantities
from helpers.articles import measures, times
from helpers.articles.entities import Entities
from helpers.articles.indicators import Indicators
from helpers.articles.printed_words import read_words
from helpers.articles.relations import TOGETHER, list_before
from helpers.articles.stand_ins import find_stand_ins

UNNAMED = {"zh": "newspaper", "fr": "article", "en": "article"}
NOT_STATED = "not stated (the {}'s own words)"
_AGE = re.compile(
    r"岁|âgée?s? de [^,;]{0,12}$|\b(?:une?|la|le|du|cette?) [\w-]+ de $|, $|\baged? $|\b\w+, $"
)
_AGED = re.compile(r"^(?:-year-old| years? old|,| d'âge|岁)")
_TIME_NOUN = re.compile(
    r"^\s?(?:个?(?:月|年|季度|天|周|次)|fois|jours?|mois|années?|semaines?|times?|days?|months?"
    r"|years?|weeks?|quarters?|trimestres?|half)(?![^\W_0-9]*[a-z])"
)
_AGAINST = re.compile(
    r"(?:\bcontre|\bau lieu d[e']|\bagainst|\bup from|\bdown from|\bcompared (?:with|to)|而.*?为)"
    r"(?: (?:only|seulement|à peine))?\s*$"
)


@dataclass
class Draft:
    """Hold a draft row with the place it comes from and the words that its cells rest on."""

    quantity: object  # Quantity
    start: int
    end: int  # characters of ``as_printed``
    row: dict[str, str]  # columns of the table ``observations``
    rests_on: dict[str, str] = field(default_factory=dict)  # words of the text, by column
    open: dict[str, str] = field(default_factory=dict)  # why a cell is empty, by column


@dataclass
class Drafts:
    """Hold all that was read of one article."""

    article: object  # Article
    published: object  # times.Published
    rows: list  # list of Draft
    left_out: list  # list of (Quantity, str): what is no observation, with the reason
    refused: list  # list of Quantity: what the grammar does not understand
    entities: dict[str, dict]
    indicators: dict[str, dict]  # draft rows of what no table has, only those that a row uses

    def list_refused(self):
        """Return (key, Quantity) of what is not understood and awaits a person."""
        source = self.article.source_id
        return [(f"{source}-r{number}", q) for number, q in enumerate(self.refused, start=1)]


def draft_article(
    article,
    entity_rows: list[dict[str, str]],
    indicator_rows: list[dict[str, str]],
    published: times.Published | None = None,
) -> Drafts:
    """Return draft rows of all numbers of an article.

    Parameters
    ----------
    article : Article
    entity_rows, indicator_rows : list of dict of str to str
        Tables ``entities`` and ``indicators``.
    published : times.Published, optional
        Without it, a date that stands in a line of its own at the top.
    """
    stamp = None
    if published is None:
        found = quantities.read(article.text, article.language)
        published, stamp = times.find_published(article, [q for q in found if q.kind == "date"])
    account = quantities.account(article.text, article.language, published.grain or None)
    entities = Entities(article, entity_rows)
    indicators = Indicators(article, indicator_rows)
    spoken = find_stand_ins(article, account, published.grain or None)
    found = sorted([*account.quantities, *spoken], key=lambda quantity: quantity.start)
    named = [
        q for q in account.left_out if not any(q.start < s.end and s.start < q.end for s in spoken)
    ]
    dates = [q for q in account.quantities if q.kind == "date"]
    drafts, left_out = [], [(q, q.reason) for q in named]
    for quantity in found:
        reason = _find_reason(article, quantity, published, stamp)
        if reason:
            left_out.append((quantity, reason))
        else:
            drafts.append(
                _draft_row(article, quantity, published, entities, indicators, drafts, dates)
            )
    _number(drafts, article.source_id)
    used = {d.row["entity_id"] for d in drafts}, {d.row["indicator_id"] for d in drafts}
    return Drafts(
        article, published, drafts, sorted(left_out, key=lambda item: item[0].start),
        account.refused,
        {key: row for key, row in entities.drafts.items() if key in used[0]},
        {key: row for key, row in indicators.drafts.items() if key in used[1]},
    )  # fmt: skip


def _number(drafts, source_id):
    """Give every draft its id: article, paragraph, order in the paragraph."""
    counts = {}
    for draft in drafts:
        number = int(draft.row["paragraph"])
        counts[number] = counts.get(number, 0) + 1
        draft.row["observation_id"] = f"{source_id}-p{number:02d}-{counts[number]}"


def _find_reason(article, quantity, published, stamp):
    """Return why a quantity is no observation, or nothing."""
    plain = article.view.plain
    before = plain[max(0, quantity.start - 30) : quantity.start]
    behind = plain[quantity.end : quantity.end + 14]
    if quantity.kind == "date":
        top = article.find_paragraph(quantity.start)
        stamped = stamp is not None and article.find_paragraph(stamp.start) == top
        if stamped or quantity.value == published.first == published.last and top <= 4:
            return "date of publication"
        return "date or period of a number or event"
    if quantity.kind == "other":
        return "label, not a number of things"
    line = article.paragraphs[article.find_paragraph(quantity.start) - 1][1]
    if not re.search(r"[^\W\d_]", line):
        return "page navigation"
    if quantity.kind == "duration" and quantity.unit == "year":
        if "岁" in quantity.as_printed or _AGED.match(behind) and _AGE.search(before):
            return "age of a person"
        if re.search(r"\b(?:une?|le|la) [\w-]+ de $|âgée?s? de $|\baged $", before):
            return "age of a person"
    if quantity.kind == "rank" and quantity.value == 1 and _TIME_NOUN.match(behind):
        return "order in time, not a rank"
    if quantity.kind == "rank" and re.search(r"(?:月|年|天|次|fois|time)$", quantity.as_printed):
        return "order in time, not a rank"
    return ""


def _draft_row(article, quantity, published, entities, indicators, drafts, dates):
    """Return the draft of one quantity; `drafts` holds those before it."""
    units = measures.list_units(article, quantity)
    entity_id, entity_words = entities.propose(quantity, _find_last(article, quantity, drafts))
    entity = entities.rows.get(entity_id) or entities.drafts.get(entity_id)
    same = _find_pair(article, quantity, drafts)
    if same:
        entity_id, indicator_id = same.row["entity_id"], same.row["indicator_id"]
        entity_words = same.rests_on.get("entity_id", "")
        words, unit = same.rests_on.get("indicator_id", ""), (units or ("",))[0]
    else:
        indicator_id, words = indicators.propose(quantity, units, entity)
        unit = units[0] if units else ""
    known = indicators.rows.get(indicator_id) or indicators.drafts.get(indicator_id)
    if known and unit != known["unit"]:
        unit = known["unit"] if known["unit"] in units else unit
    period_kind = known["kind"] if known else _guess_kind(article, quantity)
    if not indicator_id:
        indicator_id, words = indicators.draft(quantity, unit, period_kind)
        known = indicators.rows.get(indicator_id) or indicators.drafts[indicator_id]
    sentence = article.view.sentence(quantity.start)[0]
    first = article.view.paragraph_start(quantity.start)
    begin = first if period_kind == "cumulative" else sentence
    earlier = [d.quantity for d in list_before(drafts, len(drafts), begin)]
    start, end, basis, why = times.find_period(
        article, quantity, period_kind, published, earlier, dates
    )
    part = _find_part(article, quantity, published, drafts)
    if part:
        start, end, basis = (part.row[c] for c in ("period_start", "period_end", "period_basis"))
    words_alone = read_words(article, quantity, unit)
    about = entity or {}
    named = known["name"], about.get("name_en") or about.get("name_zh", "")
    gloss = ", ".join(filter(None, named))
    row = {
        "observation_id": "", "source_id": article.source_id,
        "paragraph": str(article.find_paragraph(quantity.start)),
        "as_printed": article.text[words_alone.start : words_alone.end],
        "value": words_alone.value, "value_high": words_alone.value_high,
        "unit": unit, "wording": words_alone.wording,
        "entity_id": entity_id, "indicator_id": indicator_id,
        "period_start": start, "period_end": end, "period_kind": period_kind,
        "period_basis": basis, "status": quantity.status or "reported",
        "counted_by": quantity.counted_by or NOT_STATED.format(UNNAMED[article.language]),
        "gloss": gloss[:120], "note": "",
    }  # fmt: skip
    draft = Draft(quantity, words_alone.start, words_alone.end, row)
    draft.rests_on = {"entity_id": entity_words, "indicator_id": words}
    draft.open = _list_open(draft, words_alone.fault, why)
    return draft


def _list_open(draft, fault, why_period):
    """Return why cells are empty, or what a person must look at, by column."""
    row, quantity, gaps = draft.row, draft.quantity, {}
    if not row["unit"]:
        gaps["unit"] = f"the contract has no unit for {quantity.unit or quantity.kind!r}"
    if not row["wording"]:
        gaps["wording"] = f"nothing is read from {quantity.as_printed!r} alone"
    if fault:
        gaps["as_printed"] = fault
    if not row["entity_id"]:
        gaps["entity_id"] = "the text names no place, firm or programme near"
    if not row["gloss"]:
        gaps["gloss"] = "no words near say what is counted"
    if why_period:
        for column in ("period_start", "period_end", "period_basis"):
            gaps[column] = why_period
    return gaps


def _find_last(article, quantity, drafts):
    """Return end, entity and its words of the number before in the paragraph, or None."""
    if not drafts or drafts[-1].start < article.view.paragraph_start(quantity.start):
        return None
    last = drafts[-1]
    return last.quantity.end, last.row["entity_id"], last.rests_on["entity_id"]


def _find_pair(article, quantity, drafts):
    """Return the draft that a number carries on: "from 4 in 2014 to 34 in 2023"."""
    if not drafts:
        return None
    last = drafts[-1].quantity
    if _is_conversion(article, last, quantity):
        return drafts[-1]
    if (last.kind, last.unit) != (quantity.kind, quantity.unit) or quantity.kind not in (
        "amount", "count", "share",
    ):  # fmt: skip
        return None
    between = article.view.plain[last.end : quantity.start]
    together = article.view.sentence(last.start) == article.view.sentence(quantity.start)
    if together and _AGAINST.search(between):
        return drafts[-1]
    if article.view.clause(last.start) != article.view.clause(quantity.start):
        return None
    front = article.view.plain[max(0, last.start - 16) : last.start]
    link = re.search(r"(?:增加|增长|提高|上升|升|降|减|涨|扩大)?[到至]|\b(?:à|to)\b|现在", between)
    opened = re.search(r"[从由自]|\b(?:de|from|passé\w* d)\b|d'$|起步|原来", front)
    return drafts[-1] if link and opened and len(between) < 40 else None


def _find_part(article, quantity, published, drafts):
    """Return the last of the numbers that a total without a date of its own adds up, or None."""
    view = article.view
    front = view.plain[view.sentence(quantity.start)[0] : quantity.start]
    dated = quantity.period_start or quantity.period_end != published.grain
    if dated or len(front) > 60 or not TOGETHER.search(front):
        return None
    first = view.paragraph_start(quantity.start)
    for draft in reversed(drafts):
        if draft.start < first:
            return None
        if (draft.quantity.kind, draft.quantity.unit) == (quantity.kind, quantity.unit):
            return draft
    return None


def _is_conversion(article, first, second):
    """Whether an amount of money in brackets says the one before it in another currency."""
    between = article.view.plain[first.end : second.start].strip()
    money = first.kind == second.kind == "amount" and first.unit != second.unit
    return money and between in ("(", "(soit", "(environ", "(about", "(some", "(约合", "(约", "(合")


def _guess_kind(article, quantity):
    """Return the period kind of a number that no known indicator fits, by what it measures."""
    if quantity.kind in ("share", "growth", "points", "multiple", "rank", "duration"):
        return "snapshot"
    clause = article.view.plain[slice(*article.view.clause(quantity.start))]
    if re.search(r"累计|cumul|depuis|au total|so far|since|in all|总计|先后", clause):
        return "cumulative"
    return "flow" if quantity.kind == "amount" else "stock"
