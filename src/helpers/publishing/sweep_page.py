"""Write the page over the runs of a sweep: what changes with which parameter."""

from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from helpers.publishing.changes import (
    BOUNDS,
    find_changes,
    measure,
    read_findings,
    write_numbers,
)
from helpers.publishing.front_answers import shorten
from helpers.publishing.look import mark_strong, write_measured, write_page, write_value
from helpers.publishing.parts import Anchors
from helpers.publishing.safety import make_plain
from helpers.words.private import hide_paths

WIDTH, HEIGHT, MARGIN = 240, 15, 8  # of a drawing, in its own units
NOT_COMPARED = "not compared"  # where no two runs differ in that parameter alone
DIGITS = 5  # of a number side by side; findings.csv has all
MOST_DRAWN = 60  # findings side by side on one page; the table of numbers has all


def write_sweep(folder: Path, sweep: dict):
    """Write the page over a sweep and the table of all its numbers.

    Parameters
    ----------
    folder : pathlib.Path
        Of the sweep, beside those of its runs.
    sweep : dict
        As for `write_sweep_page`.
    """
    good = [
        {name: run[name] for name in ("run", "values")}
        | {"findings": read_findings(folder.parent / run["run"])}
        for run in sweep["runs"]
        if run["outcome"] == "ok"
    ]
    write_numbers(folder / "findings.csv", good, sweep["varied"])
    changes = find_changes(good, sweep["varied"])
    write_sweep_page(folder / "index.html", sweep, good, changes)


def write_sweep_page(path, sweep, runs, changes):
    """Write the page over a sweep's runs.

    Parameters
    ----------
    path : pathlib.Path
        The page; ``findings.csv`` lies beside it.
    sweep : dict
        ``sweep``, ``about``, ``outcome``, ``seconds``, ``varied`` and ``runs``, each of these with
        ``run``, ``outcome``, ``seconds``, ``values`` {parameter: text} and ``message``.
    runs : list of dict
        The runs that are whole, with ``run``, ``values`` and ``findings`` {(notebook, key):
        finding}.
    changes : dict
        Notebook and key to {parameter: words}; see `helpers.publishing.changes.find_changes`.
    """
    path = Path(path)
    anchors = Anchors({"main", "runs", "changes", "side", "same"})
    findings = [
        _show_finding(notebook, key, runs, changes[(notebook, key)], anchors)
        for notebook, key in changes
    ]
    write_page(
        path,
        "sweep.html.j2",
        sweep=make_plain(sweep["sweep"]),
        about=make_plain(sweep["about"]),
        outcome=sweep["outcome"],
        seconds=f"{sweep['seconds']:.0f}",
        varied=[make_plain(name) for name in sweep["varied"]],
        runs=[_show_run(path, sweep["sweep"], run, sweep["varied"]) for run in sweep["runs"]],
        whole=len(runs),
        findings=findings,
        changed=[finding for finding in findings if finding["differs"]],
        asked=[
            (place, make_plain(name))
            for place, name in enumerate(sweep["varied"])
            if any(finding["changes"][place] != NOT_COMPARED for finding in findings)
        ],
        drawn=[finding for finding in findings if finding["tables"]][:MOST_DRAWN],
    )


