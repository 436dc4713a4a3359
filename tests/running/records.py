"""The record of a run, made up."""

from helpers.running.record import NotebookRecord, Record


def make_record(products=None, **changes):
    """Return the record of a good run of one notebook with these products."""
    usual = {
        "run": "baseline",
        "outcome": "ok",
        "started": "2024-06-01T00:00:00Z",
        "seconds": 1.5,
        "parameters": {"places": ["tibet"], "data_dir": "data"},
        "versions": {"python": "3.11"},
        "inputs": {"data/a.csv": "0" * 64, "src/helpers/a.py": "1" * 64, "requirements.lock": "2"},
        "notebooks": [NotebookRecord("01_a", "ok", products=products or {})],
        "commit": "0" * 40,
    }
    return Record(**{**usual, **changes})
