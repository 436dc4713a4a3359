"""Set two runs side by side: parameters, inputs and findings that differ."""

import difflib
import re
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from helpers.page.findings import read_folder
from helpers.publishing.look import mark_foreign, write_page, write_value
from helpers.publishing.parts import element_anchor, read_elements
from helpers.publishing.safety import make_plain
from helpers.running.runs import find_run, list_runs
from helpers.words.private import hide_paths

COMPARISONS = "comparisons"
_BETWEEN = "--"
WORDS = re.compile(r"\S+|\s+")


def write_comparison(outputs_dir: Path, first: str, second: str):
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
    kept, differing = _compare_parameters(runs)
    compared = _compare_findings(*(run["findings"] for run in runs))
    page = outputs_dir / name_comparison(first, second)
    write_page(
        page,
        "comparison.html.j2",
        runs=runs,
        parameters=differing,
        kept=kept,
        inputs=_list_differing(runs, "inputs"),
        versions=_list_differing(runs, "versions"),
        **compared,
    )
    return page, {
        "parameters": len(differing),
        "findings": len(compared["changed"]) + sum(map(len, compared["only"])),
        "same": len(compared["same"]),
    }


def name_comparison(first, second):
    """Return where in the folder of outputs the page on two runs lies."""
    return f"{COMPARISONS}/{first}{_BETWEEN}{second}.html"


def _compare_parameters(runs):
    """Return how many parameters are the same, and name and both values of those that are not."""
    names = dict.fromkeys(name for run in runs for name in run["parameters"] if name != "out_dir")
    rows = [(name, *(write_value(run["parameters"].get(name)) for run in runs)) for name in names]
    differing = [tuple(map(make_plain, row)) for row in rows if row[1] != row[2]]
    return len(rows) - len(differing), differing


def _compare_findings(first, second):
    """Return the findings that differ, that one run alone has, and that are alike."""
    keys = [*first, *(key for key in second if key not in first)]
    both = [(first[key], second[key]) for key in keys if key in first and key in second]
    return {
        "changed": [_show_pair(*pair) for pair in both if pair[0]["text"] != pair[1]["text"]],
        "only": [
            [_show_one(one[key]) for key in keys if key in one and key not in other]
            for one, other in ((first, second), (second, first))
        ],
        "same": [_show_one(pair[0]) for pair in both if pair[0]["text"] == pair[1]["text"]],
    }


def list_comparisons(outputs_dir: Path) -> list[dict]:
    """Return the comparisons that are there and whose runs still are.

    Keys ``href`` and the names ``first`` and ``second``.
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
    run, folder = find_run(outputs_dir, name), outputs_dir / name
    if run is not None and run.fault:
        raise ValueError(f"run {name!r} cannot be compared: {run.fault}")
    if run is None or not (folder / "index.html").is_file():
        runs = [run.name for run in list_runs(outputs_dir)]
        raise ValueError(
            f"there is no run {name!r} in {outputs_dir.name}/; there"
            f" {'are ' + ', '.join(runs) if runs else 'is none'}"
        )
    if misfit := run.find_misfit():
        raise ValueError(
            f"run {name!r} is not as it was made: {misfit}; `rural report --name {name}` makes it"
            " anew"
        )
    try:
        record = run.record.as_dict()
        parameters = dict(record["parameters"])
        # A notebook that repeats the sentences of others names whose they are.
        findings = {
            f["key"]: {"text": str(f["text"]), "href": _link(folder, file["notebook"], f["key"])}
            for file in read_folder(folder / "findings")
            for f in file["findings"]
            if not f.get("notebook")
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"the record or the findings of run {name!r} cannot be read ({error})"
        ) from None
    return {
        "name": name,
        "href": f"../{quote(name)}/index.html",
        "started": make_plain(record.get("started")),
        "outcome": make_plain(record.get("outcome")),
        "parameters": parameters,
        "inputs": record.get("inputs") or {},
        "versions": record.get("versions") or {},
        "findings": findings,
    }


def _link(run_dir, stem, key):
    """Return the address of a finding, empty if its page does not show it."""
    anchor = element_anchor({"kind": "finding", "key": key})
    is_there = (run_dir / "html" / f"{stem}.html").is_file() and anchor in {
        element_anchor(element) for _, element in read_elements(run_dir, stem)
    }
    return f"../{quote(run_dir.name)}/html/{quote(stem)}.html#{quote(anchor)}" if is_there else ""


def _list_differing(runs, kind):
    first, second = (run[kind] for run in runs)
    return [
        make_plain(name)
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]


def _show_pair(first, second):
    one, other = (WORDS.findall(hide_paths(f["text"].replace("**", ""))) for f in (first, second))
    marked = [[], []]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for side, words in ((0, one[a:b]), (1, other[c:d])):
            text = str(mark_foreign("".join(words)))
            marked[side].append(
                text if kind == "equal" or not text.strip() else f"<mark>{text}</mark>"
            )
    return [
        {"text": Markup("".join(parts)), "href": f["href"]}
        for parts, f in zip(marked, (first, second), strict=True)
    ]


def _show_one(finding):
    return {
        "text": Markup(mark_foreign(hide_paths(finding["text"].replace("**", "")))),
        "href": finding["href"],
    }
