"""Decide what has to be done about a notebook, and why. Nothing here reads or writes a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.parameters import as_text
from helpers.running.record import NotebookRecord, Record, hash_json

MOST_NAMED = 3  # changed files named in a reason; the rest are counted


@dataclass(frozen=True)
class Earlier:
    """Hold what an earlier run left.

    ``place`` is its folder, ``record`` what it says, ``files`` the sha256 of
    every file in it that the record names, as it is now.
    """

    place: object
    record: Record
    files: dict


@dataclass(frozen=True)
class Now:
    """Hold what a notebook would be run on, as a record would say it.

    ``parameters`` are its own, ``inputs`` the sha256 of every file of the run;
    ``parts`` maps a part of the key to the label of its files and their sha256; ``versions``
    are those of Python and the libraries.
    """

    parameters: dict
    inputs: dict
    parts: dict
    versions: dict = field(default_factory=dict)


@dataclass
class Decision:
    """Say what is to be done about a notebook, and why.

    ``parts`` and ``page_parts`` are what results and page depend on. ``found``
    is the folder and record of an earlier execution that still holds, or None;
    ``page`` says whether its page holds as well.
    """

    parts: dict
    page_parts: dict = field(default_factory=dict)
    found: tuple | None = None
    page: bool = False
    reasons: list = field(default_factory=list)

    @property
    def key(self):
        """Return the key of the results: equal key, equal results."""
        return hash_json(self.parts)

    @property
    def page_key(self):
        """Return the key of the page."""
        return hash_json(self.page_parts)

    @property
    def action(self):
        """Return ``execute``, ``export`` or ``keep``."""
        return "keep" if self.page else "export" if self.found else "execute"


def decide(
    stem: str,
    parts: dict[str, str],
    page_parts: dict[str, str],
    earlier: list[Earlier],
    now: Now,
    *,
    force: bool = False,
) -> Decision:
    """Return what has to be done about a notebook, and why.

    Parameters
    ----------
    stem : str
    parts, page_parts : dict of str to str
        What its results and its page depend on; see `Decision`.
    earlier : list of Earlier
        The good run first, then a failed attempt; of these the first whose results hold is taken.
    now : Now
    force : bool
        Execute, whatever there is.
    """
    decision = Decision(parts, page_parts)
    if force:
        decision.reasons = ["--force"]
        return decision
    for one in earlier:
        before = one.record.find(stem)
        if not before or before.outcome != "ok" or before.key != decision.key:
            continue
        damaged = find_damage(list_results(before), one.files)
        if not damaged and f"findings/{stem}.json" in before.products:
            decision.found = (one.place, before)
            decide_page(decision, before, one.files)
            return decision
        decision.reasons = [explain_damage(damaged)]
    decision.reasons = decision.reasons or _explain_execution(stem, decision, earlier, now)
    return decision


def decide_page(decision: Decision, before: NotebookRecord, files: Mapping[str, str]):
    """Note whether the page of an earlier execution still holds, and if not, why.

    Parameters
    ----------
    decision : Decision
    before : NotebookRecord
    files : mapping of str to str
        Path to sha256 of what lies where the page lies.
    """
    if not before.page_parts:
        return  # the page of another run, or none
    pages = {path: sha for path, sha in before.products.items() if path.startswith("html/")}
    damaged = find_damage(pages, files)
    changed = [
        words
        for part, words in PAGE_WORDS.items()
        if before.page_parts.get(part) != decision.page_parts[part]
    ]
    decision.page = before.page_key == decision.page_key and bool(pages) and not damaged
    decision.reasons = [] if decision.page else changed or [explain_damage(damaged or ["its page"])]


PAGE_WORDS = {
    "texts": "its texts changed",
    "template": "the pages' template changed",
    "frame": "what stands around it changed: parameters shown, other pages, version",
    "robustness": "how its findings fare under other choices changed",
}


def take_elsewhere(decision, place, run, before):
    """Note that another run has these results; its page speaks of that run, and is made anew."""
    products = list_results(before)
    decision.found = (
        place,
        NotebookRecord(
            before.stem,
            before.outcome,
            seconds=before.seconds,
            cells=before.cells,
            key=before.key,
            parts=before.parts,
            taken_from=run,
            products=products,
        ),
    )
    decision.reasons = [f"nothing that it depends on differs from {run}, whose results it has"]


def find_damage(wanted, files):
    """Return the paths that are not there as they were made."""
    return [path for path, sha in wanted.items() if files.get(path) != sha]


def explain_damage(paths):
    """Return in words that files are not what they were.

    Examples
    --------
    >>> explain_damage(["html/01_a.html"])
    'html/01_a.html was changed or removed'
    """
    names = count_names(paths) if paths else "a file that it made"
    return f"{names} {'were' if len(paths) > 1 else 'was'} changed or removed"


def list_results(notebook):
    """Return the files that a notebook's execution made, with their sha256: all but its page."""
    return {path: sha for path, sha in notebook.products.items() if not path.startswith("html/")}


def _explain_execution(stem, decision, earlier, now):
    """Return in words why the results of the last execution do not hold."""
    record, before = next(
        ((one.record, found) for one in earlier if (found := one.record.find(stem))), (None, None)
    )
    if not before or before.outcome == "not-run":
        return ["it has not run yet"]
    changed = [part for part, value in decision.parts.items() if before.parts.get(part) != value]
    if not changed or before.outcome != "ok":
        return [f"its last execution ended with {before.outcome}"]
    return [_explain_part(part, decision, before, record, now) for part in changed]


def _explain_part(part, decision, before, record, now):
    if part == "parameters":
        return "parameters changed: " + ", ".join(
            f"{name} is {as_text(value)}, it was {as_text(record.parameters.get(name))}"
            for name, value in now.parameters.items()
            if record.parameters.get(name) != value
        )
    if part == "python":
        return f"Python is another: {decision.parts[part]}, it was {before.parts.get(part)}"
    if part == "libraries":
        names = sorted({*now.versions, *record.versions} - {"python"})
        changed = [
            f"{name} {now.versions.get(name, 'none')}, it was {record.versions.get(name, 'none')}"
            for name in names
            if now.versions.get(name) != record.versions.get(name)
        ]
        return f"libraries are others: {count_names(changed)}"
    if part in now.parts:
        label, files = now.parts[part]
        names = [path for path, sha in files.items() if record.inputs.get(path) != sha]
        names += [
            path for path in record.inputs if path.startswith(label) and path not in now.inputs
        ]
        if names and label.endswith("/"):
            return f"{label.rstrip('/')} changed: {count_names(names, label)}"
        return f"{label.rstrip('/')} changed"
    return {
        "code": "its code changed",
        "kernel": "how kernels are started changed",
        "findings": "the findings that it reads changed",
    }[part]


def count_names(names, label="", most=MOST_NAMED):
    """Return the first of some names without the label they begin with, and how many more."""
    short = [name.removeprefix(label) for name in names]
    more = f" and {len(short) - most} more" if len(short) > most else ""
    return ", ".join(short[:most]) + more