def _draw_bar(low, central, high, least, most) -> Markup:
    """Return a drawing of one number on a common scale: a bar from low to high, a dot where there
    is no range or for its middle, an arrow where a bound is open."""
    span = (most - least) or 1.0
    left, right, middle = MARGIN, WIDTH - MARGIN, HEIGHT / 2

    def place(value):
        return left + (right - left) * (0.5 if most == least else (value - least) / span)

    start, end = left if low is None else place(low), right if high is None else place(high)
    parts = [
        f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{middle}" y2="{middle}" stroke="currentColor"'
        ' stroke-width="2.5" stroke-opacity="0.55"/>'
    ]
    for x, is_open, step in ((start, low is None, 5), (end, high is None, -5)):
        if is_open:
            parts.append(
                f'<path d="M{x + step:.1f} {middle - 4}L{x:.1f} {middle}L{x + step:.1f}'
                f' {middle + 4}" fill="none" stroke="currentColor"/>'
            )
    if central is not None or (low is not None and low == high):
        x = place(low if central is None else central)
        parts.append(f'<circle cx="{x:.1f}" cy="{middle}" r="3" fill="currentColor"/>')
    return Markup(
        f'<svg aria-hidden="true" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _show_run(path, sweep, run, varied):
    folder = path.parent.parent / run["run"]
    return {
        "name": _shorten(run["run"], sweep),
        "href": (
            f"../{quote(run['run'])}/index.html"
            if run["outcome"] == "ok" and (folder / "index.html").is_file()
            else ""
        ),
        "values": [make_plain(write_value(run["values"].get(name, "default"))) for name in varied],
        "outcome": run["outcome"],
        "seconds": "" if run["seconds"] is None else f"{run['seconds']:.1f}",
        "message": make_plain(run["message"]),
    }


def _shorten(run, sweep):
    return make_plain(run.removeprefix(f"{sweep}-"))


def _show_finding(notebook, key, runs, changed, anchors):
    said = [
        (run, run["findings"][(notebook, key)])
        for run in runs
        if (notebook, key) in run["findings"]
    ]
    words = list(changed.values())
    texts = {finding["text"] for _, finding in said}
    differs = any(words) or len(texts) > 1 or len(said) < len(runs)
    relevant = [name for name in changed if changed[name] != ""]
    return {
        "anchor": anchors.take(f"{notebook[:2]}-{key}"),
        "key": make_plain(key.replace("_", " ")),
        "text": mark_strong(hide_paths(said[0][1]["text"])),
        "first": make_plain(said[0][0]["run"]),
        "said": len(said),
        "brief": mark_strong(shorten(hide_paths(said[0][1]["text"]))),
        "differs": differs,
        "changes": [NOT_COMPARED if word is None else word or "same" for word in words],
        "tables": _compare_finding(said, relevant) if differs else [],
    }


def _compare_finding(said, relevant):
    """Return the runs side by side in the first number that is not the same in all, a table for
    each of its units; runs that differ in nothing relevant share a line."""
    lines = {}
    for run, finding in said:
        values = (make_plain(write_value(run["values"].get(name, "default"))) for name in relevant)
        lines.setdefault(", ".join(values), finding["numbers"])
    for name, first in said[0][1]["numbers"].items():
        if not isinstance(first, dict):
            continue
        numbers = {line: n[name] for line, n in lines.items() if _is_measured(n.get(name))}
        if len({tuple(sorted(number.items(), key=str)) for number in numbers.values()}) < 2:
            continue
        label = (said[0][1].get("words") or {}).get(name) or name.replace("_", " ")
        units = dict.fromkeys(number["unit"] for number in numbers.values())
        of_unit = [{k: n for k, n in numbers.items() if n["unit"] == unit} for unit in units]
        return [table for each in of_unit if (table := _compare_number(label, each))]
    return []


def _is_measured(number):
    return isinstance(number, dict) and "unit" in number


def _compare_number(name, numbers):
    """Return lines of run, number in words, whether it differs from the first, and drawing."""
    measured = {line: measure(number) for line, number in numbers.items()}
    bounds = {line: [number[bound] for bound in BOUNDS] for line, number in measured.items()}
    known = [value for values in bounds.values() for value in values if value is not None]
    if not known:
        return None
    words = {line: write_measured(number, DIGITS) for line, number in numbers.items()}
    first = next(iter(numbers.values()))
    return {
        "name": name,
        "lines": [
            (line, words[line], number != first, _draw_bar(*bounds[line], min(known), max(known)))
            for line, number in numbers.items()
        ],
    }
