"""Write the page on which a person goes through the draft rows of one article."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from helpers.quantities.marked import SIGNS, STYLE, mark_text, strip_unseen
from helpers.words.currency import list_codes

TEMPLATES = Path(__file__).parent / "templates"
LABELS = {
    "as_printed": "As printed", "value": "Value", "value_high": "Upper end", "unit": "Unit",
    "wording": "Wording", "entity_id": "About whom", "indicator_id": "What is counted",
    "period_start": "Period from", "period_end": "Period to", "period_kind": "Kind of period",
    "period_basis": "Period known", "status": "Status", "counted_by": "Counted by",
    "gloss": "In short", "note": "Note",
}  # fmt: skip
NEW = ("entities", "indicators")  # tables that a person may add to
AROUND = 160  # characters of the sentence that the panel shows on both sides of a number
REASON = "not a number of this study"
COMMAND = "Then: rural read --decisions FILE --out FOLDER"


def render_review(drafts, claims, fields, known, units) -> str:
    """Return the review page of an article: one file that asks no host for anything.

    All text of the article is escaped.

    Parameters
    ----------
    drafts : rows.Drafts
    claims : list of dict of str to str
        Draft rows of the table ``claims``.
    fields : dict of str to dict
        Columns of the tables with their rules, by table, as the contract has them.
    known : dict of str to list of (str, str)
        Ids that may be chosen with their names, by column.
    units : dict of str to str
        Units of the known indicators.
    """
    from markupsafe import Markup

    article, rows = drafts.article, _list_rows(drafts)
    choices = _find_choices(fields["observations"], LABELS)
    data = {
        "source": article.source_id, "sha256": article.sha256, "rows": rows,
        "columns": list(LABELS), "labels": LABELS, "choices": choices,
        "lists": {column: True for column in known}, "reason": REASON, "command": COMMAND,
        "names": {column: dict(items) for column, items in known.items()}, "units": units,
        "currencies": list_codes(),
        "form_choices": {table: _find_choices(fields[table], fields[table]) for table in NEW},
    }  # fmt: skip
    script = (TEMPLATES / "review.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    return _read_template().render(
        source=article.source_id, language=article.language, policy=policy, signs=SIGNS,
        style=Markup((TEMPLATES / "review.css").read_text(encoding="utf-8") + STYLE),
        script=Markup(script), data=Markup(_write_json(data)), text=Markup(_mark(drafts)),
        reason=REASON, columns=list(LABELS), labels=LABELS, rows=rows, claims=claims,
        forms=_list_forms(drafts, fields), lists=known,
    )  # fmt: skip


@cache
def _read_template():
    """Return the template of the page, compiled once for all articles."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True,
    )  # fmt: skip
    return environment.get_template("review.html.j2")


def _write_json(data):
    """Return JSON that cannot end its script element."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _list_rows(drafts):
    """Return the rows of the page in the order of the text, what is refused among them."""
    rows = []
    for draft in drafts.rows:
        context = _find_context(drafts.article, draft.quantity)
        row = {"id": draft.row["observation_id"], "context": context, "cells": draft.row}
        row |= {"open": draft.open, "rests_on": draft.rests_on}
        rows.append((draft.start, row))
    for key, quantity in drafts.list_refused():
        number = drafts.article.find_paragraph(quantity.start)
        cells = dict.fromkeys(LABELS, "") | {
            "as_printed": quantity.as_printed, "paragraph": str(number),
            "source_id": drafts.article.source_id, "status": "reported",
        }  # fmt: skip
        why = {"as_printed": f"not understood: {quantity.reason}"}
        context = _find_context(drafts.article, quantity)
        row = {
            "id": key,
            "context": context,
            "cells": cells,
            "open": why,
            "rests_on": {},
            "refused": True,
        }
        rows.append((quantity.start, row))
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _find_context(article, quantity):
    """Return the words before, of and behind a number in its sentence."""
    start, end = article.view.sentence(quantity.start)
    start, end = max(start, quantity.start - AROUND), min(end, quantity.end + AROUND)
    parts = (start, quantity.start), (quantity.start, quantity.end), (quantity.end, end)
    return [strip_unseen(article.text[first:last]) for first, last in parts]


def _mark(drafts):
    """Return the article's text with all numbers marked, drafts as links to their rows."""
    links = {(d.quantity.start, d.quantity.end): d.row["observation_id"] for d in drafts.rows}
    links |= {(q.start, q.end): key for key, q in drafts.list_refused()}
    shown = [d.quantity for d in drafts.rows] + drafts.refused
    shown += [q for q, reason in drafts.left_out if "article" not in reason]
    return mark_text(drafts.article.text, shown, links)


def _find_choices(fields, columns):
    rules = {column: fields[column].get("constraints", {}) for column in columns}
    return {column: rule["enum"] for column, rule in rules.items() if "enum" in rule}


def _list_forms(drafts, fields):
    """Return the forms for what the text does not say: the article, new places, new words."""
    published = drafts.published
    source = {
        "title": drafts.article.title, "publisher": "", "publisher_kind": "",
        "published_from": published.first, "published_to": published.last,
        "published_basis": published.basis, "note": "",
    }  # fmt: skip
    forms = [("sources", drafts.article.source_id, "The article", source)]
    for key, row in drafts.entities.items():
        shown = {c: row[c] for c in ("name_en", "name_zh", "name_fr", "type", "parent_id")}
        forms.append(("entities", key, f"New place, firm or programme: {row['_name']}", shown))
    for key, row in drafts.indicators.items():
        shown = {c: row[c] for c in ("name", "definition", "unit", "kind")}
        forms.append(("indicators", key, f"New indicator: {row['name']}", shown))
    return [
        {"table": table, "key": key, "legend": legend, "fields": [
            {"id": f"{table}-{key}-{column}", "column": column, "value": value,
             "label": column.replace("_", " "),
             "choices": fields[table][column].get("constraints", {}).get("enum")}
            for column, value in row.items()
        ]}
        for table, key, legend, row in forms
    ]  # fmt: skip
