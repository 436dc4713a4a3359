"""Print the quantities of texts as JSON lines, without drafts and without a data folder."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from helpers import quantities
from helpers.articles.recognition import recognise
from helpers.articles.text import read_text
from helpers.articles.times import read_published


def write_lines(path, language: str | None, published: str | None, out):
    """Write the quantities of one text.

    Parameters
    ----------
    path : pathlib.Path or str
    language : str or None
        Recognised where it is not given.
    published : str or None
    out : file

    Raises
    ------
    ValueError
        Where the text, the language or the date cannot be read.
    """
    for line in list_lines(path, language, published):
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_batch(jobs: Iterable[str], out):
    """Write the quantities of many texts, each line with the path that it is of.

    Parameters
    ----------
    jobs : iterable of str
        Lines ``PATH<TAB>LANGUAGE<TAB>PUBLISHED``; the last two may be empty.
    out : file
        Written and flushed text by text.

    Raises
    ------
    ValueError
        Names the line; what stands before it is written.
    """
    for number, job in enumerate(jobs, start=1):
        if not job.strip():
            continue
        path, language, published = (job.rstrip("\r\n").split("\t") + ["", ""])[:3]
        try:
            lines = list_lines(path, language or None, published or None)
        except (ValueError, OSError) as error:
            raise ValueError(f"line {number}: {describe_error(error)}") from None
        for line in lines:
            out.write(json.dumps({"path": path} | line, ensure_ascii=False) + "\n")
        out.flush()


def list_lines(path, language, published):
    """Return the quantities of a text as dicts; numbers are floats, dates ISO strings."""
    day = read_published(published).grain if published else None
    text, _ = read_text(path)
    if language not in ("zh", "fr", "en"):
        language = recognise(text, language, Path(path).name)
    found = quantities.read(text, language, day)
    return [describe_quantity(quantity) for quantity in found]


def describe_quantity(quantity):
    """Return one quantity with the keys of the JSON lines."""
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


def describe_error(error):
    """Return an error as one line for a person."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def read_lines(source):
    """Return the jobs of a batch: standard input for ``-``."""
    return sys.stdin if source == "-" else Path(source).read_text(encoding="utf-8").splitlines()
