"""Write a data package with draft rows, and put a person's decisions into it."""

import contextlib
import csv
import io
import os
import shutil
from pathlib import Path

from helpers.articles.batches import Tables, draft_sheets
from helpers.articles.own_contract import change_contract, list_money, write_contract
from helpers.articles.sheets import OPEN_COLUMNS
from helpers.data import contract
from helpers.data.raw import read_rows
from helpers.paths import project_root
from helpers.replacing import replace_folder

TO_DECIDE, DRAFTS = "to_decide.csv", "drafts"
FIRST_WINS = {"entities": "entity_id", "indicators": "indicator_id"}  # named once for all
KEPT = ("benchmark", "prices", "exchange_rates", "entities", "indicators")


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


def read_articles(articles, data_dir, published=None, out_dir=None, spread=None):
    """Return what several articles add to a data folder, each made when it is asked for.

    Parameters
    ----------
    articles : list of text.Article
    data_dir : pathlib.Path
        Folder whose entities and indicators are proposed.
    published : times.Published, optional
    out_dir : pathlib.Path, optional
        Folder that the articles are added to; what it has of its own is proposed as well.
    spread : callable, optional
        As in `batches.draft_sheets`.

    Returns
    -------
    iterable of batches.Sheet
    """
    own = out_dir is not None and (Path(out_dir) / contract.CONTRACT).is_file()
    base = Path(out_dir if own else data_dir)
    rows, agreed = read_tables(base), contract.read_contract(base)
    names = ("sources", "observations", "entities", "indicators")
    fields = {name: contract.list_fields(agreed, name) for name in names}
    tables = Tables(rows["entities"], rows["indicators"], fields)
    return draft_sheets(articles, tables, published, spread)


def write_package(sheets, data_dir: Path, out_dir: Path) -> dict[str, int]:
    """Write a data folder with the draft rows of articles, whole or not at all.

    Parameters
    ----------
    sheets : iterable of batches.Sheet
        From `read_articles`; each is written before the next is asked for.
    data_dir : pathlib.Path
        Folder whose contract and reference tables are copied where there is none yet.
    out_dir : pathlib.Path
        New, empty, or a folder that this function made, to which the articles are added.

    Returns
    -------
    counts
        Rows written by table, and ``to decide``.

    Raises
    ------
    ValueError
        Where the folder holds other data, or an article already.
    """
    out_dir = Path(out_dir)
    check_folder(out_dir, [])
    base = out_dir if (out_dir / contract.CONTRACT).is_file() else Path(data_dir)
    tables = read_tables(base)
    if base != out_dir:
        tables = {n: rows if n.startswith(KEPT) else [] for n, rows in tables.items()}
    to_decide = read_open(out_dir)
    known = {name: {row[key] for row in tables[name]} for name, key in FIRST_WINS.items()}
    held = {row["source_id"] for row in tables["sources"]}
    counts = dict.fromkeys(("observations", "claims", "left_out", "refused"), 0)
    with _replacing(base, out_dir, tables, to_decide) as staging:
        (staging / DRAFTS).mkdir(exist_ok=True)
        for sheet in sheets:
            _refuse_known(out_dir, sheet.source_id, held)
            held.add(sheet.source_id)
            for name, rows in sheet.rows.items():
                if key := FIRST_WINS.get(name):
                    rows = [row for row in rows if row[key] not in known[name]]
                    known[name].update(row[key] for row in rows)
                tables[name] += rows
                if name in counts:
                    counts[name] += len(rows)
            counts["refused"] += sheet.refused
            to_decide += sheet.to_decide
            page = staging / DRAFTS / f"{sheet.source_id}.html"
            page.write_text(sheet.page, encoding="utf-8")
    return counts | {"to decide": len(to_decide)}


def _refuse_known(out_dir, source_id, held):
    if source_id in held:
        raise ValueError(f"{out_dir} holds the article {source_id} already; nothing was changed")


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
        _refuse_known(out_dir, source_id, known)


def read_open(out_dir):
    path = Path(out_dir) / DRAFTS / TO_DECIDE
    if not path.is_file():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_folder(out_dir, tables, to_decide):
    """Write all tables of a folder anew, beside it, and move them into its place."""
    with _replacing(out_dir, out_dir, tables, to_decide):
        pass


@contextlib.contextmanager
def _replacing(base, out_dir, tables, to_decide):
    """Give a folder beside the one that is written; in the end it gets the tables and its place."""
    package = contract.read_contract(base)
    with replace_folder(out_dir) as staging:
        if base == out_dir:
            _copy_folder(base, staging)
        yield staging
        money, usual = list_money(tables["observations"]), project_root() / "data"
        changed = change_contract(package, money, is_own=Path(base).resolve() != usual)
        (staging / contract.CONTRACT).write_text(write_contract(changed), encoding="utf-8")
        for resource in package["resources"]:
            columns = [field["name"] for field in resource["schema"]["fields"]]
            write_csv(staging / resource["path"], columns, tables[resource["name"]])
        write_csv(staging / DRAFTS / TO_DECIDE, OPEN_COLUMNS, to_decide)


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
