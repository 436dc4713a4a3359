"""Make draft rows of the contract's observations from the quantities of an article."""

import re
from dataclasses import dataclass, field

from helpers import quantities, readings
from helpers.articles import measures, times
from helpers.articles.entities import Entities
from helpers.articles.indicators import Indicators, is_small_word

LONGEST = 60  # characters of as_printed; the contract allows no more
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
# The verb or noun of a change and what stands between it and its number.
_CHANGE = re.compile(
    r"(?:增长|增加|增幅|上升|提高|提升|下降|减少|回落|降低|下滑|下跌|上涨|降了|涨了|增)[^\d,。;]{0,4}$"
    r"|\b(?:hausse|baisse|recul|chute|progression|croissance|augment\w+|progress\w+|recul\w+"
    r"|baiss\w+|chut\w+|diminu\w+|rose|risen|grew|grown|growth|increas\w+|fell|fallen|drop\w*"
    r"|declin\w+|up|down|rise|gain\w*)(?: [^\W\d]+){0,2} ?$"
)


@dataclass
class Draft:
    """Hold a draft row with the place it comes from and the words that its cells rest on.

    Parameters
    ----------
    quantity : Quantity
    start, end : int
        Characters of ``as_printed``.
    row : dict of str to str
        Columns of the table ``observations``.
    rests_on : dict of str to str
        Words of the text, by column.
    open : dict of str to str
        Why a cell is empty, by column.
    """

    quantity: object
    start: int
    end: int
    row: dict
    rests_on: dict = field(default_factory=dict)
    open: dict = field(default_factory=dict)


@dataclass
class Drafts:
    """Hold all that was read of one article.

    Parameters
    ----------
    article : Article
    published : times.Published
    rows : list of Draft
    left_out : list of (Quantity, str)
        What is no observation, with the reason.
    refused : list of Quantity
        What the grammar does not understand.
    entities, indicators : dict of str to dict
        Draft rows of what no table has, only those that a row uses.
    """

    article: object
    published: object
    rows: list
    left_out: list
    refused: list
    entities: dict
    indicators: dict

    def list_refused(self):
        """Return (key, Quantity) of what is not understood and awaits a person."""
        source = self.article.source_id
        return [(f"{source}-r{number}", q) for number, q in enumerate(self.refused, start=1)]


def draft_article(article, entity_rows, indicator_rows, published=None):
    """Return draft rows of all numbers of an article.

    Parameters
    ----------
    article : Article
    entity_rows, indicator_rows : list of dict of str to str
        Tables ``entities`` and ``indicators``.
    published : times.Published, optional
        Without it, a date that stands in a line of its own at the top.

    Returns
    -------
    Drafts
    """
    stamp = None
    if published is None:
        found = quantities.read(article.text, article.language)
        published, stamp = times.find_published(article, [q for q in found if q.kind == "date"])
    account = quantities.account(article.text, article.language, published.grain or None)
    entities = Entities(article, entity_rows)
    indicators = Indicators(article, indicator_rows)
    dates = [q for q in account.quantities if q.kind == "date"]
    drafts, left_out = [], [(q, q.reason) for q in account.left_out]
    for quantity in account.quantities:
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
    value, high, wording = measures.find_values(article, quantity, unit)
    sentence = article.view.sentence(quantity.start)[0]
    first = article.view.paragraph_start(quantity.start)
    begin = first if period_kind == "cumulative" else sentence
    earlier = [d.quantity for d in drafts if d.start >= begin]
    start, end, basis, why = times.find_period(
        article, quantity, period_kind, published, earlier, dates
    )
    place = find_span(article, quantity, value, high, wording)
    name = (known or indicators.drafts[indicator_id])["name"]
    about = entity or {}
    gloss = ", ".join(filter(None, (name, about.get("name_en") or about.get("name_zh", ""))))
    row = {
        "observation_id": "", "source_id": article.source_id,
        "paragraph": str(article.find_paragraph(quantity.start)),
        "as_printed": article.text[place[0] : place[1]], "value": value, "value_high": high,
        "unit": unit, "wording": wording, "entity_id": entity_id, "indicator_id": indicator_id,
        "period_start": start, "period_end": end, "period_kind": period_kind,
        "period_basis": basis, "status": quantity.status or "reported",
        "counted_by": quantity.counted_by or NOT_STATED.format(UNNAMED[article.language]),
        "gloss": gloss[:120], "note": "",
    }  # fmt: skip
    draft = Draft(quantity, *place, row)
    draft.rests_on = {"entity_id": entity_words, "indicator_id": words}
    draft.open = _list_open(article, draft, why)
    return draft


