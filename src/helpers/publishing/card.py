"""Write the parts of the data card and of the front page that are counts, so that none is typed."""

import re
from pathlib import Path

from helpers.data.assemble import assemble_observations
from helpers.data.codings import match_passes, summarise_passes
from helpers.data.contract import read_contract
from helpers.data.counts import count_observations
from helpers.data.home import as_printed
from helpers.data.read import read_table
from helpers.running.record import inspect_record

PARTS = ("tables", "coverage", "agreement")


def _table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(
        lines + ["| " + " | ".join(str(c).replace("|", "\\|") for c in row) + " |" for row in rows]
    )


def _describe_tables(package):
    parts = []
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        parts.append(f"### `{resource['path']}`\n\n{resource['description']}\n")
        rows = []
        for field in fields:
            rules = field.get("constraints", {})
            allowed = (
                ", ".join(f"`{v}`" for v in rules["enum"])
                if "enum" in rules and len(rules["enum"]) < 12
                else ""
            )
            unit = f" In {field['unit']}." if "unit" in field else ""
            rows.append(
                (
                    f"`{field['name']}`",
                    field["type"],
                    field["description"] + unit + (f" One of {allowed}." if allowed else ""),
                    "yes" if rules.get("required") else "",
                )
            )
        parts.append(_table(("Column", "Type", "Meaning", "Required"), rows) + "\n")
    return "\n".join(parts).strip()


def _describe_coverage(data_dir):
    observations = assemble_observations(data_dir, **as_printed(data_dir))
    counts = count_observations(observations, ["source_id", "publisher"])
    events = read_table(data_dir, "events").groupby("source_id").size()
    left = read_table(data_dir, "left_out").groupby("source_id").size()
    by_source = _table(
        ("Article", "Publisher", "Observations", "Hedged", "Events", "Numerals left out"),
        [
            (
                r.source_id,
                r.publisher,
                r.observations,
                r.hedged,
                events.get(r.source_id, 0),
                left.get(r.source_id, 0),
            )
            for r in counts.itertuples()
        ],
    )
    years = (
        observations.groupby([observations["period_end"].dt.year.rename("year"), "source_id"])
        .size()
        .unstack(fill_value=0)
    )
    by_year = _table(
        ("Period ends in", *years.columns),
        [
            (year, *(n or "" for n in row))
            for year, row in zip(years.index, years.to_numpy(), strict=True)
        ],
    )
    places = observations.groupby("entity").size().sort_values(ascending=False, kind="stable")
    by_place = _table(("Place, firm or programme", "Observations"), places.items())
    return "\n\n".join((by_source, by_year, by_place))


def _describe_agreement(data_dir):
    matches = match_passes(read_table(data_dir, "first_pass"), read_table(data_dir, "second_pass"))
    summary = summarise_passes(matches)
    words = {
        "matched": "numbers in both passes",
        "missed_by_second": "only in the first pass",
        "missed_by_first": "only in the second pass",
        "value_differs": "of both: other value",
        "wording_differs": "of both: other wording",
        "period_differs": "of both: other period",
        "period_kind_differs": "of both: other kind of period",
        "status_differs": "of both: other status",
    }
    alone = matches[(matches["first_id"] == "") | (matches["second_id"] == "")]
    kept = read_table(data_dir, "observations")
    rows = []
    for r in alone.itertuples():
        here = kept[(kept["source_id"] == r.source_id) & (kept["paragraph"] == r.paragraph)]
        is_kept = any(p in r.as_printed or r.as_printed in p for p in here["as_printed"])
        rows.append(
            (
                r.source_id,
                r.paragraph,
                r.as_printed,
                "second" if r.first_id == "" else "first",
                "kept" if is_kept else "left out",
            )
        )
    return (
        _table(("Agreement", "Numbers"), [(words[k], n) for k, n in summary.items()])
        + "\n\n"
        + _table(("Article", "Paragraph", "As printed", "Only in pass", "Decision"), rows)
    )


def render_card(text: str, data_dir: Path) -> str:
    """Return the data card with its counted parts made anew.

    Parameters
    ----------
    text : str
        The card, with ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->`` around each of ``PARTS``.
    data_dir : pathlib.Path

    Raises
    ------
    ValueError
        If a part has no marks, or the data cannot be read.
    """
    data_dir = Path(data_dir)
    made = {
        "tables": _describe_tables(read_contract(data_dir)),
        "coverage": _describe_coverage(data_dir),
        "agreement": _describe_agreement(data_dir),
    }
    for name in PARTS:
        text = _replace_part(text, name, made[name])
    return text


def _replace_part(text, name, made):
    begin, end = f"<!-- begin: {name} -->\n", f"<!-- end: {name} -->"
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise ValueError(f"there are no marks for the part {name!r}")
    return f"{before}{begin}{made}\n{end}{after}"


def blank_times(text):
    """Return the front page without the run times of its table, for comparing.

    Examples
    --------
    >>> blank_times("| `a` |  | t | 12 s |") == blank_times("| `a` |  | t | 3 s |")
    True
    """
    return re.sub(r"(?m)^(\|.*\|) \d+ s \|$", r"\1 |", text)


def render_programs(text: str, run_dir: Path) -> str:
    """Return the front page with its table of notebooks, figures, tables and run times made anew.

    Parameters
    ----------
    text : str
        The page, with the marks of the part ``programs``.
    run_dir : pathlib.Path
        A finished run.

    Raises
    ------
    ValueError
        If there are no marks or no finished run.
    """
    run_dir = Path(run_dir)
    record, fault = inspect_record(run_dir)
    if record is None:
        raise ValueError(f"no finished run in {run_dir.name!r}: {fault or 'it has no record'}")
    record = record.as_dict()
    rows = []
    for notebook in record["notebooks"]:
        front = notebook["stem"][:3]
        figures = [p.stem for p in sorted((run_dir / "figures").glob(f"{front}*.svg"))]
        tables = [
            p.stem
            for p in sorted((run_dir / "tables").glob(f"{front}*.csv"))
            if not p.stem.endswith("_data")
        ]
        seconds = notebook["seconds"]
        rows.append(
            (f"`{notebook['stem']}`", ", ".join(figures), ", ".join(tables), f"{seconds:.0f} s")
        )
    made = _table(("Notebook", "Figures", "Tables", "Run time, two cores"), rows)
    return _replace_part(
        text, "programs", made + "\n\nThe numbers behind figure `x` stand in table `x_data`."
    )
