"""Progress is a bar on a terminal and plain lines elsewhere."""

import io

from helpers.running.deciding import Decision
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


def test_a_terminal_is_told_at_once_that_something_is_done_and_a_log_is_not():
    terminal, log = Terminal(), io.StringIO()
    Progress(terminal).begin()
    Progress(log).begin()
    assert terminal.getvalue().startswith("Checking the data") and log.getvalue() == ""


def test_a_log_gets_plain_lines_only():
    log = io.StringIO()
    report_one(log)
    assert log.getvalue() == "04_growth_rates             ok             2.5 s\n"


def test_a_notebook_that_did_not_run_shows_no_seconds():
    log = io.StringIO()
    Progress(log).finish(NotebookRecord("04_growth_rates", "ok", 2.5, skipped=True))
    assert log.getvalue() == "04_growth_rates             unchanged\n"


def test_a_notebook_whose_page_alone_was_made_anew_is_not_said_to_be_unchanged():
    log = io.StringIO()
    Progress(log).finish(NotebookRecord("04_growth_rates", "ok", 2.5, skipped=True, exported=True))
    assert log.getvalue() == "04_growth_rates             page only\n"


def test_a_terminal_counts_the_cells_of_notebooks_under_way():
    terminal = Terminal()
    progress = Progress(terminal)
    progress.start(2)
    progress.tell("04_growth_rates", 3, 12, None)
    progress.tell("05_growth_models", 1, 20, None)
    progress.finish(ENDED, "04_growth_rates")
    progress.close()
    shown = terminal.getvalue()
    assert "04_growth_rates 3/12; 05_growth_models 1/20" in shown
    assert "04_growth_rates" not in shown[shown.rindex("1/2 notebooks") :]


def test_a_log_has_a_line_for_each_cell_on_request_only():
    for verbose, expected in ((True, "04_growth_rates  cell 3 of 12  0.25 s\n"), (False, "")):
        log = io.StringIO()
        progress = Progress(log, verbose=verbose)
        progress.tell("04_growth_rates", 3, 12, None)
        progress.tell("04_growth_rates", 3, 12, 0.25)
        assert log.getvalue() == expected


def test_idle_workers_are_told_on_request_only():
    for verbose, expected in ((True, "idle: 1.5 of 6.0 worker seconds, 25 %\n"), (False, "")):
        log = io.StringIO()
        Progress(log, verbose=verbose).tell_idle(1.5, 6.0)
        assert log.getvalue() == expected


def test_the_reasons_for_a_run_are_told_on_request_only():
    for explain, expected in ((True, "    because its code changed; data changed\n"), (False, "")):
        log = io.StringIO()
        Progress(log, explain=explain).finish(
            ENDED, decision=Decision({}, reasons=["its code changed", "data changed"])
        )
        assert log.getvalue() == "04_growth_rates             ok             2.5 s\n" + expected


def test_a_run_goes_on_when_nobody_reads_its_lines():
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    progress = report_one(Closed())
    progress.note("still here")
    progress.stream.close()
