"""Write the page of the whole dataset: every printed number, findable, each with an address of its
own."""

from helpers.data.assemble import assemble_benchmarks, assemble_observations
from helpers.data.counts import is_hedged
from helpers.data.home import find_home
from helpers.data.read import read_table
from helpers.data.sources import join_sources
from helpers.publishing.look import write_page
from helpers.publishing.parts import name_safely
from helpers.publishing.safety import make_plain
from helpers.readings import READINGS
from helpers.words.currency import name_currency
from helpers.words.periods import describe_period, format_days
from helpers.words.units import format_range

OBSERVATIONS = "observations.html"
USUAL_READING = "conventional"
FILTERS = (("source", "Source"), ("place", "Place"), ("indicator", "What was counted"))
COUNTED = (
    "As printed",
    "What was counted, and where",
    "Period",
    "The words allow",
    "Counted by",
    "Source",
)
HAPPENED = ("As printed", "What happened, and where", "Date", "Source")


def write_observations(run_dir, record, data_dir, pages=()):
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

    Returns
    -------
    counts : dict
        ``observations``, ``ids`` of those in the run's years (none where it is limited to places),
        ``hedged``, ``uncounted`` (no counter named), ``benchmarks``, ``articles``.

    Raises
    ------
    ValueError
        If the data cannot be read.
    """
    reading = (record.get("parameters") or {}).get("reading")
    reading = reading if reading in READINGS else USUAL_READING
    money = {
        "reading": reading,
        "currency": find_home(data_dir),
        "prices": "current",
        "base_year": 2020,
    }
    press = assemble_observations(data_dir, **money)
    series = assemble_benchmarks(data_dir, **money)
    events = _read_events(data_dir)
    groups = [
        _group("press", "Numbers of the articles", COUNTED, press, _show_press),
        _group("series", "Numbers of official and platform series", COUNTED, series, _show_series),
        _group("events", "Dated events of the articles", HAPPENED, events, _show_event),
    ]
    rows = [row for group in groups for row in group["rows"]]
    write_page(
        run_dir / OBSERVATIONS,
        "observations.html.j2",
        run=make_plain(record.get("run") or run_dir.name),
        reading=reading,
        money=name_currency(money["currency"]),
        pages=pages,
        groups=[group for group in groups if group["rows"]],
        filters=[
            (name, words, sorted({row[name] for row in rows}, key=str.casefold))
            for name, words in FILTERS
        ],
        count=len(rows),
    )
    return {
        "observations": len(press),
        "ids": _list_kept(press, record.get("parameters") or {}),
        "hedged": int(is_hedged(press["wording"]).sum()),
        "uncounted": int(press["counted_by"].str.startswith("not stated").sum()),
        "articles": int(press["source_id"].nunique()),
        "benchmarks": len(series),
    }


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
    return {"id": name, "title": title, "columns": columns, "rows": rows}


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
        indicator="dated event",
    )


def _allow(row):
    return format_range(row.low, row.high, row.unit, digits=6)


def _cite(row):
    return (
        f"{row.publisher}, {format_days(row.published_from, row.published_to)}, paragraph"
        f" {int(row.paragraph)}"
    )


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
