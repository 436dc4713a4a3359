"""Make the rows that one article adds to a data folder, and the page to review it on."""

RIGHTS = (
    "Article under its publisher's copyright and not reproduced here;"
    " single numbers, title and date are cited as facts."
)
OPEN_COLUMNS = ("file", "key", "column", "why")
# A draft row has no words of ours, so that no check takes it for a fact before a person has.
NO_NUMERALS = ("article or pronoun", "one after another", "article", "part of a word")
UNCONFIRMED = "Draft; not yet confirmed"
MOST_CHOICES = 400  # places, and indicators, that a review page offers


def render_page(
    drafts, claims: list[dict[str, str]], tables, rows: dict[str, list[dict[str, str]]]
):
    """Return the page to review an article on, with the names that may be chosen.

    Parameters
    ----------
    drafts : rows.Drafts
    claims : list of dict of str to str
    tables : batches.Tables
    rows : dict of str to list of dict of str to str
        Of `make_rows`.
    """
    from helpers.articles.review import render_review

    entities = _list_choices("entity_id", tables.entities, rows)
    indicators = _list_choices("indicator_id", tables.indicators, rows)
    new = drafts.indicators
    named = [row for row in indicators if row["name"] or row["indicator_id"] in new]
    known = {
        "entity_id": [(row["entity_id"], row["name_en"]) for row in entities],
        "indicator_id": [(row["indicator_id"], row["name"]) for row in named],
    }
    units = {r["indicator_id"]: r["unit"] for r in named if r["indicator_id"] not in new}
    return render_review(drafts, claims, tables.fields, known, units)


def _list_choices(column, table, rows):
    """Return the rows of a table that a page offers; of a large one, those that it speaks of."""
    name = {"entity_id": "entities", "indicator_id": "indicators"}[column]
    known = {row[column] for row in table}
    every = table + [row for row in rows[name] if row[column] not in known]
    if len(every) <= MOST_CHOICES:
        return every
    used = {row[column] for row in rows["observations"]}
    few = every[:MOST_CHOICES]
    shown = {row[column] for row in few}
    return few + [r for r in every if r[column] in used and r[column] not in shown]


def make_rows(drafts, claims):
    """Return the rows of every table that one article adds to, by table."""
    article, published = drafts.article, drafts.published
    source = {
        "source_id": article.source_id,
        "title": article.title,
        "publisher": "",
        "publisher_kind": "",
        "language": article.language,
        "published_from": published.first,
        "published_to": published.last,
        "published_basis": published.basis,
        "rights": RIGHTS,
        "sha256": article.sha256,
        "note": "",
    }
    return {
        "sources": [source],
        "observations": [d.row | {"gloss": "", "note": UNCONFIRMED} for d in drafts.rows],
        "claims": claims,
        "left_out": _list_left_out(drafts),
        "entities": [_public(row) for row in drafts.entities.values()],
        "indicators": [_public(row) for row in drafts.indicators.values()],
    }


def _public(row):
    return {column: cell for column, cell in row.items() if not column.startswith("_")}


def _list_left_out(drafts):
    """Return the rows of ``left_out``, each key once; words of another observation are none."""
    article, found = drafts.article, {}
    for quantity, reason in drafts.left_out:
        if article.language != "zh" and reason in NO_NUMERALS:
            continue
        number = article.find_paragraph(quantity.start)
        printed = quantity.as_printed.strip()[:60]
        key = (number, printed)
        row = {"source_id": article.source_id, "paragraph": str(number), "as_printed": printed}
        found.setdefault(key, row | {"reason": reason})
    return list(found.values())


def list_open(drafts) -> list[dict[str, str]]:
    """Return what a person has still to decide of an article, a row a cell."""
    source, found = drafts.article.source_id, []
    sources = {"publisher": "not in the text as such", "publisher_kind": "not in the text"}
    if not drafts.published.first:
        for column in ("published_from", "published_to", "published_basis"):
            sources[column] = "no date of publication is known; say --published"
    for column, why in sources.items():
        found.append(_open("press/sources.csv", source, column, why))
    for draft in drafts.rows:
        gloss = draft.row["gloss"]
        confirm = {"gloss": f"confirm the row; proposed: {gloss}"} if gloss else {}
        for column, why in (draft.open | confirm).items():
            found.append(_open("press/observations.csv", draft.row["observation_id"], column, why))
    for name, rows, needed in (
        ("reference/entities.csv", drafts.entities, ("name_en", "type")),
        ("reference/indicators.csv", drafts.indicators, ("name", "definition", "unit")),
    ):
        for key, row in rows.items():
            for column in needed:
                if not row[column]:
                    found.append(_open(name, key, column, "a new row; the text does not say it"))
    for key, quantity in drafts.list_refused():
        printed = quantity.as_printed
        why = f"{printed!r} is not understood: {quantity.reason}"
        found.append(_open("press/observations.csv", key, "as_printed", why))
    return found


def _open(file, key, column, why):
    return dict(zip(OPEN_COLUMNS, (file, key, column, why), strict=True))
