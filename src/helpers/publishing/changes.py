"""Compare the findings of runs: every number beside the parameters that it was computed with."""

import csv
import io
import json
import math

from helpers.page.elements import guard_csv_cell, write_text

NUMBER_COLUMNS = ("notebook", "finding", "number", "unit", "low", "central", "high", "text")
BOUNDS = ("low", "central", "high")


def read_findings(run_dir) -> dict[tuple[str, str], dict]:
    """Return the findings of a run, each under the notebook that computed it.

    By notebook and key; those that a notebook repeats from others are left out.
    """
    found = {}
    for path in sorted((run_dir / "findings").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for finding in content.get("findings", []) if isinstance(content, dict) else []:
            if finding.get("notebook", path.stem) == path.stem:
                found[(path.stem, finding["key"])] = finding
    return found


def list_numbers(findings: dict) -> list[dict]:
    """Return every number of a run's findings, a row each.

    Parameters
    ----------
    findings : dict
        From `read_findings`.

    Returns
    -------
    rows : list of dict
        Keys are `NUMBER_COLUMNS`; ``low`` and ``high`` are None where open, and
        equal to ``central`` for a number without a range.

    Examples
    --------
    >>> row = list_numbers({("04_a", "k"): {"text": "It was 3.", "numbers": {"n": 3}}})[0]
    >>> row["finding"], row["low"], row["central"], row["high"]
    ('k', 3, 3, 3)
    """
    rows = []
    for (notebook, key), finding in findings.items():
        for name, number in finding["numbers"].items():
            measured = measure(number)
            if measured:
                text = finding["text"].replace("**", "")
                rows.append(
                    {"notebook": notebook, "finding": key, "number": name, **measured, "text": text}
                )
    return rows


def write_numbers(path, runs: list[dict], varied: list[str]):
    """Write all findings of all runs as one tidy table: a row is one number of one run.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file, replaced in one step.
    runs : list of dict
        ``run``, ``values`` {parameter: text} and ``findings`` of each.
    varied : list of str
        Parameters that get a column.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["run", *varied, *NUMBER_COLUMNS])
    for run in runs:
        known = [run["run"], *(run["values"].get(name, "") for name in varied)]
        for row in list_numbers(run["findings"]):
            cells = [*known, *(row[column] for column in NUMBER_COLUMNS)]
            writer.writerow("" if cell is None else guard_csv_cell(str(cell)) for cell in cells)
    write_text(path, file.getvalue())


def find_changes(runs: list[dict], varied: list[str]) -> dict[tuple[str, str], dict]:
    """Return how each finding changes with each parameter.

    Runs are compared with those that differ in that one parameter only, so
    that no change is blamed on the wrong one.

    Parameters
    ----------
    runs : list of dict
        As for `write_numbers`.
    varied : list of str

    Returns
    -------
    changes : dict of (str, str) to dict
        By notebook and key: parameter to words, empty where nothing changes,
        None where no two runs differ in that parameter alone.
    """
    groups = {name: _group_runs(runs, varied, name) for name in varied}
    keys = list(dict.fromkeys(key for run in runs for key in run["findings"]))
    return {
        key: {
            name: _describe_changes(
                [[run["findings"].get(key) for run in group] for group in groups[name]]
            )
            for name in varied
        }
        for key in keys
    }


def _group_runs(runs, varied, name):
    """Return the runs in groups that differ in one parameter alone."""
    groups = {}
    for run in runs:
        rest = tuple(run["values"].get(other) for other in varied if other != name)
        groups.setdefault(rest, []).append(run)
    return [group for group in groups.values() if len(group) > 1]


def _describe_changes(groups):
    """Return in words the largest change of a finding within groups of runs; None without."""
    if not groups:
        return None
    largest, words = 0.0, {}
    for group in groups:
        said = [finding for finding in group if finding is not None]
        for name in dict.fromkeys(name for finding in said for name in finding["numbers"]):
            measured = [
                found for finding in said if (found := measure(finding["numbers"].get(name)))
            ]
            units = {found["unit"] for found in measured}
            if len(units) > 1:
                words["another unit"] = True
            for unit in units:
                for bound in BOUNDS:
                    values = [found[bound] for found in measured if found["unit"] == unit]
                    known = [value for value in values if value is not None]
                    if known and len(known) < len(values):
                        words["a bound opens"] = True
                    largest = max(largest, _compare(min(known), max(known)) if known else 0.0)
    if largest > 0:
        size = f"up to {100 * largest:.0f} %" if largest >= 0.005 else "below 0.5 %"
        words[size] = True
    if any(0 < sum(finding is None for finding in group) < len(group) for group in groups):
        words["not always said"] = True
    texts = [{finding["text"] for finding in group if finding} for group in groups]
    if not words and any(len(each) > 1 for each in texts):
        words["other words"] = True
    return ", ".join(words)


def _compare(one, two):
    """Return the change between two numbers as a share of the larger; float noise is none."""
    if math.isclose(one, two, rel_tol=1e-9):
        return 0.0
    return abs(one - two) / max(abs(one), abs(two))


def measure(number):
    """Return unit, low, central and high of a finding's number, or None for words."""
    if isinstance(number, bool):
        return None
    if isinstance(number, (int, float)):
        return {"unit": "", "low": number, "central": number, "high": number}
    if not isinstance(number, dict) or not ("value" in number or {"low", "high"} <= number.keys()):
        return None
    return {
        "unit": number.get("unit", ""),
        **{bound: number.get("value", number.get(bound)) for bound in BOUNDS},
    }
