"""Compare coded rows with the articles that they were read from."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from helpers.data.assemble import list_kept
from helpers.data.contract import Fault, read_contract
from helpers.data.corrections import apply_corrections
from helpers.data.raw import read_paragraphs, read_rows
from helpers.data.read import read_table
from helpers.printed import find_numerals, find_stand_ins
from helpers.quantities import account

HIDDEN = "#"  # a digit that is not kept, as of a private person's age
# The column of each table that holds words of an article.
PRINTED = {"observations": "as_printed", "events": "date_as_printed", "left_out": "as_printed"}


def _bounded(words):
    """Return a pattern of the words that no longer number swallows: 24亿元 is not in 34.24亿元.

    A ``#`` stands for any digit, where it is nobody's business which.
    """
    ends = [end.isdigit() or end == HIDDEN for end in (words[0], words[-1])]
    front = r"(?<!\d)(?<!\d[.,])" if ends[0] else ""
    pattern = re.escape(words).replace(re.escape(HIDDEN), rf"[\d{HIDDEN}]")
    return front + pattern + (r"(?![\d])(?![.,]\d)" if ends[1] else "")


def check_articles(data_dir: Path, articles_dir: Path) -> list[Fault]:
    """Return where the tables and the texts of the articles disagree.

    Every number as printed must stand in the paragraph it names, every text
    must be the one that was read, and every quantity of every text must be
    accounted for by an observation, an event or a row of ``left_out``.

    Parameters
    ----------
    data_dir, articles_dir : pathlib.Path
        The second holds one ``<source_id>.txt`` an article.
    """
    data_dir, articles_dir = Path(data_dir), Path(articles_dir)
    if not articles_dir.is_dir():
        words = "the folder of articles does not exist; allowed: a folder of <source_id>.txt files"
        return [Fault(str(articles_dir), None, None, words)]
    package = read_contract(data_dir)
    path, sources = read_rows(data_dir, package, "sources")
    faults, texts = _read_texts(path, sources, articles_dir)
    covered = {
        (s, i): set() for s, paragraphs in texts.items() for i in range(1, len(paragraphs) + 1)
    }
    for table, column in PRINTED.items():
        faults += _find_misplaced(*read_rows(data_dir, package, table), column, texts, covered)
    languages = {row["source_id"]: row["language"] for _, row in sources}
    for (source_id, number), spans in covered.items():
        paragraph = texts[source_id][number - 1]
        for start, printed, why in _find_unaccounted(paragraph, languages[source_id], spans):
            message = (
                f"paragraph {number} prints {printed!r} at character {start}, "
                f"which no table accounts for{why}"
            )
            faults.append(Fault(f"{source_id}.txt", None, None, message))
    return faults


def _read_texts(path, sources, articles_dir):
    """Return faults of the texts of sources, and the paragraphs of those that can be read."""
    faults, texts = [], {}
    for line, row in sources:
        file = articles_dir / f"{row['source_id']}.txt"
        if not file.is_file():
            words = f"the text {file.name} is not in the folder of articles"
            faults.append(Fault(path, line, "source_id", words))
            continue
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != row["sha256"]:
            words = (
                f"the text {file.name} has the sum {found}, not {row['sha256']}; it is not the text"
                " that was coded"
            )
            faults.append(Fault(path, line, "sha256", words))
        try:
            texts[row["source_id"]] = read_paragraphs(file)
        except UnicodeDecodeError as error:
            place = error.object[: error.start].count(b"\n") + 1
            words = f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8"
            faults.append(Fault(file.name, place, None, words))
    return faults, texts


def _find_misplaced(path, rows, column, texts, covered):
    """Return faults of rows whose words do not stand there; mark in `covered` those that do."""
    faults = []
    for line, row in rows:
        key = (row["source_id"], int(row["paragraph"]))
        if row["source_id"] not in texts:
            continue
        if key not in covered:
            last = len(texts[key[0]])
            words = f"{key[1]} is not a paragraph of {key[0]}; allowed: 1 to {last}"
            faults.append(Fault(path, line, "paragraph", words))
            continue
        spans = [m.span() for m in re.finditer(_bounded(row[column]), texts[key[0]][key[1] - 1])]
        if not spans:
            words = f"{row[column]!r} does not stand in paragraph {key[1]} of {key[0]}"
            faults.append(Fault(path, line, column, words))
        covered[key].update(*(range(*span) for span in spans))
    return faults


def _find_unaccounted(paragraph, language, covered):
    """Return (start, words, why) of what counts, dates or is not understood and has no row.

    Words that the grammar leaves out by name (articles, idioms) need no row; digits always do.
    """
    found = account(paragraph, language)
    marked = [(q.start, q.end, "") for q in found.quantities]
    marked += [(q.start, q.end, f"; it is not understood: {q.reason}") for q in found.refused]
    marked += [
        (q.start, q.end, "") for q in found.left_out if any(c.isdigit() for c in q.as_printed)
    ]
    marked += [(start, end, "") for start, end in find_stand_ins(paragraph, language)]
    missing = {}
    for start, end, why in marked:
        numerals = find_numerals(paragraph, language, start, end) or [(start, end)]
        if any(not covered.issuperset(range(*numeral)) for numeral in numerals):
            missing.setdefault(start, (start, paragraph[start:end], why))
    return [missing[start] for start in sorted(missing)]


def count_outside(data_dir: Path, *, places: Sequence[str], first_year: int, last_year: int) -> int:
    """Return how many observations of the chosen places lie outside the chosen years.

    Parameters
    ----------
    data_dir : pathlib.Path
    places : sequence of str
        As in `assemble_observations`.
    first_year, last_year : int
        Calendar years of ``period_end`` kept, inclusive.

    Raises
    ------
    ValueError
        If the data cannot be read, or a correction does not find what it expects.
    """
    parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
    observations = apply_corrections(
        read_table(data_dir, "observations"), read_table(data_dir, "corrections")
    )
    chosen = observations["entity_id"].isin(list_kept(places, parents))
    return int((chosen & ~observations["period_end"].dt.year.between(first_year, last_year)).sum())
