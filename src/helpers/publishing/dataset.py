"""Write the page of the whole dataset: every printed number, with its own address."""

import base64
import gzip
import itertools
from collections.abc import Collection, Sequence

from markupsafe import Markup

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.data.counts import is_hedged
from helpers.data.home import as_printed
from helpers.data.read import read_table
from helpers.data.sources import join_sources
from helpers.publishing.addresses import (
    OBSERVATIONS,
    PART,
    PART_ROWS,
    SEARCH,
    name_part,
    split_rows,
)
from helpers.publishing.downloads import PACKAGE, PARQUET
from helpers.publishing.look import read_policy, read_script, write_page
from helpers.publishing.parts import name_safely
from helpers.publishing.safety import make_plain
from helpers.readings import READINGS
from helpers.words.currency import name_currency
from helpers.words.periods import describe_period, format_days
from helpers.words.units import format_range

USUAL_READING = "conventional"
MOST_SEARCHED = 50_000  # rows of one page that searches them
MOST_PACKED = 450_000  # characters of the same rows, packed
FILTERS = (("source", "Source"), ("place", "Place"), ("indicator", "What was counted"))
COUNTED = (
    "As printed",
    "What was counted, and where",
    "Period",
    "The words allow",
    "Counted by",
    "Source",
)
WHOLE_TABLES = (  # of the downloads, and what each has
    (PACKAGE, "all tables as CSV", "cells as printed, with the contract"),
    (PARQUET, "as Parquet", "with the types of the contract"),
)
HAPPENED = ("As printed", "What happened, and where", "Date", "Source")


def write_observations(
    run_dir, record: dict, data_dir, pages: Sequence[dict] = (), downloads: Collection[str] = ()
):
    """Write ``observations.html`` in a run's folder: press numbers, official and platform series,
    dated events.

    The whole dataset stands there, also what the run's choice of places and
    years leaves out, in the money of most prints at current prices, under the run's reading.

    Parameters
    ----------
    run_dir : pathlib.Path
    record : dict
        ``run``, ``parameters``, and if known ``data_date``.
    data_dir : pathlib.Path
    pages : sequence of dict
        ``stem``, ``title`` and ``href`` of the pages of the run, to turn to.
    downloads : collection of str
        Archives of the run: those of all tables are named on the page.

    Returns
    -------
    counts : dict
        ``observations``, ``ids`` of those in the run's years (none where it is limited to places),
        ``hedged``, ``uncounted`` (no counter named), ``benchmarks``, ``articles``; ``later``, how
        many reported numbers are of years after the run's last one, and ``newest``, the last of
        these years.

    Raises
    ------
    ValueError
        If the data cannot be read.
    """
    reading = (record.get("parameters") or {}).get("reading")
    reading = reading if reading in READINGS else USUAL_READING
    money = as_printed(data_dir, reading)
    press = assemble_observations(data_dir, **money)
    series = assemble_benchmarks(data_dir, **money)
    events = _read_events(data_dir)
    groups = [
        _group("press", "Numbers of the articles", COUNTED, press, _show_press),
        _group("series", "Numbers of official and platform series", COUNTED, series, _show_series),
        _group("events", "Dated events of the articles", HAPPENED, events, _show_event),
    ]
    about = {
        "run": make_plain(record.get("run") or run_dir.name),
        "reading": reading,
        "money": name_currency(money["currency"]),
        "pages": pages,
        "whole_tables": [each for each in WHOLE_TABLES if each[0] in downloads],
        "whole": [group for group in groups if group["rows"]],
    }
    _write_pages(run_dir, groups, about)
    parameters = record.get("parameters") or {}
    later = _list_later(press, series, parameters)
    return {
        "observations": len(press),
        "ids": _list_kept(press, parameters),
        "hedged": int(is_hedged(press["wording"]).sum()),
        "uncounted": int(press["counted_by"].str.startswith("not stated").sum()),
        "articles": int(press["source_id"].nunique()),
        "benchmarks": len(series),
        "later": len(later),
        "newest": max(later, default=None),
    }


def _list_later(press, series, parameters):
    """Return the years of reported numbers that lie after the last year of a run."""
    ends = [press.loc[press["status"] == "reported", "period_end"], series["period_end"]]
    last = parameters.get("last_year") or 9999
    return [year for each in ends for year in each.dt.year if year > last]


