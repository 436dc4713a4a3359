"""Score the reader of quantities, and peers, on texts with known answers, per language."""

import argparse
import collections
import contextlib
import csv
import importlib.util
import json
import pathlib
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve()
MEASURES = (
    "recall", "precision", "value", "wrong", "bounds", "hedged", "kind+", "dates", "period",
    "status", "who", "row F1",
)  # fmt: skip
LANGUAGES = ("zh", "fr", "en")
PEERS = {"jionlp": ("zh",), "quantulum3": ("en",), "text2num": ("fr", "en"),
         "recognizers": LANGUAGES}  # fmt: skip
HEAD = """# Readers of quantities on texts with known answers

Written by `make reading-study`. Row F1: found, bounds and kind right, so that a person only
confirms. The other shares are explained in the help of the scorer; *wrong* is the share of found
numbers whose value is wrong, *period* the share of end years, *who* of sources that are right.
Characters a second are of one core, without the start, on the same texts: the middle one of
seven passes, each reader at once after its answers were scored.

"""
PASSES = 7  # in which the speed of a reader is measured
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
    from helpers.articles.json_lines import describe_quantity

    return [
        describe_quantity(quantity)
        for quantity in quantities.read(text, language, published or None)
    ]


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


def measure(bar, folder, read, languages=LANGUAGES):
    """Return measures and traps a language, seconds and characters, and what was wrong."""
    texts, gold, zones, traps, dates, problems = bar.load(folder)
    if problems:
        raise SystemExit("\n".join(problems))
    texts = {name: text for name, text in texts.items() if name[:2] in languages}
    gold = [row for row in gold if row["file"] in texts]
    for language in languages:
        read("1", language, "")  # the first call builds the tables
    found = []
    for name, text in texts.items():
        found += [
            {**row, "as_printed": text[row["start"] : row["end"]], "file": name}
            for row in read(text, name[:2], dates.get(name, ""))[0]
        ]
    errors = []
    tally, _, _ = bar.score(texts, gold, zones, found, errors)
    scores = {language: bar.measures(tally[language]) for language in languages}
    named = collections.defaultdict(collections.Counter)
    for name in texts:
        rows = [g for g in gold if g["file"] == name]
        right, of = score_sources(bar, rows, [p for p in found if p["file"] == name])
        named[name[:2]].update(right=right, of=of)
    for language, measured in scores.items():
        measured["who"] = named[language]["right"] / max(named[language]["of"], 1)
        measured["wrong"] = 1 - measured["value"]
        own = {name: text for name, text in texts.items() if name[:2] == language}
        measured["speed"] = measure_speed(own, read, language, dates)
    rows = [row for row in traps if row["lang"] in languages]
    trapped, verdicts = bar.score_traps(
        rows, lambda language, phrase: read(phrase, language, "")[0]
    )
    errors += [v for v in verdicts if v[3] != "right"]
    return scores, trapped, errors


def measure_speed(texts, read, language, dates):
    """Return characters a second of the middle one of some passes over texts read once before."""
    size, passes = sum(map(len, texts.values())), []
    for _ in range(PASSES):
        passes.append(
            sum(read(text, language, dates.get(name, ""))[1] for name, text in texts.items())
        )
    seconds = statistics.median(passes)
    return size / seconds if seconds else float("nan")


def read_here(text, language, published):
    """Return what this project reads, and the seconds of processor time that it took."""
    start = time.process_time()
    found = predict(text, language, published)
    return found, time.process_time() - start


@contextlib.contextmanager
def open_peer(python, name):
    """Yield version and reader of a peer that runs in its own environment; None where it is not."""
    command = [str(python), str(HERE.with_name("reading_peers.py")), name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8",
    ) as process:  # fmt: skip

        def answer():
            for line in process.stdout:
                if line.startswith("{"):  # a peer may print a greeting
                    return json.loads(line)
            return {"missing": "it ended"}

        def read(text, language, published):
            asked = {"text": text, "language": language, "published": published}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            given = answer()
            return given.get("rows", []), given.get("seconds", 0.0)

        first = answer()
        yield (first.get("version"), read)
        process.stdin.close()


def tabulate(name, scores, traps):
    """Return the lines of a reader: shares are of what the scorer names in its help."""
    lines = []
    for language, found in scores.items():
        cells = [f"{found[measure]:.3f}" for measure in MEASURES]
        count = " ".join(str(traps.get(language, {}).get(verdict, 0)) for verdict in VERDICTS)
        lines.append(
            f"| {name} | {language} | "
            + " | ".join(cells)
            + f" | {count} | {found['speed']:,.0f} |"
        )
    return lines


def measure_all(bar, folder, python):
    """Return the lines of the table: this project, then each peer that installs."""
    lines = [
        "| reader | | "
        + " | ".join(MEASURES)
        + " | traps "
        + " ".join(VERDICTS)
        + " | characters a second |"
    ]
    lines.append("|---" * (len(MEASURES) + 4) + "|")
    scores, traps, errors = measure(bar, folder, read_here)
    lines += tabulate("this project", scores, traps)
    notes = []
    for name, languages in PEERS.items():
        if python is None or not python.exists():
            notes.append(f"{name} is not installed; it was skipped.")
            continue
        with open_peer(python, name) as (version, read):
            if version is None:
                notes.append(f"{name} does not start here; it was skipped.")
                continue
            scores, traps, _ = measure(bar, folder, read, languages)
            lines += tabulate(f"{name} {version}", scores, traps)
    return lines, notes, errors


def main():
    """Print the table of a folder, write it, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    near = pathlib.Path("../shared/reader/reader_bar.py").resolve()
    parser.add_argument("--bar", type=pathlib.Path, default=near, help="the scorer")
    parser.add_argument(
        "--folder", type=pathlib.Path, help="texts and answers; dev beside the scorer"
    )
    parser.add_argument("--peers", type=pathlib.Path, help="the python of the peers' environment")
    parser.add_argument("--out", type=pathlib.Path, help="write the table to this file")
    parser.add_argument("--errors", type=pathlib.Path, help="write what is wrong to this file")
    given = parser.parse_args()
    if not given.bar.exists():
        print(f"no scorer at {given.bar}; name it with --bar. Nothing was measured.")
        return
    folder = given.folder or given.bar.parent / "dev"
    lines, notes, errors = measure_all(load_bar(given.bar), folder, given.peers)
    print("\n".join([*lines, *notes]))
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(HEAD + "\n".join([*lines, "", *notes]) + "\n", encoding="utf-8")
    if given.errors:
        with open(given.errors, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(errors)


if __name__ == "__main__":
    main()
