"""Tell a person at a terminal, or a log, how a run is getting on."""

import io
import os

OUTCOME_WORDS = {"not-run": "not run"}


class Progress:
    """Print one line a notebook, under a bar where the stream is a terminal.

    Parameters
    ----------
    stream : text stream
    verbose : bool
        Print a line for each cell as well.
    explain : bool
        Print why a notebook was run.
    """

    def __init__(self, stream, *, verbose: bool = False, explain: bool = False):
        self.stream = stream
        self.verbose = verbose
        self.explain = explain
        self.bar = None
        self.under_way = {}

    def begin(self):
        """Tell a person at a terminal at once that something is being done."""
        if self.stream.isatty():
            self.note("Checking the data and looking for what has changed")

    def start(self, total):
        """Begin to count notebooks; the bar appears on a terminal only."""
        if self.stream.isatty() and total:
            from tqdm import tqdm

            layout = "{l_bar}{bar}| {n}/{total} notebooks, {elapsed}{postfix}"
            self.bar = tqdm(total=total, file=self.stream, leave=False, bar_format=layout)

    def plan(self, words):
        """Say beforehand how much is to be done."""
        self.note(words)

    def tell(self, name, number, total, seconds):
        """Say how far a notebook is: before a cell (without seconds) and after it."""
        if seconds is None:
            self.under_way[name] = f"{name[-30:]} {number}/{total}"
            self._show()
        elif self.verbose:
            self.note(f"{name}  cell {number} of {total}  {seconds:.2f} s")

    def finish(self, notebook, name=None, decision=None):
        """Print how a notebook ended; count it."""
        self.under_way.pop(name, None)
        self.note(describe_notebook(notebook, name))
        if self.explain and decision and decision.reasons:
            self.note(f"    because {'; '.join(decision.reasons)}")
        if self.bar is not None:
            self.bar.update(1)
        self._show()

    def tell_idle(self, idle_seconds, worker_seconds):
        """Say, where each cell is told, how long workers had nothing to do."""
        if self.verbose:
            self.note(
                f"idle: {idle_seconds:.1f} of {worker_seconds:.1f} worker seconds,"
                f" {100 * idle_seconds / worker_seconds:.0f} %"
            )

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

    def _show(self):
        if self.bar is not None:
            self.bar.set_postfix_str("; ".join(self.under_way.values()), refresh=True)


class Silence(Progress):
    """Say nothing; for callers that only want the record."""

    def __init__(self):
        super().__init__(io.StringIO())

    def note(self, text):
        """Ignore a line."""


def describe_notebook(notebook, name: str | None = None) -> str:
    """Return one line on how a notebook ended.

    Parameters
    ----------
    notebook : helpers.running.record.NotebookRecord
    name : str, optional
        Where several runs are made, the notebook's name with that of its run.

    Examples
    --------
    >>> from helpers.running.record import NotebookRecord
    >>> describe_notebook(NotebookRecord("04_growth_rates", "ok", 2.5, cells=31))
    '04_growth_rates             ok             2.5 s   31 cells'
    """
    outcome = OUTCOME_WORDS.get(notebook.outcome, notebook.outcome)
    if notebook.skipped and notebook.outcome == "ok":
        outcome = "page only" if notebook.exported else "unchanged"
        outcome = (
            f"as in {notebook.taken_from}" if notebook.taken_from and notebook.exported else outcome
        )
    has_run = not notebook.skipped and notebook.outcome != "not-run"
    seconds = (
        f"{notebook.seconds:6.1f} s" + (f"{notebook.cells:5} cells" if notebook.cells else "")
        if has_run
        else ""
    )
    line = f"{name or notebook.stem:<27} {outcome:<12}{seconds}"
    if notebook.error:
        where = f"cell {notebook.error['cell']}: " if notebook.error["cell"] else ""
        message = " ".join(notebook.error["message"].split())
        line += f"  {where}{notebook.error['name']}: {message}"
    return line.rstrip()
