"""Say results in sentences whose numbers are computed, and keep them under a key."""

import json
import math
import re
from collections.abc import Sequence

import pandas as pd

from helpers.page.elements import Element, join_json, to_json, write_text
from helpers.paths import output_folder
from helpers.words.forms import SentenceFormatter, name_places
from helpers.words.units import Quantity

FILL = SentenceFormatter().format
_KEY = re.compile(r"[a-z][a-z0-9_]*")
# What a front page is asked, by the topic of the findings that answer it.
TOPICS = {
    "nation": "Against the nation?",
    "growth": "How fast?",
    "counted": "Who counted?",
    "ceiling": "A ceiling?",
    "choices": "How firm is this?",
}


class Findings:
    """The computed sentences of one notebook, kept in ``findings/<notebook>.json``.

    Parameters
    ----------
    notebook : str
        Stem of the notebook's file name.
    title : str
        Its question.
    out_dir : str
        Folder of the run.
    **parameters
        What this notebook was run with; kept beside its sentences, see `require_parameters`.
    """

    def __init__(self, notebook, title, out_dir, **parameters):
        self.notebook, self.title, self.parameters = notebook, title, parameters
        self.path = output_folder(out_dir) / "findings" / f"{notebook}.json"
        self._said, self._written = {}, {}  # and as JSON, each made once
        self._templates = {}
        self._write()

    def say(
        self, key, template, *, sources, about="", leads=False, answers="", **numbers
    ) -> Element:
        """Return a sentence filled from numbers, and keep both.

        Parameters
        ----------
        key : str
            Small letters, digits and ``_``; once in a notebook.
        template : str
            Sentence with ``{name}`` or ``{name:.1f}`` for each number;
            ``**bold**`` marks the main one.
        sources : list of dict
            Of `cite_observation`: what the sentence rests on.
        about : str
            Key of another finding whose robustness this one tells.
        leads : bool
            Whether it is one of the few sentences that the page begins with.
        answers : str
            The topic of the front page that it answers, a key of `TOPICS`, if it answers one.
        **numbers
            Numbers or words; all must stand in the sentence. After a count the words that fit it:
            ``{n:# pair grows|# pairs grow}``, or three forms with that for none first.

        Raises
        ------
        ValueError
            If the key is used for another sentence, the topic is none, a number is missing or left
            over, not finite, or a digit is typed into the sentence that is not a year.
        """
        if not _KEY.fullmatch(key):
            raise ValueError(
                f"finding key {key!r} is not allowed; allowed: small letters, digits and '_'"
            )
        if answers and answers not in TOPICS:
            raise ValueError(
                f"finding {key!r} answers {answers!r}; allowed: {', '.join(TOPICS)}, or nothing"
            )
        if self._templates.get(key, template) != template:
            raise ValueError(f"finding key {key!r} is already used for another sentence")
        named = {name.split(":")[0].split("!")[0] for name in re.findall(r"\{([^{}]*)\}", template)}
        if named != set(numbers):
            raise ValueError(
                f"finding {key!r}: the sentence names {sorted(named)}, the numbers are"
                f" {sorted(numbers)}"
            )
        typed = re.search(r"\d+", re.sub(r"\{[^{}]*\}|\b(19|20)\d\d\b", "", template))
        if typed:
            raise ValueError(
                f"finding {key!r}: the number {typed.group()!r} is typed into the sentence;"
                " compute it"
            )
        for name, value in numbers.items():
            value = value.value if isinstance(value, Quantity) else value
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(
                    f"finding {key!r}: {name} is {value}; write an open bound in words"
                )
        self._templates[key] = template
        finding = {
            "key": key,
            "text": FILL(template, **numbers),
            "numbers": {name: _plain(value) for name, value in numbers.items()},
            "words": name_places(template, numbers),
            "observations": [source["observation_id"] for source in sources],
            "sources": sources,
        }
        finding |= {"about": about} if about else {}
        finding |= {"leads": True} if leads else {}
        finding |= {"answers": answers} if answers else {}
        self._keep(key, finding)
        self._write()
        return self._show(key, "key", "text", "numbers", "words", "sources")

    def _keep(self, key, finding):
        self._said[key], self._written[key] = finding, to_json(finding)

    def _show(self, key, *names):
        """Return a kept finding as the page shows it."""
        kept = self._said[key]
        leads = {"leads": True} if kept.get("leads") else {}
        return Element({"kind": "finding"} | {name: kept[name] for name in names} | leads)

    def repeat(self, files: list[dict], keys: Sequence[str]) -> list[Element]:
        """Return sentences of other notebooks, in the order of the keys, each with its page and
        robustness, and keep them here too.

        Parameters
        ----------
        files : list of dict
            From `read_findings`.
        keys : sequence of str
            A key that no notebook has written in this run is passed over:
            a run may be limited to some places and years.
        """
        known = {f["key"]: (file["notebook"], f) for file in files for f in file["findings"]}
        tested = {
            f["about"]: f["text"] for file in files for f in file["findings"] if f.get("about")
        }
        elements = []
        for key in keys:
            if key in known:
                notebook, kept = known[key]
                told = {"notebook": notebook, "robustness": tested.get(key, "")}
                self._keep(key, kept | told)
                shown = ("key", "text", "numbers", "words", "sources", "notebook", "robustness")
                elements.append(self._show(key, *shown))
        self._write()
        return elements

    def _write(self):
        about = {"notebook": self.notebook, "title": self.title, "parameters": self.parameters}
        write_text(self.path, join_json(about, "findings", self._written.values()))


