"""A simulated person who goes through the drafts of a data folder and confirms what is whole."""

import csv
import hashlib

from invented import DATA

from helpers.articles.confirmation import apply_decisions

ARTICLE = {
    "publisher": "Made-up Times", "publisher_kind": "other media", "title": "Made up",
}  # fmt: skip
REQUIRED = ("value", "unit", "wording", "entity_id", "indicator_id", "period_start", "period_end")


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decide(folder, doubtful=()):
    """Return the decisions on all drafts: whole rows are accepted, the others left out."""
    drafts, lines = read_csv(folder / "press" / "observations.csv"), []
    to_decide = read_csv(folder / "drafts" / "to_decide.csv")
    unread = {row["key"] for row in to_decide if row["column"] in ("as_printed", "value")}
    for row in drafts:
        key = row["observation_id"]
        if all(row[c] for c in REQUIRED) and key not in unread and key not in doubtful:
            lines += [(key, "gloss", f"What is counted in {key}"), (key, "decision", "accept")]
        else:
            lines += [(key, "reason", "not of this study"), (key, "decision", "reject")]
    lines = [("observations", *line) for line in lines]
    for source in read_csv(folder / "press" / "sources.csv"):
        lines += [("sources", source["source_id"], c, ARTICLE[c]) for c in ARTICLE]
    for row in to_decide:
        if row["file"].startswith("reference/"):
            table = row["file"].split("/")[1].removesuffix(".csv")
            lines.append((table, row["key"], row["column"], f"Made-up {row['key']}"))
    return lines


def write_decisions(path, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "key", "column", "value"))
        writer.writerows(lines)
    return path


def confirm(folder, tmp_path, **options):
    """Decide on all drafts of a folder and put the decisions into it."""
    path = write_decisions(tmp_path / "decisions.csv", decide(folder, **options))
    return apply_decisions(path, folder, DATA)


def hash_folder(folder):
    """Return the sum of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
