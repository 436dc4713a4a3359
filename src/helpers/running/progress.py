"""Tell a person at a terminal, or a log, how a run is getting on."""

import os

OUTCOME_WORDS = {"not-run": "not run"}


class Progress:
    """Print one line a notebook, under a bar where the stream is a terminal.

    Parameters
    ----------
    stream : text stream
    """

    def __init__(self, stream):
        self.stream = stream
        self.bar = None

    def start(self, total):
        """Begin to count notebooks; the bar appears on a terminal only."""
        if self.stream.isatty() and total:
            from tqdm import tqdm

            layout = "{l_bar}{bar}| {n}/{total} notebooks, {elapsed}"
            self.bar = tqdm(total=total, file=self.stream, leave=False, bar_format=layout)

    def finish(self, notebook):
        """Print how a notebook ended; count it."""
        self.note(describe_notebook(notebook))
        if self.bar is not None:
            self.bar.update(1)
            self.bar.refresh()

    def note(self, text):
        """Print a line without disturbing the bar."""
        try:
            if self.bar is not None:
                self.bar.write(text, file=self.stream)
            else:
                print(text, file=self.stream, flush=True)
        except BrokenPipeError:
            # Nobody reads on (`| head`); the run itself goes on.
            self.stream, self.bar = open(os.devnull, "w", encoding="utf-8"), None

    def close(self):
        """Take the bar away."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None


class Silence:
    """Say nothing; for callers that only want the record."""

    def start(self, total):
        """Ignore the number of notebooks."""

    def finish(self, notebook):
        """Ignore a notebook's end."""

    def note(self, text):
        """Ignore a line."""

    def close(self):
        """Do nothing."""


def describe_notebook(notebook):
    """Return one line on how a notebook ended.

    Parameters
    ----------
    notebook : helpers.running.record.NotebookRecord

    Returns
    -------
    line : str

    Examples
    --------
    >>> from helpers.running.record import NotebookRecord
    >>> describe_notebook(NotebookRecord("04_growth_rates", "ok", 2.5))
    '04_growth_rates             ok             2.5 s'
    """
    outcome = "unchanged" if notebook.skipped else OUTCOME_WORDS.get(notebook.outcome, notebook.outcome)
    has_run = not notebook.skipped and notebook.outcome != "not-run"
    seconds = f"{notebook.seconds:6.1f} s" if has_run else ""
    line = f"{notebook.stem:<27} {outcome:<12}{seconds}"
    if notebook.error:
        where = f"cell {notebook.error['cell']}: " if notebook.error["cell"] else ""
        message = " ".join(notebook.error["message"].split())
        line += f"  {where}{notebook.error['name']}: {message}"
    return line.rstrip()
