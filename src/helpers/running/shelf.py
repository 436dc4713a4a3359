"""Find results in other runs that this one can take over: what differs makes no difference to them.

A sweep over currencies need not repeat a notebook that has no currency, and a run with another
horizon needs the outlook anew and nothing else.
"""

import json

from helpers.running.record import hash_file, read_record


class Shelf:
    """Know the good results of all runs in a folder of outputs, by notebook and key.

    Parameters
    ----------
    outputs : pathlib.Path
        Read when something is first asked for.
    """

    def __init__(self, outputs):
        self._outputs = outputs
        self._places = None

    def put(self, folder, record):
        """Note where the results of a run lie now.

        Parameters
        ----------
        folder : pathlib.Path
            May be one that is still being filled: results count as soon as their notebook has ended well.
        record : Record
        """
        self._read()
        for notebook in record.notebooks:
            if notebook.outcome == "ok" and notebook.key:
                self._places[notebook.stem, notebook.key] = (
                    folder,
                    record.run,
                    record.parameters.get("out_dir", ""),
                    notebook,
                )

    def find(self, stem, key, besides):
        """Return results with this key, if they are whole and do not speak of the run that made them.

        Parameters
        ----------
        stem, key : str
        besides : str
            Name of the run that asks.

        Returns
        -------
        folder : pathlib.Path or None
        run : str
        notebook : NotebookRecord
        """
        self._read()
        folder, run, out_dir, notebook = self._places.get((stem, key), (None, "", "", None))
        if (
            folder is None
            or run == besides
            or not is_whole(folder, notebook)
            or _mentions(folder, notebook, out_dir)
        ):
            return None, "", None
        # the asking run itself may have made them once; they come from where they lie now
        origin = notebook.taken_from if notebook.taken_from != besides else ""
        return folder, origin or run, notebook

    def _read(self):
        if self._places is not None:
            return
        self._places = {}
        for path in sorted(self._outputs.glob("[!.]*/record.json")):
            record = read_record(path.parent)
            if record and record.outcome == "ok" and path.parent.name == record.run:
                self.put(path.parent, record)


def list_results(notebook):
    """Return the files that a notebook's execution made, with their sha256: all but its page."""
    return {path: sha for path, sha in notebook.products.items() if not path.startswith("html/")}


def is_whole(folder, notebook):
    """Return whether a folder holds the results of a notebook as they were made."""
    results = list_results(notebook)
    try:
        return f"findings/{notebook.stem}.json" in results and all(
            hash_file(folder / path) == sha for path, sha in results.items()
        )
    except OSError:
        return False


def _mentions(folder, notebook, out_dir):
    """Return whether results name the folder that they were made for; under another name they would be untrue."""
    try:
        return any(out_dir in _read_text(folder / path) for path in list_results(notebook))
    except (OSError, ValueError, KeyError):
        return True


def _read_text(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".ipynb":
        return text
    # its cells name the folder as a parameter; what counts is what they have shown
    return json.dumps(
        [cell.get("outputs", []) for cell in json.loads(text)["cells"]], ensure_ascii=False
    )
