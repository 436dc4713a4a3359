"""Write a data package with draft rows, and put a person's decisions into it."""

import csv
import io
import os
import shutil
from pathlib import Path

from helpers.articles.own_contract import change_contract, list_money, write_contract
from helpers.articles.relations import draft_claims
from helpers.articles.rows import draft_article
from helpers.data import contract
from helpers.data.raw import read_rows
from helpers.paths import project_root
from helpers.replacing import replace_folder

TO_DECIDE, DRAFTS = "to_decide.csv", "drafts"
RIGHTS = (
    "Article under its publisher's copyright and not reproduced here;"
    " single numbers, title and date are cited as facts."
)
OPEN_COLUMNS = ("file", "key", "column", "why")
KEPT = ("benchmark", "prices", "exchange_rates", "entities", "indicators")
# A draft row has no words of ours, so that no check takes it for a fact before a person has.
NO_NUMERALS = ("article or pronoun", "one after another", "article", "part of a word")
UNCONFIRMED = "Draft; not yet confirmed"


def read_tables(data_dir: Path) -> dict[str, list[dict[str, str]]]:
    """Return all tables of a data folder as rows of text.

    Raises
    ------
    ValueError
        Where the contract or a table cannot be read.
    """
    agreed = contract.read_contract(data_dir)
    names = [resource["name"] for resource in agreed["resources"]]
    return {name: [row for _, row in read_rows(data_dir, agreed, name)[1]] for name in names}


def read_articles(articles, data_dir, published=None, out_dir=None):
    """Return the drafts of several articles, with the tables that they were held against.

    Parameters
    ----------
    articles : list of text.Article
    data_dir : pathlib.Path
        Folder whose entities and indicators are proposed.
    published : times.Published, optional
    out_dir : pathlib.Path, optional
        Folder that the articles are added to; what it has of its own is proposed as well.

    Returns
    -------
    list of rows.Drafts
    """
    own = out_dir is not None and (Path(out_dir) / contract.CONTRACT).is_file()
    tables = read_tables(out_dir if own else data_dir)
    drafts = []
    for article in articles:
        drafts.append(draft_article(article, tables["entities"], tables["indicators"], published))
        # What one article names first, the next may name again; what has no name, none can.
        known = {row["indicator_id"] for row in tables["indicators"]}
        tables["entities"] += map(_public, drafts[-1].entities.values())
        new = drafts[-1].indicators.items()
        tables["indicators"] += [row for key, row in new if row["name"] and key not in known]
    return drafts


def write_package(drafts, data_dir, out_dir) -> dict[str, int]:
    """Write a data folder with the draft rows of articles, whole or not at all.

    Returns how many rows were written by table, and ``to decide``.

    Parameters
    ----------
    drafts : list of rows.Drafts
    data_dir : pathlib.Path
        Folder whose contract and reference tables are copied where there is none yet.
    out_dir : pathlib.Path
        New, empty, or a folder that this function made, to which the articles are added.

    Raises
    ------
    ValueError
        Where the folder holds other data, or an article already.
    """
    out_dir = Path(out_dir)
    check_folder(out_dir, [d.article.source_id for d in drafts])
    base = out_dir if (out_dir / contract.CONTRACT).is_file() else Path(data_dir)
    tables = read_tables(base)
    if base != out_dir:
        tables = {n: rows if n.startswith(KEPT) else [] for n, rows in tables.items()}
    to_decide = read_open(out_dir)
    claims = [draft_claims(d.article, d.rows) for d in drafts]
    for draft, relations in zip(drafts, claims, strict=True):
        made = _make_rows(draft, relations)
        for name, rows in made.items():
            known = {row.get("entity_id") or row.get("indicator_id") for row in tables[name]}
            fresh = name in ("entities", "indicators")
            tables[name] += [r for r in rows if not fresh or next(iter(r.values())) not in known]
        to_decide += _list_open(draft)
    pages = {
        f"{d.article.source_id}.html": _render(d, c, base, tables)
        for d, c in zip(drafts, claims, strict=True)
    }
    write_folder(base, out_dir, tables, to_decide, pages)
    counts = {"observations": 0, "claims": 0, "left_out": 0, "refused": 0}
    for draft, relations in zip(drafts, claims, strict=True):
        counts["observations"] += len(draft.rows)
        counts["claims"] += len(relations)
        counts["left_out"] += len(_list_left_out(draft))
        counts["refused"] += len(draft.refused)
    return counts | {"to decide": len(to_decide)}


