"""The command starts and ends in words, also where it is interrupted at once."""

import gc

from helpers import command


def test_the_exit_code_is_that_of_what_was_started():
    assert command.main(lambda: 3) == 3


def test_an_interruption_while_it_starts_is_told_in_one_line(capsys):
    def interrupt():
        raise KeyboardInterrupt

    assert command.main(interrupt) == command.INTERRUPTED
    assert capsys.readouterr().err == "rural: interrupted\n"
    assert gc.get_freeze_count() > 0
