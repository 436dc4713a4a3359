"""Progress is a bar on a terminal and plain lines elsewhere."""

import io

from helpers.running.progress import Progress
from helpers.running.record import NotebookRecord

ENDED = NotebookRecord("04_growth_rates", "ok", 2.5)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def report_one(stream):
    progress = Progress(stream)
    progress.start(2)
    progress.finish(ENDED)
    progress.close()
    return progress


def test_a_terminal_shows_a_bar_and_a_line_for_each_notebook():
    terminal = Terminal()
    report_one(terminal)
    assert "1/2 notebooks" in terminal.getvalue()
    assert "04_growth_rates             ok             2.5 s\n" in terminal.getvalue()


def test_a_log_gets_plain_lines_only():
    log = io.StringIO()
    report_one(log)
    assert log.getvalue() == "04_growth_rates             ok             2.5 s\n"


def test_a_notebook_that_did_not_run_shows_no_seconds():
    log = io.StringIO()
    Progress(log).finish(NotebookRecord("04_growth_rates", "ok", 2.5, skipped=True))
    assert log.getvalue() == "04_growth_rates             unchanged\n"


def test_a_run_goes_on_when_nobody_reads_its_lines():
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    progress = report_one(Closed())
    progress.note("still here")
    progress.stream.close()
