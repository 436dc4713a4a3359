"""Compare draft rows of the stored articles with the rows that two people coded by hand.

Run as ``python tests/studies/drafts.py ARTICLES``, the folder of ``<source_id>.txt`` files, which
are not part of this project. A coded row is proposed where a draft of the same paragraph overlaps
its words. Prints a table, writes it to outputs/studies/drafts.md; ``--rows`` lists what differs.
"""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from helpers.articles.rows import draft_article
from helpers.articles.text import read_article
from helpers.articles.times import Published
from helpers.paths import project_root

TARGETS = {"value and wording": 0.98, "period": 0.85, "entity": 0.8, "indicator": 0.7}


def read_rows(name):
    with open(project_root() / "data" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pair(coded, drafts, text, article):
    """Return {index of a coded row: draft}: the overlapping draft of its paragraph, value first."""
    pairs, free = {}, list(drafts)
    for index, row in enumerate(coded):
        number = int(row["paragraph"])
        offset, line = article.paragraphs[number - 1]
        spans, place = [], line.find(row["as_printed"])
        while place >= 0:
            spans.append((offset + place, offset + place + len(row["as_printed"])))
            place = line.find(row["as_printed"], place + 1)
        near = [d for d in free if any(d.start < e and s < d.end for s, e in spans)]
        near.sort(key=lambda d: not has_value(d.row, row))
        if near:
            pairs[index] = near[0]
            free.remove(near[0])
    return pairs, free


def has_value(draft, row):
    same = [float(draft[c] or -1) == float(row[c] or -1) for c in ("value", "value_high")]
    return all(same) and draft["wording"] == row["wording"]


def judge(draft, row):
    """Return what of a draft is as coded."""
    days = ("period_start", "period_end")
    return {
        "value and wording": has_value(draft, row),
        "unit": draft["unit"] == row["unit"],
        "period": all(draft[c][:4] == row[c][:4] for c in days),
        "period to the day": all(draft[c] == row[c] for c in days),
        "period_kind": draft["period_kind"] == row["period_kind"],
        "period_basis": draft["period_basis"] == row["period_basis"],
        "status": draft["status"] == row["status"],
        "entity": draft["entity_id"] == row["entity_id"],
        "indicator": draft["indicator_id"] == row["indicator_id"],
    }


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rows", action="store_true", help="list what differs")
    options = parser.parse_args(arguments)
    if not options.articles.is_dir():
        parser.error(f"there is no folder {options.articles}")
    sources = read_rows("press/sources.csv")
    observations = read_rows("press/observations.csv")
    tables = read_rows("reference/entities.csv"), read_rows("reference/indicators.csv")
    right, total, extra, lines = Counter(), 0, 0, []
    for source in sources:
        name = source["source_id"]
        article = read_article(options.articles / f"{name}.txt")
        published = Published(source["published_from"], source["published_to"], "printed")
        made = draft_article(article, *tables, published)
        coded = [row for row in observations if row["source_id"] == name]
        pairs, free = pair(coded, made.rows, article.text, article)
        total += len(coded)
        extra += len(free)
        for index, row in enumerate(coded):
            if index not in pairs:
                lines.append(f"{row['observation_id']}: {row['as_printed']!r} is not proposed")
                continue
            right["proposed"] += 1
            draft = pairs[index].row
            for key, is_right in judge(draft, row).items():
                right[key] += is_right
                if not is_right:
                    lines.append(show(key, draft, row))
        lines += [f"{d.row['observation_id']}: extra {d.row['as_printed']!r}" for d in free]
    table = ["| of the coded rows | share | target |", "| --- | ---: | ---: |"]
    table += [
        f"| {key} | {right[key] / total:.3f} | {TARGETS.get(key, '')} |"
        for key in ("proposed", *judge(draft, row))
    ]
    table.append(f"| extra rows, of {total} | {extra / total:.3f} | at most 0.15 |")
    print("\n".join([*lines, ""] if options.rows else []) + "\n".join(table))
    folder = project_root() / "outputs" / "studies"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drafts.md").write_text("\n".join(table) + "\n", encoding="utf-8")


def show(key, draft, row):
    columns = {
        "value and wording": ("value", "value_high", "wording"),
        "period": ("period_start", "period_end"), "entity": ("entity_id",),
        "period to the day": ("period_start", "period_end"), "indicator": ("indicator_id",),
    }.get(key, (key,))  # fmt: skip
    found = " ".join(draft[c] for c in columns)
    wanted = " ".join(row[c] for c in columns)
    return f"{row['observation_id']} {row['as_printed']!r}: {key} {found!r}, coded {wanted!r}"


if __name__ == "__main__":
    sys.exit(main())
