"""Score the reader of quantities, and peers, on texts with known answers, per language."""

import argparse
import collections
import csv
import importlib.util
import pathlib
import time

HERE = pathlib.Path(__file__).resolve()
MEASURES = (
    "recall", "precision", "value", "wrong", "bounds", "hedged", "kind+", "dates", "period",
    "status", "who", "row F1",
)  # fmt: skip
VERDICTS = ("right", "part", "wrong", "silent")


def load_bar(path):
    """Return the scorer, a module that is no part of this project."""
    spec = importlib.util.spec_from_file_location("reader_bar", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(text, language, published):
    """Return the quantities of a text with the keys of the scorer."""
    from helpers import quantities

    return [describe(quantity) for quantity in quantities.read(text, language, published or None)]


def describe(quantity):
    """Return one quantity as the scorer takes it."""
    date = quantity.kind == "date"
    low, high, value = (
        part if part is None or date else float(part)
        for part in (quantity.low, quantity.high, quantity.value)
    )
    return {
        "start": quantity.start, "end": quantity.end, "as_printed": quantity.as_printed,
        "kind": quantity.kind, "low": low, "high": high, "value": value,
        "unit_kind": quantity.unit, "hedge": quantity.hedge, "period_end": quantity.period_end,
        "status": quantity.status, "counted_by": quantity.counted_by,
    }  # fmt: skip


def score_sources(bar, rows, found):
    """Return how many rows of one text name the right source of their number, and of how many.

    The answers name sources in English, a reader in the words of the text. So each name that a
    reader gives stands for the answer it goes with most often in its text; none stands for none.
    """
    named = [
        (rows[i]["counted_by"], found[j].get("counted_by") or "")
        for i, j, _ in bar.pair(rows, found)
        if rows[i].get("status")
    ]
    votes = collections.defaultdict(collections.Counter)
    for answer, name in named:
        if answer and name:
            votes[name][answer] += 1
    meant = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    return sum(meant.get(name, "" if not name else None) == answer for answer, name in named), len(
        named
    )


def measure(bar, folder, read, languages=("zh", "fr", "en")):
    """Return measures and traps a language, characters a second, and what was wrong."""
    texts, gold, zones, traps, dates, problems = bar.load(folder)
    if problems:
        raise SystemExit("\n".join(problems))
    texts = {name: text for name, text in texts.items() if name[:2] in languages}
    for language in languages:
        read("1", language, "")  # the first call builds the tables
    start, found = time.perf_counter(), []
    for name, text in texts.items():
        found += [{**row, "file": name} for row in read(text, name[:2], dates.get(name, ""))]
    speed = sum(map(len, texts.values())) / (time.perf_counter() - start)
    errors = []
    tally, _, _ = bar.score(texts, gold, zones, found, errors)
    scores = {language: bar.measures(tally[language]) for language in (*languages, "all")}
    named = collections.defaultdict(collections.Counter)
    for name in texts:
        rows = [g for g in gold if g["file"] == name]
        right, of = score_sources(bar, rows, [p for p in found if p["file"] == name])
        for language in (name[:2], "all"):
            named[language].update(right=right, of=of)
    for language, measured in scores.items():
        measured["who"] = named[language]["right"] / max(named[language]["of"], 1)
        measured["wrong"] = 1 - measured["value"]
    rows = [row for row in traps if row["lang"] in languages]
    trapped, verdicts = bar.score_traps(rows, lambda language, phrase: read(phrase, language, ""))
    errors += [v for v in verdicts if v[3] != "right"]
    return scores, trapped, speed, errors


def tabulate(name, scores, traps):
    """Return the lines of a table: shares are of what the scorer names in its help."""
    lines = [f"| {name} | " + " | ".join(MEASURES) + " | traps " + " ".join(VERDICTS) + " |"]
    lines.append("|---" * (len(MEASURES) + 2) + "|")
    for language, found in scores.items():
        cells = [f"{found[measure]:.3f}" for measure in MEASURES]
        count = " ".join(str(traps.get(language, {}).get(verdict, 0)) for verdict in VERDICTS)
        lines.append(f"| {language} | " + " | ".join(cells) + f" | {count} |")
    return lines


def main():
    """Print a table a folder, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    near = pathlib.Path("../shared/reader/reader_bar.py").resolve()
    parser.add_argument("--bar", type=pathlib.Path, default=near, help="the scorer")
    parser.add_argument(
        "--folder", type=pathlib.Path, help="texts and answers; dev beside the scorer"
    )
    parser.add_argument("--errors", type=pathlib.Path, help="write what is wrong to this file")
    given = parser.parse_args()
    if not given.bar.exists():
        print(f"no scorer at {given.bar}; name it with --bar. Nothing was measured.")
        return
    bar = load_bar(given.bar)
    folder = given.folder or given.bar.parent / "dev"
    scores, traps, speed, errors = measure(bar, folder, predict)
    print("\n".join(tabulate("this project", scores, traps)))
    print(f"{speed:,.0f} characters a second, one pass over the texts")
    if given.errors:
        with open(given.errors, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(errors)


if __name__ == "__main__":
    main()
