"""Write the page over the runs of a sweep: what changes with which parameter."""

from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup, escape

from helpers.page.elements import write_text
from helpers.publishing.changes import find_changes, read_findings, write_numbers
from helpers.publishing.look import mark_strong, page_environment, write_value
from helpers.publishing.look import write_numbers as show_numbers
from helpers.publishing.parts import Anchors
from helpers.publishing.safety import strip_invisible
from helpers.words.private import hide_paths

WIDTH, NAME_WIDTH, ROW_HEIGHT, MARGIN = 640, 180, 15, 8  # of a drawing, in its own units
MOST_DRAWN = 60  # small multiples on one page; the table of numbers has all


def write_sweep(folder, sweep):
    """Write the page over a sweep and the table of all its numbers.

    Parameters
    ----------
    folder : pathlib.Path
        Of the sweep, beside those of its runs.
    sweep : dict
        As for `write_sweep_page`.
    """
    good = [
        {
            "run": run["run"],
            "values": run["values"],
            "findings": read_findings(folder.parent / run["run"]),
        }
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
        ``run``, ``outcome``,
        ``seconds``, ``values`` {parameter: text} and ``message``.
    runs : list of dict
        The runs that are whole, with ``run``, ``values`` and ``findings`` {(notebook, key):
        finding}.
    changes : dict
        Notebook and key to {parameter: words}; see `helpers.publishing.changes.find_changes`.
    """
    path = Path(path)
    anchors = Anchors({"main", "runs", "changes", "drawings"})
    findings = [
        _show_finding(notebook, key, runs, changes[(notebook, key)], anchors)
        for notebook, key in changes
    ]
    text = (
        page_environment()
        .get_template("sweep.html.j2")
        .render(
            sweep=_plain(sweep["sweep"]),
            about=_plain(sweep["about"]),
            outcome=sweep["outcome"],
            seconds=f"{sweep['seconds']:.0f}",
            varied=[_plain(name) for name in sweep["varied"]],
            runs=[_show_run(path, sweep["sweep"], run, sweep["varied"]) for run in sweep["runs"]],
            whole=len(runs),
            findings=findings,
            drawn=[finding for finding in findings if finding["drawings"]][:MOST_DRAWN],
        )
    )
    write_text(path, strip_invisible(text).strip() + "\n")


def draw_runs(rows, about):
    """Return a drawing of one number in many runs: a bar from low to high, a dot where there is no
    range or for its middle.

    Parameters
    ----------
    rows : list of (str, low, central, high)
        Words for the run and its number; None where a bound is open or there is no middle.
    about : str
        What the drawing shows, for those who cannot see it.

    Returns
    -------
    svg : Markup
    """
    known = [value for _, *values in rows for value in values if value is not None]
    least, most = min(known), max(known)
    span = (most - least) or abs(most) or 1.0
    left, right = NAME_WIDTH + MARGIN, WIDTH - MARGIN

    def place(value):
        return left + (right - left) * (0.5 if most == least else (value - least) / span)

    height = ROW_HEIGHT * len(rows) + 2 * MARGIN
    parts = []
    for number, (name, low, central, high) in enumerate(rows):
        y = MARGIN + ROW_HEIGHT * (number + 0.5)
        parts.append(
            f'<text x="{NAME_WIDTH}" y="{y + 4:.1f}" text-anchor="end" font-size="11"'
            f' fill="currentColor">{escape(name)}</text>'
        )
        start, end = left if low is None else place(low), right if high is None else place(high)
        parts.append(
            f'<line x1="{start:.1f}" x2="{end:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor"'
            ' stroke-width="2.5" stroke-opacity="0.55"/>'
        )
        for x, is_open, step in ((start, low is None, 5), (end, high is None, -5)):
            if is_open:
                parts.append(
                    f'<path d="M{x + step:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x + step:.1f}'
                    f' {y + 4:.1f}" fill="none" stroke="currentColor"/>'
                )
        if central is not None or (low is not None and low == high):
            parts.append(
                f'<circle cx="{place(low if central is None else central):.1f}" cy="{y:.1f}" r="3"'
                ' fill="currentColor"/>'
            )
    return Markup(
        f'<svg role="img" aria-label="{escape(about)}" viewBox="0 0 {WIDTH} {height}" width="100%"'
        f' xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _plain(value):
    return hide_paths(strip_invisible(str(value or "")))


def _show_run(path, sweep, run, varied):
    folder = path.parent.parent / run["run"]
    return {
        "name": _shorten(run["run"], sweep),
        "href": (
            f"../{quote(run['run'])}/index.html"
            if run["outcome"] == "ok" and (folder / "index.html").is_file()
            else ""
        ),
        "values": [_plain(write_value(run["values"].get(name, "default"))) for name in varied],
        "outcome": run["outcome"],
        "seconds": "" if run["seconds"] is None else f"{run['seconds']:.1f}",
        "message": _plain(run["message"]),
    }


def _shorten(run, sweep):
    return _plain(run.removeprefix(f"{sweep}-"))


def _show_finding(notebook, key, runs, changed, anchors):
    said = [
        (run, run["findings"][(notebook, key)])
        for run in runs
        if (notebook, key) in run["findings"]
    ]
    words = [changed[name] for name in changed]
    return {
        "anchor": anchors.take(f"{notebook[:2]}-{key}"),
        "notebook": _plain(notebook),
        "key": _plain(key.replace("_", " ")),
        "text": mark_strong(hide_paths(said[0][1]["text"])),
        "first": _plain(said[0][0]["run"]),
        "said": len(said),
        "changes": ["not compared" if word is None else word or "same" for word in words],
        "drawings": (
            _draw_finding(said, [name for name in changed if changed[name] != ""])
            if any(words)
            else []
        ),
    }


def _draw_finding(said, relevant):
    """Return a drawing for each unit of the first number that is not the same in all runs; runs
    that differ in nothing relevant share a line."""
    lines = {}
    for run, finding in said:
        lines.setdefault(
            ", ".join(_plain(write_value(run["values"].get(name, "default"))) for name in relevant),
            finding,
        )
    names = [name for name, number in said[0][1]["numbers"].items() if isinstance(number, dict)]
    for name in names:
        numbers = [(line, finding["numbers"].get(name)) for line, finding in lines.items()]
        numbers = [
            (line, number)
            for line, number in numbers
            if isinstance(number, dict) and "unit" in number
        ]
        if len({tuple(sorted(number.items(), key=str)) for _, number in numbers}) < 2:
            continue
        units = dict.fromkeys(number["unit"] for _, number in numbers)
        return [
            drawing
            for unit in units
            if (
                drawing := _draw_unit(name, [(line, n) for line, n in numbers if n["unit"] == unit])
            )
        ]
    return []


def _draw_unit(name, numbers):
    rows = [(line, *_find_bounds(number)) for line, number in numbers]
    known = [value for _, *values in rows for value in values if value is not None]
    if not known:
        return None
    least, most = (_write(value, numbers[0][1]["unit"]) for value in (min(known), max(known)))
    about = f"{name.replace('_', ' ')}, from {least} to {most}"
    return {"svg": draw_runs(rows, about), "caption": about}


def _find_bounds(number):
    return (
        (number["value"],) * 3
        if "value" in number
        else (number["low"], number.get("central"), number["high"])
    )


def _write(value, unit):
    return show_numbers({"n": {"value": value, "unit": unit}})[0][1]
