"""Compare coded rows with the articles that they were read from."""

import hashlib
import re
from pathlib import Path

from helpers.data.assemble import list_kept
from helpers.data.contract import Fault, read_contract
from helpers.data.corrections import apply_corrections
from helpers.data.read import read_paragraphs, read_rows, read_table

# Every numeral of a French, Chinese or English text: digits, Chinese numerals, number words. 零
# stands in 零售 (retail) and in no number here; 成 is a tenth only after a numeral.
_NUMERALS = re.compile(
    r"[0-9０-９]+|[一二三四五六七八九十百千万亿两几半首双倍]"
    r"|\b(?:deux\w*|trois\w*|quatre|cinq|six|sept|huit|neuf|dix|dizaines?|onze|douze|douzaines?|treize|quatorze|quinze|seize|vingt\w*|trent\w*|quarant\w*|cinquant\w*|soixant\w*|cents?|centaines?|milliers?|mille"
    r"|millions?|milliards?|premi\w+|second\w*|moitié|tiers|quarts?|doubl\w*|tripl\w*|quelques|plusieurs"
    r"|two|three|four|five|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|billions?|trillions?|half|thirds?|several)\b",
    re.IGNORECASE,
)


def _bounded(words):
    """Return a pattern of the words that no longer number swallows: 24亿元 is not in 34.24亿元."""
    front = r"(?<!\d)(?<!\d[.,])" if words[0].isdigit() else ""
    return front + re.escape(words) + (r"(?![\d])(?![.,]\d)" if words[-1].isdigit() else "")


def check_articles(data_dir, articles_dir):
    """Return where the tables and the texts of the articles disagree.

    Every number as printed must stand in the paragraph it names, every text
    must be the one that was read, and every numeral of every text must be
    accounted for by an observation, an event or a row of ``left_out``.

    Parameters
    ----------
    data_dir, articles_dir : pathlib.Path
        The second holds one ``<source_id>.txt`` an article.

    Returns
    -------
    faults : list of schema.Fault
    """
    data_dir, articles_dir = Path(data_dir), Path(articles_dir)
    if not articles_dir.is_dir():
        return [
            Fault(
                str(articles_dir),
                None,
                None,
                "the folder of articles does not exist; allowed: a folder of <source_id>.txt files",
            )
        ]
    package = read_contract(data_dir)
    path, sources = read_rows(data_dir, package, "sources")
    faults, texts = [], {}
    for line, row in sources:
        file = articles_dir / f"{row['source_id']}.txt"
        if not file.is_file():
            faults.append(
                Fault(
                    path,
                    line,
                    "source_id",
                    f"the text {file.name} is not in the folder of articles",
                )
            )
            continue
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != row["sha256"]:
            faults.append(
                Fault(
                    path,
                    line,
                    "sha256",
                    f"the text {file.name} has the sum {found}, not {row['sha256']}; it is not the text that was coded",
                )
            )
        try:
            texts[row["source_id"]] = read_paragraphs(file)
        except UnicodeDecodeError as error:
            place = error.object[: error.start].count(b"\n") + 1
            faults.append(
                Fault(
                    file.name,
                    place,
                    None,
                    f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8",
                )
            )
    covered = {
        (s, i): set() for s, paragraphs in texts.items() for i in range(1, len(paragraphs) + 1)
    }
    for table, column in (
        ("observations", "as_printed"),
        ("events", "date_as_printed"),
        ("left_out", "as_printed"),
    ):
        path, rows = read_rows(data_dir, package, table)
        for line, row in rows:
            key = (row["source_id"], int(row["paragraph"]))
            if row["source_id"] not in texts:
                continue
            if key not in covered:
                faults.append(
                    Fault(
                        path,
                        line,
                        "paragraph",
                        f"{key[1]} is not a paragraph of {key[0]}; allowed: 1 to {len(texts[key[0]])}",
                    )
                )
                continue
            spans = [
                m.span() for m in re.finditer(_bounded(row[column]), texts[key[0]][key[1] - 1])
            ]
            if not spans:
                faults.append(
                    Fault(
                        path,
                        line,
                        column,
                        f"{row[column]!r} does not stand in paragraph {key[1]} of {key[0]}",
                    )
                )
            covered[key].update(*(range(*span) for span in spans))
    for (source_id, number), spans in covered.items():
        paragraph = texts[source_id][number - 1]
        for numeral in _NUMERALS.finditer(paragraph):
            if not spans.issuperset(range(*numeral.span())):
                faults.append(
                    Fault(
                        f"{source_id}.txt",
                        None,
                        None,
                        f"paragraph {number} prints {numeral.group()!r} at character {numeral.start()}, which no table accounts for",
                    )
                )
    return faults


def count_outside(data_dir, *, places_kept, first_year, last_year):
    """Return how many observations of the chosen places lie outside the chosen years.

    Parameters
    ----------
    data_dir : pathlib.Path
    places_kept : sequence of str
        As in `assemble_observations`.
    first_year, last_year : int
        Calendar years of ``period_end`` kept, inclusive.

    Returns
    -------
    count : int

    Raises
    ------
    ValueError
        If the data cannot be read, or a correction does not find what it expects.
    """
    parents = read_table(data_dir, "entities").set_index("entity_id")["parent_id"].to_dict()
    observations = apply_corrections(
        read_table(data_dir, "observations"), read_table(data_dir, "corrections")
    )
    chosen = observations["entity_id"].isin(list_kept(places_kept, parents))
    return int((chosen & ~observations["period_end"].dt.year.between(first_year, last_year)).sum())