def _list_open(article, draft, why_period):
    """Return why cells are empty, or what a person must look at, by column."""
    row, quantity, gaps = draft.row, draft.quantity, {}
    if not row["unit"]:
        gaps["unit"] = f"the contract has no unit for {quantity.unit or quantity.kind!r}"
    if not row["wording"]:
        gaps["wording"] = f"the contract has no wording for {quantity.as_printed!r}"
        gaps["value"] = "follows from the wording"
    if not row["entity_id"]:
        gaps["entity_id"] = "the text names no place, firm or programme near"
    if not row["gloss"]:
        gaps["gloss"] = "no words near say what is counted"
    if why_period:
        for column in ("period_start", "period_end", "period_basis"):
            gaps[column] = why_period
    if row["wording"] and not _reads_back(row, article.language):
        gaps["as_printed"] = "read alone, these words do not give this value and wording"
    return gaps


def _reads_back(row, language):
    """Whether `rural check` will find value and wording in the words as printed."""
    try:
        printed = readings.read_printed(row["as_printed"], language)
    except ValueError:
        return False
    high = "" if printed.value_high is None else float(printed.value_high)
    own = row["value_high"] and float(row["value_high"])
    return (
        abs(float(printed.value) - float(row["value"])) <= 1e-12 * abs(float(row["value"]))
        and high == own
        and printed.wording == row["wording"]
    )


def find_span(article, quantity, value, high, wording):
    """Return where the words of a number begin and end: with noun and verb if it reads the same.

    A count takes its noun along and a change its verb, since `as_printed` must say alone
    what the text says.
    """
    plain, (first, stop) = article.view.plain, article.view.clause(quantity.start)
    start, end = quantity.start, quantity.end
    starts, ends = [start], [end]
    if quantity.kind in ("growth", "multiple", "points"):
        verb = _CHANGE.search(plain, max(first, start - 30), start)
        if verb:
            starts.insert(0, verb.start())
    if quantity.kind in ("count", "rank") and article.language != "zh":
        noun = re.match(r"\s?[^\W\d_][\w'’-]*", article.text[end:stop])
        noun = noun if noun and not is_small_word(noun.group().strip().lower()) else None
        if noun and not re.search(r"[^\W\d_]", quantity.as_printed.split()[-1]):
            ends.insert(0, end + noun.end())
        elif noun and quantity.unit and noun.group().strip().lower() == quantity.unit:
            ends.insert(0, end + noun.end())
    for begin in starts:
        for close in ends:
            row = {"as_printed": article.text[begin:close], "value": value or "0"}
            row |= {"value_high": high, "wording": wording}
            if close - begin <= LONGEST and _reads_back(row, article.language):
                return begin, close
    return starts[0] if end - starts[0] <= LONGEST else start, end


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
    if _same_sentence(article, last, quantity) and _AGAINST.search(between):
        return drafts[-1]
    if article.view.clause(last.start) != article.view.clause(quantity.start):
        return None
    front = article.view.plain[max(0, last.start - 16) : last.start]
    link = re.search(r"(?:增加|增长|提高|上升|升|降|减|涨|扩大)?[到至]|\b(?:à|to)\b|现在", between)
    opened = re.search(r"[从由自]|\b(?:de|from|passé\w* d)\b|d'$|起步|原来", front)
    return drafts[-1] if link and opened and len(between) < 40 else None


def _same_sentence(article, first, second):
    return article.view.sentence(first.start) == article.view.sentence(second.start)


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