def _write_pages(run_dir, groups, about):
    """Write the rows on one page, or on several and one to search them all."""
    every = [(group["id"], row) for group in groups for row in group["rows"]]
    parts = split_rows(every)
    for old in run_dir.glob(PART.format("*")):
        old.unlink()
    ends = [min((i + 1) * PART_ROWS, len(every)) for i in range(len(parts))]
    spans = [(name_part(i + 1), i * PART_ROWS, end) for i, end in enumerate(ends)]
    for number, part in enumerate(parts, 1):
        rows = [row for _, row in part]
        shown = [
            {**group, "rows": held, "parts": [(name, list(rows)) for name, rows in parted]}
            for group in groups
            for held in [[row for name, row in part if name == group["id"]]]
            for parted in [itertools.groupby(held, lambda row: row["part"])]
        ]
        write_page(
            run_dir / name_part(number),
            "observations.html.j2",
            **about,
            groups=[group for group in shown if group["rows"]],
            filters=[
                (name, words, sorted({row[name] for row in rows}, key=str.casefold))
                for name, words in FILTERS
            ],
            count=len(rows),
            parts=spans if len(parts) > 1 else [],
            number=number,
            search=SEARCH,
            total=len(every),
        )
    if len(parts) > 1:
        _write_search(run_dir, [row for _, row in every], about)


def _write_search(run_dir, rows, about):
    """Write the pages that hold all rows, packed, to be searched without a server."""
    lines = [_pack_row(row) for row in rows]
    chunks, begin = [], 0
    while begin < len(lines):
        count = MOST_SEARCHED
        while len(packed := _pack(lines[begin : begin + count])) > MOST_PACKED:
            count = count * 2 // 3
        chunks.append((begin, min(begin + count, len(lines)), packed))
        begin += count
    names = [SEARCH, *(f"observations-search-{i}.html" for i in range(2, len(chunks) + 1))]
    spans = [(name, first, last) for name, (first, last, _) in zip(names, chunks, strict=True)]
    for name, (first, last, packed) in zip(names, chunks, strict=True):
        write_page(
            run_dir / name,
            "search.html.j2",
            **about,
            first=first,
            last=last,
            count=len(lines),
            start=OBSERVATIONS,
            others=[span for span in spans if span[0] != name],
            part_rows=PART_ROWS,
            packed=packed,
            policy=Markup(read_policy("search.js")),
            script=Markup(read_script("search.js")),
        )


def _pack_row(row):
    """Return what a row is found by, one line: its address, the print, its language, the rest."""
    cells = [row["id"], row["as_printed"], row["lang"], row["what"], *row["middle"], row["cited"]]
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _pack(lines):
    packed = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    return base64.b64encode(packed).decode()


def _list_kept(press, parameters):
    if parameters.get("places"):
        return set()
    first, last = parameters.get("first_year") or 0, parameters.get("last_year") or 9999
    return set(press.loc[press["period_end"].dt.year.between(first, last), "observation_id"])


def _read_events(data_dir):
    names = read_table(data_dir, "entities").rename(columns={"name_en": "entity"})
    events = join_sources(read_table(data_dir, "events"), data_dir)
    return events.merge(names[["entity_id", "entity"]], on="entity_id", validate="many_to_one")


def _group(name, title, columns, frame, show):
    rows = [show(row) for row in frame.itertuples()]
    words = title.lower()
    if len(rows) == 1:
        words = words.replace("numbers", "number").replace("events", "event")
    return {"id": name, "title": title, "words": words, "columns": columns, "rows": rows}


def _show_press(row):
    note = "" if row.period_basis == "printed" else f"Period {row.period_basis}. "
    period = describe_period(row._asdict()) + (
        "" if row.status == "reported" else f" ({row.status})"
    )
    return _show(
        row.observation_id,
        row,
        f"{row.gloss} ({row.entity})",
        [period, _allow(row), row.counted_by],
        note=note + row.note,
        cited=_cite(row),
        part=_name_article(row),
        indicator=row.indicator,
    )


def _show_series(row):
    return _show(
        row.benchmark_id,
        row,
        f"{row.series} ({row.entity})",
        [format_days(row.period_start, row.period_end), _allow(row), row.counted_by],
        note=f"Grade {row.grade}. {row.note}",
        cited=f"{row.publisher}, {row.published or 'date not known'}",
        part=row.series,
        indicator=row.indicator,
    )


def _show_event(row):
    return _show(
        row.event_id,
        row,
        f"{row.event} ({row.entity})",
        [format_days(row.date_from, row.date_to)],
        note=row.note,
        cited=_cite(row),
        part=_name_article(row),
        indicator="dated event",
    )


def _allow(row):
    return format_range(row.low, row.high, row.unit, digits=6)


def _name_article(row):
    return f"{row.publisher}, {format_days(row.published_from, row.published_to)}"


def _cite(row):
    return f"{_name_article(row)}, paragraph {int(row.paragraph)}"


def _show(name, row, what, middle, **words):
    shown = {
        "what": what,
        "as_printed": row.as_printed,
        "source": row.publisher,
        "place": row.entity,
        **words,
    }
    shown = {key: make_plain(text) for key, text in shown.items()}
    return shown | {
        "id": name_safely(name),
        "lang": row.language,
        "middle": [make_plain(text) for text in middle],
    }
