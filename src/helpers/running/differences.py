"""Say where a run that was computed again differs from its record, and by how much."""

import math
import re
from dataclasses import dataclass

from helpers.running.deciding import count_names
from helpers.running.inputs import HELPERS

# what notebooks find, by its folder, and what that is called; pages follow from it
COMPARED = {"tables": "tables", "findings": "findings file", "figures": "figure files"}
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
MOST_NAMED = 5  # inputs named in a line; the rest are counted


@dataclass(frozen=True)
class FileDifference:
    """Say how one file differs: ``path`` and what a person is told of it."""

    path: str
    words: str


@dataclass(frozen=True)
class NotebookDifference:
    """Say of a notebook's tables, findings and figures how many are the same, and what differs.

    ``fault`` says in words that the notebook has not been computed, and is empty where it was.
    """

    stem: str
    same: dict
    files: list
    fault: str = ""

    @property
    def is_same(self):
        """Return whether every file is the same to the byte."""
        return not self.files and not self.fault


def compare_notebooks(before, after, read_before, read_after) -> list[NotebookDifference]:
    """Return how each notebook of a record fared when it was computed again.

    Parameters
    ----------
    before, after : helpers.running.record.Record
        As published, and as computed again.
    read_before, read_after : callable
        Take a path in the run's folder and return its text, or None where there is none to read.
    """
    found = []
    for notebook in before.notebooks:
        again = after.find(notebook.stem)
        if again is None or again.outcome != "ok":
            outcome = "not there" if again is None else again.outcome
            message = f": {again.error['message']}" if again and again.error else ""
            found.append(NotebookDifference(notebook.stem, {}, [], f"{outcome}{message}"))
            continue
        wanted, made = _choose(notebook.products), _choose(again.products)
        same = dict.fromkeys(COMPARED, 0)
        files = []
        for path in sorted({*wanted, *made}):
            if wanted.get(path) == made.get(path):
                same[path.partition("/")[0]] += 1
            elif path not in made:
                files.append(FileDifference(path, "is not made here"))
            elif path not in wanted:
                files.append(FileDifference(path, "is not in the record"))
            else:
                words = describe_difference(read_before(path), read_after(path))
                files.append(FileDifference(path, words))
        found.append(NotebookDifference(notebook.stem, same, files))
    found += [
        NotebookDifference(notebook.stem, {}, [], "not in the record")
        for notebook in after.notebooks
        if before.find(notebook.stem) is None
    ]
    return found


def _choose(products):
    return {path: sha for path, sha in products.items() if path.partition("/")[0] in COMPARED}


def describe_difference(before: str | None, after: str | None) -> str:
    """Return in words how far two texts differ: by their numbers, or by more than those.

    Parameters
    ----------
    before, after : str or None
        None where there is nothing to compare with.

    Examples
    --------
    >>> describe_difference("rate,0.25,0.5", "rate,0.25,0.51")
    '1 of 2 numbers differ, by up to 1.96 %'
    >>> describe_difference("rate,0.25", "pace,0.25")
    'more than its numbers differs'
    >>> describe_difference(None, "rate,0.25")
    'differs; how far cannot be said, for the published file is not beside the record'
    """
    if before is None or after is None:
        return "differs; how far cannot be said, for the published file is not beside the record"
    olds, news = NUMBER.findall(before), NUMBER.findall(after)
    if NUMBER.split(before) != NUMBER.split(after):
        return "more than its numbers differs"
    changed = [(old, new) for old, new in zip(olds, news) if old != new]
    if not changed:
        return "its line ends differ"
    largest = max(measure_gap(float(old), float(new)) for old, new in changed)
    return f"{len(changed)} of {len(olds)} numbers differ, by up to {100 * largest:.3g} %"


def measure_gap(one, other):
    """Return the difference of two numbers as a share of the larger one.

    Examples
    --------
    >>> measure_gap(100.0, 99.0), measure_gap(0.0, 0.0), measure_gap(-1.0, 1.0)
    (0.01, 0.0, 2.0)
    """
    largest = max(abs(one), abs(other))
    gap = abs(one - other)
    return gap / largest if largest and math.isfinite(largest) else float(gap != 0)


def compare_inputs(before, after) -> dict[str, str]:
    """Return in words which inputs of two records differ, by kind.

    Of ``data``, ``code``, ``lock`` and ``parameters``; empty where nothing does.
    """
    found = {"data": [], "code": [], "lock": []}
    for path in sorted({*before.inputs, *after.inputs}):
        if before.inputs.get(path) != after.inputs.get(path):
            found[_name_kind(path)].append(path)
    differences = {kind: count_names(paths, most=MOST_NAMED) for kind, paths in found.items()}
    names = sorted({*before.parameters, *after.parameters})
    changed = [name for name in names if before.parameters.get(name) != after.parameters.get(name)]
    differences["parameters"] = ", ".join(
        f"{name} {after.parameters.get(name)!r}, recorded {before.parameters.get(name)!r}"
        for name in changed
    )
    return differences


def _name_kind(path):
    if path.endswith(".lock"):
        return "lock"
    return "code" if path.startswith((HELPERS, "notebooks/")) else "data"


def compare_versions(before, after) -> str:
    """Return in words which versions of two records differ; equal results may come of it.

    Empty where none does.
    """
    names = sorted({*before.versions, *after.versions})
    return ", ".join(
        f"{name} {after.versions.get(name, 'not there')},"
        f" recorded {before.versions.get(name, 'none')}"
        for name in names
        if before.versions.get(name) != after.versions.get(name)
    )