def _render(draft, claims, base, tables):
    from helpers.articles.review import render_review

    package = contract.read_contract(base)
    names = ("sources", "observations", "entities", "indicators")
    fields = {name: contract.list_fields(package, name) for name in names}
    new = draft.indicators
    known = {
        "entity_id": [(row["entity_id"], row["name_en"]) for row in tables["entities"]],
        "indicator_id": [
            (row["indicator_id"], row["name"])
            for row in tables["indicators"]
            if row["name"] or row["indicator_id"] in new
        ],
    }
    listed = dict(known["indicator_id"]).keys() - new.keys()
    units = {
        row["indicator_id"]: row["unit"]
        for row in tables["indicators"]
        if row["indicator_id"] in listed
    }
    return render_review(draft, claims, fields, known, units)


def check_folder(out_dir, source_ids):
    """Raise ValueError unless articles may be written to a folder."""
    out_dir = Path(out_dir)
    if out_dir.exists() and not out_dir.is_dir():
        raise ValueError(f"{out_dir} is a file; name a folder for the data")
    if not out_dir.is_dir() or not any(out_dir.iterdir()):
        return
    if not (out_dir / contract.CONTRACT).is_file() or not (out_dir / DRAFTS).is_dir():
        raise ValueError(
            f"{out_dir} exists and holds other data; name a folder that does not exist yet"
        )
    known = {row["source_id"] for row in read_tables(out_dir)["sources"]}
    for source_id in source_ids:
        if source_id in known:
            raise ValueError(
                f"{out_dir} holds the article {source_id} already; nothing was changed"
            )


def _make_rows(drafts, claims):
    """Return the rows of every table that one article adds to."""
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


def _list_open(drafts) -> list[dict[str, str]]:
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


def read_open(out_dir):
    path = Path(out_dir) / DRAFTS / TO_DECIDE
    if not path.is_file():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_folder(base, out_dir, tables, to_decide, pages):
    """Write all tables beside the folder and move them into its place."""
    package = contract.read_contract(base)
    with replace_folder(out_dir) as staging:
        if base == out_dir:
            _copy_folder(base, staging)
        money, usual = list_money(tables["observations"]), project_root() / "data"
        changed = change_contract(package, money, is_own=Path(base).resolve() != usual)
        (staging / contract.CONTRACT).write_text(write_contract(changed), encoding="utf-8")
        for resource in package["resources"]:
            columns = [field["name"] for field in resource["schema"]["fields"]]
            write_csv(staging / resource["path"], columns, tables[resource["name"]])
        write_csv(staging / DRAFTS / TO_DECIDE, OPEN_COLUMNS, to_decide)
        for name, page in pages.items():
            (staging / DRAFTS / name).write_text(page, encoding="utf-8")


def _copy_folder(folder, target):
    """Copy a folder that is to be replaced into an empty one, file by file."""
    copied = []
    for place, folders, files in os.walk(folder):
        here = target / Path(place).relative_to(folder)
        here.mkdir(exist_ok=True)
        copied.append((place, here))
        for path in (Path(place, name) for name in (*folders, *files)):
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise ValueError(
                    f"{path} is {'a link' if path.is_symlink() else 'no ordinary file'}, and the"
                    " folder is replaced as a whole; move it away"
                )
        for name in files:
            shutil.copy2(Path(place, name), here / name)
    for place, here in reversed(copied):
        shutil.copymode(place, here)


def write_csv(path, columns, rows):
    """Write rows of text as a table, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
