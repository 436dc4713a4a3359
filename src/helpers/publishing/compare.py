"""Set two runs side by side: parameters, inputs and findings that differ."""

import difflib
import json
import re
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup, escape

from helpers.page.elements import write_text
from helpers.publishing.look import mark_foreign, page_environment, write_value
from helpers.publishing.safety import hide_paths, strip_invisible

COMPARISONS = "comparisons"
_BETWEEN = "--"


def write_comparison(outputs_dir, first, second):
    """Write the page that sets two runs side by side.

    Parameters
    ----------
    outputs_dir : pathlib.Path
    first, second : str
        Names of runs in it.

    Returns
    -------
    page : pathlib.Path
        ``comparisons/<first>--<second>.html``.
    said : dict
        ``parameters``, ``findings``: how many differ; ``same``: how many findings do not.

    Raises
    ------
    ValueError
        If a run is not there or its record cannot be read, or both are one.
    """
    outputs_dir = Path(outputs_dir)
    if first == second:
        raise ValueError(f"run {first!r} is compared with itself; name two runs")
    runs = [_read_run(outputs_dir, name) for name in (first, second)]
    names = list(
        dict.fromkeys(name for run in runs for name in run["parameters"] if name != "out_dir")
    )
    parameters = [
        (name, *(write_value(run["parameters"].get(name)) for run in runs)) for name in names
    ]
    pairs = _pair_findings(*(run["findings"] for run in runs))
    differing = [row for row in parameters if row[1] != row[2]]
    content = {
        "runs": runs,
        "parameters": [tuple(map(_plain, row)) for row in differing],
        "kept": len(parameters) - len(differing),
        "inputs": _list_differing(runs, "inputs"),
        "versions": _list_differing(runs, "versions"),
        "changed": [
            _show_pair(*pair) for pair in pairs if all(pair) and pair[0]["text"] != pair[1]["text"]
        ],
        "only": [
            [_show_one(one) for one, other in pairs if one and not other],
            [_show_one(other) for one, other in pairs if other and not one],
        ],
        "same": [
            _show_one(one) for one, other in pairs if one and other and one["text"] == other["text"]
        ],
    }
    page = outputs_dir / COMPARISONS / f"{first}{_BETWEEN}{second}.html"
    write_text(
        page,
        strip_invisible(
            page_environment().get_template("comparison.html.j2").render(**content)
        ).strip()
        + "\n",
    )
    return page, {
        "parameters": len(differing),
        "findings": len(pairs) - len(content["same"]),
        "same": len(content["same"]),
    }


def list_comparisons(outputs_dir):
    """Return the comparisons that are there and whose runs still are.

    Parameters
    ----------
    outputs_dir : pathlib.Path

    Returns
    -------
    comparisons : list of dict
        ``href`` and the names ``first`` and ``second``.
    """
    found = []
    for path in sorted((Path(outputs_dir) / COMPARISONS).glob(f"*{_BETWEEN}*.html")):
        first, _, second = path.stem.partition(_BETWEEN)
        if all((Path(outputs_dir) / name / "index.html").is_file() for name in (first, second)):
            found.append(
                {"href": f"{COMPARISONS}/{quote(path.name)}", "first": first, "second": second}
            )
    return found


def _read_run(outputs_dir, name):
    folder = outputs_dir / name
    if not (folder / "record.json").is_file() or not (folder / "index.html").is_file():
        runs = sorted(path.parent.name for path in outputs_dir.glob("[!.]*/record.json"))
        raise ValueError(
            f"there is no run {name!r} in {outputs_dir.name}/; there {'are ' + ', '.join(runs) if runs else 'is none'}"
        )
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        files = [
            json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((folder / "findings").glob("*.json"))
        ]
        # A notebook that repeats the sentences of others names whose they are.
        own = [
            (file["notebook"], f)
            for file in files
            for f in file["findings"]
            if not f.get("notebook")
        ]
        parameters = dict(record["parameters"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"the record or the findings of run {name!r} cannot be read ({error})"
        ) from None
    return {
        "name": name,
        "href": f"../{quote(name)}/index.html",
        "started": _plain(record.get("started")),
        "outcome": _plain(record.get("outcome")),
        "parameters": parameters,
        "inputs": record.get("inputs") or {},
        "versions": record.get("versions") or {},
        "findings": {
            f["key"]: {
                "text": str(f["text"]),
                "href": f"../{quote(name)}/html/{quote(stem)}.html#finding-{quote(f['key'])}",
                "page": folder / "html" / f"{stem}.html",
            }
            for stem, f in own
        },
    }


def _list_differing(runs, kind):
    first, second = (run[kind] for run in runs)
    return [
        _plain(name)
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]


def _pair_findings(first, second):
    """Return findings of one key together, in reading order; None where a run lacks it."""
    return [
        (first.get(key), second.get(key))
        for key in [*first, *(key for key in second if key not in first)]
    ]


def _show_pair(first, second):
    one, other = (
        re.findall(r"\S+|\s+", hide_paths(f["text"].replace("**", ""))) for f in (first, second)
    )
    marked = [[], []]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for side, words in ((0, one[a:b]), (1, other[c:d])):
            text = str(mark_foreign("".join(words)))
            marked[side].append(
                text if kind == "equal" or not text.strip() else f"<mark>{text}</mark>"
            )
    return [
        {"text": Markup("".join(parts)), "href": _link(f)}
        for parts, f in zip(marked, (first, second), strict=True)
    ]


def _show_one(finding):
    return {
        "text": Markup(mark_foreign(hide_paths(finding["text"].replace("**", "")))),
        "href": _link(finding),
    }


def _link(finding):
    """Return the address of a finding, empty if its page does not show it."""
    anchor = finding["href"].rpartition("#")[2]
    there = finding["page"].is_file() and f'id="{escape(anchor)}"' in finding["page"].read_text(
        encoding="utf-8"
    )
    return finding["href"] if there else ""


def _plain(value):
    return hide_paths(strip_invisible(str(value or "")))