def _plain(value):
    """Return a number as Python's own type, so that JSON can hold it."""
    if hasattr(value, "to_plain"):
        return value.to_plain()
    return value.item() if hasattr(value, "item") else value


def read_findings(out_dir: str, besides: str = "") -> list[dict]:
    """Return the findings that the notebooks of a run have written.

    Keys ``notebook``, ``title``, ``parameters``, ``findings``, in reading order.

    Parameters
    ----------
    out_dir : str
        Folder of the run.
    besides : str
        Stem of a notebook to leave out.

    Raises
    ------
    ValueError
        If a file cannot be read, naming it.
    """
    files = read_folder(output_folder(out_dir) / "findings")
    return [file for file in files if file["notebook"] != besides]


def read_folder(folder, on_fault=None) -> list[dict]:
    """Return what stands in a folder of findings, file by file in reading order.

    As of `read_findings`; a file without a notebook's name is that of its own name.

    Parameters
    ----------
    folder : pathlib.Path
    on_fault : callable, (pathlib.Path, str) -> dict, optional
        Gets each file that cannot be read, with the reason; what it returns stands in its place.
        Without it such a file raises an error.

    Raises
    ------
    ValueError
        If a file cannot be read, naming it.
    """
    files = []
    for path in sorted(folder.glob("*.json")):
        try:
            file = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(file, dict) or not isinstance(file.get("findings", []), list):
                raise ValueError("it is no list of findings")
        except (OSError, ValueError) as error:
            if on_fault is None:
                raise ValueError(f"findings/{path.name} cannot be read: {error}") from None
            file = on_fault(path, str(error))
        files.append({"notebook": path.stem, "title": "", "findings": []} | file)
    return files


def require_parameters(files: list[dict], **parameters):
    """Refuse to repeat findings that were made with other parameters.

    A notebook that is run by itself, in JupyterLab, finds in the folder what
    others have left there; under its own parameters that would be untrue.

    Parameters
    ----------
    files : list of dict
        From `read_findings`. What a file does not name was not used in it.
    **parameters
        Values of this notebook.

    Raises
    ------
    ValueError
        If a file was made with another value, naming file and both values.
    """
    other = {}
    for file in files:
        for name, made in file.get("parameters", {}).items():
            if name in parameters and made != parameters[name]:
                other.setdefault((name, repr(made)), []).append(file["notebook"])
    if other:
        words = "; ".join(
            f"{name} = {made}, here it is {parameters[name]!r}, in {', '.join(notebooks)}"
            for (name, made), notebooks in other.items()
        )
        raise ValueError(
            f"findings were made with {words}; run those notebooks anew, or choose another out_dir"
            " for all"
        )


def list_keys(files):
    """Return the keys of all findings in reading order."""
    return [f["key"] for file in files for f in file["findings"]]


def list_sentences(files: list[dict], keys: Sequence[str]) -> pd.DataFrame:
    """Return findings as a table: the page and the sentence.

    Parameters
    ----------
    files : list of dict
        From `read_findings`.
    keys : sequence of str
        Which ones.
    """
    rows = [
        (file["title"], f["text"].replace("**", ""))
        for file in files
        for f in file["findings"]
        if f["key"] in keys
    ]
    return pd.DataFrame(rows, columns=["Page", "Sentence"])
